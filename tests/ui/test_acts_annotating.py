"""Acts: making, changing, linking, deleting annotations, and taking that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acts import Act, play

if TYPE_CHECKING:
    from pathlib import Path

    from acts import Reader

SELECTED = "قال ⟨الوزير⟩ شيئا."
TAGGED = "قال |الوزير شيئا.\n- Claim: الوزير"
PAIR = "قال |الوزير شيئا.[9]\n- Claim: الوزير\n- Citation: [9]"
FROM_MARKER = PAIR.replace("|", "").replace("[9]", "|[9]", 1)
LINKED = f"{PAIR}\n- 1 cites 2"
TAGGED_BEHIND = "قال |الوزير شيئا.\n- {}: الوزير"
NESTED = "قال |الوزير شيئا.\n- Quote: قال الوزير شيئا\n- Claim: الوزير"
NO_PLACE = "Nothing is selected and no annotation is here"

ACTS = [
    Act("tag", SELECTED, "c", TAGGED),
    Act("tag", "قال ⟨|الوزير⟩ شيئا.", "q", TAGGED_BEHIND.format("Quote")),
    Act("tag", "قال⟨ الوزير ⟩شيئا.", "s", TAGGED_BEHIND.format("Source")),
    Act(
        "tag", "⟨قال الوزير⟩ شيئا.\n- Claim: الوزير", "r", "|قال الوزير شيئا.\n- Citation: قال الوزير\n- Claim: الوزير"
    ),
    Act("tag", f"{SELECTED}\n- Claim: الوزير", "c", said="This is tagged Claim already"),
    Act("tag", "|قال", "c", said="Nothing is selected"),
    Act("tag", "قال⟨ ⟩الوزير", "c", said="Only white space is selected"),
    Act("tag", TAGGED, "tab q", TAGGED_BEHIND.format("Quote")),
    Act("tag", SELECTED, "ؤ", TAGGED),
    Act("tag", SELECTED, "ב", TAGGED),
    Act("highlight", SELECTED, "h", TAGGED_BEHIND.format("_")),
    Act("highlight", TAGGED, "tab h", TAGGED_BEHIND.format("_")),
    Act("highlight", f"{SELECTED}\n- _: الوزير", "h", said="This is highlighted already"),
    Act("tag.pick", SELECTED, "t 'Sour' enter", TAGGED_BEHIND.format("Source")),
    Act("tag.pick", TAGGED, "t 'اقتباس' enter", TAGGED_BEHIND.format("Quote")),
    Act("tag.pick", TAGGED, "t escape"),
    Act("tag.pick", "قا|ل", "t", said=NO_PLACE),
    Act("note", SELECTED, "n 'راجع هذا' enter", f"{TAGGED_BEHIND.format('_')} # راجع هذا"),
    Act("note", TAGGED, "n 'راجع' enter", f"{TAGGED} # راجع"),
    Act("note", f"{TAGGED} # راجع", "n ctrl+u enter", TAGGED),
    Act("note", f"{TAGGED} # راجع", "n 'كل' escape"),
    Act("note", "قا|ل", "n", said=NO_PLACE),
    Act("link", PAIR, "l c", LINKED, said="Linked by cites"),
    Act("link", PAIR, "l ] c", LINKED),
    Act("link", PAIR, "l", said="press cites (c)"),
    Act("link", PAIR, "l right left", sees="LINK: cites (c)"),
    Act("link", PAIR, "l escape", misses="LINK"),
    Act("link", PAIR, "l s", said="Go to the other end of said by"),
    Act("link", FROM_MARKER, "l c", f"{FROM_MARKER}\n- 1 cites 2", said="Linked by cites"),
    Act("link", FROM_MARKER, "l [ c", f"{FROM_MARKER}\n- 1 cites 2"),
    Act("link", FROM_MARKER, "l s", said="said by cannot join Citation"),
    Act(
        "link",
        PAIR.replace("Citation", "Claim"),
        "l ] c",
        "قال الوزير شيئا.|[9]\n- Claim: الوزير\n- Claim: [9]",
        said="cites cannot join Claim and Claim",
    ),
    Act("link", "|قال\n- _: قال", "l", said="no link for this tag"),
    Act("unlink", LINKED, "L", PAIR, said="Removed 1 link"),
    Act("unlink", PAIR, "L", said="This annotation has no links"),
    Act("partner.next", LINKED, "}", LINKED.replace("|", "").replace("[9]", "|[9]", 1)),
    Act("partner.back", LINKED, "} {", LINKED),
    Act("annotation.outer", NESTED, "^ d", "قال |الوزير شيئا.\n- Claim: الوزير"),
    Act("delete", TAGGED, "d", "قال |الوزير شيئا.", said="Deleted"),
    Act("delete", LINKED, "delete", "قال |الوزير شيئا.[9]\n- Citation: [9]"),
    Act("delete", "قا|ل", "d", said=NO_PLACE),
    Act("undo", SELECTED, "c z", "قال |الوزير شيئا.", said="removed Claim"),
    Act("undo", LINKED, "d ctrl+z", LINKED, changes=0),
    Act("undo", TAGGED, "z", said="Nothing to undo"),
    Act("redo", SELECTED, "c z y", TAGGED, said="added Claim"),
    Act("redo", TAGGED, "ctrl+y", said="Nothing to redo"),
]


async def test_acts(reader: Reader, tmp_path: Path) -> None:
    await play(reader, ACTS, tmp_path)
