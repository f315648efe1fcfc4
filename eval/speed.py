"""`hemicycle bench`: how fast everything is, measured against plain baselines in the same run on the same machine."""

import platform
import shutil
from pathlib import Path
from typing import Any, Literal, get_args

from eval import speed_encoder, speed_queries, speed_start
from eval.collection import collection, dekamer, library_folder
from eval.enlarged import SIZES, enlarged, folder_of
from eval.markdown import table
from eval.topics import LANGUAGES, load_topics
from ingest.sample.library import open_sample
from rag.embedding.processor import cores
from rag.library.library import Library
from rag.progress import Progress, quiet

Part = Literal["encoder", "queries", "start"]
PARTS: tuple[Part, ...] = get_args(Part)


def measure(size: str, parts: tuple[Part, ...] = PARTS, *, fresh: bool = False, progress: Progress = quiet) -> dict[str, Any]:
    """The figures of some parts over a library of a size (one of SIZES), made once and kept in the user's cache.

    Its passages are those of dekamer-2017, or of the sample collection where that is not at hand.
    """
    folder = dekamer()
    source = _source(folder)
    topics = load_topics(folder / "topics.jsonl") if folder else []
    queries = speed_queries.queries_of([topic.query(language) for topic in topics for language in LANGUAGES])
    figures: dict[str, Any] = {
        "collection": "dekamer-2017" if folder else "sample",
        "size": size,
        "machine": {"processor": _processor(), "cores": cores(), "python": platform.python_version()},
    }
    if "encoder" in parts:
        progress("measuring the encoder", 0, None, "")
        figures["encoder"] = speed_encoder.measure(source)
    if parts == ("encoder",):
        return figures
    if fresh:
        shutil.rmtree(folder_of(size), ignore_errors=True)
    library = enlarged(source, folder_of(size), SIZES[size], progress=progress)
    if "queries" in parts:
        figures["queries"] = speed_queries.measure(library, queries, progress)
    if "start" in parts:
        figures["start"] = speed_start.measure(library, queries, folder and folder / "questions.jsonl", progress)
    return figures


def _source(folder: Path | None) -> Library:
    """A library of real passages with all their vectors."""
    if folder is None:
        return open_sample()
    made = library_folder(folder)
    if (made / "library.db").exists():
        library = Library(made)
        counts = library.counts()
        if counts.passages and counts.passages == counts.embedded:
            return library
        library.close()
    return collection(folder)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def markdown(figures: dict[str, Any]) -> str:
    """The figures as the README shows them."""
    machine = figures["machine"]
    blocks = [f"{machine['processor']}, {machine['cores']} cores; passages of {figures['collection']}."]
    blocks += [_TABLES[part](figures[part]) for part in PARTS if part in figures]
    return "\n\n".join(blocks) + "\n"


def _encoder_table(of: dict[str, Any]) -> str:
    note = (
        f"{of['passages']} passages, {of['tokens']} tokens. Cosine with the plain vectors {of['cosine_mean']:.4f} on average,"
        f" {of['cosine_min']:.4f} at least. The peak is that of one large product in {of['peak_of']} in the same run:"
        f" {of['peak_operations_per_s'] / 1e9:.0f} thousand million operations a second."
    )
    rows = [
        [
            "sentence-transformers, float32, batches of 32",
            _n(of["plain_passages_per_s"]),
            _n(of["plain_tokens_per_s"]),
            "1.0",
            "",
        ],
        [
            f"Hemicycle ({of['runtime']})",
            _n(of["passages_per_s"]),
            _n(of["tokens_per_s"]),
            f"{of['ratio']:.1f}",
            f"{of['share_of_peak']:.0%}",
        ],
    ]
    return f"{table(['embedding', 'passages/s', 'tokens/s', 'ratio', 'of the peak'], rows)}\n\n{note}"


def _queries_table(of: dict[str, Any]) -> str:
    ours, plain = of["ours"], of["baselines"]
    rows = [
        [
            name,
            _n(ours["recall"][name]["passages allowed"]),
            _pair(ours["ms"][name]),
            _pair(plain["chroma_ms"].get(name)),
            _pair(plain["exact_ms"][name]),
            f"{ours['recall'][name]['@10']:.3f} / {ours['recall'][name]['@200']:.3f}",
            f"{plain['chroma_recall'][name]:.3f}" if name in plain["chroma_recall"] else "",
        ]
        for name in ours["ms"]
    ]
    head = [
        "filter",
        "passages allowed",
        "Hemicycle",
        "plain Chroma, `where`",
        "exact, numpy",
        "recall @10 / @200",
        "Chroma's @10",
    ]
    fewer = sum(each["fewer"] for each in ours["recall"].values())
    note = (
        f"Milliseconds a query, p50 / p95, {of['queries']} queries over {_n(of['passages'])} passages, embedding of the query"
        f" included. Recall is that of the nearest passages against exact search; {fewer} searches found fewer than exist."
        f" Memory of the process at most {_mib(ours['peak_mib'])}, of the plain one {_mib(plain['chroma_peak_mib'])}."
    )
    return f"{table(head, rows)}\n\n{note}"


def _start_table(of: dict[str, Any]) -> str:
    page, made = of["page"], of["ingest"]
    rows = [
        *([f"`hemicycle {name}`, cold", f"{each['s']:.2f} s", _mib(each["peak_mib"])] for name, each in of["cold"].items()),
        ["`hemicycle serve` until the page is there", f"{page['shown_s']:.1f} s", ""],
        ["... until its first answer", f"{page['answered_s']:.1f} s", ""],
        [f"`hemicycle ingest`, {_n(made['passages'])} passages", f"{made['s']:.0f} s", _mib(made["peak_mib"])],
    ]
    return table([f"from nothing, {_n(of['passages'])} passages", "time", "memory at most"], rows)


_TABLES = {"encoder": _encoder_table, "queries": _queries_table, "start": _start_table}


def _n(value: float) -> str:
    return f"{value:,.0f}"


def _pair(of: dict[str, float] | None) -> str:
    return f"{of['p50']:.0f} / {of['p95']:.0f}" if of else ""


def _mib(value: float | None) -> str:
    return "unknown" if value is None else f"{_n(value)} MiB"
