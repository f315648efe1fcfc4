"""Work in a process of its own: what it gives, and that whatever becomes of it stays there."""

import ctypes
import importlib
import operator
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count, repeat
from pathlib import Path

import pytest

from ingest.apart import _end_all, apart, each_apart
from ingest.files import SourceFile
from rag.errors import ReadError

MIB = 1 << 20


def still_works() -> bool:
    return apart(operator.add, "a", "b", seconds=30) == "ab"


def test_what_it_gives_is_what_the_function_gives_here() -> None:
    file = SourceFile("x.txt", bytes(range(256)) * 4096)
    assert apart(SourceFile.decoded, SourceFile("x", "één".encode()), seconds=30) == "één"
    assert apart(operator.attrgetter("sha256"), file, seconds=30) == file.sha256


def test_a_worker_stays_and_is_another_process_without_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    first = apart(os.getpid, seconds=30)
    assert first != os.getpid()
    assert apart(os.getpid, seconds=30) == first
    monkeypatch.setenv("HEMICYCLE_LLM_KEY", "secret")
    with pytest.raises(ReadError):  # so that the next one is new
        apart(os.abort, seconds=30)
    assert apart(os.getenv, "HEMICYCLE_LLM_KEY", seconds=30) is None
    assert "torch" not in apart(eval, "list(__import__('sys').modules)", seconds=30)


def test_one_that_hangs_is_stopped_with_one_line() -> None:
    started = time.monotonic()
    with pytest.raises(ReadError, match=r"longer than 1 s and was stopped") as error:
        apart(time.sleep, 60, seconds=1)
    assert time.monotonic() - started < 5
    assert "\n" not in str(error.value)
    assert still_works()


@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
def test_one_that_crashes_is_one_line() -> None:
    with pytest.raises(ReadError, match=r"crashed \(SIGSEGV\)"):
        apart(ctypes.string_at, 1, seconds=30)
    with pytest.raises(ReadError, match=r"crashed \(exit code 3\)"):
        apart(os._exit, 3, seconds=30)
    assert still_works()


@pytest.mark.skipif(sys.platform != "linux", reason="no limit that can be relied on")
def test_one_that_eats_memory_is_one_line() -> None:
    with pytest.raises(ReadError, match=r"more than 0.2 GiB of memory"):
        apart(bytearray, 300 * MIB, seconds=30, memory=200 * MIB)
    assert still_works()
    assert len(apart(bytes, 100 * MIB, seconds=30)) == 100 * MIB


def test_an_error_for_the_user_comes_as_it_is_and_any_other_as_one_line() -> None:
    with pytest.raises(ReadError, match=r"^x: these bytes are not text"):
        apart(SourceFile.decoded, SourceFile("x", b"a\0b"), seconds=30)
    with pytest.raises(ReadError, match=r"what reads it failed \(ZeroDivisionError: division by zero\)"):
        apart(operator.truediv, 1, 0, seconds=30)
    with pytest.raises(ReadError, match=r"failed"):  # what it gives cannot be sent
        apart(memoryview, b"", seconds=30)
    assert still_works()


def test_values_come_one_by_one_and_each_has_its_time() -> None:
    assert list(each_apart(range, 3, seconds=30)) == [0, 1, 2]
    endless = each_apart(count, seconds=30)
    assert [next(endless) for _ in range(1000)] == list(range(1000))
    endless.close()
    assert still_works()
    waits = each_apart(map, time.sleep, [0.3, 0.3, 0.3, 60], seconds=1)
    assert [next(waits) for _ in range(3)] == [None] * 3
    with pytest.raises(ReadError, match=r"longer than 1 s"):
        next(waits)


SLOW = """
import time
from ingest.apart import still_working
def slow(times, seconds):
    for n in range(times):
        time.sleep(seconds)
        still_working(f"{n} done")
    yield "all"
"""


def test_one_that_says_that_it_gets_on_has_its_time_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "slow_work.py").write_text(SLOW)
    monkeypatch.syspath_prepend(str(tmp_path))
    _end_all()  # the next worker finds it
    slow = importlib.import_module("slow_work").slow
    assert list(each_apart(slow, 4, 0.4, seconds=1, working=str.upper)) == ["0 DONE", "1 DONE", "2 DONE", "3 DONE", "all"]
    assert list(each_apart(slow, 2, 0.01, seconds=1)) == ["all"]
    with pytest.raises(ReadError, match="longer than 1 s"):
        list(each_apart(slow, 1, 3, seconds=1))


def test_several_can_work_at_once() -> None:
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda n: apart(operator.mul, n, n, seconds=60), range(20))) == [n * n for n in range(20)]


def test_one_that_is_left_in_the_middle_is_ended() -> None:
    pid = apart(os.getpid, seconds=30)
    sent = each_apart(repeat, "x" * MIB, seconds=30)
    next(sent)
    sent.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
def test_one_that_hangs_ends_also_where_its_parent_was_killed() -> None:
    program = """
from ingest.apart import each_apart
values = each_apart(map, eval, ["__import__('os').getpid()", "__import__('time').sleep(60)"], seconds=1)
print(next(values), flush=True)
next(values)
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        worker = int(parent.stdout.readline())
        parent.kill()
    until = time.monotonic() + 20
    while running(worker):
        assert time.monotonic() < until
        time.sleep(0.1)


def running(pid: int) -> bool:
    """A process that has ended and that nobody asked about is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False
