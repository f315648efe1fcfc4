"""What the tests of the ways in for programs share."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

TOKEN = "0123456789abcdef0123456789abcdef"


@pytest.fixture(scope="session")
def sample_folder(sample_home: Path) -> Path:
    """The library of the whole sample collection."""
    return sample_home / "hemicycle" / "sample-library"


@pytest.fixture
def api(sample_server: Any) -> Iterator[httpx.Client]:
    """A program that asks a server of the sample."""
    with httpx.Client(base_url=f"{sample_server.url}/api/", timeout=120) as client:
        yield client


@pytest.fixture(scope="session")
def locked_server(start: Callable[..., Any]) -> Any:
    """The same behind a token."""
    return start("--port", "18851", HEMICYCLE_TOKEN=TOKEN)


@pytest.fixture(scope="session")
def token() -> str:
    return TOKEN
