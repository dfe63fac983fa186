from __future__ import annotations

import json
from dataclasses import replace

from report_sample import QUOTE, sample

from mtcheck.records import FixedFinding, Report, Severity, Suppressed, SuppressionKind
from mtcheck.report.cards import entries
from mtcheck.report.overview import facts, kinds, severities, speakers, statuses

QUOTES = {QUOTE.id: QUOTE}


def with_known() -> Report:
    """Return the sample, its first two findings known, compared with an earlier report."""
    report = sample()
    first = report.files[0]
    known = (
        Suppressed(first.findings[0], SuppressionKind.EARLIER),
        Suppressed(first.findings[1], SuppressionKind.IGNORE, "house style"),
    )
    fixed = (FixedFinding(first.path, "MT301", Severity.MAJOR, "the summit", "English words", 3, 4),)
    file = replace(first, findings=first.findings[2:], suppressed=known)
    return replace(report, files=(file, *report.files[1:]), earlier="old.json", fixed=fixed)


def test_bars_share_one_scale_and_their_parts_join() -> None:
    found = {kind.code: kind for kind in kinds(sample())}
    assert found["MT201"].number == 3
    assert found["MT201"].parts == (("critical", 0.0, 33.33), ("major", 33.33, 66.67))
    assert found["MT301"].parts == (("major", 0.0, 33.33),)
    assert found["MT201"].summary.startswith("An English term")
    assert found["MT201"].title == "term: garbled"


def test_a_speaker_is_named_as_the_known_statement_names_them() -> None:
    assert speakers(sample(), QUOTES) == ("Volodymyr Zelenskyy",)
    assert speakers(sample(), {}) == ("Zelensky",)


def test_facts_stand_in_the_order_of_the_cards() -> None:
    report = with_known()
    rows = json.loads(facts(report, QUOTES))
    assert [row[2] for row in rows] == [entry.finding.code for file in report.files for entry in entries(file)]
    assert [row[5] for row in rows if row[5]] == ["earlier", "ignore"]
    assert "<" not in facts(replace(report, files=(replace(report.files[0], path="<script>"),)), QUOTES)


def test_known_findings_are_listed_and_not_counted() -> None:
    report = with_known()
    assert sum(kind.number for kind in kinds(report)) == len(report.findings) == 9
    assert statuses(report) == (("earlier", "in the earlier report too"), ("ignore", "in the ignore list"))
    assert severities(report) == tuple(reversed(Severity))
    assert [entry.status(report) for entry in entries(report.files[0])].count("new") == 9
