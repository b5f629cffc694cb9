//! What goods are: their form, their alloy or magnet family, the mineral, the reagent.

use super::CodeDefinition;

const fn code(code: &'static str, english: &'static str, chinese: &'static str) -> CodeDefinition {
    CodeDefinition::new(code, english, chinese)
}

/// Goods, software, technology, service.
pub(super) const ITEM_KINDS: &[CodeDefinition] = &[
    code("goods", "goods", "货物").also(&["commodity", "product"]),
    code("software", "software", "软件"),
    code("technology", "technology", "技术").also(&["technical data", "know-how"]),
    code("service", "service", "服务").also(&["assistance"]),
];

/// The form in which goods are sold.
pub(super) const ITEM_FORMS: &[CodeDefinition] = &[
    code(
        "metal",
        "metal: ingot, block, bar, wire, strip, rod, plate, tube, granule or powder",
        "金属",
    ),
    code("alloy", "alloy, in the forms of a metal", "合金"),
    code("sputtering-target", "sputtering target", "靶材").also(&["target"]),
    code("oxide", "oxide", "氧化物"),
    code("compound", "compound other than an oxide", "化合物").also(&[
        "salt",
        "chloride",
        "carbonate",
        "nitrate",
        "fluoride",
    ]),
    code(
        "mixture",
        "physical mixture without chemical reaction",
        "混合物",
    )
    .also(&["blend"]),
    code(
        "permanent-magnet-material",
        "permanent-magnet material: magnet or magnet powder",
        "永磁材料",
    )
    .also(&["magnet", "permanent magnet"]),
    code("ore-or-concentrate", "ore or concentrate", "矿石或精矿").also(&["ore", "concentrate"]),
    code("crystal", "crystal", "晶体"),
    code(
        "optical-fibre-material",
        "optical-fibre material",
        "光纤材料",
    ),
    code("ceramic-material", "ceramic material", "陶瓷材料"),
    code(
        "luminescent-material",
        "luminescent material or phosphor",
        "发光材料",
    )
    .also(&["phosphor"]),
    code(
        "hydrogen-storage-material",
        "hydrogen-storage or hydrogen-absorbing material",
        "储氢（吸氢）材料",
    ),
    code(
        "magnetocaloric-material",
        "magnetocaloric material",
        "磁致冷材料",
    ),
    code(
        "magnetostrictive-material",
        "magnetostrictive material",
        "磁致伸缩材料",
    ),
    code(
        "thermal-barrier-coating-material",
        "thermal-barrier coating material",
        "热障涂层材料",
    ),
    code("catalyst", "catalyst", "催化剂"),
    code("raw-gemstone", "raw gemstone or gem ore", "宝石原石").also(&[
        "gemstone",
        "gem ore",
        "precious stone",
        "gem",
    ]),
    code("chemical-reagent", "chemical reagent", "化学试剂").also(&["reagent"]),
    code(
        "slag-or-residue",
        "slag, tailings or residue",
        "矿渣、尾矿或残渣",
    )
    .also(&["tailings"]),
    code("scrap", "scrap or waste for recovery", "废料").also(&["waste"]),
    code("part", "part", "零件"),
    code("component", "component", "部件"),
    code("assembly", "assembly", "组件").also(&["part or assembly", "motor", "rotor"]),
    code("finished-product", "finished product", "成品").also(&["end product", "machine"]),
    code(
        "equipment",
        "production, processing or test equipment",
        "设备",
    )
    .also(&["plant"]),
    code("equipment-part", "part of such equipment", "设备零部件"),
    code(
        "carrier-of-technology",
        "carrier of technology: drawing, file, model, sample part",
        "技术载体",
    ),
    code("graphite", "graphite, or goods made of it", "石墨及其制品"),
    code(
        "superhard-material",
        "diamond or cubic boron nitride: powder, crystal, window, saw or wheel",
        "超硬材料",
    )
    .also(&["diamond", "diamond tool"]),
    code("battery", "battery cell or pack", "电池或电池组").also(&["cell", "battery pack"]),
    code(
        "battery-material",
        "cathode, anode or precursor material of batteries",
        "电池正负极或前驱体材料",
    )
    .also(&["cathode material", "anode material"]),
    code("other", "another form", "其他形态"),
];

/// Alloy systems, main elements first; the order of names in a list is its own.
pub(super) const ALLOY_SYSTEMS: &[CodeDefinition] = &[
    code("Sm-Co", "samarium-cobalt", "钐钴合金").also(&["SmCo"]),
    code("Sm-Fe", "samarium-iron", "钐铁合金"),
    code("Sm-Ni", "samarium-nickel", "钐镍合金"),
    code("Sm-Al", "samarium-aluminium", "钐铝合金"),
    code("Sm-Mg", "samarium-magnesium", "钐镁合金"),
    code("Gd-Mg", "gadolinium-magnesium", "钆镁合金"),
    code("Gd-Al", "gadolinium-aluminium", "钆铝合金"),
    code("Gd-Fe", "gadolinium-iron", "钆铁合金"),
    code("Gd-Co", "gadolinium-cobalt", "钆钴合金"),
    code("Tb-Co", "terbium-cobalt", "铽钴合金"),
    code("Tb-Co-Fe", "terbium-cobalt-iron", "铽钴铁合金"),
    code("Tb-Fe", "terbium-iron", "铽铁合金"),
    code("Dy-Fe", "dysprosium-iron", "镝铁合金"),
    code("Tb-Dy-Fe", "terbium-dysprosium-iron", "铽镝铁合金").also(&["Terfenol"]),
    code("Yb-Lu", "ytterbium-lutetium", "镱镥合金"),
    code("Sc-Al", "scandium-aluminium", "钪铝合金"),
    code("Sc-Mg", "scandium-magnesium", "钪镁合金"),
    code("Sc-Cu", "scandium-copper", "钪铜合金"),
    code("Y-Al", "yttrium-aluminium", "钇铝合金"),
    code("Y-Mg", "yttrium-magnesium", "钇镁合金"),
    code("Y-Ni", "yttrium-nickel", "钇镍合金"),
    code("Y-Cu", "yttrium-copper", "钇铜合金"),
    code("Y-Fe", "yttrium-iron", "钇铁合金"),
    code("Y-Zr", "yttrium-zirconium", "钇锆合金"),
    code("Ho-Cu", "holmium-copper", "钬铜合金"),
    code("Ho-Mg", "magnesium-holmium", "镁钬合金").also(&["Mg-Ho"]),
    code("Ho-Fe", "holmium-iron", "钬铁合金"),
    code("Er-Al", "erbium-aluminium", "铒铝合金"),
    code("Eu-Mg", "magnesium-europium", "镁铕合金").also(&["Mg-Eu"]),
    code("Pr-Nd", "praseodymium-neodymium (didymium)", "镨钕合金").also(&["Nd-Pr", "didymium"]),
    code("Nd-Fe-B", "neodymium-iron-boron", "钕铁硼合金").also(&["NdFeB"]),
    code("La-Ce", "lanthanum-cerium (mischmetal)", "镧铈合金").also(&["mischmetal"]),
    code("none", "no alloy: one element", "非合金"),
    code("other", "another alloy", "其他合金"),
];

/// Families of permanent magnets.
pub(super) const MAGNET_FAMILIES: &[CodeDefinition] = &[
    code("NdFeB", "neodymium-iron-boron", "钕铁硼").also(&["Nd-Fe-B", "neodymium magnet", "neo"]),
    code("SmCo", "samarium-cobalt", "钐钴").also(&["Sm-Co"]),
    code("Ce", "cerium magnet", "铈磁体").also(&["cerium"]),
    code("SmFeN", "samarium-iron-nitrogen", "钐铁氮"),
    code("ferrite", "ferrite", "铁氧体"),
    code("AlNiCo", "aluminium-nickel-cobalt", "铝镍钴").also(&["alnico"]),
    code("not-a-magnet", "not a magnet", "非磁体"),
    code("other", "another family", "其他种类"),
];

/// Kinds of deep processing named in the ministry's published answers on
/// announcement 18 of 2025.
pub(super) const DEEP_PROCESSING: &[CodeDefinition] = &[
    code("none", "no deep processing", "无深加工"),
    code(
        "rotor-or-stator-assembly",
        "rotor or stator assembly with the magnet built in",
        "转子或定子组件",
    ),
    code(
        "moulded-sensor",
        "sensor or sensor assembly, already formed",
        "已成型的传感器",
    ),
    code(
        "calcined-catalyst-powder",
        "calcined catalyst powder",
        "煅烧后的催化剂粉",
    ),
    code(
        "phosphor-or-luminescent",
        "phosphor or other luminescent material",
        "荧光粉等发光材料",
    ),
    code(
        "consumer-good-with-magnetic-holder",
        "consumer goods with a magnetic holder",
        "带磁吸功能的消费品",
    ),
    code(
        "electronic-product",
        "electronic part or product made with the material",
        "使用该材料的电子元件或产品",
    ),
    code("other", "another kind", "其他深加工"),
];

/// Reagents and extractants of entry 1C914 (announcement 56 of 2025), and others.
pub(super) const REAGENTS: &[CodeDefinition] = &[
    code(
        "hydroxamic-collector",
        "flotation reagent with a hydroxamic-acid collector",
        "羟肟酸类浮选捕收剂",
    ),
    code(
        "phosphate-ester-collector",
        "flotation reagent with a phosphate-ester collector",
        "磷酸酯类浮选捕收剂",
    ),
    code("P507", "extractant P507 (CAS 14802-03-0)", "萃取剂P507").also(&[
        "14802-03-0",
        "EHEHPA",
        "PC-88A",
    ]),
    code("P204", "extractant P204 (CAS 298-07-7)", "萃取剂P204").also(&["298-07-7", "D2EHPA"]),
    code(
        "naphthenic-acid",
        "naphthenic acid (CAS 1338-24-5)",
        "环烷酸",
    )
    .also(&["1338-24-5"]),
    code("N235", "extractant N235 (CAS 68814-95-9)", "萃取剂N235").also(&["68814-95-9"]),
    code("C272", "extractant C272 (CAS 83411-71-6)", "萃取剂C272")
        .also(&["83411-71-6", "Cyanex 272"]),
    code("other", "another reagent", "其他试剂"),
];

/// Minerals and ores.
pub(super) const MINERALS: &[CodeDefinition] = &[
    code("bastnaesite", "bastnäsite", "氟碳铈矿").also(&["bastnasite", "bastnäsite"]),
    code("monazite", "monazite", "独居石"),
    code("xenotime", "xenotime", "磷钇矿"),
    code(
        "ion-adsorption-ore",
        "ion-adsorption rare-earth ore",
        "离子型稀土矿",
    ),
    code("loparite", "loparite", "铈铌钙钛矿"),
    code("allanite", "allanite", "褐帘石"),
    code("euxenite", "euxenite", "黑稀金矿"),
    code("stibnite", "stibnite", "辉锑矿"),
    code("chalcopyrite", "chalcopyrite", "黄铜矿"),
    code("wolframite", "wolframite", "黑钨矿"),
    code("scheelite", "scheelite", "白钨矿"),
    code("beryl", "beryl, also emerald and aquamarine", "绿柱石").also(&["emerald", "aquamarine"]),
    code("tourmaline", "tourmaline", "电气石"),
    code("topaz", "topaz", "黄玉"),
    code("peridot", "peridot", "橄榄石"),
    code("garnet", "garnet", "石榴子石"),
    code("corundum", "corundum, also ruby and sapphire", "刚玉").also(&["ruby", "sapphire"]),
    code("quartz", "quartz", "石英"),
    code("thorite", "thorite", "钍石"),
    code("uraninite", "uraninite", "沥青铀矿").also(&["pitchblende"]),
    code("other", "another mineral", "其他矿物"),
];
