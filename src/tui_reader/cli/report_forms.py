"""The forms in which `report` prints what was found: rows for people, JSON and CSV for programs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Any

from tui_reader.annotations.w3c import timestamp
from tui_reader.language import counted
from tui_reader.printing import printable_json
from tui_reader.session.views.arranging import grouped
from tui_reader.session.views.coverage import Coverage
from tui_reader.session.views.questions import COUNTED, View
from tui_reader.text.excerpt import isolated, label_text
from tui_reader.text.kwic import concordance_row
from tui_reader.text.safe_json import json_path
from tui_reader.text.sanitise import printable
from tui_reader.text.spreadsheet import csv_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from tui_reader.printing import Row
    from tui_reader.session.views.coverage import Share
    from tui_reader.session.views.passages import Passage
    from tui_reader.session.views.survey import Findings
    from tui_reader.session.views.tally import Tally

PLACE_CELLS = 8
"""Cells of the number before a row: where the passage begins, in code points."""
UNDERLINED = "\x1b[4m"
LIST_WIDTH = 150
"""Cells of a line that is no row of a table."""
NAMES = {
    View.UNCITED: ("uncited", "uncited"),
    View.UNUSED_CITATIONS: ("unused citation", "unused citations"),
    View.BY_SOURCE: ("passage by source", "passages by source"),
    View.UNATTRIBUTED: ("quote without a speaker", "quotes without a speaker"),
    View.TAG: ("passage", "passages"),
}
MEMBERS = {view: view.value.replace("-", "_") for view in COUNTED}
"""What the counts are called in JSON and CSV."""


class Form(ABC):
    """One kind of report."""

    @abstractmethod
    def rows(self, findings: Iterable[Findings]) -> Iterator[Row]:
        """Rows for people, in visual order."""

    @abstractmethod
    def values(self, findings: Iterable[Findings]) -> Iterator[dict[str, Any]]:
        """JSON objects."""

    @abstractmethod
    def table(self, findings: Iterable[Findings]) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        """The names of columns, and the rows below."""

    def json_lines(self, findings: Iterable[Findings]) -> Iterator[str]:
        """The lines of a JSON array."""
        return printable_json(self.values(findings))

    def csv_lines(self, findings: Iterable[Findings], *, with_mark: bool) -> Iterator[str]:
        """The lines of a CSV file."""
        return csv_lines(*self.table(findings), with_mark=with_mark)


class PassageForm(Form):
    """The answers to a question, each in its context."""

    def __init__(self, view: View, width: int, *, in_styles: bool) -> None:
        """`width`: cells of a row; `in_styles`: whether passages are underlined."""
        self._view = view
        self._width = width
        self._in_styles = in_styles

    def rows(self, findings: Iterable[Findings]) -> Iterator[Row]:
        if self._view is View.BY_SOURCE:
            yield from self._rows_by_source(findings)
            return
        count = documents = 0
        for found in findings:
            if found.passages:
                yield [(f"{printable(str(found.path))}  ({len(found.passages)})", "")]
                count, documents = count + len(found.passages), documents + 1
            yield from map(self._row, found.passages)
        yield [(f"{counted(count, *NAMES[self._view])} in {counted(documents, 'document', 'documents')}", "")]

    def _rows_by_source(self, findings: Iterable[Findings]) -> Iterator[Row]:
        groups = grouped(chain.from_iterable(found.passages for found in findings))
        for heading, members in groups:
            name = "without a source" if heading.name is None else label_text(isolated(heading.name), self._width - 10)
            yield [(f"{name}  ({heading.total})", "")]
            path: Path | None = None
            for passage in members:
                if passage.path != path:
                    path = passage.path
                    yield [(f"  {printable(str(path))}", "")]
                yield self._row(passage)
        sources = sum(heading.name is not None for heading, _ in groups)
        passages = sum(heading.total for heading, _ in groups)
        yield [(f"{counted(passages, *NAMES[self._view])}, {counted(sources, 'source', 'sources')}", "")]

    def _row(self, passage: Passage) -> Row:
        room = self._width - PLACE_CELLS - 1
        if passage.context is None:
            quote = label_text(isolated(passage.quote), max(10, room // 2))
            tags = label_text(", ".join(map(isolated, passage.tags)), max(10, room // 2))
            lost = f"lost: {quote} ({printable(passage.problem)})"
            return [(f"{'':{PLACE_CELLS}} {lost if passage.problem else f'the whole document: {tags}'}", "")]
        pieces = concordance_row(passage.context, room).pieces()
        row = [(text, UNDERLINED if is_hit and self._in_styles else "") for text, is_hit in pieces]
        last, style = row[-1]
        return [(f"{passage.code_points[0].start:{PLACE_CELLS}} ", ""), *row[:-1], (last.rstrip(" "), style)]

    def values(self, findings: Iterable[Findings]) -> Iterator[dict[str, Any]]:
        return (self._value(passage) for found in findings for passage in found.passages)

    def _value(self, passage: Passage) -> dict[str, Any]:
        value: dict[str, Any] = {
            "path": json_path(passage.path),
            "annotator": passage.annotator,
            "id": passage.annotation_id,
            "tags": list(passage.tags),
            "start": passage.code_points[0].start if passage.code_points else None,
            "end": max(span.end for span in passage.code_points) if passage.code_points else None,
            "fragments": [list(span) for span in passage.code_points],
            "text": passage.quote,
            "before": passage.context.before if passage.context else "",
            "after": passage.context.after if passage.context else "",
        }
        if self._view is View.BY_SOURCE:
            value["source"] = passage.source
        if passage.problem:
            value["lost"] = passage.problem
        return value

    def table(self, findings: Iterable[Findings]) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        names = ("path", "annotator", "tags", "start", "end", "before", "text", "after", "source", "lost", "id")
        rows = (
            [", ".join(value["tags"]) if name == "tags" else value.get(name) for name in names]
            for value in self.values(findings)
        )
        return names, rows


class ProgressForm(Form):
    """How far each document is."""

    def rows(self, findings: Iterable[Findings]) -> Iterator[Row]:
        totals: Counter[str] = Counter()
        coverage = Coverage()
        documents = 0
        for found in findings:
            if found.tally is None:
                continue
            documents += 1
            totals.update(_numbers(found.tally))
            coverage = coverage.plus(found.tally.coverage or Coverage())
            yield [(printable(str(found.path)), "")]
            yield from ([(f"    {line}", "")] for line in _tally_lines(found.tally))
        if documents != 1:
            yield [(counted(documents, "document", "documents"), "")]
            yield [(f"    {counted(totals['annotations'], 'annotation', 'annotations')}", "")]
            yield [(f"    {_coverage_words(coverage)}", "")]
            counts: dict[View, int | None] = {view: totals[MEMBERS[view]] for view in COUNTED}
            yield [(f"    {_state_words(totals)}", "")]
            yield [(f"    {_counts_words(counts)}", "")]

    def values(self, findings: Iterable[Findings]) -> Iterator[dict[str, Any]]:
        for found in findings:
            value: dict[str, Any] = {"path": json_path(found.path)}
            if found.tally is None:
                yield value | {"problem": "; ".join(map(str, found.problems))}
                continue
            tally, coverage = found.tally, found.tally.coverage or Coverage()
            yield value | {
                "annotations": tally.annotations,
                "tags": {tag: count for tag, count in sorted(tally.tags.items()) if tag},
                "untagged": tally.tags.get("", 0),
                "suggestions": tally.suggestions,
                "to_check": tally.unsettled,
                "lost": tally.lost,
                **{MEMBERS[view]: tally.counts[view] for view in COUNTED},
                "sentences": _share_value(coverage.sentences),
                "paragraphs": _share_value(coverage.paragraphs),
                "changed": None if tally.changed is None else timestamp(tally.changed),
            }

    def table(self, findings: Iterable[Findings]) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        values = list(self.values(findings))
        tags = sorted({tag for value in values for tag in value.get("tags", ())})
        plain = ("path", "annotations", "untagged", "suggestions", "to_check", "lost", *MEMBERS.values())
        shares = ("sentences", "paragraphs")
        names = [*plain, *(f"{share}_{part}" for share in shares for part in ("annotated", "total")), "changed"]
        rows = [
            [
                *(value.get(name) for name in plain),
                *(value.get(share, {}).get(part) for share in shares for part in ("annotated", "total")),
                value.get("changed"),
                value.get("problem"),
                *(value["tags"].get(tag, 0) if "tags" in value else None for tag in tags),
            ]
            for value in values
        ]
        return [*names, "problem", *(f"tag: {tag}" for tag in tags)], rows


def _numbers(tally: Tally) -> dict[str, int]:
    """All that can be added up."""
    counts = {MEMBERS[view]: tally.counts[view] or 0 for view in COUNTED}
    own = {"annotations": tally.annotations, "suggested": tally.suggestions, "to check": tally.unsettled}
    return own | {"lost": tally.lost} | counts


def _tally_lines(tally: Tally) -> Iterator[str]:
    tags = ", ".join(f"{isolated(tag)} {count}" for tag, count in tally.tags.most_common() if tag and count)
    untagged = tally.tags[""]
    words = [tags, f"{untagged} without a tag" if untagged else ""]
    in_brackets = ", ".join(filter(None, words))
    line = counted(tally.annotations, "annotation", "annotations") + (f" ({in_brackets})" if in_brackets else "")
    changed = "" if tally.changed is None else f", last changed {tally.changed.astimezone():%Y-%m-%d %H:%M}"
    yield label_text(line + changed, LIST_WIDTH)
    if tally.coverage is not None:
        yield _coverage_words(tally.coverage)
    yield _state_words(_numbers(tally))
    yield _counts_words(tally.counts)


def _coverage_words(coverage: Coverage) -> str:
    shares = {"sentences": coverage.sentences, "paragraphs": coverage.paragraphs}
    parts = [f"{share.annotated} of {share.total} {name} ({share.part:.0%})" for name, share in shares.items()]
    return f"annotated: {', '.join(parts)}"


def _state_words(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{numbers[name]} {name}" for name in ("suggested", "to check", "lost"))


def _counts_words(counts: Mapping[View, int | None]) -> str:
    asked = [view for view in COUNTED if view is not View.BY_SOURCE]
    return ", ".join(
        f"? {NAMES[view][1]}" if (count := counts[view]) is None else counted(count, *NAMES[view]) for view in asked
    )


def _share_value(share: Share) -> dict[str, int]:
    return {"annotated": share.annotated, "total": share.total}
