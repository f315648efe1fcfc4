"""Runs commands as their users do, each a process of its own, and tells how long they took and what memory they held."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.errors import HemicycleError

_LOOK_EVERY_S = 0.02


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command printed, its seconds, and the most memory it held at once (MiB; null where the system does not tell)."""

    out: str
    seconds: float
    peak_mib: float | None


def run(command: Sequence[str], *, more: Mapping[str, str] | None = None) -> Ran:
    """Run a command with `more` variables in its environment. Raises HemicycleError with its last words where it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=os.environ | dict(more or {})
    )
    peak = None
    while True:
        try:
            out, _ = process.communicate(timeout=_LOOK_EVERY_S)
            break
        except subprocess.TimeoutExpired:
            peak = peak_mib(process.pid) or peak
    if process.returncode:
        raise HemicycleError(f"{' '.join(command[:3])} ... failed: {out.strip().splitlines()[-1:] or process.returncode}")
    return Ran(out, time.perf_counter() - started, peak)


def hemicycle(*arguments: object) -> list[str]:
    """The command line of the installed `hemicycle`."""
    return [str(Path(sys.executable).with_name("hemicycle")), *map(str, arguments)]


def peak_mib(process: int | str = "self") -> float | None:
    """The most memory (MiB) that a process has held so far, null where the system does not tell.

    Of /proc and not of `getrusage`: that counts what the parent held when it started the process.
    """
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), None)


def timed(do: Callable[[str], object], queries: Sequence[str]) -> dict[str, float]:
    """Milliseconds for each query in turn: the median (`p50`) and what 95 of 100 stay below (`p95`). The first is done once
    before, off the clock."""
    do(queries[0])
    took = list[float]()
    for query in queries:
        started = time.perf_counter()
        do(query)
        took.append((time.perf_counter() - started) * 1000)
    return {"p50": percentile(took, 0.5), "p95": percentile(took, 0.95)}


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share (0 to 1) of the values lie; one of the values, not between two."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
