"""The errors that Hemicycle raises on purpose. Each message names the thing, the value and the way out."""


class HemicycleError(Exception):
    """Base of every error whose message is meant for a user."""


class InputError(HemicycleError):
    """A file, option or value that the user gave cannot be used."""


class NotFoundError(InputError):
    """A record or library that was asked for by its name is not there."""


class ReadError(InputError):
    """One source file cannot be read into records; the other files go on."""


class PassedOver(HemicycleError):  # noqa: N818 (nothing went wrong)
    """A source file is left out on purpose, as a superseded edition is; the report gives the message as the reason."""


class LibraryError(HemicycleError):
    """The library on disk is missing, locked, of a newer version or damaged."""


class LockedError(LibraryError):
    """Another process writes in the library just now; it can be waited for."""


class SourceError(HemicycleError):
    """A service that records are fetched from does not answer, refuses, or answers in a form that is not known.

    `address` is what was asked for, `reason` what came of it.
    """

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"{address}: {reason}")
        self.address, self.reason = address, reason


class EncoderError(HemicycleError):
    """The embedding model is missing, damaged, or not the one that the library was built with."""


class LlmError(HemicycleError):
    """The language model is missing, does not answer, or does not answer in time; an answer is then quoted without it."""
