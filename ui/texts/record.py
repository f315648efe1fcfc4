"""The words around a record as a whole, and around the pages of its original."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecordTexts:
    """What the page says of a record, in one language. Braces are filled in."""

    whole: str
    translation: str
    unsure: str
    status: str
    held: str
    government: str
    for_government: str
    others: str
    aside: str
    same_day: str
    after_one_day: str
    after_days: str
    refers_to: str
    referred_by: str
    not_here: str
    reference_kinds: tuple[tuple[str, str], ...]
    same_question: str

    page_of_original: str
    pages_of_original: str
    fetching: str
    not_fetched: str
    marked: str
    partly_marked: str
    not_marked: str
    picture: str
    picture_marked: str
    enlarge: str
    pages_heading: str
    original: str
    originals: tuple[tuple[str, str], ...]
    no_picture: str
    download: str
    not_kept: str

    no_record: str
    busy: str
    no_page: str
    no_original: str
    bad_span: str

    def after(self, days: int) -> str:
        """How long an answer took."""
        return self.same_day if days == 0 else self.after_one_day if days == 1 else self.after_days.format(days=days)


ENGLISH = RecordTexts(
    whole="The whole record",
    translation="Translation",
    unsure="It is not certain that these belong together ({percent} %).",
    status="Status: {status}",
    held="debated {date}",
    government="for the government",
    for_government="For the government",
    others="Others who spoke",
    aside="Note",
    same_day="the same day",
    after_one_day="after 1 day",
    after_days="after {days} days",
    refers_to="Refers to",
    referred_by="Referred to by",
    not_here="not in this library",
    reference_kinds=(
        ("question", "question"),
        ("sub-question", "sub-question"),
        ("letter", "letter"),
        ("resolution", "resolution"),
        ("meeting", "meeting"),
        ("dossier", "dossier"),
    ),
    same_question="The same question",
    page_of_original="Page {pages} of the original",
    pages_of_original="Pages {pages} of the original",
    fetching="Fetching the page …",
    not_fetched="The page could not be fetched. Close this and open it again.",
    marked="The words are marked on the page.",
    partly_marked="Where some of the words stand on the page is not certain: only the others are marked.",
    not_marked="Where the words stand on the page is not certain: nothing is marked.",
    picture="Page {page} of the original",
    picture_marked="Page {page} of the original, with the words marked",
    enlarge="Open page {page} large",
    pages_heading="The original, page by page",
    original="Original: {kind}, {name}",
    originals=(("pdf", "PDF"), ("table", "table"), ("markup", "XML or HTML"), ("text", "text file")),
    no_picture="It has no pages, so that no picture of it is shown.",
    download="Download the original",
    not_kept="The original is not kept in this library.",
    no_record="There is no record {record} in this library.",
    busy="Many pages are being drawn; try again in a moment.",
    no_page="The record {record} has no page {page} of its original.",
    no_original="The original of {record} is not kept in this library, or is no PDF.",
    bad_span="A span is two positions in the text of {record}, as in span=0-{length}.",
)

DUTCH = RecordTexts(
    whole="Het volledige document",
    translation="Vertaling",
    unsure="Het is niet zeker dat deze bij elkaar horen ({percent} %).",
    status="Stand: {status}",
    held="debat van {date}",
    government="voor de regering",
    for_government="Voor de regering",
    others="Andere sprekers",
    aside="Aantekening",
    same_day="dezelfde dag",
    after_one_day="na 1 dag",
    after_days="na {days} dagen",
    refers_to="Verwijst naar",
    referred_by="Naar dit document verwijzen",
    not_here="niet in deze bibliotheek",
    reference_kinds=(
        ("question", "vraag"),
        ("sub-question", "deelvraag"),
        ("letter", "brief"),
        ("resolution", "resolutie"),
        ("meeting", "vergadering"),
        ("dossier", "dossier"),
    ),
    same_question="Dezelfde vraag",
    page_of_original="Bladzijde {pages} van het origineel",
    pages_of_original="Bladzijden {pages} van het origineel",
    fetching="De bladzijde wordt opgehaald …",
    not_fetched="De bladzijde kon niet worden opgehaald. Sluit dit en open het opnieuw.",
    marked="De woorden zijn op de bladzijde gemarkeerd.",
    partly_marked="Waar een deel van de woorden op de bladzijde staat, is niet zeker: alleen de andere zijn gemarkeerd.",
    not_marked="Waar de woorden op de bladzijde staan, is niet zeker: er is niets gemarkeerd.",
    picture="Bladzijde {page} van het origineel",
    picture_marked="Bladzijde {page} van het origineel, met de woorden gemarkeerd",
    enlarge="Bladzijde {page} groot openen",
    pages_heading="Het origineel, bladzijde per bladzijde",
    original="Origineel: {kind}, {name}",
    originals=(("pdf", "pdf"), ("table", "tabel"), ("markup", "XML of HTML"), ("text", "tekstbestand")),
    no_picture="Het heeft geen bladzijden; daarom is er geen afbeelding van.",
    download="Het origineel downloaden",
    not_kept="Het origineel wordt niet in deze bibliotheek bewaard.",
    no_record="Er is geen document {record} in deze bibliotheek.",
    busy="Er worden veel bladzijden getekend; probeer het zo meteen opnieuw.",
    no_page="Het document {record} heeft geen bladzijde {page} van zijn origineel.",
    no_original="Het origineel van {record} wordt niet in deze bibliotheek bewaard, of is geen pdf.",
    bad_span="Een plaats is twee posities in de tekst van {record}, zoals span=0-{length}.",
)

FRENCH = RecordTexts(
    whole="Le document entier",
    translation="Traduction",
    unsure="Il n’est pas certain que ces textes se répondent ({percent} %).",
    status="État : {status}",
    held="débat du {date}",
    government="pour le gouvernement",
    for_government="Pour le gouvernement",
    others="Autres orateurs",
    aside="Note",
    same_day="le même jour",
    after_one_day="après 1 jour",
    after_days="après {days} jours",
    refers_to="Renvoie à",
    referred_by="Cité par",
    not_here="absent de cette bibliothèque",
    reference_kinds=(
        ("question", "question"),
        ("sub-question", "sous-question"),
        ("letter", "lettre"),
        ("resolution", "résolution"),
        ("meeting", "réunion"),
        ("dossier", "dossier"),
    ),
    same_question="La même question",
    page_of_original="Page {pages} de l’original",
    pages_of_original="Pages {pages} de l’original",
    fetching="Chargement de la page …",
    not_fetched="La page n’a pas pu être chargée. Refermez, puis rouvrez.",
    marked="Les mots sont surlignés sur la page.",
    partly_marked="L’emplacement d’une partie des mots sur la page n’est pas certain : seuls les autres sont surlignés.",
    not_marked="L’emplacement des mots sur la page n’est pas certain : rien n’est surligné.",
    picture="Page {page} de l’original",
    picture_marked="Page {page} de l’original, les mots surlignés",
    enlarge="Ouvrir la page {page} en grand",
    pages_heading="L’original, page par page",
    original="Original : {kind}, {name}",
    originals=(("pdf", "PDF"), ("table", "tableau"), ("markup", "XML ou HTML"), ("text", "fichier texte")),
    no_picture="Il n’a pas de pages ; il n’y en a donc pas d’image.",
    download="Télécharger l’original",
    not_kept="L’original n’est pas conservé dans cette bibliothèque.",
    no_record="Il n’y a pas de document {record} dans cette bibliothèque.",
    busy="Beaucoup de pages sont en cours de dessin ; réessayez dans un instant.",
    no_page="Le document {record} n’a pas de page {page} de son original.",
    no_original="L’original de {record} n’est pas conservé dans cette bibliothèque, ou n’est pas un PDF.",
    bad_span="Un passage est donné par deux positions dans le texte de {record}, par exemple span=0-{length}.",
)
