"""`python -m eval.faults`: inject faults for real, and print what a library made of them as a table for the README.

Everything happens on a disk of limited size in memory. Exit code 1 where something was lost, double or wrong, or crashed.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from eval.faults import damage, disk, kills, writers
from eval.faults.commands import FaultError
from eval.faults.stage import Outcome, Stage
from eval.markdown import table
from rag.errors import HemicycleError

_INSIDE = "--inside"

_SCENARIOS: Mapping[str, Callable[[Stage, argparse.Namespace, random.Random], Outcome]] = {
    "kills": lambda stage, options, chance: kills.random_kills(stage, options.kills, chance),
    "index-kills": lambda stage, options, chance: kills.index_kills(stage, options.index_kills, chance),
    "disk-full": lambda stage, _options, _chance: writers.disk_full(stage),
    "two-writers": lambda stage, _options, _chance: writers.two_writers(stage),
    "reader": lambda stage, _options, _chance: writers.reader(stage),
    "sources": lambda stage, _options, _chance: writers.changing_sources(stage),
    "vectors": lambda stage, _options, chance: damage.damaged(stage, "chroma", chance),
    "words": lambda stage, _options, chance: damage.damaged(stage, "words", chance),
    "newer": lambda stage, _options, _chance: damage.newer_version(stage),
    "read-only": lambda stage, _options, _chance: damage.read_only(stage),
}


def main(arguments: Sequence[str]) -> int:
    """Parse the command line and run the scenarios, in a namespace of their own."""
    options = _parser().parse_args(arguments)
    if options.inside is None:
        try:
            return disk.run_on_small_disk([sys.executable, "-m", "eval.faults", *arguments, _INSIDE])
        except HemicycleError as error:
            print(f"eval.faults: {error}", file=sys.stderr)
            return 2
    started = time.monotonic()
    disk.mount(options.inside)
    disk.limit_files()
    stage = Stage(options.inside, documents=options.documents, records=options.records, tell=_tell)
    chance = random.Random(options.seed)
    outcomes = list[Outcome]()
    try:
        _tell("ingesting undisturbed")
        stage.prepare()
        for name in options.only or _SCENARIOS:
            _tell(f"{name}:")
            outcomes.append(_SCENARIOS[name](stage, options, chance))
            _tell("\n".join([" | ".join(_row(outcomes[-1])), *_faults(outcomes[-1:]), ""]))
    except FaultError as fault:
        print(f"FAULT with nothing disturbed: {fault}", file=sys.stderr)
        return 1
    print(_table(outcomes))
    print("\n".join(["", f"seed {options.seed}, {time.monotonic() - started:.0f} s", *_faults(outcomes)]))
    if options.json:
        options.json.write_text(json.dumps([asdict(outcome) for outcome in outcomes], indent=1), encoding="utf-8")
    return 1 if _faults(outcomes) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="eval.faults", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=50, help="of ingests, at random moments")
    parser.add_argument("--index-kills", type=int, default=20, help="aimed at index builds")
    parser.add_argument("--documents", type=int, default=42, help="documents of the sample collection, as PDF and as text")
    parser.add_argument("--records", type=int, default=300, help="invented records in a table")
    parser.add_argument("--only", action="append", choices=_SCENARIOS, help="a scenario; again for another")
    parser.add_argument("--seed", type=int, default=random.randrange(10_000), help="of the moments")
    parser.add_argument("--json", type=Path, help="write the outcomes here as well")
    parser.add_argument(_INSIDE, type=Path, help=argparse.SUPPRESS)
    return parser


def _table(outcomes: Sequence[Outcome]) -> str:
    return table(["scenario", "times", "result"], list(map(_row, outcomes)))


def _row(outcome: Outcome) -> list[str]:
    result = f"{len(outcome.faults)} FAULTS" if outcome.faults else outcome.holds
    return [outcome.scenario, str(outcome.times), "; ".join(filter(None, [result, outcome.figures]))]


def _faults(outcomes: Sequence[Outcome]) -> list[str]:
    return [f"FAULT {outcome.scenario}: {fault}" for outcome in outcomes for fault in outcome.faults]


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
