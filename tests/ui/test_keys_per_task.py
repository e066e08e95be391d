"""How many keys a task takes: played in the app, and what the documentation says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from acts import Act, play

from tui_reader.ui.commands.table import key_words

if TYPE_CHECKING:
    from acts import Reader

DOCS = Path(__file__).parents[2] / "docs" / "keys-per-task.md"
TEXT = "قال الوزير أمس في مؤتمر صحفي إن الأسعار ارتفعت كثيرا في الشهر الماضي.[9] ثم سكت الوزير.[10]"
WORDS = [found.start() for found in re.finditer(r"\w+", TEXT.partition("[")[0])][::4]
"""Where words of the first sentence begin: its first and its last one, and some between."""
QUOTED = "قال الوزير: «ارتفعت الأسعار كثيرا في الشهر الماضي»."
PAIR = "\n- Claim: ارتفعت كثيرا\n- Citation: [9]"


class Task(NamedTuple):
    """Something that annotators do."""

    name: str
    """As the documentation has it."""
    most: int
    """Keys it may take."""
    acts: list[Act]
    """It from several places, always by the same keys."""


def at(offset: int, text: str = TEXT) -> str:
    return f"{text[:offset]}|{text[offset:]}"


def on(word: str, rest: str = "", text: str = TEXT) -> str:
    return at(text.index(word), text) + rest


SENTENCE = TEXT[: TEXT.index("[9]")]
CITED = f'|{TEXT}\n- Claim: {SENTENCE[:-1]}\n- Citation{{ref="9"}}: [9]\n- 1 cites 2'
ATTRIBUTED = """قال الوزير: «|ارتفعت الأسعار كثيرا في الشهر الماضي».
- Cue+{cue_stance="neutral"}: قال
- Source+{source_kind="role"}: الوزير
- Quote+{quote_type="direct"}: ارتفعت الأسعار كثيرا في الشهر الماضي
- 3 signalled_by+ 1
- 3 said_by+ 2"""
CLAIM = "\n- Claim: الأسعار"
TASKS = [
    Task(
        "Tag the sentence one is in as a claim",
        3,
        [Act("tag", at(offset), "space space c", f"|{TEXT}\n- Claim: {SENTENCE}[9]") for offset in WORDS],
    ),
    Task(
        "A claim with its citation, from anywhere in its sentence",
        4,
        [Act("cite", at(offset), "x", CITED) for offset in WORDS],
    ),
    Task(
        "Accept a suggestion that one is at",
        1,
        [Act("suggestion.accept", on("قال", "\n- Source?: الوزير"), "enter", on("الوزير", "\n- Source+: الوزير"))],
    ),
    Task(
        "A quote with its speaker and its verb", 5, [Act("suggestion.accept", at(0, QUOTED), "S ; ; enter", ATTRIBUTED)]
    ),
    Task(
        "Link two annotations, one behind the other",
        2,
        [Act("link", on("ارتفعت", PAIR), "l c", on("ارتفعت", f"{PAIR}\n- 1 cites 2"))],
    ),
    Task(
        "Give an annotation an attribute",
        2,
        [
            Act(
                "attributes",
                on("الأسعار", CLAIM),
                "a 3",
                on("الأسعار", CLAIM.replace("Claim", 'Claim{check_worthiness="CFS"}')),
            )
        ],
    ),
    Task(
        "Make an annotation a word longer",
        3,
        [Act("adjust", on("الأسعار", CLAIM), "m left enter", on("الأسعار", "\n- Claim: الأسعار ارتفعت"))],
    ),
    Task(
        "The same tag for the next sentence",
        2,
        [
            Act(
                "repeat",
                at(0),
                ") .",
                on("ثم", f"\n- Claim: {SENTENCE}[9]\n- Claim: ثم سكت الوزير.[10]"),
                changes=2,
            )
        ],
    ),
    Task("Take the last change back", 1, [Act("undo", on("الأسعار", CLAIM), "z", on("الأسعار", CLAIM), changes=0)]),
]
BEFORE = {
    "Accept a suggestion that one is at": "S semicolon",
    "The same tag for the next sentence": "space space c",
    "Take the last change back": "d",
}
"""What is done before the task begins, and is no part of it."""


def signs(keys: str) -> list[str]:
    """Keys as people write them."""
    return [key_words(key) for key in keys.split()]


def test_every_task_takes_as_few_keys_as_it_may() -> None:
    for task in TASKS:
        (keys,) = {act.keys for act in task.acts}
        assert len(signs(keys)) <= task.most, task.name


async def test_tasks_are_done_by_their_keys(reader: Reader, tmp_path: Path) -> None:
    acts = [act._replace(keys=f"{BEFORE.get(task.name, '')} {act.keys}") for task in TASKS for act in task.acts]
    await play(reader, acts, tmp_path)


def test_the_documentation_says_as_many() -> None:
    rows = re.findall(r"^\| ([^|]+) \| (\d+): ([^|]+) \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    told = {name: (int(count), re.findall("`(.+?)`", keys)) for name, count, keys in rows}
    assert told == {task.name: (len(signs(task.acts[0].keys)), signs(task.acts[0].keys)) for task in TASKS}
