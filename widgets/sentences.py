"""Keys into sentences: what headless code says as a key with parameters, in the language of the screen. GUI thread.

One table; a key that is missing is shown as itself with its parameters, so that nothing is ever hidden.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

if TYPE_CHECKING:
    from command_center.domain.warnings import Warning

CONTEXT = "Sentences"
TABLE: dict[str, Any] = {
    "refusal.replay": QT_TRANSLATE_NOOP(
        "Sentences", "This is a replay: nothing can be ordered in it. Go back to live first."),
    "refusal.read_only": QT_TRANSLATE_NOOP(
        "Sentences", "This journal is only read: nothing can be ordered here."),
    "refusal.not_ready": QT_TRANSLATE_NOOP(
        "Sentences", "The state of the city is still being read. Try again in a moment."),
    "refusal.no_answer": QT_TRANSLATE_NOOP(
        "Sentences", "No answer from the engine: whether it was recorded is unknown. Look before "
                     "you repeat it."),
    "refusal.not_recorded": QT_TRANSLATE_NOOP(
        "Sentences", "It could not be recorded ({reason}). Nothing was done; try again."),
    "refusal.somebody_was_first": QT_TRANSLATE_NOOP(
        "Sentences", "Somebody else was first. Look at the new state and decide again."),
    "refusal.unknown_command": QT_TRANSLATE_NOOP(
        "Sentences", "This version does not know the command {command}."),
    "refusal.alarm_acknowledged": QT_TRANSLATE_NOOP(
        "Sentences", "The alarm was already acknowledged by {by}."),
    "refusal.alarm_cleared": QT_TRANSLATE_NOOP("Sentences", "The alarm has been cleared already."),
    "refusal.alarm_has_incident": QT_TRANSLATE_NOOP(
        "Sentences", "The alarm already belongs to incident {number}."),
    "refusal.alarm_not_shelved": QT_TRANSLATE_NOOP("Sentences", "The alarm is not shelved."),
    "refusal.alarm_unknown": QT_TRANSLATE_NOOP("Sentences", "The alarm does not exist any more."),
    "refusal.grade_invalid": QT_TRANSLATE_NOOP("Sentences", "A grade is I to IV; {grade} is none."),
    "refusal.grade_same": QT_TRANSLATE_NOOP("Sentences", "Incident {number} already has grade {grade}."),
    "refusal.incident_closed": QT_TRANSLATE_NOOP("Sentences", "Incident {number} is closed."),
    "refusal.incident_exists": QT_TRANSLATE_NOOP("Sentences", "This incident exists already."),
    "refusal.incident_unknown": QT_TRANSLATE_NOOP("Sentences", "The incident does not exist."),
    "refusal.order_exists": QT_TRANSLATE_NOOP("Sentences", "This order was given already."),
    "refusal.order_not_open": QT_TRANSLATE_NOOP("Sentences", "The order is not open any more ({state})."),
    "refusal.order_unknown": QT_TRANSLATE_NOOP("Sentences", "The order does not exist."),
    "refusal.place_invalid": QT_TRANSLATE_NOOP("Sentences", "The place is not valid. Choose it on the map."),
    "refusal.reason_empty": QT_TRANSLATE_NOOP("Sentences", "A reason is needed."),
    "refusal.reason_invalid": QT_TRANSLATE_NOOP("Sentences", "{reason} is not a known reason."),
    "refusal.report_has_incident": QT_TRANSLATE_NOOP(
        "Sentences", "The report already belongs to incident {number}."),
    "refusal.report_settled": QT_TRANSLATE_NOOP("Sentences", "The report has been settled already."),
    "refusal.report_unknown": QT_TRANSLATE_NOOP("Sentences", "The report does not exist any more."),
    "refusal.text_empty": QT_TRANSLATE_NOOP("Sentences", "Write a text first."),
    "refusal.title_empty": QT_TRANSLATE_NOOP("Sentences", "Write a title first."),
    "refusal.unit_arrived": QT_TRANSLATE_NOOP(
        "Sentences", "The unit has arrived; release it instead of calling it back."),
    "refusal.unit_bound": QT_TRANSLATE_NOOP("Sentences", "{name} is bound to another incident."),
    "refusal.unit_out_of_service": QT_TRANSLATE_NOOP("Sentences", "{name} is out of service."),
    "refusal.unit_unknown": QT_TRANSLATE_NOOP("Sentences", "The unit does not exist."),
    "refusal.units_bound": QT_TRANSLATE_NOOP(
        "Sentences", "Units are still bound to incident {number}. Release them first."),
    "refusal.drawing_changed": QT_TRANSLATE_NOOP(
        "Sentences", "{by} changed this drawing meanwhile. Look at it and decide again."),
    "refusal.drawing_removed": QT_TRANSLATE_NOOP("Sentences", "{by} took this drawing off the map meanwhile."),
    "refusal.drawing_unknown": QT_TRANSLATE_NOOP("Sentences", "The drawing does not exist any more."),
    "refusal.drawing_exists": QT_TRANSLATE_NOOP("Sentences", "This drawing is on the map already."),
    "refusal.drawing_same": QT_TRANSLATE_NOOP("Sentences", "Nothing was changed."),
    "refusal.drawing_kind": QT_TRANSLATE_NOOP("Sentences", "This version cannot draw the kind {kind}."),
    "refusal.drawing_shape": QT_TRANSLATE_NOOP(
        "Sentences", "This shape cannot be drawn: it needs more places that differ, within range."),
    "refusal.drawing_style": QT_TRANSLATE_NOOP("Sentences", "This look is not possible. Choose another."),
    "refusal.drawing_symbol": QT_TRANSLATE_NOOP("Sentences", "Choose a symbol first."),
    "refusal.text_long": QT_TRANSLATE_NOOP("Sentences", "The text is too long: at most {most} characters."),
    "refusal.footage_empty": QT_TRANSLATE_NOOP("Sentences", "The end lies before the beginning."),
    "refusal.note_unknown": QT_TRANSLATE_NOOP("Sentences", "The note does not exist any more."),
    "refusal.note_exists": QT_TRANSLATE_NOOP("Sentences", "This note exists already."),
    "evidence.target_exists": QT_TRANSLATE_NOOP("Sentences", "That folder exists already. Choose another name."),
    "evidence.no_footage": QT_TRANSLATE_NOOP("Sentences", "Nothing was recorded of these cameras then."),
    "evidence.disk_full": QT_TRANSLATE_NOOP("Sentences", "The disk is full. Nothing was exported."),
    "evidence.unwritable": QT_TRANSLATE_NOOP("Sentences", "The folder cannot be written. Choose another one."),
    "evidence.unreadable": QT_TRANSLATE_NOOP("Sentences", "Footage cannot be read. Nothing was exported."),
    "evidence.cancelled": QT_TRANSLATE_NOOP("Sentences", "Cancelled. Nothing was exported."),
    "evidence.no_key": QT_TRANSLATE_NOOP("Sentences", "The signing key cannot be read. Nothing was exported."),
    "refusal.footage_not_locked": QT_TRANSLATE_NOOP("Sentences", "This footage is not locked any more."),
    "refusal.camera_unknown": QT_TRANSLATE_NOOP("Sentences", "The camera does not exist."),
    "refusal.ptz_none": QT_TRANSLATE_NOOP("Sentences", "{name} cannot be moved."),
    "refusal.ptz_cannot": QT_TRANSLATE_NOOP("Sentences", "{name} cannot do that ({kind})."),
    "refusal.ptz_invalid": QT_TRANSLATE_NOOP("Sentences", "This movement is not possible ({kind})."),
    "refusal.ptz_held": QT_TRANSLATE_NOOP("Sentences", "{by} is moving this camera. Wait until it is free."),
    "refusal.ptz_not_held": QT_TRANSLATE_NOOP("Sentences", "This camera is not in your hands any more."),
    "refusal.mask_invalid": QT_TRANSLATE_NOOP("Sentences", "A mask needs at least three corners and an area."),
    "refusal.mask_moving": QT_TRANSLATE_NOOP("Sentences", "The camera moves: wait until it stands."),
    "refusal.mask_nowhere": QT_TRANSLATE_NOOP("Sentences", "Only at a preset for good; elsewhere for a while."),
    "refusal.mask_exists": QT_TRANSLATE_NOOP("Sentences", "This mask is there already."),
    "refusal.screen_unknown": QT_TRANSLATE_NOOP("Sentences", "The wall {screen} is not there any more."),
    "refusal.screen_silent": QT_TRANSLATE_NOOP("Sentences", "The wall {screen} gives no sign of life."),
    "refusal.screen_link": QT_TRANSLATE_NOOP("Sentences", "A wall cannot move like this ({link})."),
    "refusal.screen_view": QT_TRANSLATE_NOOP("Sentences", "That wall has no view {view}."),
    "refusal.screen_state": QT_TRANSLATE_NOOP("Sentences", "This view is too large to be sent. Hide layers, or change fewer styles."),
    "screen.view_unknown": QT_TRANSLATE_NOOP("Sentences", "The wall does not know that view."),
    "notice.screen_directed": QT_TRANSLATE_NOOP("Sentences", "{by} at desk {desk} set what is shown here."),
    "refusal.mask_unknown": QT_TRANSLATE_NOOP("Sentences", "This mask is gone already."),
    "notice.mask_drawing": QT_TRANSLATE_NOOP(
        "Sentences", "Click corners and press Enter, or drag a box. Delete removes the mask under the pointer, "
                     "Ctrl+Z undoes, Esc ends."),
    "notice.no_speaker": QT_TRANSLATE_NOOP(
        "Sentences", "No loudspeaker can be used on this machine, so cameras cannot be heard. Connect one, then choose "
                     "the camera again."),
    "notice.sound_replay": QT_TRANSLATE_NOOP("Sentences", "Recordings hold no sound. Go back to live to listen."),
    "notice.still_saved": QT_TRANSLATE_NOOP("Sentences", "Picture saved: {path}"),
    "notice.still_failed": QT_TRANSLATE_NOOP(
        "Sentences", "The picture could not be saved to {path} {why}. Make room or change the folder, then try again."),
    "notice.still_nothing": QT_TRANSLATE_NOOP("Sentences", "{name} shows no picture that could be saved."),
    "refusal.until_past": QT_TRANSLATE_NOOP("Sentences", "The time has passed already. Choose a later one."),
    "journal.bad_event": QT_TRANSLATE_NOOP(
        "Sentences", "An event could not be read ({kind}: {detail}). It was set aside; nothing "
                     "else is lost."),
    "journal.busy": QT_TRANSLATE_NOOP("Sentences", "The journal is held by another program. Try again."),
    "journal.no_access": QT_TRANSLATE_NOOP(
        "Sentences", "The journal {path} may not be opened ({detail}). Check its rights."),
    "journal.unusable": QT_TRANSLATE_NOOP("Sentences", "The journal {path} cannot be used ({detail})."),
    "journal.closed": QT_TRANSLATE_NOOP("Sentences", "The journal is closed. Start the desk again."),
    "journal.damaged": QT_TRANSLATE_NOOP(
        "Sentences", "The journal {path} is damaged ({detail}). It was left untouched; bring back"
                     " a copy or choose another."),
    "journal.damaged_event": QT_TRANSLATE_NOOP(
        "Sentences", "An event of the journal is damaged ({kind}: {detail}). It is left out."),
    "journal.empty": QT_TRANSLATE_NOOP("Sentences", "The journal {path} is empty: its writing was cut short, or it never was one. It "
                     "was left untouched; delete it or choose another."),
    "journal.foreign": QT_TRANSLATE_NOOP(
        "Sentences", "{path} is not a journal of this program ({detail}). It was left untouched; "
                     "choose another file."),
    "journal.missing": QT_TRANSLATE_NOOP("Sentences", "The journal is not open yet. Try again in a moment."),
    "journal.newer": QT_TRANSLATE_NOOP(
        "Sentences", "The journal {path} was written by a newer version (schema {schema}; this "
                     "one knows {known}). Update the program."),
    "journal.newer_schema": QT_TRANSLATE_NOOP(
        "Sentences", "The journal {path} was written by a newer version. Update the program."),
    "journal.no_answer": QT_TRANSLATE_NOOP(
        "Sentences", "The engine does not answer. What was asked may or may not have been "
                     "recorded."),
    "journal.engine_gone": QT_TRANSLATE_NOOP(
        "Sentences", "The engine is not running. Nothing can be recorded until it is back."),
    "journal.read_only": QT_TRANSLATE_NOOP("Sentences", "The journal {path} is only read."),
    "journal.sqlite_old": QT_TRANSLATE_NOOP(
        "Sentences", "SQLite {version} can lose recorded events; {oldest} or later is needed. "
                     "Install a newer apsw."),
    "journal.sqlite_too_old": QT_TRANSLATE_NOOP(
        "Sentences", "This SQLite can lose recorded events. Install a newer apsw."),
    "journal.disk_full": QT_TRANSLATE_NOOP(
        "Sentences", "The disk is full: nothing more can be recorded. Free some space."),
    "journal.unwritable": QT_TRANSLATE_NOOP(
        "Sentences", "The journal {path} cannot be written. Check the disk and its rights."),
    "journal.unknown_kind": QT_TRANSLATE_NOOP(
        "Sentences", "The journal holds events of an unknown kind ({kind}). Update the program."),
    "notice.bug": QT_TRANSLATE_NOOP(
        "Sentences", "Something in the program went wrong ({error}). Work can go on; the log file"
                     " {file} has the details."),
    "notice.engine_lost": QT_TRANSLATE_NOOP(
        "Sentences", "The engine has stopped: no new data, nothing can be recorded. It is being "
                     "started again."),
    "notice.engine_silent": QT_TRANSLATE_NOOP(
        "Sentences", "The engine does not respond (process {pid}): no new data, nothing can be recorded. If it stays "
                     "so, end that process; it is then started again."),
    "notice.clock_set_back": QT_TRANSLATE_NOOP(
        "Sentences", "The clock of this machine jumped back by {duration}. Records keep their order; ages may be wrong "
                     "until the sources agree with it again."),
    "notice.clock_set_forward": QT_TRANSLATE_NOOP(
        "Sentences", "The clock of this machine jumped forward by {duration}. Check it: ages may be wrong."),
    "notice.engine_recovered": QT_TRANSLATE_NOOP("Sentences", "The engine runs again."),
    "notice.engine_failed": QT_TRANSLATE_NOOP(
        "Sentences", "The engine cannot start. Look into its messages and the configuration, then"
                     " start the desk again."),
    "notice.journal_recovered": QT_TRANSLATE_NOOP("Sentences", "The journal can be written again."),
    "notice.journal_row": QT_TRANSLATE_NOOP(
        "Sentences", "A record of the journal could not be read (number {seq}: {detail}). It is "
                     "left out."),
    "notice.journal_tail": QT_TRANSLATE_NOOP(
        "Sentences", "The journal cannot be followed just now ({detail}). It is tried again."),
    "notice.journal_disk_full": QT_TRANSLATE_NOOP(
        "Sentences", "The disk is full: nothing more can be recorded. Free some space."),
    "notice.journal_busy": QT_TRANSLATE_NOOP("Sentences", "The journal is held by another program. It is tried again."),
    "notice.journal_unusable": QT_TRANSLATE_NOOP(
        "Sentences", "The journal {path} cannot be written. It is tried again."),
    "notice.journal_unwritable": QT_TRANSLATE_NOOP(
        "Sentences", "The journal {path} cannot be written. Check the disk and its rights."),
    "notice.tool_failed": QT_TRANSLATE_NOOP(
        "Sentences", "The map tool {tool} could not be loaded ({error}). The other tools work."),
    "notice.layer_failed": QT_TRANSLATE_NOOP(
        "Sentences", "The map layer {layer} could not be drawn ({error}). The other layers work."),
    "notice.tile_cache_renewed": QT_TRANSLATE_NOOP(
        "Sentences", "The cache of map tiles was damaged and is made anew ({path}). Areas kept for offline use must be "
                     "fetched again."),
    "prefetch.too_many": QT_TRANSLATE_NOOP(
        "Sentences", "{tiles} tiles are more than this source allows at once ({limit}). Choose a smaller area or fewer "
                     "levels."),
    "prefetch.no_room": QT_TRANSLATE_NOOP(
        "Sentences", "About {size} are needed, more than the cache has room for. Choose less, or enlarge the cache in the "
                     "configuration."),
    "prefetch.forbidden": QT_TRANSLATE_NOOP("Sentences", "This source may not be fetched ahead."),
    "prefetch.outside": QT_TRANSLATE_NOOP("Sentences", "The source has nothing in this area."),
    "prefetch.local": QT_TRANSLATE_NOOP("Sentences", "This source needs no network, or keeps nothing."),
    "prefetch.not_open": QT_TRANSLATE_NOOP("Sentences", "The source has not been read yet. Try again in a moment."),
}
# Why a source is in trouble, as connectors name it.
REASONS: dict[str, Any] = {
    "timeout": QT_TRANSLATE_NOOP("Sentences", "no answer in time"),
    "unreachable": QT_TRANSLATE_NOOP("Sentences", "cannot be reached"),
    "refused": QT_TRANSLATE_NOOP("Sentences", "refused"),
    "http_status": QT_TRANSLATE_NOOP("Sentences", "answered with an error"),
    "unauthorised": QT_TRANSLATE_NOOP("Sentences", "login refused"),
    "unauthorized": QT_TRANSLATE_NOOP("Sentences", "login refused"),
    "forbidden": QT_TRANSLATE_NOOP("Sentences", "access denied"),
    "not_found": QT_TRANSLATE_NOOP("Sentences", "not found"),
    "bad_payload": QT_TRANSLATE_NOOP("Sentences", "sends what cannot be read"),
    "password": QT_TRANSLATE_NOOP("Sentences", "wrong user or password"),
    "certificate": QT_TRANSLATE_NOOP("Sentences", "its certificate is not trusted"),
    "transport": QT_TRANSLATE_NOOP("Sentences", "offers no transport that fits"),
    "bad_configuration": QT_TRANSLATE_NOOP("Sentences", "wrongly configured"),
    "bad_redirect": QT_TRANSLATE_NOOP("Sentences", "redirects to a wrong place"),
    "too_many_redirects": QT_TRANSLATE_NOOP("Sentences", "redirects in a circle"),
    "too_large": QT_TRANSLATE_NOOP("Sentences", "sends too much at once"),
    "foreign_link": QT_TRANSLATE_NOOP("Sentences", "points to another server"),
    "unreadable": QT_TRANSLATE_NOOP("Sentences", "cannot be read"),
    "crashed": QT_TRANSLATE_NOOP("Sentences", "the connector failed"),
    "not_recorded": QT_TRANSLATE_NOOP("Sentences", "could not be recorded"),
    "looks_behind": QT_TRANSLATE_NOOP("Sentences", "cameras wait longer than a round for their look"),  #: 摄像机巡检跟不上
    "disk_locked": QT_TRANSLATE_NOOP("Sentences", "nothing is recorded: all footage on the disk is locked as evidence"),
    "disk_full": QT_TRANSLATE_NOOP("Sentences", "the disk is full"),  #: 磁盘已满
    "stopped": QT_TRANSLATE_NOOP("Sentences", "stopped"),
    "no_data": QT_TRANSLATE_NOOP("Sentences", "sends nothing"),
    "stalled": QT_TRANSLATE_NOOP("Sentences", "sends nothing any more"),
    "rate_limited": QT_TRANSLATE_NOOP("Sentences", "asks us to slow down"),
    "server_error": QT_TRANSLATE_NOOP("Sentences", "answered with an error"),
    "not_handled": QT_TRANSLATE_NOOP("Sentences", "takes no orders"),
    "wrong_password": QT_TRANSLATE_NOOP("Sentences", "a device's password is wrong"),
    "unknown_device": QT_TRANSLATE_NOOP("Sentences", "a device that is not configured"),
    "too_many_devices": QT_TRANSLATE_NOOP("Sentences", "has more devices than are allowed"),
    "too_many_connections": QT_TRANSLATE_NOOP("Sentences", "has more connections than are allowed"),
    "catalogue_incomplete": QT_TRANSLATE_NOOP("Sentences", "a list of cameras came only in part"),
    "catalogue_too_large": QT_TRANSLATE_NOOP("Sentences", "a list of cameras without end"),
    "cannot_listen": QT_TRANSLATE_NOOP("Sentences", "its port cannot be listened on"),
    "bad_sip": QT_TRANSLATE_NOOP("Sentences", "sends signalling that cannot be read"),
    "bad_manscdp": QT_TRANSLATE_NOOP("Sentences", "sends documents that cannot be read"),
    "offline": QT_TRANSLATE_NOOP("Sentences", "is not connected"),
    "fault": QT_TRANSLATE_NOOP("Sentences", "the device refuses"),
    "not_ready": QT_TRANSLATE_NOOP("Sentences", "not ready yet"),
    "not_stopped": QT_TRANSLATE_NOOP("Sentences", "could not be stopped"),
    "no_profiles": QT_TRANSLATE_NOOP("Sentences", "shows no pictures"),
    "tls": QT_TRANSLATE_NOOP("Sentences", "its certificate is not trusted"),
    "clock_skew": QT_TRANSLATE_NOOP("Sentences", "its clock is wrong"),
    "too_many_requests": QT_TRANSLATE_NOOP("Sentences", "asks us to slow down"),
    "unsupported_version": QT_TRANSLATE_NOOP("Sentences", "speaks another version"),
    "subscribe_refused": QT_TRANSLATE_NOOP("Sentences", "refuses a subscription"),
    "disconnected": QT_TRANSLATE_NOOP("Sentences", "closed the connection"),
    "bad_json": QT_TRANSLATE_NOOP("Sentences", "sends broken JSON"),
    "bad_xml": QT_TRANSLATE_NOOP("Sentences", "sends broken XML"),
    "xml_entities": QT_TRANSLATE_NOOP("Sentences", "sends a dangerous document"),
    "bad_protobuf": QT_TRANSLATE_NOOP("Sentences", "sends a broken message"),
    "bad_field": QT_TRANSLATE_NOOP("Sentences", "sends values that cannot be read"),
    "missing_field": QT_TRANSLATE_NOOP("Sentences", "leaves out what is needed"),
    "coordinates_out_of_range": QT_TRANSLATE_NOOP("Sentences", "its coordinates are impossible"),
    "bad_geometry": QT_TRANSLATE_NOOP("Sentences", "sends broken shapes"),
    "not_a_number": QT_TRANSLATE_NOOP("Sentences", "its coordinates are no numbers"),  #: 坐标不是数值
    "swapped_axes": QT_TRANSLATE_NOOP("Sentences", "its axes are swapped"),  #: 坐标轴颠倒
    "zone_number": QT_TRANSLATE_NOOP("Sentences", "its eastings and the declared zone number disagree"),  #: 带号与声明不符
    "degrees_not_metres": QT_TRANSLATE_NOOP("Sentences", "its coordinates are degrees, not metres"),  #: 坐标为度而非米
    "too_many_vertices": QT_TRANSLATE_NOOP("Sentences", "sends shapes with too many points"),  #: 图形顶点过多
    "unknown_crs": QT_TRANSLATE_NOOP("Sentences", "its coordinate system is unknown"),  #: 坐标系未知
    "truncated": QT_TRANSLATE_NOOP("Sentences", "breaks off"),  #: 数据中断
    "bad_feature": QT_TRANSLATE_NOOP("Sentences", "sends features that cannot be read"),  #: 要素无法读取
    "self_crossing": QT_TRANSLATE_NOOP("Sentences", "outlines that cross themselves"),  #: 边界自相交
    "date_line": QT_TRANSLATE_NOOP("Sentences", "shapes across 180 degrees"),  #: 跨越 180 度经线
    "ring_not_closed": QT_TRANSLATE_NOOP("Sentences", "outlines left open"),  #: 边界未闭合
    "points_left_out": QT_TRANSLATE_NOOP("Sentences", "tracks with points that have no place"),  #: 轨迹含无效点
    "not_geojson": QT_TRANSLATE_NOOP("Sentences", "sends no GeoJSON"),  #: 不是 GeoJSON
    "not_gpx": QT_TRANSLATE_NOOP("Sentences", "sends no GPX"),  #: 不是 GPX
    "not_wfs": QT_TRANSLATE_NOOP("Sentences", "is no WFS"),  #: 不是 WFS 服务
    "not_ogc_features": QT_TRANSLATE_NOOP("Sentences", "is no OGC API Features"),  #: 不是 OGC API Features 服务
    "too_many_pages": QT_TRANSLATE_NOOP("Sentences", "has more pages than are read"),  #: 页数超过上限
    "incomplete": QT_TRANSLATE_NOOP("Sentences", "sends fewer features than it has"),  #: 要素未发全
    "reader_died": QT_TRANSLATE_NOOP("Sentences", "its file brought the reader down"),  #: 文件使读取程序崩溃
    "no_layer": QT_TRANSLATE_NOOP("Sentences", "has no such layer"),  #: 无此图层
    "zip_bomb": QT_TRANSLATE_NOOP("Sentences", "sends a dangerous archive"),
    "paging_loop": QT_TRANSLATE_NOOP("Sentences", "its pages lead in a circle"),
    "wrong_width": QT_TRANSLATE_NOOP("Sentences", "sends rows of a wrong length"),
    "empty": QT_TRANSLATE_NOOP("Sentences", "sends an empty document"),
    "no_alert": QT_TRANSLATE_NOOP("Sentences", "sends no warning"),
    "overflow": QT_TRANSLATE_NOOP("Sentences", "sends more than can be taken"),
    "complete": QT_TRANSLATE_NOOP("Sentences", "read to its end"),
    "asked": QT_TRANSLATE_NOOP("Sentences", "stopped"),
    "refused_by_service": QT_TRANSLATE_NOOP("Sentences", "the service refused"),
    "no_source": QT_TRANSLATE_NOOP("Sentences", "there is no such source"),
    "html": QT_TRANSLATE_NOOP("Sentences", "sends a web page instead of a tile"),
    "service_exception": QT_TRANSLATE_NOOP("Sentences", "reports an error of its own"),
    "not_an_image": QT_TRANSLATE_NOOP("Sentences", "sends no picture"),
    "not_a_vector_tile": QT_TRANSLATE_NOOP("Sentences", "sends no vector tile"),
    "damaged": QT_TRANSLATE_NOOP("Sentences", "sends damaged tiles"),
    "wrong_size": QT_TRANSLATE_NOOP("Sentences", "sends pictures of a wrong size"),
    "no_key": QT_TRANSLATE_NOOP("Sentences", "its key is missing"),
    "no_such_layer": QT_TRANSLATE_NOOP("Sentences", "has no such layer"),
    "no_such_matrix_set": QT_TRANSLATE_NOOP("Sentences", "has no such tile matrix set"),
    "no_usable_grid": QT_TRANSLATE_NOOP("Sentences", "has no coordinate system that can be used"),
    "bad_capabilities": QT_TRANSLATE_NOOP("Sentences", "its description cannot be read"),
    "not_mbtiles": QT_TRANSLATE_NOOP("Sentences", "is no MBTiles file"),
    "not_pmtiles": QT_TRANSLATE_NOOP("Sentences", "is no PMTiles archive"),
    "damaged_file": QT_TRANSLATE_NOOP("Sentences", "its file is damaged"),
    "no_tiles": QT_TRANSLATE_NOOP("Sentences", "holds no tiles"),
    "unsupported_compression": QT_TRANSLATE_NOOP("Sentences", "is packed in a way that cannot be read here"),
    "unsupported_tiles": QT_TRANSLATE_NOOP("Sentences", "holds tiles of a kind that cannot be read here"),
    "no_ranges": QT_TRANSLATE_NOOP("Sentences", "its server gives no parts of a file"),
    "not_open": QT_TRANSLATE_NOOP("Sentences", "not read yet"),
    "no_cache": QT_TRANSLATE_NOOP("Sentences", "the cache cannot be written"),
    "unknown": QT_TRANSLATE_NOOP("Sentences", "unknown trouble"),
}
SOURCE_STATES: dict[str, Any] = {
    "starting": QT_TRANSLATE_NOOP("Sentences", "starting"),
    "live": QT_TRANSLATE_NOOP("Sentences", "live"),
    "degraded": QT_TRANSLATE_NOOP("Sentences", "disturbed"),
    "lost": QT_TRANSLATE_NOOP("Sentences", "lost"),
    "failed": QT_TRANSLATE_NOOP("Sentences", "failed, needs a change"),
    "stopped": QT_TRANSLATE_NOOP("Sentences", "stopped"),
}
_WARNING_COLOURS: dict[int, Any] = {
    1: QT_TRANSLATE_NOOP("Sentences", "{event} red warning"),
    2: QT_TRANSLATE_NOOP("Sentences", "{event} orange warning"),
    3: QT_TRANSLATE_NOOP("Sentences", "{event} yellow warning"),
    4: QT_TRANSLATE_NOOP("Sentences", "{event} blue warning"),
}


class _Forgiving(dict[str, Any]):
    """Leaves a parameter that was not given readable instead of failing."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def sentence(key: str, parameters: Mapping[str, Any] | None = None, *, english: bool = False) -> str:
    """The sentence of a key in the screen's language (or in English, for a terminal), its parameters in place."""
    source = TABLE.get(key)
    values = _Forgiving(parameters or {})
    if source is None:
        rest = ", ".join(f"{name} {value}" for name, value in values.items())
        return f"{key} ({rest})" if rest else key
    return (source if english else QCoreApplication.translate(CONTEXT, source)).format_map(values)


def reason(key: str) -> str:
    """Why a source is in trouble, in the screen's language; an unknown key stands for itself."""
    source = REASONS.get(key)
    return key if source is None else QCoreApplication.translate(CONTEXT, source)


def source_state(key: str) -> str:
    """The state of a source in the screen's language."""
    source = SOURCE_STATES.get(key)
    return key if source is None else QCoreApplication.translate(CONTEXT, source)


def warning_title(warning: Warning, language: str) -> str:
    """A warning's short name in the screen's language as far as its issuer gave one: event and colour."""
    name = warning.event or warning.headline or warning.identifier
    if warning.language and not warning.language.startswith(language[:2]):
        other = next((text for tag, text in warning.texts.items() if tag.startswith(language[:2])), "")
        if other:
            return other
    if warning.level not in _WARNING_COLOURS or any(word in name.lower() for word in ("warning", "预警", "警报")):
        return name
    return QCoreApplication.translate(CONTEXT, _WARNING_COLOURS[warning.level]).format(event=name)
