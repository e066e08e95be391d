"""Labels: each target in sight has one that can be seen, and none stands over another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from readings import reading, tagged

from tui_reader.session.jumping import LETTER_OF, LETTERS, SHIFTED, Target, labelled, targets
from tui_reader.text.span import Span

SIGHT = Span(100, 1000)
spans = st.builds(lambda start, length: Span(start, start + length), st.integers(50, 990), st.integers(1, 80))
some_targets = st.lists(st.builds(Target, spans, st.none()), max_size=900).map(
    lambda found: sorted((t for t in found if t.span.overlaps(SIGHT)), key=lambda t: t.span.start)
)


@given(some_targets)
def test_labels_are_told_apart_and_stand_beside_each_other(found: list[Target]) -> None:
    labels = labelled(found, SIGHT)
    names = [label.letters for label in labels]
    assert len(set(names)) == len(names)
    assert {len(name) for name in names} <= ({1} if len(found) <= len(LETTERS) else {2})
    places = [set(range(label.offset, label.offset + len(label.letters))) for label in labels]
    assert sum(map(len, places)) == len(set().union(*places))
    assert all(SIGHT.start <= label.offset < SIGHT.end for label in labels)
    assert all(label.target.span.contains(label.offset) for label in labels)


@given(st.lists(st.integers(0, 170), min_size=1, max_size=26, unique=True))
def test_whoever_has_room_has_a_label(starts: list[int]) -> None:
    found = [Target(Span(100 + 5 * start, 104 + 5 * start), None) for start in sorted(starts)]
    labels = labelled(found, SIGHT)
    assert [label.target for label in labels] == found
    assert [label.offset for label in labels] == [target.span.start for target in found]


def test_every_letter_is_told_from_every_other_with_shift_too() -> None:
    assert len(set(LETTERS)) == 26
    assert len(LETTER_OF) == 52
    assert all(LETTER_OF[SHIFTED[letter]] == letter for letter in LETTERS)


def test_targets_are_what_is_in_sight_the_first_also_where_it_begins_above() -> None:
    session = reading("|قال واحد. ثم قال اثنان. ثم قال ثلاثة.\nوقال آخر.")
    claim = tagged(session, "اثنان", "Claim")
    found = targets(session, Span(12, 30))
    texts = [session.document.slice(target.span).strip() for target in found]
    assert texts == ["ثم قال اثنان.", "اثنان", "ثم قال ثلاثة."]
    assert [target.entry_id for target in found] == [None, session.own.scoped(claim.id), None]
