//! The candidates of every jurisdiction for one item, best first.

use std::collections::BTreeMap;
use std::sync::Arc;

use exeat_determine::CaseWorld;
use exeat_facts::{Case, Fact, FactId, Item, ItemIndex, Line, Scope, Value};
use exeat_law::frozen::{FrozenLaw, NodeIndex};
use exeat_law::kleene::{Assumptions, Evaluator};
use exeat_law::model::{
    EntryId, Expression, JurisdictionId, Provision, ProvisionId, ProvisionKind, Rulebook,
};
use exeat_law::time::{Timed, time_state};
use exeat_law::world::Bindings;
use exeat_value::{Day, Truth};

use crate::codes::{self, Titled};
use crate::error::{ClassifyError, ReadyError};
use crate::fit;
use crate::index::Index;
use crate::outcome::{Candidate, Classification, InJurisdiction, Standing, Taken, Unsettled};
use crate::plan::{self, Plan};
use crate::read::{Amount, Folded, ReadFact, Reader, Reading, Spans};
use crate::weigh::{Weigher, Weight, stated};

/// Longer descriptions than this are refused, in characters.
pub const TEXT_MAX: usize = 4_000;

/// Entries that share nothing but words with a description are told from this much on, in hundredths of what the search
/// counts: a word that one text in thirty has, or two that one in six has.
const TEXT_MIN: u32 = 350;

enum Held {
    Entry { id: EntryId, plan: Plan },
    Titled(Titled),
}

struct Known {
    jurisdiction: JurisdictionId,
    held: Held,
}

/// A gap of a law, which is weighed as entries are.
struct Gap {
    provision: ProvisionId,
    jurisdiction: JurisdictionId,
    plan: Plan,
}

/// Classifies items under one set of rulebooks.
pub struct Classifier {
    law: FrozenLaw,
    rulebook: Arc<Rulebook>,
    assumptions: Assumptions,
    reader: Reader,
    known: Vec<Known>,
    gaps: Vec<Gap>,
    index: Index,
    on: Day,
    known_at: Day,
}

impl std::fmt::Debug for Classifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Classifier")
            .field("known", &self.known.len())
            .finish_non_exhaustive()
    }
}

impl Classifier {
    /// Makes ready all entries of the rulebooks, and the numbers of which a title is held. Days say what binds; the
    /// conditions are weighed whether or not an entry binds.
    ///
    /// # Errors
    /// A table of this crate does not fit the vocabulary, or SQLite has no memory for the index.
    pub fn new(rulebook: &Arc<Rulebook>, on: Day, known_at: Day) -> Result<Self, ReadyError> {
        let reader = Reader::new(rulebook.vocabulary)?;
        let law = FrozenLaw::timeless(Arc::clone(rulebook));
        let mut expressions: Vec<&Expression> = Vec::new();
        for entry in &rulebook.entries {
            plan::flatten(rulebook, &entry.condition, 0, &mut expressions);
        }
        for (_, gap) in gaps_of(rulebook) {
            plan::flatten(rulebook, &gap.condition, 0, &mut expressions);
        }
        let (law, nodes) = law.with_conditions(&expressions);
        let mut nodes = nodes.into_iter();
        let mut known = entries(rulebook, &mut nodes);
        let gaps = gaps_of(rulebook)
            .map_while(|(provision, gap)| {
                Some(Gap {
                    provision,
                    jurisdiction: rulebook.instrument(gap.instrument).jurisdiction,
                    plan: plan::plan(rulebook, &gap.condition, 0, &mut nodes)?,
                })
            })
            .collect();
        for titled in codes::all() {
            if let Some(jurisdiction) = rulebook.find_jurisdiction(titled.jurisdiction) {
                let held = Held::Titled(titled);
                known.push(Known { jurisdiction, held });
            }
        }
        let texts: Vec<String> = known.iter().map(|one| search_text(rulebook, one)).collect();
        let index =
            Index::new(texts.iter().map(String::as_str)).map_err(|error| ReadyError::Index {
                what: error.to_string(),
            })?;
        let assumptions = Assumptions::presuming(&law);
        Ok(Self {
            law,
            rulebook: Arc::clone(rulebook),
            assumptions,
            reader,
            known,
            gaps,
            index,
            on,
            known_at,
        })
    }

    /// The law whose entries are weighed.
    #[must_use]
    pub fn law(&self) -> &FrozenLaw {
        &self.law
    }

    /// How many entries and numbers it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether it knows none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Classifies what words describe.
    ///
    /// # Errors
    /// The description is empty or too long, or the texts cannot be searched.
    pub fn words(&self, text: &str) -> Result<Classification, ClassifyError> {
        let mut case = Case::new(text);
        case.items.push(Item::new("item", text));
        case.lines.push(Line {
            number: 1,
            item: ItemIndex(0),
            quantity: None,
            value: None,
        });
        self.item(&case, ItemIndex(0))
    }

    /// Classifies an item of a case: by its facts, and by what its name and description say where no fact is stated.
    ///
    /// # Errors
    /// The item has neither name nor facts, its description is too long, or the texts cannot be searched.
    pub fn item(&self, case: &Case, index: ItemIndex) -> Result<Classification, ClassifyError> {
        let item = case.item(index).ok_or(ClassifyError::Empty)?;
        let text = self.description(item);
        let length = text.chars().count();
        if length > TEXT_MAX {
            return Err(ClassifyError::TooLong { length });
        }
        if text.trim().is_empty() && item.facts.iter().next().is_none() {
            return Err(ClassifyError::Empty);
        }
        let reading = self.reader.read(&text);
        let mut case = case.clone();
        let mut taken = self.stated(item);
        if let Some(item) = case.items.get_mut(index.0) {
            for ReadFact { fact, words } in &reading.read {
                if item.facts.get(*fact).is_unknown() {
                    let known = reading.facts.get(*fact).clone();
                    taken.push(self.taken(*fact, &known, Some(words.clone())));
                    item.facts.set(*fact, known);
                }
            }
        }
        taken.sort_by_key(|one| one.fact);
        let found = self
            .index
            .search(&text)
            .map_err(|error| ClassifyError::Search {
                what: error.to_string(),
            })?;
        let jurisdictions = self.weigh(&case, index, &text, &found, &reading);
        Ok(Classification {
            subject: item.name.clone(),
            taken,
            unread: reading.unread,
            on: self.on,
            jurisdictions,
        })
    }

    /// The name, and the description that the document gives.
    fn description(&self, item: &Item) -> String {
        let given = self.rulebook.vocabulary.find(Scope::Item, "description");
        let given = given.and_then(|fact| item.facts.get(fact).value());
        match given {
            Some(Value::Text(text)) => format!("{}; {text}", item.name),
            _ => item.name.clone(),
        }
    }

    fn stated(&self, item: &Item) -> Vec<Taken> {
        item.facts
            .iter()
            .filter(|(_, fact)| !fact.is_unknown())
            .map(|(id, fact)| self.taken(id, fact, None))
            .collect()
    }

    fn taken(&self, fact: FactId, known: &Fact, words: Option<String>) -> Taken {
        let stated = stated(self.rulebook.vocabulary, known).unwrap_or_default();
        Taken {
            fact,
            stated,
            words,
        }
    }

    fn weigh(
        &self,
        case: &Case,
        index: ItemIndex,
        text: &str,
        found: &BTreeMap<usize, u32>,
        reading: &Reading,
    ) -> Vec<InJurisdiction> {
        let rulebook = &*self.rulebook;
        let world = CaseWorld::new(case, rulebook.vocabulary);
        let mut evaluator = Evaluator::new(&self.law, &world, &self.assumptions);
        let mut weigher = Weigher {
            law: &self.law,
            evaluator: &mut evaluator,
            bindings: Bindings::of_item(index.0),
            purpose_told: reading.purpose_told,
        };
        let folded = Folded::new(text);
        let described = Described {
            spans: Spans::of(&folded),
            text: folded,
            intangible: reading.intangible,
            material: reading.material,
            told: reading.told,
            battery: reading.battery,
            by_itself: reading.by_itself,
            amounts: reading.amounts.clone(),
        };
        let mut by_jurisdiction: Vec<Vec<Ranked>> = Vec::new();
        by_jurisdiction.resize_with(rulebook.jurisdictions.len(), Vec::new);
        for (place, known) in self.known.iter().enumerate() {
            let shared = found.get(&place).copied().unwrap_or(0);
            let ranked = match &known.held {
                Held::Entry { id, plan } => self.entry(&mut weigher, *id, plan, shared),
                Held::Titled(titled) => self.titled(known.jurisdiction, titled, &described, shared),
            };
            if let Some(ranked) = ranked
                && let Some(own) = by_jurisdiction.get_mut(known.jurisdiction.index())
            {
                own.push(ranked);
            }
        }
        let mut unsettled: Vec<Vec<Unsettled>> = Vec::new();
        unsettled.resize_with(rulebook.jurisdictions.len(), Vec::new);
        for gap in &self.gaps {
            if let Some(open) = self.unsettled(&mut weigher, gap)
                && let Some(own) = unsettled.get_mut(gap.jurisdiction.index())
            {
                own.push(open);
            }
        }
        rulebook
            .jurisdictions
            .iter()
            .zip(by_jurisdiction.into_iter().zip(unsettled))
            .enumerate()
            .map(|(index, (jurisdiction, (mut ranked, unsettled)))| {
                let own = JurisdictionId::at(index);
                // A sort that keeps the order of the law among equals.
                ranked.sort_by_key(|one| std::cmp::Reverse(one.key));
                InJurisdiction {
                    jurisdiction: jurisdiction.code.clone(),
                    name: jurisdiction.name.clone(),
                    held: self
                        .known
                        .iter()
                        .filter(|one| one.jurisdiction == own)
                        .count(),
                    candidates: ranked.into_iter().map(|one| one.candidate).collect(),
                    unsettled,
                }
            })
            .collect()
    }

    /// The question of a gap, where the item is of the form and the make that it speaks of and nothing rules it out.
    fn unsettled(&self, weigher: &mut Weigher<'_, '_>, gap: &Gap) -> Option<Unsettled> {
        let provision = self.rulebook.provision(gap.provision);
        let ProvisionKind::Gap { question } = &provision.kind else {
            return None;
        };
        if weigher.truth(&gap.plan) == Truth::False
            || !weigher.meets_form(&provision.condition, &gap.plan)
        {
            return None;
        }
        let weight = weigher.weight(&provision.condition, &gap.plan);
        let instrument = self.rulebook.instrument(provision.instrument);
        (weight.named > 0 && weight.names_open == 0 && weight.names_missed == 0).then(|| {
            Unsettled {
                gap: format!("{}.{}", instrument.name, provision.name),
                question: question.clone(),
            }
        })
    }

    fn entry(
        &self,
        weigher: &mut Weigher<'_, '_>,
        id: EntryId,
        plan: &Plan,
        text: u32,
    ) -> Option<Ranked> {
        let entry = self.rulebook.entry(id);
        let weight = weigher.weight(&entry.condition, plan);
        if weight.named == 0 && text == 0 {
            return None;
        }
        let conditional = weight.named > 0 && !weight.is_plain();
        let whole = weigher.limb(None, &entry.condition, plan);
        let standing = match whole.truth {
            Truth::True => Standing::Met,
            Truth::Unknown if conditional && weight.tells() => Standing::Conditional,
            Truth::Unknown if conditional => Standing::Words,
            Truth::Unknown if weight.named > 0 && weight.names_open == 0 => Standing::Open,
            Truth::Unknown if weight.named > 0 => Standing::OpenInName,
            Truth::False if weight.named > 0 && whole.nearly() => Standing::NearlyMissed,
            Truth::False if weight.named > 0 && whole.misses_figures_only() => Standing::Missed,
            Truth::Unknown => Standing::Words,
            Truth::False => Standing::Rejected,
        };
        // Of what fails, only what bears the name of the goods or shares many of its words is worth a line.
        let unrelated =
            weight.names_met == 0 || weight.names_missed > 0 || (conditional && !weight.tells());
        if standing <= Standing::Words && unrelated && text < TEXT_MIN {
            return None;
        }
        let instrument = self.rulebook.instrument(entry.instrument);
        let on_list = entry.code.starts_with(|one: char| one.is_ascii_digit());
        let candidate = Candidate {
            code: entry.code.clone(),
            title: entry.title.clone(),
            instrument: Some((instrument.name.clone(), instrument.title.clone())),
            time: Some(time_state(
                &self.rulebook,
                Timed::Entry(id),
                self.on,
                self.known_at,
            )),
            standing,
            limbs: if whole.parts.is_empty() {
                vec![whole]
            } else {
                whole.parts
            },
            text,
        };
        Some(Ranked::new(candidate, weight, on_list))
    }

    fn titled(
        &self,
        jurisdiction: JurisdictionId,
        titled: &Titled,
        described: &Described,
        shared: u32,
    ) -> Option<Ranked> {
        // Where an entry with conditions has the number, they decide, and the title is silent.
        let has_conditions = !titled.beside
            && self.known.iter().any(|one| {
                one.jurisdiction == jurisdiction
                    && matches!(&one.held, Held::Entry { id, .. }
                    if is_of(&self.rulebook.entry(*id).code, titled.code))
            });
        if has_conditions {
            return None;
        }
        let of_machines = titled.code.chars().nth(1) == Some('B');
        let of_materials = titled.code.chars().nth(1) == Some('C');
        let apt =
            titled.is_intangible() == described.intangible && !(of_materials && described.battery);
        let named = if apt {
            let (named, use_alone) =
                titled.named_in(&described.text, |at| described.spans.is_use(at, at + 1));
            let named = match fit::fits(titled.code, &described.amounts) {
                true => named.saturating_mul(2),
                false => named,
            };
            // What goods are for or were made on does not name them, once it is told what they are.
            let of_devices = titled.code.chars().nth(1) == Some('A');
            if (use_alone && described.told)
                || (of_devices && described.by_itself)
                || (of_machines && described.material)
            {
                0
            } else {
                named
            }
        } else {
            0
        };
        if named == 0 && shared < TEXT_MIN {
            return None;
        }
        let standing = if named > 0 {
            Standing::Named
        } else {
            Standing::Words
        };
        let weight = Weight {
            named,
            ..Weight::default()
        };
        let candidate = Candidate {
            code: titled.code.to_owned(),
            title: titled.title.clone(),
            instrument: None,
            time: None,
            standing,
            limbs: Vec::new(),
            text: shared,
        };
        Some(Ranked::new(candidate, weight, true))
    }
}

/// Whether a number is this one or a paragraph of it.
#[must_use]
pub fn is_of(code: &str, number: &str) -> bool {
    code.strip_prefix(number)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The words of an item, for those entries of which only names are held.
struct Described {
    text: Folded,
    spans: Spans,
    /// Whether they speak of technology or software.
    intangible: bool,
    /// Whether they speak of a material, so that machines are named only as what it was made on.
    material: bool,
    /// Whether they tell the form of the goods.
    told: bool,
    /// Whether they speak of a battery, which goes by itself and not by what is in it.
    battery: bool,
    /// Whether they speak of a crystal, a target, a magnet and the like, which devices that are named are made with.
    by_itself: bool,
    /// The amounts in them.
    amounts: Vec<Amount>,
}

/// A candidate with what it is ranked by.
struct Ranked {
    candidate: Candidate,
    /// How it stands; how many of its names are met; whether it has a number of a list; fewer open limbs; more that are
    /// met; shared words.
    key: (Standing, u32, bool, u32, u32, u32),
}

impl Ranked {
    fn new(candidate: Candidate, weight: Weight, on_list: bool) -> Self {
        let key = (
            candidate.standing,
            weight.named,
            on_list,
            u32::MAX - weight.open,
            weight.met,
            // Among names, words of a title say nothing more.
            if candidate.standing == Standing::Named {
                0
            } else {
                candidate.text
            },
        );
        Self { candidate, key }
    }
}

/// The gaps of the rulebooks.
fn gaps_of(rulebook: &Rulebook) -> impl Iterator<Item = (ProvisionId, &Provision)> {
    let provisions = rulebook.provisions.iter().enumerate();
    provisions
        .filter(|(_, one)| matches!(one.kind, ProvisionKind::Gap { .. }))
        .map(|(index, one)| (ProvisionId::at(index), one))
}

fn entries(rulebook: &Rulebook, nodes: &mut impl Iterator<Item = NodeIndex>) -> Vec<Known> {
    let mut known = Vec::with_capacity(rulebook.entries.len());
    for (index, entry) in rulebook.entries.iter().enumerate() {
        let Some(plan) = plan::plan(rulebook, &entry.condition, 0, nodes) else {
            break;
        };
        known.push(Known {
            jurisdiction: rulebook.instrument(entry.instrument).jurisdiction,
            held: Held::Entry {
                id: EntryId::at(index),
                plan,
            },
        });
    }
    known
}

/// The words by which an entry is searched: its number, titles and tariff numbers.
fn search_text(rulebook: &Rulebook, known: &Known) -> String {
    match &known.held {
        Held::Entry { id, .. } => {
            let entry = rulebook.entry(*id);
            let mut text = format!("{} {}", entry.code, entry.title.en);
            for part in entry
                .title
                .zh
                .iter()
                .chain(entry.hs.iter().flat_map(|hs| &hs.numbers))
            {
                text.push(' ');
                text.push_str(part);
            }
            text
        }
        Held::Titled(titled) => {
            let zh = titled.title.zh.as_deref().unwrap_or_default();
            format!("{} {} {zh}", titled.code, titled.title.en)
        }
    }
}
