//! An article as words, sentences and quotations, each with its place in the text.

use std::ops::Range;

use super::words::{Kinds, Word, Words, number};

/// The most words of an article that are looked at; the rest is cut off and told.
pub(crate) const TOKENS_MAX: usize = 200_000;
/// The most words of one sentence; longer runs are cut into several.
const SENTENCE_MAX: usize = 160;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    Word,
    Number,
    Han,
    /// A mark, by its sign.
    Mark(char),
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) word: Word,
    /// Begins with a capital.
    pub(crate) upper: bool,
    /// Ends with `'s`.
    pub(crate) possessive: bool,
    pub(crate) sort: Sort,
}

impl Token {
    pub(crate) fn is_mark(&self, sign: char) -> bool {
        self.sort == Sort::Mark(sign)
    }

    pub(crate) fn is_word(&self) -> bool {
        self.sort == Sort::Word
    }

    pub(crate) fn is_sign(&self) -> bool {
        matches!(self.sort, Sort::Mark(_))
    }

    pub(crate) fn span(&self) -> Range<usize> {
        place(self.start)..place(self.end)
    }
}

/// A number of 32 bits as a place.
pub(crate) fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[derive(Debug, Clone)]
pub(crate) struct Sentence {
    pub(crate) tokens: Range<usize>,
    pub(crate) bytes: Range<usize>,
    pub(crate) paragraph: usize,
    /// Whether it ends as a sentence does: headings and captions do not.
    pub(crate) prose: bool,
}

/// Words between quotation marks.
#[derive(Debug, Clone)]
pub(crate) struct Quote {
    pub(crate) tokens: Range<usize>,
    pub(crate) sentence: usize,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Text {
    pub(crate) tokens: Vec<Token>,
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) quotes: Vec<Quote>,
    pub(crate) cut: bool,
}

impl Text {
    pub(crate) fn read(text: &str, words: &mut Words) -> Self {
        let (tokens, cut) = tokens(text, words);
        let sentences = sentences(text, &tokens, words);
        let quotes = quotes(&tokens, &sentences);
        Self {
            tokens,
            sentences,
            quotes,
            cut,
        }
    }

    /// The words of a range.
    pub(crate) fn of(&self, range: &Range<usize>) -> &[Token] {
        self.tokens.get(range.clone()).unwrap_or_default()
    }

    /// The bytes from the first to the last of some tokens.
    pub(crate) fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        match self.of(range) {
            [] => 0..0,
            [first, .., last] => place(first.start)..place(last.end),
            [only] => only.span(),
        }
    }

    /// The sentence in which a token stands.
    pub(crate) fn sentence_of(&self, token: usize) -> usize {
        self.sentences
            .partition_point(|sentence| sentence.tokens.end <= token)
    }

    /// Whether a token stands between quotation marks.
    pub(crate) fn quoted(&self, token: usize) -> bool {
        let after = self
            .quotes
            .partition_point(|quote| quote.tokens.start <= token);
        after
            .checked_sub(1)
            .and_then(|at| self.quotes.get(at))
            .is_some_and(|quote| quote.tokens.contains(&token))
    }
}

pub(crate) fn is_han(sign: char) -> bool {
    matches!(sign, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2ffff}')
}

fn tokens(text: &str, words: &mut Words) -> (Vec<Token>, bool) {
    let mut found: Vec<Token> = Vec::with_capacity(text.len() / 6);
    let mut lower = String::new();
    let mut signs = text.char_indices().peekable();
    let mut cut = false;
    while let Some((start, sign)) = signs.next() {
        if found.len() >= TOKENS_MAX {
            cut = true;
            break;
        }
        if sign.is_whitespace() || sign.is_control() {
            continue;
        }
        lower.clear();
        if is_han(sign) {
            lower.push(sign);
            found.push(token(
                words,
                &lower,
                start,
                start.saturating_add(sign.len_utf8()),
                false,
                Sort::Han,
            ));
            continue;
        }
        if !sign.is_alphanumeric() {
            lower.push(sign);
            let end = start.saturating_add(sign.len_utf8());
            found.push(token(words, &lower, start, end, false, Sort::Mark(sign)));
            continue;
        }
        let digits = sign.is_ascii_digit();
        let mut end = start.saturating_add(sign.len_utf8());
        let mut possessive = false;
        let mut dotted = false;
        while let Some(&(at, next)) = signs.peek() {
            let after = text
                .get(at.saturating_add(next.len_utf8())..)
                .and_then(|rest| rest.chars().next());
            let inside = if digits {
                next.is_ascii_digit()
                    || (matches!(next, ',' | '.') && after.is_some_and(|one| one.is_ascii_digit()))
            } else if matches!(next, '\'' | '’') {
                after.is_some_and(char::is_alphabetic)
            } else if next == '.' {
                // U.S., e.g.: single letters with points between.
                let so_far = text.get(start..at).unwrap_or_default();
                let last = so_far.rsplit('.').next().unwrap_or_default();
                let single = last.chars().count() == 1;
                if single && (dotted || after.is_some_and(char::is_alphabetic)) {
                    dotted = true;
                    true
                } else {
                    false
                }
            } else {
                next.is_alphanumeric() && !is_han(next)
            };
            if !inside {
                break;
            }
            end = at.saturating_add(next.len_utf8());
            signs.next();
        }
        let whole = text.get(start..end).unwrap_or_default();
        let mut core = whole;
        for ending in ["'s", "’s", "'S", "’S"] {
            if let Some(base) = core.strip_suffix(ending) {
                core = base;
                possessive = true;
            }
        }
        for sign in core.chars() {
            match sign {
                '.' if !digits => {}
                ',' if digits => {}
                '’' => lower.push('\''),
                _ => lower.extend(sign.to_lowercase()),
            }
        }
        // The country, and not the pronoun.
        if matches!(core, "US" | "U.S." | "U.S" | "USA" | "U.S.A.") {
            lower.clear();
            lower.push_str("usa");
        }
        let sort = if digits && lower.chars().all(|one| one.is_ascii_digit() || one == '.') {
            Sort::Number
        } else {
            Sort::Word
        };
        let mut one = token(words, &lower, start, end, sign.is_uppercase(), sort);
        one.possessive = possessive;
        found.push(one);
    }
    (found, cut)
}

fn token(
    words: &mut Words,
    lower: &str,
    start: usize,
    end: usize,
    upper: bool,
    sort: Sort,
) -> Token {
    Token {
        start: number(start),
        end: number(end),
        word: words.of(lower),
        upper,
        possessive: false,
        sort,
    }
}

/// Words before a point that do not end a sentence.
const SHORTENED: [&str; 24] = [
    "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "sen", "rep", "gov", "st", "no", "inc",
    "ltd", "co", "corp", "vs", "jr", "sr", "art", "fig", "approx", "dept",
];

fn sentences(text: &str, tokens: &[Token], words: &Words) -> Vec<Sentence> {
    let mut found: Vec<Sentence> = Vec::new();
    let mut from = 0;
    let mut paragraph = 0;
    let mut close = |from: usize, to: usize, paragraph: usize, prose: bool| {
        let part = tokens.get(from..to).unwrap_or_default();
        if let (Some(first), Some(last)) = (part.first(), part.last()) {
            found.push(Sentence {
                tokens: from..to,
                bytes: place(first.start)..place(last.end),
                paragraph,
                prose,
            });
        }
    };
    let mut at = 0;
    while at < tokens.len() {
        let Some(token) = tokens.get(at) else { break };
        let next = tokens.get(at.saturating_add(1));
        let gap = next.map_or("\n", |next| {
            text.get(place(token.end)..place(next.start))
                .unwrap_or_default()
        });
        let ends = match token.sort {
            Sort::Mark('.') => {
                let before = at.checked_sub(1).and_then(|at| tokens.get(at));
                let short = before.is_some_and(|one| {
                    let word = words.text(one.word);
                    one.upper && (SHORTENED.contains(&word) || word.chars().count() == 1)
                });
                !short
            }
            Sort::Mark('!' | '?' | '。' | '！' | '？' | '；') => true,
            _ => false,
        };
        if ends {
            // The closing marks belong to the sentence.
            let mut end = at.saturating_add(1);
            while tokens.get(end).is_some_and(|one| {
                matches!(
                    one.sort,
                    Sort::Mark('”' | '’' | '"' | '»' | '」' | '』' | ')' | '）')
                ) && end
                    .checked_sub(1)
                    .and_then(|at| tokens.get(at))
                    .is_some_and(|last| last.end == one.start)
            }) {
                end = end.saturating_add(1);
            }
            let last = tokens.get(end.saturating_sub(1));
            let after = tokens.get(end);
            let follows = match (last, after) {
                (Some(last), Some(after)) => {
                    let gap = text
                        .get(place(last.end)..place(after.start))
                        .unwrap_or_default();
                    // A full stop within an address or a number is followed by no blank.
                    !gap.is_empty() || matches!(token.sort, Sort::Mark('。' | '！' | '？' | '；'))
                }
                _ => true,
            };
            if follows {
                close(from, end, paragraph, true);
                from = end;
                at = end.saturating_sub(1);
                let gap = match (last, after) {
                    (Some(last), Some(after)) => text
                        .get(place(last.end)..place(after.start))
                        .unwrap_or_default(),
                    _ => "",
                };
                if gap.contains('\n') {
                    paragraph = paragraph.saturating_add(1);
                }
            }
        } else if gap.contains('\n') && is_break(gap, tokens, from, at) {
            close(from, at.saturating_add(1), paragraph, false);
            from = at.saturating_add(1);
            paragraph = paragraph.saturating_add(1);
        } else if at.saturating_sub(from) >= SENTENCE_MAX {
            close(from, at.saturating_add(1), paragraph, true);
            from = at.saturating_add(1);
        }
        at = at.saturating_add(1);
    }
    close(from, tokens.len(), paragraph, false);
    found
}

/// A line end within a sentence is a mere turn of the line when the text was wrapped, that is when
/// the line was long; an empty line always ends it.
fn is_break(gap: &str, tokens: &[Token], from: usize, at: usize) -> bool {
    if gap.matches('\n').count() > 1 {
        return true;
    }
    let (Some(first), Some(last)) = (tokens.get(from), tokens.get(at)) else {
        return true;
    };
    let next_lower = tokens
        .get(at.saturating_add(1))
        .is_some_and(|next| next.is_word() && !next.upper);
    !(next_lower && place(last.end).saturating_sub(place(first.start)) > 40)
}

/// Quotations of two words or more, which never go beyond their paragraph.
fn quotes(tokens: &[Token], sentences: &[Sentence]) -> Vec<Quote> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char, usize)> = None;
    for (index, sentence) in sentences.iter().enumerate() {
        for at in sentence.tokens.clone() {
            let Some(token) = tokens.get(at) else {
                continue;
            };
            let Sort::Mark(sign) = token.sort else {
                continue;
            };
            if let Some((from, closing, paragraph)) = open {
                if sentence.paragraph != paragraph {
                    open = None;
                } else if sign == closing && (closing != '’' || ends_word(tokens, at)) {
                    add_quote(&mut found, tokens, sentences, from..at);
                    open = None;
                    continue;
                } else {
                    continue;
                }
            }
            let closing = match sign {
                '“' | '„' => '”',
                '"' => '"',
                '«' => '»',
                '「' => '」',
                '『' => '』',
                '‘' => '’',
                _ => continue,
            };
            open = Some((at.saturating_add(1), closing, sentence.paragraph));
        }
        let _ = index;
    }
    found
}

/// Whether a mark stands behind a word and before a blank or another mark.
fn ends_word(tokens: &[Token], at: usize) -> bool {
    let (Some(mark), Some(next)) = (tokens.get(at), tokens.get(at.saturating_add(1))) else {
        return true;
    };
    next.start > mark.end || next.is_sign()
}

fn add_quote(
    found: &mut Vec<Quote>,
    tokens: &[Token],
    sentences: &[Sentence],
    range: Range<usize>,
) {
    let part = tokens.get(range.clone()).unwrap_or_default();
    let words = part.iter().filter(|one| !one.is_sign()).count();
    if words < 2 {
        return;
    }
    let sentence = sentences.partition_point(|sentence| sentence.tokens.end <= range.start);
    found.push(Quote {
        tokens: range,
        sentence,
    });
}

/// The stems of the words of meaning in a range, once each, in order.
pub(crate) fn stems(text: &Text, range: &Range<usize>, words: &Words) -> Vec<Word> {
    let mut found: Vec<Word> = text
        .of(range)
        .iter()
        .filter(|token| !token.is_sign() && !words.is(token.word, Kinds::STOP))
        .map(|token| words.stem(token.word))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}
