"""MT502: a number that one file alone prints where the others print another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from mtcheck.across.majority import commonest, stands_alone, texts, told
from mtcheck.across.renderings import StatementRendering
from mtcheck.checks.across import NUMBER
from mtcheck.checks.base import Verdict
from mtcheck.checks.confidence import measured
from mtcheck.checks.thresholds import COMPARABLE
from mtcheck.facts.numerals import Number
from mtcheck.language.messages import Message
from mtcheck.records import Evidence, Severity

ROUNDED = Decimal("0.25")  # share by which a rounded number may differ
BESIDE = 2  # content words after a number that may name its unit
_UNITS = frozenset(
    """kilomètre km mile mètre pied pouce euro dollar livre rouble hryvnia yen franc degré celsius fahrenheit
    kilogramme kilo kg tonne litre gallon baril hectare acre heure minute""".split()
)
_MONTHS = frozenset("""janvier février mars avril mai juin juillet août septembre octobre novembre décembre""".split())
_ABOUT = ("environ", "près de", "plus de", "moins de", "quelque", "autour de", "presque", "au moins", "à peu près")

PartVerdict = tuple[int, Verdict]


def odd_numbers(sentence: str, renderings: Sequence[StatementRendering]) -> Iterator[PartVerdict]:
    """Find the numbers that one file alone prints where it renders an English sentence.

    Args:
        sentence: What the sentence is known by.
        renderings: Of that sentence, and perhaps of its neighbours; a file may have several.

    Yields:
        Number of the file, and the verdict.
    """
    yield from _against_english(sentence, renderings)
    yield from _against_others(renderings)


def _against_english(sentence: str, renderings: Sequence[StatementRendering]) -> Iterator[PartVerdict]:
    """A number of the English, rendered by the others and replaced in one file."""
    wanted: dict[tuple[str, ...], list[tuple[StatementRendering, Number]]] = defaultdict(list)
    for rendering in renderings:
        for number in rendering.english_numbers:
            if _sentence_of(rendering, number) == sentence:
                wanted[tuple(sorted(map(str, number.values)))].append((rendering, number))
    for _, found in sorted(wanted.items(), key=lambda item: item[0]):
        sound = [(r, own) for r, n in found if (own := _equal(r.french_numbers, n)) is not None]
        files = {rendering.part.number for rendering, _ in sound}
        odd = [
            (rendering, number, instead)
            for rendering, number in found
            if rendering.part.number not in files and (instead := _instead(rendering, number, sound)) is not None
        ]
        if not odd or not stands_alone({r.text for r, _, _ in odd}, texts([r for r, _ in sound])):
            continue
        for rendering, number, instead in odd:
            yield _verdict(
                rendering,
                instead,
                sound,
                Message("the statement and the other files say “{number}”", number=number.text),
                None,
            )


def _against_others(renderings: Sequence[StatementRendering]) -> Iterator[PartVerdict]:
    """A number that the English does not hold, on which all files but one agree."""
    counted: dict[str, list[tuple[StatementRendering, Number]]] = defaultdict(list)
    for rendering in renderings:
        if not rendering.statement.direct or rendering.english_numbers:
            continue
        for number in rendering.french_numbers:
            after = _after(rendering, number)
            if after and after[0] not in _MONTHS:
                counted[after[0]].append((rendering, number))
    for _, found in sorted(counted.items(), key=lambda item: item[0]):
        for rendering, number in found:
            others = [(r, n) for r, n in found if r.part.number != rendering.part.number]
            same = [n for r, n in found if r.part.number == rendering.part.number]
            if len(same) > 1 or not others or any(n.equals(number) or not n.equals(others[0][1]) for _, n in others):
                continue
            if any(_equal(r.french_numbers, number) is not None for r, _ in others):
                continue
            if stands_alone({rendering.text}, texts([r for r, _ in others])):
                yield _verdict(rendering, number, others, Message("the other files say otherwise"), Severity.MINOR)


def _verdict(
    rendering: StatementRendering,
    number: Number,
    others: Sequence[tuple[StatementRendering, Number]],
    why: Message,
    severity: Severity | None,
) -> PartVerdict:
    written = commonest([own.text.lower() for _, own in others])
    places = [(one.part.path, one.line_of(own.span)) for one, own in others]
    evidence = [Evidence("agreement", told(places, written), float(len(texts([one for one, _ in others]))))]
    if severity is None:
        evidence.append(
            Evidence(
                "numbers",
                Message("“{number}” stands neither in the English nor in the other files.", number=number.text),
            )
        )
    return (
        rendering.part.number,
        measured(
            NUMBER,
            number.span,
            Message("“{number}” stands alone: {why}", number=number.text, why=why),
            "" if severity is None else "unsaid",
            severity,
            suggestion=written if severity is None else None,
            reference=rendering.statement.english,
            quote_id=rendering.statement.quote_id,
            evidence=tuple(evidence),
        ),
    )


def _sentence_of(rendering: StatementRendering, number: Number) -> str:
    """Return what the sentence of an English number is known by."""
    place = next((i for i, word in enumerate(rendering.english) if word.span.start >= number.span.start), -1)
    return rendering.sentences[place][0] if rendering.sentences else ""


def _equal(numbers: Sequence[Number], wanted: Number) -> Number | None:
    return next((number for number in numbers if number.equals(wanted)), None)


def _instead(
    rendering: StatementRendering, wanted: Number, sound: Sequence[tuple[StatementRendering, Number]]
) -> Number | None:
    """Return the number that stands where the others have theirs, None where there is none or it may be another's."""
    if not rendering.statement.direct and rendering.statement.similarity < COMPARABLE:
        return None
    counted = set().union(*(_counted(other, number) for other, number in sound))
    units = {word for other, number in sound for word in _after(other, number) if word in _UNITS}
    fitting = [
        number
        for number in rendering.french_numbers
        if _equal(rendering.english_numbers, number) is None
        and not counted.isdisjoint(_counted(rendering, number))
        and not _UNITS.intersection(_after(rendering, number)) - units
        and not _is_rounded(number, wanted, rendering)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _is_rounded(number: Number, wanted: Number, rendering: StatementRendering) -> bool:
    """Say whether a number is the other one rounded, as "près de 500" is for 488."""
    start = rendering.statement.span.start
    before = rendering.printed[: number.span.start - start].lower().rstrip()
    if rendering.statement.direct and not before.endswith(_ABOUT):
        return False
    own, other = max(number.values), max(wanted.values)
    return abs(own - other) <= ROUNDED * other


def _counted(rendering: StatementRendering, number: Number) -> set[object]:
    """Return what tells what a number counts: the word after it, and the English that it renders."""
    after = [i for i, word in enumerate(rendering.french) if word.word.span.start >= number.span.end]
    beside = [i for i in after if not rendering.french[i].word.text[0].isdigit()][:1]
    if not beside:  # at the end the word before it says it: "en juillet 2025"
        beside = [i for i, word in enumerate(rendering.french) if word.word.span.end <= number.span.start][-1:]
    found: set[object] = {rendering.french[i].word.lemma for i in beside}
    found.update(rendering.sentences[rendering.links[i]] for i in beside if rendering.links[i] >= 0)
    return found


def _after(rendering: StatementRendering, number: Number) -> tuple[str, ...]:
    """Return the content words that follow a number in the French, in dictionary form."""
    following = [w for w in rendering.french if w.word.span.start >= number.span.end and not w.word.text[0].isdigit()]
    return tuple(word.word.lemma for word in following[:BESIDE])
