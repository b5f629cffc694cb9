//! Facts about lithium batteries, cathode and graphite anode materials and the
//! equipment that makes them (announcement 58 of 2025).

use exeat_value::Dimension;

use super::{Answerer, AskCost, FactDefinition, Scope, Type};

const fn fact(path: &'static str, ty: Type) -> FactDefinition {
    FactDefinition::new(Scope::Item, path, ty).answered_by(Answerer::Supplier, AskCost::Supplier)
}

const fn quantity(path: &'static str, dimension: Dimension) -> FactDefinition {
    fact(path, Type::Quantity(dimension))
}

pub(super) const FACTS: &[FactDefinition] = &[
    fact("rechargeable-lithium-ion", Type::YesNo)
        .phrase("it is a rechargeable lithium-ion cell or pack", "为可充放电锂离子电池或电池组")
        .denial("it is no rechargeable lithium-ion cell or pack", "非可充放电锂离子电池或电池组")
        .question("Is it a rechargeable lithium-ion cell or battery pack?", "是否为可充放电锂离子电池（含电芯、电池组）？")
        .help("Entry 3A001 names cells and packs. A battery inside a finished product is not named."),
    quantity("energy-density", Dimension::EnergyPerMass)
        .phrase("the energy density", "质量能量密度")
        .question("What is its energy density by mass?", "质量能量密度是多少？")
        .help("In Wh/kg, of the cell or the pack as it is sold (3A001)."),
    quantity("compaction-density", Dimension::MassPerVolume)
        .phrase("the compaction density", "压实密度")
        .question("What is its compaction density?", "压实密度是多少？")
        .help("In g/cm3, for cathode material (3C901.a.1). The technology catalogue measures it at 220 MPa."),
    quantity("specific-capacity", Dimension::ChargePerMass)
        .phrase("the specific capacity", "克容量")
        .question("What is its specific capacity?", "克容量是多少？")
        .help("In mAh/g, for cathode material (3C901.a.1). The technology catalogue means the discharge at 0.1 C."),
    quantity("first-cycle-efficiency", Dimension::Fraction)
        .phrase("the coulombic efficiency of the first cycle", "首次库伦效率")
        .question("What is the coulombic efficiency of the first cycle?", "首次库伦效率是多少？")
        .help("In %. Of what the technology makes, for the technology catalogue's entry on lithium iron phosphate."),
    quantity("working-volume", Dimension::Volume)
        .phrase("the working volume", "有效容积")
        .question("What is its working volume?", "有效容积是多少？")
        .help("In m3 or L, for granulation kettles, fusion coaters and spray dryers (3B901.c)."),
    quantity("barrel-diameter", Dimension::Length)
        .phrase("the diameter of the barrel", "筒体直径")
        .question("What is the diameter of the barrel?", "筒体直径是多少？")
        .help("In m, for rotary kilns that deposit from the vapour (3B901.c.3)."),
];
