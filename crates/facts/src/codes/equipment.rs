//! Kinds of equipment: those of entry 2B902 (announcement 56 of 2025), in its
//! order, and those that the entries on superhard materials and batteries name.

use super::CodeDefinition;

const fn code(code: &'static str, english: &'static str, chinese: &'static str) -> CodeDefinition {
    CodeDefinition::new(code, english, chinese)
}

/// What machine, furnace or part of one the goods are.
pub(super) const EQUIPMENT_KINDS: &[CodeDefinition] = &[
    code(
        "centrifugal-extractor",
        "centrifugal extraction equipment",
        "离心萃取设备",
    ),
    code(
        "continuous-impurity-removal",
        "continuous impurity-removal and precipitation equipment for leach liquor of ion-adsorption ore",
        "离子型稀土矿连续除杂沉淀设备",
    ),
    code("roasting-kiln", "roasting kiln", "焙烧窑"),
    code(
        "extraction-tank",
        "extraction tank (mixer-settler)",
        "萃取槽",
    )
    .also(&["mixer-settler"]),
    code(
        "ion-adsorption-separator",
        "ion-adsorption equipment for separation",
        "离子吸附分离设备",
    ),
    code(
        "precipitation-crystalliser",
        "precipitation and crystallisation reactor",
        "沉淀结晶反应釜",
    ),
    code(
        "crystalliser-stirrer",
        "stirrer of a precipitation and crystallisation reactor",
        "沉淀结晶反应釜搅拌器",
    ),
    code(
        "crystalliser-paddle",
        "stirring paddle of a precipitation and crystallisation reactor",
        "沉淀结晶反应釜搅拌桨",
    ),
    code(
        "crystalliser-motor",
        "motor of a precipitation and crystallisation reactor",
        "沉淀结晶反应釜电机",
    ),
    code("resistance-furnace", "resistance furnace", "电阻炉"),
    code(
        "electrolysis-rectifier",
        "rectifier for rare-earth electrolysis",
        "稀土电解整流器",
    ),
    code(
        "electrolysis-feeder",
        "feeder for rare-earth electrolysis",
        "稀土电解加料设备",
    ),
    code(
        "electrolysis-siphon-furnace",
        "siphon furnace system for rare-earth electrolysis",
        "稀土电解虹吸出炉系统",
    ),
    code(
        "electrolysis-gas-treatment",
        "off-gas treatment for rare-earth electrolysis",
        "稀土电解尾气处理设备",
    ),
    code("electrolytic-cell", "electrolytic cell", "电解槽"),
    code(
        "vacuum-induction-reduction-furnace",
        "vacuum induction reduction furnace",
        "真空感应还原炉",
    ),
    code(
        "vacuum-carbon-tube-furnace",
        "vacuum carbon-tube furnace",
        "真空碳管炉",
    ),
    code(
        "czochralski-furnace",
        "Czochralski crystal furnace",
        "提拉法晶体炉",
    ),
    code(
        "bridgman-furnace",
        "Bridgman crystal furnace",
        "坩埚下降法晶体炉",
    ),
    code(
        "strip-casting-furnace-batch",
        "batch vacuum-induction strip-casting furnace",
        "间歇式真空感应速凝炉",
    ),
    code(
        "strip-casting-furnace-melting",
        "strip-casting furnace with induction-heated vacuum melting",
        "真空感应熔炼速凝炉",
    ),
    code(
        "strip-caster-cable",
        "water-cooled cable of a strip-casting furnace",
        "速凝炉水冷电缆",
    ),
    code(
        "strip-caster-roll",
        "copper roll of a strip-casting furnace",
        "速凝炉铜辊",
    ),
    code(
        "strip-caster-crucible",
        "crucible of a strip-casting furnace",
        "速凝炉坩埚",
    ),
    code(
        "strip-caster-tilt-controller",
        "tilt controller of a strip-casting furnace",
        "速凝炉倾倒控制装置",
    ),
    code(
        "strip-caster-cooling",
        "cooling system of a strip-casting furnace",
        "速凝炉冷却系统",
    ),
    code(
        "hydrogen-decrepitation-continuous",
        "continuous atmosphere furnace for hydrogen decrepitation",
        "连续式氢破碎炉",
    ),
    code(
        "hydrogen-decrepitation-rotary",
        "rotary furnace for hydrogen decrepitation",
        "旋转式氢破碎炉",
    ),
    code(
        "hydrogen-decrepitation-explosion-proof",
        "explosion-proof continuous furnace for hydrogen decrepitation",
        "防爆连续氢破碎炉",
    ),
    code(
        "hydrogen-valve",
        "valve of a hydrogen-decrepitation furnace",
        "氢破碎炉阀门",
    ),
    code(
        "hydrogen-manifold",
        "hydrogen manifold of a hydrogen-decrepitation furnace",
        "氢破碎炉氢气管路",
    ),
    code("jet-mill", "jet mill", "气流磨"),
    code(
        "magnetic-forming-press",
        "press that forms in a magnetic field",
        "磁场成型压机",
    ),
    code(
        "hot-press",
        "automatic hot press for magnets",
        "自动热压设备",
    ),
    code("cold-isostatic-press", "cold isostatic press", "冷等静压机"),
    code(
        "sintering-furnace-single-horizontal",
        "single horizontal vacuum sintering furnace",
        "单室卧式真空烧结炉",
    ),
    code(
        "sintering-furnace-continuous",
        "continuous vacuum sintering furnace",
        "连续式真空烧结炉",
    ),
    code(
        "sintering-furnace-vertical",
        "vertical vacuum sintering furnace",
        "立式真空烧结炉",
    ),
    code("multi-wire-saw", "multi-wire saw for magnets", "多线切割机"),
    code("laser-cutter", "laser cutter for magnets", "激光切割机"),
    code(
        "automatic-gluer",
        "automatic gluing machine for magnets",
        "自动粘胶机",
    ),
    code(
        "vertical-grinder",
        "vertical grinder for magnets",
        "立式磨床",
    ),
    code(
        "double-face-grinder",
        "double-face grinder for magnets",
        "双面磨床",
    ),
    code(
        "end-face-grinder",
        "end-face grinder for magnets",
        "端面磨床",
    ),
    code(
        "through-feed-grinder",
        "through-feed grinder for magnets",
        "通过式磨床",
    ),
    code(
        "magnetron-sputtering-coater",
        "magnetron sputtering coater for grain-boundary diffusion",
        "晶界扩散磁控溅射镀膜机",
    ),
    code(
        "vacuum-diffusion-furnace",
        "vacuum diffusion furnace for grain-boundary diffusion",
        "晶界扩散真空炉",
    ),
    code(
        "screen-printer",
        "screen printer for grain-boundary diffusion",
        "晶界扩散丝网印刷机",
    ),
    code(
        "shaft-kiln",
        "shaft kiln for recycling of rare earths",
        "稀土回收立窑",
    ),
    code("mining-equipment", "mining equipment", "采矿设备"),
    code(
        "beneficiation-equipment",
        "equipment that crushes, grinds, sorts or floats ore",
        "选矿设备",
    ),
    code(
        "cubic-press",
        "cubic press (six anvils, hydraulic, three axes)",
        "六面顶压机",
    ),
    code(
        "cubic-press-hinge-beam",
        "hinge beam for a cubic press",
        "六面顶压机铰链梁",
    ),
    code(
        "cubic-press-anvil",
        "anvil for a cubic press",
        "六面顶压机顶锤",
    ),
    code(
        "cubic-press-pressure-control",
        "high-pressure control system for a cubic press",
        "六面顶压机高压控制系统",
    ),
    code(
        "microwave-plasma-cvd",
        "microwave plasma chemical vapour deposition equipment",
        "微波等离子体化学气相沉积设备",
    ),
    code(
        "arc-plasma-cvd",
        "direct-current arc plasma jet deposition equipment",
        "直流电弧等离子体喷射化学气相沉积设备",
    ),
    code("cell-winder", "winder for battery cells", "电池卷绕机"),
    code("cell-stacker", "stacker for battery cells", "电池叠片机"),
    code(
        "electrolyte-filler",
        "electrolyte filler for battery cells",
        "电池注液机",
    ),
    code(
        "cell-hot-press",
        "hot press for battery cells",
        "电池热压机",
    ),
    code(
        "cell-formation-system",
        "formation and capacity grading system for battery cells",
        "电池化成分容系统",
    ),
    code(
        "cell-grading-cabinet",
        "capacity grading cabinet for battery cells",
        "电池分容柜",
    ),
    code(
        "cathode-roller-kiln",
        "roller kiln for cathode material",
        "正极材料辊道窑",
    ),
    code(
        "cathode-mixer",
        "high-speed mixer for cathode material",
        "正极材料高速混料机",
    ),
    code(
        "cathode-sand-mill",
        "sand mill for cathode material",
        "正极材料砂磨机",
    ),
    code(
        "cathode-jet-mill",
        "jet mill for cathode material",
        "正极材料气流粉碎机",
    ),
    code(
        "anode-granulation-kettle",
        "granulation kettle for graphite anode material, vertical or continuous",
        "石墨负极造粒釜",
    ),
    code(
        "graphitisation-furnace",
        "graphitisation furnace: box, Acheson, internal series or continuous",
        "石墨化炉",
    ),
    code(
        "anode-fusion-coater",
        "fusion coater for graphite anode material",
        "石墨负极融合包覆机",
    ),
    code(
        "anode-spray-dryer",
        "spray dryer for graphite anode material",
        "石墨负极喷雾干燥机",
    ),
    code(
        "anode-cvd-rotary-kiln",
        "rotary kiln for vapour deposition on graphite anode material",
        "石墨负极气相沉积回转窑",
    ),
    code("other", "other equipment", "其他设备"),
];

/// How a furnace is heated.
pub(super) const HEATING_METHODS: &[CodeDefinition] = &[
    code("induction", "induction", "感应加热"),
    code("resistance", "resistance", "电阻加热"),
    code("gas", "gas or oil", "燃气或燃油加热"),
    code("arc", "electric arc", "电弧加热"),
    code("other", "another method", "其他加热方式"),
];
