"""MT103, and MT104 where places, peoples and bodies differ: what a matched statement tells as facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mtcheck.checks.base import Example, Rule, Verdict
from mtcheck.checks.confidence import measured
from mtcheck.checks.quote_names import NAME
from mtcheck.checks.thresholds import SUPPORTED
from mtcheck.evidence.analysis import AlignedStatement, FileEvidence
from mtcheck.facts.comparison import Difference, compare_texts
from mtcheck.facts.days import misdated
from mtcheck.facts.reader import read_facts
from mtcheck.facts.values import Fact, Kind, Weight
from mtcheck.facts.writing import written
from mtcheck.language.messages import Message
from mtcheck.records import Category, Evidence, Severity, Span

NUMBER = Rule(
    "MT103",
    "quote.number",
    Category.NUMBER,
    Severity.MAJOR,
    "A number or date differs between a quotation and the known English statement.",
    "Numbers, shares, money, measures, durations, clock times and dates are read in both languages as what they are"
    " worth: the French "
    "has one that the English does not tell, and nothing in the French tells the English one. A converted measure is"
    " right within the "
    "rounding that it shows.",
    "MQM Accuracy/Mistranslation (number); Xbench and pofilter check figures.",
    (
        Example(
            "« Nous avons accueilli 45 familles de réfugiés dans la ville », a déclaré Mme Lopez.",
            "45",
            quote="We have welcomed 54 refugee families in the city.",
        ),
        Example(
            "« Nous avons accueilli 54 familles de réfugiés dans la ville », a déclaré Mme Lopez.",
            quote="We have welcomed fifty-four refugee families in the city.",
        ),
        Example(
            "« Nous avons accueilli 1 200 familles de réfugiés dans la ville », a déclaré Mme Lopez.",
            quote="We have welcomed 1,200 refugee families in the city.",
        ),
        Example(
            "« La nouvelle route du nord mesure 300 kilomètres et coûtera 40 millions d'euros », a déclaré Mme Lopez.",
            "300 kilomètres",
            quote="The new northern road is 300 miles long and will cost 40 million euros.",
        ),
        Example(
            "« La nouvelle route du nord mesure 480 kilomètres et coûtera 40 millions d'euros », a déclaré Mme Lopez.",
            quote="The new northern road is 300 miles long and will cost 40 million euros.",
        ),
        Example(
            "« Un élève sur quatre quittera l'école du village d'ici quinze jours », a déclaré Mme Lopez.",
            quote="A quarter of the pupils will leave the village school within two weeks.",
        ),
    ),
)
_MINUS = ("-", "−", "–")
NEAR = 25  # code points within which a word stands beside a fact
_BEFORE_TIME = re.compile(
    r"(?:\b(?:à (?:partir|compter) d(?:e|u|es)|à|aux?|jusqu['’](?:à|aux?|en)|d['’]ici(?: à| aux?)?|avant|depuis|pendant|durant"
    r"|dans|sous|dès|il y a|au plus tard|l[ea]s?|de|du|des|en|fin|début)[ \u00a0]|\bl['’])+$",
    re.IGNORECASE,
)
_BEHIND_TIME = re.compile(
    r" (?:derni\w+|prochain\w*|passée?s?|à venir|suivante?s?|précédant|qui (?:ont |avai\w+ )?(?:précèd|précéd|suiv)\w*)",
    re.IGNORECASE,
)


def changed_facts(statement: AlignedStatement, evidence: FileEvidence) -> Iterator[Verdict]:
    """Compare numbers, quantities, times and names; what the French leaves out or adds is no fault."""
    alignment = statement.alignment
    text = alignment.span.of(evidence.document.text)
    quoted = alignment.quotation is not None
    compared = compare_texts(alignment.text, text, free=not quoted)
    spoken = spoken_on(evidence, alignment.quote_id) if quoted else None
    dated = misdated(read_facts(alignment.text, "en"), read_facts(text, "fr"), compared, spoken) if spoken else ()
    for difference in (*compared.differences, *dated):
        printed, said = difference.french, difference.english
        if _is_aside(text, printed) or (not quoted and not _replaces(statement, difference)):
            continue
        name = printed.kind is Kind.NAME
        start = alignment.span.start
        place = _with_relation(text, printed) if difference.relation else printed.span
        span = Span(place.start + start, place.end + start)
        if difference.relation:
            message = Message(
                "“{printed}” where the statement says “{said}”",
                printed=_widened(text, printed),
                said=_widened(alignment.text, said),
            )
        elif difference.swapped:
            message = Message(
                "“{printed}” comes first where the statement goes from “{said}”",
                printed=printed.text,
                said=said.text,
            )
        elif name:
            message = Message("“{printed}” where the statement names “{said}”", printed=printed.text, said=said.text)
        else:
            message = Message("“{printed}” where the statement says “{said}”", printed=printed.text, said=said.text)
        yield measured(
            NAME if name else NUMBER,
            span,
            message,
            _branch(difference) if quoted else "paired",
            suggestion=None if difference.relation else _in_place(said, printed, text),
            reference=alignment.text,
            quote_id=alignment.quote_id,
            evidence=(Evidence("facts", _difference_message(difference)),),
        )


def spoken_on(evidence: FileEvidence, quote_id: str) -> date | None:
    """Return the day on which a known statement was made, or else the article's; None where neither is known."""
    quote = next((quote for quote in evidence.quotes if quote.id == quote_id), None)
    for told in (quote.date if quote else None, evidence.document.date):
        try:
            return date.fromisoformat((told or "")[:10])
        except ValueError:
            continue
    return None


def _branch(difference: Difference) -> str:
    """Return what kind of difference it is: figures are plain, words are said more freely."""
    if difference.relation:
        return "relation"
    weak = difference.french.words and Weight.WEAK in {difference.french.weight, difference.english.weight}
    return "words-faint" if weak else ""


def _difference_message(difference: Difference) -> Message:
    printed, said = difference.french.text, difference.english.text
    if difference.relation:
        return Message("Both speak of “{said}”, each with another place in time.", said=said)
    if difference.swapped:
        return Message("The French turns the order of “{printed}” and what follows it round.", printed=printed)
    return Message(
        "“{printed}” does not stand in the English, and nothing in the French renders “{said}”.",
        printed=printed,
        said=said,
    )


def _with_relation(text: str, fact: Fact) -> Span:
    """Return where a fact stands together with the words that tell its place in time: « à partir du 31 mai »."""
    before = _BEFORE_TIME.search(text[: fact.span.start])
    behind = _BEHIND_TIME.match(text, fact.span.end)
    return Span(before.start() if before else fact.span.start, behind.end() if behind else fact.span.end)


def _widened(text: str, fact: Fact) -> str:
    """Return a fact with the word before it, which tells its place in time."""
    before = text[: fact.span.start].split()[-2:]
    return " ".join([*before, fact.text]) + (
        " ago" if fact.relation == "ago" and text[fact.span.end :].lower().startswith(" ago") else ""
    )


def _in_place(said: Fact, printed: Fact, text: str) -> str | None:
    """Write what is said in the place of what is printed; the sign before a figure stands there already."""
    right = written(said, printed)
    signed = right is not None and right[:1] in _MINUS and text[: printed.span.start][-1:] in _MINUS
    return right[1:] if right and signed else right


def _is_aside(text: str, fact: Fact) -> bool:
    """Say whether a fact stands between parentheses or dashes, where newspapers add what was not said."""
    return text.rfind("(", 0, fact.span.start) > text.rfind(")", 0, fact.span.start)


def _replaces(statement: AlignedStatement, difference: Difference) -> bool:
    """Say whether a reported fact stands beside words that render what stands beside the English one."""
    start = statement.alignment.span.start
    near = [
        place
        for place, word in enumerate(statement.french)
        if abs(word.span.start - start - difference.french.span.end) <= NEAR
        or abs(difference.french.span.start + start - word.span.end) <= NEAR
    ]
    return any(
        statement.links[place] >= 0
        and statement.french[place].support >= SUPPORTED
        and abs(statement.english[statement.links[place]].span.start - difference.english.span.start) <= 2 * NEAR
        for place in near
    )
