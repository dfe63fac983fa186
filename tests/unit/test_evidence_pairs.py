import numpy as np

from mtcheck.engines.fake import FakeTranslator
from mtcheck.evidence.feature_columns import FORCED, NAMES
from mtcheck.evidence.features import FeatureMaker
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


RICH = FeatureMaker(
    TranslationTable.of(
        [
            ("chat", "cat", 0.9, 0.8),
            ("grève", "strike", 0.9, 0.6),
            ("frappe", "strike", 0.45, 0.3),
            ("frappe", "blow", 0.5, 0.4),
            ("noir", "black", 0.9, 0.9),
        ]
    ),
    Frequencies({"fr": {"chat": 9.0}, "en": {"cat": 99.0, "chat": 3.0}}),
    GrammarCounts({"grève": FormCounts(0, 900, 0, 1000), "porte": FormCounts(0, 900, 10, 1000)}, {}),
    Collocations.of([("chat", "noir")], size=64),
    Sequences(Collocations.of([], size=8), Frequencies({})),
    MachineFrench(np.zeros(8, np.int8)),
)


def rich(source: str, translation: str, word: str, *names: str) -> list[float]:
    evidence = PairAnalyst(RICH.table, RICH.frequencies).analyse(source, translation)
    row = next(i for i, found in enumerate(evidence.french) if found.text == word)
    rows = RICH.rows(evidence)
    return [round(float(rows[row, NAMES.index(name)]), 6) for name in names]


def test_what_a_word_is_by_itself() -> None:
    names = ("content", "number", "capital", "initial", "length", "hyphen", "has_gloss", "known_fr")
    assert rich("The cat.", "Le chat.", "chat", *names) == [1, 0, 0, 0, 4, 0, 1, 1]
    assert rich("The cat.", "Le chat.", "Le", *names) == [0, 0, 1, 1, 2, 0, 0, 1]
    assert rich("The 12.", "Le 12.", "12", "content", "number", "number_absent") == [1, 1, 0]
    assert rich("The cat.", "Le porte-chat.", "porte-chat", "hyphen", "has_gloss") == [1, 0]
    assert rich("A b.", "Un chat noir.", "noir", "position") == [round(2 / 3, 6)]


def test_how_often_a_word_and_its_counterpart_are_used() -> None:
    expected = [float(np.log(10).round(6)), float(np.log(4).round(6)), float(np.log(100).round(6))]
    assert rich("The cat.", "Le chat.", "chat", "frequency_fr", "frequency_en", "english_frequency") == expected
    assert rich("The dog.", "Le chat.", "chat", "english_frequency", "ambiguity", "english_capital") == [-1, 0, 0]
    assert rich("The Cat.", "Le chat.", "chat", "english_capital") == [1]


def test_the_link_of_a_word_by_the_table() -> None:
    names = ("english_given_french", "french_given_english", "share_of_best", "share_of_top_gloss", "ambiguity")
    assert rich("A strike.", "Une frappe.", "frappe", *names) == [0.45, 0.3, 0.5, 0.9, 0.4]
    assert rich("A dog.", "Une frappe.", "frappe", *names) == [0] * 5
    # A copied word has no entry of its own: nothing likelier is known.
    assert rich("In Paris.", "À Paris.", "Paris", *names) == [0, 0, 1, 1, 0]


def test_copies_and_their_capitals() -> None:
    names = ("copied", "case_lost", "case_gained", "acronym_absent")
    assert rich("In Paris.", "À Paris.", "Paris", *names) == [1, 0, 0, 0]
    assert rich("The NATO vote.", "Le vote nato.", "nato", *names) == [0, 1, 0, 0]
    assert rich("A Paris vote.", "Un vote paris.", "paris", *names) == [
        0,
        0,
        0,
        0,
    ]  # a first capital alone is no acronym's
    assert rich("The vote.", "Le Vote.", "Vote", *names) == [0, 0, 1, 0]
    assert rich("vote.", "Vote.", "Vote", *names) == [0, 0, 0, 0]  # the first word has its capital by right
    assert rich("The vote.", "Le vote OTAN.", "OTAN", *names) == [0, 0, 0, 1]
    assert rich("The vote.", "Le vote Z.", "Z", *names)[3] == 0


def test_neighbours_that_sound_text_puts_together() -> None:
    names = ("collocated_before", "collocated_after", "support_before", "support_after")
    assert rich("A black cat.", "Un chat noir.", "chat", *names) == [-1, 1, 1, 0.9]
    assert rich("A black cat.", "Un chat noir.", "noir", *names) == [1, -1, 0.9, 1]
    assert rich("A black cat.", "Un chat mort.", "chat", *names) == [-1, 0, 1, 0]
    assert rich("A black cat.", "Un chat et le noir.", "chat", *names)[1] == 1  # three words on
    assert rich("A black cat.", "Un chat et de le noir.", "chat", *names)[1] == -1  # too far to go together
    assert rich("A black cat.", "Un chat noir.", "Un", *names) == [-1, -1, 1, 1]


def test_words_that_share_a_counterpart_or_stand_twice() -> None:
    assert rich("A strike.", "Une grève, une frappe.", "frappe", "shared_link", "repeated") == [2, 0]
    assert rich("A strike.", "Une grève.", "grève", "shared_link", "repeated") == [1, 0]
    assert rich("A strike.", "Grève, grève, grève.", "grève", "repeated") == [2]
    assert rich("A dog.", "Une grève.", "grève", "shared_link") == [0]
    assert rich("The the.", "Le le le.", "le", "repeated") == [0]  # function words stand as often as they like


def test_a_determiner_of_the_other_gender_on_both_words() -> None:
    assert rich("A strike.", "Un grève.", "Un", "gender_clash") == [1]
    assert rich("A strike.", "Un grève.", "grève", "gender_clash") == [1]
    assert rich("A strike.", "Un, grève.", "grève", "gender_clash") == [0]  # a comma parts them
    assert rich("A strike.", "Cinq grève.", "grève", "gender_clash") == [0]
    assert rich("A strike.", "La grève.", "La", "gender_clash") == [0]
    assert rich("A strike.", "Le porte.", "porte", "gender_clash") == [0]  # it may be a verb: "il le porte"
    assert rich("A strike.", "grève un.", "un", "gender_clash") == [0]
    assert rich("A strike.", "Le chat.", "chat", "gender_clash") == [0]  # of unknown gender


def test_rare_english_is_what_the_table_has_no_rendering_for() -> None:
    assert rich("The cat xyzzy plugh.", "Le chat.", "chat", "rare_source", "words_en") == [2, 4]
