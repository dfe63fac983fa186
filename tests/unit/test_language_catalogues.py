"""Everything that mtcheck says has its French, with the same parameters and French typography."""

import re
from pathlib import Path

import pytest

from mtcheck.language.catalogue import LANGUAGES, SOURCE
from mtcheck.language.extraction import Said, python_texts, said
from mtcheck.language.maintaining import faults, read, update
from mtcheck.language.unspoken import unspoken

OTHERS = [code for code in LANGUAGES if code != SOURCE]
CODE = re.compile(r"`[^`]*`|\{[^{}]*\}|https?://\S+|\w+::\S*")


@pytest.fixture(scope="module")
def texts() -> tuple[Said, ...]:
    return said()


@pytest.mark.parametrize("code", OTHERS)
def test_catalogue_is_complete(code: str, texts: tuple[Said, ...]) -> None:
    assert list(faults(code, texts)) == []


def test_french_typography() -> None:
    wrong = []
    for entry in read("fr"):
        for text in () if not entry.id else (entry.string,) if isinstance(entry.string, str) else entry.string or ():
            plain = CODE.sub("x", text)
            if re.search(
                r"[^\u00a0\u202f\s][;!?»](?!\w)|(?<=\w):(?=\s|$)| [:;!?»]|«[^\u00a0\u202f]|[a-zà-ÿ]'[a-zà-ÿ]|[“”]",
                plain,
            ):
                wrong.append(text)
    assert wrong == []


def test_what_is_missing_is_told() -> None:
    one = Said("Nobody has {ever} said this", None, None, "here.py:1")
    assert next(faults("fr", [one])) == "here.py:1: 'Nobody has {ever} said this' is not in the catalogue"


def test_parameters_that_differ_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    place = tmp_path / "fr.po"
    monkeypatch.setattr("mtcheck.language.maintaining.path_of", lambda code: place)
    text = Said("{n} files in {place}", None, None, "here.py:1")
    assert update("fr", [text]) == 1
    lines = place.read_text(encoding="utf-8").rstrip().removesuffix('msgstr ""') + 'msgstr "{n} fichiers"\n'
    place.write_text(lines, encoding="utf-8")
    assert list(faults("fr", [text])) == ["'{n} fichiers': parameters differ from '{n} files in {place}': place"]
    assert update("fr", [text]) == 0  # what is there is kept
    assert list(faults("fr", [])) == ["'{n} files in {place}' is said nowhere"]


def test_texts_are_found_in_python() -> None:
    source = 'gettext("a")\nMessage("b {x}", x=1)\nngettext("c", "d", 2)\nMessage("e" if x else "f")\nother("g")\n'
    assert [one.text for one in python_texts(source, "x.py")] == ["a", "b {x}", "c", "e", "f"]


def test_a_text_that_is_put_together_is_refused() -> None:
    with pytest.raises(ValueError, match=r"x\.py:1: a text is put together"):
        list(python_texts('gettext(f"a {b}")', "x.py"))


def test_every_error_is_said_in_every_language() -> None:
    assert list(unspoken()) == []


def test_errors_in_english_only_are_found(tmp_path: Path) -> None:
    (tmp_path / "errors.py").write_text("class MtcheckError(Exception): ...\nclass InputError(MtcheckError): ...\n")
    (tmp_path / "reading.py").write_text(
        "def read(path, line):\n"
        '    told = f"is no text: {line}" if line else Message("is empty")\n'
        "    raise InputError(path, told)\n"
        "def write(path):\n"
        '    yield InputError(path, Message("is {what}, not text", what="a note"))\n'
        '    complain("cannot be " + "written")\n'
    )
    (tmp_path / "training").mkdir()
    (tmp_path / "training" / "stage.py").write_text('def run(): raise InputError("a", "speaks English")\n')
    assert list(unspoken(tmp_path)) == [
        "reading.py:2: f'is no text: {line}'",
        "reading.py:6: 'cannot be ' + 'written'",
    ]
