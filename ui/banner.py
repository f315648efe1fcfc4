"""The head of the page: what it is, which library is open, and whether that is the fictional sample."""

from rag.answer.llm import LanguageModel
from rag.conversation.rewrite import TURNS
from rag.library.library import Library
from ui.periods import period
from ui.shown import escape
from ui.texts import PAGES, Texts


def banner(library: Library, texts: Texts, model: LanguageModel | None = None) -> str:
    """Name, size and period of the open library; a plain warning where it is the sample, or empty, and where questions leave
    this machine for a language model."""
    counts = library.counts()
    span = period(counts.first, counts.last, texts)
    size = texts.records(counts.records) if counts.records else texts.empty_library
    holds = texts.holds.format(records=size, period=span) if span else size
    notes = [texts.sample_banner if library.badge else "" if counts.records else texts.empty_banner]
    if counts.embedded < counts.passages:
        notes.append(
            texts.unembedded_banner.format(embedded=texts.count(counts.embedded), passages=texts.count(counts.passages))
        )
    if model and model.place:
        notes.append(texts.remote_banner.format(place=model.place, model=model.name, turns=TURNS))
    lines = "".join(f'<p class="banner" role="note">{escape(note)}</p>' for note in notes if note)
    return (
        f'<header class="masthead"><div><h1>{escape(texts.product)}</h1><p class="tagline">{escape(texts.tagline)}</p></div>'
        f'<p class="holds">{escape(holds)}</p>{_languages(texts)}</header>{lines}'
    )


def _languages(texts: Texts) -> str:
    """The page in its other languages; the script of the page takes the address along."""
    links = "".join(
        f'<a href="../{code}/" hreflang="{code}" lang="{code}" aria-current="{str(code == texts.language).lower()}">'
        f"{escape(dict(page.languages)[code].capitalize())}</a>"
        for code, page in PAGES.items()
    )
    return f'<nav class="languages" aria-label="{escape(texts.language_switch)}">{links}</nav>'
