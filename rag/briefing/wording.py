"""The words of a briefing, in its language; attributions and references have theirs in `rag.answer.phrases`."""

PHRASES: dict[str, dict[str, str]] = {
    "nl": {"question": "Wat zei de regering over {topic}?"},
    "en": {"question": "What did the government say about {topic}?"},
    "fr": {"question": "Qu’a dit le gouvernement sur {topic} ?"},
}


def say(language: str, key: str, **values: object) -> str:
    """A phrase in `nl`, `en` or `fr`."""
    return PHRASES[language][key].format(**values)
