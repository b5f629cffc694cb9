//! Facts about what the goods, the technology or the help are for.

use exeat_value::Dimension;

use super::{Answerer, AskCost, FactDefinition, Scope, Type};
use crate::codes::CodeListId;

const fn fact(path: &'static str, ty: Type) -> FactDefinition {
    FactDefinition::new(Scope::EndUse, path, ty).answered_by(Answerer::Customer, AskCost::Supplier)
}

pub(super) const FACTS: &[FactDefinition] = &[
    fact("purpose", Type::Set(CodeListId::END_USE_PURPOSE))
        .phrase("the purposes of use", "最终用途")
        .question("What will it be used for?", "将用于什么用途？")
        .help("Every purpose that is known, from the end-user and end-use certificate. Stating the set says that it is complete: a purpose left out is taken to be absent."),
    fact("place", Type::Code(CodeListId::COUNTRY))
        .phrase("the place of use", "使用地")
        .question("In which country or territory will it be used?", "将在哪个国家或地区使用？")
        .help("Where the end user puts it to use, which may differ from where it is delivered."),
    fact("description", Type::Text)
        .phrase("the use as the end user states it", "最终用户所述用途")
        .question("How does the end user describe the use?", "最终用户如何描述其用途？")
        .help("In the end user's words, for the reader of the file."),
    fact("logic-node-size", Type::Quantity(Dimension::Length))
        .phrase("the node size of the logic chips", "逻辑芯片制程")
        .question("Which node do the logic chips have that it serves?", "所服务的逻辑芯片制程是多少？")
        .help("In nanometres: `14 nm`. For equipment and materials, the node that they are for."),
    fact("memory-layers", Type::Quantity(Dimension::Count))
        .phrase("the layers of the memory chips", "存储芯片层数")
        .question("How many layers do the memory chips have that it serves?", "所服务的存储芯片有多少层？")
        .help("A count of layers: `256 layers`."),
    fact("possible-military-use", Type::YesNo)
        .phrase("it may be used for a military purpose", "可能被用于军事用途")
        .denial("nothing points to a military use", "没有迹象表明用于军事用途")
        .question("Could it be used for a military purpose, as far as you know or must suspect?", "就您所知或应知，是否可能被用于军事用途？")
        .help("Not the stated purpose but the possible one. Weigh the end user, its other customers and what it asked for. An authority's letter settles it.")
        .judged(),
    fact("raises-military-potential", Type::YesNo)
        .phrase("it helps to raise military strength", "有助于提升军事实力或军事潜力")
        .denial("it does not help to raise military strength", "无助于提升军事实力或军事潜力")
        .question("Would it help to raise the military strength of the country of the end user?", "是否有助于提升最终用户所在国的军事实力或军事潜力？")
        .help("Announcement 61 of 2025, article 3, and announcement 1 of 2026 (Japan) ask it of the use and of the user.")
        .judged(),
    fact("possible-wmd-use", Type::YesNo)
        .phrase("it may serve weapons of mass destruction or their delivery", "可能被用于大规模杀伤性武器及其运载工具")
        .denial("nothing points to weapons of mass destruction or their delivery", "没有迹象表明用于大规模杀伤性武器及其运载工具")
        .question("Could it serve nuclear, chemical or biological weapons or their delivery?", "是否可能被用于大规模杀伤性武器及其运载工具？")
        .help("As far as you know, must suspect, or have been told. Most countries' catch-all rules turn on this fact.")
        .judged(),
    fact("possible-terrorist-use", Type::YesNo)
        .phrase("it may serve terrorism", "可能被用于恐怖主义目的")
        .denial("nothing points to terrorism", "没有迹象表明用于恐怖主义目的")
        .question("Could it serve terrorism?", "是否可能被用于恐怖主义目的？")
        .help("As far as you know, must suspect, or have been told.")
        .judged(),
    fact("endangers-national-security", Type::YesNo)
        .phrase("it may harm China's national security and interests", "可能危害中国国家安全和利益")
        .denial("nothing points to harm to China's national security and interests", "没有迹象表明危害中国国家安全和利益")
        .question("Could it harm China's national security and interests?", "是否可能危害中国国家安全和利益？")
        .help("The first limb of China's catch-all rule (Export Control Law, article 12). The ministry decides in the end; ask it when in doubt.")
        .judged(),
    fact("known-for-overseas-rare-earth-activity", Type::YesNo)
        .phrase("it is known to be for rare-earth mining, separation, metal making, magnet making or recycling outside China", "明知用于境外稀土开采、冶炼分离、金属冶炼、磁材制造或二次资源回收利用活动")
        .denial("it is not known to be for rare-earth activity outside China", "不知其用于境外稀土活动")
        .question("Do you know it to be for rare-earth mining, separation, metal making, magnet making or recycling outside China?", "是否明知其将用于境外稀土开采、冶炼分离、金属冶炼、磁材制造或二次资源回收利用？")
        .help("The catch-all of announcement 62 of 2025, article 1, for goods, technology and services on no list."),
    fact("substantially-helps-overseas-rare-earth-activity", Type::YesNo)
        .phrase("it gives substantial help to rare-earth activity outside China", "对境外稀土活动有实质性帮助")
        .denial("it gives no substantial help to rare-earth activity outside China", "对境外稀土活动无实质性帮助")
        .question("Does it give substantial help or support to rare-earth activity outside China?", "是否对境外稀土开采、冶炼分离、金属冶炼、磁材制造或二次资源回收利用提供实质性帮助或支持？")
        .help("Announcement 62 of 2025, articles 1 and 7. Weigh how far the activity could go on without it.")
        .judged(),
    fact("told-by-authority", Type::YesNo)
        .phrase("the authority has told the exporter that a licence is needed", "主管机关已通知出口方须取得许可")
        .denial("no authority has told the exporter that a licence is needed", "主管机关未通知出口方须取得许可")
        .question("Has an authority told you that this item, use or end user needs a licence?", "主管机关是否已通知该物项、用途或最终用户须取得许可？")
        .help("A letter or notice to the exporter itself, which sets off the catch-all rules of many countries.")
        .answered_by(Answerer::Exporter, AskCost::Document),
    fact("undertaking-not-to-harm-given", Type::YesNo)
        .phrase("an undertaking not to harm China's security is given", "已出具不危害中国国家安全和利益的承诺")
        .denial("no undertaking not to harm China's security is given", "未出具不危害中国国家安全和利益的承诺")
        .question("Is an undertaking given that the items will not harm China's security and interests?", "是否已承诺该物项不用于危害中国国家安全和利益的活动？")
        .help("Goes with the report after a humanitarian export under announcement 61 of 2025, article 5."),
];
