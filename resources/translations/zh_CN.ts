<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Acts</name>
    <message>
        <source>Save this wall</source>
        <translation>保存当前画面</translation>
    </message>
    <message>
        <source>Name of the scene; one of that name is replaced</source>
        <translation>场景名称（同名将被替换）</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>AlarmCard</name>
    <message>
        <source>Acknowledge</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>I have seen it (A)</source>
        <translation>我已知悉（A）</translation>
    </message>
    <message>
        <source>Make incident</source>
        <translation>转为事件</translation>
    </message>
    <message>
        <source>Open an incident where the alarm is (I)</source>
        <translation>在告警处建立事件（I）</translation>
    </message>
    <message>
        <source>Shelve</source>
        <translation>搁置</translation>
    </message>
    <message>
        <source>Out of sight for a while, with a reason (V)</source>
        <translation>暂时搁置，须写明原因（V）</translation>
    </message>
    <message>
        <source>Show incident</source>
        <translation>查看事件</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>取消搁置</translation>
    </message>
</context>
<context>
    <name>AlarmStrip</name>
    <message>
        <source>and {n} more</source>
        <translation>另有 {n} 条</translation>
    </message>
</context>
<context>
    <name>Alarms</name>
    <message>
        <source>Shelved until {time}</source>
        <translation>搁置至 {time}</translation>
    </message>
    <message>
        <source>Incident made</source>
        <translation>已转事件</translation>
    </message>
    <message>
        <source>Not acknowledged</source>
        <translation>未确认</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Back to normal, not acknowledged</source>
        <translation>已恢复，未确认</translation>
    </message>
    <message>
        <source>{value} {unit}, limit {limit} {unit}</source>
        <translation>{value} {unit}，限值 {limit} {unit}</translation>
    </message>
</context>
<context>
    <name>AlarmsPanel</name>
    <message>
        <source>Alarms</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>No alarm stands.</source>
        <translation>当前没有告警。</translation>
    </message>
    <message>
        <source>{unseen} not acknowledged   {all} in all</source>
        <translation>未确认 {unseen}   共 {all}</translation>
    </message>
</context>
<context>
    <name>AreaSheet</name>
    <message>
        <source>Around what</source>
        <translation>范围取自</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>What is within</source>
        <translation>统计范围内</translation>
    </message>
    <message>
        <source>Select all of it</source>
        <translation>全部选中</translation>
    </message>
    <message>
        <source>Copy CSV</source>
        <translation>复制 CSV</translation>
    </message>
    <message>
        <source>Copy GeoJSON</source>
        <translation>复制 GeoJSON</translation>
    </message>
    <message>
        <source>Cameras on the wall</source>
        <translation>摄像机上墙</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Area {area}</source>
        <translation>面积 {area}</translation>
    </message>
    <message>
        <source>Residents: {people}, estimated from {collection} by share of area</source>
        <translation>居住人口：{people}（按{collection}人口的面积占比估算）</translation>
    </message>
    <message>
        <source>Population is known for {share} % of the area only.</source>
        <translation>仅 {share}% 的范围有人口数据。</translation>
    </message>
    <message>
        <source>No source here gives population.</source>
        <translation>此处没有人口数据来源。</translation>
    </message>
    <message>
        <source>{n} buildings</source>
        <translation>建筑 {n} 栋</translation>
    </message>
    <message>
        <source>… and {n} more</source>
        <translation>…… 另有 {n} 项</translation>
    </message>
</context>
<context>
    <name>Around</name>
    <message>
        <source>Around a point</source>
        <translation>点周边</translation>
    </message>
    <message>
        <source>Along a line</source>
        <translation>沿线</translation>
    </message>
    <message>
        <source>A drawn area</source>
        <translation>手绘范围</translation>
    </message>
    <message>
        <source>Around a thing</source>
        <translation>选定对象周边</translation>
    </message>
    <message>
        <source>Click the thing (Enter: what is selected). 1-4: point, line, area, thing. [ and ] change the distance.</source>
        <translation>点选对象（回车取当前所选）；1-4 切换点、线、面、对象；[ ] 调距离</translation>
    </message>
    <message>
        <source>Click the place. 1-4: point, line, area, thing. [ and ] change the distance. Esc: end.</source>
        <translation>点选位置；1-4 切换点、线、面、对象；[ ] 调距离；Esc 结束</translation>
    </message>
    <message>
        <source>Click one place after the other, Enter ends. 1-4: point, line, area, thing. [ and ] change the distance.</source>
        <translation>逐点点选，回车结束；1-4 切换点、线、面、对象；[ ] 调距离</translation>
    </message>
    <message>
        <source>Nothing there has a place or an area.</source>
        <translation>该处没有可定位的对象。</translation>
    </message>
    <message>
        <source>Area {area}</source>
        <translation>面积 {area}</translation>
    </message>
</context>
<context>
    <name>Asker</name>
    <message>
        <source>Refused: {why}</source>
        <translation>被拒绝：{why}</translation>
    </message>
    <message>
        <source>Refused.</source>
        <translation>已被拒绝。</translation>
    </message>
    <message>
        <source>Recording, please wait</source>
        <translation>正在记录，请稍候</translation>
    </message>
    <message>
        <source>No answer: whether it was recorded is unknown. Look before you repeat it.</source>
        <translation>没有应答：不知是否已记录。请先核实，再决定是否重做。</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>已记录</translation>
    </message>
</context>
<context>
    <name>BesideWindow</name>
    <message>
        <source>Demo city: nothing of this is real</source>
        <translation>演示城市：内容均为虚构</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>REPLAY</source>
        <translation>回放</translation>
    </message>
</context>
<context>
    <name>BookmarkSheet</name>
    <message>
        <source>Bookmarks</source>
        <translation>书签</translation>
    </message>
    <message>
        <source>Name for the place shown, Enter adds it</source>
        <translation>当前位置的名称，回车添加</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>前往</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Copy as TOML</source>
        <translation>复制为 TOML</translation>
    </message>
    <message>
        <source>No bookmarks yet: type a name above, and the place that the map shows is kept under it.</source>
        <translation>还没有书签：在上面输入名称，地图当前所示的位置即以此名保存。</translation>
    </message>
    <message>
        <source>This one is from the configuration and can be changed there.</source>
        <translation>此书签来自配置文件，请在配置文件中修改。</translation>
    </message>
    <message>
        <source>A name must not be empty, and no other bookmark may have it.</source>
        <translation>名称不能为空，也不能与其他书签重复。</translation>
    </message>
</context>
<context>
    <name>BookmarkTool</name>
    <message>
        <source>Bookmarks</source>
        <translation>书签</translation>
    </message>
</context>
<context>
    <name>Breakthrough</name>
    <message>
        <source>Back to live</source>
        <translation>回到实时</translation>
    </message>
    <message>
        <source>New red alarm now, while you look at the past: {title} · {where}</source>
        <translation>您正在回放，此刻有新的红色告警：{title} · {where}</translation>
    </message>
</context>
<context>
    <name>Buffer</name>
    <message>
        <source>Buffer</source>
        <translation>缓冲区</translation>
    </message>
</context>
<context>
    <name>CameraControls</name>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7天</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30天</translation>
    </message>
    <message>
        <source>District</source>
        <translation>按区</translation>
    </message>
    <message>
        <source>Dept.</source>
        <translation>按部门</translation>
    </message>
    <message>
        <source>By department: the property &quot;department&quot; of a camera</source>
        <translation>按部门：摄像机的 department 属性</translation>
    </message>
    <message>
        <source>Name, place, state</source>
        <translation>名称、地点、状态</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>List the cameras that are in order too</source>
        <translation>同时列出正常的摄像机</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>Save the rates and every camera&apos;s state as a table (Ctrl+S)</source>
        <translation>把各项比率和每台摄像机的状态存为表格（Ctrl+S）</translation>
    </message>
</context>
<context>
    <name>CameraHealthPanel</name>
    <message>
        <source>Cameras</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>All cameras</source>
        <translation>全部摄像机</translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation>未注明</translation>
    </message>
    <message>
        <source>Rates</source>
        <translation>比率</translation>
    </message>
    <message>
        <source>Show on the wall</source>
        <translation>调到视频墙</translation>
    </message>
    <message>
        <source>Bring it up on the video wall and centre the map (Enter)</source>
        <translation>调到视频墙并居中地图（回车）</translation>
    </message>
    <message>
        <source>in order now</source>
        <translation>当前正常</translation>
    </message>
    <message>
        <source>online</source>
        <translation>在线率</translation>
    </message>
    <message>
        <source>in order</source>
        <translation>完好率</translation>
    </message>
    <message>
        <source>Rates are being worked out …</source>
        <translation>正在统计……</translation>
    </message>
    <message>
        <source>{bad} not in order   {unknown} not measured   {all} in all</source>
        <translation>异常 {bad}   未检测 {unknown}   共 {all}</translation>
    </message>
    <message>
        <source>No camera is known yet.</source>
        <translation>还没有摄像机。</translation>
    </message>
    <message>
        <source>No camera matches.</source>
        <translation>没有符合的摄像机。</translation>
    </message>
    <message>
        <source>Every camera is in order.</source>
        <translation>所有摄像机均正常。</translation>
    </message>
    <message>
        <source>Save the rates</source>
        <translation>保存统计</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Not saved: {reason}</source>
        <translation>未能保存：{reason}</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
    <message>
        <source>online {online} %, in order {in_order} %, {known} % of the time known</source>
        <translation>在线率 {online}%，完好率 {in_order}%，已知时长 {known}%</translation>
    </message>
</context>
<context>
    <name>CameraList</name>
    <message>
        <source>{count} cameras</source>
        <translation>{count} 路摄像机</translation>
    </message>
    <message>
        <source>{shown} of {count} cameras</source>
        <translation>{shown} / {count} 路摄像机</translation>
    </message>
    <message>
        <source>{count}. Drag onto a tile, or Enter for the current one.</source>
        <translation>{count}。拖到窗格上，或按回车放入当前窗格。</translation>
    </message>
    <message>
        <source>Name, pinyin or district</source>
        <translation>名称、拼音或辖区</translation>
    </message>
    <message>
        <source>Search cameras</source>
        <translation>搜索摄像机</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>Only cameras in trouble</source>
        <translation>仅看异常摄像机</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>{time}起</translation>
    </message>
</context>
<context>
    <name>CameraSheet</name>
    <message>
        <source>Cameras</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Cameras</name>
    <message>
        <source>In order</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>No signal</source>
        <extracomment>正常</extracomment>
        <translation>无信号</translation>
    </message>
    <message>
        <source>Refused</source>
        <extracomment>无信号</extracomment>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>Stalled</source>
        <extracomment>被拒绝</extracomment>
        <translation>停滞</translation>
    </message>
    <message>
        <source>Picture frozen</source>
        <extracomment>停滞</extracomment>
        <translation>画面冻结</translation>
    </message>
    <message>
        <source>Dark</source>
        <extracomment>画面冻结</extracomment>
        <translation>画面过暗</translation>
    </message>
    <message>
        <source>Covered</source>
        <extracomment>画面过暗</extracomment>
        <translation>画面遮挡</translation>
    </message>
    <message>
        <source>Turned away</source>
        <extracomment>遮挡</extracomment>
        <translation>镜头偏转</translation>
    </message>
    <message>
        <source>Glaring</source>
        <extracomment>偏转</extracomment>
        <translation>画面过亮</translation>
    </message>
    <message>
        <source>Blurred</source>
        <extracomment>过亮</extracomment>
        <translation>画面模糊</translation>
    </message>
    <message>
        <source>Noisy</source>
        <extracomment>模糊</extracomment>
        <translation>噪点过多</translation>
    </message>
    <message>
        <source>Colour cast</source>
        <extracomment>噪点</extracomment>
        <translation>画面偏色</translation>
    </message>
    <message>
        <source>Not measured</source>
        <extracomment>偏色</extracomment>
        <translation>未检测</translation>
    </message>
    <message>
        <source>no key frame arrives</source>
        <translation>收不到关键帧</translation>
    </message>
    <message>
        <source>brightness {value} of 255</source>
        <translation>亮度 {value}/255</translation>
    </message>
    <message>
        <source>{value} % burnt out</source>
        <translation>过曝 {value}%</translation>
    </message>
    <message>
        <source>{value} % of the usual sharpness</source>
        <translation>清晰度为平时的 {value}%</translation>
    </message>
    <message>
        <source>{value} % of the picture without detail</source>
        <translation>画面 {value}% 无细节</translation>
    </message>
    <message>
        <source>{value} % like the usual view</source>
        <translation>与平时画面相似 {value}%</translation>
    </message>
    <message>
        <source>noise of {value} grey levels</source>
        <translation>噪声 {value} 灰度级</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>未录像</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>No camera is known yet. Pictures appear as the sources name them.</source>
        <translation>尚无摄像机，数据源提供后将显示画面。</translation>
    </message>
</context>
<context>
    <name>ClassesField</name>
    <message>
        <source>Add a class</source>
        <translation>添加分类</translation>
    </message>
    <message>
        <source>What belongs to the class</source>
        <translation>分类条件</translation>
    </message>
    <message>
        <source>Remove the class</source>
        <translation>删除该分类</translation>
    </message>
</context>
<context>
    <name>Clear</name>
    <message>
        <source>Clear marks and selection</source>
        <translation>清除标记与选择</translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>Close {number} {title}. Why?</source>
        <translation>结案 {number} {title}，原因？</translation>
    </message>
    <message>
        <source>{n} units are still bound to it: release them first, or it will be refused.</source>
        <translation>仍有 {n} 支力量未解除：请先解除，否则会被拒绝。</translation>
    </message>
    <message>
        <source>Close incident</source>
        <translation>结案</translation>
    </message>
    <message>
        <source>Note for the record (may stay empty)</source>
        <translation>备注（可不填）</translation>
    </message>
    <message>
        <source>Shelve alarm</source>
        <translation>搁置告警</translation>
    </message>
    <message>
        <source>Shelve &quot;{title}&quot; for how long?</source>
        <translation>将“{title}”搁置多久？</translation>
    </message>
    <message>
        <source>{n} minutes</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>Reason (needed)</source>
        <translation>原因（必填）</translation>
    </message>
</context>
<context>
    <name>ColourRow</name>
    <message>
        <source>no level</source>
        <translation>无等级</translation>
    </message>
    <message>
        <source>red, I</source>
        <translation>红 I 级</translation>
    </message>
    <message>
        <source>orange, II</source>
        <translation>橙 II 级</translation>
    </message>
    <message>
        <source>yellow, III</source>
        <translation>黄 III 级</translation>
    </message>
    <message>
        <source>blue, IV</source>
        <translation>蓝 IV 级</translation>
    </message>
</context>
<context>
    <name>CompareTool</name>
    <message>
        <source>Compare with another instant or other layers</source>
        <translation>与另一时刻或另一组图层对比</translation>
    </message>
    <message>
        <source>{n} min before</source>
        <translation>{n} 分钟前</translation>
    </message>
    <message>
        <source>{n} h before</source>
        <translation>{n} 小时前</translation>
    </message>
    <message>
        <source>Layers: {view}</source>
        <translation>图层：{view}</translation>
    </message>
    <message>
        <source>With or without a layer</source>
        <translation>有无某一图层</translation>
    </message>
    <message>
        <source>Without {layer}</source>
        <translation>不含“{layer}”</translation>
    </message>
    <message>
        <source>With {layer}</source>
        <translation>含“{layer}”</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>without {layer}</source>
        <translation>不含“{layer}”</translation>
    </message>
    <message>
        <source>with {layer}</source>
        <translation>含“{layer}”</translation>
    </message>
    <message>
        <source>Map at the right of the comparison</source>
        <translation>对比右侧地图</translation>
    </message>
    <message>
        <source>Divider of the comparison: arrow keys move it</source>
        <translation>对比分隔线：方向键移动</translation>
    </message>
    <message>
        <source>Goes along with the clock</source>
        <translation>随时钟一起播放</translation>
    </message>
    <message>
        <source>Swipe or side by side (Enter)</source>
        <translation>卷帘或并排（回车）</translation>
    </message>
    <message>
        <source>End the comparison (Esc)</source>
        <translation>结束对比（Esc）</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>回放</translation>
    </message>
    <message>
        <source>Layers as set</source>
        <translation>图层：当前设置</translation>
    </message>
    <message>
        <source>Layers: {view}</source>
        <translation>图层：{view}</translation>
    </message>
    <message>
        <source>as known then</source>
        <translation>当时所知</translation>
    </message>
    <message>
        <source>as it was</source>
        <translation>实际发生</translation>
    </message>
    <message>
        <source>Reading the record…</source>
        <translation>正在读取记录…</translation>
    </message>
    <message>
        <source>The record begins at {time}</source>
        <translation>记录自 {time} 开始</translation>
    </message>
</context>
<context>
    <name>CoordinateSheet</name>
    <message>
        <source>Coordinates</source>
        <translation>坐标</translation>
    </message>
    <message>
        <source>115.0275, 30.2105 or 30°12′38″N …</source>
        <translation>115.0275, 30.2105 或 北纬30°12′38″……</translation>
    </message>
    <message>
        <source>Coordinates to go to</source>
        <translation>定位坐标</translation>
    </message>
    <message>
        <source>Coordinate system of what is typed</source>
        <translation>所输坐标的坐标系</translation>
    </message>
    <message>
        <source>Go there (Enter)</source>
        <translation>定位（回车）</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy {text}</source>
        <translation>复制 {text}</translation>
    </message>
    <message>
        <source>CGCS2000 zone {n}</source>
        <translation>CGCS2000 3 度带 {n} 带</translation>
    </message>
    <message>
        <source>Read with the latitude or northing first.</source>
        <translation>按纬度（北向）在前读取。</translation>
    </message>
    <message>
        <source>“{text}” lies outside this system. Is another one meant?</source>
        <translation>“{text}”超出该坐标系范围，是否应为其他坐标系？</translation>
    </message>
    <message>
        <source>The system {system} is not known.</source>
        <translation>未知坐标系 {system}。</translation>
    </message>
    <message>
        <source>That is not a pair of coordinates. Write two numbers, such as 115.0275, 30.2105.</source>
        <translation>无法识别为坐标。请输入两个数，例如 115.0275, 30.2105。</translation>
    </message>
</context>
<context>
    <name>Coordinates</name>
    <message>
        <source>Coordinates, go to</source>
        <translation>坐标与定位</translation>
    </message>
    <message>
        <source>Click a place for its coordinates, or type some on the sheet and press Enter.</source>
        <translation>点选位置查看坐标，或在右侧输入坐标后回车定位</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>City operations centre</source>
        <translation>城市运行指挥中心</translation>
    </message>
    <message>
        <source>Duty officer</source>
        <translation>值班长</translation>
    </message>
    <message>
        <source>Close?</source>
        <translation>确定关闭？</translation>
    </message>
    <message>
        <source>{count} orders are not answered yet. Closing this desk does not call them back. Close all the same?</source>
        <translation>还有 {count} 道指令未得到应答。关闭席位不会撤回指令。仍要关闭吗？</translation>
    </message>
</context>
<context>
    <name>DetailsHead</name>
    <message>
        <source>class {code}</source>
        <translation>分类 {code}</translation>
    </message>
    <message>
        <source>exercise</source>
        <translation>演练</translation>
    </message>
    <message>
        <source>opened {time}</source>
        <translation>建立于 {time}</translation>
    </message>
    <message>
        <source>quickest {class_name}</source>
        <translation>最快的{class_name}</translation>
    </message>
    <message>
        <source>{class_name} with the gear asked for</source>
        <translation>具备所需装备的{class_name}</translation>
    </message>
    <message>
        <source>Proposed:</source>
        <translation>建议：</translation>
    </message>
    <message>
        <source>Missing: {count} of {class_name}; nobody of it is free or can come by road</source>
        <translation>缺少：{class_name} {count} 支；没有可用的，或无路可达</translation>
    </message>
    <message>
        <source>Nobody free has: {words}</source>
        <translation>可用力量均不具备：{words}</translation>
    </message>
</context>
<context>
    <name>DeviceDialog</name>
    <message>
        <source>The device is offline.</source>
        <translation>设备不在线。</translation>
    </message>
    <message>
        <source>The device refuses: {why}</source>
        <translation>设备拒绝：{why}</translation>
    </message>
    <message>
        <source>The device does not answer.</source>
        <translation>设备没有应答。</translation>
    </message>
    <message>
        <source>No engine runs that could ask the device.</source>
        <translation>引擎未运行，无法向设备查询。</translation>
    </message>
    <message>
        <source>scheduled</source>
        <translation>定时</translation>
    </message>
    <message>
        <source>alarm</source>
        <translation>报警</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>Recordings on the device: {name}</source>
        <translation>设备录像：{name}</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>录像</translation>
    </message>
    <message>
        <source>Play on the tile</source>
        <translation>在窗格中播放</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>下载…</translation>
    </message>
    <message>
        <source>Cancel download</source>
        <translation>取消下载</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>返回实时</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Place in the recording</source>
        <translation>录像位置</translation>
    </message>
    <message>
        <source>Write times like 2026-11-21 08:15:00, the earlier one first, at most seven days apart.</source>
        <translation>请按 2026-11-21 08:15:00 的格式填写时间，先早后晚，间隔不超过七天。</translation>
    </message>
    <message>
        <source>Asking the device…</source>
        <translation>正在向设备查询…</translation>
    </message>
    <message>
        <source>Parts of the list were lost; ask again.</source>
        <translation>部分查询结果丢失，请重新查询。</translation>
    </message>
    <message>
        <source>The device has nothing of this time.</source>
        <translation>设备没有该时段的录像。</translation>
    </message>
    <message>
        <source>Download to</source>
        <translation>下载到</translation>
    </message>
    <message>
        <source>Downloading…</source>
        <translation>正在下载…</translation>
    </message>
    <message>
        <source>Written: {path}, {size} MB.</source>
        <translation>已写入：{path}，{size} MB。</translation>
    </message>
    <message>
        <source>Broken off ({why}); what came is in {path}.</source>
        <translation>下载中断（{why}）；已收到的部分保存在 {path}。</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>已取消，未写入文件。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
</context>
<context>
    <name>DevicePlayer</name>
    <message>
        <source>Put the camera on a tile first.</source>
        <translation>请先将该摄像头放入窗格。</translation>
    </message>
</context>
<context>
    <name>DrawArrow</name>
    <message>
        <source>Draw an arrow</source>
        <extracomment>画线</extracomment>
        <translation>画箭头</translation>
    </message>
    <message>
        <source>Click along the way; the head is at the end.</source>
        <extracomment>画箭头</extracomment>
        <translation>沿方向点选，末端为箭头。</translation>
    </message>
</context>
<context>
    <name>DrawAttack</name>
    <message>
        <source>Draw an attack arrow</source>
        <extracomment>沿方向点选，末端为箭头</extracomment>
        <translation>画进攻箭头</translation>
    </message>
    <message>
        <source>Click along its axis, from the tail to the head.</source>
        <extracomment>画进攻箭头</extracomment>
        <translation>沿轴线从箭尾点到箭头。</translation>
    </message>
</context>
<context>
    <name>DrawCircle</name>
    <message>
        <source>Draw a circle</source>
        <extracomment>拖出矩形，或点选两个对角</extracomment>
        <translation>画圆</translation>
    </message>
    <message>
        <source>Drag from the centre to the rim, or click both.</source>
        <extracomment>画圆</extracomment>
        <translation>从圆心拖到圆周，或依次点选。</translation>
    </message>
    <message>
        <source>radius {length}</source>
        <extracomment>从圆心拖到圆周，或依次点选</extracomment>
        <translation>半径 {length}</translation>
    </message>
</context>
<context>
    <name>DrawLine</name>
    <message>
        <source>Draw a line</source>
        <extracomment>回车结束，退格撤回一点，按住 Ctrl 不捕捉</extracomment>
        <translation>画线</translation>
    </message>
</context>
<context>
    <name>DrawPoint</name>
    <message>
        <source>Draw a point</source>
        <translation>标点</translation>
    </message>
    <message>
        <source>Click the place (Space at the cross).</source>
        <extracomment>标点</extracomment>
        <translation>点击位置（或移动十字后按空格）。</translation>
    </message>
</context>
<context>
    <name>DrawPolygon</name>
    <message>
        <source>Draw an area</source>
        <extracomment>沿轴线点选，从尾到头</extracomment>
        <translation>画区域</translation>
    </message>
    <message>
        <source>Click round the area.</source>
        <extracomment>画区域</extracomment>
        <translation>沿边界依次点选。</translation>
    </message>
</context>
<context>
    <name>DrawRectangle</name>
    <message>
        <source>Draw a rectangle</source>
        <translation>画矩形</translation>
    </message>
    <message>
        <source>Drag from corner to corner, or click both.</source>
        <extracomment>画矩形</extracomment>
        <translation>拖出矩形，或点选两个对角。</translation>
    </message>
</context>
<context>
    <name>DrawSheet</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>标绘</translation>
    </message>
    <message>
        <source>Refused: {why}</source>
        <translation>未执行：{why}</translation>
    </message>
    <message>
        <source>Recording, please wait</source>
        <translation>正在记录，请稍候</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>线型</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>线宽</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Turned</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>Belongs to</source>
        <translation>所属事件</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>solid</source>
        <translation>实线</translation>
    </message>
    <message>
        <source>dashed</source>
        <translation>虚线</translation>
    </message>
    <message>
        <source>dotted</source>
        <translation>点线</translation>
    </message>
    <message>
        <source>no fill</source>
        <translation>不填充</translation>
    </message>
    <message>
        <source>faint</source>
        <translation>淡色</translation>
    </message>
    <message>
        <source>hatched</source>
        <translation>斜线</translation>
    </message>
    <message>
        <source>densely hatched</source>
        <translation>密斜线</translation>
    </message>
    <message>
        <source>upright</source>
        <translation>不旋转</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>DrawSymbol</name>
    <message>
        <source>Plot a situation symbol</source>
        <translation>标绘态势符号</translation>
    </message>
    <message>
        <source>Click the place. , and .: another symbol, PgUp and PgDn: another group, [ and ]: turn.</source>
        <extracomment>标绘态势符号</extracomment>
        <translation>点击位置。逗号、句号换符号，PgUp、PgDn 换组，[ ] 旋转。</translation>
    </message>
</context>
<context>
    <name>DrawText</name>
    <message>
        <source>Write on the map</source>
        <translation>标注文字</translation>
    </message>
    <message>
        <source>Type the text and press Enter. Esc: leave it.</source>
        <extracomment>标注文字</extracomment>
        <translation>输入文字后按回车；Esc 放弃。</translation>
    </message>
    <message>
        <source>Click the place, then type the text.</source>
        <translation>点击位置，再输入文字。</translation>
    </message>
</context>
<context>
    <name>DrawTool</name>
    <message>
        <source>Recording</source>
        <translation>正在记录</translation>
    </message>
    <message>
        <source>0-4: colour. F2: title and look. Ctrl+Z: undo.</source>
        <extracomment>正在记录</extracomment>
        <translation>0–4 颜色，F2 标题与样式，Ctrl+Z 撤销。</translation>
    </message>
</context>
<context>
    <name>EditDrawings</name>
    <message>
        <source>Edit drawings</source>
        <translation>编辑标绘</translation>
    </message>
    <message>
        <source>Enter or Space drops it here, Esc puts it back, Ctrl: no snapping.</source>
        <extracomment>编辑标绘</extracomment>
        <translation>回车或空格放在此处，Esc 放回原处，按住 Ctrl 不捕捉。</translation>
    </message>
    <message>
        <source>Click a drawing, or N for the next one.</source>
        <translation>点击标绘，或按 N 选下一个。</translation>
    </message>
    <message>
        <source>Drag a handle or the drawing; a small handle adds a place. Del: remove. N: next drawing, full stop: next handle, Space: take it, G: take the whole, [ ]: turn.</source>
        <translation>拖动控制点或整个标绘，空心点可加点。Del 删除，N 下一个标绘，句号下一个控制点，空格拿起，G 整体移动，[ ] 旋转。</translation>
    </message>
</context>
<context>
    <name>Evidence</name>
    <message>
        <source>Export footage…</source>
        <translation>导出录像…</translation>
    </message>
    <message>
        <source>Recordings on the device…</source>
        <translation>设备录像…</translation>
    </message>
    <message>
        <source>Notes and bookmarks…</source>
        <translation>备注与书签…</translation>
    </message>
</context>
<context>
    <name>EvidenceDialog</name>
    <message>
        <source>Export footage</source>
        <translation>导出录像</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>From</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>With a watermarked copy</source>
        <translation>附带水印副本</translation>
    </message>
    <message>
        <source>Keep the originals here, too</source>
        <translation>本机原始录像一并锁定保留</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分钟</translation>
    </message>
    <message>
        <source>The {minutes} minutes before the instant shown</source>
        <translation>所示时刻之前的 {minutes} 分钟</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>&amp;Cameras</source>
        <translation>摄像机(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>开始(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Until</source>
        <translation>结束(&amp;U)</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>事由(&amp;R)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Choose a camera.</source>
        <translation>请选择摄像机。</translation>
    </message>
    <message>
        <source>Write times like 2026-11-21 08:15:00.</source>
        <translation>时间请按 2026-11-21 08:15:00 的格式填写。</translation>
    </message>
    <message>
        <source>At most 24 hours at a time.</source>
        <translation>一次最多导出 24 小时。</translation>
    </message>
    <message>
        <source>Folder for exports</source>
        <translation>导出文件夹</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>正在导出…</translation>
    </message>
    <message>
        <source>Written to {folder}: {files} files.</source>
        <translation>已写入 {folder}，共 {files} 个文件。</translation>
    </message>
    <message>
        <source>Nothing was recorded of: {cameras}</source>
        <translation>以下摄像机当时没有录像：{cameras}</translation>
    </message>
    <message>
        <source>Only a recording is open here: the export is not on the record.</source>
        <translation>当前只打开了历史记录，本次导出未能登记。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>FailedPanel</name>
    <message>
        <source>The panel &quot;{name}&quot; could not be loaded: {reason}. The other panels work; look into the log file and start again.</source>
        <translation>面板“{name}”无法加载：{reason}。其他面板正常；请查看日志文件后重新启动。</translation>
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
        <translation>{n} 公顷</translation>
    </message>
    <message>
        <source>{n} km²</source>
        <extracomment>{n} 公顷</extracomment>
        <translation>{n} km²</translation>
    </message>
    <message>
        <source>{n} mu</source>
        <translation>{n} 亩</translation>
    </message>
    <message>
        <source>{s} s</source>
        <extracomment>{n} 亩</extracomment>
        <translation>{s} 秒</translation>
    </message>
    <message>
        <source>{m} min {s} s</source>
        <extracomment>{s} 秒</extracomment>
        <translation>{m} 分 {s} 秒</translation>
    </message>
    <message>
        <source>{h} h {m} min</source>
        <extracomment>{m} 分 {s} 秒</extracomment>
        <translation>{h} 小时 {m} 分</translation>
    </message>
    <message>
        <source>about {n}</source>
        <extracomment>{h} 小时 {m} 分</extracomment>
        <translation>约 {n} 人</translation>
    </message>
</context>
<context>
    <name>FollowPlate</name>
    <message>
        <source>Following {name} · pan the map or press F to stop</source>
        <translation>正在跟随 {name} · 平移地图或按 F 停止</translation>
    </message>
    <message>
        <source>No longer following {name}</source>
        <translation>已停止跟随 {name}</translation>
    </message>
    <message>
        <source>Presenting: other maps go along · press to stop</source>
        <translation>正在主讲，其他地图跟随 · 点击停止</translation>
    </message>
    <message>
        <source>Follow it (F)</source>
        <extracomment>正在主讲</extracomment>
        <translation>跟随（F）</translation>
    </message>
</context>
<context>
    <name>FollowTool</name>
    <message>
        <source>Follow the selected unit or vehicle</source>
        <translation>跟随所选力量或车辆</translation>
    </message>
</context>
<context>
    <name>Furnishing</name>
    <message>
        <source>Back to live</source>
        <translation>回到实时</translation>
    </message>
    <message>
        <source>Play or pause the replay</source>
        <translation>播放或暂停回放</translation>
    </message>
    <message>
        <source>Mute the alarm</source>
        <translation>告警静音</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>关闭窗口</translation>
    </message>
</context>
<context>
    <name>GaugeView</name>
    <message>
        <source>stale {age}</source>
        <translation>陈旧 {age}</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>last known {value} {unit}</source>
        <translation>最后已知 {value} {unit}</translation>
    </message>
    <message>
        <source>{age} old</source>
        <translation>{age}前</translation>
    </message>
    <message>
        <source>{fresh} of {total} sensors report</source>
        <translation>{total} 个传感器中 {fresh} 个有数据</translation>
    </message>
</context>
<context>
    <name>Governed</name>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>key frames</source>
        <translation>仅关键帧</translation>
    </message>
    <message>
        <source>sub-stream</source>
        <translation>子码流</translation>
    </message>
    <message>
        <source>Paused: the processor is busy</source>
        <translation>已暂停：处理器繁忙</translation>
    </message>
</context>
<context>
    <name>GovernedLine</name>
    <message>
        <source>Processor busy: {count} of {all} pictures reduced</source>
        <translation>处理器繁忙：{all} 个画面中 {count} 个已降级</translation>
    </message>
</context>
<context>
    <name>GridTool</name>
    <message>
        <source>Coordinate grid: degrees, metres, none</source>
        <translation>坐标网：经纬度、公里网、无</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Monday</source>
        <translation>星期一</translation>
    </message>
    <message>
        <source>Tuesday</source>
        <translation>星期二</translation>
    </message>
    <message>
        <source>Wednesday</source>
        <translation>星期三</translation>
    </message>
    <message>
        <source>Thursday</source>
        <translation>星期四</translation>
    </message>
    <message>
        <source>Friday</source>
        <translation>星期五</translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation>星期六</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>星期日</translation>
    </message>
</context>
<context>
    <name>Headline</name>
    <message>
        <source>{days} d {time}</source>
        <translation>{days} 天 {time}</translation>
    </message>
    <message>
        <source>City operations centre</source>
        <translation>城市运行指挥中心</translation>
    </message>
    <message>
        <source>in force for {time}</source>
        <translation>已持续 {time}</translation>
    </message>
    <message>
        <source> · {count} more</source>
        <translation> · 另有 {count} 条</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>REPLAY  {speed} · {axis}</source>
        <translation>回放  {speed} · {axis}</translation>
    </message>
    <message>
        <source>DRILL</source>
        <translation>演练</translation>
    </message>
    <message>
        <source>WHAT-IF</source>
        <translation>推演</translation>
    </message>
    <message>
        <source>DEMO</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>as known then</source>
        <translation>当时所知</translation>
    </message>
    <message>
        <source>as it was</source>
        <translation>实际发生</translation>
    </message>
    <message>
        <source>{officer} · seat {seat}</source>
        <translation>{officer} · 席位 {seat}</translation>
    </message>
    <message>
        <source>Duty officer</source>
        <translation>值班长</translation>
    </message>
    <message>
        <source>Engine does not respond: no new data</source>
        <translation>引擎无响应：没有新数据</translation>
    </message>
    <message>
        <source>Engine lost: starting it again</source>
        <translation>引擎中断：正在重新启动</translation>
    </message>
    <message>
        <source>Engine cannot start: look into its messages</source>
        <translation>引擎无法启动：请查看其输出信息</translation>
    </message>
    <message>
        <source>Connecting to the engine…</source>
        <translation>正在连接引擎…</translation>
    </message>
    <message>
        <source>Engine not running: no new data</source>
        <translation>引擎未运行：没有新数据</translation>
    </message>
    <message>
        <source>Starting the city&apos;s sources…</source>
        <translation>正在启动数据源…</translation>
    </message>
    <message>
        <source>Sources {live} / {all} live</source>
        <translation>数据源 {live} / {all} 在线</translation>
    </message>
</context>
<context>
    <name>Histogram</name>
    <message>
        <source>{reports} reports, {incidents} incidents, {alarms} alarms, {observations} observations</source>
        <translation>警情 {reports} · 事件 {incidents} · 告警 {alarms} · 观测 {observations}</translation>
    </message>
</context>
<context>
    <name>Identify</name>
    <message>
        <source>What is here</source>
        <translation>识别</translation>
    </message>
    <message>
        <source>Click a place: everything there is listed. Page Up/Down: step through it. Esc: end.</source>
        <extracomment>识别</extracomment>
        <translation>点选位置，列出该处全部要素；PageUp/PageDown 逐个查看；Esc 结束</translation>
    </message>
    <message>
        <source>{n} things here</source>
        <extracomment>点选位置，列出该处全部要素；PageUp/PageDown 逐个查看；Esc 结束</extracomment>
        <translation>此处 {n} 项</translation>
    </message>
</context>
<context>
    <name>IncidentDetails</name>
    <message>
        <source>‹ Back to the queue</source>
        <translation>‹ 返回队列</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Send proposed</source>
        <translation>派出建议力量</translation>
    </message>
    <message>
        <source>Choose units</source>
        <translation>选择力量</translation>
    </message>
    <message>
        <source>Close incident</source>
        <translation>结案</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>添加记录</translation>
    </message>
    <message>
        <source>Note for the log (Ctrl+M)</source>
        <translation>写入过程记录（Ctrl+M）</translation>
    </message>
    <message>
        <source>Units and orders</source>
        <translation>力量与指令</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>Grade {grade}</source>
        <translation>{grade} 级</translation>
    </message>
</context>
<context>
    <name>IncidentForm</name>
    <message>
        <source>New incident</source>
        <translation>新建事件</translation>
    </message>
    <message>
        <source>I  red, gravest</source>
        <translation>Ⅰ级 红色（特别重大）</translation>
    </message>
    <message>
        <source>II  orange</source>
        <translation>Ⅱ级 橙色</translation>
    </message>
    <message>
        <source>III  yellow</source>
        <translation>Ⅲ级 黄色</translation>
    </message>
    <message>
        <source>IV  blue</source>
        <translation>Ⅳ级 蓝色</translation>
    </message>
    <message>
        <source>Choose on the map</source>
        <translation>在地图上选点</translation>
    </message>
    <message>
        <source>&amp;Type</source>
        <translation>类型(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Grade</source>
        <translation>等级(&amp;G)</translation>
    </message>
    <message>
        <source>T&amp;itle</source>
        <translation>标题(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>地址(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;What is known</source>
        <translation>已知情况(&amp;W)</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Open incident (Ctrl+Enter)</source>
        <translation>建立事件（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>尚未选定</translation>
    </message>
</context>
<context>
    <name>Instant</name>
    <message>
        <source>Back to live</source>
        <translation>返回实时</translation>
    </message>
    <message>
        <source>Instant replay</source>
        <translation>即时回放</translation>
    </message>
    <message>
        <source>The last {seconds} s</source>
        <translation>最近 {seconds} 秒</translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message>
        <source>Lock as evidence</source>
        <translation>锁定为证据</translation>
    </message>
    <message>
        <source>{minutes} min up to the shown instant</source>
        <translation>至所示时刻的 {minutes} 分钟</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>Unlock {stretch}: {reason}</source>
        <translation>解锁 {stretch}：{reason}</translation>
    </message>
    <message>
        <source>Lock footage as evidence</source>
        <translation>将录像锁定为证据</translation>
    </message>
    <message>
        <source>Unlock footage</source>
        <translation>解锁录像</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>LargeView</name>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>LayerList</name>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Space: show or hide. Left, Right: opacity. Ctrl+Up, Ctrl+Down: order. Enter: style, or fold a group.</source>
        <translation>空格：显示或隐藏；←→：不透明度；Ctrl+↑↓：顺序；回车：样式，或展开、收起分组</translation>
    </message>
    <message>
        <source>Enter folds the list</source>
        <translation>回车收起列表</translation>
    </message>
</context>
<context>
    <name>LayerPanel</name>
    <message>
        <source>Style…</source>
        <translation>样式…</translation>
    </message>
    <message>
        <source>Copy as TOML</source>
        <translation>复制为 TOML</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
</context>
<context>
    <name>LegendPanel</name>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>What the symbols mean. Enter: fold or unfold.</source>
        <translation>符号含义；回车展开或收起</translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message>
        <source>by the system</source>
        <translation>系统</translation>
    </message>
</context>
<context>
    <name>Map</name>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Since</source>
        <extracomment>状态</extracomment>
        <translation>起始</translation>
    </message>
    <message>
        <source>Last seen</source>
        <extracomment>自</extracomment>
        <translation>最后出现</translation>
    </message>
    <message>
        <source>Speed</source>
        <extracomment>最后定位</extracomment>
        <translation>速度</translation>
    </message>
    <message>
        <source>Incident</source>
        <extracomment>速度</extracomment>
        <translation>事件</translation>
    </message>
    <message>
        <source>Opened</source>
        <extracomment>事件</extracomment>
        <translation>建立</translation>
    </message>
    <message>
        <source>Reported</source>
        <extracomment>受理</extracomment>
        <translation>上报</translation>
    </message>
    <message>
        <source>Place</source>
        <extracomment>报警</extracomment>
        <translation>地点</translation>
    </message>
    <message>
        <source>Units</source>
        <extracomment>地点</extracomment>
        <translation>力量</translation>
    </message>
    <message>
        <source>Report</source>
        <extracomment>力量</extracomment>
        <translation>警情</translation>
    </message>
    <message>
        <source>Raised</source>
        <extracomment>情况</extracomment>
        <translation>发生</translation>
    </message>
    <message>
        <source>Now</source>
        <extracomment>发生</extracomment>
        <translation>当前</translation>
    </message>
    <message>
        <source>Last value</source>
        <extracomment>当前</extracomment>
        <translation>最后值</translation>
    </message>
    <message>
        <source>At alarm</source>
        <extracomment>最后值</extracomment>
        <translation>告警时</translation>
    </message>
    <message>
        <source>Limit</source>
        <extracomment>告警时</extracomment>
        <translation>限值</translation>
    </message>
    <message>
        <source>Issued</source>
        <extracomment>限值</extracomment>
        <translation>发布</translation>
    </message>
    <message>
        <source>Expires</source>
        <extracomment>发布</extracomment>
        <translation>失效</translation>
    </message>
    <message>
        <source>Area</source>
        <extracomment>失效</extracomment>
        <translation>区域</translation>
    </message>
    <message>
        <source>Issued by</source>
        <extracomment>区域</extracomment>
        <translation>发布单位</translation>
    </message>
    <message>
        <source>Measured</source>
        <extracomment>发布单位</extracomment>
        <translation>测量时间</translation>
    </message>
    <message>
        <source>Frames</source>
        <extracomment>测得</extracomment>
        <translation>帧率</translation>
    </message>
    <message>
        <source>Looks to</source>
        <extracomment>帧率</extracomment>
        <translation>朝向</translation>
    </message>
    <message>
        <source>District</source>
        <extracomment>朝向</extracomment>
        <translation>辖区</translation>
    </message>
    <message>
        <source>Beds</source>
        <extracomment>辖区</extracomment>
        <translation>床位</translation>
    </message>
    <message>
        <source>Capacity</source>
        <extracomment>床位</extracomment>
        <translation>容量</translation>
    </message>
    <message>
        <source>Pressure (MPa)</source>
        <extracomment>容量</extracomment>
        <translation>压力 (MPa)</translation>
    </message>
    <message>
        <source>Things</source>
        <extracomment>水压（MPa）</extracomment>
        <translation>数量</translation>
    </message>
    <message>
        <source>Mean</source>
        <extracomment>数量</extracomment>
        <translation>平均</translation>
    </message>
    <message>
        <source>Sum</source>
        <extracomment>平均</extracomment>
        <translation>合计</translation>
    </message>
    <message>
        <source>Maximum</source>
        <extracomment>合计</extracomment>
        <translation>最大</translation>
    </message>
    <message>
        <source>Minimum</source>
        <extracomment>最大</extracomment>
        <translation>最小</translation>
    </message>
    <message>
        <source>Class</source>
        <extracomment>最小</extracomment>
        <translation>类别</translation>
    </message>
    <message>
        <source>Diameter (mm)</source>
        <extracomment>类别</extracomment>
        <translation>管径（mm）</translation>
    </message>
    <message>
        <source>Depth (m)</source>
        <extracomment>管径（mm）</extracomment>
        <translation>埋深（m）</translation>
    </message>
    <message>
        <source>Laid in</source>
        <extracomment>埋深（m）</extracomment>
        <translation>敷设年份</translation>
    </message>
    <message>
        <source>Road</source>
        <extracomment>敷设年份</extracomment>
        <translation>道路</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>道路</extracomment>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name (English)</source>
        <extracomment>名称</extracomment>
        <translation>英文名称</translation>
    </message>
    <message>
        <source>Number</source>
        <extracomment>英文名</extracomment>
        <translation>编号</translation>
    </message>
    <message>
        <source>Drawn</source>
        <extracomment>编号</extracomment>
        <translation>标绘时间</translation>
    </message>
    <message>
        <source>Drawn by</source>
        <extracomment>标绘时间</extracomment>
        <translation>标绘人</translation>
    </message>
    <message>
        <source>Changed</source>
        <extracomment>标绘人</extracomment>
        <translation>修改时间</translation>
    </message>
    <message>
        <source>Changed by</source>
        <extracomment>修改时间</extracomment>
        <translation>修改人</translation>
    </message>
    <message>
        <source>Note</source>
        <extracomment>修改人</extracomment>
        <translation>备注</translation>
    </message>
    <message>
        <source>Radius</source>
        <extracomment>备注</extracomment>
        <translation>半径</translation>
    </message>
    <message>
        <source>Length</source>
        <extracomment>半径</extracomment>
        <translation>长度</translation>
    </message>
    <message>
        <source>standing by</source>
        <extracomment>长度</extracomment>
        <translation>待命</translation>
    </message>
    <message>
        <source>ordered</source>
        <extracomment>待命</extracomment>
        <translation>已下令</translation>
    </message>
    <message>
        <source>on the way</source>
        <extracomment>已下令</extracomment>
        <translation>途中</translation>
    </message>
    <message>
        <source>on scene</source>
        <extracomment>途中</extracomment>
        <translation>现场</translation>
    </message>
    <message>
        <source>returning</source>
        <extracomment>现场</extracomment>
        <translation>返回</translation>
    </message>
    <message>
        <source>out of service</source>
        <extracomment>返回</extracomment>
        <translation>停用</translation>
    </message>
    <message>
        <source>waiting</source>
        <extracomment>停用</extracomment>
        <translation>待派警</translation>
    </message>
    <message>
        <source>units on the way</source>
        <extracomment>待派警</extracomment>
        <translation>力量在途中</translation>
    </message>
    <message>
        <source>units on scene</source>
        <extracomment>途中</extracomment>
        <translation>力量在现场</translation>
    </message>
    <message>
        <source>closed</source>
        <extracomment>处置中</extracomment>
        <translation>已结案</translation>
    </message>
    <message>
        <source>not acknowledged</source>
        <extracomment>已结</extracomment>
        <translation>未确认</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <extracomment>未确认</extracomment>
        <translation>已确认</translation>
    </message>
    <message>
        <source>back to normal, not acknowledged</source>
        <extracomment>已确认</extracomment>
        <translation>已恢复，未确认</translation>
    </message>
    <message>
        <source>cleared</source>
        <extracomment>已恢复未确认</extracomment>
        <translation>已消除</translation>
    </message>
    <message>
        <source>Rainfall</source>
        <extracomment>已解除</extracomment>
        <translation>降雨强度</translation>
    </message>
    <message>
        <source>Rain in 1 h</source>
        <extracomment>降雨强度</extracomment>
        <translation>1 小时雨量</translation>
    </message>
    <message>
        <source>River level</source>
        <extracomment>1 小时雨量</extracomment>
        <translation>河道水位</translation>
    </message>
    <message>
        <source>Water depth</source>
        <extracomment>水位</extracomment>
        <translation>积水深度</translation>
    </message>
    <message>
        <source>Pumps running</source>
        <extracomment>积水深度</extracomment>
        <translation>泵站开机率</translation>
    </message>
    <message>
        <source>Temperature</source>
        <extracomment>水泵运行</extracomment>
        <translation>气温</translation>
    </message>
    <message>
        <source>Humidity</source>
        <extracomment>气温</extracomment>
        <translation>湿度</translation>
    </message>
    <message>
        <source>Wind</source>
        <extracomment>湿度</extracomment>
        <translation>风速</translation>
    </message>
    <message>
        <source>Visibility</source>
        <extracomment>风速</extracomment>
        <translation>能见度</translation>
    </message>
    <message>
        <source>Traffic index</source>
        <extracomment>能见度</extracomment>
        <translation>拥堵指数</translation>
    </message>
    <message>
        <source>Mean speed</source>
        <extracomment>拥堵指数</extracomment>
        <translation>平均车速</translation>
    </message>
    <message>
        <source>Red</source>
        <extracomment>平均车速</extracomment>
        <translation>红</translation>
    </message>
    <message>
        <source>Orange</source>
        <extracomment>红</extracomment>
        <translation>橙</translation>
    </message>
    <message>
        <source>Yellow</source>
        <extracomment>橙</extracomment>
        <translation>黄</translation>
    </message>
    <message>
        <source>Blue</source>
        <extracomment>黄</extracomment>
        <translation>蓝</translation>
    </message>
    <message>
        <source>solid: not acknowledged</source>
        <extracomment>蓝</extracomment>
        <translation>实心 未确认</translation>
    </message>
    <message>
        <source>outline: acknowledged</source>
        <extracomment>实心 未确认</extracomment>
        <translation>空心 已确认</translation>
    </message>
    <message>
        <source>{n} s ago</source>
        <extracomment>空心 已确认</extracomment>
        <translation>{n} 秒前</translation>
    </message>
    <message>
        <source>{n} min ago</source>
        <extracomment>{n} 秒前</extracomment>
        <translation>{n} 分钟前</translation>
    </message>
    <message>
        <source>{n} h ago</source>
        <extracomment>{n} 分钟前</extracomment>
        <translation>{n} 小时前</translation>
    </message>
    <message>
        <source>{n} d ago</source>
        <extracomment>{n} 小时前</extracomment>
        <translation>{n} 天前</translation>
    </message>
    <message>
        <source>E</source>
        <extracomment>{n} 天前</extracomment>
        <translation>东经</translation>
    </message>
    <message>
        <source>W</source>
        <translation>西经</translation>
    </message>
    <message>
        <source>N</source>
        <translation>北纬</translation>
    </message>
    <message>
        <source>S</source>
        <translation>南纬</translation>
    </message>
    <message>
        <source>The record begins at {time}. Nothing is known of the time before.</source>
        <translation>记录自 {time} 开始，此前的情况未知。</translation>
    </message>
    <message>
        <source>All layers are switched off. Tick one in the list of layers.</source>
        <extracomment>记录自 {time} 开始，此前的情况未知。</extracomment>
        <translation>图层均已关闭，请在图层列表中勾选。</translation>
    </message>
    <message>
        <source>Nothing is known yet. The map fills as the sources answer.</source>
        <extracomment>图层均已关闭</extracomment>
        <translation>暂无数据，数据源应答后地图将逐步显示。</translation>
    </message>
    <message>
        <source>Click the place on the map, or move the map under the cross and press Enter. Esc: cancel.</source>
        <extracomment>暂无数据</extracomment>
        <translation>在地图上点选地点，或移动地图使十字对准后按回车。Esc 取消。</translation>
    </message>
</context>
<context>
    <name>MapGroups</name>
    <message>
        <source>Incidents</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>警情</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>力量</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>Vehicles</source>
        <translation>车辆</translation>
    </message>
    <message>
        <source>Drawings</source>
        <translation>标绘</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>预警</translation>
    </message>
    <message>
        <source>Hospitals</source>
        <translation>医院</translation>
    </message>
    <message>
        <source>Clinics</source>
        <translation>诊所</translation>
    </message>
    <message>
        <source>Schools</source>
        <translation>学校</translation>
    </message>
    <message>
        <source>Kindergartens</source>
        <translation>幼儿园</translation>
    </message>
    <message>
        <source>Nursing homes</source>
        <translation>养老机构</translation>
    </message>
    <message>
        <source>Markets</source>
        <translation>市场</translation>
    </message>
    <message>
        <source>Stations</source>
        <translation>车站</translation>
    </message>
    <message>
        <source>Shelters</source>
        <translation>避难场所</translation>
    </message>
    <message>
        <source>Metro stations</source>
        <translation>地铁站</translation>
    </message>
    <message>
        <source>Fire stations</source>
        <translation>消防站</translation>
    </message>
    <message>
        <source>Police stations</source>
        <translation>派出所</translation>
    </message>
    <message>
        <source>Hazard sources</source>
        <translation>危险源</translation>
    </message>
    <message>
        <source>Fuel stations</source>
        <translation>加油站</translation>
    </message>
    <message>
        <source>Pumping stations</source>
        <translation>泵站</translation>
    </message>
    <message>
        <source>Depots</source>
        <translation>抢险基地</translation>
    </message>
    <message>
        <source>Hydrants</source>
        <translation>消火栓</translation>
    </message>
    <message>
        <source>Bus stops</source>
        <translation>公交站</translation>
    </message>
    <message>
        <source>Sensor sites</source>
        <translation>监测点</translation>
    </message>
    <message>
        <source>Traffic segments</source>
        <translation>路况路段</translation>
    </message>
    <message>
        <source>Districts</source>
        <translation>行政区</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>街区</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>地名</translation>
    </message>
    <message>
        <source>Parks</source>
        <translation>公园绿地</translation>
    </message>
    <message>
        <source>Roads</source>
        <translation>道路</translation>
    </message>
    <message>
        <source>Buildings</source>
        <translation>建筑</translation>
    </message>
</context>
<context>
    <name>MapLayers</name>
    <message>
        <source>It cannot be drawn: {error}</source>
        <translation>无法绘制：{error}</translation>
    </message>
    <message>
        <source>No data yet ({data})</source>
        <extracomment>无法绘制：{error}</extracomment>
        <translation>尚无数据（{data}）</translation>
    </message>
    <message>
        <source>No feature has the property “{name}”</source>
        <extracomment>尚无数据（{data}）</extracomment>
        <translation>要素均无属性“{name}”</translation>
    </message>
    <message>
        <source>The filter leaves none of {count}</source>
        <extracomment>要素均无属性“{name}”</extracomment>
        <translation>筛选后 {count} 条全部排除</translation>
    </message>
    <message>
        <source>Asking the road network</source>
        <extracomment>筛选后 {count} 条全部排除</extracomment>
        <translation>正在计算路网</translation>
    </message>
    <message>
        <source>{count} more are too many to draw</source>
        <extracomment>正在计算路网</extracomment>
        <translation>另有 {count} 条过多未绘</translation>
    </message>
    <message>
        <source>{count} left out: {reason}</source>
        <extracomment>另有 {count} 条过多未绘</extracomment>
        <translation>缺 {count} 条：{reason}</translation>
    </message>
    <message>
        <source>{count} mended: {reason}</source>
        <extracomment>缺 {count} 条：{reason}</extracomment>
        <translation>修复 {count} 条：{reason}</translation>
    </message>
    <message>
        <source>Source “{source}” does not answer</source>
        <extracomment>修复 {count} 条：{reason}</extracomment>
        <translation>数据源“{source}”无响应</translation>
    </message>
    <message>
        <source>No tiles come: {reason} ({detail}). They are asked for again.</source>
        <extracomment>数据源“{source}”无响应</extracomment>
        <translation>瓦片未到：{reason}（{detail}）。正在重试。</translation>
    </message>
    <message>
        <source>Cannot be used: {reason} ({detail})</source>
        <translation>无法使用：{reason}（{detail}）</translation>
    </message>
    <message>
        <source>{count} tiles did not come: {reason} ({detail})</source>
        <translation>{count} 个瓦片未到：{reason}（{detail}）</translation>
    </message>
    <message>
        <source>{count} tiles cannot be read ({detail})</source>
        <translation>{count} 张瓦片无法读取（{detail}）</translation>
    </message>
    <message>
        <source>{count} tiles are old ones from the cache</source>
        <extracomment>{count} 张瓦片无法读取（{detail}）</extracomment>
        <translation>{count} 个瓦片是缓存中的旧瓦片</translation>
    </message>
    <message>
        <source>{count} shown</source>
        <translation>显示 {count} 条</translation>
    </message>
    <message>
        <source>{count} without a place</source>
        <extracomment>显示 {count} 条</extracomment>
        <translation>{count} 条无位置</translation>
    </message>
    <message>
        <source>hidden</source>
        <extracomment>{count} 条无位置</extracomment>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>shown</source>
        <extracomment>隐藏</extracomment>
        <translation>显示</translation>
    </message>
    <message>
        <source>not at this scale</source>
        <extracomment>显示</extracomment>
        <translation>当前比例尺不显示</translation>
    </message>
    <message>
        <source>group of {count}</source>
        <extracomment>当前比例尺不显示</extracomment>
        <translation>含 {count} 个图层</translation>
    </message>
    <message>
        <source>its group is hidden</source>
        <extracomment>含 {count} 个图层</extracomment>
        <translation>所在组已隐藏</translation>
    </message>
    <message>
        <source>opacity {percent} %</source>
        <extracomment>所在组已隐藏</extracomment>
        <translation>不透明度 {percent}%</translation>
    </message>
    <message>
        <source>unfolded, Enter folds it</source>
        <extracomment>不透明度 {percent}%</extracomment>
        <translation>已展开，回车收起</translation>
    </message>
    <message>
        <source>folded, Enter unfolds it</source>
        <extracomment>已展开，回车收起</extracomment>
        <translation>已收起，回车展开</translation>
    </message>
    <message>
        <source>no geometry</source>
        <extracomment>已收起，回车展开</extracomment>
        <translation>无几何</translation>
    </message>
    <message>
        <source>empty geometry</source>
        <extracomment>无几何</extracomment>
        <translation>空几何</translation>
    </message>
</context>
<context>
    <name>MapMenu</name>
    <message>
        <source>Centre here</source>
        <translation>以此为中心</translation>
    </message>
    <message>
        <source>What is here</source>
        <translation>此处有什么</translation>
    </message>
    <message>
        <source>Copy {place}</source>
        <translation>复制 {place}</translation>
    </message>
    <message>
        <source>All coordinate systems</source>
        <translation>各坐标系坐标</translation>
    </message>
    <message>
        <source>Measure from here</source>
        <translation>从此处测距</translation>
    </message>
    <message>
        <source>Nearest to here</source>
        <translation>离此最近</translation>
    </message>
    <message>
        <source>What is within 500 m</source>
        <translation>周边 500 m 统计</translation>
    </message>
    <message>
        <source>New incident here</source>
        <translation>在此新建事件</translation>
    </message>
    <message>
        <source>Edit this drawing</source>
        <translation>编辑此标绘</translation>
    </message>
    <message>
        <source>Take this drawing off the map</source>
        <translation>删除此标绘</translation>
    </message>
    <message>
        <source>Fetch map tiles ahead</source>
        <translation>预取地图瓦片</translation>
    </message>
    <message>
        <source>Clear marks and selection</source>
        <translation>清除标记与选择</translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message>
        <source>{city}: situation map</source>
        <translation>{city} 态势图</translation>
    </message>
    <message>
        <source>REPLAY</source>
        <extracomment>{city} 态势图</extracomment>
        <translation>回放</translation>
    </message>
    <message>
        <source>DRILL</source>
        <extracomment>回放</extracomment>
        <translation>演练</translation>
    </message>
    <message>
        <source>WHAT-IF</source>
        <extracomment>演练</extracomment>
        <translation>推演</translation>
    </message>
    <message>
        <source>DEMO</source>
        <extracomment>推演</extracomment>
        <translation>演示</translation>
    </message>
    <message>
        <source>State at {time}, as known then</source>
        <extracomment>演示</extracomment>
        <translation>{time} 当时所知的状态</translation>
    </message>
    <message>
        <source>State at {time}, as it was</source>
        <extracomment>{time} 所知状态</extracomment>
        <translation>{time} 实际状态</translation>
    </message>
    <message>
        <source>with what happened from {since} to {until}</source>
        <extracomment>{time} 实际状态</extracomment>
        <translation>含 {since} 至 {until} 的经过</translation>
    </message>
    <message>
        <source>Scale about 1:{n}, WGS 84</source>
        <extracomment>含 {since} 至 {until} 的经过</extracomment>
        <translation>比例尺约 1:{n}，WGS 84</translation>
    </message>
    <message>
        <source>Printed {time} by {who}</source>
        <extracomment>比例尺约 1:{n}，WGS 84</extracomment>
        <translation>{time} 由 {who} 输出</translation>
    </message>
    <message>
        <source>Data: {names}</source>
        <extracomment>{time} 由 {who} 打印</extracomment>
        <translation>数据：{names}</translation>
    </message>
    <message>
        <source>Legend</source>
        <extracomment>数据：{names}</extracomment>
        <translation>图例</translation>
    </message>
</context>
<context>
    <name>MapPanel</name>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation>放大（+）</translation>
    </message>
    <message>
        <source>Zoom out (-)</source>
        <translation>缩小（-）</translation>
    </message>
</context>
<context>
    <name>MapStyle</name>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>From scale (m/px)</source>
        <extracomment>筛选</extracomment>
        <translation>起始比例（米/像素）</translation>
    </message>
    <message>
        <source>Up to scale (m/px)</source>
        <extracomment>起始比例（米/像素）</extracomment>
        <translation>截止比例（米/像素）</translation>
    </message>
    <message>
        <source>Last minutes</source>
        <extracomment>截止比例（米/像素）</extracomment>
        <translation>最近（分钟）</translation>
    </message>
    <message>
        <source>Symbol</source>
        <extracomment>最近（分钟）</extracomment>
        <translation>符号</translation>
    </message>
    <message>
        <source>Character</source>
        <extracomment>符号</extracomment>
        <translation>字符</translation>
    </message>
    <message>
        <source>Colour</source>
        <extracomment>字符</extracomment>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Size (px)</source>
        <extracomment>颜色</extracomment>
        <translation>大小（像素）</translation>
    </message>
    <message>
        <source>Turned by</source>
        <extracomment>大小（像素）</extracomment>
        <translation>旋转字段</translation>
    </message>
    <message>
        <source>Size by</source>
        <extracomment>旋转字段</extracomment>
        <translation>大小依据</translation>
    </message>
    <message>
        <source>Smallest, largest</source>
        <extracomment>大小依据</extracomment>
        <translation>最小、最大</translation>
    </message>
    <message>
        <source>Values of these</source>
        <extracomment>最小、最大</extracomment>
        <translation>对应数值</translation>
    </message>
    <message>
        <source>Classes by</source>
        <extracomment>对应数值</extracomment>
        <translation>分类字段</translation>
    </message>
    <message>
        <source>Classes</source>
        <extracomment>分类字段</extracomment>
        <translation>分类</translation>
    </message>
    <message>
        <source>Width (px)</source>
        <extracomment>分类</extracomment>
        <translation>线宽（像素）</translation>
    </message>
    <message>
        <source>Dashes</source>
        <extracomment>线宽（像素）</extracomment>
        <translation>虚线</translation>
    </message>
    <message>
        <source>Casing</source>
        <extracomment>虚线</extracomment>
        <translation>衬边</translation>
    </message>
    <message>
        <source>Width by</source>
        <extracomment>衬边</extracomment>
        <translation>线宽依据</translation>
    </message>
    <message>
        <source>Thinnest, thickest</source>
        <extracomment>线宽依据</extracomment>
        <translation>最细、最粗</translation>
    </message>
    <message>
        <source>Outline</source>
        <extracomment>最细、最粗</extracomment>
        <translation>边线</translation>
    </message>
    <message>
        <source>Fill</source>
        <extracomment>边线</extracomment>
        <translation>填充强度</translation>
    </message>
    <message>
        <source>Hatch (px)</source>
        <extracomment>填充强度</extracomment>
        <translation>影线间距（像素）</translation>
    </message>
    <message>
        <source>Value</source>
        <extracomment>影线间距（像素）</extracomment>
        <translation>数值</translation>
    </message>
    <message>
        <source>Count of</source>
        <extracomment>数值</extracomment>
        <translation>计数对象</translation>
    </message>
    <message>
        <source>Counted are</source>
        <extracomment>计数对象</extracomment>
        <translation>计数条件</translation>
    </message>
    <message>
        <source>Method</source>
        <extracomment>计数条件</extracomment>
        <translation>分级方法</translation>
    </message>
    <message>
        <source>Breaks</source>
        <extracomment>分级方法</extracomment>
        <translation>分级界限</translation>
    </message>
    <message>
        <source>Colours</source>
        <extracomment>分级界限</extracomment>
        <translation>色带</translation>
    </message>
    <message>
        <source>Reversed</source>
        <extracomment>色带</extracomment>
        <translation>反向</translation>
    </message>
    <message>
        <source>Digits</source>
        <extracomment>反向</extracomment>
        <translation>小数位</translation>
    </message>
    <message>
        <source>Unit</source>
        <extracomment>小数位</extracomment>
        <translation>单位</translation>
    </message>
    <message>
        <source>Radius (px)</source>
        <extracomment>单位</extracomment>
        <translation>半径（像素）</translation>
    </message>
    <message>
        <source>Weight</source>
        <extracomment>半径（像素）</extracomment>
        <translation>权重</translation>
    </message>
    <message>
        <source>Full at</source>
        <extracomment>权重</extracomment>
        <translation>峰值</translation>
    </message>
    <message>
        <source>Strength</source>
        <extracomment>峰值</extracomment>
        <translation>强度</translation>
    </message>
    <message>
        <source>Cell (px)</source>
        <extracomment>强度</extracomment>
        <translation>聚合距离（像素）</translation>
    </message>
    <message>
        <source>Opens below (m/px)</source>
        <extracomment>聚合距离（像素）</extracomment>
        <translation>展开比例（米/像素）</translation>
    </message>
    <message>
        <source>Positions</source>
        <extracomment>展开比例（米/像素）</extracomment>
        <translation>点数</translation>
    </message>
    <message>
        <source>Fades</source>
        <extracomment>点数</extracomment>
        <translation>渐隐</translation>
    </message>
    <message>
        <source>Heading</source>
        <extracomment>渐隐</extracomment>
        <translation>朝向字段</translation>
    </message>
    <message>
        <source>Angle</source>
        <extracomment>朝向字段</extracomment>
        <translation>张角字段</translation>
    </message>
    <message>
        <source>Reach</source>
        <extracomment>张角字段</extracomment>
        <translation>距离字段</translation>
    </message>
    <message>
        <source>Usual angle (°)</source>
        <extracomment>距离字段</extracomment>
        <translation>默认张角（度）</translation>
    </message>
    <message>
        <source>Usual reach (m)</source>
        <extracomment>默认张角（度）</extracomment>
        <translation>默认距离（米）</translation>
    </message>
    <message>
        <source>Level</source>
        <extracomment>默认距离（米）</extracomment>
        <translation>等级</translation>
    </message>
    <message>
        <source>Badge (px)</source>
        <extracomment>等级</extracomment>
        <translation>徽标（像素）</translation>
    </message>
    <message>
        <source>Shape</source>
        <extracomment>徽标（像素）</extracomment>
        <translation>形状</translation>
    </message>
    <message>
        <source>Cell (m)</source>
        <extracomment>形状</extracomment>
        <translation>格网（米）</translation>
    </message>
    <message>
        <source>Measure</source>
        <extracomment>格网（米）</extracomment>
        <translation>统计</translation>
    </message>
    <message>
        <source>Numbers shown</source>
        <extracomment>统计</extracomment>
        <translation>显示数字</translation>
    </message>
    <message>
        <source>Depth</source>
        <extracomment>显示数字</extracomment>
        <translation>埋深</translation>
    </message>
    <message>
        <source>Strong, faint depth</source>
        <extracomment>埋深</extracomment>
        <translation>浅、深</translation>
    </message>
    <message>
        <source>Flow below (m/px)</source>
        <extracomment>浅、深</extracomment>
        <translation>流向显示比例</translation>
    </message>
    <message>
        <source>Minutes</source>
        <extracomment>流向显示比例</extracomment>
        <translation>分钟</translation>
    </message>
    <message>
        <source>Speed (km/h)</source>
        <extracomment>分钟</extracomment>
        <translation>速度（km/h）</translation>
    </message>
    <message>
        <source>Label</source>
        <extracomment>速度（km/h）</extracomment>
        <translation>标注</translation>
    </message>
    <message>
        <source>Label (English)</source>
        <extracomment>标注</extracomment>
        <translation>标注（英文）</translation>
    </message>
    <message>
        <source>Label colour</source>
        <extracomment>标注（英文）</extracomment>
        <translation>标注颜色</translation>
    </message>
    <message>
        <source>Label size</source>
        <extracomment>标注颜色</extracomment>
        <translation>标注字号</translation>
    </message>
    <message>
        <source>Label below (m/px)</source>
        <extracomment>标注字号</extracomment>
        <translation>标注显示比例</translation>
    </message>
    <message>
        <source>Label priority</source>
        <extracomment>标注显示比例</extracomment>
        <translation>标注优先</translation>
    </message>
    <message>
        <source>Label offset (px)</source>
        <extracomment>标注优先</extracomment>
        <translation>标注偏移（像素）</translation>
    </message>
    <message>
        <source>quantile</source>
        <extracomment>标注偏移（像素）</extracomment>
        <translation>等量</translation>
    </message>
    <message>
        <source>equal steps</source>
        <extracomment>等量</extracomment>
        <translation>等距</translation>
    </message>
    <message>
        <source>hexagons</source>
        <extracomment>等距</extracomment>
        <translation>六边形</translation>
    </message>
    <message>
        <source>squares</source>
        <extracomment>六边形</extracomment>
        <translation>方格</translation>
    </message>
    <message>
        <source>count</source>
        <extracomment>方格</extracomment>
        <translation>数量</translation>
    </message>
    <message>
        <source>mean</source>
        <extracomment>数量</extracomment>
        <translation>平均</translation>
    </message>
    <message>
        <source>sum</source>
        <extracomment>平均</extracomment>
        <translation>合计</translation>
    </message>
    <message>
        <source>maximum</source>
        <extracomment>合计</extracomment>
        <translation>最大</translation>
    </message>
    <message>
        <source>minimum</source>
        <extracomment>最大</extracomment>
        <translation>最小</translation>
    </message>
    <message>
        <source>small</source>
        <extracomment>最小</extracomment>
        <translation>小</translation>
    </message>
    <message>
        <source>middle</source>
        <extracomment>小</extracomment>
        <translation>中</translation>
    </message>
    <message>
        <source>large</source>
        <extracomment>中</extracomment>
        <translation>大</translation>
    </message>
    <message>
        <source>none</source>
        <extracomment>大</extracomment>
        <translation>无</translation>
    </message>
    <message>
        <source>dot</source>
        <extracomment>无</extracomment>
        <translation>圆点</translation>
    </message>
    <message>
        <source>ring</source>
        <extracomment>圆点</extracomment>
        <translation>圆环</translation>
    </message>
    <message>
        <source>diamond</source>
        <extracomment>圆环</extracomment>
        <translation>菱形</translation>
    </message>
    <message>
        <source>Black</source>
        <extracomment>菱形</extracomment>
        <translation>黑</translation>
    </message>
    <message>
        <source>Panel black</source>
        <extracomment>黑</extracomment>
        <translation>面板黑</translation>
    </message>
    <message>
        <source>Raised black</source>
        <extracomment>面板黑</extracomment>
        <translation>浮层黑</translation>
    </message>
    <message>
        <source>Dark slate</source>
        <extracomment>浮层黑</extracomment>
        <translation>深岩灰</translation>
    </message>
    <message>
        <source>Faint line grey</source>
        <extracomment>深岩灰</extracomment>
        <translation>细线灰</translation>
    </message>
    <message>
        <source>Line grey</source>
        <extracomment>细线灰</extracomment>
        <translation>线条灰</translation>
    </message>
    <message>
        <source>Border grey</source>
        <extracomment>线条灰</extracomment>
        <translation>边框灰</translation>
    </message>
    <message>
        <source>White</source>
        <extracomment>边框灰</extracomment>
        <translation>白</translation>
    </message>
    <message>
        <source>Light grey</source>
        <extracomment>白</extracomment>
        <translation>浅灰</translation>
    </message>
    <message>
        <source>Grey</source>
        <extracomment>浅灰</extracomment>
        <translation>灰</translation>
    </message>
    <message>
        <source>Silver grey</source>
        <extracomment>灰</extracomment>
        <translation>银灰</translation>
    </message>
    <message>
        <source>Medium grey</source>
        <extracomment>银灰</extracomment>
        <translation>中灰</translation>
    </message>
    <message>
        <source>Dark grey</source>
        <extracomment>中灰</extracomment>
        <translation>深灰</translation>
    </message>
    <message>
        <source>Night grey</source>
        <extracomment>深灰</extracomment>
        <translation>夜灰</translation>
    </message>
    <message>
        <source>Pure white</source>
        <extracomment>夜灰</extracomment>
        <translation>纯白</translation>
    </message>
    <message>
        <source>Ink</source>
        <extracomment>纯白</extracomment>
        <translation>墨黑</translation>
    </message>
    <message>
        <source>Red</source>
        <extracomment>墨黑</extracomment>
        <translation>红</translation>
    </message>
    <message>
        <source>Orange</source>
        <extracomment>红</extracomment>
        <translation>橙</translation>
    </message>
    <message>
        <source>Yellow</source>
        <extracomment>橙</extracomment>
        <translation>黄</translation>
    </message>
    <message>
        <source>Blue</source>
        <extracomment>黄</extracomment>
        <translation>蓝</translation>
    </message>
    <message>
        <source>{ramp} {step}</source>
        <extracomment>蓝</extracomment>
        <translation>{ramp} {step}</translation>
    </message>
    <message>
        <source>Calm</source>
        <extracomment>{ramp} {step}</extracomment>
        <translation>灰蓝</translation>
    </message>
    <message>
        <source>Water</source>
        <extracomment>灰蓝</extracomment>
        <translation>水蓝</translation>
    </message>
    <message>
        <source>Warm</source>
        <extracomment>水蓝</extracomment>
        <translation>暖棕</translation>
    </message>
    <message>
        <source>Leaf</source>
        <extracomment>暖棕</extracomment>
        <translation>叶绿</translation>
    </message>
    <message>
        <source>Character {at}: “{text}” means nothing here</source>
        <extracomment>叶绿</extracomment>
        <translation>第 {at} 个字符“{text}”在此无意义</translation>
    </message>
    <message>
        <source>Character {at}: the quote is not closed</source>
        <extracomment>第 {at} 个字符“{text}”在此无意义</extracomment>
        <translation>第 {at} 个字符：引号未闭合</translation>
    </message>
    <message>
        <source>Character {at}: the expression ends too early</source>
        <extracomment>第 {at} 个字符：引号未闭合</extracomment>
        <translation>第 {at} 个字符：表达式不完整</translation>
    </message>
    <message>
        <source>Character {at}: “{text}” does not fit here</source>
        <extracomment>第 {at} 个字符：表达式不完整</extracomment>
        <translation>第 {at} 个字符：“{text}”不应出现在此</translation>
    </message>
    <message>
        <source>Character {at}: there is no function “{text}”; there are {known}</source>
        <extracomment>第 {at} 个字符：“{text}”不应出现在此</extracomment>
        <translation>第 {at} 个字符：没有函数“{text}”，可用 {known}</translation>
    </message>
    <message>
        <source>Character {at}: “{text}” takes {count} value(s)</source>
        <extracomment>第 {at} 个字符：没有函数“{text}”，可用 {known}</extracomment>
        <translation>第 {at} 个字符：“{text}”需要 {count} 个参数</translation>
    </message>
    <message>
        <source>Character {at}: too deeply nested</source>
        <extracomment>第 {at} 个字符：“{text}”需要 {count} 个参数</extracomment>
        <translation>第 {at} 个字符：嵌套过深</translation>
    </message>
    <message>
        <source>Longer than {limit} characters</source>
        <extracomment>第 {at} 个字符：嵌套过深</extracomment>
        <translation>超过 {limit} 个字符</translation>
    </message>
    <message>
        <source>This cannot be used here</source>
        <extracomment>超过 {limit} 个字符</extracomment>
        <translation>此处不能使用该值</translation>
    </message>
    <message>
        <source>Numbers with commas between them</source>
        <extracomment>此处不能使用该值</extracomment>
        <translation>请填数字，以逗号分隔</translation>
    </message>
    <message>
        <source>Data such as features:NAME, reports or incidents</source>
        <extracomment>请填数字，以逗号分隔</extracomment>
        <translation>请填数据来源，如 features:NAME、reports、incidents</translation>
    </message>
    <message>
        <source>A value, ≥ a number, or an expression after “?”</source>
        <extracomment>请填数据来源，如 features:NAME、reports、incidents</extracomment>
        <translation>请填值、≥数字，或以“?”开头的表达式</translation>
    </message>
</context>
<context>
    <name>MapToolBar</name>
    <message>
        <source>What is here</source>
        <translation>识别</translation>
    </message>
    <message>
        <source>Select</source>
        <extracomment>识别</extracomment>
        <translation>选择</translation>
    </message>
    <message>
        <source>Measure</source>
        <extracomment>选择</extracomment>
        <translation>量测</translation>
    </message>
    <message>
        <source>Analyse</source>
        <extracomment>量测</extracomment>
        <translation>分析</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <extracomment>分析</extracomment>
        <translation>坐标</translation>
    </message>
    <message>
        <source>Draw</source>
        <extracomment>坐标</extracomment>
        <translation>标绘</translation>
    </message>
    <message>
        <source>View</source>
        <extracomment>标绘</extracomment>
        <translation>视图</translation>
    </message>
    <message>
        <source>Clear marks and selection</source>
        <extracomment>视图</extracomment>
        <translation>清除标记与选择</translation>
    </message>
</context>
<context>
    <name>MapWindow</name>
    <message>
        <source>Map – {city}</source>
        <translation>地图 – {city}</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>独立</translation>
    </message>
    <message>
        <source>Moves with the linked maps</source>
        <translation>与联动地图同步</translation>
    </message>
    <message>
        <source>Follows the presenter</source>
        <translation>跟随主讲</translation>
    </message>
    <message>
        <source>Where this map looks</source>
        <translation>此地图的视野</translation>
    </message>
    <message>
        <source>Same layers</source>
        <translation>图层一致</translation>
    </message>
</context>
<context>
    <name>MeasureArea</name>
    <message>
        <source>Measure an area</source>
        <extracomment>本段 {length} · {bearing}°</extracomment>
        <translation>测面积</translation>
    </message>
    <message>
        <source>Click round the area; Enter closes it. Backspace: one back. U: other unit. Ctrl+C: copy.</source>
        <extracomment>测面积</extracomment>
        <translation>沿边界点选，回车闭合；退格撤回一点；U 换单位；Ctrl+C 复制结果</translation>
    </message>
    <message>
        <source>round it {length}</source>
        <extracomment>沿边界点选，回车闭合；退格撤回一点；U 换单位；Ctrl+C 复制结果</extracomment>
        <translation>周长 {length}</translation>
    </message>
</context>
<context>
    <name>MeasureLength</name>
    <message>
        <source>Measure a distance</source>
        <translation>测距</translation>
    </message>
    <message>
        <source>Click along the line; Enter ends it. Backspace: one back. U: other unit. Ctrl+C: copy.</source>
        <extracomment>测距</extracomment>
        <translation>沿线点选，回车结束；退格撤回一点；U 换单位；Ctrl+C 复制结果</translation>
    </message>
    <message>
        <source>last {length} · {bearing}°</source>
        <extracomment>沿线点选，回车结束；退格撤回一点；U 换单位；Ctrl+C 复制结果</extracomment>
        <translation>本段 {length} · 方位 {bearing}°</translation>
    </message>
</context>
<context>
    <name>MuteButton</name>
    <message>
        <source>The present red alarms are muted; a new one will be heard</source>
        <translation>当前红色告警已静音；新的告警仍会鸣响</translation>
    </message>
    <message>
        <source>Mute the red alarms that sound now (M)</source>
        <translation>将正在鸣响的红色告警静音（M）</translation>
    </message>
    <message>
        <source>Being handled</source>
        <translation>正在处置</translation>
    </message>
    <message>
        <source>Known fault</source>
        <translation>已知故障</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Mute the alarm</source>
        <translation>告警静音</translation>
    </message>
    <message>
        <source>Why? It goes on the record.</source>
        <translation>原因？将记录在案。</translation>
    </message>
</context>
<context>
    <name>Nearest</name>
    <message>
        <source>Nearest of a kind</source>
        <translation>最近设施</translation>
    </message>
    <message>
        <source>Click the place; choose the kind on the sheet. Page Up/Down: step through. Esc: end.</source>
        <translation>点选位置，在右侧选择类别；PageUp/PageDown 逐个查看；Esc 结束</translation>
    </message>
</context>
<context>
    <name>NearestSheet</name>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Copy CSV</source>
        <translation>复制 CSV</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查找……</translation>
    </message>
    <message>
        <source>Nothing of that kind is known.</source>
        <translation>没有该类别的数据。</translation>
    </message>
    <message>
        <source>No roads are known: by straight distance only.</source>
        <translation>没有路网数据，仅按直线距离。</translation>
    </message>
    <message>
        <source>Straight distance, and the drive there in free traffic</source>
        <translation>直线距离 · 畅通时由此驶往的时间</translation>
    </message>
    <message>
        <source>Straight distance, and the drive from there in free traffic</source>
        <translation>直线距离 · 畅通时驶来的时间</translation>
    </message>
    <message>
        <source>no road</source>
        <translation>无路可达</translation>
    </message>
</context>
<context>
    <name>NewWindow</name>
    <message>
        <source>Another map in its own window</source>
        <translation>在新窗口打开地图</translation>
    </message>
</context>
<context>
    <name>NorthArrow</name>
    <message>
        <source>N</source>
        <translation>北</translation>
    </message>
</context>
<context>
    <name>NoteDialog</name>
    <message>
        <source>Notes: {camera}</source>
        <translation>备注：{camera}</translation>
    </message>
    <message>
        <source>About {time}</source>
        <translation>时刻 {time}</translation>
    </message>
    <message>
        <source>What is to be seen (may stay empty)</source>
        <translation>画面内容（可留空）</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Nothing was noted of this camera yet.</source>
        <translation>此摄像机尚无备注。</translation>
    </message>
    <message>
        <source>Only a recording is open here: nothing can be noted.</source>
        <translation>当前只打开了历史记录，不能添加备注。</translation>
    </message>
</context>
<context>
    <name>Obeying</name>
    <message>
        <source>follows the presenter</source>
        <translation>跟随主讲</translation>
    </message>
    <message>
        <source>moves with desk {desk}</source>
        <translation>随 {desk} 号席位移动</translation>
    </message>
</context>
<context>
    <name>OrderLine</name>
    <message>
        <source>Release</source>
        <translation>解除</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>召回</translation>
    </message>
    <message>
        <source>If the unit never heard of the order, releasing settles it; then order again.</source>
        <translation>如该力量并未收到指令，请先解除，再重新下令。</translation>
    </message>
    <message>
        <source>Order again</source>
        <translation>重新下令</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>约剩 {time}</translation>
    </message>
    <message>
        <source>{time} later than reckoned</source>
        <translation>比预计晚 {time}</translation>
    </message>
</context>
<context>
    <name>OrdersView</name>
    <message>
        <source>No unit was ordered yet.</source>
        <translation>尚未派出力量。</translation>
    </message>
    <message>
        <source>Release all {n} on scene</source>
        <translation>解除全部 {n} 支现场力量</translation>
    </message>
</context>
<context>
    <name>OverviewMap</name>
    <message>
        <source>Overview of the city</source>
        <translation>全市鹰眼图</translation>
    </message>
</context>
<context>
    <name>OverviewTool</name>
    <message>
        <source>Overview of the city</source>
        <translation>全市鹰眼图</translation>
    </message>
</context>
<context>
    <name>PageSheet</name>
    <message>
        <source>Picture and print</source>
        <translation>出图与打印</translation>
    </message>
    <message>
        <source>Title of the page</source>
        <translation>页面标题</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation>横向</translation>
    </message>
    <message>
        <source>Portrait</source>
        <translation>纵向</translation>
    </message>
    <message>
        <source>Orientation</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>With the legend</source>
        <translation>附图例</translation>
    </message>
    <message>
        <source>Picture (PNG)…</source>
        <translation>图片（PNG）…</translation>
    </message>
    <message>
        <source>PDF…</source>
        <translation>PDF…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Save the page</source>
        <translation>保存页面</translation>
    </message>
    <message>
        <source>It cannot be written to {path}: {reason}. Choose another folder.</source>
        <translation>无法写入 {path}：{reason}。请换一个文件夹。</translation>
    </message>
    <message>
        <source>Written to {path}</source>
        <translation>已写入 {path}</translation>
    </message>
    <message>
        <source>Sent to the printer</source>
        <translation>已发送到打印机</translation>
    </message>
    <message>
        <source>The printer did not take it</source>
        <translation>打印机未接收</translation>
    </message>
    <message>
        <source>The page is being made…</source>
        <translation>正在生成页面…</translation>
    </message>
    <message>
        <source>Some tiles did not come in time.</source>
        <translation>部分瓦片未及时到达。</translation>
    </message>
</context>
<context>
    <name>PageTool</name>
    <message>
        <source>Picture and print</source>
        <translation>出图与打印</translation>
    </message>
</context>
<context>
    <name>PathTool</name>
    <message>
        <source>Click one place after the other.</source>
        <translation>依次点选各点。</translation>
    </message>
    <message>
        <source>Enter ends, Backspace takes one back, Ctrl: no snapping.</source>
        <extracomment>依次点选各点</extracomment>
        <translation>回车结束，退格撤回一点，按住 Ctrl 不捕捉。</translation>
    </message>
</context>
<context>
    <name>PatrolRow</name>
    <message>
        <source>Patrol</source>
        <translation>巡航</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Seconds at each stop</source>
        <translation>每个预置位停留秒数</translation>
    </message>
    <message>
        <source>Add preset</source>
        <translation>加入预置位</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>{name}, {seconds} s</source>
        <translation>{name}，{seconds} 秒</translation>
    </message>
    <message>
        <source>End patrol</source>
        <translation>结束巡航</translation>
    </message>
    <message>
        <source>Start patrol</source>
        <translation>开始巡航</translation>
    </message>
</context>
<context>
    <name>PositionRow</name>
    <message>
        <source>Go</source>
        <translation>转到</translation>
    </message>
    <message>
        <source>Pan, per cent</source>
        <translation>水平位置（%）</translation>
    </message>
    <message>
        <source>Tilt, per cent</source>
        <translation>垂直位置（%）</translation>
    </message>
    <message>
        <source>Zoom, per cent</source>
        <translation>变倍位置（%）</translation>
    </message>
    <message>
        <source>Look there</source>
        <translation>转到该位置</translation>
    </message>
</context>
<context>
    <name>PrefetchSheet</name>
    <message>
        <source>Fetch tiles ahead</source>
        <translation>预取瓦片</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>开始预取</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>From level</source>
        <translation>起始级别</translation>
    </message>
    <message>
        <source>To level</source>
        <translation>终止级别</translation>
    </message>
    <message>
        <source>What the map shows</source>
        <translation>当前视图</translation>
    </message>
    <message>
        <source>Reckoning…</source>
        <translation>正在估算…</translation>
    </message>
    <message>
        <source>{tiles} tiles, about {size}</source>
        <translation>{tiles} 张瓦片，约 {size}</translation>
    </message>
    <message>
        <source>Begins</source>
        <translation>即将开始</translation>
    </message>
    <message>
        <source>Fetching</source>
        <translation>正在预取</translation>
    </message>
    <message>
        <source>The server wants a pause</source>
        <translation>服务器要求暂停</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>已放弃</translation>
    </message>
    <message>
        <source>{state}: {done} of {tiles} tiles, {size}</source>
        <translation>{state}：{done} / {tiles} 张，{size}</translation>
    </message>
    <message>
        <source>About {minutes} min more</source>
        <translation>约剩 {minutes} 分钟</translation>
    </message>
    <message>
        <source>{failed} did not come: {reason}</source>
        <translation>{failed} 张未取得：{reason}</translation>
    </message>
</context>
<context>
    <name>Present</name>
    <message>
        <source>Present this map to those that follow, or stop</source>
        <translation>开始或停止主讲：其他地图跟随此图</translation>
    </message>
</context>
<context>
    <name>PresetRow</name>
    <message>
        <source>Preset</source>
        <translation>预置位</translation>
    </message>
    <message>
        <source>Preset, or a new name</source>
        <translation>预置位，或新名称</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>转到</translation>
    </message>
    <message>
        <source>Keep view</source>
        <translation>保存视角</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>PtzHand</name>
    <message>
        <source>In your hands, priority {priority}</source>
        <translation>由您操控，优先级 {priority}</translation>
    </message>
    <message>
        <source>Taken over by {name}, desk {desk}, priority {priority}</source>
        <translation>已被 {name}（席位 {desk}，优先级 {priority}）接管</translation>
    </message>
    <message>
        <source>Held by {name}, desk {desk}, priority {priority}</source>
        <translation>{name}（席位 {desk}，优先级 {priority}）正在操控</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>The camera does not obey ({reason}).</source>
        <translation>摄像机未执行指令（{reason}）。</translation>
    </message>
</context>
<context>
    <name>PtzPanel</name>
    <message>
        <source>Move {name}</source>
        <translation>操控 {name}</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭 (Esc)</translation>
    </message>
    <message>
        <source>Click the picture to centre it, drag a box to zoom into it.</source>
        <translation>点击画面使该处居中，拖框放大。</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>变倍</translation>
    </message>
    <message>
        <source>Farther</source>
        <translation>拉远</translation>
    </message>
    <message>
        <source>Closer</source>
        <translation>拉近</translation>
    </message>
    <message>
        <source>Focus</source>
        <translation>聚焦</translation>
    </message>
    <message>
        <source>Near</source>
        <translation>近</translation>
    </message>
    <message>
        <source>Far</source>
        <translation>远</translation>
    </message>
    <message>
        <source>Iris</source>
        <translation>光圈</translation>
    </message>
    <message>
        <source>Darker</source>
        <translation>调暗</translation>
    </message>
    <message>
        <source>Brighter</source>
        <translation>调亮</translation>
    </message>
    <message>
        <source>The camera minds focus and iris itself again</source>
        <translation>聚焦与光圈恢复由摄像头自动控制</translation>
    </message>
    <message>
        <source>Let go</source>
        <translation>释放</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>接管</translation>
    </message>
    <message>
        <source>Keep for me</source>
        <translation>锁定给我</translation>
    </message>
</context>
<context>
    <name>PtzRing</name>
    <message>
        <source>Joystick: arrow keys move, plus and minus zoom; Shift fast, Ctrl slow</source>
        <translation>摇杆：方向键转动，加减键变倍；Shift 快，Ctrl 慢</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Alias</source>
        <extracomment>文件类型(&amp;T)：</extracomment>
        <translation>替身</translation>
    </message>
    <message>
        <source>Drive</source>
        <extracomment>替身</extracomment>
        <translation>驱动器</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>驱动器</extracomment>
        <translation>文件</translation>
    </message>
    <message>
        <source>File Folder</source>
        <extracomment>文件</extracomment>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Folder</source>
        <extracomment>文件夹</extracomment>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <extracomment>文件夹</extracomment>
        <translation>快捷方式</translation>
    </message>
    <message>
        <source>Unknown</source>
        <extracomment>快捷方式</extracomment>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>QCupsJobWidget</name>
    <message>
        <source>&amp;Billing information:</source>
        <extracomment>厘米 (cm)</extracomment>
        <translation>计费信息(&amp;B)：</translation>
    </message>
    <message>
        <source>&amp;End:</source>
        <extracomment>计费信息(&amp;B)：</extracomment>
        <translation>结束(&amp;E)：</translation>
    </message>
    <message>
        <source>&amp;Start:</source>
        <extracomment>结束(&amp;E)：</extracomment>
        <translation>开始(&amp;S)：</translation>
    </message>
    <message>
        <source>Job &amp;priority:</source>
        <extracomment>开始(&amp;S)：</extracomment>
        <translation>作业优先级(&amp;P)：</translation>
    </message>
    <message>
        <source>Scheduled &amp;printing:</source>
        <extracomment>作业优先级(&amp;P)：</extracomment>
        <translation>定时打印(&amp;P)：</translation>
    </message>
</context>
<context>
    <name>QErrorMessage</name>
    <message>
        <source>An error occurred</source>
        <extracomment>确定</extracomment>
        <translation>发生错误</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>查找范围(&amp;L)：</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <extracomment>查找范围(&amp;L)：</extracomment>
        <translation>文件类型(&amp;T)：</translation>
    </message>
</context>
<context>
    <name>QFileSystemModel</name>
    <message>
        <source>Size</source>
        <extracomment>未知</extracomment>
        <translation>大小</translation>
    </message>
</context>
<context>
    <name>QMessageBox</name>
    <message>
        <source>Help</source>
        <extracomment>大小 (Qt says 体积, which is a volume)</extracomment>
        <translation>帮助</translation>
    </message>
    <message>
        <source>OK</source>
        <extracomment>帮助</extracomment>
        <translation>确定</translation>
    </message>
</context>
<context>
    <name>QPPDOptionsModel</name>
    <message>
        <source>Name</source>
        <extracomment>定时打印(&amp;P)：</extracomment>
        <translation>名称</translation>
    </message>
    <message>
        <source>Value</source>
        <extracomment>名称</extracomment>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>QPageSetupWidget</name>
    <message>
        <source>Page &amp;order:</source>
        <extracomment>短边</extracomment>
        <translation>页序(&amp;O)：</translation>
    </message>
    <message>
        <source>Pages &amp;per sheet:</source>
        <extracomment>页序(&amp;O)：</extracomment>
        <translation>每张页数(&amp;P)：</translation>
    </message>
    <message>
        <source>Centimeters (cm)</source>
        <extracomment>每张页数(&amp;P)：</extracomment>
        <translation>厘米 (cm)</translation>
    </message>
</context>
<context>
    <name>QPrintDialog</name>
    <message>
        <source>Automatic</source>
        <extracomment>发生错误</extracomment>
        <translation>自动</translation>
    </message>
</context>
<context>
    <name>QPrintSettingsOutput</name>
    <message>
        <source>Page &amp;Set:</source>
        <extracomment>自动</extracomment>
        <translation>页面集(&amp;S)：</translation>
    </message>
    <message>
        <source>Duplex Printing</source>
        <extracomment>页面集(&amp;S)：</extracomment>
        <translation>双面打印</translation>
    </message>
    <message>
        <source>Long side</source>
        <extracomment>双面打印</extracomment>
        <translation>长边</translation>
    </message>
    <message>
        <source>None</source>
        <extracomment>长边</extracomment>
        <translation>无</translation>
    </message>
    <message>
        <source>Short side</source>
        <extracomment>无</extracomment>
        <translation>短边</translation>
    </message>
</context>
<context>
    <name>QueueCard</name>
    <message>
        <source>Send proposed</source>
        <translation>派出建议力量</translation>
    </message>
    <message>
        <source>Send the proposed units (S)</source>
        <translation>派出建议的力量（S）</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>改派</translation>
    </message>
    <message>
        <source>Choose the units yourself (C)</source>
        <translation>自行选择力量（C）</translation>
    </message>
    <message>
        <source>Escalate</source>
        <translation>升级</translation>
    </message>
    <message>
        <source>Raise the grade by one (E)</source>
        <translation>等级提升一级（E）</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Log, units and closing of this incident (Enter)</source>
        <translation>此事件的过程、力量与结案（回车）</translation>
    </message>
</context>
<context>
    <name>QueueList</name>
    <message>
        <source>Working out who is nearest</source>
        <translation>正在计算最近的力量</translation>
    </message>
    <message>
        <source>Proposed: {units}</source>
        <translation>建议 {units}</translation>
    </message>
    <message>
        <source>Nobody free: {classes}</source>
        <translation>无可用力量：{classes}</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Dispatch queue</source>
        <translation>派警队列</translation>
    </message>
    <message>
        <source>No open incident.</source>
        <translation>没有未结事件。</translation>
    </message>
    <message>
        <source>No open incident. Press N to make one, or make one of an alarm or a report.</source>
        <translation>没有未结事件。按 N 新建，或由告警、警情转为事件。</translation>
    </message>
    <message>
        <source>{waiting} to send   {active} active   {closed} closed</source>
        <translation>待派 {waiting}   处置中 {active}   已结 {closed}</translation>
    </message>
</context>
<context>
    <name>ReportList</name>
    <message>
        <source>Incident {number}</source>
        <translation>事件 {number}</translation>
    </message>
    <message>
        <source>Dismissed</source>
        <translation>已销案</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新</translation>
    </message>
</context>
<context>
    <name>ReportsPanel</name>
    <message>
        <source>Reports</source>
        <translation>警情</translation>
    </message>
    <message>
        <source>No report has come in.</source>
        <translation>没有警情。</translation>
    </message>
    <message>
        <source>Make incident</source>
        <translation>转为事件</translation>
    </message>
    <message>
        <source>Open the form with what the report says (N)</source>
        <translation>按警情内容填写事件表（N）</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>销案</translation>
    </message>
    <message>
        <source>No incident is needed (D)</source>
        <translation>无需建立事件（D）</translation>
    </message>
    <message>
        <source>{new} new   {all} in all</source>
        <translation>新 {new}   共 {all}</translation>
    </message>
</context>
<context>
    <name>SavedViews</name>
    <message>
        <source>Views</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Saved views</source>
        <translation>已存视图</translation>
    </message>
    <message>
        <source>Saved views (Ctrl+Alt+1 to Ctrl+Alt+9)</source>
        <translation>已存视图（Ctrl+Alt+1 至 Ctrl+Alt+9）</translation>
    </message>
    <message>
        <source>Save the view as…</source>
        <translation>另存当前视图…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Save the view</source>
        <translation>保存视图</translation>
    </message>
    <message>
        <source>Name of the view</source>
        <translation>视图名称</translation>
    </message>
</context>
<context>
    <name>ScreensSheet</name>
    <message>
        <source>Walls</source>
        <translation>大屏</translation>
    </message>
    <message>
        <source>Look where this map looks</source>
        <translation>定位到本图当前位置</translation>
    </message>
    <message>
        <source>Wall</source>
        <translation>大屏</translation>
    </message>
    <message>
        <source>Shows</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Moves</source>
        <translation>移动方式</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>自由</translation>
    </message>
    <message>
        <source>With this desk&apos;s map</source>
        <translation>随本席位地图移动</translation>
    </message>
    <message>
        <source>Follows the presenter</source>
        <translation>跟随主讲</translation>
    </message>
    <message>
        <source>Show there</source>
        <translation>在大屏显示</translation>
    </message>
    <message>
        <source>As this map shows</source>
        <translation>按本图显示</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>保持现状</translation>
    </message>
    <message>
        <source>{view} (of this desk)</source>
        <translation>{view}（本席位）</translation>
    </message>
    <message>
        <source>No wall is there. Start one with --scene wall on the same journal.</source>
        <translation>没有大屏在线。请用 --scene wall 在同一日志上启动。</translation>
    </message>
    <message>
        <source>No sign of life since {time}</source>
        <translation>自 {time} 起无响应</translation>
    </message>
    <message>
        <source>Desk {desk} set it meanwhile</source>
        <translation>期间已由 {desk} 号席位设置</translation>
    </message>
    <message>
        <source>Asked, not yet shown</source>
        <translation>已请求，尚未显示</translation>
    </message>
    <message>
        <source>as configured</source>
        <translation>配置默认</translation>
    </message>
    <message>
        <source>moves by itself</source>
        <translation>独立移动</translation>
    </message>
    <message>
        <source>follows the presenter</source>
        <translation>跟随主讲</translation>
    </message>
    <message>
        <source>moves with desk {desk}</source>
        <translation>随 {desk} 号席位移动</translation>
    </message>
    <message>
        <source>It shows: {view}; {link}</source>
        <translation>当前显示：{view}；{link}</translation>
    </message>
    <message>
        <source>Set by {by}, desk {desk}, {time}</source>
        <translation>由 {desk} 号席位 {by} 设置，{time}</translation>
    </message>
</context>
<context>
    <name>ScreensTool</name>
    <message>
        <source>Set what a wall shows</source>
        <translation>设置大屏显示内容</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Layer</source>
        <extracomment>命令</extracomment>
        <translation>图层</translation>
    </message>
    <message>
        <source>Saved view</source>
        <extracomment>图层</extracomment>
        <translation>视图</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <extracomment>视图</extracomment>
        <translation>书签</translation>
    </message>
    <message>
        <source>Crossing</source>
        <extracomment>书签</extracomment>
        <translation>路口</translation>
    </message>
    <message>
        <source>No source knows house number {n}: the middle of the road</source>
        <extracomment>路口</extracomment>
        <translation>没有门牌 {n} 的数据：显示道路中段</translation>
    </message>
    <message>
        <source>Read as {system}</source>
        <extracomment>没有门牌 {n} 的数据：显示道路中段</extracomment>
        <translation>按 {system} 解读</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Search address, incident, camera, unit (Ctrl+K)</source>
        <translation>搜索地址、事件、摄像机、力量（Ctrl+K）</translation>
    </message>
    <message>
        <source>Search everything (Ctrl+K)</source>
        <translation>全局搜索（Ctrl+K）</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Ctrl+K: search everything: address, crossing, coordinates in any system, incident, camera, unit, layer, command; Chinese, pinyin or its initials</source>
        <translation>Ctrl+K：搜索一切：地址、路口、各种坐标、事件、摄像机、力量、图层、命令；可用汉字、拼音或首字母</translation>
    </message>
    <message>
        <source>Still looking…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
</context>
<context>
    <name>SelectCircle</name>
    <message>
        <source>Select in a circle</source>
        <extracomment>拖出矩形，或用空格键定两个角点；Shift 加选，Ctrl 减选；Esc 结束</extracomment>
        <translation>圆形选择</translation>
    </message>
    <message>
        <source>Drag from the middle to the rim, or set both with Space. Shift adds, Ctrl takes away.</source>
        <extracomment>圆形选择</extracomment>
        <translation>从圆心拖到边缘，或用空格定两点；Shift 加选，Ctrl 减选</translation>
    </message>
</context>
<context>
    <name>SelectCorridor</name>
    <message>
        <source>Select along a route</source>
        <translation>沿路线选择</translation>
    </message>
    <message>
        <source>by road</source>
        <translation>沿道路</translation>
    </message>
    <message>
        <source>straight</source>
        <translation>走直线</translation>
    </message>
    <message>
        <source>Click along the route, Enter ends. {width} wide ([ and ] change it), {way} (T changes it).</source>
        <translation>沿路线点选，回车结束；宽 {width}（[ ] 调整），{way}（T 切换）</translation>
    </message>
    <message>
        <source>wide {width}</source>
        <translation>宽 {width}</translation>
    </message>
</context>
<context>
    <name>SelectLasso</name>
    <message>
        <source>Select with a lasso</source>
        <extracomment>从圆心拖到边缘，或用空格键定两点；Shift 加选，Ctrl 减选</extracomment>
        <translation>套索选择</translation>
    </message>
    <message>
        <source>Draw round the things, or click corners and press Enter. Shift adds, Ctrl takes away.</source>
        <extracomment>套索选择</extracomment>
        <translation>按住画圈，或逐点点选后回车；Shift 加选，Ctrl 减选</translation>
    </message>
</context>
<context>
    <name>SelectRectangle</name>
    <message>
        <source>Select in a rectangle</source>
        <translation>矩形选择</translation>
    </message>
    <message>
        <source>Drag a rectangle, or set two corners with Space. Shift adds, Ctrl takes away. Esc: end.</source>
        <extracomment>矩形选择</extracomment>
        <translation>拖出矩形，或用空格定两个角点；Shift 加选，Ctrl 减选；Esc 结束</translation>
    </message>
</context>
<context>
    <name>SelectionSheet</name>
    <message>
        <source>Zoom to</source>
        <translation>缩放到</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Copy CSV</source>
        <translation>复制 CSV</translation>
    </message>
    <message>
        <source>Copy GeoJSON</source>
        <translation>复制 GeoJSON</translation>
    </message>
    <message>
        <source>Cameras on the wall</source>
        <translation>摄像机上墙</translation>
    </message>
    <message>
        <source>{n} selected</source>
        <translation>已选 {n} 项</translation>
    </message>
    <message>
        <source>… and {n} more</source>
        <translation>…… 另有 {n} 项</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>This is a replay: nothing can be ordered in it. Go back to live first.</source>
        <translation>这是回放，不能下达指令。请先回到实时。</translation>
    </message>
    <message>
        <source>This journal is only read: nothing can be ordered here.</source>
        <translation>此日志为只读，不能下达指令。</translation>
    </message>
    <message>
        <source>The state of the city is still being read. Try again in a moment.</source>
        <translation>城市状态仍在读取，请稍候再试。</translation>
    </message>
    <message>
        <source>No answer from the engine: whether it was recorded is unknown. Look before you repeat it.</source>
        <translation>引擎没有应答：不知是否已记录。请先核实，再决定是否重做。</translation>
    </message>
    <message>
        <source>It could not be recorded ({reason}). Nothing was done; try again.</source>
        <translation>无法记录（{reason}）。未执行任何操作，请重试。</translation>
    </message>
    <message>
        <source>Somebody else was first. Look at the new state and decide again.</source>
        <translation>已有他人先行处理。请查看最新状态后再决定。</translation>
    </message>
    <message>
        <source>This version does not know the command {command}.</source>
        <translation>此版本不支持命令 {command}。</translation>
    </message>
    <message>
        <source>The alarm was already acknowledged by {by}.</source>
        <translation>该告警已由 {by} 确认。</translation>
    </message>
    <message>
        <source>The alarm has been cleared already.</source>
        <translation>该告警已消除。</translation>
    </message>
    <message>
        <source>The alarm already belongs to incident {number}.</source>
        <translation>该告警已属于事件 {number}。</translation>
    </message>
    <message>
        <source>The alarm is not shelved.</source>
        <translation>该告警未被搁置。</translation>
    </message>
    <message>
        <source>The alarm does not exist any more.</source>
        <translation>该告警已不存在。</translation>
    </message>
    <message>
        <source>A grade is I to IV; {grade} is none.</source>
        <translation>等级为Ⅰ至Ⅳ级，{grade} 无效。</translation>
    </message>
    <message>
        <source>Incident {number} already has grade {grade}.</source>
        <translation>事件 {number} 已是 {grade} 级。</translation>
    </message>
    <message>
        <source>Incident {number} is closed.</source>
        <translation>事件 {number} 已结案。</translation>
    </message>
    <message>
        <source>This incident exists already.</source>
        <translation>该事件已存在。</translation>
    </message>
    <message>
        <source>The incident does not exist.</source>
        <translation>该事件不存在。</translation>
    </message>
    <message>
        <source>This order was given already.</source>
        <translation>该指令已下达。</translation>
    </message>
    <message>
        <source>The order is not open any more ({state}).</source>
        <translation>该指令已结束（{state}）。</translation>
    </message>
    <message>
        <source>The order does not exist.</source>
        <translation>该指令不存在。</translation>
    </message>
    <message>
        <source>The place is not valid. Choose it on the map.</source>
        <translation>地点无效，请在地图上选点。</translation>
    </message>
    <message>
        <source>A reason is needed.</source>
        <translation>须填写原因。</translation>
    </message>
    <message>
        <source>{reason} is not a known reason.</source>
        <translation>{reason} 不是有效的原因。</translation>
    </message>
    <message>
        <source>The report already belongs to incident {number}.</source>
        <translation>该警情已属于事件 {number}。</translation>
    </message>
    <message>
        <source>The report has been settled already.</source>
        <translation>该警情已处理。</translation>
    </message>
    <message>
        <source>The report does not exist any more.</source>
        <translation>该警情已不存在。</translation>
    </message>
    <message>
        <source>Write a text first.</source>
        <translation>请先填写内容。</translation>
    </message>
    <message>
        <source>Write a title first.</source>
        <translation>请先填写标题。</translation>
    </message>
    <message>
        <source>The unit has arrived; release it instead of calling it back.</source>
        <translation>力量已到达现场，请解除而不是召回。</translation>
    </message>
    <message>
        <source>{name} is bound to another incident.</source>
        <translation>{name} 正在处置其他事件。</translation>
    </message>
    <message>
        <source>{name} is out of service.</source>
        <translation>{name} 已停用。</translation>
    </message>
    <message>
        <source>The unit does not exist.</source>
        <translation>该力量不存在。</translation>
    </message>
    <message>
        <source>Units are still bound to incident {number}. Release them first.</source>
        <translation>事件 {number} 仍有未解除的力量，请先解除。</translation>
    </message>
    <message>
        <source>{by} changed this drawing meanwhile. Look at it and decide again.</source>
        <translation>{by} 刚修改过此标绘，请查看后再操作。</translation>
    </message>
    <message>
        <source>{by} took this drawing off the map meanwhile.</source>
        <translation>{by} 刚删除了此标绘。</translation>
    </message>
    <message>
        <source>The drawing does not exist any more.</source>
        <translation>此标绘已不存在。</translation>
    </message>
    <message>
        <source>This drawing is on the map already.</source>
        <translation>此标绘已在图上。</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>没有改动。</translation>
    </message>
    <message>
        <source>This version cannot draw the kind {kind}.</source>
        <translation>本版本不支持标绘类型 {kind}。</translation>
    </message>
    <message>
        <source>This shape cannot be drawn: it needs more places that differ, within range.</source>
        <translation>无法画成此形状：需要更多不重合且在有效范围内的点。</translation>
    </message>
    <message>
        <source>This look is not possible. Choose another.</source>
        <translation>此样式不可用，请另选。</translation>
    </message>
    <message>
        <source>Choose a symbol first.</source>
        <translation>请先选择符号。</translation>
    </message>
    <message>
        <source>The text is too long: at most {most} characters.</source>
        <translation>文字过长，最多 {most} 个字符。</translation>
    </message>
    <message>
        <source>The end lies before the beginning.</source>
        <translation>结束时间早于开始时间。</translation>
    </message>
    <message>
        <source>The note does not exist any more.</source>
        <translation>该备注已不存在。</translation>
    </message>
    <message>
        <source>This note exists already.</source>
        <translation>该备注已存在。</translation>
    </message>
    <message>
        <source>That folder exists already. Choose another name.</source>
        <translation>该文件夹已存在，请换一个名称。</translation>
    </message>
    <message>
        <source>Nothing was recorded of these cameras then.</source>
        <translation>这些摄像机在该时段没有录像。</translation>
    </message>
    <message>
        <source>The disk is full. Nothing was exported.</source>
        <translation>磁盘已满，未导出任何内容。</translation>
    </message>
    <message>
        <source>The folder cannot be written. Choose another one.</source>
        <translation>该文件夹无法写入，请另选。</translation>
    </message>
    <message>
        <source>Footage cannot be read. Nothing was exported.</source>
        <translation>录像无法读取，未导出任何内容。</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was exported.</source>
        <translation>已取消，未导出任何内容。</translation>
    </message>
    <message>
        <source>The signing key cannot be read. Nothing was exported.</source>
        <translation>签名密钥无法读取，未导出任何内容。</translation>
    </message>
    <message>
        <source>This footage is not locked any more.</source>
        <translation>该段录像已不再锁定。</translation>
    </message>
    <message>
        <source>The camera does not exist.</source>
        <translation>该摄像机不存在。</translation>
    </message>
    <message>
        <source>{name} cannot be moved.</source>
        <translation>{name} 不能转动。</translation>
    </message>
    <message>
        <source>{name} cannot do that ({kind}).</source>
        <translation>{name} 不支持该操作({kind})。</translation>
    </message>
    <message>
        <source>This movement is not possible ({kind}).</source>
        <translation>无法执行该动作({kind})。</translation>
    </message>
    <message>
        <source>{by} is moving this camera. Wait until it is free.</source>
        <translation>{by} 正在控制该摄像机，请等待释放。</translation>
    </message>
    <message>
        <source>This camera is not in your hands any more.</source>
        <translation>该摄像机已不由您控制。</translation>
    </message>
    <message>
        <source>A mask needs at least three corners and an area.</source>
        <translation>遮挡至少需要三个角点，且有面积。</translation>
    </message>
    <message>
        <source>The camera moves: wait until it stands.</source>
        <translation>摄像头正在转动，请待其停稳。</translation>
    </message>
    <message>
        <source>Only at a preset for good; elsewhere for a while.</source>
        <translation>仅可对预置位长期公开；其他位置只能暂时公开。</translation>
    </message>
    <message>
        <source>This mask is there already.</source>
        <translation>该遮挡已存在。</translation>
    </message>
    <message>
        <source>The wall {screen} is not there any more.</source>
        <translation>大屏 {screen} 已不在线。</translation>
    </message>
    <message>
        <source>The wall {screen} gives no sign of life.</source>
        <translation>大屏 {screen} 无响应。</translation>
    </message>
    <message>
        <source>A wall cannot move like this ({link}).</source>
        <translation>大屏不支持这种移动方式（{link}）。</translation>
    </message>
    <message>
        <source>That wall has no view {view}.</source>
        <translation>该大屏没有视图 {view}。</translation>
    </message>
    <message>
        <source>This view is too large to be sent. Hide layers, or change fewer styles.</source>
        <translation>该视图过大，无法发送。请隐藏部分图层或减少样式改动。</translation>
    </message>
    <message>
        <source>The wall does not know that view.</source>
        <translation>大屏没有该视图。</translation>
    </message>
    <message>
        <source>{by} at desk {desk} set what is shown here.</source>
        <translation>{desk} 号席位的{by}设置了本屏显示内容。</translation>
    </message>
    <message>
        <source>This mask is gone already.</source>
        <translation>该遮挡已被移除。</translation>
    </message>
    <message>
        <source>Click corners and press Enter, or drag a box. Delete removes the mask under the pointer, Ctrl+Z undoes, Esc ends.</source>
        <translation>逐点点击后按回车，或直接拖框。Delete 删除指针下的遮挡，Ctrl+Z 撤销，Esc 结束。</translation>
    </message>
    <message>
        <source>No loudspeaker can be used on this machine, so cameras cannot be heard. Connect one, then choose the camera again.</source>
        <translation>本机没有可用的扬声器，无法收听摄像机声音。接好扬声器后重新选择该摄像机。</translation>
    </message>
    <message>
        <source>Recordings hold no sound. Go back to live to listen.</source>
        <translation>录像不含声音。回到实时后再收听。</translation>
    </message>
    <message>
        <source>Picture saved: {path}</source>
        <translation>抓图已保存：{path}</translation>
    </message>
    <message>
        <source>The picture could not be saved to {path} {why}. Make room or change the folder, then try again.</source>
        <translation>抓图无法保存到 {path}（{why}）。请腾出空间或更换文件夹后重试。</translation>
    </message>
    <message>
        <source>{name} shows no picture that could be saved.</source>
        <translation>{name} 没有可保存的画面。</translation>
    </message>
    <message>
        <source>The time has passed already. Choose a later one.</source>
        <translation>该时间已过，请选择更晚的时间。</translation>
    </message>
    <message>
        <source>An event could not be read ({kind}: {detail}). It was set aside; nothing else is lost.</source>
        <translation>有一条事件无法读取（{kind}：{detail}）。已另行保存，其他不受影响。</translation>
    </message>
    <message>
        <source>The journal is held by another program. Try again.</source>
        <translation>日志被其他程序占用，请重试。</translation>
    </message>
    <message>
        <source>The journal {path} may not be opened ({detail}). Check its rights.</source>
        <translation>无权打开日志 {path}（{detail}）。请检查权限。</translation>
    </message>
    <message>
        <source>The journal {path} cannot be used ({detail}).</source>
        <translation>日志 {path} 无法使用（{detail}）。</translation>
    </message>
    <message>
        <source>The journal is closed. Start the desk again.</source>
        <translation>日志已关闭，请重新启动席位。</translation>
    </message>
    <message>
        <source>The journal {path} is damaged ({detail}). It was left untouched; bring back a copy or choose another.</source>
        <translation>日志 {path} 已损坏（{detail}）。文件未作改动；请恢复备份或另选一个。</translation>
    </message>
    <message>
        <source>An event of the journal is damaged ({kind}: {detail}). It is left out.</source>
        <translation>日志中有一条事件损坏（{kind}：{detail}），已略过。</translation>
    </message>
    <message>
        <source>The journal {path} is empty: its writing was cut short, or it never was one. It was left untouched; delete it or choose another.</source>
        <translation>日志 {path} 是空的：写入中断过，或者它本来就不是日志。文件未被改动；请删除它或另选一个。</translation>
    </message>
    <message>
        <source>{path} is not a journal of this program ({detail}). It was left untouched; choose another file.</source>
        <translation>{path} 不是本程序的日志（{detail}）。文件未作改动；请另选文件。</translation>
    </message>
    <message>
        <source>The journal is not open yet. Try again in a moment.</source>
        <translation>日志尚未打开，请稍候再试。</translation>
    </message>
    <message>
        <source>The journal {path} was written by a newer version (schema {schema}; this one knows {known}). Update the program.</source>
        <translation>日志 {path} 由更新的版本写成（结构 {schema}，本版本支持 {known}）。请更新程序。</translation>
    </message>
    <message>
        <source>The journal {path} was written by a newer version. Update the program.</source>
        <translation>日志 {path} 由更新的版本写成。请更新程序。</translation>
    </message>
    <message>
        <source>The engine does not answer. What was asked may or may not have been recorded.</source>
        <translation>引擎没有应答。所请求的内容可能已记录，也可能没有。</translation>
    </message>
    <message>
        <source>The engine is not running. Nothing can be recorded until it is back.</source>
        <translation>引擎未运行，恢复之前无法记录。</translation>
    </message>
    <message>
        <source>The journal {path} is only read.</source>
        <translation>日志 {path} 为只读。</translation>
    </message>
    <message>
        <source>SQLite {version} can lose recorded events; {oldest} or later is needed. Install a newer apsw.</source>
        <translation>SQLite {version} 可能丢失已记录的事件，需要 {oldest} 或更新版本。请安装更新的 apsw。</translation>
    </message>
    <message>
        <source>This SQLite can lose recorded events. Install a newer apsw.</source>
        <translation>此 SQLite 版本可能丢失已记录的事件，请安装更新的 apsw。</translation>
    </message>
    <message>
        <source>The disk is full: nothing more can be recorded. Free some space.</source>
        <translation>磁盘已满，无法继续记录。请清理空间。</translation>
    </message>
    <message>
        <source>The journal {path} cannot be written. Check the disk and its rights.</source>
        <translation>日志 {path} 无法写入。请检查磁盘和权限。</translation>
    </message>
    <message>
        <source>The journal holds events of an unknown kind ({kind}). Update the program.</source>
        <translation>日志中有未知类型的事件（{kind}）。请更新程序。</translation>
    </message>
    <message>
        <source>Something in the program went wrong ({error}). Work can go on; the log file {file} has the details.</source>
        <translation>程序出现错误（{error}）。可以继续工作；详情见日志文件 {file}。</translation>
    </message>
    <message>
        <source>The engine has stopped: no new data, nothing can be recorded. It is being started again.</source>
        <translation>引擎已停止：没有新数据，也无法记录。正在重新启动。</translation>
    </message>
    <message>
        <source>The engine does not respond (process {pid}): no new data, nothing can be recorded. If it stays so, end that process; it is then started again.</source>
        <translation>引擎无响应（进程 {pid}）：没有新数据，也无法记录。若一直如此，请结束该进程，随后会自动重新启动。</translation>
    </message>
    <message>
        <source>The clock of this machine jumped back by {duration}. Records keep their order; ages may be wrong until the sources agree with it again.</source>
        <translation>本机时钟被拨回了 {duration}。记录顺序不受影响；在各数据源时间与本机一致之前，数据时效可能有误。</translation>
    </message>
    <message>
        <source>The clock of this machine jumped forward by {duration}. Check it: ages may be wrong.</source>
        <translation>本机时钟被向前拨了 {duration}。请核对时钟：数据时效可能有误。</translation>
    </message>
    <message>
        <source>The engine runs again.</source>
        <translation>引擎已恢复运行。</translation>
    </message>
    <message>
        <source>The engine cannot start. Look into its messages and the configuration, then start the desk again.</source>
        <translation>引擎无法启动。请查看其输出和配置，然后重新启动席位。</translation>
    </message>
    <message>
        <source>The journal can be written again.</source>
        <translation>日志已可写入。</translation>
    </message>
    <message>
        <source>A record of the journal could not be read (number {seq}: {detail}). It is left out.</source>
        <translation>日志中有一条记录无法读取（编号 {seq}：{detail}），已略过。</translation>
    </message>
    <message>
        <source>The journal cannot be followed just now ({detail}). It is tried again.</source>
        <translation>暂时无法跟踪日志（{detail}），正在重试。</translation>
    </message>
    <message>
        <source>The journal is held by another program. It is tried again.</source>
        <translation>日志被其他程序占用，正在重试。</translation>
    </message>
    <message>
        <source>The journal {path} cannot be written. It is tried again.</source>
        <translation>日志 {path} 无法写入，正在重试。</translation>
    </message>
    <message>
        <source>The map tool {tool} could not be loaded ({error}). The other tools work.</source>
        <translation>地图工具“{tool}”无法加载（{error}），其他工具不受影响。</translation>
    </message>
    <message>
        <source>The map layer {layer} could not be drawn ({error}). The other layers work.</source>
        <translation>地图图层 {layer} 无法绘制（{error}）。其他图层正常。</translation>
    </message>
    <message>
        <source>The cache of map tiles was damaged and is made anew ({path}). Areas kept for offline use must be fetched again.</source>
        <translation>地图瓦片缓存已损坏，现已重建（{path}）。离线区域需要重新下载。</translation>
    </message>
    <message>
        <source>{tiles} tiles are more than this source allows at once ({limit}). Choose a smaller area or fewer levels.</source>
        <translation>{tiles} 个瓦片超过该数据源一次允许的数量（{limit}）。请缩小范围或减少级别。</translation>
    </message>
    <message>
        <source>About {size} are needed, more than the cache has room for. Choose less, or enlarge the cache in the configuration.</source>
        <translation>约需 {size}，缓存空间不足。请减少下载量，或在配置中增大缓存。</translation>
    </message>
    <message>
        <source>This source may not be fetched ahead.</source>
        <translation>该数据源不允许预先下载。</translation>
    </message>
    <message>
        <source>The source has nothing in this area.</source>
        <translation>该数据源在此范围内没有数据。</translation>
    </message>
    <message>
        <source>This source needs no network, or keeps nothing.</source>
        <translation>该数据源无需网络，或不保留瓦片。</translation>
    </message>
    <message>
        <source>The source has not been read yet. Try again in a moment.</source>
        <translation>数据源尚未读取，请稍后再试。</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>超时无应答</translation>
    </message>
    <message>
        <source>cannot be reached</source>
        <translation>无法连接</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>answered with an error</source>
        <translation>应答出错</translation>
    </message>
    <message>
        <source>login refused</source>
        <translation>登录被拒绝</translation>
    </message>
    <message>
        <source>access denied</source>
        <translation>无权访问</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>sends what cannot be read</source>
        <translation>数据无法解读</translation>
    </message>
    <message>
        <source>wrong user or password</source>
        <translation>用户名或密码错误</translation>
    </message>
    <message>
        <source>offers no transport that fits</source>
        <translation>没有可用的传输方式</translation>
    </message>
    <message>
        <source>wrongly configured</source>
        <translation>配置有误</translation>
    </message>
    <message>
        <source>redirects to a wrong place</source>
        <translation>重定向有误</translation>
    </message>
    <message>
        <source>redirects in a circle</source>
        <translation>循环重定向</translation>
    </message>
    <message>
        <source>sends too much at once</source>
        <translation>单次数据过大</translation>
    </message>
    <message>
        <source>points to another server</source>
        <translation>指向其他服务器</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>the connector failed</source>
        <translation>连接器出错</translation>
    </message>
    <message>
        <source>could not be recorded</source>
        <translation>无法记录</translation>
    </message>
    <message>
        <source>cameras wait longer than a round for their look</source>
        <translation>摄像机巡检跟不上，等待超过一轮</translation>
    </message>
    <message>
        <source>nothing is recorded: all footage on the disk is locked as evidence</source>
        <extracomment>摄像机巡检跟不上</extracomment>
        <translation>未录像：磁盘上的录像均已作为证据锁定</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>stopped</source>
        <extracomment>磁盘已满</extracomment>
        <translation>已停止</translation>
    </message>
    <message>
        <source>sends nothing</source>
        <translation>没有数据</translation>
    </message>
    <message>
        <source>sends nothing any more</source>
        <translation>不再有数据</translation>
    </message>
    <message>
        <source>asks us to slow down</source>
        <translation>要求降低频率</translation>
    </message>
    <message>
        <source>takes no orders</source>
        <translation>不接受指令</translation>
    </message>
    <message>
        <source>a device&apos;s password is wrong</source>
        <translation>设备口令错误</translation>
    </message>
    <message>
        <source>a device that is not configured</source>
        <translation>未登记的设备</translation>
    </message>
    <message>
        <source>has more devices than are allowed</source>
        <translation>接入设备超过上限</translation>
    </message>
    <message>
        <source>has more connections than are allowed</source>
        <translation>连接数超过上限</translation>
    </message>
    <message>
        <source>a list of cameras came only in part</source>
        <translation>摄像机目录未收全</translation>
    </message>
    <message>
        <source>a list of cameras without end</source>
        <translation>摄像机目录过大</translation>
    </message>
    <message>
        <source>its port cannot be listened on</source>
        <translation>端口无法监听</translation>
    </message>
    <message>
        <source>sends signalling that cannot be read</source>
        <translation>信令无法解析</translation>
    </message>
    <message>
        <source>sends documents that cannot be read</source>
        <translation>报文内容无法解析</translation>
    </message>
    <message>
        <source>is not connected</source>
        <translation>设备未接入</translation>
    </message>
    <message>
        <source>the device refuses</source>
        <translation>设备拒绝</translation>
    </message>
    <message>
        <source>not ready yet</source>
        <translation>尚未就绪</translation>
    </message>
    <message>
        <source>could not be stopped</source>
        <translation>无法停止</translation>
    </message>
    <message>
        <source>shows no pictures</source>
        <translation>没有画面</translation>
    </message>
    <message>
        <source>its certificate is not trusted</source>
        <translation>证书不受信任</translation>
    </message>
    <message>
        <source>its clock is wrong</source>
        <translation>时钟有误</translation>
    </message>
    <message>
        <source>speaks another version</source>
        <translation>协议版本不符</translation>
    </message>
    <message>
        <source>refuses a subscription</source>
        <translation>拒绝订阅</translation>
    </message>
    <message>
        <source>closed the connection</source>
        <translation>断开了连接</translation>
    </message>
    <message>
        <source>sends broken JSON</source>
        <translation>JSON 格式有误</translation>
    </message>
    <message>
        <source>sends broken XML</source>
        <translation>XML 格式有误</translation>
    </message>
    <message>
        <source>sends a dangerous document</source>
        <translation>文档含危险内容</translation>
    </message>
    <message>
        <source>sends a broken message</source>
        <translation>报文损坏</translation>
    </message>
    <message>
        <source>sends values that cannot be read</source>
        <translation>数值无法解读</translation>
    </message>
    <message>
        <source>leaves out what is needed</source>
        <translation>缺少必要字段</translation>
    </message>
    <message>
        <source>its coordinates are impossible</source>
        <translation>坐标无效</translation>
    </message>
    <message>
        <source>sends broken shapes</source>
        <translation>几何图形有误</translation>
    </message>
    <message>
        <source>its coordinates are no numbers</source>
        <translation>坐标不是数值</translation>
    </message>
    <message>
        <source>its axes are swapped</source>
        <extracomment>坐标不是数值</extracomment>
        <translation>坐标轴颠倒</translation>
    </message>
    <message>
        <source>its eastings and the declared zone number disagree</source>
        <extracomment>坐标轴颠倒</extracomment>
        <translation>横坐标的带号与声明的坐标系不符</translation>
    </message>
    <message>
        <source>its coordinates are degrees, not metres</source>
        <extracomment>带号与声明不符</extracomment>
        <translation>坐标为度而非米</translation>
    </message>
    <message>
        <source>sends shapes with too many points</source>
        <extracomment>坐标为度而非米</extracomment>
        <translation>图形顶点过多</translation>
    </message>
    <message>
        <source>its coordinate system is unknown</source>
        <extracomment>图形顶点过多</extracomment>
        <translation>坐标系未知</translation>
    </message>
    <message>
        <source>breaks off</source>
        <extracomment>坐标系未知</extracomment>
        <translation>数据中断</translation>
    </message>
    <message>
        <source>sends features that cannot be read</source>
        <extracomment>数据中断</extracomment>
        <translation>要素无法读取</translation>
    </message>
    <message>
        <source>outlines that cross themselves</source>
        <extracomment>要素无法读取</extracomment>
        <translation>边界自相交</translation>
    </message>
    <message>
        <source>shapes across 180 degrees</source>
        <extracomment>边界自相交</extracomment>
        <translation>跨越 180 度经线</translation>
    </message>
    <message>
        <source>outlines left open</source>
        <extracomment>跨越 180 度经线</extracomment>
        <translation>边界未闭合</translation>
    </message>
    <message>
        <source>tracks with points that have no place</source>
        <extracomment>边界未闭合</extracomment>
        <translation>轨迹含无效点</translation>
    </message>
    <message>
        <source>sends no GeoJSON</source>
        <extracomment>轨迹含无效点</extracomment>
        <translation>不是 GeoJSON</translation>
    </message>
    <message>
        <source>sends no GPX</source>
        <extracomment>不是 GeoJSON</extracomment>
        <translation>不是 GPX</translation>
    </message>
    <message>
        <source>is no WFS</source>
        <extracomment>不是 GPX</extracomment>
        <translation>不是 WFS 服务</translation>
    </message>
    <message>
        <source>is no OGC API Features</source>
        <extracomment>不是 WFS 服务</extracomment>
        <translation>不是 OGC API Features 服务</translation>
    </message>
    <message>
        <source>has more pages than are read</source>
        <extracomment>不是 OGC API Features 服务</extracomment>
        <translation>页数超过上限</translation>
    </message>
    <message>
        <source>sends fewer features than it has</source>
        <extracomment>页数超过上限</extracomment>
        <translation>要素未发全</translation>
    </message>
    <message>
        <source>its file brought the reader down</source>
        <extracomment>要素未发全</extracomment>
        <translation>文件使读取程序崩溃</translation>
    </message>
    <message>
        <source>has no such layer</source>
        <extracomment>文件使读取程序崩溃</extracomment>
        <translation>无此图层</translation>
    </message>
    <message>
        <source>sends a dangerous archive</source>
        <extracomment>无此图层</extracomment>
        <translation>压缩包含危险内容</translation>
    </message>
    <message>
        <source>its pages lead in a circle</source>
        <translation>分页循环</translation>
    </message>
    <message>
        <source>sends rows of a wrong length</source>
        <translation>行的列数不符</translation>
    </message>
    <message>
        <source>sends an empty document</source>
        <translation>文档为空</translation>
    </message>
    <message>
        <source>sends no warning</source>
        <translation>不含预警</translation>
    </message>
    <message>
        <source>sends more than can be taken</source>
        <translation>数据量超过处理能力</translation>
    </message>
    <message>
        <source>read to its end</source>
        <translation>已读完</translation>
    </message>
    <message>
        <source>the service refused</source>
        <translation>服务拒绝</translation>
    </message>
    <message>
        <source>there is no such source</source>
        <translation>没有此数据源</translation>
    </message>
    <message>
        <source>sends a web page instead of a tile</source>
        <translation>返回网页而非瓦片</translation>
    </message>
    <message>
        <source>reports an error of its own</source>
        <translation>服务自身报错</translation>
    </message>
    <message>
        <source>sends no picture</source>
        <translation>返回的不是图片</translation>
    </message>
    <message>
        <source>sends no vector tile</source>
        <translation>返回的不是矢量瓦片</translation>
    </message>
    <message>
        <source>sends damaged tiles</source>
        <translation>瓦片数据损坏</translation>
    </message>
    <message>
        <source>sends pictures of a wrong size</source>
        <translation>图片尺寸不符</translation>
    </message>
    <message>
        <source>its key is missing</source>
        <translation>缺少密钥</translation>
    </message>
    <message>
        <source>has no such tile matrix set</source>
        <translation>无此瓦片矩阵集</translation>
    </message>
    <message>
        <source>has no coordinate system that can be used</source>
        <translation>无此图层</translation>
    </message>
    <message>
        <source>its description cannot be read</source>
        <translation>没有可用的坐标系</translation>
    </message>
    <message>
        <source>is no MBTiles file</source>
        <translation>服务描述无法读取</translation>
    </message>
    <message>
        <source>is no PMTiles archive</source>
        <translation>不是 MBTiles 文件</translation>
    </message>
    <message>
        <source>its file is damaged</source>
        <translation>不是 PMTiles 文件</translation>
    </message>
    <message>
        <source>holds no tiles</source>
        <translation>文件已损坏</translation>
    </message>
    <message>
        <source>is packed in a way that cannot be read here</source>
        <translation>没有瓦片</translation>
    </message>
    <message>
        <source>holds tiles of a kind that cannot be read here</source>
        <translation>压缩方式不受支持</translation>
    </message>
    <message>
        <source>its server gives no parts of a file</source>
        <translation>瓦片格式不受支持</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>服务器不支持分段读取</translation>
    </message>
    <message>
        <source>the cache cannot be written</source>
        <translation>缓存无法写入</translation>
    </message>
    <message>
        <source>unknown trouble</source>
        <translation>未知故障</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>启动中</translation>
    </message>
    <message>
        <source>live</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>disturbed</source>
        <translation>受扰</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>failed, needs a change</source>
        <translation>失败，需修改配置</translation>
    </message>
    <message>
        <source>{event} red warning</source>
        <translation>{event}红色预警</translation>
    </message>
    <message>
        <source>{event} orange warning</source>
        <translation>{event}橙色预警</translation>
    </message>
    <message>
        <source>{event} yellow warning</source>
        <translation>{event}黄色预警</translation>
    </message>
    <message>
        <source>{event} blue warning</source>
        <translation>{event}蓝色预警</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ShowSymbols</name>
    <message>
        <source>Symbols</source>
        <translation>符号一览</translation>
    </message>
</context>
<context>
    <name>SidePlate</name>
    <message>
        <source>{minutes} minutes</source>
        <translation>{minutes} 分钟</translation>
    </message>
</context>
<context>
    <name>Sound</name>
    <message>
        <source>Sound {percent} %</source>
        <translation>声音 {percent} %</translation>
    </message>
    <message>
        <source>This camera sends no sound</source>
        <translation>该摄像机没有声音</translation>
    </message>
    <message>
        <source>No loudspeaker</source>
        <translation>没有扬声器</translation>
    </message>
    <message>
        <source>Sound lost</source>
        <translation>声音中断</translation>
    </message>
    <message>
        <source>Sound …</source>
        <translation>声音接通中…</translation>
    </message>
</context>
<context>
    <name>Spans</name>
    <message>
        <source>{n} d</source>
        <translation>{n} 天</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} 小时</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} 分</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <source>no road</source>
        <translation>无路可达</translation>
    </message>
    <message>
        <source>about {n} min</source>
        <translation>约 {n} 分钟</translation>
    </message>
    <message>
        <source>{m} min {s} s</source>
        <translation>{m} 分 {s} 秒</translation>
    </message>
</context>
<context>
    <name>StylePanel</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>还原</translation>
    </message>
    <message>
        <source>Copy as TOML</source>
        <translation>复制为 TOML</translation>
    </message>
</context>
<context>
    <name>SymbolPicker</name>
    <message>
        <source>Group of symbols</source>
        <translation>符号分组</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>符号</translation>
    </message>
</context>
<context>
    <name>SymbolsPage</name>
    <message>
        <source>Symbols ({n})</source>
        <translation>符号一览（{n}）</translation>
    </message>
    <message>
        <source>Find a symbol by its name</source>
        <translation>按名称查找符号</translation>
    </message>
    <message>
        <source>Group of symbols</source>
        <translation>符号分组</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>符号</translation>
    </message>
    <message>
        <source>Arrows choose, Enter or a double click plots it on the map. The name beneath is the one for styles and packs.</source>
        <translation>方向键选择，回车或双击即可在图上标绘。下方名称用于样式与领域包。</translation>
    </message>
    <message>
        <source>All groups</source>
        <translation>全部分组</translation>
    </message>
</context>
<context>
    <name>TileMenu</name>
    <message>
        <source>Move the camera</source>
        <translation>操控云台</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <extracomment>操控云台</extracomment>
        <translation>电子放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <extracomment>放大画面</extracomment>
        <translation>电子缩小</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <extracomment>缩小画面</extracomment>
        <translation>还原画面</translation>
    </message>
    <message>
        <source>Notes on all tiles</source>
        <extracomment>还原画面</extracomment>
        <translation>显示画面信息</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <extracomment>画面信息</extracomment>
        <translation>抓图</translation>
    </message>
    <message>
        <source>Listen</source>
        <extracomment>抓图</extracomment>
        <translation>播放声音</translation>
    </message>
    <message>
        <source>Draw privacy masks</source>
        <extracomment>播放声音</extracomment>
        <translation>绘制隐私遮挡</translation>
    </message>
</context>
<context>
    <name>TimeWindowTool</name>
    <message>
        <source>Time window with histogram</source>
        <translation>时间窗与直方图</translation>
    </message>
</context>
<context>
    <name>TimelinePanel</name>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>回放</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close this notice</source>
        <translation>关闭此通知</translation>
    </message>
</context>
<context>
    <name>Track</name>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>预警</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>数据源</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>有录像</translation>
    </message>
    <message>
        <source>Recorded of some of the shown cameras</source>
        <translation>部分显示的摄像机有录像</translation>
    </message>
    <message>
        <source>Gap: nothing was recorded</source>
        <translation>无录像</translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>回到实时</translation>
    </message>
    <message>
        <source>Play backwards (J)</source>
        <translation>倒放（J）</translation>
    </message>
    <message>
        <source>Previous mark</source>
        <translation>上一个标记</translation>
    </message>
    <message>
        <source>Play or pause (Space)</source>
        <translation>播放或暂停（空格）</translation>
    </message>
    <message>
        <source>Next mark</source>
        <translation>下一个标记</translation>
    </message>
    <message>
        <source>Speed of the replay</source>
        <translation>回放速度</translation>
    </message>
    <message>
        <source>What the replay shows: what was known then, or what was so</source>
        <translation>回放内容：当时所知，或实际发生</translation>
    </message>
    <message>
        <source>As known then</source>
        <translation>当时所知</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>实际发生</translation>
    </message>
</context>
<context>
    <name>TrendWindow</name>
    <message>
        <source>The plotting library cannot be loaded ({reason}); the small trends go on.</source>
        <translation>绘图库无法加载（{reason}）；小趋势图照常显示。</translation>
    </message>
    <message>
        <source>Loading the trend</source>
        <translation>正在读取趋势</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} 小时</translation>
    </message>
    <message>
        <source>This sign keeps no past: it is measured by the platform itself.</source>
        <translation>此体征由平台自行测量，没有历史。</translation>
    </message>
    <message>
        <source>The past cannot be read just now; it is asked for again shortly.</source>
        <translation>暂时无法读取历史，稍后自动重试。</translation>
    </message>
    <message>
        <source>Nothing was recorded in this span.</source>
        <translation>这段时间没有记录。</translation>
    </message>
    <message>
        <source>lowest {low}, highest {high} {unit}; {n} series</source>
        <translation>最低 {low}，最高 {high} {unit}；{n} 条序列</translation>
    </message>
    <message>
        <source>{time}: nothing recorded</source>
        <translation>{time}：无记录</translation>
    </message>
</context>
<context>
    <name>Uncover</name>
    <message>
        <source>Show this picture for ten minutes…</source>
        <translation>公开此画面十分钟…</translation>
    </message>
    <message>
        <source>Nothing has to be hidden at this preset…</source>
        <translation>此预置位无需遮挡…</translation>
    </message>
    <message>
        <source>Uncover the picture</source>
        <translation>公开画面</translation>
    </message>
</context>
<context>
    <name>UnitPicker</name>
    <message>
        <source>Choose units</source>
        <translation>选择力量</translation>
    </message>
    <message>
        <source>{title}: free units by travel time. Space marks, Enter sends.</source>
        <translation>{title}：按行车时间排列的可用力量。空格选中，回车派出。</translation>
    </message>
    <message>
        <source>No free unit is known just now, or the roads are still being read. Close this and try again shortly.</source>
        <translation>目前没有可用力量，或路网仍在读取。请关闭后稍候再试。</translation>
    </message>
    <message>
        <source>Send {n}</source>
        <translation>派出 {n} 支</translation>
    </message>
</context>
<context>
    <name>UnitsPanel</name>
    <message>
        <source>Units</source>
        <translation>力量</translation>
    </message>
    <message>
        <source>free / all</source>
        <translation>可用 / 总数</translation>
    </message>
    <message>
        <source>stale {age}</source>
        <translation>陈旧 {age}</translation>
    </message>
    <message>
        <source>free / all   {age} old</source>
        <translation>可用 / 总数   {age}前</translation>
    </message>
</context>
<context>
    <name>Video</name>
    <message>
        <source>{count} s</source>
        <translation>{count} 秒</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} 分</translation>
    </message>
    <message>
        <source>{count} h</source>
        <translation>{count} 小时</translation>
    </message>
    <message>
        <source>No video address</source>
        <translation>没有视频地址</translation>
    </message>
    <message>
        <source>Unknown kind of address</source>
        <translation>不支持的视频地址</translation>
    </message>
    <message>
        <source>Wrong password since {time}</source>
        <translation>自 {time} 起密码错误</translation>
    </message>
    <message>
        <source>Certificate not trusted since {time}</source>
        <translation>自 {time} 起证书不受信任</translation>
    </message>
    <message>
        <source>Refused since {time}</source>
        <translation>被拒绝 {time} 起</translation>
    </message>
    <message>
        <source>Unreadable since {time}</source>
        <translation>无法解码 {time} 起</translation>
    </message>
    <message>
        <source>No signal since {time}</source>
        <translation>无信号 {time} 起</translation>
    </message>
    <message>
        <source>Connecting …</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Stalled, picture is {age} old</source>
        <translation>停滞，画面为 {age}前</translation>
    </message>
    <message>
        <source>Frozen picture since {time}</source>
        <translation>画面冻结 {time} 起</translation>
    </message>
    <message>
        <source>{fault} since {time}</source>
        <translation>{time}起{fault}</translation>
    </message>
    <message>
        <source>Covered: this camera has privacy masks and was moved away from them</source>
        <translation>已遮挡：该摄像头设有隐私遮挡，现已转离遮挡所属位置</translation>
    </message>
    <message>
        <source>No recording at this time</source>
        <translation>此刻没有录像</translation>
    </message>
    <message>
        <source>Recording missing or damaged</source>
        <translation>录像缺失或损坏</translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>{age:.1f} s old</source>
        <translation>{age:.1f} 秒前</translation>
    </message>
    <message>
        <source>{latency:.0f} ms from camera to screen</source>
        <translation>延迟 {latency:.0f} 毫秒</translation>
    </message>
    <message>
        <source>{skew:.0f} ms beside the others</source>
        <translation>与其他画面相差 {skew:.0f} 毫秒</translation>
    </message>
    <message>
        <source>{width} × {height}, {rate:.0f} pictures/s</source>
        <translation>{width} × {height}，{rate:.0f} 帧/秒</translation>
    </message>
    <message>
        <source>Replay −{seconds} s</source>
        <translation>回放 −{seconds} 秒</translation>
    </message>
    <message>
        <source>Recording on the device</source>
        <translation>设备录像回放</translation>
    </message>
</context>
<context>
    <name>VideoMenu</name>
    <message>
        <source>Show large</source>
        <translation>大图显示</translation>
    </message>
    <message>
        <source>Full window</source>
        <extracomment>放大</extracomment>
        <translation>全窗口显示</translation>
    </message>
    <message>
        <source>Show on the map</source>
        <extracomment>全窗口</extracomment>
        <translation>在地图上定位</translation>
    </message>
    <message>
        <source>Cameras this tile had</source>
        <extracomment>在地图上定位</extracomment>
        <translation>此窗格最近的摄像机</translation>
    </message>
    <message>
        <source>Empty this tile</source>
        <extracomment>此窗格最近的摄像机</extracomment>
        <translation>清空此窗格</translation>
    </message>
    <message>
        <source>Layout</source>
        <extracomment>清空此窗格</extracomment>
        <translation>布局</translation>
    </message>
    <message>
        <source>As configured ({count})</source>
        <extracomment>布局</extracomment>
        <translation>默认布局（{count}）</translation>
    </message>
    <message>
        <source>{count} tiles</source>
        <extracomment>默认（{count}）</extracomment>
        <translation>{count} 画面</translation>
    </message>
    <message>
        <source>Own layout ({count})</source>
        <extracomment>{count} 画面</extracomment>
        <translation>自定义布局（{count}）</translation>
    </message>
    <message>
        <source>{count} tiles (window)</source>
        <extracomment>自定义（{count}）</extracomment>
        <translation>{count} 画面（独立窗口）</translation>
    </message>
    <message>
        <source>Divide the tile side by side</source>
        <extracomment>{count} 画面（独立窗口）</extracomment>
        <translation>左右拆分窗格</translation>
    </message>
    <message>
        <source>Divide the tile one above the other</source>
        <extracomment>左右拆分窗格</extracomment>
        <translation>上下拆分窗格</translation>
    </message>
    <message>
        <source>Join tiles</source>
        <extracomment>上下拆分窗格</extracomment>
        <translation>合并窗格</translation>
    </message>
    <message>
        <source>Groups</source>
        <extracomment>合并窗格</extracomment>
        <translation>摄像机分组</translation>
    </message>
    <message>
        <source>Tours</source>
        <extracomment>分组</extracomment>
        <translation>轮巡</translation>
    </message>
    <message>
        <source>Pause the tour</source>
        <extracomment>轮巡</extracomment>
        <translation>暂停轮巡</translation>
    </message>
    <message>
        <source>Go on with the tour</source>
        <extracomment>暂停轮巡</extracomment>
        <translation>继续轮巡</translation>
    </message>
    <message>
        <source>Next page</source>
        <extracomment>继续轮巡</extracomment>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Previous page</source>
        <extracomment>下一页</extracomment>
        <translation>上一页</translation>
    </message>
    <message>
        <source>End the tour</source>
        <extracomment>上一页</extracomment>
        <translation>结束轮巡</translation>
    </message>
    <message>
        <source>No tour is configured</source>
        <extracomment>结束轮巡</extracomment>
        <translation>未配置轮巡</translation>
    </message>
    <message>
        <source>Scenes</source>
        <extracomment>未配置轮巡</extracomment>
        <translation>场景</translation>
    </message>
    <message>
        <source>Save this wall …</source>
        <extracomment>场景</extracomment>
        <translation>保存当前画面…</translation>
    </message>
    <message>
        <source>Delete a scene</source>
        <extracomment>保存当前画面…</extracomment>
        <translation>删除场景</translation>
    </message>
    <message>
        <source>Follow incidents and alarms</source>
        <extracomment>删除场景</extracomment>
        <translation>跟随事件与告警</translation>
    </message>
    <message>
        <source>Put the usual cameras back</source>
        <extracomment>跟随事件与告警</extracomment>
        <translation>恢复原画面</translation>
    </message>
    <message>
        <source>All cameras</source>
        <extracomment>恢复原画面</extracomment>
        <translation>全部摄像机</translation>
    </message>
    <message>
        <source>Video wall in its own window</source>
        <extracomment>摄像机列表</extracomment>
        <translation>独立视频墙窗口</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <extracomment>独立视频墙窗口</extracomment>
        <translation>暂无</translation>
    </message>
</context>
<context>
    <name>VideoWall</name>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
</context>
<context>
    <name>VideoWallWindow</name>
    <message>
        <source>Video wall – {city}</source>
        <translation>视频墙 – {city}</translation>
    </message>
</context>
<context>
    <name>VitalsPanel</name>
    <message>
        <source>City vital signs</source>
        <translation>城市体征</translation>
    </message>
    <message>
        <source>last 6 h</source>
        <translation>近 6 小时</translation>
    </message>
    <message>
        <source>last 6 h   {age} old</source>
        <translation>近 6 小时   {age}前</translation>
    </message>
    <message>
        <source>{n} more not normal below</source>
        <translation>下方另有 {n} 项异常</translation>
    </message>
</context>
<context>
    <name>WallControls</name>
    <message>
        <source>waits</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} 秒</translation>
    </message>
    <message>
        <source>{shown} of {count} tiles fit here</source>
        <translation>仅能容纳 {shown} / {count} 个画面</translation>
    </message>
    <message>
        <source>{count} cameras see it</source>
        <translation>{count} 路可见</translation>
    </message>
    <message>
        <source>no camera sees it</source>
        <translation>无摄像机可见</translation>
    </message>
</context>
<context>
    <name>WindowBar</name>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} 小时</translation>
    </message>
    <message>
        <source>Back to the instant alone (Esc)</source>
        <translation>只看当前时刻（Esc）</translation>
    </message>
    <message>
        <source>What happened in the time window; drag or use the arrow keys to narrow it</source>
        <translation>时间窗内的经过；拖动或用方向键缩小范围</translation>
    </message>
    <message>
        <source>Reading the record…</source>
        <translation>正在读取记录…</translation>
    </message>
</context>
<context>
    <name>Within</name>
    <message>
        <source>What is within</source>
        <translation>范围内统计</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>To dispatch</source>
        <translation>待派警</translation>
    </message>
    <message>
        <source>En route</source>
        <translation>途中</translation>
    </message>
    <message>
        <source>On scene</source>
        <translation>现场</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已结案</translation>
    </message>
    <message>
        <source>Fire</source>
        <translation>消防救援</translation>
    </message>
    <message>
        <source>Police</source>
        <translation>公安交警</translation>
    </message>
    <message>
        <source>Medical</source>
        <translation>医疗急救</translation>
    </message>
    <message>
        <source>Drainage</source>
        <translation>排涝抢险</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>电力抢修</translation>
    </message>
    <message>
        <source>Ordered, no answer yet</source>
        <translation>已下令，待应答</translation>
    </message>
    <message>
        <source>On the way</source>
        <translation>途中</translation>
    </message>
    <message>
        <source>Released</source>
        <translation>已解除</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>Called back</source>
        <translation>已召回</translation>
    </message>
    <message>
        <source>Unknown whether it was received</source>
        <translation>不知是否收到</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>已处置</translation>
    </message>
    <message>
        <source>False alarm</source>
        <translation>误报</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>已移交</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>refused by the unit&apos;s service</source>
        <translation>被力量系统拒绝</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>超时无应答</translation>
    </message>
    <message>
        <source>service not reached</source>
        <translation>系统无法连接</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>无应答</translation>
    </message>
    <message>
        <source>engine restarted</source>
        <translation>引擎曾重启</translation>
    </message>
    <message>
        <source>no connection takes orders for this unit</source>
        <translation>没有可向该力量下令的连接</translation>
    </message>
    <message>
        <source>free again by its own word</source>
        <translation>自报待命</translation>
    </message>
    <message>
        <source>returning by its own word</source>
        <translation>自报返回</translation>
    </message>
    <message>
        <source>out of service by its own word</source>
        <translation>自报停用</translation>
    </message>
    <message>
        <source>settled by the operator</source>
        <translation>由值班员处理</translation>
    </message>
    <message>
        <source>calling back could not be delivered</source>
        <translation>召回未能送达</translation>
    </message>
    <message>
        <source>released</source>
        <translation>已解除</translation>
    </message>
    <message>
        <source> ({time} by road)</source>
        <translation>（行车 {time}）</translation>
    </message>
    <message>
        <source>Opened as grade {grade}</source>
        <translation>建立，等级 {grade}</translation>
    </message>
    <message>
        <source>Regraded from {before} to {after}</source>
        <translation>等级由 {before} 调整为 {after}</translation>
    </message>
    <message>
        <source>Closed: {reason}</source>
        <translation>结案：{reason}</translation>
    </message>
    <message>
        <source>{unit} ordered</source>
        <translation>已向 {unit} 下令</translation>
    </message>
    <message>
        <source>{unit} accepted and is on the way</source>
        <translation>{unit} 已接令出动</translation>
    </message>
    <message>
        <source>{unit}: order failed, {reason}</source>
        <translation>{unit}：指令失败，{reason}</translation>
    </message>
    <message>
        <source>{unit}: unknown whether the order was received ({reason})</source>
        <translation>{unit}：不知是否收到指令（{reason}）</translation>
    </message>
    <message>
        <source>{unit} called back</source>
        <translation>{unit} 已召回</translation>
    </message>
    <message>
        <source>{unit} arrived</source>
        <translation>{unit} 到达现场</translation>
    </message>
    <message>
        <source>{unit} released: {reason}</source>
        <translation>{unit} 已解除：{reason}</translation>
    </message>
    <message>
        <source>{unit} released</source>
        <translation>{unit} 已解除</translation>
    </message>
</context>
<context>
    <name>_Bars</name>
    <message>
        <source>No unit is known yet.</source>
        <translation>尚无力量信息。</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>En route</source>
        <translation>途中</translation>
    </message>
    <message>
        <source>On scene</source>
        <translation>现场</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>停用</translation>
    </message>
</context>
</TS>
