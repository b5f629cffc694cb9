//! Three-valued truth by plain recursion, of a case as it stands or with some of its open questions answered.

use exeat_law::model::{Over, Quantifier};
use exeat_value::Truth;

use super::completions::{Replies, hidden_question, share_question};
use super::scene::{self, Bound, NOBODY_NAMED, Scene};
use super::share::{Bounds, Share, share_is};
use super::written::{Body, Plain, Written};

/// Answers in three values.
pub(super) struct Kleene<'a> {
    pub(super) written: &'a Written,
    pub(super) scene: &'a Scene<'a>,
    /// Answers to open questions; what has none here is as the case leaves it.
    replies: Replies<'a>,
}

/// The lesser: no before unknown before yes.
fn and(one: Truth, other: Truth) -> Truth {
    one.min(other)
}

/// The greater.
fn or(one: Truth, other: Truth) -> Truth {
    one.max(other)
}

fn contrary(truth: Truth) -> Truth {
    match truth {
        Truth::True => Truth::False,
        Truth::Unknown => Truth::Unknown,
        Truth::False => Truth::True,
    }
}

impl<'a> Kleene<'a> {
    pub(super) fn new(written: &'a Written, scene: &'a Scene<'a>) -> Self {
        Self::with(written, scene, Replies::default())
    }

    pub(super) fn with(written: &'a Written, scene: &'a Scene<'a>, replies: Replies<'a>) -> Self {
        Self {
            written,
            scene,
            replies,
        }
    }

    pub(super) fn truth(&self, plain: &Plain, bound: Bound) -> Truth {
        match plain {
            Plain::Constant(value) => Truth::from(*value),
            Plain::Atom(atom) => {
                let whose = self.scene.whose(atom.subject, bound);
                // What all that the fact may be agrees on needs no reply.
                match scene::truth(&atom.test, self.scene.fact(whose, atom.fact)) {
                    Truth::Unknown => self.replies.of_atom(whose, atom.fact, &atom.test),
                    settled => settled,
                }
            }
            Plain::Not(part) => contrary(self.truth(part, bound)),
            Plain::All(parts) => parts
                .iter()
                .map(|part| self.truth(part, bound))
                .fold(Truth::True, and),
            Plain::Any(parts) => parts
                .iter()
                .map(|part| self.truth(part, bound))
                .fold(Truth::False, or),
            Plain::Reading(reading, mask) => {
                if let Some(alternative) = self.replies.of_reading(*reading) {
                    return Truth::from(mask[alternative]);
                }
                let reckoned_with = &self.written.readings[reading.index()];
                let answers: Vec<bool> = (0..mask.len())
                    .filter(|&one| reckoned_with[one])
                    .map(|one| mask[one])
                    .collect();
                match (answers.contains(&true), answers.contains(&false)) {
                    (true, false) => Truth::True,
                    (false, true) => Truth::False,
                    _ => Truth::Unknown,
                }
            }
            Plain::Open(id) => self.replies.of_gap(*id),
            Plain::About(subject, part) => {
                let item = bound.item_of(*subject);
                self.truth(part, Bound { item, ..bound })
            }
            Plain::Quantified(quantifier, over, body) => {
                self.quantified(*quantifier, *over, *body, bound)
            }
            Plain::Share {
                measure,
                whole,
                filter,
                comparison,
                threshold,
            } => {
                let share = Share {
                    measure: *measure,
                    whole: bound.item_of(*whole),
                };
                let question = share_question(self.written, share, *filter, bound);
                let bounds = match self.replies.of_share(&question) {
                    Some(part) => Bounds {
                        least: part,
                        most: part,
                    },
                    // Of what nobody named no share is asked for, so that only what is settled in any case counts.
                    None if question.is_of_unnamed() => {
                        Kleene::new(self.written, self.scene).share(share, *filter, bound)
                    }
                    None => self.share(share, *filter, bound),
                };
                share_is(&bounds, *comparison, *threshold)
            }
        }
    }

    /// The bounds of the share of those components for which the filter holds.
    pub(super) fn share(&self, share: Share, filter: Body, bound: Bound) -> Bounds {
        let filter = self.written.body(filter);
        share.bounds(self.scene, &|component| {
            let inner = Bound {
                component: Some(component),
                ..bound
            };
            self.truth(filter, inner)
        })
    }

    fn quantified(&self, quantifier: Quantifier, over: Over, number: Body, bound: Bound) -> Truth {
        let body = self.written.body(number);
        let (members, complete) = self.scene.members(over, bound);
        let is_empty = members.is_empty();
        let each: Vec<Truth> = members
            .into_iter()
            .map(|member| self.truth(body, bound_to(over, member, bound)))
            .collect();
        let some = each.iter().copied().fold(Truth::False, or);
        let every = each.iter().copied().fold(Truth::True, and);
        let (some, every) = if complete {
            (some, every)
        } else {
            // Of members that nobody named it is open whether some of them, or all of them, meet the condition; unless
            // it holds, or fails, of somebody of whom nothing is known, and so of anybody.
            let of_hidden = |every: bool| {
                let question = hidden_question(self.written, every, over, number, bound);
                self.replies.of_hidden(&question)
            };
            let of_anybody = self.truth(body, bound_to(over, NOBODY_NAMED, bound));
            let some_of_them = match of_anybody {
                Truth::False => Truth::False,
                _ => of_hidden(false),
            };
            let all_of_them = match of_anybody {
                Truth::True => Truth::True,
                _ => of_hidden(true),
            };
            // What does not speak of the member is the same for them as for everybody.
            let alike = !self.written.uses(number).of_member(over);
            let named_too = alike && !is_empty;
            if named_too {
                (some, every)
            } else {
                (or(some, some_of_them), and(every, all_of_them))
            }
        };
        match quantifier {
            Quantifier::Some => some,
            Quantifier::Every => every,
            Quantifier::No => contrary(some),
        }
    }
}

/// What the words stand for inside a quantifier, for one member.
pub(super) fn bound_to(over: Over, member: usize, bound: Bound) -> Bound {
    let member = Some(member);
    match over {
        Over::Layers(_) => Bound {
            layer: member,
            ..bound
        },
        Over::Components(_) => Bound {
            component: member,
            ..bound
        },
        Over::Parties => Bound {
            party: member,
            ..bound
        },
    }
}
