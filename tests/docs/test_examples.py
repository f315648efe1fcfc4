"""What documents show as examples is found in them."""

from .examples import DOCS, examples


def test_every_fenced_block_with_a_language_is_an_example() -> None:
    for document in DOCS.glob("*.md"):
        fences = [line for line in document.read_text(encoding="utf-8").splitlines() if line.startswith("```")]
        assert len(fences) % 2 == 0, document
        named = {line.removeprefix("```") for line in fences[::2]} - {""}
        found = sum(len(examples(document.name, language)) for language in named)
        assert found == sum(line != "```" for line in fences[::2]), document
