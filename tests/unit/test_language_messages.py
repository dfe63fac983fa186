"""Messages are put into words when they are read, in the language that is spoken then."""

import copy
import pickle

import pytest

from mtcheck.language.choosing import asked_for, chosen, of_locale, of_request
from mtcheck.language.markup import spoken
from mtcheck.language.messages import (
    Message,
    english,
    gettext,
    language,
    ngettext,
    number,
    of_data,
    speaking,
    structured,
    to_data,
)
from mtcheck.records import Evidence, Span
from mtcheck.serialization import from_plain, to_plain

FOUND = Message("{n} file", "{n} files", n=2)


def test_a_message_is_said_in_the_language_of_the_moment() -> None:
    assert str(FOUND) == "2 files"
    with speaking("fr"):
        assert str(FOUND) == "2 fichiers"
        assert english(FOUND) == "2 files"
    assert language() == "en"


def test_plurals_follow_the_language() -> None:
    assert [ngettext("{n} finding", "{n} findings", n) for n in (0, 1, 2)] == ["0 findings", "1 finding", "2 findings"]
    with speaking("fr"):
        said = [ngettext("{n} finding", "{n} findings", n) for n in (0, 1, 2)]
    assert said == ["0 faute", "1 faute", "2 fautes"]


def test_messages_in_messages_lists_and_numbers() -> None:
    whole = Message("{words} (machine translation: {percent}%)", words=Message("unusable"), percent=50)
    assert str(whole) == "unusable (machine translation: 50%)"
    with speaking("fr"):
        assert str(whole) == "impubliable (probabilité d’une traduction automatique\u00a0: 50\u00a0%)"
        assert number(99.84, ".1f") == "99,8"
    assert str(Message("; also {places}", places=("1:2", "3:4"))) == "; also 1:2, 3:4"


def test_braces_of_a_parameter_stay() -> None:
    assert gettext("line {line}", line="{x}") == "line {x}"
    assert str(Message("no parameters {here}")) == "no parameters {here}"


def test_a_text_without_counterpart_is_said_in_english() -> None:
    with speaking("fr"):
        assert gettext("Nobody has said {this}", this=1) == "Nobody has said 1"


@pytest.mark.parametrize(
    "message",
    [FOUND, Message("a"), Message("{a} {b}", a=("x", Message("unusable")), b=1.5)],
    ids=str,
)
def test_messages_survive_being_kept(message: Message) -> None:
    assert of_data(to_data(message)) == message
    assert pickle.loads(pickle.dumps(message)) == copy.deepcopy(message) == message
    evidence = Evidence("kind", message, 1.0, Span(1, 2))
    assert from_plain(Evidence, to_plain(evidence)) == evidence


def test_a_plain_string_is_a_text_as_well() -> None:
    assert structured("as it is") == (None, {})
    assert english("as it is") == "as it is"
    assert from_plain(Evidence, to_plain(Evidence("kind", "as it is"))).detail == "as it is"


def test_markup_stays_markup_and_text_is_escaped() -> None:
    from markupsafe import Markup

    say = spoken()["_"]
    assert say("Not checked: {error}", error=Markup("<b>x</b>")) == "Not checked: <b>x</b>"
    assert say("{label}: {value}", label="<i>", value=Markup("<b>")) == "&lt;i&gt;: <b>"
    assert not isinstance(say("Not checked: {error}", error="<b>"), Markup)  # the template escapes it


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_CA"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:fr:en"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "C", "LANGUAGE": "fr"}, "en"),
        ({"LC_MESSAGES": "fr_BE.UTF-8", "LANG": "en_US.UTF-8"}, "fr"),
    ],
)
def test_language_of_the_locale(environment: dict[str, str], code: str) -> None:
    assert of_locale(environment) == code
    assert chosen("auto", environment) == chosen(None, environment) == code
    assert chosen("fr", environment) == "fr"


def test_language_that_is_asked_for() -> None:
    assert asked_for(["check", "a.txt", "--lang", "fr"]) == "fr"
    assert asked_for(["--lang=fr", "check", "--lang=en"]) == "en"
    assert asked_for(["check", "--", "--lang", "fr"]) is None
    assert asked_for(["check", "--lang"]) is None


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("fr-CA,fr;q=0.8,en;q=0.5", "fr"),
        ("en;q=0.5,fr;q=0.9", "fr"),
        ("de,it", None),
        ("", None),
        ("fr;q=0,en", "en"),
        ("fr;q=x,en;q=0.1", "en"),
    ],
)
def test_language_of_a_browser(header: str, code: str | None) -> None:
    assert of_request(header) == code
