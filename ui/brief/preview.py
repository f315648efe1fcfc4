"""A briefing on the page: the very document that is exported, shut off from what is around it, and its files to take away."""

from rag.briefing.briefing import Briefing
from rag.briefing.files import FILES
from rag.briefing.report import report
from rag.export.formats import exported
from ui.shown import escape
from ui.texts import Texts

_SHUT_OFF = "allow-popups allow-popups-to-escape-sandbox"
"""No script, no form, nothing of the page's own; links open in a window of their own."""


def preview_html(briefing: Briefing, base: str, texts: Texts) -> str:
    """The document in a frame, above it links to it as files; `base` is their address without its ending."""
    document = exported(report(briefing), "html").decode()
    links = "".join(
        f'<a class="take" href="{escape(base)}.{ending}" download>{escape(texts.brief.endings[n])}</a>'
        for n, ending in enumerate(FILES)
    )
    label = escape(texts.brief.preview.format(topic=briefing.topic))
    # Not the page's own escaping: whatever stands in the document has passed the exporter's, and is one attribute here.
    inside = document.replace("&", "&amp;").replace('"', "&quot;")
    return (
        f'<nav class="takes" aria-label="{escape(texts.brief.take)}"><span>{escape(texts.brief.take)}</span>{links}</nav>'
        f'<iframe class="briefing" title="{label}" sandbox="{_SHUT_OFF}" srcdoc="{inside}"></iframe>'
    )
