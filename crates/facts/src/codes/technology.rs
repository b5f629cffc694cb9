//! Fields and subjects of technology.
//!
//! The first five fields are the ones that announcements 61 and 62 of 2025 name;
//! the others stand in the catalogue of technologies prohibited or restricted
//! from export.

use super::CodeDefinition;

const fn code(code: &'static str, english: &'static str, chinese: &'static str) -> CodeDefinition {
    CodeDefinition::new(code, english, chinese)
}

/// What the technology makes possible.
pub(super) const TECHNOLOGY_FIELDS: &[CodeDefinition] = &[
    code("rare-earth-mining", "rare-earth mining", "稀土开采").also(&["mining"]),
    code(
        "rare-earth-smelting-separation",
        "rare-earth smelting and separation",
        "稀土冶炼分离",
    )
    .also(&["separation", "rare-earth-separation", "refining"]),
    code(
        "rare-earth-metal-smelting",
        "rare-earth metal smelting",
        "稀土金属冶炼",
    )
    .also(&["rare-earth-metal-making", "metal making"]),
    code(
        "magnet-making",
        "manufacture of rare-earth magnet materials",
        "稀土磁材制造",
    )
    .also(&["magnet manufacture", "magnets"]),
    code(
        "rare-earth-recycling",
        "recycling of rare-earth secondary resources",
        "稀土二次资源回收利用",
    )
    .also(&["recycling"]),
    code(
        "rare-earth-alloy-making",
        "making rare-earth alloys",
        "稀土合金材料生产",
    ),
    code(
        "rare-earth-calcium-oxyborate",
        "preparation of rare-earth calcium oxyborate",
        "稀土硼酸氧钙制备",
    ),
    code(
        "ion-adsorption-leaching",
        "leaching of ion-adsorption ore",
        "离子型稀土矿山浸取",
    ),
    code(
        "antimony-smelting",
        "gold-antimony smelting and separation",
        "金锑冶炼分离",
    ),
    code(
        "mineral-processing",
        "processing of other minerals",
        "其他选矿冶炼",
    ),
    code(
        "cubic-press-making",
        "making cubic presses",
        "六面顶压机生产",
    ),
    code(
        "superhard-crystal-synthesis",
        "synthesis of diamond or cubic boron nitride crystals in a cubic press",
        "六面顶压机合成金刚石或立方氮化硼单晶工艺",
    ),
    code(
        "arc-plasma-cvd-process",
        "process of deposition by direct-current arc plasma jet",
        "直流电弧等离子体喷射化学气相沉积工艺",
    ),
    code(
        "tungsten-material-making",
        "making the listed tungsten materials",
        "钨材料生产",
    ),
    code(
        "molybdenum-powder-making",
        "making the listed molybdenum powder",
        "钼粉生产",
    ),
    code(
        "tellurium-material-making",
        "making the listed tellurium materials",
        "碲材料生产",
    ),
    code(
        "bismuth-material-making",
        "making the listed bismuth materials",
        "铋材料生产",
    ),
    code(
        "indium-compound-making",
        "making the listed indium compounds",
        "铟化合物生产",
    ),
    code(
        "lithium-ion-cell-making",
        "making lithium-ion cells and packs",
        "锂离子电池生产",
    ),
    code(
        "graphite-granulation",
        "granulation of graphite anode material",
        "石墨负极造粒工艺",
    ),
    code(
        "continuous-graphitisation",
        "continuous graphitisation",
        "连续石墨化工艺",
    ),
    code(
        "graphite-liquid-phase-coating",
        "liquid-phase coating of graphite",
        "液相包覆工艺",
    ),
    code(
        "battery-lfp-making",
        "making lithium iron phosphate for batteries",
        "电池用磷酸铁锂制备",
    ),
    code(
        "battery-lmfp-making",
        "making lithium manganese iron phosphate for batteries",
        "电池用磷酸锰铁锂制备",
    ),
    code(
        "phosphate-cathode-precursor-making",
        "making the raw materials of phosphate cathodes",
        "磷酸盐正极原材料制备",
    ),
    code(
        "lithium-extraction",
        "making lithium chemicals or lithium metal from spodumene or brine",
        "锂的提取与制备",
    ),
    code(
        "gallium-extraction",
        "extraction of gallium from alumina mother liquor",
        "氧化铝母液提镓",
    ),
    code("other", "another field", "其他领域"),
];

/// What of the process or the line the technology or help is about.
pub(super) const TECHNOLOGY_SUBJECTS: &[CodeDefinition] = &[
    code(
        "process",
        "the process itself: drawings, specifications, parameters, programs",
        "工艺技术",
    )
    .also(&["production", "know-how"]),
    code(
        "line-assembly",
        "assembling a production line",
        "生产线装配",
    )
    .also(&["assembly"]),
    code(
        "line-commissioning",
        "commissioning a production line",
        "生产线调试",
    )
    .also(&["commissioning"]),
    code(
        "line-maintenance",
        "maintaining a production line",
        "生产线维护",
    )
    .also(&["maintenance"]),
    code("line-repair", "repairing a production line", "生产线维修").also(&["repair"]),
    code(
        "line-upgrading",
        "upgrading a production line",
        "生产线升级",
    )
    .also(&["upgrade"]),
    code("use", "using finished equipment or goods", "使用"),
    code("other", "another subject", "其他内容"),
];
