"""The whole sample collection, read and embedded once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import ingest.sample
from ingest.run import ingest as run_ingest
from rag.embedding.encoder import Encoder
from rag.library.library import Library


@pytest.fixture(scope="session")
def collection(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Library]:
    """A library of all sample documents, from their text."""
    library = Library(tmp_path_factory.mktemp("collection") / "library", create=True, encoder=encoder)
    library.catalogue.set_meta("badge", "sample, fictional")
    run_ingest(library, [Path(ingest.sample.__file__).parent / "files" / "text"])
    yield library
    library.close()
