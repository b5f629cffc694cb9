//! Every completion of what is open, one after the other.

use std::collections::{BTreeMap, BTreeSet};

use exeat_facts::{Code, Fact, FactId, Type, Value};
use exeat_law::model::{Atom, Over, ProvisionId, Quantifier, ReadingId, Test};
use exeat_value::{Currency, Day, Decimal, Truth};

use super::Extent;
use super::fraction::Fraction;
use super::kleene::{Kleene, bound_to};
use super::scene::{self, Bound, NOBODY_NAMED, Scene, Whose};
use super::share::{Bounds, Share};
use super::written::{Body, Columns, Plain, Written};

/// More combinations of contested facts and readings than this are not told apart.
const TOLD_APART_MAX: usize = 64;

/// Of more codes than this there are too many sets.
const SET_CODES_MAX: usize = 8;

/// A share that is asked for: of what, of which components, seen from where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ShareQuestion {
    share: Share,
    filter: Body,
    bound: Bound,
}

/// Whether members that nobody named meet a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct HiddenQuestion {
    /// All of them, or some.
    every: bool,
    over: Over,
    whole: Option<usize>,
    body: Body,
    bound: Bound,
}

impl ShareQuestion {
    /// Whether it is of something that the case does not name.
    pub(super) fn is_of_unnamed(&self) -> bool {
        self.share.whole == NOBODY_NAMED || self.bound.is_of_unnamed()
    }
}

impl HiddenQuestion {
    fn is_of_unnamed(&self) -> bool {
        self.whole == Some(NOBODY_NAMED) || self.bound.is_of_unnamed()
    }
}

/// Something open.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Question {
    /// What a fact is.
    Fact(Whose, FactId),
    /// What an amount of money is in a currency.
    Worth(Whose, FactId, Currency),
    /// What a test gives for a value on which the law, or the units, are silent.
    Silent(Whose, FactId, Test),
    /// What a share is.
    Share(ShareQuestion),
    /// Whether members that nobody named meet a condition.
    Hidden(HiddenQuestion),
    /// How the law is to be read.
    Reading(ReadingId),
    /// What a gap holds.
    Open(ProvisionId),
}

/// An answer to something open.
#[derive(Debug, Clone, PartialEq)]
enum Reply {
    Value(Value),
    Number(Decimal),
    Part(Fraction),
    YesNo(bool),
    Alternative(usize),
}

/// An open question with all its answers.
type Open = (Question, Vec<Reply>);

/// One answer to each of some open questions.
#[derive(Debug, Clone, Default)]
pub(super) struct Replies<'a> {
    /// The questions, in order.
    open: &'a [Open],
    /// Which of its answers each has.
    chosen: Vec<usize>,
}

impl Replies<'_> {
    fn get(&self, question: &Question) -> Option<&Reply> {
        let place = self
            .open
            .binary_search_by(|(one, _)| one.cmp(question))
            .ok()?;
        self.open[place].1.get(self.chosen[place])
    }

    pub(super) fn of_atom(&self, whose: Whose, fact: FactId, test: &Test) -> Truth {
        let own = match self.get(&Question::Fact(whose, fact)) {
            Some(Reply::Value(value)) => scene::answer(test, value),
            Some(Reply::Number(number)) => number_answer(test, *number),
            _ => None,
        };
        let worth = || match test {
            Test::Money(_, currency, _) => {
                match self.get(&Question::Worth(whose, fact, *currency)) {
                    Some(Reply::Number(number)) => number_answer(test, *number),
                    _ => None,
                }
            }
            _ => None,
        };
        let silent = || self.yes_no(&Question::Silent(whose, fact, test.clone()));
        own.or_else(worth)
            .or_else(silent)
            .map_or(Truth::Unknown, Truth::from)
    }

    pub(super) fn of_reading(&self, reading: ReadingId) -> Option<usize> {
        match self.get(&Question::Reading(reading)) {
            Some(Reply::Alternative(alternative)) => Some(*alternative),
            _ => None,
        }
    }

    pub(super) fn of_gap(&self, gap: ProvisionId) -> Truth {
        self.yes_no(&Question::Open(gap))
            .map_or(Truth::Unknown, Truth::from)
    }

    pub(super) fn of_share(&self, question: &ShareQuestion) -> Option<Fraction> {
        match self.get(&Question::Share(*question)) {
            Some(Reply::Part(part)) => Some(*part),
            _ => None,
        }
    }

    pub(super) fn of_hidden(&self, question: &HiddenQuestion) -> Truth {
        self.yes_no(&Question::Hidden(*question))
            .map_or(Truth::Unknown, Truth::from)
    }

    fn yes_no(&self, question: &Question) -> Option<bool> {
        match self.get(question) {
            Some(Reply::YesNo(yes)) => Some(*yes),
            _ => None,
        }
    }
}

fn number_answer(test: &Test, number: Decimal) -> Option<bool> {
    match test {
        Test::Number(comparison, threshold) | Test::Money(comparison, _, threshold) => {
            Some(scene::compare(number, *comparison, *threshold))
        }
        _ => None,
    }
}

/// The share as a question: seen only from what the filter looks at.
pub(super) fn share_question(
    written: &Written,
    share: Share,
    filter: Body,
    bound: Bound,
) -> ShareQuestion {
    let uses = written.uses(filter);
    let bound = Bound {
        item: if uses.item { bound.item } else { 0 },
        layer: bound.layer.filter(|_| uses.layer),
        component: None,
        party: bound.party.filter(|_| uses.party),
    };
    ShareQuestion {
        share,
        filter,
        bound,
    }
}

/// What is open about members that nobody named, seen only from what the condition looks at.
pub(super) fn hidden_question(
    written: &Written,
    every: bool,
    over: Over,
    body: Body,
    bound: Bound,
) -> HiddenQuestion {
    let uses = written.uses(body);
    let (whole, own) = match over {
        Over::Layers(subject) => (Some(bound.item_of(subject)), (true, false, false)),
        Over::Components(subject) => (Some(bound.item_of(subject)), (false, true, false)),
        Over::Parties => (None, (false, false, true)),
    };
    let seen_from = Bound {
        item: if uses.item { bound.item } else { 0 },
        layer: bound.layer.filter(|_| uses.layer && !own.0),
        component: bound.component.filter(|_| uses.component && !own.1),
        party: bound.party.filter(|_| uses.party && !own.2),
    };
    // From which word the whole was found does not matter, only which it is.
    let over = match over {
        Over::Layers(_) => Over::Layers(exeat_law::model::Subject::Item),
        Over::Components(_) => Over::Components(exeat_law::model::Subject::Item),
        Over::Parties => Over::Parties,
    };
    HiddenQuestion {
        every,
        over,
        whole,
        body,
        bound: seen_from,
    }
}

/// What the law asks for and the case leaves open.
struct Asked<'a> {
    kleene: Kleene<'a>,
    extent: Extent,
    facts: BTreeMap<(Whose, FactId), BTreeSet<Test>>,
    shares: BTreeMap<ShareQuestion, (Bounds, BTreeSet<Decimal>)>,
    hidden: BTreeSet<HiddenQuestion>,
    readings: BTreeSet<ReadingId>,
    gaps: BTreeSet<ProvisionId>,
}

impl<'a> Asked<'a> {
    fn by(
        written: &'a Written,
        scene: &'a Scene<'a>,
        columns: &Columns,
        bound: Bound,
        extent: Extent,
    ) -> Self {
        let mut asked = Self {
            kleene: Kleene::new(written, scene),
            extent,
            facts: BTreeMap::new(),
            shares: BTreeMap::new(),
            hidden: BTreeSet::new(),
            readings: BTreeSet::new(),
            gaps: BTreeSet::new(),
        };
        asked.visit(&columns.prohibited, bound);
        asked.visit(&columns.licence, bound);
        asked.visit(&columns.licence_or_exception, bound);
        asked.visit(&columns.reach, bound);
        asked
    }

    fn visit(&mut self, plain: &Plain, bound: Bound) {
        if self.extent == Extent::WhatKleeneLeavesOpen
            && self.kleene.truth(plain, bound) != Truth::Unknown
        {
            return;
        }
        let written = self.kleene.written;
        let scene = self.kleene.scene;
        match plain {
            Plain::Constant(_) => {}
            Plain::Atom(atom) => self.atom(atom, bound),
            Plain::Not(part) => self.visit(part, bound),
            Plain::All(parts) | Plain::Any(parts) => {
                parts.iter().for_each(|part| self.visit(part, bound));
            }
            Plain::Reading(reading, _) => {
                self.readings.insert(*reading);
            }
            Plain::Open(gap) => {
                self.gaps.insert(*gap);
            }
            Plain::About(subject, part) => {
                let item = bound.item_of(*subject);
                self.visit(part, Bound { item, ..bound });
            }
            Plain::Quantified(quantifier, over, number) => {
                let body = written.body(*number);
                let (members, complete) = scene.members(*over, bound);
                let speaks_of_member = written.uses(*number).of_member(*over);
                if !complete && (speaks_of_member || members.is_empty()) {
                    let every = *quantifier == Quantifier::Every;
                    let question = hidden_question(written, every, *over, *number, bound);
                    // Whether somebody whom nobody named meets the condition is asked, and no more about them.
                    if !question.is_of_unnamed() {
                        self.hidden.insert(question);
                    }
                    self.visit(body, bound_to(*over, NOBODY_NAMED, bound));
                }
                for member in members {
                    self.visit(body, bound_to(*over, member, bound));
                }
            }
            Plain::Share {
                measure,
                whole,
                filter,
                threshold,
                ..
            } => {
                let share = Share {
                    measure: *measure,
                    whole: bound.item_of(*whole),
                };
                let question = share_question(written, share, *filter, bound);
                if question.is_of_unnamed() {
                    return;
                }
                let bounds = self.kleene.share(share, *filter, bound);
                let (_, thresholds) = self
                    .shares
                    .entry(question)
                    .or_insert_with(|| (bounds, BTreeSet::new()));
                thresholds.insert(*threshold);
            }
        }
    }

    fn atom(&mut self, atom: &Atom, bound: Bound) {
        let scene = self.kleene.scene;
        let whose = scene.whose(atom.subject, bound);
        if let Whose::Party(NOBODY_NAMED) | Whose::Item(NOBODY_NAMED) = whose {
            return;
        }
        if scene::truth(&atom.test, scene.fact(whose, atom.fact)) == Truth::Unknown {
            self.facts
                .entry((whose, atom.fact))
                .or_default()
                .insert(atom.test.clone());
        }
    }

    /// How many combinations of contested facts and readings are open.
    fn combinations(&self) -> usize {
        let scene = self.kleene.scene;
        let facts = self
            .facts
            .keys()
            .map(|(whose, fact)| match scene.fact(*whose, *fact) {
                Fact::Contested(candidates) => candidates.len(),
                _ => 1,
            });
        let readings = self
            .readings
            .iter()
            .map(|reading| self.alternatives(*reading).count());
        facts.chain(readings).fold(1, usize::saturating_mul)
    }

    fn alternatives(&self, reading: ReadingId) -> impl Iterator<Item = usize> {
        let reckoned_with = &self.kleene.written.readings[reading.index()];
        (0..reckoned_with.len()).filter(|&one| reckoned_with[one])
    }
}

/// All completions.
pub(super) struct Completions {
    questions: Vec<Open>,
}

impl Completions {
    /// The completions of what is open in a verdict; `None` where a set may hold too many codes.
    pub(super) fn of(
        written: &Written,
        scene: &Scene<'_>,
        columns: &Columns,
        bound: Bound,
        extent: Extent,
    ) -> Option<Self> {
        let open = Asked::by(written, scene, columns, bound, Extent::WhatKleeneLeavesOpen);
        let told_apart = open.combinations() <= TOLD_APART_MAX;
        let asked = match extent {
            Extent::WhatKleeneLeavesOpen => open,
            Extent::Everything => Asked::by(written, scene, columns, bound, extent),
        };
        let mut questions = Vec::new();
        for ((whose, fact), tests) in &asked.facts {
            of_fact(scene, *whose, *fact, tests, told_apart, &mut questions)?;
        }
        for (question, (bounds, thresholds)) in &asked.shares {
            questions.push((Question::Share(*question), parts(bounds, thresholds)?));
        }
        for question in &asked.hidden {
            questions.push((Question::Hidden(*question), yes_or_no()));
        }
        for reading in &asked.readings {
            let replies = asked
                .alternatives(*reading)
                .map(Reply::Alternative)
                .collect();
            questions.push((Question::Reading(*reading), replies));
        }
        for gap in &asked.gaps {
            questions.push((Question::Open(*gap), yes_or_no()));
        }
        questions.sort_by(|(one, _), (other, _)| one.cmp(other));
        Some(Self { questions })
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.questions
            .iter()
            .map(|(_, replies)| replies.len())
            .fold(1, usize::saturating_mul)
    }

    /// Each of them.
    pub(super) fn all(&self) -> impl Iterator<Item = Replies<'_>> {
        (0..self.count()).map(|number| {
            let mut rest = number;
            let mut chosen = Vec::with_capacity(self.questions.len());
            for (_, replies) in &self.questions {
                chosen.push(rest % replies.len());
                rest /= replies.len();
            }
            Replies {
                open: &self.questions,
                chosen,
            }
        })
    }
}

fn yes_or_no() -> Vec<Reply> {
    vec![Reply::YesNo(false), Reply::YesNo(true)]
}

/// What is open about one fact, with one reply for each class of values that the tests tell apart.
fn of_fact(
    scene: &Scene<'_>,
    whose: Whose,
    fact: FactId,
    tests: &BTreeSet<Test>,
    told_apart: bool,
    questions: &mut Vec<Open>,
) -> Option<()> {
    let known = scene.fact(whose, fact);
    let candidates: Option<Vec<Value>> = match known {
        Fact::Known { value, .. } => Some(vec![value.clone()]),
        // A set is told apart in any case: what nobody claims to be in it is not asked.
        Fact::Contested(candidates)
            if told_apart || tests.iter().any(|test| matches!(test, Test::Includes(_))) =>
        {
            Some(candidates.iter().map(|one| one.value.clone()).collect())
        }
        _ => None,
    };
    let range = match known {
        Fact::Between { low, high, .. } => Some((low, high)),
        _ => None,
    };
    let currencies: BTreeSet<Currency> = tests
        .iter()
        .filter_map(|test| match test {
            Test::Money(_, currency, _) => Some(*currency),
            _ => None,
        })
        .collect();
    let replies: Vec<Reply> = match &candidates {
        Some(candidates) => candidates.iter().cloned().map(Reply::Value).collect(),
        None if !currencies.is_empty() => Vec::new(),
        None => values(scene, fact, tests, range)?,
    };
    for test in tests {
        let silent = replies.iter().any(
            |reply| matches!(reply, Reply::Value(value) if scene::answer(test, value).is_none()),
        );
        match test {
            Test::Money(..) => {}
            test if silent => {
                questions.push((Question::Silent(whose, fact, test.clone()), yes_or_no()));
            }
            _ => {}
        }
    }
    for currency in currencies {
        let in_it = |value: &Value| match value {
            Value::Money(money) if money.currency == currency => Some(money.amount),
            _ => None,
        };
        let stated_so = candidates
            .as_ref()
            .is_some_and(|candidates| candidates.iter().all(|one| in_it(one).is_some()));
        if stated_so {
            continue;
        }
        let thresholds: BTreeSet<Decimal> = tests
            .iter()
            .filter_map(|test| match test {
                Test::Money(_, one, threshold) if *one == currency => Some(*threshold),
                _ => None,
            })
            .collect();
        let within = range.and_then(|(low, high)| Some((in_it(low)?, in_it(high)?)));
        let amounts = numbers(&thresholds, within)?
            .into_iter()
            .map(Reply::Number)
            .collect();
        questions.push((Question::Worth(whose, fact, currency), amounts));
    }
    if !replies.is_empty() {
        questions.push((Question::Fact(whose, fact), replies));
    }
    Some(())
}

/// One value for each class that the tests tell apart, of a fact of which nothing or only a range is known.
fn values(
    scene: &Scene<'_>,
    fact: FactId,
    tests: &BTreeSet<Test>,
    range: Option<(&Value, &Value)>,
) -> Option<Vec<Reply>> {
    let ty = scene.rulebook.vocabulary.get(fact).ty;
    let replies = match ty {
        Type::YesNo => vec![
            Reply::Value(Value::YesNo(false)),
            Reply::Value(Value::YesNo(true)),
        ],
        Type::Code(list) => {
            let named: BTreeSet<Code> = tests
                .iter()
                .flat_map(|test| match test {
                    Test::Codes { yes, unanswered } => {
                        yes.iter().chain(unanswered).copied().collect()
                    }
                    _ => Vec::new(),
                })
                .collect();
            let length = scene.rulebook.vocabulary.code_list(list)?.codes().len();
            let other = (0..=u16::MAX)
                .take(length)
                .map(|index| Code { list, index })
                .find(|code| !named.contains(code));
            named
                .into_iter()
                .chain(other)
                .map(|code| Reply::Value(Value::Code(code)))
                .collect()
        }
        Type::Set(_) => {
            let named: Vec<Code> = tests
                .iter()
                .filter_map(|test| match test {
                    Test::Includes(code) => Some(*code),
                    _ => None,
                })
                .collect();
            if named.len() > SET_CODES_MAX {
                return None;
            }
            let mut sets = vec![BTreeSet::new()];
            for code in named {
                let with: Vec<BTreeSet<Code>> = sets
                    .iter()
                    .map(|set| set.iter().copied().chain([code]).collect())
                    .collect();
                sets.extend(with);
            }
            sets.into_iter()
                .map(|set| Reply::Value(Value::Set(set)))
                .collect()
        }
        Type::Date => {
            let within = match range {
                Some((Value::Date(low), Value::Date(high))) => Some((*low, *high)),
                _ => None,
            };
            let named = tests.iter().filter_map(|test| match test {
                Test::Before(day) | Test::On(day) => Some(*day),
                _ => None,
            });
            let mut days: BTreeSet<Day> = named
                .flat_map(|day| [day.previous(), day, day.next()])
                .collect();
            if let Some((low, high)) = within {
                days.extend([low, high]);
                days.retain(|day| low <= *day && *day <= high);
            }
            days.into_iter()
                .map(|day| Reply::Value(Value::Date(day)))
                .collect()
        }
        Type::Quantity(_) | Type::Share => {
            let thresholds: BTreeSet<Decimal> = tests
                .iter()
                .filter_map(|test| match test {
                    Test::Number(_, threshold) => Some(*threshold),
                    _ => None,
                })
                .collect();
            let number = |value: &Value| match value {
                Value::Quantity(quantity) => quantity.in_base(),
                Value::Share(percent) => Some(*percent),
                _ => None,
            };
            let within = match range {
                Some((low, high)) => Some((number(low)?, number(high)?)),
                None => None,
            };
            numbers(&thresholds, within)?
                .into_iter()
                .map(Reply::Number)
                .collect()
        }
        Type::Money | Type::Text => Vec::new(),
    };
    Some(replies)
}

/// Each threshold, one number between any two neighbours, and one beyond either end; of a range, its ends too, and
/// nothing outside it.
fn numbers(
    thresholds: &BTreeSet<Decimal>,
    within: Option<(Decimal, Decimal)>,
) -> Option<Vec<Decimal>> {
    let mut corners: BTreeSet<Decimal> = thresholds.clone();
    match within {
        Some((low, high)) => {
            corners.retain(|one| low <= *one && *one <= high);
            corners.extend([low, high]);
        }
        None => {
            let least = *corners.first()?;
            let most = *corners.last()?;
            corners.insert(least.checked_sub(Decimal::ONE)?);
            corners.insert(most.checked_add(Decimal::ONE)?);
        }
    }
    let corners: Vec<Decimal> = corners.into_iter().collect();
    let half = Decimal::from_parts(5, 1)?;
    let mut found = corners.clone();
    for pair in corners.windows(2) {
        if let [one, two] = pair {
            found.push(one.checked_add(*two)?.checked_mul(half)?);
        }
    }
    Some(found)
}

/// The same for a share, in parts of one.
fn parts(bounds: &Bounds, thresholds: &BTreeSet<Decimal>) -> Option<Vec<Reply>> {
    let hundred = Fraction::of(Decimal::HUNDRED)?;
    let mut corners = vec![bounds.least, bounds.most];
    for threshold in thresholds {
        let part = Fraction::of(*threshold)?.over(hundred)?;
        let inside = bounds.least.compare(part)?.is_le() && part.compare(bounds.most)?.is_le();
        if inside {
            corners.push(part);
        }
    }
    // Sorted by hand: a comparison may leave the range of small fractions.
    for end in 0..corners.len() {
        for place in 0..end {
            if corners[place].compare(corners[end])?.is_gt() {
                corners.swap(place, end);
            }
        }
    }
    corners.dedup();
    let half = Fraction::ONE.over(Fraction::ONE.plus(Fraction::ONE)?)?;
    let mut found = corners.clone();
    for pair in corners.windows(2) {
        if let [one, two] = pair {
            found.push(one.plus(*two)?.times(half)?);
        }
    }
    Some(found.into_iter().map(Reply::Part).collect())
}
