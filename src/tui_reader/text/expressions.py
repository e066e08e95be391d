"""Regular expressions over source text, which cannot hang: the `regex` package stops where its time is over.

What is written is matched with the text as it is spelt: marks, tatweel and presentation forms count, and case
does (`(?i)` says it does not). Classes are Unicode's: `\\w` takes letters, marks and digits of every script,
`\\d` decimal digits of every script, `\\p{Script=Arabic}` a script, `\\X` a letter with its marks. `^` and `$` are
the borders of a paragraph, and `.` is anything in one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import regex

from tui_reader.errors import QueryError
from tui_reader.language import tr
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 1.0
"""How long one paragraph may take where somebody waits in another thread."""
SHORT_SECONDS = 0.05
"""How long it may take where the keyboard waits."""
LONGEST = 1 << 16
"""Code points; in paragraphs longer than a window a hit longer than this may be found in part."""

_PARAGRAPH = re.compile(r"[^\n\r\x1c-\x1e\x85\u2029]+")


class Expression:
    """Finds a regular expression. Raises `QueryError` when there is a mistake in it."""

    longest = LONGEST

    def __init__(self, pattern: str) -> None:
        try:
            self._pattern = regex.compile(pattern)
        except regex.error as error:
            mistake = tr("Mistake in the expression: {reason}", reason=error.msg)
            if error.pos is not None:
                at = error.pos + 1
                mistake = tr("Mistake in the expression at character {at}: {reason}", at=at, reason=error.msg)
            raise QueryError(mistake) from error
        except (RecursionError, OverflowError, MemoryError) as error:
            raise QueryError(tr("The expression is too deep or too large")) from error

    def find(self, text: str) -> Iterator[Span]:
        """The hits that are not empty. Raises `QueryError` when a paragraph takes longer than `SHORT_SECONDS`."""
        return self._find(text, SHORT_SECONDS, concurrent=False)

    def find_in_window(self, text: str, _encoded: bytes, /) -> Iterator[Span]:
        """The same with more time, while other threads go on."""
        return self._find(text, SECONDS, concurrent=True)

    def is_absent(self, _encoded: bytes, /) -> bool:
        """No look is enough."""
        return False

    def _find(self, text: str, seconds: float, *, concurrent: bool) -> Iterator[Span]:
        try:
            for paragraph in _PARAGRAPH.finditer(text):
                start = paragraph.start()
                for match in self._pattern.finditer(paragraph[0], timeout=seconds, concurrent=concurrent):
                    if match.end() > match.start():
                        yield Span(start + match.start(), start + match.end())
        except TimeoutError as error:
            raise QueryError(tr("The expression takes too long: make it simpler")) from error
