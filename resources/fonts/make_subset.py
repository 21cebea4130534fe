"""Make the bundled font: Noto Sans SC cut to GBK, the General Standard characters, Latin and symbols.

Run once by hand where Debian's fonts-noto-cjk and fonts-noto-cjk-extra lie, with fonttools installed (it is no
dependency of the application): `python make_subset.py FOLDER_OF_THE_TTC_FILES`. Writes beside itself. The radicals of
U+2F00 are left out, so that Qt's PDFs keep 生 水 火 searchable.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

FAMILY = "Noto Sans SC"
FACE = "Noto Sans CJK SC"
WEIGHTS = ("Regular", "Medium")
SYMBOLS = "→←↑↓↗↘↻▲▼◆■□●○△▽◇★℃㎡㎥µ±≥≤≈‰—–…·“”‘’«»✓✕⚠⏸⏵⏹№①②③④⑤⑥⑦⑧⑨⑩ⅠⅡⅢⅣ°′″×÷−∞₂³²"
# Characters of the General Standard table (通用规范汉字表, 8,105) that GBK has not.
BEYOND_GBK = (
    "㑇㑊㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㽏㿠䁖䂮䃅䃎䅟䌹䎃䎖䏝䏡䏲䐃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣"
    "䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮鿍鿎鿏𠅤𠙶𠳐𡎚𡐓𣗋𣲗𣲘𣸣𤧛𤩽𤫉𥔲𥕢𥖨𥻗𦈡𦒍𦙶𦝼𦭜𦰡𧿹𨐈𨙸𨚕𨟠𨭉𨱇𨱏𨱑𨱔𨺙𩽾𩾃𩾌𪟝𪣻𪤗𪨰"
    "𪨶𪩘𪾢𫄧𫄨𫄷𫄸𫇭𫌀𫍣𫍯𫍲𫍽𫐄𫐐𫐓𫑡𫓧𫓯𫓶𫓹𫔍𫔎𫔶𫖮𫖯𫖳𫗧𫗴𫘜𫘝𫘦𫘧𫘨𫘪𫘬𫚕𫚖𫚭𫛭𫞩𫟅𫟦𫟹𫟼𫠆𫠊𫠜𫢸𫫇𫭟𫭢𫭼𫮃𫰛𫵷𫶇𫷷𫸩𬀩"
    "𬀪𬂩𬃊𬇕𬇙𬇹𬉼𬊈𬊤𬌗𬍛𬍡𬍤𬒈𬒔𬒗𬕂𬘓𬘘𬘡𬘩𬘫𬘬𬘭𬘯𬙂𬙊𬙋𬜬𬜯𬞟𬟁𬟽𬣙𬣞𬣡𬣳𬤇𬤊𬤝𬨂𬨎𬩽𬪩𬬩𬬭𬬮𬬱𬬸𬬹𬬻𬬿𬭁𬭊𬭎𬭚𬭛𬭤𬭩𬭬"
    "𬭯𬭳𬭶𬭸𬭼𬮱𬮿𬯀𬯎𬱖𬱟𬳵𬳶𬳽𬳿𬴂𬴃𬴊𬶋𬶍𬶏𬶐𬶟𬶠𬶨𬶭𬶮𬷕𬸘𬸚𬸣𬸦𬸪𬹼𬺈𬺓"
)


def characters() -> set[int]:
    """Every code point the font shall have."""
    wanted = set(range(0x20, 0x7F)) | set(range(0xA0, 0x180)) | set(range(0x2000, 0x2070))
    for high in range(0x81, 0xFF):
        for low in range(0x40, 0xFF):
            try:
                wanted |= {ord(letter) for letter in bytes([high, low]).decode("gbk")}
            except UnicodeDecodeError:
                continue
    return wanted | {ord(letter) for letter in SYMBOLS + BEYOND_GBK}


def cut(folder: Path, weight: str) -> TTFont:
    """The Simplified Chinese face of a weight with the wanted characters alone."""
    faces = TTCollection(folder / f"NotoSansCJK-{weight}.ttc").fonts
    font = next(face for face in faces if (face["name"].getDebugName(16) or face["name"].getDebugName(1)) == FACE)
    options = Options()
    options.layout_features = ["kern", "locl", "ccmp", "mark"]
    options.hinting = False
    options.desubroutinize = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["VORG", "vhea", "vmtx", "BASE", "DSIG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    rename(font, weight)
    return font


def rename(font: TTFont, weight: str) -> None:
    """One family with two weights, in English only, so that Qt finds both under one name."""
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in (0, 5, 13, 14) and record.langID == 0x409]
    postscript = FAMILY.replace(" ", "") + "-" + weight
    for number, text in ((1, FAMILY), (2, weight), (3, postscript), (4, f"{FAMILY} {weight}"), (6, postscript)):
        names.setName(text, number, 3, 1, 0x409)


def main() -> None:
    """Write both weights."""
    folder, here = Path(sys.argv[1]), Path(__file__).resolve().parent
    for weight in WEIGHTS:
        path = here / f"NotoSansSC-{weight}.otf"
        cut(folder, weight).save(path)
        print(path.name, f"{path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
