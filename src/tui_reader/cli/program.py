"""The program `tui-reader` as its parser sees it: all commands, and what becomes of a wrong one."""

from __future__ import annotations

import io
import sys

import click

from tui_reader import __version__
from tui_reader.cli.agreement import agreement
from tui_reader.cli.backups import backups
from tui_reader.cli.compare import compare
from tui_reader.cli.doctor import doctor
from tui_reader.cli.keys import keys_command
from tui_reader.cli.merge_driver import merge_driver
from tui_reader.cli.reading import list_command, open_command, show
from tui_reader.cli.reanchor import reanchor
from tui_reader.cli.recover import recover
from tui_reader.cli.report import report
from tui_reader.cli.review import review
from tui_reader.cli.sets import validate
from tui_reader.cli.suggest import suggest
from tui_reader.cli.tagsets import tagset
from tui_reader.errors import ExitCode
from tui_reader.telling import INTERRUPTED, say_line, told


class _DefaultsToOpen(click.Group):
    """`tui-reader FILE` is `tui-reader open FILE`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {name for parameter in self.get_params(ctx) for name in parameter.opts}
        if not args or (args[0] not in self.commands and args[0] not in own):
            args = ["open", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_DefaultsToOpen, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tui-reader")
def cli() -> None:
    """Read right-to-left sources in the terminal, correctly shaped and ordered, and annotate them.

    tui-reader PATH... opens files or folders; that is what `open` does.
    """


COMMANDS = (
    open_command,
    show,
    list_command,
    report,
    compare,
    agreement,
    review,
    suggest,
    validate,
    reanchor,
    recover,
    backups,
    merge_driver,
    doctor,
    tagset,
    keys_command,
)

for command in COMMANDS:
    cli.add_command(command)


def main() -> None:
    """The command line, whatever it says."""
    with told():
        try:
            sys.exit(cli(prog_name="tui-reader", standalone_mode=False))
        except click.ClickException as error:
            # What it says may repeat an argument, which may be the name of a file.
            usage = io.StringIO()
            error.show(usage)
            for line in usage.getvalue().rstrip("\n").split("\n"):
                say_line(line)
            sys.exit(ExitCode.USAGE)
        except click.Abort:
            sys.exit(INTERRUPTED)
