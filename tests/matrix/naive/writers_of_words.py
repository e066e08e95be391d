"""Ways to say somebody's words by which they reach the terminal as orders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO


def as_it_is(text: str, stream: TextIO) -> None:
    """Says it."""
    stream.write(text)


def without_escapes(text: str, stream: TextIO) -> None:
    """Takes out what looks like a sequence of ANSI, as a popular expression does: C1, BEL and bidi controls stay."""
    stream.write(re.sub(r"\x1b(?:[@-Z\\-_]|\[[0-?]*[ -/]*[@-~])", "", text))


def quoted(text: str, stream: TextIO) -> None:
    """Puts it between quotation marks."""
    stream.write(f'"{text}"')
