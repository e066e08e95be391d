"""What safety costs, and whether it is kept: changes to the disk, kills, and two programs with one set."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

from figures import APART, CHANGE, DAMAGED, FAULTS, FSYNCS, LOST, MINUTES, SHOWN, Figure
from goals import BARE_WRITE, LAST_ONE_WINS, LOOKS_FIRST
from kills import COLUMNS, ROWS, live
from programs import HERE, OWN
from workbench import LIMIT, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from workbench import Workbench

FEW, MANY = 5, 50_000
"""Annotations of a set."""
CHANGES = {FEW: 100, MANY: 10}
"""How many are made at one sitting."""
KILLS = 200
ADDITIONS = 100
"""By each of two programs."""
SAVERS = {OWN: "Committing", LAST_ONE_WINS: "LastOneWins", LOOKS_FIRST: "LooksFirst"}


def safety(bench: Workbench, annotated: Callable[[int], Path]) -> Iterator[tuple[str, Callable[[], None]]]:
    """Everything measured here, by name. `annotated` gives a set of so many annotations, beside whose folder its
    document is."""
    for count in CHANGES:
        yield f"{CHANGE}, {count:,} annotations", partial(change, bench, annotated, count)
    yield f"{KILLS} kills", partial(kill, bench)
    yield "damaged sets", partial(damage, bench)
    yield f"two programs, {ADDITIONS} additions each", partial(apart, bench)


def change(bench: Workbench, annotated: Callable[[int], Path], count: int) -> None:
    """Changes a set, from the change to the disk's last word."""
    made = annotated(count)
    figure = Figure(CHANGE, f"{count:,} annotations", "", OWN)
    with bench.home() as home:
        copy = shutil.copytree(made.parent.parent, home / "annotated")
        [document] = (path for path in copy.iterdir() if path.is_file())
        path = copy / made.parent.name / made.name
        with bench.judging(figure):
            measured = json.loads(bench.python(HERE / "changes.py", document, path, str(CHANGES[count])))
    for name, values in (
        (figure, measured["ms"]),
        (figure._replace(program=BARE_WRITE), measured["bare"]),
        (figure._replace(what=FSYNCS), measured["fsyncs"]),
    ):
        for value in values:
            bench.note(name, value)


def kill(bench: Workbench) -> None:
    """Kills the app while somebody tags. Once is enough: this is no matter of milliseconds."""
    screen = f"{COLUMNS}x{ROWS}"
    shown, lost = (Figure(what, f"{KILLS} kills", screen, OWN) for what in (SHOWN, LOST))
    if lost in bench.figures.values:
        return
    chance = random.Random()
    with bench.home() as home, bench.judging(lost):
        lives = [live(home / str(number), chance) for number in range(KILLS)]
    bench.note(shown, sum(life.shown for life in lives))
    bench.note(lost, sum(life.lost for life in lives))


def damage(bench: Workbench) -> None:
    """Reads, checks and repairs sets that are damaged by chance, other ones each time. Once is enough."""
    inputs, faults, minutes = (Figure(what, "by chance", "", OWN) for what in (DAMAGED, FAULTS, MINUTES))
    if inputs in bench.figures.values:
        return
    seed = str(random.Random().getrandbits(32))
    fuzzing = (sys.executable, HERE / "fuzzing.py", ROOT, "--minutes", str(bench.fuzz), "--seed", seed)
    with bench.home() as home, bench.judging(inputs):
        found = json.loads(
            subprocess.run(fuzzing, env=bench.environment(home), stdout=subprocess.PIPE, check=False).stdout or "null"
        )
        if found is None:
            raise subprocess.SubprocessError("the fuzzing failed")
    bench.note(inputs, found["inputs"])
    bench.note(faults, len(found["faults"]))
    bench.note(minutes, found["minutes"])
    words = f"fuzzing: {found['inputs']:,} inputs in {found['minutes']:.1f} minutes, {len(found['faults'])} faults"
    bench.figures.sentences += [words, *(f"seed {seed}, {fault}" for fault in found["faults"])]


def apart(bench: Workbench) -> None:
    """Has two programs add to one set at the same time; how many of the additions are gone in the end."""
    adding = (sys.executable, HERE / "adding.py")
    for program, kind in SAVERS.items():
        figure = Figure(APART, f"2 x {ADDITIONS} additions", "", program)
        with bench.home() as home, bench.judging(figure):
            environment = bench.environment(home)
            folder = home / "place"
            folder.mkdir()
            subprocess.run([*adding, folder, kind], env=environment, check=True)
            both = [
                subprocess.Popen([*adding, folder, kind, who, str(ADDITIONS)], env=environment)
                for who in ("first", "second")
            ]
            codes = [process.wait(LIMIT) for process in both]
            if any(codes):
                raise subprocess.SubprocessError(f"{kind} failed")
            [path] = folder.glob("*.json")
            there = len(json.loads(path.read_bytes())["items"])
        # One was there before.
        bench.note(figure, 2 * ADDITIONS + 1 - there)
