//! Three-valued truth of 64 rows in two words: those of which a condition is true, and those of which it is false.

use exeat_law::verdict::Verdict;
use exeat_value::Truth;

use crate::feature::{Class, Feature, at};
use crate::plan::{Matter, Op, OpIndex, Plan};

/// How many words a plane has at most: so many that the planes of a whole law stay in a processor's cache.
pub(crate) const WORDS_MAX: usize = 16;

/// How many rows are gone through at once.
pub(crate) const ROWS_MAX: usize = WORDS_MAX * 64;

/// 64 rows a word, of which each is true, false or neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Word {
    yes: u64,
    no: u64,
}

impl Word {
    const fn of(truth: Truth) -> Self {
        match truth {
            Truth::True => Self {
                yes: u64::MAX,
                no: 0,
            },
            Truth::False => Self {
                yes: 0,
                no: u64::MAX,
            },
            Truth::Unknown => Self { yes: 0, no: 0 },
        }
    }

    const fn and(self, other: Self) -> Self {
        Self {
            yes: self.yes & other.yes,
            no: self.no | other.no,
        }
    }

    const fn or(self, other: Self) -> Self {
        Self {
            yes: self.yes | other.yes,
            no: self.no & other.no,
        }
    }

    const fn not(self) -> Self {
        Self {
            yes: self.no,
            no: self.yes,
        }
    }

    /// The second to fourth, where this one is false, unknown, true.
    const fn choose(self, no: Self, perhaps: Self, yes: Self) -> Self {
        let unknown = !(self.yes | self.no);
        Self {
            yes: self.no & no.yes | unknown & perhaps.yes | self.yes & yes.yes,
            no: self.no & no.no | unknown & perhaps.no | self.yes & yes.no,
        }
    }

    const fn truth(self, bit: u32) -> Truth {
        if self.yes >> bit & 1 == 1 {
            Truth::True
        } else if self.no >> bit & 1 == 1 {
            Truth::False
        } else {
            Truth::Unknown
        }
    }
}

/// The planes of all operations of a plan, for some rows.
#[derive(Debug)]
pub(crate) struct Planes {
    words: Vec<Word>,
    /// How many words each operation has here.
    width: usize,
}

impl Planes {
    pub(crate) fn new() -> Self {
        Self {
            words: Vec::new(),
            width: 0,
        }
    }

    /// Evaluates all operations for at most [`ROWS_MAX`] rows, which are given by their classes: for each row that of
    /// each feature.
    pub(crate) fn evaluate(&mut self, plan: &Plan, rows: &[&[Class]]) {
        let width = rows.len().div_ceil(64);
        self.width = width;
        self.words.clear();
        self.words.reserve(plan.ops.len() * width);
        for op in &plan.ops {
            match op {
                Op::Constant(truth) => self.extend(|_, _| Word::of(*truth)),
                Op::Leaf { feature, question } => {
                    self.leaf(&plan.features[*feature], *feature, *question, rows);
                }
                Op::Not(part) => self.extend(|planes, word| planes.word(*part, word).not()),
                Op::All(parts) => self.fold(parts, Truth::True, Word::and),
                Op::Any(parts) => self.fold(parts, Truth::False, Word::or),
                Op::Choose {
                    counts,
                    no,
                    perhaps,
                    yes,
                } => self.extend(|planes, word| {
                    let [no, perhaps, yes] = [no, perhaps, yes].map(|one| planes.word(*one, word));
                    planes.word(*counts, word).choose(no, perhaps, yes)
                }),
            }
        }
    }

    #[inline]
    fn word(&self, op: OpIndex, word: usize) -> Word {
        self.words[at(op) * self.width + word]
    }

    fn extend(&mut self, value: impl Fn(&Self, usize) -> Word) {
        for word in 0..self.width {
            let value = value(self, word);
            self.words.push(value);
        }
    }

    fn fold(&mut self, parts: &[OpIndex], neutral: Truth, join: impl Fn(Word, Word) -> Word) {
        let mut sum = [Word::of(neutral); WORDS_MAX];
        let sum = &mut sum[..self.width];
        for &part in parts {
            let start = at(part) * self.width;
            let plane = &self.words[start..start + self.width];
            for (sum, &word) in sum.iter_mut().zip(plane) {
                *sum = join(*sum, word);
            }
        }
        self.words.extend_from_slice(sum);
    }

    fn leaf(&mut self, feature: &Feature, index: usize, question: usize, rows: &[&[Class]]) {
        for rows in rows.chunks(64) {
            let mut word = Word::of(Truth::Unknown);
            for (bit, row) in rows.iter().enumerate() {
                match feature.answer(row[index], question) {
                    Truth::True => word.yes |= 1 << bit,
                    Truth::False => word.no |= 1 << bit,
                    Truth::Unknown => {}
                }
            }
            self.words.push(word);
        }
    }

    /// What an operation gives for a row.
    pub(crate) fn truth(&self, op: OpIndex, row: usize) -> Truth {
        let bit = u32::try_from(row % 64).unwrap_or(0);
        self.word(op, row / 64).truth(bit)
    }

    /// The verdict of a row as far as three values tell it; none where a condition that decides is unknown.
    pub(crate) fn verdict(&self, matter: &Matter, row: usize) -> Option<Verdict> {
        for (op, verdict) in matter.deciding.iter().zip(VERDICTS) {
            match self.truth(*op, row) {
                Truth::True => return Some(verdict),
                Truth::False => {}
                Truth::Unknown => return None,
            }
        }
        Some(Verdict::NotReached)
    }
}

/// The verdicts that the deciding conditions give, in the order of `exeat_law::judge::in_order`.
const VERDICTS: [Verdict; 4] = [
    Verdict::Prohibited,
    Verdict::LicenceRequired,
    Verdict::ExceptionAvailable,
    Verdict::NoLicenceRequired,
];
