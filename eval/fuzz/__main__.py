"""`python -m eval.fuzz`: mutate real files and read them. No traceback, no hang over 30 s, no memory over 2 GiB.

Exit code 1 where there was one; the file that did it is kept, with what happened.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from eval.fuzz.bombs import bombs
from eval.fuzz.judge import Verdict, judged
from eval.fuzz.mutate import mutated
from eval.fuzz.seeds import Seed, seeds
from eval.markdown import table
from rag.errors import InputError

_AT_ONCE = 2
_TOLD_EVERY = 500


@dataclass(frozen=True, slots=True)
class Case:
    """A file to be read, the kind that it is counted as."""

    number: int
    kind: str
    name: str
    data: bytes


def main(arguments: Sequence[str]) -> int:
    """Parse the command line, run the cases, print a table."""
    options = _parser().parse_args(arguments)
    started, chance = time.monotonic(), random.Random(options.seed)
    try:
        some = seeds(chance, options.only)
    except InputError as error:
        print(f"eval.fuzz: {error}", file=sys.stderr)
        return 2
    counts, faults, slowest = Counter[tuple[str, str]](), list[str](), Counter[str]()
    cases = _Cases(some, options.seed, [] if options.only else list(bombs().items()))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        outcomes = pool.map(lambda number: _run(cases.case(number)), range(-len(cases.bombs), options.cases))
        for done, (case, verdict, seconds) in enumerate(outcomes, start=1):
            counts[case.kind, verdict.kind] += 1
            slowest[case.kind] = max(slowest[case.kind], round(seconds * 1000))
            if verdict.kind == "fault":
                faults.append(_kept(options.keep, case, verdict))
                print(f"FAULT {faults[-1]}", flush=True)
            if done % _TOLD_EVERY == 0:
                print(f"{done} cases, {len(faults)} faults, {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    kinds = list(dict.fromkeys(kind for kind, _ in counts))
    heads = ("read", "refused", "fault")
    rows = [[kind, *(f"{counts[kind, head]:,}" for head in heads), f"{slowest[kind] / 1000:.1f} s"] for kind in kinds]
    print(table(["files", *heads, "slowest"], rows))
    print(f"\nseed {options.seed}, {sum(counts.values()):,} cases, {len(faults)} faults, {time.monotonic() - started:.0f} s")
    return 1 if faults else 0


class _Cases:
    """Bombs under the negative numbers, and mutated files, each collection as often as the others. A case depends on the seed
    and its number alone."""

    def __init__(self, some: Sequence[Seed], seed: int, bombs: Sequence[tuple[str, bytes]]) -> None:
        self.bombs = bombs
        self._all, self._seed = some, seed
        self._by_kind: dict[str, list[Seed]] = {}
        for one in some:
            self._by_kind.setdefault(one.kind, []).append(one)

    def case(self, number: int) -> Case:
        if number < 0:
            name, data = self.bombs[number]
            return Case(number, "bombs", name, data)
        chance = random.Random(f"{self._seed}:{number}")
        own = chance.choice(self._by_kind[chance.choice(sorted(self._by_kind))])
        return Case(number, own.kind, own.name, mutated(own.data, chance, chance.choice(self._all).data))


def _run(case: Case) -> tuple[Case, Verdict, float]:
    began = time.monotonic()
    verdict = judged(case.name, case.data, bomb=case.number < 0)
    return case, verdict, time.monotonic() - began


def _kept(folder: Path, case: Case, verdict: Verdict) -> str:
    """Keep the file of a fault; says where, and what happened."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{case.number}-{case.name}"
    path.write_bytes(case.data)
    return f"{path} ({case.kind}): {verdict.said}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="eval.fuzz", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cases", type=int, default=20_000, help="mutated files")
    parser.add_argument("--seed", type=int, default=random.randrange(10_000), help="of the mutations")
    parser.add_argument("--only", action="append", default=[], help="a collection, and no bombs; again for another")
    parser.add_argument("--keep", type=Path, default=Path("build/fuzz"), help="folder for files that made a fault")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
