//! The words for things that determinations name by stable words: verdicts, effects, states, duties.

use exeat_determine::Verdict;
use exeat_determine::outcome::{DueShown, NotCounted, QuestionKind, Standing};
use exeat_law::model::{Confidence, DutyKind, Period, PeriodUnit, Review};
use exeat_value::{Day, Truth};

use super::{Language, Words};

impl Words {
    /// The verdict, as in GLOSSARY.md.
    pub(crate) fn verdict(self, verdict: Verdict) -> &'static str {
        let (en, zh) = match verdict {
            Verdict::Prohibited => ("prohibited", "禁止"),
            Verdict::Undetermined => ("undetermined", "尚不能确定"),
            Verdict::LicenceRequired => ("licence required", "须经许可"),
            Verdict::ExceptionAvailable => ("exception available", "可适用例外"),
            Verdict::NoLicenceRequired => ("no licence required", "无须许可"),
            Verdict::NotReached => ("not reached", "不在管辖范围"),
        };
        self.pick(en, zh)
    }

    /// Whether a law reaches the transaction.
    pub(crate) fn reaches(self, truth: Truth) -> &'static str {
        match truth {
            Truth::True => self.law_reaches(),
            Truth::False => self.law_is_silent(),
            Truth::Unknown => self.law_may_reach(),
        }
    }

    /// What a verdict comes to, in one plain sentence.
    pub(crate) fn verdict_meaning(self, verdict: Verdict) -> &'static str {
        let (en, zh) = match verdict {
            Verdict::Prohibited => ("It may not leave.", "不得出口。"),
            Verdict::Undetermined => (
                "It cannot be told yet whether it may leave. Until then, treat it as the strictest answer that is still possible.",
                "目前尚不能确定可否放行。在此之前，应按仍有可能的最严结论处理。",
            ),
            Verdict::LicenceRequired => ("It may leave with a licence.", "取得许可后方可放行。"),
            Verdict::ExceptionAvailable => (
                "It may leave on the conditions of an exception.",
                "符合例外条件即可放行。",
            ),
            Verdict::NoLicenceRequired => ("It may leave without a licence.", "无须许可即可放行。"),
            Verdict::NotReached => (
                "None of the laws looked at reaches it.",
                "所审查的法律均不适用。",
            ),
        };
        self.pick(en, zh)
    }

    /// The policy of an authority on applications.
    pub(crate) fn review(self, review: Review) -> &'static str {
        let (en, zh) = match review {
            Review::PresumptionOfDenial => ("presumption of denial", "原则上不予许可"),
            Review::CaseByCase => ("case by case", "逐案审批"),
            Review::PresumptionOfApproval => ("presumption of approval", "原则上予以许可"),
        };
        self.pick(en, zh)
    }

    /// Where a provision stands.
    pub(crate) fn standing(self, standing: Standing) -> &'static str {
        match standing {
            Standing::Applies => self.applies(),
            Standing::Open => self.may_apply(),
            Standing::Defeated | Standing::Silent | Standing::Fails => self.defeated(),
        }
    }

    /// How well a text is known.
    pub(crate) fn confidence(self, confidence: Confidence) -> &'static str {
        let (en, zh) = match confidence {
            Confidence::Low => ("low confidence in the text", "文本可信度低"),
            Confidence::Medium => ("medium confidence in the text", "文本可信度中"),
            Confidence::High => ("high confidence in the text", "文本可信度高"),
        };
        self.pick(en, zh)
    }

    /// The kind of a duty.
    pub(crate) fn duty_kind(self, kind: DutyKind) -> &'static str {
        let (en, zh) = match kind {
            DutyKind::Report => ("report", "报告"),
            DutyKind::Notice => ("give notice", "告知"),
            DutyKind::Declare => ("declare", "申报"),
            DutyKind::Records => ("keep records", "保存记录"),
            DutyKind::Undertaking => ("undertaking", "承诺"),
            DutyKind::Papers => ("file papers", "提交文件"),
            DutyKind::Diligence => ("take care", "审慎核查"),
            DutyKind::Register => ("register", "登记"),
            DutyKind::Stop => ("stop", "停止"),
            DutyKind::Information => ("for information", "提示"),
            DutyKind::Decision => ("the authority decides", "主管部门决定"),
        };
        self.pick(en, zh)
    }

    /// By when.
    pub(crate) fn within(self, period: &Period) -> String {
        let length = self.length(period);
        match (self.0, &period.after) {
            (Language::En, Some(after)) => format!("within {length} after {}", plain(after)),
            (Language::En, None) => format!("within {length}"),
            (Language::Zh, Some(after)) => format!("{}后{length}内", zh_event(after)),
            (Language::Zh, None) => format!("{length}内"),
        }
    }

    /// For how long.
    pub(crate) fn keep_for(self, period: &Period) -> String {
        let length = self.length(period);
        match (self.0, &period.after) {
            (Language::En, Some(after)) => format!("for {length} after {}", plain(after)),
            (Language::En, None) => format!("for {length}"),
            (Language::Zh, Some(after)) => format!("{}后{length}", zh_event(after)),
            (Language::Zh, None) => length,
        }
    }

    /// The day by which it is, or why that day cannot be told.
    pub(crate) fn due(self, period: &Period, due: &DueShown) -> String {
        match (self.0, due.on) {
            (Language::En, Some(day)) => format!("by {day}"),
            (Language::Zh, Some(day)) => format!("即不迟于{day}"),
            (_, None) => self.not_counted(period, due),
        }
    }

    /// The day through which it is to be kept, or why that day cannot be told.
    pub(crate) fn kept(self, period: &Period, due: &DueShown) -> String {
        match (self.0, due.on) {
            (Language::En, Some(day)) => format!("through {day}"),
            (Language::Zh, Some(day)) => format!("至{day}"),
            (_, None) => self.not_counted(period, due),
        }
    }

    fn not_counted(self, period: &Period, due: &DueShown) -> String {
        let whose = due.calendar.as_deref().unwrap_or_default();
        let shown = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let (from, through) = (shown(due.calendar_from), shown(due.calendar_through));
        let (counted, count) = (due.counted.unwrap_or_default(), period.count);
        let after = due.after;
        match (self.0, due.not_counted) {
            (Language::En, Some(NotCounted::BeforeCalendar)) => format!(
                "counted from {after}; the last day is not known: the calendar of {whose} begins on {from}"
            ),
            (Language::Zh, Some(NotCounted::BeforeCalendar)) => {
                format!("自{after}起算；届满日未知：{whose}工作日历自{from}起")
            }
            (Language::En, Some(NotCounted::BeyondCalendar)) => format!(
                "counted from {after}; the last day is not known: the calendar of {whose} ends on {through}, and {counted} of {count} working days fall by then"
            ),
            (Language::Zh, Some(NotCounted::BeyondCalendar)) => format!(
                "自{after}起算；届满日未知：{whose}工作日历止于{through}，至此仅计{count}个工作日中的{counted}个"
            ),
            (Language::En, Some(NotCounted::NoCalendar) | None) => format!(
                "counted from {after}; the last day is not known: no calendar of its working days is held"
            ),
            (Language::Zh, Some(NotCounted::NoCalendar) | None) => {
                format!("自{after}起算；届满日未知：未收录其工作日历")
            }
        }
    }

    fn length(self, period: &Period) -> String {
        let count = period.count;
        match self.0 {
            Language::En => {
                let unit = match period.unit {
                    PeriodUnit::Days => "day",
                    PeriodUnit::Months => "month",
                    PeriodUnit::Years => "year",
                };
                let working = if period.working { "working " } else { "" };
                let plural = if count == 1 { "" } else { "s" };
                format!("{count} {working}{unit}{plural}")
            }
            Language::Zh => {
                let unit = match (period.unit, period.working) {
                    (PeriodUnit::Days, true) => "个工作日",
                    (PeriodUnit::Days, false) => "日",
                    (PeriodUnit::Months, _) => "个月",
                    (PeriodUnit::Years, _) => "年",
                };
                format!("{count}{unit}")
            }
        }
    }

    /// What a provision does, from the rulebook's words for it.
    pub(crate) fn effect(self, effect: &str) -> String {
        let (may, effect) = match effect.strip_prefix("may ") {
            Some(rest) => (true, rest),
            None => (false, effect),
        };
        let (en, zh) = if let Some(authority) = effect.strip_prefix("licence from ") {
            (
                format!("a licence from {authority} is required"),
                format!("须取得{authority}许可"),
            )
        } else if let Some(name) = effect.strip_prefix("authorised under ") {
            let name = name.trim_matches('"');
            (
                format!("authorised under {name}"),
                format!("依{name}获授权"),
            )
        } else if let Some(policy) = effect.strip_prefix("review ") {
            let zh = match policy {
                "presumption-of-denial" => "原则上不予许可",
                "case-by-case" => "逐案审批",
                "presumption-of-approval" => "原则上予以许可",
                other => other,
            };
            (format!("review: {}", plain(policy)), format!("审查：{zh}"))
        } else if let Some(duty) = effect.strip_prefix("duty ") {
            let word = DUTIES
                .into_iter()
                .find(|(word, _)| *word == duty)
                .map(|(_, kind)| kind);
            let word = word.map_or(duty, |kind| self.duty_kind(kind));
            (format!("a duty: {word}"), format!("义务：{word}"))
        } else {
            match effect {
                "prohibited" => ("it may not leave".to_owned(), "禁止出口".to_owned()),
                "permitted" => (
                    "it is expressly permitted".to_owned(),
                    "明文允许".to_owned(),
                ),
                "exempt" => ("it is exempt".to_owned(), "豁免".to_owned()),
                other => (other.to_owned(), other.to_owned()),
            }
        };
        match (self.0, may) {
            (Language::En, false) => en,
            (Language::En, true) => format!("at worst: {en}"),
            (Language::Zh, false) => zh,
            (Language::Zh, true) => format!("最严后果：{zh}"),
        }
    }

    /// Who can answer a question that costs so much.
    pub(crate) fn who(self, cost: u32) -> &'static str {
        let (en, zh) = match cost {
            0..=1 => ("A document at hand", "手头文件"),
            2..=5 => ("The supplier", "供应商"),
            6..=15 => ("A laboratory", "实验室"),
            _ => ("An authority", "主管机关"),
        };
        self.pick(en, zh)
    }

    /// Who can answer a question of this kind.
    pub(crate) fn who_of(self, kind: QuestionKind, cost: u32) -> &'static str {
        match kind {
            QuestionKind::Reading => self.pick("The authority, or counsel,", "主管机关或律师"),
            QuestionKind::Gap => self.pick("Whoever has the missing text", "持有所缺法律文本者"),
            QuestionKind::Fact | QuestionKind::Share | QuestionKind::Undisclosed => self.who(cost),
        }
    }

    /// A fact's value with its state.
    pub(crate) fn fact_value(self, state: &str, value: &str) -> String {
        match (state, self.0) {
            ("unknown", Language::En) if value.is_empty() => "unknown".to_owned(),
            ("unknown", Language::En) => format!("unknown, {value}"),
            ("unknown", Language::Zh) => match value {
                "not asked yet" | "not-asked" => "未知（尚未询问）".to_owned(),
                "not answerable" | "not-answerable" => "未知（无法回答）".to_owned(),
                "withheld" => "未知（拒绝提供）".to_owned(),
                _ => "未知".to_owned(),
            },
            ("contested", Language::En) => format!("contested: {value}"),
            ("contested", Language::Zh) => format!("有争议：{}", zh_relation(value)),
            ("between", Language::En) if !value.starts_with("between ") => {
                format!("between {value}")
            }
            ("between", Language::Zh) if !value.starts_with("between ") => {
                format!("介于 {}", zh_relation(value))
            }
            ("between", Language::Zh) => zh_relation(value),
            _ => value.to_owned(),
        }
    }

    /// An answer, from the rulebook's words for it (`is at least 0.1 %`).
    pub(crate) fn relation(self, is: &str) -> String {
        match self.0 {
            Language::En => is.to_owned(),
            Language::Zh => zh_relation(is),
        }
    }

    /// A reading and the alternatives under which something binds, from the rulebook's words (`NAME is ALTERNATIVE`).
    pub(crate) fn reading_is(self, text: &str) -> String {
        match self.0 {
            Language::En => text.to_owned(),
            Language::Zh => text.replace(" is ", " 为 ").replace(" or ", " 或 "),
        }
    }

    /// Why a law that was not looked at may matter.
    pub(crate) fn not_looked_at(self, why: &str) -> String {
        let (en, zh) = match why {
            "departure" => ("the transaction leaves from there", "交易自该地启运"),
            "destination" => ("the transaction goes there", "交易以该地为目的地"),
            "exporter" => ("the exporter is there", "出口经营者位于该地"),
            "origin" => ("the item originates there", "物项原产于该地"),
            "transit" => ("the transaction passes through it", "交易经由该地"),
            "not_asked_for" => (
                "it is modelled, and was not asked for",
                "已建模，但未要求审查",
            ),
            other => return plain(other),
        };
        self.pick(en, zh).to_owned()
    }
}

/// The words for duties in rulebooks.
const DUTIES: [(&str, DutyKind); 11] = [
    ("report", DutyKind::Report),
    ("notice", DutyKind::Notice),
    ("declare", DutyKind::Declare),
    ("records", DutyKind::Records),
    ("undertaking", DutyKind::Undertaking),
    ("papers", DutyKind::Papers),
    ("diligence", DutyKind::Diligence),
    ("register", DutyKind::Register),
    ("stop", DutyKind::Stop),
    ("information", DutyKind::Information),
    ("decision", DutyKind::Decision),
];

/// A stable word, readable.
fn plain(word: &str) -> String {
    let word = match word {
        "shipment.date" => "export",
        "application-accepted" => "the application is accepted",
        "amendment-accepted" => "the application is accepted",
        "customs-questioned-on" => "customs question the goods",
        other => other,
    };
    word.replace(['-', '_'], " ")
}

fn zh_event(word: &str) -> String {
    match word {
        "export" => "出口",
        "re-export" => "再出口",
        "import" => "进口",
        "delivery" => "交付",
        "receipt" => "收货",
        "licence" => "取得许可",
        "discovery" | "knowledge" => "知悉",
        "application-accepted" => "受理申请",
        "amendment-accepted" => "受理变更申请",
        "customs-questioned-on" => "海关提出质疑",
        "first-export" => "首次出口",
        "end-of-the-year-of-export" => "出口当年年末",
        "end-of-the-year-of-transfer" => "转移当年年末",
        "end-of-the-year-of-service" => "提供服务当年年末",
        "shipment.date" => "出口",
        other => return plain(other),
    }
    .to_owned()
}

/// The rulebook's relations in Chinese; values stay as they are.
fn zh_relation(is: &str) -> String {
    const HEADS: [(&str, &str); 7] = [
        ("none of ", "不是以下任一项："),
        ("one of ", "是以下之一："),
        ("exactly ", "恰为 "),
        ("between ", "介于 "),
        ("not ", "不是 "),
        ("does not include ", "不包含 "),
        ("includes ", "包含 "),
    ];
    const BOUNDS: [(&str, &str); 8] = [
        ("at least ", "不低于 "),
        ("at most ", "不高于 "),
        ("less than ", "低于 "),
        ("more than ", "高于 "),
        ("on or after ", "不早于 "),
        ("before ", "早于 "),
        (" and ", " 且 "),
        (" or ", " 或 "),
    ];
    let (said, is) = match is.strip_prefix("is ") {
        Some(rest) => (true, rest),
        None => (false, is),
    };
    match (is, said) {
        ("yes", false) => return "是".to_owned(),
        ("no", false) => return "否".to_owned(),
        ("yes", true) => return "为“是”".to_owned(),
        ("no", true) => return "为“否”".to_owned(),
        ("anything", _) => return "为任何值".to_owned(),
        _ => {}
    }
    let head = HEADS
        .into_iter()
        .find_map(|(en, zh)| is.strip_prefix(en).map(|rest| (zh, rest)));
    let bounded = |text: &str| {
        BOUNDS
            .into_iter()
            .fold(text.to_owned(), |text, (en, zh)| text.replace(en, zh))
    };
    match head {
        Some((head, rest)) => format!("{head}{}", bounded(rest)),
        None => {
            let text = bounded(is);
            let compares = BOUNDS
                .into_iter()
                .take(6)
                .any(|(_, zh)| text.starts_with(zh));
            if said && !compares {
                format!("为 {text}")
            } else {
                text
            }
        }
    }
}
