from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.annotations import tag_tree
from tui_reader.annotations.tagset import (
    PALETTE,
    Kind,
    add_tag,
    default_tagset,
    default_tagset_text,
    in_language,
    load_tagset,
    parse_tagset,
)
from tui_reader.errors import AnnotationFileError

PATH = Path("annotations/tagset.toml")
SMALL = """# ours
name = "small"
version = 3

[[tag]]
name = "Claim"   # what can be true
key = "c"

[[tag.attribute]]
name = "sure"
kind = "boolean"

[[relation]]
name = "cites"
key = "c"
from = ["Claim"]
to = ["Claim"]
"""


def problems(text: str) -> list[tuple[int | None, str, str]]:
    tagset, found = parse_tagset(text, PATH)
    assert (tagset is None) == bool(found)
    return [(problem.line, problem.pointer, problem.message) for problem in found]


def test_the_default_tagset_is_that_of_claims_and_citations() -> None:
    tagset = default_tagset()
    assert tagset.identifier == "claims-citations@1"
    assert {tag.name: tag.key for tag in tagset.tags} == {
        "Claim": "c",
        "Quote": "q",
        "Source": "s",
        "Cue": "u",
        "Citation": "r",
        "Evidence": "e",
        "Entity": "@",
        "Issue": "#",
    }
    assert [tag.name for tag in tagset.tags if tag.shown] == ["Claim", "Quote", "Source", "Citation"]
    assert [tag.name for tag in tagset.tags if tag.off_by_default] == ["Entity", "Issue"]
    assert [relation.name for relation in tagset.relations if relation.shown] == ["cites", "said_by"]
    claim = tagset.tag("Claim")
    assert claim is not None and claim.names["ar"] == "ادعاء"
    types = claim.attribute("claim_type")
    assert types is not None and types.kind is Kind.SEVERAL and len(types.values) == 8
    support = tagset.relation("cites")
    assert support is not None and support.attribute("support") is not None


def test_everything_in_the_default_tagset_speaks_english_and_arabic() -> None:
    tagset = default_tagset()
    described = [*tagset.tags, *tagset.relations]
    questions = [attribute for thing in described for attribute in thing.attributes]
    for thing in (*described, *questions, *tagset.reasons):
        assert set(thing.names) == set(thing.guidance) == {"en", "ar"}, thing.name
        assert all("\n" not in line and line for line in thing.guidance.values())
    for question in questions:
        shown = [question.value_names[value]["ar"] for value in question.values]
        assert len(set(shown)) == len(shown)
        # A word of English is its own name; what is no word of any language has another one.
        in_english = [question.value_names[value].get("en", value) for value in question.values]
        assert all(in_english) and not {"NFS", "self", "ocr"} & {*in_english}
    keys = [relation.key for relation in tagset.relations]
    assert len(set(keys)) == len(keys) and all(keys)
    colours = [tag.colour for tag in tagset.tags]
    assert len(set(colours)) == len(colours)


def test_reasons_to_reject_are_those_of_the_tagset_or_else_the_usual_ones() -> None:
    silent, _ = parse_tagset(SMALL, PATH)
    assert silent is not None
    assert silent.reasons == () and silent.usual_reasons == default_tagset().reasons
    assert "duplicate" in [reason.name for reason in silent.usual_reasons]
    own, found = parse_tagset(
        f'{SMALL}\n[[reason]]\nname = "late"\nnames = {{ en = "came too late", ar = "متأخر" }}\n', PATH
    )
    assert own is not None, found
    assert [reason.name for reason in own.usual_reasons] == ["late"]
    assert own.shown_reason("late") == "came too late"
    assert own.shown_reason("لا أدري") == "لا أدري", "what was written is its own name"


def test_relations_join_what_they_may() -> None:
    tagset = default_tagset()
    cites, restates = tagset.relation("cites"), tagset.relation("restates")
    assert cites is not None and restates is not None
    assert cites.joins("Claim", "Citation") and not cites.joins("Citation", "Claim")
    assert not cites.joins(None, "Citation")
    assert restates.symmetric and restates.joins("Claim", "Quote") and restates.joins(None, "Issue")


def test_defaults_of_a_small_tagset() -> None:
    tagset, found = parse_tagset(SMALL, PATH)
    assert tagset is not None and not found
    tag = tagset.tags[0]
    assert (tag.shown, tag.off_by_default, tag.colour, tag.names) == (True, False, "grey", {})
    assert in_language(tag.names, "ar", tag.name) == "Claim"
    assert in_language({"ar": "ادعاء"}, "ar-EG", "Claim") == "ادعاء"
    assert tag.attributes[0].value_names == {}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("version = 3", "version = ", (3, "$", "is not TOML")),
        ("version = 3", "version = 0", (None, "version", "integer >= 1")),
        ("version = 3", "version = true", (None, "version", "integer >= 1")),
        ('name = "small"', "", (None, "name", "printable")),
        ('key = "c"\n\n[[tag.', 'key = "cc"\n\n[[tag.', (5, "tag[0].key", "one printable character")),
        ('key = "c"\n\n[[tag.', 'key = "\\u202e"\n\n[[tag.', (5, "tag[0].key", "one printable character")),
        ('key = "c"\n\n[[tag.', 'colour = "mauve"\n\n[[tag.', (5, "tag[0].colour", "one of yellow")),
        ('key = "c"\n\n[[tag.', 'guidence = "x"\n\n[[tag.', (5, "tag[0].guidence", "not a key")),
        ('name = "Claim"', 'name = "a\\nb"', (5, "tag[0].name", "printable")),
        ('kind = "boolean"', 'kind = "maybe"', (5, "tag[0].attribute[0].kind", "enumerated, several")),
        ('kind = "boolean"', 'kind = "enumerated"', (5, "tag[0].attribute[0].values", "must list")),
        (
            'kind = "boolean"',
            'kind = "text"\nvalues = ["a"]',
            (5, "tag[0].attribute[0].values", "no meaning"),
        ),
        (
            'kind = "boolean"',
            'kind = "boolean"\nvalue_names = { yes = { ar = "نعم" } }',
            (5, "tag[0].attribute[0].value_names.yes", "true, false"),
        ),
        (
            'kind = "boolean"',
            'kind = "several"\nvalues = ["a", "b"]\nvalue_names = { a = { ar = "ألف" }, c = { ar = "جيم" } }',
            (5, "tag[0].attribute[0].value_names.c", "a, b"),
        ),
        (
            'kind = "boolean"',
            'kind = "enumerated"\nvalues = ["a"]\nvalue_names = { a = "ألف" }',
            (5, "tag[0].attribute[0].value_names.a", "texts by language"),
        ),
        (
            'kind = "boolean"',
            'kind = "enumerated"\nvalues = ["a"]\nvalue_names = ["ألف"]',
            (5, "tag[0].attribute[0].value_names", "for each answer"),
        ),
        (
            'kind = "boolean"',
            'kind = "text"\nvalue_names = { a = { ar = "ألف" } }',
            (5, "tag[0].attribute[0].value_names", "no meaning"),
        ),
        ('to = ["Claim"]', 'to = ["Quote"]', (13, "relation[0].to", "not a tag")),
        ('to = ["Claim"]', "symmetric = true", (13, "relation[0].symmetric", "same tags")),
        ('to = ["Claim"]', 'to = "Claim"', (13, "relation[0].to", "list of texts")),
        ("[[relation]]", '[[tag]]\nname = "Claim"\n[[relation]]', (13, "tag[1].name", "taken")),
        ("[[relation]]", '[[tag]]\nname = "B"\nkey = "c"\n[[relation]]', (13, "tag[1].key", "taken")),
        ("[[relation]]", "[[reason]]\n[[relation]]", (13, "reason[0].name", "printable text")),
        ("[[relation]]", '[[reason]]\nname = "a"\nkey = "c"\n[[relation]]', (13, "reason[0].key", "not a key")),
        (
            "[[relation]]",
            '[[reason]]\nname = "a"\n[[reason]]\nname = "a"\n[[relation]]',
            (15, "reason[1].name", "taken"),
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(old: str, new: str, expected: tuple[int | None, str, str]) -> None:
    assert old in SMALL
    found = problems(SMALL.replace(old, new, 1))
    assert any((line, pointer) == expected[:2] and expected[2] in message for line, pointer, message in found), found


def test_all_that_is_wrong_is_told_at_once() -> None:
    text = SMALL.replace('"boolean"', '"maybe"').replace("version = 3", "version = -1").replace('"c"', '"cc"')
    assert len(problems(text)) == 4


def test_a_tagset_file_is_loaded_or_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "tagset.toml"
    path.write_text(SMALL, encoding="utf-8")
    assert load_tagset(path).identifier == "small@3"
    path.write_text(SMALL.replace("version = 3", "version = ="), encoding="utf-8")
    with pytest.raises(AnnotationFileError, match="line 3"):
        load_tagset(path)
    path.write_bytes(b"\xff")
    with pytest.raises(AnnotationFileError, match="not UTF-8"):
        load_tagset(path)


@pytest.mark.parametrize("text", ["a = " + "[" * 5000, "a = " + "1" * 5000, "tag = 1", "tag = [1]", "\x00"])
def test_hostile_toml_is_a_problem_and_no_traceback(text: str) -> None:
    assert problems(text)


def test_answers_are_of_the_kind_that_was_asked_for() -> None:
    text = SMALL + "".join(
        f'[[relation.attribute]]\nname = "{kind.value}"\nkind = "{kind.value}"\n'
        + ('values = ["a", "b"]\n' if kind in (Kind.ENUMERATED, Kind.SEVERAL) else "")
        for kind in Kind
    )
    tagset, found = parse_tagset(text, PATH)
    assert tagset is not None, found
    answers = ["a", "c", ["a"], ["a", "a"], ["a", "c"], True, 1, 1.5, None, {}]
    accepted = {
        attribute.name: [answer for answer in answers if attribute.accepts(answer)]
        for attribute in tagset.relations[0].attributes
    }
    assert accepted == {
        "enumerated": ["a"],
        "several": [["a"]],
        "boolean": [True],
        "text": ["a", "c"],
        "number": [1, 1.5],
    }


@given(st.text(max_size=12), st.none() | st.text(max_size=2))
def test_a_new_tag_is_added_whole_or_refused_and_all_else_stays(name: str, key: str | None) -> None:
    try:
        text = add_tag(SMALL, name, key)
    except ValueError:
        return
    assert text.startswith(SMALL)
    tagset, found = parse_tagset(text, PATH)
    assert tagset is not None and not found
    assert (tagset.tags[-1].name, tagset.tags[-1].key) == (name, key)
    assert tagset.tags[-1].colour in PALETTE and len(tagset.tags) == 2


def test_new_tags_keep_comments_and_take_free_colours() -> None:
    text = default_tagset_text()
    used = {tag.colour for tag in default_tagset().tags}
    grown = add_tag(add_tag(text, "مصطلح", "t"), "Persian می‌شود")
    assert grown.startswith(text)
    tags = tomllib.loads(grown)["tag"][-2:]
    assert [tag["name"] for tag in tags] == ["مصطلح", "Persian می‌شود"]
    assert tags[0]["colour"] not in used


@pytest.mark.parametrize(("name", "key"), [("Claim", None), ("New", "c"), ("", None), (" x", None), ("New", "ab")])
def test_a_tag_that_cannot_be_is_refused(name: str, key: str | None) -> None:
    with pytest.raises(ValueError, match=r"taken|printable"):
        add_tag(SMALL, name, key)


def test_nothing_is_added_to_what_is_no_tagset() -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        add_tag("version = ", "New")
    with pytest.raises(ValueError, match="TOML"):
        add_tag('name = "a"\nversion = 1\ntag = [{name = "A"}]\n', "New")


TREE = (
    SMALL
    + """
[[tag]]
name = "Numerical"
parent = "Claim"

[[tag.attribute]]
name = "unit"
kind = "text"

[[tag]]
name = "Percentage"
parent = "Numerical"
colour = "red"

[[tag.attribute]]
name = "sure"
kind = "number"

[[tag]]
name = "Other"
"""
)


def test_a_tag_below_another_has_what_that_has_and_may_be_joined_as_that_may() -> None:
    tagset, found = parse_tagset(TREE, PATH)
    assert tagset is not None and not found
    numerical, percentage = tagset.tag("Numerical"), tagset.tag("Percentage")
    assert numerical is not None and percentage is not None
    assert [(a.name, a.kind) for a in numerical.attributes] == [("sure", Kind.BOOLEAN), ("unit", Kind.TEXT)]
    assert [(a.name, a.kind) for a in percentage.attributes] == [("sure", Kind.NUMBER), ("unit", Kind.TEXT)]
    assert (numerical.colour, percentage.colour) == ("grey", "red")
    cites = tagset.relation("cites")
    assert cites is not None
    assert cites.joins("Percentage", "Numerical") and cites.joins("Claim", "Percentage")
    assert not cites.joins("Other", "Claim") and not cites.joins(None, "Claim")
    assert tagset.descends("Percentage", "Claim") and tagset.descends("Claim", "Claim")
    assert not tagset.descends("Claim", "Percentage") and not tagset.descends("Other", "Claim")
    assert tagset.below("nothing of it") == {"nothing of it"}
    assert [(tag.name, depth) for tag, depth in tagset.in_tree()] == [
        ("Claim", 0),
        ("Numerical", 1),
        ("Percentage", 2),
        ("Other", 0),
    ]


def test_a_tag_below_itself_or_below_nothing_is_told_with_its_line() -> None:
    text = TREE.replace('name = "Other"', 'name = "Other"\nparent = "Nobody"')
    text = text.replace('name = "Claim"   # what can be true', 'name = "Claim"\nparent = "Percentage"')
    assert problems(text) == [
        (5, "tag[0].parent", "leads back to the tag itself: Claim, Percentage, Numerical, Claim"),
        (20, "tag[1].parent", "leads back to the tag itself: Numerical, Claim, Percentage, Numerical"),
        (28, "tag[2].parent", "leads back to the tag itself: Percentage, Numerical, Claim, Percentage"),
        (37, "tag[3].parent", "names 'Nobody', which is not a tag of this tagset"),
    ]


names = st.sampled_from("ABCDEFG")


@given(st.dictionaries(names, st.none() | names, min_size=1))
def test_trees_of_tags(parents: dict[str, str | None]) -> None:
    sound = all(parent is None or parent in parents for parent in parents.values())
    sound = sound and not any(name in tag_tree.ancestors(parents, name) for name in parents)
    text = 'name = "t"\nversion = 1\n'
    for name, parent in parents.items():
        text += f'[[tag]]\nname = "{name}"\n' + (f'parent = "{parent}"\n' if parent else "")
    tagset, _ = parse_tagset(text, PATH)
    assert (tagset is not None) == sound
    if tagset is None:
        return
    order = tagset.in_tree()
    assert sorted(tag.name for tag, _ in order) == sorted(parents)
    places = {tag.name: (place, depth) for place, (tag, depth) in enumerate(order)}
    for name, parent in parents.items():
        if parent is not None:
            assert places[parent][0] < places[name][0] and places[parent][1] + 1 == places[name][1]
        assert tagset.below(name) == {other for other in parents if tagset.descends(other, name)}
