"""Words by which a question points back to what was said before, in Dutch, English, French and German.

Patterns and words of the languages, not of any subject. Words are folded (`rag.library.filters.fold`): lower case, without
accents.
"""

import re
from functools import cache

AND = {
    "nl": r"en|maar|dan|ok|oké|goed",
    "en": r"and|but|ok|okay|so|then",
    "fr": r"et|mais|alors|bon",
    "de": r"und|aber|ok|gut",
}
"""What opens a question that goes on from another."""

ONLY = {
    "nl": r"alleen|enkel|uitsluitend|beperk(?:\s+(?:het|je))?\s+tot",
    "en": r"only|just|solely|limit(?:\s+(?:it|that))?\s+to|restrict(?:\s+(?:it|that))?\s+to",
    "fr": r"seulement|uniquement|rien\s+que|juste|limite[rz]?\s+à",
    "de": r"nur|bloß|lediglich|ausschließlich",
}
ABOUT = {
    "nl": r"wat\s+met|hoe\s+zit\s+het\s+met|wat\s+betreft",
    "en": r"what\s+about|how\s+about|as\s+for",
    "fr": r"qu['’]en\s+est[- ]il\s+d(?:es|u|e|['’])|quid\s+d(?:es|u|e|['’])|et\s+pour",
    "de": r"was\s+ist\s+mit|wie\s+steht\s+es\s+(?:mit|um)|wie\s+sieht\s+es\s+(?:mit|bei)",
}
"""What opens a question about something else of the same kind."""

MINISTERS = {
    "nl": r"minister\w*|excellenties|bewindslieden|regeringsleden|staatssecretarissen",
    "en": r"ministers?|secretaries|departments?",
    "fr": r"ministres?|secrétaires\s+d['’]état|membres\s+du\s+gouvernement",
    "de": r"minister\w*|ressorts?|staatssekretäre?",
}
OTHER = {"nl": r"andere|overige", "en": r"other", "fr": r"autres?", "de": r"andere[nrs]?|übrigen?"}
COLLEAGUES = {
    "nl": r"(?:zijn|haar|hun)\s+collega['’]?s",
    "en": r"(?:his|her|their)\s+colleagues",
    "fr": r"(?:ses|leurs)\s+collègues",
    "de": r"(?:seine|ihre)\s+kolleg\w+",
}
"""The others, by somebody who was spoken of."""

MORE = {
    "nl": r"(?:nog\s+)?meer|nog\s+andere|andere|nog\s+iets|verder",
    "en": r"(?:any(?:thing)?|some(?:thing)?)?\s*(?:more|else)|others?",
    "fr": r"plus|davantage|d['’]autres|autre\s+chose|encore",
    "de": r"(?:noch\s+)?mehr|weitere[nrs]?|andere[nrs]?|noch\s+etwas",
}
NEWER = {
    "nl": r"nieuwer|nieuwere|recentere|recenter|latere",
    "en": r"newer|more\s+recent|later\s+(?:ones|records|answers|questions)",
    "fr": r"plus\s+récent\w*|ultérieur\w*",
    "de": r"neuere[nrs]?|jüngere[nrs]?|spätere[nrs]?|aktuellere[nrs]?",
}
OLDER = {
    "nl": r"ouder|oudere|vroegere|eerdere",
    "en": r"older|earlier\s+(?:ones|records|answers|questions)",
    "fr": r"plus\s+ancien\w*|antérieur\w*",
    "de": r"ältere[nrs]?|frühere[nrs]?",
}

_PERSON = {
    "nl": "hij zij ze hem diens",
    "en": "he she him his her they them their",
    "fr": "il elle ils elles lui",
    "de": "er ihn ihm sie",
}
"""Pronouns of people. Left out are those that mean other things oftener (`zijn`, `haar`, `leur`, `ihr`)."""

_SEVERAL = {"nl": "", "en": "they them their", "fr": "ils elles", "de": ""}

_NEVER = r"(?!)"

_EXPLETIVE = {
    "nl": _NEVER,
    "en": _NEVER,
    "fr": r"\b(?:il\s+(?:n['’]\s*)?(?:y|faut|s['’]agit|est|semble)|y\s+a-t-il|(?:faut|est|était|sera-t|"
    r"s['’]agit|se\s+peut|"
    r"existe-t|reste-t|convient)-il)\b",
    "de": _NEVER,
}
"""Where a pronoun stands for nothing: `y a-t-il`."""

_DEMONSTRATIVE = {
    "nl": "dat dit",
    "en": "that this these those it",
    "fr": "cela ca ceci celles celui celle ceux",
    "de": "das dies dieses",
}
"""Pronouns of things, where nothing follows that they could belong to."""

_THING = {
    "nl": r"(?:daar|hier|er)(?:over|van|op|mee|voor|aan|bij|tegen|toe|uit|omtrent|rond|heen)",
    "en": r"thereof|thereon|there",
    "fr": r"la[- ]dessus",
    "de": r"(?:dar|da|hier)(?:uber|zu|von|an|mit|gegen|aus|auf|fur|hin)",
}

_DISCOURSE = {
    "nl": r"vra(?:ag|gen)|antwoord(?:en)?|document(?:en)?|onderwerp|thema|kwestie|zaak|uitspraak|punt|minister|"
    r"lid|kamerlid|indiener",
    "en": r"questions?|answers?|records?|subjects?|topics?|matters?|issues?|statements?|points?|ministers?|"
    r"members?|mp",
    "fr": r"questions?|reponses?|documents?|sujets?|themes?|affaires?|declarations?|points?|ministres?|"
    r"deputee?s?|propos",
    "de": r"fragen?|anfragen?|antwort(?:en)?|dokumente?n?|themas?|themen|sache|aussagen?|punkte?|"
    r"minister(?:in)?|abgeordneten?r?",
}
"""What a conversation about records speaks of without naming it: `that question`, `the answer`."""

_POINTING = {
    "nl": r"dat|dit|die|deze|dezelfde|hetzelfde|diezelfde|datzelfde",
    "en": r"that|this|those|these|(?:the\s+)?same",
    "fr": r"ce|cet|cette|ces|(?:le|la|les)\s+meme?s?",
    "de": r"dies\w*|dasselbe|dieselben?|derselben?|jene\w*",
}

WHO = {
    "nl": r"wie|(?:de\s+)?auteur|welke?\s+(?:kamer|parlements)?le?i?d(?:en)?",
    "en": r"who|whom|(?:the\s+)?author|which\s+(?:members?|mps?)",
    "fr": r"qui|l['’]auteur|quels?\s+(?:députée?s?|membres?)",
    "de": r"wer|wem|(?:der\s+)?(?:autor|verfasser)|wen|welche[rs]?\s+abgeordneten?r?",
}
WHEN = {
    "nl": r"wanneer|op\s+welke\s+(?:datum|dag)",
    "en": r"when|on\s+(?:what|which)\s+(?:date|day)",
    "fr": r"quand|à\s+quelle\s+date",
    "de": r"wann|an\s+welchem\s+(?:datum|tag)",
}
PARTY = {"nl": r"partij|fractie", "en": r"party", "fr": r"parti|groupe", "de": r"partei|fraktion"}
WHICH_MINISTER = {
    "nl": r"welke\s+minister|welk\s+departement",
    "en": r"(?:which|what)\s+(?:minister|department)",
    "fr": r"quel(?:le)?\s+(?:ministre|département)",
    "de": r"welche[rs]?\s+(?:minister(?:in)?|ressort)",
}

_FUNCTION = {
    "nl": "vertel eens reageerde reageren gebeurde gebeurd de het een en of maar dan ook nog al wel niet geen "
    "er in op aan bij tot van voor door met naar uit "
    "om te als toen over "
    "omtrent betreffende inzake rond wat wie welke welk hoe hoeveel waarom wanneer waar is was waren "
    "zijn werd werden wordt "
    "worden heeft hebben had hadden kan kunnen kon zal zullen zou zouden moet moeten wil willen deed "
    "doet doen gaf geven geef "
    "toon laat zien lees ga verder graag eens nu toch dus daarbij mij me ons u je jij hij zij ze hem "
    "diens dat dit deze die "
    "iets iemand anders hetzelfde dezelfde vraag vragen document documenten resultaten ja nee a andere "
    "anderen meer enkel alleen "
    "precies juist ooit later eerder vroeger kwam komt",
    "en": "something happened happen reacted react the a an and or but then also too yet not no in on at to "
    "from of for by with about as when what who "
    "whom which how "
    "many much why where is was were are be been has have had do does did can could will would should "
    "must may might shall "
    "give show list tell me us put raised please let see get any some all it its there that this these those so now "
    "ever exactly only "
    "just one ones else other others more less he she they him her his them their regarding concerning "
    "question questions "
    "record records answer answers results result document documents same yes s t re what about again "
    "everything anything "
    "first last next find search",
    "fr": "quelque celles ceux reagi reagir passe le la les l un une des de du d et ou mais alors donc aussi "
    "encore ne pas plus en dans a au aux par "
    "pour avec sur "
    "comme que qu qui quoi quel quelle quels quelles comment pourquoi quand combien est sont etait "
    "etaient ete a ont avait "
    "avaient t il elle ils elles lui on ce c cela ca ceci cette cet ces celui celle y n s se fait faire "
    "donne donner donne "
    "montre montrer montrez moi nous vous autre autres meme memes seulement uniquement question "
    "questions reponse reponses "
    "document documents sujet propos dessus ci oui non peut pouvez propos resultats tous tout toutes "
    "rien chose jamais",
    "de": "reagierte reagieren geschah passierte davon der die das den dem des ein eine einen einem einer und "
    "oder aber dann auch noch nicht kein keine in "
    "im an am auf aus "
    "bei bis von vom zu zum zur fur durch mit nach uber als was wer wen wem welche welcher welches "
    "welchem wie viel viele "
    "warum wann wo ist war waren sind wurde wurden wird werden hat haben hatte kann konnen konnte soll "
    "sollen gib gibt gab "
    "zeig zeige zeigen mir uns bitte mal nun ja nein er sie es ihn ihm das dies diese dieser dieses "
    "diesem andere anderen "
    "nur mehr weitere frage fragen antwort antworten dokument dokumente ergebnisse derselbe dieselbe "
    "dasselbe denn da dazu "
    "es ihre ihr sein etwas genau je gestellt stellte",
}
"""Words that nobody looks for."""

SPEAKERS = {
    "nl": r"\w*ministers?|regering|overheid|staatssecretaris(?:sen)?|kabinet|parlement|kamer|(?:kamer|"
    r"parlements)?le?i?d(?:en)?|"
    r"partij(?:en)?|departementen|volksvertegenwoordigers?|collegas?|politici|indieners?|bewindslieden",
    "en": r"ministers?|government|secretar(?:y|ies)|cabinet|parliament|members?|mps?|part(?:y|ies)|departments?|"
    r"people|"
    r"politicians?",
    "fr": r"ministres?|gouvernement|secretaires?|parlement|chambre|membres?|deputee?s?|partis?|departements?",
    "de": r"\w*minister(?:in|innen|s|prasident)?|regierung|landesregierung|staatssekretar\w*|parlament|landtag|"
    r"abgeordneten?r?|"
    r"partei(?:en)?|ressorts?|fraktion(?:en)?",
}
"""Who may be meant by a pronoun behind it."""


@cache
def functional(language: str) -> frozenset[str]:
    """The folded words of a language that say nothing of a subject."""
    return frozenset(_FUNCTION[language].split())


@cache
def several(language: str) -> frozenset[str]:
    """The pronouns that mean more than one person."""
    return frozenset(_SEVERAL[language].split())


@cache
def person_pronouns(language: str) -> frozenset[str]:
    return frozenset(_PERSON[language].split())


@cache
def demonstratives(language: str) -> frozenset[str]:
    return frozenset(_DEMONSTRATIVE[language].split())


@cache
def marks(kind: str, language: str) -> re.Pattern[str]:
    """The pattern of a kind of words in a language: whole words in small or capital letters, as
    somebody typed them."""
    start = rf"^\W*(?:(?:{AND[language]})\W+)*"
    openings = {
        "and": rf"^\W*(?:{AND[language]})(?![^\W_])",
        "only": rf"{start}(?:{ONLY[language]})(?![^\W_])",
        "about": rf"{start}(?:{ABOUT[language]})(?![^\W_])",
    }
    if kind in openings:
        return re.compile(openings[kind], re.IGNORECASE)
    wordings = {
        "other ministers": rf"(?:{OTHER[language]})\s+(?:{MINISTERS[language]})|"
        rf"(?:{MINISTERS[language]})\s+(?:{OTHER[language]})|{COLLEAGUES[language]}",
        "more": MORE[language],
        "newer": NEWER[language],
        "older": OLDER[language],
        "who": WHO[language],
        "when": WHEN[language],
        "party": PARTY[language],
        "minister": WHICH_MINISTER[language],
        "expletive": _EXPLETIVE[language],
        # Behind what is named here nothing may say more of it: `this ruling of the court`.
        "pointing": rf"(?:{_POINTING[language]})\s+(?:{_DISCOURSE[language]})(?![^\W_])"
        r"(?!\s+(?:van|of|de|du|des|von|der|op|over|on|about|sur|zu[mr]?|dat|that|que|qui|which)\b|\s+d['’])",
    }
    return re.compile(rf"(?<![^\W_])(?:{wordings[kind]})(?![^\W_])", re.IGNORECASE)


@cache
def folded_marks(kind: str, language: str) -> re.Pattern[str]:
    """The pattern of a kind of folded words: each is one whole word."""
    wordings = {"thing": _THING[language], "speaker": SPEAKERS[language]}
    return re.compile(wordings[kind])
