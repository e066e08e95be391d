"""What the tagset asks, and how it is answered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import add_other, reading, tagged

from tui_reader import language
from tui_reader.annotations.anchoring import describe
from tui_reader.annotations.changes import Update
from tui_reader.annotations.records.annotation import Annotation, new_annotation
from tui_reader.annotations.tagset import Tagset, parse_tagset
from tui_reader.session.annotating.answering import Answering, Question, answered, number_in
from tui_reader.session.annotating.drawing_links import begin_link, finish_link
from tui_reader.session.refused import Refused
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.session.reader import ReaderSession


def attribute(name: str, kind: str, *lines: str) -> str:
    """An attribute of the tag that stands before it in a tagset, with more lines about it."""
    return "\n".join(["[[tag.attribute]]", f'name = "{name}"', f'kind = "{kind}"', *lines])


def tagset_of(things: Sequence[str], parts: Sequence[str] = ()) -> Tagset:
    """A tagset whose Things have some attributes; what is Part of them has others too, and a link asks how."""
    text = "\n".join(
        [
            'name = "asking"\nversion = 1\n\n[[tag]]\nname = "Thing"',
            *things,
            '[[tag]]\nname = "Part"\nparent = "Thing"',
            *parts,
            '[[relation]]\nname = "of"\n[[relation.attribute]]\nname = "how"',
            'kind = "enumerated"\nvalues = ["well", "badly"]',
        ]
    )
    tagset, problems = parse_tagset(text, Path("tagset.toml"))
    assert tagset is not None, problems
    return tagset


def asking() -> Tagset:
    """One attribute of each kind."""
    return tagset_of(
        [
            attribute(
                "one", "enumerated", 'values = ["a", "b", "c"]', 'guidance = { en = "Which of them.", ar = "أيها." }'
            ),
            attribute("many", "several", 'values = ["x", "y", "z"]'),
            attribute("sure", "boolean"),
            attribute("words", "text"),
            attribute("count", "number"),
        ],
        [attribute("own", "boolean")],
    )


def named() -> Tagset:
    """Some answers have names of their own."""
    return tagset_of(
        [
            attribute(
                "one",
                "enumerated",
                'values = ["a", "true"]',
                'value_names = { a = { en = "first", ar = "أول" }, true = { ar = "حق" } }',
            ),
            attribute("many", "several", 'values = ["x", "y"]', "[tag.attribute.value_names]", 'y = { ar = "ياء" }'),
            attribute("sure", "boolean", 'value_names = { true = { en = "certain", ar = "مؤكد" } }'),
            attribute("words", "text"),
        ]
    )


def made(tag: str = "Thing", attributes: dict[str, Any] | None = None) -> tuple[ReaderSession, Answering, str]:
    """A reading with one annotation, the questions, and its id."""
    session = reading("|قال الوزير: نعم. وقال آخرون: لا.")
    session.tagset = asking()
    annotation = tagged(session, "الوزير", tag)
    if attributes:
        session.own.store.apply(Update(annotation, annotation.with_attributes(attributes)))
    return session, Answering(session), annotation.id


@pytest.mark.parametrize("tag", ["Thing", "Part"])
@pytest.mark.parametrize(
    ("name", "answer", "english", "arabic"),
    [
        ("one", "a", "first", "أول"),
        ("one", "true", "true", "حق"),
        ("one", True, "yes (?)", "نعم (?)"),
        ("one", "odd", "odd (?)", "odd (?)"),
        ("many", ["x", "y"], "x, y", "x، ياء"),
        ("sure", True, "certain", "مؤكد"),
        ("sure", False, "no", "لا"),
        ("sure", "true", "true (?)", "true (?)"),
        ("words", "a", "a", "a"),
        ("elsewhere", True, "yes (?)", "نعم (?)"),
    ],
)
def test_answers_are_shown_by_their_names_and_kept_as_they_are(
    tag: str, name: str, answer: Any, english: str, arabic: str
) -> None:
    session, answering, entry_id = made(tag, {name: answer})
    session.tagset = named()
    entry = session.entry(entry_id)
    assert entry is not None
    for spoken, words in (("en", english), ("ar", arabic)):
        language.use(spoken)
        said = answered(entry.annotation, session.tagset).replace("\u2068", "").replace("\u2069", "")
        assert said == f"{name}: {words}"
        assert question(session, answering, entry_id, name).marked_words in answered(entry.annotation, session.tagset)
    assert attributes(session, entry_id) == {name: answer}


def question(session: ReaderSession, answering: Answering, entry_id: str, name: str) -> Question:
    entry = session.entry(entry_id)
    assert entry is not None
    return next(asked for asked in answering.questions(entry) if asked.name == name)


def attributes(session: ReaderSession, entry_id: str) -> dict[str, Any]:
    item = session.own.store.get(entry_id)
    assert item is not None
    return dict(item.attributes)


choices = st.one_of(
    st.tuples(st.just("one"), st.sampled_from("abc")),
    st.tuples(st.just("many"), st.sampled_from("xyz")),
    st.tuples(st.just("sure"), st.booleans()),
)


@given(st.lists(choices, max_size=8), st.dictionaries(st.sampled_from(["one", "many", "ex:k"]), st.just(["?"])))
def test_every_answer_is_one_change_and_touches_no_other(
    given_answers: list[tuple[str, Any]], before: dict[str, Any]
) -> None:
    session, answering, name = made(attributes=before)
    seen = [attributes(session, name)]
    for asked, choice in given_answers:
        before_it, revision = attributes(session, name), session.own.store.revision
        answering.choose(question(session, answering, name, asked), choice)
        after = attributes(session, name)
        assert {key: after.get(key) for key in before_it if key != asked} == {
            key: value for key, value in before_it.items() if key != asked
        }
        if session.own.store.revision != revision:
            seen.append(after)
        answer = question(session, answering, name, asked)
        if asked != "many":
            assert answer.answer == choice and not answer.is_odd
        else:
            assert answer.is_given(choice) is (choice not in before_it.get("many", []))
    for state in reversed(seen[:-1]):
        session.undo()
        assert attributes(session, name) == state
    for state in seen[1:]:
        session.redo()
        assert attributes(session, name) == state


def test_what_stands_below_is_asked_what_that_above_is_asked() -> None:
    session, answering, name = made("Part")
    entry = session.entry(name)
    assert entry is not None
    assert [asked.name for asked in answering.questions(entry)] == ["one", "many", "sure", "words", "count", "own"]
    assert question(session, answering, name, "one").guidance == "Which of them."


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12", 12), ("٣٫٥", 3.5), ("-7", -7), ("1e3", 1000.0), ("۱۲", 12), ("", None), ("x", None), ("nan", None)],
)
def test_numbers_are_typed_in_any_digits(typed: str, number: float | None) -> None:
    assert number_in(typed) == number
    session, answering, name = made(attributes={"count": 5})
    asked = question(session, answering, name, "count")
    if typed and number is None:
        with pytest.raises(Refused, match="is a number"):
            answering.write(asked, typed)
    else:
        answering.write(asked, typed)
        assert attributes(session, name) == ({} if number is None else {"count": number})


def test_true_is_not_one_and_what_is_written_is_written_without_blanks_around_it() -> None:
    session, answering, name = made(attributes={"sure": 1})
    asked = question(session, answering, name, "sure")
    assert asked.is_odd and not asked.is_given(True)
    answering.choose(asked, True)
    assert attributes(session, name) == {"sure": True}
    answering.write(question(session, answering, name, "words"), "  كلام ")
    assert attributes(session, name)["words"] == "كلام"
    answering.take_back(question(session, answering, name, "sure"))
    with pytest.raises(Refused, match="not answered"):
        answering.take_back(question(session, answering, name, "sure"))


def test_what_the_tagset_does_not_ask_is_shown_kept_and_deleted_only() -> None:
    session, answering, name = made(attributes={"mood": "سعيد", "one": "other", "count": 2})
    asked = question(session, answering, name, "mood")
    assert asked.is_odd and asked.attribute is None and "mood" in asked.shown_name
    with pytest.raises(Refused, match="does not ask this"):
        answering.choose(asked, "x")
    entry = session.entry(name)
    assert entry is not None
    words = answered(entry.annotation, session.tagset)
    assert words.count("(?)") == 2 and "2" in words and "other" in words
    answering.take_back(asked)
    assert attributes(session, name) == {"one": "other", "count": 2}


def test_links_are_asked_about_too_from_both_ends() -> None:
    session, answering, name = made()
    other = tagged(session, "آخرون", "Thing")
    kind = session.tagset.relations[0]
    begin_link(session, name)
    session.focus(other.id)
    relation = finish_link(session, kind)
    for end in (name, other.id):
        asked = question(session, answering, end, "how")
        assert asked.link is not None and asked.item.id == relation.id
    answering.choose(question(session, answering, name, "how"), "well")
    assert session.own.store.get(relation.id).attributes == {"how": "well"}  # type: ignore[union-attr]
    assert "well" in answered(session.own.store.get(relation.id), session.tagset)  # type: ignore[arg-type]


def test_what_others_have_said_and_what_has_changed_is_not_changed() -> None:
    session, answering, name = made()
    span = Span(0, 3)
    foreign = new_annotation((describe(session.document, span),), source="d", tags=("Thing",))
    other = add_other(session, foreign)
    asked = question(session, answering, other.scoped(foreign.id), "one")
    with pytest.raises(Refused, match="badria"):
        answering.choose(asked, "a")
    stale = question(session, answering, name, "one")
    answering.choose(stale, "a")
    with pytest.raises(Refused, match="changed elsewhere"):
        answering.choose(stale, "b")
    session.own.read_only_because = "الملف للقراءة"
    with pytest.raises(Refused, match="reading only"):
        answering.choose(question(session, answering, name, "one"), "b")
    annotation = session.own.store.get(name)
    assert isinstance(annotation, Annotation) and annotation.attributes == {"one": "a"}
