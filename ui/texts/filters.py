"""The words of the filter: its fields, and how a condition is said."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FilterTexts:
    """`labels` name the fields; conditions are said as in a list behind `Only questions`. Braces are filled in."""

    labels: tuple[tuple[str, str], ...]
    any: str
    choice: str
    other: str
    theme: str
    kind: str
    status: str
    language: str
    unusable: str
    too_long: str

    def label(self, field: str) -> str:
        return dict(self.labels)[field]


ENGLISH = FilterTexts(
    labels=(
        ("year", "Year"),
        ("minister", "Minister"),
        ("department", "Function or department"),
        ("asker", "Asked by"),
        ("party", "Party"),
        ("theme", "Theme"),
        ("status", "Status"),
        ("kind", "Kind of record"),
        ("parliament", "Parliament"),
        ("language", "Language of the record"),
    ),
    any="(any)",
    choice="{value} ({count})",
    other="Not in the list? Type it, or a part of it.",
    theme="on the theme {value}",
    kind="of the kind {value}",
    status="with the status {value}",
    language="in {value}",
    unusable="“{value}” cannot be used for “{label}”. Choose from its list.",
    too_long="What is typed for “{label}” is too long: {most} characters at most.",
)

DUTCH = FilterTexts(
    labels=(
        ("year", "Jaar"),
        ("minister", "Minister"),
        ("department", "Functie of departement"),
        ("asker", "Vraagsteller"),
        ("party", "Partij"),
        ("theme", "Thema"),
        ("status", "Status"),
        ("kind", "Soort document"),
        ("parliament", "Parlement"),
        ("language", "Taal van het document"),
    ),
    any="(alle)",
    choice="{value} ({count})",
    other="Niet in de lijst? Typ het, of een deel ervan.",
    theme="met als thema {value}",
    kind="van de soort {value}",
    status="met als status {value}",
    language="in het {value}",
    unusable="“{value}” is niet bruikbaar voor “{label}”. Kies uit de lijst.",
    too_long="Wat bij “{label}” getypt is, is te lang: hoogstens {most} tekens.",
)

FRENCH = FilterTexts(
    labels=(
        ("year", "Année"),
        ("minister", "Ministre"),
        ("department", "Fonction ou département"),
        ("asker", "Auteur de la question"),
        ("party", "Parti"),
        ("theme", "Thème"),
        ("status", "Statut"),
        ("kind", "Type de document"),
        ("parliament", "Parlement"),
        ("language", "Langue du document"),
    ),
    any="(tous)",
    choice="{value} ({count})",
    other="Pas dans la liste ? Tapez-le, ou une partie.",
    theme="sur le thème {value}",
    kind="du type {value}",
    status="au statut {value}",
    language="en {value}",
    unusable="« {value} » ne convient pas pour « {label} ». Choisissez dans la liste.",
    too_long="Le texte tapé pour « {label} » est trop long : {most} caractères au plus.",
)
