"""`tagset` and the commands below it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui_reader.cli.migrating import merge_command, rename_command, split_command
from tui_reader.cli.options import PATH
from tui_reader.cli.output import on_a_terminal, output_terminal, print_rows
from tui_reader.cli.tagset_upkeep import adopt_command, validate_command
from tui_reader.errors import ExitCode
from tui_reader.telling import fail, say
from tui_reader.text.sanitise import printable

if TYPE_CHECKING:
    from collections.abc import Iterable


@click.group()
def tagset() -> None:
    """The tags, attributes and links that annotations are made with."""


for command in (validate_command, adopt_command, rename_command, merge_command, split_command):
    tagset.add_command(command)


@tagset.command("init")
@click.argument("folder", type=PATH, default=Path("annotations"))
def tagset_init(folder: Path) -> None:
    """Write the default tagset to FOLDER/tagset.toml, to be edited."""
    from tui_reader.annotations import atomic
    from tui_reader.annotations.tagset import default_tagset_text
    from tui_reader.errors import SaveError
    from tui_reader.session.files.opening import TAGSET_FILE

    path = folder / TAGSET_FILE
    if os.path.lexists(path):
        fail(f"{path}: is there already and is left as it is", ExitCode.USAGE)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SaveError(folder, f"cannot be made ({error.strerror or error})") from error
    atomic.replace(path, default_tagset_text().encode())
    say(f"wrote {path}")


@tagset.command("show")
@click.argument("path", type=PATH, required=False)
def tagset_show(path: Path | None) -> None:
    """Print the tags of a tagset file, of the one that a folder has, or of the default one."""
    from tui_reader.annotations.tagset import default_tagset, load_tagset
    from tui_reader.launch import chosen_settings
    from tui_reader.session.upkeep.meant_tagset import meant_tagset

    chosen = default_tagset() if path is None else load_tagset(meant_tagset(path))
    terminal = output_terminal(chosen_settings({}).terminal_bidi)
    print_rows(([(line, "")] for line in _tagset_lines(chosen)), terminal, in_faces=on_a_terminal())


def _tagset_lines(chosen: Any) -> Iterable[str]:
    from tui_reader.text.excerpt import isolated, label_text

    yield printable(chosen.identifier)
    for kind in (*chosen.tags, *chosen.relations):
        hidden = "" if kind.shown else "  (not in the short list)"
        names = " ".join(isolated(name) for name in kind.names.values() if name != kind.name)
        yield f"  {printable(kind.key or ' ')}  {label_text(f'{isolated(kind.name)} {names}', 80)}{hidden}"
        for attribute in kind.attributes:
            answers = ", ".join(attribute.values) or attribute.kind.value
            yield f"       {label_text(f'{isolated(attribute.name)}: {isolated(answers)}', 150)}"
