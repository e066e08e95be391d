"""Row 6: two processes on one set: what both did is there, and where both did something to the same, both versions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from faults import Forge
from naive.savers import LastOneWins, LooksFirst
from two_writers import FIRST, SECOND, SET, SHARED, Committing, add_many, change, put_set

from tui_reader.annotations import file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from two_writers import Saver

ADDITIONS = 100
"""By each of the two."""


@pytest.fixture(scope="module")
def two_forges(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Forge, Forge]]:
    """Two processes."""
    home = tmp_path_factory.mktemp("home")
    with Forge(home) as one, Forge(home) as other:
        yield one, other


def both(forges: tuple[Forge, Forge], place: Path, act: Callable[..., None], *arguments: tuple[Any, Any]) -> None:
    """Has each of two processes do something on a new set, at the same time."""
    put_set(place)
    names = (FIRST, SECOND)
    for number, forge in enumerate(forges):
        kind, *others = (pair[number] for pair in arguments)
        forge.begin(act, place, kind, names[number], *others)
    for forge in forges:
        outcome = forge.end()
        assert outcome.returned, outcome.error


def items(place: Path) -> list[dict[str, Any]]:
    """The records of the set, in which nothing is wrong."""
    assert file.load(place / SET).problems == ()
    found: list[dict[str, Any]] = json.loads((place / SET).read_bytes())["items"]
    return found


def kept_of_both(forges: tuple[Forge, Forge], place: Path, kind: type[Saver], additions: int = ADDITIONS) -> int:
    """How many of the additions of two processes are there in the end."""
    both(forges, place, add_many, (kind, kind), (additions, additions))
    found = {item["id"] for item in items(place)}
    assert SHARED in found
    return len(found & {f"urn:uuid:{who}-{number}" for who in (FIRST, SECOND) for number in range(additions)})


def check_all_of_both_are_there(forges: tuple[Forge, Forge], place: Path, kind: type[Saver]) -> None:
    """Whatever each has added is there."""
    assert kept_of_both(forges, place, kind) == 2 * ADDITIONS


def check_both_versions_are_there(forges: tuple[Forge, Forge], place: Path, kind: type[Saver]) -> None:
    """Two notes on one annotation: both are there, one of them marked."""
    both(forges, place, change, (kind, kind), ("of the first", "of the second"))
    found = items(place)
    notes = {body["value"] for item in found for body in item["body"] if body["purpose"] == "commenting"}
    assert notes == {"of the first", "of the second"}
    marks = [item["tui:conflict"] for item in found if "tui:conflict" in item]
    assert [(mark["kind"], mark["of"]) for mark in marks] == [("edited", SHARED)]


def check_what_was_edited_stays(
    forges: tuple[Forge, Forge], place: Path, kind: type[Saver], notes: tuple[str, str]
) -> None:
    """One gives a note to what the other deletes: the note is there, and marked."""
    both(forges, place, change, (kind, kind), notes)
    found = items(place)
    assert len(found) == 1
    item = found[0]
    assert [body["value"] for body in item["body"] if body["purpose"] == "commenting"] == [max(notes)]
    assert item["tui:conflict"]["kind"] == "deleted"


def test_what_two_processes_add_is_there(two_forges: tuple[Forge, Forge], tmp_path: Path) -> None:
    check_all_of_both_are_there(two_forges, tmp_path, Committing)


def test_what_two_processes_make_of_one_annotation_is_there(two_forges: tuple[Forge, Forge], tmp_path: Path) -> None:
    check_both_versions_are_there(two_forges, tmp_path, Committing)


@pytest.mark.parametrize("notes", [("kept", ""), ("", "kept")])
def test_what_one_process_edits_and_the_other_deletes_is_there(
    two_forges: tuple[Forge, Forge], tmp_path: Path, notes: tuple[str, str]
) -> None:
    check_what_was_edited_stays(two_forges, tmp_path, Committing, notes)


@pytest.mark.parametrize("kind", [LastOneWins, LooksFirst])
def test_the_checks_find_who_loses_something_of_either(
    two_forges: tuple[Forge, Forge], tmp_path_factory: pytest.TempPathFactory, kind: type[Saver]
) -> None:
    def fresh() -> Path:
        return tmp_path_factory.mktemp("place")

    with pytest.raises(AssertionError):
        check_all_of_both_are_there(two_forges, fresh(), kind)
    with pytest.raises(AssertionError):
        check_both_versions_are_there(two_forges, fresh(), kind)
    with pytest.raises(AssertionError):
        check_what_was_edited_stays(two_forges, fresh(), kind, ("kept", ""))
