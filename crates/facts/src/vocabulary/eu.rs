//! Facts that the Union's dual-use regulation and the law of the United Kingdom ask for.

use super::{Answerer, AskCost, FactDefinition, Scope, Type};
use crate::codes::CodeListId;

const fn shipment(path: &'static str, ty: Type) -> FactDefinition {
    FactDefinition::new(Scope::Shipment, path, ty)
}

const fn end_use(path: &'static str, ty: Type) -> FactDefinition {
    FactDefinition::new(Scope::EndUse, path, ty)
}

const fn party(path: &'static str, ty: Type) -> FactDefinition {
    FactDefinition::new(Scope::Party, path, ty)
}

const fn item(path: &'static str, ty: Type) -> FactDefinition {
    FactDefinition::new(Scope::Item, path, ty).answered_by(Answerer::Supplier, AskCost::Supplier)
}

pub(super) const FACTS: &[FactDefinition] = &[
    // --- the end use -------------------------------------------------------------
    end_use("informed-of", Type::Set(CodeListId::CONTROLLED_USE))
        .phrase("the uses of which the competent authority has informed the exporter", "主管机关已告知出口方的用途")
        .question("Of which of these uses has the competent authority of the place of export informed you, for these items?", "启运地主管机关已就该物项告知您可能涉及下列哪些用途？")
        .help("A letter or notice that the items are or may be meant for such a use, in whole or in part. It sets off article 4, 5, 6, 8 or 10 of the Union regulation and the end-use controls of the United Kingdom. `none` says that nobody has informed you."),
    end_use("aware-of", Type::Set(CodeListId::CONTROLLED_USE))
        .phrase("the uses of which the exporter is aware", "出口方已知的用途")
        .question("Of which of these uses are you aware, for these items?", "就该物项，您已知其将用于下列哪些用途？")
        .help("What you know from the order, the talks, the end-user certificate or your own diligence. Knowing means notifying the authority before anything leaves."),
    end_use("suspected-of", Type::Set(CodeListId::CONTROLLED_USE))
        .phrase("the uses that the exporter has grounds to suspect", "出口方有理由怀疑的用途")
        .question("Which of these uses have you grounds to suspect, for these items?", "就该物项，您有理由怀疑其可能用于下列哪些用途？")
        .help("Less than knowledge: something in the transaction points to it. Some Member States make suspicion enough for an authorisation.")
        .answered_by(Answerer::Adviser, AskCost::Supplier),
    end_use("known-reexport-elsewhere", Type::YesNo)
        .phrase("it is known to be sent on to a place that the general authorisation does not allow", "已知将再出口至通用授权未涵盖的目的地")
        .denial("it is not known to be sent on to a place that the general authorisation does not allow", "并不知悉将再出口至通用授权未涵盖的目的地")
        .question("Do you know of a re-export to a destination that the general authorisation does not allow?", "是否知悉将再出口至该通用授权未涵盖的目的地？")
        .help("Asked for general authorisations EU005 to EU008 of the Union; each says which places are allowed."),
    end_use("as-first-authorised", Type::YesNo)
        .phrase("the end use is the one that was first authorised", "最终用途与原授权一致")
        .denial("the end use differs from the one first authorised", "最终用途与原授权不一致")
        .question("Is the end use the one that was authorised for the first export?", "最终用途是否与首次出口授权时一致？")
        .help("For goods that go back after repair or in replacement (EU003)."),
    // --- the shipment ------------------------------------------------------------
    shipment("to-arms-embargoed-country", Type::YesNo)
        .phrase("the buyer country or the destination is under an arms embargo", "采购国或目的地受武器禁运")
        .denial("neither the buyer country nor the destination is under an arms embargo", "采购国与目的地均未受武器禁运")
        .question("Is the purchasing country or the country of destination under an arms embargo?", "采购国或目的国是否受武器禁运？")
        .help("For the Union: an embargo of the Council, of the OSCE or of the Security Council. For the United Kingdom: its own list, the OSCE and the Security Council. The lists change; look at that of the day. China has been on the list of the United Kingdom since 19 May 2022."),
    shipment("to-free-zone", Type::YesNo)
        .phrase("it goes to a customs-free zone or a free warehouse in the destination", "运往目的地的自由区或自由仓库")
        .denial("it goes to no customs-free zone and no free warehouse", "并非运往自由区或自由仓库")
        .question("Does it go to a customs-free zone or a free warehouse in the destination?", "是否运往目的地境内的自由区或自由仓库？")
        .help("Bars the Union general authorisations EU001 to EU006 and EU008."),
    shipment("occasion", Type::Code(CodeListId::SHIPMENT_OCCASION))
        .phrase("the occasion of the shipment", "出口事由")
        .question("On what occasion does it leave: a sale, a return after repair, a fair, a transfer inside a group?", "出口事由是什么：销售、修理后返回、展会还是集团内部转移？")
        .help("Some general authorisations are for one occasion only."),
    shipment("competent-authority-cleared", Type::YesNo)
        .phrase("the competent authority, told of the use, has answered that no authorisation is needed", "主管机关知悉该用途后已答复无须授权")
        .denial("the competent authority has not answered that no authorisation is needed", "主管机关尚未答复无须授权")
        .question("Has the competent authority, told of the use, answered that no authorisation is needed?", "主管机关在获知该用途后是否已答复无须授权？")
        .help("After a notification under article 4(2), 5(2), 6(2) or 8(2) of the Union regulation. Silence is no answer.")
        .answered_by(Answerer::Authority, AskCost::Authority),
    shipment("returns-to-original-end-user", Type::YesNo)
        .phrase("it goes back to the original end user", "返还原最终用户")
        .denial("it does not go back to the original end user", "并非返还原最终用户")
        .question("Does it go back to the original end user?", "是否返还原最终用户？")
        .help("For EU003."),
    shipment("first-authorisation-alive", Type::YesNo)
        .phrase("the first export was authorised not more than five years ago, and that authorisation stands", "首次出口已获授权且不超过五年，授权仍有效")
        .denial("the first export was not authorised within five years, or that authorisation has fallen", "首次出口未在五年内获授权，或授权已失效")
        .question("Was the first export authorised within the last five years, by an authorisation that has not been annulled, suspended, changed or revoked?", "首次出口是否在近五年内获得授权，且该授权未被撤销、中止、变更或吊销？")
        .help("For EU003: an authorisation of a Member State, or a Union general authorisation."),
    shipment("function-enhanced", Type::YesNo)
        .phrase("the repair or the replacement adds to what it can do", "修理或更换提升了功能")
        .denial("the repair or the replacement adds nothing to what it can do", "修理或更换未提升功能")
        .question("Does the repair or the replacement add a function or raise one?", "修理或更换是否增加或提升功能？")
        .help("For EU003: a newer spare part may improve it by the way, new functions may not come with it."),
    shipment("returns-within-120-days", Type::YesNo)
        .phrase("it comes back whole and unchanged within 120 days", "将在120日内完整、未经改动地运回")
        .denial("it does not come back whole and unchanged within 120 days", "不会在120日内完整、未经改动地运回")
        .question("Will it come back whole and unchanged within 120 days?", "是否将在120日内完整、未经改动地运回？")
        .help("For EU004."),
    shipment("fair-bars", Type::Set(CodeListId::EU_FAIR_BAR))
        .phrase("what bars the authorisation for fairs", "不得使用展会授权的情形")
        .question("Which of these are true of the show?", "展会存在下列哪些情形？")
        .help("For EU004; each of them bars it. `none` says that none is true."),
    shipment("eu-terms-met", Type::Set(CodeListId::EU_TERM))
        .phrase("the terms of EU007 or EU008 that are met", "已满足的EU007或EU008条件")
        .question("Which of these terms are met?", "已满足下列哪些条件？")
        .help("For transfers inside a group (EU007) and for encryption (EU008). Stating the set says that it is complete."),
    shipment("eu-assistance-exempt-as", Type::Set(CodeListId::EU_ASSISTANCE_EXEMPTION))
        .phrase("what takes the technical assistance out of the control", "技术援助的豁免情形")
        .question("Which of these is the technical assistance?", "该技术援助属于下列哪些情形？")
        .help("Article 8(3) of the Union regulation. `none` says that none fits."),
    shipment("eu-authorisation-kind", Type::Code(CodeListId::EU_AUTHORISATION_KIND))
        .phrase("the kind of authorisation held or applied for", "持有或申请的授权类型")
        .question("Which kind of authorisation is held or applied for?", "持有或申请的是哪种授权？")
        .help("It decides no licence requirement; it tells which papers and duties go with it."),
    shipment("onward-export-known", Type::YesNo)
        .phrase("its final destination is known to lie outside the customs territory", "已知最终目的地在关境之外")
        .denial("its final destination is not known to lie outside the customs territory", "并不知悉最终目的地在关境之外")
        .question("Is it known, to you or to the authority, that the final destination lies outside the customs territory of the Union?", "您或主管机关是否已知最终目的地在欧盟关境之外？")
        .help("Article 11(2), for transfers between Member States."),
    shipment("processed-before-onward-export", Type::YesNo)
        .phrase("it is processed or worked before it leaves the customs territory", "离开关境前将经加工")
        .denial("it is not processed or worked before it leaves the customs territory", "离开关境前不经加工")
        .question("Will it be processed or worked in the next Member State before it leaves the Union?", "在离开欧盟前是否将在下一成员国经过加工？")
        .help("Article 11(2)(c)."),
    shipment("uk-licence-kind", Type::Code(CodeListId::UK_LICENCE_KIND))
        .phrase("the kind of licence of the United Kingdom that is held or applied for", "持有或申请的英国许可类型")
        .question("Which kind of licence of the United Kingdom is held or applied for?", "持有或申请的是哪种英国许可？")
        .help("It decides no licence requirement; it tells which duties go with it."),
    // --- parties -----------------------------------------------------------------
    party("brokers-from-where-it-is", Type::YesNo)
        .phrase("it negotiates, arranges or trades this deal between third countries from where it is", "自其所在地就该第三国间交易进行谈判、安排或买卖")
        .denial("it does not broker this deal", "并非该交易的中介")
        .question("Does it negotiate, arrange, buy or sell this deal between third countries from where it is?", "是否自其所在地就该第三国之间的交易进行谈判、安排或买卖？")
        .help("Carriage, finance, insurance and advertising alone are not brokering."),
    party("eu-barred-from-general-authorisations", Type::YesNo)
        .phrase("its authority has barred it from Union general authorisations", "已被主管机关禁止使用欧盟通用授权")
        .denial("its authority has not barred it from Union general authorisations", "未被禁止使用欧盟通用授权")
        .question("Has its competent authority barred it from using Union general authorisations?", "主管机关是否已禁止其使用欧盟通用授权？")
        .help("Article 12(7). It would have been told."),
    party("security-service", Type::YesNo)
        .phrase("it is a military, paramilitary, police, intelligence or other security service, or acts for one", "系军队、准军事、警察、情报或其他安全机构，或为其行事")
        .denial("it is no security service and acts for none", "不是安全机构，亦不为其行事")
        .question("Is it a military, paramilitary, police, intelligence or other governmental security service, or does it act for one?", "是否为军队、准军事、警察、情报或其他政府安全机构，或为其行事？")
        .help("EU007 and EU008 bar it as consignee or end user; the United Kingdom asks the same of entities of embargoed countries.")
        .judged(),
    party("on-eu-sanctions-list", Type::YesNo)
        .phrase("it is on the consolidated financial sanctions list of the Union", "已列入欧盟综合金融制裁名单")
        .denial("it is not on the consolidated financial sanctions list of the Union", "未列入欧盟综合金融制裁名单")
        .question("Is it on the consolidated list of the Union (financial sanctions) on that day?", "当日是否列入欧盟综合金融制裁名单？")
        .help("Nothing may be made available to a listed person, direct or through others. Who is only owned by one is asked for by the ownership rules of the Union.")
        .answered_by(Answerer::Screening, AskCost::Document),
    party("on-uk-sanctions-list", Type::YesNo)
        .phrase("it is on the sanctions list of the United Kingdom", "已列入英国制裁名单")
        .denial("it is not on the sanctions list of the United Kingdom", "未列入英国制裁名单")
        .question("Is it on the sanctions list of the United Kingdom on that day?", "当日是否列入英国制裁名单？")
        .help("The list of designations under the Sanctions and Anti-Money Laundering Act 2018.")
        .answered_by(Answerer::Screening, AskCost::Document),
    // --- the item: where it stands -----------------------------------------------
    item("on-other-eu-annex-i-entry", Type::YesNo)
        .phrase("it is in an entry of Annex I of the Union that the rulebooks do not model", "属于规则库未收录的欧盟附件一条目")
        .denial("it is in no other entry of Annex I of the Union", "不属于欧盟附件一的其他条目")
        .question("Is it in any other entry of Annex I of Regulation (EU) 2021/821?", "是否属于欧盟第2021/821号条例附件一的其他条目？")
        .help("The rulebooks model the entries on minerals, metals and their materials, not the rest. Classify the item against the Annex as it stands on the day; the United Kingdom keeps nearly the same list."),
    item("eu-general-authorisations", Type::Set(CodeListId::EU_GENERAL_AUTHORISATION))
        .phrase("the Union general authorisations whose items include it", "物项范围涵盖该物项的欧盟通用授权")
        .question("Which Union general authorisations include the entry of this item?", "哪些欧盟通用授权的物项范围包含该物项所属条目？")
        .help("By the item alone (part 1 of each section of Annex II), for entries that the rulebooks do not model. Items of section I are in none of EU001, EU003, EU004 and EU007."),
    item("on-eu-annex-iv", Type::YesNo)
        .phrase("it is in Annex IV of the Union", "属于欧盟附件四")
        .denial("it is not in Annex IV of the Union", "不属于欧盟附件四")
        .question("Is it in Annex IV of Regulation (EU) 2021/821?", "是否属于欧盟第2021/821号条例附件四？")
        .help("The most sensitive items, which need an authorisation inside the Union as well. Of the entries that the rulebooks model, reactor graphite (0C004), powders for diffusion barriers (0C005) and enriched lithium (1C233) stand in it; this is asked of the others."),
    item("on-eu-national-list", Type::YesNo)
        .phrase("it is on a national control list of the Member State from which it leaves", "属于启运成员国的国家管制清单")
        .denial("it is on no national control list of the Member State from which it leaves", "不属于启运成员国的国家管制清单")
        .question("Is it on a national control list of the Member State from which it leaves?", "是否属于启运成员国的国家管制清单？")
        .help("Lists under article 9: Spain and the Netherlands for certain, others as they stand on the day. The Commission publishes a compilation.")
        .answered_by(Answerer::Exporter, AskCost::Document),
    item("on-other-member-state-list", Type::YesNo)
        .phrase("it is on the published control list of another Member State", "属于另一成员国已公布的国家管制清单")
        .denial("it is on no published control list of another Member State", "不属于其他成员国已公布的国家管制清单")
        .question("Is it on the published national control list of another Member State?", "是否属于另一成员国已公布的国家管制清单？")
        .help("Article 10.")
        .answered_by(Answerer::Exporter, AskCost::Document),
    item("cyber-surveillance", Type::YesNo)
        .phrase("it is specially designed for covert surveillance of persons through information and telecommunication systems", "专门设计用于通过信息通信系统秘密监视自然人")
        .denial("it is no cyber-surveillance item", "不是网络监控物项")
        .question("Is it specially designed to watch natural persons covertly, by data from information and telecommunication systems?", "是否专门设计用于通过信息和电信系统的数据秘密监视自然人？")
        .help("Article 2, point 20, of the Union regulation."),
    item("assistance-for-annex-i", Type::YesNo)
        .phrase("the assistance is about items of Annex I of the Union", "该援助涉及欧盟附件一物项")
        .denial("the assistance is about no item of Annex I of the Union", "该援助不涉及欧盟附件一物项")
        .question("Is the technical assistance about items of Annex I of the Union?", "该技术援助是否涉及欧盟附件一所列物项？")
        .help("Article 8. Instruction, repair, training, consulting, spoken help included.")
        .answered_by(Answerer::Exporter, AskCost::Document),
    item("on-other-uk-control-list-entry", Type::YesNo)
        .phrase("it is in an entry of the United Kingdom's control lists that the rulebooks do not model", "属于规则库未收录的英国管制清单条目")
        .denial("it is in no other entry of the United Kingdom's control lists", "不属于英国管制清单的其他条目")
        .question("Is it in any other entry of the strategic export control lists of the United Kingdom: the military list, its own dual-use entries (PL codes, PL9013 to PL9015 among them), or the dual-use list?", "是否属于英国战略出口管制清单的其他条目：军品清单、本国两用条目（PL编码，含PL9013至PL9015）或两用清单？")
        .help("The entries on minerals and metals that the rulebooks model for the Union stand in the dual-use list of the United Kingdom as well and are not asked for here."),
    item("uk-released-use", Type::YesNo)
        .phrase("it is a medical supply for hospitals or public health, or food, clothing or consumer goods as sold at retail", "属医院或公共卫生用医疗物资，或零售食品、服装、消费品")
        .denial("it is neither medical supply nor retail consumer goods", "既非医疗物资，亦非零售消费品")
        .question("Is it a medical supply for hospitals or public health, or food, clothing or consumer goods as sold at retail?", "是否为医院或公共卫生用医疗物资，或以零售方式销售的食品、服装、消费品？")
        .help("Article 12B of the Export Control Order 2008.")
        .answered_by(Answerer::Exporter, AskCost::Document),
];
