"""An earlier JSON report, to tell what is new, what is fixed and what is the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtcheck.errors import ConfigError
from mtcheck.language.messages import Message, Text, of_data
from mtcheck.parsing import MalformedError, parse_json
from mtcheck.records import FixedFinding, Severity
from mtcheck.triage.baseline import as_named
from mtcheck.triage.known import KnownFinding


@dataclass(frozen=True, slots=True)
class EarlierReport:
    """The findings of an earlier run.

    Attributes:
        path: The report's file.
        findings: With their fingerprints (numbers left out), in the order of the report.
    """

    path: str
    findings: tuple[tuple[str, FixedFinding], ...]

    def known(self) -> tuple[KnownFinding, ...]:
        """Return the findings as a stock of known ones."""
        return tuple(KnownFinding(finding.path, digest) for digest, finding in self.findings)

    def fixed(self, left: Iterable[KnownFinding]) -> tuple[FixedFinding, ...]:
        """Return the findings that a run has left over; of several alike, the last ones of the file."""
        places: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, (digest, finding) in enumerate(self.findings):
            places[finding.path, digest].append(place)
        chosen = [place for item in left for place in places[item.path, item.digest][-item.count :]]
        return tuple(self.findings[place][1] for place in sorted(chosen))


def load_report(path: str) -> EarlierReport:
    """Read the findings of a JSON report, those that were suppressed included.

    Raises:
        ConfigError: There is no such file, or it is no JSON report of this version.
    """
    try:
        content = parse_json(Path(path).read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as error:
        raise ConfigError(Message("no such file"), path=path) from error
    except OSError as error:
        raise ConfigError(Message("cannot be read: {error}", error=str(error.strerror or error)), path=path) from error
    except UnicodeDecodeError as error:
        raise ConfigError(Message("not UTF-8: byte at offset {start}", start=error.start), path=path) from error
    except MalformedError as error:
        raise ConfigError(
            Message("not valid JSON: {message}", message=error.message), path=f"{path}:{error.place}"
        ) from error
    if (
        not isinstance(content, dict)
        or content.get("schema_version") != 1
        or not isinstance(content.get("files"), list)
    ):
        raise ConfigError(Message("not a JSON report of mtcheck; `--format json` writes one"), path=path)
    try:
        return EarlierReport(path, (*_findings(content["files"]), *_across(content.get("across"))))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        message = Message(
            "not a JSON report of this version of mtcheck ({kind}: {error}); write it anew",
            kind=type(error).__name__,
            error=str(error),
        )
        raise ConfigError(message, path=path) from error


def _findings(files: list[Any]) -> Iterator[tuple[str, FixedFinding]]:
    for file in files:
        path = as_named(str(file["path"]))
        for item in [*file["findings"], *(known["finding"] for known in file["suppressed"])]:
            yield _finding(item, path)


def _across(part: Any) -> Iterator[tuple[str, FixedFinding]]:
    """Give the findings across files; a report of an older version has none."""
    if part is not None:
        for item in [*part["findings"], *(known["finding"] for known in part["suppressed"])]:
            yield _finding(item, as_named(str(item["path"])))


def _message(item: Any) -> Text:
    """Return what an earlier report said, in a form that can be said in any language where it tells the message."""
    if not isinstance(item.get("message_id"), str):
        return str(item["message"])
    return of_data({"id": item["message_id"], "params": item["params"]})


def _finding(item: Any, path: str) -> tuple[str, FixedFinding]:
    digest = str(item["fingerprint"]).partition(":")[0]
    found = FixedFinding(
        path,
        str(item["code"]),
        Severity.parse(item["severity"]),
        str(item["text"]),
        _message(item),
        int(item["line"]),
        int(item["column"]),
    )
    return digest, found
