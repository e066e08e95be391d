"""The same words everywhere: what is offered, what is written where, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from program import run
from sources import FIRST, SECOND, positions_and_tags, records_of, sample_folder

from tui_reader.documents import files
from tui_reader.documents.files import read_document
from tui_reader.documents.library import Library
from tui_reader.errors import SaveError
from tui_reader.session.annotating.everywhere import (
    Everywhere,
    OpenDocument,
    add_here,
    annotate_elsewhere,
    annotations_for,
    take_back_elsewhere,
    take_back_here,
)
from tui_reader.session.files.opening import begin_reading
from tui_reader.session.library.shelf import Shelf
from tui_reader.session.refused import Refused
from tui_reader.session.views.survey import Place, places_on
from tui_reader.settings import Settings
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.session.reader import ReaderSession

SETTINGS = Settings(annotator="amal")
SET = f"annotations/{SECOND}.amal.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sample documents, and sets by somebody else."""
    return sample_folder(tmp_path)


def searched(
    folder: Path, words: str, tag: str = "Entity", *, clitics: bool = True
) -> tuple[ReaderSession, Everywhere]:
    """A reading of the first document, and all that was found from there."""
    shelf = Shelf(Library.find([folder / "seeds"]), SETTINGS)
    session = begin_reading(folder / "seeds" / FIRST, SETTINGS, folder / "seeds").session
    places = places_on(shelf, session.document.path)
    search = Everywhere(words, tag, places, SETTINGS, OpenDocument.of(session, tag), clitics)
    assert list(search.run())
    assert search.is_done
    return session, search


def second(folder: Path) -> Place:
    return Place(folder / "seeds" / SECOND, folder / "seeds")


def wanted(search: Everywhere, *, with_clitics: bool = False) -> list[tuple[object, str]]:
    """What is to be annotated in the second document."""
    hits = [hit for hit in search.hits if hit.path.name == SECOND]
    return [(hit.span(with_clitics=with_clitics), hit.text_of(with_clitics=with_clitics)) for hit in hits]


def annotate(folder: Path, search: Everywhere, **how: bool):
    return annotate_elsewhere(second(folder), SETTINGS, "Entity", wanted(search, **how), lambda: True)


def test_words_are_found_in_all_documents_the_open_one_first(folder: Path) -> None:
    session, search = searched(folder, "أرمينيا")
    assert list(dict.fromkeys(hit.path.name for hit in search.hits)) == [FIRST, SECOND]
    assert search.count == len(search.hits) > 10 and search.tagged == 0
    texts = {hit.text_of(with_clitics=True) for hit in search.hits}
    assert {"أرمينيا", "لأرمينيا", "وأرمينيا"} <= texts
    assert {hit.text_of(with_clitics=False) for hit in search.hits} == {"أرمينيا"}
    for hit in search.hits:
        assert hit.context(with_clitics=False).passage == "أرمينيا"
        if hit.path == session.document.path:
            assert session.document.slice(hit.whole) == hit.text_of(with_clitics=True)
    _, alone = searched(folder, "أرمينيا", clitics=False)
    assert {hit.text_of(with_clitics=True) for hit in alone.hits} == {"أرمينيا"}
    assert len(alone.hits) < len(search.hits)


@pytest.mark.parametrize("with_clitics", [False, True])
def test_what_is_annotated_elsewhere_is_in_the_set_and_not_offered_again(folder: Path, with_clitics: bool) -> None:
    _, search = searched(folder, "أرمينيا")
    done = annotate(folder, search, with_clitics=with_clitics)
    text = (folder / "seeds" / SECOND).read_bytes().decode()
    found = positions_and_tags(folder / SET)
    assert [text[start:end] for start, end, _ in found] == [
        words for _, words in wanted(search, with_clitics=with_clitics)
    ]
    assert {tuple(tags) for *_, tags in found} == {("Entity",)}
    assert len(done.annotations) == len(found)
    assert {record["tui:suggested"]["origin"] for record in records_of(folder / SET)} == {"annotate-all"}
    assert run("validate", "--strict", SET, cwd=folder).returncode == 0
    _, again = searched(folder, "أرمينيا")
    assert again.tagged == len(found)
    assert {hit.path.name for hit in again.hits} == {FIRST}
    _, other_tag = searched(folder, "أرمينيا", "Source")
    assert other_tag.tagged == 0


def test_what_was_annotated_elsewhere_is_taken_back_whole(folder: Path) -> None:
    _, search = searched(folder, "باكو")
    first = annotate(folder, search)
    before = (folder / SET).read_bytes()
    _, search = searched(folder, "يريفان")
    done = annotate(folder, search)
    assert (folder / SET).read_bytes() != before
    take_back_elsewhere(second(folder), SETTINGS, done)
    assert (folder / SET).read_bytes() == before
    take_back_elsewhere(second(folder), SETTINGS, first)
    assert records_of(folder / SET) == []


def test_what_was_worked_on_since_stays(folder: Path) -> None:
    _, search = searched(folder, "باكو")
    done = annotate(folder, search)
    text = (folder / SET).read_text(encoding="utf-8").replace('"Entity"', '"Source"', 1)
    (folder / SET).write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=SECOND):
        take_back_elsewhere(second(folder), SETTINGS, done)
    assert (folder / SET).read_text(encoding="utf-8") == text


def test_a_document_that_has_changed_since_is_not_annotated_by_guess(folder: Path) -> None:
    _, search = searched(folder, "باكو")
    source = folder / "seeds" / SECOND
    source.write_text("سطر جديد\n" + source.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(Refused, match="search once more"):
        annotate(folder, search)
    assert not (folder / SET).exists()


def test_a_damaged_set_is_told_and_left_as_it_is(folder: Path) -> None:
    (folder / SET).write_text('{"items": [', encoding="utf-8")
    _, search = searched(folder, "باكو")
    assert not [hit for hit in search.hits if hit.path.name == SECOND]
    [problem] = search.problems
    assert SECOND in str(problem)
    assert (folder / SET).read_text(encoding="utf-8") == '{"items": ['


def test_a_set_that_cannot_be_written_is_an_error_with_its_path(folder: Path) -> None:
    _, search = searched(folder, "باكو")
    (folder / SET).mkdir()
    with pytest.raises((SaveError, Refused), match="amal"):
        annotate(folder, search)


def test_what_has_the_tag_by_now_is_not_annotated_twice(folder: Path) -> None:
    _, search = searched(folder, "باكو")
    annotate(folder, search)
    before = (folder / SET).read_bytes()
    assert annotate(folder, search).annotations == ()
    assert (folder / SET).read_bytes() == before


def test_places_of_an_older_text_are_not_annotated_in_the_reading_that_goes_on(folder: Path) -> None:
    session, search = searched(folder, "أرمينيا")
    places = [(hit.whole, hit.text) for hit in search.hits if hit.path == session.document.path]
    source = session.own.annotations.source_iri
    made = annotations_for(session.document, places, "Entity", source)
    assert len(made.annotations) == len(places)
    path = session.document.path
    path.write_text("سطر جديد\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    again = read_document(path)
    with pytest.raises(Refused, match="search once more"):
        annotations_for(again, places, "Entity", source)
    with pytest.raises(Refused, match="search once more"):
        add_here(session, again, made)
    assert session.own.store.annotation_count == 0


def test_what_was_annotated_in_a_reading_is_taken_back_whatever_came_after_if_it_is_as_it_was(folder: Path) -> None:
    session, search = searched(folder, "أرمينيا")
    places = [(hit.whole, hit.text) for hit in search.hits if hit.path == session.document.path]
    made = annotations_for(session.document, places, "Entity", session.own.annotations.source_iri)
    store, caret = session.own.store, session.caret
    add_here(session, session.document, made)
    session.select(places[0][0])
    quote = session.tag_selection("Quote")
    session.move(caret)
    take_back_here(session, made)
    assert [a.id for a, _ in store.placements()] == [quote.id] and session.caret == caret
    session.undo()
    assert store.annotation_count == len(places) + 1
    session.write_note(made.annotations[0].id, "ملاحظة")
    with pytest.raises(Refused, match=FIRST):
        take_back_here(session, made)
    assert store.annotation_count == len(places) + 1


def test_what_is_tagged_is_known_of_a_document_that_stays_in_its_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, before = searched(folder, "أرمينيا")
    done = annotate(folder, before)
    assert done.annotations
    monkeypatch.setattr(files, "DECODED_BYTES", 0)
    _, after = searched(folder, "أرمينيا")
    assert after.problems == []
    assert (after.tagged, after.count) == (len(done.annotations), before.count - len(done.annotations))


def test_a_document_that_is_being_read_again_is_to_be_searched_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "DECODED_BYTES", 0)
    document = read_document(folder / "seeds" / FIRST)
    span = Span(0, document.paragraph_at(0).length)
    # As it is while another thread counts it.
    assert not document.is_counted
    with pytest.raises(Refused, match="search once more"):
        annotations_for(document, [(span, document.slice(span))], "Entity", "")


def test_damaged_bytes_are_refused_and_nothing_is_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "DECODED_BYTES", 0)
    path = folder / "seeds" / SECOND
    path.write_bytes("سطر\n".encode() * 60_000 + "قال يري".encode() + b"\xff ")
    document = read_document(path)
    place = Span(4, 8).shifted(document.paragraph_at(document.end).start)
    assert document.slice(place) == "يري\udcff"
    with pytest.raises(Refused, match="damaged bytes"):
        annotate_elsewhere(second(folder), SETTINGS, "Entity", [(place, "يري\udcff")], lambda: True)
    assert not (folder / SET).exists()
