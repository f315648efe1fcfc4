"""What the tests of reports of the Belgian Chamber share: a report in the form of its template, and the reading of it."""

from ingest.files import SourceFile
from ingest.readers.chamber_report import ChamberReportReader
from rag.records import Record

_HEAD = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office">\n<head>\n'
    "<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>\n"
    '<link rel=File-List href="{code}_files/filelist.xml">\n'
    "<style>p.NormalNL {{margin:0cm}} p.NormalFR {{margin:0cm}} span.oraspr {{font-weight:bold}}</style>\n"
    "</head>\n<body lang=NL-BE><div class=WordSection1>\n"
)
_TABLE = (
    "<table class=MsoNormalTable><tr><td><p class=NormalNL>{nl}<o:p></o:p></p></td><td><p class=NormalFR>{fr}</p></td></tr>"
    "<tr><td><p class=NormalNL>van</p><p class=NormalNL>Dinsdag <span>4</span> maart 2025</p><p>Voormiddag</p></td>"
    "<td><p class=NormalFR>du</p><p class=NormalFR>Mardi 4 mars 2025</p><p>Matin</p></td></tr></table>\n"
)


def report(
    *pieces: str, code: str = "IC042", nl: str = "Commissie voor Weer en Wind", fr: str = "Commission de la Météo"
) -> SourceFile:
    """A report with these pieces behind the table at its head."""
    text = _HEAD.format(code=code) + _TABLE.format(nl=nl, fr=fr) + "\n".join(pieces) + "\n</div></body></html>"
    return SourceFile("verslag.html", text.encode())


def heading(nl: str, fr: str, number: str = "01", level: int = 2) -> str:
    """A heading as Word saves it: the number in a box of its own, a bookmark around the Dutch one."""
    box = f"<b><span lang=NL style='border:solid windowtext 1.0pt'>{number}</span></b>" if number else ""
    return (
        f"<h{level}><a name='_Toc1'>{box}</a><b><span lang=NL> {nl}<o:p></o:p></span></b></h{level}>\n"
        f"<span style='mso-bookmark:_Toc1'></span>\n<h{level}>{box}<b><span lang=FR> {fr}</span></b></h{level}>\n"
    )


def said(words: str, who: str = "", behind: str = "", *, number: str = "", before: str = "", language: str = "NL") -> str:
    """A paragraph, which begins a turn where `who` speaks: `01.02 Minister Jan Roth: ...`, `01.03 Ida Bock (X): ...`."""
    box = f"<span class=oraspr><span style='border:solid'>{number}</span></span> " if number else ""
    name = f"{box}{before}<span class=oraspr><span style='mso-spacerun:yes'> </span>{who}</span>{behind}: " if who else ""
    return (
        f"<p class=Normal{language}>{name}<span lang={language}>{words}</span></p>\n<p class=MsoNormal><o:p>&nbsp;</o:p></p>"
    )


CLOSED = "<p class=italNL>Het incident is gesloten.</p>\n<p class=italFR>L'incident est clos.</p>"


def read(*pieces: str, **more: str) -> list[Record]:
    """The records of a report; the meeting's own is the first."""
    return list(ChamberReportReader().read(report(*pieces, **more)))


def parts_of(record: Record) -> list[tuple[str, str | None, str | None, str]]:
    """Role, language, speaker and words of each part."""
    return [(part.role, part.language, part.speaker, record.quote(part)) for part in record.parts]
