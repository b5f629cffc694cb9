//! Facts about any item: what it is, where it comes from, what it is worth.

use exeat_value::Dimension;

use super::{Answerer, AskCost, FactDefinition, Scope, Type};
use crate::codes::CodeListId;

const fn fact(path: &'static str, ty: Type) -> FactDefinition {
    FactDefinition::new(Scope::Item, path, ty)
}

const fn from_supplier(path: &'static str, ty: Type) -> FactDefinition {
    fact(path, ty).answered_by(Answerer::Supplier, AskCost::Supplier)
}

pub(super) const FACTS: &[FactDefinition] = &[
    fact("kind", Type::Code(CodeListId::ITEM_KIND))
        .phrase("the kind of item", "物项类型")
        .question("Is it goods, software, technology or a service?", "属于货物、软件、技术还是服务？")
        .help("A drawing, a specification, a program or a training course is technology or a service, even when it travels on paper or a disk; say then also whether the goods carry technology."),
    fact("form", Type::Code(CodeListId::ITEM_FORM))
        .phrase("the form of the goods", "货物形态")
        .question("In what form are the goods?", "货物属于哪种形态？")
        .help("The form in which they are sold. A magnet that is only cut, ground or coated is still permanent-magnet material; built into something, it is a part, a component or an assembly."),
    fact("description", Type::Text)
        .phrase("the description", "货物描述")
        .question("How do the papers describe it?", "单证上如何描述？")
        .help("As on the invoice or the data sheet. No rule tests it."),
    fact("part-number", Type::Text)
        .phrase("the part number", "料号")
        .question("Which part number has it?", "料号是什么？")
        .help("Your own or the maker's. No rule tests it."),
    fact("hs-code", Type::Text)
        .phrase("the customs tariff number", "海关商品编号")
        .question("Under which tariff number is it declared?", "以哪个海关商品编号申报？")
        .help("Of the country of export, without dots. It helps to find an entry and decides nothing: control follows the description."),
    fact("origin", Type::Code(CodeListId::COUNTRY))
        .phrase("the country of origin", "原产地")
        .question("Which country or territory is the origin of the item?", "原产于哪个国家或地区？")
        .help("For a mineral, where it was mined; for goods made of several things, where the last substantial working took place; for technology, where it was developed.")
        .answered_by(Answerer::Supplier, AskCost::Document),
    from_supplier("made-in", Type::Code(CodeListId::COUNTRY))
        .phrase("the place where it was made", "生产地")
        .question("Where was it made?", "在哪个国家或地区生产？")
        .help("Where it got the form in which it is sold; for a raw mineral, where it was dug."),
    from_supplier("made-with-chinese-rare-earth-technology", Type::YesNo)
        .phrase("it was made with Chinese rare-earth technology", "使用原产于中国的稀土技术生产")
        .denial("it was not made with Chinese rare-earth technology", "未使用原产于中国的稀土技术生产")
        .question("Was it made with technology from China for rare-earth mining, separation, metal making, magnet making or recycling?", "是否使用原产于中国的稀土开采、冶炼分离、金属冶炼、磁材制造或二次资源回收利用技术生产？")
        .help("Announcement 61 of 2025, article 1(2). What makes technology Chinese, and how much change makes it another, is defined nowhere that we know; where the maker cannot tell, leave it unknown."),
    from_supplier("made-with-technology-field", Type::Set(CodeListId::TECHNOLOGY_FIELD))
        .phrase("the fields of the Chinese technology with which it was made", "生产所用中国技术的领域")
        .question("In which fields was Chinese technology used to make it?", "生产中使用了哪些领域的中国技术？")
        .help("Every field in which technology from China was used. An empty set says that there was none."),
    from_supplier("made-with-chinese-equipment", Type::YesNo)
        .phrase("it was made or mined with Chinese equipment", "使用中国设备开采或生产")
        .denial("it was not made or mined with Chinese equipment", "未使用中国设备开采或生产")
        .question("Was it mined or made with equipment from China?", "是否使用中国设备开采或生产？")
        .help("Machines, as against know-how. No rule of announcement 61 of 2025 turns on machines alone, but reports often mean them."),
    fact("value", Type::Money)
        .phrase("the value", "价值")
        .question("What is the item worth?", "物项价值是多少？")
        .help("One piece or the whole lot, on the same basis as the values of its parts. Which basis the authorities want (invoice, ex works, cost) is published nowhere that we know; note yours."),
    fact("mass", Type::Quantity(Dimension::Mass))
        .phrase("the mass", "质量（重量）")
        .question("What does it weigh?", "质量（重量）是多少？")
        .help("Net, without packing: `1200 kg`, `10 g`."),
    fact("close-to-control-threshold", Type::YesNo)
        .phrase("its parameters are close to a control threshold without reaching it", "参数接近管制阈值但未达到")
        .denial("its parameters are not close to a control threshold", "参数不接近管制阈值")
        .question("Are its parameters close to a control threshold without reaching it?", "其参数是否接近但未达到管制指标？")
        .help("Announcement 56 of 2025 and its sisters ask that such goods be declared as not controlled, with their real parameters. How close is close is not said.")
        .judged(),
    fact("dual-use", Type::YesNo)
        .phrase("it has military uses besides its civil ones, or helps to raise military potential", "兼具民用和军事用途或有助于提升军事潜力")
        .denial("it has only civil uses", "仅有民用用途")
        .question("Has it military uses besides civil ones, or does it help to raise military potential?", "是否兼具民用和军事用途，或有助于提升军事潜力？")
        .help("China defines dual-use items by what they can serve, not by whether they are listed (Dual-Use Items Regulations, article 2). For listed items the answer is yes.")
        .judged(),
    fact("licensing-authority-consulted", Type::YesNo)
        .phrase("the authority was asked whether it is controlled", "已就是否属于管制物项咨询主管机关")
        .denial("the authority was not asked whether it is controlled", "未就是否属于管制物项咨询主管机关")
        .question("Has the authority been asked whether the item is controlled?", "是否已就该物项是否受管制咨询主管机关？")
        .help("China's ministry answers such questions under the Dual-Use Items Regulations, article 14."),
    from_supplier("on-other-cn-control-list-entry", Type::YesNo)
        .phrase("it is in an entry of China's dual-use list that the rulebooks do not model", "属于规则库未收录的中国两用物项出口管制清单条目")
        .denial("it is in no other entry of China's dual-use list", "不属于规则库未收录的中国两用物项出口管制清单条目")
        .question("Is it in any other entry of China's dual-use export control list?", "是否属于中国两用物项出口管制清单的其他条目？")
        .help("The list has about 700 entries, of which the rulebooks model those on rare earths, gallium, germanium, graphite, antimony, tungsten, tellurium, bismuth, molybdenum, indium, superhard materials and batteries. Those are not asked for here: classify the item against the rest."),
    from_supplier("on-jp-control-list", Type::YesNo)
        .phrase("it is in rows 1 to 15 of Japan's export control list", "属于日本出口贸易管理令附表第一第1至15项")
        .denial("it is in none of rows 1 to 15 of Japan's export control list", "不属于日本出口贸易管理令附表第一第1至15项")
        .question("Is it in rows 1 to 15 of appended table 1 of Japan's Export Trade Control Order (or of the Foreign Exchange Order, for technology)?", "是否属于日本《出口贸易管理令》附表第一（技术为《外汇令》附表）第1至15项？")
        .help("The maker's classification sheet (gaihi hantei) says so. The rows are not modelled; each has its values in a ministerial ordinance."),
    from_supplier("on-other-pk-control-list-entry", Type::YesNo)
        .phrase("it is in an entry of Pakistan's control lists other than those of thorium and uranium", "属于巴基斯坦管制清单中除钍、铀以外的条目")
        .denial("it is in no other entry of Pakistan's control lists", "不属于巴基斯坦管制清单的其他条目")
        .question("Is it in any other entry of Pakistan's control lists?", "是否属于巴基斯坦管制清单的其他条目？")
        .help("The text of the lists is not public where we could read it; the Strategic Export Control Division has it. They follow the numbering of the nuclear, missile and chemical supplier regimes.")
        .answered_by(Answerer::Authority, AskCost::Authority),
    fact("usable-in-wmd-or-delivery", Type::YesNo)
        .phrase("it could also be used in nuclear or biological weapons or their delivery", "亦可用于核武器、生物武器或其运载工具")
        .denial("it could not be used in nuclear or biological weapons or their delivery", "不可用于核武器、生物武器或其运载工具")
        .question("Could these goods of commercial use also be used in nuclear or biological weapons or their delivery?", "该商用货物是否亦可用于核武器、生物武器或其运载工具？")
        .help("Pakistan's export policy orders ask for a no-objection certificate then. It is about what the goods could do, not what this buyer intends.")
        .judged(),
    fact("regulated-therapeutic", Type::YesNo)
        .phrase("it is a therapeutic product that the drug authority regulates", "属于药监部门监管的治疗性产品")
        .denial("it is not a regulated therapeutic product", "不属于受监管的治疗性产品")
        .question("Is it a therapeutic product that the drug authority regulates?", "是否属于药监部门监管的治疗性产品？")
        .help("The exception to Pakistan's ban on exports to India (Export Policy Order 2020, paragraph 4(2))."),
];
