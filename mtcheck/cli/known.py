"""What the command line says about findings that are known: baseline, ignore list, earlier report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.config.settings import Config
from mtcheck.errors import ConfigError
from mtcheck.language.messages import Message, gettext, ngettext

if TYPE_CHECKING:
    from mtcheck.readers.exclusion import PerFile
    from mtcheck.triage.accepted import AcceptedWords
    from mtcheck.triage.baseline import Baseline, Renewal
    from mtcheck.triage.difference import EarlierReport
    from mtcheck.triage.ignores import IgnoreList, QuoteOf
    from mtcheck.triage.triage import Triage


@dataclass(frozen=True, slots=True)
class KnownFiles:
    """Files that a run is about, as the options name them; None for none."""

    write_baseline: str | None = None
    diff: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """The same, read."""

    baseline: Baseline | None
    renewal: Renewal | None
    ignores: IgnoreList | None
    earlier: EarlierReport | None
    accepted: AcceptedWords | None = None
    per_file: PerFile | None = None

    def triage(self, quote_of: QuoteOf, wanted: Callable[[str], bool], *, partial: bool) -> Triage:
        """Make what parts the findings of a run.

        Args:
            quote_of: Looks a known quote of the run up by its id.
            wanted: Says whether findings of a code are reported.
            partial: Whether only a part of the articles is checked.
        """
        from mtcheck.triage.triage import Triage

        return Triage(
            quote_of=quote_of,
            ignores=self.ignores,
            baseline=self.baseline,
            renewal=self.renewal,
            earlier=self.earlier,
            accepted=self.accepted,
            per_file=self.per_file,
            partial=partial,
            wanted=wanted,
        )

    def write(self) -> str | None:
        """Write the baseline where that was asked.

        Returns:
            A line for the user.

        Raises:
            ConfigError: The file cannot be written.
        """
        if self.renewal is None:
            return None
        from mtcheck.files import replacing_text

        made = self.renewal.baseline()
        try:
            with replacing_text(made.path) as stream:
                stream.write(made.dump())
        except OSError as error:
            raise ConfigError(
                gettext("cannot be written: {error}", error=str(error.strerror or error)), path=made.path
            ) from error
        count = sum(entry.count for entry in made.entries)
        return ngettext(
            "wrote {path}: {n} finding accepted", "wrote {path}: {n} findings accepted", count, path=made.path
        )


def load_known(files: KnownFiles, config: Config) -> Known:
    """Read what is known, before the work.

    Args:
        files: As the options name them.
        config: Names baseline and ignore list. Without an ignore list the one beside the configuration, or in the
            current folder, is taken.

    Raises:
        ConfigError: A file is missing or malformed, or two options contradict each other.
    """
    baseline = renewal = earlier = None
    if files.write_baseline is not None:
        if files.diff is not None:
            raise ConfigError(
                gettext("cannot stand beside --diff: a baseline is written of all findings"), key="--write-baseline"
            )
        renewal = _renewal(files.write_baseline)
    elif config.report.baseline is not None:
        from mtcheck.triage.baseline import load_baseline

        baseline = load_baseline(config.report.baseline)
    if files.diff is not None:
        from mtcheck.triage.difference import load_report

        earlier = load_report(files.diff)
    from mtcheck.config.documents import build_per_file
    from mtcheck.config.known import build_accepted

    ignores = _ignores(ignore_path(config))
    return Known(baseline, renewal, ignores, earlier, build_accepted(config), build_per_file(config))


def ignore_path(config: Config) -> str | None:
    """Return the ignore list that holds: the one that is named, else the one that is found."""
    from mtcheck.triage.ignores import FILE_NAME

    if config.report.ignore_file is not None:
        return config.report.ignore_file
    folders = (Path(config.path).parent if config.path else Path(), Path())
    return next((str(folder / FILE_NAME) for folder in folders if (folder / FILE_NAME).is_file()), None)


def _ignores(path: str | None) -> IgnoreList | None:
    if path is None:
        return None
    from mtcheck.triage.ignores import load_ignores

    return load_ignores(path)


def _renewal(path: str) -> Renewal:
    from mtcheck.triage.baseline import Baseline, Renewal, load_baseline

    place = Path(path)
    if place.is_dir():
        raise ConfigError(Message("{path} is a folder", path=path), key="--write-baseline")
    if not place.parent.is_dir():
        raise ConfigError(
            gettext("{path}: there is no folder {parent}", path=path, parent=str(place.parent)), key="--write-baseline"
        )
    # What stands there is read first: it keeps the entries of other files, and no other file is overwritten.
    return Renewal(load_baseline(path) if place.exists() else Baseline(path))
