"""What people say to one another about an annotation: a reviewer's decision, comments, and what was answered to them.

Remarks stand in the sets of whoever made them, and name what they are about by its id. So a conversation is put
together from all sets that are shown; every store finds the remarks about an id at once.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui_reader.annotations.changes import Add
from tui_reader.annotations.records.decision_shape import ACCEPTED, EDITED
from tui_reader.annotations.records.remark import new_remark
from tui_reader.language import tr, tr_count
from tui_reader.review.replies import Replies, Voice
from tui_reader.session.refused import Refused
from tui_reader.text.excerpt import isolated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.annotations.records.remark import Remark
    from tui_reader.annotations.tagset import Tagset
    from tui_reader.review.replies import Reply
    from tui_reader.session.entries import Entry
    from tui_reader.session.layers import SetLayer
    from tui_reader.session.reader import ReaderSession
    from tui_reader.session.reading.shown_sets import ShownSets

MOST_SAID = 200
"""Remarks of one conversation that are shown."""


def said_of(sets: ShownSets, entry: Entry) -> list[Reply]:
    """What is said of an annotation in the sets that are shown: the earlier first, answers behind what they answer.

    A copy of a set has the ids of the set it was made from: of what is decided it is known which is meant.
    """

    def about(layer: SetLayer, name: str) -> list[Remark]:
        remarks = layer.store.remarks_about(name)
        return [each for each in remarks if _is_about(each, entry)] if name == entry.annotation.id else remarks

    # Of what stands in a copy too it is one's own that can be changed.
    layers = sorted(sets.layers, key=lambda layer: layer is sets.own)
    voices = [Voice(layer.annotator, partial(about, layer), layer is sets.own) for layer in layers]
    return Replies(voices).about([entry.annotation.id], MOST_SAID)


def _is_about(remark: Remark, entry: Entry) -> bool:
    """Whether a remark about the id of an annotation is about that of its set."""
    if remark.decision is None:
        return True
    # Decisions call a set by the name of its file, with folders before it where they need these.
    end = f"/{entry.layer.path.name}"
    return any(
        member is not None and member["id"] == entry.annotation.id and f"/{name}".endswith(end)
        for name, member in remark.decision["members"].items()
    )


def summary(said: Sequence[Reply], tagset: Tagset) -> str:
    """What a conversation comes to, in a few words: how many remarks there are, and the latest decision.

    A decision of which nothing is written is no remark.
    """
    decided = [one.remark for one in said if one.remark.decision is not None]
    written = sum(one.remark.decision is None or bool(one.remark.note) for one in said)
    count = tr_count(written, "{count} remark", "{count} remarks") if written else ""
    return " · ".join(filter(None, (count, verdict_words(decided[-1], tagset) if decided else "")))


def verdict_words(remark: Remark, tagset: Tagset) -> str:
    """What a remark decides; empty where it decides nothing."""
    decision = remark.decision
    if decision is None:
        return ""
    if decision["verdict"] == ACCEPTED:
        return tr("accepted, with a change") if decision["how"] == EDITED else tr("accepted")
    reason = decision.get("reason")
    return tr("rejected: {reason}", reason=isolated(tagset.shown_reason(reason))) if reason else tr("rejected")


def say(session: ReaderSession, name: str, text: str) -> None:
    """Says something about the annotation or the remark with this id, in one's own set. Raises Refused, and NotYet."""
    session.require_writable()
    session.own.store.apply(Add(new_remark([name], note=text, direction=session.direction_of(text))))


def take_back(session: ReaderSession, said: Reply) -> None:
    """Removes a remark of one's own, with what one has answered to it. Raises Refused, and NotYet."""
    session.require_writable()
    if not said.is_own:
        whose = isolated(said.annotator)
        raise Refused(tr("This is {annotator}'s; only your own can be changed", annotator=whose))
    if said.remark.decision is not None:
        raise Refused(tr("What is decided is taken back in the review"))
    if session.own.store.get(said.id) != said.remark:
        raise Refused(tr("This was changed elsewhere meanwhile: look at it again"))
    session.own.store.apply(session.own.store.removal(said.id))
