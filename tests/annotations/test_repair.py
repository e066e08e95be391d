"""Repairs one by one. That none of them loses anything, whatever the damage, is with row 16 of the matrix."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from annotation_cases import numbered, spec_set
from plain_document import SPEC_TEXT, PlainDocument

from tui_reader.annotations.file import serialise
from tui_reader.annotations.repair import Unrepairable, repaired

if TYPE_CHECKING:
    from tui_reader.annotations.repair import Repaired

PATH = Path("annotations/doc.txt.amal.json")
TEXT = serialise(spec_set(Path("/work"))[1])
LINES = TEXT.split("\n")
CLAIM, CITATION, RELATION = LINES[7:10]


def repair(text: str | bytes, source: str = SPEC_TEXT) -> Repaired:
    """The repair, which a second one leaves alone."""
    content = text.encode() if isinstance(text, str) else text
    found = repaired(PATH, content, lambda _: PlainDocument(source), new_id=numbered("new"))
    again = repaired(PATH, found.text.encode(), lambda _: PlainDocument(source))
    assert (again.text, again.repairs, again.unreadable) == (found.text, [], b"")
    return found


def told(found: Repaired) -> list[str]:
    return [str(problem).removeprefix(f"{PATH}:") for problem in found.repairs]


def with_records(*lines: str) -> str:
    return "\n".join([*LINES[:7], ",\n".join(line.rstrip(",") for line in lines), *LINES[10:]])


def test_a_set_in_order_is_left_as_it_is() -> None:
    assert repair(TEXT) == (TEXT, [], b"")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_it_becomes_plain_utf_8(encoding: str) -> None:
    found = repair(TEXT.encode(encoding))
    assert found.text == TEXT and told(found) == ["1: $: is plain UTF-8"]


@pytest.mark.parametrize("other", [TEXT.replace("\n", "\r\n"), TEXT.replace(", ", ",\n"), TEXT[:-1]])
def test_it_is_laid_out_with_one_record_a_line(other: str) -> None:
    found = repair(other)
    assert found.text == TEXT and told(found) == ["1: $: is laid out with one record a line"]


def test_members_keys_and_records_are_put_in_order_and_numbers_keep_their_spelling() -> None:
    page = json.loads(TEXT)
    first = page["items"][0]
    page["items"] = [page["items"][2], page["items"][1], {"x:k": "KEPT", **dict(reversed(first.items()))}]
    text = json.dumps(dict(reversed(page.items())), ensure_ascii=False).replace('"KEPT"', "1.50")
    found = repair(text)
    claim = CLAIM.rstrip(",")
    assert found.text == TEXT.replace(claim, f'{claim[:-1]}, "x:k": 1.50}}')
    assert {line.partition(": ")[2] for line in told(found)} == {
        "$: is laid out with one record a line",
        "$: has its members in order",
        "items[2]: has its keys in order",
        "items: are in order",
    }


@pytest.mark.parametrize("missing", ['"id": "urn:uuid:a0002", ', None, ""])
def test_a_record_without_an_id_gets_one(missing: str | None) -> None:
    nameless = (
        CITATION.replace(missing, "")
        if missing
        else CITATION.replace('"urn:uuid:a0002"', "null" if missing is None else '""')
    )
    found = repair(with_records(CLAIM, nameless))
    assert json.loads(found.text)["items"][1] == json.loads(CITATION.rstrip(",")) | {"id": "urn:uuid:new0001"}
    assert told(found) == ["9: items[1].id: is a new id"]


def test_of_two_records_with_one_id_the_second_gets_another_unless_somebody_means_the_id() -> None:
    other = CITATION.replace("urn:uuid:a0002", "urn:uuid:a0001")
    found = repair(with_records(CLAIM, other))
    assert [record["id"] for record in json.loads(found.text)["items"]] == ["urn:uuid:a0001", "urn:uuid:new0001"]
    linked = with_records(CLAIM, RELATION, other)
    assert repair(linked).text == linked
    hidden = with_records(CLAIM, other, '{"x": NaN, "y": "urn:uuid:a\\u0030001"}')
    assert repair(hidden).text == hidden


def test_a_record_that_stands_twice_stands_once() -> None:
    again = CLAIM.replace(", ", " ,\t")
    found = repair(with_records(CLAIM, CITATION, again, RELATION))
    assert found.text == TEXT and told(found) == ["10: items[2]: is the same record once more, and is given once"]
    almost = with_records(CLAIM.replace('"ref"', '"reg"'), CITATION)
    assert repair(almost).text == almost


def test_what_cannot_be_read_is_handed_back() -> None:
    cut = TEXT[: TEXT.index('"urn:uuid:r0001"')]
    found = repair(cut)
    assert found.text == with_records(CLAIM, CITATION)
    assert found.unreadable.decode() == cut.split("\n")[-1].rstrip() + "\n"
    assert told(found) == ["10: items[2]: what cannot be read is put beside the set"]
    marked = "\n".join([*LINES[:7], "<<<<<<< a", CLAIM, "=======", CITATION, ">>>>>>> b", *LINES[9:], "{}", "x"])
    found = repair(marked)
    assert found.text == TEXT
    assert found.unreadable == b"<<<<<<< a\n=======\n>>>>>>> b\n{}\nx\n"


def test_bytes_that_are_no_characters_are_handed_back_as_they_were() -> None:
    broken = TEXT.encode().replace(b'"ref": "9"', b'"ref": "\xff"')
    found = repair(broken)
    assert found.text == with_records(CLAIM, RELATION)
    assert b'"ref": "\xff"' in found.unreadable


@pytest.mark.parametrize(("old", "new"), [("},\n{", "}\n{"), ("}\n]", "},\n]"), ("\n]\n}\n", ""), ("\n]\n}", "\n]")])
def test_commas_and_brackets_are_put_back(old: str, new: str) -> None:
    found = repair(TEXT.replace(old, new, 1))
    assert (found.text, found.unreadable) == (TEXT, b"") and len(found.repairs) == 1


@pytest.mark.parametrize(
    ("key", "value", "right"),
    [("length", 7, "49"), ("length", True, "49"), ("newline", "crlf", '"lf"'), ("encoding", ..., '"utf-8"')],
)
def test_what_is_said_of_the_source_is_counted_again_where_it_is_the_same(key: str, value: Any, right: str) -> None:
    page = json.loads(TEXT)
    page["tui:source"][key] = value
    if value is ...:
        del page["tui:source"][key]
    text = TEXT.replace(LINES[4], f'"tui:source": {json.dumps(page["tui:source"])},')
    found = repair(text)
    assert json.loads(found.text) == json.loads(TEXT)
    assert told(found) == [f"5: tui:source.{key}: is {right}, as in the source"]
    assert repair(text, SPEC_TEXT + "زيادة").text == text


def test_what_stands_around_a_quote_is_read_again_where_the_quote_stands() -> None:
    page = json.loads(TEXT)
    quote = page["items"][0]["target"]["selector"][0]
    quote["prefix"], quote["suffix"] = "لا", ""
    text = with_records(json.dumps(page["items"][0], ensure_ascii=False), CITATION, RELATION)
    found = repair(text)
    assert found.text == TEXT
    assert told(found) == ["8: items[0].target.selector[0]: has the prefix and the suffix that stand in the source"]
    quote["exact"] = "غيره"
    text = with_records(json.dumps(page["items"][0], ensure_ascii=False), CITATION, RELATION)
    assert repair(text).text == text


def test_what_would_be_a_guess_is_left() -> None:
    for old, new in (
        ("urn:uuid:a0002", "urn:uuid:gone"),
        ('"created": "2026', '"created": "2036'),
        ('"start": 41', '"start": 41.0'),
        ('"unit": "codepoint"', '"unit": "utf-16"'),
        ("../seeds/doc.txt", "/etc/passwd"),
        ('"ref": "9"', '"ref": NaN'),
        ('"ref": "9"', '"ref": "9", "ref": "9"'),
    ):
        text = TEXT.replace(old, new, 1)
        found = repair(text)
        # What is not understood stands behind all else.
        assert {problem.message for problem in found.repairs} <= {"are in order"} and not found.unreadable
        assert sorted(line.rstrip(",") for line in found.text.split("\n")) == sorted(
            line.rstrip(",") for line in text.split("\n")
        )


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"creator"', "creator", "the page itself is broken on line 4"),
        ('"id": "urn:uuid:page"', '"id": "\ud800"', "line 3"),
        ('"creator"', '"id": "urn:uuid:other", "creator"', "id is given twice, and not alike"),
        ('"creator"', '"\\ud800": 1, "creator"', "a key of the page is no text on line 4"),
        ('"AnnotationPage"', '"Page"', "its type is not"),
        ('"items"', '"Items"', "no list of items"),
        ('"tui:format": 1', '"tui:format": 2', "is 2; this program knows formats up to 1"),
    ],
)
def test_a_page_that_a_person_has_to_mend_first_is_refused(old: str, new: str, reason: str) -> None:
    with pytest.raises(Unrepairable, match=reason):
        repair(TEXT.replace(old, new, 1).encode("utf-8", "surrogatepass"))
