"""What a key does: a text with annotations before, keys, and the same after, played in the app.

A scene is written as a few lines. First the text, with caret and selection as `marked_text` has them; then a line for
each annotation, in the order of the text, and one for each relation, by the numbers of those lines, from 1:

    قال ⟨الوزير⟩ إن الأسعار ارتفعت.[9]
    - Claim{verdict="refuted"}: الأسعار … ارتفعت # راجع
    - Citation: [9]
    - 1 cites{support="full"} 2

`…` stands between fragments, `~2` behind a fragment that is the second of its kind in the text, `^` before what a point
stands in front of, `_` for no tag, `#` before a note; attributes are JSON. Without any text it is about the document.
Behind the tag `?` says that it is a suggestion, `!` one that was rejected, `+` one that was accepted, `±` changed.

All acts of a list are played in one app, each on a document of its own; what an act changes is taken back by as many
steps as it says (`changes`), and has to be as it was then, and done again.
"""

from __future__ import annotations

import json
import re
import shlex
import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import pytest
from marked_text import unmarked, with_marks
from textual import events
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key

from tui_reader.annotations.changes import Add, Batch
from tui_reader.annotations.records.annotation import Annotation, new_annotation
from tui_reader.annotations.records.record import read_record
from tui_reader.annotations.records.relation import Relation, new_relation
from tui_reader.annotations.records.targets import Target
from tui_reader.annotations.strict_json import decode, encode
from tui_reader.language import ENGLISH, use
from tui_reader.session.files.opening import begin_reading
from tui_reader.text.span import Span
from tui_reader.ui.commands.finding import FindingCommands

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from hands import Hands

    from tui_reader.session.reader import ReaderSession

    Reader = Callable[..., AbstractAsyncContextManager[Hands]]

SIZE = (120, 24)
"""Cells of the screen: to paint it is most of the work."""
SUGGESTED = "tui:suggested"
SUGGESTING = "tui:suggesting"
STATES = {"?": None, "!": "rejected", "+": "accepted", "±": "changed"}


class Shows(Protocol):
    """An act, as far as messages and the screen go."""

    @property
    def said(self) -> str:
        """What stands in the message on the screen."""

    @property
    def sees(self) -> str:
        """What stands on a row of the screen."""

    @property
    def misses(self) -> str:
        """What stands on none."""


class Act(NamedTuple):
    """What one command does in one situation."""

    command: str
    """Id of the binding that is shown at work."""
    before: str
    keys: str
    """Textual's names of keys, with blanks between; what stands in quotes is pasted.

    At `…` one waits until what other threads do is done, and seen.
    """
    after: str = ""
    """Empty where all is as before."""
    said: str = ""
    """What stands in the message on the screen."""
    sees: str = ""
    """What stands on a row of the screen."""
    misses: str = ""
    """What stands on none."""
    changes: int | None = None
    """Steps that take all of it back; None: one where annotations differ."""
    settings: Mapping[str, object] = MappingProxyType({})
    """Other settings than usual: such an act has an app of its own."""

    def __str__(self) -> str:
        return f"{self.command}: {self.keys!r} in {self.before!r}"


# Scenes


def scene(session: ReaderSession) -> str:
    """What there is, as a scene."""
    document, text = session.document, session.document.slice(Span(0, session.document.end))
    marks = [None if at is None else document.code_point_of(at) for at in (session.caret, session.anchor)]
    return "\n".join([with_marks(text, marks[0] or 0, marks[1]), *_lines(session, text)])


def _lines(session: ReaderSession, text: str) -> list[str]:
    records = session.own.store.snapshot().records
    annotations = [record for record in records if isinstance(record, Annotation)]
    annotations.sort(key=lambda a: (sorted(t.position or Span(-1, -1) for t in a.targets), a.tags))
    numbers = {annotation.id: number for number, annotation in enumerate(annotations, 1)}
    lines = [_annotation_line(annotation, text) for annotation in annotations]
    relations = [record for record in records if isinstance(record, Relation)]
    links = sorted((numbers[r.source], numbers[r.target], r.name, r) for r in relations)
    return [*lines, *(f"- {start} {name}{_state(r)}{_braces(r)} {end}" for start, end, name, r in links)]


def _annotation_line(annotation: Annotation, text: str) -> str:
    places = " … ".join(_place(target.position, text) for target in annotation.targets if target.position is not None)
    note = f" # {annotation.note}" if annotation.note else ""
    tag = "+".join(annotation.tags) or "_"
    return f"- {tag}{_state(annotation)}{_braces(annotation)}:{' ' * bool(places)}{places}{note}"


def _place(span: Span, text: str) -> str:
    quote = text[slice(*span)] or f"^{text[span.start :].split(' ')[0]}"
    bare = quote.removeprefix("^")
    number = len(re.findall(f"(?={re.escape(bare)})", text[: span.start + len(bare) - 1])) + 1
    return quote + (f"~{number}" if number > 1 else "")


def _braces(record: Annotation | Relation) -> str:
    if not record.attributes:
        return ""
    pairs = (f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in sorted(record.attributes.items()))
    return f"{{{', '.join(pairs)}}}"


def _state(record: Annotation | Relation) -> str:
    suggested = decode(record.json).get(SUGGESTED)
    if suggested is None:
        return ""
    return next(sign for sign, decision in STATES.items() if suggested.get("decision") == decision)


_ANNOTATION = re.compile(
    r"(?P<tag>[^\s{}:?!±]+?)(?P<state>[?!+±]?)(?P<braces>\{.*?\})?:(?P<places>.*?)(?: # (?P<note>.*))?"
)
_RELATION = re.compile(r"(?P<start>\d+) (?P<name>\w+?)(?P<state>[?!+±]?)(?P<braces>\{.*?\})? (?P<end>\d+)")


def annotate(session: ReaderSession, lines: Sequence[str]) -> None:
    """Makes the annotations and relations of a scene, which cannot be taken back."""
    made: list[Annotation | Relation] = []
    for line in lines:
        if relation := _RELATION.fullmatch(line):
            ends = [made[int(relation[end]) - 1].id for end in ("start", "end")]
            record: Annotation | Relation = new_relation(relation["name"], *ends, attributes=_attributes(relation))
            made.append(_with_state(record, relation["state"]))
            continue
        found = _ANNOTATION.fullmatch(line)
        assert found is not None, f"no annotation: {line}"
        made.append(_with_state(_annotation(session, found), found["state"]))
    if made:
        session.own.store.take_in(Batch(tuple(map(Add, made))))


def _annotation(session: ReaderSession, found: re.Match[str]) -> Annotation:
    text = session.document.slice(Span(0, session.document.end))
    places = found["places"].strip()
    spans = [_span(place, text) for place in places.split(" … ")] if places else []
    document = session.document
    return new_annotation(
        [session.described(document.span_of(span)) for span in spans] or [Target()],
        source=session.own.annotations.source_iri,
        tags=() if found["tag"] == "_" else found["tag"].split("+"),
        note=found["note"],
        attributes=_attributes(found),
    )


def _span(place: str, text: str) -> Span:
    quote, _, number = place.partition("~")
    bare = quote.removeprefix("^")
    starts = [found.start() for found in re.finditer(f"(?={re.escape(bare)})", text)]
    start = starts[int(number or 1) - 1]
    return Span(start, start if quote.startswith("^") else start + len(bare))


def _attributes(found: re.Match[str]) -> dict[str, Any] | None:
    braces = found["braces"]
    if not braces:
        return None
    pairs = re.findall(r'(\w+)=("(?:[^"\\]|\\.)*"|\[[^\]]*\]|[^,}]+)', braces)
    return {name: json.loads(value) for name, value in pairs}


def _with_state(record: Annotation | Relation, state: str) -> Annotation | Relation:
    if not state:
        return record
    members = decode(record.json)
    decision = STATES[state]
    members[SUGGESTED] = {"origin": "acts", "score": 1.0} | ({} if decision is None else {"decision": decision})
    if decision in (None, "rejected") and isinstance(record, Annotation):
        members["motivation"] = SUGGESTING
    return read_record(members, encode(members))


# Playing


async def play(reader: Reader, acts: Sequence[Act], folder: Path) -> None:
    """Plays acts, and fails with all that went otherwise than they say."""
    wrong: list[str] = []
    usual = [act for act in acts if not act.settings]
    path = folder / "acts" / "act-0.txt"
    path.parent.mkdir()
    path.write_text("نص", encoding="utf-8")
    if usual:
        async with reader(path, SIZE, messages=True) as hands:
            settings = hands.app.settings
            for number, act in enumerate(usual, 1):
                hands.app.settings = settings
                await _play(hands, act, path.with_name(f"act-{number}.txt"), wrong)
    for number, act in enumerate((act for act in acts if act.settings), 1):
        use(str(act.settings.get("lang", ENGLISH)))
        async with reader(path, SIZE, messages=True, **act.settings) as hands:
            await _play(hands, act, path.with_name(f"own-{number}.txt"), wrong)
    if wrong:
        pytest.fail("\n\n".join(wrong), pytrace=False)


async def _play(hands: Hands, act: Act, path: Path, wrong: list[str]) -> None:
    stage = Stage(hands)
    await stage.set(act.before, path)
    session = stage.session
    before = scene(session)
    await stage.tap(*shlex.split(act.keys, posix=False))
    await stage.settle()
    if act.sees or act.misses:
        # Panes are laid out when there is nothing else to do.
        await hands.pilot.pause()
    session, found, expected = stage.session, scene(stage.session), act.after or before
    screen = stage.screen()
    said = "\n".join(hands.said)
    told = [f"{act}"]
    if found != expected:
        told.append(f"expected\n{expected}\nfound\n{found}")
    told += shown_otherwise(act, said, screen)
    differ = _annotated(found) != _annotated(before)
    steps = int(differ) if act.changes is None else act.changes
    for _ in range(steps):
        session.own.store.undo()
    if _annotated(scene(session)) != _annotated(before):
        told.append(f"after {steps} steps back\n{scene(session)}")
    for _ in range(steps):
        session.own.store.redo()
    if _annotated(scene(session)) != _annotated(found):
        told.append(f"done again\n{scene(session)}")
    if told[1:]:
        wrong.append("\n".join(told))


def shown_otherwise(act: Shows, said: str, screen: str) -> list[str]:
    """What is said and seen after an act, where it is not what the act says."""
    told = []
    if act.said not in said:
        told.append(f"said {said!r}, not {act.said!r}")
    if act.sees not in screen:
        told.append(f"{act.sees!r} is not seen in\n{screen}")
    if act.misses and act.misses in screen:
        told.append(f"{act.misses!r} is seen in\n{screen}")
    return told


def _annotated(shown: str) -> list[str]:
    return [line for line in shown.split("\n") if line.startswith("- ")]


PAINT = 0.05
"""Seconds after which it is looked again whether something is painted by now."""
PAINTS = 40
"""Looks after which it will not be."""


class Stage:
    """An app in which one scene after the other is set."""

    def __init__(self, hands: Hands) -> None:
        self.hands, self.app, self.pilot = hands, hands.app, hands.pilot

    @property
    def session(self) -> ReaderSession:
        """The reading that is on the screen."""
        return self.app.reading.session

    async def set(self, before: str, path: Path) -> None:
        """Shows a scene, and nothing that is left of the one before."""
        lines = before.split("\n")
        drawn = [line.removeprefix("- ") for line in lines if line.startswith("- ")]
        marked = unmarked("\n".join(line for line in lines if not line.startswith("- ")))
        path.write_text(marked.text, encoding="utf-8", newline="")
        app = self.app
        while len(app.screen_stack) > 1:
            await app.pop_screen()
        for panel in app.screen.query("HelpPanel"):
            await panel.remove()
        reading = app.reading
        if reading.prompt.is_open:
            await self.tap("escape")
        app.clear_notifications()
        reading.last_change = None
        reading.wants = dict.fromkeys(reading.wants)
        reading.session.suggestions = None
        opened = begin_reading(path, app.settings, app.shelf.opened_folder(path))
        assert opened.sets_to_come is None, "a scene is small"
        session = opened.session
        annotate(session, drawn)
        caret, anchor = (None if at is None else session.document.offset_of(at) for at in marked[1:])
        session.caret, session.anchor = caret or 0, anchor
        session.focus_id = next((entry.id for entry in session.at(session.caret)), None)
        reading.show_session(session)
        reading.share_width()
        await self.settle()

    async def tap(self, *keys: str) -> None:
        """Presses keys, each as soon as the app has done what the one before asks for."""
        for key in keys:
            if key == "…":
                await self.settle()
            elif key[0] in "'\"" and len(key) > 1:
                self.app.post_message(events.Paste(key[1:-1]))
            else:
                self.app.post_message(_key_event(self.app, key))
            await self._done()

    async def _done(self) -> None:
        rounds, seen = 0, None
        while rounds < 3:
            await self.pilot._wait_for_screen()
            # A screen that has been opened has its widgets first.
            is_there = self.app.screen is seen and self.app.screen.is_mounted
            rounds, seen = rounds + 1 if is_there else 0, self.app.screen
        while isinstance(self.app.screen, FindingCommands) and self.app.screen.search_timer is not None:
            await self.pilot.pause(0.001)

    async def settle(self) -> None:
        """Waits for what is done in other threads, and until all of it is shown."""
        await self._done()
        await self.hands.finish()
        await self._done()

    async def seen(self, sees: str, misses: str) -> str:
        """The screen, once words are on it and others are not; as it is in the end where that does not come."""
        for _ in range(PAINTS):
            shown = self.screen()
            if sees in shown and not (misses and misses in shown):
                break
            await self.pilot.pause(PAINT)
        return self.screen()

    def screen(self) -> str:
        """All rows of the screen on which there is something."""
        strips = self.app.screen._compositor.render_strips()
        rows = ("".join(segment.text for segment in strip).rstrip() for strip in strips)
        return "\n".join(filter(None, rows))


def _key_event(app: object, key: str) -> events.Key:
    """What the driver would make of a key."""
    if len(key) == 1 and not key.isalnum():
        key = _character_to_key(key)
    name = REPLACED_KEYS.get(key, key)
    try:
        character: str | None = unicodedata.lookup(_get_unicode_name_from_key(name))
    except KeyError:
        character = key if len(key) == 1 else None
    event = events.Key(key, character)
    event.set_sender(app)  # type: ignore[arg-type]
    return event
