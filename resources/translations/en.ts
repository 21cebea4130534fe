<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Acts</name>
    <message>
        <source>Save this wall</source>
        <translation>Save this wall</translation>
    </message>
    <message>
        <source>Name of the scene; one of that name is replaced</source>
        <translation>Name of the scene; one of that name is replaced</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>AlarmCard</name>
    <message>
        <source>Acknowledge</source>
        <translation>Acknowledge</translation>
    </message>
    <message>
        <source>I have seen it (A)</source>
        <translation>I have seen it (A)</translation>
    </message>
    <message>
        <source>Make incident</source>
        <translation>Make incident</translation>
    </message>
    <message>
        <source>Open an incident where the alarm is (I)</source>
        <translation>Open an incident where the alarm is (I)</translation>
    </message>
    <message>
        <source>Shelve</source>
        <translation>Shelve</translation>
    </message>
    <message>
        <source>Out of sight for a while, with a reason (V)</source>
        <translation>Out of sight for a while, with a reason (V)</translation>
    </message>
    <message>
        <source>Show incident</source>
        <translation>Show incident</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Put back</translation>
    </message>
</context>
<context>
    <name>AlarmStrip</name>
    <message>
        <source>and {n} more</source>
        <translation>and {n} more</translation>
    </message>
</context>
<context>
    <name>Alarms</name>
    <message>
        <source>Shelved until {time}</source>
        <translation>Shelved until {time}</translation>
    </message>
    <message>
        <source>Incident made</source>
        <translation>Incident made</translation>
    </message>
    <message>
        <source>Not acknowledged</source>
        <translation>Not acknowledged</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>Acknowledged</translation>
    </message>
    <message>
        <source>Back to normal, not acknowledged</source>
        <translation>Back to normal, not acknowledged</translation>
    </message>
    <message>
        <source>{value} {unit}, limit {limit} {unit}</source>
        <translation>{value} {unit}, limit {limit} {unit}</translation>
    </message>
</context>
<context>
    <name>AlarmsPanel</name>
    <message>
        <source>Alarms</source>
        <translation>Alarms</translation>
    </message>
    <message>
        <source>No alarm stands.</source>
        <translation>No alarm stands.</translation>
    </message>
    <message>
        <source>{unseen} not acknowledged   {all} in all</source>
        <translation>{unseen} not acknowledged   {all} in all</translation>
    </message>
</context>
<context>
    <name>AreaSheet</name>
    <message>
        <source>Around what</source>
        <translation>Around what</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Distance</translation>
    </message>
    <message>
        <source>What is within</source>
        <translation>What is within</translation>
    </message>
    <message>
        <source>Select all of it</source>
        <translation>Select all of it</translation>
    </message>
    <message>
        <source>Copy CSV</source>
        <translation>Copy CSV</translation>
    </message>
    <message>
        <source>Copy GeoJSON</source>
        <translation>Copy GeoJSON</translation>
    </message>
    <message>
        <source>Cameras on the wall</source>
        <translation>Cameras on the wall</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>Area {area}</source>
        <translation>Area {area}</translation>
    </message>
    <message>
        <source>Residents: {people}, estimated from {collection} by share of area</source>
        <translation>Residents: {people}, estimated from {collection} by share of area</translation>
    </message>
    <message>
        <source>Population is known for {share} % of the area only.</source>
        <translation>Population is known for {share} % of the area only.</translation>
    </message>
    <message>
        <source>No source here gives population.</source>
        <translation>No source here gives population.</translation>
    </message>
    <message>
        <source>{n} buildings</source>
        <translation>{n} buildings</translation>
    </message>
    <message>
        <source>… and {n} more</source>
        <translation>… and {n} more</translation>
    </message>
</context>
<context>
    <name>Around</name>
    <message>
        <source>Around a point</source>
        <translation>Around a point</translation>
    </message>
    <message>
        <source>Along a line</source>
        <translation>Along a line</translation>
    </message>
    <message>
        <source>A drawn area</source>
        <translation>A drawn area</translation>
    </message>
    <message>
        <source>Around a thing</source>
        <translation>Around a thing</translation>
    </message>
    <message>
        <source>Click the thing (Enter: what is selected). 1-4: point, line, area, thing. [ and ] change the distance.</source>
        <translation>Click the thing (Enter: what is selected). 1-4: point, line, area, thing. [ and ] change the distance.</translation>
    </message>
    <message>
        <source>Click the place. 1-4: point, line, area, thing. [ and ] change the distance. Esc: end.</source>
        <translation>Click the place. 1-4: point, line, area, thing. [ and ] change the distance. Esc: end.</translation>
    </message>
    <message>
        <source>Click one place after the other, Enter ends. 1-4: point, line, area, thing. [ and ] change the distance.</source>
        <translation>Click one place after the other, Enter ends. 1-4: point, line, area, thing. [ and ] change the distance.</translation>
    </message>
    <message>
        <source>Nothing there has a place or an area.</source>
        <translation>Nothing there has a place or an area.</translation>
    </message>
    <message>
        <source>Area {area}</source>
        <translation>Area {area}</translation>
    </message>
</context>
<context>
    <name>Asker</name>
    <message>
        <source>Refused: {why}</source>
        <translation>Refused: {why}</translation>
    </message>
    <message>
        <source>Refused.</source>
        <translation>Refused.</translation>
    </message>
    <message>
        <source>Recording, please wait</source>
        <translation>Recording, please wait</translation>
    </message>
    <message>
        <source>No answer: whether it was recorded is unknown. Look before you repeat it.</source>
        <translation>No answer: whether it was recorded is unknown. Look before you repeat it.</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Recorded</translation>
    </message>
</context>
<context>
    <name>BesideWindow</name>
    <message>
        <source>Demo city: nothing of this is real</source>
        <translation>Demo city: nothing of this is real</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>REPLAY</source>
        <translation>REPLAY</translation>
    </message>
</context>
<context>
    <name>BookmarkSheet</name>
    <message>
        <source>Bookmarks</source>
        <translation>Bookmarks</translation>
    </message>
    <message>
        <source>Name for the place shown, Enter adds it</source>
        <translation>Name for the place shown, Enter adds it</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Go there</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Rename</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Copy as TOML</source>
        <translation>Copy as TOML</translation>
    </message>
    <message>
        <source>No bookmarks yet: type a name above, and the place that the map shows is kept under it.</source>
        <translation>No bookmarks yet: type a name above, and the place that the map shows is kept under it.</translation>
    </message>
    <message>
        <source>This one is from the configuration and can be changed there.</source>
        <translation>This one is from the configuration and can be changed there.</translation>
    </message>
    <message>
        <source>A name must not be empty, and no other bookmark may have it.</source>
        <translation>A name must not be empty, and no other bookmark may have it.</translation>
    </message>
</context>
<context>
    <name>BookmarkTool</name>
    <message>
        <source>Bookmarks</source>
        <translation>Bookmarks</translation>
    </message>
</context>
<context>
    <name>Breakthrough</name>
    <message>
        <source>Back to live</source>
        <translation>Back to live</translation>
    </message>
    <message>
        <source>New red alarm now, while you look at the past: {title} · {where}</source>
        <translation>New red alarm now, while you look at the past: {title} · {where}</translation>
    </message>
</context>
<context>
    <name>Buffer</name>
    <message>
        <source>Buffer</source>
        <translation>Buffer</translation>
    </message>
</context>
<context>
    <name>CameraControls</name>
    <message>
        <source>Today</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 days</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 days</translation>
    </message>
    <message>
        <source>District</source>
        <translation>District</translation>
    </message>
    <message>
        <source>Dept.</source>
        <translation>Dept.</translation>
    </message>
    <message>
        <source>By department: the property "department" of a camera</source>
        <translation>By department: the property "department" of a camera</translation>
    </message>
    <message>
        <source>Name, place, state</source>
        <translation>Name, place, state</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>All</source>
        <translation>All</translation>
    </message>
    <message>
        <source>List the cameras that are in order too</source>
        <translation>List the cameras that are in order too</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>Save the rates and every camera's state as a table (Ctrl+S)</source>
        <translation>Save the rates and every camera's state as a table (Ctrl+S)</translation>
    </message>
</context>
<context>
    <name>CameraHealthPanel</name>
    <message>
        <source>Cameras</source>
        <translation>Cameras</translation>
    </message>
    <message>
        <source>All cameras</source>
        <translation>All cameras</translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation>Without a name</translation>
    </message>
    <message>
        <source>Rates</source>
        <translation>Rates</translation>
    </message>
    <message>
        <source>Show on the wall</source>
        <translation>Show on the wall</translation>
    </message>
    <message>
        <source>Bring it up on the video wall and centre the map (Enter)</source>
        <translation>Bring it up on the video wall and centre the map (Enter)</translation>
    </message>
    <message>
        <source>in order now</source>
        <translation>in order now</translation>
    </message>
    <message>
        <source>online</source>
        <translation>online</translation>
    </message>
    <message>
        <source>in order</source>
        <translation>in order</translation>
    </message>
    <message>
        <source>Rates are being worked out …</source>
        <translation>Rates are being worked out …</translation>
    </message>
    <message>
        <source>{bad} not in order   {unknown} not measured   {all} in all</source>
        <translation>{bad} not in order   {unknown} not measured   {all} in all</translation>
    </message>
    <message>
        <source>No camera is known yet.</source>
        <translation>No camera is known yet.</translation>
    </message>
    <message>
        <source>No camera matches.</source>
        <translation>No camera matches.</translation>
    </message>
    <message>
        <source>Every camera is in order.</source>
        <translation>Every camera is in order.</translation>
    </message>
    <message>
        <source>Save the rates</source>
        <translation>Save the rates</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Table (*.csv)</translation>
    </message>
    <message>
        <source>Not saved: {reason}</source>
        <translation>Not saved: {reason}</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>Saved: {file}</translation>
    </message>
    <message>
        <source>online {online} %, in order {in_order} %, {known} % of the time known</source>
        <translation>online {online} %, in order {in_order} %, {known} % of the time known</translation>
    </message>
</context>
<context>
    <name>CameraList</name>
    <message>
        <source>{count} cameras</source>
        <translation>{count} cameras</translation>
    </message>
    <message>
        <source>{shown} of {count} cameras</source>
        <translation>{shown} of {count} cameras</translation>
    </message>
    <message>
        <source>{count}. Drag onto a tile, or Enter for the current one.</source>
        <translation>{count}. Drag onto a tile, or Enter for the current one.</translation>
    </message>
    <message>
        <source>Name, pinyin or district</source>
        <translation>Name, pinyin or district</translation>
    </message>
    <message>
        <source>Search cameras</source>
        <translation>Search cameras</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Cameras</translation>
    </message>
    <message>
        <source>Only cameras in trouble</source>
        <translation>Only cameras in trouble</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>since {time}</translation>
    </message>
</context>
<context>
    <name>CameraSheet</name>
    <message>
        <source>Cameras</source>
        <translation>Cameras</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Close (Esc)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>Cameras</name>
    <message>
        <source>In order</source>
        <translation>In order</translation>
    </message>
    <message>
        <source>No signal</source>
        <extracomment>正常</extracomment>
        <translation>No signal</translation>
    </message>
    <message>
        <source>Refused</source>
        <extracomment>无信号</extracomment>
        <translation>Refused</translation>
    </message>
    <message>
        <source>Stalled</source>
        <extracomment>被拒绝</extracomment>
        <translation>Stalled</translation>
    </message>
    <message>
        <source>Picture frozen</source>
        <extracomment>停滞</extracomment>
        <translation>Picture frozen</translation>
    </message>
    <message>
        <source>Dark</source>
        <extracomment>画面冻结</extracomment>
        <translation>Dark</translation>
    </message>
    <message>
        <source>Covered</source>
        <extracomment>画面过暗</extracomment>
        <translation>Covered</translation>
    </message>
    <message>
        <source>Turned away</source>
        <extracomment>遮挡</extracomment>
        <translation>Turned away</translation>
    </message>
    <message>
        <source>Glaring</source>
        <extracomment>偏转</extracomment>
        <translation>Glaring</translation>
    </message>
    <message>
        <source>Blurred</source>
        <extracomment>过亮</extracomment>
        <translation>Blurred</translation>
    </message>
    <message>
        <source>Noisy</source>
        <extracomment>模糊</extracomment>
        <translation>Noisy</translation>
    </message>
    <message>
        <source>Colour cast</source>
        <extracomment>噪点</extracomment>
        <translation>Colour cast</translation>
    </message>
    <message>
        <source>Not measured</source>
        <extracomment>偏色</extracomment>
        <translation>Not measured</translation>
    </message>
    <message>
        <source>no key frame arrives</source>
        <translation>no key frame arrives</translation>
    </message>
    <message>
        <source>brightness {value} of 255</source>
        <translation>brightness {value} of 255</translation>
    </message>
    <message>
        <source>{value} % burnt out</source>
        <translation>{value} % burnt out</translation>
    </message>
    <message>
        <source>{value} % of the usual sharpness</source>
        <translation>{value} % of the usual sharpness</translation>
    </message>
    <message>
        <source>{value} % of the picture without detail</source>
        <translation>{value} % of the picture without detail</translation>
    </message>
    <message>
        <source>{value} % like the usual view</source>
        <translation>{value} % like the usual view</translation>
    </message>
    <message>
        <source>noise of {value} grey levels</source>
        <translation>noise of {value} grey levels</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>not recorded</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>No camera is known yet. Pictures appear as the sources name them.</source>
        <translation>No camera is known yet. Pictures appear as the sources name them.</translation>
    </message>
</context>
<context>
    <name>ClassesField</name>
    <message>
        <source>Add a class</source>
        <translation>Add a class</translation>
    </message>
    <message>
        <source>What belongs to the class</source>
        <translation>What belongs to the class</translation>
    </message>
    <message>
        <source>Remove the class</source>
        <translation>Remove the class</translation>
    </message>
</context>
<context>
    <name>Clear</name>
    <message>
        <source>Clear marks and selection</source>
        <translation>Clear marks and selection</translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>Close {number} {title}. Why?</source>
        <translation>Close {number} {title}. Why?</translation>
    </message>
    <message>
        <source>{n} units are still bound to it: release them first, or it will be refused.</source>
        <translation>{n} units are still bound to it: release them first, or it will be refused.</translation>
    </message>
    <message>
        <source>Close incident</source>
        <translation>Close incident</translation>
    </message>
    <message>
        <source>Note for the record (may stay empty)</source>
        <translation>Note for the record (may stay empty)</translation>
    </message>
    <message>
        <source>Shelve alarm</source>
        <translation>Shelve alarm</translation>
    </message>
    <message>
        <source>Shelve "{title}" for how long?</source>
        <translation>Shelve "{title}" for how long?</translation>
    </message>
    <message>
        <source>{n} minutes</source>
        <translation>{n} minutes</translation>
    </message>
    <message>
        <source>Reason (needed)</source>
        <translation>Reason (needed)</translation>
    </message>
</context>
<context>
    <name>ColourRow</name>
    <message>
        <source>no level</source>
        <translation>no level</translation>
    </message>
    <message>
        <source>red, I</source>
        <translation>red, I</translation>
    </message>
    <message>
        <source>orange, II</source>
        <translation>orange, II</translation>
    </message>
    <message>
        <source>yellow, III</source>
        <translation>yellow, III</translation>
    </message>
    <message>
        <source>blue, IV</source>
        <translation>blue, IV</translation>
    </message>
</context>
<context>
    <name>CompareTool</name>
    <message>
        <source>Compare with another instant or other layers</source>
        <translation>Compare with another instant or other layers</translation>
    </message>
    <message>
        <source>{n} min before</source>
        <translation>{n} min before</translation>
    </message>
    <message>
        <source>{n} h before</source>
        <translation>{n} h before</translation>
    </message>
    <message>
        <source>Layers: {view}</source>
        <translation>Layers: {view}</translation>
    </message>
    <message>
        <source>With or without a layer</source>
        <translation>With or without a layer</translation>
    </message>
    <message>
        <source>Without {layer}</source>
        <translation>Without {layer}</translation>
    </message>
    <message>
        <source>With {layer}</source>
        <translation>With {layer}</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>without {layer}</source>
        <translation>without {layer}</translation>
    </message>
    <message>
        <source>with {layer}</source>
        <translation>with {layer}</translation>
    </message>
    <message>
        <source>Map at the right of the comparison</source>
        <translation>Map at the right of the comparison</translation>
    </message>
    <message>
        <source>Divider of the comparison: arrow keys move it</source>
        <translation>Divider of the comparison: arrow keys move it</translation>
    </message>
    <message>
        <source>Goes along with the clock</source>
        <translation>Goes along with the clock</translation>
    </message>
    <message>
        <source>Swipe or side by side (Enter)</source>
        <translation>Swipe or side by side (Enter)</translation>
    </message>
    <message>
        <source>End the comparison (Esc)</source>
        <translation>End the comparison (Esc)</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>Replay</translation>
    </message>
    <message>
        <source>Layers as set</source>
        <translation>Layers as set</translation>
    </message>
    <message>
        <source>Layers: {view}</source>
        <translation>Layers: {view}</translation>
    </message>
    <message>
        <source>as known then</source>
        <translation>as known then</translation>
    </message>
    <message>
        <source>as it was</source>
        <translation>as it was</translation>
    </message>
    <message>
        <source>Reading the record…</source>
        <translation>Reading the record…</translation>
    </message>
    <message>
        <source>The record begins at {time}</source>
        <translation>The record begins at {time}</translation>
    </message>
</context>
<context>
    <name>CoordinateSheet</name>
    <message>
        <source>Coordinates</source>
        <translation>Coordinates</translation>
    </message>
    <message>
        <source>115.0275, 30.2105 or 30°12′38″N …</source>
        <translation>115.0275, 30.2105 or 30°12′38″N …</translation>
    </message>
    <message>
        <source>Coordinates to go to</source>
        <translation>Coordinates to go to</translation>
    </message>
    <message>
        <source>Coordinate system of what is typed</source>
        <translation>Coordinate system of what is typed</translation>
    </message>
    <message>
        <source>Go there (Enter)</source>
        <translation>Go there (Enter)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Copy {text}</source>
        <translation>Copy {text}</translation>
    </message>
    <message>
        <source>CGCS2000 zone {n}</source>
        <translation>CGCS2000 zone {n}</translation>
    </message>
    <message>
        <source>Read with the latitude or northing first.</source>
        <translation>Read with the latitude or northing first.</translation>
    </message>
    <message>
        <source>“{text}” lies outside this system. Is another one meant?</source>
        <translation>“{text}” lies outside this system. Is another one meant?</translation>
    </message>
    <message>
        <source>The system {system} is not known.</source>
        <translation>The system {system} is not known.</translation>
    </message>
    <message>
        <source>That is not a pair of coordinates. Write two numbers, such as 115.0275, 30.2105.</source>
        <translation>That is not a pair of coordinates. Write two numbers, such as 115.0275, 30.2105.</translation>
    </message>
</context>
<context>
    <name>Coordinates</name>
    <message>
        <source>Coordinates, go to</source>
        <translation>Coordinates, go to</translation>
    </message>
    <message>
        <source>Click a place for its coordinates, or type some on the sheet and press Enter.</source>
        <translation>Click a place for its coordinates, or type some on the sheet and press Enter.</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>Connecting…</source>
        <translation>Connecting…</translation>
    </message>
    <message>
        <source>City operations centre</source>
        <translation>City operations centre</translation>
    </message>
    <message>
        <source>Duty officer</source>
        <translation>Duty officer</translation>
    </message>
    <message>
        <source>Close?</source>
        <translation>Close?</translation>
    </message>
    <message>
        <source>{count} orders are not answered yet. Closing this desk does not call them back. Close all the same?</source>
        <translation>{count} orders are not answered yet. Closing this desk does not call them back. Close all the same?</translation>
    </message>
</context>
<context>
    <name>DetailsHead</name>
    <message>
        <source>class {code}</source>
        <translation>class {code}</translation>
    </message>
    <message>
        <source>exercise</source>
        <translation>exercise</translation>
    </message>
    <message>
        <source>opened {time}</source>
        <translation>opened {time}</translation>
    </message>
    <message>
        <source>quickest {class_name}</source>
        <translation>quickest {class_name}</translation>
    </message>
    <message>
        <source>{class_name} with the gear asked for</source>
        <translation>{class_name} with the gear asked for</translation>
    </message>
    <message>
        <source>Proposed:</source>
        <translation>Proposed:</translation>
    </message>
    <message>
        <source>Missing: {count} of {class_name}; nobody of it is free or can come by road</source>
        <translation>Missing: {count} of {class_name}; nobody of it is free or can come by road</translation>
    </message>
    <message>
        <source>Nobody free has: {words}</source>
        <translation>Nobody free has: {words}</translation>
    </message>
</context>
<context>
    <name>DeviceDialog</name>
    <message>
        <source>The device is offline.</source>
        <translation>The device is offline.</translation>
    </message>
    <message>
        <source>The device refuses: {why}</source>
        <translation>The device refuses: {why}</translation>
    </message>
    <message>
        <source>The device does not answer.</source>
        <translation>The device does not answer.</translation>
    </message>
    <message>
        <source>No engine runs that could ask the device.</source>
        <translation>No engine runs that could ask the device.</translation>
    </message>
    <message>
        <source>scheduled</source>
        <translation>scheduled</translation>
    </message>
    <message>
        <source>alarm</source>
        <translation>alarm</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>by hand</translation>
    </message>
    <message>
        <source>Recordings on the device: {name}</source>
        <translation>Recordings on the device: {name}</translation>
    </message>
    <message>
        <source>From</source>
        <translation>From</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Recordings</translation>
    </message>
    <message>
        <source>Play on the tile</source>
        <translation>Play on the tile</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>Download…</translation>
    </message>
    <message>
        <source>Cancel download</source>
        <translation>Cancel download</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>Back to live</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Speed</translation>
    </message>
    <message>
        <source>Place in the recording</source>
        <translation>Place in the recording</translation>
    </message>
    <message>
        <source>Write times like 2026-11-21 08:15:00, the earlier one first, at most seven days apart.</source>
        <translation>Write times like 2026-11-21 08:15:00, the earlier one first, at most seven days apart.</translation>
    </message>
    <message>
        <source>Asking the device…</source>
        <translation>Asking the device…</translation>
    </message>
    <message>
        <source>Parts of the list were lost; ask again.</source>
        <translation>Parts of the list were lost; ask again.</translation>
    </message>
    <message>
        <source>The device has nothing of this time.</source>
        <translation>The device has nothing of this time.</translation>
    </message>
    <message>
        <source>Download to</source>
        <translation>Download to</translation>
    </message>
    <message>
        <source>Downloading…</source>
        <translation>Downloading…</translation>
    </message>
    <message>
        <source>Written: {path}, {size} MB.</source>
        <translation>Written: {path}, {size} MB.</translation>
    </message>
    <message>
        <source>Broken off ({why}); what came is in {path}.</source>
        <translation>Broken off ({why}); what came is in {path}.</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>Cancelled; nothing was written.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
</context>
<context>
    <name>DevicePlayer</name>
    <message>
        <source>Put the camera on a tile first.</source>
        <translation>Put the camera on a tile first.</translation>
    </message>
</context>
<context>
    <name>DrawArrow</name>
    <message>
        <source>Draw an arrow</source>
        <extracomment>画线</extracomment>
        <translation>Draw an arrow</translation>
    </message>
    <message>
        <source>Click along the way; the head is at the end.</source>
        <extracomment>画箭头</extracomment>
        <translation>Click along the way; the head is at the end.</translation>
    </message>
</context>
<context>
    <name>DrawAttack</name>
    <message>
        <source>Draw an attack arrow</source>
        <extracomment>沿方向点选，末端为箭头</extracomment>
        <translation>Draw an attack arrow</translation>
    </message>
    <message>
        <source>Click along its axis, from the tail to the head.</source>
        <extracomment>画进攻箭头</extracomment>
        <translation>Click along its axis, from the tail to the head.</translation>
    </message>
</context>
<context>
    <name>DrawCircle</name>
    <message>
        <source>Draw a circle</source>
        <extracomment>拖出矩形，或点选两个对角</extracomment>
        <translation>Draw a circle</translation>
    </message>
    <message>
        <source>Drag from the centre to the rim, or click both.</source>
        <extracomment>画圆</extracomment>
        <translation>Drag from the centre to the rim, or click both.</translation>
    </message>
    <message>
        <source>radius {length}</source>
        <extracomment>从圆心拖到圆周，或依次点选</extracomment>
        <translation>radius {length}</translation>
    </message>
</context>
<context>
    <name>DrawLine</name>
    <message>
        <source>Draw a line</source>
        <extracomment>回车结束，退格撤回一点，按住 Ctrl 不捕捉</extracomment>
        <translation>Draw a line</translation>
    </message>
</context>
<context>
    <name>DrawPoint</name>
    <message>
        <source>Draw a point</source>
        <translation>Draw a point</translation>
    </message>
    <message>
        <source>Click the place (Space at the cross).</source>
        <extracomment>标点</extracomment>
        <translation>Click the place (Space at the cross).</translation>
    </message>
</context>
<context>
    <name>DrawPolygon</name>
    <message>
        <source>Draw an area</source>
        <extracomment>沿轴线点选，从尾到头</extracomment>
        <translation>Draw an area</translation>
    </message>
    <message>
        <source>Click round the area.</source>
        <extracomment>画区域</extracomment>
        <translation>Click round the area.</translation>
    </message>
</context>
<context>
    <name>DrawRectangle</name>
    <message>
        <source>Draw a rectangle</source>
        <translation>Draw a rectangle</translation>
    </message>
    <message>
        <source>Drag from corner to corner, or click both.</source>
        <extracomment>画矩形</extracomment>
        <translation>Drag from corner to corner, or click both.</translation>
    </message>
</context>
<context>
    <name>DrawSheet</name>
    <message>
        <source>none</source>
        <translation>none</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>Drawing</translation>
    </message>
    <message>
        <source>Refused: {why}</source>
        <translation>Refused: {why}</translation>
    </message>
    <message>
        <source>Recording, please wait</source>
        <translation>Recording, please wait</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Colour</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Line</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Width</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Fill</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>Turned</source>
        <translation>Turned</translation>
    </message>
    <message>
        <source>Belongs to</source>
        <translation>Belongs to</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>solid</source>
        <translation>solid</translation>
    </message>
    <message>
        <source>dashed</source>
        <translation>dashed</translation>
    </message>
    <message>
        <source>dotted</source>
        <translation>dotted</translation>
    </message>
    <message>
        <source>no fill</source>
        <translation>no fill</translation>
    </message>
    <message>
        <source>faint</source>
        <translation>faint</translation>
    </message>
    <message>
        <source>hatched</source>
        <translation>hatched</translation>
    </message>
    <message>
        <source>densely hatched</source>
        <translation>densely hatched</translation>
    </message>
    <message>
        <source>upright</source>
        <translation>upright</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
</context>
<context>
    <name>DrawSymbol</name>
    <message>
        <source>Plot a situation symbol</source>
        <translation>Plot a situation symbol</translation>
    </message>
    <message>
        <source>Click the place. , and .: another symbol, PgUp and PgDn: another group, [ and ]: turn.</source>
        <extracomment>标绘态势符号</extracomment>
        <translation>Click the place. , and .: another symbol, PgUp and PgDn: another group, [ and ]: turn.</translation>
    </message>
</context>
<context>
    <name>DrawText</name>
    <message>
        <source>Write on the map</source>
        <translation>Write on the map</translation>
    </message>
    <message>
        <source>Type the text and press Enter. Esc: leave it.</source>
        <extracomment>标注文字</extracomment>
        <translation>Type the text and press Enter. Esc: leave it.</translation>
    </message>
    <message>
        <source>Click the place, then type the text.</source>
        <translation>Click the place, then type the text.</translation>
    </message>
</context>
<context>
    <name>DrawTool</name>
    <message>
        <source>Recording</source>
        <translation>Recording</translation>
    </message>
    <message>
        <source>0-4: colour. F2: title and look. Ctrl+Z: undo.</source>
        <extracomment>正在记录</extracomment>
        <translation>0-4: colour. F2: title and look. Ctrl+Z: undo.</translation>
    </message>
</context>
<context>
    <name>EditDrawings</name>
    <message>
        <source>Edit drawings</source>
        <translation>Edit drawings</translation>
    </message>
    <message>
        <source>Enter or Space drops it here, Esc puts it back, Ctrl: no snapping.</source>
        <extracomment>编辑标绘</extracomment>
        <translation>Enter or Space drops it here, Esc puts it back, Ctrl: no snapping.</translation>
    </message>
    <message>
        <source>Click a drawing, or N for the next one.</source>
        <translation>Click a drawing, or N for the next one.</translation>
    </message>
    <message>
        <source>Drag a handle or the drawing; a small handle adds a place. Del: remove. N: next drawing, full stop: next handle, Space: take it, G: take the whole, [ ]: turn.</source>
        <translation>Drag a handle or the drawing; a small handle adds a place. Del: remove. N: next drawing, full stop: next handle, Space: take it, G: take the whole, [ ]: turn.</translation>
    </message>
</context>
<context>
    <name>Evidence</name>
    <message>
        <source>Export footage…</source>
        <translation>Export footage…</translation>
    </message>
    <message>
        <source>Recordings on the device…</source>
        <translation>Recordings on the device…</translation>
    </message>
    <message>
        <source>Notes and bookmarks…</source>
        <translation>Notes and bookmarks…</translation>
    </message>
</context>
<context>
    <name>EvidenceDialog</name>
    <message>
        <source>Export footage</source>
        <translation>Export footage</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Cameras</translation>
    </message>
    <message>
        <source>From</source>
        <translation>From</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>With a watermarked copy</source>
        <translation>With a watermarked copy</translation>
    </message>
    <message>
        <source>Keep the originals here, too</source>
        <translation>Keep the originals here, too</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>The {minutes} minutes before the instant shown</source>
        <translation>The {minutes} minutes before the instant shown</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Browse…</translation>
    </message>
    <message>
        <source>&amp;Cameras</source>
        <translation>&amp;Cameras</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;From</translation>
    </message>
    <message>
        <source>&amp;Until</source>
        <translation>&amp;Until</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Last</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Reason</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Choose a camera.</source>
        <translation>Choose a camera.</translation>
    </message>
    <message>
        <source>Write times like 2026-11-21 08:15:00.</source>
        <translation>Write times like 2026-11-21 08:15:00.</translation>
    </message>
    <message>
        <source>At most 24 hours at a time.</source>
        <translation>At most 24 hours at a time.</translation>
    </message>
    <message>
        <source>Folder for exports</source>
        <translation>Folder for exports</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>Exporting…</translation>
    </message>
    <message>
        <source>Written to {folder}: {files} files.</source>
        <translation>Written to {folder}: {files} files.</translation>
    </message>
    <message>
        <source>Nothing was recorded of: {cameras}</source>
        <translation>Nothing was recorded of: {cameras}</translation>
    </message>
    <message>
        <source>Only a recording is open here: the export is not on the record.</source>
        <translation>Only a recording is open here: the export is not on the record.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>FailedPanel</name>
    <message>
        <source>The panel "{name}" could not be loaded: {reason}. The other panels work; look into the log file and start again.</source>
        <translation>The panel "{name}" could not be loaded: {reason}. The other panels work; look into the log file and start again.</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>{n} m</source>
        <translation>{n} m</translation>
    </message>
    <message>
        <source>{n} km</source>
        <translation>{n} km</translation>
    </message>
    <message>
        <source>{n} m²</source>
        <translation>{n} m²</translation>
    </message>
    <message>
        <source>{n} ha</source>
        <translation>{n} ha</translation>
    </message>
    <message>
        <source>{n} km²</source>
        <extracomment>{n} 公顷</extracomment>
        <translation>{n} km²</translation>
    </message>
    <message>
        <source>{n} mu</source>
        <translation>{n} mu</translation>
    </message>
    <message>
        <source>{s} s</source>
        <extracomment>{n} 亩</extracomment>
        <translation>{s} s</translation>
    </message>
    <message>
        <source>{m} min {s} s</source>
        <extracomment>{s} 秒</extracomment>
        <translation>{m} min {s} s</translation>
    </message>
    <message>
        <source>{h} h {m} min</source>
        <extracomment>{m} 分 {s} 秒</extracomment>
        <translation>{h} h {m} min</translation>
    </message>
    <message>
        <source>about {n}</source>
        <extracomment>{h} 小时 {m} 分</extracomment>
        <translation>about {n}</translation>
    </message>
</context>
<context>
    <name>FollowPlate</name>
    <message>
        <source>Following {name} · pan the map or press F to stop</source>
        <translation>Following {name} · pan the map or press F to stop</translation>
    </message>
    <message>
        <source>No longer following {name}</source>
        <translation>No longer following {name}</translation>
    </message>
    <message>
        <source>Presenting: other maps go along · press to stop</source>
        <translation>Presenting: other maps go along · press to stop</translation>
    </message>
    <message>
        <source>Follow it (F)</source>
        <extracomment>正在主讲</extracomment>
        <translation>Follow it (F)</translation>
    </message>
</context>
<context>
    <name>FollowTool</name>
    <message>
        <source>Follow the selected unit or vehicle</source>
        <translation>Follow the selected unit or vehicle</translation>
    </message>
</context>
<context>
    <name>Furnishing</name>
    <message>
        <source>Back to live</source>
        <translation>Back to live</translation>
    </message>
    <message>
        <source>Play or pause the replay</source>
        <translation>Play or pause the replay</translation>
    </message>
    <message>
        <source>Mute the alarm</source>
        <translation>Mute the alarm</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Full screen</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Close the window</translation>
    </message>
</context>
<context>
    <name>GaugeView</name>
    <message>
        <source>stale {age}</source>
        <translation>stale {age}</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>no data</translation>
    </message>
    <message>
        <source>last known {value} {unit}</source>
        <translation>last known {value} {unit}</translation>
    </message>
    <message>
        <source>{age} old</source>
        <translation>{age} old</translation>
    </message>
    <message>
        <source>{fresh} of {total} sensors report</source>
        <translation>{fresh} of {total} sensors report</translation>
    </message>
</context>
<context>
    <name>Governed</name>
    <message>
        <source>paused</source>
        <translation>paused</translation>
    </message>
    <message>
        <source>key frames</source>
        <translation>key frames</translation>
    </message>
    <message>
        <source>sub-stream</source>
        <translation>sub-stream</translation>
    </message>
    <message>
        <source>Paused: the processor is busy</source>
        <translation>Paused: the processor is busy</translation>
    </message>
</context>
<context>
    <name>GovernedLine</name>
    <message>
        <source>Processor busy: {count} of {all} pictures reduced</source>
        <translation>Processor busy: {count} of {all} pictures reduced</translation>
    </message>
</context>
<context>
    <name>GridTool</name>
    <message>
        <source>Coordinate grid: degrees, metres, none</source>
        <translation>Coordinate grid: degrees, metres, none</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Monday</source>
        <translation>Monday</translation>
    </message>
    <message>
        <source>Tuesday</source>
        <translation>Tuesday</translation>
    </message>
    <message>
        <source>Wednesday</source>
        <translation>Wednesday</translation>
    </message>
    <message>
        <source>Thursday</source>
        <translation>Thursday</translation>
    </message>
    <message>
        <source>Friday</source>
        <translation>Friday</translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation>Saturday</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>Sunday</translation>
    </message>
</context>
<context>
    <name>Headline</name>
    <message>
        <source>{days} d {time}</source>
        <translation>{days} d {time}</translation>
    </message>
    <message>
        <source>City operations centre</source>
        <translation>City operations centre</translation>
    </message>
    <message>
        <source>in force for {time}</source>
        <translation>in force for {time}</translation>
    </message>
    <message>
        <source> · {count} more</source>
        <translation> · {count} more</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>paused</translation>
    </message>
    <message>
        <source>REPLAY  {speed} · {axis}</source>
        <translation>REPLAY  {speed} · {axis}</translation>
    </message>
    <message>
        <source>DRILL</source>
        <translation>DRILL</translation>
    </message>
    <message>
        <source>WHAT-IF</source>
        <translation>WHAT-IF</translation>
    </message>
    <message>
        <source>DEMO</source>
        <translation>DEMO</translation>
    </message>
    <message>
        <source>as known then</source>
        <translation>as known then</translation>
    </message>
    <message>
        <source>as it was</source>
        <translation>as it was</translation>
    </message>
    <message>
        <source>{officer} · seat {seat}</source>
        <translation>{officer} · seat {seat}</translation>
    </message>
    <message>
        <source>Duty officer</source>
        <translation>Duty officer</translation>
    </message>
    <message>
        <source>Engine does not respond: no new data</source>
        <translation>Engine does not respond: no new data</translation>
    </message>
    <message>
        <source>Engine lost: starting it again</source>
        <translation>Engine lost: starting it again</translation>
    </message>
    <message>
        <source>Engine cannot start: look into its messages</source>
        <translation>Engine cannot start: look into its messages</translation>
    </message>
    <message>
        <source>Connecting to the engine…</source>
        <translation>Connecting to the engine…</translation>
    </message>
    <message>
        <source>Engine not running: no new data</source>
        <translation>Engine not running: no new data</translation>
    </message>
    <message>
        <source>Starting the city's sources…</source>
        <translation>Starting the city's sources…</translation>
    </message>
    <message>
        <source>Sources {live} / {all} live</source>
        <translation>Sources {live} / {all} live</translation>
    </message>
</context>
<context>
    <name>Histogram</name>
    <message>
        <source>{reports} reports, {incidents} incidents, {alarms} alarms, {observations} observations</source>
        <translation>{reports} reports, {incidents} incidents, {alarms} alarms, {observations} observations</translation>
    </message>
</context>
<context>
    <name>Identify</name>
    <message>
        <source>What is here</source>
        <translation>What is here</translation>
    </message>
    <message>
        <source>Click a place: everything there is listed. Page Up/Down: step through it. Esc: end.</source>
        <extracomment>识别</extracomment>
        <translation>Click a place: everything there is listed. Page Up/Down: step through it. Esc: end.</translation>
    </message>
    <message>
        <source>{n} things here</source>
        <extracomment>点选位置，列出该处全部要素；PageUp/PageDown 逐个查看；Esc 结束</extracomment>
        <translation>{n} things here</translation>
    </message>
</context>
<context>
    <name>IncidentDetails</name>
    <message>
        <source>‹ Back to the queue</source>
        <translation>‹ Back to the queue</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Send proposed</source>
        <translation>Send proposed</translation>
    </message>
    <message>
        <source>Choose units</source>
        <translation>Choose units</translation>
    </message>
    <message>
        <source>Close incident</source>
        <translation>Close incident</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>Add note</translation>
    </message>
    <message>
        <source>Note for the log (Ctrl+M)</source>
        <translation>Note for the log (Ctrl+M)</translation>
    </message>
    <message>
        <source>Units and orders</source>
        <translation>Units and orders</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Timeline</translation>
    </message>
    <message>
        <source>Grade {grade}</source>
        <translation>Grade {grade}</translation>
    </message>
</context>
<context>
    <name>IncidentForm</name>
    <message>
        <source>New incident</source>
        <translation>New incident</translation>
    </message>
    <message>
        <source>I  red, gravest</source>
        <translation>I  red, gravest</translation>
    </message>
    <message>
        <source>II  orange</source>
        <translation>II  orange</translation>
    </message>
    <message>
        <source>III  yellow</source>
        <translation>III  yellow</translation>
    </message>
    <message>
        <source>IV  blue</source>
        <translation>IV  blue</translation>
    </message>
    <message>
        <source>Choose on the map</source>
        <translation>Choose on the map</translation>
    </message>
    <message>
        <source>&amp;Type</source>
        <translation>&amp;Type</translation>
    </message>
    <message>
        <source>&amp;Grade</source>
        <translation>&amp;Grade</translation>
    </message>
    <message>
        <source>T&amp;itle</source>
        <translation>T&amp;itle</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Address</translation>
    </message>
    <message>
        <source>&amp;What is known</source>
        <translation>&amp;What is known</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>Open incident (Ctrl+Enter)</source>
        <translation>Open incident (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>none yet</translation>
    </message>
</context>
<context>
    <name>Instant</name>
    <message>
        <source>Back to live</source>
        <translation>Back to live</translation>
    </message>
    <message>
        <source>Instant replay</source>
        <translation>Instant replay</translation>
    </message>
    <message>
        <source>The last {seconds} s</source>
        <translation>The last {seconds} s</translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message>
        <source>Lock as evidence</source>
        <translation>Lock as evidence</translation>
    </message>
    <message>
        <source>{minutes} min up to the shown instant</source>
        <translation>{minutes} min up to the shown instant</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>Unlock {stretch}: {reason}</source>
        <translation>Unlock {stretch}: {reason}</translation>
    </message>
    <message>
        <source>Lock footage as evidence</source>
        <translation>Lock footage as evidence</translation>
    </message>
    <message>
        <source>Unlock footage</source>
        <translation>Unlock footage</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reason</translation>
    </message>
</context>
<context>
    <name>LargeView</name>
    <message>
        <source>Close (Esc)</source>
        <translation>Close (Esc)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>LayerList</name>
    <message>
        <source>Layers</source>
        <translation>Layers</translation>
    </message>
    <message>
        <source>Space: show or hide. Left, Right: opacity. Ctrl+Up, Ctrl+Down: order. Enter: style, or fold a group.</source>
        <translation>Space: show or hide. Left, Right: opacity. Ctrl+Up, Ctrl+Down: order. Enter: style, or fold a group.</translation>
    </message>
    <message>
        <source>Enter folds the list</source>
        <translation>Enter folds the list</translation>
    </message>
</context>
<context>
    <name>LayerPanel</name>
    <message>
        <source>Style…</source>
        <translation>Style…</translation>
    </message>
    <message>
        <source>Copy as TOML</source>
        <translation>Copy as TOML</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Hide</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Up</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Down</translation>
    </message>
</context>
<context>
    <name>LegendPanel</name>
    <message>
        <source>Legend</source>
        <translation>Legend</translation>
    </message>
    <message>
        <source>What the symbols mean. Enter: fold or unfold.</source>
        <translation>What the symbols mean. Enter: fold or unfold.</translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message>
        <source>by the system</source>
        <translation>by the system</translation>
    </message>
</context>
<context>
    <name>Map</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Since</source>
        <extracomment>状态</extracomment>
        <translation>Since</translation>
    </message>
    <message>
        <source>Last seen</source>
        <extracomment>自</extracomment>
        <translation>Last seen</translation>
    </message>
    <message>
        <source>Speed</source>
        <extracomment>最后定位</extracomment>
        <translation>Speed</translation>
    </message>
    <message>
        <source>Incident</source>
        <extracomment>速度</extracomment>
        <translation>Incident</translation>
    </message>
    <message>
        <source>Opened</source>
        <extracomment>事件</extracomment>
        <translation>Opened</translation>
    </message>
    <message>
        <source>Reported</source>
        <extracomment>受理</extracomment>
        <translation>Reported</translation>
    </message>
    <message>
        <source>Place</source>
        <extracomment>报警</extracomment>
        <translation>Place</translation>
    </message>
    <message>
        <source>Units</source>
        <extracomment>地点</extracomment>
        <translation>Units</translation>
    </message>
    <message>
        <source>Report</source>
        <extracomment>力量</extracomment>
        <translation>Report</translation>
    </message>
    <message>
        <source>Raised</source>
        <extracomment>情况</extracomment>
        <translation>Raised</translation>
    </message>
    <message>
        <source>Now</source>
        <extracomment>发生</extracomment>
        <translation>Now</translation>
    </message>
    <message>
        <source>Last value</source>
        <extracomment>当前</extracomment>
        <translation>Last value</translation>
    </message>
    <message>
        <source>At alarm</source>
        <extracomment>最后值</extracomment>
        <translation>At alarm</translation>
    </message>
    <message>
        <source>Limit</source>
        <extracomment>告警时</extracomment>
        <translation>Limit</translation>
    </message>
    <message>
        <source>Issued</source>
        <extracomment>限值</extracomment>
        <translation>Issued</translation>
    </message>
    <message>
        <source>Expires</source>
        <extracomment>发布</extracomment>
        <translation>Expires</translation>
    </message>
    <message>
        <source>Area</source>
        <extracomment>失效</extracomment>
        <translation>Area</translation>
    </message>
    <message>
        <source>Issued by</source>
        <extracomment>区域</extracomment>
        <translation>Issued by</translation>
    </message>
    <message>
        <source>Measured</source>
        <extracomment>发布单位</extracomment>
        <translation>Measured</translation>
    </message>
    <message>
        <source>Frames</source>
        <extracomment>测得</extracomment>
        <translation>Frames</translation>
    </message>
    <message>
        <source>Looks to</source>
        <extracomment>帧率</extracomment>
        <translation>Looks to</translation>
    </message>
    <message>
        <source>District</source>
        <extracomment>朝向</extracomment>
        <translation>District</translation>
    </message>
    <message>
        <source>Beds</source>
        <extracomment>辖区</extracomment>
        <translation>Beds</translation>
    </message>
    <message>
        <source>Capacity</source>
        <extracomment>床位</extracomment>
        <translation>Capacity</translation>
    </message>
    <message>
        <source>Pressure (MPa)</source>
        <extracomment>容量</extracomment>
        <translation>Pressure (MPa)</translation>
    </message>
    <message>
        <source>Things</source>
        <extracomment>水压（MPa）</extracomment>
        <translation>Things</translation>
    </message>
    <message>
        <source>Mean</source>
        <extracomment>数量</extracomment>
        <translation>Mean</translation>
    </message>
    <message>
        <source>Sum</source>
        <extracomment>平均</extracomment>
        <translation>Sum</translation>
    </message>
    <message>
        <source>Maximum</source>
        <extracomment>合计</extracomment>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>Minimum</source>
        <extracomment>最大</extracomment>
        <translation>Minimum</translation>
    </message>
    <message>
        <source>Class</source>
        <extracomment>最小</extracomment>
        <translation>Class</translation>
    </message>
    <message>
        <source>Diameter (mm)</source>
        <extracomment>类别</extracomment>
        <translation>Diameter (mm)</translation>
    </message>
    <message>
        <source>Depth (m)</source>
        <extracomment>管径（mm）</extracomment>
        <translation>Depth (m)</translation>
    </message>
    <message>
        <source>Laid in</source>
        <extracomment>埋深（m）</extracomment>
        <translation>Laid in</translation>
    </message>
    <message>
        <source>Road</source>
        <extracomment>敷设年份</extracomment>
        <translation>Road</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>道路</extracomment>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name (English)</source>
        <extracomment>名称</extracomment>
        <translation>Name (English)</translation>
    </message>
    <message>
        <source>Number</source>
        <extracomment>英文名</extracomment>
        <translation>Number</translation>
    </message>
    <message>
        <source>Drawn</source>
        <extracomment>编号</extracomment>
        <translation>Drawn</translation>
    </message>
    <message>
        <source>Drawn by</source>
        <extracomment>标绘时间</extracomment>
        <translation>Drawn by</translation>
    </message>
    <message>
        <source>Changed</source>
        <extracomment>标绘人</extracomment>
        <translation>Changed</translation>
    </message>
    <message>
        <source>Changed by</source>
        <extracomment>修改时间</extracomment>
        <translation>Changed by</translation>
    </message>
    <message>
        <source>Note</source>
        <extracomment>修改人</extracomment>
        <translation>Note</translation>
    </message>
    <message>
        <source>Radius</source>
        <extracomment>备注</extracomment>
        <translation>Radius</translation>
    </message>
    <message>
        <source>Length</source>
        <extracomment>半径</extracomment>
        <translation>Length</translation>
    </message>
    <message>
        <source>standing by</source>
        <extracomment>长度</extracomment>
        <translation>standing by</translation>
    </message>
    <message>
        <source>ordered</source>
        <extracomment>待命</extracomment>
        <translation>ordered</translation>
    </message>
    <message>
        <source>on the way</source>
        <extracomment>已下令</extracomment>
        <translation>on the way</translation>
    </message>
    <message>
        <source>on scene</source>
        <extracomment>途中</extracomment>
        <translation>on scene</translation>
    </message>
    <message>
        <source>returning</source>
        <extracomment>现场</extracomment>
        <translation>returning</translation>
    </message>
    <message>
        <source>out of service</source>
        <extracomment>返回</extracomment>
        <translation>out of service</translation>
    </message>
    <message>
        <source>waiting</source>
        <extracomment>停用</extracomment>
        <translation>waiting</translation>
    </message>
    <message>
        <source>units on the way</source>
        <extracomment>待派警</extracomment>
        <translation>units on the way</translation>
    </message>
    <message>
        <source>units on scene</source>
        <extracomment>途中</extracomment>
        <translation>units on scene</translation>
    </message>
    <message>
        <source>closed</source>
        <extracomment>处置中</extracomment>
        <translation>closed</translation>
    </message>
    <message>
        <source>not acknowledged</source>
        <extracomment>已结</extracomment>
        <translation>not acknowledged</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <extracomment>未确认</extracomment>
        <translation>acknowledged</translation>
    </message>
    <message>
        <source>back to normal, not acknowledged</source>
        <extracomment>已确认</extracomment>
        <translation>back to normal, not acknowledged</translation>
    </message>
    <message>
        <source>cleared</source>
        <extracomment>已恢复未确认</extracomment>
        <translation>cleared</translation>
    </message>
    <message>
        <source>Rainfall</source>
        <extracomment>已解除</extracomment>
        <translation>Rainfall</translation>
    </message>
    <message>
        <source>Rain in 1 h</source>
        <extracomment>降雨强度</extracomment>
        <translation>Rain in 1 h</translation>
    </message>
    <message>
        <source>River level</source>
        <extracomment>1 小时雨量</extracomment>
        <translation>River level</translation>
    </message>
    <message>
        <source>Water depth</source>
        <extracomment>水位</extracomment>
        <translation>Water depth</translation>
    </message>
    <message>
        <source>Pumps running</source>
        <extracomment>积水深度</extracomment>
        <translation>Pumps running</translation>
    </message>
    <message>
        <source>Temperature</source>
        <extracomment>水泵运行</extracomment>
        <translation>Temperature</translation>
    </message>
    <message>
        <source>Humidity</source>
        <extracomment>气温</extracomment>
        <translation>Humidity</translation>
    </message>
    <message>
        <source>Wind</source>
        <extracomment>湿度</extracomment>
        <translation>Wind</translation>
    </message>
    <message>
        <source>Visibility</source>
        <extracomment>风速</extracomment>
        <translation>Visibility</translation>
    </message>
    <message>
        <source>Traffic index</source>
        <extracomment>能见度</extracomment>
        <translation>Traffic index</translation>
    </message>
    <message>
        <source>Mean speed</source>
        <extracomment>拥堵指数</extracomment>
        <translation>Mean speed</translation>
    </message>
    <message>
        <source>Red</source>
        <extracomment>平均车速</extracomment>
        <translation>Red</translation>
    </message>
    <message>
        <source>Orange</source>
        <extracomment>红</extracomment>
        <translation>Orange</translation>
    </message>
    <message>
        <source>Yellow</source>
        <extracomment>橙</extracomment>
        <translation>Yellow</translation>
    </message>
    <message>
        <source>Blue</source>
        <extracomment>黄</extracomment>
        <translation>Blue</translation>
    </message>
    <message>
        <source>solid: not acknowledged</source>
        <extracomment>蓝</extracomment>
        <translation>solid: not acknowledged</translation>
    </message>
    <message>
        <source>outline: acknowledged</source>
        <extracomment>实心 未确认</extracomment>
        <translation>outline: acknowledged</translation>
    </message>
    <message>
        <source>{n} s ago</source>
        <extracomment>空心 已确认</extracomment>
        <translation>{n} s ago</translation>
    </message>
    <message>
        <source>{n} min ago</source>
        <extracomment>{n} 秒前</extracomment>
        <translation>{n} min ago</translation>
    </message>
    <message>
        <source>{n} h ago</source>
        <extracomment>{n} 分钟前</extracomment>
        <translation>{n} h ago</translation>
    </message>
    <message>
        <source>{n} d ago</source>
        <extracomment>{n} 小时前</extracomment>
        <translation>{n} d ago</translation>
    </message>
    <message>
        <source>E</source>
        <extracomment>{n} 天前</extracomment>
        <translation>E</translation>
    </message>
    <message>
        <source>W</source>
        <translation>W</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>S</source>
        <translation>S</translation>
    </message>
    <message>
        <source>The record begins at {time}. Nothing is known of the time before.</source>
        <translation>The record begins at {time}. Nothing is known of the time before.</translation>
    </message>
    <message>
        <source>All layers are switched off. Tick one in the list of layers.</source>
        <extracomment>记录自 {time} 开始，此前的情况未知。</extracomment>
        <translation>All layers are switched off. Tick one in the list of layers.</translation>
    </message>
    <message>
        <source>Nothing is known yet. The map fills as the sources answer.</source>
        <extracomment>图层均已关闭</extracomment>
        <translation>Nothing is known yet. The map fills as the sources answer.</translation>
    </message>
    <message>
        <source>Click the place on the map, or move the map under the cross and press Enter. Esc: cancel.</source>
        <extracomment>暂无数据</extracomment>
        <translation>Click the place on the map, or move the map under the cross and press Enter. Esc: cancel.</translation>
    </message>
</context>
<context>
    <name>MapGroups</name>
    <message>
        <source>Incidents</source>
        <translation>Incidents</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Alarms</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Reports</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Units</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Cameras</translation>
    </message>
    <message>
        <source>Vehicles</source>
        <translation>Vehicles</translation>
    </message>
    <message>
        <source>Drawings</source>
        <translation>Drawings</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Warnings</translation>
    </message>
    <message>
        <source>Hospitals</source>
        <translation>Hospitals</translation>
    </message>
    <message>
        <source>Clinics</source>
        <translation>Clinics</translation>
    </message>
    <message>
        <source>Schools</source>
        <translation>Schools</translation>
    </message>
    <message>
        <source>Kindergartens</source>
        <translation>Kindergartens</translation>
    </message>
    <message>
        <source>Nursing homes</source>
        <translation>Nursing homes</translation>
    </message>
    <message>
        <source>Markets</source>
        <translation>Markets</translation>
    </message>
    <message>
        <source>Stations</source>
        <translation>Stations</translation>
    </message>
    <message>
        <source>Shelters</source>
        <translation>Shelters</translation>
    </message>
    <message>
        <source>Metro stations</source>
        <translation>Metro stations</translation>
    </message>
    <message>
        <source>Fire stations</source>
        <translation>Fire stations</translation>
    </message>
    <message>
        <source>Police stations</source>
        <translation>Police stations</translation>
    </message>
    <message>
        <source>Hazard sources</source>
        <translation>Hazard sources</translation>
    </message>
    <message>
        <source>Fuel stations</source>
        <translation>Fuel stations</translation>
    </message>
    <message>
        <source>Pumping stations</source>
        <translation>Pumping stations</translation>
    </message>
    <message>
        <source>Depots</source>
        <translation>Depots</translation>
    </message>
    <message>
        <source>Hydrants</source>
        <translation>Hydrants</translation>
    </message>
    <message>
        <source>Bus stops</source>
        <translation>Bus stops</translation>
    </message>
    <message>
        <source>Sensor sites</source>
        <translation>Sensor sites</translation>
    </message>
    <message>
        <source>Traffic segments</source>
        <translation>Traffic segments</translation>
    </message>
    <message>
        <source>Districts</source>
        <translation>Districts</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Blocks</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Places</translation>
    </message>
    <message>
        <source>Parks</source>
        <translation>Parks</translation>
    </message>
    <message>
        <source>Roads</source>
        <translation>Roads</translation>
    </message>
    <message>
        <source>Buildings</source>
        <translation>Buildings</translation>
    </message>
</context>
<context>
    <name>MapLayers</name>
    <message>
        <source>It cannot be drawn: {error}</source>
        <translation>It cannot be drawn: {error}</translation>
    </message>
    <message>
        <source>No data yet ({data})</source>
        <extracomment>无法绘制：{error}</extracomment>
        <translation>No data yet ({data})</translation>
    </message>
    <message>
        <source>No feature has the property “{name}”</source>
        <extracomment>尚无数据（{data}）</extracomment>
        <translation>No feature has the property “{name}”</translation>
    </message>
    <message>
        <source>The filter leaves none of {count}</source>
        <extracomment>要素均无属性“{name}”</extracomment>
        <translation>The filter leaves none of {count}</translation>
    </message>
    <message>
        <source>Asking the road network</source>
        <extracomment>筛选后 {count} 条全部排除</extracomment>
        <translation>Asking the road network</translation>
    </message>
    <message>
        <source>{count} more are too many to draw</source>
        <extracomment>正在计算路网</extracomment>
        <translation>{count} more are too many to draw</translation>
    </message>
    <message>
        <source>{count} left out: {reason}</source>
        <extracomment>另有 {count} 条过多未绘</extracomment>
        <translation>{count} left out: {reason}</translation>
    </message>
    <message>
        <source>{count} mended: {reason}</source>
        <extracomment>缺 {count} 条：{reason}</extracomment>
        <translation>{count} mended: {reason}</translation>
    </message>
    <message>
        <source>Source “{source}” does not answer</source>
        <extracomment>修复 {count} 条：{reason}</extracomment>
        <translation>Source “{source}” does not answer</translation>
    </message>
    <message>
        <source>No tiles come: {reason} ({detail}). They are asked for again.</source>
        <extracomment>数据源“{source}”无响应</extracomment>
        <translation>No tiles come: {reason} ({detail}). They are asked for again.</translation>
    </message>
    <message>
        <source>Cannot be used: {reason} ({detail})</source>
        <translation>Cannot be used: {reason} ({detail})</translation>
    </message>
    <message>
        <source>{count} tiles did not come: {reason} ({detail})</source>
        <translation>{count} tiles did not come: {reason} ({detail})</translation>
    </message>
    <message>
        <source>{count} tiles cannot be read ({detail})</source>
        <translation>{count} tiles cannot be read ({detail})</translation>
    </message>
    <message>
        <source>{count} tiles are old ones from the cache</source>
        <extracomment>{count} 张瓦片无法读取（{detail}）</extracomment>
        <translation>{count} tiles are old ones from the cache</translation>
    </message>
    <message>
        <source>{count} shown</source>
        <translation>{count} shown</translation>
    </message>
    <message>
        <source>{count} without a place</source>
        <extracomment>显示 {count} 条</extracomment>
        <translation>{count} without a place</translation>
    </message>
    <message>
        <source>hidden</source>
        <extracomment>{count} 条无位置</extracomment>
        <translation>hidden</translation>
    </message>
    <message>
        <source>shown</source>
        <extracomment>隐藏</extracomment>
        <translation>shown</translation>
    </message>
    <message>
        <source>not at this scale</source>
        <extracomment>显示</extracomment>
        <translation>not at this scale</translation>
    </message>
    <message>
        <source>group of {count}</source>
        <extracomment>当前比例尺不显示</extracomment>
        <translation>group of {count}</translation>
    </message>
    <message>
        <source>its group is hidden</source>
        <extracomment>含 {count} 个图层</extracomment>
        <translation>its group is hidden</translation>
    </message>
    <message>
        <source>opacity {percent} %</source>
        <extracomment>所在组已隐藏</extracomment>
        <translation>opacity {percent} %</translation>
    </message>
    <message>
        <source>unfolded, Enter folds it</source>
        <extracomment>不透明度 {percent}%</extracomment>
        <translation>unfolded, Enter folds it</translation>
    </message>
    <message>
        <source>folded, Enter unfolds it</source>
        <extracomment>已展开，回车收起</extracomment>
        <translation>folded, Enter unfolds it</translation>
    </message>
    <message>
        <source>no geometry</source>
        <extracomment>已收起，回车展开</extracomment>
        <translation>no geometry</translation>
    </message>
    <message>
        <source>empty geometry</source>
        <extracomment>无几何</extracomment>
        <translation>empty geometry</translation>
    </message>
</context>
<context>
    <name>MapMenu</name>
    <message>
        <source>Centre here</source>
        <translation>Centre here</translation>
    </message>
    <message>
        <source>What is here</source>
        <translation>What is here</translation>
    </message>
    <message>
        <source>Copy {place}</source>
        <translation>Copy {place}</translation>
    </message>
    <message>
        <source>All coordinate systems</source>
        <translation>All coordinate systems</translation>
    </message>
    <message>
        <source>Measure from here</source>
        <translation>Measure from here</translation>
    </message>
    <message>
        <source>Nearest to here</source>
        <translation>Nearest to here</translation>
    </message>
    <message>
        <source>What is within 500 m</source>
        <translation>What is within 500 m</translation>
    </message>
    <message>
        <source>New incident here</source>
        <translation>New incident here</translation>
    </message>
    <message>
        <source>Edit this drawing</source>
        <translation>Edit this drawing</translation>
    </message>
    <message>
        <source>Take this drawing off the map</source>
        <translation>Take this drawing off the map</translation>
    </message>
    <message>
        <source>Fetch map tiles ahead</source>
        <translation>Fetch map tiles ahead</translation>
    </message>
    <message>
        <source>Clear marks and selection</source>
        <translation>Clear marks and selection</translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message>
        <source>{city}: situation map</source>
        <translation>{city}: situation map</translation>
    </message>
    <message>
        <source>REPLAY</source>
        <extracomment>{city} 态势图</extracomment>
        <translation>REPLAY</translation>
    </message>
    <message>
        <source>DRILL</source>
        <extracomment>回放</extracomment>
        <translation>DRILL</translation>
    </message>
    <message>
        <source>WHAT-IF</source>
        <extracomment>演练</extracomment>
        <translation>WHAT-IF</translation>
    </message>
    <message>
        <source>DEMO</source>
        <extracomment>推演</extracomment>
        <translation>DEMO</translation>
    </message>
    <message>
        <source>State at {time}, as known then</source>
        <extracomment>演示</extracomment>
        <translation>State at {time}, as known then</translation>
    </message>
    <message>
        <source>State at {time}, as it was</source>
        <extracomment>{time} 所知状态</extracomment>
        <translation>State at {time}, as it was</translation>
    </message>
    <message>
        <source>with what happened from {since} to {until}</source>
        <extracomment>{time} 实际状态</extracomment>
        <translation>with what happened from {since} to {until}</translation>
    </message>
    <message>
        <source>Scale about 1:{n}, WGS 84</source>
        <extracomment>含 {since} 至 {until} 的经过</extracomment>
        <translation>Scale about 1:{n}, WGS 84</translation>
    </message>
    <message>
        <source>Printed {time} by {who}</source>
        <extracomment>比例尺约 1:{n}，WGS 84</extracomment>
        <translation>Printed {time} by {who}</translation>
    </message>
    <message>
        <source>Data: {names}</source>
        <extracomment>{time} 由 {who} 打印</extracomment>
        <translation>Data: {names}</translation>
    </message>
    <message>
        <source>Legend</source>
        <extracomment>数据：{names}</extracomment>
        <translation>Legend</translation>
    </message>
</context>
<context>
    <name>MapPanel</name>
    <message>
        <source>Map</source>
        <translation>Map</translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation>Zoom in (+)</translation>
    </message>
    <message>
        <source>Zoom out (-)</source>
        <translation>Zoom out (-)</translation>
    </message>
</context>
<context>
    <name>MapStyle</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>From scale (m/px)</source>
        <extracomment>筛选</extracomment>
        <translation>From scale (m/px)</translation>
    </message>
    <message>
        <source>Up to scale (m/px)</source>
        <extracomment>起始比例（米/像素）</extracomment>
        <translation>Up to scale (m/px)</translation>
    </message>
    <message>
        <source>Last minutes</source>
        <extracomment>截止比例（米/像素）</extracomment>
        <translation>Last minutes</translation>
    </message>
    <message>
        <source>Symbol</source>
        <extracomment>最近（分钟）</extracomment>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>Character</source>
        <extracomment>符号</extracomment>
        <translation>Character</translation>
    </message>
    <message>
        <source>Colour</source>
        <extracomment>字符</extracomment>
        <translation>Colour</translation>
    </message>
    <message>
        <source>Size (px)</source>
        <extracomment>颜色</extracomment>
        <translation>Size (px)</translation>
    </message>
    <message>
        <source>Turned by</source>
        <extracomment>大小（像素）</extracomment>
        <translation>Turned by</translation>
    </message>
    <message>
        <source>Size by</source>
        <extracomment>旋转字段</extracomment>
        <translation>Size by</translation>
    </message>
    <message>
        <source>Smallest, largest</source>
        <extracomment>大小依据</extracomment>
        <translation>Smallest, largest</translation>
    </message>
    <message>
        <source>Values of these</source>
        <extracomment>最小、最大</extracomment>
        <translation>Values of these</translation>
    </message>
    <message>
        <source>Classes by</source>
        <extracomment>对应数值</extracomment>
        <translation>Classes by</translation>
    </message>
    <message>
        <source>Classes</source>
        <extracomment>分类字段</extracomment>
        <translation>Classes</translation>
    </message>
    <message>
        <source>Width (px)</source>
        <extracomment>分类</extracomment>
        <translation>Width (px)</translation>
    </message>
    <message>
        <source>Dashes</source>
        <extracomment>线宽（像素）</extracomment>
        <translation>Dashes</translation>
    </message>
    <message>
        <source>Casing</source>
        <extracomment>虚线</extracomment>
        <translation>Casing</translation>
    </message>
    <message>
        <source>Width by</source>
        <extracomment>衬边</extracomment>
        <translation>Width by</translation>
    </message>
    <message>
        <source>Thinnest, thickest</source>
        <extracomment>线宽依据</extracomment>
        <translation>Thinnest, thickest</translation>
    </message>
    <message>
        <source>Outline</source>
        <extracomment>最细、最粗</extracomment>
        <translation>Outline</translation>
    </message>
    <message>
        <source>Fill</source>
        <extracomment>边线</extracomment>
        <translation>Fill</translation>
    </message>
    <message>
        <source>Hatch (px)</source>
        <extracomment>填充强度</extracomment>
        <translation>Hatch (px)</translation>
    </message>
    <message>
        <source>Value</source>
        <extracomment>影线间距（像素）</extracomment>
        <translation>Value</translation>
    </message>
    <message>
        <source>Count of</source>
        <extracomment>数值</extracomment>
        <translation>Count of</translation>
    </message>
    <message>
        <source>Counted are</source>
        <extracomment>计数对象</extracomment>
        <translation>Counted are</translation>
    </message>
    <message>
        <source>Method</source>
        <extracomment>计数条件</extracomment>
        <translation>Method</translation>
    </message>
    <message>
        <source>Breaks</source>
        <extracomment>分级方法</extracomment>
        <translation>Breaks</translation>
    </message>
    <message>
        <source>Colours</source>
        <extracomment>分级界限</extracomment>
        <translation>Colours</translation>
    </message>
    <message>
        <source>Reversed</source>
        <extracomment>色带</extracomment>
        <translation>Reversed</translation>
    </message>
    <message>
        <source>Digits</source>
        <extracomment>反向</extracomment>
        <translation>Digits</translation>
    </message>
    <message>
        <source>Unit</source>
        <extracomment>小数位</extracomment>
        <translation>Unit</translation>
    </message>
    <message>
        <source>Radius (px)</source>
        <extracomment>单位</extracomment>
        <translation>Radius (px)</translation>
    </message>
    <message>
        <source>Weight</source>
        <extracomment>半径（像素）</extracomment>
        <translation>Weight</translation>
    </message>
    <message>
        <source>Full at</source>
        <extracomment>权重</extracomment>
        <translation>Full at</translation>
    </message>
    <message>
        <source>Strength</source>
        <extracomment>峰值</extracomment>
        <translation>Strength</translation>
    </message>
    <message>
        <source>Cell (px)</source>
        <extracomment>强度</extracomment>
        <translation>Cell (px)</translation>
    </message>
    <message>
        <source>Opens below (m/px)</source>
        <extracomment>聚合距离（像素）</extracomment>
        <translation>Opens below (m/px)</translation>
    </message>
    <message>
        <source>Positions</source>
        <extracomment>展开比例（米/像素）</extracomment>
        <translation>Positions</translation>
    </message>
    <message>
        <source>Fades</source>
        <extracomment>点数</extracomment>
        <translation>Fades</translation>
    </message>
    <message>
        <source>Heading</source>
        <extracomment>渐隐</extracomment>
        <translation>Heading</translation>
    </message>
    <message>
        <source>Angle</source>
        <extracomment>朝向字段</extracomment>
        <translation>Angle</translation>
    </message>
    <message>
        <source>Reach</source>
        <extracomment>张角字段</extracomment>
        <translation>Reach</translation>
    </message>
    <message>
        <source>Usual angle (°)</source>
        <extracomment>距离字段</extracomment>
        <translation>Usual angle (°)</translation>
    </message>
    <message>
        <source>Usual reach (m)</source>
        <extracomment>默认张角（度）</extracomment>
        <translation>Usual reach (m)</translation>
    </message>
    <message>
        <source>Level</source>
        <extracomment>默认距离（米）</extracomment>
        <translation>Level</translation>
    </message>
    <message>
        <source>Badge (px)</source>
        <extracomment>等级</extracomment>
        <translation>Badge (px)</translation>
    </message>
    <message>
        <source>Shape</source>
        <extracomment>徽标（像素）</extracomment>
        <translation>Shape</translation>
    </message>
    <message>
        <source>Cell (m)</source>
        <extracomment>形状</extracomment>
        <translation>Cell (m)</translation>
    </message>
    <message>
        <source>Measure</source>
        <extracomment>格网（米）</extracomment>
        <translation>Measure</translation>
    </message>
    <message>
        <source>Numbers shown</source>
        <extracomment>统计</extracomment>
        <translation>Numbers shown</translation>
    </message>
    <message>
        <source>Depth</source>
        <extracomment>显示数字</extracomment>
        <translation>Depth</translation>
    </message>
    <message>
        <source>Strong, faint depth</source>
        <extracomment>埋深</extracomment>
        <translation>Strong, faint depth</translation>
    </message>
    <message>
        <source>Flow below (m/px)</source>
        <extracomment>浅、深</extracomment>
        <translation>Flow below (m/px)</translation>
    </message>
    <message>
        <source>Minutes</source>
        <extracomment>流向显示比例</extracomment>
        <translation>Minutes</translation>
    </message>
    <message>
        <source>Speed (km/h)</source>
        <extracomment>分钟</extracomment>
        <translation>Speed (km/h)</translation>
    </message>
    <message>
        <source>Label</source>
        <extracomment>速度（km/h）</extracomment>
        <translation>Label</translation>
    </message>
    <message>
        <source>Label (English)</source>
        <extracomment>标注</extracomment>
        <translation>Label (English)</translation>
    </message>
    <message>
        <source>Label colour</source>
        <extracomment>标注（英文）</extracomment>
        <translation>Label colour</translation>
    </message>
    <message>
        <source>Label size</source>
        <extracomment>标注颜色</extracomment>
        <translation>Label size</translation>
    </message>
    <message>
        <source>Label below (m/px)</source>
        <extracomment>标注字号</extracomment>
        <translation>Label below (m/px)</translation>
    </message>
    <message>
        <source>Label priority</source>
        <extracomment>标注显示比例</extracomment>
        <translation>Label priority</translation>
    </message>
    <message>
        <source>Label offset (px)</source>
        <extracomment>标注优先</extracomment>
        <translation>Label offset (px)</translation>
    </message>
    <message>
        <source>quantile</source>
        <extracomment>标注偏移（像素）</extracomment>
        <translation>quantile</translation>
    </message>
    <message>
        <source>equal steps</source>
        <extracomment>等量</extracomment>
        <translation>equal steps</translation>
    </message>
    <message>
        <source>hexagons</source>
        <extracomment>等距</extracomment>
        <translation>hexagons</translation>
    </message>
    <message>
        <source>squares</source>
        <extracomment>六边形</extracomment>
        <translation>squares</translation>
    </message>
    <message>
        <source>count</source>
        <extracomment>方格</extracomment>
        <translation>count</translation>
    </message>
    <message>
        <source>mean</source>
        <extracomment>数量</extracomment>
        <translation>mean</translation>
    </message>
    <message>
        <source>sum</source>
        <extracomment>平均</extracomment>
        <translation>sum</translation>
    </message>
    <message>
        <source>maximum</source>
        <extracomment>合计</extracomment>
        <translation>maximum</translation>
    </message>
    <message>
        <source>minimum</source>
        <extracomment>最大</extracomment>
        <translation>minimum</translation>
    </message>
    <message>
        <source>small</source>
        <extracomment>最小</extracomment>
        <translation>small</translation>
    </message>
    <message>
        <source>middle</source>
        <extracomment>小</extracomment>
        <translation>middle</translation>
    </message>
    <message>
        <source>large</source>
        <extracomment>中</extracomment>
        <translation>large</translation>
    </message>
    <message>
        <source>none</source>
        <extracomment>大</extracomment>
        <translation>none</translation>
    </message>
    <message>
        <source>dot</source>
        <extracomment>无</extracomment>
        <translation>dot</translation>
    </message>
    <message>
        <source>ring</source>
        <extracomment>圆点</extracomment>
        <translation>ring</translation>
    </message>
    <message>
        <source>diamond</source>
        <extracomment>圆环</extracomment>
        <translation>diamond</translation>
    </message>
    <message>
        <source>Black</source>
        <extracomment>菱形</extracomment>
        <translation>Black</translation>
    </message>
    <message>
        <source>Panel black</source>
        <extracomment>黑</extracomment>
        <translation>Panel black</translation>
    </message>
    <message>
        <source>Raised black</source>
        <extracomment>面板黑</extracomment>
        <translation>Raised black</translation>
    </message>
    <message>
        <source>Dark slate</source>
        <extracomment>浮层黑</extracomment>
        <translation>Dark slate</translation>
    </message>
    <message>
        <source>Faint line grey</source>
        <extracomment>深岩灰</extracomment>
        <translation>Faint line grey</translation>
    </message>
    <message>
        <source>Line grey</source>
        <extracomment>细线灰</extracomment>
        <translation>Line grey</translation>
    </message>
    <message>
        <source>Border grey</source>
        <extracomment>线条灰</extracomment>
        <translation>Border grey</translation>
    </message>
    <message>
        <source>White</source>
        <extracomment>边框灰</extracomment>
        <translation>White</translation>
    </message>
    <message>
        <source>Light grey</source>
        <extracomment>白</extracomment>
        <translation>Light grey</translation>
    </message>
    <message>
        <source>Grey</source>
        <extracomment>浅灰</extracomment>
        <translation>Grey</translation>
    </message>
    <message>
        <source>Silver grey</source>
        <extracomment>灰</extracomment>
        <translation>Silver grey</translation>
    </message>
    <message>
        <source>Medium grey</source>
        <extracomment>银灰</extracomment>
        <translation>Medium grey</translation>
    </message>
    <message>
        <source>Dark grey</source>
        <extracomment>中灰</extracomment>
        <translation>Dark grey</translation>
    </message>
    <message>
        <source>Night grey</source>
        <extracomment>深灰</extracomment>
        <translation>Night grey</translation>
    </message>
    <message>
        <source>Pure white</source>
        <extracomment>夜灰</extracomment>
        <translation>Pure white</translation>
    </message>
    <message>
        <source>Ink</source>
        <extracomment>纯白</extracomment>
        <translation>Ink</translation>
    </message>
    <message>
        <source>Red</source>
        <extracomment>墨黑</extracomment>
        <translation>Red</translation>
    </message>
    <message>
        <source>Orange</source>
        <extracomment>红</extracomment>
        <translation>Orange</translation>
    </message>
    <message>
        <source>Yellow</source>
        <extracomment>橙</extracomment>
        <translation>Yellow</translation>
    </message>
    <message>
        <source>Blue</source>
        <extracomment>黄</extracomment>
        <translation>Blue</translation>
    </message>
    <message>
        <source>{ramp} {step}</source>
        <extracomment>蓝</extracomment>
        <translation>{ramp} {step}</translation>
    </message>
    <message>
        <source>Calm</source>
        <extracomment>{ramp} {step}</extracomment>
        <translation>Calm</translation>
    </message>
    <message>
        <source>Water</source>
        <extracomment>灰蓝</extracomment>
        <translation>Water</translation>
    </message>
    <message>
        <source>Warm</source>
        <extracomment>水蓝</extracomment>
        <translation>Warm</translation>
    </message>
    <message>
        <source>Leaf</source>
        <extracomment>暖棕</extracomment>
        <translation>Leaf</translation>
    </message>
    <message>
        <source>Character {at}: “{text}” means nothing here</source>
        <extracomment>叶绿</extracomment>
        <translation>Character {at}: “{text}” means nothing here</translation>
    </message>
    <message>
        <source>Character {at}: the quote is not closed</source>
        <extracomment>第 {at} 个字符“{text}”在此无意义</extracomment>
        <translation>Character {at}: the quote is not closed</translation>
    </message>
    <message>
        <source>Character {at}: the expression ends too early</source>
        <extracomment>第 {at} 个字符：引号未闭合</extracomment>
        <translation>Character {at}: the expression ends too early</translation>
    </message>
    <message>
        <source>Character {at}: “{text}” does not fit here</source>
        <extracomment>第 {at} 个字符：表达式不完整</extracomment>
        <translation>Character {at}: “{text}” does not fit here</translation>
    </message>
    <message>
        <source>Character {at}: there is no function “{text}”; there are {known}</source>
        <extracomment>第 {at} 个字符：“{text}”不应出现在此</extracomment>
        <translation>Character {at}: there is no function “{text}”; there are {known}</translation>
    </message>
    <message>
        <source>Character {at}: “{text}” takes {count} value(s)</source>
        <extracomment>第 {at} 个字符：没有函数“{text}”，可用 {known}</extracomment>
        <translation>Character {at}: “{text}” takes {count} value(s)</translation>
    </message>
    <message>
        <source>Character {at}: too deeply nested</source>
        <extracomment>第 {at} 个字符：“{text}”需要 {count} 个参数</extracomment>
        <translation>Character {at}: too deeply nested</translation>
    </message>
    <message>
        <source>Longer than {limit} characters</source>
        <extracomment>第 {at} 个字符：嵌套过深</extracomment>
        <translation>Longer than {limit} characters</translation>
    </message>
    <message>
        <source>This cannot be used here</source>
        <extracomment>超过 {limit} 个字符</extracomment>
        <translation>This cannot be used here</translation>
    </message>
    <message>
        <source>Numbers with commas between them</source>
        <extracomment>此处不能使用该值</extracomment>
        <translation>Numbers with commas between them</translation>
    </message>
    <message>
        <source>Data such as features:NAME, reports or incidents</source>
        <extracomment>请填数字，以逗号分隔</extracomment>
        <translation>Data such as features:NAME, reports or incidents</translation>
    </message>
    <message>
        <source>A value, ≥ a number, or an expression after “?”</source>
        <extracomment>请填数据来源，如 features:NAME、reports、incidents</extracomment>
        <translation>A value, ≥ a number, or an expression after “?”</translation>
    </message>
</context>
<context>
    <name>MapToolBar</name>
    <message>
        <source>What is here</source>
        <translation>What is here</translation>
    </message>
    <message>
        <source>Select</source>
        <extracomment>识别</extracomment>
        <translation>Select</translation>
    </message>
    <message>
        <source>Measure</source>
        <extracomment>选择</extracomment>
        <translation>Measure</translation>
    </message>
    <message>
        <source>Analyse</source>
        <extracomment>量测</extracomment>
        <translation>Analyse</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <extracomment>分析</extracomment>
        <translation>Coordinates</translation>
    </message>
    <message>
        <source>Draw</source>
        <extracomment>坐标</extracomment>
        <translation>Draw</translation>
    </message>
    <message>
        <source>View</source>
        <extracomment>标绘</extracomment>
        <translation>View</translation>
    </message>
    <message>
        <source>Clear marks and selection</source>
        <extracomment>视图</extracomment>
        <translation>Clear marks and selection</translation>
    </message>
</context>
<context>
    <name>MapWindow</name>
    <message>
        <source>Map – {city}</source>
        <translation>Map – {city}</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Free</translation>
    </message>
    <message>
        <source>Moves with the linked maps</source>
        <translation>Moves with the linked maps</translation>
    </message>
    <message>
        <source>Follows the presenter</source>
        <translation>Follows the presenter</translation>
    </message>
    <message>
        <source>Where this map looks</source>
        <translation>Where this map looks</translation>
    </message>
    <message>
        <source>Same layers</source>
        <translation>Same layers</translation>
    </message>
</context>
<context>
    <name>MeasureArea</name>
    <message>
        <source>Measure an area</source>
        <extracomment>本段 {length} · {bearing}°</extracomment>
        <translation>Measure an area</translation>
    </message>
    <message>
        <source>Click round the area; Enter closes it. Backspace: one back. U: other unit. Ctrl+C: copy.</source>
        <extracomment>测面积</extracomment>
        <translation>Click round the area; Enter closes it. Backspace: one back. U: other unit. Ctrl+C: copy.</translation>
    </message>
    <message>
        <source>round it {length}</source>
        <extracomment>沿边界点选，回车闭合；退格撤回一点；U 换单位；Ctrl+C 复制结果</extracomment>
        <translation>round it {length}</translation>
    </message>
</context>
<context>
    <name>MeasureLength</name>
    <message>
        <source>Measure a distance</source>
        <translation>Measure a distance</translation>
    </message>
    <message>
        <source>Click along the line; Enter ends it. Backspace: one back. U: other unit. Ctrl+C: copy.</source>
        <extracomment>测距</extracomment>
        <translation>Click along the line; Enter ends it. Backspace: one back. U: other unit. Ctrl+C: copy.</translation>
    </message>
    <message>
        <source>last {length} · {bearing}°</source>
        <extracomment>沿线点选，回车结束；退格撤回一点；U 换单位；Ctrl+C 复制结果</extracomment>
        <translation>last {length} · {bearing}°</translation>
    </message>
</context>
<context>
    <name>MuteButton</name>
    <message>
        <source>The present red alarms are muted; a new one will be heard</source>
        <translation>The present red alarms are muted; a new one will be heard</translation>
    </message>
    <message>
        <source>Mute the red alarms that sound now (M)</source>
        <translation>Mute the red alarms that sound now (M)</translation>
    </message>
    <message>
        <source>Being handled</source>
        <translation>Being handled</translation>
    </message>
    <message>
        <source>Known fault</source>
        <translation>Known fault</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Mute the alarm</source>
        <translation>Mute the alarm</translation>
    </message>
    <message>
        <source>Why? It goes on the record.</source>
        <translation>Why? It goes on the record.</translation>
    </message>
</context>
<context>
    <name>Nearest</name>
    <message>
        <source>Nearest of a kind</source>
        <translation>Nearest of a kind</translation>
    </message>
    <message>
        <source>Click the place; choose the kind on the sheet. Page Up/Down: step through. Esc: end.</source>
        <translation>Click the place; choose the kind on the sheet. Page Up/Down: step through. Esc: end.</translation>
    </message>
</context>
<context>
    <name>NearestSheet</name>
    <message>
        <source>Kind</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Copy CSV</source>
        <translation>Copy CSV</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Looking…</translation>
    </message>
    <message>
        <source>Nothing of that kind is known.</source>
        <translation>Nothing of that kind is known.</translation>
    </message>
    <message>
        <source>No roads are known: by straight distance only.</source>
        <translation>No roads are known: by straight distance only.</translation>
    </message>
    <message>
        <source>Straight distance, and the drive there in free traffic</source>
        <translation>Straight distance, and the drive there in free traffic</translation>
    </message>
    <message>
        <source>Straight distance, and the drive from there in free traffic</source>
        <translation>Straight distance, and the drive from there in free traffic</translation>
    </message>
    <message>
        <source>no road</source>
        <translation>no road</translation>
    </message>
</context>
<context>
    <name>NewWindow</name>
    <message>
        <source>Another map in its own window</source>
        <translation>Another map in its own window</translation>
    </message>
</context>
<context>
    <name>NorthArrow</name>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
</context>
<context>
    <name>NoteDialog</name>
    <message>
        <source>Notes: {camera}</source>
        <translation>Notes: {camera}</translation>
    </message>
    <message>
        <source>About {time}</source>
        <translation>About {time}</translation>
    </message>
    <message>
        <source>What is to be seen (may stay empty)</source>
        <translation>What is to be seen (may stay empty)</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Nothing was noted of this camera yet.</source>
        <translation>Nothing was noted of this camera yet.</translation>
    </message>
    <message>
        <source>Only a recording is open here: nothing can be noted.</source>
        <translation>Only a recording is open here: nothing can be noted.</translation>
    </message>
</context>
<context>
    <name>Obeying</name>
    <message>
        <source>follows the presenter</source>
        <translation>follows the presenter</translation>
    </message>
    <message>
        <source>moves with desk {desk}</source>
        <translation>moves with desk {desk}</translation>
    </message>
</context>
<context>
    <name>OrderLine</name>
    <message>
        <source>Release</source>
        <translation>Release</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>Call back</translation>
    </message>
    <message>
        <source>If the unit never heard of the order, releasing settles it; then order again.</source>
        <translation>If the unit never heard of the order, releasing settles it; then order again.</translation>
    </message>
    <message>
        <source>Order again</source>
        <translation>Order again</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>about {time} left</translation>
    </message>
    <message>
        <source>{time} later than reckoned</source>
        <translation>{time} later than reckoned</translation>
    </message>
</context>
<context>
    <name>OrdersView</name>
    <message>
        <source>No unit was ordered yet.</source>
        <translation>No unit was ordered yet.</translation>
    </message>
    <message>
        <source>Release all {n} on scene</source>
        <translation>Release all {n} on scene</translation>
    </message>
</context>
<context>
    <name>OverviewMap</name>
    <message>
        <source>Overview of the city</source>
        <translation>Overview of the city</translation>
    </message>
</context>
<context>
    <name>OverviewTool</name>
    <message>
        <source>Overview of the city</source>
        <translation>Overview of the city</translation>
    </message>
</context>
<context>
    <name>PageSheet</name>
    <message>
        <source>Picture and print</source>
        <translation>Picture and print</translation>
    </message>
    <message>
        <source>Title of the page</source>
        <translation>Title of the page</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation>Landscape</translation>
    </message>
    <message>
        <source>Portrait</source>
        <translation>Portrait</translation>
    </message>
    <message>
        <source>Orientation</source>
        <translation>Orientation</translation>
    </message>
    <message>
        <source>With the legend</source>
        <translation>With the legend</translation>
    </message>
    <message>
        <source>Picture (PNG)…</source>
        <translation>Picture (PNG)…</translation>
    </message>
    <message>
        <source>PDF…</source>
        <translation>PDF…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Print…</translation>
    </message>
    <message>
        <source>Save the page</source>
        <translation>Save the page</translation>
    </message>
    <message>
        <source>It cannot be written to {path}: {reason}. Choose another folder.</source>
        <translation>It cannot be written to {path}: {reason}. Choose another folder.</translation>
    </message>
    <message>
        <source>Written to {path}</source>
        <translation>Written to {path}</translation>
    </message>
    <message>
        <source>Sent to the printer</source>
        <translation>Sent to the printer</translation>
    </message>
    <message>
        <source>The printer did not take it</source>
        <translation>The printer did not take it</translation>
    </message>
    <message>
        <source>The page is being made…</source>
        <translation>The page is being made…</translation>
    </message>
    <message>
        <source>Some tiles did not come in time.</source>
        <translation>Some tiles did not come in time.</translation>
    </message>
</context>
<context>
    <name>PageTool</name>
    <message>
        <source>Picture and print</source>
        <translation>Picture and print</translation>
    </message>
</context>
<context>
    <name>PathTool</name>
    <message>
        <source>Click one place after the other.</source>
        <translation>Click one place after the other.</translation>
    </message>
    <message>
        <source>Enter ends, Backspace takes one back, Ctrl: no snapping.</source>
        <extracomment>依次点选各点</extracomment>
        <translation>Enter ends, Backspace takes one back, Ctrl: no snapping.</translation>
    </message>
</context>
<context>
    <name>PatrolRow</name>
    <message>
        <source>Patrol</source>
        <translation>Patrol</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>Seconds at each stop</source>
        <translation>Seconds at each stop</translation>
    </message>
    <message>
        <source>Add preset</source>
        <translation>Add preset</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>{name}, {seconds} s</source>
        <translation>{name}, {seconds} s</translation>
    </message>
    <message>
        <source>End patrol</source>
        <translation>End patrol</translation>
    </message>
    <message>
        <source>Start patrol</source>
        <translation>Start patrol</translation>
    </message>
</context>
<context>
    <name>PositionRow</name>
    <message>
        <source>Go</source>
        <translation>Go</translation>
    </message>
    <message>
        <source>Pan, per cent</source>
        <translation>Pan, per cent</translation>
    </message>
    <message>
        <source>Tilt, per cent</source>
        <translation>Tilt, per cent</translation>
    </message>
    <message>
        <source>Zoom, per cent</source>
        <translation>Zoom, per cent</translation>
    </message>
    <message>
        <source>Look there</source>
        <translation>Look there</translation>
    </message>
</context>
<context>
    <name>PrefetchSheet</name>
    <message>
        <source>Fetch tiles ahead</source>
        <translation>Fetch tiles ahead</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>Fetch</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Area</translation>
    </message>
    <message>
        <source>From level</source>
        <translation>From level</translation>
    </message>
    <message>
        <source>To level</source>
        <translation>To level</translation>
    </message>
    <message>
        <source>What the map shows</source>
        <translation>What the map shows</translation>
    </message>
    <message>
        <source>Reckoning…</source>
        <translation>Reckoning…</translation>
    </message>
    <message>
        <source>{tiles} tiles, about {size}</source>
        <translation>{tiles} tiles, about {size}</translation>
    </message>
    <message>
        <source>Begins</source>
        <translation>Begins</translation>
    </message>
    <message>
        <source>Fetching</source>
        <translation>Fetching</translation>
    </message>
    <message>
        <source>The server wants a pause</source>
        <translation>The server wants a pause</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Stopped</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>Given up</translation>
    </message>
    <message>
        <source>{state}: {done} of {tiles} tiles, {size}</source>
        <translation>{state}: {done} of {tiles} tiles, {size}</translation>
    </message>
    <message>
        <source>About {minutes} min more</source>
        <translation>About {minutes} min more</translation>
    </message>
    <message>
        <source>{failed} did not come: {reason}</source>
        <translation>{failed} did not come: {reason}</translation>
    </message>
</context>
<context>
    <name>Present</name>
    <message>
        <source>Present this map to those that follow, or stop</source>
        <translation>Present this map to those that follow, or stop</translation>
    </message>
</context>
<context>
    <name>PresetRow</name>
    <message>
        <source>Preset</source>
        <translation>Preset</translation>
    </message>
    <message>
        <source>Preset, or a new name</source>
        <translation>Preset, or a new name</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Go there</translation>
    </message>
    <message>
        <source>Keep view</source>
        <translation>Keep view</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Forget</translation>
    </message>
</context>
<context>
    <name>PtzHand</name>
    <message>
        <source>In your hands, priority {priority}</source>
        <translation>In your hands, priority {priority}</translation>
    </message>
    <message>
        <source>Taken over by {name}, desk {desk}, priority {priority}</source>
        <translation>Taken over by {name}, desk {desk}, priority {priority}</translation>
    </message>
    <message>
        <source>Held by {name}, desk {desk}, priority {priority}</source>
        <translation>Held by {name}, desk {desk}, priority {priority}</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Free</translation>
    </message>
    <message>
        <source>The camera does not obey ({reason}).</source>
        <translation>The camera does not obey ({reason}).</translation>
    </message>
</context>
<context>
    <name>PtzPanel</name>
    <message>
        <source>Move {name}</source>
        <translation>Move {name}</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatic</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Close (Esc)</translation>
    </message>
    <message>
        <source>Click the picture to centre it, drag a box to zoom into it.</source>
        <translation>Click the picture to centre it, drag a box to zoom into it.</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Farther</source>
        <translation>Farther</translation>
    </message>
    <message>
        <source>Closer</source>
        <translation>Closer</translation>
    </message>
    <message>
        <source>Focus</source>
        <translation>Focus</translation>
    </message>
    <message>
        <source>Near</source>
        <translation>Near</translation>
    </message>
    <message>
        <source>Far</source>
        <translation>Far</translation>
    </message>
    <message>
        <source>Iris</source>
        <translation>Iris</translation>
    </message>
    <message>
        <source>Darker</source>
        <translation>Darker</translation>
    </message>
    <message>
        <source>Brighter</source>
        <translation>Brighter</translation>
    </message>
    <message>
        <source>The camera minds focus and iris itself again</source>
        <translation>The camera minds focus and iris itself again</translation>
    </message>
    <message>
        <source>Let go</source>
        <translation>Let go</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Take over</translation>
    </message>
    <message>
        <source>Keep for me</source>
        <translation>Keep for me</translation>
    </message>
</context>
<context>
    <name>PtzRing</name>
    <message>
        <source>Joystick: arrow keys move, plus and minus zoom; Shift fast, Ctrl slow</source>
        <translation>Joystick: arrow keys move, plus and minus zoom; Shift fast, Ctrl slow</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Alias</source>
        <extracomment>文件类型(&amp;T)：</extracomment>
        <translation>Alias</translation>
    </message>
    <message>
        <source>Drive</source>
        <extracomment>替身</extracomment>
        <translation>Drive</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>驱动器</extracomment>
        <translation>File</translation>
    </message>
    <message>
        <source>File Folder</source>
        <extracomment>文件</extracomment>
        <translation>File Folder</translation>
    </message>
    <message>
        <source>Folder</source>
        <extracomment>文件夹</extracomment>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <extracomment>文件夹</extracomment>
        <translation>Shortcut</translation>
    </message>
    <message>
        <source>Unknown</source>
        <extracomment>快捷方式</extracomment>
        <translation>Unknown</translation>
    </message>
</context>
<context>
    <name>QCupsJobWidget</name>
    <message>
        <source>&amp;Billing information:</source>
        <extracomment>厘米 (cm)</extracomment>
        <translation>&amp;Billing information:</translation>
    </message>
    <message>
        <source>&amp;End:</source>
        <extracomment>计费信息(&amp;B)：</extracomment>
        <translation>&amp;End:</translation>
    </message>
    <message>
        <source>&amp;Start:</source>
        <extracomment>结束(&amp;E)：</extracomment>
        <translation>&amp;Start:</translation>
    </message>
    <message>
        <source>Job &amp;priority:</source>
        <extracomment>开始(&amp;S)：</extracomment>
        <translation>Job &amp;priority:</translation>
    </message>
    <message>
        <source>Scheduled &amp;printing:</source>
        <extracomment>作业优先级(&amp;P)：</extracomment>
        <translation>Scheduled &amp;printing:</translation>
    </message>
</context>
<context>
    <name>QErrorMessage</name>
    <message>
        <source>An error occurred</source>
        <extracomment>确定</extracomment>
        <translation>An error occurred</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>&amp;Look in:</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <extracomment>查找范围(&amp;L)：</extracomment>
        <translation>Files of &amp;type:</translation>
    </message>
</context>
<context>
    <name>QFileSystemModel</name>
    <message>
        <source>Size</source>
        <extracomment>未知</extracomment>
        <translation>Size</translation>
    </message>
</context>
<context>
    <name>QMessageBox</name>
    <message>
        <source>Help</source>
        <extracomment>大小 (Qt says 体积, which is a volume)</extracomment>
        <translation>Help</translation>
    </message>
    <message>
        <source>OK</source>
        <extracomment>帮助</extracomment>
        <translation>OK</translation>
    </message>
</context>
<context>
    <name>QPPDOptionsModel</name>
    <message>
        <source>Name</source>
        <extracomment>定时打印(&amp;P)：</extracomment>
        <translation>Name</translation>
    </message>
    <message>
        <source>Value</source>
        <extracomment>名称</extracomment>
        <translation>Value</translation>
    </message>
</context>
<context>
    <name>QPageSetupWidget</name>
    <message>
        <source>Page &amp;order:</source>
        <extracomment>短边</extracomment>
        <translation>Page &amp;order:</translation>
    </message>
    <message>
        <source>Pages &amp;per sheet:</source>
        <extracomment>页序(&amp;O)：</extracomment>
        <translation>Pages &amp;per sheet:</translation>
    </message>
    <message>
        <source>Centimeters (cm)</source>
        <extracomment>每张页数(&amp;P)：</extracomment>
        <translation>Centimeters (cm)</translation>
    </message>
</context>
<context>
    <name>QPrintDialog</name>
    <message>
        <source>Automatic</source>
        <extracomment>发生错误</extracomment>
        <translation>Automatic</translation>
    </message>
</context>
<context>
    <name>QPrintSettingsOutput</name>
    <message>
        <source>Page &amp;Set:</source>
        <extracomment>自动</extracomment>
        <translation>Page &amp;Set:</translation>
    </message>
    <message>
        <source>Duplex Printing</source>
        <extracomment>页面集(&amp;S)：</extracomment>
        <translation>Duplex Printing</translation>
    </message>
    <message>
        <source>Long side</source>
        <extracomment>双面打印</extracomment>
        <translation>Long side</translation>
    </message>
    <message>
        <source>None</source>
        <extracomment>长边</extracomment>
        <translation>None</translation>
    </message>
    <message>
        <source>Short side</source>
        <extracomment>无</extracomment>
        <translation>Short side</translation>
    </message>
</context>
<context>
    <name>QueueCard</name>
    <message>
        <source>Send proposed</source>
        <translation>Send proposed</translation>
    </message>
    <message>
        <source>Send the proposed units (S)</source>
        <translation>Send the proposed units (S)</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>Choose the units yourself (C)</source>
        <translation>Choose the units yourself (C)</translation>
    </message>
    <message>
        <source>Escalate</source>
        <translation>Escalate</translation>
    </message>
    <message>
        <source>Raise the grade by one (E)</source>
        <translation>Raise the grade by one (E)</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Log, units and closing of this incident (Enter)</source>
        <translation>Log, units and closing of this incident (Enter)</translation>
    </message>
</context>
<context>
    <name>QueueList</name>
    <message>
        <source>Working out who is nearest</source>
        <translation>Working out who is nearest</translation>
    </message>
    <message>
        <source>Proposed: {units}</source>
        <translation>Proposed: {units}</translation>
    </message>
    <message>
        <source>Nobody free: {classes}</source>
        <translation>Nobody free: {classes}</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Dispatch queue</source>
        <translation>Dispatch queue</translation>
    </message>
    <message>
        <source>No open incident.</source>
        <translation>No open incident.</translation>
    </message>
    <message>
        <source>No open incident. Press N to make one, or make one of an alarm or a report.</source>
        <translation>No open incident. Press N to make one, or make one of an alarm or a report.</translation>
    </message>
    <message>
        <source>{waiting} to send   {active} active   {closed} closed</source>
        <translation>{waiting} to send   {active} active   {closed} closed</translation>
    </message>
</context>
<context>
    <name>ReportList</name>
    <message>
        <source>Incident {number}</source>
        <translation>Incident {number}</translation>
    </message>
    <message>
        <source>Dismissed</source>
        <translation>Dismissed</translation>
    </message>
    <message>
        <source>New</source>
        <translation>New</translation>
    </message>
</context>
<context>
    <name>ReportsPanel</name>
    <message>
        <source>Reports</source>
        <translation>Reports</translation>
    </message>
    <message>
        <source>No report has come in.</source>
        <translation>No report has come in.</translation>
    </message>
    <message>
        <source>Make incident</source>
        <translation>Make incident</translation>
    </message>
    <message>
        <source>Open the form with what the report says (N)</source>
        <translation>Open the form with what the report says (N)</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Dismiss</translation>
    </message>
    <message>
        <source>No incident is needed (D)</source>
        <translation>No incident is needed (D)</translation>
    </message>
    <message>
        <source>{new} new   {all} in all</source>
        <translation>{new} new   {all} in all</translation>
    </message>
</context>
<context>
    <name>SavedViews</name>
    <message>
        <source>Views</source>
        <translation>Views</translation>
    </message>
    <message>
        <source>Saved views</source>
        <translation>Saved views</translation>
    </message>
    <message>
        <source>Saved views (Ctrl+Alt+1 to Ctrl+Alt+9)</source>
        <translation>Saved views (Ctrl+Alt+1 to Ctrl+Alt+9)</translation>
    </message>
    <message>
        <source>Save the view as…</source>
        <translation>Save the view as…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Save the view</source>
        <translation>Save the view</translation>
    </message>
    <message>
        <source>Name of the view</source>
        <translation>Name of the view</translation>
    </message>
</context>
<context>
    <name>ScreensSheet</name>
    <message>
        <source>Walls</source>
        <translation>Walls</translation>
    </message>
    <message>
        <source>Look where this map looks</source>
        <translation>Look where this map looks</translation>
    </message>
    <message>
        <source>Wall</source>
        <translation>Wall</translation>
    </message>
    <message>
        <source>Shows</source>
        <translation>Shows</translation>
    </message>
    <message>
        <source>Moves</source>
        <translation>Moves</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Free</translation>
    </message>
    <message>
        <source>With this desk's map</source>
        <translation>With this desk's map</translation>
    </message>
    <message>
        <source>Follows the presenter</source>
        <translation>Follows the presenter</translation>
    </message>
    <message>
        <source>Show there</source>
        <translation>Show there</translation>
    </message>
    <message>
        <source>As this map shows</source>
        <translation>As this map shows</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>As it is</translation>
    </message>
    <message>
        <source>{view} (of this desk)</source>
        <translation>{view} (of this desk)</translation>
    </message>
    <message>
        <source>No wall is there. Start one with --scene wall on the same journal.</source>
        <translation>No wall is there. Start one with --scene wall on the same journal.</translation>
    </message>
    <message>
        <source>No sign of life since {time}</source>
        <translation>No sign of life since {time}</translation>
    </message>
    <message>
        <source>Desk {desk} set it meanwhile</source>
        <translation>Desk {desk} set it meanwhile</translation>
    </message>
    <message>
        <source>Asked, not yet shown</source>
        <translation>Asked, not yet shown</translation>
    </message>
    <message>
        <source>as configured</source>
        <translation>as configured</translation>
    </message>
    <message>
        <source>moves by itself</source>
        <translation>moves by itself</translation>
    </message>
    <message>
        <source>follows the presenter</source>
        <translation>follows the presenter</translation>
    </message>
    <message>
        <source>moves with desk {desk}</source>
        <translation>moves with desk {desk}</translation>
    </message>
    <message>
        <source>It shows: {view}; {link}</source>
        <translation>It shows: {view}; {link}</translation>
    </message>
    <message>
        <source>Set by {by}, desk {desk}, {time}</source>
        <translation>Set by {by}, desk {desk}, {time}</translation>
    </message>
</context>
<context>
    <name>ScreensTool</name>
    <message>
        <source>Set what a wall shows</source>
        <translation>Set what a wall shows</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>Command</source>
        <translation>Command</translation>
    </message>
    <message>
        <source>Layer</source>
        <extracomment>命令</extracomment>
        <translation>Layer</translation>
    </message>
    <message>
        <source>Saved view</source>
        <extracomment>图层</extracomment>
        <translation>Saved view</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <extracomment>视图</extracomment>
        <translation>Bookmark</translation>
    </message>
    <message>
        <source>Crossing</source>
        <extracomment>书签</extracomment>
        <translation>Crossing</translation>
    </message>
    <message>
        <source>No source knows house number {n}: the middle of the road</source>
        <extracomment>路口</extracomment>
        <translation>No source knows house number {n}: the middle of the road</translation>
    </message>
    <message>
        <source>Read as {system}</source>
        <extracomment>没有门牌 {n} 的数据：显示道路中段</extracomment>
        <translation>Read as {system}</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Search address, incident, camera, unit (Ctrl+K)</source>
        <translation>Search address, incident, camera, unit (Ctrl+K)</translation>
    </message>
    <message>
        <source>Search everything (Ctrl+K)</source>
        <translation>Search everything (Ctrl+K)</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>Ctrl+K: search everything: address, crossing, coordinates in any system, incident, camera, unit, layer, command; Chinese, pinyin or its initials</source>
        <translation>Ctrl+K: search everything: address, crossing, coordinates in any system, incident, camera, unit, layer, command; Chinese, pinyin or its initials</translation>
    </message>
    <message>
        <source>Still looking…</source>
        <translation>Still looking…</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nothing found</translation>
    </message>
</context>
<context>
    <name>SelectCircle</name>
    <message>
        <source>Select in a circle</source>
        <extracomment>拖出矩形，或用空格键定两个角点；Shift 加选，Ctrl 减选；Esc 结束</extracomment>
        <translation>Select in a circle</translation>
    </message>
    <message>
        <source>Drag from the middle to the rim, or set both with Space. Shift adds, Ctrl takes away.</source>
        <extracomment>圆形选择</extracomment>
        <translation>Drag from the middle to the rim, or set both with Space. Shift adds, Ctrl takes away.</translation>
    </message>
</context>
<context>
    <name>SelectCorridor</name>
    <message>
        <source>Select along a route</source>
        <translation>Select along a route</translation>
    </message>
    <message>
        <source>by road</source>
        <translation>by road</translation>
    </message>
    <message>
        <source>straight</source>
        <translation>straight</translation>
    </message>
    <message>
        <source>Click along the route, Enter ends. {width} wide ([ and ] change it), {way} (T changes it).</source>
        <translation>Click along the route, Enter ends. {width} wide ([ and ] change it), {way} (T changes it).</translation>
    </message>
    <message>
        <source>wide {width}</source>
        <translation>wide {width}</translation>
    </message>
</context>
<context>
    <name>SelectLasso</name>
    <message>
        <source>Select with a lasso</source>
        <extracomment>从圆心拖到边缘，或用空格键定两点；Shift 加选，Ctrl 减选</extracomment>
        <translation>Select with a lasso</translation>
    </message>
    <message>
        <source>Draw round the things, or click corners and press Enter. Shift adds, Ctrl takes away.</source>
        <extracomment>套索选择</extracomment>
        <translation>Draw round the things, or click corners and press Enter. Shift adds, Ctrl takes away.</translation>
    </message>
</context>
<context>
    <name>SelectRectangle</name>
    <message>
        <source>Select in a rectangle</source>
        <translation>Select in a rectangle</translation>
    </message>
    <message>
        <source>Drag a rectangle, or set two corners with Space. Shift adds, Ctrl takes away. Esc: end.</source>
        <extracomment>矩形选择</extracomment>
        <translation>Drag a rectangle, or set two corners with Space. Shift adds, Ctrl takes away. Esc: end.</translation>
    </message>
</context>
<context>
    <name>SelectionSheet</name>
    <message>
        <source>Zoom to</source>
        <translation>Zoom to</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>Copy CSV</source>
        <translation>Copy CSV</translation>
    </message>
    <message>
        <source>Copy GeoJSON</source>
        <translation>Copy GeoJSON</translation>
    </message>
    <message>
        <source>Cameras on the wall</source>
        <translation>Cameras on the wall</translation>
    </message>
    <message>
        <source>{n} selected</source>
        <translation>{n} selected</translation>
    </message>
    <message>
        <source>… and {n} more</source>
        <translation>… and {n} more</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>This is a replay: nothing can be ordered in it. Go back to live first.</source>
        <translation>This is a replay: nothing can be ordered in it. Go back to live first.</translation>
    </message>
    <message>
        <source>This journal is only read: nothing can be ordered here.</source>
        <translation>This journal is only read: nothing can be ordered here.</translation>
    </message>
    <message>
        <source>The state of the city is still being read. Try again in a moment.</source>
        <translation>The state of the city is still being read. Try again in a moment.</translation>
    </message>
    <message>
        <source>No answer from the engine: whether it was recorded is unknown. Look before you repeat it.</source>
        <translation>No answer from the engine: whether it was recorded is unknown. Look before you repeat it.</translation>
    </message>
    <message>
        <source>It could not be recorded ({reason}). Nothing was done; try again.</source>
        <translation>It could not be recorded ({reason}). Nothing was done; try again.</translation>
    </message>
    <message>
        <source>Somebody else was first. Look at the new state and decide again.</source>
        <translation>Somebody else was first. Look at the new state and decide again.</translation>
    </message>
    <message>
        <source>This version does not know the command {command}.</source>
        <translation>This version does not know the command {command}.</translation>
    </message>
    <message>
        <source>The alarm was already acknowledged by {by}.</source>
        <translation>The alarm was already acknowledged by {by}.</translation>
    </message>
    <message>
        <source>The alarm has been cleared already.</source>
        <translation>The alarm has been cleared already.</translation>
    </message>
    <message>
        <source>The alarm already belongs to incident {number}.</source>
        <translation>The alarm already belongs to incident {number}.</translation>
    </message>
    <message>
        <source>The alarm is not shelved.</source>
        <translation>The alarm is not shelved.</translation>
    </message>
    <message>
        <source>The alarm does not exist any more.</source>
        <translation>The alarm does not exist any more.</translation>
    </message>
    <message>
        <source>A grade is I to IV; {grade} is none.</source>
        <translation>A grade is I to IV; {grade} is none.</translation>
    </message>
    <message>
        <source>Incident {number} already has grade {grade}.</source>
        <translation>Incident {number} already has grade {grade}.</translation>
    </message>
    <message>
        <source>Incident {number} is closed.</source>
        <translation>Incident {number} is closed.</translation>
    </message>
    <message>
        <source>This incident exists already.</source>
        <translation>This incident exists already.</translation>
    </message>
    <message>
        <source>The incident does not exist.</source>
        <translation>The incident does not exist.</translation>
    </message>
    <message>
        <source>This order was given already.</source>
        <translation>This order was given already.</translation>
    </message>
    <message>
        <source>The order is not open any more ({state}).</source>
        <translation>The order is not open any more ({state}).</translation>
    </message>
    <message>
        <source>The order does not exist.</source>
        <translation>The order does not exist.</translation>
    </message>
    <message>
        <source>The place is not valid. Choose it on the map.</source>
        <translation>The place is not valid. Choose it on the map.</translation>
    </message>
    <message>
        <source>A reason is needed.</source>
        <translation>A reason is needed.</translation>
    </message>
    <message>
        <source>{reason} is not a known reason.</source>
        <translation>{reason} is not a known reason.</translation>
    </message>
    <message>
        <source>The report already belongs to incident {number}.</source>
        <translation>The report already belongs to incident {number}.</translation>
    </message>
    <message>
        <source>The report has been settled already.</source>
        <translation>The report has been settled already.</translation>
    </message>
    <message>
        <source>The report does not exist any more.</source>
        <translation>The report does not exist any more.</translation>
    </message>
    <message>
        <source>Write a text first.</source>
        <translation>Write a text first.</translation>
    </message>
    <message>
        <source>Write a title first.</source>
        <translation>Write a title first.</translation>
    </message>
    <message>
        <source>The unit has arrived; release it instead of calling it back.</source>
        <translation>The unit has arrived; release it instead of calling it back.</translation>
    </message>
    <message>
        <source>{name} is bound to another incident.</source>
        <translation>{name} is bound to another incident.</translation>
    </message>
    <message>
        <source>{name} is out of service.</source>
        <translation>{name} is out of service.</translation>
    </message>
    <message>
        <source>The unit does not exist.</source>
        <translation>The unit does not exist.</translation>
    </message>
    <message>
        <source>Units are still bound to incident {number}. Release them first.</source>
        <translation>Units are still bound to incident {number}. Release them first.</translation>
    </message>
    <message>
        <source>{by} changed this drawing meanwhile. Look at it and decide again.</source>
        <translation>{by} changed this drawing meanwhile. Look at it and decide again.</translation>
    </message>
    <message>
        <source>{by} took this drawing off the map meanwhile.</source>
        <translation>{by} took this drawing off the map meanwhile.</translation>
    </message>
    <message>
        <source>The drawing does not exist any more.</source>
        <translation>The drawing does not exist any more.</translation>
    </message>
    <message>
        <source>This drawing is on the map already.</source>
        <translation>This drawing is on the map already.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nothing was changed.</translation>
    </message>
    <message>
        <source>This version cannot draw the kind {kind}.</source>
        <translation>This version cannot draw the kind {kind}.</translation>
    </message>
    <message>
        <source>This shape cannot be drawn: it needs more places that differ, within range.</source>
        <translation>This shape cannot be drawn: it needs more places that differ, within range.</translation>
    </message>
    <message>
        <source>This look is not possible. Choose another.</source>
        <translation>This look is not possible. Choose another.</translation>
    </message>
    <message>
        <source>Choose a symbol first.</source>
        <translation>Choose a symbol first.</translation>
    </message>
    <message>
        <source>The text is too long: at most {most} characters.</source>
        <translation>The text is too long: at most {most} characters.</translation>
    </message>
    <message>
        <source>The end lies before the beginning.</source>
        <translation>The end lies before the beginning.</translation>
    </message>
    <message>
        <source>The note does not exist any more.</source>
        <translation>The note does not exist any more.</translation>
    </message>
    <message>
        <source>This note exists already.</source>
        <translation>This note exists already.</translation>
    </message>
    <message>
        <source>That folder exists already. Choose another name.</source>
        <translation>That folder exists already. Choose another name.</translation>
    </message>
    <message>
        <source>Nothing was recorded of these cameras then.</source>
        <translation>Nothing was recorded of these cameras then.</translation>
    </message>
    <message>
        <source>The disk is full. Nothing was exported.</source>
        <translation>The disk is full. Nothing was exported.</translation>
    </message>
    <message>
        <source>The folder cannot be written. Choose another one.</source>
        <translation>The folder cannot be written. Choose another one.</translation>
    </message>
    <message>
        <source>Footage cannot be read. Nothing was exported.</source>
        <translation>Footage cannot be read. Nothing was exported.</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was exported.</source>
        <translation>Cancelled. Nothing was exported.</translation>
    </message>
    <message>
        <source>The signing key cannot be read. Nothing was exported.</source>
        <translation>The signing key cannot be read. Nothing was exported.</translation>
    </message>
    <message>
        <source>This footage is not locked any more.</source>
        <translation>This footage is not locked any more.</translation>
    </message>
    <message>
        <source>The camera does not exist.</source>
        <translation>The camera does not exist.</translation>
    </message>
    <message>
        <source>{name} cannot be moved.</source>
        <translation>{name} cannot be moved.</translation>
    </message>
    <message>
        <source>{name} cannot do that ({kind}).</source>
        <translation>{name} cannot do that ({kind}).</translation>
    </message>
    <message>
        <source>This movement is not possible ({kind}).</source>
        <translation>This movement is not possible ({kind}).</translation>
    </message>
    <message>
        <source>{by} is moving this camera. Wait until it is free.</source>
        <translation>{by} is moving this camera. Wait until it is free.</translation>
    </message>
    <message>
        <source>This camera is not in your hands any more.</source>
        <translation>This camera is not in your hands any more.</translation>
    </message>
    <message>
        <source>A mask needs at least three corners and an area.</source>
        <translation>A mask needs at least three corners and an area.</translation>
    </message>
    <message>
        <source>The camera moves: wait until it stands.</source>
        <translation>The camera moves: wait until it stands.</translation>
    </message>
    <message>
        <source>Only at a preset for good; elsewhere for a while.</source>
        <translation>Only at a preset for good; elsewhere for a while.</translation>
    </message>
    <message>
        <source>This mask is there already.</source>
        <translation>This mask is there already.</translation>
    </message>
    <message>
        <source>The wall {screen} is not there any more.</source>
        <translation>The wall {screen} is not there any more.</translation>
    </message>
    <message>
        <source>The wall {screen} gives no sign of life.</source>
        <translation>The wall {screen} gives no sign of life.</translation>
    </message>
    <message>
        <source>A wall cannot move like this ({link}).</source>
        <translation>A wall cannot move like this ({link}).</translation>
    </message>
    <message>
        <source>That wall has no view {view}.</source>
        <translation>That wall has no view {view}.</translation>
    </message>
    <message>
        <source>This view is too large to be sent. Hide layers, or change fewer styles.</source>
        <translation>This view is too large to be sent. Hide layers, or change fewer styles.</translation>
    </message>
    <message>
        <source>The wall does not know that view.</source>
        <translation>The wall does not know that view.</translation>
    </message>
    <message>
        <source>{by} at desk {desk} set what is shown here.</source>
        <translation>{by} at desk {desk} set what is shown here.</translation>
    </message>
    <message>
        <source>This mask is gone already.</source>
        <translation>This mask is gone already.</translation>
    </message>
    <message>
        <source>Click corners and press Enter, or drag a box. Delete removes the mask under the pointer, Ctrl+Z undoes, Esc ends.</source>
        <translation>Click corners and press Enter, or drag a box. Delete removes the mask under the pointer, Ctrl+Z undoes, Esc ends.</translation>
    </message>
    <message>
        <source>No loudspeaker can be used on this machine, so cameras cannot be heard. Connect one, then choose the camera again.</source>
        <translation>No loudspeaker can be used on this machine, so cameras cannot be heard. Connect one, then choose the camera again.</translation>
    </message>
    <message>
        <source>Recordings hold no sound. Go back to live to listen.</source>
        <translation>Recordings hold no sound. Go back to live to listen.</translation>
    </message>
    <message>
        <source>Picture saved: {path}</source>
        <translation>Picture saved: {path}</translation>
    </message>
    <message>
        <source>The picture could not be saved to {path} {why}. Make room or change the folder, then try again.</source>
        <translation>The picture could not be saved to {path} {why}. Make room or change the folder, then try again.</translation>
    </message>
    <message>
        <source>{name} shows no picture that could be saved.</source>
        <translation>{name} shows no picture that could be saved.</translation>
    </message>
    <message>
        <source>The time has passed already. Choose a later one.</source>
        <translation>The time has passed already. Choose a later one.</translation>
    </message>
    <message>
        <source>An event could not be read ({kind}: {detail}). It was set aside; nothing else is lost.</source>
        <translation>An event could not be read ({kind}: {detail}). It was set aside; nothing else is lost.</translation>
    </message>
    <message>
        <source>The journal is held by another program. Try again.</source>
        <translation>The journal is held by another program. Try again.</translation>
    </message>
    <message>
        <source>The journal {path} may not be opened ({detail}). Check its rights.</source>
        <translation>The journal {path} may not be opened ({detail}). Check its rights.</translation>
    </message>
    <message>
        <source>The journal {path} cannot be used ({detail}).</source>
        <translation>The journal {path} cannot be used ({detail}).</translation>
    </message>
    <message>
        <source>The journal is closed. Start the desk again.</source>
        <translation>The journal is closed. Start the desk again.</translation>
    </message>
    <message>
        <source>The journal {path} is damaged ({detail}). It was left untouched; bring back a copy or choose another.</source>
        <translation>The journal {path} is damaged ({detail}). It was left untouched; bring back a copy or choose another.</translation>
    </message>
    <message>
        <source>An event of the journal is damaged ({kind}: {detail}). It is left out.</source>
        <translation>An event of the journal is damaged ({kind}: {detail}). It is left out.</translation>
    </message>
    <message>
        <source>The journal {path} is empty: its writing was cut short, or it never was one. It was left untouched; delete it or choose another.</source>
        <translation>The journal {path} is empty: its writing was cut short, or it never was one. It was left untouched; delete it or choose another.</translation>
    </message>
    <message>
        <source>{path} is not a journal of this program ({detail}). It was left untouched; choose another file.</source>
        <translation>{path} is not a journal of this program ({detail}). It was left untouched; choose another file.</translation>
    </message>
    <message>
        <source>The journal is not open yet. Try again in a moment.</source>
        <translation>The journal is not open yet. Try again in a moment.</translation>
    </message>
    <message>
        <source>The journal {path} was written by a newer version (schema {schema}; this one knows {known}). Update the program.</source>
        <translation>The journal {path} was written by a newer version (schema {schema}; this one knows {known}). Update the program.</translation>
    </message>
    <message>
        <source>The journal {path} was written by a newer version. Update the program.</source>
        <translation>The journal {path} was written by a newer version. Update the program.</translation>
    </message>
    <message>
        <source>The engine does not answer. What was asked may or may not have been recorded.</source>
        <translation>The engine does not answer. What was asked may or may not have been recorded.</translation>
    </message>
    <message>
        <source>The engine is not running. Nothing can be recorded until it is back.</source>
        <translation>The engine is not running. Nothing can be recorded until it is back.</translation>
    </message>
    <message>
        <source>The journal {path} is only read.</source>
        <translation>The journal {path} is only read.</translation>
    </message>
    <message>
        <source>SQLite {version} can lose recorded events; {oldest} or later is needed. Install a newer apsw.</source>
        <translation>SQLite {version} can lose recorded events; {oldest} or later is needed. Install a newer apsw.</translation>
    </message>
    <message>
        <source>This SQLite can lose recorded events. Install a newer apsw.</source>
        <translation>This SQLite can lose recorded events. Install a newer apsw.</translation>
    </message>
    <message>
        <source>The disk is full: nothing more can be recorded. Free some space.</source>
        <translation>The disk is full: nothing more can be recorded. Free some space.</translation>
    </message>
    <message>
        <source>The journal {path} cannot be written. Check the disk and its rights.</source>
        <translation>The journal {path} cannot be written. Check the disk and its rights.</translation>
    </message>
    <message>
        <source>The journal holds events of an unknown kind ({kind}). Update the program.</source>
        <translation>The journal holds events of an unknown kind ({kind}). Update the program.</translation>
    </message>
    <message>
        <source>Something in the program went wrong ({error}). Work can go on; the log file {file} has the details.</source>
        <translation>Something in the program went wrong ({error}). Work can go on; the log file {file} has the details.</translation>
    </message>
    <message>
        <source>The engine has stopped: no new data, nothing can be recorded. It is being started again.</source>
        <translation>The engine has stopped: no new data, nothing can be recorded. It is being started again.</translation>
    </message>
    <message>
        <source>The engine does not respond (process {pid}): no new data, nothing can be recorded. If it stays so, end that process; it is then started again.</source>
        <translation>The engine does not respond (process {pid}): no new data, nothing can be recorded. If it stays so, end that process; it is then started again.</translation>
    </message>
    <message>
        <source>The clock of this machine jumped back by {duration}. Records keep their order; ages may be wrong until the sources agree with it again.</source>
        <translation>The clock of this machine jumped back by {duration}. Records keep their order; ages may be wrong until the sources agree with it again.</translation>
    </message>
    <message>
        <source>The clock of this machine jumped forward by {duration}. Check it: ages may be wrong.</source>
        <translation>The clock of this machine jumped forward by {duration}. Check it: ages may be wrong.</translation>
    </message>
    <message>
        <source>The engine runs again.</source>
        <translation>The engine runs again.</translation>
    </message>
    <message>
        <source>The engine cannot start. Look into its messages and the configuration, then start the desk again.</source>
        <translation>The engine cannot start. Look into its messages and the configuration, then start the desk again.</translation>
    </message>
    <message>
        <source>The journal can be written again.</source>
        <translation>The journal can be written again.</translation>
    </message>
    <message>
        <source>A record of the journal could not be read (number {seq}: {detail}). It is left out.</source>
        <translation>A record of the journal could not be read (number {seq}: {detail}). It is left out.</translation>
    </message>
    <message>
        <source>The journal cannot be followed just now ({detail}). It is tried again.</source>
        <translation>The journal cannot be followed just now ({detail}). It is tried again.</translation>
    </message>
    <message>
        <source>The journal is held by another program. It is tried again.</source>
        <translation>The journal is held by another program. It is tried again.</translation>
    </message>
    <message>
        <source>The journal {path} cannot be written. It is tried again.</source>
        <translation>The journal {path} cannot be written. It is tried again.</translation>
    </message>
    <message>
        <source>The map tool {tool} could not be loaded ({error}). The other tools work.</source>
        <translation>The map tool {tool} could not be loaded ({error}). The other tools work.</translation>
    </message>
    <message>
        <source>The map layer {layer} could not be drawn ({error}). The other layers work.</source>
        <translation>The map layer {layer} could not be drawn ({error}). The other layers work.</translation>
    </message>
    <message>
        <source>The cache of map tiles was damaged and is made anew ({path}). Areas kept for offline use must be fetched again.</source>
        <translation>The cache of map tiles was damaged and is made anew ({path}). Areas kept for offline use must be fetched again.</translation>
    </message>
    <message>
        <source>{tiles} tiles are more than this source allows at once ({limit}). Choose a smaller area or fewer levels.</source>
        <translation>{tiles} tiles are more than this source allows at once ({limit}). Choose a smaller area or fewer levels.</translation>
    </message>
    <message>
        <source>About {size} are needed, more than the cache has room for. Choose less, or enlarge the cache in the configuration.</source>
        <translation>About {size} are needed, more than the cache has room for. Choose less, or enlarge the cache in the configuration.</translation>
    </message>
    <message>
        <source>This source may not be fetched ahead.</source>
        <translation>This source may not be fetched ahead.</translation>
    </message>
    <message>
        <source>The source has nothing in this area.</source>
        <translation>The source has nothing in this area.</translation>
    </message>
    <message>
        <source>This source needs no network, or keeps nothing.</source>
        <translation>This source needs no network, or keeps nothing.</translation>
    </message>
    <message>
        <source>The source has not been read yet. Try again in a moment.</source>
        <translation>The source has not been read yet. Try again in a moment.</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>no answer in time</translation>
    </message>
    <message>
        <source>cannot be reached</source>
        <translation>cannot be reached</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refused</translation>
    </message>
    <message>
        <source>answered with an error</source>
        <translation>answered with an error</translation>
    </message>
    <message>
        <source>login refused</source>
        <translation>login refused</translation>
    </message>
    <message>
        <source>access denied</source>
        <translation>access denied</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>not found</translation>
    </message>
    <message>
        <source>sends what cannot be read</source>
        <translation>sends what cannot be read</translation>
    </message>
    <message>
        <source>wrong user or password</source>
        <translation>wrong user or password</translation>
    </message>
    <message>
        <source>offers no transport that fits</source>
        <translation>offers no transport that fits</translation>
    </message>
    <message>
        <source>wrongly configured</source>
        <translation>wrongly configured</translation>
    </message>
    <message>
        <source>redirects to a wrong place</source>
        <translation>redirects to a wrong place</translation>
    </message>
    <message>
        <source>redirects in a circle</source>
        <translation>redirects in a circle</translation>
    </message>
    <message>
        <source>sends too much at once</source>
        <translation>sends too much at once</translation>
    </message>
    <message>
        <source>points to another server</source>
        <translation>points to another server</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>cannot be read</translation>
    </message>
    <message>
        <source>the connector failed</source>
        <translation>the connector failed</translation>
    </message>
    <message>
        <source>could not be recorded</source>
        <translation>could not be recorded</translation>
    </message>
    <message>
        <source>cameras wait longer than a round for their look</source>
        <translation>cameras wait longer than a round for their look</translation>
    </message>
    <message>
        <source>nothing is recorded: all footage on the disk is locked as evidence</source>
        <extracomment>摄像机巡检跟不上</extracomment>
        <translation>nothing is recorded: all footage on the disk is locked as evidence</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>the disk is full</translation>
    </message>
    <message>
        <source>stopped</source>
        <extracomment>磁盘已满</extracomment>
        <translation>stopped</translation>
    </message>
    <message>
        <source>sends nothing</source>
        <translation>sends nothing</translation>
    </message>
    <message>
        <source>sends nothing any more</source>
        <translation>sends nothing any more</translation>
    </message>
    <message>
        <source>asks us to slow down</source>
        <translation>asks us to slow down</translation>
    </message>
    <message>
        <source>takes no orders</source>
        <translation>takes no orders</translation>
    </message>
    <message>
        <source>a device's password is wrong</source>
        <translation>a device's password is wrong</translation>
    </message>
    <message>
        <source>a device that is not configured</source>
        <translation>a device that is not configured</translation>
    </message>
    <message>
        <source>has more devices than are allowed</source>
        <translation>has more devices than are allowed</translation>
    </message>
    <message>
        <source>has more connections than are allowed</source>
        <translation>has more connections than are allowed</translation>
    </message>
    <message>
        <source>a list of cameras came only in part</source>
        <translation>a list of cameras came only in part</translation>
    </message>
    <message>
        <source>a list of cameras without end</source>
        <translation>a list of cameras without end</translation>
    </message>
    <message>
        <source>its port cannot be listened on</source>
        <translation>its port cannot be listened on</translation>
    </message>
    <message>
        <source>sends signalling that cannot be read</source>
        <translation>sends signalling that cannot be read</translation>
    </message>
    <message>
        <source>sends documents that cannot be read</source>
        <translation>sends documents that cannot be read</translation>
    </message>
    <message>
        <source>is not connected</source>
        <translation>is not connected</translation>
    </message>
    <message>
        <source>the device refuses</source>
        <translation>the device refuses</translation>
    </message>
    <message>
        <source>not ready yet</source>
        <translation>not ready yet</translation>
    </message>
    <message>
        <source>could not be stopped</source>
        <translation>could not be stopped</translation>
    </message>
    <message>
        <source>shows no pictures</source>
        <translation>shows no pictures</translation>
    </message>
    <message>
        <source>its certificate is not trusted</source>
        <translation>its certificate is not trusted</translation>
    </message>
    <message>
        <source>its clock is wrong</source>
        <translation>its clock is wrong</translation>
    </message>
    <message>
        <source>speaks another version</source>
        <translation>speaks another version</translation>
    </message>
    <message>
        <source>refuses a subscription</source>
        <translation>refuses a subscription</translation>
    </message>
    <message>
        <source>closed the connection</source>
        <translation>closed the connection</translation>
    </message>
    <message>
        <source>sends broken JSON</source>
        <translation>sends broken JSON</translation>
    </message>
    <message>
        <source>sends broken XML</source>
        <translation>sends broken XML</translation>
    </message>
    <message>
        <source>sends a dangerous document</source>
        <translation>sends a dangerous document</translation>
    </message>
    <message>
        <source>sends a broken message</source>
        <translation>sends a broken message</translation>
    </message>
    <message>
        <source>sends values that cannot be read</source>
        <translation>sends values that cannot be read</translation>
    </message>
    <message>
        <source>leaves out what is needed</source>
        <translation>leaves out what is needed</translation>
    </message>
    <message>
        <source>its coordinates are impossible</source>
        <translation>its coordinates are impossible</translation>
    </message>
    <message>
        <source>sends broken shapes</source>
        <translation>sends broken shapes</translation>
    </message>
    <message>
        <source>its coordinates are no numbers</source>
        <translation>its coordinates are no numbers</translation>
    </message>
    <message>
        <source>its axes are swapped</source>
        <extracomment>坐标不是数值</extracomment>
        <translation>its axes are swapped</translation>
    </message>
    <message>
        <source>its eastings and the declared zone number disagree</source>
        <extracomment>坐标轴颠倒</extracomment>
        <translation>its eastings and the declared zone number disagree</translation>
    </message>
    <message>
        <source>its coordinates are degrees, not metres</source>
        <extracomment>带号与声明不符</extracomment>
        <translation>its coordinates are degrees, not metres</translation>
    </message>
    <message>
        <source>sends shapes with too many points</source>
        <extracomment>坐标为度而非米</extracomment>
        <translation>sends shapes with too many points</translation>
    </message>
    <message>
        <source>its coordinate system is unknown</source>
        <extracomment>图形顶点过多</extracomment>
        <translation>its coordinate system is unknown</translation>
    </message>
    <message>
        <source>breaks off</source>
        <extracomment>坐标系未知</extracomment>
        <translation>breaks off</translation>
    </message>
    <message>
        <source>sends features that cannot be read</source>
        <extracomment>数据中断</extracomment>
        <translation>sends features that cannot be read</translation>
    </message>
    <message>
        <source>outlines that cross themselves</source>
        <extracomment>要素无法读取</extracomment>
        <translation>outlines that cross themselves</translation>
    </message>
    <message>
        <source>shapes across 180 degrees</source>
        <extracomment>边界自相交</extracomment>
        <translation>shapes across 180 degrees</translation>
    </message>
    <message>
        <source>outlines left open</source>
        <extracomment>跨越 180 度经线</extracomment>
        <translation>outlines left open</translation>
    </message>
    <message>
        <source>tracks with points that have no place</source>
        <extracomment>边界未闭合</extracomment>
        <translation>tracks with points that have no place</translation>
    </message>
    <message>
        <source>sends no GeoJSON</source>
        <extracomment>轨迹含无效点</extracomment>
        <translation>sends no GeoJSON</translation>
    </message>
    <message>
        <source>sends no GPX</source>
        <extracomment>不是 GeoJSON</extracomment>
        <translation>sends no GPX</translation>
    </message>
    <message>
        <source>is no WFS</source>
        <extracomment>不是 GPX</extracomment>
        <translation>is no WFS</translation>
    </message>
    <message>
        <source>is no OGC API Features</source>
        <extracomment>不是 WFS 服务</extracomment>
        <translation>is no OGC API Features</translation>
    </message>
    <message>
        <source>has more pages than are read</source>
        <extracomment>不是 OGC API Features 服务</extracomment>
        <translation>has more pages than are read</translation>
    </message>
    <message>
        <source>sends fewer features than it has</source>
        <extracomment>页数超过上限</extracomment>
        <translation>sends fewer features than it has</translation>
    </message>
    <message>
        <source>its file brought the reader down</source>
        <extracomment>要素未发全</extracomment>
        <translation>its file brought the reader down</translation>
    </message>
    <message>
        <source>has no such layer</source>
        <extracomment>文件使读取程序崩溃</extracomment>
        <translation>has no such layer</translation>
    </message>
    <message>
        <source>sends a dangerous archive</source>
        <extracomment>无此图层</extracomment>
        <translation>sends a dangerous archive</translation>
    </message>
    <message>
        <source>its pages lead in a circle</source>
        <translation>its pages lead in a circle</translation>
    </message>
    <message>
        <source>sends rows of a wrong length</source>
        <translation>sends rows of a wrong length</translation>
    </message>
    <message>
        <source>sends an empty document</source>
        <translation>sends an empty document</translation>
    </message>
    <message>
        <source>sends no warning</source>
        <translation>sends no warning</translation>
    </message>
    <message>
        <source>sends more than can be taken</source>
        <translation>sends more than can be taken</translation>
    </message>
    <message>
        <source>read to its end</source>
        <translation>read to its end</translation>
    </message>
    <message>
        <source>the service refused</source>
        <translation>the service refused</translation>
    </message>
    <message>
        <source>there is no such source</source>
        <translation>there is no such source</translation>
    </message>
    <message>
        <source>sends a web page instead of a tile</source>
        <translation>sends a web page instead of a tile</translation>
    </message>
    <message>
        <source>reports an error of its own</source>
        <translation>reports an error of its own</translation>
    </message>
    <message>
        <source>sends no picture</source>
        <translation>sends no picture</translation>
    </message>
    <message>
        <source>sends no vector tile</source>
        <translation>sends no vector tile</translation>
    </message>
    <message>
        <source>sends damaged tiles</source>
        <translation>sends damaged tiles</translation>
    </message>
    <message>
        <source>sends pictures of a wrong size</source>
        <translation>sends pictures of a wrong size</translation>
    </message>
    <message>
        <source>its key is missing</source>
        <translation>its key is missing</translation>
    </message>
    <message>
        <source>has no such tile matrix set</source>
        <translation>has no such tile matrix set</translation>
    </message>
    <message>
        <source>has no coordinate system that can be used</source>
        <translation>has no coordinate system that can be used</translation>
    </message>
    <message>
        <source>its description cannot be read</source>
        <translation>its description cannot be read</translation>
    </message>
    <message>
        <source>is no MBTiles file</source>
        <translation>is no MBTiles file</translation>
    </message>
    <message>
        <source>is no PMTiles archive</source>
        <translation>is no PMTiles archive</translation>
    </message>
    <message>
        <source>its file is damaged</source>
        <translation>its file is damaged</translation>
    </message>
    <message>
        <source>holds no tiles</source>
        <translation>holds no tiles</translation>
    </message>
    <message>
        <source>is packed in a way that cannot be read here</source>
        <translation>is packed in a way that cannot be read here</translation>
    </message>
    <message>
        <source>holds tiles of a kind that cannot be read here</source>
        <translation>holds tiles of a kind that cannot be read here</translation>
    </message>
    <message>
        <source>its server gives no parts of a file</source>
        <translation>its server gives no parts of a file</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>not read yet</translation>
    </message>
    <message>
        <source>the cache cannot be written</source>
        <translation>the cache cannot be written</translation>
    </message>
    <message>
        <source>unknown trouble</source>
        <translation>unknown trouble</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>starting</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>disturbed</source>
        <translation>disturbed</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>lost</translation>
    </message>
    <message>
        <source>failed, needs a change</source>
        <translation>failed, needs a change</translation>
    </message>
    <message>
        <source>{event} red warning</source>
        <translation>{event} red warning</translation>
    </message>
    <message>
        <source>{event} orange warning</source>
        <translation>{event} orange warning</translation>
    </message>
    <message>
        <source>{event} yellow warning</source>
        <translation>{event} yellow warning</translation>
    </message>
    <message>
        <source>{event} blue warning</source>
        <translation>{event} blue warning</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Close (Esc)</source>
        <translation>Close (Esc)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>ShowSymbols</name>
    <message>
        <source>Symbols</source>
        <translation>Symbols</translation>
    </message>
</context>
<context>
    <name>SidePlate</name>
    <message>
        <source>{minutes} minutes</source>
        <translation>{minutes} minutes</translation>
    </message>
</context>
<context>
    <name>Sound</name>
    <message>
        <source>Sound {percent} %</source>
        <translation>Sound {percent} %</translation>
    </message>
    <message>
        <source>This camera sends no sound</source>
        <translation>This camera sends no sound</translation>
    </message>
    <message>
        <source>No loudspeaker</source>
        <translation>No loudspeaker</translation>
    </message>
    <message>
        <source>Sound lost</source>
        <translation>Sound lost</translation>
    </message>
    <message>
        <source>Sound …</source>
        <translation>Sound …</translation>
    </message>
</context>
<context>
    <name>Spans</name>
    <message>
        <source>{n} d</source>
        <translation>{n} d</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} h</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>no road</source>
        <translation>no road</translation>
    </message>
    <message>
        <source>about {n} min</source>
        <translation>about {n} min</translation>
    </message>
    <message>
        <source>{m} min {s} s</source>
        <translation>{m} min {s} s</translation>
    </message>
</context>
<context>
    <name>StylePanel</name>
    <message>
        <source>Undo</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Reset</translation>
    </message>
    <message>
        <source>Copy as TOML</source>
        <translation>Copy as TOML</translation>
    </message>
</context>
<context>
    <name>SymbolPicker</name>
    <message>
        <source>Group of symbols</source>
        <translation>Group of symbols</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>Symbols</translation>
    </message>
</context>
<context>
    <name>SymbolsPage</name>
    <message>
        <source>Symbols ({n})</source>
        <translation>Symbols ({n})</translation>
    </message>
    <message>
        <source>Find a symbol by its name</source>
        <translation>Find a symbol by its name</translation>
    </message>
    <message>
        <source>Group of symbols</source>
        <translation>Group of symbols</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Close (Esc)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>Symbols</translation>
    </message>
    <message>
        <source>Arrows choose, Enter or a double click plots it on the map. The name beneath is the one for styles and packs.</source>
        <translation>Arrows choose, Enter or a double click plots it on the map. The name beneath is the one for styles and packs.</translation>
    </message>
    <message>
        <source>All groups</source>
        <translation>All groups</translation>
    </message>
</context>
<context>
    <name>TileMenu</name>
    <message>
        <source>Move the camera</source>
        <translation>Move the camera</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <extracomment>操控云台</extracomment>
        <translation>Zoom in</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <extracomment>放大画面</extracomment>
        <translation>Zoom out</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <extracomment>缩小画面</extracomment>
        <translation>Whole picture</translation>
    </message>
    <message>
        <source>Notes on all tiles</source>
        <extracomment>还原画面</extracomment>
        <translation>Notes on all tiles</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <extracomment>画面信息</extracomment>
        <translation>Save the picture</translation>
    </message>
    <message>
        <source>Listen</source>
        <extracomment>抓图</extracomment>
        <translation>Listen</translation>
    </message>
    <message>
        <source>Draw privacy masks</source>
        <extracomment>播放声音</extracomment>
        <translation>Draw privacy masks</translation>
    </message>
</context>
<context>
    <name>TimeWindowTool</name>
    <message>
        <source>Time window with histogram</source>
        <translation>Time window with histogram</translation>
    </message>
</context>
<context>
    <name>TimelinePanel</name>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Timeline</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>Replay</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close this notice</source>
        <translation>Close this notice</translation>
    </message>
</context>
<context>
    <name>Track</name>
    <message>
        <source>Timeline</source>
        <translation>Timeline</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Warnings</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Events</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Sources</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Recorded</translation>
    </message>
    <message>
        <source>Recorded of some of the shown cameras</source>
        <translation>Recorded of some of the shown cameras</translation>
    </message>
    <message>
        <source>Gap: nothing was recorded</source>
        <translation>Gap: nothing was recorded</translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>Back to live</translation>
    </message>
    <message>
        <source>Play backwards (J)</source>
        <translation>Play backwards (J)</translation>
    </message>
    <message>
        <source>Previous mark</source>
        <translation>Previous mark</translation>
    </message>
    <message>
        <source>Play or pause (Space)</source>
        <translation>Play or pause (Space)</translation>
    </message>
    <message>
        <source>Next mark</source>
        <translation>Next mark</translation>
    </message>
    <message>
        <source>Speed of the replay</source>
        <translation>Speed of the replay</translation>
    </message>
    <message>
        <source>What the replay shows: what was known then, or what was so</source>
        <translation>What the replay shows: what was known then, or what was so</translation>
    </message>
    <message>
        <source>As known then</source>
        <translation>As known then</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>As it was</translation>
    </message>
</context>
<context>
    <name>TrendWindow</name>
    <message>
        <source>The plotting library cannot be loaded ({reason}); the small trends go on.</source>
        <translation>The plotting library cannot be loaded ({reason}); the small trends go on.</translation>
    </message>
    <message>
        <source>Loading the trend</source>
        <translation>Loading the trend</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} h</translation>
    </message>
    <message>
        <source>This sign keeps no past: it is measured by the platform itself.</source>
        <translation>This sign keeps no past: it is measured by the platform itself.</translation>
    </message>
    <message>
        <source>The past cannot be read just now; it is asked for again shortly.</source>
        <translation>The past cannot be read just now; it is asked for again shortly.</translation>
    </message>
    <message>
        <source>Nothing was recorded in this span.</source>
        <translation>Nothing was recorded in this span.</translation>
    </message>
    <message>
        <source>lowest {low}, highest {high} {unit}; {n} series</source>
        <translation>lowest {low}, highest {high} {unit}; {n} series</translation>
    </message>
    <message>
        <source>{time}: nothing recorded</source>
        <translation>{time}: nothing recorded</translation>
    </message>
</context>
<context>
    <name>Uncover</name>
    <message>
        <source>Show this picture for ten minutes…</source>
        <translation>Show this picture for ten minutes…</translation>
    </message>
    <message>
        <source>Nothing has to be hidden at this preset…</source>
        <translation>Nothing has to be hidden at this preset…</translation>
    </message>
    <message>
        <source>Uncover the picture</source>
        <translation>Uncover the picture</translation>
    </message>
</context>
<context>
    <name>UnitPicker</name>
    <message>
        <source>Choose units</source>
        <translation>Choose units</translation>
    </message>
    <message>
        <source>{title}: free units by travel time. Space marks, Enter sends.</source>
        <translation>{title}: free units by travel time. Space marks, Enter sends.</translation>
    </message>
    <message>
        <source>No free unit is known just now, or the roads are still being read. Close this and try again shortly.</source>
        <translation>No free unit is known just now, or the roads are still being read. Close this and try again shortly.</translation>
    </message>
    <message>
        <source>Send {n}</source>
        <translation>Send {n}</translation>
    </message>
</context>
<context>
    <name>UnitsPanel</name>
    <message>
        <source>Units</source>
        <translation>Units</translation>
    </message>
    <message>
        <source>free / all</source>
        <translation>free / all</translation>
    </message>
    <message>
        <source>stale {age}</source>
        <translation>stale {age}</translation>
    </message>
    <message>
        <source>free / all   {age} old</source>
        <translation>free / all   {age} old</translation>
    </message>
</context>
<context>
    <name>Video</name>
    <message>
        <source>{count} s</source>
        <translation>{count} s</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} min</translation>
    </message>
    <message>
        <source>{count} h</source>
        <translation>{count} h</translation>
    </message>
    <message>
        <source>No video address</source>
        <translation>No video address</translation>
    </message>
    <message>
        <source>Unknown kind of address</source>
        <translation>Unknown kind of address</translation>
    </message>
    <message>
        <source>Wrong password since {time}</source>
        <translation>Wrong password since {time}</translation>
    </message>
    <message>
        <source>Certificate not trusted since {time}</source>
        <translation>Certificate not trusted since {time}</translation>
    </message>
    <message>
        <source>Refused since {time}</source>
        <translation>Refused since {time}</translation>
    </message>
    <message>
        <source>Unreadable since {time}</source>
        <translation>Unreadable since {time}</translation>
    </message>
    <message>
        <source>No signal since {time}</source>
        <translation>No signal since {time}</translation>
    </message>
    <message>
        <source>Connecting …</source>
        <translation>Connecting …</translation>
    </message>
    <message>
        <source>Stalled, picture is {age} old</source>
        <translation>Stalled, picture is {age} old</translation>
    </message>
    <message>
        <source>Frozen picture since {time}</source>
        <translation>Frozen picture since {time}</translation>
    </message>
    <message>
        <source>{fault} since {time}</source>
        <translation>{fault} since {time}</translation>
    </message>
    <message>
        <source>Covered: this camera has privacy masks and was moved away from them</source>
        <translation>Covered: this camera has privacy masks and was moved away from them</translation>
    </message>
    <message>
        <source>No recording at this time</source>
        <translation>No recording at this time</translation>
    </message>
    <message>
        <source>Recording missing or damaged</source>
        <translation>Recording missing or damaged</translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation>Loading …</translation>
    </message>
    <message>
        <source>{age:.1f} s old</source>
        <translation>{age:.1f} s old</translation>
    </message>
    <message>
        <source>{latency:.0f} ms from camera to screen</source>
        <translation>{latency:.0f} ms from camera to screen</translation>
    </message>
    <message>
        <source>{skew:.0f} ms beside the others</source>
        <translation>{skew:.0f} ms beside the others</translation>
    </message>
    <message>
        <source>{width} × {height}, {rate:.0f} pictures/s</source>
        <translation>{width} × {height}, {rate:.0f} pictures/s</translation>
    </message>
    <message>
        <source>Replay −{seconds} s</source>
        <translation>Replay −{seconds} s</translation>
    </message>
    <message>
        <source>Recording on the device</source>
        <translation>Recording on the device</translation>
    </message>
</context>
<context>
    <name>VideoMenu</name>
    <message>
        <source>Show large</source>
        <translation>Show large</translation>
    </message>
    <message>
        <source>Full window</source>
        <extracomment>放大</extracomment>
        <translation>Full window</translation>
    </message>
    <message>
        <source>Show on the map</source>
        <extracomment>全窗口</extracomment>
        <translation>Show on the map</translation>
    </message>
    <message>
        <source>Cameras this tile had</source>
        <extracomment>在地图上定位</extracomment>
        <translation>Cameras this tile had</translation>
    </message>
    <message>
        <source>Empty this tile</source>
        <extracomment>此窗格最近的摄像机</extracomment>
        <translation>Empty this tile</translation>
    </message>
    <message>
        <source>Layout</source>
        <extracomment>清空此窗格</extracomment>
        <translation>Layout</translation>
    </message>
    <message>
        <source>As configured ({count})</source>
        <extracomment>布局</extracomment>
        <translation>As configured ({count})</translation>
    </message>
    <message>
        <source>{count} tiles</source>
        <extracomment>默认（{count}）</extracomment>
        <translation>{count} tiles</translation>
    </message>
    <message>
        <source>Own layout ({count})</source>
        <extracomment>{count} 画面</extracomment>
        <translation>Own layout ({count})</translation>
    </message>
    <message>
        <source>{count} tiles (window)</source>
        <extracomment>自定义（{count}）</extracomment>
        <translation>{count} tiles (window)</translation>
    </message>
    <message>
        <source>Divide the tile side by side</source>
        <extracomment>{count} 画面（独立窗口）</extracomment>
        <translation>Divide the tile side by side</translation>
    </message>
    <message>
        <source>Divide the tile one above the other</source>
        <extracomment>左右拆分窗格</extracomment>
        <translation>Divide the tile one above the other</translation>
    </message>
    <message>
        <source>Join tiles</source>
        <extracomment>上下拆分窗格</extracomment>
        <translation>Join tiles</translation>
    </message>
    <message>
        <source>Groups</source>
        <extracomment>合并窗格</extracomment>
        <translation>Groups</translation>
    </message>
    <message>
        <source>Tours</source>
        <extracomment>分组</extracomment>
        <translation>Tours</translation>
    </message>
    <message>
        <source>Pause the tour</source>
        <extracomment>轮巡</extracomment>
        <translation>Pause the tour</translation>
    </message>
    <message>
        <source>Go on with the tour</source>
        <extracomment>暂停轮巡</extracomment>
        <translation>Go on with the tour</translation>
    </message>
    <message>
        <source>Next page</source>
        <extracomment>继续轮巡</extracomment>
        <translation>Next page</translation>
    </message>
    <message>
        <source>Previous page</source>
        <extracomment>下一页</extracomment>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>End the tour</source>
        <extracomment>上一页</extracomment>
        <translation>End the tour</translation>
    </message>
    <message>
        <source>No tour is configured</source>
        <extracomment>结束轮巡</extracomment>
        <translation>No tour is configured</translation>
    </message>
    <message>
        <source>Scenes</source>
        <extracomment>未配置轮巡</extracomment>
        <translation>Scenes</translation>
    </message>
    <message>
        <source>Save this wall …</source>
        <extracomment>场景</extracomment>
        <translation>Save this wall …</translation>
    </message>
    <message>
        <source>Delete a scene</source>
        <extracomment>保存当前画面…</extracomment>
        <translation>Delete a scene</translation>
    </message>
    <message>
        <source>Follow incidents and alarms</source>
        <extracomment>删除场景</extracomment>
        <translation>Follow incidents and alarms</translation>
    </message>
    <message>
        <source>Put the usual cameras back</source>
        <extracomment>跟随事件与告警</extracomment>
        <translation>Put the usual cameras back</translation>
    </message>
    <message>
        <source>All cameras</source>
        <extracomment>恢复原画面</extracomment>
        <translation>All cameras</translation>
    </message>
    <message>
        <source>Video wall in its own window</source>
        <extracomment>摄像机列表</extracomment>
        <translation>Video wall in its own window</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <extracomment>独立视频墙窗口</extracomment>
        <translation>Nothing yet</translation>
    </message>
</context>
<context>
    <name>VideoWall</name>
    <message>
        <source>Video</source>
        <translation>Video</translation>
    </message>
</context>
<context>
    <name>VideoWallWindow</name>
    <message>
        <source>Video wall – {city}</source>
        <translation>Video wall – {city}</translation>
    </message>
</context>
<context>
    <name>VitalsPanel</name>
    <message>
        <source>City vital signs</source>
        <translation>City vital signs</translation>
    </message>
    <message>
        <source>last 6 h</source>
        <translation>last 6 h</translation>
    </message>
    <message>
        <source>last 6 h   {age} old</source>
        <translation>last 6 h   {age} old</translation>
    </message>
    <message>
        <source>{n} more not normal below</source>
        <translation>{n} more not normal below</translation>
    </message>
</context>
<context>
    <name>WallControls</name>
    <message>
        <source>waits</source>
        <translation>waits</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>paused</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} s</translation>
    </message>
    <message>
        <source>{shown} of {count} tiles fit here</source>
        <translation>{shown} of {count} tiles fit here</translation>
    </message>
    <message>
        <source>{count} cameras see it</source>
        <translation>{count} cameras see it</translation>
    </message>
    <message>
        <source>no camera sees it</source>
        <translation>no camera sees it</translation>
    </message>
</context>
<context>
    <name>WindowBar</name>
    <message>
        <source>Today</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} h</translation>
    </message>
    <message>
        <source>Back to the instant alone (Esc)</source>
        <translation>Back to the instant alone (Esc)</translation>
    </message>
    <message>
        <source>What happened in the time window; drag or use the arrow keys to narrow it</source>
        <translation>What happened in the time window; drag or use the arrow keys to narrow it</translation>
    </message>
    <message>
        <source>Reading the record…</source>
        <translation>Reading the record…</translation>
    </message>
</context>
<context>
    <name>Within</name>
    <message>
        <source>What is within</source>
        <translation>What is within</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>To dispatch</source>
        <translation>To dispatch</translation>
    </message>
    <message>
        <source>En route</source>
        <translation>En route</translation>
    </message>
    <message>
        <source>On scene</source>
        <translation>On scene</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>Fire</source>
        <translation>Fire</translation>
    </message>
    <message>
        <source>Police</source>
        <translation>Police</translation>
    </message>
    <message>
        <source>Medical</source>
        <translation>Medical</translation>
    </message>
    <message>
        <source>Drainage</source>
        <translation>Drainage</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>Power</translation>
    </message>
    <message>
        <source>Ordered, no answer yet</source>
        <translation>Ordered, no answer yet</translation>
    </message>
    <message>
        <source>On the way</source>
        <translation>On the way</translation>
    </message>
    <message>
        <source>Released</source>
        <translation>Released</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>Called back</source>
        <translation>Called back</translation>
    </message>
    <message>
        <source>Unknown whether it was received</source>
        <translation>Unknown whether it was received</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>Resolved</translation>
    </message>
    <message>
        <source>False alarm</source>
        <translation>False alarm</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplicate</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>Handed over</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>refused by the unit's service</source>
        <translation>refused by the unit's service</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>no answer in time</translation>
    </message>
    <message>
        <source>service not reached</source>
        <translation>service not reached</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>no answer</translation>
    </message>
    <message>
        <source>engine restarted</source>
        <translation>engine restarted</translation>
    </message>
    <message>
        <source>no connection takes orders for this unit</source>
        <translation>no connection takes orders for this unit</translation>
    </message>
    <message>
        <source>free again by its own word</source>
        <translation>free again by its own word</translation>
    </message>
    <message>
        <source>returning by its own word</source>
        <translation>returning by its own word</translation>
    </message>
    <message>
        <source>out of service by its own word</source>
        <translation>out of service by its own word</translation>
    </message>
    <message>
        <source>settled by the operator</source>
        <translation>settled by the operator</translation>
    </message>
    <message>
        <source>calling back could not be delivered</source>
        <translation>calling back could not be delivered</translation>
    </message>
    <message>
        <source>released</source>
        <translation>released</translation>
    </message>
    <message>
        <source> ({time} by road)</source>
        <translation> ({time} by road)</translation>
    </message>
    <message>
        <source>Opened as grade {grade}</source>
        <translation>Opened as grade {grade}</translation>
    </message>
    <message>
        <source>Regraded from {before} to {after}</source>
        <translation>Regraded from {before} to {after}</translation>
    </message>
    <message>
        <source>Closed: {reason}</source>
        <translation>Closed: {reason}</translation>
    </message>
    <message>
        <source>{unit} ordered</source>
        <translation>{unit} ordered</translation>
    </message>
    <message>
        <source>{unit} accepted and is on the way</source>
        <translation>{unit} accepted and is on the way</translation>
    </message>
    <message>
        <source>{unit}: order failed, {reason}</source>
        <translation>{unit}: order failed, {reason}</translation>
    </message>
    <message>
        <source>{unit}: unknown whether the order was received ({reason})</source>
        <translation>{unit}: unknown whether the order was received ({reason})</translation>
    </message>
    <message>
        <source>{unit} called back</source>
        <translation>{unit} called back</translation>
    </message>
    <message>
        <source>{unit} arrived</source>
        <translation>{unit} arrived</translation>
    </message>
    <message>
        <source>{unit} released: {reason}</source>
        <translation>{unit} released: {reason}</translation>
    </message>
    <message>
        <source>{unit} released</source>
        <translation>{unit} released</translation>
    </message>
</context>
<context>
    <name>_Bars</name>
    <message>
        <source>No unit is known yet.</source>
        <translation>No unit is known yet.</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Free</translation>
    </message>
    <message>
        <source>En route</source>
        <translation>En route</translation>
    </message>
    <message>
        <source>On scene</source>
        <translation>On scene</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Out</translation>
    </message>
</context>
</TS>
