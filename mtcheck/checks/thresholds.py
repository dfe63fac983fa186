"""Thresholds on word support (0–1) that the checks of quotations share."""

SUPPORTED = 0.5  # support from which a word counts as rendered
UNSUPPORTED = 0.12  # support under which it counts as foreign to the other side
COMPARABLE = 0.6  # similarity under which the French is too free to be compared word by word
PLAUSIBLE = 0.15  # estimator's probability of an error under which a word passes, whatever the tables say
