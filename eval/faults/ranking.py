"""A process that ranks a library for all queries in all modes, and prints what it found as JSON."""

import json
import sys
from pathlib import Path
from typing import get_args

from rag.library.filters import Filters
from rag.library.library import Library
from rag.search.hits import Mode
from rag.search.search import search


def main(folder: Path, queries: Path) -> None:
    """Print the results of each mode, in the order of the queries."""
    library = Library(folder)
    lines = [json.loads(line) for line in queries.read_text(encoding="utf-8").splitlines()]
    found = {
        mode: [
            search(library, line["query"], mode=mode, filters=Filters.model_validate(line["filters"])).model_dump(mode="json")
            for line in lines
        ]
        for mode in get_args(Mode)
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
