"""An event that another part of the page makes happen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Again:
    """A function of an event with its inputs and outputs."""

    function: Callable[..., Any]
    inputs: Sequence[Any]
    outputs: Sequence[Any]
