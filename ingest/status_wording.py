"""The wordings by which a reply shows that it refers, postpones or declines, in Dutch, French, English and German.

One pattern a line, without regard to case, each for one sentence. Found in replies of the Belgian Chamber, the Tweede Kamer,
the UK Parliament and the Landtag of Lower Saxony.
"""

from rag.vocabulary import Status

_FIGURES = r"(?:cijfer\w*|\w*gegevens|statistiek\w*|statistisch\w*|info(?:rmatie)?|data|overzicht|studies?|lijst(?:en)?)"
_DATEN = r"(?:\w*daten|\w*erkenntnisse|informationen|angaben|zahlen|statistik\w*|übersicht\w*)"
_DATA = r"(?:data|figures|information|statistics|records?|estimates?|details)"

WORDINGS: dict[str, dict[Status, tuple[str, ...]]] = {
    "nl": {
        "referred": (
            r"\b(?:ver|doorver)wijs(?:t|en)?\b",
            r"\b(?:ver|doorver)wezen\b",
            r"\b(?:ver|doorver)wijzen naar\b",
            r"^(?:(?:ja|nee|neen)[,.] )?zie\b",
            r"\brechtstreeks (?:toegestuurd|overgemaakt|bezorgd|meegedeeld)",
            r"\bter inzage\b.* bij de griffie",
            r"\bin (?:de )?bijlage (?:hernomen|opgenomen|gevoegd|toegevoegd|vindt|weergegeven)",
            r"\b(?:vindt|vinden)\b.*\bin (?:de )?bijlage",
            r"\bbeantwoord (?:middels|via|door middel van|per|in|bij) (?:een|de|mijn|deze) (?:brief|kamerbrief)",
            r"\bantwoord\b.*\b(?:gegeven|geformuleerd|verstrekt|bezorgd) door de (?:eerste |vice-eerste )?minister",
            r"\b(?:u tot|u te wenden tot|contact op te nemen met) .*\b(?:te richten|collega\w*|minister\w*)\b",
            r"\b(?:valt|vallen|behoort|behoren|ressorteert)\b.*\b(?:bevoegdhe(?:id|den)|die) van (?:\w+[ -]){0,3}"
            r"(?:minister|staatssecretaris|collega|departement)",
        ),
        "postponed": (
            r"\b(?:zal|zullen|wordt|worden)\b.*\b(?:later|nadien|zodra|zo (?:snel|spoedig) mogelijk)\b.*"
            r"\b(?:bezorg|meegedeeld|meedelen|beantwoord|overgemaakt|geïnformeerd|informeren|verstrekt)",
            r"\bniet (?:\w+ )*binnen de (?:gebruikelijke|gestelde|voorziene|vooropgestelde|normale) termijn",
            r"\bbinnen de (?:gebruikelijke|gestelde|voorziene|normale) termijn\b.*\bniet\b",
            r"\baanvullend antwoord\b|\buitstel\b",
            rf"\b{_FIGURES}\b.*\b(?:worden|wordt) (?:nog |momenteel )?(?:verzameld|opgevraagd|ingezameld)",
        ),
        "declined": (
            r"\b(?:niet|noch|geenszins)\b.{0,60}\bbevoegdhe(?:id|den)|\bniet bevoegd\b",
            r"\bbevoegdheid van (?:de |het )?(?:\w+ )?(?:gewest|gemeenschap|deelsta|deelentiteit|gemeente|regio)",
            r"\bhangt\b.*\bvan (?:de |het )?(?:\w+ )?(?:gewest|gemeenschap)\w* af\b",
            rf"\b(?:niet|geen)\b.{{0,60}}\b{_FIGURES}\b",
            rf"\b{_FIGURES}\b.{{0,80}}\b(?:niet|geen)\b.{{0,40}}\b(?:beschikbaar|voorhanden|bijgehouden|geregistreerd|verstrek\w+|gekend)",
            r"\bgeen (?:\w+ )?(?:inzicht|zicht|kennis|weet)\b",
            r"\b(?:kan|kunnen|wens|zal)\b.{0,30}\b(?:geen|niet)\b.{0,20}\b(?:antwoord\w*|uitspra\w+|commentaar|mededel\w+|ingaan)\b",
            r"\bis (?:geclassificeerd|vertrouwelijk|geheim)\b",
            r"\bzonder voorwerp\b",
        ),
    },
    "fr": {
        "referred": (
            r"\brenvo(?:ie|yer|yons|yé)\b",
            r"\bse référer\b",
            r"^voir\b|\bvoir (?:ma |la |mes )?réponses?\b",
            r"\b(?:transmise?s?|communiquée?s?) directement|\bdirectement (?:transmise?s?|communiquée?s?)",
            r"\brelèven?t?\b.* compétences? (?:de (?:mon|ma|la) (?:collègue|ministre)|du (?:ministre|secrétaire))",
        ),
        "postponed": (
            r"\b(?:sera|seront) (?:transmise?s?|communiquée?s?|fournie?s?)\b",
            r"\bréponse complémentaire|\bdans les meilleurs délais",
        ),
        "declined": (
            r"\bne (?:relève|relèvent|ressorti\w*)\b|\bn['’]est pas (?:de )?(?:ma |mes )?compéten|\bpas compétent",
            r"\b(?:pas|aucune?|ni)\b.{0,40}\b(?:données?|statistiques?|informations?|chiffres?)\b",
            r"\b(?:données|statistiques|informations|chiffres)\b.{0,60}\bpas\b.{0,20}\bdisponibles?",
            r"\bsans objet\b",
        ),
    },
    "en": {
        "referred": (
            r"\b(?:refer|direct|point)\b(?: back)?(?: \S+){0,8}? to (?:the|my|his|her|their|our|PQ|UIN|Question)\b",
            r"\brefer(?:red)? back to\b",
            r"^(?:please )?see (?:my|the|also)\b",
            r"\b(?:is|are|was|were|been) (?:attached|placed in the Librar(?:y|ies)|laid before)",
            r"\b(?:available|published|found|accessed)\b.{0,60}"
            r"(?:\bhere\b|\bonline\b|https?:|www\.|\bgov\.uk\b|\bthe following\b)",
            r"\bfalls? (?:under|within) the (?:remit|responsibilit)",
        ),
        "postponed": (
            r"\bin due course\b",
            r"\bI will (?:write|respond|reply) to\b|\btaking time to collate",
            r"\bat the earliest opportunity\b",
            r"\bwill (?:\w+ )?(?:publish|announce|confirm|set out|update)\w*\b.{0,80}"
            r"\b(?:soon|shortly|autumn|spring|summer|winter|later)\b",
        ),
        "declined": (
            rf"\b(?:no|not|nor)\b.{{0,30}}\b{_DATA}\b.{{0,60}}\b(?:held|collected|available|made|exists?)\b",
            r"\b(?:not|nor)\b.{0,20}\b(?:held|collected|recorded|collated|available|published)\b",
            r"\b(?:does|do|did) not (?:\w+ )?(?:hold|collect|record|comment|publish|disclose)\b",
            r"\bdisproportionate cost|\bcannot comment\b|\bnot appropriate to\b",
            r"\bnot (?:proved |been )?possible to (?:provide|respond|answer|say|estimate)",
            r"\b(?:is|are|remains?|be) (?:\w+ )?(?:an? )?matters? for\b|\bIt is for the\b",
        ),
    },
    "de": {
        "referred": (
            r"\b(?:wird|werden|sei)\b.*\bverwiesen\b",
            r"\bverweis(?:t|en|e)\b.*\bauf\b",
            r"^(?:siehe|vgl\.)",
        ),
        "postponed": (
            r"\b(?:nachgereicht|nachgeliefert)\b",
            r"\bzu einem späteren Zeitpunkt\b.*\b(?:beantwort|mitgeteilt)",
        ),
        "declined": (
            rf"\bkein\w*\b.{{0,80}}\b{_DATEN}\b",
            r"\bnicht\b.{0,40}\b(?:erfasst|erhoben|zuständig|bekannt|beantwortet werden)\b",
            r"\bkeine Auskunft\b|\bentfällt\b",
        ),
    },
}
"""Language, status, patterns. Of several kinds in one reply the first named is its status: who is referred elsewhere may find
the answer there."""
