"""The guides are held to the program: keys, commands, options, settings are all told of, and links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest

from tui_reader.cli.program import cli
from tui_reader.errors import ExitCode
from tui_reader.settings import RECOGNISERS, Settings
from tui_reader.text import hidden
from tui_reader.ui.commands.table import COMMANDS, MOTIONS, SENTENCES, key_words
from tui_reader.ui.key_map import all_panes
from tui_reader.ui.panes import text_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).parents[1]
DOCS = REPOSITORY / "docs"
PAGES = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "src/**/*.md", "tests/**/*.md", "benchmarks/**/*.md")
    for path in REPOSITORY.glob(pattern)
)
GUIDES = [REPOSITORY / "README.md", *sorted(DOCS.glob("**/*.md"))]
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^()\s]+)\)")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
GENERAL = {"--help", "--version"}


def guide(name: str) -> str:
    """The text of a guide."""
    return (DOCS / name).read_text(encoding="utf-8")


# Keys


def keys_told(text: str) -> set[str]:
    """What stands as code in the first cells of tables: keys, as people write them."""
    cells = re.findall(r"^\| (.*?[^\\]) \|", text, re.MULTILINE)
    return {key for cell in cells for key in re.findall(r"`([^`]+)`", cell)}


def as_written(keys: str) -> str:
    """The first of the keys of a binding, as people write it."""
    return key_words(keys.split(",")[0])


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_is_among_the_keys(command: Any) -> None:
    assert as_written(command.keys) in keys_told(guide("keys.md"))


@pytest.mark.parametrize("motion", [*MOTIONS, *SENTENCES], ids=lambda motion: motion.name)
def test_every_motion_is_among_the_keys(motion: Any) -> None:
    assert as_written(motion.keys) in keys_told(guide("keys.md"))


def test_the_keys_of_every_pane_and_dialog_are_told() -> None:
    told = {name: keys_told(guide(name)) for name in ("keys.md", "reviewing.md")}
    for pane in all_panes():
        for bound in pane.bindings:
            name = "reviewing.md" if (bound.id or "").startswith("review.") else "keys.md"
            key = as_written(bound.key)
            is_told = key in told[name] or key.startswith(("shift+", "ctrl+shift+")) or key.isdecimal()
            assert is_told, f"docs/{name} does not tell of {key}: {bound.id} ({pane.name})"


# Commands, options, exit codes


def options_of(command: click.Command) -> set[str]:
    """All its options, by their long names, and those of its subcommands."""
    named = {
        name
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for name in (*parameter.opts, *parameter.secondary_opts)
    }
    if isinstance(command, click.Group):
        named = named.union(*map(options_of, command.commands.values()))
    return {name for name in named if name.startswith("--")} | GENERAL


def required_options(command: click.Command) -> set[str]:
    """Its options by their first names: those that have to be told of."""
    named = {
        name
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for name in (parameter.opts[0], *parameter.secondary_opts)
    }
    if isinstance(command, click.Group):
        named = named.union(*map(required_options, command.commands.values()))
    return {name for name in named if name.startswith("--")} - GENERAL


@pytest.mark.parametrize("name", cli.commands)
def test_every_command_has_a_section_with_all_its_options_and_no_other(name: str) -> None:
    section = guide("command-line.md").partition(f"\n## tui-reader {name}\n")[2].partition("\n## ")[0]
    assert f"tui-reader {name}" in section
    command = cli.commands[name]
    told = set(OPTION.findall(section))
    assert not required_options(command) - told
    assert not told - options_of(command)
    if isinstance(command, click.Group):
        assert all(f"tui-reader {name} {each}" in section for each in command.commands)


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.relative_to(REPOSITORY).as_posix())
def test_commands_that_are_shown_can_be_called(page: Path) -> None:
    for line in shown_commands(page.read_text(encoding="utf-8")):
        command, words = cli.commands["open"], line.split()[1:]
        if words and words[0] in cli.commands:
            command, words = cli.commands[words[0]], words[1:]
        if isinstance(command, click.Group) and words:
            command = command.commands[words[0]]
        assert not set(OPTION.findall(line)) - options_of(command), line


def shown_commands(text: str) -> Iterator[str]:
    """The commands in the fenced blocks and in the code of a text, without what is said behind them."""
    blocks = FENCED.findall(text)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("tui-reader ")]
    yield from (re.split(r"\s{2,}", line)[0] for line in lines)
    yield from re.findall(r"`(tui-reader [^`]+)`", FENCED.sub("", text))


def test_a_command_that_is_shown_is_found() -> None:
    text = "`tui-reader list`\n```\ntui-reader show A --tags    with --more\n```\n"
    assert list(shown_commands(text)) == ["tui-reader show A --tags", "tui-reader list"]


def test_every_exit_code_is_told() -> None:
    table = guide("command-line.md").partition("| exit code |")[2].partition("\n\n")[0]
    codes = [int(row.split("|")[1]) for row in table.splitlines() if row.strip("| -").partition(" ")[0].isdigit()]
    assert codes == [code.value for code in ExitCode]


# Settings, suggesters, signs


@pytest.mark.parametrize("field", Settings._fields)
def test_every_setting_is_told(field: str) -> None:
    name = {"suggesters": "[suggesters.NAME]", "keys": "[keys]"}.get(field, field.replace("_", "-"))
    assert name in keys_told(guide("configuration.md").partition("## All settings")[2].partition("\n## ")[0])


def test_every_variable_is_told() -> None:
    sources = (path.read_text(encoding="utf-8") for path in (REPOSITORY / "src").glob("**/*.py"))
    read = {name for text in sources for name in re.findall(r"\"(TUI_READER_[A-Z_]+)\"", text)}
    assert read
    assert read <= keys_told(guide("configuration.md").partition("## Environment")[2])


def test_every_suggester_is_told() -> None:
    assert set(RECOGNISERS) <= keys_told(guide("suggestions.md").partition("## Who suggests")[2].partition("\n## ")[0])


def test_every_sign_of_a_hidden_character_is_told() -> None:
    section = guide("reading.md").partition("## Hidden characters")[2].partition("\n## ")[0]
    signs = {hidden.sign_of(chr(code)) for code in range(0x110000)} | set(hidden.SIGN_INSTEAD.values())
    assert {sign.strip() for sign in signs} == set(re.findall(r"`(\W)`", section))


def test_every_sign_beside_the_text_is_told() -> None:
    signs = {value for name, value in vars(text_rows).items() if name.endswith("_SIGN") and name != "POINT_SIGN"}
    told = guide("annotating.md").partition("## The signs beside the text")[2].partition("\n## ")[0]
    assert signs
    assert signs == keys_told(told)


# Links


def anchors(text: str) -> set[str]:
    """What the headings of a page can be linked to by, as GitHub makes it."""
    made: set[str] = set()
    for heading in re.findall(r"^#+ +(.*)$", FENCED.sub("", text), re.MULTILINE):
        slug = re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
        number = sum(re.fullmatch(rf"{re.escape(slug)}(-\d+)?", other) is not None for other in made)
        made.add(f"{slug}-{number}" if number else slug)
    return made


def broken_links(page: Path) -> list[str]:
    """The links of a page to files and headings that are not there."""
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    broken = []
    for link in LINK.findall(re.sub(r"`[^`\n]*`", "", text)):
        path, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", path):
            continue
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target.read_text(encoding="utf-8"))):
            broken.append(link)
    return broken


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(REPOSITORY).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    assert not broken_links(page)


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# One, two\n[a](#one-two) [b](#one) [c](page.md#one-two) [d](there.md) [e](https://example.org/x) `[f](g)`\n"
    )
    assert broken_links(page) == ["#one", "there.md"]


def test_every_guide_is_in_the_index() -> None:
    linked = {link.partition("#")[0] for link in LINK.findall(guide("README.md"))}
    pages = {page.relative_to(DOCS).as_posix() for page in DOCS.glob("**/*.md")} - {"README.md"}
    assert not pages - linked
