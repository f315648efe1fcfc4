"""`python -m eval.audit PIP-AUDIT`: known weaknesses of what is installed, as far as pip-audit can look them up.

Exit code 1 where it has one that `audit.toml` does not name. Where nobody can be asked, one line says so and the code is 0.
"""

import json
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_PATIENCE_S = 300


def main(arguments: Sequence[str]) -> int:
    """Ask pip-audit about this environment, and say what it found."""
    known = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["known"]
    lines, code = judged(_asked(Path(arguments[0])), known)
    print("\n".join(f"audit: {line}" for line in lines))
    return code


def _asked(auditor: Path) -> Any:
    """What pip-audit reports, null where it cannot."""
    options = ["--path", sysconfig.get_path("purelib"), "--format", "json", "--progress-spinner", "off"]
    try:
        done = subprocess.run([auditor, *options], capture_output=True, text=True, timeout=_PATIENCE_S)
        return json.loads(done.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def judged(report: Any, known: Sequence[Mapping[str, Any]]) -> tuple[list[str], int]:
    """What to say about a report of pip-audit, and the exit code."""
    packages = report["dependencies"] if report else []
    looked_up = [package for package in packages if "vulns" in package]
    if not looked_up:
        return ["no advisories can be looked up from here; nothing was checked"], 0
    lines, met, code = list[str](), set[str](), 0
    for package in looked_up:
        for weakness in package["vulns"]:
            ids = {weakness["id"], *weakness.get("aliases", [])}
            reasons = [one["reason"] for one in known if one["package"] == package["name"] and ids & set(one["ids"])]
            met |= ids
            if not reasons:
                fixed = ", ".join(weakness.get("fix_versions", [])) or "no version yet"
                lines.append(f"{package['name']} {package['version']}: {weakness['id']}, mended in {fixed}")
                code = 1
    lines += [
        f"{one['ids'][0]} is not found any more: take it out of audit.toml" for one in known if not met & set(one["ids"])
    ]
    lines.append(f"{len(looked_up)} packages looked up, {len(packages) - len(looked_up)} unknown to the advisories")
    return lines, code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
