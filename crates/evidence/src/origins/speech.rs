//! Who says what: names, speakers, and the phrases by which an article says where it has it from.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::text::{Sort, Text, Token};
use super::words::{Kinds, Word, Words};

/// Somebody who says something in an article.
#[derive(Debug, Clone)]
pub(crate) struct Speaker {
    /// The words of the name, or of the description.
    pub(crate) key: Vec<Word>,
    /// As the article writes it.
    pub(crate) shown: String,
    /// What the article says that they are: `Foreign Ministry spokesman`.
    pub(crate) role: String,
    pub(crate) person: bool,
    /// A description without a name.
    pub(crate) nameless: bool,
    /// Says something in the article.
    pub(crate) spoke: bool,
}

/// How an article says where it has something from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Way {
    /// Somebody asked for an outlet, or was told something for it.
    Asked,
    /// An outlet or agency reported it.
    Reported,
    /// A paper says it: a statement, a filing.
    Paper,
    /// Reports, rumours, posts that nobody signs.
    Hearsay,
}

/// A phrase that says where something is from.
#[derive(Debug, Clone)]
pub(crate) struct Credit {
    pub(crate) way: Way,
    /// The words of the name; empty for hearsay.
    pub(crate) key: Vec<Word>,
    /// As the article writes it: `US Embassy in Islamabad`.
    pub(crate) shown: String,
    /// What sort of paper.
    pub(crate) paper: String,
    pub(crate) sentence: usize,
    /// What it is about: the rest of the sentence, as words.
    pub(crate) about: Range<usize>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Speech {
    pub(crate) speakers: Vec<Speaker>,
    /// The speaker of each sentence.
    pub(crate) by_sentence: Vec<Option<usize>>,
    /// The speaker of each quotation.
    pub(crate) by_quote: Vec<Option<usize>>,
    pub(crate) credits: Vec<Credit>,
    /// The names of the article, by their words.
    pub(crate) names: FxHashSet<Vec<Word>>,
}

/// How words are written in the set.
#[derive(Debug, Default)]
pub(crate) struct SmallSeen {
    /// Begin with a small letter somewhere.
    small: FxHashSet<Word>,
    /// Begin with a capital within a sentence somewhere.
    capital: FxHashSet<Word>,
}

/// Notes how the words of an article are written.
pub(crate) fn small_words(text: &Text, seen: &mut SmallSeen) {
    for token in text
        .tokens
        .iter()
        .filter(|token| token.is_word() && !token.upper)
    {
        seen.small.insert(token.word);
    }
    for sentence in text.sentences.iter().filter(|sentence| sentence.prose) {
        for two in text.of(&sentence.tokens).windows(2) {
            if let [before, token] = two
                && before.is_word()
                && !before.upper
                && token.upper
            {
                seen.capital.insert(token.word);
            }
        }
    }
}

/// Runs of capitalised words: names.
pub(crate) fn names(
    text: &Text,
    range: &Range<usize>,
    words: &Words,
    small: &SmallSeen,
) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end {
        if !is_name_word(text, range, at, words, small) {
            at = at.saturating_add(1);
            continue;
        }
        let from = at;
        let mut end = at.saturating_add(1);
        while end < range.end {
            let last = text.tokens.get(end.saturating_sub(1));
            if last.is_some_and(|last| last.possessive) {
                break;
            }
            if adjoins(text, end) && is_name_word(text, range, end, words, small) {
                end = end.saturating_add(1);
                continue;
            }
            // `Ministry of Commerce`, `Embassy in Islamabad`, `Ministry of the Interior`.
            let joins = text.tokens.get(end).is_some_and(|token| {
                words.is(token.word, Kinds::JOINS) && words.text(token.word) != "and"
                    || words.text(token.word) == "in"
                        && last.is_some_and(|last| words.is(last.word, Kinds::BODY))
            });
            let next = end.saturating_add(1);
            let after_the = text
                .tokens
                .get(next)
                .is_some_and(|token| words.text(token.word) == "the");
            let after = if after_the {
                next.saturating_add(1)
            } else {
                next
            };
            let good = joins && after < range.end && is_name_word(text, range, after, words, small);
            if !good {
                break;
            }
            end = after.saturating_add(1);
        }
        // `The News`: an article that is written large within a sentence is part of the name.
        let with_article = from
            .checked_sub(1)
            .filter(|&before| before > range.start)
            .filter(|&before| {
                text.tokens
                    .get(before)
                    .is_some_and(|token| token.upper && words.text(token.word) == "the")
            });
        found.push(with_article.unwrap_or(from)..end);
        at = end;
    }
    found
}

/// Whether nothing but a blank stands before a word.
fn adjoins(text: &Text, at: usize) -> bool {
    text.tokens.get(at).is_some_and(Token::is_word)
}

fn is_name_word(
    text: &Text,
    range: &Range<usize>,
    at: usize,
    words: &Words,
    small: &SmallSeen,
) -> bool {
    let Some(token) = text.tokens.get(at) else {
        return false;
    };
    if !token.is_word() || !token.upper {
        return false;
    }
    let kinds = words.kinds(token.word);
    if kinds.has(Kinds::STOP) || kinds.has(Kinds::ROLE) || kinds.has(Kinds::WEEKDAY) {
        return false;
    }
    let month = kinds.has(Kinds::MONTH);
    if month {
        return false;
    }
    let first = at == range.start
        || at
            .checked_sub(1)
            .and_then(|at| text.tokens.get(at))
            .is_some_and(|before| {
                before.is_sign() && !matches!(before.sort, Sort::Mark(',' | '(' | '-' | '/' | '–'))
            });
    let body = words.text(token.word);
    if first {
        let verbal = ["ing", "ed", "ly"]
            .iter()
            .any(|ending| body.ends_with(ending));
        let plain =
            kinds.has(Kinds::HEARSAY) || kinds.has(Kinds::LOAD) || kinds.has(Kinds::REPORTER);
        if small.capital.contains(&token.word) && !plain {
            return true;
        }
        return !verbal
            && !plain
            && (!small.small.contains(&token.word) || followed_by_name(text, range, at));
    }
    true
}

fn followed_by_name(text: &Text, range: &Range<usize>, at: usize) -> bool {
    let next = at.saturating_add(1);
    next < range.end
        && text
            .tokens
            .get(next)
            .is_some_and(|token| token.is_word() && token.upper)
}

/// Prepositions after which a name is no subject.
const BEFORE_OBJECTS: [&str; 18] = [
    "to", "with", "of", "in", "on", "from", "against", "by", "for", "at", "between", "about",
    "into", "toward", "towards", "via", "near", "over",
];

pub(crate) struct Listener<'a> {
    pub(crate) source: &'a str,
    pub(crate) text: &'a Text,
    pub(crate) words: &'a Words,
    pub(crate) small: &'a SmallSeen,
}

enum Subject {
    Speaker(usize),
    Pronoun(bool),
    Hearsay,
}

impl Listener<'_> {
    pub(crate) fn listen(&self) -> Speech {
        let mut speech = Speech::default();
        let runs: Vec<Vec<Range<usize>>> = self
            .text
            .sentences
            .iter()
            .map(|sentence| names(self.text, &sentence.tokens, self.words, self.small))
            .collect();
        self.persons(&runs, &mut speech);
        for run in runs.iter().flatten() {
            speech.names.insert(self.key(run));
        }
        let mut last: Option<usize> = None;
        for (index, sentence) in self.text.sentences.iter().enumerate() {
            let own = runs.get(index).map(Vec::as_slice).unwrap_or_default();
            let speaker = self.speaker(&sentence.tokens, own, &mut speech, last);
            self.credits(index, &sentence.tokens, own, &mut speech);
            if speaker.is_some() {
                last = speaker;
            }
            speech.by_sentence.push(speaker);
        }
        super::chinese::listen(self.source, self.text, self.words, &mut speech);
        for index in speech.by_sentence.iter().flatten() {
            if let Some(one) = speech.speakers.get_mut(*index) {
                one.spoke = true;
            }
        }
        speech.by_quote = self
            .text
            .quotes
            .iter()
            .map(|quote| {
                let of = |token: usize| {
                    let sentence = self.text.sentence_of(token);
                    speech.by_sentence.get(sentence).copied().flatten()
                };
                // A quotation of several sentences has its speaker at its end.
                of(quote.tokens.end)
                    .or_else(|| of(quote.tokens.end.saturating_sub(1)))
                    .or_else(|| of(quote.tokens.start))
            })
            .collect();
        speech
    }

    fn word(&self, at: usize) -> Option<&Token> {
        self.text.tokens.get(at)
    }

    fn is(&self, at: usize, kind: Kinds) -> bool {
        self.word(at)
            .is_some_and(|token| token.is_word() && self.words.is(token.word, kind))
    }

    fn reads(&self, at: usize, word: &str) -> bool {
        self.word(at)
            .is_some_and(|token| self.words.text(token.word) == word)
    }

    fn key(&self, range: &Range<usize>) -> Vec<Word> {
        self.text
            .of(range)
            .iter()
            .filter(|token| token.is_word() && !self.words.is(token.word, Kinds::STOP))
            .map(|token| token.word)
            .collect()
    }

    fn shown(&self, range: &Range<usize>) -> String {
        let span = self.text.bytes(range);
        let text = self.source.get(span).unwrap_or_default();
        let text = text
            .strip_suffix("’s")
            .or_else(|| text.strip_suffix("'s"))
            .unwrap_or(text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// People: introduced by what they are (`spokesperson Lin Jian`; `Ada Berg, the minister,`), or
    /// named in full once and by one word later.
    fn persons(&self, runs: &[Vec<Range<usize>>], speech: &mut Speech) {
        let mut short: FxHashSet<Word> = FxHashSet::default();
        for run in runs.iter().flatten() {
            let after_the = run
                .start
                .checked_sub(1)
                .is_some_and(|at| self.reads(at, "the"));
            if let [only] = self.text.of(run)
                && !after_the
            {
                short.insert(only.word);
            }
        }
        for (index, own) in runs.iter().enumerate() {
            let Some(sentence) = self.text.sentences.get(index) else {
                continue;
            };
            for run in own {
                let key = self.key(run);
                if key.is_empty() || self.text.of(run).len() > 5 {
                    continue;
                }
                let role_at = self.role_near(run, &sentence.tokens);
                let full = (2..=3).contains(&key.len())
                    && key.last().is_some_and(|last| short.contains(last))
                    && !key.iter().any(|&word| self.words.is(word, Kinds::BODY));
                if role_at.is_none() && !full {
                    continue;
                }
                let role = role_at
                    .map(|at| self.role(&sentence.tokens, at))
                    .unwrap_or_default();
                match speech.speakers.iter_mut().find(|one| one.key == key) {
                    Some(known) => {
                        if known.role.len() < role.len() {
                            known.role = role;
                        }
                    }
                    None => speech.speakers.push(Speaker {
                        shown: self.shown(run),
                        key,
                        role,
                        person: true,
                        nameless: false,
                        spoke: false,
                    }),
                }
            }
        }
    }

    /// The role that stands by a name.
    fn role_near(&self, run: &Range<usize>, sentence: &Range<usize>) -> Option<usize> {
        let comma = |at: usize| self.word(at).is_some_and(|one| one.is_mark(','));
        let before = run.start.checked_sub(1);
        let before = if before.is_some_and(comma) {
            run.start.checked_sub(2)
        } else {
            before
        };
        if let Some(at) = before.filter(|&at| at >= sentence.start && self.is(at, Kinds::ROLE)) {
            return Some(at);
        }
        if !comma(run.end) {
            return None;
        }
        let end = run.end.saturating_add(7).min(sentence.end);
        let close = (run.end.saturating_add(1)..end)
            .find(|&at| self.word(at).is_some_and(Token::is_sign))?;
        (run.end.saturating_add(1)..close).find(|&at| self.is(at, Kinds::ROLE))
    }

    /// The words that belong to a role: `Chinese Foreign Ministry spokesperson`.
    fn role(&self, sentence: &Range<usize>, role_at: usize) -> String {
        let mut from = role_at;
        while let Some(before) = from.checked_sub(1).filter(|&at| at >= sentence.start) {
            let Some(token) = self.word(before) else {
                break;
            };
            let good = token.is_word()
                && (token.upper
                    || self.words.is(token.word, Kinds::BODY)
                    || self.words.is(token.word, Kinds::ROLE)
                    || matches!(
                        self.words.text(token.word),
                        "foreign" | "defence" | "defense" | "commerce" | "trade" | "company"
                    ))
                && !self.words.is(token.word, Kinds::WEEKDAY)
                && !self.words.is(token.word, Kinds::STOP);
            if !good {
                break;
            }
            from = before;
        }
        self.shown(&(from..role_at.saturating_add(1)))
    }

    /// Who speaks in a sentence.
    fn speaker(
        &self,
        sentence: &Range<usize>,
        runs: &[Range<usize>],
        speech: &mut Speech,
        last: Option<usize>,
    ) -> Option<usize> {
        let mut found: Option<usize> = None;
        for at in sentence.clone() {
            let verb = self.is(at, Kinds::SPEECH) && !self.text.quoted(at);
            let according = self.reads(at, "according") && self.reads(at.saturating_add(1), "to");
            let per = self.reads(at, "per") && at == sentence.start;
            if !(verb || according || per) {
                continue;
            }
            let subject = if according || per {
                let from = at.saturating_add(if per { 1 } else { 2 });
                self.named_at(from, sentence, runs, speech)
                    .map(Subject::Speaker)
            } else {
                // `Pakistan's alleged cooperation` says nothing.
                let adjective =
                    at.checked_sub(1)
                        .and_then(|at| self.word(at))
                        .is_some_and(|before| {
                            before.possessive
                                || matches!(
                                    self.words.text(before.word),
                                    "the"
                                        | "an"
                                        | "a"
                                        | "its"
                                        | "their"
                                        | "of"
                                        | "be"
                                        | "been"
                                        | "was"
                                        | "were"
                                )
                        });
                let by = self.reads(at.saturating_add(1), "by");
                if by {
                    self.named_at(at.saturating_add(2), sentence, runs, speech)
                        .map(Subject::Speaker)
                } else if adjective {
                    None
                } else {
                    self.inverted(at, sentence, runs, speech)
                        .or_else(|| self.before(at, sentence, runs, speech))
                }
            };
            let who = match subject {
                Some(Subject::Speaker(index)) => Some(index),
                Some(Subject::Pronoun(person)) => {
                    let good = |&index: &usize| {
                        !person
                            || speech
                                .speakers
                                .get(index)
                                .is_some_and(|one| one.person || one.nameless)
                    };
                    last.filter(good)
                }
                _ => None,
            };
            // A person goes before an institution.
            let better = match (found, who) {
                (None, Some(_)) => true,
                (Some(old), Some(new)) => {
                    let person =
                        |index: usize| speech.speakers.get(index).is_some_and(|one| one.person);
                    !person(old) && person(new)
                }
                _ => false,
            };
            if better {
                found = who;
            }
        }
        found
    }

    /// `…, said Lin.`, `…," said a spokesman for the company.`
    fn inverted(
        &self,
        verb: usize,
        sentence: &Range<usize>,
        runs: &[Range<usize>],
        speech: &mut Speech,
    ) -> Option<Subject> {
        let turns = ![
            "told",
            "tells",
            "called",
            "described",
            "dismissed",
            "denied",
            "rejected",
        ]
        .contains(&self.words.text(self.word(verb)?.word));
        let before = verb
            .checked_sub(1)
            .and_then(|at| self.word(at))
            .filter(|_| turns)?;
        if !before.is_sign() || verb == sentence.start {
            return None;
        }
        self.named_at(verb.saturating_add(1), sentence, runs, speech)
            .map(Subject::Speaker)
    }

    /// The speaker named at a place, an article and roles before the name left aside.
    fn named_at(
        &self,
        from: usize,
        sentence: &Range<usize>,
        runs: &[Range<usize>],
        speech: &mut Speech,
    ) -> Option<usize> {
        let mut at = from;
        let mut described = None;
        for _ in 0..6 {
            if at >= sentence.end {
                break;
            }
            if let Some(run) = runs.iter().find(|run| run.start == at) {
                // `China's foreign ministry`: the name belongs to what follows.
                let possessive = self
                    .word(run.end.saturating_sub(1))
                    .is_some_and(|one| one.possessive);
                if possessive {
                    at = run.end;
                    continue;
                }
                // `the ministry's statement` is a paper and not a speaker.
                return Some(self.known(run, speech));
            }
            let token = self.word(at)?;
            if self.words.is(token.word, Kinds::PAPER) {
                return None;
            }
            if self.words.is(token.word, Kinds::ROLE) || self.words.is(token.word, Kinds::BODY) {
                described = Some(at);
                at = at.saturating_add(1);
                continue;
            }
            let skip = matches!(
                self.words.text(token.word),
                "the" | "a" | "an" | "foreign" | "its" | "of" | "for"
            ) || token.is_mark(',');
            if !skip {
                break;
            }
            at = at.saturating_add(1);
        }
        described.map(|at| self.described(sentence, at, speech))
    }

    /// The nearest subject before a verb.
    fn before(
        &self,
        verb: usize,
        sentence: &Range<usize>,
        runs: &[Range<usize>],
        speech: &mut Speech,
    ) -> Option<Subject> {
        let mut at = verb;
        while let Some(before) = at.checked_sub(1).filter(|&at| at >= sentence.start) {
            at = before;
            let token = self.word(at)?;
            if token.is_mark(';') || token.is_mark(':') {
                return None;
            }
            if self.text.quoted(at) {
                continue;
            }
            if let Some(run) = runs.iter().find(|run| run.contains(&at)) {
                at = run.start;
                let possessive = self
                    .word(run.end.saturating_sub(1))
                    .is_some_and(|one| one.possessive);
                let object = run
                    .start
                    .checked_sub(1)
                    .and_then(|at| self.word(at))
                    .is_some_and(|one| {
                        let word = self.words.text(one.word);
                        BEFORE_OBJECTS.contains(&word)
                            || word == "the"
                                && run
                                    .start
                                    .checked_sub(2)
                                    .and_then(|at| self.word(at))
                                    .is_some_and(|two| {
                                        BEFORE_OBJECTS.contains(&self.words.text(two.word))
                                    })
                    });
                let asked = run
                    .start
                    .checked_sub(1)
                    .is_some_and(|at| self.is(at, Kinds::ASKS));
                if possessive || object || asked {
                    continue;
                }
                return Some(Subject::Speaker(self.known(run, speech)));
            }
            let kinds = self.words.kinds(token.word);
            if !token.is_word() {
                continue;
            }
            if kinds.has(Kinds::HEARSAY) {
                return Some(Subject::Hearsay);
            }
            if kinds.has(Kinds::PRONOUN) {
                return Some(Subject::Pronoun(self.words.text(token.word) != "they"));
            }
            if (kinds.has(Kinds::ROLE) || kinds.has(Kinds::BODY))
                && !self.after_preposition(at, sentence)
            {
                if let Some(run) = self.apposed(at, sentence, runs) {
                    return Some(Subject::Speaker(self.known(run, speech)));
                }
                return Some(Subject::Speaker(self.described(sentence, at, speech)));
            }
        }
        None
    }

    /// The name that a role in apposition belongs to: `Ada Berg, the minister, said`.
    fn apposed<'r>(
        &self,
        role: usize,
        sentence: &Range<usize>,
        runs: &'r [Range<usize>],
    ) -> Option<&'r Range<usize>> {
        let mut at = role;
        while let Some(before) = at
            .checked_sub(1)
            .filter(|&one| one >= sentence.start && role.saturating_sub(one) < 7)
        {
            if self.word(before)?.is_mark(',') {
                return runs.iter().find(|run| run.end == before);
            }
            at = before;
        }
        None
    }

    fn after_preposition(&self, at: usize, sentence: &Range<usize>) -> bool {
        let from = at.saturating_sub(3).max(sentence.start);
        (from..at).any(|at| {
            self.word(at)
                .is_some_and(|one| BEFORE_OBJECTS.contains(&self.words.text(one.word)))
        })
    }

    /// The speaker of a name: one that is known by it or by a part of it, or a new one.
    fn known(&self, run: &Range<usize>, speech: &mut Speech) -> usize {
        let key = self.key(run);
        let same = speech.speakers.iter().position(|one| one.key == key);
        let part = || {
            (key.len() == 1).then(|| {
                speech.speakers.iter().position(|one| {
                    one.person && key.first().is_some_and(|word| one.key.contains(word))
                })
            })?
        };
        if let Some(index) = same.or_else(part) {
            return index;
        }
        speech.speakers.push(Speaker {
            shown: self.shown(run),
            key,
            role: String::new(),
            person: false,
            nameless: false,
            spoke: false,
        });
        speech.speakers.len().saturating_sub(1)
    }

    /// Somebody without a name: `the ministry`, `a company spokesman`.
    fn described(&self, sentence: &Range<usize>, at: usize, speech: &mut Speech) -> usize {
        let mut from = at;
        while let Some(before) = from
            .checked_sub(1)
            .filter(|&one| one >= sentence.start && at.saturating_sub(one) < 5)
        {
            let Some(token) = self.word(before) else {
                break;
            };
            if !token.is_word()
                || (self.words.is(token.word, Kinds::STOP) && !token.upper)
                || self.words.is(token.word, Kinds::SPEECH)
            {
                break;
            }
            from = before;
        }
        let range = from..at.saturating_add(1);
        let key = self.key(&range);
        let covers = |one: &Speaker| key.iter().all(|word| one.key.contains(word));
        if let Some(index) = speech.speakers.iter().position(covers) {
            return index;
        }
        speech.speakers.push(Speaker {
            shown: self.shown(&range),
            key,
            role: String::new(),
            person: false,
            nameless: true,
            spoke: false,
        });
        speech.speakers.len().saturating_sub(1)
    }

    fn credits(
        &self,
        index: usize,
        sentence: &Range<usize>,
        runs: &[Range<usize>],
        speech: &mut Speech,
    ) {
        let mut found: Vec<Credit> = Vec::new();
        let mut add = |way: Way, run: &Range<usize>, paper: String| {
            let key = self.key(run);
            // A person is no outlet, and a place alone publishes nothing.
            let person = speech
                .speakers
                .iter()
                .any(|one| one.person && key.iter().all(|word| one.key.contains(word)));
            if key.is_empty()
                || (person && way != Way::Paper)
                || found.iter().any(|one| one.way == way && one.key == key)
            {
                return;
            }
            found.push(Credit {
                way,
                key,
                shown: self.shown(run),
                paper,
                sentence: index,
                about: sentence.clone(),
            });
        };
        for run in runs {
            if self.text.quoted(run.start) {
                continue;
            }
            let next = run.end;
            let reporter = self.is(next, Kinds::REPORTER);
            let verb = if reporter {
                next.saturating_add(1)
            } else {
                next
            };
            let before = |steps: usize| run.start.checked_sub(steps);
            let reads_before =
                |steps: usize, word: &str| before(steps).is_some_and(|at| self.reads(at, word));
            let the = usize::from(reads_before(1, "the"));
            let possessive = self
                .word(run.end.saturating_sub(1))
                .is_some_and(|one| one.possessive);
            // `Global Times asked`, `a Global Times journalist asked`.
            let asks = self.is(verb, Kinds::ASKS) && !possessive;
            // `told Beijing-based Global Times`, `in an interview with`, `a question from`.
            let mut start = run.start;
            if before(1).is_some_and(|at| self.reads(at, "based")) {
                start = start.saturating_sub(1);
                while start > sentence.start
                    && self
                        .word(start.saturating_sub(1))
                        .is_some_and(|one| one.upper || one.is_mark('-'))
                {
                    start = start.saturating_sub(1);
                }
            }
            let lead = |steps: usize| {
                start
                    .checked_sub(steps.saturating_add(the))
                    .filter(|&at| at >= sentence.start)
            };
            let told = lead(1).is_some_and(|at| self.reads(at, "told"));
            let with = lead(1).is_some_and(|at| self.reads(at, "with"))
                && lead(2).is_some_and(|at| self.is(at, Kinds::OCCASION));
            let question = lead(1).is_some_and(|at| self.reads(at, "from") || self.reads(at, "by"))
                && lead(2).is_some_and(|at| self.reads(at, "question") || self.is(at, Kinds::ASKS));
            // `based Global Times` begins with the town of the outlet.
            let town = self.reads(next, "based")
                || self.word(next).is_some_and(|one| one.is_mark('-'))
                    && self.reads(next.saturating_add(1), "based");
            if (asks || told || with || question) && !town {
                add(Way::Asked, run, String::new());
                continue;
            }
            // `Reuters reported`, `as reported by`, `citing`, `according to Reuters`.
            let agency = self.reads(next, "news") && self.reads(next.saturating_add(1), "agency");
            let verb = if agency { next.saturating_add(2) } else { next };
            let reported = (self.reads(verb, "reported")
                || self.reads(verb, "reports")
                || agency && self.is(verb, Kinds::SPEECH))
                && !possessive;
            let reported_by = lead(1).is_some_and(|at| self.reads(at, "by"))
                && lead(2).is_some_and(|at| self.is(at, Kinds::REPORTS));
            let citing = lead(1).is_some_and(|at| {
                self.reads(at, "citing") || self.reads(at, "cited") || self.reads(at, "quoting")
            });
            if (reported || reported_by || citing) && !town {
                add(Way::Reported, run, String::new());
                continue;
            }
            // `a statement from the US Embassy`, `the company's filing`, `in a statement, X said`.
            let paper_of = lead(2).filter(|&at| {
                self.is(at, Kinds::PAPER)
                    && lead(1).is_some_and(|at| {
                        self.reads(at, "from") || self.reads(at, "by") || self.reads(at, "of")
                    })
            });
            let own_paper = (possessive && self.is(next, Kinds::PAPER)).then_some(next);
            let said_in = (self.is(next, Kinds::SPEECH)
                && self.reads(next.saturating_add(1), "in")
                && self.is(next.saturating_add(3), Kinds::PAPER))
            .then(|| next.saturating_add(3));
            if let Some(at) = paper_of.or(own_paper).or(said_in) {
                let says = paper_of.is_some() && self.introduced(at, sentence)
                    || own_paper.is_some() && self.introduced(at, sentence)
                    || said_in.is_some();
                if says {
                    let paper = self
                        .word(at)
                        .map(|one| self.words.text(one.word).to_owned())
                        .unwrap_or_default();
                    add(Way::Paper, run, paper);
                }
            }
        }
        speech.credits.extend(found);
        self.hearsay(index, sentence, speech);
    }

    /// Whether a paper is said to say something: `according to a statement`, `the filing said`.
    fn introduced(&self, paper: usize, sentence: &Range<usize>) -> bool {
        let from = paper.saturating_sub(5).max(sentence.start);
        let lead = (from..paper).any(|at| {
            self.reads(at, "according") || self.reads(at, "in") || self.reads(at, "citing")
        });
        let until = paper.saturating_add(3).min(sentence.end);
        lead || (paper.saturating_add(1)..until).any(|at| self.is(at, Kinds::SPEECH))
    }

    /// `several reports claimed that …`, `reports alleging that …`.
    fn hearsay(&self, index: usize, sentence: &Range<usize>, speech: &mut Speech) {
        for at in sentence.clone() {
            if !self.is(at, Kinds::HEARSAY) || self.text.quoted(at) {
                continue;
            }
            // `Reuters reports`: a verb.
            let named = at
                .checked_sub(1)
                .and_then(|at| self.word(at))
                .is_some_and(|one| {
                    one.upper
                        && one.is_word()
                        && !self.words.is(one.word, Kinds::STOP)
                        && at != sentence.start.saturating_add(1)
                });
            let possessive = at
                .checked_sub(1)
                .and_then(|at| self.word(at))
                .is_some_and(|one| one.possessive);
            if named || possessive {
                continue;
            }
            let until = at.saturating_add(6).min(sentence.end);
            let claim = (at.saturating_add(1)..until).find(|&at| self.is(at, Kinds::CLAIM));
            let Some(claim) = claim else { continue };
            if self.is(claim, Kinds::HEARSAY)
                && !self.reads(claim, "claims")
                && !self.reads(claim, "claim")
            {
                continue;
            }
            let mut from = claim.saturating_add(1);
            while self.is(from, Kinds::CLAIM) {
                from = from.saturating_add(1);
            }
            let end = (from..sentence.end)
                .find(|&at| {
                    self.word(at).is_some_and(|one| {
                        matches!(one.sort, Sort::Mark(',' | ';' | '.' | '“' | '"'))
                    })
                })
                .unwrap_or(sentence.end);
            if end.saturating_sub(from) < 3 {
                continue;
            }
            speech.credits.push(Credit {
                way: Way::Hearsay,
                key: Vec::new(),
                shown: self.shown(&(from..end)),
                paper: self
                    .word(at)
                    .map(|one| self.words.text(one.word).to_owned())
                    .unwrap_or_default(),
                sentence: index,
                about: from..end,
            });
            return;
        }
    }
}

/// Whether two speakers may be one: equal names, or one a part of the other.
pub(crate) fn same_speaker(one: &Speaker, two: &Speaker) -> bool {
    if one.key.is_empty() || two.key.is_empty() || one.nameless != two.nameless {
        return false;
    }
    let (short, long) = if one.key.len() <= two.key.len() {
        (one, two)
    } else {
        (two, one)
    };
    short.key.iter().all(|word| long.key.contains(word))
        && (short.key.len() == long.key.len() || one.person || two.person)
}
