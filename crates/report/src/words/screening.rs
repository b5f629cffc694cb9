//! Phrases about the screening of parties.

use exeat_value::Day;

use super::{Language, Words};
use crate::screening::GapWhy;

impl Words {
    /// Whichever of the two is in this language.
    pub(crate) fn either<'a>(self, en: &'a str, zh: &'a str) -> &'a str {
        self.pick(en, zh)
    }

    /// What stands between two sentences.
    pub(crate) fn space(self) -> &'static str {
        match self.0 {
            Language::En => " ",
            Language::Zh => "",
        }
    }

    pub(crate) fn screened_by(
        self,
        algorithm: &str,
        mode: &str,
        threshold: &str,
        known_at: Day,
    ) -> String {
        match self.0 {
            Language::En => format!(
                "Every party in every role was looked for by its name: {algorithm}, mode {mode}, from a score of {threshold} on, as known on {known_at}."
            ),
            Language::Zh => format!(
                "已按名称筛查各角色的全部主体：算法 {algorithm}，模式 {mode}，自得分 {threshold} 起，截至 {known_at} 已知的情况。"
            ),
        }
    }

    pub(crate) fn edition_holds(self, title: &str, entries: u64, days: i32) -> String {
        match (self.0, days) {
            (Language::En, 1) => format!("{title}: {entries} entries, 1 day old"),
            (Language::En, _) => format!("{title}: {entries} entries, {days} days old"),
            (Language::Zh, _) => format!("{title}：{entries}条，已发布{days}天"),
        }
    }

    pub(crate) fn doubt(self, why: GapWhy) -> &'static str {
        match (self.0, why) {
            (Language::En, GapWhy::AgeUnknown) => "of an unknown day: its silence does not count",
            (Language::En, GapWhy::Stale) => "too old for its silence to count",
            (Language::En, GapWhy::AfterEvent) => {
                "younger than the event: who has left it since is missing"
            }
            (Language::En, GapWhy::NoEdition) => "not there",
            (Language::Zh, GapWhy::AgeUnknown) => "发布日不明，未命中不能作为依据",
            (Language::Zh, GapWhy::Stale) => "过旧，未命中不能作为依据",
            (Language::Zh, GapWhy::AfterEvent) => "晚于行为日：其间移出者不在其中",
            (Language::Zh, GapWhy::NoEdition) => "缺失",
        }
    }

    pub(crate) fn silence(self, why: GapWhy, edition: Option<&str>, lists: &str) -> String {
        let edition = edition.unwrap_or_default();
        match (self.0, why) {
            (Language::En, GapWhy::NoEdition) => format!(
                "Not looked at, because no edition is imported: {lists}. Whether a party is on one stays open unless the document states it."
            ),
            (Language::En, GapWhy::AgeUnknown) => format!(
                "Nobody says when {edition} was published: that a party is not found in it settles nothing ({lists}). Import it again with `--published DATE`, or with `--current-on DATE` for the day on which it was the publisher's."
            ),
            (Language::En, GapWhy::Stale) => format!(
                "{edition} is too old: that a party is not found in it settles nothing ({lists})."
            ),
            (Language::En, GapWhy::AfterEvent) => format!(
                "{edition} is younger than the event, and who has left the list since is missing: that a party is not found in it settles nothing ({lists})."
            ),
            (Language::Zh, GapWhy::NoEdition) => {
                format!("未导入版本，故未查：{lists}。除非文件中已载明，主体是否列入仍未知。")
            }
            (Language::Zh, GapWhy::AgeUnknown) => {
                format!(
                    "{edition}的发布日不明：未命中不能说明任何问题（{lists}）。请以`--published DATE`或`--current-on DATE`重新导入。"
                )
            }
            (Language::Zh, GapWhy::Stale) => {
                format!("{edition}过旧：未命中不能说明任何问题（{lists}）。")
            }
            (Language::Zh, GapWhy::AfterEvent) => {
                format!(
                    "{edition}晚于行为日，其间移出者不在其中：未命中不能说明任何问题（{lists}）。"
                )
            }
        }
    }

    pub(crate) fn screen_again(self, day: Day) -> String {
        match self.0 {
            Language::En => {
                format!("It leaves on {day} only: lists change, so check again shortly before.")
            }
            Language::Zh => format!("行为日为{day}：名单会变动，请于临近时再次筛查。"),
        }
    }

    pub(crate) fn matches(self, count: usize) -> String {
        match (self.0, count) {
            (Language::En, 0) => "nobody found".to_owned(),
            (Language::En, 1) => "1 match".to_owned(),
            (Language::En, _) => format!("{count} matches"),
            (Language::Zh, 0) => "未命中".to_owned(),
            (Language::Zh, _) => format!("命中{count}条"),
        }
    }

    pub(crate) fn is_it(
        self,
        party: &str,
        name: &str,
        list: &str,
        entry: &str,
        score: &str,
    ) -> String {
        match self.0 {
            Language::En => {
                format!("Is “{party}” the listed “{name}” ({list}, entry {entry}, score {score})?")
            }
            Language::Zh => {
                format!("“{party}”是否即名单所列“{name}”（{list}，条目{entry}，得分{score}）？")
            }
        }
    }

    pub(crate) fn listed_as(self, name: &str, list: &str, entry: &str, score: &str) -> String {
        match self.0 {
            Language::En => format!("“{name}” ({list}, entry {entry}, score {score})"),
            Language::Zh => format!("“{name}”（{list}，条目{entry}，得分{score}）"),
        }
    }

    pub(crate) fn listed_later(self, day: Day) -> String {
        match self.0 {
            Language::En => format!("listed from {day} on only, after the event: not counted"),
            Language::Zh => format!("自{day}起列入，晚于行为日，不计"),
        }
    }

    pub(crate) fn delisted(self, day: Day) -> String {
        match self.0 {
            Language::En => format!("listed no more from {day} on, before the event: not counted"),
            Language::Zh => format!("自{day}起不再列入，早于行为日，不计"),
        }
    }

    pub(crate) fn stated_otherwise(self, fact: &str) -> String {
        match self.0 {
            Language::En => format!(
                "the document states that `{fact}` is no, and a match speaks against it; what is stated was followed"
            ),
            Language::Zh => format!("文件载明 `{fact}` 为否，但有命中与之相悖；判定仍依文件所载"),
        }
    }

    pub(crate) fn contradicted(self, party: &str, facts: &str) -> String {
        match self.0 {
            Language::En => format!(
                "The lists speak against the document: it states that {facts} is no of “{party}”, and there is a match. The answer follows the document."
            ),
            Language::Zh => format!(
                "名单与文件不符：文件载明“{party}”的 {facts} 为否，但有命中。结论依文件所载。"
            ),
        }
    }
}
