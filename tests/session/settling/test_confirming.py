"""Annotations whose source has changed: which wait, what is shown of them, and what becomes of each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from changed_source import CHANGED, LOST, MOVED, NEW, OLD, named, over
from readings import add_other, document_of, fresh, tagged

from tui_reader.annotations.anchoring import Orphan, Placement, State, reanchored
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.session.entries import Filter
from tui_reader.session.refused import Refused
from tui_reader.session.settling.confirming import Confirming, Tally, compared, suggestion
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from tui_reader.session.reader import ReaderSession


@pytest.fixture
def session() -> ReaderSession:
    """A reading of the new text with three annotations made on the old one, and one made on the new."""
    made = fresh(OLD)
    annotations = [tagged(made, quote, "Claim") for quote in (CHANGED, LOST, MOVED)]
    return over(NEW, annotations, made)


def record(session: ReaderSession, entry_id: str) -> dict[str, Any]:
    item = session.own.store.get(entry_id)
    assert item is not None
    found: dict[str, Any] = json.loads(item.json)
    return found


def state(session: ReaderSession, entry_id: str) -> State | None:
    placed = session.own.store.placement(entry_id)
    return None if isinstance(placed, Orphan) else placed.state


def test_how_many_wait(session: ReaderSession) -> None:
    assert Confirming(session).tally == Tally(exact=0, moved=1, changed=1, lost=1)
    assert Confirming(session).tally.words == "0 annotations in place, 1 moved, 1 changed, 1 lost"
    assert Confirming(session).tally.unsettled_words == "2 to confirm, 1 lost"
    assert Tally.of(fresh(OLD).own.store).unsettled_words == ""


def test_one_goes_from_one_to_the_next_in_the_order_of_the_text_and_to_the_lost_ones(session: ReaderSession) -> None:
    confirming = Confirming(session)
    session.move(0)
    seen, entry = [], None
    for _ in range(4):
        entry = confirming.beside(None if entry is None else entry.id)
        assert entry is not None
        seen.append(entry.quote)
    assert seen == [CHANGED, MOVED, LOST, CHANGED]
    back = confirming.beside(entry.id if entry else None, forward=False)
    assert back is not None
    assert back.quote == LOST


def test_what_is_shown_of_one_that_has_changed(session: ReaderSession) -> None:
    entry = session.entry(named(session, CHANGED))
    assert entry is not None
    before, now = Confirming(session).comparison(entry)
    assert before.text[slice(*before.quote)] == CHANGED
    assert [before.text[slice(*span)] for span in before.differs] == ["القمح"]
    assert now is not None
    assert [now.text[slice(*span)] for span in now.differs] == ["الأرز"]
    assert "القمح".join(now.text.split("الأرز")) == before.text


@pytest.mark.parametrize("come", ["", "هذه ", "بعد يوم من ذلك هذه "])
def test_what_has_only_gone_out_of_sight_does_not_differ(come: str) -> None:
    made = fresh(OLD)
    entry = made.entry(tagged(made, MOVED, "Claim").id)
    assert entry is not None
    text = f"عنوان\n{OLD.replace(MOVED, come + MOVED)}"
    span = Span(text.index(MOVED), text.index(MOVED) + len(MOVED))
    before, now = compared(document_of(text), entry._replace(placed=Placement((span,), State.MOVED, 1.0)))
    assert [before.text[slice(*span)] for span in before.differs] == []
    assert now is not None
    assert "".join(now.text[slice(*span)] for span in now.differs).strip() == come.strip()


def test_confirming_keeps_what_it_was_made_on_and_can_be_taken_back(session: ReaderSession) -> None:
    confirming, name = Confirming(session), named(session, CHANGED)
    before = record(session, name)
    confirming.confirm(name)
    assert state(session, name) is State.EXACT
    after = record(session, name)
    assert after["target"]["selector"][0]["exact"] == "الوزير إن أسعار الأرز ارتفعت"
    assert after["tui:earlier"] == [[before["target"]["selector"]]]
    assert after["body"] == before["body"]
    assert not confirming.waits(name)
    # A JSON-LD processor keeps the members inside.
    context = dict(session.own.annotations.members)["@context"]
    assert json.loads(context)[1]["tui:earlier"] == {"@type": "@json"}
    session.undo()
    assert record(session, name) == before
    assert confirming.waits(name)


def test_all_that_only_moved_are_confirmed_at_one_stroke(session: ReaderSession) -> None:
    confirming = Confirming(session)
    confirming.take(list(confirming.confirmations(confirming.moved())))
    assert confirming.tally == Tally(exact=1, moved=0, changed=1, lost=1)
    session.undo()
    assert confirming.tally.moved == 1


def test_what_was_prepared_for_confirming_is_refused_when_it_has_changed(session: ReaderSession) -> None:
    confirming, name = Confirming(session), named(session, MOVED)
    prepared = list(confirming.confirmations([name]))
    session.write_note(name, "ملاحظة")
    with pytest.raises(Refused):
        confirming.take(prepared)
    assert state(session, name) is State.MOVED


def test_what_is_rejected_is_lost_with_its_old_quote_also_when_it_is_read_again(session: ReaderSession) -> None:
    confirming, name = Confirming(session), named(session, CHANGED)
    before = record(session, name)
    confirming.reject(name)
    assert state(session, name) is None
    after = record(session, name)
    assert after["target"] == before["target"]
    again = over(NEW, [a for a, _ in session.own.store.placements()], session)
    assert state(again, name) is None
    # Its text is back where it was: nobody needs to be asked.
    assert state(over(OLD, [a for a, _ in session.own.store.placements()], session), name) is State.EXACT
    session.undo()
    assert state(session, name) is State.CHANGED


def test_a_lost_one_is_put_on_the_selected_text(session: ReaderSession) -> None:
    confirming, name = Confirming(session), named(session, LOST)
    with pytest.raises(Refused):
        confirming.attach(name)
    start = NEW.index("كلام آخر")
    session.select(Span(start, start + 8))
    confirming.attach(name)
    placed = session.own.store.placement(name)
    assert placed == Placement((Span(start, start + 8),), State.EXACT)
    assert session.focus_id == name
    assert "tui:rejected" not in record(session, name)
    assert record(session, name)["tui:earlier"][-1][0][0]["exact"] == LOST
    session.undo()
    assert state(session, name) is None


def test_a_lost_one_that_was_rejected_and_attached_is_found_like_any_other(session: ReaderSession) -> None:
    confirming, name = Confirming(session), named(session, CHANGED)
    confirming.reject(name)
    start = NEW.index("الوزير")
    session.select(Span(start, start + 6))
    confirming.attach(name)
    again = over("سطر\n" + NEW, [a for a, _ in session.own.store.placements()], session)
    assert state(again, name) is State.MOVED


def test_what_is_where_it_was_made_cannot_be_confirmed_and_what_is_lost_neither(session: ReaderSession) -> None:
    confirming = Confirming(session)
    with pytest.raises(Refused):
        confirming.confirm(named(session, LOST))
    confirming.confirm(named(session, MOVED))
    with pytest.raises(Refused):
        confirming.confirm(next(a.id for a, p in session.own.store.placements() if state(session, a.id) is State.EXACT))


def test_going_to_a_lost_one_offers_what_may_be_it(session: ReaderSession) -> None:
    made = fresh(OLD)
    lost = tagged(made, "الشركة", "Claim")
    text = OLD.replace("باسم الشركة هذه", "باسم المؤسسة هذه").replace("خاتمة", "نهاية")
    document = document_of(text)
    guess = suggestion(document, lost)
    assert guess is not None
    assert text[slice(*guess)].strip() == "المؤسسة"
    entry = session.entry(named(session, LOST))
    assert entry is not None
    Confirming(session).go_to(entry)
    assert session.focus_id == entry.id
    # Nothing is like it: one stands near where it once was.
    assert NEW.index("هذا العام") <= session.caret <= NEW.index("الصحيفة")


def test_sets_of_others_are_shown_in_their_states_and_not_changed(session: ReaderSession) -> None:
    theirs = [a for a, _ in session.own.store.placements()]
    plain = over(NEW, [], session)
    add_other(plain, *theirs)
    entries = list(plain.entries)
    assert len(entries) == 3
    assert sum(entry.is_unsettled for entry in entries) == 3
    assert Confirming(plain).beside(None) is None
    with pytest.raises(Refused):
        Confirming(plain).confirm(entries[0].id)


def test_only_those_that_wait_can_be_listed(session: ReaderSession) -> None:
    Confirming(session).confirm(named(session, MOVED))
    session.filter = Filter.of(unsettled=True)
    session.advance_filter(1)
    assert [entry.quote for entry in session.listed] == [CHANGED, LOST]
    Confirming(session).confirm(named(session, CHANGED))
    assert [entry.quote for entry in session.listed] == [LOST]


def test_the_page_says_what_it_is_about_once_all_is_settled(session: ReaderSession) -> None:
    confirming = Confirming(session)
    old = session.own.annotations.source
    confirming.confirm(named(session, MOVED))
    confirming.confirm(named(session, CHANGED))
    assert session.own.annotations.source == old
    session.delete(named(session, LOST))
    source = session.own.annotations.source
    assert source is not None
    assert (source.sha256, source.length) == (session.document.fingerprint, len(NEW))
    # Until it is taken back: then it is about the old text again.
    session.undo()
    assert session.own.annotations.source == old


def test_what_was_placed_anew_on_the_disk_waits_and_is_as_it_was_made_when_it_is_rejected(
    session: ReaderSession,
) -> None:
    name = named(session, CHANGED)
    made = session.own.store.get(name)
    placed = session.own.store.placement(name)
    assert isinstance(made, Annotation)
    assert isinstance(placed, Placement)
    again = over(NEW, [reanchored(made, session.document, placed)], session)
    assert state(again, name) is State.CHANGED
    entry = again.entry(name)
    assert entry is not None
    assert Confirming(again).comparison(entry) == Confirming(session).comparison(session.entry(name) or entry)
    Confirming(again).reject(name)
    after = record(again, name)
    assert after["target"]["selector"] == json.loads(made.json)["target"]["selector"]
    assert "tui:anchored" not in after
    assert state(again, name) is None
    again.undo()
    Confirming(again).confirm(name)
    assert record(again, name)["tui:earlier"] == [[json.loads(made.json)["target"]["selector"]]]
    assert state(again, name) is State.EXACT
