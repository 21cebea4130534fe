"""Chinese names of streets and estates with their Pinyin, put together from common words. Pure."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

_STEMS = [
    ("和平", "Heping"), ("建设", "Jianshe"), ("幸福", "Xingfu"), ("光明", "Guangming"), ("胜利", "Shengli"),
    ("团结", "Tuanjie"), ("新华", "Xinhua"), ("民主", "Minzhu"), ("文昌", "Wenchang"), ("青云", "Qingyun"),
    ("桂花", "Guihua"), ("梅园", "Meiyuan"), ("竹林", "Zhulin"), ("柳荫", "Liuyin"), ("荷塘", "Hetang"),
    ("松涛", "Songtao"), ("银杏", "Yinxing"), ("海棠", "Haitang"), ("丁香", "Dingxiang"), ("玉兰", "Yulan"),
    ("翠屏", "Cuiping"), ("凤凰", "Fenghuang"), ("白鹭", "Bailu"), ("鱼市", "Yushi"), ("米行", "Mihang"),
    ("盐店", "Yandian"), ("书院", "Shuyuan"), ("钟楼", "Zhonglou"), ("城隍", "Chenghuang"), ("码头", "Matou"),
    ("船厂", "Chuanchang"), ("纺织", "Fangzhi"), ("钢铁", "Gangtie"), ("机床", "Jichuang"), ("化工", "Huagong"),
    ("科创", "Kechuang"), ("创业", "Chuangye"), ("星火", "Xinghuo"), ("朝阳", "Chaoyang"), ("晨光", "Chenguang"),
    ("长安", "Chang'an"), ("永安", "Yong'an"), ("福安", "Fu'an"), ("安居", "Anju"), ("康乐", "Kangle"),
    ("友谊", "Youyi"), ("迎春", "Yingchun"), ("望江", "Wangjiang"), ("听涛", "Tingtao"), ("观澜", "Guanlan"),
    ("石桥", "Shiqiao"), ("双井", "Shuangjing"), ("七里", "Qili"), ("十字", "Shizi"), ("杨树", "Yangshu"),
    ("金桥", "Jinqiao"), ("银海", "Yinhai"), ("宝塔", "Baota"), ("龙泉", "Longquan"), ("虎山", "Hushan"),
    ("鹤鸣", "Heming"), ("雁塔", "Yanta"), ("燕山", "Yanshan"), ("秋实", "Qiushi"), ("春晖", "Chunhui"),
    ("明德", "Mingde"), ("至善", "Zhishan"), ("博学", "Boxue"), ("笃行", "Duxing"), ("崇文", "Chongwen"),
    ("尚武", "Shangwu"), ("兴业", "Xingye"), ("裕民", "Yumin"), ("惠民", "Huimin"), ("丰收", "Fengshou"),
]
_ENDS = {
    "secondary": [("大街", "Avenue"), ("路", "Road"), ("路", "Road")],
    "tertiary": [("路", "Road"), ("街", "Street"), ("东路", "East Road"), ("西路", "West Road"),
                 ("南街", "South Street"), ("北街", "North Street"), ("中路", "Middle Road")],
    "residential": [("巷", "Lane"), ("里", "Alley"), ("一巷", "1st Lane"), ("二巷", "2nd Lane"), ("三巷", "3rd Lane"),
                    ("支路", "Branch Road"), ("东街", "East Street"), ("西街", "West Street"), ("弄", "Alley"),
                    ("后街", "Back Street"), ("新村路", "New Village Road"), ("四巷", "4th Lane")],
}
_ESTATES = [("花园", "Garden"), ("小区", "Estate"), ("新村", "New Village"), ("家园", "Homes"), ("苑", "Court"),
            ("公馆", "Residence"), ("华庭", "Court")]


def street_names(kind: str, random: np.random.Generator) -> Iterator[tuple[str, str]]:
    """Endless (Chinese, English) names of a road class; each comes once before any comes again."""
    pairs = [(stem[0] + end[0], f"{stem[1]} {end[1]}") for stem in _STEMS for end in dict.fromkeys(_ENDS[kind])]
    while True:
        for index in random.permutation(len(pairs)):
            yield pairs[index]


def estate_names(random: np.random.Generator) -> Iterator[tuple[str, str]]:
    """Endless names of housing estates."""
    pairs = [(stem[0] + end[0], f"{stem[1]} {end[1]}") for stem in _STEMS for end in _ESTATES]
    while True:
        for index in random.permutation(len(pairs)):
            yield pairs[index]
