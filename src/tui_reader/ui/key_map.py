"""The keys that a person has given to commands, checked, and what that leaves to the others.

A key that is given to a command is taken from whoever has it usually, in the same pane. What is wrong is told with the
line of the configuration, and costs that one command its new key.
"""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import KEY_ALIASES, Keys, _character_to_key, _get_unicode_name_from_key

from tui_reader import ui
from tui_reader.language import listed, tr
from tui_reader.text.excerpt import isolated
from tui_reader.ui.commands.table import NO_KEY, TAG_BINDING, bindings, tag_keys

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from tui_reader.annotations.tagset import Tagset

_NAMES = {
    *(key.value for key in Keys),
    *KEY_ALIASES,
    *(f"f{number}" for number in range(1, 25)),
    *(_character_to_key(chr(code)) for code in range(ord("!"), ord("~") + 1)),
}
"""The keys that have a name which is not that of a character in Unicode."""
READING = "reading"
_usual: dict[str, str] = {}
"""Keys by the ids of bindings, those that have been seen."""
MOST_MEANT = 3
"""Commands that are named where an id is none."""
MODIFIERS = {"ctrl", "alt", "shift", "super", "meta", "hyper"}


class Pane(NamedTuple):
    """Where certain keys can be pressed: within it no two commands have the same one."""

    name: str
    bindings: tuple[Binding, ...]


class KeyMap(NamedTuple):
    """Which keys commands have, where that is not as usual."""

    keys: Mapping[str, str]
    """By the id of the binding, with commas between; empty for none."""
    tags: Mapping[str, str] = MappingProxyType({})
    """Those that tags have by themselves, by the ids of their bindings."""
    problems: tuple[tuple[str, str], ...] = ()
    """Ids, and what is wrong with what they were given."""

    @property
    def for_textual(self) -> dict[str, str]:
        """The same as Textual takes it; tags that have their own key are bound to that, in the order of the tagset."""
        return {name: keys or NO_KEY for name, keys in self.keys.items() if self.tags.get(name) != keys}


def reading_panes() -> list[Pane]:
    """The panes of the reading screen, and the review screen."""
    from tui_reader.ui.app import ReaderApp
    from tui_reader.ui.panes.library_pane import LibraryPane
    from tui_reader.ui.panes.sidebar import Sidebar
    from tui_reader.ui.review.table import COMMANDS_OF_REVIEW

    return [
        _pane(READING, [*ReaderApp.BINDINGS, *bindings()]),
        _pane("annotations", Sidebar.BINDINGS),
        _pane("library", LibraryPane.BINDINGS),
        _pane("review", [*ReaderApp.BINDINGS, *bindings(COMMANDS_OF_REVIEW)]),
    ]


def all_panes() -> list[Pane]:
    """Those and all dialogs, panels and fields, which have to be imported for it."""
    # Only who maps a key of a dialog has them all imported, and what finds them.
    import pkgutil
    from importlib import import_module

    found = reading_panes()
    known = {bound.id for pane in found for bound in pane.bindings}
    for module in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        for kind in list(vars(import_module(module.name)).values()):
            if isinstance(kind, type) and kind.__module__ == module.name:
                pane = _pane(kind.__name__, vars(kind).get("BINDINGS", ()))
                if any(bound.id not in known for bound in pane.bindings):
                    found.append(pane)
    return found


def _pane(name: str, table: Iterable[object]) -> Pane:
    return Pane(name, tuple(bound for bound in table if isinstance(bound, Binding) and bound.id))


def usual_keys(name: str) -> str:
    """The keys that a binding has unless a person maps it, by its id, with commas between; empty for one not seen yet.

    A dialog's are seen once it is imported, which it is before it names them.
    """
    if name not in _usual:
        tables: list[Iterable[object]] = [bindings()]
        tables += [vars(kind).get("BINDINGS", ()) for kind in _kinds(DOMNode)]
        _usual.update((each.id or "", each.key) for table in tables for each in _pane("", table).bindings)
    return _usual.get(name, "")


def _kinds(base: type) -> Iterator[type]:
    kinds: list[type] = type.__subclasses__(base)
    for kind in kinds:
        yield kind
        yield from _kinds(kind)


def reading_keys(tagset: Tagset, chosen: Mapping[str, str], turned_on: Collection[str] = ()) -> KeyMap:
    """The keys in the reading screen: a tagset's tags have theirs, and a command that usually has one of them loses it.

    Those keys are pressed most of all, and whoever made the tagset has chosen them. Only tags that the tagset keeps
    back and a person has `turned_on` leave commands theirs. What is `chosen` for commands and tags comes before all.
    """
    chosen_keys = {key for keys in chosen.values() for key in map(normal, _split(keys))}
    usual = {key for bound in bindings() if isinstance(bound, Binding) for key in bound.key.split(",")}
    kept_back = {TAG_BINDING + name for name in turned_on}
    tags = {
        name: key
        for name, key in tag_keys(tagset).items()
        if name in chosen or (key not in chosen_keys and not (name in kept_back and key in usual))
    }
    claimed = {name: key for name, key in tags.items() if name not in chosen and key in usual}
    found = key_map({**claimed, **chosen}, tags)
    problems = tuple(problem for problem in found.problems if problem[0] not in claimed)
    return found._replace(problems=problems, tags=tags)


def key_map(chosen: Mapping[str, str], tag_keys: Mapping[str, str] | None = None) -> KeyMap:
    """What comes of keys by ids. `tag_keys`: those that tags have usually, by the ids of their bindings."""
    if not chosen:
        return KeyMap({})
    panes = reading_panes()
    usual_tags = [Binding(keys, "", id=name) for name, keys in (tag_keys or {}).items()]
    known = {bound.id for pane in panes for bound in pane.bindings}
    if any(name not in known and not name.startswith(TAG_BINDING) for name in chosen):
        panes = all_panes()
        known = {bound.id for pane in panes for bound in pane.bindings}
    panes[0] = panes[0]._replace(bindings=(*panes[0].bindings, *usual_tags))
    problems: list[tuple[str, str]] = []
    given: dict[str, list[str]] = {}
    for name, keys in chosen.items():
        if name not in known and not name.startswith(TAG_BINDING):
            problems.append((name, _unknown(name, {each for each in known if each})))
            continue
        wrong = [key for key in _split(keys) if not is_key(key)]
        if wrong:
            problems.append((name, tr("there is no key called {key}", key=isolated(wrong[0]))))
            continue
        given[name] = [normal(key) for key in _split(keys)]
    in_force: dict[str, str] = {}
    for pane in panes:
        mine = {name: keys for name, keys in given.items() if _belongs(name, pane)}
        in_force |= _in_force(pane, mine, problems)
    return KeyMap(in_force, problems=tuple(problems))


def _belongs(name: str, pane: Pane) -> bool:
    is_tag = name.startswith(TAG_BINDING) and pane.name == READING
    return is_tag or any(bound.id == name for bound in pane.bindings)


def _in_force(pane: Pane, given: dict[str, list[str]], problems: list[tuple[str, str]]) -> dict[str, str]:
    """The keys of a pane that are not as usual."""
    owner: dict[str, str] = {}
    changed: dict[str, str] = {}
    for name, keys in given.items():
        for key in keys:
            if key in owner and owner[key] != name:
                words = tr("{key} is given to {command} already", key=isolated(key), command=isolated(owner[key]))
                problems.append((name, words))
        own = [key for key in keys if owner.setdefault(key, name) == name]
        if own or not keys:
            changed[name] = ",".join(own)
    for bound in pane.bindings:
        name, usual = bound.id or "", bound.key.split(",")
        left = [key for key in usual if owner.get(key, name) == name]
        if name in changed or left == usual:
            continue
        changed[name] = ",".join(left)
        if not left:
            taker = owner[usual[0]]
            words = tr("{command} has no key any more", command=isolated(name))
            problems.append((taker, words))
    return changed


def _unknown(name: str, known: set[str]) -> str:
    from difflib import get_close_matches

    # Who knows what a command is called often leaves out the group it belongs to, or takes another.
    last = name.rpartition(".")[2]
    same = [each for each in sorted(known) if each.rpartition(".")[2] == last]
    near = get_close_matches(name, same, MOST_MEANT, 0.0) or get_close_matches(name, sorted(known), 1)
    if near:
        return tr("is no command; is {name} meant?", name=listed(map(isolated, near)))
    return tr("is no command: tui-reader keys lists all of them")


def is_key(key: str) -> bool:
    """Whether this is what a key is called: a character, a name, or either behind modifiers and plus signs."""
    *modifiers, name = normal(key).split("+")
    if len(set(modifiers)) != len(modifiers) or not MODIFIERS.issuperset(modifiers):
        return False
    if len(name) == 1 or name in _NAMES:
        return bool(name.strip())
    try:
        unicodedata.lookup(_get_unicode_name_from_key(name))
    except KeyError:
        return False
    return True


def normal(key: str) -> str:
    """A key by the name that comes from the terminal: `]` has a long one, and shift makes a letter a capital."""
    before, plus, _ = key.rpartition("++") if key.endswith("++") else ("", key == "+", "")
    *modifiers, name = [*filter(None, before.split("+")), "+"] if plus else key.split("+")
    modifiers = [modifier.strip().lower() for modifier in modifiers]
    name = name.strip()
    if len(name) == 1 and name.isalpha() and modifiers == ["shift"]:
        return name.upper()
    return "+".join([*modifiers, _character_to_key(name) if len(name) == 1 else name])


def _split(keys: str) -> list[str]:
    """A comma is what stands between keys, and one that stands alone a key."""
    return [","] if keys.strip() == "," else [key for key in map(str.strip, keys.split(",")) if key]


def told(problems: Iterable[tuple[str, str]], path: Path) -> Iterator[str]:
    """Each problem on one line, with the place in the configuration."""
    lines = _lines_of_keys(path)
    for name, words in problems:
        place = f"{path}:{lines[name]}" if name in lines else str(path)
        yield f"{place}: keys: {isolated(name)}: {words}"


def _lines_of_keys(path: Path) -> dict[str, int]:
    """The lines on which ids stand that have a key."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}
    found: dict[str, int] = {}
    table: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if heading := re.match(r"\s*\[([^\[\]]+)\]", line):
            table = [part.strip(" \"'") for part in heading[1].split(".")]
        elif member := re.match(r"""\s*((?:"[^"]*"|'[^']*'|[\w.-]+)(?:\s*\.\s*[\w-]+)*)\s*=""", line):
            name = ".".join([*table, member[1].strip("\"'")])
            if name.startswith("keys."):
                found.setdefault(name.removeprefix("keys."), number)
    return found
