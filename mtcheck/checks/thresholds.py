"""Thresholds on word support (0–1) that the checks of quotations share."""

SUPPORTED = 0.5  # support from which a word counts as rendered
UNSUPPORTED = 0.12  # support under which it counts as foreign to the other side
COMPARABLE = 0.6  # similarity under which the French is too free to be compared word by word
PLAUSIBLE = 0.15  # estimator's probability of an error under which a word passes, whatever the tables say
ALIKE = 0.65  # similarity from which the French renders a statement closely enough that a missing denial is no free rendering
# Similarity from which words that are missing between two rendered ones are left out, and not said otherwise.
CLOSE = 0.5
RENDERED = 0.7  # share of a side's words that have their counterpart where it is rendered as a whole
MEANT = 0.1  # share of a word's renderings in the tables from which one is a meaning of it, and no chance alignment
