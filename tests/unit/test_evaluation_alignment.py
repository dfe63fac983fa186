"""Word alignment is measured on pairs that were linked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtcheck.errors import InputError
from mtcheck.evaluation.alignment import evaluate_alignment, read_annotated
from mtcheck.senses.headwords import shipped_headwords

PAIRS = Path(__file__).parents[1] / "alignment" / "pairs.jsonl"


def test_the_aligner_links_as_people_do() -> None:
    figures = evaluate_alignment(tuple(read_annotated(PAIRS)), shipped_headwords())
    assert figures.pairs == 50
    assert figures.error_rate <= 0.05  # 0.043 when this was written
    assert figures.recall >= 0.94
    assert figures.right <= figures.possible <= figures.found


def test_a_link_to_a_word_that_is_not_there_names_its_line(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    good = '{"en": "A bill.", "fr": "Un projet.", "links": [["bill", "projet"]]}\n'
    file.write_text(good + good.replace('"bill", "projet"', '"bill", "note"'), encoding="utf-8")
    with pytest.raises(InputError, match="'note' stands 0 times") as caught:
        list(read_annotated(file))
    assert "2" in str(caught.value)
