"""What people say to one another about an annotation: a reviewer's decision, comments, and what was answered to them.

Remarks stand in the sets of whoever made them, and name what they are about by its id. So a conversation is put
together from all sets that are shown; every store finds the remarks about an id at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.about import ACCEPTED, EDITED, Remark
from tui_reader.annotations.store import Remove
from tui_reader.language import tr, tr_count
from tui_reader.review.replies import replied
from tui_reader.session.reader import Refused
from tui_reader.text.excerpt import isolated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_reader.annotations.tagset import Tagset
    from tui_reader.session.entries import Entry
    from tui_reader.session.layers import SetLayer
    from tui_reader.session.reader import ReaderSession

MOST_SAID = 200
"""Remarks of one conversation that are shown."""


class Said(NamedTuple):
    """One remark of a conversation."""

    remark: Remark
    layer: SetLayer
    """The set it stands in."""
    depth: int
    """0 of what is said of the annotation, 1 of an answer to that, and so on."""

    @property
    def author(self) -> str:
        """Who says it."""
        return self.remark.creator or self.layer.annotator


def conversation(layers: Iterable[SetLayer], about: Iterable[tuple[str, str]]) -> list[Said]:
    """What is said in some sets of annotations, each given by the name of its set's file and its id.

    Answers stand behind what they answer, else the earlier before the later. Of what copies of a set have in common
    a decision says which is meant; what is only commented may be either.
    """
    found: list[Said] = []
    layers, seen = list(layers), set[tuple[int, str]]()
    members = dict(about)

    def gather(names: Iterable[str], depth: int) -> None:
        here = [
            Said(remark, layer, depth)
            for name in dict.fromkeys(names)
            for layer in layers
            for remark in layer.store.remarks_about(name)
            if depth or _is_about(remark, members)
        ]
        for said in sorted(here, key=_order):
            place = id(said.layer), said.remark.id
            if place not in seen and len(found) < MOST_SAID:
                seen.add(place)
                found.append(said)
                gather((said.remark.id,), depth + 1)

    gather(members.values(), 0)
    return found


def _is_about(remark: Remark, members: dict[str, str]) -> bool:
    """Whether a remark about an id is about the annotation of one of these sets that has it."""
    if remark.decision is None:
        return True
    meant = remark.decision["members"]
    return any((member := meant.get(name)) is not None and member["id"] == own for name, own in members.items())


def _order(said: Said) -> tuple[str, str]:
    created = said.remark.created
    return "" if created is None else created.isoformat(), said.remark.id


def said_of(session: ReaderSession, entry: Entry) -> list[Said]:
    """What is said of an annotation of a reading in the sets that are shown."""
    return conversation(session.layers, ((entry.layer.path.name, entry.annotation.id),))


def summary(said: list[Said], tagset: Tagset) -> str:
    """What a conversation comes to, in a few words: the latest decision, and how many remarks there are."""
    if not said:
        return ""
    decided = [one for one in said if one.remark.decision is not None]
    count = tr_count(len(said), "{count} remark", "{count} remarks")
    return f"{verdict_words(decided[-1].remark, tagset)} · {count}" if decided else count


def verdict_words(remark: Remark, tagset: Tagset) -> str:
    """What a remark decides; empty where it decides nothing."""
    decision = remark.decision
    if decision is None:
        return ""
    if decision["verdict"] == ACCEPTED:
        return tr("accepted, with changes") if decision["how"] == EDITED else tr("accepted")
    reason = decision.get("reason")
    return tr("rejected: {reason}", reason=isolated(tagset.shown_reason(reason))) if reason else tr("rejected")


class Conversing:
    """What the person at the keyboard answers. What cannot be done raises Refused."""

    def __init__(self, session: ReaderSession) -> None:
        self._session = session

    def answer(self, name: str, text: str) -> None:
        """Says something about the annotation or the remark with this id, in one's own set."""
        self._session.require_writable()
        if text.strip():
            self._session.own.store.apply(replied(name, text.strip()))

    def take_back(self, said: Said) -> None:
        """Removes a remark of one's own."""
        session = self._session
        session.require_writable()
        if said.layer is not session.own:
            whose = isolated(said.author)
            raise Refused(tr("This is {annotator}'s; only your own can be changed", annotator=whose))
        if said.remark.decision is not None:
            raise Refused(tr("A decision is taken back where it was made: in the review"))
        if session.own.store.get(said.remark.id) != said.remark:
            raise Refused(tr("This was changed elsewhere meanwhile: look at it again"))
        session.own.store.apply(Remove(said.remark))


def annotations_of(session: ReaderSession, ids: Iterable[str]) -> Iterator[str]:
    """The ids that some remarks and annotations are in the end about: an answer is about what the answered is."""
    waiting, seen = list(ids), set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        yield name
        for layer in session.layers:
            item = layer.store.get(name)
            if isinstance(item, Remark):
                waiting += item.about
