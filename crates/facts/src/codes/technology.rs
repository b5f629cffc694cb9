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
