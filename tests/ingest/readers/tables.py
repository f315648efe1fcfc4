"""What the tests of tables share: a mapping of plain columns, tables made of rows, and the reading of them."""

import json
from typing import Any

from ingest.files import SourceFile
from ingest.mapping import Mapping
from ingest.readers.table import RowProblem, TableReader
from rag.records import Record

PLAIN = Mapping.model_validate(
    {
        "parliament": "be-vl",
        "language": "nl",
        "columns": {
            "id": "id",
            "title": "titel",
            "question": "vraag",
            "answer": "antwoord",
            "asked_on": "datum",
            "minister": "minister",
        },
    }
)


def jsonl(*rows: Any, name: str = "vragen.jsonl") -> SourceFile:
    return SourceFile(name, "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows).encode())


def mapping_of(columns: dict[str, Any], **more: Any) -> Mapping:
    return Mapping.model_validate({"parliament": "be-vl", "language": "nl", "columns": columns, **more})


def read(file: SourceFile, mapping: Mapping | str | None = None) -> list[Record | RowProblem]:
    return list(TableReader(mapping).read(file))
