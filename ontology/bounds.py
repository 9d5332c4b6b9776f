"""Amounts: the range that a comparator and its figures tell, and how two ranges stand to each other. Pure arithmetic.

Units of one dimension are compared (48 HOUR is 2 DAY); a working day is no day, a month no number of days.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Final

from ontology.kinds import Comparator, Unit
from ontology.records import Quantity

_IN_BASE_UNITS: Final[Mapping[Unit, tuple[Unit, float]]] = {
    Unit.MINUTE: (Unit.SECOND, 60),
    Unit.HOUR: (Unit.SECOND, 3_600),
    Unit.DAY: (Unit.SECOND, 86_400),
    Unit.WEEK: (Unit.SECOND, 604_800),
    Unit.YEAR: (Unit.MONTH, 12),
    Unit.MEGABYTE: (Unit.KILOBYTE, 1_024),
    Unit.GIGABYTE: (Unit.KILOBYTE, 1_048_576),
    Unit.KILOGRAM: (Unit.GRAM, 1_000),
}


@dataclass(frozen=True, slots=True)
class Bound:
    """An amount or a range of amounts of one unit, both ends included where they are; None: without an end."""

    unit: Unit | None
    low: float | None = None
    high: float | None = None
    open_low: bool = False
    open_high: bool = False

    @property
    def base(self) -> "Bound":
        """The same in the base unit of its dimension."""
        unit, scale = _IN_BASE_UNITS.get(self.unit, (self.unit, 1.0)) if self.unit else (None, 1.0)
        low, high = (None if end is None else end * scale for end in (self.low, self.high))
        return Bound(unit, low, high, self.open_low, self.open_high)

    @property
    def and_more(self) -> "Bound":
        """These amounts and all that are greater."""
        return Bound(self.unit, low=self.low, open_low=self.open_low)

    def holds(self, value: float) -> bool:
        """Whether a value, in the unit of the bound, lies within."""
        return Bound(self.unit, value, value).within(self)

    def within(self, other: "Bound") -> bool:
        """Whether all values of this one lie within another; False where the units cannot be compared."""
        one, other = self.base, other.base
        return one.unit == other.unit and one._floor >= other._floor and one._roof <= other._roof

    def meets(self, other: "Bound") -> bool:
        """Whether some value lies within both; where the units cannot be compared nothing is known, so it may."""
        one, other = self.base, other.base
        (low, without_low), (high, with_high) = max(one._floor, other._floor), min(one._roof, other._roof)
        return one.unit != other.unit or low < high or (low == high and with_high and not without_low)

    @property
    def _floor(self) -> tuple[float, bool]:
        """The lower end, and whether it is left out: the greater, the tighter."""
        return (-inf, False) if self.low is None else (self.low, self.open_low)

    @property
    def _roof(self) -> tuple[float, bool]:
        """The upper end, and whether it is included: the lesser, the tighter."""
        return (inf, True) if self.high is None else (self.high, not self.open_high)


def bound(comparator: Comparator, value: float, upper: float | None, unit: Unit | None) -> Bound:
    """The range that a comparator and its figures tell."""
    match comparator:
        case Comparator.LT:
            return Bound(unit, high=value, open_high=True)
        case Comparator.LE:
            return Bound(unit, high=value)
        case Comparator.GE:
            return Bound(unit, low=value)
        case Comparator.GT:
            return Bound(unit, low=value, open_low=True)
        case Comparator.BETWEEN:
            return Bound(unit, low=value, high=upper)
        case Comparator.EQ:
            return Bound(unit, low=value, high=value)


def bound_of(quantity: Quantity) -> Bound:
    """The range that a quantity tells; what another field bounds is within by no number."""
    if quantity.value is None:
        return Bound(Unit.OTHER)
    return bound(quantity.comparator, quantity.value, quantity.upper, quantity.unit)
