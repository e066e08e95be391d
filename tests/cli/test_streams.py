"""Standard streams that are closed, full, cut off or a terminal: what is said where, and with which code it ends."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from program import PATIENCE, PROGRAM, environment, run
from sources import FIRST, HOSTILE, HOSTILE_NAME, REPOSITORY, SGR, assert_refused, obeyed, sample_folder

from tui_reader.cli import program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEED = str(REPOSITORY / "seeds" / FIRST)


@contextmanager
def terminal() -> Iterator[tuple[int, int]]:
    """The outer and the inner end of a pseudo-terminal."""
    outer, inner = pty.openpty()
    try:
        yield outer, inner
    finally:
        os.close(outer)
        os.close(inner)


def with_stream(number: int, target: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Runs the program with a standard stream closed (`-`) or opened on a file."""
    redirection = {0: "<", 1: ">", 2: "2>"}[number] + ("&-" if target == "-" else target)
    return run(*PROGRAM, *arguments, command=["sh", "-c", f'exec "$@" {redirection}', "sh"])


@pytest.mark.parametrize("arguments", [["show", SEED], ["list", SEED], ["tagset", "show"]], ids=lambda words: words[0])
@pytest.mark.parametrize("target", ["-", "/dev/full"])
def test_output_that_goes_nowhere_is_told(arguments: list[str], target: str) -> None:
    assert_refused(with_stream(1, target, *arguments), 4, "standard output")


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["show", "--help"]], ids=" ".join)
def test_help_that_cannot_be_written_is_told(arguments: list[str]) -> None:
    assert_refused(with_stream(1, "/dev/full", *arguments), 4, "standard output")


@pytest.mark.parametrize("target", ["-", "/dev/full"])
def test_the_code_holds_where_nobody_can_be_told(target: str) -> None:
    result = with_stream(2, target, "show", "nowhere")
    assert (result.returncode, result.stdout, result.stderr) == (3, b"", b"")


@pytest.mark.parametrize("number", [0, 1])
def test_a_closed_stream_is_no_terminal(number: int) -> None:
    assert_refused(with_stream(number, "-", SEED), 2, "terminal")


def test_a_long_output_that_nobody_reads_on_ends_quietly(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("سطر من النص العربي\n" * 20_000, encoding="utf-8")
    process = subprocess.Popen(
        [*PROGRAM, "show", path], env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    with process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(PATIENCE) == -signal.SIGPIPE


def test_an_interruption_ends_with_the_signals_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tui_reader.launch.chosen_settings", interrupted)
    monkeypatch.setattr(sys, "argv", ["tui-reader", "show", SEED])
    with pytest.raises(SystemExit) as ended:
        program.main()
    assert ended.value.code == 130


@pytest.mark.pty
@pytest.mark.parametrize("arguments", [["show", "a", HOSTILE], ["show", f"--{HOSTILE}"], ["tagset", HOSTILE]], ids=str)
def test_a_wrong_command_line_is_repeated_safely_on_a_terminal(arguments: list[str]) -> None:
    # A shell puts names of files in place of `*`: they may be hostile.
    with terminal() as (outer, inner):
        result = subprocess.run(
            [*PROGRAM, *arguments],
            env=environment(TERM="xterm"),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=inner,
            timeout=PATIENCE,
            check=False,
        )
        said = os.read(outer, 1 << 16)
    assert result.returncode == 2
    assert b"Usage: tui-reader" in said
    # The terminal itself puts a carriage return before each newline.
    assert not obeyed(said.replace(b"\r\n", b"\n"))


@pytest.mark.pty
@pytest.mark.parametrize(
    ("term", "arguments", "code", "word"),
    [
        ("dumb", [SEED], 2, "tui-reader show"),
        (None, [SEED], 2, "tui-reader show"),
        ("xterm", ["nowhere"], 3, "nowhere: no such file"),
        ("xterm", ["--annotator", " ", SEED], 2, "annotator"),
        ("xterm", ["empty-folder"], 3, "holds no documents"),
        ("xterm", ["binary-folder"], 3, "holds no document that can be opened"),
    ],
)
def test_the_app_does_not_open_where_it_cannot(
    tmp_path: Path, term: str | None, arguments: list[str], code: int, word: str
) -> None:
    (tmp_path / "empty-folder").mkdir()
    (tmp_path / "binary-folder").mkdir()
    (tmp_path / "binary-folder" / "x.txt").write_bytes(bytes(256))
    with terminal() as (_, inner):
        result = subprocess.run(
            [*PROGRAM, *arguments],
            cwd=tmp_path,
            env=environment(TERM=term),
            stdin=inner,
            stdout=inner,
            stderr=subprocess.PIPE,
            timeout=PATIENCE,
            check=False,
        )
    result.stdout = b""
    assert_refused(result, code, word)


@pytest.mark.parametrize("command", [["show"], ["list"], ["validate"], ["tagset", "show"]], ids=" ".join)
@pytest.mark.parametrize(
    "name",
    [f"{FIRST}/below", "ا" * 2000, "a\nb", HOSTILE, HOSTILE_NAME],
    ids=["below a file", "too long", "newline", "hostile", "not UTF-8"],
)
def test_a_path_to_nothing_is_refused_in_a_line(tmp_path: Path, command: list[str], name: str | bytes) -> None:
    (tmp_path / FIRST).write_text("نص", encoding="utf-8")
    assert_refused(run(*command, name, cwd=tmp_path), 3)


@pytest.mark.parametrize("width", ["1", "-5", "1000000000000"])
def test_a_width_no_row_can_have_is_refused(width: str) -> None:
    result = run("show", SEED, "--width", width)
    assert (result.returncode, result.stdout) == (2, b"")
    assert "--width" in result.stderr.decode()


def test_colour_adds_nothing_but_colours_and_ends_with_its_row(tmp_path: Path) -> None:
    path = sample_folder(tmp_path) / "seeds" / FIRST
    plain = run("show", path, "--tags").stdout.decode().splitlines()
    coloured = run("show", path, "--tags", "--color", "always").stdout.decode().splitlines()
    assert [SGR.sub("", row) for row in coloured] == plain
    assert coloured != plain
    assert all(SGR.findall(row)[-1] == "\x1b[0m" for row in coloured if SGR.search(row))


def test_json_escapes_what_a_terminal_would_obey_and_loses_nothing(tmp_path: Path) -> None:
    source = tmp_path / os.fsdecode(HOSTILE_NAME)
    source.write_text(f"{HOSTILE} نص\n", encoding="utf-8")
    annotator = f"{HOSTILE}\n\u2028"
    (tmp_path / "annotations").mkdir()
    page = {"type": "AnnotationPage", "creator": {"type": "Person", "nickname": annotator}, "items": []}
    hostile_set = tmp_path / "annotations" / os.fsdecode(HOSTILE_NAME + b".x\x1b[0m.json")
    hostile_set.write_text(json.dumps(page), encoding="utf-8")
    result = run("list", "--json", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, b"")
    assert not obeyed(result.stdout)
    assert "نص".encode() in result.stdout
    [account] = json.loads(result.stdout)
    # Only the byte that is no character cannot be kept.
    assert account["path"] == "a\x1b[31m\n\x9b2J?.txt"
    assert account["title"] == f"{HOSTILE} نص"
    [counted] = account["sets"]
    assert counted["annotator"] == annotator
