"""Word alignment of an English sentence and its French: tables, renderings of the dictionary, position.

Source: competitive linking (Melamed 2000), over probabilities of the word-aligned table (Brown et al. 1993).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import exp

from rapidfuzz.distance import JaroWinkler

from mtcheck.french.spelling import fold
from mtcheck.lexicon.table import TranslationTable
from mtcheck.senses.headwords import Headword
from mtcheck.senses.tokens import SenseToken, Sentence, english_tokens, whole_items

_COGNATE = 0.88  # likeness of spelling (Jaro-Winkler) of words of one origin
_SPELT = 5  # letters from which that likeness says something
_ALIKE = 0.5  # support that it gives
_FAINT = 0.1  # support from the tables under which the spelling is looked at
_NEIGHBOURS = 8  # French words between two linked neighbours beyond which the place is also reckoned along the sentence
_LEAST = 0.01  # support under which no words are linked
_PULL = 2.0  # how fast a link loses by standing far from where its English stands
_LISTED = 1.0  # what a rendering of the dictionary weighs; each further word of it as much again, half
_WRONG = 0.6  # the same for a wrong one


@dataclass(frozen=True)
class Printed:
    """What stands for a headword in the French.

    Attributes:
        rendering: As the dictionary has it.
        place: Half-open range of the French tokens.
        meanings: Numbers of the headword's meanings that it renders; none for a wrong rendering.
        weight: How well it explains the place.
    """

    rendering: str
    place: tuple[int, int]
    meanings: frozenset[int]
    weight: float


@dataclass(frozen=True)
class AlignedPair:
    """English and French, word by word.

    Attributes:
        support: How far each English token supports each French one by the tables, 0–1; absent pairs are 0.
        links: For each English token the French token that renders it by the tables; -1 for none.
        back: For each French token the English token that it renders, by whatever explains it; -1 for none.
        printed: For each headword what the French prints for it, the best; None where nothing listed stands there.
        others: For each headword every place where one of its listed renderings stands.
    """

    english: str
    french: Sentence
    words: tuple[SenseToken, ...]
    headwords: tuple[Headword, ...]
    support: tuple[tuple[float, ...], ...]
    links: tuple[int, ...]
    back: tuple[int, ...]
    printed: tuple[Printed | None, ...]
    others: tuple[tuple[Printed, ...], ...]

    @cached_property
    def unexplained(self) -> tuple[bool, ...]:
        """For each French token, whether it carries meaning and nothing explains it."""
        return tuple(
            token.content and english < 0 for token, english in zip(self.french.tokens, self.back, strict=True)
        )

    def expected(self, headword: Headword) -> float:
        """Return where in the French the headword should stand, between the links of its neighbours, as a token's number."""
        first, last = headword.tokens
        before = next((self.links[i] for i in range(first - 1, -1, -1) if self.links[i] >= 0), -1)
        after = next(
            (self.links[i] for i in range(last, len(self.links)) if self.links[i] >= 0), len(self.french.tokens)
        )
        straight = (first + last - 1) / 2 / max(1, len(self.words)) * len(self.french.tokens)
        return (before + after) / 2 if abs(after - before) <= _NEIGHBOURS else (straight + (before + after) / 2) / 2


def align(english: str, french: Sentence, headwords: Sequence[Headword], table: TranslationTable) -> AlignedPair:
    """Align a pair.

    Args:
        english: The English.
        french: Its rendering.
        headwords: The headwords of the English.
        table: The word-aligned table.
    """
    words = english_tokens(english)
    support = _support(words, french.tokens, table)
    others = tuple(tuple(_renderings(headword, french)) for headword in headwords)
    proposals: list[tuple[float, int, int, Printed | None]] = []  # weight, English token, headword, what is printed
    for number, (headword, several) in enumerate(zip(headwords, others, strict=True)):
        for printed in several:
            proposals.append((_weight(headword, printed, words, support, french), headword.tokens[0], number, printed))
    for i, row in enumerate(support):
        for j, value in enumerate(row):
            if value >= _LEAST:
                near = _nearness(i, len(words), j, len(french.tokens))
                proposals.append((value * near, i, -1, Printed("", (j, j + 1), frozenset(), value)))
    links, back = [-1] * len(words), [-1] * len(french.tokens)
    chosen: list[Printed | None] = [None] * len(headwords)
    owner = {i: number for number, headword in enumerate(headwords) for i in range(*headword.tokens)}
    for weight, i, number, proposed in sorted(
        proposals, key=lambda p: (-p[0], p[1], p[3].place if p[3] else (0, 0), p[2])
    ):
        assert proposed is not None
        first, last = proposed.place
        if number >= 0:
            headword = headwords[number]
            content = [j for j in range(first, last) if french.tokens[j].content] or [first]
            taken = any(back[j] >= 0 and back[j] not in range(*headword.tokens) for j in content)
            if chosen[number] is None and not taken:
                chosen[number] = Printed(proposed.rendering, proposed.place, proposed.meanings, weight)
                for j in content:
                    back[j] = i
                for e in range(*headword.tokens):
                    links[e] = first if links[e] < 0 else links[e]
        elif back[first] < 0 and links[i] < 0 and not (i in owner and chosen[owner[i]] is not None):
            back[first], links[i] = i, first
    return AlignedPair(
        english, french, words, tuple(headwords), support, tuple(links), tuple(back), tuple(chosen), others
    )


def _support(
    english: Sequence[SenseToken], french: Sequence[SenseToken], table: TranslationTable
) -> tuple[tuple[float, ...], ...]:
    shares = [table.french_shares(token.lemma) if token.content else {} for token in english]
    own = [
        ([table.english_shares(form) for form in (token.lemma, token.folded)] if token.content else [])
        for token in french
    ]
    plain = [fold(token.folded) for token in french]
    rows = []
    for token, share in zip(english, shares, strict=True):
        folded = fold(token.folded)
        row = []
        for j, other in enumerate(french):
            if folded == plain[j]:
                row.append(1.0)
                continue
            if not token.content or not other.content:
                row.append(0.0)
                continue
            value = max(
                share.get(other.lemma, 0.0), share.get(other.folded, 0.0), *(s.get(token.lemma, 0.0) for s in own[j])
            )
            if value < _FAINT and min(len(folded), len(plain[j])) >= _SPELT and folded[:2] == plain[j][:2]:
                value = max(value, _ALIKE if JaroWinkler.similarity(folded, plain[j]) >= _COGNATE else 0.0)
            row.append(value)
        rows.append(tuple(row))
    return tuple(rows)


def _renderings(headword: Headword, french: Sentence) -> list[Printed]:
    """Return every listed rendering of a headword that stands in the French, longer ones in the place of their parts."""
    meanings: dict[str, set[int]] = {}
    for number, meaning in enumerate(headword.meanings):
        for rendering in meaning.sense.french:
            meanings.setdefault(rendering, set()).add(number)
    places: dict[tuple[int, int], tuple[str, set[int]]] = {}
    for rendering, own in meanings.items():
        for place in french.accepted(rendering):
            known = places.get(place)
            places[place] = (known[0], known[1] | own) if known else (rendering, set(own))
    found = [Printed(rendering, place, frozenset(own), _LISTED) for place, (rendering, own) in places.items()]
    sound = {whole_items(rendering) for rendering in meanings}  # "à le moins" is "au moins" without its contraction
    for rendering in headword.wrong:
        for place in french.printed(rendering) if whole_items(rendering) not in sound else ():
            if place not in places:
                found.append(Printed(rendering, place, frozenset(), _WRONG))
    longest = []
    for one in found:
        if not any(_inside(one.place, other.place) for other in found):
            # what a longer rendering holds is said as well: "marquer deux buts" is a "but" too
            held = (other.meanings for other in found if one.meanings and _inside(other.place, one.place))
            longest.append(replace(one, meanings=one.meanings.union(*held)))
    return sorted(longest, key=lambda one: (one.place, one.rendering))


def _inside(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] <= one[0] and one[1] <= other[1] and one != other


def _weight(
    headword: Headword,
    printed: Printed,
    words: Sequence[SenseToken],
    support: Sequence[Sequence[float]],
    french: Sentence,
) -> float:
    first, last = printed.place
    content = sum(french.tokens[j].content for j in range(first, last))
    known = max(support[i][j] for i in range(*headword.tokens) for j in range(first, last))
    near = _nearness((sum(headword.tokens) - 1) / 2, len(words), (first + last - 1) / 2, len(french.tokens))
    return (printed.weight * (1 + 0.5 * max(0, content - 1)) + known) * near


def _nearness(i: float, n: int, j: float, m: int) -> float:
    return exp(-_PULL * abs((i + 0.5) / n - (j + 0.5) / m))
