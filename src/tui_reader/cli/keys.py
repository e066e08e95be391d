"""`keys`: every key of the app, as the table of the configuration that says the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from tui_reader.cli.output import print_lines
from tui_reader.settings import config_path
from tui_reader.telling import say
from tui_reader.text.sanitise import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui_reader.ui.key_map import Pane


@click.command("keys")
@click.option("--usual", is_flag=True, help="The keys without what the configuration says.")
def keys_command(usual: bool) -> None:
    """Print all keys and what they do, as TOML that can be put into the configuration."""
    from tui_reader.annotations.tagset import default_tagset
    from tui_reader.launch import chosen_settings
    from tui_reader.ui.commands.table import TAG_BINDING
    from tui_reader.ui.key_map import all_panes, reading_keys, told

    settings = chosen_settings({})
    chosen = (
        reading_keys(default_tagset(), {}) if usual else reading_keys(default_tagset(), settings.keys, settings.tags)
    )
    for problem in told(chosen.problems, config_path()):
        say(problem)
    names = {TAG_BINDING + tag.name: tag.name for tag in default_tagset().tags}
    print_lines(_lines(all_panes(), chosen.keys, chosen.tags, names))


def _lines(
    panes: list[Pane], chosen: Mapping[str, str], tags: Mapping[str, str], names: Mapping[str, str]
) -> Iterator[str]:
    """`tags`: keys of tags by the ids of their bindings; `names`: what the tags are called."""
    from tui_reader.ui.commands.table import AT_LENGTH

    yield "# The keys of tui-reader. What is to be another key goes into the configuration:"
    yield f"# {printable(str(config_path()))}"
    yield '# Several keys stand between commas; "" takes a command\'s keys away.'
    yield ""
    yield "[keys]"
    told: set[str] = set()
    for pane in panes:
        yield ""
        yield f"# {pane.name}"
        for bound in pane.bindings:
            name = bound.id or ""
            if name not in told:
                told.add(name)
                yield _line(name, chosen.get(name, bound.key), AT_LENGTH.get(name, bound.description))
    yield ""
    yield "# Tags, by their names in the tagset"
    for name, words in names.items():
        yield _line(name, chosen.get(name, tags.get(name, "")), words)


def _line(name: str, keys: str, words: str) -> str:
    return f"{json.dumps(name, ensure_ascii=False)} = {json.dumps(keys)}  # {words}"
