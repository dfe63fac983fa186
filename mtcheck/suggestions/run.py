"""Applying what is safe of a whole run, file by file."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.errors import InputError
from mtcheck.language.messages import gettext, ngettext
from mtcheck.records import FileReport
from mtcheck.suggestions.corrections import Correction, correct
from mtcheck.suggestions.writing import require_target, write_in_place, write_suggestions


class Corrector:
    """Takes the files of a run as they are checked, and writes their corrections at its end.

    Args:
        suggest: A patch file (``.patch``, ``.diff``) or a folder for corrected copies; None for neither.
        in_place: Whether the articles themselves are corrected.

    Raises:
        ConfigError: The target cannot be written.
    """

    def __init__(self, suggest: str | None, *, in_place: bool) -> None:
        if suggest is not None:
            require_target(suggest)
        self._suggest, self._in_place = suggest, in_place
        self._corrections: dict[str, Correction] = {}
        self._suggested = self._applied = 0
        self.problems: list[InputError] = []

    def take(self, file: FileReport) -> None:
        """Work out the correction of one file; what stands in its way is kept in ``problems``."""
        self._suggested += sum(finding.suggestion is not None for finding in file.findings)
        try:
            correction = correct(file)
        except InputError as error:
            self.problems.append(error)
            return
        if correction is not None and correction.path not in self._corrections:
            self._corrections[correction.path] = correction
            self._applied += len(correction.edits)

    def finish(self) -> Iterator[str]:
        """Write the patch or the copies, then the files themselves where that is asked.

        Yields:
            What was written, one line for the user each.

        Raises:
            ConfigError: The patch or the copies cannot be written.
            InputError: A file lies outside the folder that the patch is for.
        """
        corrections = tuple(self._corrections.values())
        if self._suggest is not None:
            yield write_suggestions(corrections, self._suggest)
        for correction in corrections if self._in_place else ():
            try:
                backup = write_in_place(correction)
            except InputError as error:
                self.problems.append(error)
                continue
            yield gettext(
                "corrected {path} ({count}); as it was: {backup}",
                path=correction.path,
                count=len(correction.edits),
                backup=backup,
            )
        yield ngettext(
            "{n} safe suggestion in {files}; {more} more for a person to judge",
            "{n} safe suggestions in {files}; {more} more for a person to judge",
            self._applied,
            files=ngettext("{n} file", "{n} files", len(corrections)),
            more=self._suggested - self._applied,
        )
