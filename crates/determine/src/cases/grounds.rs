//! Whether what a case says decided it really did.

use exeat_law::model::{Ground, GroundTarget, InstrumentId, ProvisionId};
use exeat_law::time::{TimeState, Timed, time_state};
use exeat_value::Truth;

use crate::outcome::{JurisdictionVerdict, LimbProof, Standing, Verdict};
use crate::proof::Prover;

/// Ok where the ground bore on the verdict: a provision that applies, or that is silent, defeated or missed by the
/// limb named where nothing is required, or that is open where the verdict is.
pub(super) fn holds(
    prover: &mut Prover<'_, '_>,
    ground: &Ground,
    verdict: &JurisdictionVerdict,
) -> Result<(), String> {
    let open = verdict.verdict == Verdict::Undetermined;
    match ground.target {
        GroundTarget::Provision(id) => provision(prover, id, &ground.labels, verdict.verdict),
        GroundTarget::Entry(id) => {
            let rulebook = prover.namer.law.rulebook();
            let code = rulebook.entry(id).code.clone();
            let proof = prover.entry_condition(id);
            let (state, _) = prover.namer.law.entry(id);
            let binds = matches!(state, TimeState::InForce | TimeState::Contested(_));
            if ground.labels.is_empty() && !binds && verdict.verdict.is_free() {
                return Ok(());
            }
            condition(&code, &proof, &ground.labels, verdict.verdict)
        }
        GroundTarget::List(id) => {
            let node = prover.namer.law.list(id);
            let bindings = prover.bindings;
            let truth = prover.evaluator.truth(node, &bindings);
            let name = &prover.namer.law.rulebook().list(id).name;
            definite(name, truth, open)
        }
        GroundTarget::Define(id) => {
            let name = prover.namer.law.rulebook().define(id).name.clone();
            let proof = prover.define_condition(id);
            match find(&proof, &ground.labels) {
                Some(limb) => definite(&name, limb.truth, open),
                None => Err(format!(
                    "`{name}` has no limb ({})",
                    ground.labels.join(")(")
                )),
            }
        }
        GroundTarget::Reading(id) => {
            let name = &prover.namer.law.rulebook().reading(id).name;
            let rests = verdict.presumed.iter().any(|one| one.reading == *name);
            let wanted = format!("reading {name}");
            let contested = verdict
                .contested
                .iter()
                .any(|one| one.question.fact == wanted && one.matters);
            if rests || contested {
                Ok(())
            } else {
                Err(format!("the reading `{name}` makes no difference here"))
            }
        }
        GroundTarget::Instrument(id) => instrument(prover, id),
        GroundTarget::Jurisdiction(id) => {
            let columns = prover.namer.law.columns()[id.index()];
            let bindings = prover.bindings;
            let truth = prover.evaluator.truth(columns.reach, &bindings);
            let code = &prover.namer.law.rulebook().jurisdiction(id).code;
            definite(&format!("the reach of {code}"), truth, open)
        }
    }
}

fn definite(name: &str, truth: Truth, open: bool) -> Result<(), String> {
    if truth.is_unknown() == open {
        Ok(())
    } else if open {
        Err(format!(
            "`{name}` is not open: it does not make the verdict undetermined"
        ))
    } else {
        Err(format!("`{name}` is unknown here, so it decided nothing"))
    }
}

fn provision(
    prover: &mut Prover<'_, '_>,
    id: ProvisionId,
    labels: &[String],
    verdict: Verdict,
) -> Result<(), String> {
    let law = prover.namer.law;
    let name = law.rulebook().provision(id).name.clone();
    let frozen = law.provision(id);
    let standing = prover.standing(frozen);
    let proof = prover.provision_condition(id);
    let binds = matches!(frozen.time, TimeState::InForce | TimeState::Contested(_));
    if labels.is_empty() {
        let decides = match standing {
            Standing::Applies => true,
            Standing::Open => verdict == Verdict::Undetermined,
            Standing::Silent | Standing::Defeated => verdict != Verdict::Undetermined,
            Standing::Fails => !binds && verdict != Verdict::Undetermined,
        };
        return if decides {
            Ok(())
        } else {
            Err(format!("`{name}` did not decide: it {}", stands(standing)))
        };
    }
    let Some(limb) = find(&proof, labels) else {
        return Err(format!("`{name}` has no limb ({})", labels.join(")(")));
    };
    let truth = limb.truth;
    let decides = match standing {
        Standing::Applies | Standing::Defeated => truth == Truth::True,
        Standing::Silent => truth != Truth::Unknown,
        Standing::Open => truth == Truth::Unknown || verdict != Verdict::Undetermined,
        Standing::Fails => truth == Truth::False,
    };
    if decides {
        Ok(())
    } else {
        Err(format!(
            "limb ({}) of `{name}` did not decide: it is {}, and `{name}` {}",
            labels.join(")("),
            limb.truth,
            stands(standing)
        ))
    }
}

fn stands(standing: Standing) -> &'static str {
    match standing {
        Standing::Applies => "applies",
        Standing::Open => "is open",
        Standing::Defeated => "is defeated",
        Standing::Silent => "does not bind on that day",
        Standing::Fails => "fails",
    }
}

fn condition(
    name: &str,
    proof: &LimbProof,
    labels: &[String],
    verdict: Verdict,
) -> Result<(), String> {
    let Some(limb) = find(proof, labels) else {
        return Err(format!("`{name}` has no limb ({})", labels.join(")(")));
    };
    let whole = proof.truth;
    let truth = limb.truth;
    let decides = match verdict {
        Verdict::Undetermined => truth.is_unknown(),
        _ => !truth.is_unknown() && (whole.is_unknown() || truth == whole),
    };
    if decides {
        Ok(())
    } else {
        Err(format!(
            "`{name}` did not decide: it is {}, the limb is {}",
            proof.truth, limb.truth
        ))
    }
}

fn instrument(prover: &mut Prover<'_, '_>, id: InstrumentId) -> Result<(), String> {
    let law = prover.namer.law;
    let rulebook = law.rulebook();
    let name = &rulebook.instrument(id).name;
    let suspends = law.provisions().iter().any(|frozen| {
        matches!(frozen.time, TimeState::Suspended { by, .. }
            if rulebook.suspension(by).instrument == id)
    });
    let silent = rulebook.provision_ids().any(|(one, provision)| {
        provision.instrument == id
            && !matches!(
                time_state(
                    rulebook,
                    Timed::Provision(one),
                    law.law_date(),
                    law.known_at()
                ),
                TimeState::InForce
            )
    });
    let applies = law.provisions().iter().any(|frozen| {
        rulebook.provision(frozen.id).instrument == id
            && matches!(prover.standing(frozen), Standing::Applies)
    });
    if suspends || silent || applies {
        Ok(())
    } else {
        Err(format!(
            "`{name}` neither applies, nor suspends, nor is out of force here"
        ))
    }
}

/// The limb with these labels, outermost first.
fn find<'p>(proof: &'p LimbProof, labels: &[String]) -> Option<&'p LimbProof> {
    let Some((first, rest)) = labels.split_first() else {
        return Some(proof);
    };
    for part in &proof.parts {
        if part.label.as_deref() == Some(first.as_str()) {
            return find(part, rest);
        }
    }
    // Groups without labels, and negations, are looked through.
    proof
        .parts
        .iter()
        .filter(|part| part.label.is_none())
        .find_map(|part| find(part, labels))
}
