"""What the command line says about findings that are known: baseline, ignore list, earlier report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.config.known import Known, build_known
from mtcheck.config.settings import Config
from mtcheck.errors import ConfigError
from mtcheck.language.messages import Message, gettext, ngettext

if TYPE_CHECKING:
    from mtcheck.triage.baseline import Renewal


@dataclass(frozen=True, slots=True)
class KnownFiles:
    """Files that a run is about, as the options name them; None for none."""

    write_baseline: str | None = None
    diff: str | None = None


def write_baseline(known: Known) -> str | None:
    """Write the baseline where that was asked.

    Returns:
        A line for the user.

    Raises:
        ConfigError: The file cannot be written.
    """
    if known.renewal is None:
        return None
    from mtcheck.files import replacing_text

    made = known.renewal.baseline()
    try:
        with replacing_text(made.path) as stream:
            stream.write(made.dump())
    except OSError as error:
        raise ConfigError(
            gettext("cannot be written: {error}", error=str(error.strerror or error)), path=made.path
        ) from error
    count = sum(entry.count for entry in made.entries)
    return ngettext("wrote {path}: {n} finding accepted", "wrote {path}: {n} findings accepted", count, path=made.path)


def load_known(files: KnownFiles, config: Config) -> Known:
    """Read what is known, before the work.

    Args:
        files: As the options name them.
        config: Names baseline and ignore list. Without an ignore list the one beside the configuration, or in the
            current folder, is taken.

    Raises:
        ConfigError: A file is missing or malformed, or two options contradict each other.
    """
    renewal = earlier = None
    if files.write_baseline is not None:
        if files.diff is not None:
            raise ConfigError(
                gettext("cannot stand beside --diff: a baseline is written of all findings"), key="--write-baseline"
            )
        renewal = _renewal(files.write_baseline)
    baseline = None if renewal is not None else config.report.baseline
    named = replace(config.report, baseline=baseline, ignore_file=ignore_path(config))
    known = build_known(replace(config, report=named))
    if files.diff is not None:
        from mtcheck.triage.difference import load_report

        earlier = load_report(files.diff)
    return replace(known, renewal=renewal, earlier=earlier)


def ignore_path(config: Config) -> str | None:
    """Return the ignore list that holds: the one that is named, else the one that is found."""
    from mtcheck.triage.ignores import FILE_NAME

    if config.report.ignore_file is not None:
        return config.report.ignore_file
    folders = (Path(config.path).parent if config.path else Path(), Path())
    return next((str(folder / FILE_NAME) for folder in folders if (folder / FILE_NAME).is_file()), None)


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
