"""Sentences of French and English news text, as spans that lose nothing.

The rules are this project's own: the libraries that were tried either cut after "M." and "Dr." or keep a quotation of
several sentences whole, and both cost the translation engine whole sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from mtcheck.records import Span
from mtcheck.text.marks import mark_roles

LONGEST_SENTENCE = 2000
"""Code points up to which a sentence is read whole where speakers are looked for, which goes back and forth in it."""

_PARAGRAPH = re.compile(r"(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)\s*")
_LIST_ITEM = re.compile(r"[\r\n]\s*(?=[-–—•*▪·]\s)")
_TERMINATOR = re.compile(r"[.!?…]+(?:\[\d{1,3}\])?")
_TOKEN_BEFORE = re.compile(r"[\w.°-]+$")
_WORD_AFTER = re.compile(r"[^\W\d_]+")
_SPACES = re.compile(r"\s*")
_LEAD = re.compile(r"[\s\-–—(\[¿¡]*")
_HELD = 1_000  # passages whose sentences are held: they are cut to be translated, and again to find quotations
_LONGEST_HELD = 20_000  # code points of such a passage
_LONG_HELD = 8  # longer ones that are held: a text without paragraphs is cut as often as one with them
_WINDOW = 24  # code points looked at before a full stop: no abbreviation is longer


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class _Language:
    """What the splitter knows of one language.

    Attributes:
        titles: Abbreviations (case matters) that stand before a name and never end a sentence.
        numbered: Abbreviations that end no sentence where a figure or a small letter follows.
        starters: Words that, with a capital, start a sentence even after an initial or a dotted acronym.
    """

    titles: frozenset[str]
    numbered: frozenset[str]
    starters: frozenset[str]


_FRENCH = _Language(
    titles=_listed(
        "M MM Mr Mrs Ms Mme Mmes Mlle Mlles Mgr Me Dr Drs Pr Prof St Ste Sts Gén Gal Cel Col Cdt Cne Cap Lt Sgt"
        " Adj Vve Cie Sr Jr hon Hon Univ Ets Sté dép"
        " av apr ap cf Cf env éd dir trad vs Rév"
    ),
    numbered=_listed(
        "art al no nos n° p pp vol fig chap tél réf boul bd janv févr avr juil sept oct nov déc ch tab ex hab min"
        " sec env coll paragr etc"
    ),
    starters=_listed(
        "le la les l un une des du au aux ce cet cette ces c cela ça il elle ils elles on nous vous je j tu mais"
        " et ou or donc car en à dans pour par sur selon lors après avant depuis avec sans si quand comme ainsi"
        " cependant toutefois puis alors d qu que qui son sa ses leur leurs notre nos votre vos plusieurs aucun"
        " aucune chaque tous toutes tout sous vers chez entre malgré pendant face outre interrogé aujourd hier"
    ),
)
_ENGLISH = _Language(
    titles=_listed(
        "Mr Mrs Ms Dr Prof St Gen Col Lt Sgt Capt Maj Adm Sen Rep Gov Rev Hon Pres Sr Jr Messrs Mt Ft vs cf e.g i.e"
    ),
    numbered=_listed("no nos vol p pp fig art sec ch jan feb mar apr jun jul aug sept sep oct nov dec approx"),
    starters=_listed(
        "the a an he she it we they i you this that these those but and or so in on at for by with from as if"
        " when after before since however today yesterday there here his her its our their my your not no while"
        " although both also what who how why"
    ),
)


def split_sentences(text: str, offset: int = 0) -> tuple[Span, ...]:
    """Cut French text into sentences.

    Quotations of several sentences are cut inside; line breaks count as spaces, blank lines end a sentence.

    Args:
        text: A passage, or several with blank lines between them.
        offset: Added to every span, where ``text`` is a slice of a longer one.

    Returns:
        Spans in order, without white space at their ends; together they cover every code point that is no white space.
    """
    return _split_held(text, offset) if len(text) <= _LONGEST_HELD else _split_long(text, offset)


@lru_cache(maxsize=_HELD)
def _split_held(text: str, offset: int) -> tuple[Span, ...]:
    return tuple(_split(text, offset, _FRENCH))


@lru_cache(maxsize=_LONG_HELD)
def _split_long(text: str, offset: int) -> tuple[Span, ...]:
    return tuple(_split(text, offset, _FRENCH))


def split_english(text: str, offset: int = 0) -> tuple[Span, ...]:
    """Cut English text into sentences; as :func:`split_sentences`, with English abbreviations."""
    return tuple(_split(text, offset, _ENGLISH))


def _split(text: str, offset: int, language: _Language) -> Iterator[Span]:
    start = 0
    for break_ in (*_PARAGRAPH.finditer(text), None):
        end = break_.start() if break_ else len(text)
        block = text[start:end]
        cuts = sorted({0, *_cuts(block, language), len(block)})
        for piece in _pieces(block, cuts):
            yield Span(piece.start + start + offset, piece.end + start + offset)
        start = break_.end() if break_ else end


def _pieces(block: str, cuts: list[int]) -> Iterator[Span]:
    """Trim the pieces between the cuts; a piece without a letter or a figure joins the one before it (or after)."""
    pieces: list[Span] = []
    for begin, end in pairwise(cuts):
        piece = block[begin:end]
        if not piece.strip():
            continue
        span = Span(end - len(piece.lstrip()), begin + len(piece.rstrip()))
        if pieces and not (_worded(piece) and _worded(pieces[-1].of(block))):
            pieces[-1] = Span(pieces[-1].start, span.end)
        else:
            pieces.append(span)
    return iter(pieces)


def _worded(piece: str) -> bool:
    return any(char.isalnum() for char in piece)


def _cuts(block: str, language: _Language) -> Iterable[int]:
    roles = {role.span.start: role for role in mark_roles(block)}
    closing = {start: role.span.end for start, role in roles.items() if role.opens is False}
    opening = {start: role.span.end for start, role in roles.items() if role.opens}
    for item in _LIST_ITEM.finditer(block):
        yield item.end()
    for match in _TERMINATOR.finditer(block):
        end = _after_closing(block, match.end(), closing)
        following = _skip(block, end)
        if following >= len(block) or block[following] in ",;:":
            continue
        first = _first_letter(block, following, opening)
        if following == end:
            if end == match.end() and _glued(block, match, language):
                yield end
            continue
        if first < len(block) and block[first].islower():
            continue
        if match.group() == "." and _abbreviated(block, match.start(), first, language, quoted=end > match.end()):
            continue
        yield end


def _skip(block: str, position: int) -> int:
    match = _SPACES.match(block, position)
    return match.end() if match else position


def _after_closing(block: str, position: int, closing: dict[int, int]) -> int:
    """Return where the closing marks and brackets after a terminator end (French marks stand after a space)."""
    while position < len(block):
        spaced = _skip(block, position)
        if spaced in closing:
            position = closing[spaced]
        elif block[position] in ")]":
            position += 1
        elif spaced < len(block) and spaced > position and block[spaced] in ".!?…":
            position = spaced + 1  # "quoi ! ?"
        else:
            break
    return position


def _first_letter(block: str, position: int, opening: dict[int, int]) -> int:
    """Return where the next sentence's first word would start, past opening marks, dashes and brackets."""
    while True:
        lead = _LEAD.match(block, position)
        after = lead.end() if lead else position
        after = opening.get(after, after)
        if after == position:
            return after
        position = after


def _glued(block: str, match: re.Match[str], language: _Language) -> bool:
    """Say whether a space was forgotten after a full stop: "l'a dit.Le président"."""
    word = _WORD_AFTER.match(block, match.end())
    before = block[max(0, match.start() - 2) : match.start()]
    if not word or len(before) < 2 or not before.isalpha() or not before.islower():
        return False
    return word.group()[0].isupper() and word.group().lower() in language.starters


def _abbreviated(block: str, stop: int, following: int, language: _Language, *, quoted: bool) -> bool:
    """Say whether the full stop at ``stop`` belongs to an abbreviation, an initial, an acronym or a list number."""
    window_start = max(0, stop - _WINDOW)
    token_match = _TOKEN_BEFORE.search(block[window_start:stop])
    if quoted or not token_match:
        return False
    token, start = token_match.group(), window_start + token_match.start()
    word = _WORD_AFTER.match(block, following)
    starts = bool(word) and word is not None and word.group().lower() in language.starters
    if token in language.titles:
        return True
    if not token.isupper() and token.lower() in language.numbered:
        return following < len(block) and block[following].isdigit()
    if token.isdigit():
        return len(token) <= 2 and not block[max(0, start - 2) : start].strip() and start <= 2
    initial = len(token) == 1 and token.isupper()
    dotted = "." in token and not token[-1].isdigit() and all(len(part) <= 2 for part in re.split(r"[.-]", token))
    return (initial or dotted) and not starts
