"""The menus of the wall: of a tile, and layouts, tours, scenes, the cameras a tile had. GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from video.layouts import FREE, LAYOUTS, Layout
from widgets.icons import icon
from widgets.video import keys
from widgets.video.fitting import fits
from widgets.video.layout_art import layout_icon

if TYPE_CHECKING:
    from widgets.video.acts import Acts

TEXTS: dict[str, Any] = {
    "large": QT_TRANSLATE_NOOP("VideoMenu", "Show large"),  #: 放大
    "full": QT_TRANSLATE_NOOP("VideoMenu", "Full window"),  #: 全窗口
    "map": QT_TRANSLATE_NOOP("VideoMenu", "Show on the map"),  #: 在地图上定位
    "recent": QT_TRANSLATE_NOOP("VideoMenu", "Cameras this tile had"),  #: 此窗格最近的摄像机
    "empty": QT_TRANSLATE_NOOP("VideoMenu", "Empty this tile"),  #: 清空此窗格
    "layouts": QT_TRANSLATE_NOOP("VideoMenu", "Layout"),  #: 布局
    "usual": QT_TRANSLATE_NOOP("VideoMenu", "As configured ({count})"),  #: 默认（{count}）
    "tiles": QT_TRANSLATE_NOOP("VideoMenu", "{count} tiles"),  #: {count} 画面
    "free": QT_TRANSLATE_NOOP("VideoMenu", "Own layout ({count})"),  #: 自定义（{count}）
    "needs_window": QT_TRANSLATE_NOOP("VideoMenu", "{count} tiles (window)"),  #: {count} 画面（独立窗口）
    "divide": QT_TRANSLATE_NOOP("VideoMenu", "Divide the tile side by side"),  #: 左右拆分窗格
    "stack": QT_TRANSLATE_NOOP("VideoMenu", "Divide the tile one above the other"),  #: 上下拆分窗格
    "join": QT_TRANSLATE_NOOP("VideoMenu", "Join tiles"),  #: 合并窗格
    "groups": QT_TRANSLATE_NOOP("VideoMenu", "Groups"),  #: 分组
    "tours": QT_TRANSLATE_NOOP("VideoMenu", "Tours"),  #: 轮巡
    "pause": QT_TRANSLATE_NOOP("VideoMenu", "Pause the tour"),  #: 暂停轮巡
    "resume": QT_TRANSLATE_NOOP("VideoMenu", "Go on with the tour"),  #: 继续轮巡
    "next": QT_TRANSLATE_NOOP("VideoMenu", "Next page"),  #: 下一页
    "previous": QT_TRANSLATE_NOOP("VideoMenu", "Previous page"),  #: 上一页
    "stop": QT_TRANSLATE_NOOP("VideoMenu", "End the tour"),  #: 结束轮巡
    "no_tours": QT_TRANSLATE_NOOP("VideoMenu", "No tour is configured"),  #: 未配置轮巡
    "scenes": QT_TRANSLATE_NOOP("VideoMenu", "Scenes"),  #: 场景
    "save": QT_TRANSLATE_NOOP("VideoMenu", "Save this wall …"),  #: 保存当前画面…
    "delete": QT_TRANSLATE_NOOP("VideoMenu", "Delete a scene"),  #: 删除场景
    "follow": QT_TRANSLATE_NOOP("VideoMenu", "Follow incidents and alarms"),  #: 跟随事件与告警
    "put_back": QT_TRANSLATE_NOOP("VideoMenu", "Put the usual cameras back"),  #: 恢复原画面
    "cameras": QT_TRANSLATE_NOOP("VideoMenu", "All cameras"),  #: 摄像机列表
    "window": QT_TRANSLATE_NOOP("VideoMenu", "Video wall in its own window"),  #: 独立视频墙窗口
    "nothing": QT_TRANSLATE_NOOP("VideoMenu", "Nothing yet"),  #: 暂无
}


def text(key: str) -> str:
    """A line of a menu."""
    return QCoreApplication.translate("VideoMenu", TEXTS[key])


def tile(acts: Acts, menu: QMenu) -> None:
    """Everything about the current tile, then about the wall."""
    wall = acts.wall
    here = wall.canvas.tiles[wall.canvas.current]
    if here.camera:
        add(acts, menu, "large", "Shift+Enter")
        add(acts, menu, "full")
        add(acts, menu, "map", "Enter", "place")
        for fill in acts.fillers:
            fill(menu, wall.canvas.current)
    _sub(acts, menu, "recent", recent, "history")
    if here.camera:
        add(acts, menu, "empty")
    menu.addSeparator()
    _sub(acts, menu, "layouts", layouts, "grid")
    _sub(acts, menu, "groups", groups)
    _sub(acts, menu, "tours", tours, "follow")
    _sub(acts, menu, "scenes", scenes, "bookmark")
    menu.addSeparator()
    followed = add(acts, menu, "follow")
    followed.setCheckable(True)
    followed.setChecked(wall.following.enabled)
    if wall.arrangement.brought:
        add(acts, menu, "put_back")
    menu.addSeparator()
    add(acts, menu, "cameras", picture="camera")
    if not wall.alone:
        add(acts, menu, "window", picture="window")


def layouts(acts: Acts, menu: QMenu) -> None:
    """The usual layouts, then what makes one's own."""
    wall = acts.wall
    wanted, size = wall.canvas.layout_wanted, (wall.canvas.width(), wall.canvas.height())
    if wall.usual.key not in LAYOUTS:
        _layout(menu, wall.usual, text("usual").format(count=wall.usual.count), wanted, partial(wall.set_layout, wall.usual))
    for layout in LAYOUTS.values():
        if wall.alone or fits(layout, *size):
            _layout(menu, layout, text("tiles").format(count=layout.count), wanted, partial(wall.set_layout, layout))
        else:
            _layout(menu, layout, text("needs_window").format(count=layout.count), wanted, partial(acts.open_window, layout))
    if wanted.key == FREE:
        _layout(menu, wanted, text("free").format(count=wanted.count), wanted, lambda: None)
    menu.addSeparator()
    for key in ("divide", "stack", "join"):
        add(acts, menu, key)


def _layout(menu: QMenu, layout: Layout, title: str, wanted: Layout, act: Callable[[], object]) -> None:
    action = menu.addAction(layout_icon(layout), title)
    action.setCheckable(True)
    action.setChecked(layout == wanted)
    action.triggered.connect(lambda: act())


def recent(acts: Acts, menu: QMenu) -> None:
    """The last cameras of the current tile, newest first; a digit takes one."""
    wall, number = acts.wall, acts.wall.canvas.current
    past = wall.arrangement.past[number] if number < len(wall.arrangement.past) else []
    known = [wall.snapshot.cameras[camera] for camera in past if camera in wall.snapshot.cameras]
    for at, camera in enumerate(known, 1):
        menu.addAction(f"&{at}  {_plain(wall.name_of(camera))}", partial(acts.place, number, camera.camera))
    _or_nothing(menu, bool(known))


def groups(acts: Acts, menu: QMenu) -> None:
    """Groups of the configuration."""
    wall = acts.wall
    for group in wall.context.configuration.video.group:
        menu.addAction(_plain(wall.context.say(group.title, group.title_en) or group.key), partial(wall.touring.show_group, group.key))
    _or_nothing(menu, bool(wall.context.configuration.video.group))


def tours(acts: Acts, menu: QMenu) -> None:
    """Tours of the configuration, and what can be done with the one under way."""
    wall, run = acts.wall, acts.wall.touring.run
    for tour in wall.touring.tours:
        action = menu.addAction(_plain(wall.context.say(tour.title, tour.title_en) or tour.key))
        action.setCheckable(True)
        action.setChecked(run is not None and run.tour.key == tour.key)
        action.triggered.connect(partial(_start, acts, tour.key))
    if not wall.touring.tours:
        menu.addAction(text("no_tours")).setEnabled(False)
    if run is not None:
        menu.addSeparator()
        add(acts, menu, "pause", picture="play" if run.paused else "pause", title=text("resume" if run.paused else "pause"))
        add(acts, menu, "next", picture="step_forward")
        add(acts, menu, "previous", picture="step_back")
        add(acts, menu, "stop", picture="close")


def _start(acts: Acts, key: str, _checked: bool = False) -> None:
    acts.wall.touring.start(key)


def scenes(acts: Acts, menu: QMenu) -> None:
    """Saved walls; a digit takes one of the first nine."""
    saved = acts.wall.walls.scenes
    for at, name in enumerate(saved, 1):
        menu.addAction(layout_icon(saved[name].layout), f"&{at}  {_plain(name)}" if at < 10 else _plain(name),
                       partial(acts.recall_scene, name))
    if saved:
        menu.addSeparator()
    add(acts, menu, "save")
    if saved:
        inner = menu.addMenu(text("delete"))
        for name in saved:
            inner.addAction(_plain(name), partial(acts.wall.walls.delete_scene, name))


def add(acts: Acts, menu: QMenu, act: str, key: str = "", picture: str = "", title: str = "") -> QAction:
    """A line that does an act, with its key beside it."""
    words = (title or text(act)) + (f"\t{key or keys.shown(act)}" if key or keys.shown(act) else "")
    action = menu.addAction(words)
    if picture:
        action.setIcon(icon(picture, "mid"))
    action.triggered.connect(lambda: acts.do(act))
    return action


def _sub(acts: Acts, menu: QMenu, key: str, fill: Callable[[Acts, QMenu], None], picture: str = "") -> None:
    inner = menu.addMenu(text(key) + (f"\t{keys.shown(key)}" if keys.shown(key) else ""))
    if picture:
        inner.setIcon(icon(picture, "mid"))
    fill(acts, inner)


def _or_nothing(menu: QMenu, some: bool) -> None:
    if not some:
        menu.addAction(text("nothing")).setEnabled(False)


def _plain(name: str) -> str:
    """A name in a menu, where & would mark a letter."""
    return name.replace("&", "&&")
