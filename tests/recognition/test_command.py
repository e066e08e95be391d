from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import hostile_text

from tui_reader.errors import Stopped
from tui_reader.recognition import command as commands
from tui_reader.recognition.command import MOST_TOLD, Answer, Command, InMemory
from tui_reader.recognition.command import ask as ask_about
from tui_reader.recognition.found import Found
from tui_reader.text.sanitise import printable
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = "قال الوزير 😀: «ارتفعت الأسعار»"


def ask(command: Command, text: str, is_cancelled: Callable[[], bool] = lambda: False) -> tuple[Any, tuple[str, ...]]:
    """What a command finds in a text, and what was wrong with it."""
    answer: Answer = ask_about(command, InMemory(text), is_cancelled)
    return answer.found, answer.problems


def shell(script: str, **says: Any) -> Command:
    return Command("names", ("/bin/sh", "-c", script), **{"tag": "Entity", **says})


def python(script: str, **says: Any) -> Command:
    return Command("names", (sys.executable, "-c", script), **{"tag": "Entity", **says})


def answer(*lines: Any) -> Command:
    """A command that gives these lines."""
    printed = "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    return shell('printf "%s" "$0"')._replace(words=("/bin/sh", "-c", 'printf "%s" "$0"', printed))


def is_gone(pid: int) -> bool:
    """Whether a process has ended; what was killed may take a moment."""
    for _ in range(200):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        status = f"/proc/{pid}/stat"
        if os.path.exists(status):  # noqa: PTH110
            with open(status, "rb") as stream:  # noqa: PTH123
                if stream.read().rpartition(b")")[2].split()[0] == b"Z":
                    return True
        time.sleep(0.01)
    return False


def test_a_command_reads_the_text_and_says_what_it_finds() -> None:
    script = """
import json, re, sys
text = sys.stdin.buffer.read().decode()
for match in re.finditer("الوزير|الأسعار", text):
    print(json.dumps({"start": match.start(), "end": match.end(), "text": match[0], "score": 0.8}))
"""
    found, problems = ask(python(script), TEXT)
    assert not problems
    assert found == (
        Found((Span(4, 10),), "Entity", "names", 0.8),
        Found((Span(22, 29),), "Entity", "names", 0.8),
    )


def test_a_line_may_name_its_tag_its_origin_and_attributes() -> None:
    line = {"start": 4, "end": 10, "tag": "Source", "origin": "model-7", "attributes": {"source_kind": "role"}}
    (found,), problems = ask(answer(line), TEXT)
    assert found == Found((Span(4, 10),), "Source", "model-7", commands.SCORE, {"source_kind": "role"})
    assert not problems


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("قال", "is not JSON"),
        ("[1, 2]", "must be an object"),
        ("[" * 100_000, "is not JSON"),
        ({"start": 1}, "end must be an integer >= 0"),
        ({"start": True, "end": 3}, "start must be an integer >= 0"),
        ({"start": -1, "end": 3}, "start must be an integer >= 0"),
        ({"start": 3, "end": 3}, f"covers 3-3 of a text of {len(TEXT)} code points"),
        ({"start": 3, "end": 99}, f"covers 3-99 of a text of {len(TEXT)} code points"),
        ({"start": 3, "end": 4}, "covers only white space at 3-4"),
        ({"start": 0, "end": 3, "text": "الو"}, 'says "الو" is at 0-3, where "قال" is'),
        ({"start": 0, "end": 3, "score": 2}, "score must be a number from 0 to 1"),
        ('{"start": 0, "end": 3, "score": NaN}', "score must be a number from 0 to 1"),
        ({"start": 0, "end": 3, "tag": "\x1b[31m"}, "tag must be a string without control characters"),
        ('{"start": 0, "end": 3, "tag": "\\ud800"}', "tag must be a string without control characters"),
        ({"start": 0, "end": 3, "origin": 7}, "origin must be a string without control characters"),
        ({"start": 0, "end": 3, "attributes": [1]}, "attributes must be an object"),
        ('{"start": 0, "end": 3, "attributes": {"a": "\\ud800"}}', "attributes must be an object"),
    ],
)
def test_a_line_that_cannot_be_used_is_told_and_the_others_are_used(line: Any, message: str) -> None:
    sound = {"start": 0, "end": 3}
    if isinstance(line, str) and len(line) > 1000:
        command = python(f"print({line[0]!r} * {len(line)}); print('{json.dumps(sound)}')")
        found, problems = ask(command, TEXT)
        assert problems == (f"names: line 1: {message}",)
    else:
        found, problems = ask(answer(sound, "", line, sound), TEXT)
        assert problems == (f"names: line 3: {message}",)
    assert {each.spans for each in found} == {(Span(0, 3),)}


def test_offsets_of_another_unit_are_found_out_by_the_text() -> None:
    units = TEXT.encode("utf-16-le")
    start = units.index("الأسعار".encode("utf-16-le")) // 2
    found, (problem,) = ask(answer({"start": start, "end": start + 7, "text": "الأسعار"}), TEXT)
    assert not found and "says" in problem


def test_white_space_at_the_ends_is_nobodys_meaning() -> None:
    (found,), problems = ask(answer({"start": 3, "end": 11, "text": TEXT[3:11]}), TEXT)
    assert found.spans == (Span(4, 10),) and not problems


def test_a_tag_must_come_from_somewhere() -> None:
    line = {"start": 0, "end": 3}
    assert ask(answer(line)._replace(tag=""), TEXT)[1] == ("names: line 1: has no tag, and there is no default",)


def test_many_lines_of_no_use_are_counted() -> None:
    _, problems = ask(shell(f"seq {MOST_TOLD + 5}"), TEXT)
    assert len(problems) == MOST_TOLD + 1
    assert problems[-1] == "names: 5 more lines cannot be used"


def test_what_is_not_utf_8_is_told() -> None:
    found, problems = ask(shell("printf '\\377\\376\\n'; echo '{\"start\": 0, \"end\": 3}'"), TEXT)
    assert len(found) == 1 and problems == ("names: line 1: is not UTF-8",)


def test_a_command_that_is_not_there_is_one_line() -> None:
    missing = Command("names", ("/no/such/program", "-x"))
    assert ask(missing, TEXT) == (
        (),
        ("names: /no/such/program: cannot be started (No such file or directory)",),
    )


def test_one_that_fails_is_told_with_its_last_word_and_what_it_gave_is_used() -> None:
    script = "echo '{\"start\": 0, \"end\": 3}'; printf 'first\\n  \\033[31mno model\\033[0m \\n\\n' >&2; exit 3"
    found, (problem,) = ask(shell(script), TEXT)
    assert len(found) == 1
    assert problem == "names: ended with 3: \x1b[31mno model\x1b[0m"
    assert "\x1b" not in printable(problem)


def test_what_goes_well_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    assert ask(shell("echo loading >&2; echo > /dev/tty 2>/dev/null; true"), TEXT) == ((), ())
    assert capfd.readouterr() == ("", "")


def test_no_shell_reads_its_words() -> None:
    command = Command("names", ("/bin/sh", "-c", 'test "$0" = "\\$(id); \'x" || exit 9', "$(id); 'x"))
    assert ask(command, TEXT)[1] == ()


def test_one_that_takes_too_long_is_killed_with_all_it_has_started(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    script = f'echo \'{{"start": 0, "end": 3}}\'; sleep 60 & echo $! $$ > {pids}; printf \'{{"sta\'; wait'
    found, problems = ask(shell(script, timeout=0.3), TEXT)
    assert len(found) == 1
    assert problems == ("names: took more than 0.3 seconds and was stopped; what it had given until then is used",)
    assert all(is_gone(int(pid)) for pid in pids.read_text().split())


def test_what_it_leaves_running_is_not_waited_for(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    script = f'sleep 60 & echo $! > {pids}; echo \'{{"start": 0, "end": 3}}\''
    found, problems = ask(shell(script, timeout=30), TEXT)
    assert len(found) == 1 and not problems
    assert is_gone(int(pids.read_text()))


def test_one_that_closes_its_streams_and_goes_on_is_stopped_too() -> None:
    _, problems = ask(shell("exec >&- 2>&-; sleep 60", timeout=0.3), TEXT)
    assert problems == ("names: took more than 0.3 seconds and was stopped; what it had given until then is used",)


def test_who_gives_up_is_obeyed_at_once(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    given_up = threading.Event()
    threading.Timer(0.2, given_up.set).start()
    with pytest.raises(Stopped):
        ask(shell(f"sleep 60 & echo $! $$ > {pids}; wait", timeout=60), TEXT, given_up.is_set)
    assert all(is_gone(int(pid)) for pid in pids.read_text().split())


def test_one_that_talks_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "MOST_OUTPUT", 1 << 20)
    found, problems = ask(shell('yes \'{"start": 0, "end": 3}\'', timeout=30), TEXT)
    assert found and problems == ("names: gave more than 1 MB and was stopped; what it had given until then is used",)
    monkeypatch.setattr(commands, "MOST_FOUND", 5)
    found, problems = ask(shell('yes \'{"start": 0, "end": 3}\' | head -9'), TEXT)
    assert len(found) == 5 and problems == ("names: line 6: is one of more than 5; the rest is left out",)


def test_one_that_complains_without_end_is_heard_to_its_end() -> None:
    found, problems = ask(shell('yes complaint | head -c 3000000 >&2; echo \'{"start": 0, "end": 3}\''), TEXT)
    assert len(found) == 1 and not problems


def test_one_that_reads_nothing_of_a_long_text_is_fine_even_where_a_closed_pipe_would_kill() -> None:
    before = signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        assert ask(shell('exec <&-; echo \'{"start": 0, "end": 3}\''), "نعم " * 500_000)[1] == ()
    finally:
        signal.signal(signal.SIGPIPE, before)


ECHO = python(
    "import json, sys\n"
    "text = sys.stdin.buffer.read().decode()\n"
    "if text.strip(): print(json.dumps({'start': 0, 'end': len(text)}))"
)


@given(hostile_text)
@settings(max_examples=8, deadline=None)
def test_the_text_arrives_code_point_by_code_point(text: str) -> None:
    found, problems = ask(ECHO, text)
    start = len(text) - len(text.lstrip())
    whole = (Span(start, start + len(text.strip())),)
    assert not problems and [each.spans for each in found] == ([whole] if text.strip() else [])


@given(st.binary(max_size=200))
@settings(max_examples=12, deadline=None)
def test_whatever_it_says_gets_an_answer(said: bytes) -> None:
    script = f"import sys; sys.stdout.buffer.write({said!r}); sys.stderr.buffer.write({said!r}); sys.exit(1)"
    found, problems = ask(python(script), TEXT)
    assert not found and problems
    assert all("\n" not in problem for problem in problems)
