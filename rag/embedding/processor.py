"""What this machine's processor can do."""

import os
from pathlib import Path

# Names in Linux's list for instructions that multiply and add 8-bit integers four at a time: Intel and AMD since 2019 and
# 2022 in one width or the other, ARM since version 8.4.
_INT8 = ("avx512_vnni", "avx_vnni", "asimddp")


def int8_instructions(cpuinfo: Path = Path("/proc/cpuinfo")) -> str | None:
    """The instructions for products of 8-bit integers, as Linux calls them; None where there are none or none are known."""
    try:
        lines = cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    listed = {flag for line in lines if line.lower().startswith(("flags", "features")) for flag in line.split()}
    return next((name for name in _INT8 if name in listed), None)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
