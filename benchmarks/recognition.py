#!/usr/bin/env python3
"""Measures recognisers against texts that people have marked: how much of it is found, and how much is invented.

    recognition.py [--gold FOLDER] [--wrong] [--json FILE]

The format of the texts is in tests/recognition/gold/README.md. `exact` asks for the same first and last character,
`overlap` for one character in common. A recogniser is given a paragraph at a time, as in the app.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.recognition.recognisers import RECOGNISERS, recognise
from tui_reader.recognition.speaking import speaker_before
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "recognition" / "gold"
TAGS = ("Citation", "Quote", "Cue", "Source")
RELATIONS = ("said_by", "signalled_by")
HEADS = ("text", "what", "marked", "found", "precision", "recall", "F1", "overlap P", "overlap R", "overlap F1")
LEFT = 2


class Marked(NamedTuple):
    """A text and what people marked in it, by tag; of relations, the spans of both ends."""

    name: str
    text: str
    spans: dict[str, set[Span]]
    joined: dict[str, set[tuple[Span, Span]]]


class Score(NamedTuple):
    """How what was found and what was marked agree: numbers of spans."""

    marked: int = 0
    found: int = 0
    exact: int = 0
    found_overlapping: int = 0
    marked_overlapping: int = 0

    def __add__(self, other: Score) -> Score:  # type: ignore[override]
        return Score(*(own + others for own, others in zip(self, other, strict=True)))

    @property
    def precision(self) -> float:
        return self.exact / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.exact / self.marked if self.marked else 1.0

    @property
    def overlap_precision(self) -> float:
        return self.found_overlapping / self.found if self.found else 1.0

    @property
    def overlap_recall(self) -> float:
        return self.marked_overlapping / self.marked if self.marked else 1.0


def marked_texts(folder: Path) -> list[Marked]:
    """What lies in a folder of gold. Raises OSError, and ValueError where a span is not what it says."""
    return [_marked(path) for path in sorted(folder.glob("*.json"))]


def _marked(path: Path) -> Marked:
    data = json.loads(path.read_text(encoding="utf-8"))
    text = data["text"] if "text" in data else (ROOT / data["source"]).read_bytes().decode("utf-8")
    spans: dict[str, set[Span]] = defaultdict(set)
    items = []
    for item in data["items"]:
        span = Span(item["start"], item["end"])
        if text[span.start : span.end] != item["text"]:
            raise ValueError(f"{path}: {span.start}-{span.end} is not {item['text']!r}")
        spans[item["tag"]].add(span)
        items.append(span)
    joined: dict[str, set[tuple[Span, Span]]] = defaultdict(set)
    for relation, source, target in data.get("joins", ()):
        joined[relation].add((items[source], items[target]))
    return Marked(path.stem, text, spans, joined)


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Each paragraph and where it begins: code points."""
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, line.rstrip("\r\n")
        start += len(line)


def found_in(marked: Marked) -> Marked:
    """What the recognisers find in a text, in the same form."""
    spans: dict[str, set[Span]] = defaultdict(set)
    joined: dict[str, set[tuple[Span, Span]]] = defaultdict(set)
    earlier: list[tuple[int, str]] = []
    for start, paragraph in paragraphs(marked.text):
        answer = recognise(paragraph, RECOGNISERS)
        extents = [found.extent.shifted(start) for found in answer.found]
        for found, extent in zip(answer.found, extents, strict=True):
            spans[found.tag].add(extent)
        for join in answer.joins:
            joined[join.relation].add((extents[join.source], extents[join.target]))
        before = None
        if answer.awaiting:
            before = speaker_before(reversed(earlier), itemgetter(1), lambda each: recognise(each[1], RECOGNISERS))
        if before is not None:
            speaker = before[1].extent.shifted(before[0][0])
            joined["said_by"] |= {(extents[quote], speaker) for quote in answer.awaiting}
        earlier.append((start, paragraph))
    return Marked(marked.name, marked.text, spans, joined)


def score(marked: set[Span], found: set[Span]) -> Score:
    """How two sets of spans agree."""
    return Score(
        len(marked),
        len(found),
        len(marked & found),
        sum(any(one.overlaps(other) for other in marked) for one in found),
        sum(any(one.overlaps(other) for other in found) for one in marked),
    )


def joins_score(marked: set[tuple[Span, Span]], found: set[tuple[Span, Span]]) -> Score:
    """How relations agree: those whose ends are both right, and those whose ends both overlap."""

    def alike(one: tuple[Span, Span], other: tuple[Span, Span]) -> bool:
        return one[0].overlaps(other[0]) and one[1].overlaps(other[1])

    return Score(
        len(marked),
        len(found),
        len(marked & found),
        sum(any(alike(one, other) for other in marked) for one in found),
        sum(any(alike(one, other) for other in found) for one in marked),
    )


def measured(texts: Iterable[Marked]) -> dict[str, Score]:
    """The scores of all tags and relations over some texts."""
    scores: dict[str, Score] = defaultdict(Score)
    for marked in texts:
        found = found_in(marked)
        for tag in TAGS:
            scores[tag] += score(marked.spans[tag], found.spans[tag])
        for relation in RELATIONS:
            scores[relation] += joins_score(marked.joined[relation], found.joined[relation])
    return scores


def group_of(marked: Marked) -> str:
    """What kind of text it is, by its name: `own`, written for this; `held`, for which no rule was changed."""
    parts = marked.name.split("_")
    if marked.name.isdigit():
        return "seeds"
    if "own" not in parts:
        return "texts of others"
    language = {"ar": "Arabic", "en": "English"}.get(parts[1], parts[1])
    return f"own, {language}, held out" if "held" in parts else f"own, {language}"


def rows(scores: dict[str, dict[str, Score]]) -> Iterator[tuple[str, ...]]:
    """A row for each group and tag."""
    for group, by_tag in scores.items():
        name = group
        for what in (*TAGS, *RELATIONS):
            one = by_tag[what]
            if one.marked or one.found:
                exact = (one.precision, one.recall, _f1(one.precision, one.recall))
                overlap = (one.overlap_precision, one.overlap_recall, _f1(one.overlap_precision, one.overlap_recall))
                yield (name, what, str(one.marked), str(one.found), *(f"{value:.2f}" for value in (*exact, *overlap)))
                name = ""


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def table(lines: list[tuple[str, ...]]) -> str:
    """Rows as a Markdown table, words to the left, figures to the right."""
    everything = [HEADS, *lines]
    widths = [max(map(len, column)) for column in zip(*everything, strict=True)]
    rule = tuple("-" * width if place < LEFT else "-" * (width - 1) + ":" for place, width in enumerate(widths))
    return "\n".join(
        "| "
        + " | ".join(
            cell.ljust(width) if place < LEFT else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        + " |"
        for row in (HEADS, rule, *lines)
    )


def differences(marked: Marked, found: Marked) -> Iterator[str]:
    """What was missed and what was invented, a line each, with the text around it."""
    for tag in TAGS:
        for word, spans in (
            ("missed", marked.spans[tag] - found.spans[tag]),
            ("invented", found.spans[tag] - marked.spans[tag]),
        ):
            for span in sorted(spans):
                around = marked.text[max(0, span.start - 25) : span.end + 35].replace("\n", " / ")
                yield f"{marked.name}\t{word}\t{tag}\t{marked.text[span.start : span.end]}\t{around}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, default=GOLD, metavar="FOLDER", help="where the marked texts are")
    parser.add_argument("--wrong", action="store_true", help="print what was missed and invented as well")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write the numbers as well")
    chosen = parser.parse_args()
    groups: dict[str, list[Marked]] = defaultdict(list)
    texts = marked_texts(chosen.gold)
    for marked in texts:
        groups[group_of(marked)].append(marked)
    scores = {group: measured(marked) for group, marked in groups.items()}
    sys.stdout.write(f"{table(list(rows(scores)))}\n")
    if chosen.wrong:
        for marked in texts:
            for line in differences(marked, found_in(marked)):
                sys.stdout.write(f"{line}\n")
    if chosen.json is not None:
        numbers = {group: {what: one._asdict() for what, one in by_tag.items()} for group, by_tag in scores.items()}
        chosen.json.write_text(json.dumps(numbers, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
