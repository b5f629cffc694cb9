//! Facts that the Export Administration Regulations of the United States ask for.

use super::{Answerer, AskCost, FactDefinition, Scope, Type};
use crate::codes::CodeListId;

const fn shipment(path: &'static str, ty: Type) -> FactDefinition {
    FactDefinition::new(Scope::Shipment, path, ty)
}

const fn end_use(path: &'static str, ty: Type) -> FactDefinition {
    FactDefinition::new(Scope::EndUse, path, ty)
}

const fn item(path: &'static str, ty: Type) -> FactDefinition {
    FactDefinition::new(Scope::Item, path, ty).answered_by(Answerer::Supplier, AskCost::Supplier)
}

const fn party(path: &'static str, ty: Type) -> FactDefinition {
    FactDefinition::new(Scope::Party, path, ty)
}

/// A fact that a search of the published lists answers.
const fn listed(path: &'static str, ty: Type) -> FactDefinition {
    party(path, ty).answered_by(Answerer::Screening, AskCost::Document)
}

pub(super) const FACTS: &[FactDefinition] = &[
    // --- the item ---------------------------------------------------------------
    item("eccn", Type::Code(CodeListId::ECCN))
        .phrase("the export control classification number", "出口管制分类编码（ECCN）")
        .question("Which export control classification number (ECCN) has it, or is it EAR99?", "出口管制分类编码（ECCN）是什么，还是EAR99？")
        .help("The entry of the United States Commerce Control List, without its paragraphs; `EAR99` for what stands in none. Classify in the order of supplement 4 to part 774: munitions list, 9x515 and 600 series, other entries."),
    item("us-controls", Type::Set(CodeListId::US_CONTROL))
        .phrase("the partial controls of its entry that reach it", "所属款项适用的管制原因")
        .question("Of the controls that its entry applies to some of its paragraphs only, which apply to this item?", "对于该条目中仅适用于部分款项的管制，哪些适用于该物项？")
        .help("Asked where the list of reasons in an entry names paragraphs, as in `NP applies to 1A002.b.1`. Read the entry with the item's paragraph in hand; stating the set says that it is complete. Controls of the whole entry need not be repeated."),
    item("us-exclusion", Type::Code(CodeListId::US_EXCLUSION))
        .phrase("what takes it out of the Export Administration Regulations", "不受出口管理条例管辖的原因")
        .question("Does anything take it out of the Export Administration Regulations: another agency of the United States, print, publication, research?", "是否因其他机构专属管辖、印刷品、公开、基础研究等而不受出口管理条例管辖？")
        .help("Section 734.3(b). For goods that no other agency of the United States controls, `none`. A classification or an advisory opinion is no finding of jurisdiction."),
    item("us-content", Type::YesNo)
        .phrase("it holds parts, software or technology from the United States", "含有源自美国的零部件、软件或技术")
        .denial("it holds nothing from the United States", "不含源自美国的零部件、软件或技术")
        .question("Does this foreign-made item hold parts, bundled software or technology from the United States?", "该境外制造物项是否含有源自美国的零部件、捆绑软件或技术？")
        .help("What is built in, serves its function and travels with it. Technology or software used only to design or to make it is not in it (supplement 2 to part 734); that is the question of the direct product."),
    item("us-direct-product", Type::Set(CodeListId::US_DIRECT_PRODUCT))
        .phrase("the foreign direct product rules whose product scope it meets", "符合产品范围的外国直接产品规则")
        .question("Which foreign direct product rules does this foreign-made item meet by what it is and how it was made?", "该境外制造物项在产品范围上符合哪些外国直接产品规则？")
        .help("Section 734.9: the immediate product of named technology or software of the United States, or made by a plant or major component of a plant that is such a product. An empty set says that it is none. Suppliers may certify it (supplement 1 to part 734)."),
    item("us-de-minimis-report-filed", Type::YesNo)
        .phrase("the one-time report on commingled technology was filed 30 days ago or more", "混合技术的一次性报告已提交满30日")
        .denial("no one-time report on commingled technology was filed 30 days ago", "混合技术的一次性报告未提交或未满30日")
        .question("Was the one-time report on commingled technology filed with BIS at least 30 days ago, without objection?", "是否已向美国商务部产业与安全局提交混合技术的一次性报告满30日且未被反对？")
        .help("Supplement 2 to part 734, paragraph (b): without it technology with content from the United States has no de minimis level.")
        .answered_by(Answerer::Exporter, AskCost::Document),
    item("us-supplements", Type::Set(CodeListId::US_SUPPLEMENT_746))
        .phrase("the lists of part 746 that name it", "列名的第746部分补编")
        .question("Which lists of part 746 (supplements 2, 4, 5, 6, 7, business software) name it?", "第746部分的哪些补编（2、4、5、6、7、企业软件）列有该物项？")
        .help("Mostly by tariff number of the United States. Graphite, tungsten, antimony, titanium, zirconium, magnesium and beryllium stand in supplement 4. An empty set says that none names it.")
        .answered_by(Answerer::Exporter, AskCost::Document),
    item("us-food-or-medicine", Type::YesNo)
        .phrase("it is food or medicine that no entry names", "系清单外食品或药品")
        .denial("it is neither food nor medicine", "不是食品或药品")
        .question("Is it food or medicine (EAR99)?", "是否为食品或药品（EAR99）？")
        .help("The embargoes on North Korea, Syria and the occupied parts of Ukraine leave it out.")
        .answered_by(Answerer::Exporter, AskCost::Document),
    item("us-mass-market", Type::YesNo)
        .phrase("it is a mass-market encryption item of 5A992.c or 5D992.c", "系5A992.c或5D992.c大众市场加密物项")
        .denial("it is no mass-market encryption item", "不是大众市场加密物项")
        .question("Is it a mass-market encryption item of 5A992.c or 5D992.c, classified as such?", "是否为已归类的5A992.c或5D992.c大众市场加密物项？")
        .help("Section 740.17 and note 3 to category 5, part 2."),
    item("us-lvs-limit", Type::Money)
        .phrase("the value limit that its entry sets for it", "条目为其款项规定的限额")
        .question("Which value limit does its entry set for its paragraph under licence exception LVS?", "条目就其款项规定的LVS限额是多少？")
        .help("Asked where an entry sets limits by paragraph; `0 USD` where it says not applicable.")
        .answered_by(Answerer::Exporter, AskCost::Document),
    item("us-gbs-named", Type::YesNo)
        .phrase("its entry opens licence exception GBS to it", "条目允许其款项使用GBS例外")
        .denial("its entry does not open licence exception GBS to it", "条目不允许其款项使用GBS例外")
        .question("Does its entry open licence exception GBS to its paragraph?", "条目是否允许其款项使用GBS例外？")
        .help("Asked where an entry opens it for some paragraphs only.")
        .answered_by(Answerer::Exporter, AskCost::Document),
    item("us-tsr-named", Type::YesNo)
        .phrase("its entry opens licence exception TSR to it", "条目允许其款项使用TSR例外")
        .denial("its entry does not open licence exception TSR to it", "条目不允许其款项使用TSR例外")
        .question("Does its entry open licence exception TSR to its paragraph?", "条目是否允许其款项使用TSR例外？")
        .help("Asked where an entry opens it for some paragraphs only.")
        .answered_by(Answerer::Exporter, AskCost::Document),
    item("us-sta-barred", Type::YesNo)
        .phrase("its entry bars licence exception STA for it and this destination", "条目禁止其款项就该目的地使用STA例外")
        .denial("its entry does not bar licence exception STA for it", "条目未禁止其使用STA例外")
        .question("Does the paragraph on STA in its entry bar the exception for this item and this destination?", "条目中的STA款项是否禁止该物项就该目的地使用STA例外？")
        .help("Asked where an entry has such a paragraph for some of its items only.")
        .answered_by(Answerer::Exporter, AskCost::Document),
    item("us-schedule-b-value", Type::Money)
        .phrase("the value of what goes under one tariff number", "同一税号货物的价值")
        .question("What is the value of the goods under this one number of Schedule B?", "同一Schedule B税号下货物的价值是多少？")
        .help("All goods of that number from one exporter to one consignee on one conveyance. Electronic export information is due above 2,500 dollars, and in many cases below.")
        .answered_by(Answerer::Exporter, AskCost::Document),
    // --- the shipment -----------------------------------------------------------
    shipment("us-licence-exception", Type::Code(CodeListId::US_LICENCE_EXCEPTION))
        .phrase("the licence exception of the United States that is relied on", "所援用的美国许可例外")
        .question("Which licence exception of part 740 do you rely on, if any?", "拟援用第740部分的哪一项许可例外（如有）？")
        .help("Using an exception certifies that all its terms are met, and its code goes into the export declaration. Rulebooks test what can be tested; what is left comes as a duty. `none` asks for the answer without any."),
    shipment("us-order-value", Type::Money)
        .phrase("the net value of the order under its entry", "该条目项下订单净值")
        .question("What is the net value of the whole order under this entry, without freight?", "该条目项下整笔订单的净值（不含运费）是多少？")
        .help("Selling price or market price in the United States, whichever is higher, of everything under one classification number in one order."),
    shipment("us-lvs-year-total", Type::Money)
        .phrase("the value sent to the consignee under LVS in the calendar year, this order included", "本日历年内依LVS发往该收货人的累计价值（含本单）")
        .question("What will this consignee have received of this entry under LVS in the calendar year, this order included?", "含本单在内，该收货人本日历年依LVS收到的该条目货物累计价值是多少？")
        .help("Each ultimate and intermediate consignee by itself; the cap is twelve times the limit of the entry."),
    shipment("us-order-split", Type::YesNo)
        .phrase("an order was split or arranged to stay under a value limit", "为不超过限额而拆分或安排订单")
        .denial("no order was split to stay under a value limit", "未为不超过限额而拆分订单")
        .question("Was an order split or arranged so as to stay under a value limit?", "是否为不超过限额而拆分或安排订单？")
        .help("Section 740.3(d). One eligible order may travel in several parcels; several orders for one need may not be made of it."),
    shipment("us-written-assurance-held", Type::YesNo)
        .phrase("the consignee's written assurance is on file", "已取得收货人书面保证")
        .denial("the consignee's written assurance is not on file", "未取得收货人书面保证")
        .question("Is the written assurance of the consignee on file?", "是否已取得收货人的书面保证？")
        .help("Licence exception TSR, section 740.6(a), and supplement 2 to part 748, paragraph (o)."),
    shipment("us-sta-statement-held", Type::YesNo)
        .phrase("the consignee's prior statement for STA is on file", "已取得STA收货人事先声明")
        .denial("the consignee's prior statement for STA is not on file", "未取得STA收货人事先声明")
        .question("Is the prior statement of the consignee for licence exception STA on file?", "是否已取得收货人就STA例外作出的事先声明？")
        .help("Section 740.20(d)(2); governments of groups A:5 and A:6 need not give it."),
    shipment("us-encryption-request-filed", Type::YesNo)
        .phrase("the encryption classification request was filed 30 days ago or more", "加密归类申请已提交满30日")
        .denial("no encryption classification request was filed 30 days ago", "加密归类申请未提交或未满30日")
        .question("Was a classification request for the encryption item filed at least 30 days ago?", "加密物项归类申请是否已提交满30日？")
        .help("Section 740.17(b)(2), (b)(3) and (d)."),
    shipment("hong-kong-permit-held", Type::YesNo)
        .phrase("Hong Kong's import or export licence, or its word that none is needed, is on file", "已取得香港进出口许可证或无需许可证的书面说明")
        .denial("neither Hong Kong's licence nor its word that none is needed is on file", "未取得香港许可证或无需许可证的书面说明")
        .question("Is a copy of Hong Kong's licence, or of its written statement that none is needed, on file?", "是否持有香港许可证副本，或香港方面无需许可证的书面说明？")
        .help("Section 740.2(a)(19) and (20), before any licence exception for goods to or from Hong Kong."),
    shipment("to-occupied-ukraine", Type::YesNo)
        .phrase("it goes to Crimea or the occupied regions of Donetsk or Luhansk", "目的地为克里米亚或被占的顿涅茨克、卢甘斯克地区")
        .denial("it does not go to the occupied regions of Ukraine", "目的地并非乌克兰被占地区")
        .question("Does it go to Crimea, or to the so-called republics of Donetsk or Luhansk?", "目的地是否为克里米亚或所谓顿涅茨克、卢甘斯克“共和国”？")
        .help("Section 746.6. Asked where the destination is Ukraine or Russia.")
        .answered_by(Answerer::Customer, AskCost::Document),
    shipment("us-violation-known", Type::YesNo)
        .phrase("a party knows of a violation of the regulations that concerns the item", "有关方明知该物项涉及违反条例的行为")
        .denial("no party knows of a violation of the regulations that concerns the item", "有关方不知该物项涉及违反条例的行为")
        .question("Does anybody who acts know that a violation of the Export Administration Regulations has occurred with this item, is about to occur or is intended?", "行为人是否明知该物项已发生、即将发生或意图发生违反出口管理条例的行为？")
        .help("General prohibition 10. Who knows may not sell, send, finance, store, use or service it. Knowledge takes in awareness of a high probability.")
        .judged(),
    // --- the end use ------------------------------------------------------------
    end_use("us-restricted-uses", Type::Set(CodeListId::US_RESTRICTED_USE))
        .phrase("the end uses of part 744 that are known or must be suspected", "已知或应知的第744部分所列最终用途")
        .question("Which end uses of part 744 do you know of, have reason to know of, or have been told of?", "已知、应知或被告知涉及第744部分的哪些最终用途？")
        .help("Knowledge is also awareness of a high probability, and wilful avoidance of facts does not help (section 772.1). Work through the red flags of supplement 3 to part 732. An empty set says that there is none.")
        .answered_by(Answerer::Adviser, AskCost::Authority),
    end_use("informed-by-bis", Type::YesNo)
        .phrase("the Bureau of Industry and Security has told the exporter that a licence is needed", "美国商务部产业与安全局已通知须取得许可")
        .denial("the Bureau of Industry and Security has not told the exporter that a licence is needed", "美国商务部产业与安全局未通知须取得许可")
        .question("Has the Bureau of Industry and Security told you, in person or by a published notice, that a licence is needed?", "美国商务部产业与安全局是否已个别或公告通知须取得许可？")
        .help("The is-informed limbs of part 744.")
        .answered_by(Answerer::Exporter, AskCost::Document),
    // --- parties ----------------------------------------------------------------
    listed("on-us-entity-list", Type::YesNo)
        .phrase("it is on the Entity List of the United States", "已列入美国实体清单")
        .denial("it is not on the Entity List of the United States", "未列入美国实体清单")
        .question("Is it on the Entity List (supplement 4 to part 744) on that day?", "当日是否列入美国实体清单（第744部分补编4）？")
        .help("By name or alias. Who is only owned by listed parties is asked for by the share."),
    listed("us-entity-entry-covers-item", Type::YesNo)
        .phrase("it has an entry on the Entity List that reaches this item", "有适用于该物项的实体清单条目")
        .denial("it has no entry on the Entity List that reaches this item", "没有适用于该物项的实体清单条目")
        .question("Does the licence requirement in its entry on the Entity List reach this item?", "其实体清单条目所载许可要求是否适用于该物项？")
        .help("Most entries say `all items subject to the EAR`; some name items or leave EAR99 out. For an owned affiliate, read the entry of its listed owner."),
    listed("us-entity-review", Type::Code(CodeListId::US_REVIEW_POLICY))
        .phrase("the Entity List's review policy for it", "实体清单所载审查政策")
        .question("Which review policy does its entry on the Entity List state for this item?", "其实体清单条目就该物项规定的审查政策是什么？")
        .help("The column beside the licence requirement."),
    listed("us-entity-footnotes", Type::Set(CodeListId::US_ENTITY_FOOTNOTE))
        .phrase("the Entity List's footnotes to it", "实体清单条目脚注")
        .question("Which footnotes does its entry on the Entity List bear?", "其实体清单条目带有哪些脚注？")
        .help("Footnotes 1, 3, 4 and 5 bring foreign direct products in. An empty set says that there is none."),
    listed("on-us-denied-persons-list", Type::YesNo)
        .phrase("it is denied export privileges by the United States", "已被美国列入被拒绝人员清单")
        .denial("it is not denied export privileges by the United States", "未被美国列入被拒绝人员清单")
        .question("Is it on the Denied Persons List of the United States on that day?", "当日是否列入美国被拒绝人员清单？")
        .help("Orders of the Bureau of Industry and Security, temporary ones included."),
    listed("on-us-unverified-list", Type::YesNo)
        .phrase("it is on the Unverified List of the United States", "已列入美国未经核实清单")
        .denial("it is not on the Unverified List of the United States", "未列入美国未经核实清单")
        .question("Is it on the Unverified List (supplement 6 to part 744) on that day?", "当日是否列入美国未经核实清单（第744部分补编6）？")
        .help("No licence exception for it, and a statement from it before anything goes without a licence."),
    listed("on-us-meu-list", Type::YesNo)
        .phrase("it is on the Military End-User List of the United States", "已列入美国军事最终用户清单")
        .denial("it is not on the Military End-User List of the United States", "未列入美国军事最终用户清单")
        .question("Is it on the Military End-User List (supplement 7 to part 744) on that day?", "当日是否列入美国军事最终用户清单（第744部分补编7）？")
        .help("The list does not exhaust military end users in their own countries."),
    listed("on-us-sdn-list", Type::YesNo)
        .phrase("it is blocked by the United States Treasury", "已列入美国特别指定国民清单")
        .denial("it is not blocked by the United States Treasury", "未列入美国特别指定国民清单")
        .question("Is it on the list of specially designated nationals (OFAC) on that day?", "当日是否列入美国财政部特别指定国民清单（SDN）？")
        .help("Blocked persons of the Office of Foreign Assets Control."),
    listed("us-sdn-programme-of-part-744", Type::YesNo)
        .phrase("it is blocked under a programme that section 744.8 names", "因744.8所列项目被冻结")
        .denial("it is blocked under no programme that section 744.8 names", "并非因744.8所列项目被冻结")
        .question("Is it blocked under one of the programmes of section 744.8?", "是否因744.8所列制裁项目被冻结？")
        .help("NPWMD, FTO, SDGT, BELARUS, BELARUS-EO14038, RUSSIA-EO14024, UKRAINE-EO13660, -EO13661, -EO13662, -EO13685, ILLICIT-DRUGS-EO14059, SDNT, SDNTK and TCO."),
    listed("share-held-by-us-listed", Type::Share)
        .phrase("the share that parties on lists of the United States hold in it together", "美国清单主体合计持股比例")
        .question("What share of it do parties on the Entity List or the Military End-User List, or blocked under section 744.8, hold together?", "实体清单、军事最终用户清单及744.8所列冻结主体合计持有其多少股权？")
        .help("Direct and indirect, all listed owners added up. Where nobody can tell, that is a red flag to be resolved.")
        .answered_by(Answerer::Screening, AskCost::Supplier),
    listed("us-diversion-address", Type::YesNo)
        .phrase("it uses an address that the Entity List names for its risk of diversion", "使用实体清单所列高转移风险地址")
        .denial("it uses no address that the Entity List names", "未使用实体清单所列地址")
        .question("Does it use an address that stands on the Entity List by itself?", "是否使用实体清单单独列明的地址？")
        .help("Section 744.11(a): whoever uses it is treated as the entry says."),
    listed("on-us-supplement-8-list", Type::YesNo)
        .phrase("it is named in supplement 8 to part 740", "列于第740部分补编8")
        .denial("it is not named in supplement 8 to part 740", "未列于第740部分补编8")
        .question("Is it named in supplement 8 to part 740 (users in the United Arab Emirates)?", "是否列于第740部分补编8（阿联酋用户）？")
        .help("Each user is named for advanced computing, for licence exception STA or for both, some for a time."),
    party("us-military-end-user", Type::YesNo)
        .phrase("it is a military end user as section 744.21 means it", "属744.21所称军事最终用户")
        .denial("it is no military end user as section 744.21 means it", "不属744.21所称军事最终用户")
        .question("Is it a military end user: armed services, national guard or police, government intelligence, or anybody whose actions are meant to support military end uses?", "是否为军事最终用户：武装力量、国民警卫队、国家警察、政府情报机构，或旨在支持军事最终用途者？")
        .help("Section 744.21(g). A company that supports the operation, repair or production of military items is one, listed or not.")
        .judged(),
    party("us-military-intelligence-end-user", Type::YesNo)
        .phrase("it is a military-intelligence end user as section 744.22 means it", "属744.22所称军事情报最终用户")
        .denial("it is no military-intelligence end user as section 744.22 means it", "不属744.22所称军事情报最终用户")
        .question("Is it an intelligence or reconnaissance organisation of armed services, or of a national guard?", "是否为武装力量或国民警卫队的情报、侦察组织？")
        .help("Section 744.22(f)(2) names ten and does not exhaust them.")
        .judged(),
    party("headquarters", Type::Code(CodeListId::COUNTRY))
        .phrase("the seat of its headquarters or ultimate parent", "总部或最终母公司所在地")
        .question("In which country are its headquarters, or those of its ultimate parent?", "其总部或最终母公司位于哪个国家或地区？")
        .help("The rules on chips and computers ask for the parent's seat, wherever the branch acts.")
        .answered_by(Answerer::Screening, AskCost::Supplier),
];
