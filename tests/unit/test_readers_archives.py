from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from document_reading import FIXTURES, fault_of, place_of, read_all, write

from mtcheck.readers.content import ReadingOptions

SMALL = ReadingOptions(max_bytes=100_000, max_unpacked=300_000)


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


@pytest.mark.parametrize("name", ["news.zip", "news.tar.gz"])
def test_archives_of_other_programs(name: str) -> None:
    documents, (fault,) = read_all(FIXTURES / name)
    assert {Path(found.path.rpartition("!")[2]).name for found in documents} == {
        "treve.txt",
        "interview.srt",
        "page.html",
    }
    assert all(found.path.startswith(f"{FIXTURES / name}!/news/") for found in documents)
    assert f"{name}!/news/broken.txt:1: byte 0xE9" in str(fault)
    subtitles = next(found for found in documents if found.path.endswith(".srt"))
    assert place_of(subtitles, "feu cessé") == "cue 1 at 00:00:01,000, line 3"


def test_archives_in_archives(tmp_path: Path) -> None:
    data = zipped({"c.txt": b"Bonjour."})
    for depth in range(4):
        data = (zipped if depth % 2 else tarred)({f"{depth}.{'zip' if depth % 2 == 0 else 'tar'}": data})
    inner = zipped({"b.tar": tarred({"c.txt": b"Bonjour."})})
    (found,), _ = read_all(write(tmp_path, "a.zip", inner))
    assert found.path.endswith("a.zip!/b.tar!/c.txt")
    fault = fault_of(write(tmp_path, "deep.zip", data))
    assert "lies in 3 archives: deeper ones are not read" in str(fault)


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_packings(tmp_path: Path, mode: str) -> None:
    suffix = f".tar.{mode[2:]}" if mode != "w" else ".tar"
    (found,), faults = read_all(write(tmp_path, f"a{suffix}", tarred({"a.md": b"# Titre"}, mode)))
    assert (found.text, faults) == ("# Titre", [])
    (found,), _ = read_all(write(tmp_path, "unnamed", tarred({"a.md": b"# Titre"}, mode)))
    assert found.text == "# Titre"


def test_hidden_and_unknown_members_are_left_out(tmp_path: Path) -> None:
    members = dict.fromkeys((".a.txt", "__MACOSX/._b.txt", "c.jpg", "d/e.txt", "../f.txt"), b"Bonjour.")
    documents, faults = read_all(write(tmp_path, "a.zip", zipped(members)))
    assert [found.path.partition("!/")[2] for found in documents] == ["d/e.txt", "../f.txt"]
    assert faults == []
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]  # nothing is unpacked to disk


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.zip", (FIXTURES / "news.zip").read_bytes()[:1000], "is no ZIP file that can be read, or is cut"),
        ("a.tar.gz", (FIXTURES / "news.tar.gz").read_bytes()[:900], "is no TAR archive that can be read, or is cut"),
        ("a.tar", b"Bonjour.", "is no TAR archive"),
        ("a.tar.gz", gzip.compress(b"Bonjour.", mtime=0), "is no TAR archive"),
        ("a.zip", zipped({"photo.jpg": b"x"}), "holds no document"),
        ("a.tar", tarred({"photo.jpg": b"x"}), "holds no document"),
    ],
)
def test_broken_twins(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    _, faults = read_all(write(tmp_path, name, data))
    assert message in str(faults[-1])


def test_an_encrypted_member_loses_no_other(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"Secret.", "b.txt": b"Bonjour."}))
    entry = data.index(b"PK\x01\x02")
    data[entry + 8] |= 1  # the flag in the first entry of the directory
    (found,), (fault,) = read_all(write(tmp_path, "a.zip", bytes(data)))
    assert found.text == "Bonjour."
    assert "a.zip!/a.txt: is encrypted" in str(fault)


def test_a_wrong_checksum_loses_no_other(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"Un texte qui est abime en route.", "b.txt": b"Bonjour."}))
    entry = data.index(b"PK\x01\x02")
    data[entry + 16] ^= 0xFF
    (found,), (fault,) = read_all(write(tmp_path, "a.zip", bytes(data)))
    assert found.text == "Bonjour."
    assert "a.zip!/a.txt: cannot be unpacked" in str(fault)


def test_a_zip_bomb_loses_no_other(tmp_path: Path) -> None:
    data = zipped({"a.txt": b"Bonjour.", "bomb.txt": b"\n" * 30_000_000, "c.txt": b"Bonsoir."})
    documents, (fault,) = read_all(write(tmp_path, "a.zip", data))
    assert [found.text for found in documents] == ["Bonjour.", "Bonsoir."]
    assert "bomb.txt: unpacks to more than 200 times its size" in str(fault)


def test_a_packed_tar_bomb_keeps_what_came_before(tmp_path: Path) -> None:
    data = tarred({"a.txt": b"Bonjour.", "bomb.txt": b"\n" * 60_000_000}, "w:gz")
    documents, (fault,) = read_all(write(tmp_path, "a.tgz", data))
    assert [found.text for found in documents] == ["Bonjour."]
    assert "unpacks to more than 200 times its size" in str(fault)


def test_sizes_and_numbers(tmp_path: Path) -> None:
    noise = b"".join(b"Ligne %d du texte.\n" % number for number in range(4000))
    members = {f"{number}.txt": noise for number in range(6)}
    documents, faults = read_all(write(tmp_path, "a.zip", zipped(members)), SMALL)
    assert len(documents) == 3
    assert "more than the archive may hold altogether" in str(faults[-1])
    _, faults = read_all(write(tmp_path, "b.tar", tarred({"a.txt": noise * 2})), replace(SMALL, max_bytes=200_000))
    assert faults == []
    fault = fault_of(write(tmp_path, "c.zip", zipped({"a.txt": noise * 2})), SMALL)
    assert "c.zip!/a.txt: is larger than 100000 bytes" in str(fault)
    many = {f"{number}.txt": b"x" for number in range(30)}
    for name, data in (("d.zip", zipped(many)), ("d.tar", tarred(many))):
        _, faults = read_all(write(tmp_path, name, data), ReadingOptions(max_members=20))
        assert "members" in str(faults[-1])


def test_a_long_line_in_a_member(tmp_path: Path) -> None:
    data = b"x" * 2_000_000
    path = write(tmp_path, "a.tar", tarred({"a.txt": data, "b.txt": b"Bonjour."}))
    (found,), (fault,) = read_all(path)
    assert found.text == "Bonjour."
    assert "a.txt:1: the line is longer than" in str(fault)
