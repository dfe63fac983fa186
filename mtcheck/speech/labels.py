"""Speech that is led in by the name of who says it: interviews, scripts, questions and answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mtcheck.french.people import is_person_name
from mtcheck.french.verbs import has_verb
from mtcheck.records import Passage, PassageKind, Span
from mtcheck.speech.speakers import People

_INITIALS = r"[A-ZÀ-Þ](?:\.[ \u00a0-]?[A-ZÀ-Þ])*\.|[A-ZÀ-Þ]{1,4}"
_LABEL = re.compile(
    rf"(?P<label>{_INITIALS}|[A-ZÀ-Þ][^:.!?«»“”\"\n;,()]{{1,50}}?|M(?:me|lle|gr|e)?\.? [A-ZÀ-Þ][\w’' -]{{1,40}})"
    r"[ \u00a0\u202f]*(?:\([^()\n]{1,60}\)[ \u00a0\u202f]*)?(?P<sign>:|\.?[ \u00a0]*[—–])"
    r"[ \u00a0\u202f\n]+(?=[«“\"(…—–]|[A-ZÀ-Þ])"
)
_TITLE = re.compile(r"^(?:M\.|MM\.|Mme|Mlle|Mgr|Me|Dr|Pr|Monsieur|Madame)\s+")
_ANSWERS = frozenset({"R", "RÉPONSE", "REPONSE", "A"})
_QUESTIONS = frozenset({"Q", "QUESTION"})
_ASKED = re.compile(r"\b(?:vous|votre|vos|toi|ton|ta|tes)\b|-(?:vous|tu)\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:je|nous|notre|nos|mon|ma|mes|moi)\b|\b[jm]['’]", re.IGNORECASE)
_SPACES = re.compile(r"[\s.\u00a0-]+")
_WORD = re.compile(r"[^\W\d_]+")
_MOST_WORDS = 6


class LabelledSpeech(NamedTuple):
    """What is said in a passage, and by whom; None where nobody can be named."""

    span: Span
    speaker: str | None


@dataclass(frozen=True, slots=True)
class _Label:
    text: str
    content: Span
    colon: bool
    speaker: str | None
    answers: bool  # R, Réponse
    asks: bool  # Q, or what is said ends in a question mark


def labelled_speech(text: str, passages: Sequence[Passage], people: People) -> dict[Span, LabelledSpeech]:
    """Find the passages that are somebody's words by their label, or as the answer to a question.

    Args:
        text: The document.
        passages: Those that are read, in order.
        people: Of the article.

    Returns:
        By the passage's span. A single label counts only where it names a person; a name before a dash, a role or initials only
        where labels recur or a question is asked.
    """
    labels = [_label(text, passage, people) for passage in passages]
    known = [label for label in labels if label]
    counts = Counter(label.text for label in known)
    persons = [label for label in known if label.speaker or label.answers or label.text.upper() in _QUESTIONS]
    interview = bool(persons) and len(known) > 1
    sole = next(iter(people.persons)) if len(people.persons) == 1 else None
    found: dict[Span, LabelledSpeech] = {}
    speaker: str | None = None
    asked = False
    for passage, label in zip(passages, labels, strict=True):
        words = passage.span.of(text)
        if label and (
            (label.speaker and (label.colon or counts[label.text] > 1))
            or (interview and (label.asks or label.answers or counts[label.text] > 1))
        ):
            speaker = label.speaker or (sole if label.answers else None if label.asks else label.text)
            found[passage.span] = LabelledSpeech(label.content, speaker)
            asked = False
        elif _is_question(words):
            asked = bool(_ASKED.search(words))
        elif asked and passage.kind is PassageKind.BODY and _FIRST_PERSON.search(words) and not _marked(words):
            found[passage.span] = LabelledSpeech(passage.span, sole)
        elif passage.kind is PassageKind.HEADING:
            asked = False
    return found


def attribution_line(text: str, passage: Passage, people: People) -> str | None:
    """Return whom a line below a quotation names: "Ana Durand, lundi", "— Mme Durand, ministre"; None where it names nobody."""
    line = passage.span.of(text).lstrip("—–- \u00a0")
    if len(_WORD.findall(line)) > 2 * _MOST_WORDS or has_verb(line):
        return None
    return _speaker(re.split(r"[,(\n]", line)[0].strip(" ."), people)


def _label(text: str, passage: Passage, people: People) -> _Label | None:
    match = _LABEL.match(text, passage.span.start, passage.span.end)
    if match is None:
        return None
    label = match["label"].strip()
    if len(_WORD.findall(label)) > _MOST_WORDS or has_verb(label):
        return None
    bare = label.upper().strip(". ")
    content = Span(match.end(), passage.span.end)
    asks = bare in _QUESTIONS or content.of(text).rstrip(' »”"\u00a0').endswith("?")
    return _Label(label, content, match["sign"] == ":", _speaker(label, people), bare in _ANSWERS, asks)


def _speaker(label: str, people: People) -> str | None:
    """Return the person that a label names: by full name, surname or initials, in capitals or not."""
    bare = _TITLE.sub("", label)
    folded = bare.casefold()
    for name in people.persons:
        if folded in {name.casefold(), name.rsplit(maxsplit=1)[-1].casefold()}:
            return name
    letters = _SPACES.sub("", bare)
    if letters.isupper() and 2 <= len(letters) <= 4:
        for name in people.persons:
            if "".join(part[0] for part in re.split(r"[ -]", name)) == letters:
                return name
    named = bare.title() if bare.isupper() and len(letters) > 4 else bare
    return named if len(named.split()) in {2, 3} and is_person_name(named) else None


def _is_question(words: str) -> bool:
    return words.rstrip(' *_»”"\u00a0').endswith("?") and not _marked(words)


def _marked(words: str) -> bool:
    return words.lstrip().startswith(("«", "“", '"', "„"))
