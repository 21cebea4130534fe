from __future__ import annotations

from pathlib import Path

import pytest

from command_center import packs
from command_center.config import ConfigError
from command_center.registry import Plugin, plugins

FAULTY = """
key = "x"
zh = "x"
en = "x"
[[rule]]
key = "both"
zh = "x"
en = "x"
level = 7
quantity = "depth"
above = 1.0
below = 0.5
[[gauge]]
key = "g"
zh = "x"
en = "x"
unit = "m"
low = 1.0
high = 0.0
value = { quantity = "depth" }
bands = [{ above = 2.0, level = 1 }, { above = 1.0, level = 2 }]
"""


def test_the_packs_that_come_with_it_load() -> None:
    loaded = packs.load_packs(plugins("packs"))
    assert set(loaded) == set(plugins("packs"))
    assert any(rule.quantity == "underpass_depth" for rule in loaded["drainage"].rules)


def test_every_fault_of_every_pack_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "city_packs"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "faulty.toml").write_text(FAULTY)
    (folder / "broken.toml").write_text("key = ")
    (folder / "typo.toml").write_text('key = "t"\nzh = "t"\nen = "t"\ngauges = []\n')
    monkeypatch.syspath_prepend(str(tmp_path))
    known = {name: Plugin(name, f"city_packs:{name}.toml") for name in ("faulty", "broken", "typo", "absent")}
    monkeypatch.setattr(packs, "plugins", lambda group: known)
    with pytest.raises(ConfigError) as caught:
        packs.load_packs(["faulty", "broken", "typo", "absent", "unknown"])
    told = "\n".join(": ".join(problem) for problem in caught.value.problems)
    for word in ("rule both: either above or below", "rule both.level", "gauge g.band", "`low` under", "broken.toml",
                 "gauges", "absent.toml", "unknown"):
        assert word in told, word
