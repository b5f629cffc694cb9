//! Parts of a text that do not say what goods are: what they are for, what bears them, what they are packed in.

use super::text::{Folded, is_cjk, is_latin};

/// Places in a text, from and to.
type Span = (usize, usize);

/// The spans of a text that say something else than what the goods are.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spans {
    /// What the goods are for, or the grade by which the trade calls them.
    uses: Vec<Span>,
    /// Packing, and what the goods are made on.
    asides: Vec<Span>,
    /// Standards, and what is tested by them.
    tests: Vec<Span>,
    /// Whether they are made on something else.
    pub(crate) on_support: bool,
}

/// Words after which a use follows, up to the next comma.
const USES: &[&str] = &[
    " for ",
    "used in ",
    "used as ",
    "used to ",
    "suitable for ",
    "用于",
    "适用于",
];

/// Words that label a use: what follows the colon behind them is what the goods are for.
const USE_LABELS: &[&str] = &[
    "end use",
    "end-use",
    "application",
    "applications",
    "intended use",
    "最终用途",
    "用途",
    "应用领域",
];

/// Words after which packing follows, up to the next comma.
const PACKING: &[&str] = &[
    "packed in",
    "packaged in",
    "packing",
    "packed ",
    "内衬",
    "包装",
];

/// Words of a part that names a standard, in which elements are what is tested for.
const STANDARDS: &[&str] = &[
    "per astm",
    "per spec",
    "per iso",
    "per en ",
    "astm spec",
    "by icp",
    "by gdms",
];

/// Words before `用` that make another word of it.
const NOT_A_USE_BEFORE: &[char] = &[
    '专', '通', '使', '应', '作', '适', '利', '采', '实', '费', '可', '军', '民', '商', '两',
];
/// Words after it that do.
const NOT_A_USE_AFTER: &[char] = &['途', '户', '于', '量', '法', '品'];

/// Before `grade` so many words name the use.
const GRADE_WORDS: usize = 3;

impl Spans {
    pub(crate) fn of(text: &Folded) -> Self {
        let mut spans = Self::default();
        for at in 0..text.len() {
            let begins = |words: &[&str]| {
                words.iter().find_map(|word| {
                    let end = at + word.chars().count();
                    let first = word.chars().next().is_some_and(is_latin);
                    (text.low_slice(at, end) == *word && (!first || text.starts_word(at)))
                        .then_some(end)
                })
            };
            if begins(USES).is_some() {
                spans.uses.push((at, part_end(text, at)));
            }
            if let Some(end) = begins(USE_LABELS) {
                let from = text.skip_blanks(end);
                if text.at(from) == Some(':') {
                    spans.uses.push((at, part_end(text, from + 1)));
                }
            }
            if begins(PACKING).is_some() {
                spans.asides.push((at, part_end(text, at)));
            }
            if begins(STANDARDS).is_some() {
                spans.tests.push((part_start(text, at), part_end(text, at)));
            }
            if let Some(end) = begins(&[" on "])
                && at > 0
            {
                spans.on_support = true;
                spans.asides.push((end, part_end(text, end)));
            }
            if let Some(end) = begins(&["grade"]) {
                spans.grade(text, at, end);
            }
            match text.low(at) {
                Some('用') => spans.chinese_use(text, at),
                Some('级') => spans.uses.push((chinese_start(text, at), at + 1)),
                _ => {}
            }
        }
        spans
    }

    /// `LSO crystal growth grade`: the words before, unless what follows is the grade: `grade N52`.
    fn grade(&mut self, text: &Folded, at: usize, end: usize) {
        if !text.starts_word(at) || !text.ends_word(end) {
            return;
        }
        let next = text.skip_blanks(end);
        let mut after = next;
        while text.at(after).is_some_and(is_latin) {
            after += 1;
        }
        let names = (next..after).any(|at| text.at(at).is_some_and(|one| one.is_ascii_digit()));
        if names || text.at(next) == Some(':') {
            return;
        }
        let least = part_start(text, at);
        let mut from = at;
        for _ in 0..GRADE_WORDS {
            let mut before = from;
            while before > least && text.at(before - 1).is_some_and(char::is_whitespace) {
                before -= 1;
            }
            if before == least {
                break;
            }
            let end = before;
            while before > least && !text.at(before - 1).is_some_and(char::is_whitespace) {
                before -= 1;
            }
            // A formula is what the goods are.
            let word = text.slice(before, end);
            let formula = word.chars().any(|one| one.is_ascii_digit())
                && word.chars().any(|one| one.is_ascii_uppercase());
            if formula {
                break;
            }
            from = before;
        }
        self.uses.push((from, end));
    }

    /// `合金靶材用`, `晶体生长用氧化镥`: what stands before it in its part.
    fn chinese_use(&mut self, text: &Folded, at: usize) {
        let before = at.checked_sub(1).and_then(|before| text.at(before));
        let after = text.at(at + 1);
        if before.is_some_and(|one| NOT_A_USE_BEFORE.contains(&one))
            || after.is_some_and(|one| NOT_A_USE_AFTER.contains(&one))
        {
            return;
        }
        self.uses.push((chinese_start(text, at), at + 1));
    }

    /// Whether it is told what the goods are for.
    pub(crate) fn tells_use(&self) -> bool {
        !self.uses.is_empty()
    }

    /// Whether a piece lies wholly in what the goods are for.
    pub(crate) fn is_use(&self, from: usize, to: usize) -> bool {
        within(&self.uses, from, to)
    }

    /// Whether it lies wholly in what names a standard.
    pub(crate) fn is_test(&self, from: usize, to: usize) -> bool {
        within(&self.tests, from, to)
    }

    /// Whether it lies wholly in packing or a support.
    pub(crate) fn is_aside(&self, from: usize, to: usize) -> bool {
        within(&self.asides, from, to)
    }
}

fn within(spans: &[Span], from: usize, to: usize) -> bool {
    spans.iter().any(|span| span.0 <= from && to <= span.1)
}

/// The last word of what a text calls the goods in its first part, or the first run of Chinese signs: `press` of `Orienting
/// field press 2.0 T, sealed`, `全自动真空注液机`.
pub(crate) fn head(text: &Folded) -> String {
    let end = part_end(text, 0);
    let first = text.low_slice(0, end);
    let first = [
        " for ",
        " with ",
        " w/",
        " of ",
        " in ",
        " to ",
        " specially designed",
        " specially prepared",
        " designed ",
        " suitable ",
    ]
    .iter()
    .filter_map(|word| first.find(word))
    .min()
    .map_or(first.as_str(), |at| &first[..at]);
    let mut head = "";
    for word in first.split_whitespace() {
        if word.starts_with(|one: char| one.is_ascii_digit()) && !head.is_empty() {
            break;
        }
        if word.starts_with(is_cjk) {
            return word.to_owned();
        }
        if word.chars().any(|one| one.is_ascii_alphabetic()) {
            head = word;
        }
    }
    head.trim_end_matches(|one: char| !one.is_alphanumeric())
        .to_owned()
}

/// Whether a part of a list ends here.
fn parts(text: &Folded, at: usize) -> bool {
    match text.at(at) {
        Some(',' | ';' | '(' | ')' | '。') => true,
        // `Nd:YAG` and `Ti:sapphire` are one word.
        Some(':') => !text.at(at + 1).is_some_and(is_latin),
        Some('.') => text.at(at + 1).is_none_or(char::is_whitespace),
        None => true,
        _ => false,
    }
}

fn part_end(text: &Folded, at: usize) -> usize {
    // A bracket at once after the word is part of what follows.
    (at + 1..text.len())
        .find(|&at| parts(text, at))
        .unwrap_or(text.len())
}

fn part_start(text: &Folded, at: usize) -> usize {
    (0..at)
        .rev()
        .find(|&at| parts(text, at))
        .map_or(0, |at| at + 1)
}

/// Where the run of signs of the Chinese script, or of Latin words between such, begins that ends here.
fn chinese_start(text: &Folded, at: usize) -> usize {
    let mut from = at;
    while from > 0
        && text
            .at(from - 1)
            .is_some_and(|one| is_cjk(one) || is_latin(one))
    {
        from -= 1;
    }
    from
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_use(text: &str, word: &str) -> bool {
        let folded = Folded::new(text);
        let place = text.find(word).expect("the word");
        let from = text[..place].chars().count();
        Spans::of(&folded).is_use(from, from + word.chars().count())
    }

    #[test]
    fn the_head_of_a_description_is_its_last_word() {
        let head = |text: &str| head(&Folded::new(text));
        assert_eq!(head("Orienting field press 2.0 T, sealed"), "press");
        assert_eq!(head("Vacuum furnace for magnets"), "furnace");
        assert_eq!(head("全自动真空注液机 方壳电芯"), "全自动真空注液机");
        assert_eq!(head("NdFeB magnet, N52"), "magnet");
        assert_eq!(head("Casting furnace specially designed, 20 kg"), "furnace");
        assert_eq!(head(""), "");
    }

    #[test]
    fn uses_end_with_their_part() {
        assert!(is_use("wheel for cutting magnets, diamond", "magnets"));
        assert!(!is_use("wheel for cutting magnets, diamond", "diamond"));
        assert!(is_use("Lu2O3 5N, LSO crystal growth grade, 10 kg", "LSO"));
        assert!(!is_use("NdFeB magnet grade N52", "magnet"));
        assert!(is_use("氧化钪 固体氧化物燃料电池电解质用", "氧化物"));
        assert!(!is_use("真空炉专用电极", "真空"));
        assert!(is_use("金属铽 99.95%,最终用途:钕铁硼晶界扩散", "钕铁硼"));
        assert!(is_use("terbium metal, end use: NdFeB magnets", "NdFeB"));
        assert!(is_use("三氧化二锑 阻燃剂级", "阻燃剂"));
        assert!(!is_use("三氧化二锑 阻燃剂级", "三氧化二锑"));
    }
}
