"""An annotator sees what a reviewer has said of an annotation, and answers, in the reader."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from acts import Stage, annotate

from tui_reader.annotations.file import load, save
from tui_reader.annotations.records.remark import new_remark
from tui_reader.annotations.w3c import as_list
from tui_reader.session.conversing import say
from tui_reader.session.files.opening import begin_reading
from tui_reader.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from hands import Hands

    Reader = Callable[..., AbstractAsyncContextManager[Hands]]

TEXT = "قال الوزير إن الأسعار ارتفعت كثيرا."
WHY = "لا أرى ادعاء هنا"


class Table:
    """A document with amal's set, and what rana has said of the first annotation in it."""

    def __init__(self, seeds: Path) -> None:
        self.path = seeds / "a.txt"
        self.path.write_text(TEXT, encoding="utf-8")
        for name, lines in (("amal", ["Claim: الأسعار", "Source: الوزير"]), ("rana", [])):
            session = begin_reading(self.path, Settings(annotator=name)).session
            annotate(session, lines)
            session.own.path.parent.mkdir(exist_ok=True)
            save(session.own.path, session.own.annotations.with_snapshot(session.own.store.snapshot()))
            setattr(self, name, session.own.path)
        self.amal: Path
        self.rana: Path
        claim = next(a for a in load(self.amal).set.records if "Claim" in a.json)
        assert claim.id is not None
        self.claim = claim.id
        decision = {
            "verdict": "rejected",
            "members": {self.amal.name: {"id": self.claim, "version": "0"}, "x.badria.json": None},
            "target": as_list(json.loads(claim.json)["target"]),
            "reason": "duplicate",
        }
        self.decision = new_remark([self.claim], note=WHY, decision=decision)
        self.comment = new_remark([self.decision.id], note="see the first line")
        there = load(self.rana).set
        save(self.rana, there.with_records([self.decision, self.comment]))

    def said(self) -> list[dict[str, Any]]:
        """What amal has said, as the file on the disk has it."""
        items = json.loads(self.amal.read_bytes())["items"]
        return [item for item in items if item["motivation"] == "replying"]


@pytest.fixture
def table(seeds: Path) -> Table:
    return Table(seeds)


def seen(hands: Hands) -> str:
    return Stage(hands).screen()


async def test_remarks_are_listed_shown_and_answered(reader: Reader, table: Table) -> None:
    async with reader(table.path, messages=True) as hands:
        stage = Stage(hands)
        session = hands.app.reading.session
        assert "❝ 2 remarks · rejected:" in seen(hands)
        session.focus(table.claim)
        await stage.tap("I")
        await stage.settle()
        await hands.pilot.pause()
        shown = seen(hands)
        assert shown.count("rana ·") == 2 and "↳ rana" in shown and "rejected: duplicate" in shown
        assert "see the first line" in shown
        # The latest is what is answered, the one before where that is marked.
        await stage.tap("enter", "'نعم'", "enter", "I", "up", "up", "r", "'why?'", "enter")
        await stage.settle()
        assert "4 remarks" in seen(hands)
        assert hands.app.reading.saving.finish()
        answers = {item["body"][0]["value"]: item for item in table.said()}
        assert answers["نعم"]["target"] == table.comment.id and answers["نعم"]["body"][0]["textDirection"] == "rtl"
        assert answers["why?"]["target"] == table.decision.id
        assert len(session.own.store.annotations) == 2, "what is said is no annotation"
        await stage.tap("z")
        await stage.settle()
        assert "3 remarks" in seen(hands) and "Undone: removed the comment" in "\n".join(hands.said)


async def test_one_asks_oneself_and_takes_it_back(reader: Reader, table: Table) -> None:
    async with reader(table.path, messages=True) as hands:
        stage = Stage(hands)
        session = hands.app.reading.session
        source = next(entry for entry in session.entries if "Source" in entry.annotation.tags)
        session.focus(source.id)
        await stage.tap("I")
        await stage.settle()
        assert "Nobody has said anything about this yet." in seen(hands)
        await stage.tap("enter", "'وهذا؟'", "enter")
        await stage.settle()
        assert "❝ 1 remark" in seen(hands)
        await stage.tap("I", "d")
        await stage.settle()
        assert "❝ 1 remark" not in seen(hands) and "Taken back" in "\n".join(hands.said)
        session.focus(table.claim)
        await stage.tap("I", "d")
        await stage.settle()
        assert "only your own can be changed" in "\n".join(hands.said)
        assert len(load(table.rana).set.records) == 2


async def test_what_is_hidden_is_not_told_of(reader: Reader, table: Table) -> None:
    async with reader(table.path) as hands:
        await hands.press("o")
        assert "remarks" not in seen(hands)
        await hands.press("o")
        assert "2 remarks" in seen(hands)


async def test_a_set_for_reading_only_says_so(reader: Reader, table: Table) -> None:
    async with reader(table.path, messages=True) as hands:
        session = hands.app.reading.session
        session.own.read_only_because = "the file is read-only"
        session.focus(table.claim)
        await hands.press("I", "enter")
        assert "only: the file is" in "\n".join(hands.said)
        session.own.read_only_because = ""


async def test_a_decision_of_which_nothing_is_written_is_no_remark(reader: Reader, table: Table) -> None:
    there = load(table.rana).set
    [decision] = [record for record in there.records if record.id == table.decision.id]
    bare = new_remark([table.claim], decision=json.loads(decision.json)["tui:decision"])
    save(table.rana, there.with_records([bare]))
    async with reader(table.path) as hands:
        assert "❝ rejected:" in seen(hands)
        assert "remark" not in seen(hands)


async def test_one_goes_from_one_remarked_to_the_next_and_lists_them_alone(reader: Reader, table: Table) -> None:
    async with reader(table.path, messages=True) as hands:
        session = hands.app.reading.session
        source = next(entry for entry in session.entries if "Source" in entry.annotation.tags)
        session.focus(source.id)
        await hands.press("J")
        assert session.focus_id == table.claim
        # There is one only: round and round.
        await hands.press("J")
        assert session.focus_id == table.claim and "From the beginning again" in "\n".join(hands.said)
        await hands.press("Y")
        assert "Annotations 1 of 2 with remarks" in seen(hands)
        # What is said and taken back while they are listed alone.
        session.focus(source.id)
        say(session, source.id, "وهذا؟")
        await hands.pilot.pause()
        assert "Annotations 2" in seen(hands)
        session.focus(table.claim)
        await hands.press("J")
        assert session.focus_id == source.id
        await hands.press("2", "J")
        assert session.focus_id == source.id
        await hands.press("z")
        assert "Annotations 1 of 2" in seen(hands)
        await hands.press("Y")
        assert "Annotations 2" in seen(hands)
        # Of what is hidden nothing is said.
        await hands.press("o", "J")
        assert "Nothing is said of the annotations" in "\n".join(hands.said)
