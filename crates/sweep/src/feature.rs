//! What conditions ask of a row, and the classes of answers that they tell apart.

use std::cmp::Ordering;

use exeat_facts::{Fact, Value, Vocabulary};
use exeat_law::answer::answer;
use exeat_law::model::{Measure, Test};
use exeat_law::world::ShareBounds;
use exeat_value::{Comparison, Decimal, Truth, UnknownReason};
use rustc_hash::FxHashMap;

/// A thing that is asked about a row and whose answers fall into classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Subject {
    /// The answer of a column.
    Column(usize),
    /// Whether what the row lists inside its item is all that is there.
    Completeness,
    /// How much of the item the component is.
    Share(Measure),
}

/// A question about a subject.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Question {
    /// A test of the law.
    Test(Test),
    /// Whether it names a place whose law is not among these jurisdictions.
    Elsewhere(Box<[String]>),
    /// Whether there may be things inside that the row does not name: no, or nobody knows.
    Unlisted,
    /// How the share stands to a percentage, if the component counts, may count or does not.
    Share(Truth, Comparison, Decimal),
}

/// What makes two answers one class.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct ClassKey {
    answers: Box<[Truth]>,
    exactly: Exactly,
}

/// What besides the answers to all questions tells classes apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Exactly {
    /// Nothing: of a known value conditions see no more.
    Known,
    Unknown(UnknownReason),
    Between(Value, Value),
    Contested(Vec<Value>),
    /// A known value of a column whose values are kept apart.
    Apart(Value),
    /// How the bounds of a share stand to each threshold.
    Bounds(Vec<(Ordering, Ordering)>),
}

/// The number of a class of a feature.
pub(crate) type Class = u32;

/// A subject, its questions, and the classes met so far.
#[derive(Debug, Clone)]
pub(crate) struct Feature {
    pub(crate) subject: Subject,
    questions: Vec<Question>,
    index: FxHashMap<Question, usize>,
    apart: bool,
    classes: FxHashMap<ClassKey, Class>,
    /// The answers of each class, one class after another.
    answers: Vec<Truth>,
    /// What each class is of.
    kinds: Vec<Kind>,
}

/// What conditions see of a class besides its answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// Nothing: a value is known, and conditions know it by its answers.
    Known,
    /// That nothing is known.
    Unknown,
    /// What may be the case, so that the class is like no other.
    Itself(Class),
}

impl Feature {
    pub(crate) fn new(subject: Subject) -> Self {
        Self {
            subject,
            questions: Vec::new(),
            index: FxHashMap::default(),
            apart: false,
            classes: FxHashMap::default(),
            answers: Vec::new(),
            kinds: Vec::new(),
        }
    }

    /// Keeps different values apart, whatever conditions ask of them.
    pub(crate) fn keep_apart(&mut self) {
        self.apart = true;
    }

    /// The place of a question among those of the subject.
    pub(crate) fn ask(&mut self, question: Question) -> usize {
        let questions = &mut self.questions;
        *self.index.entry(question).or_insert_with_key(|question| {
            questions.push(question.clone());
            questions.len() - 1
        })
    }

    /// The percentages that shares are compared with.
    pub(crate) fn percentages(&self) -> Vec<Decimal> {
        let of = |question: &Question| match question {
            Question::Share(_, _, percent) => Some(*percent),
            _ => None,
        };
        self.questions.iter().filter_map(of).collect()
    }

    /// What a class answers to a question.
    pub(crate) fn answer(&self, class: Class, question: usize) -> Truth {
        let start = at(class) * self.questions.len();
        self.answers[start + question]
    }

    /// What a class is of.
    pub(crate) fn kind(&self, class: Class) -> Kind {
        self.kinds[at(class)]
    }

    /// The class of a fact.
    pub(crate) fn class_of_fact(&mut self, fact: &Fact, vocabulary: &Vocabulary) -> Class {
        let answers = self
            .questions
            .iter()
            .map(|question| match question {
                Question::Test(test) => answer(test, fact),
                Question::Elsewhere(modelled) => {
                    Truth::from(names_another(fact, modelled, vocabulary))
                }
                Question::Unlisted | Question::Share(..) => Truth::Unknown,
            })
            .collect();
        let exactly = match fact {
            Fact::Known { value, .. } if self.apart => Exactly::Apart(value.clone()),
            Fact::Known { .. } => Exactly::Known,
            Fact::Unknown(reason) => Exactly::Unknown(*reason),
            Fact::Between { low, high, .. } => Exactly::Between(low.clone(), high.clone()),
            Fact::Contested(candidates) => {
                Exactly::Contested(candidates.iter().map(|one| one.value.clone()).collect())
            }
        };
        self.class(ClassKey { answers, exactly })
    }

    /// The class of a row that says so, or does not say so.
    pub(crate) fn class_of_completeness(&mut self, complete: bool) -> Class {
        let answer = if complete {
            Truth::False
        } else {
            Truth::Unknown
        };
        let answers = self.questions.iter().map(|_| answer).collect();
        self.class(ClassKey {
            answers,
            exactly: Exactly::Known,
        })
    }

    /// The class of a share, by its bounds where the component does not count, may count and counts.
    pub(crate) fn class_of_share(&mut self, bounds: [ShareBounds; 3]) -> Class {
        let [no, perhaps, yes] = bounds;
        let of = |counts: Truth| match counts {
            Truth::False => no,
            Truth::Unknown => perhaps,
            Truth::True => yes,
        };
        let mut stands = Vec::new();
        let answers = self
            .questions
            .iter()
            .map(|question| match question {
                Question::Share(counts, comparison, percent) => {
                    let bounds = of(*counts);
                    stands.push((bounds.low.compare(*percent), bounds.high.compare(*percent)));
                    bounds.is(*comparison, *percent)
                }
                _ => Truth::Unknown,
            })
            .collect();
        self.class(ClassKey {
            answers,
            exactly: Exactly::Bounds(stands),
        })
    }

    fn class(&mut self, key: ClassKey) -> Class {
        let next = Class::try_from(self.kinds.len()).unwrap_or(Class::MAX);
        let (answers, kinds) = (&mut self.answers, &mut self.kinds);
        *self.classes.entry(key).or_insert_with_key(|key| {
            answers.extend_from_slice(&key.answers);
            kinds.push(match key.exactly {
                Exactly::Known | Exactly::Apart(_) => Kind::Known,
                Exactly::Unknown(_) => Kind::Unknown,
                Exactly::Between(..) | Exactly::Contested(_) | Exactly::Bounds(_) => {
                    Kind::Itself(next)
                }
            });
            next
        })
    }
}

/// A class or code as an index.
#[inline]
pub(crate) fn at(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Whether a fact names, or may name, a place that is none of these.
fn names_another(fact: &Fact, modelled: &[String], vocabulary: &Vocabulary) -> bool {
    let elsewhere = |value: &Value| match value {
        Value::Code(code) => vocabulary
            .code(*code)
            .is_some_and(|definition| modelled.iter().all(|one| one != definition.code)),
        _ => false,
    };
    match fact {
        Fact::Known { value, .. } => elsewhere(value),
        Fact::Contested(candidates) => candidates.iter().any(|one| elsewhere(&one.value)),
        Fact::Unknown(_) | Fact::Between { .. } => false,
    }
}
