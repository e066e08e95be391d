"""What a terminal answers, told from what a person types: the two come through one door, in pieces.

Replies are hostile text: a file shown before may have had the terminal say anything. They are bounded, and of a
name only what is printable ASCII is kept. A beginning that may be a key too (escape, alt+[) is held until more
comes, or until the caller lets it go.
"""

from __future__ import annotations

import re

MOST_HELD = 4096
"""Bytes after which the beginning of a reply is no reply."""
MOST_NAME = 64
"""Characters of a terminal's name that are kept."""
_NUMBERS = rb"[0-9;]{0,64}"
# DECRPM of mode 8 and of mode ?1243, DA2, DA1, XTVERSION: in xterm's terms (ctlseqs).
_REPLY = re.compile(
    rb"\x1b(?:\[8;(?P<order>[0-9])\$y|\[\?1243;(?P<arrows>[0-9])\$y|\[>(?P<secondary>" + _NUMBERS + rb")c"
    rb"|\[\?(?P<attributes>" + _NUMBERS + rb")c|P>\|(?P<name>[^\x1b]{0,%d})\x1b\\)" % MOST_HELD
)
_BEGINNING = re.compile(
    rb"\x1b(?:\[(?:8(?:;(?:[0-9]\$?)?)?|\?" + _NUMBERS + rb"\$?|>" + _NUMBERS + rb")?"
    rb"|P(?:>(?:\|[^\x1b]{0,%d}\x1b?)?)?)?\Z" % MOST_HELD
)
_MAY_BE_KEYS = frozenset({b"\x1b", b"\x1b[", b"\x1b[8", b"\x1bP"})
_UNPRINTABLE = re.compile(r"[^ -~]")


class Replies:
    """The answers of one terminal, as far as they have come."""

    def __init__(self) -> None:
        self.order: int | None = None
        """DECRPM of mode 8 (BDSM): 0 not known, 1 implicit, 2 explicit, 3 always implicit, 4 always explicit."""
        self.arrows: int | None = None
        """The same of mode ?1243, which swaps the arrow keys in right-to-left paragraphs."""
        self.name = ""
        """XTVERSION: name and version, where the terminal tells them."""
        self.secondary = ""
        """Parameters of the secondary device attributes (DA2), by which families of terminals are told apart."""
        self.attributes: str | None = None
        """Parameters of the primary device attributes, which every terminal sends. Asked for last."""
        self.count = 0
        """How many there are."""
        self._held = b""

    @property
    def complete(self) -> bool:
        """Whether the last answer is there: nothing more is to come."""
        return self.attributes is not None

    @property
    def held(self) -> bytes:
        """What may become a reply, or may be keys."""
        return self._held

    @property
    def may_be_keys(self) -> bool:
        """Whether a person could have typed what is held."""
        return self._held in _MAY_BE_KEYS

    def feed(self, received: bytes) -> bytes:
        """Takes the replies out of what was received; gives what was typed, in order."""
        received = self._held + received
        self._held = b""
        typed = []
        at = 0
        for reply in _REPLY.finditer(received):
            typed.append(received[at : reply.start()])
            at = reply.end()
            self._take(reply)
        rest = received[at:]
        # Behind the last answer nothing is waited for, or an escape would be a key only after a while.
        beginning = None if self.complete else _BEGINNING.search(rest)
        if beginning is not None:
            self._held = beginning[0]
            rest = rest[: beginning.start()]
        return b"".join((*typed, rest))

    def let_go(self) -> bytes:
        """What is held, as keys, because nothing more came; half of a reply is dropped."""
        held = self._held if self.may_be_keys else b""
        self._held = b""
        return held

    def _take(self, reply: re.Match[bytes]) -> None:
        self.count += 1
        # The first answer counts: a second one was not asked for.
        if reply["order"] is not None:
            self.order = int(reply["order"]) if self.order is None else self.order
        elif reply["arrows"] is not None:
            self.arrows = int(reply["arrows"]) if self.arrows is None else self.arrows
        elif reply["secondary"] is not None:
            self.secondary = self.secondary or reply["secondary"].decode("ascii")
        elif reply["name"] is not None:
            name = _UNPRINTABLE.sub("", reply["name"].decode("utf-8", "replace"))[:MOST_NAME]
            self.name = self.name or name.strip()
        else:
            self.attributes = reply["attributes"].decode("ascii") if self.attributes is None else self.attributes
