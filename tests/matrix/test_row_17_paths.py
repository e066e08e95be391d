"""Row 17: no set leads anybody out of its root, whatever it says its source is; it is refused, and the path shown.

Who would follow one: `validate`, `validate --fix`, `reanchor`, and every command and reading that looks for sets.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from naive import sources as naive
from program import PATIENCE, environment
from sources import FIRST, SECOND, obeyed, sample_folder

from tui_reader.annotations import source_paths
from tui_reader.annotations.source_paths import LeadsOut
from tui_reader.cli.program import cli
from tui_reader.session.files.opening import open_reading
from tui_reader.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

SECRET = "سرّ"
SET = Path("annotations") / f"{FIRST}.sample.json"
WATCHED = """
import os, sys
log = os.open(sys.argv.pop(1), os.O_WRONLY | os.O_APPEND)
sys.addaudithook(lambda event, about: event == "open" and os.write(log, os.fsencode(str(about[0])) + b"\\n"))
from tui_reader.__main__ import main
main()
"""
"""The program, and a list of all the files that it opens."""
NAMES: dict[str, Callable[[Path], str]] = {
    "above": lambda secret: "../../secret/doc.txt",
    "far above": lambda secret: "../" * 60 + str(secret).lstrip("/"),
    "ten thousand times above": lambda secret: "../" * 10_000 + str(secret).lstrip("/"),
    "above by way of below": lambda secret: "../seeds/../../secret/doc.txt",
    "from the top": str,
    "from the top, twice": lambda secret: f"/{secret}",
    "address of a file": lambda secret: f"file://{secret}",
    "address of a file, short": lambda secret: f"FILE:{secret}",
    "address of a page": lambda secret: "https://example.org/doc.txt",
    "Windows": lambda secret: r"\\server\share\doc.txt",
    "drive": lambda secret: r"C:\doc.txt",
    "link to the file": lambda secret: "../link.txt",
    "link to the folder": lambda secret: "../links/doc.txt",
    "links to links": lambda secret: "../link-999",
    "loop of links": lambda secret: "../loop",
    "NUL": lambda secret: "../../secret/doc.txt\0.txt",
    "too long": lambda secret: "x" * 5000,
    "too deep": lambda secret: "x/" * 50_000,
    "hostile": lambda secret: "../../secret/\x1b[31m\u202e/doc.txt",
}
LEADING_OUT = [name for name in NAMES if name not in ("too long", "too deep", "loop of links")]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The samples in a folder, links out of it, and beside it a document that is nobody's business."""
    folder = sample_folder(tmp_path / "project")
    secret = tmp_path / "secret" / "doc.txt"
    secret.parent.mkdir()
    secret.write_text(f"{SECRET}\n", encoding="utf-8")
    (folder / "link.txt").symlink_to(secret)
    (folder / "links").symlink_to(secret.parent)
    (folder / "loop").symlink_to(folder / "loop")
    before = secret
    for number in range(1000):
        link = folder / f"link-{number}"
        link.symlink_to(before)
        before = link
    return folder


def secret_of(place: Path) -> Path:
    return place.parent / "secret" / "doc.txt"


def judge_following(source_at: Callable[[Path, str], Path], path: Path, named: str, root: Path) -> None:
    """Raises AssertionError where a set would be followed to a file that is not under the root."""
    try:
        found = source_at(path, named)
    except LeadsOut as error:
        assert str(root) in str(error) and "leads out of" in str(error)
        assert json.dumps(named[:20], ensure_ascii=False)[:-1] in str(error)
        return
    real = os.path.realpath(found)
    assert Path(real).is_relative_to(root), f"{named[:80]} leads to {real[:80]}"


@pytest.mark.parametrize("name", NAMES)
def test_a_path_is_followed_to_what_lies_under_the_root_or_not_at_all(place: Path, name: str) -> None:
    judge_following(source_paths.source_at, place / SET, NAMES[name](secret_of(place)), place)


def test_the_root_is_the_repository_and_without_one_what_holds_the_annotations(place: Path) -> None:
    assert source_paths.source_at(place / SET, f"../seeds/{FIRST}") == place / "seeds" / FIRST
    with pytest.raises(LeadsOut):
        source_paths.source_at(place / SET, "../../secret/doc.txt")
    (place.parent / ".git").mkdir()
    assert source_paths.source_at(place / SET, "../../secret/doc.txt") == secret_of(place)


def test_a_naive_program_is_led_out(place: Path) -> None:
    led = 0
    for name in LEADING_OUT:
        try:
            judge_following(naive.source_at, place / SET, NAMES[name](secret_of(place)), place)
        except (AssertionError, ValueError, RecursionError):
            led += 1
    assert led >= 8


COMMANDS = {
    "validate": ["validate", "."],
    "validate --fix": ["validate", "--fix", "."],
    "show": ["show", "--tags", f"seeds/{FIRST}", "--annotator", "sample"],
    "list": ["list", "seeds"],
    "reanchor": ["reanchor", "annotations"],
    "backups": ["backups", f"seeds/{FIRST}"],
}


def redirected(place: Path, named: str) -> None:
    """Has the set name this as its source, with a quote that stands there."""
    page = json.loads((place / SET).read_bytes())
    page["tui:source"]["path"] = named
    quote, position = page["items"][0]["target"]["selector"]
    quote.update(exact=SECRET, prefix="", suffix="")
    position.update(start=0, end=len(SECRET))
    (place / SET).write_text(json.dumps(page, ensure_ascii=False), encoding="utf-8")


@pytest.mark.parametrize("command", [name for name, words in COMMANDS.items() if words[0] in cli.commands])
@pytest.mark.parametrize("name", ["above", "from the top", "link to the file", "address of a file", "hostile"])
def test_no_command_opens_what_a_set_leads_out_to(place: Path, command: str, name: str) -> None:
    named = NAMES[name](secret_of(place))
    redirected(place, named)
    log = place.parent / "opened"
    log.touch()
    result = subprocess.run(
        [sys.executable, "-c", WATCHED, log, *COMMANDS[command]],
        cwd=place,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    opened = {os.path.realpath(place / os.fsdecode(line)) for line in log.read_bytes().splitlines()}
    assert str(place / SET) in opened or command == "backups", "the list of opened files is complete"
    assert str(secret_of(place)) not in opened
    assert b"Traceback" not in result.stderr and not obeyed(result.stderr)
    assert SECRET.encode() not in result.stdout.replace(json.dumps(SECRET, ensure_ascii=False).encode(), b"")
    if command.startswith("validate"):
        assert b"leads out of" in result.stdout and b"tui:source.path" in result.stdout


@pytest.mark.parametrize("name", ["above", "from the top", "address of a file"])
def test_the_app_shows_the_set_and_says_where_it_leads(place: Path, name: str) -> None:
    named = NAMES[name](secret_of(place))
    redirected(place, named)
    before = (place / SET).read_bytes()
    reading = open_reading(place / "seeds" / FIRST, Settings(annotator="sample"))
    assert reading.session.own.path == place / SET
    assert any("leads out of" in remark and named[:40] in remark for remark in reading.remarks)
    assert SECRET not in "".join(reading.remarks)
    assert (place / SET).read_bytes() == before


def test_sets_in_a_folder_of_their_own_are_about_sources_anywhere(place: Path, tmp_path: Path) -> None:
    apart = tmp_path / "apart"
    apart.mkdir()
    settings = Settings(annotator="amal", annotations=apart)
    first = open_reading(place / "seeds" / FIRST, settings).session.own.path
    first.parent.mkdir(parents=True, exist_ok=True)
    page = json.loads((place / SET).read_bytes())
    page["tui:source"]["path"] = os.path.relpath(place / "seeds" / FIRST, first.parent)
    first.write_text(json.dumps(page), encoding="utf-8")
    reading = open_reading(place / "seeds" / FIRST, settings)
    assert reading.session.own.path == first and not reading.remarks
    # The name is taken: another source of that name has a set of another name.
    other = tmp_path / "other" / FIRST
    other.parent.mkdir()
    other.write_bytes((place / "seeds" / SECOND).read_bytes())
    assert open_reading(other, settings).session.own.path != first
