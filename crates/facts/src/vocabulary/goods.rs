//! Facts about materials: elements, alloys, magnets, minerals and reagents.
//! The content of each element has a fact of its own, made from the element list.

use exeat_value::Dimension;

use super::{Answerer, AskCost, FactDefinition, Scope, Type};
use crate::codes::CodeListId;

const fn fact(path: &'static str, ty: Type) -> FactDefinition {
    FactDefinition::new(Scope::Item, path, ty).answered_by(Answerer::Supplier, AskCost::Supplier)
}

pub(super) const FACTS: &[FactDefinition] = &[
    fact("elements", Type::Set(CodeListId::CHEMICAL_ELEMENT))
        .phrase("the elements as which it is sold", "商品所称元素")
        .question("As which elements is it sold or described?", "作为哪些化学元素出售或描述？")
        .help("The elements that give the goods their name: `[\"Dy\"]` for dysprosium metal or oxide, `[\"Sm\", \"Co\"]` for a samarium-cobalt alloy. Traces and impurities belong into the contents."),
    fact("purity", Type::Quantity(Dimension::Fraction))
        .phrase("the purity", "纯度")
        .question("How pure is it?", "纯度是多少？")
        .help("By mass, of the main element or compound: `99.99 %`.")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    fact("rare-earth-content", Type::Quantity(Dimension::Fraction))
        .phrase("the total rare-earth content", "稀土总含量")
        .question("What is the total rare-earth content, by mass?", "按质量计稀土总含量是多少？")
        .help("All rare-earth elements together, counted as the assay counts them; say in a note whether as oxides.")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    fact("alloy-system", Type::Code(CodeListId::ALLOY_SYSTEM))
        .phrase("the alloy system", "合金体系")
        .question("Which alloy system is it?", "属于哪种合金体系？")
        .help("The elements that make the alloy. An alloy of a listed system stays in its entry when an unlisted element is added (the ministry's answers of 21 April 2025). For a sputtering target of one element, `none`."),
    fact("mixture-of", Type::Set(CodeListId::ITEM_FORM))
        .phrase("what the mixture is blended from", "混合物由哪些形态的物质混合")
        .question("What is the mixture blended from?", "混合物由哪些形态的物质混合而成？")
        .help("For a mixture: the forms of what was blended, for instance `[\"oxide\"]`. A mixture is a physical blend with no reaction and no fixed formula; what has reacted is a compound."),
    fact("magnet-family", Type::Code(CodeListId::MAGNET_FAMILY))
        .phrase("the family of the magnet", "永磁材料种类")
        .question("Which family of permanent magnets is it?", "属于哪种永磁材料？")
        .help("The alloy on which the magnet is based. What it contains besides (dysprosium, terbium, holmium) is stated as contents."),
    fact("simply-processed", Type::YesNo)
        .phrase("it had only simple working after the magnet was made", "磁材制成后仅经简单、初级加工")
        .denial("it had more than simple working after the magnet was made", "磁材制成后经过深加工")
        .question("Did the magnet material get only simple working: cut to a sheet, a tile, a ring, coated, magnetised?", "磁材是否仅经过切割成片、瓦、环、镀层、充磁等简单初级加工？")
        .help("The ministry's answers of 21 April 2025 keep products of simple working inside the magnet entries."),
    fact("deep-processing", Type::Code(CodeListId::DEEP_PROCESSING))
        .phrase("the deep processing it went through", "深加工类型")
        .question("Which deep processing did the material go through?", "材料经过哪种深加工？")
        .help("The ministry has said that certain deeply processed goods are generally outside announcement 18 of 2025. Generally is no guarantee."),
    fact("mineral", Type::Set(CodeListId::MINERAL))
        .phrase("the minerals", "矿物")
        .question("Which minerals does it consist of?", "由哪些矿物组成？")
        .help("As an assay or a geologist names them; several for a mixed ore. Judging by eye is not enough."),
    fact("separated", Type::YesNo)
        .phrase("the rare earths in it are separated from one another or from the ore", "其中稀土已分离")
        .denial("the rare earths in it are not separated", "其中稀土未经分离")
        .question("Has the ore been separated into rare-earth products, beyond crushing and concentrating?", "矿石是否已经过冶炼分离（而非仅破碎、选矿富集）？")
        .help("Concentrating an ore raises its grade and separates no elements. `Enriched` alone does not tell which was done."),
    fact("reagent", Type::Code(CodeListId::REAGENT))
        .phrase("the reagent", "试剂")
        .question("Which reagent or extractant is it?", "属于哪种试剂或萃取剂？")
        .help("By its trade name or CAS number. The extractants and collectors of entry 1C914 are named one by one."),
    fact("cas-number", Type::Text)
        .phrase("the CAS number", "CAS号")
        .question("Which CAS number has it?", "CAS号是多少？")
        .help("For the reader of the file; rules test the named reagent."),
    fact("specific-activity", Type::Quantity(Dimension::SpecificActivity))
        .phrase("the specific activity", "放射性比活度")
        .question("What is its specific activity?", "放射性比活度是多少？")
        .help("In Bq/g, all nuclides together. Carriers ask for it; ores with monazite often exceed 1 Bq/g.")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    fact("particle-size", Type::Quantity(Dimension::Length))
        .phrase("the particle size", "粒度")
        .question("What is the particle size?", "粒度是多少？")
        .help("Median diameter unless the paper says otherwise."),
    fact("density", Type::Quantity(Dimension::MassPerVolume))
        .phrase("the density", "密度")
        .question("What is its density?", "密度是多少？")
        .help("In g/cm3 or kg/m3, of the finished material.")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
];
