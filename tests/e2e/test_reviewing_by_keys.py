"""A review of three sets on a sample document, played by keys: saved, killed, opened again, handed over, made again."""

from __future__ import annotations

import json
import re
import signal
from typing import TYPE_CHECKING, Any

import pytest
from program import PROGRAM, environment
from terminal import Terminal
from three_sets import write_three_sets

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.pty

REVIEWER = "rana"


class Review:
    """The three sets in a folder, and the program opened on a review of them."""

    def __init__(self, folder: Path) -> None:
        self.source, self.sides = write_three_sets(folder)
        self.before = {path: path.read_bytes() for path in (self.source, *self.sides)}

    @property
    def own(self) -> Path:
        """The reviewer's own set."""
        return self.sides[0].with_name(f"{self.source.name}.{REVIEWER}.json")

    @property
    def adjudicated(self) -> Path:
        """The set that comes of the review."""
        return self.sides[0].with_name(f"{self.source.name}.adjudicated.json")

    def open(self) -> Terminal:
        """Opens the review."""
        argv = [*PROGRAM, "review", "--reviewer", REVIEWER, self.source.name]
        terminal = Terminal(argv, 130, 36, cwd=self.source.parent, env=environment())
        terminal.wait_for("of 24 decided")
        return terminal.settle()

    def decisions(self) -> dict[str, dict[str, Any]]:
        """What is on the disk of what was decided, by ids of the records."""
        items = json.loads(self.own.read_bytes())["items"]
        return {item["id"]: item["tui:decision"] for item in items if item["motivation"] == "moderating"}

    def remarks(self) -> list[str]:
        """The comments there are on the disk."""
        items = json.loads(self.own.read_bytes())["items"]
        return sorted(body["value"] for item in items for body in item.get("body", []))


def saved(terminal: Terminal) -> None:
    """Waits until the status line says that everything is on the disk."""

    def the_word_saved(terminal: Terminal) -> object:
        """the word saved behind the reviewer's name"""
        return re.search(rf"\b{REVIEWER} +saved *$", terminal.text, re.MULTILINE)

    terminal.wait_for(the_word_saved)


def quit_saved(terminal: Terminal) -> None:
    saved(terminal)
    terminal.press("ctrl+q")
    assert terminal.wait_for_exit() == 0
    terminal.close()


def test_a_review_from_the_first_key_to_the_adjudicated_set(tmp_path: Path) -> None:
    review = Review(tmp_path / "desk")
    first = review.open()
    # Who agrees is accepted at a stroke; then one difference of each kind is settled, and one leads to the next.
    first.press("A")
    first.wait_for("Decided 6 groups")
    first.press("n", "1")
    first.wait_for("7 of 24 decided")
    first.press("b", "u")
    first.wait_for("8 of 24 decided")
    first.press("t")
    first.wait_for("Accept with which tag?")
    first.type("evidence")
    first.press("enter")
    first.wait_for("9 of 24 decided")
    first.press("m", "2")
    first.wait_for("10 of 24 decided")
    first.press("x", "2")
    first.wait_for("11 of 24 decided")
    first.press("k", "k", "k", "k", "c")
    first.wait_for("Comment on")
    first.type("راجع")
    first.press("enter")
    first.wait_for("wrong tag")
    first.press("n", "2", "z")
    first.wait_for("Undone")
    quit_saved(first)
    decisions = review.decisions()
    ways = sorted(each.get("how", "rejected") for each in decisions.values())
    assert ways == [*["adjudicated"] * 3, "edited", "rejected", *["unanimous"] * 6]
    assert {each["reason"] for each in decisions.values() if "reason" in each} == {"wrong-tag"}
    assert {each.get("strategy") for each in decisions.values()} == {None, "agreed"}
    assert review.remarks() == ["راجع"]

    again = review.open()
    again.wait_for("11 of 24 decided")
    again.press("n", "3")
    again.wait_for("12 of 24 decided")
    saved(again)
    again.signal(signal.SIGKILL)
    again.wait_for_exit()
    again.close()
    assert decisions.items() <= review.decisions().items() and len(review.decisions()) == 12

    last = review.open()
    last.wait_for("12 of 24 decided")
    last.press("w")
    last.wait_for("Not in it")
    made = review.adjudicated.read_bytes()
    accepted = [each for each in json.loads(made)["items"] if each["motivation"] != "linking"]
    assert sorted(each["tui:provenance"]["how"] for each in accepted) == [
        *["adjudicated"] * 4,
        "edited",
        *["unanimous"] * 6,
    ]
    review.adjudicated.unlink()
    last.press("w")
    last.wait_for(lambda _: review.adjudicated.exists())
    last.wait_for("Not in it")
    assert review.adjudicated.read_bytes() == made
    quit_saved(last)
    assert {path: path.read_bytes() for path in review.before} == review.before, "nobody else's file is touched"
