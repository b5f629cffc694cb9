//! The determination of a whole case.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::sync::Arc;

use exeat_facts::{Case, Fact, FactId, ItemIndex, Line, Scope, Value};
use exeat_law::frozen::{Columns, FrozenLaw};
use exeat_law::judge::{self, Judgement};
use exeat_law::kleene::{Assumptions, Evaluator};
use exeat_law::model::{JurisdictionId, Text};
use exeat_law::symbolic::Symbolic;
use exeat_law::world::Bindings;
use exeat_value::{Day, Truth};

use crate::canonical::{self, CaseRecord};
use crate::case_world::CaseWorld;
use crate::conflict;
use crate::consequences::Consequences;
use crate::contest::Quarrels;
use crate::decisive::{decisive, in_part};
use crate::outcome::{
    CoverageShown, Decisive, Determination, InstrumentCoverage, JurisdictionVerdict, LimbProof,
    LineDetermination, NotLookedAt, ProvisionProof, ReviewShown, SourceShown, Verdict,
};
use crate::proof::{FactsShown, Prover};
use crate::questions::Namer;

/// What to determine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The day of the event.
    pub event_date: Day,
    /// The jurisdictions to look at; empty for all of the rulebook.
    pub jurisdictions: Vec<JurisdictionId>,
    /// Whether to give proofs, quarrels and coverage, or the verdicts and decisive facts alone.
    pub proof: bool,
}

/// Determines a case under a frozen law.
///
/// The same law, case and options give the same determination, byte for byte.
#[must_use]
pub fn determine(law: &FrozenLaw, case: &Case, options: &Options) -> Determination {
    let Ok(determination) =
        determine_watched(law, case, options, &mut |_| Ok::<(), Infallible>(()));
    determination
}

/// The same for whoever has to be able to give it up: `watch` is asked before each law of each line, and is told how many
/// limbs the proofs have so far, which is what a determination takes most memory for.
///
/// # Errors
/// Whatever `watch` gives up for.
pub fn determine_watched<E>(
    law: &FrozenLaw,
    case: &Case,
    options: &Options,
    watch: &mut dyn FnMut(usize) -> Result<(), E>,
) -> Result<Determination, E> {
    let rulebook = law.rulebook();
    let asked: Vec<JurisdictionId> = if options.jurisdictions.is_empty() {
        (0..rulebook.jurisdictions.len())
            .map(JurisdictionId::at)
            .collect()
    } else {
        options.jurisdictions.clone()
    };
    let assumptions = Assumptions::presuming(law);
    let world = CaseWorld::new(case, rulebook.vocabulary);
    let mut evaluator = Evaluator::new(law, &world, &assumptions);
    let nothing = Assumptions::none(law);
    let mut unassuming = Evaluator::new(law, &world, &nothing);
    let detail = if options.proof {
        Detail::Proof
    } else {
        Detail::Verdict
    };
    let mut limbs = 0_usize;
    // Nothing of a line but its item changes a verdict, so lines of one item share theirs.
    let mut of_items: BTreeMap<ItemIndex, (Arc<[JurisdictionVerdict]>, usize)> = BTreeMap::new();
    let mut lines: Vec<LineDetermination> = Vec::with_capacity(case.lines.len());
    for line in &case.lines {
        let verdicts = if let Some((verdicts, own)) = of_items.get(&line.item) {
            // They are shared here, and written once for each line.
            limbs = limbs.saturating_add(*own);
            watch(limbs)?;
            Arc::clone(verdicts)
        } else {
            let before = limbs;
            let mut asking = Asking {
                law,
                case,
                evaluator: &mut evaluator,
                unassuming: &mut unassuming,
                assumptions: &assumptions,
                line,
                facts: FactsShown::default(),
            };
            let mut verdicts = Vec::with_capacity(asked.len());
            for &jurisdiction in &asked {
                watch(limbs)?;
                let verdict = asking.verdict(jurisdiction, detail);
                limbs = limbs.saturating_add(limbs_of(&verdict));
                verdicts.push(verdict);
            }
            let verdicts: Arc<[JurisdictionVerdict]> = verdicts.into();
            let own = limbs.saturating_sub(before);
            of_items.insert(line.item, (Arc::clone(&verdicts), own));
            verdicts
        };
        lines.push(LineDetermination {
            item: case
                .item(line.item)
                .map(|item| item.name.clone())
                .unwrap_or_default(),
            line: line.number,
            verdicts,
        });
    }
    watch(limbs)?;
    let conflicts = conflict::conflicts(law, case, &asked, &mut evaluator);
    let not_looked_at = not_looked_at(law, case, &asked, !options.jurisdictions.is_empty());
    let overall = overall(&lines, &not_looked_at, !options.jurisdictions.is_empty());
    let record = CaseRecord::of(case, rulebook.vocabulary);
    let mut determination = Determination {
        id: String::new(),
        format: 1,
        engine: concat!("exeat ", env!("CARGO_PKG_VERSION")).to_owned(),
        rulebook: rulebook.digest.clone(),
        facts: record.digest(),
        title: case.title.clone(),
        event_date: options.event_date,
        law_date: law.law_date(),
        known_at: law.known_at(),
        overall,
        jurisdictions: asked
            .iter()
            .map(|&id| rulebook.jurisdiction(id).code.clone())
            .collect(),
        all_jurisdictions: options.jurisdictions.is_empty(),
        not_looked_at,
        conflicts,
        lines,
        coverage: if options.proof {
            coverage(law, &asked)
        } else {
            Vec::new()
        },
        sources: case
            .sources
            .iter()
            .map(|source| SourceShown {
                id: source.id.clone(),
                outlet: source.outlet.clone(),
                date: source.date,
                origin: source.origin.clone(),
            })
            .collect(),
        case: record,
    };
    determination.id = canonical::id(&determination);
    Ok(determination)
}

/// How many limbs the proof of a verdict has.
fn limbs_of(verdict: &JurisdictionVerdict) -> usize {
    fn of(limb: &LimbProof) -> usize {
        limb.parts.iter().map(of).fold(1, usize::saturating_add)
    }
    let provisions = verdict.proof.iter().map(|one| of(&one.condition));
    provisions
        .chain(verdict.reach.iter().map(of))
        .fold(0, usize::saturating_add)
}

/// The provisions of some jurisdictions that act on the first line of a case, or may, with the limbs by which they do,
/// those that decide first: what the proof of a determination says, without the provisions that fail. Of a table with
/// very many rows these are what is told.
#[must_use]
pub fn acting(
    law: &FrozenLaw,
    case: &Case,
    jurisdictions: &[JurisdictionId],
) -> Vec<(JurisdictionId, Vec<ProvisionProof>)> {
    let Some(line) = case.lines.first() else {
        return Vec::new();
    };
    let assumptions = Assumptions::presuming(law);
    let world = CaseWorld::new(case, law.rulebook().vocabulary);
    let mut evaluator = Evaluator::new(law, &world, &assumptions);
    let mut prover = Prover {
        evaluator: &mut evaluator,
        namer: Namer {
            law,
            case,
            line_item: line.item.0,
        },
        bindings: Bindings::of_item(line.item.0),
        facts: FactsShown::default(),
        whole: false,
        reasons_alone: false,
    };
    jurisdictions
        .iter()
        .map(|&jurisdiction| (jurisdiction, prover.acting(jurisdiction)))
        .collect()
}

/// How much is wanted besides the verdict, its decisive facts and what comes with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Detail {
    /// Nothing.
    Verdict,
    /// The quarrels.
    Quarrels,
    /// The quarrels and the proof.
    Proof,
}

/// One line of a case, about which the law of one jurisdiction after another is asked.
pub(crate) struct Asking<'e, 'a> {
    pub(crate) law: &'a FrozenLaw,
    pub(crate) case: &'a Case,
    pub(crate) evaluator: &'e mut Evaluator<'a, CaseWorld<'a>>,
    /// Looks at all readings, presumed or not.
    pub(crate) unassuming: &'e mut Evaluator<'a, CaseWorld<'a>>,
    pub(crate) assumptions: &'a Assumptions,
    pub(crate) line: &'a Line,
    /// The facts of the line that were shown before.
    pub(crate) facts: FactsShown,
}

impl Asking<'_, '_> {
    /// The verdict of the line under a jurisdiction.
    pub(crate) fn verdict(
        &mut self,
        jurisdiction: JurisdictionId,
        detail: Detail,
    ) -> JurisdictionVerdict {
        let Self {
            law, case, line, ..
        } = *self;
        let columns = law.columns()[jurisdiction.index()];
        let bindings = Bindings::of_item(line.item.0);
        let namer = Namer {
            law,
            case,
            line_item: line.item.0,
        };
        let unreached = self.evaluator.truth(columns.reach, &bindings) == Truth::False
            && self.unassuming.truth(columns.reach, &bindings) == Truth::False;
        if unreached {
            return self.beyond_reach(jurisdiction, detail);
        }
        let Judged {
            judgement,
            decisive,
            too_many,
        } = judged(self.evaluator, &columns, &bindings, &namer);
        let comes = Consequences {
            law,
            case,
            evaluator: &mut *self.evaluator,
            bindings,
            jurisdiction,
        }
        .all(&judgement.possible);
        let quarrels = Quarrels {
            law,
            case,
            columns: &columns,
            assumptions: self.assumptions,
            item: line.item.0,
            possible: &judgement.possible,
            too_many,
        };
        // What is settled whichever way the law is read rests on no presumption.
        let presumed = match judge::by_kleene(self.unassuming, &columns, &bindings) {
            Some(_) => Vec::new(),
            None => quarrels.presumed(),
        };
        let contested = if detail >= Detail::Quarrels {
            quarrels.contested()
        } else {
            Vec::new()
        };
        let (reach, proof) = if detail >= Detail::Proof {
            self.prove(|prover| {
                let reach = prover.reach(jurisdiction);
                (reach, prover.provisions(jurisdiction))
            })
        } else {
            (None, Vec::new())
        };
        JurisdictionVerdict {
            jurisdiction: law.rulebook().jurisdiction(jurisdiction).code.clone(),
            verdict: judgement.verdict(),
            possible: judgement.possible,
            bounded: judgement.bounded,
            authority: comes.authorities,
            exceptions: comes.exceptions,
            review_policy: comes.review,
            duties: comes.duties,
            deciding: comes.deciding,
            presumed,
            proof,
            reach,
            decisive,
            contested,
            coverage: comes.coverage,
        }
    }

    /// The answer of a law that does not reach the line, whatever is open: why, and what else keeps its rules out as far
    /// as that is soon told.
    fn beyond_reach(
        &mut self,
        jurisdiction: JurisdictionId,
        detail: Detail,
    ) -> JurisdictionVerdict {
        let Self {
            law, case, line, ..
        } = *self;
        let possible = vec![Verdict::NotReached];
        let contested = if detail >= Detail::Quarrels {
            Quarrels {
                law,
                case,
                columns: &law.columns()[jurisdiction.index()],
                assumptions: self.assumptions,
                item: line.item.0,
                possible: &possible,
                too_many: false,
            }
            .beyond_reach()
        } else {
            Vec::new()
        };
        let coverage = Consequences {
            law,
            case,
            evaluator: &mut *self.evaluator,
            bindings: Bindings::of_item(line.item.0),
            jurisdiction,
        }
        .beyond_reach();
        let (reach, proof) = if detail >= Detail::Proof {
            self.prove(|prover| {
                let reach = prover.reach(jurisdiction);
                (reach, prover.apart_from_reach(jurisdiction))
            })
        } else {
            (None, Vec::new())
        };
        JurisdictionVerdict {
            jurisdiction: law.rulebook().jurisdiction(jurisdiction).code.clone(),
            verdict: Verdict::NotReached,
            possible,
            bounded: false,
            authority: Vec::new(),
            exceptions: Vec::new(),
            review_policy: ReviewShown::default(),
            duties: Vec::new(),
            deciding: Vec::new(),
            presumed: Vec::new(),
            proof,
            reach,
            decisive: Decisive::default(),
            contested,
            coverage,
        }
    }

    /// Something proved of the line; what was shown of its facts is not shown again.
    fn prove<T>(&mut self, prove: impl FnOnce(&mut Prover<'_, '_>) -> T) -> T {
        let mut prover = Prover {
            evaluator: &mut *self.evaluator,
            namer: Namer {
                law: self.law,
                case: self.case,
                line_item: self.line.item.0,
            },
            bindings: Bindings::of_item(self.line.item.0),
            facts: std::mem::take(&mut self.facts),
            whole: false,
            reasons_alone: false,
        };
        let proved = prove(&mut prover);
        self.facts = prover.facts;
        proved
    }
}

/// What is possible, and what would decide.
struct Judged {
    judgement: Judgement,
    decisive: Decisive,
    /// Whether the open questions combine in too many ways to tell what each of them changes.
    too_many: bool,
}

impl Judged {
    fn settled(judgement: Judgement) -> Self {
        Self {
            judgement,
            decisive: Decisive::default(),
            too_many: false,
        }
    }
}

fn judged<'a>(
    evaluator: &mut Evaluator<'a, CaseWorld<'a>>,
    columns: &Columns,
    bindings: &Bindings,
    namer: &Namer<'a>,
) -> Judged {
    if let Some(verdict) = judge::by_kleene(evaluator, columns, bindings) {
        return Judged::settled(Judgement::certain(verdict));
    }
    let bound = judge::outer_bound(evaluator, columns, bindings);
    let mut symbolic = Symbolic::new(evaluator, &judge::roots(columns, bindings));
    let judgement = judge::open(&mut symbolic, columns, bindings, bound);
    if judgement.verdict() != Verdict::Undetermined {
        return Judged::settled(judgement);
    }
    // Where the diagram of all verdicts was too large, it is so again.
    let whole = if judgement.bounded {
        None
    } else {
        symbolic.forget_diagrams();
        judge::diagram(&mut symbolic, columns, bindings).ok()
    };
    let told =
        whole.and_then(|whole| decisive(&mut symbolic, whole, &judgement.possible, namer).ok());
    drop(symbolic);
    let decisive =
        told.unwrap_or_else(|| in_part(evaluator, columns, bindings, &judgement.possible, namer));
    Judged {
        judgement,
        decisive,
        too_many: whole.is_none(),
    }
}

/// The worst verdict; where nothing stops it, but the law of the place it leaves from was not looked at, it cannot be
/// told whether it may leave.
fn overall(lines: &[LineDetermination], unseen: &[NotLookedAt], restricted: bool) -> Verdict {
    let worst = lines
        .iter()
        .flat_map(|line| line.verdicts.iter())
        .map(|one| one.verdict)
        .max()
        .unwrap_or(Verdict::Undetermined);
    let departure_unseen = unseen.iter().any(|one| one.why == "departure");
    if worst < Verdict::LicenceRequired && departure_unseen && !restricted {
        Verdict::Undetermined
    } else {
        worst
    }
}

/// Laws that may matter and were not looked at: of the places of departure, destination and exporter that no rulebook
/// models, and jurisdictions that were not asked for.
fn not_looked_at(
    law: &FrozenLaw,
    case: &Case,
    asked: &[JurisdictionId],
    restricted: bool,
) -> Vec<NotLookedAt> {
    let rulebook = law.rulebook();
    let vocabulary = rulebook.vocabulary;
    let mut found = Vec::new();
    let mut seen: BTreeSet<String> = asked
        .iter()
        .map(|&id| rulebook.jurisdiction(id).code.clone())
        .collect();
    if restricted {
        for jurisdiction in &rulebook.jurisdictions {
            if seen.insert(jurisdiction.code.clone()) {
                found.push(NotLookedAt {
                    jurisdiction: jurisdiction.code.clone(),
                    name: jurisdiction.name.clone(),
                    why: "not_asked_for".to_owned(),
                });
            }
        }
    }
    let shipment = |path: &str| {
        vocabulary
            .find(Scope::Shipment, path)
            .map(|id| case.shipment.get(id).clone())
    };
    let place: Option<FactId> = vocabulary.find(Scope::Party, "place");
    let exporter = case
        .party(exeat_facts::Role::Exporter)
        .and_then(|party| place.map(|id| party.facts.get(id).clone()));
    let places = [
        ("departure", shipment("from")),
        ("destination", shipment("destination")),
        ("exporter", exporter),
    ];
    for (why, fact) in places {
        let codes: Vec<_> = match fact {
            Some(Fact::Known {
                value: Value::Code(code),
                ..
            }) => vec![code],
            Some(Fact::Contested(candidates)) => candidates
                .iter()
                .filter_map(|one| match &one.value {
                    Value::Code(code) => Some(*code),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        for code in codes {
            let Some(definition) = vocabulary.code(code) else {
                continue;
            };
            if seen.insert(definition.code.to_owned()) {
                found.push(NotLookedAt {
                    jurisdiction: definition.code.to_owned(),
                    name: Text {
                        en: definition.english.to_owned(),
                        zh: Some(definition.chinese.to_owned()),
                    },
                    why: why.to_owned(),
                });
            }
        }
    }
    found
}

fn coverage(law: &FrozenLaw, asked: &[JurisdictionId]) -> Vec<CoverageShown> {
    let rulebook = law.rulebook();
    asked
        .iter()
        .map(|&id| {
            let jurisdiction = rulebook.jurisdiction(id);
            CoverageShown {
                jurisdiction: jurisdiction.code.clone(),
                name: jurisdiction.name.clone(),
                verified_through: jurisdiction.verified_through,
                instruments: rulebook
                    .coverage
                    .iter()
                    .filter(|one| one.jurisdiction == id)
                    .map(|one| InstrumentCoverage {
                        instrument: one
                            .instrument
                            .map(|id| rulebook.instrument(id).name.clone()),
                        lines: one.lines.clone(),
                    })
                    .collect(),
            }
        })
        .collect()
}
