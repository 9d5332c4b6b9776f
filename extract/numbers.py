"""The numbers of documents, in the order of the ids of their things: each thing has a room of numbers by its kind and the hash in its id, so
that a thing that comes or goes leaves the numbers of all but those in its room as they are."""

from bisect import bisect_left
from typing import Final

ROOM: Final = 2**14
"""How many numbers a room has. Rooms are 2¹⁵ for each kind, so that numbers have 32 bits; where a room is full, the next one is begun."""

_KINDS: Final = ("concept", "constraint", "entry", "feature", "menu", "part", "procedure", "term")
_DIGITS: Final = {digit: place for place, digit in enumerate("234567abcdefghijklmnopqrstuvwxyz")}


def room_of(own: str) -> int:
    """The first number of the room of a thing."""
    kind, _, digest = own.partition("-")
    room = bisect_left(_KINDS, kind)
    for digit in digest[:3]:
        room = room << 5 | _DIGITS.get(digit, 0)
    return room * ROOM


def number_after(number: int, own: str) -> int:
    """The number of a document of a thing that comes behind the one of that number."""
    return max(number + 1, room_of(own))
