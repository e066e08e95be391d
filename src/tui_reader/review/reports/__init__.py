"""What a review came to, to be handed on: one page for a browser, Markdown, CSV or JSON. Values in, text out."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui_reader.review.reports.content import Report


class Form(Enum):
    """What a report can be written as; the value is also the suffix of its file."""

    HTML = "html"
    MARKDOWN = "md"
    CSV = "csv"
    JSON = "json"

    @classmethod
    def of(cls, path: Path) -> Form | None:
        """The form that a file's name asks for."""
        suffix = path.suffix.lower().removeprefix(".")
        return next((form for form in cls if suffix in (form.value, *_OTHER_SUFFIXES.get(form, ()))), None)


_OTHER_SUFFIXES = {Form.HTML: ("htm",), Form.MARKDOWN: ("markdown",)}


def written(report: Report, form: Form) -> Iterator[bytes]:
    """The report as UTF-8, piece by piece: however many groups there are, only one piece is held."""
    for piece in _pieces(report, form):
        yield piece.encode("utf-8", "replace")


def _pieces(report: Report, form: Form) -> Iterator[str]:
    match form:
        case Form.HTML:
            from tui_reader.review.reports import html

            yield from html.page(report)
        case Form.MARKDOWN:
            from tui_reader.review.reports import markdown

            yield from (f"{line}\n" for line in markdown.lines(report))
        case Form.CSV:
            from tui_reader.review.reports import values

            yield from (f"{line}\n" for line in values.spreadsheet_lines(report))
        case Form.JSON:
            from tui_reader.review.reports import values

            yield from (f"{line}\n" for line in values.json_lines(report))


def is_report(beginning: bytes) -> bool:
    """Whether a file that begins with this is a report, so that nothing is lost when another one takes its place."""
    from tui_reader.review.reports import html, markdown, values

    text = beginning.decode("utf-8", "replace").removeprefix("\ufeff")
    marks = (markdown.SIGNATURE, values.SIGNATURE, *values.spreadsheet_header())
    return text.startswith(marks) or (text.startswith(html.BEGINNING) and html.SIGNATURE in text)
