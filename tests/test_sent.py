"""The strict reading of what is sent sees each hostile text that would get through, and nothing else."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest
from hostile import HOSTILE, MARKUP, NOT_UTF_8, OBEYED, file_names, one_line
from program import PROGRAM, environment
from sent import foreign
from strategies import SEEDS
from terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS, ROWS = 120, 30
AMID = b"Annotations"

pytestmark = pytest.mark.pty


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """All that the app sends of a harmless document, from its coming to its going."""
    folder: Path = tmp_path_factory.mktemp("harmless")
    source = next(SEEDS.iterdir())
    (folder / source.name).write_bytes(source.read_bytes())
    with Terminal([*PROGRAM, source.name], COLUMNS, ROWS, cwd=folder, env=environment()) as terminal:
        terminal.wait_for(AMID.decode())
        terminal.press("space", "c", "t", "escape", "ctrl+p", "escape", "f1", "f1", "ctrl+q")
        assert terminal.wait_for_exit() == 0
        return bytes(terminal.raw)


def found_in(raw: bytes) -> list[str]:
    """What is foreign but for rows that have become too long."""
    return [what for what in foreign(raw, COLUMNS, ROWS) if not what.endswith("in a row")]


def test_what_the_app_sends_is_its_own(session: bytes) -> None:
    assert foreign(session, COLUMNS, ROWS) == []


@pytest.mark.parametrize("name", OBEYED)
def test_whatever_gets_through_is_found(session: bytes, name: str) -> None:
    # The terminal's driver sends CR before LF.
    leak = OBEYED[name].replace("\n", "\r\n").encode()
    before, _, after = session.partition(AMID)
    assert found_in(before + AMID + leak + after)


@pytest.mark.parametrize("leak", NOT_UTF_8)
def test_bytes_that_are_no_text_are_found(session: bytes, leak: bytes) -> None:
    before, _, after = session.partition(AMID)
    assert found_in(before + AMID + leak + after)


def test_a_row_that_is_pushed_aside_is_found(session: bytes) -> None:
    before, _, after = session.partition(AMID)
    assert foreign(before + AMID + b"x" * COLUMNS + after, COLUMNS, ROWS)


def test_only_what_was_copied_gets_to_the_clipboard(session: bytes) -> None:
    before, _, after = session.partition(AMID)
    copy = b"\x1b]52;c;%s\x07" % base64.b64encode("سلام".encode())
    assert foreign(before + copy + AMID + after, COLUMNS, ROWS, copied=["سلام"]) == []
    assert found_in(before + copy + AMID + after)


def test_the_corpus_is_what_it_says() -> None:
    assert len(HOSTILE) == len(set(HOSTILE.values()))
    assert set(MARKUP) < set(HOSTILE)
    assert all(0 < len(name) <= 251 and not {0, ord("/")} & set(name) for name in file_names())
    assert "\n" not in one_line()
