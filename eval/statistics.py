"""How sure a mean over topics is, and a difference between two runs: bootstrap over topics (Efron 1979), by scipy."""

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import NamedTuple

import numpy as np

_LEVEL, _RESAMPLES = 0.95, 2_000


class Mean(NamedTuple):
    """A mean with its 95 % interval."""

    mean: float
    low: float
    high: float


class Change(NamedTuple):
    """The mean difference of the topics that two runs share, with its 95 % interval, and how many got better and worse."""

    mean: Mean
    better: int
    worse: int


def mean(values: Sequence[float]) -> Mean:
    """The mean of values and its percentile interval; the same each time for the same values."""
    from scipy.stats import bootstrap

    centre = fmean(values)
    if len(values) < 2 or min(values) == max(values):
        return Mean(centre, centre, centre)
    interval = bootstrap(
        (np.asarray(values),), np.mean, confidence_level=_LEVEL, n_resamples=_RESAMPLES, method="percentile", rng=0
    ).confidence_interval
    return Mean(centre, float(interval.low), float(interval.high))


def change(values: Mapping[str, float], before: Mapping[str, float]) -> Change | None:
    """How values by topic differ from those of an earlier run; null where the runs share no topic."""
    differences = [values[topic] - before[topic] for topic in values if topic in before]
    if not differences:
        return None
    return Change(mean(differences), sum(d > 0 for d in differences), sum(d < 0 for d in differences))
