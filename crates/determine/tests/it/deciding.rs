//! The provisions that are named with a verdict are those on which it rests.

use exeat_determine::outcome::{LimbProof, ProvisionProof, Standing};
use exeat_determine::{Verdict, acting};
use exeat_facts::{Case, Fact, Item, ItemIndex, Line, Scope, Type, Value, Vocabulary};
use exeat_law::model::JurisdictionId;
use proptest::prelude::*;

use crate::harness;

/// The verdict on a thing in the form of an oxide, of which nothing else is known, and the provisions named with it.
fn named(declarations: &str) -> (Verdict, Vec<String>) {
    let vocabulary = Vocabulary::standard();
    let form = vocabulary.find(Scope::Item, "form").expect("a fact");
    let Type::Code(forms) = vocabulary.get(form).ty else {
        panic!("a form is a code");
    };
    let oxide = vocabulary.find_code(forms, "oxide").expect("a form");
    let mut item = Item::new("thing", "");
    item.facts.set(form, Fact::known(Value::Code(oxide)));
    let mut case = Case::new("an oxide");
    case.items.push(item);
    case.lines.push(Line {
        number: 1,
        item: ItemIndex(0),
        quantity: None,
        value: None,
    });
    let (rulebook, told) = harness::determined(declarations, &case, false);
    let names = told.deciding.iter();
    let names = names.map(|&id| rulebook.provision(id).name.clone());
    (told.verdict, names.collect())
}

const ONE_OR_TWO: &str = "rule one\n  cites §1\n  licence from MOT\n  when item.origin is CN\n\n\
                          rule two\n  cites §2\n  licence from MOT\n  when item.origin is not CN\n\n";

const COVERED: &str = "rule three\n  cites §3\n  licence from MOT\n  when item.form is oxide\n\n\
                       exception free to three\n  cites §4\n  authorised under \"General\"\n  \
                       when item.form is oxide\n\n";

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

#[test]
fn a_licence_rests_on_what_demands_it_and_not_on_what_an_exception_covers() {
    let (verdict, told) = named(&format!("{ONE_OR_TWO}{COVERED}"));
    assert_eq!(verdict, Verdict::LicenceRequired);
    assert_eq!(told, names(&["one", "two"]));
}

#[test]
fn what_demands_it_by_itself_is_named_alone() {
    let by_itself = "rule four\n  cites §5\n  licence from MOT\n  when item.form is oxide\n\n";
    let (verdict, told) = named(&format!("{ONE_OR_TWO}{COVERED}{by_itself}"));
    assert_eq!(verdict, Verdict::LicenceRequired);
    assert_eq!(told, names(&["four"]));
}

#[test]
fn a_prohibition_rests_on_those_of_which_one_holds() {
    let (verdict, told) = named(&ONE_OR_TWO.replace("licence from MOT", "prohibited"));
    assert_eq!(verdict, Verdict::Prohibited);
    assert_eq!(told, names(&["one", "two"]));
}

#[test]
fn an_exception_that_covers_is_named() {
    let (verdict, told) = named(COVERED);
    assert_eq!(verdict, Verdict::ExceptionAvailable);
    assert_eq!(told, names(&["free"]));
    let halves = COVERED.replacen(
        "exception free to three\n  cites §4\n  authorised under \"General\"\n  when item.form is oxide",
        "exception here to three\n  cites §4\n  authorised under \"Here\"\n  when item.origin is CN\n\n\
         exception there to three\n  cites §5\n  authorised under \"There\"\n  when item.origin is not CN",
        1,
    );
    let (verdict, told) = named(&halves);
    assert_eq!(verdict, Verdict::ExceptionAvailable);
    assert_eq!(told, names(&["here", "there"]));
}

#[test]
fn freedom_rests_on_exemptions_of_which_one_holds() {
    let law = "rule three\n  cites §3\n  licence from MOT\n  when item.form is oxide\n\n\
               exception here to three\n  cites §4\n  exempt\n  when item.origin is CN\n\n\
               exception there to three\n  cites §5\n  exempt\n  when item.origin is not CN\n";
    let (verdict, told) = named(law);
    assert_eq!(verdict, Verdict::NoLicenceRequired);
    assert_eq!(told, names(&["here", "there"]));
}

/// Where a provision stands, and the truth of each of its limbs.
fn outline(proof: &ProvisionProof) -> String {
    fn limbs(limb: &LimbProof, into: &mut String) {
        into.push_str(&format!(
            " [{:?} {:?} {:?}",
            limb.label, limb.truth, limb.entries
        ));
        for part in &limb.parts {
            limbs(part, into);
        }
        into.push(']');
    }
    let mut text = format!(
        "{} {:?} {:?} {:?}",
        proof.provision, proof.standing, proof.time.state, proof.defeated_by
    );
    limbs(&proof.condition, &mut text);
    text
}

#[test]
fn what_acts_is_proved_as_in_a_determination() {
    harness::check_matters(23, 400, |matter, law| {
        let lines = matter.determined(law, true);
        let jurisdictions: Vec<JurisdictionId> = (0..law.rulebook().jurisdictions.len())
            .map(JurisdictionId::at)
            .collect();
        let found = acting(law, &matter.case, &jurisdictions);
        let first = lines.first().into_iter().flatten();
        for ((_, found), meant) in found.iter().zip(first) {
            // Of a law that does not reach the line the proof says something else.
            if meant.verdict == Verdict::NotReached {
                continue;
            }
            let acts = meant
                .proof
                .iter()
                .filter(|one| one.standing != Standing::Fails);
            let meant: Vec<String> = acts.map(outline).collect();
            prop_assert_eq!(found.iter().map(outline).collect::<Vec<_>>(), meant);
        }
        Ok(())
    });
}
