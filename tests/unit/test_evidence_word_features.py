"""What the estimator reads of one word, at the borders: its marks, determiner, ending, and the links around it."""

import numpy as np
import pytest

from mtcheck.evidence.pairs import PairWord
from mtcheck.evidence.word_features import (
    UNSUPPORTED,
    ending,
    is_bracketed,
    jump,
    marks_around,
    missing_near,
    number_clash,
    orphan_run,
)
from mtcheck.records import Span


def word(text: str, *, lemma: str | None = None, content: bool = True, weight: float = 1.0) -> PairWord:
    return PairWord(Span(0, len(text)), text, text.lower(), text.lower(), lemma or text.lower(), content, weight)


def span_of(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(ONU) vote", True),
        ("((ONU))", True),
        ("(l'ONU)", False),
        ("(ONU vote)", False),
        ("ONU)", False),
        ("(ONU", False),
    ],
)
def test_a_word_alone_between_brackets(text: str, expected: bool) -> None:
    assert is_bracketed(text, span_of(text, "ONU")) == expected


@pytest.mark.parametrize(
    ("text", "before", "after", "unspaced"),
    [
        ("chat", 0, 0, 0),  # nothing on either side
        ("le chat dort", 1, 1, 0),
        ("un,chat.", 2, 3, 0),
        ("a;chat: non", 4, 5, 1),
        ("(chat)", 6, 7, 0),
        ("%chat%", 8, 8, 1),
        ("«chat»", 9, 9, 1),
        ("-chat-", 10, 10, 0),
        ("l'chat'", 11, 11, 0),  # any other mark
        ("chat ; puis", 0, 4, 0),  # the mark behind its space
        ("chat\u00a0! Oui", 0, 4, 0),
        ("chat\u202f? Oui", 0, 4, 0),
        ("chat d", 0, 1, 0),  # a space before a word is a space
        ("chat.; puis", 0, 3, 0),  # without a space the first mark counts
        ("chat? Oui", 0, 4, 1),
        ("chat!", 0, 4, 1),
    ],
)
def test_marks_before_and_after(text: str, before: int, after: int, unspaced: int) -> None:
    assert marks_around(text, span_of(text, "chat")) == (before, after, unspaced)


@pytest.mark.parametrize(("text", "unspaced"), [("http://a", 0), ("http:/a", 1), ("http:a//", 1), ("http: //a", 1)])
def test_an_address_wants_no_space_before_its_colon(text: str, unspaced: int) -> None:
    assert marks_around(text, Span(0, 4)).unspaced_mark == unspaced


@pytest.mark.parametrize(
    ("words", "place", "expected"),
    [
        ([word("les"), word("chat")], 1, 1),
        ([word("les"), word("chats", lemma="chat")], 1, 0),
        ([word("les"), word("nez")], 1, 0),
        ([word("aux"), word("choix")], 1, 0),
        ([word("le"), word("chats", lemma="chat")], 1, -1),
        ([word("une"), word("voix")], 1, 0),  # its own dictionary form
        ([word("chaque"), word("chat")], 1, 0),
        ([word("chat"), word("les")], 0, 0),  # nothing stands before the first word
        ([word("chat"), word("noir"), word("les")], 0, 0),
        ([word("noirs"), word("chat")], 1, 0),  # no determiner
    ],
)
def test_number_of_determiner_and_word(words: list[PairWord], place: int, expected: int) -> None:
    assert number_clash(words, place) == expected


def test_endings_are_numbered_and_the_longer_one_comes_first() -> None:
    known = "ment ant é ée és ées er ir ion ions ait ent s x e".split()
    assert [ending(f"z{one}") for one in known] == list(range(15))
    assert ending("cul") == 15


def test_a_jump_is_told_between_neighbours_that_are_both_linked() -> None:
    links, content = [0, 4, 9, -1, 2], [0, 2, 3, 4]
    assert jump(links, content, 1) == 9  # from English word 0 to 9; the function word between does not count
    assert jump(links, content, 2) == 0  # not linked
    assert jump(links, content, 3) == 0  # the one before is not
    assert jump([9, 0], [0, 1], 1) == -9
    assert jump(links, content, 0) == 0
    assert jump(links, content, None) == 0


ENGLISH = [word(f"w{n}", content=n != 1, weight=0.1 * (n + 1)) for n in range(12)]


@pytest.mark.parametrize(
    ("links", "rank", "expected"),
    [
        ([3], 0, 0.3 + 0.4 + 0.5),  # one word beyond either side of the link
        ([0], 0, 0.1),  # word 1 is a function word
        ([11], 0, 1.1 + 1.2),
        ([3, 4, 8], 1, 0.3 + 0.4 + 0.5 + 0.6 + 0.7 + 0.8 + 0.9 + 1.0),  # eight words, 2 to 9
        ([3, 4, 9], 1, 0),  # nine are too many to say that any is missing here
        ([-1, -1], 0, 0),
        ([-1, 3], 0, 0.3 + 0.4 + 0.5),  # the neighbour's link serves
        ([3, -1], 1, 0.3 + 0.4 + 0.5),
        ([3, 9, 9], 2, 0.9 + 1.0 + 1.1),  # two places away is no neighbour
    ],
)
def test_missing_words_between_the_links_of_neighbours(links: list[int], rank: int, expected: float) -> None:
    content = list(range(len(links)))
    found = missing_near(ENGLISH, np.zeros(12), links, content, rank)
    assert found == pytest.approx(expected)


def test_a_word_with_support_is_not_missing() -> None:
    supported = np.zeros(12)
    supported[2] = UNSUPPORTED
    assert missing_near(ENGLISH, supported, [3], [0], 0) == pytest.approx(0.4 + 0.5)
    supported[2] = UNSUPPORTED / 2
    assert missing_near(ENGLISH, supported, [3], [0], 0) == pytest.approx(0.3 + 0.4 + 0.5)
    assert missing_near(ENGLISH, supported, [3], [0], None) == 0


def test_a_run_of_words_without_support() -> None:
    best, content = np.array([0.5, 0.0, UNSUPPORTED, 0.0, 0.9, 0.0]), [0, 1, 2, 3, 4, 5]
    assert [orphan_run(best, content, rank) for rank in content] == [0, 3, 3, 3, 0, 1]
    assert orphan_run(best, content, None) == 0
    assert orphan_run(np.array([0.0, 0.5, 0.0]), [0, 2], 1) == 2  # function words do not interrupt it
    assert orphan_run(np.array([UNSUPPORTED + 0.01, 0.0]), [0, 1], 1) == 1
