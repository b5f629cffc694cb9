//! Facts about the materials of China's announcements on gallium, germanium,
//! graphite, antimony, tungsten and their neighbours, and about superhard materials.

use exeat_value::Dimension;

use super::{Answerer, AskCost, FactDefinition, Scope, Type};
use crate::codes::CodeListId;

const fn fact(path: &'static str, ty: Type) -> FactDefinition {
    FactDefinition::new(Scope::Item, path, ty).answered_by(Answerer::Supplier, AskCost::Supplier)
}

const fn quantity(path: &'static str, dimension: Dimension) -> FactDefinition {
    fact(path, Type::Quantity(dimension))
}

const fn measured(path: &'static str, dimension: Dimension) -> FactDefinition {
    quantity(path, dimension).answered_by(Answerer::Laboratory, AskCost::Laboratory)
}

pub(super) const FACTS: &[FactDefinition] = &[
    fact("substances", Type::Set(CodeListId::SUBSTANCE))
        .phrase("the name of the material", "材料名称")
        .question("Is it one of these substances or materials by name?", "是否属于以下名称的物质或材料？")
        .help("Every name of the list that fits, from the data sheet: ammonium paratungstate, spheroidised graphite, a diamond wire saw. `none` when none fits. Asked only where element and form leave it open."),
    measured("flexural-strength", Dimension::Pressure)
        .phrase("the flexural strength", "抗折强度")
        .question("What is its flexural strength?", "抗折强度是多少？")
        .help("In MPa. Entry 1C108.b asks for more than 30 MPa, together with purity and density."),
    fact("single-crystal", Type::YesNo)
        .phrase("it is a single crystal", "为单晶")
        .denial("it is not a single crystal", "非单晶")
        .question("Is it a single crystal?", "是否为单晶？")
        .help("As against polycrystal. For indium antimonide (3C003.f)."),
    measured("dislocation-density", Dimension::AreaDensity)
        .phrase("the dislocation density", "位错密度")
        .question("What is the dislocation density?", "位错密度是多少？")
        .help("In 1/cm2, for single crystals of indium antimonide (3C003.f)."),
    fact("solid-piece", Type::YesNo)
        .phrase("it is solid, not particles or powder", "为固态，非颗粒或粉末")
        .denial("it is particles or powder", "为颗粒或粉末")
        .question("Is it a solid piece, as against particles or powder?", "是否为固态（非颗粒、粉末）？")
        .help("For tungsten (1C117.c)."),
    fact("machinable-to-controlled-size", Type::YesNo)
        .phrase("one of the controlled shapes can be machined from it", "可加工成受控尺寸")
        .denial("none of the controlled shapes can be machined from it", "不可加工成受控尺寸")
        .question("Is it large enough to machine a cylinder 120 mm across and 50 mm long, a tube of 65 mm bore, 25 mm wall and 50 mm length, or a block of 120 by 120 by 50 mm from it?", "是否可加工成直径120毫米、长50毫米的圆柱，内径65毫米、壁厚25毫米、长50毫米的管，或120×120×50毫米的块？")
        .help("Entry 1C117.c. Each measure is the least: what can be machined counts, not what the buyer means to make."),
    measured("elastic-limit", Dimension::Pressure)
        .phrase("the elastic limit", "弹性极限")
        .question("What is its elastic limit?", "弹性极限是多少？")
        .help("In MPa, for tungsten-nickel-iron and tungsten-nickel-copper alloys (1C004)."),
    measured("tensile-strength", Dimension::Pressure)
        .phrase("the ultimate tensile strength", "极限抗拉强度")
        .question("What is its ultimate tensile strength?", "极限抗拉强度是多少？")
        .help("In MPa, for tungsten-nickel-iron and tungsten-nickel-copper alloys (1C004)."),
    measured("elongation", Dimension::Fraction)
        .phrase("the elongation at break", "延伸率")
        .question("What is its elongation?", "延伸率是多少？")
        .help("In %, for tungsten-nickel-iron and tungsten-nickel-copper alloys (1C004)."),
    fact("for-missile-parts", Type::YesNo)
        .phrase("it serves to make parts of missiles", "用于制造导弹部件")
        .denial("it does not serve to make parts of missiles", "不用于制造导弹部件")
        .question("Does it serve to make parts of missiles?", "是否用于制造导弹部件？")
        .help("Entry 1C117.b describes molybdenum powder by that use. Keep what shows another use.")
        .answered_by(Answerer::Customer, AskCost::Supplier),
    quantity("press-cylinder-diameter", Dimension::Length)
        .phrase("the cylinder diameter of the press", "压机缸径")
        .question("What is the diameter of its cylinders?", "缸径是多少？")
        .help("In mm, for cubic presses (2B901)."),
    quantity("press-design-pressure", Dimension::Pressure)
        .phrase("the design pressure of the press", "压机设计压力")
        .question("For what pressure is it designed?", "设计压力是多少？")
        .help("In GPa, for cubic presses (2B901)."),
    quantity("synthesis-pressure", Dimension::Pressure)
        .phrase("the synthesis pressure it controls", "合成压力")
        .question("Up to what synthesis pressure does it control the press?", "所控制的合成压力是多少？")
        .help("In GPa, for high-pressure control systems of cubic presses (2A901.c)."),
    quantity("microwave-power", Dimension::Power)
        .phrase("the microwave power", "微波功率")
        .question("What is its microwave power?", "微波功率是多少？")
        .help("In kW, for microwave plasma deposition equipment (2B005)."),
    quantity("microwave-frequency", Dimension::Frequency)
        .phrase("the microwave frequency", "微波频率")
        .question("At which frequency does it work?", "微波频率是多少？")
        .help("In MHz; entry 2B005 names 915 and 2450 MHz."),
    fact("curved-window", Type::YesNo)
        .phrase("the diamond window is curved", "金刚石窗口为曲面")
        .denial("the diamond window is flat", "金刚石窗口为平面")
        .question("Is the diamond window curved?", "金刚石窗口是否为曲面？")
        .help("A curved one is entry 2C901.a whatever its size; a flat one has figures (2C901.b)."),
    quantity("window-diameter", Dimension::Length)
        .phrase("the diameter of the window", "窗口直径")
        .question("What is the diameter of the window?", "窗口直径是多少？")
        .help("In inch or mm, for flat diamond windows (2C901.b)."),
    measured("visible-transmittance", Dimension::Fraction)
        .phrase("the transmittance for visible light", "可见光透过率")
        .question("How much of visible light does it let through?", "可见光透过率是多少？")
        .help("In %, for flat diamond windows (2C901.b)."),
    fact("grown-for-ornament", Type::YesNo)
        .phrase("it is laboratory-grown diamond for ornament or jewellery", "为装饰首饰用培育钻石")
        .denial("it is not grown for ornament or jewellery", "非装饰首饰用培育钻石")
        .question("Is it laboratory-grown diamond for ornament or jewellery?", "是否为装饰首饰用培育钻石？")
        .help("Entry 2C902.b leaves such diamonds out."),
    quantity("wire-diameter", Dimension::Length)
        .phrase("the diameter of the wire", "线径")
        .question("What is the diameter of the wire?", "线径是多少？")
        .help("In um, for diamond wire saws (2C902.c)."),
    quantity("mean-grain-size", Dimension::Length)
        .phrase("the mean grain size of the diamond", "金刚石平均粒度")
        .question("What is the mean grain size of the diamond?", "金刚石平均粒度是多少？")
        .help("In um, for diamond powder, wire saws and grinding wheels (2C902)."),
    quantity("breaking-force", Dimension::Force)
        .phrase("the breaking force of the wire", "破断力")
        .question("At which force does the wire break?", "破断力是多少？")
        .help("In N, for diamond wire saws (2C902.c)."),
    quantity("tooth-hardness", Dimension::Hardness)
        .phrase("the hardness of the teeth", "齿部硬度")
        .question("How hard are the teeth?", "齿部硬度是多少？")
        .help("In HRB, for diamond grinding wheels (2C902.d)."),
    quantity("wheel-speed", Dimension::Speed)
        .phrase("the highest speed of the wheel", "砂轮最高线速度")
        .question("What is its highest speed?", "最高线速度是多少？")
        .help("In m/s, for diamond grinding wheels (2C902.d)."),
    fact("on-cn-dprk-list", Type::YesNo)
        .phrase("it is on China's list of dual-use items prohibited to North Korea", "属于禁止向朝鲜出口的两用物项清单")
        .denial("it is not on China's list of dual-use items prohibited to North Korea", "不属于禁止向朝鲜出口的两用物项清单")
        .question("Is it on the list of announcement 36 of 2018, dual-use items prohibited to North Korea?", "是否属于2018年第36号公告所附禁止向朝鲜出口的两用物项清单？")
        .help("The list follows Security Council resolution 2375 and is not modelled; look the item up in it."),
];
