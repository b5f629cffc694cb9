//! Who speaks in a sentence.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::super::text::Token;
use super::super::words::{Kinds, Word};
use super::*;

impl Listener<'_> {
    /// People: introduced by what they are (`spokesperson Lin Jian`; `Ada Berg, the minister,`), or
    /// named in full once and by one word later.
    pub(super) fn persons(&self, runs: &[Vec<Range<usize>>], speech: &mut Speech) {
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
    pub(super) fn role_near(&self, run: &Range<usize>, sentence: &Range<usize>) -> Option<usize> {
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
    pub(super) fn role(&self, sentence: &Range<usize>, role_at: usize) -> String {
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
    pub(super) fn speaker(
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
    pub(super) fn inverted(
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
    pub(super) fn named_at(
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
    pub(super) fn before(
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
    pub(super) fn apposed<'r>(
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

    pub(super) fn after_preposition(&self, at: usize, sentence: &Range<usize>) -> bool {
        let from = at.saturating_sub(3).max(sentence.start);
        (from..at).any(|at| {
            self.word(at)
                .is_some_and(|one| BEFORE_OBJECTS.contains(&self.words.text(one.word)))
        })
    }

    /// The speaker of a name: one that is known by it or by a part of it, or a new one.
    pub(super) fn known(&self, run: &Range<usize>, speech: &mut Speech) -> usize {
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
    pub(super) fn described(
        &self,
        sentence: &Range<usize>,
        at: usize,
        speech: &mut Speech,
    ) -> usize {
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
}
