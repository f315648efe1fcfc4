"""The styles of a report in Word: those that Word knows by name, and a few of our own that rest on them."""

from typing import Any

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

SIDES = Mm(27)
WIDTH = Mm(210 - 2 * 27)
"""The width of the text."""

LINK, NOTE_NUMBER, QUIET = "Hyperlink", "Note number", "Quiet"

_FONT = "Cambria"
_INK, _GREY, _ACCENT, _ALARM = (RGBColor.from_string(each) for each in ("1B1D20", "555B63", "1F3A5F", "8C1D18"))
_LINE = "C9CDD2"


def put_styles(document: Word, language: str) -> None:
    """Give a new document the styles of a report, and its language."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    spoken = defaults.find(qn("w:lang"))
    spoken.set(qn("w:val"), language)

    _style(document, "Normal", size=10.5, colour=_INK, below=6, line=1.2)
    _style(document, "Title", size=22, colour=_INK, bold=True, above=2, below=9, line=1.1)
    _style(document, "Subtitle", size=10.5, colour=_ACCENT, bold=True, below=0)
    _style(document, "Heading 1", size=14.5, colour=_ACCENT, bold=True, above=20, below=7, keep=True)
    _style(document, "Heading 2", size=11.5, colour=_INK, bold=True, above=14, below=5, keep=True)
    _style(document, "Lead", size=12, below=6)
    _style(document, "Hint", size=9.5, colour=_GREY)
    _style(document, "Fact", size=9.5, colour=_GREY, below=1)
    _rule(_style(document, "Last fact", on="Fact", below=14), "bottom", _LINE, space=8)
    _style(document, "Attribution", above=11, below=2, keep=True)
    _style(document, "Asked", size=9.25, colour=_GREY, italic=True, below=3, keep=True)
    quote = _style(document, "Quote", colour=_INK, italic=False, below=4, indent=Mm(5))
    _rule(quote, "left", "1F3A5F", size=16, space=8)
    _rule(_style(document, "Translation", size=9.75, colour=_GREY, below=4, indent=Mm(5)), "left", _LINE, size=16, space=8)
    _style(document, "List Bullet", below=3)
    _style(document, "Picture", above=6, below=2, keep=True)
    _style(document, "Caption", size=9, colour=_GREY, bold=False, below=12)
    _style(document, "Cell", size=9, below=0, line=1.1)
    _style(document, "After table", size=6, below=0)
    _style(document, "Note", size=9, below=3, line=1.1, indent=Mm(8), first=-Mm(8))
    _rule(
        _style(document, "Foot title", size=8.5, colour=_GREY, bold=True, above=24, below=2, keep=True), "top", _LINE, space=8
    )
    _style(document, "Foot", size=8.5, colour=_GREY, below=2, line=1.1)
    for name in ("Header", "Footer"):
        _style(document, name, size=8.5, colour=_GREY, below=0)
    _character(document, QUIET, _GREY)
    _character(document, LINK, _ACCENT)
    _character(document, NOTE_NUMBER, _ACCENT).font.superscript = True
    _character(document, "Mark", _ALARM).font.bold = True
    _table_style(document)


def _style(
    document: Word,
    name: str,
    *,
    on: str = "Normal",
    size: float | None = None,
    colour: RGBColor | None = None,
    bold: bool | None = None,
    italic: bool | None = None,
    above: float | None = None,
    below: float | None = None,
    line: float | None = None,
    indent: int | None = None,
    first: int | None = None,
    keep: bool = False,
) -> Any:
    """A style of paragraphs as it shall be, made where there is none of that name."""
    styles: Any = document.styles
    style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if name != "Normal" and not style.builtin:
        style.base_style = styles[on]
        style.quick_style = True
    if size is not None:
        style.font.size = Pt(size)
    style.font.bold, style.font.italic = bold, italic
    if colour is not None:
        style.font.color.rgb = colour
    _font(style)
    shape = style.paragraph_format
    shape.space_before = Pt(above) if above is not None else Pt(0)
    if below is not None:
        shape.space_after = Pt(below)
    if line is not None:
        shape.line_spacing = line
    shape.left_indent, shape.first_line_indent = indent, first
    shape.keep_with_next = shape.keep_together = keep or None
    shape.widow_control = True
    # Of the template's own look: a line under the title, letters set apart, a place in a list, tab stops of another page.
    for taken in ("w:pPr/w:pBdr", "w:pPr/w:numPr", "w:rPr/w:spacing", "w:pPr/w:tabs", "w:pPr/w:contextualSpacing"):
        path = "/".join(qn(each) for each in taken.split("/"))
        if name != "List Bullet" and (found := style.element.find(path)) is not None:
            found.getparent().remove(found)
    return style


def _font(style: Any) -> None:
    """One font for every script that it has, in place of those of the template's theme."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)


def _character(document: Word, name: str, colour: RGBColor) -> Any:
    styles: Any = document.styles
    style = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    style.font.color.rgb = colour
    return style


def _rule(style: Any, side: str, colour: str, *, size: int = 4, space: int) -> None:
    """A line beside the paragraphs of a style; `size` in eighths of a point, `space` in points."""
    borders = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/></w:pBdr>'
    )
    _in_order(style.element.get_or_add_pPr(), borders)


def _in_order(properties: Any, borders: Any) -> None:
    """Where the schema has borders: behind what keeps lines together, before everything else."""
    names = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers")
    before = {qn(f"w:{name}") for name in names}
    place = sum(1 for child in properties if child.tag in before)
    properties.insert(place, borders)


def _table_style(document: Word) -> None:
    """`Records`: thin lines between rows, a stronger one under the heads."""
    styles: Any = document.styles
    style = styles.add_style("Records", WD_STYLE_TYPE.TABLE)
    style.base_style = styles["Normal Table"]
    for xml in (
        f'<w:tblPr {nsdecls("w")}><w:tblBorders><w:bottom w:val="single" w:sz="4" w:color="{_LINE}"/>'
        f'<w:insideH w:val="single" w:sz="4" w:color="{_LINE}"/></w:tblBorders>'
        '<w:tblCellMar><w:top w:w="55" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="55" w:type="dxa"/>'
        '<w:right w:w="180" w:type="dxa"/></w:tblCellMar></w:tblPr>',
        f'<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
        '<w:bottom w:val="single" w:sz="8" w:color="1B1D20"/></w:tcBorders>'
        '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>',
    ):
        style.element.append(parse_xml(xml))
