"""How the page looks: quiet colours that hold in light and dark, fonts that come from this machine."""

import json
from base64 import b64encode
from pathlib import Path

import gradio as gr

from ui.texts import Texts

STATIC = Path(__file__).parent / "static"
CONFINED = ("page.css", "controls.css", "browse.css", "brief.css", "plots.css", "logout.css")
"""Style sheets that Gradio confines to what lies inside its frame."""

STYLES = ("layout.css", "record.css")
"""Those of the frame itself, and of what Gradio does not know of."""

SCRIPTS = ("page.js", "originals.js")


def theme() -> gr.themes.Base:
    """Sober blue on neutral; the fonts ship with Gradio, so that no page asks for one from outside."""
    base = gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        # Gradio's files of other weights and families hold only the letters of its own name.
        font=[gr.themes.LocalFont("IBM Plex Sans", weights=(400, 700)), "system-ui", "sans-serif"],
        font_mono=[gr.themes.LocalFont("IBM Plex Mono", weights=(400, 700)), "ui-monospace", "monospace"],
        radius_size=gr.themes.sizes.radius_sm,
        spacing_size=gr.themes.sizes.spacing_sm,
    )
    # Gradio's own blue and greys stay below the contrast of 4.5 to 1 that WCAG AA asks of text.
    return base.set(
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_dark="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_hover_dark="*primary_600",
        color_accent="*primary_700",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_300",
        block_label_text_color="*neutral_700",
        block_label_text_color_dark="*neutral_200",
        block_title_text_color="*neutral_700",
        block_title_text_color_dark="*neutral_200",
        input_background_fill="white",
        input_background_fill_dark="*neutral_900",
        input_border_width="1px",
        input_border_color="*neutral_400",
        input_border_color_dark="*neutral_600",
    )


def head(texts: Texts) -> str:
    """What stands in the page's head: the style of its frame and of records, its own small scripts, its icon.

    Gradio speaks the browser's language: it is told that this is the page's.
    """
    styles, scripts = ([(STATIC / name).read_text(encoding="utf-8") for name in names] for names in (STYLES, SCRIPTS))
    icon = b64encode((STATIC / "icon.svg").read_bytes()).decode()
    speak = [
        f'document.documentElement.lang = "{texts.language}";',
        f'Object.defineProperty(navigator, "language", {{ value: "{texts.language}" }});',
        f"const ownNames = {json.dumps({'chatbot conversation': texts.chat_label, **dict(texts.message_buttons)})};",
    ]
    return "".join(
        [
            f'<link rel="icon" type="image/svg+xml" href="data:image/svg+xml;base64,{icon}">',
            *(f"<style>{style}</style>" for style in styles),
            *(f"<script>{script}</script>" for script in ["\n".join(speak), *scripts]),
        ]
    )
