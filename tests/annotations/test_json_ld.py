from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from annotation_cases import spec_set
from pyld import jsonld

from tui_reader.annotations.file import serialise
from tui_reader.annotations.merging import merge
from tui_reader.annotations.records.annotation import new_suggestion
from tui_reader.annotations.w3c import SUGGESTED

CONTEXT = Path(__file__).parent / "fixtures" / "anno.jsonld"
OA = "http://www.w3.org/ns/oa#"
TUI = "urn:tui-reader:ns:"


def only_the_standards_context(url: str, _: Any) -> dict[str, Any]:
    assert url == "http://www.w3.org/ns/anno.jsonld"
    document = json.loads(CONTEXT.read_text(encoding="utf-8"))
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": document,
    }


OPTIONS = {"documentLoader": only_the_standards_context, "base": "https://example.org/annotations/set.json"}


def listed(value: Any) -> Any:
    """The page with arrays wherever the standard allows one value or several."""
    if isinstance(value, list):
        return [listed(member) for member in value]
    if not isinstance(value, dict):
        return value
    several = ("body", "target", "selector")
    return {
        key: [listed(member)] if key in several and not isinstance(member, list) else listed(member)
        for key, member in value.items()
    }


def test_a_page_expands_without_loss_and_compacts_to_itself(tmp_path: Path) -> None:
    _, annotations, *_ = spec_set(tmp_path)
    page = json.loads(serialise(annotations))
    expanded = jsonld.expand(page, OPTIONS)
    compacted = jsonld.compact(expanded, page["@context"], OPTIONS)
    assert listed(compacted) == listed(page)


def test_what_is_ours_keeps_its_values_as_json_literals(tmp_path: Path) -> None:
    _, annotations, *_ = spec_set(tmp_path)
    (expanded,) = jsonld.expand(json.loads(serialise(annotations)), OPTIONS)
    assert expanded["@type"] == ["http://www.w3.org/ns/activitystreams#OrderedCollectionPage"]
    source = expanded[f"{TUI}source"][0]
    assert source["@type"] == "@json" and source["@value"]["length"] == 49
    ((items,),) = [expanded["http://www.w3.org/ns/activitystreams#items"]]
    claim, _, relation = items["@list"]
    assert claim[f"{TUI}attributes"][0]["@value"] == {"check_worthiness": "CFS", "claim_type": ["numerical"]}
    (target,) = claim[f"{OA}hasTarget"]
    assert target[f"{OA}hasSource"] == [{"@id": "https://example.org/seeds/doc.txt"}]
    quote, position = target[f"{OA}hasSelector"]
    assert quote[f"{OA}exact"] == [{"@value": "ارتفعت الأسعار بنسبة ١٢٪"}]
    assert position[f"{OA}start"][0]["@value"] == 15 and position[f"{OA}end"][0]["@value"] == 39
    assert relation[f"{OA}hasTarget"] == [{"@id": claim["@id"]}]


def test_the_mark_of_a_conflict_is_a_json_literal_in_a_page_that_has_one(tmp_path: Path) -> None:
    _, base, claim, citation, relation = spec_set(tmp_path)
    mine, theirs = (base.with_records([claim.with_note(note), citation, relation]) for note in ("لي", "لهم"))
    merged = merge(base, mine, theirs).set
    (expanded,) = jsonld.expand(json.loads(serialise(merged)), OPTIONS)
    (items,) = expanded["http://www.w3.org/ns/activitystreams#items"]
    marks = [item[f"{TUI}conflict"][0] for item in items["@list"] if f"{TUI}conflict" in item]
    assert [mark["@value"] for mark in marks] == [{"kind": "edited", "of": claim.id, "by": "amal"}]


def test_a_suggestion_has_another_motivation_than_annotations_and_says_by_whom_it_is(tmp_path: Path) -> None:
    _, base, claim, *_ = spec_set(tmp_path)
    pending = new_suggestion(claim.targets, source="../seeds/doc.txt", tag="Quote", origin="quotations", score=0.9)
    page = json.loads(serialise(base.with_records([pending]).with_literal(SUGGESTED)))
    (expanded,) = jsonld.expand(page, OPTIONS)
    (items,) = expanded["http://www.w3.org/ns/activitystreams#items"]
    (item,) = items["@list"]
    assert item[f"{OA}motivatedBy"] == [{"@id": f"{TUI}suggesting"}]
    assert item[f"{TUI}suggested"][0]["@value"] == {"origin": "quotations", "score": 0.9}
    assert listed(jsonld.compact([expanded], page["@context"], OPTIONS)) == listed(page)
