from __future__ import annotations

from pathlib import Path

import pytest
from document_reading import FIXTURES, fault_of, place_of, read_all, read_one, write

VTT = """WEBVTT - émission

STYLE
::cue { color: red }

NOTE un commentaire --> sans importance

intro
00:01.000 --> 00:02.000 align:start
<v Ana Durand>Nous avons &amp; nous
aurons <c.loud>raison</c>.

00:03.000 --> 00:04.000
<00:03.200>Toujours.
"""


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("interview.srt", ["cue 1 at 00:00:01,000, line 3", "cue 2 at 00:00:04,400, line 8"]),
        ("interview.vtt", ["cue 1 at 00:01.000, line 4", "cue 2 at 00:04.400, line 8"]),
    ],
)
def test_files_of_ffmpeg(name: str, places: list[str]) -> None:
    found = read_one(FIXTURES / name)
    sentence = "Les deux camps ont signé mardi un feu cessé, après trois semaines de combats dans la région."
    assert sentence in [passage.span.of(found.text) for passage in found.passages]  # over two cues
    assert [place_of(found, words) for words in ("feu cessé", "après trois")] == places
    lines = (FIXTURES / name).read_text(encoding="utf-8").splitlines()
    assert lines[int(places[1].rpartition(" ")[2]) - 1].startswith("après trois")


def test_turns_of_dialogue_stand_apart() -> None:
    found = read_one(FIXTURES / "interview.srt")
    assert {"Vous y croyez ?", "Pas encore."} <= {passage.span.of(found.text) for passage in found.passages}


def test_webvtt(tmp_path: Path) -> None:
    found = read_one(write(tmp_path, "a.vtt", VTT))
    assert found.text == "Nous avons & nous aurons raison.\n\nToujours."
    assert place_of(found, "Toujours") == "cue 2 at 00:03.000, line 14"


def test_rolling_captions_are_read_once(tmp_path: Path) -> None:
    cues = ["Il a dit", "Il a dit\nqu'il viendra", "qu'il viendra\ndemain."]
    text = "\n\n".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{cue}" for n, cue in enumerate(cues, start=1))
    assert read_one(write(tmp_path, "a.srt", text)).text == "Il a dit qu'il viendra demain."


def test_a_broken_cue_loses_no_other(tmp_path: Path) -> None:
    text = (FIXTURES / "interview.srt").read_text(encoding="utf-8").replace("00:00:04,400 -->", "00:00:xx -->")
    (found,), (fault,) = read_all(write(tmp_path, "b.srt", text))
    assert str(fault).startswith(f"{tmp_path / 'b.srt'}:7: cue 2: malformed times")
    assert "signé mardi" in found.text
    assert "après trois" not in found.text


def test_without_suffix(tmp_path: Path) -> None:
    assert read_one(write(tmp_path, "sous-titres", (FIXTURES / "interview.srt").read_bytes())).places


@pytest.mark.parametrize("text", ["WEBVTT\n", "1\n00:00:01,000 --> 00:00:02,000\n\n"])
def test_no_words(tmp_path: Path, text: str) -> None:
    assert "holds no text" in str(fault_of(write(tmp_path, "a.srt", text)))


def test_a_file_of_faults_ends(tmp_path: Path) -> None:
    _, faults = read_all(write(tmp_path, "a.srt", "1\nx --> y\nBonjour.\n\n" * 5000))
    assert len(faults) == 101
    assert "not read any further" in str(faults[-1])
