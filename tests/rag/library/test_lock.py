"""The lock of the one writer: it says who holds it, and a killed holder holds nothing."""

import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from rag.errors import LibraryError
from rag.library.lock import holder, locked, writer_lock

HOLD = """
import sys
from pathlib import Path
from rag.library.lock import writer_lock
with writer_lock(Path(sys.argv[2])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_writer_is_told_who_writes_and_since_when(tmp_path: Path):
    script = tmp_path / "hemicycle"
    script.write_text(HOLD)
    command = [sys.executable, str(script), "ingest", str(tmp_path)]
    first = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        assert locked(tmp_path)
        with pytest.raises(LibraryError) as refused, writer_lock(tmp_path):
            pass
        who = rf"process {first.pid} \(hemicycle ingest\) since \d{{4}}-\d\d-\d\d \d\d:\d\d"
        assert re.search(rf"is being written by {who}; try again when it is done", str(refused.value))
    finally:
        first.kill()
        first.communicate()
    assert not locked(tmp_path)
    assert re.fullmatch(who, holder(tmp_path) or "")
    with writer_lock(tmp_path):
        assert str(first.pid) not in (holder(tmp_path) or "")
    assert holder(tmp_path) is None


def test_a_writer_waits_as_long_as_it_may(tmp_path: Path):
    entered = threading.Event()

    def hold() -> None:
        with writer_lock(tmp_path):
            entered.set()
            time.sleep(0.5)

    other = threading.Thread(target=hold)
    other.start()
    entered.wait()
    with pytest.raises(LibraryError, match="being written"), writer_lock(tmp_path, wait=0.1):
        pass
    with writer_lock(tmp_path, wait=30):
        pass
    other.join()


def test_a_folder_that_does_not_exist_is_said(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError, match=r"cannot write to .*file"), writer_lock(tmp_path / "file"):
        pass
