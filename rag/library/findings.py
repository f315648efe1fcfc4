"""What the doctor says about one thing."""

from typing import Literal

from rag.records import Frozen

Status = Literal["ok", "warning", "problem"]


class Finding(Frozen):
    """One thing that was checked: how it is, and what to do where it is not well."""

    check: str
    status: Status
    detail: str
    advice: str | None = None


def well(check: str, detail: str) -> Finding:
    return Finding(check=check, status="ok", detail=detail)


def warning(check: str, detail: str, advice: str) -> Finding:
    return Finding(check=check, status="warning", detail=detail, advice=advice)


def problem(check: str, detail: str, advice: str) -> Finding:
    return Finding(check=check, status="problem", detail=detail, advice=advice)


def shortened(names: list[str], most: int = 3) -> str:
    """The first few of many names."""
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
