"""What a rule depends on is never lost on the way to it, and what only stands beside it is no condition: sayings as data."""

import pytest

from ontology.records import Constraint
from tests.conftest import read_all
from tests.worlds import World

KEPT = [
    # a kind and if what of it, what makes no difference to it or why, in one clause or by itself before a comma
    ("改户名", "商铺户只要欠了水费就不能改户名。", "FORBIDDEN", {("商铺户", "欠了水费")}),
    ("退票", "儿童票如已检票，不得退票。", "FORBIDDEN", {("儿童票", "已检票")}),
    ("课时", "一对一课程若老师请假，可以顺延。", "ALLOWED", {("一对一课程", "老师请假")}),
    ("派单", "代驾司机即便评分达标也不能接机场单。", "FORBIDDEN", {("代驾司机",)}),
    ("转让", "家庭卡因为绑定了多名成员，任何时候都不允许转让。", "FORBIDDEN", {("家庭卡",)}),
    ("转让", "家庭卡，任何时候都不允许转让。", "FORBIDDEN", {("家庭卡",)}),
    ("用车", "公务车除节假日外均可预约。", "ALLOWED", {("公务车", "非节假日")}),
    # what goes on or is halted meanwhile, what is alike together, what a cell's brackets tell, and the state that a question asks of
    ("收款", "停业的门店，充值功能暂停，收款不受影响。", "ALLOWED", {("停业",)}),
    ("收款", "停业的门店，充值功能暂停，收款不受影响。", "FORBIDDEN", {("停业",)}),
    ("接单", "执照即将到期的，系统会提醒店主，此期间不影响接单。", "ALLOWED", {("执照即将到期",)}),
    ("提现", "团长账户余额满10元方可提现。", "FORBIDDEN", {("团长", "非团长账户余额")}),
    ("合并", "收件人、电话、地址完全一致的包裹可以合并。", "ALLOWED", {("收件人、电话、地址完全一致",)}),
    ("移位", "生成波次后，订单不能再改仓。", "FORBIDDEN", {("生成波次",)}),
    ("变卖", "失物满30天仍未认领的，可以变卖。", "ALLOWED", {("失物", "未认领")}),
    ("过期的会员卡能续费吗", "可以续费。", "ALLOWED", {("过期",)}),
    ("停用的门店还能收款吗", "不能收款。", "FORBIDDEN", {("停用",)}),
    (
        "退改规则",
        "| 房型 | 免费取消 | 改期 |\n| --- | --- | --- |\n| 大床房 | 可以（入住前一天） | 可以 |\n| 套房 | 可以 | 不可以（旺季） |",
        "ALLOWED",
        {("入住前一天", "大床房"), ("大床房",), ("套房",)},
    ),
    (
        "退改规则",
        "| 房型 | 免费取消 | 改期 |\n| --- | --- | --- |\n| 大床房 | 可以（入住前一天） | 可以 |\n| 套房 | 可以 | 不可以（旺季） |",
        "FORBIDDEN",
        {("套房", "旺季")},
    ),
    # what but leads on elsewhere is an act where it may be done only then; who is not judged; what is enough; for how long from a case on
    ("考场", "学员完成人脸核验后才能进入考场。", "ALLOWED", {("学员完成人脸核验",)}),
    ("排班", "新司机完成岗前培训后才能登录。", "FORBIDDEN", {("非新司机完成岗前培训",)}),
    ("考核", "试营业的门店不考核出餐时长。", "FORBIDDEN", {("试营业",)}),
    ("考核", "新入驻骑手前10单不考核超时。", "FORBIDDEN", {("新入驻骑手前10单",)}),
    ("员工", "锁定后由管理员在【设置】里解锁即可。", "ALLOWED", {("管理员", "锁定")}),
    ("理赔", "丢件的，提供挂失单即可，不必提供视频。", "ALLOWED", {("包裹丢失",)}),
    ("理赔", "丢件的，提供挂失单即可，不必提供视频。", "NOT_REQUIRED", {("包裹丢失",)}),
    ("理赔", "仓库错发：须提供出库单；\n包装破损：须提供照片。", "REQUIRED", {("仓库错发",), ("包装破损",)}),
    ("投稿", "撤回的稿件，7天内不得再次投稿。", "FORBIDDEN", {("撤回",)}),
    ("入会", "退会后，180天内不能再次入会。", "FORBIDDEN", {("退会",)}),
    ("活动", "撤销过的课程，7天内不得再次提报同一活动。", "FORBIDDEN", {("撤销过",)}),
    # what does not count as what or for what, what is not given; the weather under which; how much of what an answer in a cell is held to;
    # what need not be handed in; when the columns of a table hold
    ("考勤", "老师请假的不算旷课。", "FORBIDDEN", {("老师请假",)}),
    ("课时费", "以下课时不计课酬：试听不足20分钟的、学员取消的。", "FORBIDDEN", {("试听",), ("学员取消",)}),
    ("奖励", "没有报名的，跑再多也不发奖励。", "FORBIDDEN", {("没有报名",)}),
    ("派单", "暴雨天气下不派远单。", "FORBIDDEN", {("暴雨天气",)}),
    (
        "各岗位能做什么",
        "权限如下（√可操作，×不可操作）：\n操作\t校长\t教务\n修改课表\t√\t×\n同意退课\t√\t√（单笔500元以内）\n删除学员\t√\t×",
        "ALLOWED",
        {("校长",), ("单笔500元以内", "教务")},
    ),
    (
        "开店要什么证件",
        "| 类目 | 营业执照 | 健康证 |\n|---|---|---|\n| 餐饮 | 必传 | 必传 |\n| 花店 | 必传 | 选传 |",
        "NOT_REQUIRED",
        {("花店",)},
    ),
    (
        "证件过期怎么办",
        "| 证件 | 过期后接单 | 补传方式 | 过期满30天 |\n|---|---|---|---|\n| 健康证 | 立即停单 | App内补传 | 解约 |\n| 行车证 | 可继续接单15天 | App内补传 | 停单 |",
        "AUTOMATIC",
        {("健康证", "超时"), ("健康证", "过期"), ("行车证", "过期")},
    ),
    # what there is not, what was done so often to what, what is denied of somebody; all of a row; what he may do with other things who may
    # not with some; what cases below a line count as; the case in the bracket behind a level
    ("退出", "没有进行中的理赔单，方可申请退出。", "ALLOWED", {("没有进行中的理赔单",)}),
    ("退改", "已经退过一次的课程单不能再次退课。", "FORBIDDEN", {("已经退过一次的课程单",)}),
    ("排名", "店长不在岗的门店不参与排名。", "FORBIDDEN", {("店长不在岗",)}),
    (
        "加入",
        "直营店或加盟店、近90天无投诉记录，两个条件同时满足就可以加入。",
        "ALLOWED",
        {("直营店", "近90天无投诉记录"), ("加盟店", "近90天无投诉记录")},
    ),
    ("加入", "评分4.8以上、近30天无差评，两项都满足才能加入。", "FORBIDDEN", {("非评分",), ("非近30天无差评",)}),
    ("接货", "个人司机不能承接冷链类型的货物，蔬菜和百货可以承接。", "FORBIDDEN", {("个人司机", "冷链")}),
    (
        "接货",
        "个人司机不能承接冷链类型的货物，蔬菜和百货可以承接。",
        "ALLOWED",
        {("个人司机", "蔬菜"), ("个人司机", "百货")},
    ),
    ("取消", "不足24小时的，只能由客服代为取消。", "FORBIDDEN", {("不足24小时", "非客服")}),
    (
        "什么算违约",
        "【视为违约的情形】\n1）中途退场；\n2）擅自换人。\n【不视为违约的情形】\na. 道路封闭；\nb. 顾客要求延后。",
        "AUTOMATIC",
        {("中途退场",), ("擅自换人",)},
    ),
    (
        "什么算违约",
        "【视为违约的情形】\n1）中途退场；\n2）擅自换人。\n【不视为违约的情形】\na. 道路封闭；\nb. 顾客要求延后。",
        "FORBIDDEN",
        {("交通管制",), ("顾客要求延后",)},
    ),
    (
        "怎么处罚",
        "一级（首次迟到）：警告，当天可以继续接单。\n二级（30天内再次迟到）：永久清退，不可恢复。",
        "ALLOWED",
        {("首次迟到",)},
    ),
    (
        "怎么处罚",
        "一级（首次迟到）：警告，当天可以继续接单。\n二级（30天内再次迟到）：永久清退，不可恢复。",
        "AUTOMATIC",
        {("首次迟到",), ("30天内再次迟到",)},
    ),
    # what makes no difference though it is not so; from when on; what was done behind an event; times of the day; a sort of what is done;
    # what is measured of the first time; what is over; to whom alone something is given
    ("接单", "不参加培训的也可以接单。", "ALLOWED", {("不参加培训",)}),
    ("扣分", "不签到也不会扣课时。", "AUTOMATIC", {("不签到",)}),
    ("续期", "证书到期前30天起就能续期。", "ALLOWED", {("证书到期前30天",)}),
    ("上课", "停课后完成补训并通过考试的，可以恢复上课。", "ALLOWED", {("停课", "完成补训", "通过考试")}),
    ("理赔", "私下交易、转借账号给他人使用的，一律不赔。", "FORBIDDEN", {("私下交易",), ("转借账号给他人使用",)}),
    ("考核", "8:00—23:00进线的会话不计入考核。", "FORBIDDEN", {("8:00—23:00进线的会话",)}),
    ("考核", "9:00—22:00提交的工单，首次回复超过10分钟就计入超时工单。", "AUTOMATIC", {("9:00—22:00提交", "首次回复")}),
    ("撤销", "大额提现，到账前可以撤销。", "ALLOWED", {("大额提现", "等待到款确认")}),
    ("投诉", "旅客以外的人投诉，不扣分。", "FORBIDDEN", {("人投诉", "非消费者")}),
    ("报名", "逾期通道关闭、不能再报名。", "FORBIDDEN", {("逾期",)}),
    ("派单", "加急单只派给评分4.8以上的骑手。", "ALLOWED", {("评分",)}),
    ("派单", "加急单只派给评分4.8以上的骑手。", "FORBIDDEN", {("非评分",)}),
    ("加入", "个体户即使没有处罚记录也加入不了。", "FORBIDDEN", {("个体工商户",)}),
    ("加入", "个体户就算没有处罚记录也不能加入。", "FORBIDDEN", {("个体工商户",)}),
    # who or what may have something done along a way that is told, and kinds that titles name before white space
    ("会员服务", "被冻结的储值卡可在门店后台-会员管理-退卡中心发起退卡。", "ALLOWED", {("储值卡", "已冻结")}),
    ("储值规则", "被冻结的储值卡不可在门店后台-会员管理-退卡中心发起退卡。", "FORBIDDEN", {("已冻结",)}),
    ("骑手服务", "通过资质审核的骑手，可在骑手后台-车辆管理-新增车辆中提交。", "ALLOWED", {("通过资质审核",)}),
    (
        "会员服务",
        "状态为“待开场”且距开场大于4小时的，可在门店后台-订单管理-订单详情点击“改期”。",
        "ALLOWED",
        {("待开场", "距开场")},
    ),
    (
        "各类目资料",
        "（一）鲜花绿植 须上传植物检疫证明。 （二）海鲜水产 须上传渔船捕捞证明。",
        "REQUIRED",
        {("鲜花绿植",), ("海鲜水产",)},
    ),
    # what only names the topics of a list, greets or numbers a step is no condition; a cell's longer name is not the wider one
    (
        "课程服务",
        "课程改期、停课的规则如下： 1、改期：可以改期； 2、停课：停课期间不扣费。",
        "FORBIDDEN",
        {("停课期间",)},
    ),
    (
        "寄件的封箱及面单要求",
        "1) 封箱：纸箱不得重复使用。 2) 面单：手写的不得寄出。 3) 数量：每票不超过3件。",
        "FORBIDDEN",
        {(), ("手写",)},
    ),
    (
        "私教和团课的退费",
        "1) 私教：开课前可退。 2) 团课：不得退费。 3) 时间：每天不超过3次。",
        "FORBIDDEN",
        {("团课",)},
    ),
    (
        "出租说明",
        "尊敬的用户：您好！自3月1日起，流程调整如下： 1) 上架：未核验的房源可以上架； 2) 签约：租客可以在线签约。",
        "ALLOWED",
        {("未核验",), ("租客",)},
    ),
    (
        "寄卖流程",
        "STEP1：送到门店。 STEP2：结果分三种： ※ 真品：可以寄卖； ※ 仿品：不支持寄卖。",
        "FORBIDDEN",
        {("仿品",)},
    ),
    (
        "仓库怎么操作",
        "| 单据 | 状态 | 拆分 |\n| --- | --- | --- |\n| 急送采购单 | 待审核 | 可以 |\n| 补库采购单 | 待审核 | 不可以 |",
        "FORBIDDEN",
        {("待审核", "补库采购单")},
    ),
    (
        "账号能做什么",
        "| 角色 | 导出 |\n| --- | --- |\n| 财务子账号 | 不可以 |\n| 管理员 | 可以 |",
        "FORBIDDEN",
        {("财务子账号",)},
    ),
    # what a list takes out of the statement over it, what is done at some time before what decides on it, who is left as he was
    ("退票规则", "除以下情形外，均可退票：已检票、已开演。", "ALLOWED", {("非已开演", "非已检票")}),
    ("退票规则", "除以下情形外均可退票：\n1. 已检票\n2. 已开演", "FORBIDDEN", {("已开演",), ("已检票",)}),
    ("升级", "除下列房型外，其余房型均可免费升级：别墅、套房。", "FORBIDDEN", {("套房",), ("别墅",)}),
    ("退课时", "24小时内取消不退课时。", "FORBIDDEN", {("24小时内取消",)}),
    ("改期", "入住当天取消可以改期。", "ALLOWED", {("入住当天取消",)}),
    # what goes on in the next clause: a topic under an if, what happens under what happened before, of whom a duty was told
    ("入库", "如果仓库没有与云台对接，未贴码的货品，不能入库。", "FORBIDDEN", {("仓库没有与云台对接", "未贴码")}),
    ("结算", "寄售单须由店长复核，复核后自动结算。", "AUTOMATIC", {("复核", "寄售单")}),
    ("解冻", "复核通过后系统自动恢复，解除冻结。", "AUTOMATIC", {("复核通过",)}),
    ("退票", "如旅客不同意改期，则退票申请被驳回。", "AUTOMATIC", {("旅客不同意改期",)}),
    ("选座", "超时未付款的，订单会自动关闭，此时如果座位券过期，可以重新选座。", "ALLOWED", {("座位券过期",)}),
    ("改派", "若改派未成功，请联系买家自提。", "REQUIRED", {("改派未成功",)}),
    ("复检", "如遇此类质检异常情况，可以申请复检。", "ALLOWED", {()}),
    ("查看", "商家和代运营商可点击查看买家真实姓名。", "ALLOWED", {()}),
    # what is asked for besides, who is taken out before it is decided, how often something came about, what is lacking
    ("理赔", "丢件除发票外，还须提交报警回执。", "REQUIRED", {("包裹丢失",)}),
    ("改期", "节假日下单的急单，除易碎品外，可以改期。", "ALLOWED", {("节假日下单的急单", "非易碎品")}),
    ("开柜", "密码输入错误达4次，柜门会自动锁死。", "AUTOMATIC", {("密码输入错误",)}),
    ("分享", "体验店没有分享功能。", "FORBIDDEN", {("体验店",)}),
    # what befalls kinds side by side, who still needs something, what a label before a colon only heads, what is given to somebody
    (
        "理赔",
        "同城件及跨城件发生丢失或损坏，寄件人均可申请理赔。",
        "ALLOWED",
        {("丢失", "同城件"), ("丢失", "跨城件"), ("同城件", "损坏"), ("损坏", "跨城件")},
    ),
    ("截单", "如收货人仍需改址，商家可于发车前申请截单。", "ALLOWED", {("发车前", "收货人仍需改址")}),
    ("理赔", "1、理赔资格：急件丢失可以理赔。\n2、所需资料：急件须提交发票。", "REQUIRED", {("急件",)}),
    ("分享", "总店账号可把菜单共享给分店，体验店没有共享功能。", "ALLOWED", {("总店账号",)}),
    ("报关", "应课税品不适用简易报关。", "FORBIDDEN", {("应课税品",)}),
    ("报关", "如有错漏，可在清关前撤销并重新报关，每票限撤销1次。", "ALLOWED", {("待清关", "有错漏")}),
    # one of several states that are awaited, what a thing involves, kinds that a title tells side by side, what is surely needed
    (
        "冻结",
        "命中风控、卡片异常或待补充材料的，平台会暂缓打款。",
        "AUTOMATIC",
        {("命中风控",), ("卡片异常",), ("待补充材料",)},
    ),
    ("上传", "涉及整形美容、保险理财的讲座，须上传资格证。", "REQUIRED", {("整形美容",), ("保险理财",)}),
    ("录播课、直播课的上架规则", "录播课在无人购买前可替换视频。", "ALLOWED", {("录播课", "无人购买前")}),
    ("改期", "如因布展确需改期，须提交改期申请。", "REQUIRED", {("布展",)}),
    ("试看", "加密课程不可设置试看。", "FORBIDDEN", {("加密课程",)}),
    (
        "器材退换",
        "医疗器材：\n1. 二类器材未拆封的，可以退货。\n2. 医疗器材须上传备案号。",
        "ALLOWED",
        {("二类器材", "未拆封")},
    ),
    # kinds that a cell names whole, how alone something is done, since when something has not been done
    (
        "工单状态",
        "| 工单类型 | 状态 | 改约 |\n| --- | --- | --- |\n| 纯安装单 | 待派单 | 支持 |\n| 团购套餐券 | 待核销 | 支持，仅退未用次数 |",
        "ALLOWED",
        {("待派单", "纯安装单"), ("团购套餐券", "待核销")},
    ),
    ("寄存", "寄存期满仍未预约配送的，系统自动退仓。", "AUTOMATIC", {("寄存期满仍未预约配送",)}),
    # the thing of a class with its state, what is being done with a kind, what is handed in by its name
    ("退货", "二类器材未拆封的，支持退货。", "ALLOWED", {("二类器材", "未拆封")}),
    ("退换", "贴身类护具拆封后不予退换。", "FORBIDDEN", {("已拆封", "贴身类护具")}),
    ("改字", "刻字订单在雕刻中仍可以改字。", "ALLOWED", {("刻字订单", "雕刻中")}),
    ("改址", "如事后发现门牌写错，可在装车前提交【改址】申请。", "ALLOWED", {("发现门牌写错", "装车前")}),
    (
        "临期品处理",
        "1.预警规则 保质期不足30天的商品，系统自动标记为“临期”。 2.处理方式 对标记为“临期”的商品，商家可以： ①打折出售，折扣不得低于6折； ②申请捐赠（酒类不得捐赠）。",
        "ALLOWED",
        {("标记为临期",)},
    ),
    (
        "各状态能做什么",
        "| 订单状态 | 状态含义 | 可执行操作 | 不可执行操作 |\n| --- | --- | --- | --- |\n"
        "| 待备餐 | 顾客已付款，等待后厨接单 | 退回前台 | 打印小票 |\n| 备餐中 | 菜品已下锅 | 上传视频 | 取消订单 |",
        "FORBIDDEN",
        {("待备餐",), ("制作中",)},
    ),
    ("退房", "超过3天退房须补交租金。", "REQUIRED", {("超过3天退房",)}),
    ("改验证", "旧号码已停用者，得改以证件验证。", "ALLOWED", {("旧号码已停用",)}),
    ("上课", "停课期间，已预约的课不受影响，可以正常上课。", "ALLOWED", {("停课期间", "已预约的课")}),
    ("反审核", "反审核仅限制单人本人操作，主管除外。", "FORBIDDEN", {("非主管", "非制单人本人")}),
    # not by some time, before what, outside of when and where, a state after 已经, and within what time of an event what is done
    ("退押金", "摊主未在约定时间内出摊的，市场不退押金。", "FORBIDDEN", {("摊主未在约定时间内出摊",)}),
    ("换座", "司机未在发车时限前到岗的，不得换座。", "FORBIDDEN", {("司机未在发车时限前到岗",)}),
    ("改房型", "保洁完成之前，前台不能改房型。", "FORBIDDEN", {("保洁完成之前",)}),
    ("合班", "同城校区开启「联排」之后，插班课可以合班。", "ALLOWED", {("同城校区开启联排", "插班课")}),
    ("拒绝退款", "如果包裹已经揽收，商家可以拒绝退款。", "ALLOWED", {("包裹", "已揽收")}),
    ("退课", "私教课在开课前24小时内取消的，不能退课。", "FORBIDDEN", {("开课前取消", "私教课")}),
    ("退票", "付款后30分钟内取消的订单，可以全额退票。", "ALLOWED", {("付款后取消",)}),
    ("改址", "商家在发货前1小时内申请的，不能改址。", "FORBIDDEN", {("发货前申请",)}),
    ("预约码核销规则", "店长可在核销后24小时内撤销核销。已过期的预约码不能核销。", "ALLOWED", {("店长", "核销")}),
    ("加号", "医生可以在排班时间外加号。", "ALLOWED", {("医生", "排班时间外")}),
    ("改价", "门店不能在营业时间外改价。", "FORBIDDEN", {("营业时间外",)}),
    ("续借", "账户处于正常状态且无逾期图书时，用户才可以续借。", "ALLOWED", {("无逾期图书", "正常状态")}),
    ("改课表", "教务主管可以改课表，代课老师没有权限。", "FORBIDDEN", {("代课老师",)}),
    # cases that are summed up behind, what is under way or in what state, from what until what, what has not been done by when
    ("拒载", "乘客超员、携带活禽，以上任何一种，车长可以拒载。", "ALLOWED", {("乘客超员",), ("携带活禽",)}),
    (
        "退件",
        "地址有误、电话空号、收件人拒收，出现上述任一情形的，可以退件。",
        "ALLOWED",
        {("地址异常",), ("电话空号",), ("收件人拒收",)},
    ),
    ("充值", "体验票冻结状态下不能充值。", "FORBIDDEN", {("体验票", "冻结")}),
    ("下架", "直播中样品链接不能下架。", "FORBIDDEN", {("直播中",)}),
    ("赔付", "从揽收到签收期间丢失的，可以申请赔付。", "ALLOWED", {("丢失", "从揽收到签收期间")}),
    ("保留座位", "开讲前1小时还没签到的，不能保留座位。", "FORBIDDEN", {("开讲前1小时还没签到",)}),
    ("停车", "施工期间老业主可以停车，新业主不能停车。", "FORBIDDEN", {("新业主", "施工期间")}),
    ("帮送", "取餐点距离收货地址超过8公里的，不支持帮送。", "FORBIDDEN", {("取餐点距离收货地址",)}),
    ("改签", "买票时选择了优惠座的订单，不能改签。", "FORBIDDEN", {("买票", "选择了优惠座")}),
    ("半价", "教师凭学校开具的证明可以购买半价票。", "ALLOWED", {("凭学校开具的证明", "教师")}),
    ("摆摊", "候车厅、检票口通道内禁止摆摊。", "FORBIDDEN", {("候车厅",), ("检票口通道内",)}),
    ("加重", "复议失败，不会加重处罚。", "AUTOMATIC", {("复议失败",)}),
    ("拒绝退款", "没有凭证的不得拒绝退款。", "FORBIDDEN", {("无凭证",)}),
    # times by their names, who is spoken to, only then
    ("寄存", "早高峰不能寄存行李，晚高峰只有金卡会员能寄存行李。", "ALLOWED", {("晚高峰", "金卡会员")}),
    ("手续费", "每周三提现免手续费。", "NOT_REQUIRED", {("每周三",)}),
    ("拒收", "寄样单您可以拒收。", "ALLOWED", {("寄样单",)}),
    ("推荐", "评价分低于4分才会被暂停推荐。", "AUTOMATIC", {("评价分",)}),
    # within a term, in the midst of what is done, among those of a kind, and who may then
    ("促销", "促销期内，不得撤柜，也不得提前打烊。", "FORBIDDEN", {("促销期内",)}),
    ("报名", "初审中可以撤回报名。", "ALLOWED", {("初审中",)}),
    ("调货", "同区店之间可以调货，跨区店不支持调货。", "ALLOWED", {("同区店",)}),
    ("领券", "活动期内，黄金会员及以上可以领券。", "ALLOWED", {("活动期内", "黄金会员及以上")}),
    ("改运费", "订单未揽收的，供货方可以改运费。", "ALLOWED", {("待揽收",)}),
    # those of some measure or state, by whatever word they are called, and either of two states
    ("置顶", "近60天无违约、且评分在4.5分以上的房东，可以申请置顶。", "ALLOWED", {("评分", "近60天无违约")}),
    ("解约", "业主处于整改期或存在欠费的，不能申请解约。", "FORBIDDEN", {("整改期",), ("存在欠费",)}),
    # either of several things that may be so, however they are told
    ("出车", "车辆年检过期或存在未结清违章时，不得出车。", "FORBIDDEN", {("车辆年检过期",), ("存在未结清违章",)}),
    ("借阅", "借书证挂失、停用或者欠款超限的，不能借阅。", "FORBIDDEN", {("借书证挂失",), ("停用",), ("欠款超限",)}),
    # under what, in the course of what, at what time, within how long of what, before a comma
    ("派单", "雷雨天气时，不能派单。", "FORBIDDEN", {("雷雨天气",)}),
    ("停课", "离线模式下，教练可以申请停课。", "ALLOWED", {("离线模式",)}),
    ("换台", "演出进行中，场务可以调换舞台。", "ALLOWED", {("演出进行中",)}),
    ("调价", "旺季，营地可以上调房价。", "ALLOWED", {("旺季",)}),
    ("续借", "借出15天内，图书未被预约的，可以续借。", "ALLOWED", {("借出", "图书未被预约")}),
    ("登录", "冻结期间无法登录，也不能找回密码。", "FORBIDDEN", {("已冻结",)}),
    ("导入失败", "导入过程中请勿关闭页面。", "FORBIDDEN", {("导入过程中",)}),
    ("点评", "含有脏话、广告或泄露隐私内容的点评，酒店可以申请屏蔽。", "ALLOWED", {("含有脏话、广告或泄露隐私内容",)}),
    # those whom what they do or are like sets apart, and a kind by itself, whatever makes no difference to it
    ("订座", "爽约的食客，当周不能再订座。", "FORBIDDEN", {("爽约",)}),
    ("派车", "私自改装的货车，不得派车。", "FORBIDDEN", {("私自改装",)}),
    ("观影", "偷拍的观众，须立即离场。", "REQUIRED", {("偷拍",)}),
    ("返利", "银牌代理商即使满足销量，也不能申请返利。", "FORBIDDEN", {("银牌代理商",)}),
    # whom a restriction lets by what they have done, what those have not done of whom only the verb is told, with what it was done
    ("跨区代取", "跨区代取仅限开通了“联网代取”的网点。", "ALLOWED", {("开通了联网代取",)}),
    (
        "转班",
        "跨校转班仅限购买了通学卡的学员，未购买的不能转班。",
        "FORBIDDEN",
        {("非购买了通学卡",), ("未购买通学卡",)},
    ),
    ("退号", "须先绑定医保卡，未绑定的不可退号。", "FORBIDDEN", {("未绑定医保卡",)}),
    ("退款", "未起飞的可以退款；其中使用了秒杀兑换码的，不能退款。", "FORBIDDEN", {("使用了秒杀兑换码",)}),
    ("改价", "参加会员日的商品不能改价。", "FORBIDDEN", {("参加会员日",)}),
    # what becomes of the money, behind what is permitted
    ("取消", "未起飞的订单可以取消，票款按原支付方式退回。", "AUTOMATIC", {("未起飞",)}),
    ("取消", "未打印的订单支持取消，运费自动退回账户。", "AUTOMATIC", {("未打印",)}),
    # what must be so as well, however it goes on: 又未, 且…能…的; what one does with a thing before, and the system that acts
    ("停机", "余额低于预警线又未在当日补足的，系统自动停机。", "AUTOMATIC", {("余额低于预警线", "未在当日补足")}),
    (
        "免责",
        "若租客传过照片，且照片能看清损坏部位的，房东可以免责。",
        "ALLOWED",
        {("照片能看清损坏部位", "租客传过照片")},
    ),
    ("改派", "连锁门店把快件改派到其他分店之前，须征得收件人同意。", "REQUIRED", {("改派到其他分店之前", "连锁门店")}),
    ("下架", "卖家须在3天内整改，逾期的由平台自动下架。", "AUTOMATIC", {("逾期",)}),
    ("退课", "预约体验课处于待开课状态的，学员可以退课。", "ALLOWED", {("待开课", "预约体验课")}),
    ("拒单", "急修单任何状态下都不得拒单。", "FORBIDDEN", {("急修单",)}),
    ("改址", "代收件不支持改址。", "FORBIDDEN", {("代收件",)}),
    ("延期", "可以，仅限因停课导致缺课的情况。", "ALLOWED", {("停课导致缺课",)}),
    # what makes no difference behind a kind, whom a restriction above does not bind, whoever it is that may not, and what is done in time
    ("核销", "体验券不管有没有开启通兑，只能在发券门店核销。", "ALLOWED", {("体验券",)}),
    ("退货", "质量问题不受上表限制，随时可以退货。", "ALLOWED", {("质量问题",)}),
    ("改价", "配送价任何门店都不能修改。", "FORBIDDEN", {()}),
    ("缴费", "被退回的申请，7天内重新提交的不用再缴费。", "NOT_REQUIRED", {("7天内重新提交", "被退回")}),
    ("共用", "实名次卡不能多人共用。", "FORBIDDEN", {("实名次卡",)}),
    ("积分抵扣的部分能开票吗？", "积分抵扣部分不能开票。", "FORBIDDEN", {("积分抵扣部分",)}),
    # which of a thing in a list or a row are meant, by the bracket behind it; and a lone thing behind its colon
    ("改址", "以下包裹支持改址：\n1. 标准件\n2. 次日达件（仅限同城）", "ALLOWED", {("标准件",), ("同城", "次日达")}),
    ("寄存", "可寄存：行李箱（限会员）、雨伞", "ALLOWED", {("会员", "行李箱"), ("雨伞",)}),
    ("叠加", "不可叠加：兑换券", "FORBIDDEN", {("兑换券",)}),
    # what must hold together, within whichever term, when something comes up, and whom alone a restriction lets
    (
        "放款",
        "卡别为金卡或银卡、同时本月无逾期的，可以申请提前放款。",
        "ALLOWED",
        {("卡别为金卡", "本月无逾期"), ("本月无逾期", "银卡")},
    ),
    ("结算", "演出结束并且观众未投诉，票款自动结算。", "AUTOMATIC", {("演出结束", "观众未投诉")}),
    ("复核", "对评分有异议的，可在公告期内发起复核。", "ALLOWED", {("公告期内", "评分有异议")}),
    ("停运", "遇到暴雪可以申请停运。", "ALLOWED", {("天气",)}),
    ("夜送", "夜送仅限同城、且件重不超过5公斤的包裹。", "ALLOWED", {("件重", "同城")}),
    ("年会", "年会通道不对观察期门店开放。", "FORBIDDEN", {("观察期门店",)}),
    # what an object is told by, and the things below brackets or below a line that tells what happens to them
    ("审核", "商家可以拒绝超出保修期的维修申请。", "ALLOWED", {("超出保修期",)}),
    ("寄存", "以下行李一律拒收：\n1、未锁好的\n2、液体", "AUTOMATIC", {("未锁好",), ("液体",)}),
    ("入场", "【不予入场】\n- 酒瓶\n- 长柄伞", "FORBIDDEN", {("酒瓶",), ("长柄伞",)}),
    # a kind before how often something may be, and those of a kind who do something at some time
    ("接单", "金牌司机在高峰期拒单的，扣除信用分。", "AUTOMATIC", {("金牌司机", "高峰期拒单")}),
    ("发票", "签约讲师不受金额限制，但仍需提供发票。", "REQUIRED", {("签约讲师",)}),
    # who has something against it, when what is done, and what a list forbids by a verb of its own, but for what its brackets take out
    ("复核", "买家对评分有异议，可以申请复核。", "ALLOWED", {("买家对评分有异议",)}),
    ("拍摄", "夜间入场须登记证件。", "REQUIRED", {("夜间入场",)}),
    (
        "存包说明",
        "以下物品禁止存柜：\n①活禽；\n②单件超过2000元的首饰（已投保的除外）；\n③危险品。",
        "FORBIDDEN",
        {("活禽",), ("危险品",), ("单件", "非已投保")},
    ),
    ("绑定", "一台平板最多绑定3个账号，解绑后才能绑定新账号。", "ALLOWED", {("解绑",)}),
    # what is done within so long, what a time is but a part of the name of, and who is so by what he has
    ("退订", "36小时以内退订的不退定金。", "FORBIDDEN", {("36小时以内退订",)}),
    ("退换", "清仓款不适用15天无忧退换。", "FORBIDDEN", {("清仓款",)}),
    ("上架", "质量异常的批次不得上架。", "FORBIDDEN", {("质量异常",)}),
    # to what it is done, before the verb
    ("退件", "商家可以对超期未取的快件进行退回。", "ALLOWED", {("超期未取",)}),
    ("套餐", "不得将过季的菜品打包出售。", "FORBIDDEN", {("过季",)}),
    # a thing beside a kind, somebody unknown beside a role, and what has been done with a kind
    ("改菜单", "店长和片区经理可以修改菜单。", "ALLOWED", {("店长",), ("片区经理",)}),
    ("无理由退货", "生鲜和鲜花不支持七天无理由退货。", "FORBIDDEN", {("生鲜",), ("鲜花",)}),
    ("赠品", "赠品已寄出的，不支持取消订单。", "FORBIDDEN", {("赠品已寄出",)}),
    # what is taken out, each by itself, and what goes with what
    ("退费", "缺课的学员可以发起退费，教材费、餐费不含在内。", "ALLOWED", {("缺课", "非教材费", "非餐费")}),
    ("换锁规定", "住客不得更换门锁，紧急抢修和换租除外。", "ALLOWED", {("换租",), ("紧急抢修",)}),
    ("冷藏车", "装有疫苗的车辆应当全程录像，也不能与食品混装。", "FORBIDDEN", {("装有疫苗", "食品")}),
    # a clause that begins like a note is none: 注销…, 亲友…, 备注…
    ("注销店铺", "注销申请审核期间，商家仍可处理售后，但不可发布商品。", "FORBIDDEN", {("注销申请审核期间",)}),
    ("门店自提", "亲友代取时，须出示取件码。", "REQUIRED", {("亲友代取",)}),
    ("怎么改备注", "备注保存后，不可删除备注。", "FORBIDDEN", {("备注保存",)}),
    ("会员卡余额", "余额不可提现，注销会员卡时除外。", "FORBIDDEN", {("非注销会员卡",)}),
    # when, and if
    ("售后规则", "大型家电安装后如非瑕疵，不得退货。", "FORBIDDEN", {("大型家电安装", "非瑕疵")}),
    ("怎么退款", "行程开始后如遇停运，可全额退款。", "ALLOWED", {("停运", "行程开始")}),
    ("怎么签收", "包裹签收时如外箱破损，可以拒收。", "ALLOWED", {("包裹签收", "外箱破损")}),
    # a role is told of by that word, and what spans more than one of its kind is so
    ("员工权限", "仓库角色不能被授予退款权限。", "FORBIDDEN", {("仓库角色",)}),
    ("店铺权限", "员工角色暂不可下载对账单。", "FORBIDDEN", {("员工",)}),
    ("怎么反结账", "跨年度的账期不支持反结账。", "FORBIDDEN", {("跨年度",)}),
    # a decision that names nobody goes on with what follows or is to be done
    ("违规处罚", "A类违规立即断流，不得申诉。", "FORBIDDEN", {("A类违规",)}),
    ("临期处理", "剩余效期不足30天的商品自动转为临期库存，不参与可售分配。", "FORBIDDEN", {("剩余效期",)}),
    ("广告投放", "违规广告将自动下架，且不予退费。", "FORBIDDEN", {("违规广告",)}),
    # what is to be had or done first stands before whose it is
    ("批量改价", "子账号要有“价格管理”权限才可批量改价。", "FORBIDDEN", {("子账号", "非有价格管理权限")}),
    ("员工管理", "离职员工必须先移交客户，才能删除账号。", "FORBIDDEN", {("离职员工", "非移交客户")}),
    ("归档存储", "存储类型为归档存储的文件须先解冻才能读取。", "FORBIDDEN", {("存储类型为归档存储", "非解冻")}),
    # what is so of a kind, behind its name
    ("退货入库", "序列号商品未扫码不得入库。", "FORBIDDEN", {("序列号商品", "未扫码")}),
    ("作品审核", "因抄袭原因被驳回的作品不允许再次提交。", "FORBIDDEN", {("抄袭原因被驳回",)}),
    ("满减", "电子书和有声书不可参加满减。", "FORBIDDEN", {("电子书",), ("有声书",)}),
    ("约课", "上课前3小时内取消的扣除20%课时费。", "AUTOMATIC", {("上课前取消",)}),
    ("退押金", "器材归还且无未支付的罚款时可申请退押金。", "ALLOWED", {("器材归还", "无未支付的罚款")}),
    ("丢件赔付", "未保价的快件丢失，全额赔付运费。", "AUTOMATIC", {("丢失", "未保价")}),
    ("客人没到", "非担保订单客人未到店，酒店不得收取任何费用。", "FORBIDDEN", {("客人未到店", "非担保订单")}),
    ("退换货", "贴身衣物非质量问题不支持退换。", "FORBIDDEN", {("无质量问题", "贴身衣物")}),
    ("怎么领券", "新用户首单可领取优惠券。", "ALLOWED", {("新用户", "首单")}),
    ("结算", "有未处理售后单的，不予结算。", "FORBIDDEN", {("未处理售后单",)}),
    # a level with those above it, and a time of the day with its side
    ("会员权益", "黄金会员及以上可享受免运费。", "ALLOWED", {("黄金会员及以上",)}),
    ("买样", "L3以下只能买样。", "ALLOWED", {("L3以下",)}),
    ("基金赎回", "15点后不可撤单。", "FORBIDDEN", {("15点后",)}),
    ("基金赎回", "赎回申请15点前提交可撤单。", "ALLOWED", {("15点前提交",)}),
    ("账单", "次日10点后可下载账单。", "ALLOWED", {("次日10点后",)}),
    # when, before what a statement is about; what is fixed for a kind; of which somebody does it
    ("发票抬头", "发票开具后抬头不可更改。", "FORBIDDEN", {("发票开具",)}),
    ("最晚预订时间", "钟点房的最晚预订时间固定为20:00，不可修改。", "FORBIDDEN", {("钟点房",)}),
    ("谁开票", "平台代收房费的由平台开票，酒店不可重复开具。", "FORBIDDEN", {("平台代收房费",)}),
    ("变更主体", "个体户可变更为企业，企业不可变更为个体户。", "FORBIDDEN", {("企业",)}),
    ("批量充值", "批量充值功能仅对已完成企业认证的商户开放。", "ALLOWED", {("已完成企业认证",)}),
    # two states of affairs before 方可
    ("开通分账", "商户完成签约且缴纳保证金，方可开通分账。", "FORBIDDEN", {("非完成签约",), ("非缴纳保证金",)}),
    ("批次管理", "商品无在途单据且库存为零，方可启用批次管理。", "ALLOWED", {("库存为零", "无在途单据")}),
    ("恢复上架", "重新上传并审核通过后方可恢复上架。", "ALLOWED", {("已审核", "重新上传")}),
    ("设备维修", "非人为损坏且在保修期内的设备，可免费维修。", "ALLOWED", {("保修期内", "非人为损坏")}),
    # whose a thing is that the rule does not speak of; what somebody sees to; how often something happened
    ("接口密钥", "沙箱环境的密钥不能用于生产环境。", "FORBIDDEN", {("沙箱环境",)}),
    ("仓储异常", "外包装破损的，由仓库自行处理。", "AUTOMATIC", {("外包装破损",)}),
    ("用车报销", "单次用车金额超过200元的，超出部分由员工个人支付。", "AUTOMATIC", {("单次用车金额",)}),
    ("转账", "刷脸失败三次后当日不可再转账。", "FORBIDDEN", {("刷脸失败三次",)}),
    ("小额打款", "已完成售后的订单不能打款。", "FORBIDDEN", {("已完成售后",)}),
    ("数据恢复", "删除的数据在保留期内可恢复，超过保留期无法恢复。", "FORBIDDEN", {("超过保留期",)}),
    ("编辑商品", "夜间（23:00至次日7:00）不能编辑商品。", "FORBIDDEN", {("夜间",)}),
    # a bare yes before the conditions
    ("可以修改价格吗", "可以的，未付款的订单支持改价。", "ALLOWED", {("待付款",)}),
    # the last of items in one sentence ends with it
    (
        "清关失败",
        "常见原因：1）额度已用完：请关闭订单；2）姓名有误：须联系买家；3）实名信息错误：更正后可重新申报。已清关的订单不支持改地址。",
        "FORBIDDEN",
        {("已清关",)},
    ),
    # who is left where some are taken out, and who is so
    ("账单权限", "财务以外的人员不可导出账单。", "FORBIDDEN", {("非财务",)}),
    ("怎么退货", "跨期者不得退货。", "FORBIDDEN", {("跨期",)}),
    ("文档权限", "编辑者不可分享。", "FORBIDDEN", {("编辑者",)}),
    # another thing of a kind is told of for itself alone
    ("文档权限", "只读成员不可编辑，所有者可进行全部操作。", "ALLOWED", {("所有者",)}),
    ("返利", "样品单不参与返利，大货单达到起订量后可享返利。", "ALLOWED", {("大货单达到起订量",)}),
    # one clause turns by 但 without a comma
    ("文档权限", "编辑者可下载但不可分享。", "FORBIDDEN", {("编辑者",)}),
    # what is told of, with what happens behind it, and while what
    ("预约揽收", "20点后下单的次日揽收，不可加急。", "FORBIDDEN", {("20点后",)}),
    ("规格变更", "升级过程中业务不中断，但不可修改监听。", "FORBIDDEN", {("升级过程中",)}),
    ("代扣", "首次扣款须输入密码。", "REQUIRED", {("首次扣款",)}),
    ("延时", "恶劣天气下骑手可申请延时。", "ALLOWED", {("恶劣天气下",)}),
    # a list of what must all be so, and of which one is enough
    ("怎么修改备注", "需同时满足以下条件才能修改备注：1）已付款；2）未发货。", "ALLOWED", {("出库前", "已付款")}),
    (
        "哪些情况可以退押金",
        "满足任一条件即可退押金：（1）订单已完成；（2）订单取消且无违约。",
        "ALLOWED",
        {("完成",), ("取消", "无违约")},
    ),
    # what is done is no condition of it; a time of its own; what need not be for some
    ("如何开票", "企业消费者可申请普通发票和专用发票。", "ALLOWED", {("企业消费者",)}),
    ("白名单", "加入白名单的IP不受访问频率限制。", "NOT_REQUIRED", {("加入白名单",)}),
    # a kind with what is done with it, without a word for must; who is asked about, beside another
    ("入库", "序列号商品逐件扫码，不得按箱收货。", "FORBIDDEN", {("序列号商品",)}),
    ("店员能改营业时间吗", "店长可以修改营业时间，店员不支持修改营业时间。", "FORBIDDEN", {("店员",)}),
    # what happens, before more that is told of it
    ("怎么退会", "退会后积分清零且180天内不能再次入会。", "FORBIDDEN", {("退会",)}),
    # what cannot hold together: the words closest to the statement count
    ("改签", "未出票的订单，可以改签，出票后不能改签。", "FORBIDDEN", {("出票",)}),
    ("约课改期", "未开课的班级，家长可申请改期，开课后不可改期。", "FORBIDDEN", {("开课",)}),
    (
        "怎么换地址",
        "【待付款】\n可以换地址。买家付款后不可换地址。\n【已完成】\n不可换地址。",
        "FORBIDDEN",
        {("已付款",), ("完成",)},
    ),
    # 任一方 is a party, and no 方可
    ("租约调解", "调解不成的，任何一方都可申请仲裁。", "ALLOWED", {("调解不成",)}),
    ("租约调解", "调解不成的，任何一方都可申请仲裁。", "FORBIDDEN", set()),
    ("场地调剂", "对结果有异议的，各方可申请复核。", "FORBIDDEN", set()),
    # what stresses words is no part of them
    ("借书", "**校外读者**：不可续借。\n**校内读者**：可以续借。", "FORBIDDEN", {("校外读者",)}),
    ("会议室", "**费用**：取消后不予退还。\n**时效**：开会前可以改期。", "FORBIDDEN", {("取消",)}),
    ("改价", "已锁价的商品**一律不得**申请改价。", "FORBIDDEN", {("已锁价",)}),
    # what is denied of those right before it, and what somebody cannot see
    ("积分", "停用中的账号不更新积分。", "FORBIDDEN", {("停用中",)}),
    ("积分", "过期的商品均不上架。", "FORBIDDEN", {("过期",)}),
    ("课程答案", "未缴费的学员看不到答案。", "FORBIDDEN", {("未缴费",)}),
    ("协议价", "协议价已上线，普通客户和游客看不到。", "FORBIDDEN", {("普通客户",), ("游客",)}),
    ("访客", "外卖人员同样要登记。", "REQUIRED", {("外卖人员",)}),
    ("改派", "司机已接单的，需先联系司机取消。", "REQUIRED", {("司机已接单",)}),
    ("打印", "店家已开印的，须先联系店家停止打印。", "REQUIRED", {("店家已开印",)}),
    # ages, levels, and what is counted within a time
    ("托管班", "6岁以下不可报名。", "FORBIDDEN", {("6岁以下",)}),
    ("陪玩", "18岁以下者不能提现。", "FORBIDDEN", {("18岁以下",)}),
    ("免押金", "信用分优秀、良好、一般、较差。一般的租客不可免押金。", "FORBIDDEN", {("一般",)}),
    ("违停", "30天内累计5次以上的，暂停月卡。", "AUTOMATIC", {("30天内累计",)}),
    # what is done with a thing is no kind that bears its name, and a kind told more closely keeps its own
    ("寄存", "入仓未满10天的器材不能取出。", "FORBIDDEN", {("入仓",)}),
    ("分期付款", "加工定制类订单可分期结算。", "ALLOWED", {("加工定制类",)}),
    # with what, and not to what, something is done
    ("代发订单怎么寄", "代发订单须打单，不支持与批发订单合并发货。", "FORBIDDEN", {("一件代发", "批发订单")}),
    ("拼车结算", "包车订单不能与拼车订单同时结算。", "FORBIDDEN", {("包车订单", "拼车订单")}),
    # the others of a case are the rest of it
    (
        "报修",
        "会员可约3次。同一设备重复报修的，系统保留最近的一条，其余自动关闭。",
        "AUTOMATIC",
        {("同一设备重复报修",)},
    ),
    (
        "退课",
        "▪ 教材不符：机构审核，48小时未选择的，默认退单。\n▪ 报告为假：订单自动关闭，款项原路退回。",
        "AUTOMATIC",
        {("教材不符", "未选择"), ("报告为假",)},
    ),
]
LEFT_ALONE = [
    ("怎么注销账号", "注：注销不可撤回。", "FORBIDDEN"),
    ("结算", "结算周期由签约时确定，不支持随意更改。", "FORBIDDEN"),
    ("删除存储桶", "删除存储桶前请确认：数据已备份。存储桶不可恢复。", "FORBIDDEN"),
    ("退款", "药店不得以任何理由拒绝退款。", "FORBIDDEN"),
    ("店铺", "店铺的二维码不可用于线下收款。", "FORBIDDEN"),
    ("能改签吗", "可以的。但特价票不可以。", "ALLOWED"),
    ("怎么改价", "商家角色信息不可修改。", "FORBIDDEN"),
    ("看不到课件怎么办", "看不到课件时，请刷新。为什么看不到课件？课件不可下载。", "FORBIDDEN"),
    ("押金", "押金没有上限，但不可超过租金。押金不可抵扣租金。", "FORBIDDEN"),
]


def told(question: str, answer: str, modality: str) -> set[tuple[str, ...]]:
    """The conditions of an answer's rules of a modality, each rule's in order."""
    world = World(read_all([(question, answer)]))
    return {_conditions(world, rule) for rule in world.constraints() if rule.modality == modality and not rule.limit}


def _conditions(world: World, rule: Constraint) -> tuple[str, ...]:
    names = (("非" if c.negated else "") + getattr(world.by_id[c.concept], "label", "") for c in rule.conditions)
    return tuple(sorted(names))


@pytest.mark.parametrize(("question", "answer", "modality", "wanted"), KEPT)
def test_conditions_are_kept(question: str, answer: str, modality: str, wanted: set[tuple[str, ...]]) -> None:
    assert told(question, answer, modality) == wanted


@pytest.mark.parametrize(("question", "answer", "modality"), LEFT_ALONE)
def test_what_stands_beside_is_no_condition(question: str, answer: str, modality: str) -> None:
    assert told(question, answer, modality) == {()}


@pytest.mark.parametrize("how", ["", "以任何理由", "以任何借口", "无故", "无正当理由"])
def test_that_nobody_may_refuse_forbids_not_what_is_asked_for(how: str) -> None:
    world = World(read_all([("能退款吗", f"商家不得{how}拒绝退款。")]))
    (rule,) = world.constraints()
    assert world.names(rule.feature) == {"拒绝退款"}


def test_for_whom_an_amount_is_told_is_its_condition() -> None:
    world = World(read_all([("版本有什么区别", "旗舰版可以导出。标准版最多创建10个子账号。每单最多申请3次。")]))
    told = {_conditions(world, rule) for rule in world.constraints() if rule.limit}
    assert told == {("标准版",), ()}


def test_a_clause_that_goes_on_has_its_own_time() -> None:
    world = World(read_all([("售后时效", "签收后7天内可申请退货，15天内可申请换货。")]))
    told = {
        (min(world.names(rule.feature)), c.limit and c.limit.value)
        for rule in world.constraints()
        for c in rule.conditions
        if rule.limit is None
    }
    assert told == {("申请退货", 7), ("申请换货", 15)}


@pytest.mark.parametrize("told", ["押金在退租验收后5个工作日内退还", "质检中心在收货后3天内出具报告"])
def test_from_when_a_time_counts_is_no_condition(told: str) -> None:
    rules = World(read_all([("退租", f"{told}。")])).constraints()
    assert [rule.limit and rule.limit.since for rule in rules if not rule.conditions] in (["退租验收"], ["收货"])


def test_a_title_over_cases_states_nothing_by_itself() -> None:
    assert not World(read_all([("换货说明", "一、可换货情形\n1. 商品破损；\n2. 错发商品。")])).constraints()


def test_a_time_in_numerals_before_a_count_leaves_the_count() -> None:
    world = World(read_all([("停运", "一天内有责爽约满3次的，不能接单。")]))
    (limit,) = {c.limit for r in world.constraints() for c in r.conditions}
    assert limit is not None
    assert limit.value == 3


@pytest.mark.parametrize(
    ("question", "answer", "wanted"),
    [
        # a kind before how often something may be; other kinds with a figure and no word between; who is told by a verb's own name
        ("请假", "团课每月最多请假两次。", {("请假", 2, ("团课",))}),
        ("借阅", "普通读者可借阅3本，VIP读者10本。", {("借阅", 3, ("普通读者",)), ("借阅", 10, ("VIP读者",))}),
        ("排期", "旗舰品牌最多3个，其他品牌1个。", {("排期", 3, ("旗舰品牌",)), ("排期", 1, ("非旗舰品牌",))}),
        ("认养", "首次认养须缴500元，绿植类为200元。", {("认养", 500, ("首次认养",)), ("认养", 200, ("绿植类",))}),
        (
            "买票",
            "普通场次单笔订单限购6张，热门场次每个证件号限购1张。",
            {("买票", 6, ("普通场次",)), ("买票", 1, ("热门场次",))},
        ),
        # what is limited is no "免费改签每月" and no "每个赛季"
        ("改期", "免费改期每月限一次。", {("免费改期", 1, ())}),
        ("转会说明", "球员可申请转会，每个赛季不超过两次。", {("转会", 2, ("球员",))}),
        ("到店说明", "周末预约须提前两天。", {("到店", 2, ("周末",))}),
        ("改约", "取消预约请在开场前6小时操作。", {("取消预约", 6, ())}),
        # under what a bound is told, and kinds side by side with their own times
        ("出票", "24小时内出票，遇节假日的情况下最长不超过72小时。", {("出票", 24, ()), ("出票", 72, ("节假日",))}),
        ("索赔", "急件须于签收后7天内、慢件须于签收后14天内索赔。", {("索赔", 7, ("急件",)), ("索赔", 14, ("慢件",))}),
    ],
)
def test_of_whom_a_bound_is_told(question: str, answer: str, wanted: set[tuple[str, int, tuple[str, ...]]]) -> None:
    world = World(read_all([(question, answer)]))
    bounds = [rule for rule in world.constraints() if rule.limit is not None]
    names = {rule.id: getattr(world.by_id.get(rule.feature or ""), "label", "") for rule in bounds}
    assert {(names[r.id], r.limit.value, _conditions(world, r)) for r in bounds if r.limit} == wanted
