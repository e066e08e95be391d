"""What a person may choose: command line over environment over configuration file over keys over defaults.

What was chosen with keys on the days before is in the state file (`session.state`).

The configuration is `config.toml` in the user's configuration folder (or the file named by TUI_READER_CONFIG).
A fault in it is reported and that one value ignored: nobody should be kept from reading by a typing error.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.errors import TuiReaderError
from tui_reader.language import ENGLISH, LANGUAGES, language_of
from tui_reader.terminal.choice import BIDI_VARIABLE, TerminalBidi, terminal_bidi
from tui_reader.text.bidi import Direction
from tui_reader.text.display import Display, usual_display

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

APP_NAME = "tui-reader"
CONFIG_VARIABLE = "TUI_READER_CONFIG"
ANNOTATOR_VARIABLE = "TUI_READER_ANNOTATOR"
LANGUAGE_VARIABLE = "TUI_READER_LANG"
MIN_MEASURE = 10
MIRROR = ("auto", "on", "off")


TAGGED_BEFORE = "tagged-before"
RECOGNISERS = ("citations", "quotations", "attributions", "quantities", "unbalanced", TAGGED_BEFORE)
"""The suggesters that need no declaration."""
MOST_SECONDS = 3600
PER = ("document", "paragraph")


class Suggester(NamedTuple):
    """Something that suggests annotations, as the configuration declares it: a command, or a file of terms."""

    command: tuple[str, ...] = ()
    """The program and its arguments; empty where it is a file."""
    gazetteer: Path | None = None
    timeout: float = 10.0
    """Seconds that the command may take."""
    tag: str = ""
    """The tag of what is given none; empty where everything has to be given one."""
    per: str = "document"
    """What the command is given at a time: the whole `document`, or each `paragraph`."""


class Settings(NamedTuple):
    """Everything that can be set, with its default."""

    annotator: str = ""
    annotations: Path | None = None
    """The folder sets are kept in; None for the folder rule."""
    encoding: str | None = None
    """What documents are decoded as; None to find out."""
    direction: Direction = Direction.AUTO
    measure: int = 80
    """Greatest width of the text, in cells."""
    align: str = "centre"
    """Where a text narrower than its pane stands: `centre`, or `start` for the side where reading begins."""
    mirror: str = ""
    """Whether library and annotations change sides: `on`, `off`, `auto` as the document is read; empty: as the
    interface is."""
    hidden: bool = False
    """Whether characters without a look of their own have a sign."""
    harakat: bool = True
    """Whether vowel signs are seen."""
    theme: str = "textual-dark"
    terminal_bidi: TerminalBidi = TerminalBidi.AUTO
    """How text is sent to a terminal that may order rows by itself."""
    library: bool | None = None
    """Whether the library is shown where there is room for it; None to show it on a wide screen."""
    sidebar: bool | None = None
    """The same for the annotations."""
    tags: tuple[str, ...] = ()
    """Tags and relations that are in the short list although the tagset keeps them back."""
    remember: bool = True
    """Whether reading places, documents and what is chosen with keys are kept for the next time."""
    next_undecided: bool = True
    """Whether a decision of a review leads on to the next group that is to be decided."""
    suggest: tuple[str, ...] | None = None
    """The suggesters that are asked, by name; None for all."""
    least_score: float = 0.0
    """What they are less sure of, from 0 to 1, is not suggested in the reader."""
    suggesters: Mapping[str, Suggester] = MappingProxyType({})
    """Those that are declared besides RECOGNISERS."""
    keys: Mapping[str, str] = MappingProxyType({})
    """Key by the id of its binding."""
    lang: str = ENGLISH
    """The language of the interface, one of LANGUAGES; `said_settings` finds that of the locale."""

    @property
    def display(self) -> Display:
        """How documents are shown."""
        return usual_display()._replace(hidden=self.hidden, harakat=self.harakat)


def said_settings(environment: Mapping[str, str] = os.environ) -> tuple[dict[str, Any], list[str]]:
    """The settings before the command line has its say, by name, and what was wrong with the configuration file.

    What nobody has said anything about is not among them. Raises TuiReaderError for a variable that says what there is
    not.
    """
    problems: list[str] = []
    values = _read_config(environment, problems)
    annotator = environment.get(ANNOTATOR_VARIABLE) or values.pop("annotator", "") or _login()
    values.pop("annotator", None)
    lang = _language(environment, problems) or values.pop("lang", "") or language_of(environment)
    values.pop("lang", None)
    if word := environment.get(BIDI_VARIABLE):
        try:
            values["terminal_bidi"] = terminal_bidi(word)
        except ValueError as error:
            raise TuiReaderError(f"{BIDI_VARIABLE}: {error}") from None
    return {"annotator": annotator, "lang": lang, **values}, problems


def _language(environment: Mapping[str, str], problems: list[str]) -> str:
    """The language the variable asks for; empty where it asks for none that there is."""
    asked = environment.get(LANGUAGE_VARIABLE, "")
    if asked and asked not in LANGUAGES:
        problems.append(f"{LANGUAGE_VARIABLE}: must be one of {', '.join(LANGUAGES)}")
        return ""
    return asked


def config_path(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the configuration file is looked for."""
    if named := environment.get(CONFIG_VARIABLE):
        return Path(named)
    return _own_folder("XDG_CONFIG_HOME", ".config") / "config.toml"


def state_folder() -> Path:
    """Where reading places and the like are kept: never beside the sources."""
    return _own_folder("XDG_STATE_HOME", ".local/state")


def _own_folder(variable: str, below_home: str) -> Path:
    """Our folder of one kind, where platformdirs would have it, whose import is dear before the first screen."""
    named = Path(os.environ.get(variable, ""))
    if named.is_absolute():
        return named / APP_NAME
    home = Path(os.environ.get("HOME", ""))
    if not home.is_absolute():
        import pwd

        home = Path(pwd.getpwuid(os.getuid()).pw_dir)
    return Path(home, "Library/Application Support" if sys.platform == "darwin" else below_home, APP_NAME)


def cache_folder() -> Path:
    """Where things are kept that can be made again."""
    from platformdirs import user_cache_path

    return user_cache_path(APP_NAME)


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "me"


def _read_config(environment: Mapping[str, str], problems: list[str]) -> dict[str, Any]:
    path = config_path(environment)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        problems.append(f"{path}: cannot be read ({error.strerror or error})")
        return {}
    import tomllib

    try:
        table = tomllib.loads(content.decode())
    except (ValueError, RecursionError) as error:
        problems.append(f"{path}: is not TOML that can be read: {error}")
        return {}
    known = {field.replace("_", "-"): field for field in Settings._fields}
    values: dict[str, Any] = {}
    for name, value in table.items():
        if name not in known:
            problems.append(f"{path}: {name}: is not a setting; there are {', '.join(sorted(known))}")
            continue
        try:
            values[known[name]] = _checked(name, value, path.parent)
        except ValueError as error:
            problems.append(f"{path}: {name}: {error}")
    values["suggesters"] = _suggesters(values.get("suggesters", {}), path, problems)
    names = (*RECOGNISERS, *values.get("suggesters", ()))
    if "suggest" in values:
        unknown = [name for name in values["suggest"] if name not in names]
        there = ", ".join(names)
        problems += [f"{path}: suggest: {name}: is no suggester; there are {there}" for name in unknown]
        values["suggest"] = tuple(name for name in dict.fromkeys(values["suggest"]) if name not in unknown)
    return values


def _suggesters(table: Mapping[str, Any], path: Path, problems: list[str]) -> dict[str, Suggester]:
    """Those of which nothing is wrong; of the others it is told what."""
    found = {}
    for name, said in table.items():
        try:
            if name in RECOGNISERS:
                raise ValueError("is the name of another one")
            found[name] = _suggester(_checked("suggester", said, path.parent), path.parent)
        except ValueError as error:
            problems.append(f"{path}: suggesters: {name}: {error}")
    return found


def _suggester(said: Mapping[str, Any], folder: Path) -> Suggester:
    """What one entry says. Raises ValueError."""
    values: dict[str, Any] = {}
    for key, value in said.items():
        match key, value:
            case "command", [str() as program, *words] if program and all(isinstance(word, str) for word in words):
                if any("\0" in word for word in (program, *words)):
                    raise ValueError("command holds a character that no program can be given")
                # A bare name is looked for where programs are.
                values["command"] = (str(_path(program, folder)) if os.sep in program else program, *words)
            case "command", _:
                raise ValueError('command must be a program and its arguments: ["name-finder", "--model", "small"]')
            case "gazetteer", str() if value.strip() and "\0" not in value:
                values["gazetteer"] = _path(value, folder)
            case "gazetteer", _:
                raise ValueError("gazetteer must be the path of a file of terms")
            case "timeout", int() | float() if not isinstance(value, bool) and 0 < value <= MOST_SECONDS:
                values["timeout"] = float(value)
            case "timeout", _:
                raise ValueError(f"timeout must be a number of seconds, at most {MOST_SECONDS}")
            case "tag", str():
                values["tag"] = value.strip()
            case "tag", _:
                raise ValueError("tag must be text")
            case "per", str() if value in PER:
                values["per"] = value
            case "per", _:
                raise ValueError(f"per must be one of {', '.join(PER)}")
            case _:
                raise ValueError(f"{key} is nothing it can have; there are {', '.join(Suggester._fields)}")
    if ("command" in values) is ("gazetteer" in values):
        raise ValueError("must have a command or a gazetteer, and not both")
    return Suggester(**values)


def _path(written: str, folder: Path) -> Path:
    """A path that is written in the configuration: beside which it is meant."""
    return folder / os.path.expanduser(written)  # noqa: PTH111 - `Path.expanduser` fails where there is no home


def _flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Keys by the ids they are given to: TOML makes a table of each part of a name with points in it."""
    for name, value in table.items():
        match value:
            case str():
                yield above + name, value
            case dict():
                yield from _flat(value, f"{above}{name}.")
            case _:
                raise ValueError("must be a table of binding ids and keys")


def _checked(name: str, value: Any, folder: Path) -> Any:
    match name, value:
        case "direction", str() if value in set(Direction):
            return Direction(value)
        case "direction", _:
            raise ValueError(f"must be one of {', '.join(Direction)}")
        case "terminal-bidi", str():
            return terminal_bidi(value)
        case "measure", int() if value >= MIN_MEASURE and not isinstance(value, bool):
            return value
        case "measure", _:
            raise ValueError(f"must be a whole number of cells, {MIN_MEASURE} or more")
        case "align", "centre" | "start":
            return value
        case "align", _:
            raise ValueError("must be centre or start")
        case "mirror", str() if value in MIRROR:
            return value
        case "mirror", _:
            raise ValueError(f"must be one of {', '.join(MIRROR)}")
        case "lang", str() if value in LANGUAGES:
            return value
        case "lang", _:
            raise ValueError(f"must be one of {', '.join(LANGUAGES)}")
        case "hidden" | "harakat" | "library" | "sidebar" | "remember" | "next-undecided", bool():
            return value
        case "hidden" | "harakat" | "library" | "sidebar" | "remember" | "next-undecided", _:
            raise ValueError("must be true or false")
        case "annotations", str() if value.strip() and "\0" not in value:
            return _path(value, folder)
        case "annotations", _:
            raise ValueError("must be the path of a folder")
        case "least-score", int() | float() if not isinstance(value, bool) and 0 <= value <= 1:
            return float(value)
        case "least-score", _:
            raise ValueError("must be a number from 0 to 1")
        case "tags", list() if all(isinstance(name, str) and name for name in value):
            return tuple(value)
        case "tags", _:
            raise ValueError("must be a list of names of tags")
        case "suggest", list() if all(isinstance(name, str) for name in value):
            return tuple(value)
        case "suggest", _:
            raise ValueError("must be an array of names of suggesters")
        case "suggesters" | "suggester", dict():
            return value
        case "suggesters" | "suggester", _:
            raise ValueError("must be a table")
        case "keys", dict():
            return dict(_flat(value))
        case "keys", _:
            raise ValueError("must be a table of binding ids and keys")
        case _, str():
            return value
    raise ValueError("must be text")
