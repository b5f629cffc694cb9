//! *Who stands behind them*: a file of holdings, held against the lists in force by a regime's own arithmetic.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Request, State};
use axum::response::Response;
use exeat_screen::owners::{
    Aggregation, Binding, Proof, ProofHolding, Prover, Question, Regime, Rules, Threshold, Verdict,
    picture,
};
use exeat_value::Day;

use super::form::Written;
use super::frame::{Frame, Reader, Section, page};
use super::trouble;
use super::words::Words;
use crate::owners::{Asked, Taken, WorkedOut, work_out};
use crate::problem::Problem;
use crate::service::Service;

/// So many of those who are reached are drawn.
const DRAWN_MAX: usize = 20;

/// The example: who holds what, and who of them is listed.
const EXAMPLE: (&str, &str) = (
    include_str!("../../../../examples/ownership/holdings.csv"),
    include_str!("../../../../examples/ownership/listed.csv"),
);

/// Somebody who is reached, or was asked about.
struct ReachedView {
    party: String,
    verdict: Verdict,
    listed: bool,
    /// Who holds how much, up to those who are listed.
    tree: String,
    questions: Vec<String>,
    held: String,
}

/// What came of it.
struct Found {
    regime: Regime,
    on: Day,
    rule: Vec<String>,
    source: &'static str,
    counts: (usize, usize, usize),
    listed: Vec<Taken>,
    reached: Vec<ReachedView>,
    /// More are reached than are shown.
    more: usize,
    svg: Option<String>,
    /// The lists that were looked at, or why there were none.
    looked: Result<Vec<String>, String>,
    /// What was not looked at and should have been.
    gaps: Vec<String>,
    /// Those who are listed where the regime does not count them.
    not_counted: Vec<String>,
}

#[derive(Template)]
#[template(path = "owners.html")]
struct Page {
    frame: Frame,
    regimes: [(Regime, &'static str); 5],
    regime: Regime,
    on: Day,
    party: String,
    found: Option<Found>,
}

/// The holdings of somebody, one below the other.
#[derive(Template)]
#[template(path = "owner.html")]
struct Tree<'a> {
    w: Words,
    proof: &'a Proof,
}

impl Tree<'_> {
    fn below<'b>(&self, holding: &'b ProofHolding) -> Tree<'b> {
        Tree {
            w: self.w,
            proof: &holding.owner,
        }
    }

    /// What an owner does, in the reader's words.
    fn holds(&self, holding: &ProofHolding) -> String {
        let w = self.w;
        let share = match holding.share.as_str() {
            "0 %" => String::new(),
            "unknown" => w.owners_holds_unknown().to_owned(),
            share => format!("{} {share}", w.owners_holds()),
        };
        let rules = match holding.kind {
            "control" => w.owners_controls(),
            "board-majority" => w.owners_appoints(),
            _ => "",
        };
        match (share.is_empty(), rules.is_empty()) {
            (true, true) => format!("{} 0 %", w.owners_holds()),
            (false, true) => share,
            (true, false) => rules.to_owned(),
            (false, false) => format!("{share}{}{rules}", w.pick(" and ", "，且")),
        }
    }
}

impl Page {
    fn new(service: &Service, reader: Reader) -> Self {
        let w = reader.words;
        Self {
            frame: Frame::new(reader, Section::Screen, w.owners_title(), "/screen/owners"),
            regimes: Regime::ALL.map(|one| (one, named(w, one))),
            regime: Regime::UsOfac,
            on: service.today(),
            party: String::new(),
            found: None,
        }
    }
}

/// A regime as a person calls it.
fn named(w: Words, regime: Regime) -> &'static str {
    match regime {
        Regime::UsOfac => w.pick("United States, OFAC", "美国财政部外国资产控制办公室"),
        Regime::UsBis => w.pick("US Commerce, Affiliates Rule", "美国商务部（关联方规则）"),
        Regime::Eu => w.pick("European Union", "欧盟"),
        Regime::Uk => w.pick("United Kingdom", "英国"),
        Regime::Cn61 => w.pick("China, announcement 61 of 2025", "中国 2025 年第 61 号公告"),
    }
}

/// The form.
pub(super) async fn start(State(service): State<Arc<Service>>, reader: Reader) -> Response {
    page(&Page::new(&service, reader))
}

/// A file came.
pub(super) async fn find(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    let found = async {
        let written = super::check::written(&service, request).await?;
        found(&service, reader, &written).await
    };
    match found.await {
        Ok(template) => page(&template),
        Err(problem) => trouble(reader, Section::Screen, &problem),
    }
}

async fn found(service: &Service, reader: Reader, written: &Written) -> Result<Page, Problem> {
    let w = reader.words;
    let mut page = Page::new(service, reader);
    let wrong = |text: String| Problem::new("bad-request", text);
    if !written.one("regime").is_empty() {
        page.regime = written.one("regime").parse().map_err(wrong)?;
    }
    if !written.one("on").is_empty() {
        page.on = written
            .one("on")
            .parse()
            .map_err(|_| wrong("there is no such day".to_owned()))?;
    }
    page.party = written.raw("party").replace("\r\n", "\n");
    let (holdings, listed) = match written.one("example") {
        "" => (written.raw("holdings"), written.raw("listed")),
        _ => EXAMPLE,
    };
    if holdings.trim().is_empty() {
        return Err(wrong("there is no file of holdings".to_owned())
            .with_help("choose a CSV file with the columns owner, owned and share"));
    }
    let asked = Asked {
        holdings,
        listed,
        regime: page.regime,
        on: page.on,
        together: false,
        parties: page
            .party
            .lines()
            .map(str::trim)
            .filter(|one| !one.is_empty())
            .map(str::to_owned)
            .collect(),
        lists: true,
    };
    let worked = work_out(service, reader.own, &asked).await?;
    page.found = Some(service.work.here(|| Ok(told(w, &asked, worked))).await?);
    Ok(page)
}

fn told(w: Words, asked: &Asked, worked: WorkedOut) -> Found {
    let WorkedOut {
        graph,
        outcome,
        taken,
        looked,
        gaps,
        not_counted,
    } = worked;
    let (graph, outcome) = (&graph, &outcome);
    let mut shown: Vec<_> = outcome
        .parties()
        .filter(|(name, standing)| match asked.parties.is_empty() {
            true => standing.verdict != Verdict::NotBlocked && !standing.listed,
            false => asked.parties.iter().any(|one| one == name),
        })
        .collect();
    let more = shown.len().saturating_sub(DRAWN_MAX);
    shown.truncate(DRAWN_MAX);
    let names: Vec<&str> = shown.iter().map(|(name, _)| *name).collect();
    let proofs = Prover::new(graph, outcome).prove(&names);
    let drawn: Vec<(&str, &Proof)> = shown
        .iter()
        .zip(&proofs)
        .filter_map(|((_, standing), proof)| {
            Some((verdict(w, standing.verdict), &proof.as_ref()?.0))
        })
        .collect();
    let title = format!("{}, {}", named(w, outcome.rules.regime), outcome.on);
    let svg = match drawn.is_empty() {
        true => None,
        false => picture(&title, &drawn).ok(),
    };
    let reached = shown
        .iter()
        .zip(&proofs)
        .map(|((name, standing), proof)| {
            let (low, high) = (standing.held_at_least(), standing.held_at_most());
            ReachedView {
                party: (*name).to_owned(),
                verdict: standing.verdict,
                listed: standing.listed,
                tree: proof
                    .as_ref()
                    .and_then(|(proof, _)| Tree { w, proof }.render().ok())
                    .unwrap_or_default(),
                questions: proof
                    .iter()
                    .flat_map(|(_, questions)| questions)
                    .map(|one| question(w, one))
                    .collect(),
                held: match low == high {
                    true => format!("{low} %"),
                    false => format!("{low}–{high} %"),
                },
            }
        })
        .collect();
    Found {
        regime: outcome.rules.regime,
        on: outcome.on,
        rule: rule(w, &outcome.rules),
        source: outcome.rules.source,
        counts: outcome.counts(),
        listed: taken,
        reached,
        more,
        svg,
        gaps,
        not_counted,
        looked: looked.map(|pool| {
            let editions = pool.editions.iter();
            editions.map(|one| one.full_name()).collect()
        }),
    }
}

fn verdict(w: Words, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Blocked => w.owners_blocked(),
        Verdict::Possible => w.owners_possible(),
        Verdict::NotBlocked => w.owners_free(),
    }
}

/// How the regime counts.
fn rule(w: Words, rules: &Rules) -> Vec<String> {
    let mut lines = vec![
        match rules.threshold {
            Threshold::Half => w.owners_half(),
            Threshold::MoreThanHalf => w.owners_more_than_half(),
        }
        .to_owned(),
        match rules.aggregation {
            Aggregation::Together => w.owners_together(),
            Aggregation::Each => w.owners_each(),
            Aggregation::Unsettled => w.owners_unsettled(),
        }
        .to_owned(),
    ];
    if rules.control {
        lines.push(w.owners_control_counts().to_owned());
    }
    match rules.binding {
        Binding::InForce => {}
        Binding::NotInForce => lines.push(w.owners_not_in_force().to_owned()),
        Binding::Contested => lines.push(w.owners_contested().to_owned()),
    }
    lines
}

fn question(w: Words, question: &Question) -> String {
    match question {
        Question::Share {
            owner,
            owned,
            known,
            line,
        } => match w.is_chinese() {
            true => format!("{owner} 持有 {owned} 多少份额：{known}（第 {line} 行）"),
            false => format!("which share of {owned} {owner} holds: {known} (line {line})"),
        },
        Question::Aggregation => w.owners_ask_together().to_owned(),
        Question::Binding => w.owners_ask_binding().to_owned(),
    }
}
