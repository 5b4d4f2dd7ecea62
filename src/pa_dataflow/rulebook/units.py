"""Units of account on a day: what a threshold in tax units or wages is in money."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from pa_dataflow.rulebook.conditions import Threshold
from pa_dataflow.rulebook.models import Unit


class UnitValues:
    """The dated values of all units by full name, such as ``xr.crown``."""

    def __init__(self, units: Mapping[str, Unit]) -> None:
        self._units = units

    def amount(self, unit: str, day: date) -> Decimal | None:
        """What one unit is worth on the day: the last value known by then, None before the first."""
        values = [one for one in self._units[unit].values if one.start <= day]
        return max(values, key=lambda one: one.start).amount if values else None

    def limits(self, threshold: Threshold, currency: str, day: date) -> list[Decimal]:
        """The candidate limits of a threshold in that currency on the day; none where it can't be compared."""
        if threshold.unit is None or threshold.unit == currency:
            return [threshold.number]
        unit = self._units.get(threshold.unit)
        if unit is None or unit.currency != currency:
            return []
        days = [day if year == "year_of_assessment" else date(day.year - 1, 12, 31) for year in threshold.years]
        amounts = [self.amount(threshold.unit, one) for one in days]
        known = [threshold.number * amount for amount in amounts if amount is not None]
        return known if len(known) == len(amounts) else []

    def boundaries(self, unit: str) -> set[date]:
        """The days on which the unit changes."""
        return {one.start for one in self._units[unit].values}
