"""What is right in a tagset, and odd all the same: keys that do nothing, answers without a key, tags asked twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.annotations.problems import Problem
from tui_reader.annotations.tagset import Kind
from tui_reader.annotations.tagset_reading import header_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tui_reader.annotations.tagset import RelationType, Tag, Tagset


def doubts(tagset: Tagset, text: str, path: Path, taken: Mapping[str, str], most_answers: int) -> Iterator[Problem]:
    """Warnings about a tagset whose TOML is `text`.

    `taken`: the keys that have a meaning in the reader already, and which. `most_answers` to a question have a key.
    """
    lines = header_lines(text, "tag")
    for number, tag in enumerate(tagset.tags):
        line = lines[number] if len(lines) == len(tagset.tags) else None
        if tag.key is not None and tag.key in taken:
            what = "it does not apply the tag, also when it is listed"
            if tag.shown and not tag.off_by_default:
                what = "that has no key, or another one, where this tagset is used"
            message = f"{tag.key} is a key of the reader ({taken[tag.key]}): {what}"
            yield Problem(path, line, f"tag[{number}].key", message, is_warning=True)
        yield from _answers(tag, f"tag[{number}]", line, path, most_answers)
        yield from _other_questions(tagset, tag, number, line, path)
    lines = header_lines(text, "relation")
    for number, relation in enumerate(tagset.relations):
        line = lines[number] if len(lines) == len(tagset.relations) else None
        if relation.key is None:
            message = "has no key: no link of this kind can be made in the reader"
            yield Problem(path, line, f"relation[{number}]", message, is_warning=True)
        yield from _answers(relation, f"relation[{number}]", line, path, most_answers)


def _answers(kind: Tag | RelationType, pointer: str, line: int | None, path: Path, most: int) -> Iterator[Problem]:
    for attribute in kind.attributes:
        if len(attribute.values) > most:
            message = f"{attribute.name} has {len(attribute.values)} answers; the first {most} have a key"
            yield Problem(path, line, f"{pointer}.attribute", message, is_warning=True)
        first: dict[tuple[str, str], str] = {}
        for value, texts in attribute.value_names.items():
            for language, text in texts.items():
                other = first.setdefault((language, text), value)
                if other != value:
                    message = f"{attribute.name}: the answers {other} and {value} are both called {text} ({language})"
                    yield Problem(path, line, f"{pointer}.attribute", message, is_warning=True)


def _other_questions(tagset: Tagset, tag: Tag, number: int, line: int | None, path: Path) -> Iterator[Problem]:
    """Questions that are asked about a tag in another way than about the tag it stands below."""
    above = None if tag.parent is None else tagset.tag(tag.parent)
    for attribute in () if above is None else above.attributes:
        own = tag.attribute(attribute.name)
        if own is None or above is None or own == attribute:
            continue
        lost = set(attribute.values) - set(own.values)
        if own.kind is not attribute.kind or (lost and own.kind in (Kind.ENUMERATED, Kind.SEVERAL)):
            message = f"{attribute.name} is asked in another way than about {above.name}, which it stands below"
            yield Problem(path, line, f"tag[{number}].attribute", message, is_warning=True)
