//! Every word that a report says, in English and Chinese, and nothing else.
//!
//! A word is changed here and nowhere else. Verdicts, roles and dates are named as in GLOSSARY.md. The rest of the
//! crate asks for a phrase by what it means and never writes one itself.

mod domain;
mod facts;
mod licences;
mod screening;
mod sentences;

use std::fmt;
use std::str::FromStr;

pub use facts::{answer_in_words, fact_in_words};

use exeat_law::model::Text;

/// The language of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Chinese, in simplified characters.
    Zh,
}

impl Language {
    /// The language tag, as HTML wants it.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh-Hans",
        }
    }
}

/// A word that names no language of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageError(String);

impl fmt::Display for LanguageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "reports are written in `en` or `zh`, not in `{}`",
            self.0.escape_debug()
        )
    }
}

impl std::error::Error for LanguageError {}

impl FromStr for Language {
    type Err = LanguageError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "en" => Ok(Self::En),
            "zh" => Ok(Self::Zh),
            other => Err(LanguageError(other.to_owned())),
        }
    }
}

/// The catalogue in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Words(pub(crate) Language);

impl Words {
    /// Whichever of the two is in this language.
    fn pick<'a>(self, en: &'a str, zh: &'a str) -> &'a str {
        match self.0 {
            Language::En => en,
            Language::Zh => zh,
        }
    }

    /// Whether Chinese is wanted.
    pub(crate) fn chinese(self) -> bool {
        self.0 == Language::Zh
    }

    /// A text that the author of a rulebook wrote; English where there is no Chinese.
    pub(crate) fn of(self, text: &Text) -> String {
        self.of_pair(&text.en, text.zh.as_deref())
    }

    /// The same for two separate strings.
    pub(crate) fn of_pair(self, en: &str, zh: Option<&str>) -> String {
        match (self.0, zh) {
            (Language::Zh, Some(zh)) if !zh.is_empty() => zh.to_owned(),
            _ => en.to_owned(),
        }
    }
}

macro_rules! phrases {
    ($($name:ident: $en:literal / $zh:literal;)*) => {
        impl Words {
            $(
                #[doc = concat!("“", $en, "”.")]
                pub(crate) fn $name(self) -> &'static str {
                    match self.0 {
                        Language::En => $en,
                        Language::Zh => $zh,
                    }
                }
            )*
        }
    };
}

phrases! {
    // The screening of parties.
    screening: "Parties screened" / "主体筛查";
    no_lists: "Parties: no list is imported, so nobody was looked for. `exeat lists import` or `exeat lists fetch` brings lists."
        / "主体：未导入任何名单，故未筛查。请用 `exeat lists import` 或 `exeat lists fetch` 导入。";
    screening_declined: "Parties: nobody was looked for, because it was asked for so."
        / "主体：应要求未作筛查。";
    screening_not_here: "Parties: this page looks for nobody in lists. Look for each party under Screen, or with `exeat check`."
        / "主体：本页不作名单筛查。请在“筛查”页或用 `exeat check` 逐一筛查。";
    party_without_name: "a party without a name" / "未具名主体";
    not_looked_for: "not looked for" / "未筛查";
    no_name_to_look_for: "there is nothing in this name that can be looked for" / "该名称中没有可供检索的内容";
    word_of_listed: "nobody is called so, and listed names have this word among theirs: give the whole name" / "无此名称，但有名单名称含有该词：请填写全称";
    measures_suspended: "its measures are said to be suspended: whether they hold on the day is for you to find out"
        / "据载其措施已暂停：当日是否有效须自行核实";
    no_rule_asks: "no rule that is modelled asks for this list: weigh it yourself"
        / "已建模的规则均未涉及此名单：请自行判断";
    decide_match: "To record what you find" / "记录核查结果";
    // The parts of a report.
    report: "Export-control determination" / "出口管制判定";
    answer: "The answer" / "结论";
    why: "Why" / "理由";
    conflicts: "Where laws conflict" / "法律冲突";
    conflicts_are_no_verdicts: "What one state demands here, another forbids. No verdict follows from it; take advice before you act on either."
        / "一国所要求者为另一国所禁止。冲突本身不产生结论；采取行动前请咨询专业意见。";
    quarrels: "What is disputed" / "有争议之处";
    decide: "What would decide" / "如何定案";
    duties: "Duties" / "义务";
    licences: "Licences on file" / "现有许可证";
    unseen: "What was not looked at" / "未审查的内容";
    record: "The record" / "判定记录";
    sources: "Sources" / "来源";
    timelines: "When the provisions bind" / "条款时间轴";
    contents: "Contents" / "目录";

    // Labels.
    jurisdiction: "jurisdiction" / "法域";
    verdict_label: "verdict" / "结论";
    applies_to: "for" / "适用于";
    event_date: "event date" / "行为日";
    law_date: "law date" / "适用法律之日";
    known_at: "known at" / "认知日";
    line: "line" / "行项";
    question: "question" / "问题";
    item: "item" / "物项";
    id: "determination" / "判定编号";
    engine: "engine" / "引擎";
    rulebook: "rulebooks" / "规则库";
    facts: "facts" / "事实";
    outlet: "outlet" / "媒体";
    date: "date" / "日期";
    origin: "origin" / "消息源头";
    duty_label: "duty" / "义务";
    addressee: "to" / "对象";
    period: "when" / "期限";
    provision: "provision" / "条款";

    // Joints.
    and: "and" / "并且";
    list_or: " or " / "或";
    comma: ", " / "、";
    clause: ", " / "，";
    semicolon: "; " / "；";
    colon: ": " / "：";
    open_parenthesis: " (" / "（";
    close_parenthesis: ")" / "）";
    full_stop: "." / "。";

    // How limbs combine.
    all_of: "all of these" / "以下各项均满足";
    any_of: "any of these" / "满足以下任何一项";
    none_of: "none of these" / "以下各项均不满足";

    // What a limb came to.
    holds: "yes" / "是";
    fails: "no" / "否";
    open: "open" / "待定";
    by_date: "date" / "日期";

    // Why.
    applies: "applies" / "适用";
    may_apply: "may apply" / "可能适用";
    defeated: "does not take effect" / "不产生效果";
    kept_silent: "Only the date keeps this from applying: the conditions are met, or may be."
        / "条件已满足或可能满足，仅因日期而不适用。";
    kept_by_date: "Only the date keeps these from applying; their conditions are met, or may be:"
        / "以下条款的条件已满足或可能满足，仅因日期而不适用：";
    nothing_applies: "No rule applies." / "没有规则适用。";
    others_fail: "The other rules do not apply." / "其他规则不适用。";
    each_alone: "Each reason alone keeps out the provisions below it:" / "下列每条理由均足以单独排除其下所列条款：";
    apart_from_reach: "Apart from that, each reason alone would keep out the provisions below it:"
        / "除此之外，下列每条理由亦足以单独排除其下所列条款：";
    by_provision: "Provision by provision" / "逐条说明";
    none_in_scope: "No rule of this law asks about such a transaction." / "该法没有规则涉及此类交易。";
    law_reaches: "Its law reaches this transaction" / "其法律适用于本交易";
    law_is_silent: "Its law does not reach this transaction" / "其法律不适用于本交易";
    law_may_reach: "Whether its law reaches this transaction is open" / "其法律是否适用于本交易尚待确定";
    unused: "Exceptions and policies that do not apply" / "不适用的例外与审查政策";
    exception_noun: "exception" / "例外";
    policy_noun: "review policy" / "审查政策";
    gap_noun: "gap in the rulebook" / "规则库空白";
    note: "note" / "注";
    statements: "stated by" / "依据";

    // Quarrels.
    no_difference_anywhere: "The quarrel makes no difference: the answer is the same whichever side is right."
        / "该争议不影响结论：无论哪一方属实，结论相同。";
    nor_readings: "The doubt makes no difference: the answer is the same however the law is read."
        / "该疑问不影响结论：无论如何解读，结论相同。";
    idle_doubts: "Doubts about the law that make no difference here: the answer is the same however it is read."
        / "以下法律疑问不影响结论：无论如何解读，结论相同。";
    no_difference_here: "It makes no difference to" / "不受影响";
    matters: "The quarrel matters" / "该争议影响结论";
    if_right: "if so" / "若属实";
    if_read_so: "if read so" / "若如此解读";
    denied_by: "denied by" / "否认者";
    nobody_says_so: "no statement given" / "未给出陈述";

    // What would decide.
    nothing_open: "Nothing is open: no further fact would change the answer."
        / "没有未决问题：再多的事实也不会改变结论。";
    any_one: "Any one of these settles it:" / "以下任何一项即可定案：";
    this_settles: "This settles it:" / "以下答案即可定案：";
    questions: "The questions, cheapest first" / "待询问的问题（成本低者在前）";
    whatever_answers: "Whatever the answers are, these decide:" / "无论答案如何，查明以下各项即可定案：";
    whatever_answer: "Whatever the answer is, this decides:" / "无论答案如何，查明此项即可定案：";
    too_many: "There are too many open questions to combine, so that no short list of answers can be given. Answer what stands open above, cheapest first."
        / "未决问题过多，无法逐一组合，故不能给出简短的答案清单。请先回答上文所列待定事项，成本低者优先。";
    too_many_but: "There are too many open questions to combine: what is listed settles it by itself, and is not all that does."
        / "未决问题过多，无法逐一组合：以下所列本身即可定案，但并非全部。";
    otherwise_no_short: "No short list of answers settles it." / "没有简短的答案组合可以定案。";

    // Duties.
    no_duties: "None." / "无。";
    certain: "Certain" / "确定的义务";
    possible: "Possible: open facts decide" / "可能的义务：取决于未决事实";

    // What was not looked at.
    nothing_unseen: "Nothing is known to be missing." / "未发现遗漏。";
    absent: "not in the rulebooks" / "规则库未收录";
    flagged: "seen, not decided" / "仅提示，未判定";

    // Verdict headlines.
    presumed: "presumed" / "推定";
    still_possible: "still possible" / "仍有可能";
    at_most: "at most these are possible" / "至多可能为";

    // Timelines.
    in_force: "in force" / "有效";
    not_yet: "not yet in force" / "尚未施行";
    suspended: "suspended" / "暂停实施";
    contested: "contested" / "有争议";
    not_known: "not yet known" / "尚不为人知";
    ended: "ended" / "已终止";
    never_before_suspension: "never in force before it was suspended" / "在暂停实施之前从未生效";
    never_suspended: "never suspended" / "从未暂停实施";
}

/// What a verdict is called, as reports call it.
#[must_use]
pub fn verdict_words(language: Language, verdict: exeat_determine::Verdict) -> &'static str {
    Words(language).verdict(verdict)
}
