"""The command table of the review screen. What is done there as in the reading screen has the same id, and its key.

Digits accept versions there and are no counts, so nothing is done several times by one.
"""

from __future__ import annotations

from tui_reader.ui.commands.table import AT_LENGTH, COMMANDS, Command

AS_IN_READING = (
    "select.grow",
    "copy",
    "undo",
    "redo",
    "search",
    "search.kind",
    "suspect",
    "goto",
    "goto.percent",
    "scroll.centre",
    "hidden",
    "harakat",
    "direction",
    "focus.next",
    "focus.previous",
    "save",
)
"""Ids of the commands of the reading screen that are the same here."""

REVIEW_COMMANDS = (
    Command("review.next", "n", "open_group(True)", "Next group to decide", "Go", footer="Next"),
    Command("review.previous", "N", "open_group(False)", "Group to decide before", "Go"),
    Command("review.down", "j,right_square_bracket", "group(1)", "Next group of the list", "Go"),
    Command("review.up", "k,left_square_bracket", "group(-1)", "Group of the list before", "Go"),
    Command("review.lane", "o", "lane", "Choose the next version in the lanes", "Go", footer="Version"),
    Command("review.hit", "f3", "hit(True)", "Next hit", "Go"),
    Command("review.hit_before", "shift+f3", "hit(False)", "Hit before", "Go"),
    Command("review.sort", "s", "sort", "Sort groups: by place, by agreement, undecided first", "View", footer="Sort"),
    Command(
        "review.filter",
        "F",
        "filter_groups",
        "Filter groups by state, tag, annotator or words",
        "View",
        footer="Filter",
    ),
    Command("review.figures", "i", "figures", "Figures of agreement, and the groups of each", "View", footer="Figures"),
    Command("review.blind", "v", "blind", "Hide or show the names of annotators", "View", footer="Blind"),
    Command("review.list", "f4", "toggle_groups", "Show or hide the list of groups", "View"),
    Command("review.clear", "escape", "clear", "End selection or search, back to the text", "Go"),
    Command("review.leave", "q", "leave", "Back to the reading", "Go", footer="Back"),
)
"""Those of its own, but for those that decide."""

DECIDING_COMMANDS = (
    Command(
        "review.accept",
        "enter,a",
        "accept_proposed",
        "Accept the chosen version, or what holds",
        "Decide",
        footer="Accept",
    ),
    *(
        Command(
            f"review.accept_{number}",
            str(number),
            f"accept_side({number})",
            "Accept that annotator's version",
            "Decide",
            footer="Theirs" if number == 1 else "",
            keys_shown="1–9" if number == 1 else "",
        )
        for number in range(1, 10)
    ),
    Command("review.boundaries", "b", "choose_boundaries", "Accept with other boundaries", "Decide", footer="Bounds"),
    Command("review.tag", "t", "choose_tag", "Accept with another tag", "Decide", footer="Tag…"),
    Command("review.merge", "m", "merge", "Accept with the answers and links of all", "Decide", footer="Merge"),
    Command("review.reject", "x", "reject_group", "Reject, with a reason", "Decide", footer="Reject"),
    Command("review.confidence", "f", "choose_confidence", "Say how sure you are", "Decide"),
    Command("review.comment", "c", "comment", "Write a comment", "Decide", footer="Comment"),
    Command("review.reply", "r", "reply", "Show what is said about it, and answer", "Decide", footer="Reply"),
    Command("review.withdraw", "d,delete", "withdraw", "Take the decision away", "Decide"),
    Command(
        "review.accept_agreed", "A", "accept_agreed", "Accept all on which everybody agrees", "Decide", footer="Agreed"
    ),
    Command("review.rules", "p", "pre_merge", "Decide by a rule what is not decided", "Decide"),
    Command(
        "review.adjudicate",
        "w",
        "write_adjudicated",
        "Write the set that comes of the decisions",
        "Decide",
        footer="Write set",
    ),
    Command("review.report", "e", "write_report", "Write a report", "Decide", footer="Report"),
)

BY_USE_IN_REVIEW = (
    "review.accept_1",
    "review.accept",
    "review.next",
    "review.reject",
    "undo",
    "review.tag",
    "review.boundaries",
    "review.merge",
    "review.comment",
    "review.leave",
    "review.reply",
    "review.accept_agreed",
    "review.lane",
    "review.filter",
    "review.sort",
    "review.figures",
    "search",
    "review.report",
    "review.adjudicate",
    "review.blind",
    "select.grow",
)
"""The keys of its footer, those first that one presses most."""

COMMANDS_OF_REVIEW = (
    *DECIDING_COMMANDS,
    *REVIEW_COMMANDS,
    *(command for command in COMMANDS if command.id in AS_IN_READING),
)
AT_LENGTH |= {command.id: command.words for command in (*REVIEW_COMMANDS, *DECIDING_COMMANDS)}
