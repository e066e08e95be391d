"""Whatever is done to annotations, their parts, ends and links, is undone step by step, and done again."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from readings import check_way_back, fresh

from tui_reader.annotations.file import serialise
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.session.annotating.adjusting import Adjusting, Step
from tui_reader.session.annotating.drawing_links import begin_link, finish_link, unlink
from tui_reader.session.annotating.fragments import add_selection, take_out
from tui_reader.session.refused import Refused
from tui_reader.session.settling.confirming import Confirming
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from tui_reader.session.entries import Entry
    from tui_reader.session.reader import ReaderSession

WORDS = (
    "قال",
    "لأنَّ",
    "الاتفاقية",
    "١٢٪",
    "«نعم»",
    "[9][10]",
    "NATO",
    "\u200fو",
    "،",
    "\n",
    "😀",
    "مُتَبايِنة",
    "2020",
    "ونفى.",
)
TAGS = ("Claim", "Quote", "Source", "Citation")
arabic = st.lists(st.sampled_from(WORDS), min_size=4, max_size=20).map(" ".join).filter(str.strip)
ACTIONS = (
    *("tag", "highlight", "add", "take", "adjust", "put", "link", "remove_link"),
    *("unlink", "delete", "note", "retag", "undo", "redo", "follow", "back"),
)
actions = st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 99), st.integers(0, 99)), min_size=3, max_size=25)


def written(session: ReaderSession) -> str:
    """What a save would write."""
    return serialise(session.own.annotations.with_records(session.own.store.snapshot().records))


def check(session: ReaderSession) -> None:
    """The store is as it would be if it had been read from the file: everything is in its place, once, in order."""
    for entry in session.entries:
        assert entry.spans, "nothing is ever lost"
        quotes = [target.quote.exact for target in entry.annotation.targets if target.quote is not None]
        assert quotes == [session.document.slice(span) for span in entry.spans]
        assert list(entry.spans) == sorted(entry.spans)
        assert all(quote.strip() for quote in quotes)
        for span in entry.spans:
            assert entry.annotation in session.own.store.overlapping(span)
    ids = {record.id for record in session.own.store.snapshot().records if isinstance(record, Annotation)}
    assert all({relation.source, relation.target} <= ids for relation in session.own.store.relations)


def begin(session: ReaderSession) -> None:
    """Tags some words, so that there is something to work on, and links two."""
    place = 0
    for tag in ("Claim", "Citation", "Source", "Claim", "Citation"):
        word = session.page.word_at(place)
        if word.start < place or not word.length:
            break
        session.select(word)
        session.tag_selection(tag)
        place = session.page.next_word(word.end)
    if len(session.entries) > 1:
        link(session, session.entries[0], 1)


def link(session: ReaderSession, entry: Entry, other: int) -> None:
    """Links an annotation to the first it may be linked to from another one on."""
    kinds = begin_link(session, entry.id)
    count = len(session.entries)
    for kind in kinds:
        for number in range(count):
            session.focus(session.entries[(other + number) % count].id)
            try:
                finish_link(session, kind)
            except Refused:
                continue
            return
    raise Refused("with nothing")


def do(session: ReaderSession, action: str, one: int, other: int) -> None:
    """One action on what two numbers say."""
    length = session.document.end
    entry: Entry | None = session.entries[one % len(session.entries)] if session.entries else None
    match action:
        case "tag" | "highlight" | "add" | "take" | "put":
            if action in ("add", "take") and entry is not None and one % 3:
                session.focus(entry.id)
            if action != "take" or one % 4:
                session.move(one % (length + 1))
                session.move(other % (length + 1), extend=True)
            if action == "tag":
                session.tag_selection(TAGS[other % len(TAGS)])
            elif action == "highlight":
                session.highlight_selection()
            elif action == "add":
                add_selection(session)
            elif action == "take":
                take_out(session)
            elif entry is not None:
                Confirming(session).attach(entry.id)
        case "adjust":
            if entry is not None:
                session.focus(entry.id)
                adjusting = Adjusting(session, entry)
                for number in range(1 + other % 3):
                    adjusting.change_part(forward=bool(other % 2))
                    adjusting.go(list(Step)[(one + number) % 3], right=bool(other % 5))
                adjusting.keep()
        case "link":
            if entry is not None:
                link(session, entry, other)
        case "remove_link":
            if entry is not None:
                session.focus(entry.id)
                session.links.choose_beside(1)
                if session.chosen_link is not None:
                    session.links.remove(session.chosen_link)
        case "unlink" | "delete" | "note" | "retag":
            if entry is not None:
                if action == "unlink":
                    unlink(session, entry.id)
                elif action == "delete":
                    session.delete(entry.id)
                elif action == "note":
                    session.write_note(entry.id, f"ملاحظة {other}")
                else:
                    session.retag(entry.id, TAGS[other % len(TAGS)])
        case "undo":
            session.undo()
        case "redo":
            session.redo()
        case "follow":
            session.links.go_on()
        case "back":
            session.links.go_back()


@settings(max_examples=150)
@given(arabic, actions)
def test_all_is_taken_back_and_done_again(text: str, done: list[tuple[str, int, int]]) -> None:
    session = fresh(text, width=20)
    begun = written(session)
    with suppress(Refused):
        begin(session)
    session.link_start = None
    for action, one, other in done:
        before, revision = written(session), session.own.store.revision
        try:
            do(session, action, one, other)
        except Refused:
            session.link_start = None
            assert written(session) == before, f"{action} was refused, and has changed something"
        assert session.own.store.revision <= revision + 1, f"{action} is one change"
        assert all(d.span.length for d in session.decorations(Span(0, session.document.end)))
        check(session)
    check_way_back(session, written, begun, check)
