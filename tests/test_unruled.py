"""What has a cue or a figure and states no rule: courtesy, where to look, how a page looks, what a thing is; and what looks so and is a rule."""

import pytest

from ontology.records import Constraint
from tests.conftest import read_all


def _rules(told: str) -> list[str]:
    records = read_all([("房源和订单怎么管理", told)])
    return [r.modality for r in records if isinstance(r, Constraint)]


@pytest.mark.parametrize(
    "told",
    [
        "感谢各位房东长期以来的支持！",
        "谢谢大家一直支持我们。",
        "祝您生意兴隆，天天爆单。",
        "客户坚持要纸质票的，麻烦前台做好解释。",
        "需要新增校区的，可以给我们留言提需求。",
        "具体支持的机型，可以在总部后台的设备列表里筛选查看。",
        "需要的朋友可以收藏~",
        "转化高不高，需要多看看经营周报里的数据。",
        "通读全文约需五分钟。",
        "页面会显示最近一次登录时间。",
        "插班是指把学员的课表改成可随时加入。",
        "报名前家长可以先用“课程测评”小程序测测孩子的水平。",
        "提交失败时可以先退出登录再试一次。",
        "遇到节日，各网点会提前备货，尽力支持加盟商补货。",
        "其他问题可以加运营交流群，群里有专人值班。",
        "车辆档案在「设备中心」里能查到。",
        "首页默认展示近期热门房源。",
        "列表会按入住时间排序。",
        "屏幕上会显示当前排队人数。",
        "右侧为当前不可用库存的汇总。",
        "房态不同，可修改的内容也不同。",
        "各阶段可操作项如下：",
        "智能门锁是一种可联网的设备。",
        "该错误表示不支持的房型编码。",
        "可在“结算记录”中查看账单明细。",
        "请各位房东仔细阅读。",
        "请对照下图逐项核对。",
        "曝光会随评分和价格变化。",
        "排队时间不可控。",
        "一、资质要求\n详见附件。",
        "拼房单是指多位住客共用一套、不需要指定房间的订单。",
        "通兑券是两家酒店联合发售、可在任一门店使用的住宿券。",
        "不同时段住客能做的事不一样。",
        "各楼层可以预订的房间汇总如下。",
        "先看面积再确定可以选的套餐。",
        "需要进一步帮助请联系管家。",
        "请谨慎操作。",
        "可以先自查。",
        "期间请保持电话畅通。",
        "良好的居住环境需要大家共同维护。",
        "您不用另行通知。",
        "房价会随季节调整，届时将另行通知。",
        "押金默认跟随房型模板。",
        "支持商家把淡季生意做起来。",
        "素材库里有许多现成海报可以使用。",
        "大部分房源都能用，例外请看下方。",
        "沟通时可善用常用语模板。",
        "可于入住纪录中查看照片。",
        "希望这份说明可以帮到各位房东。",
        "哪些房型能加床，请看下表。",
        "下面介绍什么样的房源可以参加评选。",
        "实在拿不准的，可以让管家帮您看一眼。",
        "这份清单可以打印出来贴在前台。",
        "遇到差评不要慌，沟通到位才能化解误会。",
        "好的封面图能让客人一眼记住房源。",
        "用好日历才能更好地安排房态。",
        "上手前可以多看几遍教程。",
        "清一下缓存就可以了。",
        "后续版本会支持更多语言。",
    ],
)
def test_what_states_no_rule(told: str) -> None:
    assert not _rules(told)


@pytest.mark.parametrize(
    ("told", "modality"),
    [
        ("已锁定的库存不可用于促销。", "FORBIDDEN"),
        ("可修改房型的价格。", "ALLOWED"),
        ("逾期未确认的订单，页面会自动关闭。", "AUTOMATIC"),
        ("入住当天可在订单详情页取消订单。", "ALLOWED"),
        ("差评须在24小时内回复。", "REQUIRED"),
        ("退订前请先解除合约。", "REQUIRED"),
        ("特价房不可取消，请先申请退订。", "REQUIRED"),
        ("未售房晚随时可调价。", "ALLOWED"),
        ("预约券是提前购买、不可退款的住宿券。", "FORBIDDEN"),
        ("连住多晚的订单可拆分开票。", "ALLOWED"),
        ("希望提前入住的客人可以申请早到。", "ALLOWED"),
        ("客人可以让朋友代办入住。", "ALLOWED"),
        ("无论哪种房型都不支持转让。", "FORBIDDEN"),
    ],
)
def test_what_only_looks_so_is_a_rule(told: str, modality: str) -> None:
    assert modality in _rules(told)


def test_what_to_do_instead_of_what_is_forbidden_is_no_duty() -> None:
    assert _rules("预授权房费不支持撤销，请使用解冻接口。") == ["FORBIDDEN"]
