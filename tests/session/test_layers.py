"""Sets as layers over a document: which may be changed, and which are only read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from readings import document_of

from tui_reader.annotations import file
from tui_reader.annotations.anchoring import describe
from tui_reader.annotations.records.annotation import new_annotation
from tui_reader.annotations.sets import new_set
from tui_reader.documents.files import read_document
from tui_reader.errors import AnnotationFileError, Stopped
from tui_reader.session.layers import SetLayer, load_layer, own_layer
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENT = document_of("قال الوزير: ارتفعت الأسعار\n")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a set with one annotation is."""
    path = tmp_path / "annotations" / "doc.txt.amal.json"
    path.parent.mkdir()
    annotation = new_annotation((describe(DOCUMENT, Span(0, 3)),), source="../doc.txt", tags=("Claim",))
    empty = new_set(DOCUMENT, "amal", "claims-citations@1", path)
    file.save(path, empty.with_records([annotation]))
    return path


def test_a_set_that_is_not_there_is_empty_and_may_be_changed(tmp_path: Path) -> None:
    layer = own_layer(tmp_path / "a.json", DOCUMENT, "amal", "claims-citations@1")
    assert len(layer.store) == 0
    assert layer.read_only_because == ""
    assert not layer.path.exists()


def test_a_set_is_read_with_its_annotator(path: Path) -> None:
    layer = load_layer(path, DOCUMENT, "somebody")
    assert layer.annotator == "amal"
    assert [annotation.tags for annotation, _ in layer.store.annotations] == [("Claim",)]
    assert not layer.another_version


def test_a_set_that_names_nobody_gets_the_name_it_is_found_under(path: Path) -> None:
    page = json.loads(path.read_bytes())
    del page["creator"]
    path.write_text(json.dumps(page), encoding="utf-8")
    assert load_layer(path, DOCUMENT, "somebody").annotator == "somebody"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"type": "AnnotationPage"}'])
def test_a_file_that_cannot_be_read_is_never_ones_own_to_change(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    layer = own_layer(path, DOCUMENT, "amal", "claims-citations@1")
    assert layer.read_only_because
    assert len(layer.store) == 0
    with pytest.raises(AnnotationFileError):
        load_layer(path, DOCUMENT, "amal")


def test_a_link_to_nowhere_is_not_taken_for_a_new_set(tmp_path: Path) -> None:
    link = tmp_path / "doc.txt.amal.json"
    link.symlink_to(tmp_path / "nowhere.json")
    assert own_layer(link, DOCUMENT, "amal", "claims-citations@1").read_only_because


def test_a_newer_format_is_only_read(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"tui:format": 1', b'"tui:format": 2'))
    layer: SetLayer = own_layer(path, DOCUMENT, "amal", "claims-citations@1")
    assert layer.read_only_because
    assert len(layer.store) == 1


def test_a_set_of_another_version_is_known_as_such(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(DOCUMENT.fingerprint.encode(), b"1" * 64))
    assert load_layer(path, DOCUMENT, "amal").another_version


def test_a_search_for_lost_annotations_can_be_given_up(tmp_path: Path) -> None:
    source = tmp_path / "doc.txt"
    source.write_text("قال الوزير إن الأسعار ارتفعت كثيرا في العام الماضي كله.\n", encoding="utf-8")
    document = read_document(source)
    path = tmp_path / "doc.txt.amal.json"
    target = describe(document, Span(14, 28))
    made = new_annotation([target], source="doc.txt")
    file.save(path, new_set(document, "amal", "t@1", path).with_records([made]))
    source.write_text("خبر: قال الوزير إن الأسعار ارتفعت جدا في العام الحالي كله.\n", encoding="utf-8")
    with pytest.raises(Stopped):
        load_layer(path, read_document(source), "amal", progress=lambda _: False)
