from __future__ import annotations

import difflib
import errno
import hashlib
import json
import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from annotation_cases import CLAIM, SECOND_MARKER, annotate, clock, spec_set
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_document import SPEC_TEXT, PlainDocument

from tui_reader.annotations.file import load, new_set, parse, save, serialise, source_of
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.record import UnknownRecord
from tui_reader.annotations.records.relation import Relation
from tui_reader.annotations.records.remark import Remark
from tui_reader.annotations.sets import iri_path, path_iri
from tui_reader.errors import AnnotationFileError, SaveError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.annotations.sets import AnnotationSet

PATH = Path("annotations/doc.txt.amal.json")
keys = st.text(st.characters(codec="utf-8"), min_size=1, max_size=6).map(lambda key: "x:" + key)
numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
json_values = st.recursive(
    st.none() | st.booleans() | numbers | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=5,
)
extras = st.dictionaries(keys, json_values, max_size=2)


def rows(text: str) -> list[str]:
    return text.split("\n")


def changed_lines(before: str, after: str) -> list[str]:
    return [line for line in difflib.ndiff(rows(before), rows(after)) if line[:2] in ("- ", "+ ")]


def page_with_unknown_keys(draw: Callable[[st.SearchStrategy[Any]], Any]) -> dict[str, Any]:
    """The example page with keys of somebody else's on every level."""
    _, annotations, *_ = spec_set(Path("/work"))
    page = json.loads(serialise(annotations))

    def sprinkle(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: sprinkle(member) for key, member in value.items()} | draw(extras)
        return [sprinkle(member) for member in value] if isinstance(value, list) else value

    sprinkled: dict[str, Any] = sprinkle(page)
    return sprinkled


def test_the_layout_is_that_of_the_format(tmp_path: Path) -> None:
    document, annotations, claim, citation, relation = spec_set(tmp_path)
    context = (
        '"@context": ["http://www.w3.org/ns/anno.jsonld", {"tui": "urn:tui-reader:ns:", '
        '"tui:source": {"@type": "@json"}, "tui:attributes": {"@type": "@json"}}],'
    )
    source = (
        f'"tui:source": {{"path": "../seeds/doc.txt", "sha256": "{document.fingerprint}", "length": 49, '
        '"unit": "codepoint", "encoding": "utf-8", "newline": "lf", "language": "ar", '
        '"textDirection": "rtl"},'
    )
    assert rows(serialise(annotations)) == [
        "{",
        context,
        '"id": "urn:uuid:page", "type": "AnnotationPage", "tui:format": 1,',
        '"creator": {"type": "Person", "nickname": "amal"},',
        source,
        '"tui:tagset": "claims-citations@1",',
        '"items": [',
        claim.json + ",",
        citation.json + ",",
        relation.json,
        "]",
        "}",
        "",
    ]


def test_records_stand_by_start_end_and_id_with_relations_behind(tmp_path: Path) -> None:
    document, annotations, claim, citation, relation = spec_set(tmp_path)
    twin = annotate(document, CLAIM, name="urn:uuid:a0000")
    late = annotate(document, SECOND_MARKER, name="urn:uuid:a")
    mixed = annotations.with_records([relation, late, claim, UnknownRecord("17", "a number"), citation, twin])
    loaded = parse(annotations.path, serialise(mixed)).set
    assert [record.json for record in loaded.records] == [
        record.json for record in (twin, claim, citation, late, relation, UnknownRecord("17", ""))
    ]


def test_an_empty_set_can_be_read(tmp_path: Path) -> None:
    _, annotations, *_ = spec_set(tmp_path)
    empty = annotations.with_records([])
    assert parse(empty.path, serialise(empty)).set == empty


def test_what_was_saved_is_what_is_loaded(tmp_path: Path) -> None:
    document, annotations, *_ = spec_set(tmp_path)
    saved = save(annotations.path, annotations)
    loaded = load(annotations.path)
    assert (loaded.set, loaded.problems, loaded.read_only) == (annotations, (), False)
    assert loaded.text_hash == saved.text_hash == hashlib.sha256(annotations.path.read_bytes()).hexdigest()
    assert saved.durable
    assert loaded.set.annotator == "amal" and loaded.set.tagset == "claims-citations@1"
    assert loaded.set.source is not None and loaded.set.source.sha256 == document.fingerprint
    assert loaded.set.source_path is not None and loaded.set.source_path.resolve() == document.path.resolve()
    assert source_of(annotations.path) == "../seeds/doc.txt"


@given(st.data())
def test_loading_and_writing_keeps_every_byte_and_every_unknown_key(data: st.DataObject) -> None:
    page = page_with_unknown_keys(data.draw)
    foreign = json.dumps(page, ensure_ascii=data.draw(st.booleans()), indent=data.draw(st.none() | st.integers(0, 3)))
    loaded = parse(PATH, foreign)
    assert loaded.problems == () and not loaded.read_only
    written = serialise(loaded.set)
    assert json.loads(written) == page
    again = parse(PATH, written)
    assert serialise(again.set) == written and not again.problems


@given(st.data())
def test_one_change_is_one_line_and_nothing_unknown_is_lost(data: st.DataObject) -> None:
    page = page_with_unknown_keys(data.draw)
    before = serialise(parse(PATH, json.dumps(page)).set)
    loaded = parse(PATH, before).set
    claim = next(record for record in loaded.records if isinstance(record, Annotation))
    changed = claim.with_tags(["Quote"], now=clock(60)).with_note("غير ذلك", now=clock(60))
    after = serialise(loaded.with_records(changed if record is claim else record for record in loaded.records))
    assert len(changed_lines(before, after)) == 2
    expected = json.loads(before)
    record = expected["items"][0]
    record["modified"] = "2026-01-31T12:01:00Z"
    record["body"][0]["value"], record["body"][1]["value"] = "Quote", "غير ذلك"
    assert json.loads(after) == expected


def test_numbers_of_others_keep_their_digits(tmp_path: Path) -> None:
    _, annotations, *_ = spec_set(tmp_path)
    added = '{"x:n": [1.50, 1E5, -0], "id": "urn:uuid:a0001"'
    text = serialise(annotations).replace('{"id": "urn:uuid:a0001"', added)
    assert added in text
    loaded = parse(annotations.path, text)
    assert loaded.problems == () and serialise(loaded.set) == text


def test_a_hand_laid_out_file_becomes_one_record_a_line(tmp_path: Path) -> None:
    _, annotations, *_ = spec_set(tmp_path)
    pretty = json.dumps(json.loads(serialise(annotations)), indent=4).replace("\n", "\r\n")
    loaded = parse(annotations.path, pretty)
    assert loaded.problems == ()
    assert len(rows(serialise(loaded.set))) == len(rows(serialise(annotations)))
    assert [type(record) for record in loaded.set.records] == [Annotation, Annotation, Relation]


UNSOUND = {
    "a key twice": ('{"id": "a", "id": "b"}', "items[1].id", "given twice"),
    "not a number": ('{"id": "n", "x": NaN}', "items[1].x", "NaN"),
    "infinite": ('{"id": "n", "x": [-Infinity]}', "items[1].x[0]", "-Infinity"),
    "too large": ('{"id": "n", "x": 1e999}', "items[1].x", "too large"),
    "too long": ('{"id": "n", "x": ' + "7" * 5000 + "}", "items[1].x", "5000 digits"),
    "half a pair": ('{"id": "n", "x": "\\ud83d"}', "items[1].x", "surrogate"),
    "too deep": ('{"id": "n", "x": ' + "[" * 300 + "]" * 300 + "}", "items[1].x[0][0]", "nested"),
}


@pytest.mark.parametrize(("record", "pointer", "message"), UNSOUND.values(), ids=UNSOUND.keys())
def test_an_unsound_record_is_told_of_and_kept_as_it_is(
    tmp_path: Path, record: str, pointer: str, message: str
) -> None:
    _, annotations, claim, *_ = spec_set(tmp_path)
    text = serialise(annotations.with_records([claim, UnknownRecord(record, "")]))
    loaded = parse(annotations.path, text)
    assert [problem.line for problem in loaded.problems] == [9]
    assert loaded.problems[0].pointer.startswith(pointer)
    assert message in loaded.problems[0].message and "\n" not in str(loaded.problems[0])
    assert not loaded.read_only
    assert loaded.set.records[0] == claim and isinstance(loaded.set.records[1], UnknownRecord)
    assert serialise(loaded.set) == text


def test_a_record_of_the_wrong_shape_is_told_of_and_kept(tmp_path: Path) -> None:
    _, annotations, claim, citation, _ = spec_set(tmp_path)
    broken = citation.json.replace('"start": 41', '"start": 41.5')
    text = serialise(annotations.with_records([claim, UnknownRecord(broken, ""), UnknownRecord(claim.json, "")]))
    loaded = parse(annotations.path, text)
    assert [str(problem).removeprefix(str(annotations.path)) for problem in loaded.problems] == [
        ":9: items[1].target.selector[1].start: must be an integer >= 0, not 41.5",
        ":10: items[2].id: is the id of an earlier record",
    ]
    assert serialise(loaded.set) == text


def test_replies_and_decisions_are_kept_without_complaint(tmp_path: Path) -> None:
    _, annotations, claim, *_ = spec_set(tmp_path)
    about: dict[str, Any] = {"id": "urn:uuid:p", "type": "Annotation", "motivation": "replying"}
    reply = about | {"target": "urn:uuid:a0001", "body": {"type": "TextualBody", "value": "نعم"}, "ex:k": [1]}
    part = about | {"id": "urn:uuid:q", "target": {"source": "urn:uuid:a0001", "selector": {"type": "x"}}}
    lines = [UnknownRecord(json.dumps(value, ensure_ascii=False), "") for value in (reply, part)]
    text = serialise(annotations.with_records([claim, *lines]))
    loaded = parse(annotations.path, text)
    _, found, unknown = loaded.set.records
    assert loaded.problems == () and isinstance(unknown, UnknownRecord)
    assert isinstance(found, Remark) and (found.about, found.note) == (("urn:uuid:a0001",), "نعم")
    assert serialise(loaded.set) == text


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"tui:format": 1', '"tui:format": 2', "format 2"),
        ('"tui:format": 1', '"tui:format": "1"', "must be an integer"),
        ('"tui:format": 1', '"tui:format": true', "must be an integer"),
        ('"tui:tagset":', '"creator": "b", "tui:tagset":', "twice"),
        ('"length": 49', '"length": NaN', "NaN"),
        ("]\n}\n", "]\n}\n{}", "not JSON from here on"),
        ("]\n}\n", "", "not JSON from here on"),
    ],
)
def test_a_damaged_or_newer_page_is_read_but_not_to_be_written(tmp_path: Path, old: str, new: str, told: str) -> None:
    _, annotations, *_ = spec_set(tmp_path)
    text = serialise(annotations)
    loaded = parse(annotations.path, text.replace(old, new, 1))
    assert loaded.read_only and told in loaded.problems[0].message
    assert loaded.set.records == annotations.records


def test_what_was_written_before_the_break_is_read(tmp_path: Path) -> None:
    _, annotations, claim, *_ = spec_set(tmp_path)
    text = serialise(annotations)
    cut = text[: text.index("urn:uuid:a0002")]
    loaded = parse(annotations.path, cut)
    assert loaded.read_only and loaded.set.records == (claim,)
    assert loaded.problems[0].line == 9


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"\xff\xfe{\x00}\x00", "is UTF-16-LE, not UTF-8 (line 1)"),
        (b'{\n"a": "\xd8"}', "is not UTF-8 (line 2)"),
        (b'{"a": 1,\n}', "is not JSON: Expecting a key in double quotes (line 2)"),
        (b"[]", "is not JSON"),
        (b"{}", "no list of items"),
        (b'{"type": "AnnotationPage", "items": {}}', "no list of items"),
        (b'{"type": "AnnotationPage", "items": null}', "no list of items"),
        (b'{"type": "Annotation", "items": []}', "its type is not"),
        (b"[" * 100_000, "is not JSON"),
        (b'{"a": ' + b"[" * 100_000, "is not JSON"),
        (b'{"a": "\x00"}', "is not JSON"),
    ],
)
def test_what_is_no_page_at_all_is_refused_with_a_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "set.json"
    path.write_bytes(content)
    with pytest.raises(AnnotationFileError) as caught:
        load(path)
    assert reason in str(caught.value) and str(path) in str(caught.value) and "\n" not in str(caught.value)


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    for path in (tmp_path, tmp_path / "pipe.json", tmp_path / "missing.json", tmp_path / ("a" * 300)):
        with pytest.raises(AnnotationFileError):
            load(path)


def test_a_byte_order_mark_is_told_of_and_read_over(tmp_path: Path) -> None:
    _, annotations, *_ = spec_set(tmp_path)
    path = tmp_path / "set.json"
    path.write_bytes(b"\xef\xbb\xbf" + serialise(annotations).encode())
    loaded = load(path)
    assert loaded.set.records == annotations.records and len(loaded.problems) == 1


@given(st.data())
@settings(max_examples=300)
def test_no_damage_raises_anything_but_a_file_error(data: st.DataObject) -> None:
    _, annotations, *_ = spec_set(Path("/work"))
    text = serialise(annotations)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 30)))
        junk = data.draw(st.text(st.sampled_from('{}[]",:0123e.-+\\ud8 tn\n\x00aNaN'), max_size=8))
        text = text[:start] + junk + text[end:]
    try:
        loaded = parse(PATH, text)
    except AnnotationFileError as error:
        assert "\n" not in str(error)
    else:
        if loaded.read_only and "type" not in dict(loaded.set.members):
            # The line with the type is broken, and was read over.
            return
        again = parse(PATH, serialise(loaded.set))
        assert set(again.set.records) == set(loaded.set.records)
        assert serialise(again.set) == serialise(loaded.set)


# Saving


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "annotations" / "doc.txt.amal.json"
    path.parent.mkdir()
    path.write_text("old")
    return path


@pytest.fixture
def made(tmp_path: Path) -> AnnotationSet:
    _, annotations, *_ = spec_set(tmp_path)
    return annotations


class FailingFile:
    """A file the disk of which is full after a few bytes."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def __enter__(self) -> FailingFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.close()

    def write(self, content: bytes) -> int:
        self.stream.write(content[:7])
        self.stream.flush()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("fails", ["open", "write", "fchmod", "fsync", "replace"])
def test_an_interrupted_save_leaves_the_old_file_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, old: Path, made: AnnotationSet, fails: str
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    if fails == "write":
        opened = os.fdopen
        monkeypatch.setattr(os, "fdopen", lambda *given, **named: FailingFile(opened(*given, **named)))
    else:
        monkeypatch.setattr(os, fails, failing)
    with pytest.raises(SaveError) as caught:
        save(old, made)
    monkeypatch.undo()
    assert caught.value.reason in ("input/output error", "no space left on device")
    assert old.read_text() == "old"
    assert [entry.name for entry in old.parent.iterdir()] == [old.name]


def test_an_interrupt_leaves_nothing_behind_either(
    monkeypatch: pytest.MonkeyPatch, old: Path, made: AnnotationSet
) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save(old, made)
    assert old.read_text() == "old" and len(list(old.parent.iterdir())) == 1


def test_a_folder_that_will_not_sync_is_saved_but_not_confirmed(
    monkeypatch: pytest.MonkeyPatch, old: Path, made: AnnotationSet
) -> None:
    sync = os.fsync

    def only_files(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", only_files)
    assert not save(old, made).durable
    assert old.read_text(encoding="utf-8") == serialise(made)


def test_the_content_is_on_the_disk_before_the_name(
    monkeypatch: pytest.MonkeyPatch, old: Path, made: AnnotationSet
) -> None:
    steps: list[str] = []
    sync, replace = os.fsync, os.replace

    def synced(descriptor: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        sync(descriptor)

    def replaced(source: str, target: str) -> None:
        assert Path(source).parent == Path(target).parent and Path(source).name.startswith(".")
        steps.append("name")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", replaced)
    assert save(old, made).durable
    assert steps == ["file", "name", "folder"]


def test_mode_and_links_are_kept(old: Path, made: AnnotationSet, tmp_path: Path) -> None:
    old.chmod(0o640)
    link = tmp_path / "link.json"
    link.symlink_to(old)
    save(link, made)
    assert link.is_symlink() and old.read_text(encoding="utf-8") == serialise(made)
    assert stat.S_IMODE(old.stat().st_mode) == 0o640


def test_missing_folders_are_made(tmp_path: Path, made: AnnotationSet) -> None:
    path = tmp_path / "annotations" / "sub" / "doc.txt.amal.json"
    assert save(path, made).durable
    assert path.read_text(encoding="utf-8") == serialise(made)


def test_a_loop_of_links_a_folder_and_a_file_as_folder_are_refused(
    tmp_path: Path, old: Path, made: AnnotationSet
) -> None:
    loop = tmp_path / "loop.json"
    loop.symlink_to(loop)
    for path in (loop, tmp_path, old / "inside.json"):
        with pytest.raises(SaveError):
            save(path, made)
    assert old.read_text() == "old"


@pytest.mark.parametrize(
    ("member", "record"), [("NaN", "1"), ("{", "1"), ("", "1"), ('"\ud800"', "1"), ("1", "]"), ("1", '"\ud800"')]
)
def test_what_could_not_be_read_again_is_not_written(old: Path, made: AnnotationSet, member: str, record: str) -> None:
    broken = replace(made, members=(*made.members, ("x", member)), records=(UnknownRecord(record, "odd"),))
    with pytest.raises(SaveError):
        save(old, broken)
    assert old.read_text() == "old" and len(list(old.parent.iterdir())) == 1


# Paths


@pytest.mark.parametrize(
    ("name", "iri"),
    [
        ("doc.txt", "../seeds/doc.txt"),
        ("تقرير ١.txt", "../seeds/تقرير%20١.txt"),
        ("a#b?c%d[e].txt", "../seeds/a%23b%3Fc%25d%5Be%5D.txt"),
        ("a\u202eb\n.txt", "../seeds/a%E2%80%AEb%0A.txt"),
    ],
)
def test_the_source_is_named_by_a_relative_path_and_its_iri(tmp_path: Path, name: str, iri: str) -> None:
    document = PlainDocument(SPEC_TEXT, tmp_path / "seeds" / name)
    made = new_set(document, "amal", "t@1", tmp_path / "annotations" / "x.json")
    assert made.source is not None and made.source.path == f"../seeds/{name}"
    assert made.source_iri == iri


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
@settings(suppress_health_check=[HealthCheck.filter_too_much])
def test_the_iri_of_a_path_leads_back_to_it(path: str) -> None:
    assert iri_path(path_iri(path)) == path.removeprefix("./")
    assert not set(' #?"<>\\^`{|}\n') & set(path_iri(path))
    assert ":" not in path_iri(path).split("/", 1)[0]


def test_a_source_whose_name_is_not_utf_8_can_be_written(tmp_path: Path) -> None:
    document = PlainDocument(SPEC_TEXT, tmp_path / os.fsdecode(b"\xff\xfe.txt"))
    made = new_set(document, "amal", "t@1", tmp_path / "annotations" / "x.json")
    save(made.path, made)
    assert load(made.path).set == made
