"""What a report of pip-audit comes to."""

import sys
from pathlib import Path
from typing import Any

import pytest

from eval.audit import judged, main

KNOWN = [{"ids": ["CVE-1", "GHSA-1"], "package": "chromadb", "reason": "server only"}]


def package(name: str, *weaknesses: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "version": "1.0", "vulns": list(weaknesses)}


def test_a_weakness_that_nobody_decided_on_is_a_failure() -> None:
    report = {"dependencies": [package("gradio", {"id": "PYSEC-9", "aliases": ["CVE-9"], "fix_versions": ["1.1"]})]}
    lines, code = judged(report, KNOWN)
    assert code == 1
    assert lines[0] == "gradio 1.0: PYSEC-9, mended in 1.1"


def test_one_that_is_named_under_any_of_its_names_is_none_and_only_for_its_package() -> None:
    weakness = {"id": "PYSEC-1", "aliases": ["GHSA-1"], "fix_versions": []}
    assert judged({"dependencies": [package("chromadb", weakness)]}, KNOWN) == (
        ["1 packages looked up, 0 unknown to the advisories"],
        0,
    )
    assert judged({"dependencies": [package("gradio", weakness)]}, KNOWN)[1] == 1


def test_one_that_is_gone_is_said() -> None:
    lines, code = judged({"dependencies": [package("chromadb"), {"name": "hemicycle", "skip_reason": "x"}]}, KNOWN)
    assert code == 0
    assert lines == [
        "CVE-1 is not found any more: take it out of audit.toml",
        "1 packages looked up, 1 unknown to the advisories",
    ]


@pytest.mark.parametrize("report", [None, {"dependencies": []}, {"dependencies": [{"name": "x", "skip_reason": "404"}]}])
def test_where_nobody_can_be_asked_it_says_so_and_does_not_fail(report: Any) -> None:
    assert judged(report, KNOWN) == (["no advisories can be looked up from here; nothing was checked"], 0)


def test_without_the_tool_it_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main([str(tmp_path / "pip-audit")]) == 0
    assert main([sys.executable]) == 0
    assert capsys.readouterr().out.count("nothing was checked") == 2
