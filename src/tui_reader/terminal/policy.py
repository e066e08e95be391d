"""What is done for a terminal, decided from what is known: pure, one value in, one value out.

What a person says counts for most; then what a person picked in `tui-reader doctor` for this terminal; then what
the terminal answers; then variables; and what nobody knows is shown in visual order.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.terminal import known, switches
from tui_reader.terminal.choice import TerminalBidi
from tui_reader.terminal.known import Kind, Known
from tui_reader.text.encoders import Encoder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui_reader.terminal.replies import Replies
    from tui_reader.terminal.switches import Switch
    from tui_reader.terminal.tmux import Client


class Rule(StrEnum):
    """Who decided."""

    CHOSEN = "chosen"
    """A person, by option, variable or configuration."""
    PICKED = "picked"
    """A person, in `tui-reader doctor`, for this terminal."""
    PROBED = "probed"
    """The terminal, by its answers."""
    VARIABLES = "variables"
    """The environment."""
    UNKNOWN = "unknown"
    """Nobody."""


class Decision(NamedTuple):
    """How text goes to the terminal."""

    encoder: Encoder = Encoder.VISUAL
    switch: Switch = switches.NOTHING
    """What the terminal is sent before and after."""
    terminal: str = ""
    """Its name, without a version: what an answer is kept under. Printable ASCII."""
    rule: Rule = Rule.UNKNOWN
    reason: str = ""
    """A sentence for a person. Printable ASCII."""
    mouse_as_sent: bool = True
    """Whether the terminal, where it reorders, says of the mouse where that was sent which is shown at the pointer."""


class Evidence(NamedTuple):
    """What is known of a terminal."""

    replies: Replies
    environment: Mapping[str, str]
    clients: Sequence[Client] = ()
    """What tmux is shown on, the one used last first."""


class _Found(NamedTuple):
    """The terminal text ends up in."""

    kind: Kind
    name: str
    rule: Rule
    reason: str
    inside: Kind | None = None
    """The multiplexer between."""


def decide(choice: TerminalBidi, evidence: Evidence, picked: Mapping[str, TerminalBidi]) -> Decision:
    """The one place where it is decided. `picked` holds choices by the names of terminals."""
    found = _found(evidence)
    rule, reason = found.rule, found.reason
    if choice is not TerminalBidi.AUTO:
        rule, reason = Rule.CHOSEN, f"{choice} was chosen"
    elif found.name in picked:
        choice = picked[found.name]
        rule, reason = Rule.PICKED, f"{choice} was picked in tui-reader doctor for {found.name}"
    encoder, switch = _treatment(choice, found)
    switch = switch.found(evidence.replies.order, evidence.replies.arrows)
    return Decision(encoder, switch, found.name, rule, reason, found.kind.mouse_as_sent)


def _treatment(choice: TerminalBidi, found: _Found) -> tuple[Encoder, Switch]:
    if choice is TerminalBidi.EXPLICIT:
        return Encoder.VISUAL, found.kind.switch if found.kind.switch.on and not found.inside else switches.MODE
    if choice is not TerminalBidi.AUTO:
        return Encoder(choice), switches.NOTHING
    if found.inside is not None and found.kind.switch.on:
        return Encoder.RUNS, switches.NOTHING
    return found.kind.encoder, found.kind.switch


def _found(evidence: Evidence) -> _Found:
    replies, environment = evidence.replies, evidence.environment
    here = known.by_replies(replies, environment)
    rule = Rule.PROBED
    if here is None and replies.order in known.SWITCHABLE:
        # Which of them it is, variables may say.
        named = known.by_environment(environment)
        kind = named.kind if named and named.kind in known.WITH_MODE_8 else _UNNAMED_SWITCHABLE
        here = Known(kind, "its answer for mode 8")
    elif here is None and replies.order == known.ALWAYS_IMPLICIT:
        here = Known(_UNNAMED_IMPLICIT, "its answer for mode 8")
    elif here is None and not replies.name:
        here, rule = _by_variables(evidence), Rule.VARIABLES
    if here is None:
        return _unknown(evidence)
    if here.kind in known.MULTIPLEXERS:
        return _around(here, evidence)
    return _Found(here.kind, here.kind.name, rule, f"{here.kind.name}, known by {here.by}, {here.kind.in_words}")


_UNNAMED_SWITCHABLE = Kind("a terminal with mode 8", switch=switches.MODE)
_UNNAMED_IMPLICIT = Kind("a terminal that cannot be switched", Encoder.RUNS)
_UNNAMED = Kind("an unknown terminal", switch=switches.MODE)
_UNNAMED_WITHOUT = Kind("an unknown terminal")


def _by_variables(evidence: Evidence) -> Known | None:
    environment = evidence.environment
    # Who has mode 8 answers for it.
    found = known.by_environment(environment, mode_8=not evidence.replies.complete)
    # TERM names the terminal one is in, even in one started from tmux; the variables of multiplexers leak.
    if found is not None and found.by == "TERM" and found.kind not in known.MULTIPLEXERS:
        return found
    if environment.get("TMUX"):
        return Known(known.TMUX, "TMUX")
    if environment.get("ZELLIJ"):
        return Known(known.ZELLIJ, "ZELLIJ")
    if environment.get("STY") or (found is not None and found.kind is known.SCREEN):
        return Known(known.SCREEN, "STY" if environment.get("STY") else "TERM")
    return found


def _around(multiplexer: Known, evidence: Evidence) -> _Found:
    """The terminal around a multiplexer: the one that is used, where there are several."""
    inner = multiplexer.kind
    rule = Rule.PROBED
    outer = _of_client(evidence.clients[0]) if evidence.clients else None
    if outer is None:
        outer, rule = known.by_environment(evidence.environment, outer=True), Rule.VARIABLES
    several = len({(client.term, client.name) for client in evidence.clients}) > 1
    words = ", the one used last of several," if several else ""
    if outer is None:
        name = f"an unknown terminal in {inner.name}"
        reason = f"{inner.name} hands cells on, and what is around it{words} is not known"
        return _Found(_UNNAMED_WITHOUT, name, Rule.UNKNOWN, reason, inner)
    kind = outer.kind
    swallowed = f", and {inner.name} lets nobody tell it" if kind.switch.on else ""
    if kind is known.MLTERM:
        swallowed += ": have it so in its settings (use_ctl = false), and choose visual"
    reason = f"{kind.name} around {inner.name}{words}, known by {outer.by}, {kind.in_words}{swallowed}"
    return _Found(kind, f"{kind.name} in {inner.name}", rule, reason, inner)


def _of_client(client: Client) -> Known | None:
    kind = known.by_name(client.name)
    if kind is not None and kind not in known.MULTIPLEXERS:
        return Known(kind, "what tmux says of it")
    # TERM in the environment of its process is the same.
    found = known.by_environment({**client.environment, "TERM": client.term}, outer=True)
    return found and Known(found.kind, f"{found.by} where tmux is shown")


def _unknown(evidence: Evidence) -> _Found:
    replies = evidence.replies
    told = known.name_in(replies.name) or evidence.environment.get("TERM", "")
    told = "".join(character for character in told[:40] if " " < character <= "~") or "no TERM"
    attributes = f" {replies.attributes}" if replies.attributes else ""
    kind = _UNNAMED if replies.order is None else _UNNAMED_WITHOUT
    reason = "nothing tells which terminal this is; most leave cells where they are put"
    return _Found(kind, f"unknown {told}{attributes}", Rule.UNKNOWN, reason)
