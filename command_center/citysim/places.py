"""What stands where by name: institutions, landmarks, hazard sources. Tables by hand, in metres; pure data."""

from __future__ import annotations

from typing import NamedTuple


class Site(NamedTuple):
    """A named point. extra: further properties."""

    key: str
    name: str
    name_en: str
    x: float
    y: float
    extra: dict[str, str | int | float] = {}


HOSPITALS = (
    Site("H01", "江州市第一人民医院", "Jiangzhou First People's Hospital", -700, -1450, {"beds": 1850}),
    Site("H02", "江州市中医医院", "Jiangzhou Hospital of Chinese Medicine", 1050, 1150, {"beds": 720}),
    Site("H03", "江州大学附属医院", "Jiangzhou University Hospital", -5650, -2500, {"beds": 1400}),
    Site("H04", "南岸新区医院", "Nan'an Hospital", 700, -5350, {"beds": 960}),
    Site("H05", "东港区人民医院", "Donggang People's Hospital", 5350, -850, {"beds": 680}),
    Site("H06", "江北区人民医院", "Jiangbei People's Hospital", -800, 5750, {"beds": 640}),
    Site("H07", "高新区医院", "Hi-Tech Zone Hospital", 4250, 5350, {"beds": 420}),
    Site("H08", "市妇幼保健院", "Women and Children's Hospital", 2250, -1750, {"beds": 560}),
    Site("H09", "市传染病医院", "Infectious Disease Hospital", -7250, -5150, {"beds": 300}),
    Site("H10", "铁路医院", "Railway Hospital", 2850, -3600, {"beds": 380}),
)
FIRE_STATIONS = (
    Site("F01", "特勤消防站", "Special Service Fire Station", 350, -2250),
    Site("F02", "中山路消防站", "Zhongshan Road Fire Station", -950, -350),
    Site("F03", "学院路消防站", "Xueyuan Road Fire Station", -4450, -1650),
    Site("F04", "南岸消防站", "Nan'an Fire Station", 1150, -4850),
    Site("F05", "东港消防站", "Donggang Fire Station", 4450, -550),
    Site("F06", "港口消防站", "Port Fire Station", 7900, 350),
    Site("F07", "江北消防站", "Jiangbei Fire Station", -1450, 5250),
    Site("F08", "高新消防站", "Hi-Tech Fire Station", 3800, 5350),
    Site("F09", "学府消防站", "Xuefu Fire Station", -6950, -4250),
    Site("F10", "水上消防站", "River Fire Station", 2100, 2250),
)
POLICE_STATIONS = (
    Site("P01", "市公安局指挥中心", "City Police Headquarters", 250, -950),
    Site("P02", "交警一大队", "Traffic Police 1st Brigade", -1650, -2150),
    Site("P03", "交警二大队", "Traffic Police 2nd Brigade", 2950, -650),
    Site("P04", "钟楼派出所", "Zhonglou Police Station", -250, 1250),
    Site("P05", "学院路派出所", "Xueyuan Road Police Station", -4150, -3350),
    Site("P06", "南湖派出所", "Nanhu Police Station", -2150, -6250),
    Site("P07", "南岸派出所", "Nan'an Police Station", 2050, -6350),
    Site("P08", "东港派出所", "Donggang Police Station", 5950, -1350),
    Site("P09", "港务派出所", "Gangwu Police Station", 7250, -500),
    Site("P10", "江北派出所", "Jiangbei Police Station", -2650, 5650),
    Site("P11", "高新派出所", "Hi-Tech Police Station", 5550, 5250),
    Site("P12", "大学城派出所", "University Town Police Station", -7250, -3200),
)
DEPOTS = (  # drainage and power crews
    Site("D01", "排水一所", "Drainage Depot 1", -1350, -3050),
    Site("D02", "排水二所", "Drainage Depot 2", 2350, -4350),
    Site("D03", "排水三所", "Drainage Depot 3", -650, 5050),
    Site("E01", "城区供电所", "Central Power Depot", 1250, -2850),
    Site("E02", "南岸供电所", "Nan'an Power Depot", -1250, -5650),
)
SHELTERS = (
    Site("S01", "人民广场应急避难场所", "Renmin Square Shelter", 450, -1650, {"capacity": 12000}),
    Site("S02", "体育中心应急避难场所", "Sports Centre Shelter", 3050, -2700, {"capacity": 18000}),
    Site("S03", "南湖公园应急避难场所", "Nanhu Park Shelter", -3300, -4200, {"capacity": 8000}),
    Site("S04", "江州大学应急避难场所", "Jiangzhou University Shelter", -6000, -1550, {"capacity": 15000}),
    Site("S05", "北湖公园应急避难场所", "Beihu Park Shelter", 600, 6250, {"capacity": 6000}),
    Site("S06", "第一中学应急避难场所", "No. 1 Middle School Shelter", -1800, -900, {"capacity": 3500}),
    Site("S07", "东港小学应急避难场所", "Donggang Primary School Shelter", 5550, -2450, {"capacity": 2200}),
    Site("S08", "会展中心应急避难场所", "Exhibition Centre Shelter", 950, -6950, {"capacity": 16000}),
    Site("S09", "科技园应急避难场所", "Science Park Shelter", 5000, 6500, {"capacity": 4200}),
)
HAZARDS = (
    Site("Z01", "东港油品储运公司", "Donggang Oil Storage", 8150, -1100, {"substance": "gasoline, diesel", "level": 1}),
    Site("Z02", "江州化工园一期", "Jiangzhou Chemical Park", 8750, -2350, {"substance": "chlorine, ammonia", "level": 1}),
    Site("Z03", "城西液化气站", "Chengxi LPG Station", -8250, -4850, {"substance": "LPG", "level": 2}),
    Site("Z04", "冷链物流园液氨站", "Cold Chain Ammonia Plant", 6650, -3750, {"substance": "ammonia", "level": 3}),
    Site("Z05", "江北水厂加氯间", "Jiangbei Waterworks", -3300, 4300, {"substance": "chlorine", "level": 3}),
    Site("Z06", "南岸燃气门站", "Nan'an Gas Station", 3050, -7650, {"substance": "natural gas", "level": 3}),
    Site("Z07", "建设大道加油站", "Jianshe Avenue Filling Station", 1850, -3350, {"substance": "gasoline", "level": 4}),
    Site("Z08", "烟花爆竹仓库", "Firework Warehouse", -9300, 4500, {"substance": "fireworks", "level": 2}),
)
LANDMARKS = (  # key: station, university, school, square, culture, government, port, market, airport
    Site("station", "江州站", "Jiangzhou Railway Station", 2950, -3150),
    Site("station", "江州北站", "Jiangzhou North Station", -3050, 6850),
    Site("square", "人民广场", "Renmin Square", 350, -1550),
    Site("government", "市民中心", "Civic Centre", 300, -6150),
    Site("culture", "江州博物馆", "Jiangzhou Museum", 850, -5950),
    Site("culture", "大剧院", "Grand Theatre", -450, -6350),
    Site("culture", "钟楼", "Bell Tower", 150, 700),
    Site("culture", "望江阁", "Wangjiang Pavilion", -950, 2150),
    Site("culture", "文庙", "Confucian Temple", 700, 350),
    Site("sport", "体育中心", "Sports Centre", 2950, -2350),
    Site("culture", "会展中心", "Exhibition Centre", 1000, -7150),
    Site("university", "江州大学", "Jiangzhou University", -5750, -2000),
    Site("university", "江州理工学院", "Jiangzhou Institute of Technology", -7050, -3750),
    Site("university", "江州师范学院", "Jiangzhou Normal College", -5450, -4350),
    Site("university", "职业技术学院", "Vocational College", -7700, -5700),
    Site("school", "第一中学", "No. 1 Middle School", -1750, -850),
    Site("school", "第二中学", "No. 2 Middle School", 2150, 600),
    Site("school", "实验小学", "Experimental Primary School", -350, -2150),
    Site("school", "东港小学", "Donggang Primary School", 5500, -2350),
    Site("school", "南岸中学", "Nan'an Middle School", -950, -5250),
    Site("school", "江北中学", "Jiangbei Middle School", 250, 5550),
    Site("port", "江州港集装箱码头", "Jiangzhou Container Terminal", 8350, 750),
    Site("port", "东港客运码头", "Donggang Passenger Pier", 3350, 2250),
    Site("market", "农贸批发市场", "Wholesale Market", -2650, -3650),
    Site("market", "江汉路步行街", "Jianghan Pedestrian Street", -1250, -250),
    Site("industry", "江州钢铁厂", "Jiangzhou Steelworks", 6750, -300),
    Site("industry", "造船厂", "Shipyard", 7450, 700),
    Site("industry", "软件园", "Software Park", 5250, 6450),
    Site("industry", "科创中心", "Innovation Centre", 4050, 6300),
    Site("airport", "江州机场", "Jiangzhou Airport", -3800, 8350),
    Site("park", "江心洲", "Jiangxinzhou Island", 6500, 2620),
)
PARKS = (  # name, English, x, y, reach in metres: blocks whose middle lies within become the park
    ("人民公园", "Renmin Park", -900, -900, 330),
    ("中山公园", "Zhongshan Park", 950, -250, 240),
    ("滨江公园", "Binjiang Park", -600, 2650, 420),
    ("望江公园", "Wangjiang Park", 2700, 2050, 320),
    ("南湖公园", "Nanhu Park", -2500, -4700, 520),
    ("北湖湿地公园", "Beihu Wetland Park", 900, 6500, 480),
    ("明月湖公园", "Mingyue Lake Park", 5200, -1700, 380),
    ("市民公园", "Civic Park", 300, -6500, 330),
    ("植物园", "Botanical Garden", -5000, -6300, 520),
    ("体育公园", "Sports Park", 3300, -2000, 300),
    ("科技公园", "Keji Park", 4900, 5500, 420),
    ("学士公园", "Xueshi Park", -6700, -2700, 330),
)
