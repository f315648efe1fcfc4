"""The library of the sample collection is made once, however many start at the same time."""

import os
import subprocess
import sys
from pathlib import Path

START = """
from ingest.sample.library import BADGE, open_sample
library = open_sample()
assert library.badge == BADGE
counts = library.counts()
print(counts.records, counts.passages == counts.embedded == library.index.size())
"""


def test_of_two_first_starts_the_second_waits_and_both_have_the_whole_sample(tmp_path: Path):
    environment = os.environ | {"XDG_DATA_HOME": str(tmp_path)}
    command, pipe = [sys.executable, "-c", START], subprocess.PIPE
    started = [subprocess.Popen(command, env=environment, stdout=pipe, stderr=pipe, text=True) for _ in range(2)]
    ended = [(process.communicate(timeout=280), process.returncode) for process in started]
    assert ended == [(("42 True\n", ""), 0)] * 2
