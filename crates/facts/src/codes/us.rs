//! Codes of the United States Export Administration Regulations (15 CFR parts 730 to
//! 774): reasons for control, end uses and lists.

use super::CodeDefinition;

const fn code(code: &'static str, english: &'static str, chinese: &'static str) -> CodeDefinition {
    CodeDefinition::new(code, english, chinese)
}

/// Why an entry of the Commerce Control List is controlled, and where to: columns of the
/// Commerce Country Chart, and the controls that entries state in words.
pub(super) const US_CONTROLS: &[CodeDefinition] = &[
    code("NS-1", "national security, column 1", "国家安全第1栏"),
    code("NS-2", "national security, column 2", "国家安全第2栏"),
    code("MT-1", "missile technology, column 1", "导弹技术第1栏"),
    code(
        "NP-1",
        "nuclear non-proliferation, column 1",
        "核不扩散第1栏",
    ),
    code(
        "NP-2",
        "nuclear non-proliferation, column 2",
        "核不扩散第2栏",
    ),
    code(
        "CB-1",
        "chemical and biological weapons, column 1",
        "生化武器第1栏",
    ),
    code(
        "CB-2",
        "chemical and biological weapons, column 2",
        "生化武器第2栏",
    ),
    code(
        "CB-3",
        "chemical and biological weapons, column 3",
        "生化武器第3栏",
    ),
    code("RS-1", "regional stability, column 1", "地区稳定第1栏"),
    code("RS-2", "regional stability, column 2", "地区稳定第2栏"),
    code("FC-1", "firearms convention, column 1", "枪支公约第1栏"),
    code("CC-1", "crime control, column 1", "犯罪控制第1栏"),
    code("CC-2", "crime control, column 2", "犯罪控制第2栏"),
    code("CC-3", "crime control, column 3", "犯罪控制第3栏"),
    code("AT-1", "anti-terrorism, column 1", "反恐第1栏"),
    code("AT-2", "anti-terrorism, column 2", "反恐第2栏"),
    code(
        "AT-north-korea",
        "anti-terrorism, to North Korea",
        "反恐：对朝鲜",
    ),
    code(
        "UN",
        "arms embargoes of the United Nations",
        "联合国武器禁运",
    ),
    code(
        "NS-worldwide",
        "national security, to every destination",
        "国家安全：所有目的地",
    ),
    code(
        "RS-worldwide",
        "regional stability, to every destination",
        "地区稳定：所有目的地",
    ),
    code(
        "RS-computing-worldwide",
        "advanced computing, to every destination",
        "先进计算：所有目的地",
    ),
    code(
        "RS-computing-regional",
        "advanced computing, to the Emirates and groups D:1, D:4 and D:5",
        "先进计算：阿联酋及D:1、D:4、D:5组",
    ),
    code(
        "RS-model-weights",
        "weights of artificial intelligence models, to every destination",
        "人工智能模型权重：所有目的地",
    ),
    code(
        "NS-macau-D5",
        "national security, to Macau and group D:5",
        "国家安全：澳门及D:5组",
    ),
    code(
        "RS-macau-D5",
        "regional stability, to Macau and group D:5",
        "地区稳定：澳门及D:5组",
    ),
    code(
        "RS-from-macau-D5",
        "technology for chips of 3A090 that an entity of Macau or group D:5 sends out",
        "澳门及D:5组实体外发的3A090芯片技术",
    ),
    code(
        "RS-footnote-5",
        "regional stability, to entities with footnote 5",
        "地区稳定：脚注5实体",
    ),
    code("RS-iraq", "regional stability, to Iraq", "地区稳定：伊拉克"),
    code(
        "RS-pakistan",
        "regional stability, to Pakistan",
        "地区稳定：巴基斯坦",
    ),
    code(
        "RS-india",
        "regional stability, to India too, where its cell of column 2 is blank",
        "地区稳定：第2栏空白时亦适用于印度",
    ),
    code(
        "RS-military-minor",
        "paragraph .y of a military or spacecraft entry, to China, Russia and Venezuela",
        "军事或航天条目.y项：中国、俄罗斯、委内瑞拉",
    ),
    code(
        "RS-0x521",
        "temporary entry 0x521, to all but Canada",
        "临时条目0x521：加拿大以外",
    ),
    code(
        "EI",
        "encryption items, to all but Canada",
        "加密物项：加拿大以外",
    ),
    code(
        "SL",
        "surreptitious listening, to every destination",
        "秘密监听：所有目的地",
    ),
    code(
        "SI",
        "significant items, to all but Australia, Canada and the United Kingdom",
        "重要物项：澳、加、英以外",
    ),
    code(
        "CC-not-canada",
        "crime control, to all but Canada",
        "犯罪控制：加拿大以外",
    ),
    code(
        "CC-worldwide",
        "crime control or torture, to every destination",
        "犯罪控制或刑具：所有目的地",
    ),
    code(
        "CW",
        "Chemical Weapons Convention, to states outside it",
        "《禁止化学武器公约》：非缔约国",
    ),
    code(
        "CW-schedule-1",
        "Chemical Weapons Convention, schedule 1, to every destination",
        "《禁止化学武器公约》附表1：所有目的地",
    ),
    code("SS", "short supply, part 754", "短缺供应（第754部分）"),
    code(
        "russia-industry",
        "Russian industry sectors, section 746.8(a)(4)",
        "俄罗斯行业管制（746.8(a)(4)）",
    ),
    code(
        "military-end-use",
        "named in supplement 2 to part 744",
        "列于第744部分补编2",
    ),
    code(
        "thermal-imaging-technology",
        "technology named in section 740.2(a)(7)",
        "740.2(a)(7)所列技术",
    ),
];

/// What takes an item out of the regulations (section 734.3(b)).
pub(super) const US_EXCLUSIONS: &[CodeDefinition] = &[
    code("none", "none", "无"),
    code(
        "other-agency",
        "another agency of the United States alone controls it: State, Energy, the Nuclear Regulatory Commission, the patent office, foreign military sales",
        "由美国其他机构专属管辖（国务院、能源部、核管会、专利局、对外军售）",
    )
    .also(&["ITAR"]),
    code(
        "printed-matter",
        "printed books, newspapers, recordings, films and the like",
        "印刷书报、录音、影片等",
    ),
    code(
        "published",
        "information or software that is published",
        "已公开的信息或软件",
    ),
    code(
        "fundamental-research",
        "what arises from fundamental research and is meant to be published",
        "拟公开的基础研究成果",
    ),
    code(
        "teaching",
        "what is taught in catalogue courses and teaching laboratories",
        "目录课程及教学实验室内容",
    ),
    code(
        "patent-or-standard",
        "patents, published applications and standards",
        "专利、已公布申请与标准",
    ),
    code(
        "system-description",
        "a system description that holds nothing proprietary",
        "非专有系统说明",
    ),
    code("telemetry", "telemetry of spacecraft", "航天器遥测数据"),
    code(
        "not-technology",
        "information that is no technology as the regulations define it",
        "不属条例所定义“技术”的信息",
    ),
];

/// The product scopes of the foreign direct product rules (section 734.9).
pub(super) const US_DIRECT_PRODUCTS: &[CodeDefinition] = &[
    code(
        "national-security",
        "(b): national-security item of technology that needs a written assurance",
        "(b) 国家安全",
    ),
    code(
        "spacecraft",
        "(c): item of the 9x515 series",
        "(c) 9x515系列",
    ),
    code(
        "military-series",
        "(d): item of the 600 series",
        "(d) 600系列",
    ),
    code(
        "entity-footnote-1",
        "(e)(1): product of the technology named for footnote 1",
        "(e)(1) 脚注1",
    ),
    code(
        "entity-footnote-4",
        "(e)(2): product of the technology named for footnote 4",
        "(e)(2) 脚注4",
    ),
    code(
        "entity-footnote-5",
        "(e)(3): semiconductor equipment named for footnote 5",
        "(e)(3) 脚注5",
    ),
    code(
        "russia-belarus",
        "(f): listed item, or item of supplements 6 or 7 to part 746",
        "(f) 俄罗斯、白俄罗斯",
    ),
    code(
        "russia-belarus-military",
        "(g): any product of listed software or technology",
        "(g) 俄白军事最终用户",
    ),
    code(
        "advanced-computing",
        "(h): advanced computing item",
        "(h) 先进计算",
    ),
    code("supercomputer", "(i): for supercomputers", "(i) 超级计算机"),
    code(
        "iran",
        "(j): item of categories 3 to 9, or of supplement 7 to part 746",
        "(j) 伊朗",
    ),
    code(
        "semiconductor-equipment",
        "(k): semiconductor manufacturing equipment",
        "(k) 半导体制造设备",
    ),
    code(
        "model-weights",
        "(l): weights of artificial intelligence models",
        "(l) 模型权重",
    ),
];

/// Lists of part 746 that name goods by tariff number or in words.
pub(super) const US_SUPPLEMENTS_746: &[CodeDefinition] = &[
    code(
        "supplement-2",
        "supplement 2: oil and gas",
        "补编2：石油天然气",
    ),
    code(
        "supplement-4",
        "supplement 4: industrial goods by tariff number",
        "补编4：按税号列举的工业品",
    ),
    code(
        "supplement-5",
        "supplement 5: luxury goods",
        "补编5：奢侈品",
    ),
    code(
        "supplement-6",
        "supplement 6: chemicals, biologics, fentanyl precursors and the equipment for them",
        "补编6：化学品、生物制品及相关设备",
    ),
    code(
        "supplement-7",
        "supplement 7: goods found in drones and missiles",
        "补编7：无人机及导弹用物项",
    ),
    code(
        "business-software",
        "business and design software of section 746.8(a)(8)",
        "746.8(a)(8)所列企业与设计软件",
    ),
];

/// End uses of part 744, and of the Russian and Belarusian sanctions.
pub(super) const US_RESTRICTED_USES: &[CodeDefinition] = &[
    code(
        "nuclear-explosives",
        "nuclear explosive activities",
        "核爆炸活动",
    ),
    code(
        "nuclear-unsafeguarded",
        "nuclear activities without safeguards",
        "未受保障监督的核活动",
    ),
    code(
        "nuclear-fuel-cycle",
        "reprocessing, heavy water, isotope separation or plutonium fuel",
        "后处理、重水、同位素分离、钚燃料",
    ),
    code(
        "missiles-of-concern",
        "rockets or drones of 300 km range or more, in or by a country of group D:4",
        "D:4组国家射程300公里以上的火箭或无人机",
    ),
    code(
        "weapon-delivery",
        "delivery of weapons of mass destruction, anywhere",
        "任何地方的大规模杀伤性武器运载",
    ),
    code(
        "missiles-of-unknown-range",
        "rockets or drones of unknown range, in or by a country of group D:4",
        "D:4组国家射程不明的火箭或无人机",
    ),
    code(
        "chemical-or-biological-weapons",
        "chemical or biological weapons",
        "化学或生物武器",
    ),
    code(
        "chemical-plant",
        "a whole plant for chemicals of entry 1C350",
        "1C350所列化学品整套工厂",
    ),
    code(
        "naval-nuclear-propulsion",
        "maritime nuclear propulsion",
        "海上核推进",
    ),
    code("military", "military end use", "军事最终用途"),
    code(
        "military-intelligence",
        "military-intelligence end use",
        "军事情报最终用途",
    ),
    code("supercomputer", "a supercomputer", "超级计算机"),
    code(
        "advanced-chip-production",
        "a facility that makes advanced-node integrated circuits",
        "先进制程集成电路生产设施",
    ),
    code(
        "chip-production-unknown",
        "a facility that makes integrated circuits of a node that is not known",
        "制程不明的集成电路生产设施",
    ),
    code(
        "chip-design-tools",
        "electronic design of advanced-node integrated circuits",
        "先进制程集成电路电子设计",
    ),
    code(
        "chip-equipment",
        "development or production of semiconductor manufacturing equipment",
        "半导体制造设备的研发或生产",
    ),
    code(
        "incorporation-of-cameras",
        "incorporation of cameras into military commodities of entry 0A919",
        "将摄像机装入0A919军品",
    ),
    code(
        "russian-oil-and-gas",
        "deepwater, Arctic or shale oil and gas in Russia or Belarus",
        "俄白深水、北极或页岩油气",
    ),
];

/// Footnotes of the Entity List that change which goods are caught.
pub(super) const US_ENTITY_FOOTNOTES: &[CodeDefinition] = &[
    code("footnote-1", "footnote 1", "脚注1"),
    code("footnote-3", "footnote 3", "脚注3"),
    code("footnote-4", "footnote 4", "脚注4"),
    code("footnote-5", "footnote 5", "脚注5"),
];

/// What an entry of the Entity List says of applications.
pub(super) const US_REVIEW_POLICIES: &[CodeDefinition] = &[
    code(
        "denial",
        "policy or presumption of denial",
        "拒绝或推定拒绝",
    ),
    code("case-by-case", "case by case", "逐案审查"),
    code("approval", "presumption of approval", "推定批准"),
];
