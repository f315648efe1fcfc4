"""The words of the log-in page, and of the button that leaves."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LoginTexts:
    """`language` is the code of the page's language. Braces are filled in."""

    language: str
    title: str
    protected: str
    password: str
    log_in: str
    log_out: str
    wrong: str
    too_many: str


ENGLISH = LoginTexts(
    language="en",
    title="Log in – Hemicycle",
    protected="This library is protected. Log in to ask it questions.",
    password="Password",
    log_in="Log in",
    log_out="Log out",
    wrong="That is not the right password.",
    too_many="Too many failed attempts. Try again in {minutes} min.",
)

DUTCH = LoginTexts(
    language="nl",
    title="Aanmelden – Hemicycle",
    protected="Deze bibliotheek is afgeschermd. Meld u aan om er vragen aan te stellen.",
    password="Wachtwoord",
    log_in="Aanmelden",
    log_out="Afmelden",
    wrong="Dat is niet het juiste wachtwoord.",
    too_many="Te veel mislukte pogingen. Probeer het over {minutes} min. opnieuw.",
)

FRENCH = LoginTexts(
    language="fr",
    title="Connexion – Hemicycle",
    protected="Cette bibliothèque est protégée. Connectez-vous pour l’interroger.",
    password="Mot de passe",
    log_in="Se connecter",
    log_out="Se déconnecter",
    wrong="Ce mot de passe n’est pas le bon.",
    too_many="Trop de tentatives infructueuses. Réessayez dans {minutes} min.",
)
