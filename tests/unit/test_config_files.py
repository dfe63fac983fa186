from pathlib import Path

import pytest

from mtcheck.config.settings import Config, load_config
from mtcheck.errors import ConfigError


def complaint(path: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    return str(caught.value)


def test_quotes_and_a_model_folder_are_taken_from_the_file_s_folder(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    file = tmp_path / "mtcheck.toml"
    file.write_text("quotes = ['bank.json']\n[model]\nname = 'model'\n", encoding="utf-8")
    config = load_config(file)
    assert config.quotes == (str(tmp_path / "bank.json"),)
    assert config.model.name == str(tmp_path / "model")


def test_the_nearest_mtcheck_toml_is_found(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "mtcheck.toml").write_text("[model]\nbeam = 2\n", encoding="utf-8")
    (tmp_path / "a" / "mtcheck.toml").write_text("[model]\nbeam = 3\n", encoding="utf-8")
    config = load_config(start=deep)
    assert config.model.beam == 3
    assert config.path == str(tmp_path / "a" / "mtcheck.toml")


def test_mtcheck_toml_above_wins_over_pyproject(tmp_path: Path) -> None:
    deep = tmp_path / "a"
    deep.mkdir()
    (tmp_path / "mtcheck.toml").write_text("[model]\nbeam = 2\n", encoding="utf-8")
    (deep / "pyproject.toml").write_text("[tool.mtcheck.model]\nbeam = 3\n", encoding="utf-8")
    assert load_config(start=deep).model.beam == 2


def test_pyproject_without_the_table_is_passed_over(tmp_path: Path) -> None:
    deep = tmp_path / "a"
    deep.mkdir()
    (deep / "pyproject.toml").write_text("[project]\nname = 'x' # not tool.mtcheck\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.mtcheck.model]\nbeam = 5\n", encoding="utf-8")
    assert load_config(start=deep).model.beam == 5


def test_another_tool_s_broken_pyproject_is_not_our_fault(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project\n", encoding="utf-8")
    assert load_config(start=tmp_path) == Config()


def test_errors_in_pyproject_carry_the_whole_key(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text("[tool.mtcheck.model]\nbeem = 3\n", encoding="utf-8")
    assert complaint(file).startswith(f"{file}: tool.mtcheck.model.beem: unknown key")


def test_a_pyproject_named_by_hand_must_hold_the_table(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text("[project]\n", encoding="utf-8")
    assert complaint(file) == f"{file}: no table [tool.mtcheck]"


def test_a_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_bytes(b"\xef\xbb\xbf[model]\r\nbeam = 2\r\n")
    assert load_config(file).model.beam == 2


@pytest.mark.parametrize(
    ("data", "place", "expected"),
    [
        (b"[model]\nbeam = = 2\n", ":2:8", "not valid TOML: Invalid value"),
        (b"[model]\nbeam = 2\nname = 'x", ":3", "not valid TOML: "),
        (b"a = 1\na = 2\n", ":2:6", "not valid TOML: "),
        (b"# un caf\xe9\n", ":1", "not UTF-8: byte 0xe9 at offset 8"),
        ("[model]".encode("utf-16"), "", "encoded as UTF-16"),
    ],
)
def test_a_malformed_file_names_its_place(tmp_path: Path, data: bytes, place: str, expected: str) -> None:
    file = tmp_path / "x.toml"
    file.write_bytes(data)
    message = complaint(file)
    assert message.startswith(f"{file}{place}: ")
    assert expected in message


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert complaint(tmp_path / "none.toml") == f"{tmp_path / 'none.toml'}: no such file"
    assert complaint(tmp_path).startswith(f"{tmp_path}: cannot be read: ")
