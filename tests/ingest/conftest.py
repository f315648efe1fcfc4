"""What the tests of sources share: a service on this machine, and settings under which nobody waits long."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from rag.settings import Settings

from .services import Service, serving


@pytest.fixture
def service() -> Iterator[Service]:
    """A running service that answers as a test says."""
    with serving() as one:
        yield one


@pytest.fixture
def settings(service: Service, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Settings]:
    """Settings that name the service for all sources: `settings(source_tries=2)`."""
    quick = {
        "source_pause": 0,
        "source_timeout": 5,
        "source_tries": 3,
        "source_backoff": 0.01,
        "source_patience": 2,
        **{f"source_{name}_url": service.url for name in ("flemish", "tweede_kamer", "uk")},
    }

    def make(**values: Any) -> Settings:
        chosen = {**quick, **values}
        for name, value in chosen.items():
            monkeypatch.setenv(f"HEMICYCLE_{name.upper()}", str(value))
        return Settings()

    return make
