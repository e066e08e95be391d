"""Where an adjudicated set and each of its records come from: who decided, how, and from whose annotations.

A record says it in `tui:provenance`, `{"how": "adjudicated", "by": "rana", "decision": "urn:uuid:…", "from":
[["doc.txt.amal.json", "urn:uuid:…"]]}`, the page in `tui:adjudicated`, with what each set held (SHA-256).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_reader.annotations.records.decision_shape import WAYS
from tui_reader.annotations.w3c import describe_value
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.annotations.positions import Pointer


def faults(value: Any) -> Iterator[tuple[Pointer, str]]:
    """What is wrong with the value of `tui:provenance`, each with the way to it."""
    if not isinstance(value, dict):
        yield (), tr("must be an object, not {value}", value=describe_value(value))
        return
    if value.get("how") not in WAYS:
        wrong = describe_value(value.get("how"))
        yield ("how",), tr("must be one of {names}, not {value}", names=", ".join(WAYS), value=wrong)
    for key in ("by", "decision", "strategy"):
        if key in value and not isinstance(value[key], str):
            yield (key,), tr("must be a string, not {value}", value=describe_value(value[key]))
    if not isinstance(value.get("stale", False), bool):
        yield ("stale",), tr("must be true or false, not {value}", value=describe_value(value["stale"]))
    origins = value.get("from")
    if not isinstance(origins, list) or not all(map(_is_origin, origins)):
        yield ("from",), tr("must be an array of [set, id]")


def page_faults(value: Any) -> Iterator[tuple[Pointer, str]]:
    """What is wrong with the value of `tui:adjudicated`, each with the way to it."""
    if not isinstance(value, dict):
        yield (), tr("must be an object, not {value}", value=describe_value(value))
        return
    if not isinstance(value.get("by"), str):
        yield ("by",), tr("must be a string, not {value}", value=describe_value(value.get("by")))
    parts = value.get("from")
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        yield ("from",), tr("must be an array of objects, not {value}", value=describe_value(parts))
        return
    for number, part in enumerate(parts):
        for key in ("set", "annotator", "sha256"):
            if not isinstance(part.get(key), str):
                wrong = describe_value(part.get(key))
                yield ("from", number, key), tr("must be a string, not {value}", value=wrong)


def _is_origin(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(part, str) for part in value)
