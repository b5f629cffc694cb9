//! Facts about the movement: what kind it is, when, from where to where, and the
//! papers that go with it.

use super::{Answerer, AskCost, FactDefinition, Scope, Type};
use crate::codes::CodeListId;

const fn fact(path: &'static str, ty: Type) -> FactDefinition {
    FactDefinition::new(Scope::Shipment, path, ty)
}

pub(super) const FACTS: &[FactDefinition] = &[
    fact("kind", Type::Code(CodeListId::TRANSACTION_KIND))
        .phrase("the kind of transaction", "交易类型")
        .question("What kind of transaction is it?", "这是哪一类交易？")
        .help("An export leaves the country where the goods were made or kept; a re-export sends on goods that came from a third country; a deemed export gives technology to a foreign person without crossing a border. Several laws ask for the kind, so state the one that fits from where you stand."),
    fact("date", Type::Date)
        .phrase("the day on which it leaves", "离境日期")
        .question("On which day does it leave?", "货物（或技术）于哪一天离境？")
        .help("The event date: the day on which the goods leave, or the technology is passed on. The law of this day is applied unless you ask for another. Where only a range is known, state the range."),
    fact("contract-date", Type::Date)
        .phrase("the day of the contract", "合同签订日期")
        .question("On which day was the contract made?", "合同于哪一天签订？")
        .help("Asked only where a law treats contracts made before a day differently."),
    fact("from", Type::Code(CodeListId::COUNTRY))
        .phrase("the place from which it leaves", "启运地")
        .question("From which country or territory does it leave?", "从哪个国家或地区启运？")
        .help("Where the goods are when they set out, or where the technology is given from; not where they were made. Hong Kong, Macao and Taiwan have codes of their own (HK, MO, TW)."),
    fact("destination", Type::Code(CodeListId::COUNTRY))
        .phrase("the final destination", "最终目的地")
        .question("Which country or territory is the final destination?", "最终目的国家或地区是哪里？")
        .help("Where the goods or the technology are to stay, not where they change ships.")
        .answered_by(Answerer::Customer, AskCost::Document),
    fact("transit-through", Type::Set(CodeListId::COUNTRY))
        .phrase("the countries passed on the way", "途经国家或地区")
        .question("Through which countries or territories does it pass on the way?", "途经哪些国家或地区？")
        .help("Every place where the goods are landed, reloaded or carried through. An empty set says that there is none."),
    fact("from-bonded-zone", Type::YesNo)
        .phrase("it leaves from a bonded zone", "货物自综合保税区等海关特殊监管区域离境")
        .denial("it does not leave from a bonded zone", "货物并非自海关特殊监管区域离境")
        .question("Does it leave from a bonded zone or another customs-supervised place?", "是否自海关特殊监管区域或保税场所离境？")
        .help("Leaving a bonded zone for abroad counts as export under China's Export Control Law, article 45."),
    fact("into-bonded-zone", Type::YesNo)
        .phrase("it goes from inside the country into, or between, bonded zones", "货物在境内进入海关特殊监管区域或在区域之间流转")
        .denial("it does not stay within the country's bonded zones", "货物并非在境内海关特殊监管区域流转")
        .question("Does it only move into or between bonded zones inside the country?", "是否仅在境内进入保税区域或在保税区域之间流转？")
        .help("Such a move needs no licence under China's Dual-Use Items Regulations, article 48; customs supervise it."),
    fact("processing-trade", Type::YesNo)
        .phrase("it is made under processing trade with foreign materials", "货物属于加工贸易项下")
        .denial("it is not made under processing trade", "货物不属于加工贸易项下")
        .question("Are these goods of processing trade, or foreign goods sent back?", "是否属于加工贸易或退运货物？")
        .help("Inward processing or the return of imported materials. No exemption is known for it; customs have fined exporters who thought otherwise."),
    fact("value", Type::Money)
        .phrase("the value of the whole shipment", "货物总值")
        .question("What is the value of the whole shipment?", "整批货物的总值是多少？")
        .help("The invoice value of all lines together, with the currency: `12500 USD`."),
    fact("sample", Type::YesNo)
        .phrase("it is a sample: a limited quantity, clearly such, of no commercial value", "货物属于数量有限、明显为样品且无商业价值的样品")
        .denial("it is not a sample of no commercial value", "货物不属于无商业价值的样品")
        .question("Is it a sample: a limited quantity, clearly a sample, of no commercial value?", "是否为数量有限、明显为样品且无商业价值的样品？")
        .help("Pakistan's export policy orders know such samples. China's rare-earth announcements have no exemption for samples: there a sample is an export like any other."),
    fact("carried-by-hand-or-post", Type::YesNo)
        .phrase("it is carried by a traveller or sent by post or courier", "货物由旅客携带或以邮件、快件寄递")
        .denial("it is sent as ordinary freight", "货物以一般货运方式运输")
        .question("Is it carried by a traveller, or sent by post or courier?", "是否由旅客携带或以邮件、快件寄递？")
        .help("The way of leaving changes no licence requirement; it tells which declaration is made."),
    fact("mofcom-licence-held", Type::YesNo)
        .phrase("a licence of China's Ministry of Commerce covers it", "已取得商务部两用物项出口许可")
        .denial("no licence of China's Ministry of Commerce covers it", "未取得商务部两用物项出口许可")
        .question("Does a dual-use licence of China's Ministry of Commerce already cover it?", "是否已取得涵盖本次交易的商务部两用物项出口许可？")
        .help("A single or general licence, valid on the day, for these items, this end user and this use. A second shipment on a single licence is not covered."),
    fact("general-licence-used", Type::YesNo)
        .phrase("it is to go under a general licence", "拟使用通用许可出口")
        .denial("it is not to go under a general licence", "不使用通用许可出口")
        .question("Is it to go under a general licence?", "是否拟使用通用许可出口？")
        .help("A general licence of China's Ministry of Commerce for many exports. It cannot serve parties on the watch list."),
    fact("self-service-certificate-used", Type::YesNo)
        .phrase("it is to go under a self-service export certificate of China", "拟凭登记填报信息获得的出口凭证出口")
        .denial("it is not to go under a self-service export certificate", "不使用登记填报信息获得的出口凭证")
        .question("Is it to go under an export certificate obtained by registering the export (China's self-service certificate)?", "是否拟凭登记填报信息获得的出口凭证出口？")
        .help("For specified dual-use items only, and for a closed list of cases: repair, trial or test and return; exhibitions and return; parts for civil aircraft. Dual-Use Items Regulations, article 19."),
    fact("technology-export-licence-held", Type::YesNo)
        .phrase("a technology export licence covers it", "已取得技术出口许可证")
        .denial("no technology export licence covers it", "未取得技术出口许可证")
        .question("Does a technology export licence of the commerce authorities cover it?", "是否已取得技术出口许可证？")
        .help("The licence of China's Technology Import and Export Regulations for restricted technology. It is another paper than a dual-use licence, and prohibited technology can have none."),
    fact("secdiv-licence-held", Type::YesNo)
        .phrase("a licence of Pakistan's Strategic Export Control Division covers it", "已取得巴基斯坦战略出口管制司许可")
        .denial("no licence of Pakistan's Strategic Export Control Division covers it", "未取得巴基斯坦战略出口管制司许可")
        .question("Does a licence of Pakistan's Strategic Export Control Division (SECDIV) cover it?", "是否已取得巴基斯坦战略出口管制司（SECDIV）许可？")
        .help("The licence of the Export Control (Licensing and Enforcement) Rules 2009, which comes after registration."),
    fact("secdiv-no-objection-held", Type::YesNo)
        .phrase("Pakistan's Strategic Export Control Division has stated that it has no objection", "巴基斯坦战略出口管制司已出具无异议证明")
        .denial("Pakistan's Strategic Export Control Division has given no no-objection certificate", "巴基斯坦战略出口管制司未出具无异议证明")
        .question("Has Pakistan's Strategic Export Control Division given a no-objection certificate?", "巴基斯坦战略出口管制司是否已出具无异议证明（NOC）？")
        .help("Pakistan's export policy orders ask for it for goods of commercial use that could serve nuclear or biological weapons or their delivery."),
    fact("end-user-undertaking-binds", Type::YesNo)
        .phrase("an end-user undertaking given to China's Ministry of Commerce binds the goods", "货物受向商务部出具的最终用户承诺约束")
        .denial("no end-user undertaking given to China's Ministry of Commerce binds the goods", "货物不受向商务部出具的最终用户承诺约束")
        .question("Did these goods come out of China under an end-user undertaking?", "货物出口自中国时是否出具过最终用户和最终用途承诺？")
        .help("Under the Dual-Use Items Regulations, article 24, an end user promises not to change the use or pass the goods on without consent. Look at the papers of the purchase.")
        .answered_by(Answerer::Supplier, AskCost::Supplier),
    fact("mofcom-consents-to-transfer", Type::YesNo)
        .phrase("China's Ministry of Commerce has consented to passing it on", "商务部已同意转让给第三方")
        .denial("China's Ministry of Commerce has not consented to passing it on", "商务部未同意转让给第三方")
        .question("Has China's Ministry of Commerce consented to the goods being passed on?", "商务部是否已同意将货物转让给第三方？")
        .help("Asked where an end-user undertaking binds the goods.")
        .answered_by(Answerer::Authority, AskCost::Authority),
    fact("final-destination-declared", Type::YesNo)
        .phrase("the final destination is declared to customs", "已向海关申报最终目的国家（地区）")
        .denial("the final destination is not declared to customs", "未向海关申报最终目的国家（地区）")
        .question("Is the final destination declared to customs?", "是否已向海关申报最终目的国家（地区）？")
        .help("Announcement 61 of 2025, article 7, asks it of exporters in China."),
    fact("compliance-notice-given", Type::YesNo)
        .phrase("a compliance notice goes with it to the next party", "已向下一方提供《合规告知书》")
        .denial("no compliance notice goes with it", "未提供《合规告知书》")
        .question("Is a compliance notice given to the next party?", "是否已向下一方提供《合规告知书》？")
        .help("The notice of announcement 61 of 2025, article 7, which travels down the chain with controlled items."),
    fact("customs-questioned", Type::YesNo)
        .phrase("customs have questioned the goods", "海关已对货物提出质疑")
        .denial("customs have not questioned the goods", "海关未对货物提出质疑")
        .question("Have customs questioned whether the goods are controlled?", "海关是否已就货物是否属于管制物项提出质疑？")
        .help("While China's customs question goods, they are not released."),
    fact("customs-questioned-on", Type::Date)
        .phrase("the day on which customs questioned the goods", "海关提出质疑的日期")
        .question("On which day did the notice of customs arrive?", "海关质疑通知书于哪一天送达？")
        .help("The time for the answer runs from this day. It decides no verdict; with it, the last day for the answer is counted."),
    fact("application-accepted", Type::Date)
        .phrase("the day on which the authority accepted the application for a licence", "主管部门受理许可申请的日期")
        .question("On which day did the authority accept the application for a licence?", "主管部门于哪一天受理许可申请？")
        .help("The authority's time to decide runs from this day. It decides no verdict; with it, the last day for the decision is counted.")
        .answered_by(Answerer::Authority, AskCost::Document),
    fact("amendment-accepted", Type::Date)
        .phrase("the day on which the authority accepted the application to change a licence", "主管部门受理许可变更申请的日期")
        .question("On which day did the authority accept the application to change the licence?", "主管部门于哪一天受理许可变更申请？")
        .help("The authority's time to decide on a change of the licence runs from this day. It decides no verdict.")
        .answered_by(Answerer::Authority, AskCost::Document),
];
