"""The words of the tab in which briefings are made. What stands in a briefing has words of its own (`briefing.wording`)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BriefTexts:
    """Braces are filled in. `lengths` are short, normal and long; `languages` Dutch, English and French; `endings` name the
    files in the order of `rag.briefing.files.FILES`."""

    tab: str
    intro: str
    topic: str
    topic_example: str
    length: str
    lengths: tuple[str, str, str]
    language: str
    languages: tuple[str, str, str]
    filters: str
    clear: str
    make: str
    making: str
    no_topic: str
    take: str
    endings: tuple[str, ...]
    preview: str
    gone: str


_ENDINGS = ("Word", "PDF", "HTML", "Markdown", "CSV", "Excel")

ENGLISH = BriefTexts(
    tab="Briefing",
    intro="A note on a topic to hand on: what was said, by whom and when, who asks, what got no reply, what was promised."
    " Everything in it is quoted word for word or counted, and has its source.",
    topic="Topic",
    topic_example="e.g. prisons, night trains, Congo",
    length="Length",
    lengths=("Short", "Normal", "Long"),
    language="Language",
    languages=("Dutch", "English", "French"),
    filters="Filter",
    clear="Clear filter",
    make="Make the briefing",
    making="Making the briefing …",
    no_topic="No topic yet: type one, e.g. prisons.",
    take="Download as",
    endings=(*_ENDINGS[:4], "List as CSV", "List as Excel"),
    preview="Briefing on {topic}",
    gone="This briefing is no longer here: make it again on the page.",
)

DUTCH = BriefTexts(
    tab="Briefing",
    intro="Een nota over een onderwerp om door te geven: wat er gezegd is, door wie en wanneer, wie ernaar vraagt, wat zonder"
    " antwoord bleef, wat er toegezegd is. Alles erin is letterlijk geciteerd of geteld, en heeft zijn bron.",
    topic="Onderwerp",
    topic_example="bv. gevangenissen, nachttreinen, Congo",
    length="Lengte",
    lengths=("Kort", "Gewoon", "Lang"),
    language="Taal",
    languages=("Nederlands", "Engels", "Frans"),
    filters="Filter",
    clear="Filter wissen",
    make="Maak de briefing",
    making="De briefing wordt gemaakt …",
    no_topic="Nog geen onderwerp: typ er een, bijvoorbeeld gevangenissen.",
    take="Downloaden als",
    endings=(*_ENDINGS[:4], "Lijst als CSV", "Lijst als Excel"),
    preview="Briefing over {topic}",
    gone="Deze briefing is er niet meer: maak ze opnieuw op de pagina.",
)

FRENCH = BriefTexts(
    tab="Note",
    intro="Une note sur un sujet, à transmettre : ce qui a été dit, par qui et quand, qui pose des questions, ce qui est"
    " resté sans réponse, ce qui a été promis. Tout y est cité littéralement ou compté, avec sa source.",
    topic="Sujet",
    topic_example="p. ex. prisons, trains de nuit, Congo",
    length="Longueur",
    lengths=("Courte", "Normale", "Longue"),
    language="Langue",
    languages=("Néerlandais", "Anglais", "Français"),
    filters="Filtre",
    clear="Effacer le filtre",
    make="Établir la note",
    making="La note est en cours d’établissement …",
    no_topic="Pas encore de sujet : tapez-en un, par exemple prisons.",
    take="Télécharger en",
    endings=(*_ENDINGS[:4], "Liste en CSV", "Liste en Excel"),
    preview="Note sur {topic}",
    gone="Cette note n’est plus là : établissez-la de nouveau sur la page.",
)
