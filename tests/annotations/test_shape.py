"""The quick reader of records: what it takes, the general reader takes too, and finds the same in it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from annotation_cases import arabic_texts, clock, numbered, spec_set
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.annotations import page
from tui_reader.annotations.check import check_record
from tui_reader.annotations.file import parse, serialise
from tui_reader.annotations.records.annotation import Annotation, new_annotation, new_suggestion
from tui_reader.annotations.records.record import read_record
from tui_reader.annotations.records.relation import Relation, new_relation
from tui_reader.annotations.records.suggested import Decision, Suggested
from tui_reader.annotations.records.targets import Target, TextQuote
from tui_reader.annotations.shape import read_at
from tui_reader.annotations.strict_json import decode, decode_at, encode, on_one_line
from tui_reader.annotations.tagset import default_tagset
from tui_reader.annotations.validate import validate
from tui_reader.errors import AnnotationFileError
from tui_reader.text.span import Span

PATH = Path("annotations/doc.txt.amal.json")

any_text = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
texts = arabic_texts | any_text | st.sampled_from('"\\/\b\t{}[],:')
attributes = st.dictionaries(texts, texts | st.booleans() | st.integers() | st.lists(texts, max_size=2), max_size=2)


@st.composite
def own_records(draw: st.DrawFn) -> Annotation | Relation:
    """A record as this program makes them."""
    made: dict[str, Any] = {
        "note": draw(st.none() | texts),
        "attributes": draw(attributes),
        "direction": draw(st.sampled_from([None, "ltr", "rtl"])),
        "language": draw(st.sampled_from([None, "ar"])),
        "now": clock(draw(st.integers(0, 10**9))),
        "new_id": numbered(draw(texts)),
    }
    if draw(st.booleans()):
        made["suggested"] = Suggested(
            draw(texts),
            draw(st.none() | st.sampled_from([0, 1, 0.0, 1.0, 0.5]) | st.floats(0, 1)),
            draw(st.sampled_from([None, *Decision])),
            draw(st.none() | texts),
            (Span(1, 3),) * draw(st.integers(0, 1)),
        )
    if draw(st.integers(0, 4)) == 0:
        return new_relation(draw(texts), draw(texts), draw(texts), **made)
    start = draw(st.integers(0, 10**6))
    target = Target(TextQuote(draw(texts), draw(texts | st.just("")), draw(texts)), Span(start, start + 1))
    tags = draw(st.lists(texts, max_size=2))
    return new_annotation((target,) * draw(st.sampled_from([1, 1, 1, 2])), source=draw(texts), tags=tags, **made)


def layouts(record: str) -> st.SearchStrategy[str]:
    """The same JSON in other layouts and other escapes."""
    value = json.loads(record)
    return st.builds(
        lambda indent, ascii_only, solidus: json.dumps(value, indent=indent, ensure_ascii=ascii_only).replace(
            "/", "\\/" if solidus else "/"
        ),
        st.sampled_from([None, 0, 2, "\t"]),
        st.booleans(),
        st.booleans(),
    )


def same_in_general(written: str) -> bool:
    """Whether the record at the beginning of a text is taken, and if so, like the general reader takes it."""
    read = read_at(written, 0)
    if read is None:
        return False
    value, end = decode_at(written, 0)
    assert end == read.end
    assert list(check_record(value)) == []
    assert read_record(value, on_one_line(written[:end])) == read.record
    assert decode(read.record.json) == value
    target = value["target"]
    assert read.source == (target["source"] if isinstance(target, dict) else None)
    return True


@given(st.data())
def test_records_of_this_program_are_taken_and_mean_the_same(data: st.DataObject) -> None:
    record = data.draw(own_records())
    written = data.draw(st.just(record.json) | layouts(record.json))
    same_in_general(f"{written}, more")


@pytest.mark.parametrize("number", range(3))
def test_the_usual_records_are_taken(number: int) -> None:
    usual = spec_set(Path("/work"))[2 + number]
    assert isinstance(usual, Annotation | Relation)
    assert same_in_general(usual.json)
    assert same_in_general(json.dumps(json.loads(usual.json), indent=1, ensure_ascii=False))
    read = read_at(usual.json, 0)
    assert read is not None and read.record == usual


def test_suggestions_are_taken_and_what_became_of_them() -> None:
    _, _, claim, *_ = spec_set(Path("/work"))
    pending = new_suggestion(claim.targets, source="doc.txt", tag="Quote", origin="quotations", score=0.9)
    linked = new_relation("cites", "urn:a", "urn:b", suggested=Suggested("citations"))
    for record in (pending, pending.accepted(), pending.rejected_suggestion(), pending.changed_to(["Claim"]), linked):
        assert same_in_general(record.json)
        read = read_at(record.json, 0)
        assert read is not None and read.record == record


ODD = [
    '"tui:suggesting"',
    '"tagging"',
    '"rejected"',
    '"accepted"',
    '"score": 2',
    '"start": 39',
    '"start": 07',
    '"2026-02-30T12:00:00Z"',
    '"id": ""',
    '"exact": ""',
    '"type": "Note"',
    '"\\ud83d"',
]


@given(st.data())
@settings(max_examples=300)
def test_what_is_taken_of_damaged_records_is_sound(data: st.DataObject) -> None:
    written = data.draw(own_records()).json
    for _ in range(data.draw(st.integers(1, 3))):
        members = [match.span() for match in re.finditer(r'"[a-zA-Z:]+": ("[^"]*"|[0-9]+)|, ', written)]
        start, end = data.draw(st.sampled_from(members))
        piece = data.draw(
            st.sampled_from([*ODD, "", written[start:end] + ", " + written[start:end], "\\u0041", "\x01", "{", "NaN"])
        )
        if data.draw(st.booleans()):
            start = end = data.draw(st.integers(0, len(written)))
        written = written[:start] + piece + written[end:]
    same_in_general(written)


def findings(path: Path, text: str) -> object:
    """All that loading and checking a file say of it."""
    path.write_text(text, encoding="utf-8")
    try:
        loaded: object = parse(path, text)
    except AnnotationFileError as error:
        loaded = str(error)
    return loaded, validate(path, tagset=default_tagset(), root=path.parent)


@given(data=st.data())
def test_files_are_read_and_checked_alike_with_the_quick_reader_and_without(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _, annotations, *records = spec_set(Path("/work"))
    others = data.draw(st.lists(own_records() | st.sampled_from(records), max_size=4))
    page_value = json.loads(serialise(annotations.with_records([*records, *others])))
    page_value["items"] = data.draw(st.permutations(page_value["items"]))
    text = json.dumps(page_value, ensure_ascii=False, indent=data.draw(st.sampled_from([None, 0, 2])))
    for _ in range(data.draw(st.integers(0, 2))):
        start = data.draw(st.integers(0, len(text)))
        text = text[:start] + data.draw(st.sampled_from(ODD)) + text[start + data.draw(st.integers(0, 9)) :]
    path = tmp_path_factory.mktemp("set") / "set.json"
    quick = findings(path, text)
    with pytest.MonkeyPatch.context() as without:
        without.setattr(page, "read_at", lambda *_: None)
        assert findings(path, text) == quick


def test_an_escape_is_read_as_what_it_stands_for() -> None:
    _, _, claim, *_ = spec_set(Path("/work"))
    escaped = claim.json.replace("رقم بلا مصدر", encode('a"b\\c\n')[1:-1] + "\\u0041\\/")
    read = read_at(escaped, 0)
    assert read is not None and read.record.note == 'a"b\\c\nA/'
