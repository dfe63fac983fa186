"""The cache: answers come back as they were, from any process, and nothing that happens to the file stops a run."""

from __future__ import annotations

import logging
import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from mtcheck.engines.base import Translator
from mtcheck.engines.cache import FILE_NAME, AnswerCache, default_cache_folder
from mtcheck.engines.cached import CachedTranslator
from mtcheck.engines.engine import NBestTranslator
from mtcheck.engines.fake import FakeTranslator
from mtcheck.records import Hypothesis, TokenScores

TEXTS = ("Oui.", "Non !", "", "Oui.", "« L’été » 🌞\n")
PAIRS = (("a fruitful talk", "un entretien rentable"), ("", "un mot"), ("x", ""))


class Engine:
    """A fake that remembers what it was asked, and can break off."""

    def __init__(self) -> None:
        self.fake = FakeTranslator({"Oui.": "Yes."}, rule=str.upper, looping=frozenset({"Non !"}))
        self.signature = "fake"
        self.asked: list[str] = []
        self.patience = 1_000_000

    def translate(self, texts: Sequence[str], *, source_lang: str, target_lang: str) -> tuple[Hypothesis, ...]:
        self.asked += texts
        if len(self.asked) > self.patience:
            raise KeyboardInterrupt
        return self.fake.translate(texts, source_lang=source_lang, target_lang=target_lang)

    def score(self, pairs: Sequence[tuple[str, str]], *, source_lang: str, target_lang: str) -> tuple[TokenScores, ...]:
        self.asked += [target for _, target in pairs]
        return self.fake.score(pairs, source_lang=source_lang, target_lang=target_lang)

    def translate_nbest(
        self, texts: Sequence[str], *, source_lang: str, target_lang: str, count: int
    ) -> tuple[tuple[Hypothesis, ...], ...]:
        self.asked += texts
        return tuple((one,) * count for one in self.fake.translate(texts, source_lang="fr", target_lang="en"))


@pytest.fixture
def engine() -> Engine:
    return Engine()


def unloadable() -> Translator:
    raise AssertionError("the model was loaded")


def cached(folder: Path, engine: Engine | None, **options: int) -> CachedTranslator:
    size = options.get("max_bytes", 10_000_000)
    return CachedTranslator("fake", (lambda: engine) if engine else unloadable, AnswerCache(folder, max_bytes=size))


def translate(translator: Translator, texts: Sequence[str] = TEXTS) -> tuple[Hypothesis, ...]:
    return translator.translate(texts, source_lang="fr", target_lang="en")


def test_answers_come_back_without_the_model(tmp_path: Path, engine: Engine) -> None:
    first = cached(tmp_path, engine)
    hypotheses, scores = translate(first), first.score(PAIRS, source_lang="en", target_lang="fr")
    nbest = first.translate_nbest(TEXTS, source_lang="fr", target_lang="en", count=2)
    likely = first.log_probs(PAIRS, source_lang="en", target_lang="fr")
    assert hypotheses == translate(engine.fake)
    assert isinstance(first, NBestTranslator)
    second = cached(tmp_path, None)
    assert translate(second) == hypotheses
    assert second.score(PAIRS, source_lang="en", target_lang="fr") == scores
    assert second.translate_nbest(TEXTS, source_lang="fr", target_lang="en", count=2) == nbest
    assert second.log_probs(PAIRS, source_lang="en", target_lang="fr") == likely


def test_each_question_is_asked_once(tmp_path: Path, engine: Engine) -> None:
    translator = cached(tmp_path, engine)
    translate(translator)
    translate(translator, (*TEXTS, "Neuf."))
    assert engine.asked == ["Oui.", "Non !", "", "« L’été » 🌞\n", "Neuf."]


@pytest.mark.parametrize(
    ("signature", "direction", "text"), [("other", "fren", "Oui."), ("fake", "enfr", "Oui."), ("fake", "fren", "oui.")]
)
def test_another_model_direction_or_text_is_another_question(
    tmp_path: Path, engine: Engine, signature: str, direction: str, text: str
) -> None:
    translate(cached(tmp_path, engine), ["Oui."])
    cache = AnswerCache(tmp_path, max_bytes=10_000_000)
    CachedTranslator(signature, lambda: engine, cache).translate(
        [text], source_lang=direction[:2], target_lang=direction[2:]
    )
    assert engine.asked == ["Oui.", text]


def test_an_interrupted_run_goes_on(tmp_path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtcheck.engines.cached._AT_ONCE", 10)
    texts = [f"texte {number}" for number in range(50)]
    engine.patience = 35
    with pytest.raises(KeyboardInterrupt):
        translate(cached(tmp_path, engine), texts)
    engine.asked, engine.patience = [], 1000
    assert [one.text for one in translate(cached(tmp_path, engine), texts)] == [text.upper() for text in texts]
    assert engine.asked == texts[30:]


def test_without_a_cache_the_engine_is_asked_each_time(engine: Engine) -> None:
    translator = CachedTranslator("fake", lambda: engine, None)
    assert translate(translator) == translate(translator) == translate(engine.fake)
    assert len(engine.asked) == 2 * len(TEXTS)


class Plain:
    """An engine that follows the seam and no more."""

    signature = "plain"
    translate = FakeTranslator().translate
    score = FakeTranslator().score


def test_an_engine_with_one_hypothesis_cannot_give_more(tmp_path: Path) -> None:
    translator = CachedTranslator("plain", Plain, AnswerCache(tmp_path, max_bytes=1_000_000))
    with pytest.raises(TypeError, match="one hypothesis"):
        translator.translate_nbest(TEXTS, source_lang="fr", target_lang="en", count=2)


def test_the_file_stays_bounded_and_the_oldest_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache, now = AnswerCache(tmp_path, max_bytes=300_000), 1_000_000.0
    monkeypatch.setattr("mtcheck.engines.cache.time.time", lambda: now)
    keys = [number.to_bytes(16, "big") for number in range(1000)]
    cache.put({b"kept" * 4: b"much used"})
    for start in range(0, 1000, 50):
        now += 100_000
        cache.put({key: os.urandom(1000) for key in keys[start : start + 50]})
        assert cache.get([b"kept" * 4])
    found = cache.get(keys)
    assert keys[-1] in found
    assert keys[0] not in found
    assert 100 < len(found) < 300
    cache.close()
    assert (tmp_path / FILE_NAME).stat().st_size < 600_000


@pytest.mark.parametrize("damage", [b"this is no database at all, and long enough to be seen" * 50, b""])
def test_a_damaged_file_is_set_aside(
    tmp_path: Path, engine: Engine, caplog: pytest.LogCaptureFixture, damage: bytes
) -> None:
    (tmp_path / FILE_NAME).write_bytes(damage)
    assert translate(cached(tmp_path, engine)) == translate(engine.fake)
    aside = list(tmp_path.glob("*.damaged-*"))
    assert len(aside) == len(caplog.records) == (1 if damage else 0)
    assert [file.read_bytes() for file in aside] == ([damage] if damage else [])
    assert translate(cached(tmp_path, None)) == translate(engine.fake)


def test_damage_inside_is_set_aside_and_the_run_goes_on(
    tmp_path: Path, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    cache = AnswerCache(tmp_path, max_bytes=10_000_000)
    cache.put({number.to_bytes(16, "big"): os.urandom(500) for number in range(500)})
    cache.close()
    content = bytearray((tmp_path / FILE_NAME).read_bytes())
    for place in range(4096, len(content)):
        content[place] ^= 0x5A
    (tmp_path / FILE_NAME).write_bytes(content)
    translator = cached(tmp_path, engine)
    assert translate(translator) == translate(engine.fake)
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert len(list(tmp_path.glob("*.damaged-*"))) == 1


def test_one_damaged_answer_is_asked_anew(tmp_path: Path, engine: Engine) -> None:
    translate(cached(tmp_path, engine))
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("UPDATE answers SET answer = x'00'")
    connection.close()
    assert translate(cached(tmp_path, engine)) == translate(engine.fake)
    assert len(engine.asked) == 8
    assert translate(cached(tmp_path, None)) == translate(engine.fake)


def test_a_folder_that_cannot_be_made_gives_one_warning(
    tmp_path: Path, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    translator = cached(tmp_path / "file" / "below", engine)
    for _ in range(3):
        assert translate(translator) == translate(engine.fake)
    (message,) = (record.getMessage() for record in caplog.records)
    assert "going on without a cache" in message


def test_a_file_that_cannot_be_opened_gives_one_warning(
    tmp_path: Path, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / FILE_NAME).mkdir()
    translator = cached(tmp_path, engine)
    for _ in range(3):
        assert translate(translator) == translate(engine.fake)
    assert len(caplog.records) == 1


def test_several_processes_share_the_file(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from mtcheck.engines.cache import AnswerCache\n"
        "cache, own = AnswerCache(Path(sys.argv[1]), max_bytes=10**8), int(sys.argv[2])\n"
        "for start in range(200):\n"
        "    cache.put({(own * 1000 + start).to_bytes(16, 'big'): bytes([own]) * 100, b'shared' + bytes([start]): b's'})\n"
        "    assert cache.get([b'shared' + bytes([start])])\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    running = [subprocess.Popen([*command, str(number)], stderr=subprocess.PIPE, text=True) for number in range(3)]
    for process in running:
        _, complaints = process.communicate(timeout=60)
        assert (process.returncode, complaints) == (0, "")
    cache = AnswerCache(tmp_path, max_bytes=10**8)
    keys = [(own * 1000 + start).to_bytes(16, "big") for own in range(3) for start in range(200)]
    assert len(cache.get(keys)) == 600
    cache.close()


def test_a_file_that_another_process_is_making_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    refused: list[str] = []

    class Busy(sqlite3.Connection):
        """Refuses the write-ahead log three times, as SQLite does at once where another process turns it on."""

        def execute(self, sql: str, parameters: object = ()) -> sqlite3.Cursor:
            if "journal_mode" in sql and len(refused) < 3:
                refused.append(sql)
                raise sqlite3.OperationalError("database is locked")
            return super().execute(sql, parameters)  # type: ignore[arg-type]

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path, **options: connect(path, factory=Busy, **options))
    cache = AnswerCache(tmp_path, max_bytes=10**9)
    cache.put({b"key": b"answer"})
    assert cache.get([b"key"]) == {b"key": b"answer"}
    assert len(refused) == 3
    assert not caplog.records
    cache.close()


def test_the_default_folder_follows_the_platform(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_cache_folder() == tmp_path / "mtcheck"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    assert default_cache_folder() == tmp_path / "home" / ".cache" / "mtcheck"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert default_cache_folder() == tmp_path / "home" / "Library" / "Caches" / "mtcheck"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert default_cache_folder() == tmp_path / "local" / "mtcheck"
