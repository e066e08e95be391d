"""A report as JSON, whose keys stay, and as rows for a spreadsheet. What is in it: `docs/reviewing.md`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_reader.review.figure_values import json_value
from tui_reader.review.figure_words import value_words
from tui_reader.review.reports.words import attribute_words
from tui_reader.text.safe_json import json_line
from tui_reader.text.spreadsheet import csv_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tui_reader.review.figure import Figures
    from tui_reader.review.reports.content import Entry, Report, Reviewed, Ruling, Version

SIGNATURE = '{\n"report": '
"""How the JSON begins, by which a report is known again."""
FORMAT = 1
"""The number that the JSON names; another one where a key says something else than before."""

COLUMNS = (
    "document",
    "group",
    "state",
    "differences",
    "likeness",
    "standing",
    "by",
    "annotator",
    "id",
    "tags",
    "start",
    "end",
    "fragments",
    "text",
    "answers",
    "note",
    "links",
    "how",
    "reason",
    "comment",
    "confidence",
    "remarks",
)
"""Of the spreadsheet: a row for what each annotator says in a group, for what was decided, and for what was lost."""


def json_lines(report: Report) -> Iterator[str]:
    """An object, one group a line; the lines have no LF."""
    yield "{"
    yield f'"report": {FORMAT},'
    yield f'"program": {json_line(report.program)},'
    yield f'"reviewer": {json_line(report.reviewer)},'
    yield f'"written": {json_line(_moment(report.written))},'
    yield f'"agreement": {json_line(_agreement(report.figures))},'
    yield '"documents": ['
    for number, document in enumerate(report.documents):
        if number:
            yield ","
        yield from _document_lines(document)
    yield "]"
    yield "}"


def spreadsheet_lines(report: Report) -> Iterator[str]:
    """The lines of a CSV file, each without its LF, with a byte-order mark for Excel."""
    return csv_lines(COLUMNS, _rows(report), with_mark=True)


def spreadsheet_header() -> tuple[str, ...]:
    """How the CSV begins."""
    return tuple(csv_lines(COLUMNS, (), with_mark=False))


# JSON


def _document_lines(reviewed: Reviewed) -> Iterator[str]:
    source = {
        "name": reviewed.name,
        "sha256": reviewed.sha256,
        "length": reviewed.length,
        "encoding": reviewed.encoding,
    }
    sets = [
        {
            "annotator": one.name,
            "file": one.file,
            "sha256": one.sha256,
            "annotations": one.annotations,
            "links": one.links,
            "lost": [{"id": lost.id, "tags": list(lost.tags), "text": lost.quote} for lost in one.lost],
        }
        for one in reviewed.sets
    ]
    yield "{"
    yield f'"source": {json_line(source)},'
    yield f'"sets": {json_line(sets)},'
    yield '"groups": ['
    held = ""
    for entry in reviewed.entries:
        if held:
            yield f"{held},"
        held = json_line(_group(entry, reviewed))
    if held:
        yield held
    yield "]}"


def _agreement(figures: Figures | None) -> dict[str, Any] | None:
    """What `agreement --json` says, and of each figure also which groups it was made from."""
    if figures is None:
        return None
    said = json_value(figures)
    every = (figure for part in figures.parts for figure in part.figures)
    for value, figure in zip(said["figures"], every, strict=True):
        value["shown"] = value_words(figure.value)
        value["made_from"] = [[document + 1, group + 1] for document, group in figure.groups]
    return said


def _group(entry: Entry, reviewed: Reviewed) -> dict[str, Any]:
    return {
        "group": entry.number + 1,
        "state": entry.state.value,
        "differences": [state.value for state in entry.differences],
        "likeness": round(entry.likeness, 6),
        "standing": entry.standing,
        "versions": [
            {"annotator": one.name, **_version(version)}
            for one, version in zip(reviewed.sets, entry.versions, strict=True)
            if version is not None
        ],
        "decision": None if entry.ruling is None else _decision(entry.ruling),
        "remarks": [
            {"author": remark.author, "written": _moment(remark.written), "text": remark.text, "depth": remark.depth}
            for remark in entry.remarks
        ],
    }


def _version(version: Version) -> dict[str, Any]:
    return {
        "id": version.id,
        "tags": list(version.tags),
        "fragments": [list(place) for place in version.places],
        "text": version.quote,
        "attributes": dict(version.attributes),
        "note": version.note,
        "links": [
            {"name": link.name, "group": None if link.group is None else link.group + 1, "text": link.quote}
            for link in version.links
        ],
    }


def _decision(ruling: Ruling) -> dict[str, Any]:
    return {
        "verdict": "accepted" if ruling.is_accepted else "rejected",
        "stale": ruling.is_stale,
        "reviewer": ruling.reviewer,
        "written": _moment(ruling.written),
        "how": ruling.how,
        "outcome": None if ruling.outcome is None else _version(ruling.outcome),
        "reason": ruling.reason,
        "comment": ruling.comment,
        "confidence": ruling.confidence,
        "strategy": ruling.strategy,
    }


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")


# Rows


def _rows(report: Report) -> Iterator[list[object]]:
    for reviewed in report.documents:
        for entry in reviewed.entries:
            for values in _entry_rows(entry, reviewed):
                group: dict[str, object] = {
                    "document": reviewed.name,
                    "group": entry.number + 1,
                    "state": entry.state.value,
                    "differences": " ".join(state.value for state in entry.differences),
                    "likeness": f"{entry.likeness:.3f}",
                    "standing": entry.standing,
                }
                yield [(group | values).get(column) for column in COLUMNS]
        for one in reviewed.sets:
            for lost in one.lost:
                row: dict[str, object] = {
                    "document": reviewed.name,
                    "state": "lost",
                    "by": "annotator",
                    "annotator": one.name,
                    "id": lost.id,
                    "tags": ", ".join(lost.tags),
                    "text": lost.quote,
                }
                yield [row.get(column) for column in COLUMNS]


def _entry_rows(entry: Entry, reviewed: Reviewed) -> Iterator[dict[str, object]]:
    for one, version in zip(reviewed.sets, entry.versions, strict=True):
        if version is not None:
            yield {"by": "annotator", "annotator": one.name, **_cells(version)}
    ruling = entry.ruling
    remarks = " / ".join(f"{remark.author}: {remark.text}" for remark in entry.remarks)
    if ruling is not None:
        yield {
            "by": "reviewer",
            "annotator": ruling.reviewer,
            **({} if ruling.outcome is None else _cells(ruling.outcome)),
            "how": ruling.how,
            "reason": ruling.reason,
            "comment": ruling.comment,
            "confidence": None if ruling.confidence is None else f"{ruling.confidence:g}",
            "remarks": remarks,
        }
    elif remarks:
        yield {"by": "reviewer", "remarks": remarks}


def _cells(version: Version) -> dict[str, object]:
    return {
        "id": version.id,
        "tags": ", ".join(version.tags),
        "start": version.places[0].start if version.places else None,
        "end": max(place.end for place in version.places) if version.places else None,
        "fragments": " ".join(f"{place.start}-{place.end}" for place in version.places),
        "text": version.quote,
        "answers": ", ".join(f"{key}: {attribute_words(value)}" for key, value in version.attributes.items()),
        "note": version.note,
        "links": ", ".join(
            f"{link.name} {'' if link.group is None else link.group + 1} {link.quote}" for link in version.links
        ),
    }
