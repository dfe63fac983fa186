"""A text cut into passages: what is article, what is heading, what is page, and what is in another language."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from mtcheck.language.messages import Message
from mtcheck.readers.blocks import LONGEST_RUN, MOST_SPACES, Block, cut_blocks, gap_in, long_run_in
from mtcheck.readers.furniture import LINK_LEAD, is_credit, is_furniture, is_unfinished
from mtcheck.readers.signatures import parse_signature
from mtcheck.records import Passage, PassageKind
from mtcheck.speech.cues import CueKind, find_cues
from mtcheck.text.language import LANGUAGE_NAMES, UNDECIDED, count_function_words, identify
from mtcheck.text.other_languages import rare_language
from mtcheck.text.scripts import language_of_script
from mtcheck.text.sentences import LONGEST_SENTENCE, split_sentences

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_NOISE = re.compile(r"(?:https?://|www\.|pic\.twitter)\S+|[@#]\w+")
_QUOTE_MARKS = re.compile(r"[\"“”«»„]|''")
_HEADING_WORDS = 30  # a headline is shorter; a caption without a full stop may be longer
_CAPTION_CREDIT = re.compile(r"\s/\s")
_SCRIPT_LETTERS = 12  # a shorter line in another script is a name
_FOREIGN_WORDS = 4  # shorter foreign text is no passage of its own, but a name or a slip
_FOREIGN_TEXT_WORDS, _FOREIGN_TEXT_SHARE = (
    40,
    0.75,
)  # of a text's words in another language; with fewer than that, its lines are looked at one by one
_SURE = 0.6
_TERSE_WORDS, _VERY_SURE = 6, 0.9  # for a sentence with hardly a word of grammar
_FRENCH_FORM = re.compile(r"[^\W\d_][ '’][^\W\d_]|[éèêç]")
_ENGLISH_TOO = "a promise"
_FIGURES = re.compile(r"\d+")
_REPEAT_LENGTH = 60  # shorter blocks (headlines, refrains) may stand twice in an article
_REPEAT_RATIO = 95.0
_NEAR_LIMIT = 400  # blocks looked back at for near repeats: the cost grows with their square


def cut_passages(text: str) -> tuple[Passage, ...]:
    """Cut a text into passages, in order.

    Args:
        text: A whole document, line ends as they are.

    Returns:
        Passages that do not overlap; white space between them, list bullets and over-long runs without a space belong to
        none. Furniture has the language ``und``.
    """
    blocks = cut_blocks(text)
    slices = [block.span.of(text) for block in blocks]
    linked = _linked_titles(blocks, slices)
    repeated = _repeated(slices)
    passages: list[Passage] = []
    for index, (block, content) in enumerate(zip(blocks, slices, strict=True)):
        kind, language = PassageKind.FURNITURE, UNDECIDED
        if index not in linked and index not in repeated and (is_credit(content) or not is_furniture(content)):
            language = _language(content)
            kind = PassageKind.EMBEDDED if language != "fr" else _french_kind(content, block)
        passages.append(Passage(block.span, kind, language))
    return _of_a_foreign_text(passages, slices) or tuple(passages)


def _of_a_foreign_text(passages: Sequence[Passage], slices: Sequence[str]) -> tuple[Passage, ...] | None:
    """Set apart what is not plainly French in a text that is plainly in another language, as its titles and tables are.

    Without it the short lines of an English document would be checked as French with English words in it. Where the text is
    short, only those lines are set apart whose own words of grammar are of its language: a French title may stand over a post.

    Returns:
        The passages; None where the text is no such text.
    """
    sizes: dict[str, int] = {}
    told = [(p, s) for p, s in zip(passages, slices, strict=True) if p.kind is not PassageKind.FURNITURE]
    for passage, content in told:
        sizes[passage.language] = sizes.get(passage.language, 0) + len(_WORD.findall(content))
    main = max(sizes, key=lambda language: sizes[language], default="fr")
    if main == "fr":
        return None
    short = sizes[main] < _FOREIGN_TEXT_WORDS
    own = (s for p, s in told if p.language == main or (short and _is_of(s, main)))
    if sum(len(_WORD.findall(content)) for content in own) < _FOREIGN_TEXT_SHARE * sum(sizes.values()):
        return None
    return tuple(
        passage
        if passage.kind in {PassageKind.FURNITURE, PassageKind.EMBEDDED}
        or (not _is_of(content, main) if short else _is_plainly_french(content, main))
        else Passage(passage.span, PassageKind.FURNITURE, UNDECIDED)
        for passage, content in zip(passages, slices, strict=True)
    )


def _is_of(content: str, language: str) -> bool:
    counts = count_function_words(content)
    return counts.get(language, 0) > counts["fr"]


def _is_plainly_french(content: str, other: str) -> bool:
    counts = count_function_words(content)
    return counts["fr"] > max(counts.get(other, 0), 1) and identify(content)[0] == "fr"


def notes_on(text: str, passages: Sequence[Passage]) -> tuple[Message, ...]:
    """Return what a report says of how a text was cut: that nothing in it is French, and where a limit cut it off.

    Args:
        text: The whole text.
        passages: All of its passages.
    """
    notes = []
    if gap_in(text):
        notes.append(
            Message(
                "more than {most} spaces stand in a row: what is before and behind them is read as two texts",
                most=MOST_SPACES,
            )
        )
    if long_run_in(text):
        notes.append(
            Message(
                "more than {most} characters stand without a space: they are left out of what is read", most=LONGEST_RUN
            )
        )
    long = (p for p in passages if p.span.end - p.span.start > LONGEST_SENTENCE)
    if any(s.end - s.start > LONGEST_SENTENCE for p in long for s in split_sentences(p.span.of(text), p.span.start)):
        notes.append(
            Message(
                "a sentence has more than {most} characters: who speaks in it is looked for in pieces of that length",
                most=LONGEST_SENTENCE,
            )
        )
    unchecked = _unchecked(passages)
    return (*notes, unchecked) if unchecked else tuple(notes)


def _unchecked(passages: Sequence[Passage]) -> Message | None:
    """Return what a report says of a text without a French passage; None where there is one."""
    if any(passage.kind in {PassageKind.BODY, PassageKind.HEADING} for passage in passages):
        return None
    sizes: dict[str, int] = {}
    for passage in passages:
        if passage.kind is PassageKind.EMBEDDED:
            sizes[passage.language] = sizes.get(passage.language, 0) + passage.span.end - passage.span.start
    if not sizes:
        return Message("there is nothing to check: the file holds no sentence")
    language = max(sizes, key=lambda code: sizes[code])
    if language == "en":
        return Message("there is nothing to check: the text is in English, and counts as a known statement of this run")
    name = LANGUAGE_NAMES.get(language)
    if name is None:
        return Message("there is nothing to check: the text is in another language, not in French")
    return Message("there is nothing to check: the text is in {language}, not in French", language=name)


def _french_kind(content: str, block: Block) -> PassageKind:
    if block.bullet.startswith("#"):
        return PassageKind.HEADING
    parenthesis = content.startswith("(") and content.endswith(")")
    if parenthesis or block.bullet or is_credit(content) or _CAPTION_CREDIT.search(content):
        return PassageKind.BODY
    ends_quoted = bool(_QUOTE_MARKS.match(content)) and bool(_QUOTE_MARKS.search(content[-2:]))
    short = len(_WORD.findall(content)) <= _HEADING_WORDS
    return PassageKind.HEADING if short and is_unfinished(content) and not ends_quoted else PassageKind.BODY


def _language(content: str) -> str:
    """Return the passage's language: French, unless its grammar is plainly another language's."""
    signature = parse_signature(content)
    by_script = language_of_script(signature.text if signature else content)
    if by_script is not None and len(content) >= _SCRIPT_LETTERS:
        return by_script
    plain = _NOISE.sub(" ", signature.text if signature else content)
    size = len(_WORD.findall(plain))
    if size < _FOREIGN_WORDS:
        return "fr"
    counts = count_function_words(plain)
    french = counts["fr"]
    rivals = {language: count for language, count in counts.items() if language != "fr" and count >= max(2, french + 1)}
    sure = _SURE
    if not rivals and size >= _TERSE_WORDS:
        rivals, sure = {language: count for language, count in counts.items() if count > french}, _VERY_SURE
    if rare := rare_language(plain, french):
        return rare
    if not rivals:
        return "fr"  # lists of names, headlines with a foreign word
    language, confidence = identify(plain)
    plainly = language in rivals and confidence >= sure
    return language if plainly and not _is_french_report(plain) else "fr"


def _is_french_report(content: str) -> bool:
    """Say whether a French sentence tells who says the words of another language: "« We agreed », a dit le ministre"."""
    for cue in find_cues(content, 0, len(content)):
        words = content[cue.start : cue.end]
        # A single short form may be a word of the other language: Dutch "dit", English "note".
        french = bool(_FRENCH_FORM.search(words)) and words.lower() != _ENGLISH_TOO
        if cue.kind is CueKind.ACCORDING or cue.pronoun or french:
            return True
    return False


def _linked_titles(blocks: Sequence[Block], slices: Sequence[str]) -> set[int]:
    """Find the titles of other articles: blocks without a full stop that follow "Lire aussi" or the like."""
    found: set[int] = set()
    for index, content in enumerate(slices):
        if not LINK_LEAD.fullmatch(content.strip()):
            continue
        same_run = blocks[index + 1 : index + 2] and blocks[index + 1].run == blocks[index].run
        for other in range(index + 1, len(blocks)):
            # In the lead's own run of lines every title counts, below a blank line only the next one.
            near = blocks[other].run == blocks[index].run or (not same_run and other == index + 1)
            if not near or not is_unfinished(slices[other]):
                break
            found.add(other)
    return found


def _repeated(slices: Sequence[str]) -> set[int]:
    """Find the blocks that say again what an earlier one said, but for spaces and marks."""
    found: set[int] = set()
    folded = [" ".join(_WORD.findall(content.lower())) for content in slices]
    seen: list[tuple[str, list[str]]] = []
    known: set[str] = set()
    for index, content in enumerate(folded):
        if len(content) < _REPEAT_LENGTH or (is_unfinished(slices[index]) and len(content.split()) <= _HEADING_WORDS):
            continue
        figures = _FIGURES.findall(content)  # other figures, other news
        near = (other for other, told in seen[-_NEAR_LIMIT:] if told == figures)
        if content in known or any(_same(content, other) for other in near):
            found.add(index)
        else:
            known.add(content)
            seen.append((content, figures))
    return found


def _same(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 0.1 * len(one):
        return False
    return fuzz.ratio(one, other, score_cutoff=_REPEAT_RATIO) > 0.0
