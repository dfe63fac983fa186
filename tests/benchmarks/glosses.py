"""How often does the dictionary of senses know a French word's glosses, by their share of the commonest one?

    python tests/benchmarks/glosses.py

Behind ``GLOSSED`` in ``mtcheck/checks/quote_wording.py``, which says how many glosses a finding names.
"""

from __future__ import annotations

import sys
from collections import Counter

from mtcheck.lexicon.dictionary import shipped_dictionary
from mtcheck.lexicon.table import shipped_table

SHARES = (1.0, 0.7, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0)


def main() -> None:
    """Count the three likeliest glosses of every word whose English the dictionary has."""
    known = {(e.english, french.lower()) for e in shipped_dictionary() for sense in e.senses for french in sense.french}
    heads = {english for english, _ in known}
    seen, right = Counter[float](), Counter[float]()
    for french, glosses in shipped_table().to_english.items():
        for gloss in glosses[:3]:
            if gloss.word in heads:
                share = next(share for share in SHARES if gloss.probability >= share * glosses[0].probability)
                seen[share] += 1
                right[share] += (gloss.word, french) in known
    for share in SHARES:
        sys.stdout.write(f"from {share:.1f}: {right[share] / max(1, seen[share]):.0%} of {seen[share]}\n")


if __name__ == "__main__":
    main()
