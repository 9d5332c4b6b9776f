"""What general readings make of sentences of back offices that nobody has seen: each rule as `modality feature: conditions`."""

import pytest

from ontology.kinds import ConstraintKind
from ontology.records import Concept, Constraint
from tests.conftest import read_all
from tests.worlds import World

WHO_ALONE = [
    (
        "健身房课程规则",
        "团课保留位仅黑卡会员可选。",
        {"ALLOWED 选团课保留位: 黑卡会员", "FORBIDDEN 选团课保留位: 非黑卡会员"},
    ),
    (
        "门店收银规则",
        "退货、转赠两项操作仅值班经理可执行。",
        {
            "ALLOWED 退货: 值班经理",
            "ALLOWED 转赠: 值班经理",
            "FORBIDDEN 退货: 非值班经理",
            "FORBIDDEN 转赠: 非值班经理",
        },
    ),
    (
        "洗衣订单评估",
        "评估结果提交后仅质检组长可修改。",
        {"ALLOWED 修改评估结果: 评估结果提交、质检组长", "FORBIDDEN 修改评估结果: 评估结果提交、非质检组长"},
    ),
    (
        "团购设置",
        "晚市套餐仅对签约满2个月的连锁门店开放，单店暂不支持。",
        {
            "FORBIDDEN 晚市套餐: 单店",
            "ALLOWED 晚市套餐: 签约、连锁门店",
            "FORBIDDEN 晚市套餐: 非签约",
            "FORBIDDEN 晚市套餐: 非连锁门店",
        },
    ),
]
WHAT_IS_DONE = [
    ("寄养说明", "猛禽、爬行类宠物一律不收养。", {"FORBIDDEN 收养: 猛禽", "FORBIDDEN 收养: 爬行类宠物"}),
    (
        "租车订单取消说明",
        "合同已盖章的订单，验车指令下发后不可取消。",
        {"FORBIDDEN 取消: 合同已盖章、验车指令下发"},
    ),
    ("洗车卡说明", "任何情况下均不支持转让。", {"FORBIDDEN 转让: "}),
]
UNDER_WHAT = [
    ("改价说明", "顾客付款后的订单不能改价。", {"FORBIDDEN 改价: 已付款"}),
    ("家政订单怎么取消", "阿姨接单前可取消订单。", {"ALLOWED 取消订单: 待接单"}),
    ("鉴定费说明", "未成交不收取。", {"FORBIDDEN 鉴定费: 未成交"}),
    ("宠物托运说明", "限制托运：短鼻犬须提供健康证明。", {"REQUIRED 宠物托运: 短鼻犬"}),
]
ONCE_DONE = [
    (
        "月票说明",
        "亲子票、夜游票一经检票，不退不换。",
        {"FORBIDDEN 退换: 亲子票、检票", "FORBIDDEN 退换: 夜游票、检票"},
    ),
    ("合同说明", "租约编号一经生成不得更改。", {"FORBIDDEN 更改租约编号: 生成"}),
    ("疫苗订单能退吗", "疫苗一经接种不予退费。", {"FORBIDDEN 退费: 接种"}),
]
WHO_GOES_ON = [
    (
        "裸金属服务器说明",
        "裸金属实例不支持变更规格、不支持更换镜像，但可以挂载云盘；不支持备案。",
        {
            "FORBIDDEN 变更规格: 裸金属实例",
            "FORBIDDEN 更换镜像: 裸金属实例",
            "ALLOWED 挂载云盘: 裸金属实例",
            "FORBIDDEN 备案: 裸金属实例",
        },
    ),
    ("门票改期", "军人票、教师票改期须重新验证身份。", {"REQUIRED 门票改期: 军人票", "REQUIRED 门票改期: 教师票"}),
    (
        "红字发票说明",
        "已跨年的发票不支持红冲，当年发票可以红冲。",
        {"FORBIDDEN 红冲: 已跨年", "ALLOWED 红冲: 当年发票"},
    ),
    (
        "店铺抽奖",
        "进口玩具不参与店铺抽奖，其余商品均可参与。",
        {"FORBIDDEN 抽奖: 进口玩具", "ALLOWED 抽奖: 非进口玩具"},
    ),
]
SUSPENDED = [
    ("车主提现", "被限流的车主暂停提现。", {"FORBIDDEN 车主提现: 被限流"}),
    (
        "群发说明",
        "以下情形暂停群发消息功能：设备离线、近3天存在投诉。",
        {"FORBIDDEN 群发: 近3天存在投诉", "FORBIDDEN 群发: 设备离线"},
    ),
]
ALL_OF_THEM = [
    (
        "直播竞拍",
        "同时满足“店铺星级达标”和“近15天无差评”的商家才可创建竞拍。",
        {
            "ALLOWED 创建竞拍: 店铺星级达标、近15天无差评",
            "FORBIDDEN 创建竞拍: 非店铺星级达标",
            "FORBIDDEN 创建竞拍: 非近15天无差评",
        },
    ),
    (
        "快照回滚",
        "主机处于“扩容中”“克隆中”时不能回滚快照。",
        {"FORBIDDEN 回滚快照: 扩容中", "FORBIDDEN 回滚快照: 克隆中"},
    ),
    (
        "子域名申请",
        "星级达到二钻的店铺可申请子域名。\n以下店铺除外：被限流的店铺、未完成备案的店铺。",
        {
            "ALLOWED 子域名申请: 星级达到二钻、非被限流、非未完成备案",
            "FORBIDDEN 子域名申请: 被限流",
            "FORBIDDEN 子域名申请: 未完成备案",
        },
    ),
    ("话剧票退票", "开演前3小时可在线退票。", {"ALLOWED 退票: 开演前3小时"}),
]
OTHERS = [
    (
        "返修仓补件",
        "待检测的主板不能补件，检测合格的主板可以补件。",
        {"FORBIDDEN 补件: 待检测", "ALLOWED 补件: 检测合格"},
    ),
    ("开票说明", "完单超过60天的订单不再受理开票申请。", {"FORBIDDEN 开票: 完单"}),
    ("柜机投递", "海鲜件超过6小时未取的，配送员可取出改派。", {"ALLOWED 取出改派: 未取、海鲜件"}),
]
WHAT_ABOUT = [
    (
        "报销单怎么撤回",
        "已付汇的报销单不可撤回，待付汇的报销单可撤回。",
        {"FORBIDDEN 撤回报销单: 已付汇", "ALLOWED 撤回报销单: 待付汇"},
    ),
    ("秒杀单能撤回吗", "秒杀单不可撤回。", {"FORBIDDEN 撤回秒杀单: 秒杀"}),
    ("手持终端说明", "未绑定柜组的店员不能登录手持终端。", {"FORBIDDEN 登录手持终端: 未绑定柜组"}),
    (
        "刷脸支付说明",
        "已绑卡的会员可以开通刷脸支付；未满16岁的会员不可开通。",
        {"ALLOWED 开通刷脸支付: 已绑卡", "FORBIDDEN 开通刷脸支付: 未满16岁"},
    ),
    ("鉴定复议", "鉴定超过10天的，买手可发起鉴定复议。", {"ALLOWED 鉴定复议: 鉴定"}),
]
TOLD_APART = [
    (
        "主播打赏",
        "达人分8级以上可发打赏红包，8级以下不可发。",
        {"ALLOWED 发打赏红包: 达人分", "FORBIDDEN 发打赏红包: 达人分"},
    ),
    (
        "卡券叠加说明",
        "满赠券与生日券可叠加，同面额生日券不可叠加。",
        {"ALLOWED 叠加: 满赠券、生日券", "FORBIDDEN 叠加: 同面额生日券"},
    ),
    (
        "同城配说明",
        "【可寄送】盆栽、画框。【不支持寄送】活鱼、爆竹。",
        {"ALLOWED 寄送: 盆栽", "ALLOWED 寄送: 画框", "FORBIDDEN 寄送: 活鱼", "FORBIDDEN 寄送: 爆竹"},
    ),
    (
        "顾客要换时间怎么办",
        "师傅上门前，顾客可自行修改1次上门时间；师傅上门后不可修改。",
        {"ALLOWED 修改上门时间: 师傅上门前", "FORBIDDEN 修改上门时间: 师傅上门"},
    ),
    ("机器延保", "进水损坏不在延保范围内。", {"FORBIDDEN 延保范围: 进水损坏"}),
    ("还车说明", "还车后不可续租。", {"FORBIDDEN 续租: 还车"}),
]
NOT_THE_OPPOSITE = [
    ("联名卡权益", "被取消会员资格的，剩余积分不再发放。", {"FORBIDDEN 发放剩余积分: 被取消会员资格"}),
    ("退出秒杀说明", "退出秒杀的订单不支持返券。", {"FORBIDDEN 返券: 退出秒杀"}),
    ("仓位说明", "冲洗中商品不可移位。", {"FORBIDDEN 移位: 冲洗中"}),
    (
        "账号分工",
        "店长账号可添加导购账号，导购账号不可添加。",
        {"ALLOWED 添加导购账号: 店长", "FORBIDDEN 添加导购账号: 导购账号"},
    ),
    ("标注要求", "支持刷掌支付的商家须在首页标注。", {"REQUIRED 标注要求: 支持刷掌支付"}),
]
COURTESY = [
    ("团课约课说明", "最终名额以门店通知为准。"),
    ("团课约课说明", "已约的课程不受影响。"),
    ("团课约课说明", "课表可在小程序首页查看。"),
    ("团课约课说明", "以上时间仅供参考，请您知悉。"),
]


def rules(question: str, answer: str) -> set[str]:
    """The rules of an entry that are no figures."""
    world = World(read_all([(question, answer)]))
    told = (ConstraintKind.APPLICABILITY, ConstraintKind.PREREQUISITE, ConstraintKind.CONSEQUENCE)
    return {_shown(world, rule) for rule in world.constraints() if rule.kind in told}


def _shown(world: World, rule: Constraint) -> str:
    names = []
    for one in rule.conditions:
        concept = world.by_id[one.concept]
        assert isinstance(concept, Concept)
        names.append("非" * one.negated + concept.label)
    about = world.by_id.get(rule.feature or rule.subject or "")
    return f"{rule.modality} {getattr(about, 'label', '')}: {'、'.join(sorted(names, key=_by_name))}"


def _by_name(name: str) -> str:
    return name.removeprefix("非")


@pytest.mark.parametrize(
    ("question", "answer", "wanted"),
    [
        *WHO_ALONE,
        *WHAT_IS_DONE,
        *UNDER_WHAT,
        *ONCE_DONE,
        *WHO_GOES_ON,
        *SUSPENDED,
        *ALL_OF_THEM,
        *OTHERS,
        *WHAT_ABOUT,
        *TOLD_APART,
        *NOT_THE_OPPOSITE,
    ],
)
def test_what_is_read(question: str, answer: str, wanted: set[str]) -> None:
    assert rules(question, answer) == {_sorted(one) for one in wanted}


def _sorted(told: str) -> str:
    head, _, names = told.partition(": ")
    return f"{head}: {'、'.join(sorted(names.split('、'), key=_by_name))}"


@pytest.mark.parametrize(("question", "answer"), COURTESY)
def test_courtesy_states_no_rule(question: str, answer: str) -> None:
    assert rules(question, answer) == set()
