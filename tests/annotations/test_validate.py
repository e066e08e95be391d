from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from annotation_cases import spec_set
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from plain_document import SPEC_TEXT, PlainDocument

from tui_reader import annotations as package
from tui_reader.annotations.file import load, save, serialise
from tui_reader.annotations.positions import format_pointer, locate
from tui_reader.annotations.records.record import UnknownRecord
from tui_reader.annotations.tagset import default_tagset
from tui_reader.annotations.validate import validate
from tui_reader.errors import AnnotationFileError, DocumentError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.documents.document import Document

SCHEMA = json.loads((Path(package.__path__[0]) / "annotation-page.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def page(tmp_path: Path) -> dict[str, Any]:
    _, annotations, *_ = spec_set(tmp_path)
    found: dict[str, Any] = json.loads(serialise(annotations))
    return found


def write(folder: Path, page: Any, *, indent: int | None = None) -> Path:
    path = folder / "annotations" / "doc.txt.amal.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(page if isinstance(page, str) else json.dumps(page, indent=indent), encoding="utf-8")
    return path


def told(path: Path, **given: Any) -> list[str]:
    return [str(problem).removeprefix(f"{path}:") for problem in validate(path, **given)]


def reader(text: str = SPEC_TEXT) -> Callable[[Path], Document]:
    return lambda path: PlainDocument(text, path)


def put(page: Any, pointer: tuple[str | int, ...], value: Any) -> Any:
    """A copy of the page with one value replaced; `...` takes it away."""
    page = copy.deepcopy(page)
    inner = page
    for step in pointer[:-1]:
        inner = inner[step]
    if value is ...:
        del inner[pointer[-1]]
    else:
        inner[pointer[-1]] = value
    return page


def test_what_this_program_writes_is_in_order(tmp_path: Path) -> None:
    _, annotations, *_ = spec_set(tmp_path)
    save(annotations.path, annotations)
    assert validate(annotations.path, tagset=default_tagset(), read_source=reader()) == []
    assert validate(annotations.path) == []


POSITION = ("items", 0, "target", "selector", 1)
QUOTE = ("items", 0, "target", "selector", 0)
WHOLE_SOURCE = {"source": "../seeds/doc.txt"}
PART = WHOLE_SOURCE | {"selector": {"type": "TextPositionSelector", "start": 15, "end": 39}}
STRUCTURAL: list[tuple[tuple[str | int, ...], Any, str]] = [
    (("@context",), ..., "must name http://www.w3.org/ns/anno.jsonld"),
    (("@context",), "https://schema.org", "must name http://www.w3.org/ns/anno.jsonld"),
    (("id",), 5, "must be a string"),
    (("type",), "AnnotationCollection", 'must be "AnnotationPage"'),
    (("tui:format",), 0, "must be an integer >= 1, not 0"),
    (("tui:format",), "1", "must be an integer >= 1"),
    (("creator",), {"type": "Person"}, "must be a name or an object"),
    (("tui:tagset",), ["t"], "must be a string, not an array"),
    (("tui:source",), ..., "must be an object, not missing"),
    (("tui:source", "path"), "", "must be a string that is not empty"),
    (("tui:source", "sha256"), "abc", "64 hexadecimal digits"),
    (("tui:source", "length"), -1, "must be an integer >= 0, not -1"),
    (("tui:source", "unit"), "utf-16", 'must be "codepoint"'),
    (("tui:source", "newline"), "\n", "must be one of lf"),
    (("tui:source", "textDirection"), "right", "must be one of ltr"),
    (("items", 0), "x", "must be an object"),
    (("items", 0, "id"), ..., "must be a string that is not empty, not missing"),
    (("items", 0, "type"), "Note", 'must be "Annotation"'),
    (("items", 0, "motivation"), 1, "must be one motivation"),
    (("items", 0, "created"), "yesterday", "must be a moment like 2026-01-31T12:00:00Z"),
    (("items", 0, "modified"), "2026-01-31 12:00", "must be a moment"),
    (("items", 0, "body", 0, "value"), 5, "must be a string, not 5"),
    (("items", 0, "body", 1, "textDirection"), "up", "must be one of ltr"),
    (("items", 0, "bodyValue"), "both", "must not stand beside a body"),
    (("items", 0, "tui:attributes"), [], "must be an object"),
    (("items", 0, "tui:conflict"), "edited", "must be an object, not 'edited'"),
    (("items", 0, "target"), ..., "is missing"),
    (("items", 0, "target"), "urn:uuid:a0002", "is about another annotation"),
    (("items", 0, "target"), {"source": "urn:uuid:a0002"}, "is about another annotation"),
    (("items", 0, "target"), {"selector": []}, "must have a TextQuoteSelector or a TextPositionSelector"),
    (("items", 0, "target"), [PART, WHOLE_SOURCE], "names the whole source beside a part of it"),
    ((*QUOTE, "exact"), ..., "must be a string, not missing"),
    ((*QUOTE, "prefix"), 5, "must be a string, not 5"),
    ((*POSITION, "start"), 1.5, "must be an integer >= 0, not 1.5"),
    ((*POSITION, "start"), -3, "must be an integer >= 0, not -3"),
    ((*POSITION, "start"), True, "must be an integer >= 0, not true"),
    ((*POSITION, "end"), "39", "must be an integer >= 0, not '39'"),
    ((*POSITION, "end"), ..., "must be an integer >= 0, not missing"),
]


@pytest.mark.parametrize(("pointer", "value", "message"), STRUCTURAL)
def test_structure_is_checked_alike_here_and_by_the_schema(
    tmp_path: Path, page: dict[str, Any], pointer: tuple[str | int, ...], value: Any, message: str
) -> None:
    schema = Draft202012Validator(SCHEMA)
    assert schema.is_valid(page)
    broken = put(page, pointer, value)
    assert not schema.is_valid(broken)
    path = write(tmp_path, broken, indent=2)
    lines = [problem for problem in validate(path) if problem.pointer == format_pointer(pointer)]
    assert len(lines) == 1 and message in lines[0].message
    text = path.read_text(encoding="utf-8")
    assert lines[0].line == text.count("\n", 0, locate(text, 0, pointer)) + 1


CONFLICTS: list[tuple[dict[str, Any], str, str]] = [
    ({}, "kind", "must be one of edited, deleted, not missing"),
    ({"kind": "lost"}, "kind", "must be one of edited, deleted, not 'lost'"),
    ({"kind": "edited"}, "of", "must be a string that is not empty, not missing"),
    ({"kind": "edited", "of": ""}, "of", "must be a string that is not empty"),
    ({"kind": "deleted", "by": 5}, "by", "must be a string that is not empty, not 5"),
]


@pytest.mark.parametrize(("mark", "key", "message"), CONFLICTS)
def test_the_mark_of_a_conflict_is_checked_alike_here_and_by_the_schema(
    tmp_path: Path, page: dict[str, Any], mark: dict[str, Any], key: str, message: str
) -> None:
    schema = Draft202012Validator(SCHEMA)
    for sound in ({"kind": "edited", "of": "urn:a", "by": "amal", "x:k": 1}, {"kind": "deleted"}):
        whole = put(page, ("items", 0, "tui:conflict"), sound)
        assert schema.is_valid(whole) and all(each.is_warning for each in validate(write(tmp_path, whole)))
    broken = put(page, ("items", 0, "tui:conflict"), mark)
    assert not schema.is_valid(broken)
    (problem,) = [each for each in validate(write(tmp_path, broken)) if not each.is_warning]
    assert problem.pointer == format_pointer(("items", 0, "tui:conflict", key)) and message in problem.message


FIRST_SELECTORS = [
    {"type": "TextQuoteSelector", "exact": "نعم"},
    {"type": "TextPositionSelector", "start": 1, "end": 4},
]
MARKS: list[tuple[Any, tuple[str | int, ...], str]] = [
    ("moved", (), "must be an object, not 'moved'"),
    ({"from": [FIRST_SELECTORS]}, ("state",), "must be one of moved, changed, not missing"),
    ({"state": "exact", "from": [FIRST_SELECTORS]}, ("state",), "must be one of moved, changed, not 'exact'"),
    ({"state": "moved"}, ("from",), "must be an array with the selectors of each fragment"),
    ({"state": "moved", "from": []}, ("from",), "must be an array with the selectors of each fragment"),
    ({"state": "moved", "from": [[{"type": "TextQuoteSelector"}]]}, ("from", 0, 0, "exact"), "must be a string"),
    ({"state": "moved", "from": ["x"]}, ("from", 0), "must have a TextQuoteSelector"),
]


@pytest.mark.parametrize(("mark", "pointer", "message"), MARKS)
def test_the_mark_of_what_was_re_anchored_is_checked_alike_here_and_by_the_schema(
    tmp_path: Path, page: dict[str, Any], mark: Any, pointer: tuple[str | int, ...], message: str
) -> None:
    schema = Draft202012Validator(SCHEMA)
    for sound in (
        {"state": "moved", "from": [FIRST_SELECTORS], "x:k": 1},
        {"state": "changed", "from": FIRST_SELECTORS},
    ):
        whole = put(page, ("items", 0, "tui:anchored"), sound)
        assert schema.is_valid(whole)
        (problem,) = validate(write(tmp_path, whole))
        assert problem.is_warning and "nobody has confirmed it yet" in problem.message
    broken = put(page, ("items", 0, "tui:anchored"), mark)
    assert not schema.is_valid(broken)
    problems = [problem for problem in validate(write(tmp_path, broken)) if not problem.is_warning]
    (problem,) = problems
    assert problem.pointer == format_pointer(("items", 0, "tui:anchored", *pointer)) and message in problem.message


SUGGESTED: list[tuple[Any, str, tuple[str | int, ...], str]] = [
    ("quotations", "tui:suggesting", (), "must be an object, not 'quotations'"),
    (..., "tui:suggesting", (), "must be an object, not missing or null"),
    ({}, "tui:suggesting", ("origin",), "must be a string that is not empty"),
    ({"origin": ""}, "tui:suggesting", ("origin",), "must be a string that is not empty"),
    ({"origin": "q", "score": 1.5}, "tui:suggesting", ("score",), "must be a number from 0 to 1, not 1.5"),
    ({"origin": "q", "score": True}, "tui:suggesting", ("score",), "must be a number from 0 to 1, not true"),
    ({"origin": "q", "tag": 5}, "tui:suggesting", ("tag",), "must be a string that is not empty"),
    ({"origin": "q", "spans": [[1]]}, "tui:suggesting", ("spans",), "must be an array of [start, end]"),
    ({"origin": "q", "spans": [[1, "2"]]}, "tui:suggesting", ("spans",), "must be an array of [start, end]"),
    ({"origin": "q", "decision": "maybe"}, "tagging", ("decision",), "must be one of accepted, changed, rejected"),
]
STANDINGS: list[tuple[Any, Any, str]] = [
    ({"origin": "q"}, "tagging", "must be tui:suggesting"),
    ({"origin": "q", "decision": "rejected"}, ["tagging"], "must be tui:suggesting"),
    ({"origin": "q", "decision": "accepted"}, "tui:suggesting", "must not be tui:suggesting"),
    ({"origin": "q", "decision": "changed"}, ["tagging", "tui:suggesting"], "must not be tui:suggesting"),
]


def suggested_page(page: dict[str, Any], member: Any, motivation: Any) -> dict[str, Any]:
    marked: dict[str, Any] = put(page, ("items", 0, "motivation"), motivation)
    return marked if member is ... else put(marked, ("items", 0, "tui:suggested"), member)


@pytest.mark.parametrize(("member", "motivation", "pointer", "message"), SUGGESTED)
def test_what_is_suggested_is_checked_alike_here_and_by_the_schema(
    tmp_path: Path, page: dict[str, Any], member: Any, motivation: Any, pointer: tuple[str | int, ...], message: str
) -> None:
    schema = Draft202012Validator(SCHEMA)
    broken = suggested_page(page, member, motivation)
    assert not schema.is_valid(broken)
    problems = [problem for problem in validate(write(tmp_path, broken)) if "motivation" not in problem.pointer]
    (problem,) = problems
    assert problem.pointer == format_pointer(("items", 0, "tui:suggested", *pointer)) and message in problem.message


@pytest.mark.parametrize(("member", "motivation", "message"), STANDINGS)
def test_what_is_not_accepted_is_no_annotation_to_anybody(
    tmp_path: Path, page: dict[str, Any], member: Any, motivation: Any, message: str
) -> None:
    schema = Draft202012Validator(SCHEMA)
    broken = suggested_page(page, member, motivation)
    assert not schema.is_valid(broken)
    (problem,) = validate(write(tmp_path, broken))
    assert problem.pointer == "items[0].motivation" and message in problem.message


def test_what_suggestions_may_say_is_in_order(tmp_path: Path, page: dict[str, Any]) -> None:
    schema = Draft202012Validator(SCHEMA)
    for member, motivation in (
        ({"origin": "q"}, "tui:suggesting"),
        ({"origin": "q", "score": 0, "x:k": 1}, ["tui:suggesting", "assessing"]),
        ({"origin": "q", "score": 0.5, "decision": "rejected"}, "tui:suggesting"),
        ({"origin": "q", "score": 1, "decision": "accepted"}, "tagging"),
        ({"origin": "q", "decision": "changed", "tag": "Quote", "spans": [[1, 3], [5, 6]]}, "tagging"),
    ):
        whole = suggested_page(page, member, motivation)
        assert schema.is_valid(whole) and validate(write(tmp_path, whole)) == []
    for member in ({"origin": "q"}, {"origin": "q", "decision": "accepted"}):
        linked = put(page, ("items", 2, "tui:suggested"), member)
        assert schema.is_valid(linked) and validate(write(tmp_path, linked)) == []


def test_a_member_of_the_page_that_two_have_changed_is_told_of(tmp_path: Path, page: dict[str, Any]) -> None:
    unsettled = {**page, "tui:conflict": {"ex:k": 3}}
    assert not Draft202012Validator(SCHEMA).is_valid(unsettled)
    (problem,) = validate(write(tmp_path, unsettled))
    assert problem.pointer == "tui:conflict.ex:k" and "choose one value" in problem.message


def test_the_schema_is_a_schema_and_takes_what_others_add(page: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    page["x:note"] = page["items"][0]["x:k"] = page["items"][0]["target"]["selector"][0]["x:k"] = [1]
    reply = {"id": "urn:p", "type": "Annotation", "motivation": "replying", "target": "urn:uuid:a0001"}
    page["items"].append(reply | {"body": {"type": "TextualBody", "value": "نعم"}})
    assert list(Draft202012Validator(SCHEMA).iter_errors(page)) == []


EMPTY: dict[str, Any] = {"type": "TextQuoteSelector", "exact": ""}
POINT = {"type": "TextPositionSelector", "start": 15, "end": 15}


@pytest.mark.parametrize(
    "target",
    [
        "../seeds/doc.txt",
        WHOLE_SOURCE,
        [WHOLE_SOURCE | {"selector": None}],
        WHOLE_SOURCE | {"selector": []},
        WHOLE_SOURCE | {"selector": [EMPTY | {"prefix": "«", "suffix": "ارتفعت"}, POINT]},
        WHOLE_SOURCE | {"selector": EMPTY | {"prefix": "«"}},
        WHOLE_SOURCE | {"selector": POINT},
    ],
)
def test_the_document_as_a_whole_and_points_are_in_order(tmp_path: Path, page: dict[str, Any], target: Any) -> None:
    page["items"][0]["target"] = target
    assert list(Draft202012Validator(SCHEMA).iter_errors(page)) == []
    told_of = validate(write(tmp_path, page), tagset=default_tagset(), read_source=reader())
    assert told_of == []


def test_a_point_with_nothing_around_it_is_told_of_here_and_by_the_schema(tmp_path: Path, page: dict[str, Any]) -> None:
    page["items"][0]["target"]["selector"] = [EMPTY, POINT]
    assert not Draft202012Validator(SCHEMA).is_valid(page)
    assert any("must not be empty where there is neither" in line for line in told(write(tmp_path, page)))


def test_what_names_another_record_as_its_source_is_not_about_the_document(
    tmp_path: Path, page: dict[str, Any]
) -> None:
    page["items"][0]["id"] = page["items"][2]["target"] = "https://example.org/1"
    note = {"id": "urn:p", "type": "Annotation", "target": "https://example.org/1", "bodyValue": "نعم"}
    page["items"].append(note)
    path = write(tmp_path, page)
    assert any("items[3].target: is about another annotation" in line for line in told(path))
    loaded = load(path)
    assert [record.id for record in loaded.set.records if isinstance(record, UnknownRecord)] == ["urn:p"]
    assert not loaded.read_only and len(loaded.problems) == 1


def test_a_problem_reads_like_a_compilers_message(tmp_path: Path, page: dict[str, Any]) -> None:
    _, annotations, claim, citation, _ = spec_set(tmp_path)
    broken = citation.json.replace('"start": 41', '"start": 1.5')
    path = write(tmp_path, serialise(annotations.with_records([claim, UnknownRecord(broken, "")])))
    assert [str(problem) for problem in validate(path)] == [
        f"{path}:9: items[1].target.selector[1].start: must be an integer >= 0, not 1.5"
    ]


@pytest.mark.parametrize(
    ("pointer", "value", "message"),
    [
        ((*POSITION, "end"), 14, "items[0].target.selector[1].end: must not be less than start (15), not 14"),
        ((*QUOTE, "exact"), "", "items[0].target.selector[1]: covers 24 code points, but the quote has 0"),
        (("items", 0, "target"), "https://example.org/", 'items[0].target: names "https://example.org/", but'),
        (("items", 1, "id"), "urn:uuid:a0001", "items[1].id: is the id of an earlier record"),
        (
            ("items", 2, "target"),
            "urn:uuid:x",
            'items[2].target: leads to "urn:uuid:x", which is not in this',
        ),
        (
            ("items", 2, "body", 0, "source"),
            "urn:x",
            'items[2].body: leads to "urn:x", which is not in this file',
        ),
        (("items",), {}, "items: must be an array of annotations"),
        (("tui:format",), 2, "tui:format: is 2; this program knows formats up to 1"),
        (("items", 0, "target", "source"), "../other.txt", 'items[0].target.source: names "../other.txt"'),
    ],
)
def test_what_no_schema_can_say_is_checked_too(
    tmp_path: Path, page: dict[str, Any], pointer: tuple[str | int, ...], value: Any, message: str
) -> None:
    assert any(f" {message}" in line for line in told(write(tmp_path, put(page, pointer, value))))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            '"length": 49',
            '"length": 49, "length": 49',
            '5: tui:source.length: the key "length" is given twice',
        ),
        ('"tui:tagset"', '"tui:format": 1, "tui:tagset"', "6: tui:format: is given twice"),
        ('"start": 15', '"start": NaN', "8: items[0].target.selector[1].start: NaN is not a JSON number"),
        (
            '"start": 15',
            '"start": 15, "x": "\\ud800"',
            "8: items[0].target.selector[1].x: the text holds half",
        ),
        ('"start": 15', '"start": 15,', "8: items[0]: is not JSON: Expecting property name"),
        ("]\n}\n", "]\n}\n]", "13: $: is not JSON: Extra data after the page"),
    ],
)
def test_what_json_readers_disagree_on_is_told(tmp_path: Path, old: str, new: str, message: str) -> None:
    _, annotations, *_ = spec_set(tmp_path)
    lines = told(write(tmp_path, serialise(annotations).replace(old, new, 1)))
    assert any(line.startswith(message) for line in lines), lines


def test_one_break_is_told_once(tmp_path: Path) -> None:
    _, annotations, *_ = spec_set(tmp_path)
    text = serialise(annotations).replace('"tui:format": 1', '"tui:format": NaN')
    assert told(write(tmp_path, text)) == ["3: tui:format: NaN is not a JSON number"]


@pytest.mark.parametrize(
    ("pointer", "value", "message"),
    [
        (
            ("items", 0, "body", 0, "value"),
            "Klaim",
            'items[0].body: "Klaim" is not a tag of claims-citations@1',
        ),
        (("items", 2, "body", 1, "value"), "sights", 'items[2].body: "sights" is not a relation of claims'),
        (("items", 1, "body", 0, "value"), "Cue", "items[2]: cites does not join Claim to Cue"),
        (
            ("items", 0, "tui:attributes", "mood"),
            "good",
            "items[0].tui:attributes.mood: is not an attribute this may have in the tagset",
        ),
        (
            ("items", 0, "tui:attributes", "check_worthiness"),
            "cfs",
            'items[0].tui:attributes.check_worthiness: must be enumerated of NFS, UFS, CFS, not "cfs"',
        ),
        (("items", 0, "tui:attributes", "claim_type"), "causal", "must be several of event-property"),
    ],
)
def test_what_the_tagset_does_not_know_is_told(
    tmp_path: Path, page: dict[str, Any], pointer: tuple[str | int, ...], value: Any, message: str
) -> None:
    path = write(tmp_path, put(page, pointer, value))
    assert validate(path) == []
    assert any(message in line for line in told(path, tagset=default_tagset()))


@pytest.mark.parametrize(
    "named", ["../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "\\\\server\\x", "../link/passwd"]
)
def test_a_source_outside_is_never_read(tmp_path: Path, page: dict[str, Any], named: str) -> None:
    def reading(_: Path) -> Document:
        pytest.fail("the source was read")

    (tmp_path / "link").symlink_to("/etc")
    path = write(tmp_path, put(page, ("tui:source", "path"), named))
    lines = told(path, read_source=reading)
    assert len(lines) == 1 and "tui:source.path" in lines[0] and "leads out of" in lines[0]


def test_a_repository_is_the_root(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    _, annotations, *_ = spec_set(below)
    annotations.path.parent.mkdir(parents=True)
    text = serialise(annotations).replace("../seeds/doc.txt", "../../../seeds/doc.txt")
    annotations.path.write_text(text, encoding="utf-8")
    assert validate(annotations.path) == []
    assert validate(annotations.path, root=below)


def test_quotes_and_positions_are_compared_with_the_source(tmp_path: Path, page: dict[str, Any]) -> None:
    shifted = put(put(page, (*POSITION, "start"), 16), (*POSITION, "end"), 40)
    there, quoted = '"رتفعت الأسعار بنسبة ١٢٪»"', '"ارتفعت الأسعار بنسبة ١٢٪"'
    assert told(write(tmp_path, shifted), read_source=reader()) == [
        f"1: items[0].target.selector[1]: the source says {there} there, the quote {quoted}"
    ]
    beyond = put(page, (*POSITION, "end"), 60)
    assert told(write(tmp_path, beyond), read_source=reader()) == [
        "1: items[0].target.selector[1].end: is 60, but the source has 49 code points"
    ]


def test_a_changed_or_missing_source_is_told(tmp_path: Path, page: dict[str, Any]) -> None:
    def missing(path: Path) -> Document:
        raise DocumentError(path, "does not exist")

    path = write(tmp_path, page)
    assert told(path, read_source=missing) == ["1: tui:source.path: cannot be read: does not exist"]
    changed = told(path, read_source=reader(SPEC_TEXT + "زيادة"))
    assert changed == ["1: tui:source.sha256: is not that of the source: it has changed since"]
    wrong = write(tmp_path, put(page, ("tui:source", "length"), 50))
    assert told(wrong, read_source=reader()) == ["1: tui:source.length: is 50, but the source has 49 code points"]


@pytest.mark.parametrize("content", [b"", b" \n", b"\xef\xbb\xbf"])
def test_what_holds_nothing_is_a_file_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(AnnotationFileError):
        validate(path)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32", "utf-32-le"])
def test_another_encoding_is_told_and_read_all_the_same(tmp_path: Path, page: dict[str, Any], encoding: str) -> None:
    path = write(tmp_path, put(page, ("items", 0, "type"), "Note"), indent=1)
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    first, *others = told(path)
    assert first.startswith("1: $: is UTF-") and first.endswith(", not UTF-8")
    assert any("items[0].type: must be" in line for line in others)


def test_wrong_bytes_are_told_with_their_lines(tmp_path: Path) -> None:
    _, annotations, *_ = spec_set(tmp_path)
    path = write(tmp_path, serialise(annotations))
    lines = path.read_bytes().split(b"\n")
    for number in (7, 9):
        lines[number] = lines[number].replace(b"2026", b"\xff\xc026", 1)
    path.write_bytes(b"\n".join(lines))
    assert [line for line in told(path) if "UTF-8" in line] == ["8: $: is not UTF-8", "10: $: is not UTF-8"]


def test_a_broken_line_costs_that_line(tmp_path: Path) -> None:
    _, annotations, *_ = spec_set(tmp_path)
    lines = serialise(annotations).split("\n")
    lines[7:8] = ["<<<<<<< HEAD", lines[7], "=======", lines[7].replace("Claim", "Klaim"), ">>>>>>> theirs"]
    lines[13] = lines[13].replace("linking", "replying").replace('"target": "urn', '"target": "')
    assert told(write(tmp_path, "\n".join(lines)), tagset=default_tagset()) == [
        "8: items[0]: is not JSON: Expecting value",
        "10: items[1]: is not JSON: Expecting a record on a line of its own",
        "11: items[1].id: is the id of an earlier record",
        "12: items[2]: is not JSON: Expecting a record on a line of its own",
    ]


WARNINGS: list[tuple[tuple[str | int, ...], Any, str]] = [
    (("items", 0, "modified"), "2026-01-31T11:59:59Z", "is before it was created"),
    (("items", 0, "created"), "2199-01-01T00:00:00+01:00", "is in the future: '2199-01-01T00:00:00+01:00'"),
    (("items", 0, "body", 0, "value"), "Cla\u202eim", "holds a control character that nobody sees: U+202E"),
    (("items", 0, "body", 0, "value"), " ", "is a name without a letter"),
    (("items", 2, "body", 1, "value"), "ci\u200btes", "holds a control character that nobody sees: U+200B"),
    (("items", 0, "tui:attributes", "a\tb"), 1, "holds a control character that nobody sees: U+0009"),
    (("items", 0, "tui:conflict"), {"kind": "deleted"}, "is a conflict of two changes"),
    (("items", 0, "tui:anchored"), {"state": "moved", "from": [FIRST_SELECTORS]}, "was placed anew"),
    (("items", 2, "target"), "urn:uuid:a0002", "leads to where it goes out from"),
    (("creator", "nickname"), "badr", 'is "badr", but the file is called after "amal"'),
    (("creator", "nickname"), "am\u2067al", "holds a control character that nobody sees: U+2067"),
    (("tui:source", "path"), "../seeds/other.txt", 'is "other.txt", but the file is called after "doc.txt"'),
    (("tui:source", "encoding"), "windows-1256", 'is "windows-1256", but the source is read as "utf-8"'),
    (("tui:source", "newline"), "crlf", 'is "crlf", but the source is read as "lf"'),
    ((*QUOTE, "prefix"), "لا", "the text before or behind it is not as its prefix and suffix say"),
    (("tui:tagset",), "claims@2", 'is "claims@2", but the tagset here is claims-citations@1'),
]


@pytest.mark.parametrize(("pointer", "value", "message"), WARNINGS)
def test_what_is_right_and_odd_is_a_warning(
    tmp_path: Path, page: dict[str, Any], pointer: tuple[str | int, ...], value: Any, message: str
) -> None:
    path = write(tmp_path, put(page, pointer, value))
    found = validate(path, tagset=default_tagset(), read_source=reader())
    [warning] = [problem for problem in found if message in problem.message]
    assert warning.is_warning and ": warning: " in str(warning)
    assert warning.pointer.startswith(format_pointer(pointer[:1]))


def test_a_quote_that_is_not_as_long_as_its_position_is_told_without_the_source(
    tmp_path: Path, page: dict[str, Any]
) -> None:
    assert told(write(tmp_path, put(page, (*POSITION, "end"), 40))) == [
        "1: items[0].target.selector[1]: covers 25 code points, but the quote has 24"
    ]


def test_an_id_of_the_page_is_no_id_of_a_record(tmp_path: Path, page: dict[str, Any]) -> None:
    assert told(write(tmp_path, put(page, ("id",), "urn:uuid:a0001"))) == ["1: id: is the id of a record too"]


def test_more_than_anybody_reads_is_not_told(tmp_path: Path, page: dict[str, Any]) -> None:
    problems = validate(write(tmp_path, put(page, ("items",), [0] * 5000)))
    assert len(problems) == 1001 and "the rest was not looked at" in problems[-1].message


@pytest.mark.parametrize("text", ["[]", "17", '"x"', "{", "[" * 100_000, '{"items": ' + "[" * 100_000, "{}"])
def test_any_json_gets_an_answer(tmp_path: Path, text: str) -> None:
    assert validate(write(tmp_path, text))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 60) | st.floats() | st.sampled_from(["", "Claim", "urn:uuid:a0001"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "value", "selector", "source", "id"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.data())
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_value_anywhere_gets_an_answer(tmp_path: Path, page: dict[str, Any], data: st.DataObject) -> None:
    pointers: list[tuple[str | int, ...]] = []

    def walk(value: Any, pointer: tuple[str | int, ...]) -> None:
        pointers.append(pointer)
        members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for step, member in members:
            walk(member, (*pointer, step))

    walk(page, ())
    broken = put(page, data.draw(st.sampled_from(pointers[1:])), data.draw(json_values))
    problems = validate(write(tmp_path, broken), tagset=default_tagset(), read_source=reader())
    assert all(problem.line == 1 and "\n" not in str(problem) for problem in problems)
