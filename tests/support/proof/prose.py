"""Township prose without end: made-up sentences full of what is hard to set. Same seed, same text.

Figures and units, brackets, quotation marks, titles, names, Latin words, addresses, dates,
document numbers, dashes, ellipses and ranges stand in every kind of neighbourhood.
"""

from __future__ import annotations

import random

_WHO = (
    "全镇", "各村（社区）", "镇属各单位", "驻村干部", "党员志愿者", "“河长”和“林长”",
    "张三、李四等代表",
)
_DID = (
    "围绕产业发展、乡村建设和基层治理，逐项落实年初部署",
    "对照《关于进一步改进作风的若干意见》逐条整改",
    "开展“三服务”“回头看”行动", "把群众的“急难愁盼”放在心上、抓在手上",
    "坚持问题导向——能改的马上改，一时改不了的列出清单", "完善“网格＋热线”机制，做到件件有回音",
    "召开现场会（含视频会议）研究部署", "推进“最多跑一次”改革，精简材料、压缩时限",
    "组织学习《安全生产法》《消防法》等法律法规", "说实话、办实事、求实效……切实减轻基层负担",
)
_RESULT = (
    "累计完成投资{money}，同比增长{rate}", "清理垃圾{tons}、整治点位{count}处",
    "新增企业{count}家，其中规上工业企业{few}家", "发放补助资金{money}，惠及{count}户{people}人",
    "走访困难群众{people}人次，解决问题{few}件", "粮食播种面积{acres}，总产量超{tons}",
    "签约率达{rate}，比上年提高{points}个百分点",
    "建成高标准农田{acres}，完成年度任务的{rate}",
    "接待游客{people}余人次，旅游收入{money}",
    "水质达标率{rate}，PM2.5平均浓度{few}微克/立方米",
    "供水管网改造{length}，涉及{few}个自然村",
    "气温在{few}～{degrees}℃之间，降水量{count}.{few}毫米",
)
_WHEN = (
    "{year}年{month}月{day}日，", "截至{month}月底，", "第{quarter}季度，", "{year}—{year2}年，",
    "近年来，", "",
)
_TAIL = (
    "（见表{few}）。", "（见图{few}、附件{few}）。",
    "，详见青政发〔{year}〕{few}号文件。", "。", "！", "。", "。",
    "，相关情况在第{few}期通报。",
    "；下一步，要持续用力、久久为功。", "，得到“点赞”。",
)
_LATIN = (
    "推广使用Wi-Fi和5G网络", "引进ERP、MES等系统", "执行GB/T 9704标准", "评为AAA级景区",
    "登录https://www.example.org/service/guide/index.html查询",
    "应用Microsoft Word模板", "接入IPv6和NB-IoT",
)


def paragraphs(count: int, seed: int = 1) -> list[str]:
    """So many paragraphs of two to six sentences."""
    source = random.Random(seed)  # noqa: S311 - prose, not secrets
    return ["".join(_sentence(source) for _ in range(source.randint(2, 6))) for _ in range(count)]


def _sentence(source: random.Random) -> str:
    parts = [source.choice(_WHO), source.choice(_DID)]
    if source.random() < 0.35:
        parts += ["，", source.choice(_LATIN)]
    parts += ["，", source.choice(_RESULT), source.choice(_TAIL)]
    return "".join([source.choice(_WHEN), *parts]).format(**_figures(source))


def _figures(source: random.Random) -> dict[str, str]:
    number = source.randint
    year = number(2015, 2025)
    return {
        "money": source.choice((
            f"{number(1, 99999)}万元", f"{number(1, 99)}.{number(1, 9)}亿元",
            f"{number(1, 9)}万多元", f"{number(1, 999)},{number(100, 999)}元",
        )),
        "rate": f"{number(0, 99)}.{number(0, 99)}%",
        "points": f"{number(0, 9)}.{number(1, 9)}",
        "tons": f"{number(1, 9999)}.{number(1, 9)}吨",
        "acres": f"{number(1, 99999)}亩",
        "length": f"{number(1, 99)}.{number(1, 9)}公里",
        "count": str(number(1, 2000)), "few": str(number(1, 29)),
        "degrees": str(number(30, 41)), "people": str(number(10, 99999)),
        "year": str(year), "year2": str(year + number(1, 5)),
        "quarter": str(number(1, 4)),
        "month": str(number(1, 12)), "day": str(number(1, 28)),
    }
