"""What the documents for people show works as it stands, and gives what they say it gives.

Blocks marked `bash` and `python` are run, and what stands below in a `text` block comes out (`…` stands for what is left out,
lines may be broken elsewhere). `csv`, `toml` and `json` are files. Blocks marked `console` are not run: they need a
network, Docker, a proxy or somebody who types, or they would not end.
"""

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rag.embedding.encoder import Encoder
from tests.conftest import SAMPLE

from .examples import DOCS, blocks, with_outcome

RUN = (
    "../README.md",
    "getting-started.md",
    "asking.md",
    "briefing.md",
    "your-data.md",
    "page.md",
    "administrators.md",
    "programmers.md",
)
NOT_RUN = {"console"}
FILES = {"csv", "toml"}


@pytest.fixture
def desk(
    hemicycle: Callable[..., Any], sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], str]:
    """Runs lines of a shell as a reader would, with the sample made and some documents at hand; gives what comes out."""
    shutil.copytree(sample_home, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    documents = sorted((SAMPLE / "pdf").iterdir())
    for folder, some in (("questions", documents[:3]), ("more", documents[3:5])):
        (tmp_path / folder).mkdir()
        for file in some:
            shutil.copy(file, tmp_path / folder)

    def run(lines: str) -> str:
        out, err = "", ""
        for line in lines.replace("\\\n", " ").splitlines():
            words = shlex.split(line, comments=True)
            if words:
                assert words[0] == "hemicycle", f"only hemicycle is run here: {line}"
                told = hemicycle(*words[1:])
                assert told.code == 0, (line, told.err)
                out, err = out + told.out, err + told.err
        return out + err

    return run


@pytest.mark.parametrize("document", RUN)
def test_the_examples_give_what_stands_below_them(
    document: str, desk: Callable[[str], str], encoder: Encoder, capsys: pytest.CaptureFixture[str]
) -> None:
    names: dict[str, Any] = {}
    for block, outcome in with_outcome(document):
        if block.language == "bash":
            said = desk(block.text)
        elif block.language == "python":
            capsys.readouterr()
            exec(compile(block.text, document, "exec"), names)
            said = capsys.readouterr().out
        elif block.language in FILES:
            Path(block.name).write_text(block.text, encoding="utf-8")
            continue
        else:
            assert block.language in NOT_RUN, f"{document}: {block.language} is neither run nor said not to be"
            continue
        at, flat = 0, " ".join(said.split())
        for piece in filter(None, (" ".join(piece.split()) for piece in outcome.split("…"))):
            at = flat.find(piece, at) + len(piece)
            assert at >= len(piece), f"{document}: {piece!r} does not come out of\n{block.text}\nbut\n{said}"


@pytest.mark.parametrize("document", RUN)
def test_every_example_says_what_it_is(document: str) -> None:
    text = (DOCS / document).read_text(encoding="utf-8")
    fences = re.findall(r"^```.*$", text, re.MULTILINE)
    assert len(fences) == 2 * len(blocks(document))


def test_every_link_leads_somewhere() -> None:
    """To a file that is there, and to a heading that it has."""
    for document in [DOCS.parent / "README.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\(([^)\s]+)\)", document.read_text(encoding="utf-8")):
            if re.match(r"[a-z]+:", target):
                continue
            name, _, heading = target.partition("#")
            file = (document.parent / name).resolve() if name else document
            assert file.exists(), f"{document.name}: {target}"
            assert not heading or heading in _headings(file), f"{document.name}: {target}"


@pytest.mark.parametrize("index", sorted(DOCS.rglob("README.md")), ids=lambda index: index.parent.name)
def test_every_document_of_a_folder_is_in_its_index(index: Path) -> None:
    linked = set(re.findall(r"\]\(([^)#]+)", index.read_text(encoding="utf-8")))
    assert {file.name for file in index.parent.glob("*.md")} - {"README.md"} <= linked


def _headings(file: Path) -> set[str]:
    """The headings of a document as addresses name them."""
    found = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}
