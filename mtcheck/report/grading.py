"""The verdict on a file in words: from grave faults per 100 words, how sure they are, and how far it reads like a machine's.

The bounds between the grades are measured by ``python -m mtcheck.evaluation grades`` and stand in ``grades.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import resources

from mtcheck.language.messages import Message, gettext, gettext_noop
from mtcheck.records import FileReport, Finding, Severity
from mtcheck.report.wording import origin_in_words

LEAST_WORDS = 100  # shorter texts count as this long: one fault in one sentence says nothing of a hundred words


class Grade(Enum):
    """What an editor does with a file; the value is the English for it."""

    UNUSABLE = gettext_noop("unusable")
    NEEDS_EDITING = gettext_noop("needs editing")
    MINOR_SLIPS = gettext_noop("minor slips")
    NOTHING_NEW = gettext_noop("nothing new")
    NOTHING_FOUND = gettext_noop("nothing found")
    NOT_CHECKED = gettext_noop("not checked")

    @property
    def words(self) -> str:
        """The grade in the language that is spoken."""
        return gettext(self.value)

    @property
    def message(self) -> str:
        """Identifier of the message: ``grade.needs-editing``."""
        return f"grade.{self.value.replace(' ', '-')}"


@dataclass(frozen=True, slots=True)
class GradeBounds:
    """Grave faults per 100 words, weighted by their confidence, from which a file is of a grade."""

    needs_editing: float
    unusable: float


@cache
def shipped_bounds() -> GradeBounds:
    """Load the bounds that ship with the package."""
    data = tomllib.loads(resources.files("mtcheck.report").joinpath("grades.toml").read_text(encoding="utf-8"))
    return GradeBounds(data["needs_editing"], data["unusable"])


def burden(findings: Iterable[Finding], words: int) -> float:
    """Return how many grave faults a text has per 100 words.

    Args:
        findings: What was found; major and critical ones count, each as much as it is sure.
        words: Words that were checked; fewer than :data:`LEAST_WORDS` count as so many.

    Returns:
        The expected number of grave faults in 100 words, from 0.
    """
    grave = sum(finding.confidence for finding in findings if finding.severity >= Severity.MAJOR)
    return 100 * grave / max(words, LEAST_WORDS)


def grade_of(file: FileReport) -> Grade:
    """Return the grade of a file by the findings that count."""
    if file.error is not None or file.score is None:
        return Grade.NOT_CHECKED
    if not file.findings:
        return Grade.NOTHING_NEW if file.suppressed else Grade.NOTHING_FOUND
    bounds, weight = shipped_bounds(), burden(file.findings, file.words)
    if weight >= bounds.unusable:
        return Grade.UNUSABLE
    reversed_meaning = any(finding.severity is Severity.CRITICAL for finding in file.findings)  # never a slip
    return Grade.NEEDS_EDITING if reversed_meaning or weight >= bounds.needs_editing else Grade.MINOR_SLIPS


def verdict_on(file: FileReport) -> tuple[str, Message]:
    """Say in one line what to make of a file.

    Returns:
        The message's identifier, and its words: the grade; whether the text reads like a machine's, and with what
        probability, where that is told; what the grade leaves out, where some findings are known and do not count.
    """
    grade = grade_of(file)
    told = Message(gettext_noop("checked in part")) if file.in_part else Message(grade.value)
    origin = None if grade is Grade.NOT_CHECKED else origin_in_words(file)
    if origin is not None and (joint := _JOINTS.get((origin[0], grade in _GRAVE))) is not None:
        told = Message(joint, grade=told, origin=origin[1])
    if file.suppressed:
        told = Message(
            "{told}; {n} known finding left out",
            "{told}; {n} known findings left out",
            told=told,
            n=len(file.suppressed),
        )
    return grade.message, told


_GRAVE = (Grade.UNUSABLE, Grade.NEEDS_EDITING)
# By the message on the text's origin, and whether the grade is grave: what joins the two into one sentence.
_JOINTS = {
    ("document.machine-translated", True): gettext_noop("{grade}: {origin}"),
    ("document.machine-translated", False): gettext_noop("{grade}, but {origin}"),
    ("document.perhaps-machine-translated", True): gettext_noop("{grade}: {origin}"),
    ("document.perhaps-machine-translated", False): gettext_noop("{grade}, but {origin}"),
    ("document.human", True): gettext_noop("{grade}, though it {origin}"),
    ("document.human", False): gettext_noop("{grade}; {origin}"),
}
