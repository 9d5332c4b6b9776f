"""Worlds of rules, one by hand and one by chance: concepts, features and rules as records, published like a corpus; each rule's text is its evidence."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from extract.factstore import Facts
from extract.publish import publish, publishing
from extract.triples import ntriples
from ontology.iris import DEFAULT_BASE, digest_id, mint
from ontology.kinds import (
    Comparator,
    ConceptScheme,
    ConstraintKind,
    EntryKind,
    EvidenceField,
    MenuNodeKind,
    Modality,
    Unit,
)
from ontology.records import (
    AnyRecord,
    Concept,
    Condition,
    Conflict,
    Constraint,
    Entry,
    Evidence,
    Feature,
    MenuNode,
    MenuPath,
    Quantity,
    Source,
)
from ontology.validation import violations
from tests.conftest import the_vocabulary

ALLOWED, FORBIDDEN, REQUIRED = Modality.ALLOWED, Modality.FORBIDDEN, Modality.REQUIRED
WHOLE = digest_id("entry", "规则大全")
PART = digest_id("part", "规则大全", "补充")

_TYPES, _STATUSES, _CARRIERS, _ROLES, _CIRCUMSTANCES, _PAUSES = (
    ConceptScheme.ORDER_TYPE,
    ConceptScheme.ORDER_STATUS,
    ConceptScheme.CARRIER,
    ConceptScheme.ROLE,
    ConceptScheme.CIRCUMSTANCE,
    ConceptScheme.PAUSE_REASON,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A concept to be: broader and excluded ones by label, of the same scheme unless told as scheme and label."""

    scheme: ConceptScheme
    label: str
    aliases: tuple[str, ...] = ()
    code: str | None = None
    broader: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    discovered: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A rule to be, on a feature by label: `when` holds labels, 非X negated, 联系不上消费者>=3 with a figure."""

    feature: str
    modality: Modality
    text: str
    when: tuple[str, ...] = ()
    kind: ConstraintKind = ConstraintKind.APPLICABILITY
    scope: str | None = None
    actor: str | None = None
    limit: Quantity | None = None
    superseded: bool = False
    part: bool = False
    subject: str | None = None
    valid_from: str | None = None


@dataclass(slots=True)
class World:
    """What is to be published. `operations` and `others` are labels of features; `contains` pairs a broader with a narrower."""

    terms: Sequence[Term]
    operations: Sequence[str]
    rules: Sequence[Said]
    others: Sequence[str] = ()
    contains: Sequence[tuple[str, str]] = ()
    placed: Sequence[str] = ()
    conflicts: Sequence[tuple[str, str, str]] = ()
    records: list[AnyRecord] = field(default_factory=list)

    def concept(self, label: str) -> str:
        """The id of a concept by its label; the first of several."""
        return next(mint("concept", term.scheme, term.label) for term in self.terms if term.label == label)

    def rule(self, text: str) -> str:
        """The id of a rule by its text."""
        return digest_id("constraint", text)

    def publish(self, directory: Path) -> Path:
        """Publishes it; the graph must keep every law."""
        self.records = [*self._concepts(), *self._features(), *self._rules(), *self._entries()]
        lines = ntriples(self.records, base_iri=DEFAULT_BASE)
        assert violations(lines) == ()
        with publishing(directory):
            return publish(
                self.records,
                lines,
                directory=directory,
                base_iri=DEFAULT_BASE,
                vocabulary=the_vocabulary(),
                facts=Facts(),
                about={},
            )

    def _concepts(self) -> Iterator[Concept]:
        labels = {term.label for term in self.terms}
        for term in self.terms:
            below = [other for other in self.terms if term.label in other.broader]
            both = {*term.excludes, *(other.label for other in self.terms if term.label in other.excludes)}
            assert {*term.broader, *both} <= labels
            yield Concept(
                id=mint("concept", term.scheme, term.label), label=term.label, aliases=term.aliases, code=term.code,
                scheme=term.scheme, scheme_label=str(term.scheme), discovered=term.discovered,
                evidence=(self._evidence("商家后台-订单管理"),) if term.discovered else (),
                broader=tuple(map(self.concept, term.broader)), excludes=tuple(sorted(map(self.concept, both))),
                narrower=tuple(mint("concept", other.scheme, other.label) for other in below),
            )  # fmt: skip

    def _features(self) -> Iterator[AnyRecord]:
        root, page = mint("menu", "商家后台"), mint("menu", "商家后台", "订单管理")
        whole, path = digest_id("path", root), digest_id("path", root, page)
        rests = (self._evidence("商家后台-订单管理"),)
        yield MenuNode(
            id=root,
            label="商家后台",
            kind=MenuNodeKind.SYSTEM,
            path=whole,
            anchored=True,
            children=(page,),
            evidence=rests,
        )
        yield MenuNode(
            id=page, label="订单管理", kind=MenuNodeKind.MENU, path=path, anchored=True, parent=root, evidence=rests
        )
        yield MenuPath(id=whole, nodes=(root,), complete=True, evidence=rests)
        yield MenuPath(id=path, nodes=(root, page), complete=True, evidence=rests)
        for label in (*self.operations, *self.others):
            yield Feature(
                id=mint("feature", label), label=label, is_operation=label in self.operations, evidence=rests,
                broader=tuple(mint("feature", up) for up, down in self.contains if down == label),
                narrower=tuple(mint("feature", down) for up, down in self.contains if up == label),
                locations=(path,) if label in self.placed else (),
            )  # fmt: skip

    def _rules(self) -> Iterator[AnyRecord]:
        for said in self.rules:
            yield Constraint(
                id=self.rule(said.text), kind=said.kind, modality=said.modality, text=said.text,
                feature=mint("feature", said.feature) if said.feature else None,
                subject=self.concept(said.subject) if said.subject else None,
                actor=self.concept(said.actor) if said.actor else None,
                conditions=tuple(map(self._condition, said.when)), limit=said.limit, scope=said.scope,
                superseded=said.superseded, valid_from=said.valid_from, evidence=(self._evidence(said.text),),
            )  # fmt: skip
        for one, other, why in self.conflicts:
            yield Conflict(
                id=digest_id("conflict", one, other), constraints=(self.rule(one), self.rule(other)), explanation=why
            )

    def _condition(self, words: str) -> Condition:
        label, _, figure = words.partition(">=")
        limit = Quantity(Comparator.GE, float(figure), unit=Unit.TIMES, unit_text="次") if figure else None
        if label not in {term.label for term in self.terms}:
            return Condition(self.concept(label.removeprefix("非")), negated=True, limit=limit)
        return Condition(self.concept(label), limit=limit)

    def _entries(self) -> Iterator[Entry]:
        answer = self._answer()
        start = answer.index("补充：")
        whole = Entry(
            id=WHOLE, title="规则大全", answer=answer, kind=EntryKind.POLICY, answered=True, parts=(PART,),
            sources=(Source("hand.txt", 1),), constraints=tuple(self.rule(said.text) for said in self.rules),
        )  # fmt: skip
        yield whole
        yield msgspec.structs.replace(
            whole, id=PART, title="补充", answer=answer[start:], parent=WHOLE, parts=(),
            place=Evidence(WHOLE, EvidenceField.ANSWER, start, len(answer), answer[start:], "hand"),
            constraints=tuple(self.rule(said.text) for said in self.rules if said.part),
        )  # fmt: skip

    def _answer(self) -> str:
        whole = [said.text for said in self.rules if not said.part]
        return "\n".join(("商家后台-订单管理", *whole, "补充：", *(said.text for said in self.rules if said.part)))

    def _evidence(self, text: str) -> Evidence:
        start = self._answer().index(text)
        return Evidence(WHOLE, EvidenceField.ANSWER, start, start + len(text), text, "hand")


TERMS = (
    Term(_TYPES, "线下付款"),
    Term(_TYPES, "货到付款", ("到付", "貨到付款單"), "COD", ("线下付款",), ("在线支付",)),
    Term(_TYPES, "在线支付", ("在线付款", "线上支付")),
    Term(_TYPES, "海囤全球"),
    Term(_TYPES, "预售", ("大促",)),
    Term(_TYPES, "LOC"),
    Term(_TYPES, "SOP", excludes=("FBP",)),
    Term(_TYPES, "FBP"),
    Term(_TYPES, "京东国际"),
    Term(_TYPES, "非京东国际", excludes=("京东国际",)),
    Term(_STATUSES, "出库前", excludes=("出库后",)),
    Term(_STATUSES, "出库后"),
    Term(_STATUSES, "已付款", ("已支付成功",), excludes=("待付款",)),
    Term(_STATUSES, "待付款", ("未付款",), broader=("出库前",)),
    Term(_STATUSES, "等待出库", ("待出库",), broader=("出库前", "已付款")),
    Term(_STATUSES, "已出库", broader=("出库后",)),
    Term(_STATUSES, "暂停"),
    Term(_PAUSES, "暂停"),
    Term(_PAUSES, "大促"),
    Term(_CARRIERS, "京东快递", excludes=("三方快递",)),
    Term(_CARRIERS, "三方快递", ("第三方快递",)),
    Term(_ROLES, "主账号", excludes=("子账号",)),
    Term(_ROLES, "子账号"),
    Term(_ROLES, "员工子账号", broader=("子账号",)),
    Term(_CIRCUMSTANCES, "联系不上消费者"),
    Term(_CIRCUMSTANCES, "有妥投信息", excludes=("无妥投信息",)),
    Term(_CIRCUMSTANCES, "无妥投信息"),
    Term(_CIRCUMSTANCES, "出库前", discovered=True),
)

_DAILY = Quantity(Comparator.LE, 50, unit=Unit.TIMES, unit_text="次", per=Unit.DAY)
_TEN_MINUTES = Quantity(Comparator.GT, 10, unit=Unit.MINUTE)
_A_MONTH = Quantity(Comparator.LE, 31, unit=Unit.DAY)
_TWO_DAYS = Quantity(Comparator.EQ, 48, unit=Unit.HOUR, since="提交")

RULES = (
    Said("协商取消订单", ALLOWED, "货到付款的订单支持协商取消", ("货到付款",)),
    Said("协商取消订单", FORBIDDEN, "货到付款以外的订单不支持协商取消", ("非货到付款",)),
    Said("修改运费", ALLOWED, "待付款的订单可以修改运费", ("待付款",)),
    Said("修改运费", FORBIDDEN, "海囤全球的订单不支持修改运费", ("海囤全球",)),
    Said("修改运费", FORBIDDEN, "货到付款的订单不支持修改运费", ("货到付款",)),
    Said("修改运费", FORBIDDEN, "预售订单不支持修改偏远地区运费", ("预售",), scope="偏远地区运费"),
    Said("修改运费", ALLOWED, "原来的逻辑：等待出库也可以修改运费", ("等待出库",), superseded=True),
    Said("修改收货信息", ALLOWED, "SOP京东快递出库前支持修改1-4级和详细地址", ("SOP", "京东快递", "出库前", "非货到付款"), scope="1-4级和详细地址"),
    Said("修改收货信息", ALLOWED, "SOP京东快递货到付款出库前支持修改末级地址。", ("SOP", "京东快递", "出库前", "货到付款"), scope="末级（3/4）"),
    Said("修改收货信息", ALLOWED, "SOP京东快递出库后支持修改详细地址", ("SOP", "京东快递", "出库后"), scope="详细地址"),
    Said("修改收货信息", FORBIDDEN, "海囤全球不可修改地址", ("海囤全球",)),
    Said("批量追加备注", ALLOWED, "商家可以批量追加备注"),
    Said("批量追加备注", REQUIRED, "每天最多追加备注50次", kind=ConstraintKind.QUOTA, limit=_DAILY),
    Said("批量追加备注", REQUIRED, "追加备注须在提交48小时后生效", kind=ConstraintKind.DURATION, limit=_TWO_DAYS, part=True),
    Said("批量追加备注", REQUIRED, "三方快递的订单追加备注需填写原因", ("三方快递",), kind=ConstraintKind.PREREQUISITE),
    Said("修改价格", ALLOWED, "预售订单可以修改价格", ("预售",)),
    Said("修改价格", FORBIDDEN, "预售订单不可修改价格", ("预售",), part=True),
    Said("上报异常", ALLOWED, "联系不上消费者三次以上可以上报异常", ("联系不上消费者>=3",)),
    Said("修改导出密码", FORBIDDEN, "子账号不支持修改导出密码", actor="子账号"),
    Said("修改导出密码", ALLOWED, "主账号可以修改导出密码", actor="主账号"),
    Said("订单导出", ALLOWED, "可以导出订单"),
    Said("订单导出", REQUIRED, "子账号导出订单需验证手机", kind=ConstraintKind.PREREQUISITE, actor="子账号"),
    Said("导出", REQUIRED, "两次导出间隔大于10分钟", kind=ConstraintKind.INTERVAL, limit=_TEN_MINUTES),
    Said("导出", REQUIRED, "原来导出跨度最长31天", kind=ConstraintKind.SPAN, limit=_A_MONTH, superseded=True),
    Said("导出", FORBIDDEN, "导出不支持买家手机号", scope="买家手机号"),
    Said("导出", FORBIDDEN, "海囤全球的订单导出不支持身份证", ("海囤全球",), scope="身份证"),
    Said("合并出库", ALLOWED, "京东快递的订单可以合并出库", ("京东快递",)),
    Said("合并出库", ALLOWED, "非京东快递的订单也可以合并出库", ("非京东快递",)),
    Said("删除订单", FORBIDDEN, "订单不可删除"),
    Said("删除订单", ALLOWED, "LOC订单可以删除", ("LOC",)),
    Said("延期发货", Modality.RECOMMENDED, "建议提前报备"),
    Said("延期发货", ALLOWED, "原来大促期间可以延期发货", superseded=True, valid_from="2022-06-20"),
    Said("预约配送", ALLOWED, "可以预约配送"),
    Said("预约配送", FORBIDDEN, "SOP以外的订单不可预约配送", ("非SOP",)),
    Said("国际申报", ALLOWED, "国际申报：非京东国际的订单可以申报", ("非京东国际",)),
    Said("", Modality.AUTOMATIC, "预售订单自动转为待付款", kind=ConstraintKind.CONSEQUENCE, subject="预售"),
)  # fmt: skip

OPERATIONS = tuple(dict.fromkeys(said.feature for said in RULES if said.feature not in ("", "导出")))


def world() -> World:
    """The world that most tests ask."""
    return World(
        TERMS,
        (*OPERATIONS, "打印订单", "拆分订单"),
        RULES,
        others=("导出",),
        contains=(("导出", "订单导出"),),
        placed=("打印订单", "修改运费"),
        conflicts=(("预售订单可以修改价格", "预售订单不可修改价格", "预售订单能否修改价格，说法不一"),),
    )


_ENDINGS: Final = ("", "。", "！", "；", "，", "……", "。 ", "；。")
_SCOPES: Final = (None, None, "末级（3/4）", "“快递”单号", "商品金额。", "末级，和详细地址；", " 手机号 ")


def many_rules() -> World:
    """Features with rules of any sort, whose words end in any way."""
    chance = random.Random(7)
    labels = [term.label for term in TERMS if term.label not in ("暂停", "大促")]
    operations = [f"操作{nth}" for nth in range(80)]
    said = []
    for feature in operations:
        for nth in range(chance.randrange(6)):
            when = tuple(chance.choice(("", "", "非")) + label for label in chance.sample(labels, chance.randrange(4)))
            when = tuple("京东国际" if one == "非非京东国际" else one for one in when)
            kind = chance.choice((ConstraintKind.APPLICABILITY,) * 4 + (ConstraintKind.PREREQUISITE,))
            modality = (
                chance.choice((ALLOWED, ALLOWED, FORBIDDEN)) if kind is ConstraintKind.APPLICABILITY else REQUIRED
            )
            middle = chance.choice(("", "，", "。也就是", "；；", "！？", " ： "))
            text = f"{feature}第{nth}条{middle}规则{nth}{chance.choice(_ENDINGS)}"
            scope, actor = chance.choice(_SCOPES), "主账号" if nth == 4 else None
            said.append(Said(feature, modality, text, when, kind=kind, scope=scope, actor=actor))
    return World(TERMS, operations, said, placed=operations[::2])
