//! Substances and materials that an entry calls by name, where element and form do
//! not tell them apart.

use super::CodeDefinition;

const fn code(code: &'static str, english: &'static str, chinese: &'static str) -> CodeDefinition {
    CodeDefinition::new(code, english, chinese)
}

/// What a data sheet calls the substance or material.
pub(super) const SUBSTANCES: &[CodeDefinition] = &[
    code(
        "zone-refined-ingot",
        "zone-refined ingot (germanium)",
        "区熔锭",
    ),
    code(
        "epitaxial-substrate",
        "substrate for epitaxial growth",
        "外延生长衬底",
    ),
    code("synthetic-graphite", "synthetic graphite", "人造石墨").also(&["artificial graphite"]),
    code(
        "natural-flake-graphite",
        "natural flake graphite",
        "天然鳞片石墨",
    )
    .also(&["flake graphite"]),
    code("spheroidised-graphite", "spheroidised graphite", "球化石墨")
        .also(&["spherical graphite"]),
    code("expanded-graphite", "expanded graphite", "膨胀石墨").also(&["expandable graphite"]),
    code("trimethylantimony", "trimethylantimony", "三甲基锑"),
    code("triethylantimony", "triethylantimony", "三乙基锑"),
    code(
        "other-organo-antimony",
        "another organo-antimony compound",
        "其他有机锑化合物",
    ),
    code(
        "antimony-hydride",
        "antimony hydride, also diluted in inert gas or hydrogen",
        "锑的氢化物",
    )
    .also(&["stibine"]),
    code(
        "ammonium-paratungstate",
        "ammonium paratungstate",
        "仲钨酸铵",
    )
    .also(&["APT"]),
    code("tungsten-carbide", "tungsten carbide", "碳化钨").also(&["WC"]),
    code("triphenylbismuth", "triphenylbismuth", "三苯基铋"),
    code(
        "tris-p-ethoxyphenyl-bismuth",
        "tris(p-ethoxyphenyl)bismuth",
        "三对乙氧基苯基铋",
    ),
    code("trimethylindium", "trimethylindium", "三甲基铟").also(&["TMIn"]),
    code("triethylindium", "triethylindium", "三乙基铟").also(&["TEIn"]),
    code(
        "diamond-window",
        "diamond window material",
        "金刚石窗口材料",
    ),
    code(
        "synthetic-diamond-powder",
        "synthetic diamond powder or single crystals",
        "人造金刚石微粉或单晶",
    )
    .also(&["diamond micropowder", "diamond grit"]),
    code(
        "diamond-wire-saw",
        "wire saw of synthetic diamond",
        "人造金刚石线锯",
    )
    .also(&["wire saw", "diamond wire"]),
    code(
        "diamond-grinding-wheel",
        "grinding wheel of synthetic diamond",
        "人造金刚石砂轮",
    )
    .also(&["grinding wheel"]),
    code(
        "lithium-iron-phosphate-cathode",
        "lithium iron phosphate cathode material",
        "磷酸铁锂正极材料",
    )
    .also(&["LFP", "lithium iron phosphate"]),
    code(
        "nickel-cobalt-manganese-hydroxide",
        "nickel-cobalt-manganese hydroxide",
        "镍钴锰氢氧化物",
    )
    .also(&["NCM precursor"]),
    code(
        "nickel-cobalt-aluminium-hydroxide",
        "nickel-cobalt-aluminium hydroxide",
        "镍钴铝氢氧化物",
    )
    .also(&["NCA precursor"]),
    code(
        "lithium-rich-manganese-cathode",
        "lithium-rich manganese-based cathode material",
        "富锂锰基正极材料",
    ),
    code(
        "artificial-graphite-anode",
        "anode material of artificial graphite",
        "人造石墨负极材料",
    ),
    code(
        "blended-graphite-anode",
        "anode material of artificial and natural graphite blended",
        "人造石墨和天然石墨混合负极材料",
    ),
    // Names of Annex I of the Union's dual-use regulation.
    code("titanium-diboride", "titanium diboride", "二硼化钛"),
    code("maraging-steel", "maraging steel", "马氏体时效钢"),
    code(
        "duplex-stainless-steel",
        "titanium-stabilised duplex stainless steel",
        "钛稳定双相不锈钢",
    ),
    code(
        "carbon-fibre",
        "carbon fibre or filament, also as yarn or fabric",
        "碳纤维",
    ),
    code("pyrolytic-graphite", "pyrolytic graphite", "热解石墨"),
    code(
        "fibre-reinforced-graphite",
        "fibre-reinforced graphite",
        "纤维增强石墨",
    ),
    code(
        "ultra-high-temperature-ceramic-composite",
        "composite of ultra-high-temperature ceramics",
        "超高温陶瓷复合材料",
    ),
    code(
        "superconductive-conductor",
        "superconductive composite conductor",
        "超导复合导体",
    ),
    code(
        "other-organo-metal",
        "another organo-metallic compound of aluminium, gallium or indium",
        "其他有机铝、镓、铟化合物",
    ),
    code(
        "organo-arsenic-or-phosphorus",
        "organo-arsenic or organo-phosphorus compound",
        "有机砷或有机磷化合物",
    ),
    code(
        "phosphorus-or-arsenic-hydride",
        "hydride of phosphorus or arsenic, also diluted",
        "磷或砷的氢化物",
    )
    .also(&["arsine", "phosphine"]),
    code(
        "hetero-epitaxial-material",
        "substrate with stacked hetero-epitaxial layers",
        "多层异质外延材料",
    ),
    code(
        "wide-gap-substrate",
        "substrate, ingot, boule or preform of silicon carbide, gallium nitride, aluminium nitride, aluminium gallium nitride, gallium oxide or diamond",
        "碳化硅、氮化镓、氮化铝、氮化铝镓、氧化镓或金刚石衬底、锭、晶棒或预制件",
    ),
    code(
        "polycrystalline-substrate-with-single-crystal-layer",
        "polycrystalline substrate of such a material with a single-crystal layer",
        "带单晶层的上述材料多晶衬底",
    ),
];
