"""A briefing on the page: the very document that is exported, in a frame, and its files to take away."""

from rag.briefing.files import FILES
from ui.shown import escape
from ui.texts import Texts


def preview_html(address: str, topic: str, texts: Texts) -> str:
    """The document at an address of the page in a frame, above it links to it as files."""
    own, to = texts.brief, escape(address)
    links = "".join(
        f'<a href="{to}.{ending}" download>{escape(name)}</a>' for ending, name in zip(FILES, own.endings, strict=True)
    )
    return (
        f'<nav class="takes" aria-label="{escape(own.take)}"><span>{escape(own.take)}</span>{links}</nav>'
        f'<iframe class="briefing" title="{escape(own.preview.format(topic=topic))}" src="{to}"></iframe>'
    )
