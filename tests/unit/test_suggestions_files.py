"""Patches, copies and corrections in place: nothing but the corrected words changes, and no original is lost."""

import codecs
import os
import stat
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mtcheck.errors import ConfigError, InputError
from mtcheck.files import replace_bytes
from mtcheck.readers.plain import document
from mtcheck.records import Category, FileReport, Finding, Severity, Span
from mtcheck.suggestions.corrections import Correction, correct
from mtcheck.suggestions.patch import unified_patch
from mtcheck.suggestions.run import Corrector
from mtcheck.suggestions.writing import require_target, write_in_place, write_suggestions

GARBLED = "Un titre\n\nKiev demande les systèmes patriotes.\nLe reste.\n"
SOUND = "Un titre\n\nKiev demande les systèmes Patriot.\nLe reste.\n"
Checking = Callable[..., tuple[FileReport, ...]]


@pytest.fixture
def corrected(check_texts: Checking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Correction]:
    """Write bytes, check their text, and return the correction."""
    monkeypatch.chdir(tmp_path)

    def run(text: str = GARBLED, data: bytes | None = None, name: str = "a.txt") -> Correction:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if data is None else data)
        (report,) = check_texts([(name, text)])
        found = correct(report)
        assert found is not None
        return found

    return run


@pytest.mark.parametrize(
    "tool",
    [["patch", "-p1", "--silent", "-i"], ["git", "apply", "--whitespace=nowarn"]],
    ids=["patch", "git"],
)
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (GARBLED.encode(), SOUND.encode()),
        (GARBLED.rstrip().encode(), SOUND.rstrip().encode()),
        (codecs.BOM_UTF8 + GARBLED.encode(), codecs.BOM_UTF8 + SOUND.encode()),
        (GARBLED.replace("\n", "\r\n").encode(), SOUND.replace("\n", "\r\n").encode()),
        (GARBLED.encode("cp1252"), SOUND.encode("cp1252")),
        (b"Kiev demande les syst\xc3\xa8mes patriotes.", b"Kiev demande les syst\xc3\xa8mes Patriot."),
    ],
    ids=["plain", "no end of line", "byte-order mark", "CRLF", "Windows-1252", "one line"],
)
@pytest.mark.parametrize("name", ["a.txt", "un dossier/é « b ».md"])
def test_the_patch_applies(
    tool: list[str], before: bytes, after: bytes, name: str, corrected: Callable[..., Correction]
) -> None:
    encoding = "cp1252" if before == GARBLED.encode("cp1252") else "utf-8-sig"
    correction = corrected(before.decode(encoding), before, name)
    Path("fix.patch").write_bytes(unified_patch([correction]))
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(Path.cwd().parent), "LC_ALL": "C.UTF-8"}
    done = subprocess.run([*tool, "fix.patch"], capture_output=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr.decode()
    assert Path(name).read_bytes() == after


def test_one_patch_holds_several_files(check_texts: Checking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names = ["b.txt", "a/c.txt", "sound.txt"]
    texts = [GARBLED, GARBLED.replace("\n", "\r\n"), SOUND]
    for name, text in zip(names, texts, strict=True):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_bytes(text.encode())
    corrector = Corrector("fix.diff", in_place=False)
    for report in check_texts(list(zip(names, texts, strict=True))):
        corrector.take(report)
    assert list(corrector.finish()) == [
        "wrote a patch to fix.diff",
        "2 safe suggestions in 2 files; 0 more for a person to judge",
    ]
    assert [Path(name).read_bytes() for name in names] == [text.encode() for text in texts], "the input is untouched"
    subprocess.run(["patch", "-p1", "--silent", "-i", "fix.diff"], check=True)
    assert Path("b.txt").read_bytes() == SOUND.encode()
    assert Path("a/c.txt").read_bytes() == SOUND.replace("\n", "\r\n").encode()


def test_a_file_outside_the_current_folder_cannot_be_patched(corrected: Callable[..., Correction]) -> None:
    correction = corrected(name="a.txt")
    Path("inner").mkdir()
    with pytest.raises(InputError, match="run mtcheck from a folder above it"):
        unified_patch([correction], "inner")


def test_copies_mirror_the_input(corrected: Callable[..., Correction]) -> None:
    correction = corrected(name="news/a.txt")
    assert write_suggestions([correction], "out") == "wrote 1 corrected copy to out"
    assert Path("out/news/a.txt").read_bytes() == SOUND.encode()
    assert Path("news/a.txt").read_bytes() == GARBLED.encode()
    absolute = replace(correction, path=str(Path("news/a.txt").resolve()))
    write_suggestions([absolute], "out")
    assert Path("out/a.txt").read_bytes() == SOUND.encode()


def test_a_copy_never_overwrites_the_article(corrected: Callable[..., Correction]) -> None:
    with pytest.raises(ConfigError, match="--in-place"):
        write_suggestions([corrected(name="a.txt")], ".")
    assert Path("a.txt").read_bytes() == GARBLED.encode()


def test_in_place_keeps_backup_and_permissions(corrected: Callable[..., Correction]) -> None:
    correction = corrected()
    Path("a.txt").chmod(0o640)
    assert write_in_place(correction).endswith("a.txt.bak")
    assert Path("a.txt").read_bytes() == SOUND.encode()
    assert Path("a.txt.bak").read_bytes() == GARBLED.encode()
    for name in ("a.txt", "a.txt.bak"):
        assert stat.S_IMODE(Path(name).stat().st_mode) == 0o640
    assert sorted(os.listdir()) == ["a.txt", "a.txt.bak"]


def test_a_backup_is_never_overwritten(corrected: Callable[..., Correction]) -> None:
    correction = corrected()
    Path("a.txt.bak").write_text("older", encoding="utf-8")
    assert write_in_place(correction).endswith("a.txt.bak.1")
    assert Path("a.txt.bak").read_text(encoding="utf-8") == "older"
    assert Path("a.txt.bak.1").read_bytes() == GARBLED.encode()


def test_a_file_that_changed_meanwhile_is_left_alone(corrected: Callable[..., Correction]) -> None:
    correction = corrected()
    Path("a.txt").write_bytes(b"something else")
    with pytest.raises(InputError, match="changed since"):
        write_in_place(correction)
    assert Path("a.txt").read_bytes() == b"something else"
    assert os.listdir() == ["a.txt"]


def test_a_link_keeps_pointing_where_it_points(corrected: Callable[..., Correction]) -> None:
    correction = corrected(name="real.txt")
    Path("link.txt").symlink_to("real.txt")
    write_in_place(replace(correction, path="link.txt"))
    assert Path("link.txt").is_symlink()
    assert Path("real.txt").read_bytes() == SOUND.encode()
    assert Path("real.txt.bak").read_bytes() == GARBLED.encode()


def test_a_failed_replacement_leaves_the_file_and_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "a.txt"
    place.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(OSError, match="no space"):
        replace_bytes(place, b"new")
    assert place.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "mac-roman", "utf-16"])
def test_encoding_and_mark_are_kept(encoding: str, corrected: Callable[..., Correction]) -> None:
    assert corrected(data=GARBLED.encode(encoding)).after == SOUND.encode(encoding)


def test_what_the_encoding_lacks_is_not_written(tmp_path: Path) -> None:
    text = "Il a refusé ouvrir."
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("iso-8859-1"))
    finding = Finding(
        "MT402", "x", Category.GRAMMAR, Severity.MINOR, 0.8, Span(5, 18), text[5:18], "", suggestion="refusé d'œuvrer"
    )
    assert correct(FileReport(str(path), findings=(finding,), document=document(str(path), text))) is not None
    path.write_bytes("Il a refusé ouvrir.".encode("mac-roman"))
    odd = replace(finding, suggestion="refusé d'ouvrir ₪")
    assert correct(FileReport(str(path), findings=(odd,), document=document(str(path), text))) is None


def test_other_formats_are_refused(check_texts: Checking, tmp_path: Path) -> None:
    (report,) = check_texts([("a.html", GARBLED)])
    page = replace(report, document=replace(document("a.html", GARBLED), media_type="text/html"))
    with pytest.raises(InputError, match=r"text/html.*plain text and Markdown only"):
        correct(page)
    (report,) = check_texts([("<stdin>", GARBLED)])
    with pytest.raises(InputError, match="files only"):
        correct(report)
    changed = tmp_path / "a.txt"
    changed.write_text("autre chose", encoding="utf-8")
    (report,) = check_texts([(str(changed), GARBLED)])
    with pytest.raises(InputError, match="changed since it was checked"):
        correct(report)


def test_problems_do_not_keep_the_other_files_back(
    check_texts: Checking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_bytes(GARBLED.encode())
    corrector = Corrector(None, in_place=True)
    for report in check_texts([("gone.txt", GARBLED), ("a.txt", GARBLED)]):
        corrector.take(report)
    lines = list(corrector.finish())
    assert [str(problem).split(":")[0] for problem in corrector.problems] == ["gone.txt"]
    assert lines[0].startswith("corrected a.txt (1); as it was: ")
    assert lines[1] == "1 safe suggestion in 1 file; 1 more for a person to judge"
    assert Path("a.txt").read_bytes() == SOUND.encode()


def test_a_target_is_judged_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    with pytest.raises(ConfigError, match="name a patch"):
        require_target(str(tmp_path / "notes.txt"))
    with pytest.raises(ConfigError, match="there is no folder"):
        require_target(str(tmp_path / "missing" / "fix.patch"))
    require_target(str(tmp_path / "fix.patch"))
    require_target(str(tmp_path / "new folder"))
