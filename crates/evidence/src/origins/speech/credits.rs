//! What a sentence says it has from others: outlets, papers, hearsay.

use std::ops::Range;

use super::super::text::Sort;
use super::super::words::Kinds;
use super::*;

impl Listener<'_> {
    pub(super) fn credits(
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
                let says = paper_of.is_some()
                    && (self.introduced(at, sentence)
                        || self.is(next, Kinds::SPEECH)
                        || self.reads(next, "that"))
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
        if !found.iter().any(|one| one.way == Way::Paper) {
            found.extend(self.nameless_paper(index, sentence));
        }
        speech.credits.extend(found);
        self.hearsay(index, sentence, speech);
    }

    /// `according to the company's filing`, `in a filing with the exchange, the company said`.
    fn nameless_paper(&self, index: usize, sentence: &Range<usize>) -> Option<Credit> {
        let papers = sentence.clone().filter(|&at| {
            self.is(at, Kinds::PAPER) && !self.text.quoted(at) && self.introduced(at, sentence)
        });
        papers.into_iter().find_map(|at| {
            let before = at.checked_sub(1)?;
            let owner =
                self.is(before, Kinds::BODY) && self.word(before).is_some_and(|one| one.possessive);
            let indefinite = self.reads(before, "a") || self.reads(before, "an");
            let body = if owner {
                before
            } else if indefinite && at.checked_sub(2).is_some_and(|at| self.reads(at, "in")) {
                sentence.clone().find(|&at| {
                    self.is(at, Kinds::BODY) && self.is(at.saturating_add(1), Kinds::SPEECH)
                })?
            } else {
                return None;
            };
            Some(Credit {
                way: Way::Paper,
                key: vec![self.word(body)?.word],
                shown: format!("the {}", self.words.text(self.word(body)?.word)),
                paper: self.words.text(self.word(at)?.word).to_owned(),
                sentence: index,
                about: sentence.clone(),
            })
        })
    }

    /// Whether a paper is said to say something: `according to a statement`, `the filing said`.
    pub(super) fn introduced(&self, paper: usize, sentence: &Range<usize>) -> bool {
        let from = paper.saturating_sub(5).max(sentence.start);
        let lead = (from..paper).any(|at| {
            self.reads(at, "according") || self.reads(at, "in") || self.reads(at, "citing")
        });
        let until = paper.saturating_add(3).min(sentence.end);
        lead || (paper.saturating_add(1)..until).any(|at| self.is(at, Kinds::SPEECH))
    }

    /// `several reports claimed that …`, `reports alleging that …`.
    pub(super) fn hearsay(&self, index: usize, sentence: &Range<usize>, speech: &mut Speech) {
        for at in sentence.clone() {
            let previous = at.checked_sub(1);
            // `people familiar with the matter said`.
            let familiar = self.reads(at, "familiar")
                && previous.is_some_and(|at| {
                    ["people", "person", "persons", "someone", "those"]
                        .iter()
                        .any(|word| self.reads(at, word))
                });
            if !(familiar || self.is(at, Kinds::HEARSAY)) || self.text.quoted(at) {
                continue;
            }
            // `a report by Bloomberg that …` is that of somebody.
            let next = at.saturating_add(1);
            let signed = (self.reads(next, "by") || self.reads(next, "from"))
                && (next.saturating_add(1)..next.saturating_add(3))
                    .any(|at| self.word(at).is_some_and(|one| one.upper));
            if signed {
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
            let mut about = from..end;
            if about.len() < 3 {
                // `340 engines were found, people familiar with the matter said.`
                let start = at.saturating_sub(usize::from(familiar));
                let comma = (sentence.start..start)
                    .rev()
                    .find(|&at| self.word(at).is_some_and(|one| one.is_mark(',')));
                match comma.filter(|&comma| start.saturating_sub(comma) < 5) {
                    Some(comma) if comma.saturating_sub(sentence.start) >= 4 => {
                        about = sentence.start..comma;
                    }
                    _ => continue,
                }
            }
            speech.credits.push(Credit {
                way: Way::Hearsay,
                key: Vec::new(),
                shown: self.shown(&about),
                paper: if familiar {
                    "people".to_owned()
                } else {
                    self.word(at)
                        .map(|one| self.words.text(one.word).to_owned())
                        .unwrap_or_default()
                },
                sentence: index,
                about,
            });
            return;
        }
    }
}
