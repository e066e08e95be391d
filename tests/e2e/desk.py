"""The app on a screen, in a folder of its own, and what its annotation files say."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import warm
from program import PROGRAM, environment
from terminal import Terminal
from text_area import document_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tui_reader.documents.decoded import DecodedDocument

ANNOTATOR = "amal"
FIRST, SECOND = "000_0dcc0fd3091f3b6a.txt", "003_4ad2e9aeba37fcb1.txt"


class Desk:
    """A folder with documents, and the app opened in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seeds = folder / "seeds"
        self.is_cold = False
        """Whether the app is begun as users begin it, and not `warm`."""
        self._terminals: list[Terminal] = []

    @property
    def first(self) -> DecodedDocument:
        """The first of the sample documents."""
        return document_of(self.seeds / FIRST)

    def write(self, name: str, text: str) -> DecodedDocument:
        """Puts a document into the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return document_of(path)

    def open(
        self,
        *arguments: str | bytes | Path,
        columns: int = 110,
        rows: int = 30,
        ready: str = ANNOTATOR,
        wait: bool = True,
        name: str = "",
        silent: bool = False,
        identity: Mapping[str, str] | None = None,
        **env: str | None,
    ) -> Terminal:
        """Opens the app and waits until it can be used; `ready` is what stands on the screen then.

        Without `wait` it has only just been started, and, as where the desk `is_cold`, as a user starts it: not `warm`.
        `name`, `silent`, `identity`: the `Terminal`'s.
        """
        is_usual = not any(map(warm.AT_IMPORT.fullmatch, [*env, *(identity or {})]))
        terminal = Terminal(
            [*PROGRAM, "open", "--annotator", ANNOTATOR, *arguments],
            columns,
            rows,
            cwd=self.folder,
            env=environment(**env),
            identity=identity,
            name=name,
            silent=silent,
            is_warm=wait and is_usual and not self.is_cold,
        )
        self._terminals.append(terminal)
        if ready:
            terminal.wait_for(ready)
        return terminal.settle() if wait else terminal

    def close(self) -> None:
        """Closes every terminal."""
        for terminal in self._terminals:
            terminal.close()

    def set_path(self, document: str = FIRST, annotator: str = ANNOTATOR) -> Path:
        """Where an annotator's set of a document is."""
        return self.folder / "annotations" / f"{document}.{annotator}.json"

    def items(self, document: str = FIRST) -> list[dict[str, Any]]:
        """The records on the disk; none where there is no file."""
        path = self.set_path(document)
        records: list[dict[str, Any]] = json.loads(path.read_bytes())["items"] if path.exists() else []
        return records

    def files(self) -> dict[str, bytes]:
        """Every file in the folder, by its path, with what is in it."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes() for path in self.folder.rglob("*") if path.is_file()
        }


def saved(terminal: Terminal) -> None:
    """Waits until the status line says that everything is on the disk."""

    def the_word_saved(terminal: Terminal) -> object:
        """the word saved behind the annotator's name"""
        return re.search(rf"\b{ANNOTATOR} +saved *$", terminal.text, re.MULTILINE)

    terminal.wait_for(the_word_saved)


def quote_of(item: dict[str, Any]) -> str:
    """An annotation's quote, as its file has it."""
    quote: str = item["target"]["selector"][0]["exact"]
    return quote


def span_of(item: dict[str, Any]) -> tuple[int, int]:
    """An annotation's position, as its file has it."""
    position = item["target"]["selector"][1]
    return position["start"], position["end"]


def tags_of(item: dict[str, Any]) -> list[str]:
    """An annotation's tags, as its file has them."""
    return [body["value"] for body in item.get("body", []) if body.get("purpose") == "tagging"]
