"""List the French words that other languages have too: ``lexicon/data/shared_forms.tsv.xz``."""

from __future__ import annotations

import lzma
from pathlib import Path

from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.letters import LANGUAGES
from mtcheck.lexicon.shared_forms import COMMON
from mtcheck.training.letters import listed_forms

_ELIDED = ("c'", "d'", "j'", "l'", "m'", "n'", "s'", "t'", "qu'")


def build(output: Path) -> None:
    """Compare the full-form lists of simplemma (MIT) and write the table.

    Args:
        output: The file, ``.tsv.xz``.
    """
    counts = shipped_frequencies().per_million["fr"]
    french = {form.lower() for form in (*listed_forms("fr"), *counts, *_ELIDED) if counts.get(form, 0.0) <= COMMON}
    shared: dict[str, list[str]] = {}
    for language in LANGUAGES:
        if language != "en":  # English is told by how common its words are
            for form in {form.lower() for form in listed_forms(language)} & french:
                shared.setdefault(form, []).append(language)
    lines = (f"{form}\t{' '.join(languages)}" for form, languages in sorted(shared.items()))
    output.write_bytes(lzma.compress("\n".join(lines).encode("utf-8"), preset=9))
