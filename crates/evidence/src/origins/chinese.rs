//! The phrases by which Chinese news says who said what.
//!
//! Chinese writes no blanks and no capitals, so names are found by what stands around them.

use std::ops::Range;

use super::speech::{Credit, Speaker, Speech, Way};
use super::text::{Text, is_han};
use super::words::{Word, Words};

/// What a person is, before a name.
const ROLES: [&str; 9] = [
    "发言人",
    "部长",
    "主任",
    "总理",
    "总统",
    "主席",
    "司长",
    "局长",
    "经理",
];
/// Verbs of speech.
const SPEECH: [&str; 13] = [
    "表示", "指出", "强调", "介绍", "透露", "宣布", "否认", "回应", "认为", "回答", "答问", "称",
    "说",
];
/// Papers.
const PAPERS: [&str; 5] = ["声明", "公告", "通报", "报告", "新闻稿"];

fn before(text: &str, at: usize, signs: usize) -> &str {
    let head = text.get(..at).unwrap_or_default();
    let from = head
        .char_indices()
        .rev()
        .nth(signs.saturating_sub(1))
        .map_or(0, |(at, _)| at);
    head.get(from..).unwrap_or_default()
}

/// The word numbers of a piece of the text, which every token has already.
fn key(text: &Text, words: &Words, bytes: &Range<usize>) -> Vec<Word> {
    let _ = words;
    text.tokens
        .iter()
        .filter(|token| bytes.contains(&token.span().start) && !token.is_sign())
        .map(|token| token.word)
        .collect()
}

pub(crate) fn listen(source: &str, text: &Text, words: &Words, speech: &mut Speech) {
    if !source.chars().any(is_han) {
        return;
    }
    let mut last: Option<usize> = None;
    for (index, sentence) in text.sentences.iter().enumerate() {
        let own = source.get(sentence.bytes.clone()).unwrap_or_default();
        if !own.chars().any(is_han) {
            continue;
        }
        let base = sentence.bytes.start;
        let absolute = |at: usize, length: usize| {
            base.saturating_add(at)..base.saturating_add(at).saturating_add(length)
        };
        // `发言人林剑表示`: what stands between the role and the verb is the name.
        for role in ROLES {
            let Some(at) = own.find(role) else { continue };
            let after = at.saturating_add(role.len());
            let rest = own.get(after..).unwrap_or_default();
            let name: String = rest
                .chars()
                .take_while(|&sign| is_han(sign))
                .take(8)
                .collect();
            let ends = SPEECH
                .iter()
                .chain(&["在", "就", "答", "对", "主持"])
                .filter_map(|verb| name.find(verb))
                .min();
            // A figure or a sign may end the name too: `王海明3日`.
            let ends = ends.or(Some(name.len()));
            let Some(ends) = ends.filter(|&ends| (6..=12).contains(&ends)) else {
                continue;
            };
            let bytes = absolute(after, ends);
            let shown = rest.get(..ends).unwrap_or_default().to_owned();
            let own_key = key(text, words, &bytes);
            let body = before(own, at, 8);
            let body: String = body
                .chars()
                .rev()
                .take_while(|&sign| is_han(sign))
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect();
            let found = speech
                .speakers
                .iter()
                .position(|one| one.key == own_key)
                .unwrap_or_else(|| {
                    speech.speakers.push(Speaker {
                        key: own_key,
                        shown,
                        role: format!("{body}{role}"),
                        person: true,
                        nameless: false,
                        spoke: false,
                    });
                    speech.speakers.len().saturating_sub(1)
                });
            last = Some(found);
            if let Some(slot) = speech.by_sentence.get_mut(index) {
                *slot = Some(found);
            }
        }
        // `他说`, `林剑强调`.
        let says = SPEECH.iter().any(|verb| own.contains(verb));
        if says && speech.by_sentence.get(index).copied().flatten().is_none() {
            let named = speech
                .speakers
                .iter()
                .position(|one| own.contains(one.shown.as_str()) && one.shown.chars().all(is_han));
            let who = named.or_else(|| {
                (own.contains("他") || own.contains("她") || own.contains("发言人"))
                    .then_some(last)
                    .flatten()
            });
            if let (Some(who), Some(slot)) = (who, speech.by_sentence.get_mut(index)) {
                *slot = Some(who);
                last = Some(who);
            }
        }
        let mut credit = |way: Way, bytes: Range<usize>, paper: &str| {
            let key = key(text, words, &bytes);
            let shown = source.get(bytes).unwrap_or_default().to_owned();
            if key.is_empty()
                || speech
                    .credits
                    .iter()
                    .any(|one| one.way == way && one.key == key && one.sentence == index)
            {
                return;
            }
            speech.credits.push(Credit {
                way,
                key,
                shown,
                paper: paper.to_owned(),
                sentence: index,
                about: sentence.tokens.clone(),
            });
        };
        // 《环球时报》记者问, 路透社记者提问.
        for mark in ["记者问", "记者提问", "记者：", "提问"] {
            let Some(at) = own.find(mark) else { continue };
            if let Some(bytes) = outlet_before(own, at) {
                credit(Way::Asked, absolute(bytes.start, bytes.len()), "");
            }
        }
        for mark in ["对", "告诉"] {
            // 对《环球时报》表示.
            let needle = format!("{mark}《");
            if let Some(at) = own.find(&needle) {
                let from = at.saturating_add(needle.len());
                if let Some(length) = own.get(from..).and_then(|rest| rest.find('》')) {
                    credit(Way::Asked, absolute(from, length), "");
                }
            }
        }
        // 据路透社报道, 《…》报道.
        if let Some(at) = own.find("报道")
            && let Some(bytes) = outlet_before(own, at)
        {
            credit(Way::Reported, absolute(bytes.start, bytes.len()), "");
        }
        // 根据美国驻巴基斯坦大使馆的声明.
        for paper in PAPERS {
            let Some(at) = own.find(paper) else { continue };
            let head = own.get(..at).unwrap_or_default();
            let Some(from) = ["根据", "据"]
                .iter()
                .filter_map(|lead| head.rfind(lead).map(|at| at.saturating_add(lead.len())))
                .max()
            else {
                continue;
            };
            let body = head.get(from..).unwrap_or_default();
            let body = body.trim_end_matches(['的', '发', '布', '表']);
            if (2..=30).contains(&body.chars().count()) && body.chars().all(is_han) {
                credit(Way::Paper, absolute(from, body.len()), paper);
            }
        }
        // 有媒体报道称, 网传.
        for mark in [
            "有报道称",
            "媒体报道称",
            "有传言称",
            "传闻称",
            "网传",
            "网络传言",
        ] {
            let Some(at) = own.find(mark) else { continue };
            let from = at.saturating_add(mark.len());
            let rest = own.get(from..).unwrap_or_default();
            let length = rest.find(['，', '。', '；']).unwrap_or(rest.len());
            let bytes = absolute(from, length);
            let tokens = token_range(text, &bytes);
            if tokens.len() >= 4 {
                speech.credits.push(Credit {
                    way: Way::Hearsay,
                    key: Vec::new(),
                    shown: source.get(bytes).unwrap_or_default().to_owned(),
                    paper: mark.to_owned(),
                    sentence: index,
                    about: tokens,
                });
                break;
            }
        }
    }
}

fn token_range(text: &Text, bytes: &Range<usize>) -> Range<usize> {
    let from = text
        .tokens
        .partition_point(|token| token.span().start < bytes.start);
    let to = text
        .tokens
        .partition_point(|token| token.span().start < bytes.end);
    from..to.max(from)
}

/// The outlet that stands before a place: between 《 and 》, or after 据, or ending in 社 or 报.
fn outlet_before(text: &str, at: usize) -> Option<Range<usize>> {
    let head = text.get(..at)?;
    let head = head.trim_end_matches("记者");
    if let Some(inside) = head.strip_suffix('》') {
        let from = inside.rfind('《')?.saturating_add('《'.len_utf8());
        return Some(from..inside.len());
    }
    let trimmed = head
        .trim_end_matches(|sign: char| matches!(sign, '月' | '日' | '年') || sign.is_ascii_digit());
    let tail = before(trimmed, trimmed.len(), 12);
    let start = trimmed.len().saturating_sub(tail.len());
    let from = ["据", "援引", "，", "。", "、", "在", "对"]
        .iter()
        .filter_map(|lead| tail.rfind(lead).map(|at| at.saturating_add(lead.len())))
        .max()
        .unwrap_or(0);
    let name = tail.get(from..)?;
    let outlet = ["社", "报", "网", "台", "新闻", "时报"]
        .iter()
        .any(|ending| name.ends_with(ending));
    let range = start.saturating_add(from)..trimmed.len();
    (outlet && (2..=10).contains(&name.chars().count())).then_some(range)
}
