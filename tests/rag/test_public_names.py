"""`from rag import Library`, and the few other names."""

import subprocess
import sys

import pytest

import rag
from rag.library.library import Library


def test_each_public_name_is_there() -> None:
    assert all(callable(getattr(rag, name)) for name in rag.__all__)
    assert set(rag.__all__) <= set(dir(rag))
    assert rag.Library is Library


def test_a_name_that_there_is_not_is_an_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Libary'"):
        rag.Libary  # noqa: B018 - looking it up is the test


def test_nothing_is_imported_until_it_is_used() -> None:
    told = "import sys, rag; print('pydantic' in sys.modules); rag.Filters; print(*{'pydantic', 'torch'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout == "False\npydantic\n"


def test_a_library_is_opened_by_the_name_of_its_folder(sample: Library) -> None:
    opened = rag.Library(str(sample.folder))
    assert opened.counts() == sample.counts()
    opened.close()
