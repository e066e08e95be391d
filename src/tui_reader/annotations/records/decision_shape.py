"""What may stand in `tui:decision`, the member in which a remark says what was decided.

The standard has no word for that. Its `target` has selectors, so that a decision finds its text again when the source
has changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_reader.annotations.records.targets import read_target
from tui_reader.annotations.w3c import Misunderstood, describe_value
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.annotations.positions import Pointer

ACCEPTED, REJECTED = "accepted", "rejected"
VERDICTS = (ACCEPTED, REJECTED)
UNANIMOUS, ADJUDICATED, EDITED = "unanimous", "adjudicated", "edited"
WAYS = (UNANIMOUS, ADJUDICATED, EDITED)
"""How an outcome came to be: all said it, one of several versions was chosen, or somebody made another one."""
ALL = "all"
"""In place of a list of members: the relations of all of them."""
OWN_KEYS = frozenset({"verdict", "how", "members", "target", "outcome", "reason", "confidence", "strategy"})
"""What is said here of a decision: other keys of its value are those of other programs."""


def faults(value: Any) -> Iterator[tuple[Pointer, str]]:
    """What is wrong with the value of `tui:decision`, each with the way to it."""
    if not isinstance(value, dict):
        yield (), tr("must be an object, not {value}", value=describe_value(value))
        return
    if value.get("verdict") not in VERDICTS:
        yield ("verdict",), _one_of(VERDICTS, value.get("verdict"))
    yield from _member_faults(value.get("members"))
    yield from _target_faults(value.get("target"))
    outcome = value.get("outcome")
    if value.get("verdict") == ACCEPTED:
        if value.get("how") not in WAYS:
            yield ("how",), _one_of(WAYS, value.get("how"))
        for pointer, message in _outcome_faults(outcome):
            yield ("outcome", *pointer), message
    for key in ("reason", "strategy"):
        if key in value and not (isinstance(value[key], str) and value[key]):
            yield (key,), _text(value[key])
    if "confidence" in value and not is_confidence(value["confidence"]):
        wrong = describe_value(value["confidence"])
        yield ("confidence",), tr("must be a number from 0 to 1, not {value}", value=wrong)


def is_confidence(value: Any) -> bool:
    """Whether a JSON value says how sure somebody is: a number from 0 to 1. `true` is no number."""
    return type(value) in (int, float) and 0 <= value <= 1


def _member_faults(members: Any) -> Iterator[tuple[Pointer, str]]:
    if not isinstance(members, dict):
        yield ("members",), tr("must be an object, not {value}", value=describe_value(members))
        return
    for name, member in members.items():
        if member is None:
            continue
        if not isinstance(member, dict):
            yield ("members", name), tr("must be an object, not {value}", value=describe_value(member))
            continue
        for key in ("id", "version"):
            if not isinstance(member.get(key), str) or not member[key]:
                yield ("members", name, key), _text(member.get(key))


def _target_faults(targets: Any) -> Iterator[tuple[Pointer, str]]:
    if not isinstance(targets, list) or not targets:
        yield ("target",), tr("is missing")
        return
    kinds = set()
    for number, target in enumerate(targets):
        try:
            kinds.add(read_target(target, ("target", number)).is_whole)
        except Misunderstood as error:
            yield error.pointer, error.message
        if not isinstance(target, dict):
            yield ("target", number), tr("must be an object, not {value}", value=describe_value(target))
    if len(kinds) > 1:
        yield ("target",), tr("names the whole source beside a part of it")


def _outcome_faults(outcome: Any) -> Iterator[tuple[Pointer, str]]:
    if not isinstance(outcome, dict):
        yield (), tr("must be an object, not {value}", value=describe_value(outcome))
        return
    tags = outcome.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        yield ("tags",), tr("must be an array of names, not {value}", value=describe_value(tags))
    if not isinstance(outcome.get("attributes", {}), dict):
        yield ("attributes",), tr("must be an object, not {value}", value=describe_value(outcome["attributes"]))
    if "note" in outcome and not isinstance(outcome["note"], str):
        yield ("note",), tr("must be a string, not {value}", value=describe_value(outcome["note"]))
    whose = outcome.get("relations", ALL)
    if whose != ALL and not (isinstance(whose, list) and all(isinstance(name, str) for name in whose)):
        yield ("relations",), tr("must be {word} or an array of names of sets", word=f'"{ALL}"')


def _one_of(names: Sequence[str], value: Any) -> str:
    return tr("must be one of {names}, not {value}", names=", ".join(names), value=describe_value(value))


def _text(value: Any) -> str:
    return tr("must be a string that is not empty, not {value}", value=describe_value(value))
