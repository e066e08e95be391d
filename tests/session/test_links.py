"""Links that are followed: who is at the other end, which is chosen, and the way back."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import add_other, fresh, tagged

from tui_reader.annotations.changes import Add
from tui_reader.annotations.records.relation import new_relation
from tui_reader.session.decorations import CHOSEN, Layer
from tui_reader.session.nesting import go_outward
from tui_reader.session.refused import Refused
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from tui_reader.session.reader import ReaderSession

TEXT = "قال الوزير إن «الأسعار ارتفعت بنسبة ١٢٪ هذا العام».[9][10][11] ثم نفى ذلك."
CLAIM, MARKERS = "الأسعار ارتفعت بنسبة ١٢٪", ("[9]", "[10]", "[11]")


def linked(session: ReaderSession, name: str, source: str, target: str) -> str:
    """Links two annotations; the relation's id."""
    relation = new_relation(name, source, target)
    session.own.store.apply(Add(relation))
    return relation.id


@pytest.fixture
def session() -> ReaderSession:
    """A claim with three citations, and the caret on the claim."""
    made = fresh(TEXT)
    claim = tagged(made, CLAIM, "Claim")
    for marker in MARKERS:
        linked(made, "cites", claim.id, tagged(made, marker, "Citation").id)
    made.focus(claim.id)
    return made


def quote(session: ReaderSession) -> str:
    entry = session.focused
    return "" if entry is None else entry.quote


def test_one_goes_from_partner_to_partner_of_where_one_began_and_back(session: ReaderSession) -> None:
    seen = []
    for _ in range(4):
        session.links.go_on()
        seen.append(quote(session))
    assert seen == ["[9]", "[10]", "[11]", "[9]"]
    session.links.go_back()
    assert quote(session) == CLAIM
    # It goes on behind the one that one came from.
    session.links.go_on()
    assert quote(session) == "[10]"


def test_from_an_only_partner_one_goes_on_along_the_chain_and_all_the_way_back() -> None:
    session = fresh("واحد اثنان ثلاثة أربعة")
    words = ["واحد", "اثنان", "ثلاثة", "أربعة"]
    ids = [tagged(session, word, "Evidence").id for word in words]
    for one, other in itertools.pairwise(ids):
        linked(session, "evidence_for", one, other)
    session.focus(ids[0])
    seen = []
    for _ in words[1:]:
        session.links.go_on()
        seen.append(quote(session))
    assert seen == words[1:]
    for word in reversed(words[:-1]):
        session.links.go_back()
        assert quote(session) == word
    with pytest.raises(Refused):
        session.links.go_back()


def test_two_links_between_the_same_two_are_both_gone_along(session: ReaderSession) -> None:
    claim, first = session.entries[0], session.entries[1]
    for relation in session.own.store.relations_of(claim.id):
        session.links.remove(relation.id)
    kinds = [linked(session, name, claim.id, first.id) for name in ("cites", "part_of")]
    session.focus(claim.id)
    gone = {session.links.go_on().id, session.links.go_on().id}
    assert gone == set(kinds)
    assert quote(session) == "[9]"


def test_the_link_one_is_at_is_forgotten_as_soon_as_one_goes_elsewhere(session: ReaderSession) -> None:
    link = session.links.go_on()
    assert session.chosen_link == link.id
    session.move(session.caret + 1)
    assert session.chosen_link is None
    session.move(session.document.end)
    assert session.chosen_link is None


def test_links_are_chosen_one_by_one_and_gone_along(session: ReaderSession) -> None:
    links = session.links
    ids = [link.id for link in links.of(session.entries[0])]
    chosen = []
    while links.choose_beside(1):
        chosen.append(session.chosen_link)
    assert chosen == ids
    assert links.choose_beside(-1)
    links.go_on()
    assert quote(session) == "[10]"
    session.links.go_back()
    session.links.choose(ids[0])
    assert links.choose_beside(-1)
    assert session.chosen_link is None
    assert not links.choose_beside(-1)


def test_one_link_is_removed_and_comes_back(session: ReaderSession) -> None:
    before = session.own.store.snapshot().records
    session.links.choose_beside(1)
    chosen = session.chosen_link
    assert chosen is not None
    session.links.remove(chosen)
    assert [link.other.quote for link in session.links.of(session.entries[0]) if link.other] == ["[10]", "[11]"]
    assert session.chosen_link is None
    session.undo()
    assert session.own.store.snapshot().records == before


def test_partners_are_marked_in_the_text_and_the_chosen_one_more_than_the_others(session: ReaderSession) -> None:
    def marked() -> dict[str, str]:
        whole = Span(0, session.document.end)
        found = [d for d in session.decorations(whole) if d.layer is Layer.PARTNER]
        return {session.document.slice(d.span): d.name for d in found}

    assert marked() == dict.fromkeys(MARKERS, "")
    session.links.go_on()
    assert marked() == {CLAIM: CHOSEN}
    session.links.go_back()
    assert marked() == {"[9]": CHOSEN, "[10]": "", "[11]": ""}
    session.move(session.document.end)
    assert marked() == {}


def test_a_partner_that_is_missing_is_said_and_passed_over(session: ReaderSession) -> None:
    claim = session.entries[0]
    linked(session, "cites", claim.id, "urn:uuid:nobody")
    words = [link.words(session.tagset) for link in session.links.of(claim)]
    assert words == [*MARKERS, "(missing)"]
    session.focus(claim.id)
    assert {session.links.go_on().words(session.tagset) for _ in range(7)} == set(MARKERS)


def test_who_is_linked_to_nobody_that_is_there_is_told_so(session: ReaderSession) -> None:
    lone = tagged(session, "الوزير", "Source")
    with pytest.raises(Refused, match="no links"):
        session.links.go_on()
    linked(session, "part_of", lone.id, "urn:uuid:nobody")
    with pytest.raises(Refused, match="missing"):
        session.links.go_on()


def test_a_link_leads_into_the_set_of_another_annotator_and_back(session: ReaderSession) -> None:
    there = fresh(TEXT)
    theirs = tagged(there, "ثم نفى ذلك", "Claim")
    add_other(session, theirs)
    mine = session.entries[0]
    relation = linked(session, "restates", mine.id, theirs.id)
    session.focus(mine.id)
    last = session.links.of(mine)[-1]
    assert last.other is not None
    assert (last.id, last.other.quote, last.other.layer.annotator) == (relation, theirs_quote := "ثم نفى ذلك", "badria")
    session.links.choose(relation)
    session.links.go_on()
    assert quote(session) == theirs_quote
    # She sees it from her side; only who made it may remove it.
    entry = session.focused
    assert entry is not None
    assert [link.other.id if link.other else None for link in session.links.of(entry)] == [mine.id]
    session.show_others(False)
    assert session.links.of(session.entries[0])[-1].words(session.tagset) == "(not shown)"


def test_a_link_of_another_annotator_cannot_be_removed(session: ReaderSession) -> None:
    there = fresh(TEXT)
    one, other = tagged(there, "الوزير", "Source"), tagged(there, "نفى", "Cue")
    added = add_other(session, one, other)
    relation = new_relation("part_of", one.id, other.id)
    added.store.apply(Add(relation))
    entry = next(entry for entry in session.entries if entry.quote == "الوزير")
    session.focus(entry.id)
    session.links.choose_beside(1)
    chosen = session.chosen_link
    assert chosen == added.scoped(relation.id)
    with pytest.raises(Refused, match="badria"):
        session.links.remove(chosen or "")


def test_where_two_sets_have_the_same_ids_each_has_its_own_links(session: ReaderSession) -> None:
    claim = session.entries[0].annotation
    add_other(session, claim)
    theirs = next(entry for entry in session.entries if entry.layer is not session.own and entry.quote == CLAIM)
    assert session.links.of(theirs) == []


def test_a_symmetric_link_says_the_same_from_both_ends() -> None:
    session = fresh(TEXT)
    one, other = tagged(session, CLAIM, "Claim"), tagged(session, "نفى ذلك", "Claim")
    linked(session, "restates", one.id, other.id)
    linked(session, "evidence_for", one.id, other.id)
    signs = {
        name: [
            link.sign(session.tagset)
            for entry in session.entries
            for link in session.links.of(entry)
            if link.relation.name == name
        ]
        for name in ("restates", "evidence_for")
    }
    assert signs == {"restates": ["↔", "↔"], "evidence_for": ["→", "←"]}


def test_annotations_around_a_place_are_gone_through_from_the_inside_to_the_outside() -> None:
    session = fresh(TEXT)
    quotes = [CLAIM, "الأسعار ارتفعت", "قال الوزير إن «الأسعار ارتفعت بنسبة ١٢٪ هذا العام».[9]", "ارتفعت"]
    for text in quotes:
        tagged(session, text, "Claim")
    session.move(session.document.end)
    session.move(TEXT.index("ارتفعت"))
    seen = [quote(session)]
    for _ in quotes:
        go_outward(session)
        seen.append(quote(session))
    assert seen == ["ارتفعت", "الأسعار ارتفعت", CLAIM, quotes[2], "ارتفعت"]
    assert session.caret == TEXT.index("ارتفعت")
    session.move(session.document.end)
    with pytest.raises(Refused):
        go_outward(session)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12), st.lists(st.booleans(), max_size=30))
def test_whoever_goes_along_links_stays_on_annotations_that_are_linked_and_can_come_back(
    pairs: list[tuple[int, int]], steps: list[bool]
) -> None:
    words = ["أول", "ثان", "ثالث", "رابع", "خامس", "سادس"]
    session = fresh(" ".join(words))
    ids = [tagged(session, word, "Claim").id for word in words]
    for one, other in pairs:
        linked(session, "part_of", ids[one], ids[other])
    neighbours = {(ids[a], ids[b]) for a, b in pairs} | {(ids[b], ids[a]) for a, b in pairs}
    session.focus(ids[0])
    origins = [ids[0]]
    for forward in steps:
        before = session.focus_id
        try:
            if forward:
                session.links.go_on()
                assert any((session.focus_id, origin) in neighbours for origin in {*origins, before})
                origins.append(before or "")
            else:
                session.links.go_back()
                assert session.focus_id in origins
        except Refused:
            assert session.focus_id == before
    # Every chain of steps has an end on the way back.
    with pytest.raises(Refused):
        for _ in range(len(steps) + 1):
            session.links.go_back()
