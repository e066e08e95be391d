"""Who is asked for suggestions, and what comes of it, piece by piece."""

from __future__ import annotations

import sys
from itertools import chain, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import document_of
from strategies import prose

from tui_reader.annotations.anchoring import describe
from tui_reader.annotations.records.annotation import new_annotation, new_suggestion
from tui_reader.documents.files import read_document
from tui_reader.documents.pieces import CELL
from tui_reader.errors import Stopped
from tui_reader.recognition.recognisers import recognise
from tui_reader.session.suggestions.suggesters import MOST_FAILURES, Suggesters, examples
from tui_reader.settings import RECOGNISERS, Settings, Suggester
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.documents.document import Document
    from tui_reader.recognition.found import Found

TEXT = "قال الوزير: «ارتفعت الأسعار بنسبة ١٢٪».[9][10]\n\nوأعلن الوزير ذلك في القاهرة.\n"
NAMES = """
import json, re, sys
for match in re.finditer("الوزير|القاهرة", sys.stdin.buffer.read().decode()):
    print(json.dumps({"start": match.start(), "end": match.end(), "text": match[0], "score": 0.8}))
"""
ASK_NAMES = Suggester((sys.executable, "-c", NAMES), tag="Entity")


def found_in(document: Document, suggesters: Suggesters, told: list[str] | None = None) -> list[Found]:
    document.count()
    stretches = suggesters.look_through(document, [] if told is None else told)
    return list(chain.from_iterable(stretch.found for stretch in stretches))


def texts(document: Document, found: list[Found]) -> list[str]:
    return [" … ".join(document.slice(span) for span in each.spans) for each in found]


def test_those_the_settings_choose_are_asked_and_those_asked_for_instead() -> None:
    document = document_of(TEXT)
    every = found_in(document, Suggesters(Settings()))
    assert {each.origin for each in every} == set(RECOGNISERS) - {"tagged-before", "unbalanced"}
    few = found_in(document, Suggesters(Settings(suggest=("quantities",))))
    assert texts(document, few) == ["١٢٪"]
    other = found_in(document, Suggesters(Settings(suggest=("quantities",)), ["citations"]))
    assert texts(document, other) == ["[9]", "[10]"]
    assert found_in(document, Suggesters(Settings(suggest=()))) == []


def test_what_was_tagged_and_what_a_file_names_is_found_elsewhere(tmp_path: Path) -> None:
    document = document_of(TEXT)
    terms = tmp_path / "places.tsv"
    terms.write_text("القاهرة\tEntity\tentity_type=place\nبلا\nوزير\n", encoding="utf-8")
    declared = Settings(suggest=("places", "tagged-before"), suggesters={"places": Suggester(gazetteer=terms)})
    suggesters = Suggesters(declared, tagged=[("وأعلن", "Cue"), ("الوزير", "Source")])
    found = found_in(document, suggesters)
    assert [(each.tag, each.origin) for each in found] == [
        ("Source", "tagged-before"),
        ("Cue", "tagged-before"),
        ("Source", "tagged-before"),
        ("Entity", "places"),
    ]
    assert found[-1].attributes == {"entity_type": "place"}
    assert suggesters.problems == [f"{terms}:{n}: has no tag, and there is no default" for n in (2, 3)]
    with_default = Suggesters(Settings(suggest=()), gazetteers=[terms], default_tag="Source")
    assert not with_default.problems
    assert texts(document, found_in(document, with_default)) == ["وزير", "وزير", "القاهرة"]
    lost = Suggesters(Settings(suggest=()), gazetteers=[tmp_path / "gone"])
    assert lost.problems == [f"{tmp_path / 'gone'}: cannot be read (No such file or directory)"]


@pytest.mark.parametrize("per", ["document", "paragraph"])
def test_a_command_finds_the_same_in_a_document_and_in_each_of_its_paragraphs(tmp_path: Path, per: str) -> None:
    path = tmp_path / "doc.txt"
    path.write_text(TEXT, encoding="utf-8")
    settings = Settings(suggest=("names",), suggesters={"names": ASK_NAMES._replace(per=per)})
    for document in (read_document(path), document_of(TEXT)):
        told: list[str] = []
        found = found_in(document, Suggesters(settings), told)
        assert not told
        assert texts(document, found) == ["الوزير", "الوزير", "القاهرة"]
        assert {(each.origin, each.tag, each.score) for each in found} == {("names", "Entity", 0.8)}


def test_what_a_command_and_a_recogniser_find_is_told_once() -> None:
    document = document_of(TEXT)
    line = TEXT.index("[9]")
    script = f'print(\'{{"start": {line}, "end": {line + 3}, "tag": "Citation", "score": 0.1}}\')'
    declared = {"mine": Suggester((sys.executable, "-c", script))}
    found = found_in(document, Suggesters(Settings(suggest=("citations", "mine"), suggesters=declared)))
    assert [each.origin for each in found] == ["citations", "citations"]


def test_a_command_that_fails_again_and_again_is_asked_no_more(tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    declared = {"bad": Suggester(("/bin/sh", "-c", f"echo >> {calls}; exit 7"), per="paragraph")}
    told: list[str] = []
    document = document_of("كلمة\n" * 20)
    assert found_in(document, Suggesters(Settings(suggest=("bad",), suggesters=declared)), told) == []
    assert told == ["bad: ended with 7"]
    assert len(calls.read_text()) == MOST_FAILURES


def test_who_gives_up_ends_it() -> None:
    declared = {"slow": Suggester(("sleep", "60"), timeout=60)}
    for settings in (Settings(), Settings(suggest=("slow",), suggesters=declared)):
        with pytest.raises(Stopped):
            list(Suggesters(settings).look_through(document_of(TEXT), [], lambda _: False))


def test_only_what_somebody_has_tagged_is_an_example() -> None:
    document = document_of(TEXT)
    first, second = (describe(document, span) for span in (Span(0, 3), Span(4, 10)))
    tagged = new_annotation([first], source="doc.txt", tags=["Cue", "Claim"])
    split = new_annotation([first, second], source="doc.txt", tags=["Quote"])
    pending = new_suggestion([second], source="doc.txt", tag="Source", origin="attributions")
    assert list(examples([tagged, split, pending])) == [("قال", "Cue"), ("قال", "Claim")]
    assert list(examples([pending.accepted()])) == [("الوزير", "Source")]


@given(st.lists(prose, max_size=4))
def test_paragraph_by_paragraph_is_what_the_recognisers_say_of_each(paragraphs: list[str]) -> None:
    document = document_of("\n".join(paragraphs))
    names = [name for name in RECOGNISERS if name != "tagged-before"]
    stretches = list(Suggesters(Settings()).look_through(document, []))
    found = list(chain.from_iterable(stretch.found for stretch in stretches))
    expected = [
        (tuple(span.shifted(paragraph.start) for span in each.spans), each.tag)
        for paragraph in document.paragraphs()
        for each in recognise(paragraph.text, names).found
    ]
    assert [(each.spans, each.tag) for each in found] == expected
    keys = set(expected)
    assert all(one in keys and other in keys for s in stretches for _, one, other in s.joins)
    assert all(one.end <= other.end for one, other in pairwise(stretches))


def test_who_spoke_in_the_paragraph_before_is_joined_to_what_is_quoted_in_the_next() -> None:
    document = document_of("قال الوزير إن الأمر صعب.\n\nوأضاف: «لكنه انتهى».\nوتابع: «قريبا».\n")
    document.count()
    stretches = list(Suggesters(Settings()).look_through(document, []))
    joins = [
        tuple(" … ".join(document.slice(span) for span in spans) for spans, _ in ends)
        for stretch in stretches
        for relation, *ends in stretch.joins
        if relation == "said_by"
    ]
    assert joins == [("لكنه انتهى", "الوزير"), ("قريبا", "الوزير")]


def test_a_paragraph_without_end_is_looked_at_in_cells_and_nothing_is_found_twice() -> None:
    sentence = "قال الوزير: «ارتفعت الأسعار».[9] "
    times = 4 * CELL // len(sentence)
    document = document_of(sentence * times)
    found = found_in(document, Suggesters(Settings(), ["citations", "quotations"]))
    assert len(found) == len({(each.spans, each.tag) for each in found})
    markers = [each for each in found if each.tag == "Citation"]
    assert texts(document, markers) == ["[9]"] * times
