"""A cache of what was used last, which several threads may use at once."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Key = TypeVar("Key")
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """At most `capacity` values, by key; the one that was not asked for longest goes first."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> Value | None:
        """The value of a key, if it is here."""
        with self._lock:
            found = self._values.get(key)
            if found is not None:
                self._values.move_to_end(key)
            return found

    def get_or_make(self, key: Key, make: Callable[[], Value]) -> Value:
        """The value of a key; made, where it is not here."""
        found = self.get(key)
        if found is None:
            found = make()
            with self._lock:
                self._values[key] = found
                if len(self._values) > self._capacity:
                    self._values.popitem(last=False)
        return found

    def clear(self) -> None:
        """Forgets everything."""
        with self._lock:
            self._values.clear()
