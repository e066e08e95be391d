"""The hostile corpus handed to every command: as arguments, names, texts, sets, configuration, environment."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from hostile import HOSTILE, LONGEST_NAME, MARKUP, file_names, one_line
from program import run
from sent import foreign_text

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

SPELLING = {repr("\u200c"), repr("\u200d")}
"""Joiners, which words and emoji are spelt with."""
ARGUMENT = one_line().replace("\0", "")
COMMANDS = [
    ["{}"],
    ["open", "{}"],
    ["show", "{}"],
    ["show", "a.txt", "{}"],
    ["show", "a.txt", "--width", "{}"],
    ["show", "a.txt", "--encoding", "{}"],
    ["show", "a.txt", "--direction", "{}"],
    ["show", "a.txt", "--annotator", "{}", "--tags"],
    ["show", "a.txt", "--annotations", "{}", "--tags"],
    ["list", "{}"],
    ["list", "--json", "{}"],
    ["list", "--annotations", "{}"],
    ["validate", "{}"],
    ["tagset", "{}"],
    ["tagset", "init", "{}"],
    ["tagset", "show", "{}"],
    ["--{}"],
    ["doctor", "{}"],
]


def assert_harmless(result: subprocess.CompletedProcess[bytes]) -> None:
    """Nothing that was said or printed would be obeyed, and the program did not fail."""
    for line in (*result.stdout.split(b"\n"), *result.stderr.split(b"\n")):
        assert not [sign for sign in foreign_text(line) if sign not in SPELLING], line[:200]
    assert result.returncode in (0, 1, 2, 3, 4), result.stderr
    assert b"Traceback" not in result.stderr


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with documents, sets and a tagset that are hostile."""
    (tmp_path / "a.txt").write_bytes("\n".join(f"{text} قال {text}" for text in HOSTILE.values()).encode())
    sets = tmp_path / "annotations"
    sets.mkdir()
    for number, text in enumerate(HOSTILE.values()):
        page = {
            "type": "AnnotationPage",
            "creator": {"type": "Person", "nickname": text},
            text: text,
            "tui:source": {"path": text, "sha256": text, "length": text},
            "items": [
                {"id": text, "type": text, text: text},
                {"id": f"urn:{text}", "type": "Annotation", "body": text},
            ],
        }
        (sets / f"a.txt.{number}.json").write_text(json.dumps(page), encoding="utf-8")
    (sets / "a.txt.broken.json").write_text(f"{{{json.dumps(one_line())}: {one_line()}", encoding="utf-8")
    kinds = [
        f"[[{json.dumps(text)}]]\nname = {json.dumps(text)}\nkey = {json.dumps(text)}\n" for text in MARKUP.values()
    ]
    (sets / "tagset.toml").write_text("\n".join(kinds), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_arguments(place: Path, command: list[str]) -> None:
    result = run(*(word.format(ARGUMENT) if "{}" in word else word for word in command), cwd=place)
    assert_harmless(result)


@pytest.mark.parametrize(
    "command",
    [
        ["show", "a.txt", "--encoding", "utf-8"],
        ["show", "a.txt", "--encoding", "utf-8", "--tags"],
        ["show", "a.txt", "--encoding", "utf-8", "--width", "2"],
        ["list"],
        ["list", "--json"],
        ["validate", "."],
        ["validate", "annotations"],
        ["tagset", "show", "annotations/tagset.toml"],
    ],
    ids=" ".join,
)
def test_what_stands_in_files(place: Path, command: list[str]) -> None:
    assert_harmless(run(*command, cwd=place))


@pytest.mark.parametrize("command", [["list"], ["list", "--json"], ["validate", "."]], ids=" ".join)
def test_names_of_files_and_folders(tmp_path: Path, command: list[str]) -> None:
    for name in map(os.fsdecode, file_names(LONGEST_NAME - len(".json"))):
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.txt").write_text("نص", encoding="utf-8")
        sets = folder / "annotations"
        sets.mkdir()
        (sets / f"{name}.json").write_text("{", encoding="utf-8")
    result = run(*command, cwd=tmp_path)
    assert_harmless(result)
    assert b"pwned" in result.stdout


@pytest.mark.parametrize(
    "variable",
    ["TUI_READER_CONFIG", "TUI_READER_ANNOTATOR", "COLUMNS", "LANG", "XDG_STATE_HOME", "XDG_CACHE_HOME", "TERM"],
)
def test_the_environment(place: Path, variable: str) -> None:
    for command in (["show", "a.txt", "--encoding", "utf-8", "--tags"], ["list"], ["doctor", "--json"]):
        assert_harmless(run(*command, cwd=place, env={variable: ARGUMENT}))


def test_the_configuration(place: Path, home: Path) -> None:
    value = json.dumps(one_line(), ensure_ascii=False).replace("\x7f", "\\u007f")
    names = [
        "theme",
        "direction",
        "align",
        "measure",
        "annotations",
        "encoding",
        "annotator",
        "keys",
        "lang",
        "terminal-bidi",
    ]
    settings = "".join(f"{name} = {value}\n" for name in names)
    (home / "config.toml").write_text(f"{settings}{value} = {value}\n", encoding="utf-8")
    for command in (["show", "a.txt", "--tags"], ["list"], ["doctor", "--json"]):
        assert_harmless(run(*command, cwd=place))
