"""Where faults are injected: a small disk with a corpus on it, and what a library is that nothing has disturbed."""

import json
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest
from pathlib import Path
from typing import Any

from eval.faults import corpus
from eval.faults.commands import Commands, Done, FaultError
from eval.faults.evidence import Committed, check_no_vector_twice, check_whole, committed, content
from eval.processes import hemicycle

Found = tuple[str, str, float]
"""Record, passage and score of a hit."""

Ranking = Mapping[str, list[list[Found]]]
"""The hits for each mode and query."""

_NEAR = 0.005
"""By this share BM25 scores of the same passages differ, and by as much what is made of them: once passages were replaced
tantivy estimates the mean length of what is left, until the index is written anew."""

Tell = Callable[[str], None]
"""Called with what is being done."""


@dataclass(slots=True)
class Outcome:
    """What a scenario showed: how often a fault was injected, figures in words, and what went wrong.

    `holds` is what is true where nothing went wrong.
    """

    scenario: str
    holds: str
    times: int = 0
    figures: str = ""
    faults: list[str] = field(default_factory=list)


class Stage:
    """A disk with a corpus, and the library that an undisturbed ingest of it gives (`reference`) in so many `seconds`."""

    def __init__(self, root: Path, *, documents: int, records: int, tell: Tell) -> None:
        self.root, self.tell = root, tell
        self.commands = Commands(root)
        self.corpus, self.queries, self.reference = root / "corpus", root / "queries.jsonl", root / "undisturbed"
        corpus.write_corpus(self.corpus, documents=documents, records=records)
        corpus.write_queries(self.queries)
        self.files = 2 * documents + 1
        self.seconds = 0.0
        self._libraries = 0

    def prepare(self) -> None:
        """Ingest the corpus undisturbed."""
        done = self.commands.run([*self.ingesting(self.reference), "--json"])
        check_whole(self.reference)
        check_no_vector_twice(self.reference)
        self.seconds = float(json.loads(done.out)["took_s"])

    def new_library(self) -> Path:
        """Where the next library is to lie."""
        self._libraries += 1
        return self.root / f"library-{self._libraries}"

    def ingesting(self, folder: Path) -> list[str]:
        """The command that ingests the corpus into a library."""
        return hemicycle("ingest", self.corpus, "--library", folder)

    def searching(self, folder: Path) -> list[str]:
        """The command of one search."""
        return hemicycle("search", corpus.QUERY, "--json", "--library", folder)

    @cached_property
    def truth(self) -> Mapping[str, Mapping[Any, Any]]:
        """What the undisturbed library holds."""
        return content(self.reference)

    @cached_property
    def ranking(self) -> Ranking:
        """How the undisturbed library ranks."""
        return _ranking(self.commands.run(self._ranking_of(self.reference)))

    @cached_property
    def size(self) -> int:
        """Bytes of the undisturbed library."""
        return sum(path.stat().st_size for path in self.reference.rglob("*") if path.is_file())

    def _ranking_of(self, folder: Path) -> list[str]:
        """The command that ranks a library for all queries in all modes."""
        return [sys.executable, "-m", "eval.faults.ranking", str(folder), str(self.queries)]

    def check_after_kill(self, folder: Path, before: Committed) -> Done:
        """Raises FaultError where something that was committed is lost, something is double or half there, or a command fails
        over what a killed process left. Returns what the search said.

        The doctor may find the full-text index behind, of which it says that a rebuild makes it anew; so does an ingest.
        """
        before.check_kept(committed(folder))
        check_whole(folder)
        search, status, doctor = self.commands.run_all(
            self.searching(folder),
            hemicycle("status", "--json", "--library", folder),
            hemicycle("doctor", "--json", "--library", folder),
            ends=(0, 1),
        )
        if json.loads(status.out)["records"] != len(committed(folder).records):
            raise FaultError("hemicycle status counts other records than there are")
        for check in json.loads(doctor.out)["checks"]:
            if check["status"] == "problem" and check["check"] != "words":
                raise FaultError(f"the doctor finds a problem: {check['check']}: {check['detail']}")
        return search

    def check_found(self, search: Done) -> None:
        """Raises FaultError where the one search, the first of the queries, found other than in the undisturbed library."""
        found, wanted = _hits(json.loads(search.out)), self.ranking["hybrid"][0]
        if not _same(found, wanted, _NEAR):
            raise FaultError(f"a search finds other than in the undisturbed library: {_difference(found, wanted)}")

    def check_complete(self, folder: Path) -> None:
        """Raises FaultError where a library, after all, is not what the undisturbed one is."""
        check_whole(folder)
        check_no_vector_twice(folder)
        there = content(folder)
        for what, wanted in self.truth.items():
            if wrong := [key for key in wanted.keys() | there[what].keys() if wanted.get(key) != there[what].get(key)]:
                raise FaultError(f"{len(wrong)} {what} are not those of an undisturbed library, among them {wrong[0]}")
        examining = hemicycle("doctor", "--full", "--json", "--library", folder)
        ranked, _ = self.commands.run_all(self._ranking_of(folder), examining)
        self._compare(_ranking(ranked))

    def check_ranking(self, folder: Path) -> None:
        """Raises FaultError where a library ranks otherwise than the undisturbed one: other hits, or other scores."""
        self._compare(_ranking(self.commands.run(self._ranking_of(folder))))

    def _compare(self, found: Ranking) -> None:
        for mode, wanted in self.ranking.items():
            near = 0.0 if mode == "dense" else _NEAR  # words have no part in that
            if other := [n for n, each in enumerate(wanted) if not _same(found[mode][n], each, near)]:
                n = other[0]
                raise FaultError(
                    f"{len(other)} of {len(wanted)} rankings ({mode}) are not those of an undisturbed library; the first, of"
                    f" query {n}: {_difference(found[mode][n], wanted[n])}"
                )


def _ranking(done: Done) -> Ranking:
    return {mode: [_hits(each) for each in results] for mode, results in json.loads(done.out).items()}


def _hits(result: Mapping[str, Any]) -> list[Found]:
    """Record, passage and score of each hit."""
    return [(hit["record"], hit["passage"], hit["score"]) for hit in result["hits"]]


def _same(found: list[Found], wanted: list[Found], near: float) -> bool:
    """Whether two lists of hits are the same, but for the order of hits whose scores are as near as that."""

    def alike(one: float, other: float) -> bool:
        return abs(one - other) <= near * max(1, abs(other))

    scores = {hit[:2]: hit[2] for hit in wanted}
    return len(found) == len(wanted) and all(
        alike(score, there[2]) and alike(score, scores.get((record, passage), wanted[-1][2]))
        for (record, passage, score), there in zip(found, wanted, strict=True)
    )


def _difference(found: list[Found], wanted: list[Found]) -> str:
    return next(f"{one} in the place of {other}" for one, other in zip_longest(found, wanted) if one != other)


def wait_until(condition: Callable[[], bool], *, most_s: float = 120) -> bool:
    """Look every few milliseconds until a condition holds; false where it did not in so many seconds."""
    end = time.monotonic() + most_s
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.002)
    return False
