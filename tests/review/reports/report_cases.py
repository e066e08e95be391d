"""Reports for tests: one of three sets on a seed, and ones by chance, of text and names that mean harm."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hostile import HOSTILE
from hypothesis import strategies as st
from strategies import hostile_text, prose
from three_sets import document_with, three_sides

from tui_reader.review.figure import ComparedDocument
from tui_reader.review.figures import figures
from tui_reader.review.groups import State
from tui_reader.review.matching import compare
from tui_reader.review.reports import Form, written
from tui_reader.review.reports.content import (
    Entry,
    Link,
    Lost,
    Remark,
    Report,
    ReportedSet,
    Reviewed,
    Ruling,
    Version,
)
from tui_reader.review.reports.gathering import Sources, reviewed
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.documents.document import Document

MOMENT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
MARKUP = [
    "<script>alert(1)</script>",
    "</p></section></body><img src=http://127.0.0.1:1/x onerror=alert(1)>",
    "<!--",
    "-->",
    "]]>",
    "</style><style>*{display:none}</style>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "&lt;b&gt; &amp; &#x202e; &nbsp",
    "=cmd|' /C calc'!A0",
    "| a | b |\n| --- |",
    "# heading\n- list `code` **b**",
    "\u2069\u2069\u202e\u2067reversed",
    "\u202eabc\u202c",
    "\x00\x01\x1b[31m\x7f\x85\u2028\u2029\r\n\x0c",
    "\ud800 \udfff \ufffe \U0010ffff",
    "ا\u0301" + "\u064b" * 50,
    "n" * 300,
]
"""What must stay text in a page, a table or a Markdown file."""


def written_text(report: Report, form: Form) -> str:
    """All of a report."""
    return b"".join(written(report, form)).decode("utf-8")


def three_sets_report(*documents: Document) -> Report:
    """Three annotators' sets on each document, and figures of all."""
    comparisons = [compare(three_sides(document)) for document in documents]
    parts = [
        reviewed(
            Sources(
                document.path.name,
                document,
                comparison,
                None,
                tuple(side.annotator for side in comparison.sides),
            )
        )
        for document, comparison in zip(documents, comparisons, strict=True)
    ]
    compared = [
        ComparedDocument(document.path.name, comparison, document.code_points.length)
        for document, comparison in zip(documents, comparisons, strict=True)
    ]
    return Report("ريم", MOMENT, "tui-reader 0.1.0", tuple(parts), figures(compared))


def version(document: Document, name: str, spans: Sequence[tuple[int, int]], **said: object) -> Version:
    """An annotation of these code points of a document in memory."""
    places = tuple(sorted(Span(*span) for span in spans))
    quote = " … ".join(document.slice(place) for place in places)
    values: dict[str, object] = {"tags": ("Claim",), "attributes": {}, "note": None, "links": (), **said}
    return Version(id=name, spans=places, places=places, quote=quote, **values)  # type: ignore[arg-type]


def report_of(document: Document, entries: Sequence[Entry], names: Sequence[str], **more: object) -> Report:
    """A report of one document, without figures."""
    sets = tuple(ReportedSet(name, f"{name}.json", "0" * 64, 0, 0, ()) for name in names)
    part = Reviewed(
        "doc.txt", "0" * 64, len(document.slice(Span(0, document.end))), "utf-8", document, sets, tuple(entries)
    )
    values: dict[str, object] = {"reviewer": "reem", "written": MOMENT, "program": "tui-reader", **more}
    return Report(documents=(part,), **values)  # type: ignore[arg-type]


words = st.one_of(
    st.sampled_from(MARKUP),
    st.sampled_from([text for text in HOSTILE.values() if len(text) < 400]),
    prose,
    st.text(max_size=30),
)
"""What people and programs may write in a set."""


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A text of some paragraphs."""
    return "\n".join(draw(st.lists(st.one_of(prose, hostile_text, st.sampled_from(MARKUP)), min_size=1, max_size=4)))


@st.composite
def hostile_reports(draw: st.DrawFn, *, named: st.SearchStrategy[str] = words) -> Report:
    """A report in which everything that somebody could write is what they would write who mean harm."""
    document = document_with(draw(texts()).encode("utf-8", "replace").decode("utf-8"))
    names = draw(st.lists(named, min_size=1, max_size=3))
    places = st.integers(0, document.end).flatmap(
        lambda start: st.integers(start, document.end).map(lambda end: (start, end))
    )
    said = st.lists(places, max_size=3, unique=True)
    entries = []
    for number in range(draw(st.integers(0, 4))):
        versions: list[Version | None] = [
            version(
                document,
                draw(named),
                draw(said),
                tags=tuple(draw(st.lists(named, max_size=2, unique=True))),
                attributes={draw(named): draw(st.one_of(named, st.lists(named, max_size=2), st.booleans()))},
                note=draw(st.none() | named),
                links=(Link(draw(named), draw(st.none() | st.just(0)), draw(named)),),
            )
            if draw(st.integers(0, 3))
            else None
            for _ in names
        ]
        ruling = None
        if draw(st.booleans()):
            outcome = draw(st.sampled_from(versions))
            said_of = (draw(named), draw(named), 0.5, draw(named))
            stale = draw(st.booleans())
            ruling = Ruling(outcome is not None, stale, draw(named), MOMENT, None, outcome, *said_of)
        depths = draw(st.lists(st.integers(0, 3), max_size=3))
        remarks = tuple(Remark(draw(named), MOMENT, draw(named), depth) for depth in depths)
        state = draw(st.sampled_from(list(State)))
        entries.append(Entry(number, state, (state,), 0.5, tuple(versions), ruling, remarks))
    report = report_of(document, entries, names, reviewer=draw(named))
    part = report.documents[0]
    lost = (Lost("x", (draw(named),), draw(named)),)
    sets = tuple(one._replace(file=draw(named), lost=lost) for one in part.sets)
    part = Reviewed(draw(named), part.sha256, part.length, part.encoding, document, sets, part.entries)
    return Report(report.reviewer, MOMENT, report.program, (part,))
