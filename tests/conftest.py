"""What all tests share."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The folder of real parliamentary data: `HEMICYCLE_DATA`, else `../shared/data` beside the checkout."""
    named = os.environ.get("HEMICYCLE_DATA")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no real data at {folder}; set HEMICYCLE_DATA to run this test")
    return folder
