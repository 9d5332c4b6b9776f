"""Bounds: the type of the API over a quantity, and a quantity in Chinese words."""

from collections.abc import Mapping
from typing import Final

from graph_api import declared
from graph_api.enums import Comparator, Unit
from graph_api.nodes import over
from ontology import records

_UNITS: Final[Mapping[Unit, str]] = {
    Unit.SECOND: "秒",
    Unit.MINUTE: "分钟",
    Unit.HOUR: "小时",
    Unit.WORKING_HOUR: "个工作小时",
    Unit.DAY: "天",
    Unit.WORKING_DAY: "个工作日",
    Unit.WEEK: "周",
    Unit.MONTH: "个月",
    Unit.YEAR: "年",
    Unit.TIMES: "次",
    Unit.ORDERS: "单",
    Unit.ACCOUNTS: "个账号",
    Unit.ITEMS: "个",
    Unit.CHARACTERS: "个字符",
    Unit.POINTS: "分",
    Unit.YUAN: "元",
    Unit.PERCENT: "%",
    Unit.KILOBYTE: "KB",
    Unit.MEGABYTE: "MB",
    Unit.GIGABYTE: "GB",
    Unit.GRAM: "克",
    Unit.KILOGRAM: "千克",
    Unit.CENTIMETRE: "厘米",
    Unit.CUBIC_METRE: "立方米",
    Unit.OTHER: "",
}
_COMPARED: Final[Mapping[Comparator, str]] = {
    Comparator.LT: "少于{}",
    Comparator.LE: "不超过{}",
    Comparator.EQ: "{}",
    Comparator.GE: "至少{}",
    Comparator.GT: "超过{}",
    Comparator.BETWEEN: "{}",
}


@over(records.Quantity)
@declared.type(description="A bound: by a number, or by another field (减免金额不能低于订单剩余支付金额).")
class Quantity:
    record: declared.Private[records.Quantity]

    @declared.field(description="How it bounds.")
    def comparator(self) -> Comparator:
        return self.record.comparator

    @declared.field(description="Null where another field bounds it.")
    def value(self) -> float | None:
        return self.record.value

    @declared.field(description="BETWEEN: value <= x <= upper (第18-20天).")
    def upper(self) -> float | None:
        return self.record.upper

    @declared.field(description="The field that bounds it, in the source's words.")
    def field(self) -> str | None:
        return self.record.field

    @declared.field(description="What it is counted in.")
    def unit(self) -> Unit | None:
        return self.record.unit

    @declared.field(description="The unit as written.")
    def unit_text(self) -> str | None:
        return self.record.unit_text

    @declared.field(description="The period of a quota: 每天 is DAY.")
    def per(self) -> Unit | None:
        return self.record.per

    @declared.field(description="The event that a time counts from: 出库, 最后一条物流停滞.")
    def since(self) -> str | None:
        return self.record.since

    @declared.field(description="What is counted for each of: 每个主账号, 同一导出类型.")
    def basis(self) -> str | None:
        return self.record.basis


def quantity_text(quantity: records.Quantity) -> str:
    """A quantity in words: 至少3次, 18至20天, 不超过剩余金额."""
    unit = quantity.unit_text or (unit_name(quantity.unit) if quantity.unit else "")
    if quantity.value is None:
        figure = quantity.field or ""
    elif quantity.upper is None:
        figure = number_text(quantity.value) + unit
    else:
        figure = f"{number_text(quantity.value)}至{number_text(quantity.upper)}{unit}"
    return _COMPARED[quantity.comparator].format(figure)


def number_text(value: float) -> str:
    """A number as a person writes it: 3, 0.5."""
    return str(int(value)) if value == int(value) else str(value)


def unit_name(unit: Unit) -> str:
    """A unit as it stands behind a number; empty for one that only the source's words tell."""
    return _UNITS[unit]
