"""Whether search holds on collections that it was not tuned on, with needs that come from the records themselves."""
