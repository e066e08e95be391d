"""A report as Markdown (CommonMark with tables): all but the text itself, of which it has the quotes.

Every mark that Markdown might obey is escaped, so that what somebody has written stays text in any program.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.language import listed, tr, tr_count
from tui_reader.review.figure import Kind
from tui_reader.review.figure_words import interval_words, kind_words, measure_words, value_words
from tui_reader.review.groups import State
from tui_reader.review.reports.escaping import fit
from tui_reader.review.reports.words import (
    attribute_words,
    how_words,
    label_words,
    place_words,
    standing_words,
    time_words,
)
from tui_reader.review.words import SIGNS, differences_words, state_words
from tui_reader.text.sanitise import composed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui_reader.review.figure import Figures
    from tui_reader.review.reports.content import Entry, Report, Reviewed, Ruling, Version

SIGNATURE = "<!-- report: tui-reader -->"
"""The first line, by which a report is known again; no program shows it."""
_ENTITIES = {"<": "&lt;", ">": "&gt;"}
_OBEYED = re.compile(r"[\\`*_\[\]<>|~#:@!$^=+-]|(?<=www)\.", re.IGNORECASE)


def lines(report: Report) -> Iterator[str]:
    """Its lines, each without its LF."""
    yield SIGNATURE
    if len(report.documents) == 1:
        yield f"# {tr('Review of {names}', names=_safe(report.documents[0].name))}"
    else:
        count = len(report.documents)
        yield f"# {tr_count(count, 'Review of {count} document', 'Review of {count} documents')}"
    yield ""
    yield f"- {tr('Reviewer')}: {_safe(report.reviewer)}"
    yield f"- {tr('Written')}: {time_words(report.written)}"
    yield f"- {tr('By')}: {_safe(report.program)}"
    if report.figures is not None:
        yield from _figures(report.figures)
    for document in report.documents:
        yield from _document(document, alone=len(report.documents) == 1)


def _document(reviewed: Reviewed, *, alone: bool) -> Iterator[str]:
    if not alone:
        yield from ("", f"## {_safe(reviewed.name)}")
    yield ""
    yield f"- {tr('Source')}: {_safe(reviewed.name)}"
    yield f"- SHA-256: {_safe(reviewed.sha256)}"
    yield f"- {tr('Code points')}: {reviewed.length}"
    yield f"- {tr('Encoding')}: {_safe(reviewed.encoding)}"
    yield ""
    yield from _table(
        (tr("Annotator"), tr("Annotations"), tr("Links"), tr("Lost"), tr("File"), "SHA-256"),
        (
            [one.name, str(one.annotations), str(one.links), str(len(one.lost)), one.file or "", one.sha256]
            for one in reviewed.sets
        ),
    )
    count = len(reviewed.entries)
    yield from ("", f"### {tr_count(count, '{count} group', '{count} groups')}", "")
    for state in State:
        if reviewed.states[state]:
            yield f"- {_safe(SIGNS[state])} {state_words(state)}: {reviewed.states[state]}"
    for standing in ("accepted", "open", "stale", "rejected"):
        if reviewed.standings[standing]:
            yield f"- {standing_words(standing)}: {reviewed.standings[standing]}"
    yield from ("", f"### {tr('Groups')}")
    for entry in reviewed.entries:
        yield from _group(entry, reviewed)
    if any(one.lost for one in reviewed.sets):
        yield from ("", f"### {tr('Lost')}", "")
        for one in reviewed.sets:
            for lost in one.lost:
                yield f"- {_safe(one.name)}: {_safe(listed(lost.tags))}: {_safe(lost.quote)}"


def _figures(figures: Figures) -> Iterator[str]:
    yield from ("", f"## {tr('Agreement')}")
    for kind in Kind:
        parts = figures.of(kind)
        if not parts:
            continue
        yield from ("", f"### {kind_words(kind)}", "")
        heads = (kind_words(kind), tr("Figure"), tr("Value"), tr("Interval (95 %)"), tr("Of"))
        rows = (
            [
                " – ".join(part.scope.names),
                measure_words(figure.measure) + ("" if figure.attribute is None else f": {figure.attribute}"),
                value_words(figure.value),
                interval_words(figure.interval),
                str(figure.items),
            ]
            for part in parts
            for figure in part.figures
        )
        yield from _table(heads, rows)
    matrix = figures.overall.confusion
    if matrix is not None and matrix.labels:
        names = [label_words(label) for label in matrix.labels]
        yield from ("", f"### {tr('Confusion matrix of tags')}", "")
        rows = (
            [label_words(row), *(str(matrix.count(row, column)) for column in matrix.labels)] for row in matrix.labels
        )
        yield from _table(("", *names), rows)


def _group(entry: Entry, reviewed: Reviewed) -> Iterator[str]:
    tags = f" {_safe(listed(entry.tags))}" if entry.tags else ""
    words = differences_words(entry.differences, entry.state)
    yield ""
    yield (
        f"#### {entry.number + 1} {_safe(SIGNS[entry.state])}{tags} ({words}; {standing_words(entry.standing)};"
        f" {tr('alike: {part}', part=f'{entry.likeness:.2f}')})"
    )
    yield ""
    for one, version in zip(reviewed.sets, entry.versions, strict=True):
        yield from _version(_safe(one.name), version)
    if entry.ruling is not None:
        yield from _ruling(entry.ruling)
    for remark in entry.remarks:
        who = f"{_safe(remark.author)}, {time_words(remark.written)}" if remark.written else _safe(remark.author)
        yield f"{'  ' * min(remark.depth, 8)}- {who}: {_safe(remark.text)}"


def _version(who: str, version: Version | None) -> Iterator[str]:
    if version is None:
        yield f"- {who}: {tr('nothing')}"
        return
    tags = _safe(listed(version.tags)) if version.tags else tr("no tag")
    yield f"- {who}: {tags}, {place_words(version.places) or tr('the whole document')}"
    if version.quote:
        yield f"  - {_safe(version.quote)}"
    for key, value in version.attributes.items():
        yield f"  - {_safe(key)}: {_safe(attribute_words(value))}"
    for link in version.links:
        yield f"  - {_safe(link.name)} → {'' if link.group is None else link.group + 1} {_safe(link.quote)}"
    if version.note is not None:
        yield f"  - {tr('Note')}: {_safe(version.note)}"


def _ruling(ruling: Ruling) -> Iterator[str]:
    parts = [standing_words("accepted" if ruling.is_accepted else "rejected")]
    parts += [how_words(ruling.how)] if ruling.how else []
    parts += [_safe(ruling.strategy)] if ruling.strategy else []
    when = f", {time_words(ruling.written)}" if ruling.written else ""
    yield f"- {tr('Decision')}: {listed(parts)}, {_safe(ruling.reviewer)}{when}"
    if ruling.outcome is not None:
        yield from (f"  {line}" for line in _version(tr("Accepted"), ruling.outcome))
    for name, value in (
        (tr("Reason"), ruling.reason),
        (tr("Comment"), ruling.comment),
        (tr("Confidence"), None if ruling.confidence is None else f"{ruling.confidence:g}"),
    ):
        if value is not None:
            yield f"  - {name}: {_safe(value)}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(map(_safe, heads))} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(map(_safe, row))} |"


def _safe(text: str) -> str:
    """Words on one line, in which nothing is obeyed: neither Markdown nor HTML."""
    line = " ".join(composed(fit(text)).split()).replace("&", "&amp;")
    safe = _OBEYED.sub(lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), line)
    # Where a line begins with a number, a full stop and a space, so does a list.
    return re.sub(r"^(\d+)([.)])(?= |$)", r"\1\\\2", safe)
