"""Commands over libraries on the small disk, as users run them: each a process of its own, whose end is looked at."""

import os
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.embedding.weights import embedded_folder
from rag.errors import HemicycleError
from rag.settings import cache_folder

_ENOUGH_S = 600
_CRASHES = ("Traceback (most recent call last)", "panicked at", "Fatal Python error")


class FaultError(HemicycleError):
    """Something happened that must not, whatever is done to a library."""


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and what it said."""

    command: str
    code: int
    out: str
    err: str


class Commands:
    """Runs commands whose caches and temporary files lie on the small disk as well."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._warm = self.new_cache()

    def new_cache(self) -> Path:
        """A user's cache that has the model, and no vector yet."""
        cache = self._root / f"cache-{len(list(self._root.glob('cache-*')))}"
        (cache / "hemicycle").mkdir(parents=True)
        for folder in (embedded_folder().parent, cache_folder() / "means"):
            folder.mkdir(exist_ok=True)
            (cache / "hemicycle" / folder.name).symlink_to(folder)
        return cache

    def start(self, command: Sequence[str], *, cache: Path | None = None) -> "subprocess.Popen[str]":
        """Start a command; without a `cache` it finds the vectors that any command before it computed."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("HEMICYCLE_")}
        more = {"XDG_CACHE_HOME": cache or self._warm, "XDG_DATA_HOME": self._root / "data", "TMPDIR": self._root}
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=own | {name: str(value) for name, value in more.items()},
        )

    def run(self, command: Sequence[str], *, ends: Sequence[int] = (0,), cache: Path | None = None) -> Done:
        """Run a command to its end. Raises FaultError where it crashes, or ends with another code than those."""
        return finish(self.start(command, cache=cache), ends=ends)

    def run_all(self, *commands: Sequence[str], ends: Sequence[int] = (0,)) -> list[Done]:
        """Run commands at the same time, as `run` does each."""
        started = [self.start(command) for command in commands]
        return [finish(process, ends=ends) for process in started]


def finish(process: "subprocess.Popen[str]", *, ends: Sequence[int] = (0,)) -> Done:
    """Wait for a command. Raises FaultError where it crashes, or ends with another code than those."""
    out, err = process.communicate(timeout=_ENOUGH_S)
    assert isinstance(process.args, list)
    done = Done(" ".join([Path(process.args[0]).name, *process.args[1:3]]), process.returncode, out, err)
    said = done.err.strip().splitlines()[-1:] or ["nothing said"]
    if done.code < 0:
        raise FaultError(f"{done.command} was ended by {signal.Signals(-done.code).name}")
    if crash := next((crash for crash in _CRASHES if crash in done.err), None):
        raise FaultError(f"{done.command} printed {crash!r}: {said[0]}")
    if done.code not in ends:
        raise FaultError(f"{done.command} ended with {done.code}: {said[0]}")
    if done.code == 2 and not (said[0].startswith("hemicycle: ") and done.err.count("hemicycle: ") == 1):
        raise FaultError(f"{done.command} did not say in one line what is wrong: {done.err}")
    return done


def kill(process: "subprocess.Popen[str]") -> bool:
    """`kill -9`; false where the process had ended by itself."""
    process.kill()
    process.wait()
    return process.returncode == -signal.SIGKILL
