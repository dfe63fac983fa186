"""Files are written whole or not at all, and two names of one file are known for one."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

import pytest

from mtcheck.files import identities, is_special, new_file, overwritten, replace_bytes, replacing, replacing_text


def fail_while_writing(place: Path) -> None:
    with replacing_text(place) as stream:
        stream.write("new")
        raise RuntimeError


def test_what_fails_leaves_the_old_file_and_no_draft(tmp_path: Path) -> None:
    place = tmp_path / "a.txt"
    place.write_text("old", encoding="utf-8")
    with pytest.raises(RuntimeError):
        fail_while_writing(place)
    assert place.read_text(encoding="utf-8") == "old"
    assert os.listdir(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    place = tmp_path / "a.txt"
    place.write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, call, full)
    with pytest.raises(OSError, match="No space"):
        replace_bytes(place, b"new")
    assert place.read_text(encoding="utf-8") == "old"
    with pytest.raises(OSError, match="No space"):
        new_file(tmp_path / "b.txt", b"new") if call == "fsync" else replace_bytes(place, b"new")
    assert os.listdir(tmp_path) == ["a.txt"]


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    place, link = tmp_path / "a.txt", tmp_path / "b.txt"
    place.write_text("old", encoding="utf-8")
    place.chmod(0o640)
    link.symlink_to(place)
    replace_bytes(link, b"new")
    assert link.is_symlink()
    assert place.read_bytes() == b"new"
    assert stat.S_IMODE(place.stat().st_mode) == 0o640


def test_a_new_file_is_made_once(tmp_path: Path) -> None:
    new_file(tmp_path / "a", b"one")
    with pytest.raises(FileExistsError):
        new_file(tmp_path / "a", b"two")
    assert (tmp_path / "a").read_bytes() == b"one"
    assert os.listdir(tmp_path) == ["a"]


def test_two_writers_do_not_take_each_other_for_dead(tmp_path: Path) -> None:
    with replacing(tmp_path / "a") as one, replacing(tmp_path / "a") as two:
        one.write(b"one")
        two.write(b"two")
    assert (tmp_path / "a").read_bytes() == b"one"
    assert os.listdir(tmp_path) == ["a"]


def test_the_draft_of_a_killed_run_is_removed(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys\nfrom mtcheck.files import replacing\n"
        "with replacing(sys.argv[1]) as stream:\n stream.write(b'new')\n stream.flush()\n"
        " os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    place = tmp_path / "a.txt"
    place.write_bytes(b"old")
    subprocess.run([sys.executable, "-c", program, str(place)], check=False)
    assert place.read_bytes() == b"old"
    assert len(os.listdir(tmp_path)) == 2
    (tmp_path / ".a.txt.notes.part").write_bytes(b"somebody's own")
    replace_bytes(place, b"newer")
    assert sorted(os.listdir(tmp_path)) == [".a.txt.notes.part", "a.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="no locks of this kind there")
def test_a_draft_that_is_taken_for_an_orphan_before_it_is_locked_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    taken: list[threading.Timer] = []
    lock = fcntl.flock

    def late(stream: IO[bytes], operation: int) -> None:
        if not taken:  # another run looks for orphans between the making of the draft and its lock
            (draft,) = tmp_path.glob(".*.part")
            other = draft.open("rb")
            lock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)

            def remove() -> None:
                draft.unlink()
                other.close()

            taken.append(threading.Timer(0.2, remove))
            taken[0].start()
        lock(stream, operation)

    monkeypatch.setattr(fcntl, "flock", late)
    with replacing(tmp_path / "a.txt") as stream:
        taken[0].join()
        stream.write(b"new")
    assert (tmp_path / "a.txt").read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["a.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="no locks of this kind there")
def test_a_run_killed_behind_the_link_of_a_new_file_leaves_no_draft_for_ever(tmp_path: Path) -> None:
    place = tmp_path / "a.txt.bak"
    place.write_bytes(b"old")
    os.link(place, tmp_path / f".a.txt.bak.{'0' * 16}.part")
    with pytest.raises(FileExistsError):
        new_file(place, b"new")
    assert os.listdir(tmp_path) == ["a.txt.bak"]
    assert place.read_bytes() == b"old"


def test_a_pipe_is_written_straight(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p")
    reader = os.open(tmp_path / "p", os.O_RDONLY | os.O_NONBLOCK)
    replace_bytes(tmp_path / "p", b"through")
    assert os.read(reader, 100) == b"through"
    os.close(reader)
    assert is_special(tmp_path / "p") == "a pipe"
    assert is_special(os.devnull) == "a device"
    assert is_special(tmp_path) is None


def test_every_name_of_a_file_is_the_file(tmp_path: Path) -> None:
    place = tmp_path / "a.txt"
    place.write_bytes(b"x")
    (tmp_path / "soft").symlink_to("a.txt")
    os.link(place, tmp_path / "hard")
    (tmp_path / "d").mkdir()
    with place.open("rb") as stream:
        for name in ("a.txt", "soft", "hard", "d/../a.txt"):
            assert overwritten(f"{tmp_path}/{name}", [place])
            assert overwritten(f"{tmp_path}/{name}", [stream.fileno()])
    assert not overwritten(tmp_path / "b.txt", [place])
    assert overwritten(tmp_path / "d/../new", [tmp_path / "new"])
    assert identities(999_999) == frozenset()
