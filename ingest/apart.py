"""Work on files from outside in a process of its own, which may hang, run out of memory or crash and takes nothing with it.

The process is a bare Python that stays for the next piece of work: a start costs a third of a second. It gets neither the
settings (`HEMICYCLE_...`, which hold keys) nor a file that is open here. What it sends back is trusted: it contains
accidents, not a parser that somebody has taken over.
"""

import atexit
import faulthandler
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Literal, TypeVar

from rag.errors import HemicycleError, ReadError

T = TypeVar("T")

MEMORY = 1 << 30
"""Bytes that a piece of work may take unless told otherwise."""

_MOST_IDLE = 2
_GRACE = 2
"""Seconds after which the process ends itself, should this one be gone that would have stopped it."""


def apart(function: Callable[..., T], *arguments: object, seconds: float, memory: int = MEMORY) -> T:
    """What a function gives for the arguments, computed in another process; all of it must be fit to be pickled.

    Raises ReadError with one line where that takes more than so many seconds or bytes, crashes, or fails with an error that
    is not meant for a user; errors that are (HemicycleError) come as they are.
    """
    with _hired() as worker:
        worker.begin(function, arguments, seconds=seconds, memory=memory, several=False)
        while True:
            kind, value = worker.next(seconds)
            if kind == "done":
                given: T = value
                return given


def each_apart(
    function: Callable[..., Iterator[T]],
    *arguments: object,
    seconds: float,
    memory: int = MEMORY,
    working: Callable[[str], T] | None = None,
) -> Generator[T, None, None]:
    """The same for a function that gives one value after another: each of them may take so many seconds, counted anew each
    time that it says that it is `still_working`; what it says there becomes a value through `working`."""
    with _hired() as worker:
        worker.begin(function, arguments, seconds=seconds, memory=memory, several=True)
        while True:
            kind, value = worker.next(seconds)
            if kind == "done":
                return
            if kind == "value":
                yield value
            elif value and working:
                yield working(value)


_tell: Callable[[str], None] | None = None
"""Set in a process that works for another one."""


def still_working(said: str = "") -> None:
    """Let whoever waits for a long piece of work know that it gets on; nothing where nobody does."""
    if _tell:
        _tell(said)


class _Worker:
    """A process that works for this one, on one thing at a time."""

    def __init__(self) -> None:
        start = f"import sys; sys.path[:] = {sys.path!r}; from ingest.apart import serve; serve()"
        self._process = subprocess.Popen(
            [sys.executable, "-c", start],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: value for name, value in os.environ.items() if not name.startswith("HEMICYCLE_")},
        )
        self._late = False
        self.fit = True
        """Whether it can be used again: it has done what it was asked to, and all of that was received."""

    def begin(
        self, function: Callable[..., Any], arguments: tuple[object, ...], *, seconds: float, memory: int, several: bool
    ) -> None:
        assert self._process.stdin
        self.fit = False
        with self._within(seconds):
            pickle.dump((function, arguments, seconds + _GRACE, memory, several), self._process.stdin)
            self._process.stdin.flush()

    def next(self, seconds: float) -> tuple[Literal["value", "working", "done"], Any]:
        """The next value, what the work says in between, or that it is done; what it raised is raised here."""
        assert self._process.stdout
        with self._within(seconds):
            kind, value = pickle.load(self._process.stdout)
        if kind not in ("value", "working"):
            self.fit = kind != "memory"
        if kind == "error":
            raise value
        if kind == "memory":
            raise ReadError(f"needs more than {value / (1 << 30):.1f} GiB of memory: split it")
        return kind, value

    @contextmanager
    def _within(self, seconds: float) -> Iterator[None]:
        """End the process where it has not answered by then, and say so; or say how it ended by itself."""
        timer = threading.Timer(seconds, self._stop)
        timer.start()
        try:
            yield
        except (EOFError, OSError, pickle.UnpicklingError):
            self.end()
            if not self._late:
                raise ReadError(f"what reads it crashed ({self._end_said()}): is it damaged? Save it again") from None
        finally:
            timer.cancel()
        if self._late:
            raise ReadError(f"took longer than {seconds:.0f} s and was stopped: is it damaged? Save it again, or split it")

    def _stop(self) -> None:
        self._late = True
        self._process.kill()

    def _end_said(self) -> str:
        code = self._process.returncode
        with suppress(ValueError):
            return signal.Signals(-code).name
        return f"exit code {code}"

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe
            with suppress(OSError):  # what was not sent yet
                pipe.close()


_idle: list[_Worker] = []
_IDLE = threading.Lock()


@contextmanager
def _hired() -> Iterator[_Worker]:
    """A worker that waits, or a new one; it waits again afterwards, unless it is in the middle of something or enough do."""
    with _IDLE:
        worker = _idle.pop() if _idle else None
    if worker is None or not worker.alive:
        worker = _Worker()
    try:
        yield worker
    finally:
        with _IDLE:
            keep = worker.fit and len(_idle) < _MOST_IDLE
            if keep:
                _idle.append(worker)
        if not keep:
            worker.end()


@atexit.register
def _end_all() -> None:
    while _idle:
        _idle.pop().end()


def serve() -> None:
    """What the other process does: work as it comes, until nobody is there any more who could send some."""
    global _tell
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work, results = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # What a library prints must not end up among the results.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

    def send(kind: str, value: object) -> None:
        # Whoever receives it may take its time; while something is computed, a clock runs that no library can stop.
        whole = pickle.dumps((kind, value))
        faulthandler.cancel_dump_traceback_later()
        results.write(whole)
        results.flush()

    with suppress(EOFError, BrokenPipeError), open(os.devnull, "w") as nowhere:

        def tell(said: str) -> None:
            send("working", said)
            faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)

        _tell = tell
        while True:
            function, arguments, seconds, memory, several = pickle.load(work)
            _limit(memory)
            try:
                faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
                given = function(*arguments)
                if several:
                    for value in given:
                        send("value", value)
                        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
                send("done", None if several else given)
            except MemoryError:
                _limit(None)
                send("memory", memory)
            except HemicycleError as error:
                send("error", error)
            except BrokenPipeError:
                raise
            except Exception as error:
                # Whatever a damaged file makes of a reader: the others must go on.
                said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
                send("error", ReadError(f"what reads it failed ({said}): is it damaged?"))


def _limit(memory: int | None) -> None:
    """Let this process take no more than so much, where the system can do that: then it gets a MemoryError."""
    with suppress(ImportError, AttributeError, ValueError, OSError):
        import resource

        # What is reserved and never used does not count on Linux.
        kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (hard if memory is None else memory, hard))
