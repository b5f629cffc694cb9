//! Why: every provision of a jurisdiction, with its state in time and its limbs.

use exeat_facts::Fact;
use exeat_law::frozen::{FrozenLaw, FrozenProvision};
use exeat_law::kleene::Evaluator;
use exeat_law::model::{
    Atom, DefineId, EntryId, Expression, GroupKind, JurisdictionId, Limb, Over, Provision,
    ProvisionId, ProvisionKind, Quantifier, ReadingId, Rulebook, Subject, Text,
};
use exeat_law::time::{ReadingCondition, TimeState};
use exeat_law::words::{self, Words, value_text};
use exeat_law::world::{Bindings, Members, World};
use exeat_value::{Day, Truth};

use crate::case_world::CaseWorld;
use crate::contest::evidence;
use crate::outcome::{FactShown, Joins, LimbProof, ProvisionProof, Standing, TimeShown};
use crate::questions::Namer;

/// How deep a proof goes; conditions are no deeper than the readers allow.
const DEPTH_MAX: usize = 64;

/// Proves things of one line under one law.
pub(crate) struct Prover<'e, 'a> {
    pub(crate) evaluator: &'e mut Evaluator<'a, CaseWorld<'a>>,
    pub(crate) namer: Namer<'a>,
    pub(crate) bindings: Bindings,
    /// Whether limbs are put into words, or only their truth is wanted.
    pub(crate) in_words: bool,
}

impl<'a> Prover<'_, 'a> {
    fn law(&self) -> &'a FrozenLaw {
        self.namer.law
    }

    fn rulebook(&self) -> &'a Rulebook {
        self.namer.law.rulebook()
    }

    /// Where a provision stands, without its limbs.
    pub(crate) fn standing(&mut self, frozen: &FrozenProvision) -> Standing {
        let bindings = self.bindings;
        match self.evaluator.truth(frozen.effective, &bindings) {
            Truth::True => return Standing::Applies,
            Truth::Unknown => return Standing::Open,
            Truth::False => {}
        }
        if self.evaluator.truth(frozen.condition, &bindings) == Truth::False
            || self.unreached(frozen.id)
        {
            return Standing::Fails;
        }
        if !matches!(frozen.time, TimeState::InForce | TimeState::Contested(_)) {
            return Standing::Silent;
        }
        Standing::Defeated
    }

    fn unreached(&mut self, id: ProvisionId) -> bool {
        let provision = self.rulebook().provision(id);
        if !matches!(
            provision.kind,
            ProvisionKind::Rule { .. } | ProvisionKind::Gap { .. }
        ) {
            return false;
        }
        let jurisdiction = self
            .rulebook()
            .instrument(provision.instrument)
            .jurisdiction;
        let columns = &self.law().columns()[jurisdiction.index()];
        let bindings = self.bindings;
        self.evaluator.truth(columns.reach, &bindings) == Truth::False
    }

    /// The proofs of all provisions of a jurisdiction, those that decide first.
    pub(crate) fn provisions(&mut self, jurisdiction: JurisdictionId) -> Vec<ProvisionProof> {
        let rulebook = self.rulebook();
        let mut proofs: Vec<ProvisionProof> = Vec::new();
        for frozen in self.law().provisions() {
            let provision = rulebook.provision(frozen.id);
            let own = rulebook.instrument(provision.instrument).jurisdiction == jurisdiction;
            if own && self.has_something_to_act_on(provision) {
                proofs.push(self.provision(frozen, provision));
            }
        }
        proofs.sort_by_key(|proof| proof.standing);
        proofs
    }

    /// Exceptions and policies are worth a line only where something that they qualify would apply without them.
    fn has_something_to_act_on(&mut self, provision: &Provision) -> bool {
        let targets = match &provision.kind {
            ProvisionKind::Exception { from } => from,
            ProvisionKind::Policy { of } => of,
            ProvisionKind::Rule { .. } | ProvisionKind::Gap { .. } => return true,
        };
        targets.iter().any(|&id| {
            let frozen = self.law().provision(id);
            let standing = self.standing(frozen);
            matches!(
                standing,
                Standing::Applies | Standing::Open | Standing::Defeated
            )
        })
    }

    fn provision(&mut self, frozen: &FrozenProvision, provision: &Provision) -> ProvisionProof {
        let rulebook = self.rulebook();
        let instrument = rulebook.instrument(provision.instrument);
        let standing = self.standing(frozen);
        let kind = match provision.kind {
            ProvisionKind::Rule { .. } => "rule",
            ProvisionKind::Exception { .. } => "exception",
            ProvisionKind::Policy { .. } => "policy",
            ProvisionKind::Gap { .. } => "gap",
        };
        ProvisionProof {
            provision: provision.name.clone(),
            instrument: instrument.name.clone(),
            instrument_title: instrument.title.clone(),
            kind: kind.to_owned(),
            effect: words::effect(&provision.effect),
            cites: provision.cites.iter().map(words::cite).collect(),
            title: provision.title.clone().or_else(|| title_of(provision)),
            standing,
            time: time_shown(
                rulebook,
                &frozen.time,
                instrument.issued,
                self.law().law_date(),
            ),
            confidence: provision.confidence.or(instrument.confidence),
            defeated_by: if standing == Standing::Defeated {
                self.defeaters(frozen.id)
            } else {
                Vec::new()
            },
            condition: if standing == Standing::Silent {
                self.outlined(&provision.condition)
            } else {
                self.expression(None, &provision.condition, &self.bindings.clone(), 0)
            },
            notes: provision.notes.clone(),
        }
    }

    /// The proof of a provision's own condition.
    pub(crate) fn provision_condition(&mut self, id: ProvisionId) -> LimbProof {
        let condition = &self.rulebook().provision(id).condition;
        self.expression(None, condition, &self.bindings.clone(), 0)
    }

    /// The proof of an entry's own condition, whether or not it binds.
    pub(crate) fn entry_condition(&mut self, id: EntryId) -> LimbProof {
        let condition = &self.rulebook().entry(id).condition;
        self.expression(None, condition, &self.bindings.clone(), 0)
    }

    /// The proof of a named condition.
    pub(crate) fn define_condition(&mut self, id: DefineId) -> LimbProof {
        let condition = &self.rulebook().define(id).condition;
        self.expression(None, condition, &self.bindings.clone(), 0)
    }

    fn defeaters(&mut self, id: ProvisionId) -> Vec<String> {
        let rulebook = self.rulebook();
        let bindings = self.bindings;
        let mut names = Vec::new();
        for frozen in self.law().provisions() {
            let other = rulebook.provision(frozen.id);
            let against = match &other.kind {
                ProvisionKind::Exception { from } => from.contains(&id),
                ProvisionKind::Rule { over } => over.contains(&id),
                ProvisionKind::Policy { .. } | ProvisionKind::Gap { .. } => false,
            };
            if against && self.evaluator.truth(frozen.effective, &bindings) == Truth::True {
                names.push(rulebook.full_name(other));
            }
        }
        names
    }

    fn limb(&mut self, limb: &Limb, bindings: &Bindings, depth: usize) -> LimbProof {
        self.expression(limb.label.as_deref(), &limb.expression, bindings, depth)
    }

    fn expression(
        &mut self,
        label: Option<&str>,
        expression: &Expression,
        bindings: &Bindings,
        depth: usize,
    ) -> LimbProof {
        let words = Words::new(self.law());
        let mut proof = LimbProof {
            label: label.map(str::to_owned),
            limb: if self.in_words {
                words.expression(expression)
            } else {
                String::new()
            },
            says: if self.in_words {
                words.says(expression)
            } else {
                Text::default()
            },
            truth: String::new(),
            fact: None,
            joins: joins_of(self.rulebook(), expression),
            parts: Vec::new(),
            entries: None,
        };
        if depth > DEPTH_MAX {
            proof.truth = shown(Truth::Unknown).to_owned();
            return proof;
        }
        let truth = self.truth_and_parts(expression, bindings, depth, &mut proof);
        proof.truth = shown(truth).to_owned();
        proof
    }

    fn truth_and_parts(
        &mut self,
        expression: &Expression,
        bindings: &Bindings,
        depth: usize,
        proof: &mut LimbProof,
    ) -> Truth {
        match expression {
            Expression::Constant(value) => Truth::from(*value),
            Expression::Atom(atom) => {
                if self.in_words {
                    proof.fact = Some(self.fact(atom, bindings));
                }
                self.atom(atom, bindings)
            }
            Expression::Not(part) => {
                let inner = self.expression(None, part, bindings, depth + 1);
                let truth = !truth_of(&inner.truth);
                if inner.parts.is_empty() {
                    proof.fact = inner.fact;
                } else {
                    proof.parts = vec![inner];
                }
                truth
            }
            Expression::Group(kind, limbs) => self.group(*kind, limbs, bindings, depth, proof),
            Expression::Listed(subject, list) => {
                let entries = &self.rulebook().list(*list).entries;
                proof.entries = Some(entries.len());
                self.entries(*subject, entries, bindings, depth, proof)
            }
            Expression::Entry(subject, entry) => self.entries(
                *subject,
                std::slice::from_ref(entry),
                bindings,
                depth,
                proof,
            ),
            Expression::Define(id) => {
                let condition = &self.rulebook().define(*id).condition;
                let inner = self.expression(None, condition, bindings, depth + 1);
                let truth = truth_of(&inner.truth);
                proof.fact = inner.fact;
                proof.parts = inner.parts;
                truth
            }
            Expression::Reading(id, alternative) => self.reading(*id, *alternative),
            Expression::Open(_) => Truth::Unknown,
            Expression::Quantified(quantifier, over, body) => {
                self.quantified(*quantifier, *over, body, bindings, depth, proof)
            }
            Expression::Share { .. } => self.share(expression, bindings, depth, proof),
        }
    }

    /// A group, with the parts on which its truth rests in full and the others without what is inside them.
    fn group(
        &mut self,
        kind: GroupKind,
        limbs: &[Limb],
        bindings: &Bindings,
        depth: usize,
        proof: &mut LimbProof,
    ) -> Truth {
        let truths: Vec<Truth> = if self.in_words {
            limbs
                .iter()
                .map(|limb| self.truth(&limb.expression, bindings))
                .collect()
        } else {
            // Without words every part is looked at once, and kept.
            for limb in limbs {
                let part = self.limb(limb, bindings, depth + 1);
                proof.parts.push(part);
            }
            proof
                .parts
                .iter()
                .map(|part| truth_of(&part.truth))
                .collect()
        };
        let any = Truth::any(truths.iter().copied());
        let (inner, truth) = match kind {
            GroupKind::All => {
                let all = Truth::all(truths.iter().copied());
                (all, all)
            }
            GroupKind::Any => (any, any),
            GroupKind::NoneOf => (any, !any),
        };
        // What the group comes to when every part is as it is for `all` to hold, or for `any` to fail.
        let unanimous = if kind == GroupKind::All {
            Truth::True
        } else {
            Truth::False
        };
        if !self.in_words {
            return truth;
        }
        for (limb, own) in limbs.iter().zip(truths) {
            let bears = inner == unanimous || own == inner;
            proof.parts.push(if bears {
                self.limb(limb, bindings, depth + 1)
            } else {
                self.outline(limb, own, bindings)
            });
        }
        truth
    }

    /// A condition on which nothing rests because its provision does not bind: its limbs without their parts.
    fn outlined(&mut self, condition: &Expression) -> LimbProof {
        let bindings = self.bindings;
        let truth = self.truth(condition, &bindings);
        let words = Words::new(self.law());
        let parts = match condition {
            Expression::Group(_, limbs) => limbs
                .iter()
                .map(|limb| {
                    let own = self.truth(&limb.expression, &bindings);
                    self.outline(limb, own, &bindings)
                })
                .collect(),
            _ => Vec::new(),
        };
        LimbProof {
            label: None,
            limb: words.expression(condition),
            says: words.says(condition),
            truth: shown(truth).to_owned(),
            fact: None,
            joins: joins_of(self.rulebook(), condition),
            parts,
            entries: None,
        }
    }

    /// The truth of a condition alone: what its proof would say, without making one.
    fn truth(&mut self, expression: &Expression, bindings: &Bindings) -> Truth {
        match expression {
            Expression::Constant(value) => Truth::from(*value),
            Expression::Atom(atom) => self.atom(atom, bindings),
            Expression::Not(part) => !self.truth(part, bindings),
            Expression::Group(kind, limbs) => {
                let (mut all, mut any) = (Truth::True, Truth::False);
                for limb in limbs {
                    let own = self.truth(&limb.expression, bindings);
                    all = all & own;
                    any = any | own;
                }
                match kind {
                    GroupKind::All => all,
                    GroupKind::Any => any,
                    GroupKind::NoneOf => !any,
                }
            }
            Expression::Listed(subject, list) => {
                let node = self.law().list(*list);
                self.evaluator.truth(node, &at(*subject, bindings))
            }
            Expression::Entry(subject, entry) => {
                let (_, node) = self.law().entry(*entry);
                self.evaluator.truth(node, &at(*subject, bindings))
            }
            Expression::Define(id) => self.truth(&self.rulebook().define(*id).condition, bindings),
            Expression::Reading(id, alternative) => self.reading(*id, *alternative),
            Expression::Open(_) => Truth::Unknown,
            Expression::Quantified(quantifier, over, body) => {
                let Members { indices, complete } = self.members(*over, bindings);
                let mut truths = rest_of(complete);
                for member in indices {
                    truths.push(self.truth(body, &with_member(*over, member, bindings)));
                }
                quantify(*quantifier, truths)
            }
            Expression::Share {
                measure,
                whole,
                filter,
                comparison,
                threshold,
            } => {
                let world = self.evaluator.world();
                let whole = bindings.item_of(*whole);
                let bounds = world.share(*measure, whole, &mut |component| {
                    let inner = Bindings {
                        component: Some(component),
                        ..*bindings
                    };
                    self.truth(filter, &inner)
                });
                bounds.is(*comparison, *threshold)
            }
        }
    }

    fn atom(&self, atom: &Atom, bindings: &Bindings) -> Truth {
        let world = self.evaluator.world();
        let place = world.place(atom.subject, bindings);
        exeat_law::answer::answer(&atom.test, world.fact(place, atom.fact))
    }

    fn reading(&self, id: ReadingId, alternative: usize) -> Truth {
        let open = self.evaluator.assumptions().open(id);
        let others = open
            .iter()
            .enumerate()
            .any(|(one, &open)| open && one != alternative);
        match (open.get(alternative), others) {
            (Some(true), false) => Truth::True,
            (Some(true), true) => Truth::Unknown,
            _ => Truth::False,
        }
    }

    fn members(&self, over: Over, bindings: &Bindings) -> Members {
        let whole = match over {
            Over::Layers(subject) | Over::Components(subject) => bindings.item_of(subject),
            Over::Parties => bindings.item,
        };
        self.evaluator.world().members(over, whole)
    }

    /// A limb on which nothing rests here: its words, its truth and its fact, without its parts.
    fn outline(&self, limb: &Limb, truth: Truth, bindings: &Bindings) -> LimbProof {
        let words = Words::new(self.law());
        LimbProof {
            label: limb.label.clone(),
            limb: words.expression(&limb.expression),
            says: words.says(&limb.expression),
            truth: shown(truth).to_owned(),
            fact: match &limb.expression {
                Expression::Atom(atom) => Some(self.fact(atom, bindings)),
                _ => None,
            },
            joins: None,
            parts: Vec::new(),
            entries: None,
        }
    }

    fn entries(
        &mut self,
        subject: Subject,
        entries: &[EntryId],
        bindings: &Bindings,
        depth: usize,
        proof: &mut LimbProof,
    ) -> Truth {
        let inner = at(subject, bindings);
        let mut any = Truth::False;
        for &id in entries {
            let (state, node) = self.law().entry(id);
            let truth = self.evaluator.truth(node, &inner);
            any = any | truth;
            let entry = self.rulebook().entry(id);
            // An entry that does not bind is worth a line only where its description fits.
            let silent = !matches!(state, TimeState::InForce | TimeState::Contested(_));
            let fits = silent && self.truth(&entry.condition, &inner) == Truth::True;
            if truth == Truth::False && !fits {
                continue;
            }
            let mut part = self.expression(Some(&entry.code), &entry.condition, &inner, depth + 1);
            part.says = Text {
                en: format!("{}: {}", entry.code, entry.title.en),
                zh: entry
                    .title
                    .zh
                    .as_ref()
                    .map(|zh| format!("{}：{zh}", entry.code)),
            };
            part.truth = shown(truth).to_owned();
            proof.parts.push(part);
        }
        any
    }

    fn quantified(
        &mut self,
        quantifier: Quantifier,
        over: Over,
        body: &Expression,
        bindings: &Bindings,
        depth: usize,
        proof: &mut LimbProof,
    ) -> Truth {
        let Members { indices, complete } = self.members(over, bindings);
        let mut truths = rest_of(complete);
        for member in indices {
            let inner = with_member(over, member, bindings);
            let name = match over {
                Over::Parties => self
                    .namer
                    .case
                    .parties
                    .get(member)
                    .map(|party| party.id.clone())
                    .unwrap_or_default(),
                _ => self.namer.item_id(member),
            };
            let part = self.expression(Some(&name), body, &inner, depth + 1);
            truths.push(truth_of(&part.truth));
            proof.parts.push(part);
        }
        quantify(quantifier, truths)
    }

    fn share(
        &mut self,
        expression: &Expression,
        bindings: &Bindings,
        depth: usize,
        proof: &mut LimbProof,
    ) -> Truth {
        let Expression::Share {
            measure,
            whole,
            filter,
            comparison,
            threshold,
        } = expression
        else {
            return Truth::Unknown;
        };
        let whole = bindings.item_of(*whole);
        let mut counted = Vec::new();
        let world = self.evaluator.world();
        let bounds = world.share(*measure, whole, &mut |component| {
            let inner = Bindings {
                component: Some(component),
                ..*bindings
            };
            let part = self.expression(
                Some(&self.namer.item_id(component)),
                filter,
                &inner,
                depth + 1,
            );
            let truth = truth_of(&part.truth);
            counted.push(part);
            truth
        });
        let low = format!("{} of {}", bounds.low.part, bounds.low.whole);
        let high = format!("{} of {}", bounds.high.part, bounds.high.whole);
        let value = if low == high {
            low
        } else {
            format!("between {low} and {high}")
        };
        proof.fact = Some(FactShown {
            fact: format!("share by {}", words::measure(*measure)),
            of: Some(self.namer.item_id(whole)),
            state: if bounds.low == bounds.high {
                "known"
            } else {
                "between"
            }
            .to_owned(),
            value,
            evidence: Vec::new(),
        });
        proof.parts = counted;
        bounds.is(*comparison, *threshold)
    }

    fn fact(&self, atom: &Atom, bindings: &Bindings) -> FactShown {
        let place = self.evaluator.world().place(atom.subject, bindings);
        let fact = self.evaluator.world().fact(place, atom.fact);
        let (path, of) = self.namer.path(place, atom.fact);
        let vocabulary = self.namer.vocabulary();
        let (state, value) = match fact {
            Fact::Known { value, .. } => ("known", value_text(vocabulary, value)),
            Fact::Unknown(reason) => ("unknown", reason.to_string()),
            Fact::Between { low, high, .. } => (
                "between",
                format!(
                    "{} and {}",
                    value_text(vocabulary, low),
                    value_text(vocabulary, high)
                ),
            ),
            Fact::Contested(candidates) => {
                let values: Vec<String> = candidates
                    .iter()
                    .map(|one| value_text(vocabulary, &one.value))
                    .collect();
                ("contested", values.join(" or "))
            }
        };
        FactShown {
            fact: path,
            of,
            state: state.to_owned(),
            value,
            evidence: fact
                .statements()
                .map(|one| evidence(self.namer.case, one))
                .collect(),
        }
    }
}

/// The bindings for what is asked of a subject as if it were the item.
fn at(subject: Subject, bindings: &Bindings) -> Bindings {
    Bindings {
        item: bindings.item_of(subject),
        ..*bindings
    }
}

/// The bindings for one member of what a quantifier ranges over.
fn with_member(over: Over, member: usize, bindings: &Bindings) -> Bindings {
    match over {
        Over::Layers(_) => Bindings {
            layer: Some(member),
            ..*bindings
        },
        Over::Components(_) => Bindings {
            component: Some(member),
            ..*bindings
        },
        Over::Parties => Bindings {
            party: Some(member),
            ..*bindings
        },
    }
}

/// The truth for members that nobody named, where there may be some.
fn rest_of(complete: bool) -> Vec<Truth> {
    if complete {
        Vec::new()
    } else {
        vec![Truth::Unknown]
    }
}

fn quantify(quantifier: Quantifier, truths: Vec<Truth>) -> Truth {
    match quantifier {
        Quantifier::Some => Truth::any(truths),
        Quantifier::Every => Truth::all(truths),
        Quantifier::No => !Truth::any(truths),
    }
}

/// How the parts that a proof gives for this condition combine.
fn joins_of(rulebook: &Rulebook, expression: &Expression) -> Option<Joins> {
    match expression {
        Expression::Group(GroupKind::All, _) | Expression::Quantified(Quantifier::Every, ..) => {
            Some(Joins::All)
        }
        Expression::Group(GroupKind::Any, _)
        | Expression::Quantified(Quantifier::Some, ..)
        | Expression::Listed(..)
        | Expression::Entry(..) => Some(Joins::Any),
        Expression::Group(GroupKind::NoneOf, _) | Expression::Quantified(Quantifier::No, ..) => {
            Some(Joins::NoneOf)
        }
        Expression::Define(id) => joins_of(rulebook, &rulebook.define(*id).condition),
        _ => None,
    }
}

fn title_of(provision: &Provision) -> Option<Text> {
    provision
        .cites
        .iter()
        .find_map(|cite| cite.words.clone())
        .map(Text::english)
}

/// The word for a truth value.
pub(crate) fn shown(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "true",
        Truth::False => "false",
        Truth::Unknown => "unknown",
    }
}

/// The truth value of a word.
pub(crate) fn truth_of(word: &str) -> Truth {
    match word {
        "true" => Truth::True,
        "false" => Truth::False,
        _ => Truth::Unknown,
    }
}

/// A state in time, for readers.
pub(crate) fn time_shown(
    rulebook: &Rulebook,
    state: &TimeState,
    issued: Option<Day>,
    law_date: Day,
) -> TimeShown {
    let plain = |word: &str| TimeShown {
        state: word.to_owned(),
        day: None,
        issued: None,
        by: None,
        span: None,
        readings: Vec::new(),
    };
    match state {
        TimeState::InForce => plain("in_force"),
        TimeState::NotKnown { from } => TimeShown {
            day: Some(*from),
            ..plain("not_known")
        },
        TimeState::NotYet { from } => TimeShown {
            day: Some(*from),
            issued: issued.filter(|day| *day > law_date),
            ..plain("not_yet")
        },
        TimeState::Ended { since } => TimeShown {
            day: Some(*since),
            ..plain("ended")
        },
        TimeState::Suspended { by, span } => {
            let suspension = rulebook.suspension(*by);
            let cited = suspension.cites.first().map_or_else(
                || rulebook.instrument(suspension.instrument).name.clone(),
                words::cite,
            );
            TimeShown {
                by: Some(cited),
                span: span.map(|span| span.to_string()),
                ..plain("suspended")
            }
        }
        TimeState::Contested(conditions) => TimeShown {
            readings: conditions
                .iter()
                .map(|one| reading_shown(rulebook, one))
                .collect(),
            ..plain("contested")
        },
    }
}

fn reading_shown(rulebook: &Rulebook, condition: &ReadingCondition) -> String {
    let reading = rulebook.reading(condition.reading);
    let names: Vec<&str> = reading
        .alternatives
        .iter()
        .zip(&condition.binds)
        .filter(|&(_, &binds)| binds)
        .map(|(one, _)| one.name.as_str())
        .collect();
    format!("{}: binds if {}", reading.name, names.join(" or "))
}
