"""Checking what an editor holds: the text as it stands there, with the configuration of its folder."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from dataclasses import replace

from mtcheck.config.documents import build_exclusion, build_reading
from mtcheck.config.known import build_triage
from mtcheck.config.quotes import build_quotes
from mtcheck.config.resources import Resources
from mtcheck.config.rules import build_options
from mtcheck.config.settings import Config, load_config
from mtcheck.readers.discovery import Source, SourceKind
from mtcheck.records import FileReport
from mtcheck.run.pipeline import plan_run
from mtcheck.triage.ignores import FILE_NAME


class EditorChecker:
    """Checks one text after another. It is used from one thread at a time.

    Args:
        config: A configuration file; None for the one that stands in or above a document's folder.
        quotes: Files or folders of known statements, beside the configured ones.
    """

    def __init__(self, config: str | None = None, quotes: Sequence[str] = ()) -> None:
        self._config, self._quotes = config, tuple(quotes)
        self._resources = Resources()

    def check(self, path: str, text: str) -> FileReport | None:
        """Check a text.

        Args:
            path: The file that the editor shows; its suffix tells the format, and it need not exist.
            text: What stands in the editor.

        Returns:
            The report, with what is known set apart; None where the configuration excludes the file.

        Raises:
            MtcheckError: The configuration or a file that it names is wrong, or the engine failed.
        """
        config = self._settings(path)
        if build_exclusion(config).excludes(path):
            return None
        options = build_options(config)
        run = plan_run(
            [Source(path, SourceKind.STDIN)],
            self._resources.means(config),
            options,
            quotes=build_quotes((*config.quotes, *self._quotes)),
            reading=build_reading(config),
            stdin=io.BytesIO(text.encode("utf-8", "surrogatepass")),
        )
        triage = build_triage(config, run.quotes.quote, options.wants_code, partial=True)
        return next((triage.part(file) for file in run.files()), None)

    def _settings(self, path: str) -> Config:
        folder = os.path.dirname(path) or "."
        config = load_config(self._config, start=folder)
        if config.report.ignore_file is None:
            beside = os.path.join(config.folder if config.path else folder, FILE_NAME)
            if os.path.isfile(beside):
                config = replace(config, report=replace(config.report, ignore_file=beside))
        return config
