"""What a key decides: a text with several people's annotations, keys, and what is decided then, played in the app.

A scene begins with the text; then each line is one annotation or link of somebody, as in `acts`, their name before it:

    قال الوزير إن الأسعار ارتفعت.[9]
    amal - Claim{verdict="refuted"}: الأسعار ارتفعت
    badria - Claim: ارتفعت
    badria - Citation: [9]
    badria - 1 cites 2

What is decided is written so: `+` before what was accepted (`=` as all said it, `*` where nobody did), `-` before what
was rejected; then whose links count, how sure the reviewer is, and the comment; what was only said stands behind `>`.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, NamedTuple

import pytest
from acts import SIZE, Stage, annotate, shown_otherwise

from tui_reader.annotations.file import save
from tui_reader.review.verdicts import Decision, Verdict, Way
from tui_reader.session.files.opening import begin_reading
from tui_reader.ui.review.screen import ReviewScreen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from acts import Reader
    from hands import Hands

    from tui_reader.annotations.records.remark import Remark
    from tui_reader.session.reader import ReaderSession

SIGNS = {Way.UNANIMOUS: "=", Way.ADJUDICATED: "+", Way.EDITED: "*", None: "-"}
REVIEWER = "rana"


class Act(NamedTuple):
    """What one command decides in one situation."""

    command: str
    """Id of the binding that is shown at work."""
    before: str
    keys: str
    """As in `acts`; FOLDER is one of the test's."""
    after: str = ""
    """All that is decided and said, a line for each."""
    said: str = ""
    sees: str = ""
    misses: str = ""
    at: int | None = None
    """The number of the group one is at then, from 1; None where that does not matter."""
    changes: int = 1
    """Steps that take all of it back."""

    def __str__(self) -> str:
        return f"{self.command}: {self.keys!r} in {self.before!r}"


def decided(session: ReaderSession) -> list[str]:
    """All that the reviewer has decided and said."""
    return sorted(_line(remark) for remark in session.own.store.remarks)


def _line(remark: Remark) -> str:
    decision = Decision.of(remark)
    if decision is None:
        return f"> {remark.note}"
    parts = [SIGNS[decision.way]]
    outcome = decision.outcome
    if outcome is not None:
        answers = "".join(f"{{{name}={value}}}" for name, value in sorted(outcome.attributes.items()))
        text = " … ".join(target.words for target in outcome.targets)
        parts.append(f"{'+'.join(outcome.tags) or '_'}{answers}: {text}")
        if outcome.relations_of is not None and decision.way is not Way.UNANIMOUS:
            parts.append(f"links of {','.join(name.split('.')[-2] for name in outcome.relations_of)}")
    elif decision.verdict is Verdict.REJECTED:
        parts.append(decision.reason or "no reason")
    if decision.confidence is not None:
        parts.append(f"{decision.confidence:.0%}")
    if decision.by_strategy:
        parts.append(f"by {decision.by_strategy}")
    if decision.comment:
        parts.append(f"# {decision.comment}")
    return " ".join(parts)


def write_scene(hands: Hands, before: str, path: Path) -> None:
    """Puts a document on the disk, and the sets about it."""
    text, *lines = before.split("\n")
    path.write_text(text, encoding="utf-8", newline="")
    drawn: dict[str, list[str]] = {}
    for line in lines:
        name, _, what = line.partition(" - ")
        drawn.setdefault(name, []).append(what)
    for name, theirs in drawn.items():
        settings = hands.app.settings._replace(annotator=name)
        session = begin_reading(path, settings, hands.app.shelf.opened_folder(path)).session
        annotate(session, theirs)
        session.own.path.parent.mkdir(exist_ok=True)
        save(session.own.path, session.own.annotations.with_snapshot(session.own.store.snapshot()))


async def begin(hands: Hands, before: str, path: Path) -> ReviewScreen:
    """Shows the review of a scene, and nothing that is left of the one before."""
    app = hands.app
    app.reading.review = None
    while len(app.screen_stack) > 1:
        await app.pop_screen()
    write_scene(hands, before, path)
    app.settings = app.settings._replace(annotator=REVIEWER)
    opened = begin_reading(path, app.settings, app.shelf.opened_folder(path))
    assert opened.sets_to_come is None, "a scene is small"
    app.reading.show_session(opened.session)
    app.reading.open_review()
    await hands.finish()
    await hands.pilot.pause()
    screen = app.screen
    assert isinstance(screen, ReviewScreen)
    screen.review.choose(0)
    screen.went()
    app.clear_notifications()
    return screen


async def _begin_again(hands: Hands, screen: ReviewScreen) -> None:
    """Shows the review as it was when it was opened."""
    while hands.app.screen is not screen:
        await hands.app.pop_screen()
    while screen.session.own.store.last_change is not None:
        screen.session.own.store.undo()
    screen.review.choose(0)
    screen.went()
    hands.app.clear_notifications()


async def play(reader: Reader, acts: Sequence[Act], folder: Path) -> None:
    """Plays acts, and fails with all that went otherwise than they say."""
    wrong: list[str] = []
    path = folder / "acts" / "act-0.txt"
    path.parent.mkdir()
    path.write_text("نص", encoding="utf-8")
    (folder / "there.md").write_text("ours", encoding="utf-8")
    async with reader(path, SIZE, messages=True) as hands:
        for number, (act, last) in enumerate(zip(acts, [None, *acts], strict=False), 1):
            # What is said before a decision is no change that could be taken back.
            if last is None or act.before != last.before or last.command == "review.confidence":
                screen = await begin(hands, act.before, path.with_name(f"act-{number}.txt"))
            else:
                await _begin_again(hands, screen)
            await _play(hands, screen, act._replace(keys=act.keys.replace("FOLDER", str(folder))), wrong)
    if wrong:
        pytest.fail("\n\n".join(wrong), pytrace=False)


async def _play(hands: Hands, screen: ReviewScreen, act: Act, wrong: list[str]) -> None:
    stage = Stage(hands)
    await stage.tap(*shlex.split(act.keys, posix=False))
    await stage.settle()
    await hands.pilot.pause()
    shown = await stage.seen(act.sees, act.misses)
    session, said = screen.session, "\n".join(hands.said)
    found, expected = decided(session), sorted(filter(None, act.after.split("\n")))
    told = [str(act)]
    if found != expected:
        told.append("expected\n{}\nfound\n{}".format("\n".join(expected), "\n".join(found)))
    told += shown_otherwise(act, said, shown)
    here = None if screen.review.current is None else screen.review.current + 1
    if act.at not in (None, here):
        told.append(f"one is at group {here}, not {act.at}")
    steps = act.changes if found else 0
    for _ in range(steps):
        session.own.store.undo()
    if decided(session):
        told.append(f"after {steps} steps back\n{decided(session)}")
    for _ in range(steps):
        session.own.store.redo()
    if decided(session) != found:
        told.append(f"done again\n{decided(session)}")
    if told[1:]:
        wrong.append("\n".join(told))
