"""Acts: what is open and what is answered, listed; from the list to the text, and back to the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acts import Act, play

if TYPE_CHECKING:
    from pathlib import Path

    from acts import Reader

TEXT = "قال الوزير: «الأسعار ترتفع».[9] وقالت الوزارة: «لا نعلم».[10]"
MARKED = [
    "- Source: الوزير",
    "- Quote: الأسعار ترتفع",
    "- Citation: [9]",
    "- Source: الوزارة",
    "- Claim: لا نعلم",
    "- Quote: لا نعلم",
    "- Citation: [10]",
    "- 2 said_by 1",
    "- 2 cites 3",
]


def at(quote: str) -> str:
    """The scene with the caret in front of some words."""
    return "\n".join([TEXT.replace(quote, f"|{quote}", 1), *MARKED])


BEGIN, UNCITED, UNUSED, SAID = at("قال"), at("لا"), at("[10]"), at("الأسعار")
RELATED = f"{UNCITED}\n- 5 cites 7"

ACTS = [
    Act("views", BEGIN, "p", sees="Quotes without a speaker"),
    Act("views", BEGIN, "p escape", misses="Quotes without a speaker"),
    Act("views", BEGIN, "p enter enter", UNCITED),
    Act("views", BEGIN, "p enter", sees="1 passage in 1 document"),
    Act("views", BEGIN, "p 'nothing uses' enter enter", UNUSED),
    Act("views", BEGIN, "p 'speaker' enter enter", UNCITED),
    Act("views", BEGIN, "p 'source' enter enter", SAID),
    # From the passage that was nearest to the heading above it, and to the group below.
    Act("views", BEGIN, "p 'source' enter up enter", SAID),
    Act("views", BEGIN, "p 'source' enter down enter", UNCITED),
    Act("views", BEGIN, "p 'passages' enter 'cit' enter down enter", UNUSED),
    Act("views", BEGIN, "p 'speaker' enter 'nowhere'", sees="Nothing found"),
    # A list is in front of the list of views, and both of the text.
    Act("views", BEGIN, "p enter escape", sees="Progress of each document"),
    Act("views", BEGIN, "p enter escape escape", misses="Progress of each document"),
    Act("views", BEGIN, "p 'progress' enter", sees="2 of 2 sentences"),
    Act("views", BEGIN, "p 'progress' enter enter"),
    Act("views", BEGIN, "p 'progress' enter escape", sees="Quotes without a speaker"),
    # One goes back to the list one has come from, as it is then.
    Act("views", BEGIN, "p enter enter p", UNCITED, sees="1 passage in 1 document"),
    Act("views", BEGIN, "p enter enter p enter", UNCITED),
    Act("views", BEGIN, "p enter enter p escape", UNCITED, sees="Progress of each document"),
    Act("views", BEGIN, "p enter enter p escape escape p", UNCITED, sees="Progress of each document"),
    Act("views", BEGIN, "p enter enter l c p", RELATED, sees="Nothing that wants a citation is without one."),
    Act("views", BEGIN, "p enter ctrl+t", sees="by what stands before"),
    Act("views", BEGIN, "p enter ctrl+t ctrl+t", sees="by what follows"),
    Act("views", BEGIN, "p enter ctrl+o", sees="1 passage in this document"),
    Act("views", BEGIN, "p 'progress' enter ctrl+t", sees="2 of 2 sentences"),
    # What is only suggested is no answer; what is about the whole document, or about a point in it, is one.
    Act("views", "|قال الوزير.\n- Claim?: الوزير", "p enter", sees="Nothing that wants a citation is without one."),
    Act("views", "|قال الوزير.\n- Claim?: الوزير", "p 'progress' enter", sees="0 annotations"),
    Act("views", "قال |الوزير.\n- Claim:", "p enter", sees="the whole document"),
    Act("views", "|قال الوزير شيئا.\n- Claim: ^الوزير", "p enter enter", "قال |الوزير شيئا.\n- Claim: ^الوزير"),
    Act("examples", UNUSED, "E", sees="Tag Citation · 2 passages in 1 document"),
    Act("examples", UNUSED, "E enter"),
    Act("examples", UNUSED, "E up enter", at("[9]")),
    Act("examples", UNUSED, "E escape", misses="Tag Citation"),
    Act("examples", BEGIN, "E 'quo' enter enter", SAID),
    Act("examples", BEGIN, "E escape"),
]


async def test_acts(reader: Reader, tmp_path: Path) -> None:
    await play(reader, ACTS, tmp_path)
