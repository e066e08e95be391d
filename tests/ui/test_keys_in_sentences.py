"""Sentences name the keys that a person has: by the id of a binding, in every language."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest
import sentences

from tui_reader import language
from tui_reader.ui.key_map import all_panes, usual_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

IDS = {bound.id for pane in all_panes() for bound in pane.bindings}
ENDS = r"(?<![\w+*'-])({})(?![\w+*'-])"
NAMED = re.compile(ENDS.format(r"(?:ctrl|alt|shift)\+\w+|f\d+|enter|escape|backspace|[b-zB-Z]"))
"""A key by a name that is no word: neither `a` nor `A`."""


@pytest.fixture(autouse=True)
def ids_for_keys() -> Iterator[None]:
    language.name_keys(lambda name: f"<{name}>" if name in IDS else None)
    yield
    language.name_keys(None)
    language.use(language.ENGLISH)


def calls() -> Iterator[tuple[str, str, set[str]]]:
    """Every sentence that is said: where, itself, and the names of its values."""
    for path in sentences.modules():
        for node in ast.walk(sentences.tree(path)):
            if not isinstance(node, ast.Call) or sentences._called(node) not in ("tr", "tr_count"):
                continue
            values = {keyword.arg or "" for keyword in node.keywords}
            for part in (part for argument in node.args for part in sentences._alternatives(argument)):
                yield f"{path.name}:{node.lineno}", part, values | {"count"}


def names(sentence: str) -> list[str]:
    return re.findall(r"\{([a-z_]+(?:\.[a-z_]+)*)\}", sentence)


def test_no_sentence_says_a_key_that_may_be_another_ones() -> None:
    # What helps in a pane has its keys from the pane.
    said = [(place, part) for place, part, _ in calls() if "**" not in part]
    assert [(place, part) for place, part in said if NAMED.search(part)] == []


def test_every_name_in_a_sentence_is_that_of_a_value_or_of_a_binding() -> None:
    # In a report values are put in as HTML, by itself.
    said = [each for each in calls() if not each[0].startswith("html.py:")]
    unknown = {(place, name) for place, part, values in said for name in names(part) if name not in values}
    assert {(place, name) for place, name in unknown if name not in IDS} == set()
    assert all(usual_keys(name) for _, name in unknown)
    assert len({name for _, name in unknown}) > 20


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_every_key_is_said_in_every_language(spoken: str) -> None:
    language.use(spoken)
    singulars = set(sentences.counted().values())
    for _, part, values in calls():
        keys = [name for name in names(part) if name in IDS - values]
        filled: dict[str, object] = dict.fromkeys(values, "…")
        counted = language.current() != language.ENGLISH and part in language.table_of(spoken).counted
        if not keys:
            continue
        said = language.tr_count(5, part, part, **filled) if counted else language.tr(part, **filled)
        for key in keys:
            assert f"<{key}>" in said or part in singulars, (part, said)
            assert f"{{{key}}}" not in said


def test_a_key_is_an_isolate_in_a_language_read_from_the_right() -> None:
    language.use("ar")
    assert "\u2068<undo>\u2069" in language.tr("Deleted; {undo} brings it back")


def test_what_is_no_id_is_left_as_it_is() -> None:
    for words in ("{", "{}", "{0}", '{"a": 1}', "{Undo}", "{a b}", "{undo", "{undone}"):
        assert language.tr(words) == words
    assert language.tr("{name}: {undone}", name=1) == "1: {undone}"
    assert language.tr("{name}: {undo}", name="{undo} {") == "{undo} {: <undo>"
