"""Acts: a number before a key, and the change before made again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acts import Act, play

if TYPE_CHECKING:
    from pathlib import Path

    from acts import Reader

WORDS = "|واحد اثنان ثلاثة أربعة خمسة"
LINES = "\n".join(["|سطر", *(f"سطر {number}" for number in range(2, 40))])
TAGGED = "{}واحد {}اثنان {}ثلاثة\n- Claim: واحد\n- Claim: اثنان\n- Claim: ثلاثة"
THREE = TAGGED.format("|", "", "")
SENTENCES = "|قال واحد. قال اثنان. قال ثلاثة."


def line(number: int) -> str:
    """The lines with the caret on one of them."""
    return LINES.replace("|", "").replace(f"سطر {number}\n", f"|سطر {number}\n")


COUNTS = [
    Act("move.word_left", WORDS, "3 ctrl+left", "واحد اثنان ثلاثة |أربعة خمسة"),
    Act("move.word_left", WORDS, "٣ ctrl+left", "واحد اثنان ثلاثة |أربعة خمسة"),
    Act("move.word_left", WORDS, "۳ ctrl+left", "واحد اثنان ثلاثة |أربعة خمسة"),
    Act("move.left", WORDS, "1 2 left", "واحد اثنان ث|لاثة أربعة خمسة"),
    Act("move.left", WORDS, "1 ٠ left", "واحد اثنان| ثلاثة أربعة خمسة"),
    Act("move.left", WORDS, "9 9 9 9 9 9 9 9 9 9 9 9 9 left", "واحد اثنان ثلاثة أربعة خمسة|"),
    Act("move.word_left", WORDS, "3 escape ctrl+left", "واحد |اثنان ثلاثة أربعة خمسة", misses="  3 "),
    Act("move.word_left", WORDS, "3 ctrl+left ctrl+left", "واحد اثنان ثلاثة أربعة |خمسة"),
    Act("move.word_left", WORDS, "0 ctrl+left", "واحد |اثنان ثلاثة أربعة خمسة"),
    Act("select.word_left", WORDS, "2 ctrl+shift+left", "⟨واحد اثنان ⟩ثلاثة أربعة خمسة"),
    Act("select.hold", WORDS, "v 2 ctrl+left", "⟨واحد اثنان ⟩ثلاثة أربعة خمسة"),
    Act("move.down", LINES, "1 5 down", line(16)),
    Act("move.down", LINES, "1 5", sees=" 15 "),
    Act("move.up", line(16), "1 1 up", line(5)),
    Act("scroll.line_down", LINES, "4 j", line(5)),
    Act("move.next_sentence", SENTENCES, "2 )", "قال واحد. قال اثنان. |قال ثلاثة."),
    Act("select.grow", SENTENCES, "2 space", "⟨قال واحد.⟩ قال اثنان. قال ثلاثة."),
    Act("select.grow", SENTENCES, "9 space", "⟨قال واحد. قال اثنان. قال ثلاثة.⟩"),
    Act("annotation.next", THREE, "2 ]", TAGGED.format("", "", "|")),
    Act("annotation.next", THREE, "7 ]", TAGGED.format("", "", "|")),
    Act("annotation.previous", TAGGED.format("", "", "|"), "2 [", THREE),
    Act("search.next", "|من ومن ومن ومن", "/ 'من' enter 2 f3", "من ومن و|من ومن"),
    Act("goto", LINES, "1 2 g", line(12)),
    Act("goto.percent", LINES, "5 0 %", line(21)),
    Act("goto.percent", LINES, "% '50%' enter", line(21)),
    Act("undo", "⟨قال⟩ هو", "c tab q s 2 z", "|قال هو\n- Claim: قال", said="Undone", changes=1),
    Act("redo", "⟨قال⟩ هو", "c tab q 9 z 2 y", "|قال هو\n- Quote: قال", said="Done again", changes=2),
    # What has no use for a number does what it does, once.
    Act("tag", "⟨قال⟩ هو", "4 c", "|قال هو\n- Claim: قال"),
    Act("highlight", "⟨قال⟩ هو", "4 h left", "ق|ال هو\n- _: قال"),
    # In a field digits are text.
    Act("search", "|قال 35", "/ 3 5 enter", "قال |35"),
    Act("note", "⟨قال⟩", "n 1 2 enter", "|قال\n- _: قال # 12"),
]


def three(*tags: str, at: int) -> str:
    """Three words with these tags and notes, the caret on one of them."""
    words = ["واحد", "اثنان", "ثلاثة"]
    parts = (tag.partition(" ") for tag in tags)
    drawn = [f"- {tag}: {word}{gap}{note}" for (tag, gap, note), word in zip(parts, words, strict=True)]
    return "\n".join([" ".join("|" * (at == number) + word for number, word in enumerate(words)), *drawn])


CFS = 'Claim{check_worthiness="CFS"}'
CITED = """واحد[1]. |اثنان[2].
- Claim: واحد
- Citation{ref="1"}: [1]
- Claim: اثنان
- Citation{ref="2"}: [2]
- 1 cites 2
- 3 cites 4"""
REPEATS = [
    Act("repeat", "⟨قال⟩ هو", ".", said="Nothing has been changed yet"),
    Act("repeat", "⟨قال⟩ هو وهي", "c ctrl+left space .", "قال |هو وهي\n- Claim: قال\n- Claim: هو", changes=2),
    # What was a word is a word again, what was a sentence a sentence.
    Act("repeat", "|قال هو وهي", "space c ctrl+left .", "قال |هو وهي\n- Claim: قال\n- Claim: هو", changes=2),
    Act(
        "repeat",
        SENTENCES,
        "2 space c ) .",
        "قال واحد. |قال اثنان. قال ثلاثة.\n- Claim: قال واحد.\n- Claim: قال اثنان.",
        changes=2,
    ),
    Act(
        "repeat",
        SENTENCES,
        "2 space c ) 2 .",
        "قال واحد. قال اثنان. |قال ثلاثة.\n- Claim: قال واحد.\n- Claim: قال اثنان.\n- Claim: قال ثلاثة.",
        changes=2,
    ),
    Act(
        "repeat", "⟨قال هو⟩ وهي", "c ctrl+left ctrl+left .", "قال هو |وهي\n- Claim: قال هو", said="Nothing is selected"
    ),
    Act("repeat", "|قال هو", "space t 'Quote' enter ctrl+left .", "قال |هو\n- Quote: قال\n- Quote: هو", changes=2),
    Act("repeat", "|قال هو", "space n 'x' enter ctrl+left .", "قال |هو\n- _: قال # x\n- _: هو # x", changes=2),
    Act(
        "repeat",
        THREE,
        "n 'x' enter ] .",
        "واحد |اثنان ثلاثة\n- Claim: واحد # x\n- Claim: اثنان # x\n- Claim: ثلاثة",
        changes=2,
    ),
    Act("repeat", THREE, "tab q down .", three("Quote", "Quote", "Claim", at=1), changes=2),
    Act(
        "repeat", THREE, "tab q down 2 .", "واحد اثنان |ثلاثة\n- Quote: واحد\n- Quote: اثنان\n- Quote: ثلاثة", changes=2
    ),
    Act("repeat", THREE, "tab q down 2 . z", three("Quote", "Claim", "Claim", at=2)),
    Act("repeat", THREE, "d ] .", "واحد |اثنان ثلاثة\n- Claim: ثلاثة", changes=2),
    Act(
        "repeat",
        "|واحد[1] اثنان[2]\n- Claim: واحد\n- Citation: [1]\n- Claim: اثنان\n- Citation: [2]",
        "l c 2 ] .",
        "واحد[1] |اثنان[2]\n- Claim: واحد\n- Citation: [1]\n- Claim: اثنان\n- Citation: [2]\n- 1 cites 2\n- 3 cites 4",
        changes=2,
    ),
    Act(
        "repeat", THREE, "tab q ز", said="It is tagged Quote already", after=THREE.replace("Claim: واحد", "Quote: واحد")
    ),
]

DECIDED = [
    Act(
        "repeat",
        "هنا |واحد وهناك اثنان\n- Source?: واحد\n- Source?: اثنان",
        "S enter ; .",
        "هنا واحد وهناك |اثنان\n- Source+: واحد\n- Source+: اثنان",
        changes=2,
    ),
    Act("repeat", "|واحد[1]. اثنان[2].", "x ) .", CITED, changes=2),
    # Sentence by sentence, not from what has just been made to the next of it.
    Act(
        "repeat",
        "|صفر[7]. واحد[1]. اثنان[2].",
        "x ) 2 .",
        f"صفر[7]. {CITED}".replace("- Claim", '- Claim: صفر\n- Citation{ref="7"}: [7]\n- Claim', 1).replace(
            "1 cites 2\n- 3 cites 4", "1 cites 2\n- 3 cites 4\n- 5 cites 6"
        ),
        said="Cites [2]",
        changes=2,
    ),
    Act("repeat", THREE, "a 3 escape ] .", three(CFS, CFS, "Claim", at=1), changes=2),
]

ACTS = [*DECIDED, *COUNTS, *REPEATS]


async def test_acts(reader: Reader, tmp_path: Path) -> None:
    await play(reader, ACTS, tmp_path)
