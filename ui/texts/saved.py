"""The words of the saved searches."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SavedTexts:
    """Braces are filled in."""

    title: str
    none: str
    name: str
    placeholder: str
    save: str
    forget: str
    everything: str
    unseen: str
    mark: str


ENGLISH = SavedTexts(
    title="Saved searches",
    none="Save what you are looking at, and see at your next visit what is new in it.",
    name="Name of this search",
    placeholder="what it looks for",
    save="Save",
    forget="Delete",
    everything="All records",
    unseen="{count} new since your last visit",
    mark="new",
)

DUTCH = SavedTexts(
    title="Bewaarde zoekopdrachten",
    none="Bewaar wat u nu ziet, en zie bij uw volgende bezoek wat er nieuw in is.",
    name="Naam van deze zoekopdracht",
    placeholder="waarnaar ze zoekt",
    save="Bewaar",
    forget="Wis",
    everything="Alle stukken",
    unseen="{count} nieuw sinds uw vorige bezoek",
    mark="nieuw",
)

FRENCH = SavedTexts(
    title="Recherches enregistrées",
    none="Enregistrez ce que vous voyez, et découvrez à votre prochaine visite ce qu’il y a de nouveau.",
    name="Nom de cette recherche",
    placeholder="ce qu’elle cherche",
    save="Enregistrer",
    forget="Effacer",
    everything="Tous les documents",
    unseen="{count} nouveaux depuis votre dernière visite",
    mark="nouveau",
)
