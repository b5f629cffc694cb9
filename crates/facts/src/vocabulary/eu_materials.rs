//! Facts by which Annex I of the Union's dual-use regulation measures minerals, metals
//! and the materials made of them.

use exeat_value::Dimension;

use super::{Answerer, AskCost, FactDefinition, Scope, Type};
use crate::codes::CodeListId;

const fn item(path: &'static str, ty: Type) -> FactDefinition {
    FactDefinition::new(Scope::Item, path, ty).answered_by(Answerer::Supplier, AskCost::Supplier)
}

pub(super) const FACTS: &[FactDefinition] = &[
    item("for-nuclear-use", Type::YesNo)
        .phrase("it is made for nuclear use", "为核用途制造")
        .denial("it is not made for nuclear use", "非为核用途制造")
        .question("Is it made for nuclear use?", "是否为核用途制造？")
        .help("Ceramics with thorium made for another use are outside 0C001."),
    item("source-material-released", Type::YesNo)
        .phrase("it is a sensing part with 4 g of uranium or less, or civil shielding, packaging or ballast of depleted uranium", "系含铀不超过4克的传感部件，或民用贫铀屏蔽、包装、配重")
        .denial("it is no such sensing part, shielding or ballast", "不属上述传感部件、屏蔽或配重")
        .question("Is it a sensing part of an instrument with 4 g of uranium or less, or depleted uranium as civil, non-nuclear shielding, packaging or ballast of 100 kg or less?", "是否为含铀不超过4克的仪器传感部件，或不超过100千克的民用非核贫铀屏蔽、包装、配重？")
        .help("The notes to entry 0C001."),
    item("boron-equivalent", Type::Quantity(Dimension::Fraction))
        .phrase("the boron equivalent", "硼当量")
        .question("What is its boron equivalent?", "硼当量是多少？")
        .help("In ppm: the sum over the impurities, carbon left out. For graphite (0C004).")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    item("for-nuclear-reactor", Type::YesNo)
        .phrase("it is for use in a nuclear reactor", "用于核反应堆")
        .denial("it is not for use in a nuclear reactor", "不用于核反应堆")
        .question("Is it for use in a nuclear reactor?", "是否用于核反应堆？")
        .help("For graphite (0C004). The competent authority decides in the end.")
        .answered_by(Answerer::Customer, AskCost::Supplier),
    item("for-gaseous-diffusion-barriers", Type::YesNo)
        .phrase("it is specially prepared to make gaseous diffusion barriers", "专门制备用于制造气体扩散膜")
        .denial("it is not prepared to make gaseous diffusion barriers", "并非用于制造气体扩散膜")
        .question("Is it a compound or powder specially prepared to make gaseous diffusion barriers, resistant to uranium hexafluoride?", "是否为专门制备用于制造气体扩散膜、耐六氟化铀的化合物或粉末？")
        .help("Entry 0C005: nickel or alloys with 60 % of nickel or more, alumina, fluorinated polymers, of very even grain."),
    item("base-element", Type::Code(CodeListId::CHEMICAL_ELEMENT))
        .phrase("the element with the largest share by weight", "重量占比最大的元素")
        .question("Which element has the largest share by weight?", "重量占比最大的元素是哪一种？")
        .help("What makes an alloy an alloy of that metal (1C002, 1C202)."),
    item("further-alloying-element", Type::YesNo)
        .phrase("it holds at least one more alloying element", "另含至少一种合金元素")
        .denial("it holds no further alloying element", "不含其他合金元素")
        .question("Does it hold at least one more alloying element?", "是否另含至少一种合金元素？")
        .help("For aluminides (1C002.a)."),
    item("formulated-for-coating", Type::YesNo)
        .phrase("it is specially formulated for coating", "专门配制用于涂层")
        .denial("it is not formulated for coating", "并非用于涂层")
        .question("Is it specially formulated for coating?", "是否专门配制用于涂层？")
        .help("Such alloys are outside 1C002."),
    item("made-from-controlled-powder", Type::YesNo)
        .phrase("it is made from metal powder of 1C002.c", "由1C002.c所列粉末制成")
        .denial("it is not made from metal powder of 1C002.c", "并非由1C002.c所列粉末制成")
        .question("Is it made from metal alloy powder or particulate that entry 1C002.c names?", "是否由1C002.c所列金属合金粉末或颗粒制成？")
        .help("Powder of named systems, made in a controlled environment by named processes. Alloy that was cast and wrought is not."),
    item("stress-rupture-life", Type::Quantity(Dimension::Time))
        .phrase("the stress-rupture life", "应力断裂寿命")
        .question("What is its stress-rupture life?", "应力断裂寿命是多少？")
        .help("In hours, at the temperature and stress that 1C002.b names for its metal (nickel: 923 K and 676 MPa; niobium: 1073 K and 400 MPa; titanium: 723 K and 200 MPa).")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    item("low-cycle-fatigue-life", Type::Quantity(Dimension::Count))
        .phrase("the low-cycle fatigue life", "低周疲劳寿命")
        .question("How many cycles is its low-cycle fatigue life?", "低周疲劳寿命为多少次循环？")
        .help("In cycles, at the temperature and stress that 1C002.b names for its metal (nickel: 823 K and 1095 MPa; niobium: 973 K and 700 MPa; titanium: 723 K and 400 MPa).")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    item("tensile-strength-at-473-k", Type::Quantity(Dimension::Pressure))
        .phrase("the tensile strength at 473 K", "473 K时的抗拉强度")
        .question("What is its tensile strength at 473 K (200 degC)?", "473 K（200℃）时抗拉强度是多少？")
        .help("For aluminium alloys (1C002.b.4).")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    item("corrodes-below-1-mm-a-year", Type::YesNo)
        .phrase("it corrodes by less than 1 mm a year in brine of 3 %", "在3%盐水中年腐蚀小于1毫米")
        .denial("it corrodes by 1 mm a year or more in brine of 3 %", "在3%盐水中年腐蚀不小于1毫米")
        .question("Does it corrode by less than 1 mm a year in a 3 % solution of sodium chloride?", "在3%氯化钠溶液中年腐蚀率是否小于1毫米？")
        .help("For magnesium alloys (1C002.b.5).")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    item("powder-of-1c002-system", Type::YesNo)
        .phrase("it is powder of an alloy system that 1C002.c names", "属1C002.c所列合金体系的粉末")
        .denial("it is no powder of an alloy system that 1C002.c names", "不属1C002.c所列合金体系的粉末")
        .question("Is it metal alloy powder of a system that 1C002.c.1 names?", "是否为1C002.c.1所列体系的金属合金粉末？")
        .help("Among them nickel-aluminium powder qualified for turbine engine parts, with fewer than three non-metallic particles above 100 um in 1e9 alloy particles."),
    item("powder-made-by-1c002-process", Type::YesNo)
        .phrase("the powder is made in a controlled environment by a process that 1C002.c names", "粉末系在受控环境下以1C002.c所列工艺制成")
        .denial("the powder is not made by a process that 1C002.c names", "粉末并非以1C002.c所列工艺制成")
        .question("Was the powder made in a controlled environment by one of the nine processes of 1C002.c.2?", "粉末是否在受控环境下以1C002.c.2所列九种工艺之一制成？")
        .help("Atomisation, splat quenching, melt spinning, melt extraction, mechanical alloying and the like."),
    item("powder-can-form-1c002-alloy", Type::YesNo)
        .phrase("the powder can form an alloy of 1C002.a or .b", "粉末可形成1C002.a或.b所列合金")
        .denial("the powder can form no alloy of 1C002.a or .b", "粉末不能形成1C002.a或.b所列合金")
        .question("Can the powder form materials of 1C002.a or 1C002.b?", "粉末能否形成1C002.a或.b所列材料？")
        .help("Entry 1C002.c.3."),
    item("initial-relative-permeability", Type::Quantity(Dimension::Count))
        .phrase("the initial relative permeability", "初始相对磁导率")
        .question("What is its initial relative permeability, fully annealed?", "完全退火后初始相对磁导率是多少？")
        .help("For magnetic metals (1C003.a).")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    item("thickness", Type::Quantity(Dimension::Length))
        .phrase("the thickness", "厚度")
        .question("How thick is it?", "厚度是多少？")
        .help("In mm, for strips, sheets and foils."),
    item("saturation-magnetostriction", Type::Quantity(Dimension::Fraction))
        .phrase("the saturation magnetostriction", "饱和磁致伸缩系数")
        .question("What is its saturation magnetostriction?", "饱和磁致伸缩系数是多少？")
        .help("As a fraction: 5e-4 is `500 ppm` (1C003.b.1).")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    item("magnetomechanical-coupling", Type::Quantity(Dimension::Count))
        .phrase("the magnetomechanical coupling factor", "磁机耦合系数")
        .question("What is its magnetomechanical coupling factor k?", "磁机耦合系数k是多少？")
        .help("A number between 0 and 1 (1C003.b.2).")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    item("iron-cobalt-nickel-content", Type::Quantity(Dimension::Fraction))
        .phrase("the content of iron, cobalt and nickel together", "铁钴镍合计含量")
        .question("How much iron, cobalt and nickel does it hold together, by weight?", "铁、钴、镍合计重量含量是多少？")
        .help("For amorphous and nanocrystalline strips (1C003.c)."),
    item("amorphous-or-nanocrystalline-strip", Type::YesNo)
        .phrase("it is amorphous or nanocrystalline alloy strip", "属非晶或纳米晶合金带材")
        .denial("it is no amorphous or nanocrystalline strip", "非非晶或纳米晶带材")
        .question("Is it amorphous or nanocrystalline alloy strip (grains of 50 nm or less)?", "是否为非晶或纳米晶（晶粒不大于50纳米）合金带材？")
        .help("Entry 1C003.c."),
    item("saturation-induction", Type::Quantity(Dimension::MagneticFluxDensity))
        .phrase("the saturation induction", "饱和磁感应强度")
        .question("What is its saturation induction?", "饱和磁感应强度是多少？")
        .help("In T (1C003.c).")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    item("resistivity-at-least-2e-4-ohm-cm", Type::YesNo)
        .phrase("its electrical resistivity is 2e-4 ohm cm or more", "电阻率不小于2e-4欧姆·厘米")
        .denial("its electrical resistivity is below 2e-4 ohm cm", "电阻率小于2e-4欧姆·厘米")
        .question("Is its electrical resistivity 2e-4 ohm cm or more?", "电阻率是否不小于2e-4欧姆·厘米？")
        .help("For amorphous and nanocrystalline strips (1C003.c.3).")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    item("conductor-length", Type::Quantity(Dimension::Length))
        .phrase("the length of the superconductive conductor", "超导导体长度")
        .question("How long is the superconductive conductor?", "超导导体长度是多少？")
        .help("In m (1C005)."),
    item("filament-cross-section", Type::Quantity(Dimension::Area))
        .phrase("the cross-section of the superconductive filament", "超导细丝截面积")
        .question("What is the cross-section of a superconductive filament?", "超导细丝截面积是多少？")
        .help("In mm2 (1C005.a)."),
    item("copper-based-matrix", Type::YesNo)
        .phrase("the superconductor lies in a matrix of copper or on copper basis", "超导体处于铜或铜基基体中")
        .denial("the superconductor does not lie in a copper-based matrix", "超导体不处于铜基基体中")
        .question("Does the superconductor lie in a matrix of copper or a copper-based mixture?", "超导体是否处于铜或铜基混合物基体中？")
        .help("Niobium-titanium in copper is outside 1C005.a."),
    item("critical-temperature", Type::Quantity(Dimension::Temperature))
        .phrase("the critical temperature at zero field", "零磁场临界温度")
        .question("What is the critical temperature at zero magnetic field?", "零磁场下临界温度是多少？")
        .help("In degC: 9.85 K is `-263.30 degC`, 115 K is `-158.15 degC` (1C005).")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    item("critical-current-density", Type::Quantity(Dimension::CurrentDensity))
        .phrase("the current density that it carries superconductive at 4.2 K", "4.2 K下超导电流密度")
        .question("Up to which current density does it stay superconductive at 4.2 K in a field of 12 T?", "在4.2 K、12 T磁场下保持超导的电流密度是多少？")
        .help("In A/mm2 (1C005.b).")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    item("metallic-impurities", Type::Quantity(Dimension::Fraction))
        .phrase("the metallic impurities", "金属杂质含量")
        .question("How much of metallic impurities does it hold, by weight?", "金属杂质重量含量是多少？")
        .help("In ppm, without the metals that the entry leaves out: titanium diboride (1C007), calcium without magnesium (1C227), magnesium without calcium (1C228).")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    item("share-above-10-um", Type::Quantity(Dimension::Fraction))
        .phrase("the share of particles above 10 um", "大于10微米颗粒占比")
        .question("What share of the particles is larger than 10 um?", "大于10微米的颗粒占比是多少？")
        .help("For titanium diboride (1C007.a).")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    item("share-below-63-um", Type::Quantity(Dimension::Fraction))
        .phrase("the share by weight below 63 um", "小于63微米重量占比")
        .question("What share by weight is finer than 63 um?", "小于63微米的重量占比是多少？")
        .help("For spherical aluminium powder (1C111.a.1).")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    item("share-below-60-um", Type::Quantity(Dimension::Fraction))
        .phrase("the share of particles below 60 um", "小于60微米颗粒占比")
        .question("What share of the particles is finer than 60 um?", "小于60微米的颗粒占比是多少？")
        .help("For zirconium, beryllium, magnesium and boron powder (1C111.a.2).")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    item("spherical-powder", Type::YesNo)
        .phrase("it is spherical or spheroidal powder", "为球形或类球形粉末")
        .denial("it is no spherical powder", "非球形粉末")
        .question("Is it spherical or spheroidal powder?", "是否为球形或类球形粉末？")
        .help("For aluminium (1C111.a.1)."),
    item("specific-modulus", Type::Quantity(Dimension::Length))
        .phrase("the specific modulus", "比模量")
        .question("What is its specific modulus?", "比模量是多少？")
        .help("In m or km: 14.65e6 m is `14650 km` (1C010).")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    item("specific-tensile-strength", Type::Quantity(Dimension::Length))
        .phrase("the specific tensile strength", "比抗拉强度")
        .question("What is its specific tensile strength?", "比抗拉强度是多少？")
        .help("In m or km: 26.82e4 m is `268.2 km` (1C010).")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    item("carbon-fibre-released", Type::YesNo)
        .phrase("it is fabric for aircraft repair, or cut to 25 mm or less", "属飞机修理用织物或切短至25毫米以下")
        .denial("it is neither fabric for aircraft repair nor cut to 25 mm or less", "既非飞机修理用织物，亦未切短至25毫米以下")
        .question("Is it fabric for the repair of civil aircraft of limited size, or mechanically cut to 25 mm or less?", "是否为限定尺寸的民用飞机修理用织物，或机械切短至25毫米以下？")
        .help("The notes to 1C010.b."),
    item("grain-size", Type::Quantity(Dimension::Length))
        .phrase("the grain size", "晶粒（颗粒）尺寸")
        .question("What is the grain size?", "晶粒（颗粒）尺寸是多少？")
        .help("In um, for graphite of fine grain (1C107.a).")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    item("usable-in-missiles", Type::YesNo)
        .phrase("it is usable in rockets or missiles: nozzles, nose tips, motor cases", "可用于火箭或导弹（喷管、鼻锥、壳体等）")
        .denial("it is not usable in rockets or missiles", "不可用于火箭或导弹")
        .question("Is it usable for rocket nozzles, nose tips of re-entry vehicles, motor cases or other parts of missiles?", "是否可用于火箭喷管、再入飞行器鼻锥、发动机壳体或其他导弹部件？")
        .help("What it could serve, not what this buyer intends (1C107, 1C116, 1C118).")
        .judged(),
    item("melting-point", Type::Quantity(Dimension::Temperature))
        .phrase("the melting point", "熔点")
        .question("What is the melting point of its matrix?", "基体熔点是多少？")
        .help("In degC, for composites of ultra-high-temperature ceramics (1C107.f).")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    item("tensile-strength-annealed", Type::Quantity(Dimension::Pressure))
        .phrase("the ultimate tensile strength after solution annealing", "固溶退火态极限抗拉强度")
        .question("What is its ultimate tensile strength at 293 K, solution annealed?", "固溶退火态293 K极限抗拉强度是多少？")
        .help("For maraging steel (1C116).")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    item("tensile-strength-aged", Type::Quantity(Dimension::Pressure))
        .phrase("the ultimate tensile strength after ageing", "时效态极限抗拉强度")
        .question("What is its ultimate tensile strength at 293 K, precipitation hardened?", "时效硬化态293 K极限抗拉强度是多少？")
        .help("For maraging steel (1C116, 1C216): what it can reach by heat treatment counts.")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    item("wall-thickness", Type::Quantity(Dimension::Length))
        .phrase("the thickness of wall, sheet or plate", "壁厚或板厚")
        .question("How thick is its wall, sheet or plate?", "壁厚或板厚是多少？")
        .help("In mm (1C116)."),
    item("inner-diameter", Type::Quantity(Dimension::Length))
        .phrase("the inner diameter", "内径")
        .question("What is its inner diameter?", "内径是多少？")
        .help("In mm, of tubes and hollow cylinders (1C116, 1C226, 1C241)."),
    item("outer-diameter", Type::Quantity(Dimension::Length))
        .phrase("the outer diameter", "外径")
        .question("What is its outer diameter?", "外径是多少？")
        .help("In mm, of tubes and cylinders (1C202)."),
    item("largest-dimension", Type::Quantity(Dimension::Length))
        .phrase("the largest linear dimension", "最大线性尺寸")
        .question("What is its largest linear dimension?", "最大线性尺寸是多少？")
        .help("In mm (1C216)."),
    item("tube-or-cylinder", Type::YesNo)
        .phrase("it has the form of a tube or of a solid cylinder", "为管状或实心圆柱状")
        .denial("it has neither the form of a tube nor of a cylinder", "非管状、非圆柱状")
        .question("Has it the form of a tube or of a solid cylinder, forgings included?", "是否为管状或实心圆柱状（含锻件）？")
        .help("For alloys of aluminium and titanium (1C202)."),
    item("hollow-cylinder", Type::YesNo)
        .phrase("it has hollow cylindrical symmetry", "具空心圆柱对称形状")
        .denial("it has no hollow cylindrical symmetry", "不具空心圆柱对称形状")
        .question("Has it hollow cylindrical symmetry, segments included?", "是否具空心圆柱对称形状（含圆柱段）？")
        .help("For tungsten and rhenium (1C226, 1C241)."),
    item("weight-or-collimator", Type::YesNo)
        .phrase("it is specially designed as a weight or a gamma-ray collimator", "专门设计为配重或伽马射线准直器")
        .denial("it is neither weight nor collimator", "非配重、非准直器")
        .question("Is it specially designed as a weight or as a gamma-ray collimator?", "是否专门设计为配重或伽马射线准直器？")
        .help("The note to 1C226."),
    item("austenite-share", Type::Quantity(Dimension::Fraction))
        .phrase("the share of austenite by volume", "奥氏体体积占比")
        .question("How much austenite does it hold, by volume?", "奥氏体体积占比是多少？")
        .help("For titanium-stabilised duplex stainless steel (1C118).")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    item("duplex-steel-of-controlled-shape", Type::YesNo)
        .phrase("it is an ingot or bar of 100 mm, a sheet 600 mm wide and 3 mm thin, or a tube of 600 mm with a wall of 3 mm", "为100毫米锭棒、宽600毫米厚3毫米板，或外径600毫米壁厚3毫米管")
        .denial("it has none of the controlled shapes", "不具受控形状")
        .question("Is it an ingot or bar of 100 mm or more in each dimension, a sheet at least 600 mm wide and at most 3 mm thick, or a tube of at least 600 mm with a wall of at most 3 mm?", "是否为各向尺寸不小于100毫米的锭或棒、宽不小于600毫米且厚不大于3毫米的板，或外径不小于600毫米且壁厚不大于3毫米的管？")
        .help("Entry 1C118."),
    item("isotopically-enriched", Type::YesNo)
        .phrase("it is enriched in the isotope that the entry names", "富集条目所列同位素")
        .denial("it is not enriched in such an isotope", "未富集该类同位素")
        .question("Is it enriched in boron-10, lithium-6 or a single isotope of silicon or germanium above its natural share?", "是否富集硼-10、锂-6，或硅、锗的单一同位素（高于天然丰度）？")
        .help("Entries 1C225, 1C233, 3C507 to 3C509."),
    item("isotopic-impurity", Type::Quantity(Dimension::Fraction))
        .phrase("the isotopic impurity", "同位素杂质")
        .question("How much of other isotopes does it hold?", "其他同位素杂质含量是多少？")
        .help("In %: below 0.08 % for 3C507 to 3C509.")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    item("zinc-mole-fraction", Type::Quantity(Dimension::Fraction))
        .phrase("the mole fraction of zinc", "锌的摩尔分数")
        .question("What is the mole fraction of zinc in the cadmium zinc telluride?", "碲锌镉中锌的摩尔分数是多少？")
        .help("In %: the x of Cd(1-x)Zn(x)Te, so that 0.04 is `4 %`. Crystals with less than 6 % are in 6C002.b.")
        .answered_by(Answerer::Supplier, AskCost::Supplier),
    item("hydride-diluted", Type::YesNo)
        .phrase("a fifth or more of it by mole is inert gas or hydrogen", "惰性气体或氢气的摩尔占比不低于20%")
        .denial("less than a fifth of it by mole is inert gas or hydrogen", "惰性气体或氢气的摩尔占比低于20%")
        .question("Is 20 % by mole or more of the gas inert gas or hydrogen?", "气体中惰性气体或氢气的摩尔占比是否不低于20%？")
        .help("The note to 3C004: hydrides diluted so far are outside."),
    item("emerald-or-aquamarine", Type::YesNo)
        .phrase("the beryl is in the form of emerald or aquamarine", "绿柱石为祖母绿或海蓝宝石形态")
        .denial("the beryl is neither emerald nor aquamarine", "绿柱石非祖母绿或海蓝宝石")
        .question("Is the beryl in the form of emerald or aquamarine?", "绿柱石是否为祖母绿或海蓝宝石形态？")
        .help("Entry 1C230 leaves those two out."),
    item("beryllium-released", Type::YesNo)
        .phrase("it is a window for X-ray machines or bore-hole logging, or an oxide shape for electronics", "为X射线机或测井用窗，或电子元件用氧化物成型件")
        .denial("it is no such window or oxide shape", "不属此类窗或氧化物成型件")
        .question("Is it a metal window for X-ray machines or bore-hole logging devices, or an oxide shape made for electronic parts?", "是否为X射线机或测井设备用金属窗，或专为电子元件设计的氧化物成型件？")
        .help("The notes to 1C230."),
    item("low-hafnium", Type::YesNo)
        .phrase("it holds less than one part of hafnium to 500 of zirconium", "铪锆重量比低于1:500")
        .denial("it holds one part of hafnium or more to 500 of zirconium", "铪锆重量比不低于1:500")
        .question("Is its hafnium less than one part to 500 parts of zirconium, by weight?", "铪与锆的重量比是否低于1:500？")
        .help("Ordinary zirconium holds one to two parts in a hundred; reactor grade is below (1C234).")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    item("thin-zirconium-foil", Type::YesNo)
        .phrase("it is zirconium foil of 0.10 mm or less", "为厚度不大于0.10毫米的锆箔")
        .denial("it is no zirconium foil of 0.10 mm or less", "非厚度不大于0.10毫米的锆箔")
        .question("Is it zirconium foil with a thickness of 0.10 mm or less?", "是否为厚度不大于0.10毫米的锆箔？")
        .help("The note to 1C234."),
    item("radionuclide-of-1c236", Type::YesNo)
        .phrase("it holds a radionuclide that 1C236 names, as element, compound or mixture", "含1C236所列放射性核素")
        .denial("it holds no radionuclide that 1C236 names", "不含1C236所列放射性核素")
        .question("Does it hold a radionuclide that 1C236 names (such as actinium-225, curium, polonium, gadolinium-148)?", "是否含1C236所列放射性核素（如锕-225、锔、钋、钆-148）？")
        .help("Ordinary gadolinium is not meant."),
    item("activity", Type::Quantity(Dimension::Activity))
        .phrase("the activity in one device", "单个装置活度")
        .question("What is the activity of the nuclides in one device?", "单个装置内核素活度是多少？")
        .help("In GBq; devices below 3.7 GBq are outside 1C236.")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
    item("filamentary-nickel", Type::YesNo)
        .phrase("it is filamentary nickel powder", "为丝状镍粉")
        .denial("it is no filamentary nickel powder", "非丝状镍粉")
        .question("Is it filamentary nickel powder?", "是否为丝状镍粉？")
        .help("Outside 1C240.a."),
    item("porous-nickel", Type::YesNo)
        .phrase("it is porous nickel metal made of nickel powder of 1C240.a", "为由1C240.a镍粉制成的多孔镍")
        .denial("it is no porous nickel metal", "非多孔镍")
        .question("Is it porous nickel metal produced from nickel powder of 1C240.a?", "是否为由1C240.a所列镍粉制成的多孔镍金属？")
        .help("Entry 1C240.b."),
    item("sheet-area", Type::Quantity(Dimension::Area))
        .phrase("the area of a single sheet", "单片面积")
        .question("What is the area of a single sheet?", "单片面积是多少？")
        .help("In cm2; single porous nickel sheets of 1000 cm2 or less are outside 1C240.b."),
    item("rhenium-tungsten-content", Type::Quantity(Dimension::Fraction))
        .phrase("the content of rhenium and tungsten together", "铼钨合计含量")
        .question("How much rhenium and tungsten does it hold together, by weight?", "铼、钨合计重量含量是多少？")
        .help("Entry 1C241."),
    item("cell-not-battery", Type::YesNo)
        .phrase("it is a cell, not a battery, not even one of a single cell", "为电芯而非电池（含单体电池）")
        .denial("it is a battery", "为电池")
        .question("Is it a bare cell, as against a battery (one of a single cell included)?", "是否为裸电芯而非电池（含单体电池）？")
        .help("Entry 3A001.e.1 leaves batteries out."),
    item("rechargeable-cell", Type::YesNo)
        .phrase("it is a secondary cell", "为二次电芯")
        .denial("it is a primary cell", "为一次电芯")
        .question("Is it a secondary (rechargeable) cell?", "是否为二次（可充电）电芯？")
        .help("Entry 3A001.e.1 has other figures for primary and for secondary cells."),
    item("cell-power-above-50-w-per-kg", Type::YesNo)
        .phrase("its power density is above 50 W/kg", "功率密度大于50瓦/千克")
        .denial("its power density is 50 W/kg or less", "功率密度不大于50瓦/千克")
        .question("Is its power density above 50 W/kg?", "功率密度是否大于50瓦/千克？")
        .help("For primary cells, at 20 degC (3A001.e.1.a.1)."),
    item("cell-power-above-350-w-per-kg", Type::YesNo)
        .phrase("its power density is above 350 W/kg", "功率密度大于350瓦/千克")
        .denial("its power density is 350 W/kg or less", "功率密度不大于350瓦/千克")
        .question("Is its power density above 350 W/kg?", "功率密度是否大于350瓦/千克？")
        .help("For primary cells, at 20 degC (3A001.e.1.a.2)."),
    item("thermal-battery-for-missiles", Type::YesNo)
        .phrase("it is a thermal battery designed or modified for missiles", "为专门设计或改造用于导弹的热电池")
        .denial("it is no thermal battery for missiles", "非导弹用热电池")
        .question("Is it a thermal battery designed or modified for missiles?", "是否为专门设计或改造用于导弹的热电池？")
        .help("Entry 3A102."),
    item("epitaxy-released", Type::YesNo)
        .phrase("its layers are of the kinds that the notes to 3C001 leave out", "其外延层属3C001注释排除者")
        .denial("its layers are not of the kinds that the notes to 3C001 leave out", "其外延层不属3C001注释排除者")
        .question("Are its layers all of the kinds that the notes to 3C001 leave out (certain P-type layers of gallium and aluminium compounds)?", "其外延层是否均属3C001注释所排除者（某些P型镓、铝化合物层）？")
        .help("Entry 3C001."),
    item("epitaxial-layer", Type::YesNo)
        .phrase("it bears an epitaxial layer", "带有外延层")
        .denial("it bears no epitaxial layer", "无外延层")
        .question("Does it bear at least one epitaxial layer?", "是否带有至少一层外延层？")
        .help("Entries 3C006 and 3C507."),
    item("resistivity-above-10000-ohm-cm", Type::YesNo)
        .phrase("its resistivity is above 10,000 ohm cm at 20 degC", "20℃电阻率大于10000欧姆·厘米")
        .denial("its resistivity is 10,000 ohm cm or less at 20 degC", "20℃电阻率不大于10000欧姆·厘米")
        .question("Is its resistivity above 10,000 ohm cm at 20 degC?", "20℃下电阻率是否大于10000欧姆·厘米？")
        .help("Entry 3C005.")
        .answered_by(Answerer::Laboratory, AskCost::Laboratory),
];
