"""What a reading shows of suggestions that stand in its set: nothing, where annotations are meant."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from readings import add_other, fresh

from tui_reader.annotations.anchoring import State, describe
from tui_reader.annotations.changes import Add, Update
from tui_reader.annotations.file import save
from tui_reader.annotations.merging import merge
from tui_reader.annotations.records.annotation import Annotation, new_annotation, new_suggestion
from tui_reader.annotations.sets import new_set
from tui_reader.annotations.store import AnnotationStore
from tui_reader.annotations.w3c import SUGGESTED
from tui_reader.documents.files import read_document
from tui_reader.session.decorations import Layer
from tui_reader.session.refused import Refused
from tui_reader.session.settling.conflicts import Conflicts, answers
from tui_reader.session.upkeep.reanchoring import reanchor
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.session.reader import ReaderSession

TEXT = "قال الوزير إن الأسعار ارتفعت بنسبة كبيرة هذا العام"
SPEAKER, VERB = Span(4, 10), Span(0, 3)


def pending(session: ReaderSession, span: Span = SPEAKER, tag: str = "Source") -> Annotation:
    targets = [describe(session.document, span)]
    return new_suggestion(targets, source="doc.txt", tag=tag, origin="attributions", score=0.75)


def test_a_suggestion_is_nowhere_among_annotations() -> None:
    session = fresh(TEXT)
    suggested = pending(session)
    session.own.store.apply(Add(suggested))
    add_other(session, pending(session, VERB, "Cue"))
    assert len(session.entries) == len(session.listed) == 0 and session.tags_in_use == []
    session.move(SPEAKER.start)
    assert session.focused is None and session.at(SPEAKER.start) == []
    assert not [d for d in session.decorations(Span(0, len(TEXT))) if d.layer is Layer.ANNOTATION]
    with pytest.raises(Refused):
        session.delete(suggested.id)
    with pytest.raises(Refused):
        session.focus_next()


def test_it_is_listed_once_it_is_accepted_and_undo_takes_it_off_again() -> None:
    session = fresh(TEXT)
    suggested = pending(session)
    session.own.store.apply(Add(suggested))
    accepted = suggested.accepted()
    session.own.store.apply(Update(suggested, accepted))
    assert [entry.annotation for entry in session.entries] == [accepted]
    session.move(len(TEXT))
    assert "Source" in session.undo() and session.caret == SPEAKER.start
    assert len(session.entries) == 0 and session.own.store.get(suggested.id) == suggested
    session.redo()
    assert [entry.annotation for entry in session.entries] == [accepted]


def test_the_page_says_that_the_member_is_plain_json_as_soon_as_there_is_one() -> None:
    session = fresh(TEXT)
    context = dict(session.own.annotations.members)["@context"]
    session.own.store.apply(Add(new_annotation([describe(session.document, VERB)], source="doc.txt")))
    assert dict(session.own.annotations.members)["@context"] == context
    session.own.store.apply(Add(pending(session)))
    assert SUGGESTED in dict(session.own.annotations.members)["@context"]


def test_accepted_here_and_rejected_there_is_a_conflict_that_is_settled() -> None:
    session = fresh(TEXT)
    suggested = pending(session)
    sides = [suggested], [suggested.accepted()], [suggested.rejected_suggestion()]
    merged = merge(*map(session.own.annotations.with_records, sides)).set
    assert len(merged.records) == 2
    own = replace(session.own, store=AnnotationStore(session.document, merged.records))
    session.take_sets(own, [], session.list_entries([own]))
    conflicts = Conflicts(session)
    conflict = conflicts.next()
    said = [value for version in conflicts.versions(conflict) for what, value, _ in version if what == "Suggestion"]
    assert said == ["rejected", "accepted"]
    way, _ = answers(conflict)["2"]
    conflicts.settle(conflict, way)
    assert not own.store.marked and own.store.annotation_count == 1 and len(own.store) == 1


def test_a_source_that_has_changed_is_settled_when_no_suggestion_waits_elsewhere() -> None:
    before = fresh(TEXT)
    suggested = pending(before)
    session = fresh("نعم. " + TEXT)
    store = AnnotationStore(session.document, [suggested], source_unchanged=False)
    own = replace(session.own, annotations=before.own.annotations, store=store, another_version=True)
    session.take_sets(own, [], session.list_entries([own]))
    assert store.has_moved_suggestions
    sha = own.annotations.source.sha256 if own.annotations.source else ""
    own.describe_source(session.document)
    assert own.annotations.source is not None and own.annotations.source.sha256 == sha
    session.own.store.apply(Update(suggested, suggested.rejected_suggestion()))
    assert own.annotations.source.sha256 == session.document.fingerprint != sha


def test_a_whole_set_is_put_anew_with_its_suggestions_of_which_nobody_is_told(tmp_path: Path) -> None:
    source, path = tmp_path / "doc.txt", tmp_path / "annotations" / "doc.txt.amal.json"
    text = f"{TEXT} {'ولم يذكر أحد سببًا لذلك ' * 4}حتى الآن"
    source.write_text(text, encoding="utf-8")
    document = read_document(source)
    document.count()
    verb = new_annotation([describe(document, VERB)], source="../doc.txt", tags=["Cue"])
    speaker = new_suggestion([describe(document, SPEAKER)], source="../doc.txt", tag="Source", origin="attributions")
    lost = new_suggestion(
        [describe(document, Span(len(text) - 8, len(text)))], source="../doc.txt", tag="Claim", origin="x"
    )
    whole = new_set(document, "amal", "claims-citations@1", path)
    path.parent.mkdir()
    save(path, whole.with_records([verb, speaker, lost.rejected_suggestion()]))
    source.write_text(f"نعم. {text[:-8]}", encoding="utf-8")
    done = reanchor(path)
    assert dict(done.counts) == {State.MOVED: 1} and [one.annotation.id for one in done.outcomes] == [verb.id]
    assert done.set.source is not None and done.set.source.sha256 == done.document.fingerprint
    again = {record.id: record for record in done.set.records if isinstance(record, Annotation)}
    assert again[speaker.id].targets[0].position == SPEAKER.shifted(5) and again[speaker.id].mark is None
    assert again[verb.id].mark is not None
    assert again[lost.id].targets == lost.targets and again[lost.id].is_rejected_suggestion
