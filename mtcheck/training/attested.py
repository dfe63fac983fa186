"""Finds the literal renderings of curated terms that sound French uses.

Everything that the term finder reports on the French side of the corpus is, as good as always, sound French: a rendering
that the curated list lacks, or a word in another sense. What recurs is listed, so that it is never reported.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from mtcheck.evidence.gloss import Glosser
from mtcheck.evidence.literal import TermFinder
from mtcheck.french.counts import shipped_counts
from mtcheck.french.lemmas import lemma
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.table import shipped_table
from mtcheck.patterns.loading import shipped_terms
from mtcheck.text.stopwords import FRENCH
from mtcheck.text.words import words
from mtcheck.training.corpus import read_pairs


def attested(
    parts: Sequence[str], output: Path, *, share: float = 0.05, at_least: int = 2, alone: int = 12, seed: int = 1
) -> None:
    """Write the literal renderings that recur in sound French.

    Args:
        parts: Corpus parts.
        output: The table to write.
        share: Share of the corpus that is read, drawn at random.
        at_least: Occurrences from which a rendering of several words is listed.
        alone: The same for a rendering of one word, which its company has to clear.
        seed: Seed of the draw.

    Raises:
        InputError: A part cannot be read.
    """
    terms = shipped_terms()
    glosser, finder = Glosser(shipped_table(), shipped_frequencies(), terms), TermFinder(terms, shipped_counts())
    chance = random.Random(seed)
    found: Counter[tuple[str, str]] = Counter()
    for pair in read_pairs(parts):
        if chance.random() >= share or len(pair.french) > 400:
            continue
        for rendering in finder.find(glosser.gloss(pair.french), pair.french):
            text = rendering.span.of(pair.french)
            forms = [lemma(word.text, "fr") for word in words(text) if word.folded not in FRENCH]
            if rendering.glosses:
                found[rendering.term.english[0], " ".join(forms)] += 1
    rows = [
        f"{english}\t{french}\t{seen}"
        for (english, french), seen in sorted(found.items())
        if seen >= (at_least if " " in french else alone)
    ]
    output.write_text("\n".join(["# made by python -m mtcheck.training attested", *rows]) + "\n", encoding="utf-8")
