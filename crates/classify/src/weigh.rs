//! One entry held against the facts of one item, limb by limb.

use exeat_determine::CaseWorld;
use exeat_facts::{Fact, FactId, Type, Value, Vocabulary};
use exeat_law::answer::number;
use exeat_law::frozen::FrozenLaw;
use exeat_law::kleene::Evaluator;
use exeat_law::model::{Atom, Expression, GroupKind, Subject, Test, Text};
use exeat_law::words::{self, Words};
use exeat_law::world::{Bindings, World as _};
use exeat_value::{Comparison, Decimal, Truth};

use crate::plan::{self, Plan};

/// A threshold of an entry, and how the item stands to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threshold {
    /// The fact that is measured.
    pub fact: FactId,
    /// The relation that the entry asks for.
    pub comparison: Comparison,
    /// The figure of the entry, with its unit.
    pub bound: String,
    /// What is known of the item, where anything is.
    pub stated: Option<String>,
    /// By how much it is missed, where it is.
    pub missed_by: Option<String>,
    /// Whether it is missed by little: a tenth of the figure at most, or, near a hundred percent, by no more than the
    /// impurity that the figure allows.
    pub nearly: bool,
}

/// A limb of an entry's condition, as the item stands to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limb {
    /// The statute's own label, or the author's.
    pub label: Option<String>,
    /// What it asks.
    pub says: Text,
    /// Whether the item meets it.
    pub truth: Truth,
    /// The threshold, where the limb is one figure.
    pub threshold: Option<Threshold>,
    /// The fact that the limb looks at, where it is one.
    pub fact: Option<FactId>,
    /// How the limbs below combine, where there are any.
    pub joins: Option<GroupKind>,
    /// The limbs below.
    pub parts: Vec<Limb>,
}

impl Limb {
    /// Every limb without limbs, itself where it has none.
    pub fn leaves(&self) -> Vec<&Limb> {
        if self.parts.is_empty() {
            return vec![self];
        }
        self.parts.iter().flat_map(Limb::leaves).collect()
    }

    /// Whether it is missed by a figure that is nearly met, and by nothing else.
    #[must_use]
    pub fn nearly(&self) -> bool {
        self.fails_only(&|leaf| leaf.threshold.as_ref().is_some_and(|one| one.nearly))
    }

    /// Whether it is missed by figures and by nothing else.
    #[must_use]
    pub fn misses_figures_only(&self) -> bool {
        self.fails_only(&|leaf| leaf.threshold.is_some())
    }

    fn fails_only(&self, forgiven: &dyn Fn(&Limb) -> bool) -> bool {
        if self.truth != Truth::False {
            return false;
        }
        match self.joins {
            None => forgiven(self),
            Some(GroupKind::All) => self
                .parts
                .iter()
                .filter(|part| part.truth == Truth::False)
                .all(|part| part.fails_only(forgiven)),
            Some(GroupKind::Any) => self.parts.iter().any(|part| part.fails_only(forgiven)),
            Some(GroupKind::NoneOf) => false,
        }
    }
}

/// What an evaluator finds of an entry before anything is put into words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Weight {
    /// How many of the names that the entry goes by are met: elements, substances, machines.
    pub(crate) named: u32,
    /// Limbs with such names: met, open, missed.
    pub(crate) names_met: u32,
    pub(crate) names_open: u32,
    pub(crate) names_missed: u32,
    /// Names that say more than that it is made of a common metal.
    pub(crate) telling: u32,
    /// Names other than elements: substances, machines, minerals, families of magnets.
    pub(crate) proper: u32,
    /// Limbs of the outermost group: met and open.
    pub(crate) met: u32,
    pub(crate) open: u32,
    /// Limbs with figures that are met.
    pub(crate) figures_met: u32,
    /// Open limbs about a quality that a description would name if the goods had it.
    pub(crate) unnamed: u32,
    /// Open limbs about a making or a purpose so special that goods without word of it are other goods.
    pub(crate) unsaid: u32,
    /// Open limbs that are figures.
    pub(crate) open_figures: u32,
    /// Open limbs that ask for a proper name alone.
    pub(crate) proper_open: u32,
}

impl Weight {
    /// Whether it is named by more than a common metal of which much is made.
    pub(crate) fn tells(&self) -> bool {
        self.telling > 0 || self.proper > 0 || self.names_open == 0
    }

    /// Whether what is open is what a description leaves out, as against what it would say.
    pub(crate) fn is_plain(&self) -> bool {
        // That it is made of iron, with a figure or two, names nothing where the name that the entry asks for is open.
        let nameless = self.telling == 0 && self.names_open > 0;
        let named = self.proper > 0
            || (self.figures_met > 0 && !nameless)
            || (self.telling > 1 && self.proper_open == 0)
            || (self.telling > 0 && self.unnamed == 0);
        // Where many figures stand in the entry and none is told, a name alone says too little.
        let figureless = self.open_figures > 2 && self.figures_met == 0 && self.proper == 0;
        named && self.unsaid == 0 && !figureless
    }
}

/// Facts by which goods are named, as against figures and circumstances.
pub(crate) fn is_name(vocabulary: &Vocabulary, fact: FactId) -> bool {
    matches!(
        vocabulary.get(fact).path,
        "elements"
            | "alloy-system"
            | "magnet-family"
            | "substances"
            | "equipment-kind"
            | "reagent"
            | "mineral"
            | "technology-field"
            | "rechargeable-lithium-ion"
            | "rechargeable-cell"
            | "cell-not-battery"
            | "isotopically-enriched"
            | "base-element"
    ) || vocabulary.get(fact).path.starts_with("content.")
}

/// Facts about a making or a purpose so special that a description would speak of it: powder of a controlled system, use in a
/// reactor.
const SPOKEN_OF: &[&str] = &[
    "for-nuclear-reactor",
    "for-gaseous-diffusion-barriers",
    "made-from-controlled-powder",
    "powder-of-1c002-system",
    "isotopically-enriched",
    "radionuclide-of-1c236",
    "thermal-battery-for-missiles",
    "amorphous-or-nanocrystalline-strip",
    "porous-nickel",
    "hollow-cylinder",
];

/// What a description that tells another purpose does not leave open.
const FOR_MISSILES: &str = "for-missile-parts";

/// Elements that are in everything.
const COMMON: &[&str] = &[
    "H", "C", "N", "O", "F", "Mg", "Al", "Si", "P", "S", "Cl", "Ti", "Mn", "Cr", "Fe", "Co", "Ni",
    "Cu", "Zn",
];

fn is_common(vocabulary: &Vocabulary, atom: &Atom) -> bool {
    let content = vocabulary.get(atom.fact).path.strip_prefix("content.");
    content.is_some_and(|symbol| COMMON.contains(&symbol))
        || matches!(&atom.test, Test::Includes(code) if COMMON.contains(&vocabulary.code_text(*code)))
}

/// A proper name weighs as much as so many elements.
const PROPER_NAME: u32 = 3;

/// Whether a fact names goods by more than what they are made of.
fn is_proper(vocabulary: &Vocabulary, fact: FactId) -> bool {
    matches!(
        vocabulary.get(fact).path,
        "magnet-family"
            | "substances"
            | "equipment-kind"
            | "reagent"
            | "mineral"
            | "technology-field"
            | "rechargeable-lithium-ion"
            | "rechargeable-cell"
            | "cell-not-battery"
            | "isotopically-enriched"
    )
}

/// Holds entries against one item of a case.
pub(crate) struct Weigher<'e, 'a> {
    pub(crate) law: &'a FrozenLaw,
    pub(crate) evaluator: &'e mut Evaluator<'a, CaseWorld<'a>>,
    pub(crate) bindings: Bindings,
    /// Whether it is told what the goods are for.
    pub(crate) purpose_told: bool,
}

impl Weigher<'_, '_> {
    /// Whether the item meets the condition.
    pub(crate) fn truth(&mut self, plan: &Plan) -> Truth {
        self.evaluator.truth(plan.node, &self.bindings)
    }

    /// What speaks for the entry, without words.
    pub(crate) fn weight(&mut self, expression: &Expression, plan: &Plan) -> Weight {
        let rulebook = self.law.rulebook();
        let mut weight = Weight::default();
        let limbs = plan::parts(rulebook, expression);
        if limbs.is_empty() {
            self.named(expression, plan, true, &mut weight);
        }
        for ((_, limb), part) in limbs.into_iter().zip(&plan.parts) {
            let truth = self.truth(part);
            match truth {
                Truth::True => {
                    weight.met += 1;
                    weight.figures_met += u32::from(self.meets_figure(limb, part));
                }
                Truth::Unknown => {
                    weight.open += 1;
                    weight.unnamed += u32::from(!self.is_often_left_out(limb));
                    weight.unsaid += u32::from(self.is_spoken_of(limb));
                    weight.open_figures += u32::from(
                        matches!(limb, Expression::Atom(atom) if matches!(atom.test, Test::Number(..))),
                    );
                    weight.proper_open += u32::from(self.asks_proper_name(limb));
                }
                Truth::False => {}
            }
            if !self.looks_at_names(limb) {
                continue;
            }
            self.named(limb, part, truth == Truth::True, &mut weight);
            match truth {
                Truth::True => weight.names_met += 1,
                Truth::Unknown => weight.names_open += 1,
                Truth::False => weight.names_missed += 1,
            }
        }
        weight
    }

    /// Whether a limb about nothing but the form of the goods is met, or may be among the forms that are told.
    pub(crate) fn meets_form(&mut self, expression: &Expression, plan: &Plan) -> bool {
        let rulebook = self.law.rulebook();
        plan::parts(rulebook, expression)
            .into_iter()
            .zip(&plan.parts)
            .any(|((_, limb), part)| {
                let of_form = match limb {
                    Expression::Atom(atom) => {
                        atom.subject == Subject::Item
                            && rulebook.vocabulary.get(atom.fact).path == "form"
                    }
                    _ => false,
                };
                of_form
                    && match self.truth(part) {
                        Truth::True => true,
                        Truth::Unknown => self.tells_form(limb),
                        Truth::False => false,
                    }
            })
    }

    /// Whether anything is known of the fact that a condition looks at.
    fn tells_form(&self, expression: &Expression) -> bool {
        let Expression::Atom(atom) = expression else {
            return false;
        };
        let world = self.evaluator.world();
        let place = world.place(atom.subject, &self.bindings);
        !world.fact(place, atom.fact).is_unknown()
    }

    /// Whether some figure below a condition is met. To be outside an exemption is no figure met.
    fn meets_figure(&mut self, expression: &Expression, plan: &Plan) -> bool {
        let rulebook = self.law.rulebook();
        match expression {
            Expression::Atom(atom) => {
                matches!(atom.test, Test::Number(..)) && self.truth(plan) == Truth::True
            }
            Expression::Not(_) => false,
            other => plan::parts(rulebook, other)
                .into_iter()
                .zip(&plan.parts)
                .any(|((_, part), plan)| self.meets_figure(part, plan)),
        }
    }

    /// Figures, forms and elements are often left out of a description; other qualities are what it is made for.
    fn is_often_left_out(&self, expression: &Expression) -> bool {
        let vocabulary = self.law.rulebook().vocabulary;
        self.some_atom(expression, &|atom| {
            matches!(atom.test, Test::Number(..))
                || matches!(
                    vocabulary.get(atom.fact).path,
                    "form" | "elements" | "kind" | "base-element"
                )
        })
    }

    /// Whether a limb is about a making or a purpose of which a description would speak.
    fn is_spoken_of(&self, expression: &Expression) -> bool {
        let vocabulary = self.law.rulebook().vocabulary;
        match expression {
            Expression::Atom(atom) => {
                let path = vocabulary.get(atom.fact).path;
                SPOKEN_OF.contains(&path) || (self.purpose_told && path == FOR_MISSILES)
            }
            _ => false,
        }
    }

    /// Whether a limb asks for a proper name and for nothing else.
    fn asks_proper_name(&self, expression: &Expression) -> bool {
        let vocabulary = self.law.rulebook().vocabulary;
        match expression {
            Expression::Atom(atom) => is_proper(vocabulary, atom.fact),
            Expression::Not(_) | Expression::Define(_) => false,
            other => {
                let parts = plan::parts(self.law.rulebook(), other);
                !parts.is_empty()
                    && parts
                        .into_iter()
                        .all(|(_, part)| self.asks_proper_name(part))
            }
        }
    }

    fn some_atom(&self, expression: &Expression, wanted: &dyn Fn(&Atom) -> bool) -> bool {
        match expression {
            Expression::Atom(atom) => wanted(atom),
            Expression::Not(part) => self.some_atom(part, wanted),
            other => plan::parts(self.law.rulebook(), other)
                .into_iter()
                .any(|(_, part)| self.some_atom(part, wanted)),
        }
    }

    fn looks_at_names(&self, expression: &Expression) -> bool {
        match expression {
            Expression::Atom(atom) => is_name(self.law.rulebook().vocabulary, atom.fact),
            Expression::Not(_) => false,
            other => plan::parts(self.law.rulebook(), other)
                .into_iter()
                .any(|(_, part)| self.looks_at_names(part)),
        }
    }

    /// Counts the names below a condition that are met. What must not be so names nothing, and a common element names
    /// nothing while the rest of its limb is open: not every steel may be an alloy of samarium and iron.
    fn named(&mut self, expression: &Expression, plan: &Plan, whole: bool, weight: &mut Weight) {
        let rulebook = self.law.rulebook();
        match expression {
            Expression::Atom(atom) => {
                let common = is_common(rulebook.vocabulary, atom);
                if !is_name(rulebook.vocabulary, atom.fact)
                    || (common && !whole)
                    || self.truth(plan) != Truth::True
                {
                    return;
                }
                let proper = is_proper(rulebook.vocabulary, atom.fact);
                weight.named += if proper { PROPER_NAME } else { 1 };
                weight.proper += u32::from(proper);
                weight.telling += u32::from(!common);
            }
            Expression::Not(_) => {}
            other => {
                for ((_, part), plan) in plan::parts(rulebook, other).into_iter().zip(&plan.parts) {
                    self.named(part, plan, whole, weight);
                }
            }
        }
    }

    /// The limb in full.
    pub(crate) fn limb(
        &mut self,
        label: Option<&str>,
        expression: &Expression,
        plan: &Plan,
    ) -> Limb {
        let rulebook = self.law.rulebook();
        let truth = self.truth(plan);
        let one_fact = one_set(expression);
        let parts = if one_fact.is_some() {
            Vec::new()
        } else {
            plan::parts(rulebook, expression)
                .into_iter()
                .zip(&plan.parts)
                .map(|((label, part), plan)| self.limb(label, part, plan))
                .collect()
        };
        let atom = match expression {
            Expression::Atom(atom) => Some(atom),
            Expression::Not(part) => match part.as_ref() {
                Expression::Atom(atom) => Some(atom),
                _ => None,
            },
            _ => None,
        };
        let denied = matches!(expression, Expression::Not(_));
        Limb {
            label: label.map(str::to_owned),
            says: self.says(expression),
            truth,
            threshold: atom
                .filter(|_| !denied)
                .and_then(|atom| self.threshold(atom, truth)),
            fact: atom
                .map(|atom| atom.fact)
                .or_else(|| one_fact.map(|(_, fact, _)| fact)),
            joins: if parts.is_empty() {
                None
            } else {
                plan::joins(expression)
            },
            parts,
        }
    }

    fn says(&self, expression: &Expression) -> Text {
        let vocabulary = self.law.rulebook().vocabulary;
        let Some((kind, fact, codes)) = one_set(expression) else {
            return Words::new(self.law.rulebook()).says(expression);
        };
        let definition = vocabulary.get(fact);
        let names = |chinese: bool| -> Vec<&str> {
            codes
                .iter()
                .filter_map(|&code| vocabulary.code(code))
                .map(|code| if chinese { code.chinese } else { code.english })
                .collect()
        };
        let several = definition
            .phrase_en
            .split(' ')
            .nth(1)
            .is_some_and(|noun| noun.ends_with('s'));
        let verb_en = if several { "include" } else { "includes" };
        let (neither, and_en, verb_zh, and_zh) = match kind {
            GroupKind::All => ("", " and ", "包括", "和"),
            GroupKind::Any => ("", " or ", "包括", "或"),
            GroupKind::NoneOf => (" neither", " nor ", "不包括", "或"),
        };
        Text {
            en: format!(
                "{} {verb_en}{neither} {}",
                definition.phrase_en,
                names(false).join(and_en)
            ),
            zh: Some(format!(
                "{}{verb_zh}{}",
                definition.phrase_zh,
                names(true).join(and_zh)
            )),
        }
    }

    fn threshold(&self, atom: &Atom, truth: Truth) -> Option<Threshold> {
        let Test::Number(comparison, bound) = &atom.test else {
            return None;
        };
        let vocabulary = self.law.rulebook().vocabulary;
        let ty = vocabulary.get(atom.fact).ty;
        let world = self.evaluator.world();
        let place = world.place(atom.subject, &self.bindings);
        let fact = world.fact(place, atom.fact);
        let missed = (truth == Truth::False && atom.subject == Subject::Item)
            .then(|| distance(fact, *comparison, *bound))
            .flatten();
        Some(Threshold {
            fact: atom.fact,
            comparison: *comparison,
            bound: words::amount(ty, *bound),
            stated: stated(vocabulary, fact),
            nearly: missed.is_some_and(|by| is_near(ty, by, *bound)),
            missed_by: missed.map(|by| words::amount(ty, by)),
        })
    }
}

/// A condition that asks whether one set holds codes: how they combine, the set, and the codes.
fn one_set(expression: &Expression) -> Option<(GroupKind, FactId, Vec<exeat_facts::Code>)> {
    let (kind, limbs, denied) = match expression {
        Expression::Group(kind, limbs) => (*kind, limbs, false),
        Expression::Not(part) => match part.as_ref() {
            Expression::Group(GroupKind::Any, limbs) => (GroupKind::NoneOf, limbs, true),
            _ => return None,
        },
        _ => return None,
    };
    let mut fact = None;
    let mut codes = Vec::new();
    for limb in limbs {
        let Expression::Atom(Atom {
            subject: Subject::Item,
            fact: own,
            test: Test::Includes(code),
        }) = &limb.expression
        else {
            return None;
        };
        if limb.label.is_some() || fact.is_some_and(|known| known != *own) {
            return None;
        }
        fact = Some(*own);
        codes.push(*code);
    }
    let kind = if denied { GroupKind::NoneOf } else { kind };
    Some((kind, fact?, codes))
}

/// What is known of a fact, as documents write it.
pub(crate) fn stated(vocabulary: &Vocabulary, fact: &Fact) -> Option<String> {
    match fact {
        Fact::Known { value, .. } => Some(value.text(vocabulary)),
        Fact::Between { low, high, .. } => Some(format!(
            "{} to {}",
            low.text(vocabulary),
            high.text(vocabulary)
        )),
        Fact::Contested(candidates) => {
            let mut texts: Vec<String> = candidates
                .iter()
                .map(|one| match &one.value {
                    // The set of all codes stands for “perhaps others”.
                    Value::Set(codes) if codes.len() > 60 => "perhaps others".to_owned(),
                    value => value.text(vocabulary),
                })
                .collect();
            texts.dedup();
            Some(texts.join(" or "))
        }
        Fact::Unknown(_) => None,
    }
}

/// How far what is known lies from a bound that it misses, at the end that lies nearest.
fn distance(fact: &Fact, comparison: Comparison, bound: Decimal) -> Option<Decimal> {
    let (low, high) = match fact {
        Fact::Known { value, .. } => {
            let number = number(value)?;
            (number, number)
        }
        Fact::Between { low, high, .. } => (number(low)?, number(high)?),
        _ => return None,
    };
    match comparison {
        Comparison::AtLeast | Comparison::MoreThan => bound.checked_sub(high),
        Comparison::AtMost | Comparison::LessThan => low.checked_sub(bound),
        Comparison::Equal if high < bound => bound.checked_sub(high),
        Comparison::Equal => low.checked_sub(bound),
    }
}

fn is_near(ty: Type, by: Decimal, bound: Decimal) -> bool {
    let is_part = matches!(ty, Type::Share)
        || matches!(ty, Type::Quantity(dimension) if dimension == exeat_value::Dimension::Fraction);
    let ninety = Decimal::from(90_u32);
    if is_part && bound >= ninety {
        return Decimal::HUNDRED
            .checked_sub(bound)
            .is_some_and(|impurity| by <= impurity);
    }
    let bound = if bound.is_negative() {
        bound.negated()
    } else {
        bound
    };
    by.checked_mul(Decimal::from(10_u32))
        .is_some_and(|tenfold| tenfold <= bound)
}
