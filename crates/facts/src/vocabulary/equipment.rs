//! Facts about equipment: the parameters that entry 2B902 of announcement 56 of
//! 2025 asks for.
//!
//! A parameter means what the equipment is built for (its rated range), not what
//! it is set to on one day.

use exeat_value::Dimension;

use super::{Answerer, AskCost, FactDefinition, Scope, Type};
use crate::codes::CodeListId;

const fn fact(path: &'static str, ty: Type) -> FactDefinition {
    FactDefinition::new(Scope::Item, path, ty).answered_by(Answerer::Supplier, AskCost::Supplier)
}

const fn quantity(path: &'static str, dimension: Dimension) -> FactDefinition {
    fact(path, Type::Quantity(dimension))
}

pub(super) const FACTS: &[FactDefinition] = &[
    fact("equipment-kind", Type::Code(CodeListId::EQUIPMENT_KIND))
        .phrase("the kind of equipment", "设备类型")
        .question("Which machine, furnace or part is it?", "属于哪种设备或零部件？")
        .help("The machine as its data sheet names it. The list follows entry 2B902 and has `other` for all else."),
    fact("for-rare-earths", Type::YesNo)
        .phrase("it is made for rare earths or rare-earth magnets", "专用于稀土或稀土磁材")
        .denial("it is not made for rare earths", "非专用于稀土")
        .question("Is it made for the processing of rare earths or rare-earth magnets?", "是否用于稀土加工或稀土磁材制造？")
        .help("What it was designed or set up for, as the data sheet or the order says."),
    quantity("leach-liquor-throughput", Dimension::FlowRate)
        .phrase("the leach liquor it treats a day", "浸出液日处理量")
        .question("How much leach liquor does it treat a day?", "每天处理多少浸出液？")
        .help("In m3/d, for the continuous equipment of 2B902.b."),
    quantity("kiln-diameter", Dimension::Length)
        .phrase("the diameter of the kiln", "窑体直径")
        .question("What is the diameter of the kiln?", "窑体直径是多少？")
        .help("For roasting kilns (2B902.c) and shaft kilns (2B902.z), as the data sheet gives it."),
    quantity("kiln-length", Dimension::Length)
        .phrase("the length of the kiln", "窑体长度")
        .question("How long, or for a shaft kiln how high, is the kiln?", "窑体长度（立窑为高度）是多少？")
        .help("For roasting kilns (2B902.c) and shaft kilns (2B902.z)."),
    fact("lining-resists-acid-and-heat", Type::YesNo)
        .phrase("its lining resists heat and concentrated sulphuric or hydrofluoric acid", "内衬耐高温且耐浓硫酸、氢氟酸腐蚀")
        .denial("its lining does not resist heat and concentrated acid", "内衬不耐高温和浓酸腐蚀")
        .question("Does the lining resist heat and concentrated sulphuric or hydrofluoric acid?", "内衬是否耐高温并耐浓硫酸、氢氟酸腐蚀？")
        .help("Graphite, high-alumina or mullite brick, or the like (2B902.c)."),
    quantity("reaction-temperature-max", Dimension::Temperature)
        .phrase("the highest reaction temperature", "最高反应温度")
        .question("What is the highest reaction temperature?", "最高反应温度是多少？")
        .help("In degC, for roasting kilns (2B902.c)."),
    quantity("mixing-chamber-volume", Dimension::Volume)
        .phrase("the volume of the mixing chamber", "混合室容积")
        .question("What is the volume of the mixing chamber?", "混合室容积是多少？")
        .help("In m3, for extraction tanks (2B902.d)."),
    quantity("vessel-volume", Dimension::Volume)
        .phrase("the volume of the vessel", "釜体容积")
        .question("What is the volume of the vessel?", "釜体容积是多少？")
        .help("In m3, for precipitation and crystallisation reactors (2B902.f)."),
    quantity("motor-power", Dimension::Power)
        .phrase("the output of the motor", "电机功率")
        .question("What is the output of the motor?", "电机输出功率是多少？")
        .help("In kW, for the motors of such reactors (2B902.g)."),
    quantity("working-temperature-min", Dimension::Temperature)
        .phrase("the lowest working temperature", "最低工作温度")
        .question("What is the lowest temperature of its working range?", "工作温度范围的下限是多少？")
        .help("In degC, for furnaces (2B902.h, .k, .l, .w)."),
    quantity("working-temperature-max", Dimension::Temperature)
        .phrase("the highest working temperature", "最高工作温度")
        .question("What is the highest temperature of its working range?", "工作温度范围的上限是多少？")
        .help("In degC, for furnaces (2B902.h, .k, .l, .m, .n, .w)."),
    fact("corrosion-resistant-parts", Type::YesNo)
        .phrase("it has corrosion-resistant parts of manganese or nickel-chromium steel", "具有锰钢、镍铬钢等耐腐蚀部件")
        .denial("it has no such corrosion-resistant parts", "不具有上述耐腐蚀部件")
        .question("Has it corrosion-resistant parts, of manganese steel or nickel-chromium steel for instance?", "是否具有锰钢、镍铬钢等耐腐蚀部件？")
        .help("For resistance furnaces (2B902.h)."),
    fact("refractory-brick-lined", Type::YesNo)
        .phrase("it is lined with refractory brick", "采用耐火砖内衬")
        .denial("it is not lined with refractory brick", "未采用耐火砖内衬")
        .question("Is the cell built of or lined with refractory brick?", "槽体是否采用耐火砖？")
        .help("For electrolytic cells (2B902.j)."),
    fact("graphite-anode", Type::YesNo)
        .phrase("its anode is graphite", "阳极为石墨")
        .denial("its anode is not graphite", "阳极非石墨")
        .question("Is the anode graphite?", "阳极是否为石墨？")
        .help("For electrolytic cells (2B902.j)."),
    fact("tungsten-cathode", Type::YesNo)
        .phrase("its cathode is tungsten", "阴极为钨")
        .denial("its cathode is not tungsten", "阴极非钨")
        .question("Is the cathode tungsten?", "阴极是否为钨？")
        .help("For electrolytic cells (2B902.j)."),
    quantity("operating-current", Dimension::ElectricCurrent)
        .phrase("the operating current", "工作电流")
        .question("What is the operating current?", "工作电流是多少？")
        .help("In A, for electrolytic cells (2B902.j)."),
    quantity("anode-current-density", Dimension::CurrentDensity)
        .phrase("the current density at the anode", "阳极电流密度")
        .question("What is the current density at the anode?", "阳极电流密度是多少？")
        .help("In A/cm2, for electrolytic cells (2B902.j)."),
    quantity("cathode-current-density", Dimension::CurrentDensity)
        .phrase("the current density at the cathode", "阴极电流密度")
        .question("What is the current density at the cathode?", "阴极电流密度是多少？")
        .help("In A/cm2, for electrolytic cells (2B902.j)."),
    quantity("induction-frequency", Dimension::Frequency)
        .phrase("the frequency of the induction supply", "感应电源频率")
        .question("What is the frequency of the induction supply?", "感应电源频率是多少？")
        .help("In kHz, for vacuum induction reduction furnaces (2B902.k)."),
    quantity("vacuum-pressure", Dimension::Pressure)
        .phrase("the ultimate vacuum", "极限真空度")
        .question("What pressure does its vacuum reach?", "极限真空度是多少？")
        .help("In Pa, the lowest pressure reached (2B902.k, .l). The direction of the limit in the published list is not certain."),
    quantity("charge-mass", Dimension::Mass)
        .phrase("the charge it holds", "装炉量")
        .question("How much does one charge weigh?", "单炉装料量是多少？")
        .help("In kg, for vacuum furnaces (2B902.k, .l)."),
    fact("heating-method", Type::Code(CodeListId::HEATING_METHOD))
        .phrase("the heating method", "加热方式")
        .question("How is it heated?", "采用哪种加热方式？")
        .help("For crystal furnaces (2B902.m, .n)."),
    fact("automatic-diameter-control", Type::YesNo)
        .phrase("it controls the diameter of the crystal by itself", "具有自动等径控制")
        .denial("it has no automatic diameter control", "不具有自动等径控制")
        .question("Has it automatic control of the crystal's diameter?", "是否具有自动等径控制？")
        .help("For Czochralski furnaces (2B902.m)."),
    fact("multi-zone-heating", Type::YesNo)
        .phrase("it is heated in several zones", "多温区加热")
        .denial("it is not heated in several zones", "非多温区加热")
        .question("Is it heated in several zones?", "是否为多温区加热？")
        .help("For Bridgman furnaces (2B902.n)."),
    quantity("powder-size", Dimension::Length)
        .phrase("the size of the powder it makes", "制粉粒度")
        .question("Down to what size does it mill?", "制粉粒度可达多少？")
        .help("In um, for jet mills (2B902.s)."),
    quantity("powder-yield", Dimension::Fraction)
        .phrase("the total powder yield", "总收粉率")
        .question("What is the total powder yield?", "总收粉率是多少？")
        .help("In %, for jet mills (2B902.s)."),
    quantity("milling-oxygen", Dimension::Fraction)
        .phrase("the oxygen in the mill", "氧含量")
        .question("What is the oxygen level in the mill?", "系统氧含量是多少？")
        .help("In ppm, for jet mills (2B902.s)."),
    quantity("forming-field", Dimension::MagneticFluxDensity)
        .phrase("the field in which it forms", "成型磁场强度")
        .question("What magnetic field does it form in?", "成型磁场强度是多少？")
        .help("In T, for forming presses (2B902.t)."),
    fact("caught-by-2b104", Type::YesNo)
        .phrase("entry 2B104 already covers it", "属于2B104管制")
        .denial("entry 2B104 does not cover it", "不属于2B104管制")
        .question("Does the isostatic press already meet entry 2B104?", "该等静压机是否已属于2B104？")
        .help("2B902.v takes only the cold isostatic presses that 2B104 leaves out."),
    quantity("cooling-time", Dimension::Time)
        .phrase("the cooling time", "冷却时间")
        .question("How long does it take to cool?", "冷却时间是多少？")
        .help("In minutes, for vacuum sintering furnaces (2B902.w)."),
    quantity("temperature-uniformity", Dimension::Temperature)
        .phrase("the uniformity of temperature at 1000 degC, plus or minus", "1000℃时温度均匀性（正负）")
        .question("How uniform is the temperature at 1000 degC, plus or minus?", "1000℃时温度均匀性为正负多少？")
        .help("Write `3 degC` for plus or minus 3 degC; for vacuum sintering furnaces (2B902.w)."),
];
