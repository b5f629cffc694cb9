//! The page of the manual on one jurisdiction: how far its law is modelled, and how well it is tried.

use std::fmt::Write as _;

use exeat_determine::cases::{CasesReport, LimbCoverage};
use exeat_law::model::{Conflict, Coverage, CoverageKind, Instrument, JurisdictionId, Rulebook};

use super::record::{calendars_of, conflicts_of, coverage_of, entries, instruments_of};

/// How many limbs of something there are, and how many of them worked cases decide.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Tried {
    limbs: usize,
    both_ways: usize,
    readings: usize,
}

impl Tried {
    fn of<'a>(limbs: impl Iterator<Item = &'a LimbCoverage>) -> Self {
        let mut tried = Self::default();
        for limb in limbs {
            tried.limbs += 1;
            if limb.met && limb.missed {
                tried.both_ways += 1;
            } else if limb.reading {
                tried.readings += 1;
            }
        }
        tried
    }
}

/// The page of a jurisdiction as Markdown: its law, instrument by instrument, with what is modelled, what is only
/// flagged and what is not there; its calendars; its conflicts with the law of others; and how many limbs a worked case
/// decides both ways.
pub fn coverage_page(rulebook: &Rulebook, id: JurisdictionId, cases: &CasesReport) -> String {
    let jurisdiction = rulebook.jurisdiction(id);
    let mut page = format!("# {}: how far its law is modelled\n", jurisdiction.name.en);
    // Writing to a string does not fail.
    let _ = writeln!(
        page,
        "\nMade from the rulebooks by `exeat law coverage --pages`."
    );
    if let Some(day) = jurisdiction.verified_through {
        let _ = writeln!(
            page,
            "\nSomebody checked this law through **{day}**. An answer about a later day says so."
        );
    }
    let authorities: Vec<String> = jurisdiction
        .authorities
        .iter()
        .map(|(short, name)| format!("{} ({short})", name.en))
        .collect();
    if !authorities.is_empty() {
        let _ = writeln!(page, "\nAuthorities: {}.", authorities.join(", "));
    }
    let instruments: Vec<&Instrument> = instruments_of(rulebook, id)
        .map(|id| rulebook.instrument(id))
        .collect();
    let of = |name: &str| Tried::of(cases.limbs.iter().filter(|limb| limb.instrument == name));
    let all = Tried::of(
        cases
            .limbs
            .iter()
            .filter(|limb| instruments.iter().any(|one| one.name == limb.instrument)),
    );
    let _ = writeln!(
        page,
        "\nOf {} limbs, worked cases decide {} both ways; {} are readings of the law, which no case decides.",
        all.limbs, all.both_ways, all.readings
    );
    page.push_str("\n## The instruments\n\n");
    page.push_str("| Instrument | Title | Provisions | Entries | Limbs tried both ways | Verified through |\n");
    page.push_str("|---|---|---:|---:|---:|---|\n");
    for instrument_id in instruments_of(rulebook, id) {
        let one = rulebook.instrument(instrument_id);
        let provisions = rulebook
            .provisions
            .iter()
            .filter(|provision| provision.instrument == instrument_id)
            .count();
        let tried = of(&one.name);
        let through = one
            .verified_through
            .map(|day| day.to_string())
            .unwrap_or_default();
        let _ = writeln!(
            page,
            "| `{}` | {} | {provisions} | {} | {} of {} | {through} |",
            one.name,
            cell(&one.title.en),
            entries(rulebook, instrument_id).count(),
            tried.both_ways,
            tried.limbs,
        );
    }
    for (kind, title) in [
        (CoverageKind::Modelled, "What is modelled"),
        (CoverageKind::Flagged, "What was seen, and is not decided"),
        (CoverageKind::Absent, "What is not in the rulebooks"),
        (CoverageKind::Untested, "Worked cases that are not here"),
    ] {
        statements(&mut page, rulebook, id, kind, title);
    }
    calendars(&mut page, rulebook, id);
    conflicts(&mut page, rulebook, id);
    page
}

fn statements(
    page: &mut String,
    rulebook: &Rulebook,
    id: JurisdictionId,
    kind: CoverageKind,
    title: &str,
) {
    let about = |one: &Coverage| one.lines.iter().any(|line| line.kind == kind);
    let found: Vec<&Coverage> = coverage_of(rulebook, id).filter(|one| about(one)).collect();
    if found.is_empty() {
        return;
    }
    let _ = writeln!(page, "\n## {title}\n");
    for statement in found {
        let of = match statement.instrument {
            Some(instrument) => format!("`{}`", rulebook.instrument(instrument).name),
            None => "The law as a whole".to_owned(),
        };
        for line in statement.lines.iter().filter(|line| line.kind == kind) {
            let _ = writeln!(page, "- {of}: {}", line.what.en);
        }
    }
}

fn calendars(page: &mut String, rulebook: &Rulebook, id: JurisdictionId) {
    let mut head = Some("\n## Working days\n\n");
    for calendar in calendars_of(rulebook, id) {
        page.push_str(head.take().unwrap_or_default());
        let title = calendar
            .title
            .as_ref()
            .map_or("Working days", |one| &one.en);
        let (from, through) = calendar.covers;
        let _ = write!(page, "- {title}, {from} through {through}.");
        for note in &calendar.notes {
            let _ = write!(page, " {}", note.en);
        }
        page.push('\n');
    }
}

fn conflicts(page: &mut String, rulebook: &Rulebook, id: JurisdictionId) {
    let found: Vec<&Conflict> = conflicts_of(rulebook, id).collect();
    if found.is_empty() {
        return;
    }
    page.push_str("\n## Conflicts with the law of others\n\n");
    for conflict in found {
        let sides: Vec<&str> = conflict
            .sides
            .iter()
            .map(|side| rulebook.jurisdiction(side.jurisdiction).name.en.as_str())
            .collect();
        let _ = writeln!(page, "- {}: {}", sides.join(" and "), conflict.title.en);
    }
}

/// Text in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
