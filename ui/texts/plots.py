"""The words of the tab in which the library is drawn."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlotsTexts:
    """Braces are filled in; columns head the tables of numbers."""

    tab: str
    filters: str
    clear: str
    by: str
    term: str
    term_hint: str
    drawn: str
    nothing: str
    numbers: str
    month: str
    year: str
    questions: str
    answers: str
    timeline_months: str
    timeline_years: str
    undated: str
    undated_answers: str
    values: str
    rarer: str
    spread: str
    days: str
    spread_days: str
    over: str
    no_times: str
    no_times_left_out: str
    times: str
    times_bar: str
    times_late: str
    times_columns: tuple[str, ...]
    all: str
    left_out: str
    reversed: str
    late_own: str
    late_chosen: str
    term_days: str
    term_working: str
    term_else: str
    until: str
    open: str
    bad_term: str


ENGLISH = PlotsTexts(
    tab="Plots",
    filters="Filter",
    clear="Clear filter",
    by="Compare by",
    term="Late after (days)",
    term_hint="Empty: each parliament’s own term, else 30 days.",
    drawn="Drawn from {records}.",
    nothing="No record fits: there is nothing to draw. Take a condition of the filter away.",
    numbers="The numbers",
    month="Month",
    year="Year",
    questions="Asked",
    answers="Answered",
    timeline_months="Questions and answers each month",
    timeline_years="Questions and answers each year",
    undated="{records} without a date of asking are not drawn.",
    undated_answers="{records} answered on a day that the library does not know: these answers are not drawn.",
    values="Records by: {by}",
    rarer="{count} rarer ones are not drawn.",
    spread="How long answers took",
    days="Days to the answer",
    spread_days="{first} to {last}",
    over="over {last}",
    no_times="No record here has both the day of its question and that of its answer, so there are no answer times.",
    no_times_left_out="Left out: {records}, whose question or answer has no day in the library.",
    times="Days to the answer, by: {by}",
    times_bar="median {days} days",
    times_late="{late} of {count} late",
    times_columns=("Answers", "Median days", "9 of 10 within", "Longest", "Late", "Open", "Open longest", "Open too long"),
    all="All together",
    left_out="{records} left out: answered, or without a status, with a day missing.",
    reversed="{records} left out: by their dates answered before they were asked.",
    late_own="Late: more than {terms}. Public holidays and recesses are not taken off.",
    late_chosen="Late: more than {days} days.",
    term_days="{days} days ({parliament})",
    term_working="{days} working days ({parliament})",
    term_else="{days} days, as no term is known ({parliament})",
    until="Open questions are counted until {date}, the last day in the library.",
    open="{count} open",
    bad_term="“Late after” takes a whole number of days, 1 or more.",
)

DUTCH = PlotsTexts(
    tab="Grafieken",
    filters="Filter",
    clear="Filter wissen",
    by="Vergelijken per",
    term="Te laat na (dagen)",
    term_hint="Leeg: de termijn van elk parlement, anders 30 dagen.",
    drawn="Getekend op basis van {records}.",
    nothing="Geen enkel document voldoet: er is niets te tekenen. Laat een voorwaarde van de filter weg.",
    numbers="De cijfers",
    month="Maand",
    year="Jaar",
    questions="Gesteld",
    answers="Beantwoord",
    timeline_months="Vragen en antwoorden per maand",
    timeline_years="Vragen en antwoorden per jaar",
    undated="{records} zonder datum van de vraag: niet getekend.",
    undated_answers="{records} beantwoord op een dag die niet bekend is: die antwoorden zijn niet getekend.",
    values="Documenten per: {by}",
    rarer="{count} zeldzamere zijn niet getekend.",
    spread="Hoelang antwoorden op zich lieten wachten",
    days="Dagen tot het antwoord",
    spread_days="{first} tot {last}",
    over="meer dan {last}",
    no_times="Geen enkel document vermeldt de dag van de vraag én die van het antwoord; er zijn dus geen antwoordtermijnen.",
    no_times_left_out="Weggelaten: {records}, waarvan de dag van de vraag of van het antwoord niet bekend is.",
    times="Dagen tot het antwoord, per: {by}",
    times_bar="mediaan {days} dagen",
    times_late="{late} van {count} te laat",
    times_columns=(
        "Antwoorden",
        "Mediaan (dagen)",
        "9 op 10 binnen",
        "Langste",
        "Te laat",
        "Nog open",
        "Langst open",
        "Te lang open",
    ),
    all="Alles samen",
    left_out="{records} weggelaten: beantwoord of zonder status, en een dag ontbreekt.",
    reversed="{records} weggelaten: volgens de data beantwoord voor de vraag gesteld was.",
    late_own="Te laat: meer dan {terms}. Feestdagen en recessen zijn niet afgetrokken.",
    late_chosen="Te laat: meer dan {days} dagen.",
    term_days="{days} dagen ({parliament})",
    term_working="{days} werkdagen ({parliament})",
    term_else="{days} dagen, want er is geen termijn bekend ({parliament})",
    until="Open vragen zijn geteld tot {date}, de laatste dag in de bibliotheek.",
    open="{count} open",
    bad_term="“Te laat na” vraagt een geheel aantal dagen, minstens 1.",
)

FRENCH = PlotsTexts(
    tab="Graphiques",
    filters="Filtre",
    clear="Effacer le filtre",
    by="Comparer par",
    term="En retard après (jours)",
    term_hint="Vide : le délai de chaque parlement, sinon 30 jours.",
    drawn="D’après {records}.",
    nothing="Aucun document ne correspond : il n’y a rien à représenter. Retirez une condition du filtre.",
    numbers="Les chiffres",
    month="Mois",
    year="Année",
    questions="Questions posées",
    answers="Réponses données",
    timeline_months="Questions et réponses par mois",
    timeline_years="Questions et réponses par année",
    undated="{records} sans date de la question : non représentés.",
    undated_answers="{records} avec une réponse dont le jour n’est pas connu : ces réponses ne sont pas représentées.",
    values="Documents par : {by}",
    rarer="{count} plus rares ne sont pas représentés.",
    spread="Délai des réponses",
    days="Jours jusqu’à la réponse",
    spread_days="{first} à {last}",
    over="plus de {last}",
    no_times="Aucun document n’indique à la fois le jour de la question et celui de la réponse : il n’y a pas de délais.",
    no_times_left_out="Laissés de côté : {records} dont le jour de la question ou de la réponse n’est pas connu.",
    times="Jours jusqu’à la réponse, par : {by}",
    times_bar="médiane {days} jours",
    times_late="{late} sur {count} en retard",
    times_columns=(
        "Réponses",
        "Médiane (jours)",
        "9 sur 10 en",
        "La plus longue",
        "En retard",
        "En attente",
        "Plus longue attente",
        "Attente trop longue",
    ),
    all="Tout ensemble",
    left_out="{records} laissés de côté : avec réponse ou sans statut, et un jour manque.",
    reversed="{records} laissés de côté : d’après leurs dates, la réponse précède la question.",
    late_own="En retard : plus de {terms}. Les jours fériés et les vacances parlementaires ne sont pas déduits.",
    late_chosen="En retard : plus de {days} jours.",
    term_days="{days} jours ({parliament})",
    term_working="{days} jours ouvrables ({parliament})",
    term_else="{days} jours, faute de délai connu ({parliament})",
    until="Les questions en attente sont comptées jusqu’au {date}, le dernier jour de la bibliothèque.",
    open="{count} en attente",
    bad_term="« En retard après » demande un nombre entier de jours, 1 au moins.",
)
