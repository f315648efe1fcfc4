"""The HTTP API does what its own description says, whatever is sent: schemathesis derives requests from it, good and bad."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode

EXAMPLES = {"/search": 25, "/ask": 25, "/brief": 8, "/records/{id}": 25}
"""Requests of each kind: a briefing takes longest."""


@pytest.fixture(scope="module")
def description(sample_server: Any) -> Any:
    return schemathesis.openapi.from_url(f"{sample_server.url}/api/openapi.json")


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("path", EXAMPLES)
def test_every_answer_is_one_that_the_description_names(description: Any, path: str, mode: GenerationMode) -> None:
    requests = description[path]["GET"].as_strategy(generation_mode=mode).filter(_says_all)

    @settings(max_examples=EXAMPLES[path], derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    @given(requests)
    def holds(case: Case) -> None:
        case.call_and_validate()

    holds()


def test_no_other_path_takes_parameters(description: Any) -> None:
    assert set(description) == {*EXAMPLES, "/libraries"}
    description["/libraries"]["GET"].Case().call_and_validate()


def _says_all(case: Case) -> bool:
    """Whether the description can know that a request is good: not where it asks for a language model, which may be set or
    not, nor where a filter has no letter in it; what a letter is, patterns of different programs do not agree on."""
    given = [each for value in case.query.values() for each in (value if isinstance(value, list) else [value])]
    return not case.query.get("llm") and all(any(c.isalnum() for c in each) for each in given if isinstance(each, str))
