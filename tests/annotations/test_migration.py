"""Tags renamed, merged and split: records and the tagset follow, and nothing else changes."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from annotation_cases import annotate, spec_set
from hypothesis import given
from hypothesis import strategies as st
from plain_document import SPEC_TEXT, PlainDocument

from tui_reader.annotations.migration import (
    CannotMigrate,
    Migration,
    merge,
    migrated,
    migrated_tagset,
    rename,
    split,
)
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.record import UnknownRecord, read_record
from tui_reader.annotations.records.relation import Relation
from tui_reader.annotations.strict_json import encode
from tui_reader.annotations.tagset import default_tagset_text, parse_tagset
from tui_reader.text.span import Span

PLACE = Path("tagset.toml")
SMALL = """\
# Made by hand.
name   = "small"   # two tags
version = 4
[[tag]]
name = "A"  # the first
key = "a"
attribute = [ { name = "sure", kind = "boolean" }, { name = "kind", kind = "several", values = ["x", "y"] } ]
[[tag]]
name = 'B'
parent_note = "never"
"""


def record_of(json_value: dict[str, Any]) -> Annotation | Relation:
    return read_record(json_value, encode(json_value))


def json_of(record: Annotation | Relation | UnknownRecord) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(record.json)
    found.pop("modified", None)
    return found


anything = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
unknown = st.dictionaries(st.text("xyz:", min_size=3, max_size=6), anything, max_size=3)
names = st.sampled_from(["Claim", "Quote", "ادعاء", "New tag"])


@st.composite
def records(draw: st.DrawFn) -> Annotation:
    """An annotation as other programs write it: several tags, keys nobody knows on every level."""
    tags = draw(st.lists(names, max_size=3, unique=True))
    bodies = [{"type": "TextualBody", "purpose": "tagging", "value": tag, **draw(unknown)} for tag in tags]
    bodies.append({"type": "TextualBody", "purpose": "commenting", "value": draw(st.text(max_size=9)), **draw(unknown)})
    attributes = draw(st.dictionaries(st.sampled_from(["verdict", "claim_type", "z"]), anything, max_size=3))
    target = {"source": "d.txt", "selector": {"type": "TextPositionSelector", "start": 1, "end": 2}, **draw(unknown)}
    found = record_of(
        {
            "id": "urn:x",
            "type": "Annotation",
            "motivation": "tagging",
            "body": draw(st.permutations(bodies)),
            "target": target,
            **({"tui:attributes": attributes} if attributes else {}),
            **draw(unknown),
        }
    )
    assert isinstance(found, Annotation)
    return found


@given(records(), names, names)
def test_only_the_name_changes_and_back_again_all_is_as_it_was(record: Annotation, old: str, new: str) -> None:
    there = migrated(record, rename(old, new)).record
    assert isinstance(there, Annotation)
    wanted = list(dict.fromkeys(new if tag == old else tag for tag in record.tags))
    assert sorted(there.tags) == sorted(wanted)
    if old not in record.tags or old == new:
        assert json_of(there) == json_of(record)
    elif new not in record.tags:
        assert list(there.tags) == wanted
        assert json_of(migrated(there, rename(new, old)).record) == json_of(record)


@given(records(), names, names, anything)
def test_a_merge_adds_an_answer_and_never_takes_one(record: Annotation, old: str, new: str, answer: Any) -> None:
    if answer is None:
        return
    there = migrated(record, merge(old, new, [("verdict", answer)]))
    assert isinstance(there.record, Annotation)
    before, after = dict(record.attributes), dict(there.record.attributes)
    if old not in record.tags:
        assert there.record is record
    elif "verdict" not in before:
        assert after == before | {"verdict": answer}
    else:
        kept = before["verdict"]
        if isinstance(kept, list):
            assert all(item in after["verdict"] for item in kept)
        else:
            assert after == before
            # What was answered differently is told.
            assert bool(there.remark) == (json.dumps(kept) != json.dumps(answer))


def claim(**attributes: Any) -> Annotation:
    return annotate(PlainDocument(SPEC_TEXT), Span(15, 39), tags=["Claim"], attributes=attributes)


@pytest.mark.parametrize(
    ("attributes", "tag", "left"),
    [
        ({"verdict": "refuted", "url": "x"}, "False claim", {"url": "x"}),
        ({"verdict": "supported"}, "True claim", {}),
        ({"verdict": "unverified"}, "Claim", {"verdict": "unverified"}),
        ({}, "Claim", {}),
        ({"verdict": ["refuted"]}, "False claim", {}),
        ({"verdict": ["refuted", "odd"]}, "False claim", {"verdict": ["odd"]}),
        ({"verdict": ["refuted", "supported"]}, "Claim", {"verdict": ["refuted", "supported"]}),
        ({"verdict": {"refuted": 1}}, "Claim", {"verdict": {"refuted": 1}}),
    ],
)
def test_a_split_goes_by_the_answer(attributes: dict[str, Any], tag: str, left: dict[str, Any]) -> None:
    parting = split("Claim", "verdict", [("refuted", "False claim"), ("supported", "True claim")])
    there = migrated(claim(**attributes), parting)
    assert isinstance(there.record, Annotation)
    assert (there.record.tags, dict(there.record.attributes)) == ((tag,), left)
    assert bool(there.remark) == (attributes == {"verdict": ["refuted", "supported"]})


def test_true_is_not_one_and_answers_stay_where_they_are_to_stay() -> None:
    parting = split("Claim", "sure", [(True, "Sure")], keeps_answers=True)
    assert migrated(claim(sure=1), parting).record.json == claim(sure=1).json
    there = migrated(claim(sure=True), parting).record
    assert isinstance(there, Annotation)
    assert (there.tags, dict(there.attributes)) == (("Sure",), {"sure": True})


def test_links_are_called_differently_and_tags_of_that_name_are_not(tmp_path: Path) -> None:
    *_, cites = spec_set(tmp_path)
    there = migrated(cites, rename("cites", "rests_on", of_relations=True)).record
    assert isinstance(there, Relation)
    assert (there.name, there.source, there.target, there.id) == ("rests_on", cites.source, cites.target, cites.id)
    assert migrated(cites, rename("cites", "rests_on")).record is cites
    tagged = annotate(PlainDocument(SPEC_TEXT), Span(15, 39), tags=["cites"])
    assert migrated(tagged, rename("cites", "rests_on", of_relations=True)).record is tagged


# The tagset


def lines_changed(before: str, after: str) -> list[tuple[str, str]]:
    pairs = zip(before.splitlines(), after.splitlines(), strict=True)
    return [(old, new) for old, new in pairs if old != new]


def test_a_renamed_tag_is_renamed_wherever_the_tagset_names_it_and_no_other_line_changes() -> None:
    text = default_tagset_text()
    there = migrated_tagset(text, PLACE, rename("Claim", "Statement"))
    for old, new in lines_changed(text, there):
        assert new in (old.replace('"Claim"', '"Statement"'), "version = 2")
    tagset, _ = parse_tagset(there, PLACE)
    assert tagset is not None and tagset.tag("Claim") is None
    assert "Claim" not in {end for kind in tagset.relations for end in (*kind.sources, *kind.targets)}
    back = migrated_tagset(there, PLACE, rename("Statement", "Claim"))
    assert back.replace("version = 3", "version = 1") == text


def test_a_merged_tag_is_gone_and_what_was_answered_about_it_can_be_answered() -> None:
    there = migrated_tagset(default_tagset_text(), PLACE, merge("Evidence", "Claim", [("evidence_kind", "expert")]))
    before, _ = parse_tagset(default_tagset_text(), PLACE)
    tagset, _ = parse_tagset(there, PLACE)
    assert before is not None and tagset is not None
    merged, old, new = tagset.tag("Claim"), before.tag("Evidence"), before.tag("Claim")
    assert merged is not None and old is not None and new is not None
    assert merged.attributes == (*new.attributes, *old.attributes)
    assert merged[:5] == new[:5]
    assert [tag.name for tag in tagset.tags] == [tag.name for tag in before.tags if tag.name != "Evidence"]
    cites = tagset.relation("cites")
    assert cites is not None and cites.sources == ("Claim", "Quote")


def test_what_is_split_off_is_defined_as_what_it_comes_from_and_may_be_linked_likewise() -> None:
    there = migrated_tagset(default_tagset_text(), PLACE, split("Claim", "verdict", [("refuted", "Falsehood")]))
    tagset, _ = parse_tagset(there, PLACE)
    assert tagset is not None
    whole, part = tagset.tag("Claim"), tagset.tag("Falsehood")
    assert whole is not None and part is not None
    assert (part.attributes, part.guidance, part.key, part.names) == (whole.attributes, whole.guidance, None, {})
    assert part.colour != whole.colour
    for kind in tagset.relations:
        for ends in (kind.sources, kind.targets):
            assert ("Claim" in ends) == ("Falsehood" in ends)
    values = tomllib.loads(there)
    assert [tag["name"] for tag in values["tag"]][:2] == ["Claim", "Falsehood"]


NAMED = {
    "below a header": "[[tag.attribute]]\n{question}\n[tag.attribute.value_names]\n{value} = {{ {texts} }}\n",
    "below its own header": (
        '[[tag.attribute]]\n{question}\n[tag.attribute.value_names."{value}"]\nen = "One"\nar = "واحد"\n'
    ),
    "on one line": "[[tag.attribute]]\n{question}\nvalue_names = {{ {value} = {{ {texts} }} }}\n",
    "dotted": '[[tag.attribute]]\n{question}\nvalue_names.{value}.en = "One"\nvalue_names.{value}.ar = "واحد"\n',
    "in an array": "attribute = [ {{ {inline}, value_names = {{ {value} = {{ {texts} }} }} }} ]\n",
}
"""How people may write the names of the answers to one question."""
UNNAMED = (
    '[[tag.attribute]]\n{question}\nguidance = {{ en = "Which." }}\n\n[[tag.attribute]]\nname = "z"\nkind = "text"\n'
)


def asking(tag: str, form: str, value: str) -> str:
    lines = ['name = "k"', 'kind = "several"', f'values = ["{value}", "both"]']
    asked = form.format(
        question="\n".join(lines), inline=", ".join(lines), value=value, texts='en = "One", ar = "واحد"'
    )
    return f'[[tag]]\nname = "{tag}"\n{asked}\n'


@pytest.mark.parametrize("theirs", NAMED.values(), ids=NAMED.keys())
@pytest.mark.parametrize("mine", [*NAMED.values(), UNNAMED], ids=[*NAMED.keys(), "not at all"])
def test_answers_that_come_by_a_merge_bring_their_names(mine: str, theirs: str) -> None:
    text = f'name = "named"\nversion = 1\n{asking("New", mine, "a")}{asking("Old", theirs, "b-1")}'
    tagset, problems = parse_tagset(migrated_tagset(text, PLACE, merge("Old", "New")), PLACE)
    before, _ = parse_tagset(text, PLACE)
    assert tagset is not None and before is not None, problems
    attribute, old = tagset.tags[0].attribute("k"), before.tags[0].attribute("k")
    assert attribute is not None and old is not None and attribute.values == ("a", "both", "b-1")
    assert attribute.value_names == {**old.value_names, "b-1": {"en": "One", "ar": "واحد"}}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_people_wrote_by_hand_stays_as_they_spelt_it(newline: str) -> None:
    text = SMALL.replace('parent_note = "never"\n', "").replace("\n", newline)
    there = migrated_tagset(text, PLACE, rename("A", "أول"))
    assert lines_changed(text, there) == [
        ("version = 4", "version = 5"),
        ('name = "A"  # the first', 'name = "أول"  # the first'),
    ]
    assert there.count(newline) == text.count(newline) == there.count("\n")


def test_a_tagset_that_knows_nothing_of_it_stays_the_very_same() -> None:
    assert migrated_tagset(default_tagset_text(), PLACE, rename("Nothing", "Claim")) == default_tagset_text()


@pytest.mark.parametrize(
    ("text", "migration", "reason"),
    [
        (SMALL, rename("A", "C"), "parent_note"),
        ("name = ", rename("A", "C"), "TOML"),
        (default_tagset_text(), split("Claim", "mood", [("x", "Y")]), "no attribute mood"),
        (default_tagset_text(), split("Claim", "verdict", [("maybe", "Y")]), "no answer maybe"),
        (default_tagset_text(), merge("Evidence", "Claim", [("verdict", "maybe")]), "no answer maybe"),
        (
            default_tagset_text().replace('name = "url"\nkind = "text"', 'name = "verdict"\nkind = "text"'),
            merge("Evidence", "Claim"),
            "verdict is text in Evidence and enumerated in Claim",
        ),
    ],
)
def test_what_makes_no_sense_is_said(text: str, migration: Migration, reason: str) -> None:
    with pytest.raises(CannotMigrate, match=reason):
        migrated_tagset(text, PLACE, migration)
