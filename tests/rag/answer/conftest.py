"""Real text to answer from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.run import ingest as run_ingest
from rag.embedding.encoder import Encoder
from rag.library.library import Library


@pytest.fixture(scope="session")
def record_204(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, data_folder: Path) -> Iterator[Library]:
    """A library of the one real Flemish document."""
    library = Library(tmp_path_factory.mktemp("real") / "library", create=True, encoder=encoder)
    run_ingest(library, [data_folder / "flemish" / "000_f33766fda5ac4728.txt"])
    yield library
    library.close()
