"""A report as a research service would hand it over, of a parliament that does not exist."""

from datetime import date

import pytest

from rag.export.document import (
    Bullets,
    Cell,
    Chart,
    Column,
    Heading,
    Note,
    Paragraph,
    Quotation,
    Report,
    Run,
    Series,
    Table,
)

_MINISTERS = (
    ("Joke Vanrompaey", "minister van Mobiliteit en Openbare Werken"),
    ("Pieter-Jan Oosterlinck", "viceminister-president en minister van Onderwijs, Dierenwelzijn en Vlaamse Rand"),
    ("Aïcha El Ouafi", "minister van Omgeving"),
)

_QUOTES = (
    (
        "De veerdienst tussen Oude Sluis en Ter Doest wordt niet stopgezet. Ik heb de exploitant gevraagd om vóór 1 "
        "september een voorstel te doen voor een dienstregeling die aansluit op de trein van 7.12 uur, en ik zal dat "
        "voorstel aan uw commissie bezorgen.",
        "2.a. Zal de minister de veerdienst na 2024 behouden, en zo ja, met welke dienstregeling?",
        "nl",
    ),
    (
        "In 2023 werden 1.204 klachten ontvangen, tegenover 987 in 2022.\n\nVan deze klachten had 61,4 % betrekking op "
        "de stiptheid, 22,0 % op de toegankelijkheid van de halten en 16,6 % op andere onderwerpen (personeel, tarieven, "
        "reisinformatie).\n\nEen verdere uitsplitsing per lijn is niet beschikbaar, aangezien "
        "de exploitant die niet bijhoudt.",
        "1. Hoeveel klachten over het streekvervoer ontving de administratie, jaar per jaar en per onderwerp?",
        "nl",
    ),
    (
        "Het effect “eerst fietsen, dan rijden” werd in de affiche-campagne van de efficiënte en officiële diensten gemeten.",
        None,
        "nl",
    ),
    (
        "Voor de Noorderkempen-as en de Zuid-Oostrand zijn de middelen ingeschreven:\n"
        "a) 12,5 miljoen euro voor de stelplaatsen;\n"
        "b) 4,3 miljoen euro voor de halte-infrastructuur;\nc) 0,8 miljoen euro voor onvoorziene uitgaven.",
        "3. Welke bedragen zijn ingeschreven, uitgesplitst per post?",
        "nl",
    ),
    (
        "The Government has no plans to reopen the branch line. Officials continue to discuss with the regional authority "
        "what "
        "would be needed for a community-run service on Saturdays, and I shall write to the Member once these discussions "
        "have "
        "come to an end.",
        "Whether the Government will reopen the branch line between Wetherfield and Low Marsh?",
        "en",
    ),
)

_SUBJECTS = (
    "Veerdienst Oude Sluis – Ter Doest: behoud, dienstregeling en aansluiting op het spoor na de hervorming van het "
    "basisbereikbaarheidsnet",
    "Klachten over het streekvervoer",
    "Toegankelijkheid van halten voor personen met een beperking, in het bijzonder in de Noorderkempen-as en de "
    "Zuid-Oostrand",
    "Branch line between Wetherfield and Low Marsh",
    "Stelplaatsen",
)


def _note(n: int) -> Note:
    minister, _ = _MINISTERS[n % 3]
    return Note(
        reference=f"Parlement van Polderland, schriftelijke vraag nr. {40 + n * 7}, {1 + n % 27} maart {2022 + n % 3}, "
        f"Hendrik De Brandt (PLN) aan {minister}, “{_SUBJECTS[n % 5]}”.",
        record=f"parlement-van-polderland.written-question.{2022 + n % 3}-03-{1 + n % 27:02}.{40 + n * 7}",
        page=f"p. {1 + n % 4}" if n % 5 else None,
        link=f"https://stukken.polderland.example/vragen/{2022 + n % 3}/{40 + n * 7}?deel=antwoord" if n % 4 else None,
        licence="CC BY 4.0" if n % 3 else "De bron vermeldt geen licentie",
        mark="sample, fictional" if n % 6 == 0 else None,
    )


def _quotation(n: int) -> Quotation:
    quote, asked, language = _QUOTES[n % 5]
    name, function = _MINISTERS[n % 3]
    return Quotation(
        before=(
            Run(text=name, emphasis="strong"),
            Run(text=f", {function}, ", emphasis="plain"),
            Run(text=f"{1 + n} maart 2024", emphasis="quiet"),
        ),
        quote=quote if n < 5 else f"{quote} ({n})",
        notes=(n + 1,) if n % 4 else (n + 1, n + 13),
        language=language,
        asked=asked,
        translation="The ferry service between Oude Sluis and Ter Doest will not be discontinued." if n == 0 else None,
        translation_label="Machine translation, to read along; the quotation above is what was said" if n == 0 else None,
    )


@pytest.fixture(scope="session")
def report() -> Report:
    """Twelve quotations, thirty notes, a table of twenty-five records, a chart over thirty months."""
    months = tuple(f"{2022 + n // 12}-{n % 12 + 1:02}" for n in range(30))
    rows = tuple(
        (
            Cell(runs=(Run(text=f"{1 + n % 27}.03.{2022 + n % 3}"),)),
            Cell(runs=(Run(text=_SUBJECTS[n % 5], link=_note(n).link, notes=(n + 1,) if n % 2 else ()),)),
            Cell(runs=(Run(text=_MINISTERS[n % 3][0]),)),
            Cell(runs=(Run(text=str(9 + n * 13 % 88), emphasis="strong" if n % 4 == 0 else "plain"),)),
        )
        for n in range(25)
    )
    return Report(
        title="Regional transport and the ferry between Oude Sluis and Ter Doest: what the government has answered "
        "since 2022",
        kind="Research note",
        language="en",
        made_on=date(2026, 11, 23),
        mark="sample, fictional",
        facts=(
            "Question: what did the government say about regional transport and the ferry?",
            "25 records of the Parliament of Polderland, asked from 3 January 2022 to 28 June 2024",
            "Made on 23 November 2026",
        ),
        blocks=(
            Paragraph(
                kind="lead",
                runs=(
                    Run(text="De veerdienst blijft.", emphasis="strong", notes=(1,), language="nl"),
                    Run(
                        text=" Three ministers answered twenty-five questions; complaints rose by a fifth in a year",
                        notes=(2, 14),
                    ),
                    Run(text=", and what was promised for September 2024 is not in any later record."),
                ),
            ),
            Paragraph(kind="hint", runs=(Run(text="Quotations are word for word in the record, in the record’s language."),)),
            Heading(text="What was asked, and when"),
            Chart(
                labels=months,
                series=(
                    Series(name="asked", counts=tuple(4 + n * 7 % 11 for n in range(30))),
                    Series(name="answered", counts=tuple(2 + n * 5 % 9 for n in range(30))),
                    Series(name="left without an answer", counts=tuple(n * 3 % 4 for n in range(30))),
                ),
                caption="Written questions on regional transport by month, January 2022 to June 2024",
                alternative="Columns by month: between 4 and 14 questions asked, most in the spring of 2023.",
            ),
            Heading(text="What ministers answered"),
            Heading(text="The ferry", level=2),
            *(_quotation(n) for n in range(5)),
            Heading(text="Complaints, stops and money", level=2),
            Paragraph(
                runs=(
                    Run(text="These answers overlap with those above. "),
                    Run(text="See also", emphasis="quiet"),
                    Run(text=" "),
                    Run(text="the dossier", link="https://stukken.polderland.example/dossier/12"),
                    Run(text="."),
                )
            ),
            *(_quotation(n) for n in range(5, 12)),
            Heading(text="What was promised"),
            Bullets(
                items=(
                    (Run(text="A proposal for a new timetable, before 1 September 2024", notes=(1,)),),
                    (Run(text="Joke Vanrompaey", emphasis="strong"), Run(text=" will write to the Member", notes=(5, 10))),
                    (Run(text="Figures by line: not kept, so none were promised."),),
                )
            ),
            Heading(text="The records"),
            Table(
                columns=(
                    Column(title="Asked", share=1.1),
                    Column(title="Subject", share=4),
                    Column(title="Minister", share=2),
                    Column(title="Days to the answer", share=1, numbers=True),
                ),
                rows=rows,
            ),
        ),
        notes_title="Notes",
        notes=tuple(_note(n) for n in range(30)),
        foot_title="How this was made",
        foot=(
            'hemicycle brief "regional transport" --from 2022-01-01 --to 2024-06-30',
            "Library of 42 records, revision 7; encoder multilingual-e5-small, sha256 1f0c…; "
            "no language model wrote any of this.",
        ),
        page_label="page {page} of {pages}",
    )
