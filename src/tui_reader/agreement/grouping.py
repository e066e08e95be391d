"""Who goes with whom, when there are several sides and a group has at most one member of each.

Of all groupings the one is wanted in which the sum of likeness over all pairs in groups is greatest: for two sides the
assignment problem, for more its multi-dimensional form, which is NP-hard (Crama & Spieksma 1992). What shares no
likeness is taken apart first, and what is left is mostly two or three members.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from tui_reader.agreement.assignment import MOST_PAIRS, Effort, assignment
from tui_reader.errors import Stopped
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Members: TypeAlias = list[int]

MOST_MEMBERS = 24
"""A component with more members is not searched for the best grouping."""
MOST_TRIES = 2_000
"""Places for a member that the search tries in one component."""
MOST_ROUNDS = 8
"""Times each side is taken out and put back where the search is not made, or was not finished."""
MOST_ORDERS = 6
"""Orders of the sides in which groups are first put together."""
_ASKS_AFTER = 200
"""Components between two questions whether to go on."""


def grouped(
    sides: Sequence[int],
    alike: Sequence[Mapping[int, int]],
    *,
    goes_on: Callable[[float], bool] = lambda _: True,
) -> list[Members]:
    """Groups of members, each of them in order, and in the order of their first member; each member is in one.

    `sides` has the side of each member, `alike` with which others it has anything in common and how much, more than 0,
    the same for both; never with others of its own side.

    The sum over all pairs in groups is the greatest there is wherever a connected component has no more members than
    sides; or two sides, as far as `assignment` is exact; or at most MOST_MEMBERS, and either reaches the sum of the
    best assignments of all pairs of sides, which is a bound, or the search with that bound comes to its end within
    MOST_TRIES. In other components each side was assigned as well as can be to the groups of all others, until nothing
    was gained by doing so again, or it had taken MOST_PAIRS. The answer follows from the order of members and sides
    alone. `goes_on` is told which part is done, 0 to 1; Stopped is raised when it says no.
    """
    found: list[Members] = []
    done = 0

    def asked() -> bool:
        return goes_on(done / max(1, len(sides)))

    for number, members in enumerate(_components(alike)):
        if number % _ASKS_AFTER == 0 and not asked():
            raise Stopped(tr("the comparison was given up"))
        by_side: dict[int, Members] = defaultdict(list)
        for member in members:
            by_side[sides[member]].append(member)
        if len(by_side) == len(members):
            found.append(members)
        else:
            component = _Component([by_side[side] for side in sorted(by_side)], alike, asked)
            found += component.groups()
        done += len(members)
    return sorted(found)


def _components(alike: Sequence[Mapping[int, int]]) -> list[Members]:
    """The members that are connected by likeness, each component in order."""
    seen = [False] * len(alike)
    found = []
    for first in range(len(alike)):
        if seen[first]:
            continue
        seen[first] = True
        members = [first]
        for member in members:
            for other in alike[member]:
                if not seen[other]:
                    seen[other] = True
                    members.append(other)
        found.append(sorted(members))
    return found


class _Component:
    """Members of which some have to be told apart."""

    def __init__(self, sides: Sequence[Members], alike: Sequence[Mapping[int, int]], asked: Callable[[], bool]) -> None:
        self._sides = sides
        self._alike = alike
        self._effort = Effort(MOST_PAIRS, asked)

    def groups(self) -> list[Members]:
        """The best grouping that is found."""
        if len(self._sides) == 2:
            return self._put_together(self._sides)
        best = self._best() if sum(map(len, self._sides)) <= MOST_MEMBERS else self._good()
        return [part for group in best for part in self._connected(group)]

    def _good(self) -> list[Members]:
        return self._improved(self._put_together(self._sides))

    def _best(self) -> list[Members]:
        bound = {
            (one, other): self._best_of_two(self._sides[one], self._sides[other])
            for other in range(len(self._sides))
            for one in range(other)
        }
        most = sum(bound.values())
        best, gained = self._from_several_orders(most)
        return best if gained == most else _Search(self._sides, self._alike, bound, best, gained).run()

    def _from_several_orders(self, most: int) -> tuple[list[Members], int]:
        """The best of what comes of putting the sides together in one order and in others, and its sum."""
        best: list[Members] = []
        gained = -1
        for first in range(min(len(self._sides), MOST_ORDERS)):
            order = [self._sides[(first + further) % len(self._sides)] for further in range(len(self._sides))]
            groups = self._improved(self._put_together(order))
            total = self._sum(groups)
            if total > gained:
                best, gained = groups, total
            if gained == most:
                break
        return best, gained

    def _put_together(self, sides: Iterable[Members]) -> list[Members]:
        """Groups made of one side after the other."""
        groups: list[Members] = []
        for side in sides:
            groups = self._joined(groups, side)
        return groups

    def _improved(self, groups: list[Members]) -> list[Members]:
        total = self._sum(groups)
        for _ in range(MOST_ROUNDS):
            for side in self._sides:
                own = set(side)
                others = [rest for group in groups if (rest := [member for member in group if member not in own])]
                groups = self._joined(others, side)
                if self._effort.left <= 0:
                    break
            before, total = total, self._sum(groups)
            if total <= before:
                break
        return groups

    def _joined(self, groups: Sequence[Members], side: Members) -> list[Members]:
        """The groups with each member of another side in one of them, or in one of its own."""
        group_of = {member: number for number, group in enumerate(groups) for member in group}
        rows = []
        for member in side:
            row: dict[int, int] = defaultdict(int)
            for other, likeness in self._alike[member].items():
                if other in group_of:
                    row[group_of[other]] += likeness
            rows.append(row)
        joined = [list(group) for group in groups]
        for member, column in zip(side, assignment(rows, self._effort), strict=True):
            if column is None:
                joined.append([member])
            else:
                joined[column].append(member)
        return sorted(sorted(group) for group in joined)

    def _best_of_two(self, one: Members, other: Members) -> int:
        columns = {member: number for number, member in enumerate(other)}
        rows = [
            {columns[there]: likeness for there, likeness in self._alike[member].items() if there in columns}
            for member in one
        ]
        found = assignment(rows, self._effort)
        return sum(row[column] for row, column in zip(rows, found, strict=True) if column is not None)

    def _sum(self, groups: Iterable[Members]) -> int:
        alike = self._alike
        return sum(alike[one].get(other, 0) for group in groups for one in group for other in group if one < other)

    def _connected(self, group: Members) -> list[Members]:
        """A group without those who have nothing in common with any other of it."""
        numbers = {member: number for number, member in enumerate(group)}
        links = [{numbers[other]: 1 for other in self._alike[member] if other in numbers} for member in group]
        return [[group[number] for number in part] for part in _components(links)]


class _Search:
    """Branch and bound: side by side, each member joins a group that has none of its side, or begins one."""

    def __init__(
        self,
        sides: Sequence[Members],
        alike: Sequence[Mapping[int, int]],
        bound: Mapping[tuple[int, int], int],
        best: list[Members],
        gained: int,
    ) -> None:
        self._alike = alike
        self._best, self._gained = best, gained
        self.tries = 0
        # With the smaller sides first there are fewer groups to choose from.
        order = sorted(range(len(sides)), key=lambda side: (len(sides[side]), side))
        self._sides = [sides[side] for side in order]
        self._beyond = [
            sum(
                bound[min(one, other), max(one, other)]
                for number, one in enumerate(order)
                for other in order[:number]
                if number > done
            )
            for done in range(len(order))
        ]
        """By side, the most that all pairs of sides can gain of which one comes after it."""
        self._ways = [self._ways_after(side) for side in range(len(order))]

    def run(self) -> list[Members]:
        """The best grouping, or the best that was found until it had taken too long."""
        self._begin(0, [], 0)
        return self._best

    def _ways_after(self, side: int) -> dict[int, frozenset[int]]:
        """By member, to which parts of what comes after a side it has something in common.

        Who has nothing in common with a group, and no such part either, does not join it in any best grouping.
        """
        later = [member for further in self._sides[side + 1 :] for member in further]
        numbers = {member: number for number, member in enumerate(later)}
        links = [{numbers[other]: 1 for other in self._alike[member] if other in numbers} for member in later]
        part_of = {later[number]: part for part, there in enumerate(_components(links)) for number in there}
        earlier = [member for known in self._sides[: side + 1] for member in known]
        return {
            member: frozenset(part_of[other] for other in self._alike[member] if other in part_of) for member in earlier
        }

    def _begin(self, side: int, groups: list[Members], gained: int) -> None:
        """Places the members of a side, each with what it would gain in the groups of those before."""
        if side == len(self._sides):
            if gained > self._gained:
                self._best, self._gained = sorted(sorted(group) for group in groups), gained
            return
        ways = self._ways[side]
        choices: list[list[tuple[int, int]]] = []
        for member in self._sides[side]:
            row = self._alike[member]
            own = [
                (gain, number)
                for number, group in enumerate(groups)
                if (gain := sum(row.get(other, 0) for other in group))
                or any(not ways[member].isdisjoint(ways[other]) for other in group)
            ]
            choices.append(sorted(own, key=lambda choice: (-choice[0], choice[1])))
        hopes = [max((gain for gain, _ in own), default=0) for own in choices]
        self._place(side, 0, groups, gained, choices, hopes)

    def _place(
        self,
        side: int,
        number: int,
        groups: list[Members],
        gained: int,
        choices: Sequence[Sequence[tuple[int, int]]],
        hopes: Sequence[int],
    ) -> None:
        self.tries += 1
        if self.tries > MOST_TRIES or gained + sum(hopes[number:]) + self._beyond[side] <= self._gained:
            return
        if number == len(choices):
            self._begin(side + 1, groups, gained)
            return
        member = self._sides[side][number]
        taken = set(self._sides[side][:number])
        for gain, there in choices[number]:
            if taken.isdisjoint(groups[there]):
                groups[there].append(member)
                self._place(side, number + 1, groups, gained + gain, choices, hopes)
                groups[there].pop()
        groups.append([member])
        self._place(side, number + 1, groups, gained, choices, hopes)
        groups.pop()
