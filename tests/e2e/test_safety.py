"""What must not happen: loss at the end of the program, and text that takes hold of the terminal."""

from __future__ import annotations

import json
import re
import signal
import unicodedata
from typing import TYPE_CHECKING

import pytest
from desk import ANNOTATOR, Desk, quote_of, saved
from program import PATIENCE, PROGRAM, SOURCES, environment
from terminal import Terminal
from text_area import shown_text

from tui_reader.annotations.folders import set_name
from tui_reader.terminal.inquiry import QUESTIONS
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.pty

TEXT = "قال الوزير: ارتفعت الأسعار [9] كثيرا\nونفى ذلك آخرون\n"

TITLE, CLIPBOARD, RED, C1_RED = "\x1b]0;pwned\x07", "\x1b]52;c;cHduZWQ=\x07", "\x1b[31;5m", "\x9b31;5m"
HOSTILE = (
    f"خطر {TITLE}{CLIPBOARD}{RED}{C1_RED}\x1bc\x07\x08\x7f\x85 [/x] [@click=app.quit]انقر[/] [bold]نص\u202eabc\u2066"
)
SECRET = "pwned"

# All that we, Textual and Rich send: SGR, moving, the cursor kept, erasing, modes, keyboard protocol, queries;
# the mouse pointer's shape.
_SEQUENCE = re.compile(
    rb"\x1b[78]|\x1b\[[0-9;?<>=]*[ $]?[A-Za-z]|\x1b\][0-9]+;[^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\"
)
_POINTER_SHAPE = re.compile(rb"\x1b\]22;[a-z-]*\x07")
_OWN_TEXT_CONTROLS = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def controls_sent(terminal: Terminal) -> list[str]:
    """Control sequences that show the hand of the text, and control characters outside of any sequence."""
    raw = _POINTER_SHAPE.sub(b"", bytes(terminal.raw))
    sequences = _SEQUENCE.findall(raw)
    foreign = [repr(s) for s in sequences if s.startswith(b"\x1b]") or re.match(rb"\x1b\[31;5m|\x1b\[5m", s)]
    text = _SEQUENCE.sub(b"", raw).decode("utf-8", "replace")
    return foreign + [repr(found) for found in _OWN_TEXT_CONTROLS.findall(text)]


# The end of the program


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGKILL, 137)])
def test_what_is_shown_as_saved_survives_every_signal(desk: Desk, number: signal.Signals, code: int) -> None:
    desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt")
    terminal.press("space", "c")
    saved(terminal)
    terminal.signal(number)
    assert terminal.wait_for_exit() == code
    assert [quote_of(item) for item in desk.items("a.txt")] == ["قال"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_polite_signal_lets_a_save_end_and_restores_the_terminal(desk: Desk, number: signal.Signals) -> None:
    desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt")
    terminal.send(b" c")
    terminal.wait_for("Annotations 1")
    terminal.signal(number)
    assert terminal.wait_for_exit() == 128 + number
    assert len(desk.items("a.txt")) == 1
    assert terminal.echoes
    end = bytes(terminal.raw)[-400:]
    for restored in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l"):
        assert restored in end
    assert b"Traceback" not in terminal.raw


def test_a_closed_terminal_loses_nothing(desk: Desk) -> None:
    desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt")
    terminal.press("space", "c")
    terminal.wait_for("Annotations 1")
    terminal.hang_up()
    terminal.wait_for_exit()
    assert len(desk.items("a.txt")) == 1


def test_quitting_waits_for_a_slow_disk_and_not_for_longer(desk: Desk, tmp_path: Path) -> None:
    """The disk answers only when the test says so, which it does after the key to quit was pressed."""
    desk.write("a.txt", TEXT)
    answer = tmp_path / "answer"
    slow = tmp_path / "slow"
    slow.mkdir()
    (slow / "sitecustomize.py").write_text(
        "import os, time\n"
        "real = os.fsync\n"
        "def fsync(descriptor):\n"
        f"    while not os.path.exists({str(answer)!r}):\n"
        "        time.sleep(0.01)\n"
        "    real(descriptor)\n"
        "os.fsync = fsync\n"
    )
    terminal = desk.open("a.txt", PYTHONPATH=f"{slow}:{SOURCES}")
    terminal.press("space", "c")
    terminal.wait_for("saving")
    terminal.press("ctrl+q")
    assert terminal.process.poll() is None
    answer.touch()
    assert terminal.wait_for_exit(timeout=6) == 0
    assert len(desk.items("a.txt")) == 1
    assert b"Not everything" not in terminal.raw


def test_a_tag_is_one_more_line_and_the_others_stay_as_they_are(desk: Desk) -> None:
    desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt")
    terminal.press("space", "c")
    saved(terminal)
    before = desk.set_path("a.txt").read_text(encoding="utf-8").splitlines()
    terminal.press("end", "left", "right", "right", "space", "r")
    terminal.wait_for("Annotations 2")
    saved(terminal)
    after = desk.set_path("a.txt").read_text(encoding="utf-8").splitlines()
    assert len(after) == len(before) + 1
    assert {line.removesuffix(",") for line in before} <= {line.removesuffix(",") for line in after}


# What comes from outside


def test_a_hostile_document_is_shown_and_not_obeyed(desk: Desk) -> None:
    document = desk.write("a.txt", HOSTILE + "\n" + TEXT)
    terminal = desk.open("a.txt", columns=200)
    terminal.wait_for("␛")
    assert "[/x]" in terminal.text
    assert "[@click=app.quit]" in terminal.text
    assert "[bold]" in terminal.text
    area = shown_text(terminal, document)
    assert area.start == 0
    terminal.press("space", "space", "space", "c")
    saved(terminal)
    terminal.press("n")
    terminal.press("escape", "/")
    terminal.type(SECRET)
    terminal.press("enter", "escape", "[", "d", "z", "t", "escape", "?", "?", "f2", "f4")
    assert controls_sent(terminal) == []
    # The quote on the disk is the text itself, controls and all.
    assert quote_of(desk.items("a.txt")[0]) in document.slice(Span(0, document.end))


def test_a_hostile_file_name_is_shown_and_not_obeyed(desk: Desk) -> None:
    name = f"اسم{RED}{TITLE}[bold][@click=app.quit]\n\u202e.txt"
    desk.write(f"many/{name}", TEXT)
    desk.write("many/other.txt", TEXT)
    terminal = desk.open(f"many/{name}", "many/other.txt", columns=180)
    terminal.press("space", "c")
    terminal.wait_for("Annotations 1")
    saved(terminal)
    terminal.press("f2", "f2", "down", "enter", "f2", "f2", "up", "enter", "ctrl+p")
    terminal.type("open")
    terminal.press("escape")
    assert controls_sent(terminal) == []
    terminal.press("ctrl+q")
    assert terminal.wait_for_exit() == 0
    own_set = desk.folder / "many" / "annotations" / set_name(name, ANNOTATOR)
    assert len(json.loads(own_set.read_bytes())["items"]) == 1


def test_a_hostile_set_is_shown_and_not_obeyed(desk: Desk) -> None:
    document = desk.write("a.txt", TEXT)
    path = desk.folder / "annotations" / set_name("a.txt", f"x{RED}")
    path.parent.mkdir()
    annotation = {
        "id": f"urn:{TITLE}",
        "type": "Annotation",
        "motivation": "tagging",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": f"Tag{RED}{TITLE}[bold]x[/bold]"},
            {"type": "TextualBody", "purpose": "commenting", "value": HOSTILE},
        ],
        "target": {
            "source": "../a.txt",
            "selector": [
                {"type": "TextQuoteSelector", "exact": "قال", "prefix": "", "suffix": f" {RED}"},
                {"type": "TextPositionSelector", "start": 0, "end": 3},
            ],
        },
    }
    lost = json.loads(json.dumps(annotation)) | {"id": "urn:lost"}
    lost["target"]["selector"] = [
        {"type": "TextQuoteSelector", "exact": f"ليس هنا {HOSTILE}", "prefix": "", "suffix": ""}
    ]
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:page",
        "type": "AnnotationPage",
        "creator": {"type": "Person", "nickname": f"mallory{RED}{TITLE}[@click=app.quit]"},
        "tui:source": {"path": "../a.txt", "sha256": document.fingerprint, "length": document.code_points.length},
        "items": [annotation, lost, {"id": 5, "type": HOSTILE}],
    }
    path.write_text(json.dumps(page), encoding="utf-8")
    before = path.read_bytes()
    terminal = desk.open("a.txt", columns=180)
    terminal.wait_for("[bold]x")
    terminal.press("d")
    terminal.wait_for("mallory")
    terminal.press("l", "n", "escape", "F", "F", "F", "o", "o", "f")
    terminal.type("خطر")
    terminal.press("enter", "t", "escape", "tab", "down", "up", "enter", "f4", "f4")
    assert controls_sent(terminal) == []
    terminal.press("ctrl+q")
    assert terminal.wait_for_exit() == 0
    assert path.read_bytes() == before


def test_what_is_pasted_is_not_obeyed_either(desk: Desk) -> None:
    desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt")
    terminal.press("space", "n")
    terminal.paste(f"ملاحظة{RED}{TITLE}\r\nسطر ثان")
    terminal.press("enter")
    terminal.wait_for("Annotations 1")
    saved(terminal)
    assert controls_sent(terminal) == []
    note = desk.items("a.txt")[0]["body"][0]["value"]
    assert [c for c in note if unicodedata.category(c) == "Cc"] == ["\n"]


@pytest.mark.parametrize("arguments", [["missing.txt"], ["empty.txt"], ["binary.txt"], ["folder"]])
def test_what_cannot_be_opened_is_told_in_one_line_and_no_screen_is_taken(desk: Desk, arguments: list[str]) -> None:
    (desk.folder / "empty.txt").write_bytes(b"")
    (desk.folder / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (desk.folder / "folder").mkdir()
    terminal = desk.open(*arguments, ready="")
    assert terminal.wait_for_exit(PATIENCE) == 3
    said = bytes(terminal.raw).replace(QUESTIONS, b"").decode().strip().splitlines()
    assert len(said) == 1
    assert said[0].startswith(f"tui-reader: {arguments[0]}: ")
    assert "\x1b" not in said[0]


def test_without_colours_a_highlight_and_a_selection_are_still_seen(desk: Desk) -> None:
    document = desk.write("a.txt", TEXT)
    terminal = desk.open("a.txt", NO_COLOR="1")
    terminal.press("space", "c", "ctrl+end", "ctrl+left", "space")
    area = shown_text(terminal, document)
    assert all(terminal.cell(*cell).underscore for cell in area.cells_of(Span(0, 3)))
    last = Span(document.numbered(2).end - len("آخرون"), document.numbered(2).end)
    assert all(terminal.cell(*cell).reverse for cell in area.cells_of(last))
    assert not any(terminal.cell(*cell).reverse for cell in area.cells_of(Span(4, 10)))
    colours = {(cell.fg, cell.bg) for cell in (terminal.cell(*cell) for cell in area.paragraph_cells())}
    assert all(grey(fg) and grey(bg) for fg, bg in colours)


def grey(colour: str) -> bool:
    """Whether a colour is none: the terminal's own, or as red as it is green and blue."""
    return colour == "default" or colour[:2] == colour[2:4] == colour[4:]


def test_a_dumb_terminal_is_declined_kindly(desk: Desk) -> None:
    with Terminal(["env", "TERM=dumb", *PROGRAM, "seeds"], cwd=desk.folder, env=environment()) as terminal:
        assert terminal.wait_for_exit(PATIENCE) == 2
    said = bytes(terminal.raw).decode().strip()
    assert "tui-reader show" in said
    assert "\n" not in said
    assert "\x1b" not in said
