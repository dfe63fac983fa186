"""MT501: a word of a known sentence that one file alone renders by something that does not mean it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from mtcheck.across.majority import MANY, stands_alone, texts, told
from mtcheck.across.renderings import StatementRendering
from mtcheck.checks.across import WORDING
from mtcheck.checks.base import Verdict
from mtcheck.checks.confidence import measured
from mtcheck.checks.thresholds import COMPARABLE, UNSUPPORTED
from mtcheck.french.counts import shipped_counts
from mtcheck.french.forms import is_verb_form
from mtcheck.french.lemmas import lemma
from mtcheck.language.messages import Message
from mtcheck.lexicon.collocations import shipped_collocations
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.nearness import shared_in_french, shared_with_english
from mtcheck.lexicon.table import TranslationTable
from mtcheck.match.similarity import FrenchWord
from mtcheck.records import Evidence

FEW = 4  # French content words up to which a free rendering can still be compared
RELATED = 0.01  # sense shared with the English word above which a French word is a free rendering of it
USUAL = 0.2  # p(french | english) from which the others' word is what the English word is called
ACCEPTED = 0.05  # the same where at least three texts have it and none another
ATTESTED = 3.0  # occurrences per million from which a word's renderings are known well enough to miss one
SEEN = 1.0  # the same for a word that stands between the same words as the others'
NOUN = 0.2  # share of a form's occurrences after a determiner from which it is a noun
LEAST_SEEN = 20  # occurrences from which that share means anything
GLOSSES = 2  # meanings of a word that are told
ALIKE = 0.02  # sense shared with the others' word above which it is a synonym

PartVerdict = tuple[int, Verdict]


def odd_words(
    sentence: str, renderings: Sequence[StatementRendering], table: TranslationTable
) -> Iterator[PartVerdict]:
    """Find the words of an English sentence that one file alone renders otherwise.

    Args:
        sentence: What the sentence is known by.
        renderings: Of that sentence, and perhaps of its neighbours; a file may have several.
        table: Says what words mean.

    Yields:
        Number of the file, and the verdict.
    """
    places: dict[int, list[tuple[StatementRendering, int]]] = defaultdict(list)
    for rendering in renderings:
        for index, (key, place) in enumerate(rendering.sentences):
            if key == sentence:
                places[place].append((rendering, index))
    for _, found in sorted(places.items()):
        sound = [(rendering, index) for rendering, index in found if rendering.renders(index)]
        files = {rendering.part.number for rendering, _ in sound}
        odd = [
            (rendering, index, word)
            for rendering, index in found
            if rendering.part.number not in files and (word := _instead(rendering, index, table)) is not None
        ]
        if odd:
            yield from _judged(odd, sound, table)


def _instead(rendering: StatementRendering, index: int, table: TranslationTable) -> int | None:
    """Return the place of the French word that stands where an English one should be rendered, None for none."""
    english = rendering.english[index]
    if not rendering.statement.direct or rendering.english_support[index] >= UNSUPPORTED:
        return None
    if english.name or english.text[0].isdigit() or english.text[0] == "@":
        return None
    if rendering.statement.similarity < COMPARABLE and len(rendering.french) > FEW:
        return None  # too free to be compared word by word
    for place, word in enumerate(rendering.french):
        if rendering.french_support[place] >= UNSUPPORTED or not _is_plain(word) or _is_heard(rendering, place):
            continue
        if _stands_at(rendering, place, index):
            near = (shared_with_english(table, word.word.lemma, other.lemma) for other in rendering.english)
            if max(near, default=0.0) <= RELATED:
                return place
    return None


def _is_plain(word: FrenchWord) -> bool:
    """Say whether a word can be judged by itself: known, no name, no number, no verb."""
    text = word.word.text
    if text[0].isdigit() or text[0].isupper() or "-" in text or not word.word.glosses:
        return False
    return not is_verb_form(word.word.lemma)  # verbs are rendered too freely


def _stands_at(rendering: StatementRendering, place: int, index: int) -> bool:
    """Say whether a neighbour of the French word renders a neighbour of the English one."""
    around = (rendering.links[i] for i in (place - 1, place + 1) if 0 <= i < len(rendering.french))
    return any(link >= 0 and abs(link - index) == 1 for link in around)


def _is_heard(rendering: StatementRendering, place: int) -> bool:
    """Say whether sound French puts the word beside one of its neighbours here: then it may well be a free rendering."""
    word = rendering.french[place].word.lemma
    pairs = [(rendering.french[place - 1].word.lemma, word)] if place else []
    pairs += [(word, rendering.french[place + 1].word.lemma)] if place + 1 < len(rendering.french) else []
    return any(pair in shipped_collocations() for pair in pairs)


def _beside(rendering: StatementRendering, word: FrenchWord) -> tuple[str, str]:
    """Return the words before and after a word, in dictionary form."""
    lemmas = ["", *(other.word.lemma for other in rendering.french), ""]
    place = rendering.french.index(word) + 1
    return lemmas[place - 1], lemmas[place + 1]


def _occurs(form: str, language: str) -> float:
    """Return occurrences per million words of the corpus, of the form or of its dictionary form if that is commoner."""
    frequencies = shipped_frequencies()
    return max(frequencies.of(form, language), frequencies.of(lemma(form, language), language))


def _is_noun(form: str) -> bool | None:
    """Tell nouns by how often a determiner stands before them, None where neither can be told."""
    counts = shipped_counts().forms.get(form.lower())
    if counts is None or counts.total < LEAST_SEEN:
        return None
    share = (counts.masculine + counts.feminine) / counts.total
    return True if share >= NOUN else False if share <= NOUN / 2 else None


def _judged(
    odd: Sequence[tuple[StatementRendering, int, int]],
    sound: Sequence[tuple[StatementRendering, int]],
    table: TranslationTable,
) -> Iterator[PartVerdict]:
    families: dict[str, list[tuple[StatementRendering, FrenchWord]]] = defaultdict(list)
    for rendering, index in sound:
        word = rendering.word_for(index)
        if word is not None:
            families[word.word.lemma].append((rendering, word))
    if not families:
        return
    usual, agreeing = max(sorted(families.items()), key=lambda item: len(texts([one for one, _ in item[1]])))
    family, whole = texts([rendering for rendering, _ in agreeing]), texts([rendering for rendering, _ in sound])
    if len(family) < 2 or 2 * len(family) < len(whole) or not stands_alone({r.text for r, _, _ in odd}, whole):
        return
    wanted = odd[0][0].english[odd[0][1]]
    least = ACCEPTED if family == whole and len(whole) >= MANY else USUAL
    if table.french_given_english(usual, wanted.lemma) < least or _occurs(wanted.folded, "en") < ATTESTED:
        return
    if is_verb_form(usual):
        return
    for rendering, index, place in odd:
        word, english = rendering.french[place], rendering.english[index]
        if any(other.says(word.word.lemma) for other, _ in sound):
            continue
        # Where all beside the word is the same, it surely stands for the others' word; else it may belong elsewhere.
        swapped = any(_beside(rendering, word) == _beside(other, found) for other, found in agreeing)
        if _occurs(word.word.folded, "fr") < (SEEN if swapped else ATTESTED):
            continue
        kinds = {_is_noun(word.word.lemma), *(_is_noun(found.word.lemma) for _, found in agreeing)}
        if {True, False} <= kinds and not swapped:  # a noun for an adjective: the sentence is built otherwise
            continue
        if any(shared_in_french(word.word.lemma, other) > ALIKE for other in families):
            continue
        forms = {found.word.text.lower() for _, found in agreeing}
        written = forms.pop() if len(forms) == 1 else usual
        others = [(one.part.path, one.line_of(found.word.span)) for one, found in agreeing]
        glosses = [gloss.english for gloss in word.word.glosses[:GLOSSES]]
        yield (
            rendering.part.number,
            measured(
                WORDING,
                word.word.span,
                Message(
                    "“{word}” stands alone: the other files render “{english}” by “{written}”",
                    word=word.word.text,
                    english=english.text,
                    written=written,
                ),
                reference=rendering.statement.english,
                quote_id=rendering.statement.quote_id,
                evidence=(
                    Evidence("agreement", told(others, written), float(len(family))),
                    Evidence(
                        "gloss",
                        Message(
                            "“{word}” means {words}; not “{english}”.",
                            word=word.word.text,
                            words=", ".join(glosses),
                            english=english.text,
                        ),
                    ),
                ),
            ),
        )
