"""What kind of answer an entry gives, by the form of the question and the manner of the answer. First rule that fits."""

import re
from typing import Final

from ontology.kinds import EntryKind

_RULES: Final[tuple[tuple[EntryKind, re.Pattern[str], re.Pattern[str] | None], ...]] = (
    # kind, what the question says, what the answer must say as well
    (
        EntryKind.ANNOUNCEMENT,
        re.compile(
            r"\A(?!.*(?:怎么|怎麼|如何|怎样|为什么|哪|吗|什么|[不未没]更新))"
            r".*(?:公告|通知|上线|升级|发布|更新|改版|下线|新功能|调整(?:说明)?(?:通知|公告)?[-！!]*\Z|功能解读|新规)"
        ),
        None,
    ),
    (EntryKind.FACT, re.compile(r"常见问题|汇总|大全|FAQ|问答", re.IGNORECASE), None),
    (
        EntryKind.DEFINITION,
        re.compile(
            r"是什么意思|什么意思|什么是|是什么[-？?]?\Z|含义|定义|何为|何谓|是啥|指的是什么|名词解释|代表什么|什么区别|的区别"
        ),
        re.compile(r"\A(?!.*(?:1[.、,，]\s*.*2[.、,，]|流程如下|步骤))", re.DOTALL),
    ),
    (
        EntryKind.TROUBLESHOOTING,
        re.compile(
            r"为什么|为何|什么原因|原因是|怎么回事|失败|报错|异常|错误|无法|不能(?!.*吗)|不了|没有(?!.*吗)|看不到|查不到|收不到|打不开|不显示|"
            r"丢失|暂停怎么|怎么处理|如何处理|怎么办|咋办|该如何处理|如何解决|怎么解决|联系不上"
        ),
        None,
    ),
    (
        EntryKind.HOW_TO,
        re.compile(
            r"(?:如何|怎么|怎麼|怎样)(?:才能|去|来)?(?:查|看|设|修改|添加|新增|申请|开通|下载|上传|提交|导出|提交|撤销)"
        ),
        None,
    ),
    (
        EntryKind.POLICY,
        re.compile(
            r"规则|政策|标准|细则|规范|处罚|违规|协议|资质|条件|限制|要求|多久|多长时间|几天|怎么算|如何计算|怎么计算|时效|费用|收费"
        ),
        None,
    ),
    (
        EntryKind.POLICY,
        re.compile(r"可以.*吗|能否|能不能|可不可以|可否|是否|支持.*吗|会不会|能.*吗|允许.*吗|需要.*吗|要.*吗"),
        re.compile(r"不支持|支持|不可|可以|不能|无法|允许|禁止|需要?|必须|仅|不得|能|会"),
    ),
    (
        EntryKind.HOW_TO,
        re.compile(
            r"怎么|怎样|如何|咋|在哪|哪里|哪儿|操作|步骤|流程|方法|教程|指南|指引|手册|入口|路径|说明|设置|查询|修改|申请|怎麼|"
            r"开通|导出|打印|添加|创建|取消订单|配置|下载|上传|新增|发布|绑定|授权|对接|报名|开启|关闭|登录|管理"
        ),
        None,
    ),
    (
        EntryKind.HOW_TO,
        re.compile(r""),
        re.compile(r"第一步|步骤[一1]|STEP\s*1|操作步骤|功能位置|操作路径|依次点击", re.IGNORECASE),
    ),
    (EntryKind.POLICY, re.compile(r""), re.compile(r"不支持|仅支持|不可|不得|必须|禁止|不允许|处罚|违规")),
)


def kind_of_entry(question: str, answer: str) -> EntryKind:
    """The kind of an entry or part; UNANSWERED where there is no answer, FACT where no rule fits."""
    if not answer.strip():
        return EntryKind.UNANSWERED
    for kind, asked, answered in _RULES:
        if asked.search(question) and (answered is None or answered.search(answer)):
            return kind
    return EntryKind.FACT
