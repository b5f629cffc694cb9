//! What a sweep found, for the terminal and for programs.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use exeat_determine::Verdict;
use exeat_facts::{Answerer, Scope, Vocabulary};
use serde_json::{Value, json};

use super::answer::Ask;
use super::change::Class;
use super::tally::{Cube, Sum, Tallies};
use crate::layout::{columns, thousands};

/// How many questions are shown.
const ASKS_SHOWN: usize = 10;

/// How many parties are shown.
const PARTIES_SHOWN: usize = 10;

/// A verdict in words for readers.
pub(crate) fn says(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Prohibited => "prohibited",
        Verdict::Undetermined => "cannot be told yet",
        Verdict::LicenceRequired => "licence required",
        Verdict::ExceptionAvailable => "exception available",
        Verdict::NoLicenceRequired => "no licence required",
        Verdict::NotReached => "not reached",
    }
}

/// The verdicts, worst first.
pub(crate) fn worst_first() -> impl Iterator<Item = Verdict> {
    Verdict::ALL.into_iter().rev()
}

/// What rows are worth, as `1,234,567 USD`; cents are left out.
pub fn worth(sum: &Sum) -> String {
    let parts: Vec<String> = sum
        .worth
        .iter()
        .map(|(currency, worth)| match worth {
            Some(worth) => {
                let whole = worth.to_string();
                let whole = whole.split('.').next().unwrap_or_default();
                let shown = whole.parse().map_or_else(|_| whole.to_owned(), thousands);
                format!("{shown} {currency}")
            }
            None => format!("too much {currency} to add up"),
        })
        .collect();
    parts.join(" + ")
}

/// A share of a whole in percent with one decimal.
pub fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "0 %".to_owned();
    }
    let tenths = u128::from(part) * 1000 / u128::from(whole);
    if part > 0 && tenths == 0 {
        return "< 0.1 %".to_owned();
    }
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// Who can usually answer a question.
pub fn who(ask: &Ask) -> &'static str {
    if !ask.of_fact {
        return "the law itself is open";
    }
    let (subject, path) = ask.fact.split_once('.').unwrap_or(("", ""));
    let scope = match subject {
        "shipment" => Scope::Shipment,
        "end-use" => Scope::EndUse,
        "item" | "layer" | "component" => Scope::Item,
        _ => Scope::Party,
    };
    let vocabulary = Vocabulary::standard();
    let answerer = vocabulary
        .find(scope, path)
        .map_or(Answerer::Exporter, |fact| vocabulary.get(fact).who);
    answerer.english()
}

/// The questions that would decide most rows: the ten that would help most, the cheapest first.
pub fn questions(tallies: &Tallies) -> Vec<(&Ask, &Sum)> {
    let mut asks: Vec<(&Ask, &Sum)> = tallies.asks.0.iter().collect();
    asks.sort_by(|one, two| two.1.rows.cmp(&one.1.rows).then(one.0.cmp(two.0)));
    asks.truncate(ASKS_SHOWN);
    asks.sort_by(|one, two| {
        let by_cost = one.0.cost.cmp(&two.0.cost);
        by_cost.then(two.1.rows.cmp(&one.1.rows))
    });
    asks
}

/// A cube turned: for each name how many rows have which, the names with most rows first.
pub fn by_name<T: Copy + Ord>(cube: &Cube<(String, T)>) -> Vec<(&str, BTreeMap<T, &Sum>)> {
    let mut names: BTreeMap<&str, BTreeMap<T, &Sum>> = BTreeMap::new();
    for ((name, of), sum) in &cube.0 {
        names.entry(name).or_default().insert(*of, sum);
    }
    let mut list: Vec<(&str, BTreeMap<T, &Sum>)> = names.into_iter().collect();
    let rows = |of: &BTreeMap<T, &Sum>| of.values().map(|sum| sum.rows).sum::<u64>();
    list.sort_by(|one, two| rows(&two.1).cmp(&rows(&one.1)).then(one.0.cmp(two.0)));
    list
}

/// The summary of a sweep under one law, for the terminal.
pub fn text(tallies: &Tallies) -> String {
    let mut text = String::new();
    let all = tallies.rows_out;
    // Writing to a string does not fail.
    let _ = writeln!(
        text,
        "{} rows in: {} decided, {} rejected\n",
        thousands(tallies.rows_in),
        thousands(all),
        thousands(tallies.rejected)
    );
    let rows: Vec<(String, String)> = worst_first()
        .filter_map(|verdict| {
            let sum = tallies.by_verdict.0.get(&verdict)?;
            let mut shown = format!("{:>12}  {:>7}", thousands(sum.rows), percent(sum.rows, all));
            if !sum.worth.is_empty() {
                shown.push_str(&format!("  {}", worth(sum)));
            }
            Some((says(verdict).to_owned(), shown))
        })
        .collect();
    text.push_str(&columns(&rows));
    let laws: Vec<(String, String)> = by_name(&tallies.by_law)
        .into_iter()
        .map(|(code, verdicts)| (code.to_owned(), in_a_line(&verdicts)))
        .collect();
    section(&mut text, "By law", laws);
    let named = |cube: &Cube<(String, Verdict)>, many: usize| -> Vec<(String, String)> {
        by_name(cube)
            .into_iter()
            .take(many)
            .map(|(name, verdicts)| (name.to_owned(), in_a_line(&verdicts)))
            .collect()
    };
    section(
        &mut text,
        "By destination",
        named(&tallies.by_destination, 10),
    );
    section(&mut text, "By item", named(&tallies.by_item, 10));
    let mut months = named(&tallies.by_month, usize::MAX);
    months.sort();
    section(&mut text, "By month", months);
    let asks: Vec<(String, String)> = questions(tallies)
        .into_iter()
        .map(|(ask, sum)| {
            let of = format!(
                "{} rows · {} · {}",
                thousands(sum.rows),
                who(ask),
                ask.question
            );
            (ask.fact.clone(), of)
        })
        .collect();
    section(
        &mut text,
        "What would decide most rows, the cheapest questions first",
        asks,
    );
    text.push_str(&parties(tallies));
    text
}

/// Whether the parties were screened, on which lists, and who may be listed.
fn parties(tallies: &Tallies) -> String {
    let Some(looking) = &tallies.screened else {
        return "\nParties were not screened.\n".to_owned();
    };
    let mut text = "\nParties screened\n".to_owned();
    for (line, rows) in looking.in_lines() {
        let _ = writeln!(text, "  {line} ({} rows)", thousands(rows));
    }
    let mut matched: Vec<_> = tallies.matched.0.iter().collect();
    matched.sort_by(|one, two| two.1.rows.cmp(&one.1.rows).then(one.0.cmp(two.0)));
    let more = matched.len().saturating_sub(PARTIES_SHOWN);
    let rows: Vec<(String, String)> = matched
        .into_iter()
        .take(PARTIES_SHOWN)
        .map(|((role, one), sum)| {
            let may_be = format!(
                "{} rows · may be {} ({}, entry {}, {}, {})",
                thousands(sum.rows),
                one.name,
                one.list,
                one.entry,
                one.score,
                one.standing
            );
            (format!("{} ({role})", one.party), may_be)
        })
        .collect();
    section(&mut text, "Parties that may be listed", rows);
    if more > 0 {
        let _ = writeln!(text, "  and {more} more");
    }
    text
}

/// The summary of what a change does, for the terminal.
pub fn change_text(tallies: &Tallies) -> String {
    let mut text = String::new();
    let all = tallies.rows_out;
    let _ = writeln!(
        text,
        "{} rows in: {} compared, {} rejected\n",
        thousands(tallies.rows_in),
        thousands(all),
        thousands(tallies.rejected)
    );
    let rows: Vec<(String, String)> = Class::ALL
        .into_iter()
        .filter_map(|class| {
            let sum = tallies.by_class.0.get(&class)?;
            let mut shown = format!("{:>12}  {:>7}", thousands(sum.rows), percent(sum.rows, all));
            if !sum.worth.is_empty() {
                shown.push_str(&format!("  {}", worth(sum)));
            }
            Some((class.says().to_owned(), shown))
        })
        .collect();
    text.push_str(&columns(&rows));
    let mut moved: Vec<_> = tallies.moved.iter().collect();
    moved.sort_by(|one, two| {
        let by_class = one.step.class.cmp(&two.step.class);
        by_class.then(two.sum.rows.cmp(&one.sum.rows))
    });
    let rows: Vec<(String, String)> = moved
        .into_iter()
        .take(25)
        .map(|one| {
            let witness = &one.witness;
            (
                format!("{} · {}", one.step.class.word(), one.step.limb),
                format!(
                    "{} rows · such as {}:{} ({} to {})",
                    thousands(one.sum.rows),
                    witness.file,
                    witness.place,
                    witness.item,
                    witness.destination
                ),
            )
        })
        .collect();
    section(&mut text, "What does it", rows);
    text.push_str(&parties(tallies));
    text
}

fn in_a_line(verdicts: &BTreeMap<Verdict, &Sum>) -> String {
    let parts: Vec<String> = verdicts
        .iter()
        .rev()
        .map(|(verdict, sum)| format!("{} {}", thousands(sum.rows), says(*verdict)))
        .collect();
    parts.join(", ")
}

fn section(text: &mut String, title: &str, rows: Vec<(String, String)>) {
    if rows.is_empty() {
        return;
    }
    let rows: Vec<(String, String)> = rows
        .into_iter()
        .map(|(first, second)| (format!("  {first}"), second))
        .collect();
    let _ = write!(text, "\n{title}\n{}", columns(&rows));
}

fn sum_json(sum: &Sum) -> Value {
    json!({ "rows": sum.rows, "worth": sum.worth })
}

fn cube_json<T: Ord + Clone>(cube: &Cube<(String, T)>, word: impl Fn(&T) -> &'static str) -> Value {
    let rows: Vec<Value> = cube
        .0
        .iter()
        .map(|((name, of), sum)| json!({ "of": name, "is": word(of), "sum": sum_json(sum) }))
        .collect();
    Value::Array(rows)
}

/// The summary for programs.
pub fn json(tallies: &Tallies) -> Value {
    let verdict = |verdict: &Verdict| verdict.word();
    let class = |class: &Class| class.word();
    let by_verdict: Vec<Value> = tallies
        .by_verdict
        .0
        .iter()
        .map(|(verdict, sum)| json!({ "is": verdict.word(), "sum": sum_json(sum) }))
        .collect();
    let asks: Vec<Value> = tallies
        .asks
        .0
        .iter()
        .map(|(ask, sum)| json!({ "ask": ask, "who": who(ask), "sum": sum_json(sum) }))
        .collect();
    let matched: Vec<Value> = tallies
        .matched
        .0
        .iter()
        .map(|((role, one), sum)| json!({ "role": role, "match": one, "rows": sum.rows }))
        .collect();
    let by_class: Vec<Value> = tallies
        .by_class
        .0
        .iter()
        .map(|(class, sum)| json!({ "is": class.word(), "sum": sum_json(sum) }))
        .collect();
    json!({
        "format": 1,
        "rows_in": tallies.rows_in,
        "rows_out": tallies.rows_out,
        "rejected": tallies.rejected,
        "by_verdict": by_verdict,
        "by_law": cube_json(&tallies.by_law, verdict),
        "by_destination": cube_json(&tallies.by_destination, verdict),
        "by_item": cube_json(&tallies.by_item, verdict),
        "by_customer": cube_json(&tallies.by_customer, verdict),
        "by_month": cube_json(&tallies.by_month, verdict),
        "by_limb": cube_json(&tallies.by_limb, verdict),
        "asks": asks,
        "screened": tallies.screened.as_ref().map(|looking| {
            let lines = looking.in_lines().into_iter().map(|(line, rows)| json!({ "says": line, "rows": rows }));
            json!({ "rows": looking.rows, "without": looking.without, "on": lines.collect::<Vec<Value>>() })
        }),
        "matched": matched,
        "changes": by_class,
        "change_by_destination": cube_json(&tallies.class_by_destination, class),
        "change_by_item": cube_json(&tallies.class_by_item, class),
        "change_by_customer": cube_json(&tallies.class_by_customer, class),
        "moved": tallies.moved,
    })
}
