"""`python -m eval.load`: many people ask at the same time, and nobody may get another's conversation.

It starts a server of its own, asks every question once with nobody else there, then with everybody, and compares. Exit code 1
where an answer failed, or was not the same.
"""

import argparse
import asyncio
import html
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from eval.markdown import table
from eval.processes import hemicycle, percentile
from eval.topics import load_topics
from eval.visitors import PageConfig, Said, Visitor, open_page, visit
from rag.errors import HemicycleError, LibraryError
from rag.library.filters import Filters
from rag.library.library import Library

FOLLOW_UP = "wie vroeg dat?"
"""Goes on from whatever was asked before, so that its answer is another for everybody."""

_MORE_RECORDS = 1_000
_PATIENCE_S = 300.0
_MAP = """parliament = "load-test"
kind = "written-question"
language = "nl"
[columns]
id = "id"
question = "question"
answer = "answer"
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """What one person asks, and the records of which one at least must be named in the answer to the first question."""

    questions: tuple[str, ...]
    relevant: frozenset[str]


def main(arguments: Sequence[str]) -> int:
    """Parse the command line, put the load on, print the table."""
    options = _parser().parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory() as folder:
            return _run(options, Path(folder))
    except HemicycleError as error:
        print(f"eval.load: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="eval.load", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--library", type=Path, help="the sample where none is given; it is only read")
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--every", type=float, default=30.0, help="seconds between two questions of one person")
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--port", type=int, default=7960)
    parser.add_argument("--ingest", action="store_true", help="add 1,000 records to a copy of the library meanwhile")
    return parser


def _run(options: argparse.Namespace, scratch: Path) -> int:
    library = _library(options.library)
    known = {record.id for record in library.catalogue.listing(Filters())}
    plans = _plans(library, options.people)
    served = library.folder
    library.close()
    if options.ingest:
        served = _copy(served, scratch)
    token = secrets.token_urlsafe(24)
    with _server(served, options.port, scratch, token) as (process, url):
        before, said, problems, strange, took = asyncio.run(_load(url, plans, options, process.pid, served, token))
        rss = _rss_mib(process.pid)
    wrong = strange + _mixed_up(before, said, plans, known, same=not options.ingest)
    seconds = [each.seconds for visitor in said for each in visitor.said]
    alone = [each.seconds for visitor in before for each in visitor.said]
    if not seconds:
        raise HemicycleError(f"no question was answered: {problems[:1]}")
    rows = [
        ["people", str(len(plans))],
        ["questions answered", str(len(seconds))],
        ["p50 / p95 / slowest", " / ".join(f"{value:.2f} s" for value in _spread(seconds))],
        [
            "alone: p50 / p95",
            " / ".join(f"{value:.2f} s" for value in _spread(alone)[:2]),
        ],
        ["errors", str(len(problems))],
        ["answers or conversations of another, or not those of asking alone", str(len(wrong))],
        ["memory of the server at the start / the end", f"{took.start_mib:.0f} / {rss:.0f} MiB"],
    ]
    if took.ingest_s is not None:
        rows.append([f"adding {_MORE_RECORDS:,} records meanwhile", f"{took.ingest_s:.0f} s"])
    print(table(["", f"{options.minutes:g} minutes, a question every {options.every:g} s each"], rows))
    for line in [*problems, *wrong][:20]:
        print(f"PROBLEM {line}", file=sys.stderr)
    return 1 if problems or wrong else 0


def _library(folder: Path | None) -> Library:
    if folder:
        return Library(folder)
    from ingest.sample.library import open_sample

    return open_sample()


def _plans(library: Library, people: int) -> list[Plan]:
    """Different questions for everybody: those with known answers for the sample; of another library the titles of records,
    which must find their record."""
    if library.badge:
        topics = [topic for topic in load_topics(Path(__file__).parent / "sample_topics.jsonl") if topic.relevant]
        pairs = [(topic.query(language), frozenset(topic.relevant)) for language in ("nl", "en", "fr") for topic in topics]
    else:
        records = library.catalogue.listing(Filters(), limit=50 * people)
        titles = {record.title: record.id for record in records if record.title and 25 < len(record.title) < 120}
        pairs = [(f"wat werd er gezegd over {title}?", frozenset([record])) for title, record in titles.items()]
    if len(pairs) < 2:
        raise LibraryError(f"{library.folder} has too few records with titles to ask about")
    return [Plan((pairs[n % len(pairs)][0], FOLLOW_UP), pairs[n % len(pairs)][1]) for n in range(people)]


def _copy(library: Path, scratch: Path) -> Path:
    """A copy that may be written to; fictional records are of no sample any more in it."""
    copied = scratch / "library"
    shutil.copytree(library, copied)
    opened = Library(copied)
    badge = opened.badge
    opened.close()
    if not badge:
        return copied
    from ingest.sample.content import PDF_FOLDER

    _checked(["ingest", PDF_FOLDER, "--library", scratch / "own"])
    return scratch / "own"


@dataclass
class _Took:
    start_mib: float = 0.0
    ingest_s: float | None = None


async def _load(
    url: str, plans: Sequence[Plan], options: argparse.Namespace, pid: int, served: Path, token: str
) -> tuple[list[Visitor], list[Visitor], list[str], list[str], _Took]:
    took = _Took()
    async with AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(_browser(url, token)) for _ in plans]
        pages = [await open_page(client) for client in clients]
        page = pages[0]
        before = [await _alone(client, page, plan) for client, plan in zip(clients, plans, strict=True)]
        took.start_mib = _rss_mib(pid)
        adding = asyncio.create_task(_add(served, took)) if options.ingest else None
        begin = time.monotonic()
        visits = [
            visit(
                client,
                page,
                plan.questions,
                every=options.every,
                first=begin + options.every * n / len(plans),
                until=begin + 60 * options.minutes,
            )
            for n, (client, plan) in enumerate(zip(clients, plans, strict=True))
        ]
        done = await asyncio.gather(*visits)
        if adding:
            await adding
        wrong = [
            line for (visitor, _), plan in zip(done, plans, strict=True) for line in await _strange(visitor, plan, plans)
        ]
    problems = [problem for _, problems in done for problem in problems]
    return before, [visitor for visitor, _ in done], problems, wrong, took


def _browser(url: str, token: str) -> httpx.AsyncClient:
    """A browser of one person, with cookies of its own."""
    return httpx.AsyncClient(base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=_PATIENCE_S)


async def _strange(visitor: Visitor, plan: Plan, plans: Sequence[Plan]) -> list[str]:
    """Conversations that a person's list should have and lacks, or has of others."""
    shown = _letters(await visitor.kept())
    others = {_called(other) for other in plans} - {_called(plan)}
    lacking = [] if _called(plan) in shown else [f"the list of {plan.questions[0]!r} lacks it"]
    return lacking + [f"the list of {plan.questions[0]!r} has another's" for other in others if other in shown]


async def _alone(client: httpx.AsyncClient, page: PageConfig, plan: Plan) -> Visitor:
    visitor = Visitor(client, page)
    await visitor.enter()
    for question in plan.questions:
        await visitor.ask(question)
    return visitor


def _mixed_up(
    before: Sequence[Visitor], after: Sequence[Visitor], plans: Sequence[Plan], known: set[str], *, same: bool
) -> list[str]:
    """Answers that show another's question, or name no record that they must; and where the library stayed the `same`, those
    that name others than when nobody else was there."""
    wrong, everybody = list[str](), {plan.questions[0] for plan in plans}
    for alone, visitor, plan in zip(before, after, plans, strict=True):
        for said in (*alone.said, *visitor.said):
            shown = _letters(said.shown)
            if others := [other for other in everybody - {plan.questions[0]} if _letters(other) in shown]:
                wrong.append(f"{plan.questions[0]!r} was shown {others[0]!r}")
            if _letters(said.question) not in shown:
                wrong.append(f"{plan.questions[0]!r} was not shown its own {said.question!r}")
        expected = {said.question: said.records(known) for said in alone.said}
        if not expected[plan.questions[0]] & plan.relevant:
            wrong.append(f"{plan.questions[0]!r} names none of {sorted(plan.relevant)[:2]}, also alone")
        wrong += [
            f"{said.question!r} after {plan.questions[0]!r} names other records than alone"
            for said in _first_of_each(visitor.said)
            if same and said.records(known) != expected[said.question]
        ]
    return wrong


def _called(plan: Plan) -> str:
    """What a list calls the conversation, as far as it does: long questions are cut there."""
    return _letters(plan.questions[0])[:40]


def _letters(text: str) -> str:
    """What a text is made of, however it is written in HTML or Markdown."""
    return "".join(filter(str.isalnum, html.unescape(text)))


def _first_of_each(said: Sequence[Said]) -> list[Said]:
    """Each question's first answer: in a longer conversation a follow-up goes on from more."""
    return list({each.question: each for each in reversed(said)}.values())


async def _add(library: Path, took: _Took) -> None:
    """Add generated records from the command line."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "more.map.toml").write_text(_MAP)
        # Of its own each time: nothing of it is embedded already.
        run = secrets.token_hex(4)
        rows = (
            {"id": f"L{n}", "question": _text(n, "Hoeveel", run), "answer": _text(n, "Er zijn", run)}
            for n in range(_MORE_RECORDS)
        )
        (Path(folder) / "more.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        started = time.perf_counter()
        await asyncio.to_thread(_checked, ["ingest", Path(folder) / "more.jsonl", "--library", library])
        took.ingest_s = time.perf_counter() - started


def _text(n: int, begin: str, run: str) -> str:
    """A sentence of no meaning, another for each number and run."""
    words = ("lantaarn", "zeewier", "kiosk", "klokkentoren", "vuurtoren", "hangbrug", "draaimolen", "bijenkast", "windvaan")
    named = " en ".join(words[n // len(words) ** k % len(words)] for k in range(4))
    return f"{begin} {n} voorbeelden van {named} in de fictieve gemeente {words[n % 7]}veld {run}?"


def _checked(arguments: Sequence[object]) -> None:
    done = subprocess.run(hemicycle(*arguments), capture_output=True, text=True)
    if done.returncode:
        raise HemicycleError(f"hemicycle {arguments[0]} failed: {done.stderr.strip().splitlines()[-1:]}")


@contextmanager
def _server(library: Path, port: int, scratch: Path, token: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """A running `hemicycle serve` behind a token, so open to many, and its address. What it keeps goes with `scratch`."""
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "XDG_DATA_HOME": str(scratch / "data"), "HEMICYCLE_TOKEN": token}
    command = hemicycle("serve", "--library", library, "--port", port)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)
    assert process.stdout
    try:
        said = ""
        for said in process.stdout:
            if "http://" in said:
                break
        else:
            raise HemicycleError(f"the server does not start: {said.strip()}")
        # Nobody reads what it says from here on, and it must not wait for that.
        threading.Thread(target=process.stdout.read, daemon=True).start()
        yield process, said.split()[0]
    finally:
        process.terminate()
        process.wait(timeout=60)


def _rss_mib(pid: int) -> float:
    """The memory that a process holds now (MiB), 0 where the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), 0.0)


def _spread(seconds: Sequence[float]) -> tuple[float, float, float]:
    return percentile(seconds, 0.5), percentile(seconds, 0.95), max(seconds)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
