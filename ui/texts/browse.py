"""The words of the tab in which records are browsed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BrowseTexts:
    """Braces are filled in; `columns` head the table of files that gave no records."""

    tab: str
    words: str
    words_hint: str
    words_placeholder: str
    search: str
    filters: str
    clear: str
    counts: str
    rarer: str
    more_values: str
    order: str
    newest: str
    oldest: str
    found: str
    with_words: str
    nothing: str
    nothing_there: str
    pages: str
    first_page: str
    previous_page: str
    next_page: str
    last_page: str
    page_of: str
    took: str
    took_one: str
    put_to: str
    back: str
    gone: str
    unread: str
    unread_none: str
    unread_counts: str
    columns: tuple[str, str, str, str]
    unread_more: str


ENGLISH = BrowseTexts(
    tab="Records",
    words="Words in the title or the text",
    words_hint="Finds records that have all of these words, most other endings included; words “in quotes” as they stand. "
    "To find a subject however it is worded, use “Ask”.",
    words_placeholder="for example: school bus",
    search="Search",
    filters="Filter",
    clear="Clear words and filter",
    counts="Counts",
    rarer="{count} more in the filter’s list",
    more_values="{count} more",
    order="Order",
    newest="Newest first",
    oldest="Oldest first",
    found="{records} of {total}",
    with_words="with {words}",
    nothing="No record fits. Take a condition away, or write fewer words.",
    nothing_there="This library holds no records yet. Add some under “Add records”.",
    pages="Pages",
    first_page="First",
    previous_page="Previous",
    next_page="Next",
    last_page="Last",
    page_of="Page {number} of {pages}",
    took="answered after {days} days",
    took_one="answered after 1 day",
    put_to="{askers} to {addressees}",
    back="Back to the list",
    gone="This record is no longer in the library.",
    unread="Files that were not read",
    unread_none="Every file that was added could be read.",
    unread_counts="{failed} could not be read, {skipped} passed over",
    columns=("File", "Status", "Reason", "When"),
    unread_more="and {count} more files",
)

DUTCH = BrowseTexts(
    tab="Documenten",
    words="Woorden in de titel of de tekst",
    words_hint="Vindt documenten waarin al deze woorden staan, ook met de meeste andere uitgangen; woorden "
    "“tussen aanhalingstekens” letterlijk. Zoekt u een onderwerp, hoe het ook verwoord is, stel dan een vraag.",
    words_placeholder="bijvoorbeeld: leerlingenvervoer",
    search="Zoeken",
    filters="Filter",
    clear="Woorden en filter wissen",
    counts="Aantallen",
    rarer="nog {count} in de lijst van de filter",
    more_values="nog {count}",
    order="Volgorde",
    newest="Nieuwste eerst",
    oldest="Oudste eerst",
    found="{records} van {total}",
    with_words="met {words}",
    nothing="Geen enkel document voldoet. Laat een voorwaarde weg, of typ minder woorden.",
    nothing_there="Er zijn nog geen documenten. Voeg er eerst toe.",
    pages="Pagina’s",
    first_page="Eerste",
    previous_page="Vorige",
    next_page="Volgende",
    last_page="Laatste",
    page_of="Pagina {number} van {pages}",
    took="beantwoord na {days} dagen",
    took_one="beantwoord na 1 dag",
    put_to="{askers} aan {addressees}",
    back="Terug naar de lijst",
    gone="Dit document staat niet meer in de bibliotheek.",
    unread="Bestanden die niet gelezen zijn",
    unread_none="Alle toegevoegde bestanden konden worden gelezen.",
    unread_counts="{failed} niet leesbaar, {skipped} overgeslagen",
    columns=("Bestand", "Status", "Reden", "Wanneer"),
    unread_more="en nog {count} bestanden",
)

FRENCH = BrowseTexts(
    tab="Documents",
    words="Mots du titre ou du texte",
    words_hint="Trouve les documents qui contiennent tous ces mots, aussi avec la plupart des autres terminaisons ; "
    "les mots « entre guillemets » tels quels. Pour un sujet, quelle qu’en soit la formulation, posez une question.",
    words_placeholder="par exemple : transport scolaire",
    search="Chercher",
    filters="Filtre",
    clear="Effacer les mots et le filtre",
    counts="Nombres",
    rarer="encore {count} dans la liste du filtre",
    more_values="encore {count}",
    order="Ordre",
    newest="Les plus récents d’abord",
    oldest="Les plus anciens d’abord",
    found="{records} sur {total}",
    with_words="contenant {words}",
    nothing="Aucun document ne correspond. Retirez une condition, ou tapez moins de mots.",
    nothing_there="Il n’y a pas encore de documents. Ajoutez-en d’abord.",
    pages="Pages",
    first_page="Première",
    previous_page="Précédente",
    next_page="Suivante",
    last_page="Dernière",
    page_of="Page {number} sur {pages}",
    took="réponse après {days} jours",
    took_one="réponse après 1 jour",
    put_to="{askers} à {addressees}",
    back="Retour à la liste",
    gone="Ce document n’est plus dans la bibliothèque.",
    unread="Fichiers non lus",
    unread_none="Tous les fichiers ajoutés ont pu être lus.",
    unread_counts="{failed} illisibles, {skipped} laissés de côté",
    columns=("Fichier", "Statut", "Raison", "Quand"),
    unread_more="et encore {count} fichiers",
)
