"""What was picked is there next time; a file that makes no sense is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.terminal.choice import TerminalBidi
from tui_reader.terminal.picked import pick, picked_in

if TYPE_CHECKING:
    from pathlib import Path

WAYS = [way for way in TerminalBidi if way is not TerminalBidi.AUTO]
NAMES = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=40)


@given(st.dictionaries(NAMES, st.sampled_from(WAYS), max_size=5))
def test_what_was_picked_is_found_again(
    tmp_path_factory: pytest.TempPathFactory, wanted: dict[str, TerminalBidi]
) -> None:
    path = tmp_path_factory.mktemp("state") / "below" / "terminals.txt"
    for name, way in wanted.items():
        pick(path, name, TerminalBidi.RUNS)
        pick(path, name, way)
    assert picked_in(path) == wanted
    for name in wanted:
        pick(path, name, TerminalBidi.AUTO)
    assert picked_in(path) == {}


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\n", b"sideways Konsole\n", b"auto Konsole\n", b"runs\n", b"runs \n", b"\0" * 100]
)
def test_what_makes_no_sense_counts_for_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "terminals.txt"
    path.write_bytes(content + b"kitty kitty\n")
    assert picked_in(path).get("kitty") in (TerminalBidi.KITTY, None)
    assert "Konsole" not in picked_in(path)
    assert picked_in(tmp_path) == {}


def test_a_line_taken_out_by_hand_is_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "terminals.txt"
    pick(path, "Konsole in tmux", TerminalBidi.VISUAL)
    pick(path, "xterm", TerminalBidi.RUNS)
    path.write_text("".join(path.read_text().splitlines(keepends=True)[1:]))
    assert picked_in(path) == {"xterm": TerminalBidi.RUNS}
