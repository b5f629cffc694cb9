//! `exeat owners`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs::File;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use exeat_screen::owners::{
    Aggregation, Application, Graph, Listing, Outcome, Proof, Prover, Question, Regime, Standing,
    counts_record, evaluate, party_record, picture, read_listings, rule_record,
};
use exeat_value::Day;
use serde_json::json;

use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome as CommandOutcome};
use crate::files;
use crate::progress::{Progress, Watched};
use exeat_value::shown::printable;

/// Trees in one picture; more of them nobody looks at.
const PICTURES_MAX: usize = 40;
/// Parties whose proofs are worked out at once.
const CHUNK: usize = 10_000;

/// Say which parties are reached because of who owns them, under one regime on one day
#[derive(Debug, Args)]
#[command(after_help = "\
Holdings are separated values with the columns owner, owned, share and, where they are there, kind
(direct, control, board-majority), from, until and evidence; or JSON lines with the same keys; or
FollowTheMoney entities. A share is a percentage, a range such as 25-50 or >50, or empty if it is
unknown. Listed are party and, where they are there, list, from and until. `until` is the first day
no more.

Examples:
  exeat owners --holdings holdings.csv --listed listed.csv --regime us-ofac --on 2026-06-01
  exeat owners --holdings holdings.csv --listed listed.csv --regime uk --on 2026-06-01 \\
    --party 'Example Mining' --format svg > why.svg")]
pub(crate) struct Owners {
    /// Who holds what of whom
    #[arg(long, value_name = "FILE")]
    holdings: PathBuf,
    /// Who stands on which list
    #[arg(long, value_name = "FILE")]
    listed: PathBuf,
    /// The regime: us-ofac, us-bis, eu, uk or cn-61
    #[arg(long)]
    regime: Regime,
    /// The day
    #[arg(long, value_name = "DATE")]
    on: Day,
    /// Only this party; may be said several times
    #[arg(long, value_name = "NAME")]
    party: Vec<String>,
    /// Count several listed owners together where the regime does not by itself, as for owners who
    /// act jointly
    #[arg(long)]
    together: bool,
    /// How the answer is written: text, json or svg
    #[arg(long, value_enum, default_value_t = Shape::Text, hide_possible_values = true)]
    format: Shape,
}

/// How the answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
    Text,
    Json,
    Svg,
}

impl Owners {
    pub(crate) fn run(self, console: &Console) -> CommandOutcome {
        let name = files::name(&self.listed).into_owned();
        let listed = read_listings(open(&self.listed)?, &name).map_err(refused)?;
        let name = files::name(&self.holdings).into_owned();
        let graph = Graph::with_listed(open(&self.holdings)?, &name, &listed).map_err(refused)?;
        graph.notes().iter().for_each(|note| console.note(note));
        let mut rules = self.regime.rules(self.on);
        if self.together {
            rules.aggregation = Aggregation::Together;
        }
        let outcome = evaluate(&graph, &listed, rules, self.on);
        if let Some(unknown) = self
            .party
            .iter()
            .find(|party| outcome.verdict(party).is_none())
        {
            return Err(Failure::usage(format!(
                "neither the holdings nor the listed parties speak of `{unknown}`"
            ))
            .with_help("write the name as the files do"));
        }
        for (list, count) in other_lists(&listed, self.regime, self.on) {
            console.note(&format!(
                "`{list}` is no list of this regime: {count} listed there are not counted"
            ));
        }
        let wanted: BTreeSet<&str> = self.party.iter().map(String::as_str).collect();
        let parties: Vec<(&str, &Standing)> = outcome
            .parties()
            .filter(|(name, _)| wanted.is_empty() || wanted.contains(name))
            .collect();
        let text = match self.format {
            Shape::Text => in_words(&graph, &outcome, &parties),
            Shape::Json => in_json(&graph, &outcome, &parties),
            Shape::Svg => self.drawn(&graph, &outcome, &parties, console)?,
        };
        console.say(&text)?;
        Ok(DONE)
    }

    fn drawn(
        &self,
        graph: &Graph,
        outcome: &Outcome,
        parties: &[(&str, &Standing)],
        console: &Console,
    ) -> Result<String, Failure> {
        let chosen: Vec<(&str, &Standing)> = parties
            .iter()
            .filter(|(_, standing)| {
                standing.is_owned() || (!self.party.is_empty() && standing.listed)
            })
            .copied()
            .collect();
        if chosen.is_empty() {
            return Err(Failure::usage(
                "there is nothing to draw: nobody is reached through owners",
            )
            .with_help("`--format text` lists every party"));
        }
        if chosen.len() > PICTURES_MAX {
            console.note(&format!(
                "{} parties are reached; the first {PICTURES_MAX} are drawn, `--party` draws one",
                chosen.len()
            ));
        }
        let chosen: Vec<_> = chosen.into_iter().take(PICTURES_MAX).collect();
        let names: Vec<&str> = chosen.iter().map(|(name, _)| *name).collect();
        let proofs = Prover::new(graph, outcome).prove(&names);
        let drawn: Vec<(&str, &Proof)> = chosen
            .iter()
            .zip(&proofs)
            .filter_map(|((_, standing), proof)| {
                Some((standing.verdict.name(), &proof.as_ref()?.0))
            })
            .collect();
        let title = format!(
            "Owned by listed parties under {} on {}",
            self.regime, self.on
        );
        picture(&title, &drawn).map_err(|error| Failure::wrong(error.to_string()))
    }
}

fn open(path: &Path) -> Result<Watched<File>, Failure> {
    let file = File::open(path).map_err(|error| Failure::file("read", path, &error))?;
    let length = file.metadata().map_or(0, |metadata| metadata.len());
    let progress = Progress::new(format!("reading {}", files::name(path)), length);
    Ok(Watched::new(file, progress))
}

fn refused(error: exeat_screen::list::ReadError) -> Failure {
    Failure::wrong(error.to_string()).with_help(format!("expected was {}", error.expected))
}

/// Lists of the day that belong to another regime, with how many stand on them.
fn other_lists(listed: &[Listing], regime: Regime, on: Day) -> Vec<(&str, usize)> {
    let mut counts = std::collections::BTreeMap::new();
    for listing in listed.iter().filter(|listing| listing.is_listed(on)) {
        if regime.application(&listing.list) == Application::None {
            *counts.entry(listing.list.as_str()).or_insert(0) += 1;
        }
    }
    counts.into_iter().collect()
}

fn in_json(graph: &Graph, outcome: &Outcome, parties: &[(&str, &Standing)]) -> String {
    let mut text = String::from("{\n");
    let head = counts_record(outcome);
    let _ = writeln!(text, "  \"counts\": {head},\n  \"format\": 1,");
    let _ = writeln!(text, "  \"on\": {},\n  \"parties\": [", json!(outcome.on));
    let mut prover = Prover::new(graph, outcome);
    let mut first = true;
    for chunk in parties.chunks(CHUNK) {
        let names: Vec<&str> = chunk.iter().map(|(name, _)| *name).collect();
        for ((name, standing), proof) in chunk.iter().zip(prover.prove(&names)) {
            let between = if first { "" } else { ",\n" };
            first = false;
            let _ = write!(
                text,
                "{between}    {}",
                party_record(outcome, name, standing, proof)
            );
        }
    }
    let rule = rule_record(&outcome.rules);
    let regime = json!(outcome.rules.regime.name());
    let _ = writeln!(
        text,
        "\n  ],\n  \"regime\": {regime},\n  \"rule\": {rule}\n}}"
    );
    text
}

fn in_words(graph: &Graph, outcome: &Outcome, parties: &[(&str, &Standing)]) -> String {
    let rules = &outcome.rules;
    let (free, possible, blocked) = outcome.counts();
    let together = match rules.aggregation {
        Aggregation::Together => "several listed owners counted together",
        Aggregation::Each => "each listed owner alone",
        Aggregation::Unsettled => "not settled whether several listed owners count together",
    };
    let mut text = format!(
        "{} on {}: {}, {together}\n  {}\n",
        rules.regime,
        outcome.on,
        rules.threshold.in_words(),
        rules.source
    );
    if let Some(note) = rules.note {
        let _ = writeln!(text, "  {note}");
    }
    let _ = writeln!(
        text,
        "  {blocked} blocked, {possible} possible, {free} not blocked\n"
    );
    let mut prover = Prover::new(graph, outcome);
    for chunk in parties.chunks(CHUNK) {
        let names: Vec<&str> = chunk.iter().map(|(name, _)| *name).collect();
        for ((name, standing), proof) in chunk.iter().zip(prover.prove(&names)) {
            let _ = writeln!(text, "{:<11}  {}", standing.verdict.name(), printable(name));
            let Some((proof, questions)) = proof else {
                if !standing.held_at_most().is_zero() {
                    let _ = writeln!(text, "    listed owners hold {}", held(standing));
                }
                continue;
            };
            tree(&mut text, &proof, 1);
            for question in &questions {
                let _ = writeln!(text, "    to find out: {}", question_in_words(question));
            }
        }
    }
    text
}

fn held(standing: &Standing) -> String {
    let (low, high) = (standing.held_at_least(), standing.held_at_most());
    if low == high {
        format!("{low} %")
    } else {
        format!("{low} to {high} %")
    }
}

fn tree(text: &mut String, proof: &Proof, depth: usize) {
    let indent = "    ".repeat(depth);
    if !proof.lists.is_empty() && depth == 1 {
        let _ = writeln!(text, "{indent}listed: {}", lists(proof));
    }
    if let Some(held) = &proof.held
        && proof.holdings.len() > 1
    {
        let _ = writeln!(text, "{indent}held {held}");
    }
    for holding in &proof.holdings {
        let owner = &holding.owner;
        let listed = if owner.lists.is_empty() {
            String::new()
        } else {
            format!("; listed: {}", lists(owner))
        };
        let line = match holding.line {
            0 => String::new(),
            line => format!(" (line {line})"),
        };
        let above = if owner.shown_elsewhere {
            "; shown elsewhere"
        } else {
            ""
        };
        let _ = writeln!(
            text,
            "{indent}{} {}{line}{listed}{above}",
            printable(&owner.party),
            holding.in_words()
        );
        tree(text, owner, depth + 1);
    }
}

fn lists(proof: &Proof) -> String {
    let lists: Vec<String> = proof
        .lists
        .iter()
        .map(|list| {
            if list.is_empty() {
                "yes".to_owned()
            } else {
                printable(list)
            }
        })
        .collect();
    lists.join(", ")
}

fn question_in_words(question: &Question) -> String {
    match question {
        Question::Share {
            owner,
            owned,
            known,
            line,
        } => format!(
            "which share of {} {} holds: {known} (line {line})",
            printable(owned),
            printable(owner)
        ),
        Question::Aggregation => "whether several listed owners count together".to_owned(),
        Question::Binding => "whether the rule binds on this day".to_owned(),
    }
}
