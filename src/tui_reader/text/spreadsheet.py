"""Rows as a CSV file that a spreadsheet opens as text and nothing else.

A cell that begins as a formula does would be computed by Excel, LibreOffice and Google Sheets, and could send away
what stands in others (https://owasp.org/www-community/attacks/CSV_Injection). So an apostrophe is put before it, as
people do by hand; also behind a semicolon, which is where a cell begins in countries whose decimal sign is the comma.
Every cell is on one line and holds nothing that a terminal obeys. Quoting and line ends are those of RFC 4180.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import category

from tui_reader.text.sanitise import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BYTE_ORDER_MARK = "\ufeff"
"""By which Excel knows UTF-8."""

_FORMULA = frozenset("=+-@|%\uff1d\uff0b\uff0d\uff20\u2212")
"""What begins a formula, in full width too; before it there may be blanks, quotes and what is not seen."""


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]], *, with_mark: bool) -> Iterator[str]:
    """The lines of the file without the LF that ends each; `with_mark` begins it with a byte-order mark."""
    yield (BYTE_ORDER_MARK if with_mark else "") + _line(header)
    yield from map(_line, rows)


def safe_cell(value: object) -> str:
    """What stands in a cell, not yet in quotes. Nothing for None; a number as it is."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    text = " ".join(printable(" ".join(str(value).split())).split())
    return ";".join(map(_defused, text.split(";")))


def _defused(text: str) -> str:
    """Text that stands at the beginning of a cell, with an apostrophe if it would begin a formula there."""
    start = 0
    while start < len(text) and (text[start] in "\"'" or text[start].isspace() or category(text[start]) == "Cf"):
        start += 1
    return f"{text[:start]}'{text[start:]}" if text[start : start + 1] in _FORMULA else text


def _line(cells: Sequence[object]) -> str:
    quoted = (cell.replace('"', '""') for cell in map(safe_cell, cells))
    return ",".join(f'"{cell}"' for cell in quoted) + "\r"
