//! Every script in Latin letters.
//!
//! Where two people would write a name in two ways (`Yeltsin`, `Jelzin`), we choose one here and
//! leave the difference to the comparison, which knows which letters stand in for which. Tables
//! are our own for the scripts in which most listed names are written; for all others
//! [`any_ascii`] answers, letter by letter.

use unicode_normalization::UnicodeNormalization as _;

use crate::symbols::han;

/// Compatibility forms folded together, and marks put onto their letters.
pub(crate) fn compose(text: &str) -> String {
    text.nfkc().collect()
}

/// What a letter is written in, as far as the comparison cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    Latin,
    Cyrillic,
    Greek,
    /// Arabic and Hebrew, which mostly leave out the vowels.
    Consonants,
    Han,
    Hangul,
    Other,
}

/// The script of a letter. Digits and punctuation count as Latin.
pub(crate) fn script_of(letter: char) -> Script {
    match letter {
        '\u{0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Script::Latin,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Script::Greek,
        '\u{400}'..='\u{52f}' => Script::Cyrillic,
        '\u{590}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' => Script::Consonants,
        '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}' => Script::Hangul,
        '\u{2e80}'..='\u{2fdf}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}' => {
            Script::Han
        }
        _ if letter.is_alphabetic() => Script::Other,
        _ => Script::Latin,
    }
}

/// The syllables of a name in Han or Hangul, where it is written in nothing else.
pub(crate) fn syllables(text: &str) -> Vec<char> {
    let mut syllables = Vec::new();
    for letter in text.chars().filter(|letter| letter.is_alphanumeric()) {
        if !matches!(script_of(letter), Script::Han | Script::Hangul) {
            return Vec::new();
        }
        syllables.push(letter);
    }
    syllables
}

/// The text in Latin letters, with its punctuation and its capitals as far as the script has them.
pub(crate) fn to_latin(text: &str, person: bool) -> String {
    let cyrillic = Cyrillic::of(text);
    // Whether the text is one run without spaces.
    let alone = !text.trim().contains(char::is_whitespace);
    let mut out = String::with_capacity(text.len());
    let letters: Vec<char> = text.chars().collect();
    let mut rest = letters.as_slice();
    while let [letter, ..] = rest {
        let script = script_of(*letter);
        let length = rest
            .iter()
            .take_while(|other| script_of(**other) == script)
            .count()
            .max(1);
        let (run, after) = rest.split_at(length);
        match script {
            Script::Latin => run.iter().for_each(|letter| latin(*letter, &mut out)),
            Script::Cyrillic => cyrillic.write(run, &mut out),
            Script::Greek => greek(run, &mut out),
            Script::Consonants => match company_word(run).filter(|_| !person) {
                Some(word) => out.push_str(word),
                None => consonants(run, &mut out),
            },
            Script::Han => han::write(run, person, alone, &mut out),
            Script::Hangul if !person => hangul_of_company(run, &mut out),
            Script::Hangul => hangul(run, alone, &mut out),
            Script::Other => run
                .iter()
                .for_each(|letter| out.push_str(any_ascii::any_ascii_char(*letter))),
        }
        rest = after;
    }
    out
}

/// A Latin letter without what is put onto it.
fn latin(letter: char, out: &mut String) {
    if letter.is_ascii() {
        out.push(letter);
        return;
    }
    match letter {
        'ı' => out.push('i'),
        'ə' | 'Ə' => out.push('a'),
        'đ' | 'Đ' | 'ð' => out.push('d'),
        '´' | '¨' | '¸' => {}
        _ => out.push_str(any_ascii::any_ascii_char(letter)),
    }
}

/// Which language's Cyrillic a text is in, by the letters that only it has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cyrillic {
    Russian,
    Ukrainian,
    Serbian,
}

impl Cyrillic {
    fn of(text: &str) -> Self {
        if text.contains(['ї', 'є', 'ґ', 'Ї', 'Є', 'Ґ', 'і', 'І']) {
            Self::Ukrainian
        } else if text.contains(['ј', 'љ', 'њ', 'ћ', 'ђ', 'џ', 'Ј', 'Љ', 'Њ', 'Ћ', 'Ђ', 'Џ'])
        {
            Self::Serbian
        } else {
            Self::Russian
        }
    }

    fn write(self, run: &[char], out: &mut String) {
        for (place, letter) in run.iter().enumerate() {
            let lower: char = letter.to_lowercase().next().unwrap_or(*letter);
            let first = place == 0 || !run[place - 1].is_alphabetic();
            let text = match (self, lower) {
                (Self::Ukrainian, 'г') => "h",
                (Self::Ukrainian, 'и') | (_, 'й' | 'ы') => "y",
                (Self::Serbian, 'ч' | 'ћ') => "c",
                (Self::Serbian, 'ж') => "z",
                (Self::Serbian, 'ш') => "s",
                (Self::Serbian, 'х') => "h",
                (Self::Serbian, 'ц') => "c",
                (_, 'а' | 'ә') => "a",
                (_, 'б') => "b",
                (_, 'в') => "v",
                (_, 'г' | 'ґ' | 'ғ') => "g",
                (_, 'д') => "d",
                (_, 'е') if first && self == Self::Russian => "ye",
                (_, 'е' | 'э' | 'ё') => "e",
                (_, 'є') => "ye",
                (_, 'ж') => "zh",
                (_, 'з') => "z",
                (_, 'и' | 'і') => "i",
                (_, 'ї') => "yi",
                (_, 'ј') => "j",
                (_, 'к' | 'қ') => "k",
                (_, 'л') => "l",
                (_, 'љ') => "lj",
                (_, 'м') => "m",
                (_, 'н') => "n",
                (_, 'ң') => "ng",
                (_, 'њ') => "nj",
                (_, 'о' | 'ө') => "o",
                (_, 'п') => "p",
                (_, 'р') => "r",
                (_, 'с') => "s",
                (_, 'т') => "t",
                (_, 'у' | 'ў' | 'ұ' | 'ү') => "u",
                (_, 'ф') => "f",
                (_, 'х') => "kh",
                (_, 'һ') => "h",
                (_, 'ц') => "ts",
                (_, 'ч') => "ch",
                (_, 'џ') => "dz",
                (_, 'ђ') => "dj",
                (_, 'ћ') => "c",
                (_, 'ш') => "sh",
                (_, 'щ') => "shch",
                (_, 'ъ' | 'ь') => "",
                (_, 'ю') => "yu",
                (_, 'я') => "ya",
                _ => any_ascii::any_ascii_char(lower),
            };
            push_cased(text, letter.is_uppercase(), out);
        }
    }
}

/// Writes `text` with a capital where the letter it stands for had one.
fn push_cased(text: &str, capital: bool, out: &mut String) {
    let mut letters = text.chars();
    if capital && let Some(first) = letters.next() {
        out.push(first.to_ascii_uppercase());
    }
    out.extend(letters);
}

fn greek(run: &[char], out: &mut String) {
    // Marks apart from their letters, and dropped.
    let bare: Vec<(char, bool)> = run
        .iter()
        .collect::<String>()
        .nfd()
        .filter(|letter| !('\u{300}'..='\u{36f}').contains(letter))
        .map(|letter| {
            (
                letter.to_lowercase().next().unwrap_or(letter),
                letter.is_uppercase(),
            )
        })
        .collect();
    let mut place = 0;
    while let Some(&(letter, capital)) = bare.get(place) {
        let next = bare.get(place + 1).map_or(' ', |&(letter, _)| letter);
        let first = place == 0 || !bare[place - 1].0.is_alphabetic();
        let (text, taken) = match (letter, next) {
            ('ο', 'υ') => ("ou", 2),
            ('α', 'υ') => ("av", 2),
            ('ε', 'υ') => ("ev", 2),
            ('α', 'ι') => ("ai", 2),
            ('ε' | 'ο', 'ι') => ("ei", 2),
            ('μ', 'π') => (if first { "b" } else { "mp" }, 2),
            ('ν', 'τ') => (if first { "d" } else { "nt" }, 2),
            ('γ', 'κ') => (if first { "g" } else { "gk" }, 2),
            ('γ', 'γ') => ("ng", 2),
            ('τ', 'σ') => ("ts", 2),
            ('α', _) => ("a", 1),
            ('β', _) => ("v", 1),
            ('γ', _) => ("g", 1),
            ('δ', _) => ("d", 1),
            ('ε', _) => ("e", 1),
            ('ζ', _) => ("z", 1),
            ('η' | 'ι', _) => ("i", 1),
            ('θ', _) => ("th", 1),
            ('κ', _) => ("k", 1),
            ('λ', _) => ("l", 1),
            ('μ', _) => ("m", 1),
            ('ν', _) => ("n", 1),
            ('ξ', _) => ("x", 1),
            ('ο' | 'ω', _) => ("o", 1),
            ('π', _) => ("p", 1),
            ('ρ', _) => ("r", 1),
            ('σ' | 'ς', _) => ("s", 1),
            ('τ', _) => ("t", 1),
            ('υ', _) => ("y", 1),
            ('φ', _) => ("f", 1),
            ('χ', _) => ("ch", 1),
            ('ψ', _) => ("ps", 1),
            _ => (any_ascii::any_ascii_char(letter), 1),
        };
        push_cased(text, capital, out);
        place += taken;
    }
}

/// What Arabic and Persian companies are called after, in the English of their own English names.
fn company_word(run: &[char]) -> Option<&'static str> {
    let text: String = run.iter().collect();
    let text = text.strip_prefix('و').unwrap_or(&text);
    let text = ["لل", "ال"]
        .iter()
        .find_map(|article| text.strip_prefix(article))
        .unwrap_or(text);
    Some(match text {
        "شركة" | "شرکت" => " company ",
        "مؤسسة" | "مؤسسه" => " establishment ",
        "مجموعة" | "گروه" => " group ",
        "تجارة" | "تجارية" | "تجاره" | "بازرگانی" => " trading ",
        "صناعة" | "صناعية" | "صناعات" | "صنایع" | "صنعتی" => {
            " industry "
        }
        "محدودة" | "محدوده" => " limited ",
        "دولية" | "عالمية" => " international ",
        "نقل" => " transport ",
        "عامة" => " general ",
        "بنك" | "مصرف" | "بانک" => " bank ",
        "هندسة" | "هندسية" | "مهندسی" => " engineering ",
        "استيراد" => " import ",
        "تصدير" => " export ",
        "استثمار" | "سرمایه‌گذاری" => " investment ",
        _ => return None,
    })
}

/// The name of a company in Hangul, with its legal form as a word of its own.
fn hangul_of_company(run: &[char], out: &mut String) {
    let text: String = run.iter().collect();
    let (form, written) = if text.contains("주식회사") {
        ("주식회사", " jusikhoesa ")
    } else if text.contains("유한회사") {
        ("유한회사", " yuhanhoesa ")
    } else {
        hangul(run, false, out);
        return;
    };
    for (place, part) in text.split(form).enumerate() {
        if place > 0 {
            out.push_str(written);
        }
        hangul(&part.chars().collect::<Vec<char>>(), false, out);
    }
}

/// Arabic, Persian, Urdu and Hebrew: the consonants and the long vowels that are written.
fn consonants(run: &[char], out: &mut String) {
    let mut place = 0;
    while let Some(&letter) = run.get(place) {
        let first = place == 0 || !run[place - 1].is_alphabetic();
        // The article, which Latin spellings set apart.
        if first && letter == 'ا' && run.get(place + 1) == Some(&'ل') && run.len() > place + 3 {
            out.push_str("al ");
            place += 2;
            continue;
        }
        let last = run.get(place + 1).is_none_or(|next| !next.is_alphabetic());
        out.push_str(match letter {
            'ا' | 'أ' | 'إ' | 'آ' | 'ى' | 'ع' => "a",
            'ب' => "b",
            'پ' => "p",
            'ت' | 'ط' => "t",
            'ث' => "th",
            'ج' => "j",
            'چ' => "ch",
            'ح' | 'ه' | 'ہ' => "h",
            'خ' => "kh",
            'د' | 'ض' => "d",
            'ذ' => "dh",
            'ر' => "r",
            'ز' | 'ظ' => "z",
            'ژ' => "zh",
            'س' | 'ص' => "s",
            'ش' => "sh",
            'غ' => "gh",
            'ف' => "f",
            'ق' => "q",
            'ك' | 'ک' => "k",
            'گ' => "g",
            'ل' => "l",
            'م' => "m",
            'ن' | 'ں' => "n",
            'ة' => "a",
            'و' | 'ؤ' => {
                if first {
                    "w"
                } else {
                    "u"
                }
            }
            'ي' | 'ی' | 'ئ' | 'ے' => {
                if first {
                    "y"
                } else {
                    "i"
                }
            }
            'ء' | 'ٔ' | '\u{64b}'..='\u{65f}' | '\u{591}'..='\u{5c7}' => "",
            'א' | 'ע' => "a",
            'ב' => "b",
            'ג' => "g",
            'ד' => "d",
            'ה' => {
                if last {
                    "a"
                } else {
                    "h"
                }
            }
            'ו' => {
                if first {
                    "v"
                } else {
                    "u"
                }
            }
            'ז' => "z",
            'ח' => "h",
            'ט' | 'ת' => "t",
            'י' => {
                if first {
                    "y"
                } else {
                    "i"
                }
            }
            'כ' | 'ך' | 'ק' => "k",
            'ל' => "l",
            'מ' | 'ם' => "m",
            'נ' | 'ן' => "n",
            'ס' => "s",
            'פ' | 'ף' => "p",
            'צ' | 'ץ' => "ts",
            'ר' => "r",
            'ש' => "sh",
            _ => any_ascii::any_ascii_char(letter),
        });
        place += 1;
    }
}

/// Hangul as it is written in passports of both Koreas more often than by the official system:
/// `Kim Jong Un` and not `Gim Jeong-eun`.
fn hangul(run: &[char], alone: bool, out: &mut String) {
    const LEAD: [&str; 19] = [
        "k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t",
        "p", "h",
    ];
    const VOWEL: [&str; 21] = [
        "a", "ae", "ya", "yae", "o", "e", "yo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo",
        "we", "wi", "yu", "u", "ui", "i",
    ];
    const TAIL: [&str; 28] = [
        "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "l", "l", "m", "p",
        "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t",
    ];
    let surname = |place: usize| place == 0 && (alone || run.len() == 1);
    for (place, syllable) in run.iter().enumerate() {
        // A surname of one syllable stands first in nearly every name, and nearly always alone.
        if alone && place == 1 && (2..=4).contains(&run.len()) {
            out.push(' ');
        }
        match syllable {
            '김' | '금' if surname(place) => out.push_str("kim"),
            '이' | '리' if surname(place) => out.push_str("ri"),
            '박' if surname(place) => out.push_str("pak"),
            '최' if surname(place) => out.push_str("choe"),
            '\u{ac00}'..='\u{d7a3}' => {
                let code = usize::try_from(u32::from(*syllable) - 0xac00).unwrap_or(0);
                out.push_str(LEAD[code / 588]);
                out.push_str(VOWEL[code % 588 / 28]);
                out.push_str(TAIL[code % 28]);
            }
            _ => out.push_str(any_ascii::any_ascii_char(*syllable)),
        }
    }
}
