"""Points and the document as a whole: made, put onto a source that has changed, merged."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from readings import reading

from tui_reader.annotations import file
from tui_reader.annotations.anchoring import State, describe
from tui_reader.annotations.merging import merge
from tui_reader.annotations.records.annotation import Annotation, new_annotation
from tui_reader.annotations.records.targets import Target
from tui_reader.documents.files import read_document
from tui_reader.session.annotating.unquoted import annotate_document, annotate_point, on_document
from tui_reader.session.refused import Refused
from tui_reader.session.upkeep.reanchoring import reanchor
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "وقال الناس إن الأمر قد انتهى منذ زمن. ثم جاء قوم آخرون فبنوا المدينة من جديد، وسكنوها عمرا طويلا.\n"


def saved(folder: Path) -> Path:
    """A set with a point and something about the whole document, beside its source."""
    source = folder / "doc.txt"
    source.write_text(TEXT, encoding="utf-8")
    document = read_document(source)
    document.count()
    path = folder / "annotations" / "doc.txt.amal.json"
    path.parent.mkdir()
    empty = file.new_set(document, "amal", "claims-citations@1", path)
    place = TEXT.index(" ثم")
    point = new_annotation((describe(document, Span(place, place)),), source=empty.source_iri, tags=("Issue",))
    whole = new_annotation((Target(),), source=empty.source_iri, tags=("Claim",), note="كله")
    file.save(path, empty.with_records([point, whole]))
    return path


@pytest.mark.parametrize(
    ("edit", "counts", "is_of_today"),
    [
        (("", ""), {State.EXACT: 2}, True),
        (("وقال الناس", "خبر: وقال الناس"), {State.EXACT: 1, State.MOVED: 1}, True),
        (("ثم جاء قوم آخرون", "وبعد ذلك"), {State.EXACT: 1, State.CHANGED: 1}, True),
        ((TEXT, "نص آخر لا صلة له بما كان.\n"), {State.EXACT: 1, None: 1}, False),
    ],
)
def test_they_are_put_onto_a_source_that_has_changed(
    tmp_path: Path, edit: tuple[str, str], counts: dict[State | None, int], is_of_today: bool
) -> None:
    path = saved(tmp_path)
    (tmp_path / "doc.txt").write_text(TEXT.replace(*edit) if edit[0] else TEXT, encoding="utf-8")
    before = {record.id: record.json for record in file.load(path).set.records}
    found = reanchor(path)
    assert {state: count for state, count in found.counts.items() if count} == counts
    assert found.set.source is not None
    assert (found.set.source.sha256 == found.document.fingerprint) is is_of_today
    whole = next(record for record in found.set.records if isinstance(record, Annotation) and record.is_on_document)
    assert whole.json == before[whole.id]
    if found.is_changed:
        file.save(path, found.set)
        # What was found again is marked, waits, and is not written anew.
        again = reanchor(path)
        assert again.counts == found.counts and not again.is_changed


def test_two_sides_that_change_what_is_about_the_whole_document_are_merged(tmp_path: Path) -> None:
    base = file.load(saved(tmp_path)).set
    whole = next(record for record in base.records if isinstance(record, Annotation) and record.is_on_document)
    point = next(record for record in base.records if record is not whole)
    mine = base.with_records([point, whole.with_tags(["Quote"])])
    theirs = base.with_records([whole, *([point.with_note("هنا")] if isinstance(point, Annotation) else [])])
    merged = merge(base, mine, theirs)
    found = {record.id: record for record in merged.set.records if isinstance(record, Annotation)}
    assert not merged.conflicts and found[whole.id].tags == ("Quote",) and found[point.id or ""].note == "هنا"
    assert json.loads(found[whole.id].json)["target"] == {"source": "../doc.txt"}


def test_they_are_made_once_and_taken_back_one_by_one() -> None:
    session = reading("قال |الوزير: نعم.")
    point = annotate_point(session, "Claim")
    with pytest.raises(Refused, match="tagged Claim already"):
        annotate_point(session, "Claim")
    annotate_point(session, note="هنا")
    whole = annotate_document(session, "Claim")
    assert session.focus_id == whole.id and [entry.id for entry in on_document(session)] == [whole.id]
    with pytest.raises(Refused, match="tagged Claim already"):
        annotate_document(session, "Claim")
    for left in (2, 1, 0):
        session.undo()
        assert session.own.store.annotation_count == left
    with pytest.raises(Refused, match="no text here"):
        annotate_point(reading("|"), "Claim")
    session.redo()
    assert session.focus_id == point.id and session.caret == 4
