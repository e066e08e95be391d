"""What is reported of a fault: where it was, in which versions, and nothing that anybody has written."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hostile import one_line
from program import run, said
from sent import foreign_text

from tui_reader import crash
from tui_reader.errors import ExitCode
from tui_reader.settings import state_folder

SECRET = "نص سري"
DRIVER = """
import sys
from pathlib import Path
sys.argv[0] = "tui-reader"
HOSTILE = Path(__file__).with_name("hostile.txt").read_bytes().decode()
{fault}
from tui_reader.__main__ import main
main()
"""


def with_fault(folder: Path, fault: str) -> list[str]:
    """The program with some lines of Python run before it, which find hostile text in HOSTILE."""
    (folder / "hostile.txt").write_bytes((SECRET + one_line()).encode())
    driver = folder / "driver.py"
    driver.write_text(DRIVER.format(fault=fault), encoding="utf-8")
    return [sys.executable, str(driver)]


def raised(error: BaseException) -> BaseException:
    """The exception with the places that it went through."""
    secret = SECRET

    def inner(depth: int) -> None:
        if depth:
            inner(depth - 1)
        raise error

    try:
        inner(40)
    except BaseException as caught:  # noqa: BLE001 - whatever it is
        return caught
    raise AssertionError(secret)


def report_of(error: BaseException) -> str:
    """What is reported of an exception."""
    return crash.write_report(raised(error)).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "error",
    [
        ValueError(SECRET),
        KeyError(SECRET),
        UnicodeDecodeError("utf-8", SECRET.encode(), 0, 1, SECRET),
        SyntaxError(SECRET, (SECRET, 1, 1, SECRET)),
        OSError(SECRET),
        FileNotFoundError(2, "No such file or directory", SECRET),
        ExceptionGroup(SECRET, [ValueError(SECRET), ExceptionGroup(SECRET, [TypeError(SECRET)])]),
        type("Odd", (Exception,), {"__str__": lambda self: 1 // 0, "__repr__": lambda self: SECRET})(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_report_says_where_and_in_which_versions_and_quotes_nobody(error: BaseException) -> None:
    report = report_of(error)
    assert SECRET not in report
    assert type(error).__qualname__ in report
    assert "in inner" in report
    assert "test_crash.py" in report
    assert f"Python {sys.version_info.major}.{sys.version_info.minor}" in report
    assert "textual " in report
    assert not [sign for sign in foreign_text(report.encode()) if sign != repr("\n")]


def test_causes_and_groups_are_followed_and_none_for_ever() -> None:
    cause, error = ValueError(SECRET), TypeError(SECRET)
    error.__cause__, cause.__context__ = raised(cause), error
    report = report_of(error)
    assert report.index("builtins.ValueError") < report.index("which caused:") < report.index("builtins.TypeError")
    group = report_of(ExceptionGroup("", [KeyError(), IndexError()]))
    assert "1 of 2 in this group:" in group
    assert "builtins.IndexError" in group


def test_what_the_system_says_is_kept() -> None:
    assert "No space left on device" in report_of(OSError(28, "No space left on device", SECRET))


def test_a_folder_of_the_persons_is_not_named() -> None:
    assert str(Path(__file__).parent) not in report_of(ValueError())


def test_reports_do_not_pile_up() -> None:
    for _ in range(crash.KEPT + 3):
        last = crash.write_report(raised(ValueError()))
    kept = list((state_folder() / crash.REPORTS).iterdir())
    assert len(kept) == crash.KEPT
    assert last in kept


@pytest.mark.parametrize("command", ["show", "list", "validate"])
def test_a_fault_is_one_line_and_a_report(tmp_path: Path, home: Path, command: str) -> None:
    fault = "def fail(*_): raise ValueError(HOSTILE)\n" + "".join(
        f"import {module} as m; m.{name} = fail\n"
        for module, name in [
            ("tui_reader.documents.files", "read_document"),
            ("tui_reader.session.library.shelf", "Shelf"),
            ("tui_reader.session.upkeep.checking", "check"),
        ]
    )
    (tmp_path / "a.txt").write_text(SECRET, encoding="utf-8")
    result = run(command, "a.txt", cwd=tmp_path, command=with_fault(tmp_path, fault))
    assert (result.returncode, result.stdout) == (ExitCode.FAULT, b"")
    [line] = said(result).splitlines()
    [report] = (home / "state" / "tui-reader" / crash.REPORTS).iterdir()
    assert line.startswith("tui-reader: ")
    assert line.endswith(str(report))
    assert not list(foreign_text(line.encode()))
    assert SECRET not in line + report.read_text(encoding="utf-8")


def test_where_no_report_can_be_written_the_line_says_so(tmp_path: Path, home: Path) -> None:
    fault = "import tui_reader.documents.files as m\ndef fail(*_): raise ValueError\nm.read_document = fail"
    (home / "state").write_bytes(b"")
    result = run("show", "a.txt", cwd=tmp_path, command=with_fault(tmp_path, fault))
    assert result.returncode == ExitCode.FAULT
    [line] = said(result).splitlines()
    assert "no report" in line


def test_warnings_and_tracebacks_of_others_control_no_terminal(tmp_path: Path) -> None:
    fault = (
        "import atexit, threading, warnings\n"
        "def fail(): raise ValueError(HOSTILE)\n"
        "def end():\n    warnings.warn(HOSTILE)\n    thread = threading.Thread(target=fail)\n"
        "    thread.start()\n    thread.join()\n    sys.stderr.writelines([HOSTILE])\n    fail()\n"
        "atexit.register(end)\n"
    )
    result = run("show", "missing", cwd=tmp_path, command=with_fault(tmp_path, fault))
    assert result.returncode == 3
    assert said(result).count("pwned") > 30
    for line in said(result).splitlines():
        assert not [sign for sign in foreign_text(line.encode()) if sign not in (repr("\u200c"), repr("\u200d"))]


def test_what_fails_while_it_is_thrown_away_is_reported_and_not_printed(tmp_path: Path) -> None:
    fault = """
class Thrown:
    def __del__(self): raise ValueError(HOSTILE)
import tui_reader.cli.program as program
before = program.main
def main():
    Thrown()
    before()
program.main = main
"""
    environment = {"XDG_STATE_HOME": str(tmp_path / "state")}
    result = run("list", "--help", cwd=tmp_path, env=environment, command=with_fault(tmp_path, fault))
    assert (result.returncode, said(result)) == (0, "")
    [report] = (tmp_path / "state").rglob("*.txt")
    assert "ValueError" in report.read_text("utf-8") and SECRET not in report.read_text("utf-8")
