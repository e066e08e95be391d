"""Suggestions on the screen: from commands and from what was tagged before, listed, many at a time, and in time."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hostile import one_line

from tui_reader.annotations.changes import Add, Batch
from tui_reader.annotations.records.annotation import new_annotation
from tui_reader.session.suggestions import suggesting
from tui_reader.settings import Suggester
from tui_reader.text.span import Span
from tui_reader.ui.commands import suggesting as commands
from tui_reader.ui.panes.suggestion_list import SuggestionList

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from hands import Hands

    from tui_reader.session.reader import ReaderSession

    Reader = Callable[..., AbstractAsyncContextManager[Hands]]

MANY = 600
"""More than the pieces of which it is remembered what is in them."""
FIND_WORD = """
import json, sys
text = sys.stdin.read()
start = text.index("كلمة")
print(json.dumps({"start": start, "end": start + 4, "tag": "Claim", "score": 0.5, "origin": sys.argv[1]}))
print("this is no JSON")
for tag in "ABC":
    print(json.dumps({"start": start, "end": start + 4, "tag": tag}))
"""


def written(seeds: Path, text: str) -> Path:
    path = seeds / "written.txt"
    path.write_text(text, encoding="utf-8")
    return path


def tags(session: ReaderSession) -> list[tuple[tuple[str, ...], int]]:
    return [(annotation.tags, place.spans[0].start) for annotation, place in session.own.store.annotations]


async def listed(hands: Hands) -> list[str]:
    """The rows of the list of suggestions, as soon as it is there."""
    await hands.finish()
    while hands.app.reading.listing is not None or not hands.app.reading.query(SuggestionList):
        await hands.pilot.pause(0.01)
    await hands.pilot.pause()
    return [row for row in hands.rows("#suggestions") if row]


async def test_a_command_suggests_and_nothing_it_says_reaches_the_terminal(seeds: Path, reader: Reader) -> None:
    hostile = "".join(c for c in one_line() if c.isprintable() or c == "\u202e")[:300]
    command = Suggester((sys.executable, "-c", FIND_WORD, hostile))
    path = written(seeds, "نص فيه كلمة واحدة")
    async with reader(path, suggesters={"words": command}, suggest=("words",), messages=True) as hands:
        await hands.press("S")
        await hands.finish()
        await hands.press("semicolon")
        assert "Claim? " in hands.rows("#status-line")[0]
        assert any("words: line 2" in words for words in hands.said), "what cannot be used is told"
        assert any("The tagset has no tag A" in words for words in hands.said)
        assert any("and 1 more: tui-reader suggest" in words for words in hands.said)
        await hands.press("Q")
        for widget in ("#status-line", "#queue-title", "#reading-pane"):
            assert all(c.isprintable() for row in hands.rows(widget) for c in row)
        await hands.press("enter")
        session = hands.app.reading.session
        assert tags(session) == [(("Claim",), 7)]
        (annotation,) = (annotation for annotation, _ in session.own.store.annotations)
        assert annotation.suggested is not None and annotation.suggested.score == 0.5


async def test_what_was_tagged_before_is_suggested_elsewhere(seeds: Path, reader: Reader) -> None:
    path = written(seeds, "باريس مدينة\nزار باريس وزار لندن")
    async with reader(path) as hands:
        await hands.press("space", "s", "S")
        await hands.finish()
        await hands.press("semicolon", "enter")
        assert tags(hands.app.reading.session) == [(("Source",), 0), (("Source",), 16)]


async def test_those_in_sight_are_listed_apart_and_gone_to_from_there(seeds: Path, reader: Reader) -> None:
    lines = [f"سطر رقم كذا[{number}] هنا." for number in range(1, 200)]
    async with reader(written(seeds, "\n".join(lines))) as hands:
        await hands.press("S")
        heading, *rows = await listed(hands)
        assert "suggestions in sight" in heading and rows[0].split() == ["r", "[1]"]
        session = hands.app.reading.session
        await hands.pilot.click("#suggestions", offset=(3, 3))
        assert session.document.slice(session.suggestions.here().extent) == "[3]"  # type: ignore[union-attr]
        hands.app.reading.query_one(SuggestionList).focus()
        await hands.press("down", "enter", "down", "backspace")
        assert session.own.store.annotation_count == 1
        assert [
            session.document.slice(each.extent)
            for each in session.suggestions.overlapping(session.page.paragraph_at(0))
        ] == ["[1]"]  # type: ignore[union-attr]
        await hands.press("escape", "ctrl+end")
        await listed(hands)
        last = hands.app.reading.query_one(SuggestionList).rows.items[-1]
        assert session.document.slice(last.extent) == "[199]"
        await hands.press("S")
        await hands.pilot.pause()
        assert not hands.app.reading.query(SuggestionList)


async def test_what_a_larger_screen_has_in_sight_is_listed(seeds: Path, reader: Reader) -> None:
    lines = [f"سطر رقم كذا[{number}] هنا." for number in range(1, 200)]
    async with reader(written(seeds, "\n".join(lines)), (120, 14)) as hands:
        await hands.press("S")
        await listed(hands)
        for rows in (40, 20):
            await hands.pilot.resize_terminal(120, rows)
            await hands.until(
                lambda: (
                    hands.app.reading.query_one(SuggestionList).rows.items[1:]
                    == tuple(hands.app.reading.session.suggestions.overlapping(hands.app.reading.text.span_in_sight))  # type: ignore[union-attr]
                )
            )


async def test_very_many_are_decided_on_by_one_key_and_taken_back_by_one(seeds: Path, reader: Reader) -> None:
    path = written(seeds, "\n".join(["نص قصير[9] هنا[10]."] * MANY))
    async with reader(path) as hands:
        await hands.press("semicolon", "asterisk")
        screen, store = hands.app.reading, hands.app.reading.session.own.store
        said = [screen.looked_words]

        async def finish() -> None:
            while screen.looking is not None or store.is_under_way:
                await hands.pilot.pause(0.02)
                said.append(screen.looked_words)

        await finish()
        parts = [int(words.removeprefix("deciding ").removesuffix("%")) for words in said if words]
        assert parts and parts == sorted(parts) and said[-1] == "", "how far it is is said as long as it lasts"
        assert store.annotation_count == MANY
        await hands.press("z")
        await finish()
        assert store.annotation_count == 0
        await hands.press("asterisk", "escape")
        await finish()
        assert store.annotation_count in (0, MANY), "all of it or nothing"
        # So it is with all that is selected: the keyboard does not wait until that is gone through.
        await hands.press("ctrl+home", "v", "ctrl+end", "enter")
        assert screen.looking is not None and "deciding" in hands.rows("#status-line")[0]
        await hands.press("escape")


async def test_what_there_is_no_time_for_is_shown_a_moment_later(
    seeds: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggesting, "PATIENCE", 0.0)
    path = written(seeds, "نص هنا.\n" + "\n".join(["نص قصير[9] هنا."] * 8))
    async with reader(path) as hands:
        assert not any(row.startswith("+") or row.endswith("+") for row in hands.rows("#reading-pane"))
        await hands.press("S")
        for _ in range(100):
            if sum("+" in row for row in hands.rows("#reading-pane")) == 8:
                break
            await hands.pilot.pause(0.02)
        else:
            pytest.fail("never shown")


async def test_another_document_is_suggested_for_too_and_ends_the_way_through_this_one(
    seeds: Path, reader: Reader
) -> None:
    path = written(seeds, "نص قصير[9] هنا.")
    async with reader() as hands:
        await hands.press("Q")
        assert hands.app.reading.query("#suggestion-panel")
        hands.app.open_document(path)
        await hands.finish()
        assert not hands.app.reading.query("#suggestion-panel") and hands.app.reading.queue is None
        assert any("+" in row for row in hands.rows("#reading-pane"))
        await hands.press("semicolon", "enter")
        assert hands.app.reading.session.own.store.annotation_count == 1


@pytest.mark.parametrize(
    ("key", "answers", "number"),
    [("2", ["NFS", None], 2), ("space", ["NFS", None], 2), ("z", [None, None], 1), ("escape", ["NFS", None], None)],
    ids=["answer", "later", "back", "end"],
)
async def test_nobody_answers_a_question_that_is_still_being_looked_for(
    seeds: Path,
    reader: Reader,
    monkeypatch: pytest.MonkeyPatch,
    key: str,
    answers: list[str | None],
    number: int | None,
) -> None:
    monkeypatch.setattr(commands, "PATIENCE", 0.0)
    monkeypatch.setattr(commands, "REST", 0.3)
    async with reader(written(seeds, "كلمة " * 60)) as hands:
        session, screen = hands.app.reading.session, hands.app.reading
        source = session.own.annotations.source_iri
        tagged = enumerate(["Claim", *["of no tagset"] * 40, "Claim"])
        places = [(session.described(Span(5 * n, 5 * n + 4)), tag) for n, tag in tagged]
        new = [new_annotation((place,), source=source, tags=(tag,)) for place, tag in places]
        session.own.store.apply(Batch(tuple(map(Add, new))))
        await hands.press("Q", "asterisk")
        await hands.pilot.press("1")
        assert screen.looking is not None, "there are many between the two"
        assert "looking for open questions 51%" in hands.rows("#status-line")[0]
        await hands.pilot.press(key)
        await hands.until(lambda: screen.looking is None)
        claims = [one for one, _ in session.own.store.annotations if one.tags == ("Claim",)]
        assert [claim.attributes.get("check_worthiness") for claim in claims] == answers
        assert (None if screen.questions is None else screen.questions.number) == number
        if screen.questions is not None and screen.questions.item is not None:
            shown = claims[screen.questions.number - 1]
            assert screen.questions.item.question.item.id == shown.id


async def test_an_answer_that_is_typed_when_the_document_is_read_anew_is_gone_on_with(
    seeds: Path, reader: Reader
) -> None:
    async with reader(written(seeds, "قال كذا [9] أمس"), suggest=()) as hands:
        session, screen = hands.app.reading.session, hands.app.reading
        source = session.own.annotations.source_iri
        session.own.store.apply(
            Add(new_annotation((session.described(Span(8, 11)),), source=source, tags=("Citation",)))
        )
        await hands.press("Q", "enter", "1", "2")
        screen.close_queue()
        await hands.press("enter")
        await hands.press("Q", "enter", "3", "enter")
        ((citation, _),) = session.own.store.annotations
        assert citation.attributes["ref"] == "123"
