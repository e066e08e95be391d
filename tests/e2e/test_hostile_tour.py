"""The whole hostile corpus, in every place a text can come from, on every screen: shown, and never obeyed."""

from __future__ import annotations

import base64
import json
import os
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from desk import ANNOTATOR, Desk, quote_of, saved
from hostile import HEAPS, HOSTILE, MARKUP, OBEYED, file_names, one_line
from program import PATIENCE, PROGRAM, SOURCES, environment
from sent import SEQUENCE, foreign, foreign_text
from terminal import Terminal

from tui_reader.annotations.folders import set_name
from tui_reader.errors import ExitCode
from tui_reader.text.encoders import Encoder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui_reader.documents.decoded import DecodedDocument

pytestmark = pytest.mark.pty

COLUMNS, ROWS = 150, 40
ARABIC = "قال الوزير: ارتفعت الأسعار [9] كثيرا"
_COPY = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")


@pytest.fixture(params=[("visual", "en"), ("runs", "en"), ("kitty", "ar"), ("inverse", "ar")], ids="-".join)
def ways(request: pytest.FixtureRequest) -> list[str]:
    """Options of `open`: every encoder, and the interface in both languages."""
    way, spoken = request.param
    return ["--terminal-bidi", way, "--lang", spoken]


def assert_obeyed_nowhere(terminal: Terminal, *copied: str) -> None:
    """Nothing has been sent but what the app sends by itself, and the app still listens."""
    command = terminal.process.args
    assert isinstance(command, list)
    way = command[command.index("--terminal-bidi") + 1] if "--terminal-bidi" in command else Encoder.VISUAL
    raw = bytes(terminal.raw)
    assert terminal.process.poll() is None, terminal.text
    assert Counter(foreign(raw, terminal.columns, len(terminal.rows), copied=copied, encoder=Encoder(way))) == {}


def text_with_everything() -> str:
    """A document that begins with a hostile title, and holds each hostile text on a line of its own."""
    return "\n".join([one_line(), ARABIC, *(f"{text} قال {text}" for text in HOSTILE.values()), ARABIC, ""])


def record(number: int, text: str) -> dict[str, Any]:
    """An annotation with a text wherever a text can be; every other one has lost its place."""
    start = text_with_everything().index("قال", 10 * number) if number % 2 else 0
    exact = "قال" if number % 2 else f"ليس هنا {text}"
    return {
        "id": f"urn:{number}:{text}",
        "type": "Annotation",
        "motivation": "tagging",
        "creator": {"type": "Person", "nickname": text},
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": text},
            {"type": "TextualBody", "purpose": "commenting", "value": f"{text}\n{text}"},
        ],
        "target": {
            "source": "../a.txt",
            "selector": [
                {"type": "TextQuoteSelector", "exact": exact, "prefix": text, "suffix": text},
                {"type": "TextPositionSelector", "start": start, "end": start + 3},
            ],
        },
        text: {text: [text]},
    }


def link(number: int, text: str, start: str, end: str) -> dict[str, Any]:
    """A link with a hostile name."""
    return {
        "id": f"urn:link:{number}",
        "type": "Annotation",
        "motivation": "linking",
        "body": [
            {"type": "SpecificResource", "source": end, "purpose": "linking"},
            {"type": "TextualBody", "purpose": "tagging", "value": text},
        ],
        "target": start,
    }


def write_set(path: Path, document: DecodedDocument, annotator: str) -> None:
    """A set with every hostile text as tag, note, quote, key and link, and with records that are no annotations."""
    records = [record(number, text) for number, text in enumerate(HOSTILE.values(), start=1)]
    links = [
        link(number, text, records[number]["id"], records[number - 1]["id"])
        for number, text in enumerate(list(HOSTILE.values())[1:], start=1)
    ]
    broken = [{"id": 5, "type": text} for text in HOSTILE.values()]
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:page:{one_line()}",
        "type": "AnnotationPage",
        "creator": {"type": "Person", "nickname": annotator},
        "tui:source": {"path": "../a.txt", "sha256": document.fingerprint, "length": document.code_points.length},
        one_line(): one_line(),
        "items": [*records, *links, *broken],
    }
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(page), encoding="utf-8")


def toml(text: str) -> str:
    """A text as a string of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def tagset() -> str:
    """A tagset whose tags, attributes, links and guidance are hostile as far as a tagset may be."""
    kinds = []
    for key, text in zip("abdefgijk", MARKUP.values(), strict=False):
        said = toml(one_line())
        kinds.append(
            f"[[tag]]\nname = {toml(text)}\nkey = {toml(key)}\nnames = {{ ar = {said} }}\n"
            f"guidance = {{ en = {said} }}\n"
            f'[[tag.attribute]]\nname = {toml(text)}\nkind = "enumerated"\nvalues = [{said}]\n'
        )
    kinds.append(f"[[relation]]\nname = {toml(MARKUP['markup-action'])}\nkey = 'w'\nnames = {{ ar = {said} }}\n")
    return f"name = {toml(MARKUP['markup-closing'])}\nversion = 1\n" + "\n".join(kinds)


@pytest.fixture
def hostile_desk(desk: Desk, home: Path) -> Iterator[Desk]:
    """A folder where documents, sets, tagset, configuration, state and cache are all hostile."""
    document = desk.write("a.txt", text_with_everything())
    write_set(desk.folder / "annotations" / set_name("a.txt", one_line()), document, one_line())
    (desk.folder / "annotations" / set_name("a.txt", "broken")).write_text(
        f'{{"type": "AnnotationPage", {json.dumps(one_line())}: ', encoding="utf-8"
    )
    (desk.folder / "annotations" / "tagset.toml").write_text(tagset(), encoding="utf-8")
    theme = toml(one_line())
    (home / "config.toml").write_text(
        f"theme = {theme}\ndirection = {theme}\nalign = {theme}\nannotations = 5\n{theme} = {theme}\n"
        f"[keys]\n{theme} = {theme}\nsearch = {toml('slash,' + one_line())}\nquit = {toml('ctrl+q,[/x]')}\n"
        f"help = {toml('f1,' + MARKUP['markup-closing'])}\n",
        encoding="utf-8",
    )
    state = home / "state" / "tui-reader" / "reading-places.json"
    state.parent.mkdir(parents=True)
    state.write_text(json.dumps({"places": {one_line(): [0, 0], str(desk.folder / "a.txt"): [0, 0]}}))
    return desk


def test_a_tour_through_everything_sends_nothing_that_came_from_outside(hostile_desk: Desk, ways: list[str]) -> None:
    terminal = hostile_desk.open(*ways, "a.txt", "--encoding", "utf-8", columns=COLUMNS, rows=ROWS)
    # The text, its numbers, its annotations and their tags, page after page.
    terminal.press(*["pagedown"] * 9, "ctrl+home", *["]"] * 4)
    terminal.press("tab", "end", *["pageup"] * 30, "home")
    terminal.press("escape", "f", "x", "escape", *["F"] * 12)
    assert_obeyed_nowhere(terminal)
    # Help, the palette and the dialogs.
    terminal.press("f1")
    terminal.wait_for("[@click=app.quit]")
    terminal.press("tab", "f1", "ctrl+p", "O", "p", "escape", "tab", "t", "down", "up", "escape", "n", "escape")
    terminal.press("l", "escape", "D", "o", "o", "f2", "f2", "f4", "f4", "g")
    terminal.paste(one_line())
    terminal.press("enter")
    assert_obeyed_nowhere(terminal)


def test_what_is_hidden_and_what_stands_at_the_caret_is_shown_and_not_obeyed(
    hostile_desk: Desk, ways: list[str]
) -> None:
    terminal = hostile_desk.open(*ways, "a.txt", "--encoding", "utf-8", columns=COLUMNS, rows=ROWS)
    terminal.press("H", *["pagedown"] * 9, *["B"] * 8, "i", "up", "down", *["left"] * 30, "escape", "V")
    terminal.press("ctrl+home", "i", *["right"] * 10, *["left"] * 40, "pagedown", "escape", "H", *["pagedown"] * 3)
    assert_obeyed_nowhere(terminal)


def test_what_is_pasted_or_typed_is_not_obeyed(hostile_desk: Desk, ways: list[str]) -> None:
    terminal = hostile_desk.open(*ways, "a.txt", "--encoding", "utf-8", columns=COLUMNS, rows=ROWS)
    # Not every terminal takes out even the escape. Behind the end of a paste nothing is pasted.
    pasted = "".join([*HEAPS.values(), one_line()]).replace("\x1b[201~", "")
    for key in ("/", "ctrl+f", "f", "g", "ctrl+p", "t"):
        terminal.press(key)
        terminal.send(b"\x1b[200~" + pasted.encode() + b"\x1b[201~")
        terminal.wait_for("&amp")
        terminal.press("home", *["right"] * 20, "shift+end")
        # What the palette has found so far would be done, and a tag would be made.
        terminal.press(*(["escape"] if key in ("ctrl+p", "t") else ["enter", "escape", "escape"]))
    assert_obeyed_nowhere(terminal)


def test_notes_tags_and_copies_hold_what_was_given_and_obey_nothing(hostile_desk: Desk) -> None:
    terminal = hostile_desk.open("a.txt", "--encoding", "utf-8", columns=COLUMNS, rows=ROWS)
    terminal.press("space", "space", "space", "n")
    terminal.wait_for("ctrl+j")
    terminal.paste("".join([one_line(), *HEAPS.values()]))
    terminal.press("enter")
    saved(terminal)
    terminal.press("ctrl+end", "space", "t")
    terminal.wait_for("type to find a tag")
    terminal.paste(MARKUP["markup-action"] + "[/")
    terminal.press("enter")
    saved(terminal)
    terminal.press("ctrl+home", "space", "space", "space", "space", "ctrl+c")
    [copy] = _COPY.findall(bytes(terminal.raw))
    copied = base64.b64decode(copy).decode()
    assert copied in text_with_everything()
    assert_obeyed_nowhere(terminal, copied)
    made = hostile_desk.items("a.txt")
    assert all(quote_of(item) in text_with_everything() for item in made)


def test_a_library_of_hostile_names_and_titles(desk: Desk, ways: list[str]) -> None:
    folder = desk.folder / "many"
    names = [os.fsdecode(name) for name in file_names()]
    texts = [*HOSTILE.values(), *["نص"] * len(names)]
    for number, (name, text) in enumerate(zip(names, texts, strict=False)):
        below = folder if number % 3 else folder / name
        below.mkdir(parents=True, exist_ok=True)
        (below / f"{name}.txt").write_bytes(f"{text}\nقال {text}\n".encode())
    terminal = desk.open(*ways, "many", "--encoding", "utf-8", columns=COLUMNS, rows=ROWS)
    terminal.press("shift+tab", *["pagedown"] * 8, *["pageup"] * 3, "enter", *["up"] * 4, "enter", "p", "w", "escape")
    terminal.press("ctrl+p", "O", "p", "e", *["pagedown"] * 10, "escape", "ctrl+f")
    terminal.type("قال")
    terminal.press("enter", *["pagedown"] * 12, "enter")
    terminal.press("ctrl+f", "down", "down", "escape", "space", "n", "x", "enter")
    assert_obeyed_nowhere(terminal)


def test_markup_stands_on_the_screen_as_it_was_written(hostile_desk: Desk) -> None:
    terminal = hostile_desk.open("a.txt", "--encoding", "utf-8", columns=COLUMNS, rows=ROWS)
    terminal.press("ctrl+end", *["pageup"] * 3)
    shown = [terminal.text]
    for _ in range(4):
        terminal.press("pagedown")
        shown.append(terminal.text)
    # The help lists the tags with their keys.
    terminal.press("space", "t")
    shown.append(terminal.text)
    everything = "".join(shown)
    for text in MARKUP.values():
        assert text.split("]")[0] in everything


def test_the_annotators_own_name_and_the_size_of_the_terminal_are_hostile(desk: Desk) -> None:
    desk.write("a.txt", ARABIC + "\n")
    hostile_size = {"COLUMNS": one_line().replace("\0", ""), "LINES": "\x1b[2J"}
    terminal = desk.open(
        "--annotator",
        one_line().replace("\0", ""),
        "a.txt",
        ready="Annotations",
        columns=COLUMNS,
        rows=ROWS,
        **hostile_size,
    )
    terminal.press("space", "n", "x", "enter", "D", "D")
    assert_obeyed_nowhere(terminal)


def test_the_question_at_the_end_and_the_last_words_are_safe(desk: Desk) -> None:
    name = os.fsdecode(b"f[x]\x1b]0;pwned\x07\xff\n[bold]")
    folder = desk.folder / name
    folder.mkdir()
    (folder / "a.txt").write_text(ARABIC, encoding="utf-8")
    terminal = desk.open(f"{name}/a.txt", columns=COLUMNS, rows=ROWS)
    # A folder where the set's file should be: it cannot be replaced.
    (folder / "annotations" / f"a.txt.{ANNOTATOR}.json").mkdir(parents=True)
    terminal.press("space", "h")
    terminal.press("ctrl+q")
    terminal.wait_for("Not everything is saved")
    terminal.press("s")
    assert terminal.wait_for_exit() == 4
    assert foreign(bytes(terminal.raw), COLUMNS, ROWS) == []
    assert "f[x]␛]0;pwned␇\ufffd␊[bold]/annotations/" in bytes(terminal.raw).decode()


def test_a_fault_is_told_without_a_word_from_outside(hostile_desk: Desk, home: Path, tmp_path: Path) -> None:
    """An exception that quotes what is read, in a program whose reports go into a folder with a hostile name."""
    said = one_line()
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "real = sys.setswitchinterval\n"
        "def fail(*_):\n"
        f"    raise RuntimeError({said!r})\n"
        "def set_and_spoil(seconds):\n"
        "    from tui_reader.ui.reader_screen import ReaderScreen\n"
        "    ReaderScreen.action_highlight = fail\n"
        "    real(seconds)\n"
        "sys.setswitchinterval = set_and_spoil\n"
    )
    state = home / os.fsdecode(file_names(100)[10]) / OBEYED["sequences-title"].replace("/", "") / "[bold]\n\u202e"
    terminal = hostile_desk.open(
        "a.txt",
        "--encoding",
        "utf-8",
        columns=COLUMNS,
        rows=ROWS,
        PYTHONPATH=f"{tmp_path}:{SOURCES}",
        XDG_STATE_HOME=str(state),
    )
    terminal.press("space", "h")
    assert terminal.wait_for_exit() == ExitCode.FAULT
    assert foreign(bytes(terminal.raw), COLUMNS, ROWS) == []
    assert list(state.rglob("*.txt"))


class Liar(Terminal):
    """A terminal that answers every question with something else to obey, and has a name nobody should say."""

    def _answer(self, query: re.Match[bytes]) -> None:
        if query["order"]:
            # No question, so nothing would come, and be echoed by whoever has the terminal next.
            return super()._answer(query)
        lies = HOSTILE.values() if not query["position"] else ["\x1b[99999;99999R", "\x1b[1;1R\x1b[31m"]
        said = "".join(lies).replace("\x1b\\", "").encode()
        # Nothing that could be a person's answer.
        said = re.sub(rb"[\x03qn\r\n0-9\x04]", b"", said)
        self.send(b"\x1bP>|VTE" + said[:3000] + b"\x1b\\" if query["name"] else said[:1000])
        return super()._answer(query)


@pytest.mark.parametrize("arguments", [[], ["--json"], ["--forget"]], ids=str)
def test_a_doctor_who_is_lied_to_repeats_nothing(home: Path, arguments: list[str]) -> None:
    hostile = one_line().replace("\0", "")
    lies = dict.fromkeys(("LC_TERMINAL", "LC_TERMINAL_VERSION", "COLORTERM", "SSH_TTY"), hostile)
    state = {"XDG_STATE_HOME": str(home / "\x1b]0;pwned\x07[bold]\n")}

    def told(terminal: Terminal) -> bytes:
        if not arguments:
            terminal.wait_for("Which row reads right?")
            terminal.send(b"2")
        assert terminal.wait_for_exit(PATIENCE) == 0
        return bytes(terminal.raw)

    def controls(raw: bytes) -> set[str]:
        return {*map(repr, SEQUENCE.findall(raw)), *foreign_text(SEQUENCE.sub(b"", raw))}

    command = [*PROGRAM, "doctor", *arguments]
    with Terminal(command, 100, 60, env=environment(), name="VTE(7600)") as honest:
        expected = controls(told(honest))
    with Liar(command, 100, 60, env=environment(**state), identity=lies, name="VTE(7600)") as liar:
        assert controls(told(liar)) <= expected
