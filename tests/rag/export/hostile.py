"""What a record may hold to become more than text in some format."""

from datetime import date

from rag.export.document import Bullets, Cell, Chart, Column, Heading, Note, Paragraph, Quotation, Report, Run, Series, Table

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "# geen kop\n- geen lijst\n1. geen punt\n> geen citaat\n```\ngeen code\n```\n    ingesprongen",
    "![beeld](https://evil.example/x.png) [hier](javascript:alert(1)) <https://evil.example> www.evil.example a@evil.example",
    "[^1]: geen noot [1]: https://evil.example\n===\n---\n| a | b |\n| --- | --- |",
    '#eval("1") #import "/etc/passwd" $ sum $ @note-1 <note-1> *vet* _schuin_ \\u{41} // niets /* niets */ #link("https://x")',
    "links\u202eslinks\u2066 \x1b[31m \x00 \x0b einde",
    '</w:t></w:r><w:fldSimple w:instr="DDE"/> &amp; &#60; ]]> <!-- -->',
    '=HYPERLINK("https://evil.example") $x^2$ _begint **sterk** `code` ~~door~~',
    "日本語 😀 ŋ en مرحبا",
)


def report_of(text: str) -> Report:
    """A report that has one text wherever a record's text can stand."""
    run = Run(text=text, notes=(1,))
    several = tuple(Run(text=text, emphasis=each) for each in ("plain", "strong", "quiet"))
    linked = Run(text=text, link=text, language=text)
    return Report(
        title=text,
        kind=text,
        language="nl",
        made_on=date(2024, 5, 6),
        mark=text,
        facts=(text,),
        blocks=(
            Heading(text=text),
            Heading(text=text, level=2),
            Paragraph(runs=(run, *several, linked)),
            Quotation(
                before=several, quote=text, notes=(1,), language=text, asked=text, translation=text, translation_label=text
            ),
            Bullets(items=((run,), several)),
            Table(
                columns=(Column(title=text), Column(title=text, numbers=True)),
                rows=((Cell(runs=(run,)), Cell(runs=several)),),
            ),
            Chart(
                labels=(text, "2024-02"),
                series=(Series(name=text, counts=(1, 2)), Series(name=f"_{text}", counts=(3, 0))),
                caption=text,
                alternative=text,
            ),
        ),
        notes_title=text,
        notes=(Note(reference=text, record=text, page=text, link=text, licence=text, mark=text),),
        foot_title=text,
        foot=(text,),
        page_label="pagina {page} van {pages}",
    )


def flat(text: str) -> str:
    """The text with single spaces, for formats that break lines where they like."""
    return " ".join(text.split())
