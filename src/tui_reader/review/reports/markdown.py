"""A report as Markdown (CommonMark with tables): all but the text itself, of which it has the quotes.

Every mark that Markdown might obey is escaped, so that what somebody has written stays text in any program.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.language import listed, tr, tr_count
from tui_reader.review.groups import State
from tui_reader.review.reports.markup import fit
from tui_reader.review.reports.words import (
    attribute_words,
    figure_words,
    how_words,
    place_words,
    scope_words,
    standing_words,
    time_words,
)
from tui_reader.review.words import SIGNS, differences_words, state_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui_reader.review.reports.content import Entry, FigureTable, Matrix, Report, Reviewed, Ruling, Version

_OBEYED = re.compile(r"[\\`*_\[\]<>|~#:@!$^=+-]|(?<=www)\.", re.IGNORECASE)


def lines(report: Report) -> Iterator[str]:
    """Its lines, each without its LF."""
    if len(report.documents) == 1:
        yield f"# {tr('Review of {names}', names=_safe(report.documents[0].name))}"
    else:
        count = len(report.documents)
        yield f"# {tr_count(count, 'Review of {count} document', 'Review of {count} documents')}"
    yield ""
    yield f"- {tr('Reviewer')}: {_safe(report.reviewer)}"
    yield f"- {tr('Written')}: {time_words(report.written)}"
    yield f"- {tr('By')}: {_safe(report.program)}"
    yield from _figures(report.tables, None, 2)
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
            [one.name, str(one.annotations), str(one.links), str(len(one.lost)), one.file or "", one.sha256 or ""]
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
    yield from _figures(reviewed.tables, reviewed.matrix, 3)
    yield from ("", f"### {tr('Groups')}")
    for entry in reviewed.entries:
        yield from _group(entry, reviewed)
    if any(one.lost for one in reviewed.sets):
        yield from ("", f"### {tr('Lost')}", "")
        for one in reviewed.sets:
            for lost in one.lost:
                yield f"- {_safe(one.name)}: {_safe(listed(lost.tags))}: {_safe(lost.quote)}"


def _figures(tables: Sequence[FigureTable], matrix: Matrix | None, level: int) -> Iterator[str]:
    if not tables and matrix is None:
        return
    yield from ("", f"{'#' * level} {tr('Agreement')}")
    for scope in dict.fromkeys(table.scope for table in tables):
        same = [table for table in tables if table.scope == scope]
        yield ""
        heads = (scope_words(same[0]), tr("Figure"), tr("Value"), tr("Of"))
        rows = (
            [" – ".join(table.about), figure.name, figure_words(figure), str(figure.size)]
            for table in same
            for figure in table.figures
        )
        yield from _table(heads, rows)
    if matrix is not None and matrix.labels:
        names = [tr("nothing") if label is None else label for label in matrix.labels]
        yield from ("", f"{'#' * (level + 1)} {tr('Confusion matrix of tags')}", "")
        rows = ([label, *map(str, numbers)] for label, numbers in zip(names, matrix.rows, strict=True))
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
    words = [standing_words("accepted" if ruling.is_accepted else "rejected")]
    words += [how_words(ruling.how)] if ruling.how else []
    words += [_safe(ruling.strategy)] if ruling.strategy else []
    when = f", {time_words(ruling.written)}" if ruling.written else ""
    yield f"- {tr('Decision')}: {listed(words)}, {_safe(ruling.reviewer)}{when}"
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
    line = " ".join(fit(text).split())
    return _OBEYED.sub(
        lambda found: f"&{'lt' if found[0] == '<' else 'gt'};" if found[0] in "<>" else f"\\{found[0]}",
        line.replace("&", "&amp;"),
    )
