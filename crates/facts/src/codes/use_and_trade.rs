//! Kinds of transaction, and what things are used for.

use super::CodeDefinition;

const fn code(code: &'static str, english: &'static str, chinese: &'static str) -> CodeDefinition {
    CodeDefinition::new(code, english, chinese)
}

/// What sort of movement or help the transaction is.
pub(super) const TRANSACTION_KINDS: &[CodeDefinition] = &[
    code("export", "export", "出口"),
    code("re-export", "re-export from a third country", "再出口").also(&["reexport", "re export"]),
    code(
        "in-country-transfer",
        "transfer inside one country",
        "境内转让",
    )
    .also(&["transfer", "domestic transfer"]),
    code(
        "deemed-export",
        "provision to a foreign person inside the country",
        "视同出口",
    )
    .also(&["deemed"]),
    code(
        "transit",
        "transit, transhipment or through-carriage",
        "过境、转运、通运",
    )
    .also(&["transshipment", "transhipment"]),
    code(
        "brokering",
        "brokering between foreign countries",
        "中介活动",
    )
    .also(&["brokerage", "broking"]),
    code("technical-assistance", "technical assistance", "技术援助")
        .also(&["assistance", "technical support"]),
];

/// What the goods, the technology or the help serve.
pub(super) const END_USE_PURPOSES: &[CodeDefinition] = &[
    code("civil", "civil use in general", "一般民用").also(&["civilian", "commercial"]),
    code("military", "military use", "军事用途").also(&["defence", "defense"]),
    code("wmd", "weapons of mass destruction", "大规模杀伤性武器").also(&[
        "weapons of mass destruction",
        "nuclear weapons",
        "chemical weapons",
    ]),
    code(
        "wmd-delivery",
        "delivery systems of weapons of mass destruction",
        "大规模杀伤性武器运载工具",
    )
    .also(&["missiles", "delivery systems"]),
    code("terrorism", "terrorism", "恐怖主义目的"),
    code("emergency-medical", "emergency medical care", "紧急医疗"),
    code(
        "public-health-emergency",
        "response to a public-health emergency",
        "应对公共卫生突发事件",
    ),
    code(
        "disaster-relief",
        "relief after a natural disaster",
        "自然灾害救助",
    )
    .also(&["humanitarian relief"]),
    code(
        "logic-chip-development",
        "research and development of logic chips",
        "逻辑芯片研发",
    ),
    code(
        "logic-chip-production",
        "production of logic chips",
        "逻辑芯片生产",
    ),
    code(
        "memory-chip-development",
        "research and development of memory chips",
        "存储芯片研发",
    ),
    code(
        "memory-chip-production",
        "production of memory chips",
        "存储芯片生产",
    ),
    code(
        "chip-equipment-production",
        "making equipment that produces chips",
        "制造半导体生产设备",
    ),
    code(
        "chip-test-equipment-production",
        "making equipment that tests chips",
        "制造半导体测试设备",
    ),
    code(
        "chip-material-production",
        "making materials for chips",
        "制造半导体材料",
    ),
    code(
        "ai-with-military-potential",
        "research and development of artificial intelligence with military potential",
        "研发具有潜在军事用途的人工智能",
    ),
    code("rare-earth-mining", "rare-earth mining", "稀土开采"),
    code(
        "rare-earth-separation",
        "rare-earth smelting and separation",
        "稀土冶炼分离",
    ),
    code(
        "rare-earth-metal-making",
        "making rare-earth metal",
        "稀土金属冶炼",
    ),
    code("magnet-making", "making rare-earth magnets", "稀土磁材制造"),
    code(
        "rare-earth-recycling",
        "recycling of rare-earth secondary resources",
        "稀土二次资源回收利用",
    ),
    code(
        "mineral-processing",
        "processing of other minerals and metals",
        "其他矿产加工冶炼",
    )
    .also(&["refining", "smelting"]),
    code("research", "scientific research", "科学研究"),
    code("medical", "medical use other than an emergency", "一般医疗"),
    code("vehicle-production", "making vehicles", "汽车制造")
        .also(&["automotive", "electric vehicles"]),
    code(
        "consumer-goods-production",
        "making consumer goods",
        "消费品制造",
    ),
    code("energy", "energy production or storage", "能源"),
    code("aerospace", "civil aviation or space", "民用航空航天"),
    code(
        "display-or-gift",
        "showing, exhibiting or giving away",
        "展示或赠送",
    )
    .also(&["exhibition", "gift"]),
    code("other", "another purpose", "其他用途"),
];
