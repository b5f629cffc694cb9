//! Facts about a person or organisation, whatever role it has.

use super::{Answerer, AskCost, FactDefinition, Scope, Type};
use crate::codes::CodeListId;

const fn fact(path: &'static str, ty: Type) -> FactDefinition {
    FactDefinition::new(Scope::Party, path, ty)
}

const fn listed(path: &'static str) -> FactDefinition {
    fact(path, Type::YesNo).answered_by(Answerer::Screening, AskCost::Document)
}

pub(super) const FACTS: &[FactDefinition] = &[
    fact("place", Type::Code(CodeListId::COUNTRY))
        .phrase("the location", "所在地")
        .question("In which country or territory is it?", "位于哪个国家或地区？")
        .help("Where the person lives or the organisation acts in this transaction: the branch that ships, not the seat of its group."),
    fact("nationality", Type::Code(CodeListId::COUNTRY))
        .phrase("the nationality or place of incorporation", "国籍或注册地")
        .question("What is the person's nationality, or where is the organisation incorporated?", "国籍或注册地是哪里？")
        .help("A Chinese citizen or company is bound by announcement 62 of 2025 wherever it acts, so this may differ from the place."),
    fact("natural-person", Type::YesNo)
        .phrase("it is a natural person", "系自然人")
        .denial("it is an organisation", "系组织")
        .question("Is it a natural person?", "是否为自然人？")
        .help("A human being, as against a company, an authority or another body."),
    fact("military-user", Type::YesNo)
        .phrase("it is a military user", "系军事用户")
        .denial("it is not a military user", "不是军事用户")
        .question("Is it a military user: armed forces, a ministry of defence, or a body that works for them?", "是否为军队、国防部门或为其服务的军事用户？")
        .help("China's announcements name military users and do not define them. A civil company with some military customers is not by that alone a military user; weigh what this order is for, and say why.")
        .judged(),
    fact("government-body", Type::YesNo)
        .phrase("it is a government body", "系政府机构")
        .denial("it is not a government body", "不是政府机构")
        .question("Is it a government body?", "是否为政府机构？")
        .help("A ministry, an authority or an organisation that a government runs."),
    listed("on-cn-control-list")
        .phrase("it is on China's control list", "已列入中国出口管制管控名单")
        .denial("it is not on China's control list", "未列入中国出口管制管控名单")
        .question("Is it on China's export control list of parties (管控名单) on that day?", "当日是否列入中国出口管制管控名单？")
        .help("The list of importers and end users under the Export Control Law, article 18. Measures that have been stopped or suspended are not counted: look at the state on the day."),
    listed("on-cn-watch-list")
        .phrase("it is on China's watch list", "已列入中国出口管制关注名单")
        .denial("it is not on China's watch list", "未列入中国出口管制关注名单")
        .question("Is it on China's watch list (关注名单) on that day?", "当日是否列入中国出口管制关注名单？")
        .help("The list under the Dual-Use Items Regulations, article 26."),
    listed("on-cn-unreliable-entity-list")
        .phrase("it is on China's unreliable entity list", "已列入中国不可靠实体清单")
        .denial("it is not on China's unreliable entity list", "未列入中国不可靠实体清单")
        .question("Is it on China's unreliable entity list on that day, with measures in force?", "当日是否列入不可靠实体清单且措施有效？")
        .help("The list of Order 4 of 2020; its measures reach goods that no export control names."),
    listed("share-held-by-cn-control-listed").with_share()
        .phrase("the share that control-listed parties hold in it", "管控名单主体持股比例")
        .question("What share of it do parties on China's control list hold?", "管控名单主体持有其多少股权？")
        .help("The largest share that one listed party holds, direct and through others as far as known. Whether the shares of several owners add up is an open question of announcement 61 of 2025, article 2.")
        .answered_by(Answerer::Screening, AskCost::Supplier),
    listed("share-held-by-cn-watch-listed").with_share()
        .phrase("the share that watch-listed parties hold in it", "关注名单主体持股比例")
        .question("What share of it do parties on China's watch list hold?", "关注名单主体持有其多少股权？")
        .help("The largest share that one listed party holds, direct and through others as far as known.")
        .answered_by(Answerer::Screening, AskCost::Supplier),
    listed("branch-of-cn-control-listed")
        .phrase("it is a branch of a control-listed party", "系管控名单主体的分支机构")
        .denial("it is not a branch of a control-listed party", "不是管控名单主体的分支机构")
        .question("Is it a branch of a party on China's control list?", "是否为管控名单主体的分支机构？")
        .help("A branch is the same legal person as its head office, so there is no share to state."),
    listed("branch-of-cn-watch-listed")
        .phrase("it is a branch of a watch-listed party", "系关注名单主体的分支机构")
        .denial("it is not a branch of a watch-listed party", "不是关注名单主体的分支机构")
        .question("Is it a branch of a party on China's watch list?", "是否为关注名单主体的分支机构？")
        .help("A branch is the same legal person as its head office, so there is no share to state."),
    listed("cn-listing-bars-overseas-transfer")
        .phrase("the notice that lists it bars persons abroad from passing Chinese dual-use items to it", "列管公告禁止境外组织和个人向其转让原产于中国的两用物项")
        .denial("no notice bars persons abroad from passing Chinese dual-use items to it", "列管公告未禁止境外组织和个人向其转让原产于中国的两用物项")
        .question("Does the notice that lists it also bar persons outside China from passing Chinese dual-use items to it?", "列管公告是否同时禁止境外组织和个人向其转让原产于中国的两用物项？")
        .help("The notices of 2026 that add parties to the control list (numbers 11, 20, 23, 27 and 30) say so; look at the notice that names the party."),
    fact("knows-of-violation", Type::YesNo)
        .phrase("it knows that the transaction breaks the controls", "明知交易违反管制规定")
        .denial("it does not know of any breach of the controls", "不知交易违反管制规定")
        .question("Does it know that the transaction lacks a licence that it needs?", "是否明知该交易缺少应有的许可？")
        .help("Announcement 62 of 2025, article 5, bars brokers, carriers, customs agents, platforms and banks from serving a breach.")
        .judged(),
    fact("punished-for-dual-use-breach", Type::YesNo)
        .phrase("it or those responsible for it were punished for a breach of China's dual-use controls", "其本身或直接责任人员曾因违反两用物项管制受到处罚")
        .denial("neither it nor those responsible for it were punished for a breach of China's dual-use controls", "其本身及直接责任人员未因违反两用物项管制受到处罚")
        .question("Was it, or were those responsible for it, convicted of a dual-use offence in China, or seriously punished for one within five years?", "其本身或直接责任人员是否因两用物项犯罪受过刑事处罚，或五年内因两用物项违法受过情节严重的行政处罚？")
        .help("Such a party can use neither a general licence nor a self-service certificate: Dual-Use Items Regulations, article 20."),
    listed("on-jp-end-user-list")
        .phrase("it is on Japan's foreign end user list", "已列入日本外国用户清单")
        .denial("it is not on Japan's foreign end user list", "未列入日本外国用户清单")
        .question("Is it on the foreign end user list of Japan's Ministry of Economy, Trade and Industry on that day?", "当日是否列入日本经济产业省外国用户清单？")
        .help("The list names organisations of concern for weapons of mass destruction. A licence is needed for unlisted goods to them, unless it is clear that there is no concern."),
    fact("secdiv-registered", Type::YesNo)
        .phrase("it is registered with Pakistan's Strategic Export Control Division", "已在巴基斯坦战略出口管制司登记")
        .denial("it is not registered with Pakistan's Strategic Export Control Division", "未在巴基斯坦战略出口管制司登记")
        .question("Is it registered with Pakistan's Strategic Export Control Division (has it a SECDIV registration number)?", "是否已在巴基斯坦战略出口管制司登记（SRN）？")
        .help("The Rules of 2009 ask for registration before any export of listed items."),
    fact("address", Type::Text)
        .phrase("the address", "地址")
        .question("What is its address?", "地址是什么？")
        .help("For the reader of the file and for screening; no rule tests it."),
    fact("identifiers", Type::Text)
        .phrase("the numbers and codes by which it is known", "识别号码")
        .question("By which numbers and codes is it known (LEI, IMO, tax or registration number, BIC, passport)?", "有哪些识别号码（LEI、IMO、税号、注册号、BIC、护照号）？")
        .help("Several between semicolons. For screening: who has a number of a listed party is found under any name. No rule tests it."),
];

impl FactDefinition {
    /// The same fact, answered by a share instead of yes or no.
    const fn with_share(mut self) -> Self {
        self.ty = Type::Share;
        self
    }
}
