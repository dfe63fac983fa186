import numpy as np

from mtcheck.engines.fake import FakeTranslator
from mtcheck.evidence.features import FORCED, NAMES, FeatureMaker
from mtcheck.evidence.pairs import PairAnalyst, force_pairs
from mtcheck.french.counts import FormCounts, GrammarCounts
from mtcheck.lexicon.collocations import Collocations
from mtcheck.lexicon.frequency import Frequencies
from mtcheck.lexicon.machine_french import MachineFrench
from mtcheck.lexicon.sequences import Sequences
from mtcheck.lexicon.table import TranslationTable

TABLE = TranslationTable.of([("chat", "cat", 0.9, 0.8), ("grève", "strike", 0.9, 0.6), ("frappe", "strike", 0.9, 0.3)])
ANALYST = PairAnalyst(TABLE, Frequencies({}))
MAKER = FeatureMaker(
    TABLE,
    Frequencies({}),
    GrammarCounts({"grève": FormCounts(0, 900, 0, 1000)}, {}),
    Collocations.of([], size=8),
    Sequences(Collocations.of([], size=8), Frequencies({})),
    MachineFrench(np.zeros(8, np.int8)),
)


def feature(source: str, translation: str, word: str, name: str) -> float:
    evidence = ANALYST.analyse(source, translation)
    row = next(i for i, found in enumerate(evidence.french) if found.text == word)
    return float(MAKER.rows(evidence)[row, NAMES.index(name)])


def test_words_are_supported_by_table_copy_number_and_cognate() -> None:
    evidence = ANALYST.analyse("Cats Paris 1,500 rituximab not", "chat Paris 1 500 rituximabe pas")
    support = {word.text: evidence.support[i].max() for i, word in enumerate(evidence.french)}
    assert support["chat"] == 0.9
    assert support["Paris"] == 1
    assert support["rituximabe"] == 0.6
    assert support["pas"] == 0


def test_numbers_agree_by_their_digits() -> None:
    assert feature("It costs 1,5 euros.", "Cela coûte 1.5 euros.", "1.5", "number_absent") == 0
    assert feature("It costs 1,5 euros.", "Cela coûte 2.5 euros.", "2.5", "number_absent") == 1


def test_a_lesser_rendering_has_a_smaller_share() -> None:
    assert feature("A strike.", "Une grève.", "grève", "share_of_best") == 1
    assert feature("A strike.", "Une frappe.", "frappe", "share_of_best") == 0.5


def test_lost_capitals_and_clashing_genders_are_seen() -> None:
    assert feature("The MRI of NATO.", "La mri de OTAN.", "mri", "case_lost") == 1
    assert feature("The MRI of NATO.", "La MRI de OTAN.", "MRI", "case_lost") == 0
    assert feature("A strike.", "Un grève.", "grève", "gender_clash") == 1
    assert feature("A strike.", "Une grève.", "grève", "gender_clash") == 0


def test_spaces_before_double_marks_are_seen() -> None:
    assert feature("Cat: one.", "Chat: un.", "Chat", "unspaced_mark") == 1
    assert feature("Cat: one.", "Chat\u00a0: un.", "Chat", "unspaced_mark") == 0


def test_forced_decoding_fills_its_columns() -> None:
    evidence = ANALYST.analyse("Paris cat", "Paris chat")
    first = len(NAMES) - len(FORCED)
    assert np.isnan(MAKER.rows(evidence)[:, first:]).all()
    (forced,) = force_pairs([evidence], FakeTranslator())
    rows = MAKER.rows(forced)
    log_prob, margin = (rows[:, NAMES.index(name)] for name in ("log_prob", "margin"))
    assert log_prob[0] > log_prob[1]
    assert margin[0] == 0
    assert margin[1] > 0
    assert not np.isnan(rows).any()


def test_a_text_without_words_has_no_rows() -> None:
    assert MAKER.rows(ANALYST.analyse("Cat.", "…")).shape == (0, len(NAMES))
    assert len(MAKER.rows(ANALYST.analyse("…", "Chat."))) == 1
