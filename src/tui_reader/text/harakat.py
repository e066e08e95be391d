"""Signs over and under letters that a reader can do without: vowels, cantillation, the signs of the Quran.

Marks that make another letter stay: hamza and madda, above or below. So do marks of scripts in which vowels are
always written.
"""

from __future__ import annotations

import re

HARAKAT = re.compile(
    "["
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\ufb1e"  # Hebrew accents and points
    "\u0610-\u061a\u064b-\u0652\u0656-\u065e\u0670"  # Arabic signs and vowels
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"  # signs of the Quran
    "\u0730-\u073f"  # Syriac vowels
    "\u0898-\u089f\u08ca-\u08e1\u08e3-\u08ff"  # signs of the Quran, vowels of other languages
    "\U00010efd-\U00010eff"
    "]"
)
"""One such sign (code point)."""


def without_harakat(text: str) -> str:
    """The text as it is shown without them."""
    return HARAKAT.sub("", text)
