"""What goes wrong is one line on standard error and a number, whatever the command."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from cli_cases import RED, TITLE, controls, copy_seeds, one_line
from program import run, said

from tui_reader import __version__

COMMANDS = [[], ["open"], ["show"], ["list"], ["validate"], ["tagset"], ["tagset", "init"], ["tagset", "show"]]


def broken(folder: Path, kind: str) -> Path:
    """A file of some kind that cannot be a document."""
    path = folder / f"{kind}.txt"
    match kind:
        case "binary":
            path.write_bytes(bytes(range(256)) * 8)
        case "empty":
            path.write_bytes(b"")
        case "folder":
            path.mkdir()
        case "fifo":
            os.mkfifo(path)
        case "dangling":
            path.symlink_to("nowhere.txt")
        case "loop":
            path.symlink_to(path.name)
        case "device":
            path.symlink_to("/dev/zero")
    return path


@pytest.mark.parametrize("kind", ["missing", "binary", "empty", "folder", "fifo", "dangling", "loop", "device"])
def test_what_cannot_be_shown_is_one_line_and_three(tmp_path: Path, kind: str) -> None:
    result = run("show", broken(tmp_path, kind))
    assert result.returncode == 3
    assert f"{kind}.txt: " in one_line(result)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_what_may_not_be_read_is_one_line_and_three(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_bytes(b"secret")
    path.chmod(0)
    result = run("show", path)
    assert result.returncode == 3
    assert "permission" in one_line(result)


def test_what_cannot_be_decoded_as_told_is_three(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("قال".encode("windows-1256"))
    result = run("show", path, "--encoding", "utf-8")
    assert result.returncode == 3
    one_line(result)


def test_an_encoding_that_does_not_exist_is_said_to(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")
    result = run("show", path, "--encoding", "klingon")
    assert result.returncode in (2, 3)
    assert "klingon" in one_line(result)


@pytest.mark.parametrize("arguments", [["open", "seeds"], ["seeds"], [], ["seeds", "--annotator", "amal"]])
def test_without_a_terminal_the_app_declines_and_names_what_works(tmp_path: Path, arguments: list[str]) -> None:
    result = run(*arguments, cwd=copy_seeds(tmp_path))
    assert result.returncode == 2
    assert "tui-reader show" in one_line(result)


@pytest.mark.parametrize(
    "arguments",
    [
        ["show"],
        ["show", "a", "b"],
        ["validate"],
        ["show", "a", "--width", "x"],
        ["show", "a", "--width", "1"],
        ["--nonsense"],
        ["show", "--nonsense", "a"],
        ["tagset", "nonsense"],
        ["show", "a", "--direction", "up"],
    ],
)
def test_a_wrong_command_line_is_two_and_no_traceback(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.returncode == 2
    assert result.stdout == b""
    assert b"Traceback" not in result.stderr
    assert said(result).strip()


@pytest.mark.parametrize("command", ["show", "list", "tagset-show"])
def test_a_full_disk_is_four(tmp_path: Path, command: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    folder = copy_seeds(tmp_path)
    arguments = {
        "show": ["show", next((folder / "seeds").iterdir())],
        "list": ["list", folder / "seeds"],
        "tagset-show": ["tagset", "show"],
    }[command]
    with Path("/dev/full").open("wb") as full:
        result = run(*arguments, stdout=full)
    assert result.returncode == 4
    lines = said(result).splitlines()
    assert len(lines) == 1
    assert "standard output" in lines[0]


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "{}"],
        ["list", "{}"],
        ["validate", "{}"],
        ["tagset", "show", "{}"],
        ["tagset", "init", "{}/x"],
        ["show", "a", "{}"],
        ["show", "a", "--width", "{}"],
        ["show", "a", "--direction", "{}"],
        ["--{}"],
        ["tagset", "{}"],
        ["show", "a", "--encoding", "{}"],
    ],
)
@pytest.mark.parametrize("name", [f"x{RED}{TITLE}y", "\x9b31m", "\u202egpj", "a\nb"])
def test_nothing_a_person_types_reaches_the_terminal_as_a_command(
    tmp_path: Path, arguments: list[str], name: str
) -> None:
    result = run(*(argument.format(name) for argument in arguments), cwd=tmp_path)
    assert controls(result.stdout) == []
    assert controls(result.stderr) == []
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize("command", ["show", "list", "validate", "open"])
def test_a_name_that_is_not_utf_8_is_told_as_well(tmp_path: Path, command: str) -> None:
    result = run(command, b"\xff\xfe.txt", cwd=tmp_path)
    assert result.returncode in (2, 3)
    assert b"Traceback" not in result.stderr
    assert result.stderr.decode()


def test_the_version_is_told() -> None:
    result = run("--version")
    assert result.returncode == 0
    assert __version__ in result.stdout.decode()
    assert re.fullmatch(r"tui-reader, version \S+\n", result.stdout.decode())


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_and_option_has_help(command: list[str]) -> None:
    result = run(*command, "--help")
    assert result.returncode == 0
    words = result.stdout.decode()
    assert words.startswith("Usage:")
    for line in words.splitlines():
        # An option without a word about it would stand alone on its line.
        assert not re.fullmatch(r"\s+--[a-z-]+", line), line


def test_a_fault_in_the_configuration_is_told_and_stops_nothing(tmp_path: Path, home: Path) -> None:
    (home / "config.toml").write_text(f'measure = "x"\n"{"b" * 3}" = 1\n', encoding="utf-8")
    path = tmp_path / "a.txt"
    path.write_bytes("قال\n".encode())
    result = run("show", path)
    assert result.returncode == 0
    assert result.stdout
    assert len(said(result).splitlines()) == 2
