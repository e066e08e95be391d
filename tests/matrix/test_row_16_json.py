"""Row 16: whatever a set has become, `validate` says where it is wrong, and reading keeps the good part and the file.

Damage by chance (`benchmarks/mutations.py`) and by name: what JSON parsers are known to disagree on. That each kind of
mistake is found is with `tests/annotations/test_validate.py`.
"""

from __future__ import annotations

import json
import os
import random
import shutil
from typing import TYPE_CHECKING

import fuzzing
import pytest
from effort import IS_JUDGED
from fuzzing import Wrong, fuzz, judge_reading, judge_repair
from mutations import mutated
from naive import loading as naive
from program import PROGRAM, run
from sources import FIRST, REPOSITORY, obeyed

from tui_reader.annotations import file
from tui_reader.annotations.repair import repaired
from tui_reader.annotations.validate import validate
from tui_reader.session.files.opening import open_reading
from tui_reader.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.session.files.opening import Opened

SET = REPOSITORY / "annotations" / f"{FIRST}.sample.json"
WHOLE = SET.read_bytes()
LINES = WHOLE.split(b"\n")
GOOD = 5
"""Records before the damage."""
PLACE = next(number for number, line in enumerate(LINES) if line.startswith(b'{"id"')) + GOOD
FEW, MANY = 400, 1500 if IS_JUDGED else 4000

RIGHT = {
    "array of arrays": "[[[]]]",
    "empty key": '{"": 0}',
    "number with an exponent": "1E+2",
    "number that is small": "123.456e-789",
    "minus zero": "-0",
    "escapes": r'"\"\\\/\b\f\n\r\t"',
    "pair of surrogates": r'"\ud83d\ude00"',
    "escaped NUL": r'"\u0000"',
    "noncharacter": '"\uffff"',
    "DEL": '"\x7f"',
    "line separator": '"\u2028"',
    "deep": "[" * 90 + "]" * 90,
}
WRONG = {
    "NaN": "NaN",
    "Infinity": "-Infinity",
    "number too large": "1e999",
    "number too long": "7" * 5000,
    "equal keys": '{"a": 1, "a": 1}',
    "equal keys, one escaped": r'{"a": 1, "\u0061": 2}',
    "half a pair": r'"\ud83d"',
    "halves in the wrong order": r'"\ude00\ud83d"',
    "half a pair as a key": r'{"\udc00": 1}',
    "too deep": "[" * 200 + "]" * 200,
    "far too deep": "[" * 100_000 + "]" * 100_000,
    "leading zero": "012",
    "plus": "+1",
    "point without digits": "1.",
    "hexadecimal": "0x1F",
    "exponent without digits": "1e",
    "digits of another script": "١٢",
    "comma too many": "[1,]",
    "comma missing": "[1 2]",
    "colon missing": '{"a" 1}',
    "key without quotes": "{a: 1}",
    "single quotes": "'a'",
    "comment": "1 /* one */",
    "comment to the end": "1 // one",
    "control in a string": '"\x01"',
    "NUL in a string": '"\x00"',
    "tab in a string": '"\t"',
    "escape that is none": r'"\x41"',
    "escape cut off": r'"\u00"',
    "string not closed": '"abc',
    "array not closed": "[1",
    "object not closed": '{"a": 1',
    "bracket of another kind": "[1}",
    "bracket too many": "[1]]",
    "brace too many": "{}}",
    "capitals": "TRUE",
    "word": "undefined",
    "nothing": "",
    "no-break space": "\u00a01",
    "byte-order mark": "\ufeff1",
    "form feed": "\x0c1",
}
FILES: dict[str, bytes] = {
    "nothing": b"",
    "white space": b" \r\n\t",
    "byte-order mark alone": b"\xef\xbb\xbf",
    "NUL bytes": bytes(4096),
    "text": "ليس مجموعة".encode(),
    "null": b"null",
    "array": b"[]",
    "cut in the page": WHOLE[:100],
    "lone brace": b"{",
    "items are no list": b'{"type": "AnnotationPage", "items": {}}',
    "depth": b"[" * 1_000_000,
}


def with_extra(value: str | bytes) -> bytes:
    """The set with a member of another program's, of this value, in the record behind the good ones."""
    value = value.encode() if isinstance(value, str) else value
    line = LINES[PLACE]
    return b"\n".join([*LINES[:PLACE], b'{"x:k": ' + value + b", " + line[1:], *LINES[PLACE + 1 :]])


def opened(folder: Path, content: bytes) -> tuple[Path, Opened]:
    """The document with its own set, which is this; and the path of the set."""
    shutil.copytree(REPOSITORY / "seeds", folder / "seeds", dirs_exist_ok=True)
    (folder / "annotations").mkdir(exist_ok=True)
    path = folder / "annotations" / SET.name
    path.write_bytes(content)
    return path, open_reading(folder / "seeds" / FIRST, Settings(annotator="sample"))


@pytest.mark.parametrize("value", RIGHT.values(), ids=RIGHT.keys())
def test_what_json_allows_is_read_checked_and_written_as_it_is(value: str) -> None:
    content = with_extra(value)
    loaded = file.read(SET, content)
    assert loaded.problems == () and not loaded.read_only
    assert file.serialise(loaded.set).encode() == content
    judge_repair(repaired, SET, content)


@pytest.mark.parametrize("value", WRONG.values(), ids=WRONG.keys())
def test_what_json_forbids_is_told_with_its_line_and_costs_no_other_record(tmp_path: Path, value: str) -> None:
    content = with_extra(value)
    path, reading = opened(tmp_path, content)
    first = min(problem.line or 0 for problem in validate(path))
    assert first == PLACE + 1
    assert any(problem.line == PLACE + 1 for problem in file.load(path).problems)
    others = {
        json.loads(line.rstrip(b","))["id"] for line in LINES[PLACE - GOOD : PLACE] + LINES[PLACE + 1 : PLACE + 4]
    }
    shown = {record.id for record in reading.session.own.store.snapshot().records}
    assert others <= shown
    judge_repair(repaired, path, content)
    assert path.read_bytes() == content


@pytest.mark.parametrize("content", FILES.values(), ids=FILES.keys())
def test_what_is_no_set_is_told_opened_without_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path, reading = opened(tmp_path, content)
    result = run("validate", path.name, cwd=path.parent)
    assert result.returncode == 1 and result.stdout.startswith(path.name.encode()) and result.stderr == b""
    assert reading.session.own.read_only_because
    assert any(path.name in remark for remark in reading.remarks)
    assert not reading.session.own.store.snapshot().records
    assert path.read_bytes() == content


@pytest.mark.parametrize("damage", ["cut", "bytes", "utf-16", "trailing", "merge"])
def test_a_damaged_set_is_shown_as_far_as_it_goes_with_a_way_on(tmp_path: Path, damage: str) -> None:
    content = {
        "cut": b"\n".join(LINES[:PLACE]) + b'\n{"id": "urn',
        "bytes": with_extra(b'"\xff"'),
        "utf-16": WHOLE.decode().encode("utf-16"),
        "trailing": WHOLE + b"{}",
        "merge": b"\n".join([*LINES[:PLACE], b"<<<<<<< HEAD", *LINES[PLACE:]]),
    }[damage]
    path, reading = opened(tmp_path, content)
    assert len(reading.session.own.store.snapshot().records) >= GOOD
    assert reading.session.own.read_only_because
    told = [remark for remark in reading.remarks if path.name in remark]
    assert len(told) == 1 and "tui-reader validate --fix" in told[0]
    assert path.read_bytes() == content
    # The way on leads somewhere.
    assert b": fixed: " in run("validate", "--fix", path).stdout
    _, again = opened(tmp_path, path.read_bytes())
    assert not again.session.own.read_only_because and not again.remarks


@pytest.mark.parametrize("kind", ["pipe", "folder", "device", "loop"])
def test_what_is_no_file_is_never_waited_for(tmp_path: Path, kind: str) -> None:
    path, _ = opened(tmp_path, WHOLE)
    path.unlink()
    {
        "pipe": lambda: os.mkfifo(path),
        "folder": path.mkdir,
        "device": lambda: path.symlink_to("/dev/zero"),
        "loop": lambda: path.symlink_to(path.name),
    }[kind]()
    reading = open_reading(tmp_path / "seeds" / FIRST, Settings(annotator="sample"))
    assert reading.session.own.read_only_because
    assert any(path.name in remark for remark in reading.remarks)
    if kind != "folder":
        result = run("validate", path.parent)
        assert result.returncode == 1 and path.name.encode() in result.stdout and not obeyed(result.stdout)


@pytest.mark.slow
def test_two_hundred_megabytes_of_anything_are_answered_within_their_bounds(tmp_path: Path) -> None:
    head = b"\n".join(LINES[: PLACE - GOOD])
    size = 200 << 20
    for unit in (b"0,", b"{},", b'\n{"a":[', b"\n<\n{},", b'"' + b"x" * 1000 + b'",'):
        path, _ = opened(tmp_path, b"{}")
        path.write_bytes(head + unit * (size // len(unit)) + b"0]}")
        command = ["sh", "-c", 'ulimit -v 2500000; exec "$@"', "sh", *PROGRAM]
        result = run("validate", path, command=command)
        assert (result.returncode, result.stderr) == (1, b"")
        assert 0 < result.stdout.count(b"\n") <= 1001


# By chance


def test_damage_by_chance_costs_nothing_but_itself() -> None:
    assert list(fuzz(REPOSITORY, until=lambda number: number >= FEW, seed=16)) == []


@pytest.mark.slow
def test_more_damage_by_chance() -> None:
    assert list(fuzz(REPOSITORY, until=lambda number: number >= MANY, seed=61)) == []


def faults(judge: object, *implementation: object) -> int:
    """On how many of some damaged sets an implementation is found wrong."""
    found = 0
    for number in range(100):
        damaged = mutated(WHOLE, random.Random(number))
        try:
            if judge is judge_reading:
                judge_reading(implementation[0], SET, WHOLE, damaged)  # type: ignore[arg-type]
            else:
                judge_repair(implementation[0], SET, damaged)  # type: ignore[arg-type]
        except Exception:  # noqa: BLE001 - a naive program fails in any way
            found += 1
    return found


def test_a_naive_reader_and_a_naive_repair_do_not_pass() -> None:
    assert faults(judge_reading, fuzzing.read_lines) == 0
    assert faults(judge_repair, repaired) == 0
    assert faults(judge_reading, naive.read_lines) > 20
    assert faults(judge_repair, naive.repaired) > 20


def test_a_repair_that_loses_what_it_cannot_read_does_not_pass() -> None:
    damaged = b"\n".join([*LINES[:PLACE], LINES[PLACE][:80], *LINES[PLACE + 1 :]])
    judge_repair(repaired, SET, damaged)
    with pytest.raises(Wrong, match="is gone"):
        judge_repair(lambda path, content: repaired(path, content)._replace(unreadable=b""), SET, damaged)
