import pytest
from typer.testing import CliRunner

from mtcheck.checks.base import Example, Rule
from mtcheck.cli.app import app
from mtcheck.cli.explain import describe_rules
from mtcheck.errors import ConfigError
from mtcheck.records import Category, Severity

TERM = Rule(
    code="MT201",
    name="term.garbled",
    category=Category.WRONG_TERM,
    severity=Severity.MAJOR,
    summary="A term is rendered word for word.",
    rationale="Readers do not recognise the term. " * 6,
    authority="MQM, Terminology",
    examples=(
        Example("Un feu cessé a été signé.", flagged="feu cessé", quote="A ceasefire was signed."),
        Example("Un cessez-le-feu a été signé."),
    ),
)
NUMBER = Rule("MT103", "quote.number", Category.NUMBER, Severity.CRITICAL, "A number differs.", "It does.", "MQM", ())
RULES = (TERM, NUMBER)


def test_the_list_has_a_line_a_rule_by_code() -> None:
    lines = describe_rules(RULES, None, 80).splitlines()
    assert [line.split()[:3] for line in lines] == [
        ["MT103", "quote.number", "critical"],
        ["MT201", "term.garbled", "major"],
    ]


@pytest.mark.parametrize("wanted", ["MT201", "mt201", "term.garbled", "TERM.Garbled"])
def test_a_page_shows_what_a_doubter_needs(wanted: str) -> None:
    page = describe_rules(RULES, wanted, 72)
    for part in ("MT201", "major", "Terminology/Wrong term", TERM.summary, "MQM, Terminology", "fault: feu cessé"):
        assert part in page
    assert page.index("Flagged") < page.index("Un feu cessé") < page.index("Not flagged") < page.index("Un cessez-le")
    assert "known quote: A ceasefire was signed." in page
    assert max(map(len, page.splitlines())) <= 72


def test_a_prefix_lists_its_family() -> None:
    assert describe_rules(RULES, "mt1", 80).split()[0] == "MT103"
    assert "MT201" not in describe_rules(RULES, "MT1", 80)


@pytest.mark.parametrize(
    ("wanted", "hint"),
    [
        ("MT210", "did you mean MT201?"),
        ("term.garble", "did you mean term.garbled?"),
        ("zzz", "lists them"),
        ("", "lists"),
    ],
)
def test_an_unknown_rule_gets_a_hint(wanted: str, hint: str) -> None:
    with pytest.raises(ConfigError, match=r"there is no rule") as caught:
        describe_rules(RULES, wanted, 80)
    assert hint in str(caught.value)


def test_an_english_word_is_set_as_in_a_dictionary() -> None:
    run = CliRunner().invoke(app, ["explain", "bill"], env={"COLUMNS": "72"})
    lines = run.output.splitlines()
    assert run.exit_code == 0
    assert lines[0] == "bill  noun"
    assert lines[2].startswith("  1  projet de loi; ")
    assert any(line.startswith("     politics · beside ") for line in lines)
    assert any(line.startswith("     • ") for line in lines)
    assert "bill  verb" in lines
    assert max(map(len, lines)) <= 72


def test_a_term_of_several_words_has_an_entry_too() -> None:
    run = CliRunner().invoke(app, ["explain", "Power  Plant"])
    assert run.output.startswith("power plant  phrase\n\n  centrale électrique; ")
    assert "  never: " in run.output


def test_a_word_that_is_unknown_says_both() -> None:
    run = CliRunner().invoke(app, ["explain", "zzzz"])
    assert run.exit_code == 2
    assert "no such word in the dictionary" in run.output
