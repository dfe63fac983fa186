import subprocess
import sys
from pathlib import Path

import pytest

from mtcheck.cli.failure import complain, guarded
from mtcheck.errors import InputError

ROOT = Path(__file__).parents[2]


def code_of(error: BaseException, *, debug: bool = False) -> object:
    with pytest.raises(SystemExit) as caught, guarded(debug=debug):
        raise error
    return caught.value.code


def test_an_error_of_ours_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert code_of(InputError("a.txt", "is empty", line=1)) == 2
    assert capsys.readouterr().err == "mtcheck: error: a.txt:1: is empty\n"


def test_an_unexpected_error_names_the_way_to_its_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert code_of(ZeroDivisionError("by zero")) == 2
    err = capsys.readouterr().err
    assert err.startswith("mtcheck: error: ZeroDivisionError: by zero")
    assert "--debug" in err
    assert "Traceback" not in err


def test_debug_shows_the_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert code_of(ZeroDivisionError("by zero"), debug=True) == 2
    err = capsys.readouterr().err
    assert "Traceback" in err
    assert err.endswith("mtcheck: error: ZeroDivisionError: by zero\n")


def test_an_interrupt_is_130(capsys: pytest.CaptureFixture[str]) -> None:
    assert code_of(KeyboardInterrupt()) == 130
    assert capsys.readouterr().err == "mtcheck: interrupted\n"


def test_a_file_name_cannot_forge_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    complain("a\nmtcheck: error: b.txt: forged \udce9")
    assert capsys.readouterr().err == "mtcheck: error: a\\nmtcheck: error: b.txt: forged \\udce9\n"


def test_a_closed_pipe_is_silent() -> None:
    program = (
        "from mtcheck.cli.failure import guarded\nwith guarded():\n    for number in range(100_000): print(number)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"0\n"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
