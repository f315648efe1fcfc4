"""The example questions that come with the sample collection."""

import tomllib
from importlib.resources import files


def sample_questions() -> list[str]:
    """The questions of `ingest/sample/examples.toml`, in its order."""
    text = (files("ingest.sample") / "examples.toml").read_text(encoding="utf-8")
    return [example["question"] for example in tomllib.loads(text)["examples"]]
