//! Phrases about licences on file.

use exeat_value::Day;

use super::{Language, Words};

impl Words {
    pub(crate) fn licences_looked_at(self, on: Day) -> String {
        match self.0 {
            Language::En => format!(
                "The licences of the register, held against what needs one on {on}. A licence covers only whom and what it names itself."
            ),
            Language::Zh => format!(
                "以 {on} 为准，将登记簿中的许可证与所需许可对照。许可证仅涵盖其自身载明的主体与物项。"
            ),
        }
    }

    pub(crate) fn register_unread(self, why: &str) -> String {
        match self.0 {
            Language::En => format!(
                "The register could not be read, so nobody looked at the licences on file: {why}."
            ),
            Language::Zh => format!("无法读取登记簿，因此未能查看现有许可证：{why}。"),
        }
    }

    pub(crate) fn cover_unknown(self) -> &'static str {
        match self.0 {
            Language::En => "Whether a licence on file covers it is not known.",
            Language::Zh => "是否有现有许可证涵盖，尚不清楚。",
        }
    }

    pub(crate) fn no_licence_of(self, jurisdiction: &str) -> String {
        match self.0 {
            Language::En => format!("There is no licence of {jurisdiction} on file."),
            Language::Zh => format!("登记簿中没有 {jurisdiction} 的许可证。"),
        }
    }

    pub(crate) fn none_covers(self) -> &'static str {
        match self.0 {
            Language::En => "None on file covers it.",
            Language::Zh => "现有许可证均不涵盖。",
        }
    }

    pub(crate) fn would_cover(self, line: Option<u32>) -> String {
        match (self.0, line) {
            (Language::En, Some(line)) => format!("its line {line} would cover it"),
            (Language::En, None) => "it would cover it".to_owned(),
            (Language::Zh, Some(line)) => format!("其第 {line} 行可涵盖"),
            (Language::Zh, None) => "可涵盖".to_owned(),
        }
    }

    pub(crate) fn does_not_cover(self) -> &'static str {
        match self.0 {
            Language::En => "does not cover it: ",
            Language::Zh => "不涵盖：",
        }
    }
}
