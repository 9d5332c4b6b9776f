"""Names that no real back office bears: coined from parts by number, so that any number of them can be had and none twice.

A name is the number's digits in the parts below, shuffled by a step that shares no factor with how many there are.
"""

from collections.abc import Sequence
from math import gcd
from typing import Final


def _words(text: str) -> tuple[str, ...]:
    """A text in words of two characters."""
    return tuple(text[place : place + 2] for place in range(0, len(text), 2))


_STUFFS: Final = _words(
    "琉璃竹编青瓷麻布藤木云锦墨玉银杏茶砖桐油绢面陶土铜胎蜡染棉麻松香漆器木雕石英珊瑚玛瑙檀香芦苇羊绒驼毛桑皮蓝染苎麻皂角沉香枫叶桂圆核桃莲蓬菱角榛果杏仁栗子芝麻蚕丝"
)
_THINGS: Final = _words(
    "礼券票夹账本画册灯笼花签书匣棋盘茶席香囊屏风折扇印章琴谱砚台瓷盘帘幕食盒酒樽竹篮木梳纸鸢铜镜风铃绣帕披肩斗笠蓑衣陶埙鼓面"
)
_HEADS: Final = _words("模板批次清册底稿凭条卡片档案图样契约价签样张编号条码组合副本目录")
_VERBS: Final = _words("新建停用复制归档上架撤回删除分配合并打印拆分冻结导入审核修改发布")
_BRANDS: Final = _words("云帆蓝鲸赤松白鹭玄武朱雀麒麟青鸾鲲鹏应龙烛龙穷奇饕餮螭吻狻猊貔貅")
_PLACES: Final = _words("渡口码头山庄驿路集镇水岸林场矿山渔港牧原盐湖梯田古城河湾海岛雪岭沙洲峡谷")
_DESKS: Final = ("后台", "工作台", "控制台", "门户")
_ROOMS: Final = _words("管理中心台账设置工具报表查询维护")


def _digits(number: int, *alphabets: Sequence[str]) -> str:
    words = []
    for alphabet in alphabets:
        number, digit = divmod(number, len(alphabet))
        words.append(alphabet[digit])
    return "".join(words)


def _shuffled(number: int, size: int) -> int:
    """Another number below `size`, each once: neighbours lie far apart. Beyond `size` it begins again."""
    step = int(size * 0.6180339887)
    while gcd(step, size) != 1:
        step += 1
    return number * step % size


_OBJECTS: Final = len(_STUFFS) * len(_THINGS) * len(_HEADS)
OPERATIONS: Final = _OBJECTS * len(_VERBS)
"""How many operations there are before a name comes again."""


def operation(number: int) -> tuple[str, str]:
    """A verb and its object: ("停用", "琉璃礼券模板")."""
    verb, rest = divmod(_shuffled(number, OPERATIONS), _OBJECTS)
    return _VERBS[verb], _digits(rest, _STUFFS, _THINGS, _HEADS)


def system(number: int) -> str:
    """The name of a back office: 云帆渡口后台."""
    size = len(_BRANDS) * len(_PLACES) * len(_DESKS)
    again, place = divmod(number, size)
    name = _digits(_shuffled(place, size), _BRANDS, _PLACES, _DESKS)
    return name if not again else f"{_digits(again - 1, _STUFFS, _BRANDS)}{name}"


def room(number: int) -> str:
    """The name of a menu: 竹编票夹管理."""
    size = len(_STUFFS) * len(_THINGS) * len(_ROOMS)
    return _digits(_shuffled(number, size), _STUFFS, _THINGS, _ROOMS)


ORDER_TYPES: Final = 240
STATUSES: Final = 16


def order_type(number: int) -> str:
    """A kind of order: 赤松码头单 is its other name, 赤松码头订单 its label."""
    return _digits(_shuffled(number, len(_BRANDS) * len(_PLACES)), _BRANDS, _PLACES)


def status(number: int) -> str:
    """A state of an order: 待封漆."""
    acts = ("封漆", "过秤", "押印", "晒样", "裱框", "熏香", "编号牌", "装匣")
    turn, act = divmod(number % STATUSES, len(acts))
    return ("待", "已")[turn] + acts[act]


def word(number: int) -> str:
    """A word that a text explains: 墨玉风铃值."""
    size = len(_STUFFS) * len(_THINGS)
    again, place = divmod(number, size)
    return _digits(_shuffled(place, size), _STUFFS, _THINGS) + ("值", "码", "率", "分")[again % 4]
