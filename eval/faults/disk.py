"""Disks of limited size in memory, mounted where no other process sees them: what a killed process leaves may be a file of
terabytes, and must not meet a real disk."""

import resource
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from rag.errors import HemicycleError

SIZE_MB = 1024

# A namespace of its own (unshare(1)): mounts in it end with the last process in it. With users of its own where root is
# not to be had, or not enough.
_NAMESPACES = (("unshare", "--mount"), ("unshare", "--mount", "--map-root-user"))


def namespace() -> Sequence[str] | None:
    """The command under which another can mount a disk that nobody else sees; null where the system allows none."""
    if not sys.platform.startswith("linux") or not shutil.which("unshare"):
        return None
    with TemporaryDirectory() as folder:
        for command in _NAMESPACES:
            mounting = [*command, "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder]
            if subprocess.run(mounting, capture_output=True).returncode == 0:
                return command
    return None


def run_on_small_disk(command: Sequence[str]) -> int:
    """Run a command with the folder of a small disk as its last argument, and return its exit code.

    The command mounts the disk there itself, with `mount`. Raises HemicycleError where no disk can be mounted.
    """
    within = namespace()
    if within is None:
        raise HemicycleError(
            "no disk of limited size can be mounted here (that takes Linux, and root or user namespaces), and on a real"
            " disk the faults are not injected: a killed process can leave a file of terabytes"
        )
    with TemporaryDirectory(prefix="hemicycle-faults-") as folder:
        return subprocess.run([*within, *command, folder]).returncode


def mount(folder: Path, *, megabytes: float = SIZE_MB) -> None:
    """Mount a disk of a size on a folder, for this process and those that it starts."""
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={int(megabytes * 1024)}k", "tmpfs", str(folder)], check=True)


def mount_read_only(folder: Path, seen: Path) -> None:
    """Show a folder a second time, as one that nobody can write in, not even root."""
    seen.mkdir()
    subprocess.run(["mount", "--bind", str(folder), str(seen)], check=True)
    subprocess.run(["mount", "-o", "remount,bind,ro", str(seen)], check=True)


def unmount(folder: Path) -> None:
    subprocess.run(["umount", str(folder)], check=True)


def limit_files() -> None:
    """Let this process and those that it starts write no file larger than the disk: a second belt."""
    limit = SIZE_MB * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
