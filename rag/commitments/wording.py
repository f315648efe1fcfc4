"""How those who answer promise to do or send something, in Dutch, French, English and German: patterns of grammar.

A promise has a speaker (the first person, or an office or government of theirs), an intention (a future, or a verb that
promises), and something to do. Each pattern is for one sentence, without regard to case.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Wording:
    """What makes a sentence of a language a promise (`promises`, one of them), what in the same clause makes it none
    (`clause`), and what does so anywhere in the sentence (`sentence`). `despite` are double negations, which promise.
    `announced`: that something will be done, nobody says by whom; it counts with a date alone."""

    promises: tuple[str, ...]
    announced: str
    clause: tuple[str, ...]
    sentence: tuple[str, ...]
    despite: str


_NL_OURS = (
    r"(?:mijn|onze|ons)\s+(?:\w+\s+){0,2}?(?:administraties?|diensten|departement(?:en)?|kabinet|beleidscel|ministerie|team|medewerkers)"
    r"|(?:de|onze)\s+(?:federale\s+|vlaamse\s+)?(?:regering|overheid)|het\s+kabinet|ons\s+land|belgi[eë]|vlaanderen|nederland"
)
_NL_SENT = (
    r"(?:bezorgd|overgemaakt|toegestuurd|toegezonden|opgestuurd|meegedeeld|nagestuurd|verstrekt|bezorgen|overgemaakt|doorgestuurd|"
    r"geinformeerd|geïnformeerd)"
)
_NL_DO = (
    r"(?:onderzoeken|bekijken|nagaan|bestuderen|evalueren|bezorgen|overmaken|toesturen|sturen|voorleggen|indienen|opstellen|"
    r"uitwerken|uitvoeren|organiseren|opstarten|starten|lanceren|publiceren|voorzien|nemen|vragen|bespreken|overleggen|"
    r"informeren|meedelen|aanpassen|wijzigen|versterken|verhogen|verlagen|invoeren|oprichten|investeren|ontwikkelen|"
    r"implementeren|toezien|opvolgen|herzien|herbekijken|voortzetten|verderzetten|afronden|maken|doen|zetten|analyseren|"
    r"aankaarten|pleiten|steunen|ondersteunen|verdedigen|deelnemen|verlengen|uitbreiden|verbeteren|vereenvoudigen|"
    r"actualiseren|contacteren|aanspreken|communiceren|sensibiliseren|aanwerven|financieren|bijdragen)"
)
_NL_DONE = (
    r"(?:voorgelegd|opgestart|gestart|afgerond|gefinaliseerd|afgewerkt|voltooid|gepubliceerd|ingediend|uitgevoerd|opgeleverd|"
    r"ge[ëe]valueerd|uitgewerkt|bezorgd|overgemaakt|onderzocht|georganiseerd|gelanceerd|aangepast|opgericht|ingevoerd|"
    r"aangeworven|ge[ïi]nstalleerd|ge[ïi]mplementeerd|herzien|besproken|uitgerold|gerealiseerd|vernieuwd|vervangen|gebouwd|"
    r"uitgebreid|versterkt|meegedeeld|voorgesteld|opgesteld|geopend|toegekend|geleverd|gerapporteerd|verbeterd|aangekocht|getest|geactualiseerd|"
    r"gewijzigd|ontwikkeld|ondertekend|aanvatten|starten|beginnen|plaatsvinden|plaatshebben|verschijnen|"
    r"in\s+werking\s+treden|van\s+start\s+gaan|(?:klaar|beschikbaar|operationeel|rond)\s+zijn)"
)
_FR_OURS = (
    r"(?:mon|notre)\s+(?:administration|département|cabinet|ministère|équipe)|(?:mes|nos)\s+(?:services|collaborateurs)|"
    r"le\s+gouvernement"
)
_FR_STOP = (
    r"(?:se|au|pou|dev|vou|sau|vaud|fau|limite|répond|renve|renver|réfère|référe|rappelle|répéte|répète|v)rai"
    r"|(?:se|au|pou|dev|vou|sau)rons"
)
_EN_OURS = (
    r"(?:my|our)\s+(?:\w+\s+)?(?:department|ministry|office|officials|team|administration)|the\s+(?:\w+\s+)?government"
    r"|the\s+department(?:\s+(?:of|for)\s+[\w\s]{3,40}?)?"
)
_DE_OURS = r"(?:mein|unser|das)\s+(?:\w*ministerium|haus|ressort)|(?:meine|unsere|die)\s+(?:\w*regierung|verwaltung|behörde)"
_ADVERBS_EN = r"(?:(?:also|therefore|then|now|certainly|of\s+course|shortly|soon|in\s+turn|personally)\s+)?"

WORDINGS: Mapping[str, Wording] = {
    "nl": Wording(
        promises=(
            r"\bik\s+zal\b|\bzal\s+ik\b|\b(?:wij|we)\s+zullen\b|\bzullen\s+(?:wij|we)\b",
            r"\b(?:dat|die|waar\w*)\s+(?:ik\s+[^,;:.]{0,80}\bzal|(?:wij|we)\s+[^,;:.]{0,80}\bzullen)\b",
            rf"\b(?:{_NL_OURS})\s+(?:\w+\s+)?(?:zal|zullen)\b[^;:.]*\b{_NL_DO}\b",
            rf"\b(?:zal|zullen)\s+(?:{_NL_OURS})\b[^;:.]*\b{_NL_DO}\b",
            rf"\b(?:zal|zullen)\b[^;:.]{{0,80}}\bu(?:w\s+(?:commissie|parlement))?\b[^;:.]{{0,120}}\b{_NL_SENT}\b",
            r"\bik\s+(?:beloof|garandeer)\b|\bbeloof\s+ik\b|\b(?:zodra|binnenkort|later|eerstdaags)\b[^;:.]*\b(?:bezorg|zend|stuur)\s+ik\b",
            r"\bik\s+(?:bezorg|zend|stuur)\b[^;:.]*\b(?:zodra|binnenkort|later|eerstdaags)\b",
            r"\bik\s+(?:verbind|engageer)\s+(?:mij|me)\b|\b(?:verbind|engageer)\s+ik\s+(?:mij|me)\b|\bik\s+zeg\b[^,;:.]{0,60}\btoe\b",
            r"\b(?:ik\s+ben|ben\s+ik|wij\s+zijn|zijn\s+wij|we\s+zijn)\s+[^,;:.]{0,20}?(?:van\s+plan|voornemens)\b",
            r"\bik\s+(?:neem|heb)\s+(?:mij|me|mezelf)?\s*(?:voor\b|[^,;:.]{0,30}\bvoorgenomen)",
            r"\b(?:mijn|onze)\s+(?:uitdrukkelijke\s+|vaste\s+)?(?:bedoeling|voornemen|intentie)\b|\bik\s+heb\s+de\s+(?:bedoeling|intentie)\b",
        ),
        announced=rf"\b(?:zal|zullen)\b[^;:.]*\b{_NL_DONE}\b",
        clause=(
            r"\b(?:niet|geen|nooit|noch|evenmin|geenszins)\b",
            r"\b(?:moeten|kunnen|mogen|hoeven)\b(?<!te kunnen)",
            r"\b(?:beantwoorden|antwoorden|verwijzen|verwijs|beperken|herhalen|toelichten|terugkomen|wachten)\b|\bop\b.*\bingaan\b|\bingaan\s+op\b",
            r"\b(?:aandachtig|waakzaam|alert|hieronder|zo\s+vrij)\b",
        ),
        sentence=(
            r"\b(?:indien|mocht(?:en)?|tenzij)\b|(?:^|[,;(]\s*|\b(?:en|of|ook|alleen|enkel|pas)\s+)als\b(?!\s+(?:minister|lid|voorzitter))",
            r"\bzou(?:den)?\b",
            r"\b(?:hopen?|hoop|vermoed|verwacht(?:en)?|vrees|denk)\s+dat\b",
            r"\b(?:aangekondigd|beloofd|te\s+kennen\s+gegeven|laten\s+weten|toegezegd|verklaard)\s+(?:dat|om)\b",
            r"\b(?:(?<!zo snel )(?<!zo spoedig )(?<!zo goed )(?<!zo veel )mogelijk|vermoedelijk|wellicht|allicht|"
            r"waarschijnlijk|ten\s+vroegste)\b|\bverwacht\s+(?:mag\s+)?wordt?(?:en)?\b",
            r"\b(?:in|als)\s+bijlage\b|\bhierbij\b|\bbijgevoegd\b",
        ),
        despite=r"\bniet\s+(?:nalaten|aarzelen)\b",
    ),
    "fr": Wording(
        promises=(
            rf"\b(?:je|j['’])\s*(?:ne\s+)?(?:(?:vous|le|la|les|l['’]|lui|leur|me|m['’]|en|y|nous)\s*){{0,2}}(?!{_FR_STOP})\w+rai\b",
            rf"\bnous\s+(?:(?:vous|le|la|les|l['’]|lui|leur|nous|en|y)\s*){{0,2}}(?!{_FR_STOP})\w+rons\b",
            rf"\b(?:{_FR_OURS})\s+(?:(?:vous|le|la|les|l['’]|lui|leur|se|s['’]|en|y)\s*){{0,2}}"
            r"(?!(?:sera|aura|pourra|devra|seront|auront|pourront|devront)\b)\w+r(?:a|ont)\b",
            r"\b(?:je\s+vais|nous\s+allons)\s+(?:\w+\s+){0,2}?(?!(?:pouvoir|devoir|répondre|être|avoir)\b)\w+(?:er|ir|re|oir)\b",
            r"\bvous\s+(?:sera|seront)\b[^;:.]{0,60}\b(?:transmis|communiqu|fourni|envoy|adress|remis)\w*",
            r"\bje\s+m['’]engage\s+à|\bnous\s+nous\s+engageons\s+à|\bje\s+promets\b",
            r"\bj['’]ai\s+l['’]intention\s+d|\bmon\s+intention\b|\bje\s+compte\s+(?!sur|parmi)\w+(?:er|ir|re)\b|\bje\s+me\s+propose\s+d",
        ),
        announced=r"\b(?:sera|seront)\s+(?:\w+\s+){0,2}?(?:publi|transmis|communiqu|soumis|présent|lanc|organis|évalu|adapt|introduit|finalis|"
        r"achev|termin|examin|réalis|mis|dépos|install|ouvert|révis|renforc|remplac|déploy|adopt|élabor)\w*",
        clause=(
            r"\b(?:pas|jamais|aucune?|ni)\b|\bne\s+\w+\s+(?:plus|que)\b",
            r"\b(?:répondrai|renverrai|limiterai|bornerai|référerai|rappellerai|serai|aurai)\b",
        ),
        sentence=(
            r"\bsi\s+(?:le|la|les|un|une|des|ce|cette|il|elle|ils|elles|on|vous|l['’])|\bs['’]ils?\b|\bau\s+cas\s+où\b",
            r"\b(?:annoncé|promis|indiqué|déclaré|signalé)\s+que\b",
            r"\b(?:espère|crains|pense|suppose)\s+qu",
            r"\b(?:probablement|peut-être|éventuellement|au\s+plus\s+tôt)\b|\bdevrai(?:t|ent)\b",
            r"\ben\s+annexe\b|\bci-joint\w*\b",
        ),
        despite=r"\bne\s+manquerai\s+pas\b|\bn['’]hésiterai\s+pas\b",
    ),
    "en": Wording(
        promises=(
            rf"\b(?:I|we)\s+(?:will|shall|['’]ll)\s+{_ADVERBS_EN}(?!(?:not|never|be|have|continue|need|only)\b)\w+",
            rf"\b(?:I|we)\s+(?:will|shall)\s+{_ADVERBS_EN}be\s+\w+ing\b",
            rf"\b(?:{_EN_OURS})\s+(?:will|shall)\s+{_ADVERBS_EN}(?!(?:not|never|be|have|continue|need|only|remain|depend)\b)\w+",
            rf"\b(?:{_EN_OURS})\s+(?:will|shall)\s+{_ADVERBS_EN}be\s+(?:publishing|consulting|reviewing|launching|introducing|writing)\b",
            r"\b(?:I|we)\s+(?:intend|undertake|promise|pledge|plan|aim)\s+to\b",
            rf"\b(?:{_EN_OURS})\s+(?:intends?|plans?|undertakes?)\s+to\b",
            r"\b(?:I|we)\s+(?:am|are)\s+committed\s+to\s+\w+ing\b|\b(?:it\s+is\s+)?(?:my|our)\s+intention\s+to\b",
        ),
        announced=r"\bwill\s+be\s+(?:\w+ly\s+)?(?:published|launched|introduced|completed|laid|brought\s+forward|announced|reviewed|issued|"
        r"delivered|established|consulted|updated|implemented|appointed|opened|finalised|submitted|presented|made|rolled\s+out)\b",
        clause=(
            r"\b(?:not|never|no\s+longer|nor|cannot)\b|n['’]t\b",
            r"\b(?:answer|respond\s+to\s+(?:the|your)\s+questions?|refer|limit\s+myself)\b",
        ),
        sentence=(
            r"\bif\b|\bunless\b|\bshould\s+(?:the|any|a|there|we|I|it|they)\b|\bwould\b",
            r"\b(?:announced|promised|said|stated|confirmed)\s+(?:that|in)\b",
            r"\b(?:hope|expect|believe|think|fear)\s+(?:that\b|it\b|we\b|they\b)",
            r"\b(?:possibly|perhaps|probably|may|might|at\s+the\s+earliest)\b|\bis\s+expected\b",
            r"\battached\b|\benclosed\b",
        ),
        despite=r"\bnot\s+(?:fail|hesitate)\s+to\b",
    ),
    "de": Wording(
        promises=(
            r"\b(?:ich\s+werde|werde\s+ich|wir\s+werden|werden\s+wir)\b",
            rf"\b(?:{_DE_OURS})\s+wird\b[^;:.]*\b\w+(?:en|ern|eln)\b(?!\s+worden)|\bwird\s+(?:{_DE_OURS})\b[^;:.]*\b\w+(?:en|ern|eln)\b",
            rf"\b(?:{_DE_OURS})\s+(?:beabsichtigt|plant)\b|\b(?:beabsichtigt|plant)\s+(?:{_DE_OURS})\b",
            r"\bich\s+(?:sage|sichere)\b[^,;:.]{0,60}\bzu\b|\bich\s+verspreche\b|\bich\s+verpflichte\s+mich\b",
            r"\b(?:ich|wir)\s+(?:habe|haben)\s+(?:die\s+Absicht|vor)\b|\bmeine\s+Absicht\b",
        ),
        announced=r"\b(?:wird|werden)\b[^;:.]*\b(?:veröffentlicht|vorgelegt|abgeschlossen|vorgestellt|durchgeführt|eingeführt|geprüft|"
        r"ausgewertet|evaluiert|eingerichtet|fertiggestellt|umgesetzt|überarbeitet|angepasst|beschafft|eröffnet)\b(?!\s+worden)",
        clause=(
            r"\b(?:nicht|kein\w*|nie|weder|noch\s+nicht)\b",
            r"\b(?:können|müssen|dürfen|worden|aufgefordert|gebeten)\b",
            r"\b(?:antworten|beantworten|verweisen|eingehen)\b",
            r"\bwird\b[^;:.]*\bvon\b[^;:.]*\bge\w+t\b",
        ),
        sentence=(
            r"\b(?:wenn|falls|sofern|sollte)\b",
            r"\b(?:würde\w*|hätte\w*)\b",
            r"\b(?:angekündigt|versprochen|erklärt),?\s+dass\b",
            r"\b(?:hoffe|erwarte|fürchte|glaube),?\s+dass\b",
            r"\b(?:voraussichtlich|möglicherweise|vermutlich|frühestens)\b",
            r"\bbeigefügt\b|\bals\s+Anlage\b",
        ),
        despite=r"\bnicht\s+(?:versäumen|zögern)\b",
    ),
}
"""What is accepted without a verb list is the first person: whoever says `I will` names what they will do. For an office or
government Dutch needs one, since its futures also foretell (`the government will be elected`)."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns of a language, compiled."""

    promise: re.Pattern[str]
    announced: re.Pattern[str]
    clause: re.Pattern[str]
    sentence: re.Pattern[str]
    despite: re.Pattern[str]


@cache
def patterns(language: str) -> Patterns | None:
    """The patterns of a language; null for one without."""
    wording = WORDINGS.get(language)
    if not wording:
        return None
    return Patterns(
        *(
            re.compile("|".join(f"(?:{each})" for each in several), re.IGNORECASE)
            for several in (
                wording.promises,
                (wording.announced,),
                wording.clause,
                wording.sentence,
                (wording.despite,),
            )
        )
    )
