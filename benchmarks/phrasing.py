"""Ways to say one thing: the sayings that corpora of any size are written in. Each holds the places of what it says in braces."""

from typing import Final

ASK_HOW: Final = (
    "怎么{op}？",
    "如何{op}",
    "请问怎样{op}？",
    "{op}怎么操作",
    "{op}的方法",
    "{op}操作说明",
    "在哪里{op}？",
    "{op}的入口在哪里",
)
ASK_RULE: Final = (
    "哪些订单可以{op}？",
    "{op}有什么限制",
    "{op}的规则说明",
    "什么情况下不能{op}？",
    "关于{op}的常见问题",
    "{op}时要留意什么",
)
ASK_WORD: Final = ("{word}是什么意思", "什么是{word}？", "{word}的含义")

GREETING: Final = ("", "", "您好，", "亲爱的商家您好，", "您好！", "亲，", "尊敬的商家朋友：")
PLACE: Final = (
    "您可以登录{path}，{op}。",
    "{op}路径：{path}。",
    "请进入【{path}】{op}。",
    "可在{path}中{op}。",
    "操作入口：{path}。",
    "您可在“{path}”页面{op}。",
    "打开{path}，即可{op}。",
    "功能位置：{path}，在此{op}。",
)
JOINTS: Final = ("-", "—", " - ", ">", " > ", "→", "--", "->")

ALLOWED: Final = (
    "{type}支持{op}。",
    "{type}可以{op}。",
    "对于{type}，支持{op}。",
    "如果是{type}，可以{op}。",
    "订单为{type}时，支持{op}。",
    "目前{type}已支持{op}。",
)
FORBIDDEN: Final = (
    "{type}不支持{op}。",
    "{type}不可以{op}。",
    "{type}暂不支持{op}。",
    "对于{type}，不支持{op}。",
    "如果订单是{type}，则无法{op}。",
    "{type}不能{op}，请您知晓。",
    "注意：{type}暂时不支持{op}。",
)
BOTH: Final = ("{type}和{other}均不支持{op}。", "{type}、{other}不支持{op}。", "{type}及{other}都不能{op}。")
ONLY: Final = ("仅支持{type}{op}。", "仅{type}支持{op}。", "{op}仅支持{type}。")
EXCEPT: Final = ("除{type}外，其他订单均可{op}。", "除{type}外均支持{op}。")
IN_STATUS: Final = (
    "{status}状态的{type}不支持{op}。",
    "{type}在“{status}”状态下不可以{op}。",
    "处于“{status}”状态的{type}不能{op}。",
)

STEPS: Final = (
    "点击“{leaf}”进入页面",
    "勾选需要处理的{object}",
    "核对{object}的内容",
    "填写{object}的说明",
    "输入{object}的名称",
    "点击“{verb}”按钮",
    "点击“确定”完成",
    "查看处理结果",
)
NUMBERING: Final = ("{n}、{step}；", "{n}.{step}；", "（{n}）{step}；", "第{n}步：{step}；", "步骤{n}：{step}；")
STEPS_LEAD: Final = ("操作步骤如下：", "具体步骤：", "操作流程：", "步骤如下：")

DEFINES: Final = ("{word}是指{meaning}。", "{word}：指{meaning}。", "{word}，即{meaning}。")
MEANINGS: Final = (
    "{object}在一个自然月内被浏览的次数与被收藏的次数之比",
    "系统按{object}的资料完整程度算出的数字",
    "商家为{object}填写的唯一标识",
    "{object}由制作到陈列所经历的全部环节",
)

ALSO: Final = ("{op}也叫{alias}。", "{op}（又称{alias}）。", "{op}又名{alias}。")

FILLER: Final = (
    "感谢您一直以来对我们工作的理解。",
    "祝您生意兴隆。",
    "以下为您详细介绍{object}。",
    "在{season}的来信中很多朋友询问{object}这一话题，现整理如下。",
    "{object}的图片来自{season}的测试环境，其中的名称都是虚构的。",
    "为了让{object}看起来更加清爽，我们持续打磨每一处细节。",
    "{season}的版本对{leaf}的颜色和字号做了调整。",
    "近期有朋友反馈{leaf}的文字偏小，产品经理已经记录。",
    "这里的说明面向第一次接触{object}的朋友，熟悉的朋友略过即是。",
    "{leaf}左侧是目录，右侧是正文，两边各自滚动。",
    "本文由{system}的产品团队在{season}整理。",
    "{object}的数字每天凌晨刷新。",
    "{leaf}的截图来自{season}，与今天的样子略有出入。",
    "每一位同事都认真读过大家关于{object}的来信，并从中学到许多。",
    "我们在{season}的调研里听到了关于{object}的声音。",
    "{object}的列表由新到旧排列。",
    "{leaf}的字段较多，页面底部有横向滚动条。",
    "新版{leaf}与旧版的内容一致，只是排列不同。",
    "大促期间{leaf}打开偏慢，属于正常现象。",
    "{object}这一名称来自{season}的一次内部讨论。",
    "{season}以来，{object}得到了很多浏览。",
    "在{system}，朋友们常把{object}戏称为老伙计。",
    "{object}的配图由设计师手绘。",
    "{season}之后，{leaf}的背景变成了浅灰色。",
    "{leaf}的末行是示例，供阅读时对照。",
    "文中的{object}均指正式环境中的{object}。",
    "{system}上线至今已有多年，感谢各位同行。",
)
SEASONS: Final = (
    "去年春天",
    "去年夏天",
    "去年秋天",
    "去年冬天",
    "今年春天",
    "今年夏天",
    "上个季度",
    "前年年底",
    "上次大促前夕",
)
