//! Names in Han: what the characters mean where they say what an organisation is, and how they are
//! read where they are a name.

use super::readings::{self, Reading};
use crate::normalise::{Script, script_of};

/// Words of company names, longest first among those that begin alike, with the English that the
/// companies' own English names have for them. An empty one is a legal form or a filler.
const WORDS: &[(&str, &str)] = &[
    ("股份有限公司", " co ltd "),
    ("有限责任公司", " co ltd "),
    ("有限公司", " co ltd "),
    ("株式会社", " co ltd "),
    ("株式會社", " co ltd "),
    ("集团公司", " group "),
    ("總公司", " corporation "),
    ("总公司", " corporation "),
    ("有限会社", " co ltd "),
    ("有限會社", " co ltd "),
    ("合同会社", " llc "),
    ("分公司", " branch "),
    ("公司", " company "),
    ("集团", " group "),
    ("集團", " group "),
    ("控股", " holdings "),
    ("科学院", " academy of sciences "),
    ("科學院", " academy of sciences "),
    ("科学技术", " science and technology "),
    ("科技", " technology "),
    ("技术", " technology "),
    ("研究所", " research institute "),
    ("研究院", " research institute "),
    ("研究中心", " research center "),
    ("设计院", " design institute "),
    ("大学", " university "),
    ("大學", " university "),
    ("学院", " institute "),
    ("实验室", " laboratory "),
    ("中心", " center "),
    ("国际", " international "),
    ("國際", " international "),
    ("贸易", " trading "),
    ("貿易", " trading "),
    ("进出口", " import export "),
    ("電子", " electronics "),
    ("电子", " electronics "),
    ("半导体", " semiconductor "),
    ("集成电路", " integrated circuit "),
    ("通信", " communication "),
    ("信息", " information "),
    ("软件", " software "),
    ("网络", " network "),
    ("航空", " aviation "),
    ("航天", " aerospace "),
    ("工业", " industry "),
    ("工業", " industry "),
    ("机械", " machinery "),
    ("设备", " equipment "),
    ("仪器", " instrument "),
    ("材料", " materials "),
    ("化工", " chemical "),
    ("石油", " petroleum "),
    ("能源", " energy "),
    ("电力", " power "),
    ("建设", " construction "),
    ("工程", " engineering "),
    ("投资", " investment "),
    ("投資", " investment "),
    ("银行", " bank "),
    ("銀行", " bank "),
    ("发展", " development "),
    ("實業", " industrial "),
    ("实业", " industrial "),
    ("物流", " logistics "),
    ("海运", " shipping "),
    ("供应链", " supply chain "),
    ("中国", " china "),
    ("中國", " china "),
    ("香港", " hong kong "),
    ("澳门", " macau "),
    ("台湾", " taiwan "),
    ("陕西", " shaanxi "),
];

/// Surnames of two characters.
const DOUBLE_SURNAMES: &[&str] = &[
    "欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "夏侯", "东方", "皇甫", "尉迟", "公孙",
    "慕容", "令狐", "司徒", "南宫", "西门", "端木",
];

/// Surnames that are read otherwise than the character mostly is.
fn reading(character: char, surname: bool) -> &'static str {
    match (character, surname) {
        ('单', true) => "shan",
        ('曾', true) => "zeng",
        ('仇', true) => "qiu",
        ('解', true) => "xie",
        ('查', true) => "zha",
        ('盖', true) => "ge",
        ('区', true) => "ou",
        ('朴', true) => "piao",
        ('翟', true) => "zhai",
        ('重', _) => "chong",
        _ => any_ascii::any_ascii_char(character),
    }
}

/// Writes a run of Han as its words are read: those of the table in English, a person's name as
/// surname and given name, everything else as one word in pinyin.
pub(crate) fn write(run: &[char], person: bool, alone: bool, out: &mut String) {
    if person && !alone {
        // Whoever set the parts of the name apart has said where they end.
        run.iter()
            .for_each(|character| push_lower(reading(*character, run.len() == 1), out));
        return;
    }
    if person && (2..=4).contains(&run.len()) {
        let head: String = run.iter().take(2).collect();
        let surname = if run.len() > 2 && DOUBLE_SURNAMES.contains(&head.as_str()) {
            2
        } else {
            1
        };
        for (place, character) in run.iter().enumerate() {
            if place == surname {
                out.push(' ');
            }
            push_lower(reading(*character, place < surname), out);
        }
        return;
    }
    let text: String = run.iter().collect();
    let mut rest = text.as_str();
    while let Some(character) = rest.chars().next() {
        if let Some((word, english)) = WORDS.iter().find(|(word, _)| rest.starts_with(word)) {
            out.push_str(english);
            rest = &rest[word.len()..];
        } else {
            push_lower(reading(character, false), out);
            rest = &rest[character.len_utf8()..];
        }
    }
}

/// The text with its Han read in another language: in Cantonese as words of Latin letters, in Korean
/// as Hangul, and words of company names in English. Nothing where it has no Han, where a character
/// of it is not known, or where it is Japanese.
pub(crate) fn read_as(text: &str, person: bool, reading: Reading) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut has_read = false;
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        match script_of(character) {
            Script::Han => {
                let word = WORDS.iter().find(|(word, _)| rest.starts_with(word));
                if let (false, Some((word, english))) = (person, word) {
                    out.push_str(english);
                    rest = &rest[word.len()..];
                    continue;
                }
                match reading {
                    Reading::Cantonese => {
                        out.push(' ');
                        out.push_str(readings::cantonese(character)?);
                        out.push(' ');
                    }
                    Reading::Korean => out.push(readings::korean(character)?),
                }
                has_read = true;
            }
            Script::Hangul | Script::Other => return None,
            _ => out.push(character),
        }
        rest = &rest[character.len_utf8()..];
    }
    has_read.then_some(out)
}

fn push_lower(text: &str, out: &mut String) {
    out.extend(text.chars().map(|letter| letter.to_ascii_lowercase()));
}
