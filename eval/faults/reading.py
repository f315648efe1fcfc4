"""A process that has a library open and searches it, again and again, until it is told that all is written."""

import json
import sys
import threading
import time
from pathlib import Path

from eval.faults.corpus import QUERY
from rag.library.library import Library
from rag.search.search import search, warm_up

_PAUSE_S = 0.02
_MANY = 10_000


def main(folder: Path) -> None:
    """Print one look a line: milliseconds of a search, and what was there. The last comes after a line on stdin."""
    library, written = Library(folder), threading.Event()
    warm_up(library)

    def wait() -> None:
        sys.stdin.readline()
        written.set()

    threading.Thread(target=wait, daemon=True).start()
    done = False
    while not done:
        done = written.is_set()
        started = time.perf_counter()
        search(library, QUERY)
        ms = (time.perf_counter() - started) * 1000
        hits = search(library, QUERY, k=_MANY, mode="words").hits
        counts = library.counts()
        look = {"ms": ms, "records": counts.records, "embedded": counts.embedded, "hits": len(hits), "written": done}
        print(json.dumps(look), flush=True)
        time.sleep(_PAUSE_S)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
