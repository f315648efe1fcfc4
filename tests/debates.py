"""Invented sittings: a debate of forty turns in two languages, an oral question, and a short debate held on two days."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from rag.records import Person, Record

CHAIR = "Marte Oudkerk"
VERBEKE = Person(name="Lotte Verbeke", role="Minister van Veerdiensten")
GIJSELS = Person(name="Piet Gijsels", role="Staatssecretaris voor Oevers en Sluizen")
DAELE = Person(name="Hanne Daele", party="Waterpartij")
LENOIR = Person(name="Luc Lenoir", party="Rive Libre")
TALSMA = Person(name="Bram Talsma", party="Dijkpartij")
SITTING, LATER = date(2022, 10, 26), date(2022, 11, 9)


class Turn(NamedTuple):
    """What somebody says, in the role of its part."""

    speaker: str | None
    words: str
    role: str = "speech"
    language: str = "nl"


def sitting(name: str, kind: str, title: str, turns: Sequence[Turn], **facts: Any) -> Record:
    """A record of turns under a title."""
    text, parts = title, [{"role": "title", "start": 0, "end": len(title)}]
    for turn in turns:
        start = len(text) + 2
        text += f"\n\n{turn.words}"
        sure = {"confidence": 1.0} if turn.role == "answer" else {}
        place = {"start": start, "end": len(text)}
        parts.append({"role": turn.role, "speaker": turn.speaker, "language": turn.language, **place, **sure})
    known = {
        "parliament": "parlement-van-polderland",
        "kind": kind,
        "language": "nl",
        "asked_on": SITTING,
        "text": text,
        "parts": parts,
    }
    return Record.model_validate({"id": f"parlement-van-polderland.{kind}.{name}", "title": title, **known, **facts})


def _named(who: Person, *words: str, language: str = "nl") -> list[Turn]:
    return [Turn(who.name, each, language=language) for each in words]


FARES = "Een gezin met twee kinderen betaalt 31 euro voor een overtocht met de veerboot, en dat is te duur."
KINGFISHERS = "De ijsvogels verdwijnen van de oever van de Wemel, want de golfslag van de veerboten verwoest hun nesten."
NIGHTS = "Vanaf 1 maart 2023 vaart er weer een nachtveer over de Wemel, elk uur tot vijf uur 's ochtends."
LOCKS = "De sluis van Oudemeer gaat dit najaar drie weken dicht, omdat beide deuren worden vervangen."
PIERS = "Je ferai contrôler tous les débarcadères avant l'été et je transmettrai le rapport à la commission."
SAFETY = "La passerelle du débarcadère de Nieuwhaven est rouillée, et deux voyageurs sont tombés à l'eau en août."

TURNS = [
    Turn(CHAIR, "Aan de orde is het debat over de veerdiensten op de Wemel. Ik geef het woord aan mevrouw Daele."),
    *_named(DAELE, f"Dank u, voorzitter. {FARES} Wie in Oudemeer werkt, heeft geen andere weg."),
    *_named(TALSMA, "Voorzitter, mag ik mevrouw Daele onderbreken? De prijzen zijn in tien jaar niet gestegen."),
    *_named(DAELE, "Dat klopt niet: vorig jaar kostte dezelfde overtocht nog 24 euro."),
    Turn(None, "(Rumoer op de publieke tribune)", "note"),
    Turn(CHAIR, "Ik verzoek om stilte op de tribune. De heer Lenoir heeft het woord."),
    *_named(LENOIR, f"Merci, madame la présidente. {SAFETY}", language="fr"),
    *_named(LENOIR, "Les habitants attendent depuis trois ans une réponse du gouvernement.", language="fr"),
    Turn(CHAIR, "De heer Talsma."),
    *_named(TALSMA, f"Ik wil het over de natuur hebben. {KINGFISHERS} Niemand spreekt daarover."),
    *_named(TALSMA, "De Dijkpartij vraagt al jaren om zachte oevers met riet in plaats van beton."),
    *_named(DAELE, "Riet houdt de golfslag niet tegen, zeggen de vissers van Nieuwhaven."),
    *_named(TALSMA, "De vissers zeggen ook dat er minder paling zit dan vroeger."),
    Turn(CHAIR, "Het woord is aan de minister van Veerdiensten."),
    Turn(VERBEKE.name, f"Voorzitter, de leden vroegen naar de dienstregeling. {NIGHTS} Ik zal de dienstregeling publiceren."),
    *_named(DAELE, "Geldt dat ook voor de zondag, minister?"),
    Turn(VERBEKE.name, "Ook op zondag vaart de nachtveerboot, met uitzondering van kerstnacht en oudejaarsnacht."),
    *_named(TALSMA, "En wie betaalt de bemanning van die nachtboten?"),
    Turn(VERBEKE.name, "De bemanning wordt betaald uit de begroting van mijn departement: 2,4 miljoen euro per jaar."),
    Turn(CHAIR, "De staatssecretaris voor Oevers en Sluizen."),
    Turn(GIJSELS.name, f"Voorzitter, over de sluizen kan ik kort zijn. {LOCKS}"),
    *_named(LENOIR, "Pendant trois semaines aucun bateau ne passera donc à Oudemeer ?", language="fr"),
    Turn(GIJSELS.name, "Non, aucun bateau ne passera à Oudemeer pendant ces trois semaines.", language="fr"),
    Turn(GIJSELS.name, PIERS, language="fr"),
    *_named(LENOIR, "Je vous remercie, monsieur le secrétaire d'État.", language="fr"),
    Turn(None, "(Applaus bij de Waterpartij)", "note"),
    Turn(CHAIR, "Wij komen aan de tweede termijn."),
    *_named(DAELE, "Ik dien een motie in over de wachttijden bij de kade van Nieuwhaven."),
    *_named(TALSMA, "Mijn fractie steunt die motie niet, want de wachttijden zijn korter geworden."),
    *_named(DAELE, "In juli stonden de auto's twee uur in de rij."),
    *_named(TALSMA, "In juli was er één boot stuk."),
    *_named(LENOIR, "Mon groupe soutiendra la motion.", language="fr"),
    Turn(VERBEKE.name, "Ik laat het oordeel over de motie aan de Kamer."),
    Turn(CHAIR, "De stemming over de motie is volgende week."),
    *_named(DAELE, "Kan de griffie de tekst van de motie ronddelen?"),
    Turn(CHAIR, "Dat gebeurt."),
    *_named(TALSMA, "Nog een punt van orde, voorzitter: de microfoon hier werkt niet."),
    Turn(CHAIR, "De bode kijkt ernaar."),
    *_named(LENOIR, "On ne m'entendait pas non plus.", language="fr"),
    Turn(CHAIR, "De beraadslaging is gesloten."),
]

DEBATE = sitting(
    "2022-10-26.3", "debate", "Veerdiensten op de Wemel", TURNS, askers=(DAELE, TALSMA, LENOIR), addressees=(VERBEKE, GIJSELS)
)

DREDGED = "In 2022 is 48 000 kubieke meter slib uit de vaargeul van Nieuwhaven gebaggerd."
DUMPED = "Het slib wordt naar het depot van Grijsland gebracht, en niet in zee gestort."

ORAL = sitting(
    "2022-10-26.17",
    "oral-question",
    "Baggerwerken in de haven van Nieuwhaven",
    [
        Turn(DAELE.name, "Hoeveel slib is er dit jaar uit de vaargeul gebaggerd?", "question"),
        Turn(GIJSELS.name, DREDGED, "answer"),
        Turn(DAELE.name, "Waar wordt dat slib naartoe gebracht?", "question"),
        Turn(GIJSELS.name, DUMPED, "answer"),
        Turn(TALSMA.name, "Wat kost het depot per ton?", "question"),
        Turn(GIJSELS.name, "Het depot vraagt 14 euro per ton.", "answer"),
    ],
    number="17",
    askers=(DAELE, TALSMA),
    addressees=(GIJSELS,),
    status="answered",
)


def order_of_business(day: date) -> Record:
    """What is the same every week."""
    turns = [Turn(CHAIR, "De regeling van werkzaamheden wordt vastgesteld zoals op de lijst."), Turn(CHAIR, "Aangenomen.")]
    return sitting(f"{day}.1", "debate", "Regeling van werkzaamheden", turns, asked_on=day)


RECORDS = (DEBATE, ORAL, order_of_business(SITTING), order_of_business(LATER))
