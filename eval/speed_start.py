"""How soon an answer is there from nothing: cold commands, the page, and the memory that an ingest takes."""

import json
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import httpx

from eval.processes import hemicycle, percentile, run
from rag.errors import HemicycleError
from rag.library.library import Library
from rag.progress import Progress
from rag.settings import cache_folder

_TIMES = 5
_PATIENCE_S = 120
_ROWS = 300


def measure(library: Library, queries: Sequence[str], sources: Path | None, progress: Progress) -> dict[str, Any]:
    """Seconds until commands have ended (the median of five) and until the page and its first answer are there, and the
    memory and pace of an ingest of `sources` (a table; null: the sample collection)."""
    cold = {"--help": ["--help"], "search": ["search", queries[0]], "ask": ["ask", queries[0]]}
    figures: dict[str, Any] = {"passages": library.index.size(), "cold": {}}
    for name, arguments in cold.items():
        progress(f"starting cold: {name}", 0, None, "")
        named = [] if name == "--help" else ["--library", str(library.folder)]
        runs = [run(hemicycle(*arguments, *named)) for _ in range(_TIMES)]
        peaks = [each.peak_mib for each in runs if each.peak_mib]
        figures["cold"][name] = {"s": percentile([each.seconds for each in runs], 0.5), "peak_mib": max(peaks, default=None)}
    progress("starting the page", 0, None, "")
    figures["page"] = _page(library, queries[0])
    progress("ingesting", 0, None, "")
    figures["ingest"] = _ingest(sources)
    return figures


def _page(library: Library, question: str) -> dict[str, float]:
    """Seconds until the page is there, and from its start until it has answered a question."""
    started = time.perf_counter()
    with _serving(library) as address, httpx.Client(base_url=address, timeout=_PATIENCE_S) as browser:
        while True:
            try:
                if browser.get("/").status_code == httpx.codes.OK:
                    break
            except httpx.TransportError:
                time.sleep(0.05)
            if time.perf_counter() - started > _PATIENCE_S:
                raise HemicycleError(f"the page did not show within {_PATIENCE_S} s; start `hemicycle serve` and see why")
        shown = time.perf_counter() - started
        _ask(browser, question)
        return {"shown_s": shown, "answered_s": time.perf_counter() - started}


@contextmanager
def _serving(library: Library) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = hemicycle("serve", "--port", port, "--library", library.folder)
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _ask(browser: httpx.Client, question: str) -> None:
    """Put a question as the page's own script does, and wait for the answer.

    Protocol: https://www.gradio.app/guides/querying-gradio-apps-with-curl (join the queue, read its events).
    """
    config = browser.get("/config").json()
    asking = next(each["id"] for each in config["dependencies"] if [event for _, event in each["targets"]][:1] == ["submit"])
    session = uuid.uuid4().hex
    prefix = config.get("api_prefix", "")
    data = {"data": [question, None, "", ""], "fn_index": asking, "session_hash": session}
    browser.post(f"{prefix}/queue/join", json=data).raise_for_status()
    with browser.stream("GET", f"{prefix}/queue/data", params={"session_hash": session}) as events:
        for line in events.iter_lines():
            event = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
            if event.get("msg") == "process_completed":
                if not event.get("success"):
                    raise HemicycleError(f"the page did not answer: {event.get('output')}")
                return
    raise HemicycleError("the page did not answer: its events ended early")


def _ingest(table: Path | None) -> dict[str, Any]:
    """One ingest into a new library, with a cache of its own, so that no vector is there already."""
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder) / "cache" / "hemicycle"
        cache.mkdir(parents=True)
        for made in ("models", "means"):
            if (cache_folder() / made).exists():
                (cache / made).symlink_to(cache_folder() / made)
        if table:
            source = Path(folder) / table.name
            with table.open(encoding="utf-8") as lines:
                source.write_text("".join(islice(lines, _ROWS)), encoding="utf-8")
            wanted = [source, "--map", table.parent.name]
        else:
            import ingest.sample

            wanted = [Path(ingest.sample.__file__).parent / "files" / "pdf"]
        ran = run(
            hemicycle("ingest", *wanted, "--library", Path(folder) / "library", "--json"),
            more={"XDG_CACHE_HOME": str(cache.parent)},
        )
        report = json.loads(next(line for line in ran.out.splitlines() if line.startswith("{")))
        return {"passages": report["passages"], "s": ran.seconds, "peak_mib": ran.peak_mib}
