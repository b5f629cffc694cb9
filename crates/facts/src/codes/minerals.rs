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
];
