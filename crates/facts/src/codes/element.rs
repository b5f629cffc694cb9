//! Chemical elements 1 to 103, and the fact that each gives: how much of it an
//! item contains.
//!
//! One table makes both, so that no element can be sold under a symbol whose
//! content cannot be stated.

use super::CodeDefinition;
use crate::vocabulary::{Answerer, AskCost, FactDefinition, Scope, Type};
use exeat_value::Dimension;

macro_rules! elements {
    ($(($symbol:literal, $english:literal, $chinese:literal, [$($alias:literal),*]),)*) => {
        /// Every element, ordered by atomic number.
        pub(super) const ELEMENTS: &[CodeDefinition] = &[
            $(CodeDefinition::new($symbol, $english, $chinese).also(&[$($alias),*]),)*
        ];

        /// The content of every element, by mass: `content.Dy`.
        const CONTENT: &[FactDefinition] = &[
            $(FactDefinition::new(
                Scope::Item,
                concat!("content.", $symbol),
                Type::Quantity(Dimension::Fraction),
            )
            .phrase(
                concat!("the ", $english, " content by mass"),
                concat!($chinese, "的质量含量"),
            )
            .question(
                concat!("How much ", $english, " does it contain, by mass?"),
                concat!("该物项按质量计含", $chinese, "多少？"),
            )
            .help(concat!(
                "The mass of ", $english, " in the whole item, in %, ppm or ppb, as an assay or a ",
                "certificate of analysis states it. `0 %` says that there is none; where an assay ",
                "gives only a detection limit, write a range from `0 %` to that limit."
            ))
            .answered_by(Answerer::Laboratory, AskCost::Laboratory),)*
        ];
    };
}

/// The content of every element, in the order of the elements.
pub(crate) fn content_facts() -> &'static [FactDefinition] {
    CONTENT
}

elements! {
    ("H", "hydrogen", "氢", []),
    ("He", "helium", "氦", []),
    ("Li", "lithium", "锂", []),
    ("Be", "beryllium", "铍", []),
    ("B", "boron", "硼", []),
    ("C", "carbon", "碳", []),
    ("N", "nitrogen", "氮", []),
    ("O", "oxygen", "氧", []),
    ("F", "fluorine", "氟", []),
    ("Ne", "neon", "氖", []),
    ("Na", "sodium", "钠", []),
    ("Mg", "magnesium", "镁", []),
    ("Al", "aluminium", "铝", ["aluminum"]),
    ("Si", "silicon", "硅", []),
    ("P", "phosphorus", "磷", []),
    ("S", "sulphur", "硫", ["sulfur"]),
    ("Cl", "chlorine", "氯", []),
    ("Ar", "argon", "氩", []),
    ("K", "potassium", "钾", []),
    ("Ca", "calcium", "钙", []),
    ("Sc", "scandium", "钪", []),
    ("Ti", "titanium", "钛", []),
    ("V", "vanadium", "钒", []),
    ("Cr", "chromium", "铬", []),
    ("Mn", "manganese", "锰", []),
    ("Fe", "iron", "铁", []),
    ("Co", "cobalt", "钴", []),
    ("Ni", "nickel", "镍", []),
    ("Cu", "copper", "铜", []),
    ("Zn", "zinc", "锌", []),
    ("Ga", "gallium", "镓", []),
    ("Ge", "germanium", "锗", []),
    ("As", "arsenic", "砷", []),
    ("Se", "selenium", "硒", []),
    ("Br", "bromine", "溴", []),
    ("Kr", "krypton", "氪", []),
    ("Rb", "rubidium", "铷", []),
    ("Sr", "strontium", "锶", []),
    ("Y", "yttrium", "钇", []),
    ("Zr", "zirconium", "锆", []),
    ("Nb", "niobium", "铌", []),
    ("Mo", "molybdenum", "钼", []),
    ("Tc", "technetium", "锝", []),
    ("Ru", "ruthenium", "钌", []),
    ("Rh", "rhodium", "铑", []),
    ("Pd", "palladium", "钯", []),
    ("Ag", "silver", "银", []),
    ("Cd", "cadmium", "镉", []),
    ("In", "indium", "铟", []),
    ("Sn", "tin", "锡", []),
    ("Sb", "antimony", "锑", []),
    ("Te", "tellurium", "碲", []),
    ("I", "iodine", "碘", []),
    ("Xe", "xenon", "氙", []),
    ("Cs", "caesium", "铯", ["cesium"]),
    ("Ba", "barium", "钡", []),
    ("La", "lanthanum", "镧", []),
    ("Ce", "cerium", "铈", []),
    ("Pr", "praseodymium", "镨", []),
    ("Nd", "neodymium", "钕", []),
    ("Pm", "promethium", "钷", []),
    ("Sm", "samarium", "钐", []),
    ("Eu", "europium", "铕", []),
    ("Gd", "gadolinium", "钆", []),
    ("Tb", "terbium", "铽", []),
    ("Dy", "dysprosium", "镝", []),
    ("Ho", "holmium", "钬", []),
    ("Er", "erbium", "铒", []),
    ("Tm", "thulium", "铥", []),
    ("Yb", "ytterbium", "镱", []),
    ("Lu", "lutetium", "镥", []),
    ("Hf", "hafnium", "铪", []),
    ("Ta", "tantalum", "钽", []),
    ("W", "tungsten", "钨", ["wolfram"]),
    ("Re", "rhenium", "铼", []),
    ("Os", "osmium", "锇", []),
    ("Ir", "iridium", "铱", []),
    ("Pt", "platinum", "铂", []),
    ("Au", "gold", "金", []),
    ("Hg", "mercury", "汞", []),
    ("Tl", "thallium", "铊", []),
    ("Pb", "lead", "铅", []),
    ("Bi", "bismuth", "铋", []),
    ("Po", "polonium", "钋", []),
    ("At", "astatine", "砹", []),
    ("Rn", "radon", "氡", []),
    ("Fr", "francium", "钫", []),
    ("Ra", "radium", "镭", []),
    ("Ac", "actinium", "锕", []),
    ("Th", "thorium", "钍", []),
    ("Pa", "protactinium", "镤", []),
    ("U", "uranium", "铀", []),
    ("Np", "neptunium", "镎", []),
    ("Pu", "plutonium", "钚", []),
    ("Am", "americium", "镅", []),
    ("Cm", "curium", "锔", []),
    ("Bk", "berkelium", "锫", []),
    ("Cf", "californium", "锎", []),
    ("Es", "einsteinium", "锿", []),
    ("Fm", "fermium", "镄", []),
    ("Md", "mendelevium", "钔", []),
    ("No", "nobelium", "锘", []),
    ("Lr", "lawrencium", "铹", []),
}
