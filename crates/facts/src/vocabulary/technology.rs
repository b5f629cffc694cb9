//! Facts about technology, software and services.

use super::{Answerer, AskCost, FactDefinition, Scope, Type};
use crate::codes::CodeListId;

const fn fact(path: &'static str, ty: Type) -> FactDefinition {
    FactDefinition::new(Scope::Item, path, ty).answered_by(Answerer::Exporter, AskCost::Document)
}

pub(super) const FACTS: &[FactDefinition] = &[
    fact("technology-field", Type::Set(CodeListId::TECHNOLOGY_FIELD))
        .phrase("the fields of the technology", "技术领域")
        .question("Which fields does the technology or help belong to?", "该技术或服务属于哪些领域？")
        .help("Of technology, software, a carrier of technology, or help. For goods that were made with someone's technology there is another fact."),
    fact("technology-subject", Type::Set(CodeListId::TECHNOLOGY_SUBJECT))
        .phrase("what the technology is about", "技术内容")
        .question("What is the technology or help about: the process, or assembling, commissioning, maintaining, repairing or upgrading a line?", "技术或服务的内容是工艺本身，还是生产线的装配、调试、维护、维修或升级？")
        .help("Entry 1E902.a is about the process and its carriers, 1E902.b about the life of a production line."),
    fact("technology-magnet-family", Type::Set(CodeListId::MAGNET_FAMILY))
        .phrase("the magnets that the technology makes", "技术所制造的磁材种类")
        .question("Which magnets does the technology make?", "该技术用于制造哪些磁材？")
        .help("Announcement 62 of 2025 means samarium-cobalt, neodymium-iron-boron and cerium magnets."),
    fact("carries-technology", Type::YesNo)
        .phrase("it carries technology: drawings, specifications, parameters, programs or data", "系技术载体")
        .denial("it carries no technology", "不承载技术")
        .question("Does it carry technology: drawings, specifications, parameters, programs, simulation data?", "是否承载图纸、规范、参数、程序、仿真数据等技术？")
        .help("A carrier is controlled as the technology on it. A finished product is not a carrier only because one could learn from it."),
    fact("public-domain", Type::YesNo)
        .phrase("the technology is in the public domain", "该技术已进入公有领域")
        .denial("the technology is not in the public domain", "该技术未进入公有领域")
        .question("Is the technology already in the public domain?", "该技术是否已进入公有领域？")
        .help("Published and open to anyone before this transaction: books, papers, published patents. What this transaction would itself make public does not count."),
    fact("basic-research", Type::YesNo)
        .phrase("the technology is part of basic scientific research", "该技术属于基础科学研究")
        .denial("the technology is not part of basic scientific research", "该技术不属于基础科学研究")
        .question("Is it part of basic scientific research?", "是否属于基础科学研究中的技术？")
        .help("Research that seeks knowledge as such, with no particular product or process in view.")
        .judged(),
    fact("patent-application", Type::YesNo)
        .phrase("the technology is what an ordinary patent application needs", "该技术为普通专利申请所必需")
        .denial("the technology is not needed for an ordinary patent application", "该技术并非普通专利申请所必需")
        .question("Is it only what an ordinary patent application needs?", "是否仅为普通专利申请所必需？")
        .help("The least that the application must disclose."),
    fact("publishes-controlled-technology", Type::YesNo)
        .phrase("it makes technology public that was not public before", "向不特定对象公开尚未公开的技术")
        .denial("it makes no technology public", "不涉及公开尚未公开的技术")
        .question("Does the transaction publish technology that was not public before?", "是否向不特定对象公开尚未进入公有领域的技术？")
        .help("On a web page, at a fair, in an open lecture. Announcement 62 of 2025, article 6, treats it as an export without a licence."),
    fact("ordinary-use-only", Type::YesNo)
        .phrase("it is the least that using the sold goods takes", "仅为使用所售货物所必需的最低限度技术")
        .denial("it is more than using the sold goods takes", "超出使用所售货物所必需的最低限度")
        .question("Is it no more than what installing and using the sold goods takes?", "是否仅为安装、使用所售货物所必需？")
        .help("A user's manual, as against a recipe. No exemption for it is known in China's rare-earth announcements."),
];
