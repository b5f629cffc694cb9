//! Phrases with something to fill in.

use exeat_value::Day;

use super::{Language, Words};
use crate::story::FactValue;

impl Words {
    /// `lines 1 to 3 and 5`, or every line by one word.
    pub(crate) fn lines(self, numbers: &[u32], all: usize) -> String {
        if numbers.len() == all && all > 1 {
            return match self.0 {
                Language::En => format!("all {all} lines"),
                Language::Zh => format!("全部{all}个行项"),
            };
        }
        let ranges = self.ranges(numbers);
        match (self.0, numbers.len()) {
            (Language::En, 1) => format!("line {ranges}"),
            (Language::En, _) => format!("lines {ranges}"),
            (Language::Zh, _) => format!("行项{ranges}"),
        }
    }

    fn ranges(self, numbers: &[u32]) -> String {
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for &number in numbers {
            match runs.last_mut() {
                Some((_, last)) if last.checked_add(1) == Some(number) => *last = number,
                _ => runs.push((number, number)),
            }
        }
        let joint = self.pick(" to ", "至");
        let shown: Vec<String> = runs
            .into_iter()
            .flat_map(|(first, last)| match last.saturating_sub(first) {
                0 => vec![first.to_string()],
                1 => vec![first.to_string(), last.to_string()],
                _ => vec![format!("{first}{joint}{last}")],
            })
            .collect();
        match (self.0, shown.as_slice()) {
            (Language::En, [firsts @ .., last]) if !firsts.is_empty() => {
                format!("{} and {last}", firsts.join(", "))
            }
            _ => shown.join(self.comma()),
        }
    }

    /// `prohibited, licence required or no licence required`.
    pub(crate) fn alternatives(self, words: &[&str]) -> String {
        match words {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [first @ .., last] => format!("{}{}{last}", first.join(self.comma()), self.list_or()),
        }
    }

    /// A question, who can answer it, and whether the answer is contested now.
    pub(crate) fn asked(self, question: &str, who: &str, contested: bool) -> String {
        match (self.0, contested) {
            (Language::En, false) => format!("{question} {who} can tell."),
            (Language::En, true) => format!("{question} It is contested. {who} can tell."),
            (Language::Zh, false) => format!("{question}可询问：{who}。"),
            (Language::Zh, true) => format!("{question}目前有争议。可询问：{who}。"),
        }
    }

    /// A presumed reading, for a headline.
    pub(crate) fn read_as(self, reading: &str, alternative: &str) -> String {
        match self.0 {
            Language::En => format!("{} read as “{alternative}”", reading.replace('-', " ")),
            Language::Zh => format!("{reading} 按“{alternative}”解读"),
        }
    }

    /// The three dates, and what is left out when they agree.
    pub(crate) fn dates(self, event: Day, law: Day, known_at: Day) -> String {
        match (self.0, event == law) {
            (Language::En, true) => {
                format!("Event of {event}, under the law of that day, as known on {known_at}")
            }
            (Language::En, false) => {
                format!("Event of {event}, under the law of {law}, as known on {known_at}")
            }
            (Language::Zh, true) => {
                format!("行为日 {event}，适用当日法律，以 {known_at} 所知为准")
            }
            (Language::Zh, false) => {
                format!("行为日 {event}，适用 {law} 的法律，以 {known_at} 所知为准")
            }
        }
    }

    /// Which law several days are looked at under: each its own, or that of one day for all.
    pub(crate) fn dates_of_days(self, law: Option<Day>, known_at: Day) -> String {
        match (self.0, law) {
            (Language::En, None) => {
                format!(
                    "If it leaves on one of these days, under the law of that day, as known on {known_at}"
                )
            }
            (Language::En, Some(law)) => {
                format!(
                    "If it leaves on one of these days, under the law of {law}, as known on {known_at}"
                )
            }
            (Language::Zh, None) => {
                format!("若于下列日期之一出口，适用当日法律，以 {known_at} 所知为准")
            }
            (Language::Zh, Some(law)) => {
                format!("若于下列日期之一出口，适用 {law} 的法律，以 {known_at} 所知为准")
            }
        }
    }

    /// From which authorities a licence would come.
    pub(crate) fn licence_from(self, certain: bool, authorities: &str) -> String {
        match (self.0, certain) {
            (Language::En, true) => format!("licence from {authorities}"),
            (Language::En, false) => format!("a licence would come from {authorities}"),
            (Language::Zh, true) => format!("许可机关：{authorities}"),
            (Language::Zh, false) => format!("如须许可，由{authorities}发放"),
        }
    }

    /// The review policies.
    pub(crate) fn reviewed(self, certain: bool, policies: &str, provisions: &str) -> String {
        let at = if provisions.is_empty() {
            String::new()
        } else {
            format!(
                "{}{provisions}{}",
                self.open_parenthesis(),
                self.close_parenthesis()
            )
        };
        match (self.0, certain) {
            (Language::En, true) => format!("applications: {policies}{at}"),
            (Language::En, false) => {
                format!("open facts may bring stricter review: {policies}{at}")
            }
            (Language::Zh, true) => format!("申请审查政策：{policies}{at}"),
            (Language::Zh, false) => format!("未决事实可能带来更严的审查：{policies}{at}"),
        }
    }

    /// A presumed reading, and what the other one would give.
    pub(crate) fn presumed_so(self, question: &str, alternative: &str, why: &str) -> String {
        match self.0 {
            Language::En => format!("presumed: {question} Read as “{alternative}”: {why}"),
            Language::Zh => format!("推定：{question}按“{alternative}”解读：{why}"),
        }
    }

    /// That the laws of two states cannot both be obeyed.
    pub(crate) fn laws_conflict(self, states: &str, title: &str) -> String {
        match self.0 {
            Language::En => format!("The laws of {states} conflict: {title}."),
            Language::Zh => format!("{states}的法律相互冲突：{title}。"),
        }
    }

    /// On which lines a conflict of laws stands.
    pub(crate) fn conflict_stands(self, lines: &str) -> String {
        match self.0 {
            Language::En => format!("stands for {lines}"),
            Language::Zh => format!("{lines}存在此冲突"),
        }
    }

    /// On which lines open facts decide whether a conflict of laws stands.
    pub(crate) fn conflict_may_stand(self, lines: &str) -> String {
        match self.0 {
            Language::En => format!("may stand for {lines}: open facts decide"),
            Language::Zh => format!("{lines}可能存在此冲突：取决于未决事实"),
        }
    }

    /// What the verdict would be under the reading that is not presumed.
    pub(crate) fn read_otherwise(self, verdicts: &str) -> String {
        match self.0 {
            Language::En => format!("read otherwise: {verdicts}"),
            Language::Zh => format!("若作其他解读：{verdicts}"),
        }
    }

    /// Why the overall verdict is open although every law looked at has answered.
    pub(crate) fn departure_unseen(self, names: &str) -> String {
        match self.0 {
            Language::En => format!(
                "None of the laws looked at stands in the way, but the law of {names}, from where it leaves, was not looked at."
            ),
            Language::Zh => {
                format!("所审查的法律均不构成障碍，但启运地{names}的法律未经审查。")
            }
        }
    }

    // Time.

    /// Not known yet.
    pub(crate) fn time_not_known(self, known_at: Day, from: Option<Day>) -> String {
        match (self.0, from) {
            (Language::En, Some(from)) => {
                format!("not yet issued on {known_at}: it became known on {from}")
            }
            (Language::En, None) => format!("not yet issued on {known_at}"),
            (Language::Zh, Some(from)) => format!("{known_at} 时尚未发布：{from} 方为人知"),
            (Language::Zh, None) => format!("{known_at} 时尚未发布"),
        }
    }

    /// The quickest way to settle an open verdict.
    pub(crate) fn ask_first(self, whose: &str, answers: &str, gives: &str) -> String {
        match self.0 {
            Language::En => format!("Ask first ({whose}): if {answers}, then {gives}."),
            Language::Zh => format!("首先查明（{whose}）：若 {answers}，则{gives}。"),
        }
    }

    /// Whether it matters that the sources disagree.
    pub(crate) fn sources_disagree(self, matters: bool) -> &'static str {
        match (self.0, matters) {
            (Language::En, false) => "What the sources dispute makes no difference to this answer.",
            (Language::En, true) => "What the sources dispute changes this answer; see below.",
            (Language::Zh, false) => "各来源之间的争议不影响本结论。",
            (Language::Zh, true) => "各来源之间的争议会改变本结论，详见下文。",
        }
    }

    /// A licence exception or general licence that covers it, or may.
    pub(crate) fn covered_by(self, certain: bool, name: &str, cites: &str) -> String {
        match (self.0, certain) {
            (Language::En, true) => format!("covered by {name} ({cites})"),
            (Language::En, false) => format!("may be covered by {name} ({cites})"),
            (Language::Zh, true) => format!("适用{name}（{cites}）"),
            (Language::Zh, false) => format!("可能适用{name}（{cites}）"),
        }
    }

    /// Reasons that are left to a greater depth.
    pub(crate) fn more_reasons(self, count: usize) -> String {
        match (self.0, count) {
            (Language::En, 1) => "and one narrower reason (--depth 3)".to_owned(),
            (Language::En, count) => format!("and {count} narrower reasons (--depth 3)"),
            (Language::Zh, count) => format!("另有 {count} 条较窄的理由（--depth 3）"),
        }
    }

    /// Not begun yet.
    pub(crate) fn time_not_yet(
        self,
        law_date: Day,
        from: Option<Day>,
        issued: Option<Day>,
    ) -> String {
        if let Some(issued) = issued {
            return match (self.0, from) {
                (Language::En, Some(from)) if from > issued => format!(
                    "not yet issued on {law_date}: it was issued on {issued} and begins on {from}"
                ),
                (Language::En, _) => {
                    format!("not yet issued on {law_date}: it was issued on {issued}")
                }
                (Language::Zh, Some(from)) if from > issued => {
                    format!("{law_date} 尚未发布：{issued} 发布，自 {from} 起施行")
                }
                (Language::Zh, _) => format!("{law_date} 尚未发布：{issued} 发布"),
            };
        }
        match (self.0, from) {
            (Language::En, Some(from)) => {
                format!("not yet in force on {law_date}: it begins on {from}")
            }
            (Language::En, None) => format!("not yet in force on {law_date}"),
            (Language::Zh, Some(from)) => format!("{law_date} 尚未施行：自 {from} 起施行"),
            (Language::Zh, None) => format!("{law_date} 尚未施行"),
        }
    }

    /// Over.
    pub(crate) fn time_ended(self, law_date: Day, since: Option<Day>) -> String {
        match (self.0, since) {
            (Language::En, Some(since)) => {
                format!("no longer in force on {law_date}: over since {since}")
            }
            (Language::En, None) => format!("no longer in force on {law_date}"),
            (Language::Zh, Some(since)) => format!("{law_date} 已失效：自 {since} 起终止"),
            (Language::Zh, None) => format!("{law_date} 已失效"),
        }
    }

    /// Suspended.
    pub(crate) fn time_suspended(self, by: Option<&str>, span: Option<&str>) -> String {
        let by = by.map(|by| match self.0 {
            Language::En => format!(" by {by}"),
            Language::Zh => format!("，依据 {by}"),
        });
        let span = span.map(|span| match self.0 {
            Language::En => format!(", {span}"),
            Language::Zh => format!("，{}", self.span_words(span)),
        });
        format!(
            "{}{}{}",
            self.suspended(),
            by.unwrap_or_default(),
            span.unwrap_or_default()
        )
    }

    /// Whether it binds depends on how the law is read.
    pub(crate) fn time_contested(self, law_date: Day, readings: &str) -> String {
        match self.0 {
            Language::En => {
                format!(
                    "whether it is in force on {law_date} depends on how the law is read: {readings}"
                )
            }
            Language::Zh => format!("{law_date} 是否有效取决于如何解读法律：{readings}"),
        }
    }

    /// A span that was written for people, in this language.
    pub(crate) fn span_words(self, span: &str) -> String {
        match self.0 {
            Language::En => span.to_owned(),
            Language::Zh => {
                let span = span.strip_prefix("from ").unwrap_or(span);
                match span.split_once(" through ") {
                    Some((from, through)) => format!("自 {from} 至 {through}（含当日）"),
                    None => format!("自 {span} 起"),
                }
            }
        }
    }

    // Proof.

    /// How many entries of a list are met or may be.
    pub(crate) fn entries(self, shown: usize, all: usize) -> String {
        match (self.0, shown) {
            (Language::En, 0) if all == 1 => "its one entry is not met".to_owned(),
            (Language::En, 0) => format!("none of its {all} entries is met"),
            (Language::En, _) if shown == all && all == 1 => {
                "its one entry is met, or may be".to_owned()
            }
            (Language::En, 1) => format!("one of its {all} entries is met, or may be"),
            (Language::En, _) => format!("{shown} of its {all} entries are met, or may be"),
            (Language::Zh, 0) => format!("其{all}个条目均不符合"),
            (Language::Zh, _) => format!("{all}个条目中有{shown}个符合或可能符合"),
        }
    }

    /// Entries whose words the item fits, or may fit, and which do not bind on that day.
    pub(crate) fn entries_by_date(self, count: usize) -> String {
        match (self.0, count) {
            (Language::En, 1) => "one that it fits or may fit does not bind on that day".to_owned(),
            (Language::En, _) => {
                format!("{count} that it fits or may fit do not bind on that day")
            }
            (Language::Zh, _) => format!("另有{count}个条目文义上符合或可能符合，但当日无效力"),
        }
    }

    /// Entries that the item fits, or may fit, and that do not bind on a day.
    pub(crate) fn entries_not_binding(self, law_date: Day) -> String {
        match self.0 {
            Language::En => {
                format!("the entries that it fits, or may fit, are not in force on {law_date}")
            }
            Language::Zh => format!("该物项符合或可能符合的条目在 {law_date} 无效力"),
        }
    }

    /// Parts of a limb that are not shown, because they were not met and did not matter.
    pub(crate) fn others_not_met(self, count: usize) -> String {
        match (self.0, count) {
            (Language::En, 1) => "one other alternative is not met".to_owned(),
            (Language::En, _) => format!("{count} other alternatives are not met"),
            (Language::Zh, _) => format!("另有{count}种情形不满足"),
        }
    }

    /// What takes a provision's effect away.
    pub(crate) fn defeated_by(self, names: &str) -> String {
        match self.0 {
            Language::En => format!("its effect is taken away by {names}"),
            Language::Zh => format!("其效果因{names}而排除"),
        }
    }

    /// How many provisions stand in a group.
    pub(crate) fn provisions(self, count: usize) -> String {
        match (self.0, count) {
            (Language::En, 1) => "one provision".to_owned(),
            (Language::En, _) => format!("{count} provisions"),
            (Language::Zh, _) => format!("{count}个条款"),
        }
    }

    // Quarrels.

    /// How many outlets say it, and from how many origins they have it.
    pub(crate) fn support(self, outlets: usize, origins: usize) -> String {
        match self.0 {
            Language::En => {
                let plural = |count: usize| if count == 1 { "" } else { "s" };
                format!(
                    "{outlets} outlet{}, {origins} origin{}",
                    plural(outlets),
                    plural(origins)
                )
            }
            Language::Zh => format!("{outlets}家媒体，{origins}个消息源头"),
        }
    }

    /// Something said of somebody.
    pub(crate) fn according_to(self, speaker: &str, outlets: &str) -> String {
        match self.0 {
            Language::En => format!("{speaker}, in {outlets}"),
            Language::Zh => format!("{speaker}（{outlets}）"),
        }
    }

    /// A fact's value, and the lines for which it is that where they are not all.
    pub(crate) fn fact_for(self, value: &FactValue) -> String {
        if value.lines.is_empty() {
            return value.value.clone();
        }
        // The number of all lines does not matter here: some of them have another value.
        let lines = self.lines(&value.lines, usize::MAX);
        format!(
            "{}{}{lines}{}",
            value.value,
            self.open_parenthesis(),
            self.close_parenthesis()
        )
    }

    /// A question about another thing than the line's item.
    pub(crate) fn of_thing(self, path: &str, of: Option<&str>) -> String {
        match (self.0, of) {
            (_, None) => path.to_owned(),
            (Language::En, Some(of)) => format!("{path} of {of}"),
            (Language::Zh, Some(of)) => format!("{of} 的 {path}"),
        }
    }

    // Coverage.

    /// The law was checked only through an earlier day.
    pub(crate) fn not_verified(self, name: &str, day: Day) -> String {
        match self.0 {
            Language::En => format!("{name}: law not verified after {day}"),
            Language::Zh => format!("{name}：法律自 {day} 之后未经核实"),
        }
    }

    /// A law that nobody looked at.
    pub(crate) fn law_unseen(self, name: &str, why: &str) -> String {
        match self.0 {
            Language::En => format!("{name}: its law was not looked at, and {why}"),
            Language::Zh => format!("{name}：其法律未经审查，而{why}"),
        }
    }

    /// How much the rulebooks leave out of laws that do not reach the transaction.
    pub(crate) fn unseen_beyond(self, names: &str, absent: usize, flagged: usize) -> String {
        match self.0 {
            Language::En => format!(
                "Of the laws that do not reach this transaction ({names}), {absent} parts are not in the rulebooks and {flagged} were seen, not decided"
            ),
            Language::Zh => format!(
                "不适用于本交易的法律（{names}）中，{absent}项未纳入规则库，{flagged}项仅提示、未判定"
            ),
        }
    }

    /// How many things of an instrument were seen and not decided.
    pub(crate) fn flagged_count(self, count: usize) -> String {
        match (self.0, count) {
            (Language::En, 1) => "one thing seen, not decided".to_owned(),
            (Language::En, _) => format!("{count} things seen, not decided"),
            (Language::Zh, _) => format!("{count}项仅提示，未判定"),
        }
    }

    /// An answer that rests on a text of which we are not sure.
    pub(crate) fn rests_on(self, name: &str, lines: &str, confidence: &str) -> String {
        match self.0 {
            Language::En => format!("{name}, {lines}: the answer rests on {confidence}"),
            Language::Zh => format!("{name}，{lines}：结论所依据的{confidence}"),
        }
    }

    // Timelines.

    /// A timeline and the day from which it was looked at.
    pub(crate) fn timeline_as_known(self, known_at: Day) -> String {
        match self.0 {
            Language::En => format!("When the provisions bind, as known on {known_at}"),
            Language::Zh => format!("条款时间轴（以 {known_at} 所知为准）"),
        }
    }

    /// The days on which a provision operated.
    pub(crate) fn operated(self, days: i32) -> String {
        match (self.0, days) {
            (Language::En, 1) => "1 day".to_owned(),
            (Language::En, _) => format!("{days} days"),
            (Language::Zh, _) => format!("{days}天"),
        }
    }

    /// By what something is suspended.
    pub(crate) fn by(self, what: &str) -> String {
        match self.0 {
            Language::En => format!("by {what}"),
            Language::Zh => format!("依据 {what}"),
        }
    }

    /// The month's label on an axis.
    pub(crate) fn month(self, month: i8) -> &'static str {
        const EN: [&str; 12] = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ];
        const ZH: [&str; 12] = [
            "1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月",
        ];
        let names = match self.0 {
            Language::En => EN,
            Language::Zh => ZH,
        };
        usize::try_from(month)
            .ok()
            .and_then(|month| names.get(month.wrapping_sub(1)).copied())
            .unwrap_or("")
    }

    /// Under which alternatives of a reading something binds.
    pub(crate) fn binds_if(self, reading: &str, alternatives: &str) -> String {
        match self.0 {
            Language::En => format!("in force if {reading} is read as {alternatives}"),
            Language::Zh => format!("若 {reading} 按 {alternatives} 解读则有效"),
        }
    }

    /// What a picture of a timeline shows, for whoever cannot see it.
    pub(crate) fn timeline_described(self, provisions: usize, from: Day, until: Day) -> String {
        match self.0 {
            Language::En => {
                format!(
                    "{} over the days from {from} until {until}, one row each.",
                    self.provisions(provisions)
                )
            }
            Language::Zh => {
                format!(
                    "{}，自 {from} 至 {until}（不含当日），每行一个条款。",
                    self.provisions(provisions)
                )
            }
        }
    }
}
