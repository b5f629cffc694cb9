//! What a change in the law does to a portfolio, as one page to read, print or send.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use exeat_determine::Verdict;

use super::book::colour as verdict_colour;
use super::change::Class;
use super::run::Done;
use super::stand::{Dates, Stand};
use super::summary::{by_name, percent, questions, says, who, worst_first, worth};
use super::svg::{Bar, bars, legend};
use super::tally::{Cube, Moved, Sum, Tallies};
use crate::layout::thousands;
use exeat_value::shown::Markup;

/// Names in a picture.
const NAMES_SHOWN: usize = 15;
/// Reasons in the table of each kind of change.
const REASONS_SHOWN: usize = 40;

/// The colour of a kind of change.
fn colour(class: Class) -> u32 {
    match class {
        Class::Controlled => 0x9B_1C_2E,
        Class::Stricter => 0xD0_6A_2F,
        Class::Undetermined => 0xE3_A0_08,
        Class::Decided => 0x1F_5F_A8,
        Class::Looser => 0x5B_A3_A0,
        Class::Freed => 0x4C_95_6C,
        Class::Same => 0xB8_C0_C8,
    }
}

/// The page.
pub fn impact(title: &str, stands: &[Stand], done: &Done, rows_file: Option<&str>) -> String {
    let tallies = &done.tallies;
    let days: Vec<String> = stands
        .iter()
        .map(|stand| match stand.dates {
            Dates::AllOn(day) | Dates::Law(day) => day.to_string(),
            Dates::OfRows => String::new(),
        })
        .collect();
    let (from, to) = (
        days.first().map_or("", String::as_str),
        days.get(1).map_or("", String::as_str),
    );
    let known = stands
        .iter()
        .map(|stand| stand.known_at.to_string())
        .next()
        .unwrap_or_default();
    let all = tallies.rows_out;
    let changed: u64 = tallies
        .by_class
        .0
        .iter()
        .filter(|(class, _)| **class != Class::Same)
        .map(|(_, sum)| sum.rows)
        .sum();
    let mut page = String::new();
    // Writing to a string does not fail.
    let _ = writeln!(
        page,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>\n<p class=\"over\">Impact of a change in law</p>\n<h1>{title}</h1>\n<p class=\"lead\">From the law of <b>{from}</b> to that of <b>{to}</b>, as known on {known}: <b>{}</b> of {} shipments are affected ({}).</p>\n</header>\n<main>",
        thousands(changed),
        thousands(all),
        percent(changed, all),
        title = Markup(title),
    );
    tiles(&mut page, done);
    let moving: Vec<Class> = Class::ALL
        .into_iter()
        .filter(|class| *class != Class::Same && tallies.by_class.0.contains_key(class))
        .collect();
    if moving.is_empty() {
        page.push_str("<section><h2>Nothing changes</h2><p>No shipment of this portfolio is treated otherwise on the later day.</p></section>\n");
    } else {
        let entries: Vec<(u32, &str)> = moving
            .iter()
            .map(|&class| (colour(class), class.says()))
            .collect();
        for (title, cube) in [
            ("By destination", &tallies.class_by_destination),
            ("By item", &tallies.class_by_item),
            ("By customer", &tallies.class_by_customer),
        ] {
            let names = by_name(cube);
            let shown: Vec<Bar> = names
                .iter()
                .take(NAMES_SHOWN)
                .map(|(name, sums)| Bar {
                    name: with_item_name(done, title, name),
                    parts: moving
                        .iter()
                        .map(|&class| {
                            let rows = sums.get(&class).map_or(0, |sum| sum.rows);
                            (rows, colour(class), class.says())
                        })
                        .collect(),
                })
                .collect();
            let note = if names.len() > shown.len() {
                format!(
                    " <small>the first {} of {}</small>",
                    shown.len(),
                    names.len()
                )
            } else {
                String::new()
            };
            let _ = writeln!(
                page,
                "<section><h2>{title}{note}</h2>\n{}{}</section>",
                legend(&entries),
                bars(title, &shown)
            );
        }
        for &class in &moving {
            reasons(&mut page, class, &tallies.moved, all);
        }
    }
    after(&mut page, done, to);
    customers(&mut page, done);
    listed(&mut page, done);
    about(&mut page, stands, done, rows_file);
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn with_item_name(done: &Done, title: &str, name: &str) -> String {
    match done
        .tallies
        .item_names
        .get(name)
        .filter(|_| title == "By item")
    {
        Some(item) => format!("{name} · {item}"),
        None => name.to_owned(),
    }
}

fn tiles(page: &mut String, done: &Done) {
    let tallies = &done.tallies;
    page.push_str("<section class=\"tiles\" aria-label=\"Figures\">\n");
    for class in Class::ALL {
        let sum = tallies.by_class.0.get(&class).cloned().unwrap_or_default();
        let _ = writeln!(
            page,
            "<div class=\"tile{}\" style=\"--c:#{:06x}\"><b>{}</b><span>{}</span><small>{}{}</small></div>",
            if sum.rows == 0 { " none" } else { "" },
            colour(class),
            thousands(sum.rows),
            class.says(),
            percent(sum.rows, tallies.rows_out),
            if sum.worth.is_empty() {
                String::new()
            } else {
                format!(
                    "<br>{}",
                    Markup(&worth(&sum)).to_string().replace(" + ", "<br>")
                )
            }
        );
    }
    page.push_str("</section>\n");
}

fn reasons(page: &mut String, class: Class, moved: &[Moved], all: u64) {
    let mut of_class: Vec<&Moved> = moved.iter().filter(|one| one.step.class == class).collect();
    of_class.sort_by(|one, two| {
        let by_rows = two.sum.rows.cmp(&one.sum.rows);
        by_rows.then(one.step.cmp(&two.step))
    });
    let total = of_class.len();
    let _ = writeln!(
        page,
        "<section><h2><i style=\"background:#{:06x}\"></i>{}: what does it</h2>\n<table><thead><tr><th>Provision and limb</th><th>Laws</th><th>Before</th><th>After</th><th class=\"n\">Shipments</th><th class=\"n\">Worth</th><th>Such as</th></tr></thead><tbody>",
        colour(class),
        capital(class.says())
    );
    for one in of_class.into_iter().take(REASONS_SHOWN) {
        let witness = &one.witness;
        let row = if witness.row.is_empty() {
            format!("row {}", thousands(witness.place))
        } else {
            witness.row.clone()
        };
        let limb = if one.step.limb.is_empty() {
            "no single limb"
        } else {
            &one.step.limb
        };
        let _ = writeln!(
            page,
            "<tr><td class=\"limb\">{}</td><td>{}</td><td>{}</td><td>{}</td><td class=\"n\">{}<br><small>{}</small></td><td class=\"n\">{}</td><td>{}: {} to {} for {}<br><small>{}, row {}</small></td></tr>",
            Markup(limb),
            Markup(&one.step.jurisdictions.join(", ")),
            says(one.step.from),
            says(one.step.to),
            thousands(one.sum.rows),
            percent(one.sum.rows, all),
            Markup(&worth(&one.sum)).to_string().replace(" + ", "<br>"),
            Markup(&row),
            Markup(&witness.item),
            Markup(&witness.destination),
            Markup(&witness.customer),
            Markup(&witness.file),
            thousands(witness.place),
        );
    }
    page.push_str("</tbody></table>\n");
    if total > REASONS_SHOWN {
        let _ = writeln!(
            page,
            "<p><small>The first {REASONS_SHOWN} of {total} reasons; all are in the table of rows.</small></p>"
        );
    }
    page.push_str("</section>\n");
}

/// Where everything stands afterwards.
fn after(page: &mut String, done: &Done, to: &str) {
    let tallies = &done.tallies;
    let verdicts: Vec<Verdict> = worst_first()
        .filter(|verdict| tallies.by_verdict.0.contains_key(verdict))
        .collect();
    let entries: Vec<(u32, &str)> = verdicts
        .iter()
        .map(|&verdict| (verdict_colour(verdict), says(verdict)))
        .collect();
    let bar = |name: &str, sums: &BTreeMap<Verdict, &Sum>| Bar {
        name: name.to_owned(),
        parts: verdicts
            .iter()
            .map(|&verdict| {
                let rows = sums.get(&verdict).map_or(0, |sum| sum.rows);
                (rows, verdict_colour(verdict), says(verdict))
            })
            .collect(),
    };
    let shown: Vec<Bar> = by_name(&tallies.by_destination)
        .iter()
        .take(NAMES_SHOWN)
        .map(|(name, sums)| bar(name, sums))
        .collect();
    let _ = writeln!(
        page,
        "<section><h2>All shipments under the law of {}, by destination</h2>\n{}{}</section>",
        Markup(to),
        legend(&entries),
        bars("All shipments by destination", &shown)
    );
    let asks = questions(tallies);
    if asks.is_empty() {
        return;
    }
    page.push_str("<section><h2>What would decide most shipments then</h2>\n<table><thead><tr><th>Question</th><th>Fact</th><th>Whom to ask</th><th class=\"n\">Shipments</th></tr></thead><tbody>\n");
    for (ask, sum) in asks {
        let _ = writeln!(
            page,
            "<tr><td>{}</td><td class=\"limb\">{}</td><td>{}</td><td class=\"n\">{}</td></tr>",
            Markup(&ask.question),
            Markup(&ask.fact),
            who(ask),
            thousands(sum.rows)
        );
    }
    page.push_str("</tbody></table></section>\n");
}

/// The customers of whom most is affected, in figures.
fn customers(page: &mut String, done: &Done) {
    let cube: &Cube<(String, Class)> = &done.tallies.class_by_customer;
    let names = by_name(cube);
    if names.is_empty() {
        return;
    }
    page.push_str("<section><h2>Customers to tell</h2>\n<table><thead><tr><th>Customer</th><th class=\"n\">Shipments</th><th class=\"n\">Worth</th><th>What changes</th></tr></thead><tbody>\n");
    for (name, sums) in names.iter().take(25) {
        let mut whole = Sum::default();
        let mut parts = Vec::new();
        for (class, sum) in sums {
            whole.rows += sum.rows;
            parts.push(format!("{} {}", thousands(sum.rows), class.says()));
        }
        let worths: Vec<String> = sums.values().map(|sum| worth(sum)).collect();
        let _ = writeln!(
            page,
            "<tr><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td>{}</td></tr>",
            Markup(name),
            thousands(whole.rows),
            Markup(&worths.join(" · "))
                .to_string()
                .replace(" + ", "<br>")
                .replace(" · ", "<br>"),
            Markup(&parts.join(", "))
        );
    }
    page.push_str("</tbody></table></section>\n");
}

fn about(page: &mut String, stands: &[Stand], done: &Done, rows_file: Option<&str>) {
    let tallies = &done.tallies;
    page.push_str("<section class=\"about\"><h2>What this rests on</h2>\n<ul>\n");
    let _ = writeln!(
        page,
        "<li>{} rows were read, {} compared, {} rejected because they could not be read.</li>",
        thousands(tallies.rows_in),
        thousands(tallies.rows_out),
        thousands(tallies.rejected)
    );
    page.push_str("<li>Every row is taken as if it left on the earlier day, and again as if it left on the later one; nothing else about it is changed.</li>\n");
    for line in of_parties(tallies) {
        let _ = writeln!(page, "<li>{}</li>", Markup(&line));
    }
    for (stand, which) in stands.iter().zip(["earlier", "later"]) {
        let _ = writeln!(
            page,
            "<li>The {which} law: rulebooks <code>{}</code>, as known on {}; laws looked at: {}.</li>",
            Markup(&stand.rulebook().digest),
            stand.known_at,
            Markup(&stand.codes().join(", "))
        );
    }
    let mut warnings: Vec<(&String, &Sum)> = tallies.coverage.0.iter().collect();
    warnings.sort_by(|one, two| two.1.rows.cmp(&one.1.rows).then(one.0.cmp(two.0)));
    for (text, sum) in warnings.into_iter().take(25) {
        let _ = writeln!(
            page,
            "<li>{} ({} rows)</li>",
            Markup(text),
            thousands(sum.rows)
        );
    }
    if let Some(file) = rows_file {
        let _ = writeln!(page, "<li>Row by row: <code>{}</code></li>", Markup(file));
    }
    page.push_str("</ul></section>\n");
}

/// Whether the parties were screened, and on which lists.
fn of_parties(tallies: &Tallies) -> Vec<String> {
    let Some(looking) = &tallies.screened else {
        return vec!["Parties were not screened against restricted-party lists.".to_owned()];
    };
    let mut lines: Vec<String> = looking
        .in_lines()
        .into_iter()
        .map(|(line, rows)| format!("{line} ({} rows)", thousands(rows)))
        .collect();
    lines.push(
        "Who is listed is taken to be the same on both days: what changes is the law.".to_owned(),
    );
    if tallies.matched.0.is_empty() && looking.rows > 0 {
        lines.push("Nobody who was looked for has a name like a listed one.".to_owned());
    }
    lines
}

/// The parties that may be listed.
fn listed(page: &mut String, done: &Done) {
    let cube = &done.tallies.matched;
    if cube.0.is_empty() {
        return;
    }
    let mut parties: Vec<_> = cube.0.iter().collect();
    parties.sort_by(|one, two| two.1.rows.cmp(&one.1.rows).then(one.0.cmp(two.0)));
    let total = parties.len();
    page.push_str("<section><h2>Parties that may be listed</h2>\n<table><thead><tr><th>Party</th><th>Role</th><th>May be</th><th>Entry</th><th class=\"n\">Score</th><th>Decided</th><th class=\"n\">Shipments</th></tr></thead><tbody>\n");
    for ((role, one), sum) in parties.into_iter().take(REASONS_SHOWN) {
        let _ = writeln!(
            page,
            "<tr><td>{}</td><td>{}</td><td>{}</td><td class=\"limb\">{} {}</td><td class=\"n\">{}</td><td>{}</td><td class=\"n\">{}</td></tr>",
            Markup(&one.party),
            Markup(role),
            Markup(&one.name),
            Markup(&one.list),
            Markup(&one.entry),
            Markup(&one.score),
            Markup(&one.standing),
            thousands(sum.rows),
        );
    }
    page.push_str("</tbody></table>\n");
    if total > REASONS_SHOWN {
        let _ = writeln!(
            page,
            "<p><small>The first {REASONS_SHOWN} of {total}.</small></p>"
        );
    }
    page.push_str("</section>\n");
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

const STYLE: &str = "
:root{color-scheme:light dark;--ink:#1b2633;--soft:#5b6875;--line:#d9dee3;--paper:#fff;--shade:#f4f6f8}
@media (prefers-color-scheme:dark){:root{--ink:#e8edf2;--soft:#a3b0bd;--line:#37424d;--paper:#161c22;--shade:#1f272f}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1080px;padding:32px 24px;font:16px/1.5 'Segoe UI',system-ui,-apple-system,'Noto Sans','Noto Sans CJK SC',sans-serif;color:var(--ink);background:var(--paper)}
h1{font-size:30px;line-height:1.2;margin:.1em 0 .3em}
h2{font-size:20px;margin:0 0 12px;padding-bottom:6px;border-bottom:2px solid var(--line)}
h2 small{font-weight:400;color:var(--soft)}
h2 i{display:inline-block;width:14px;height:14px;border-radius:3px;margin-right:8px}
.over{margin:0;color:var(--soft);text-transform:uppercase;letter-spacing:.08em;font-size:13px}
.lead{font-size:19px;max-width:70ch}
section{margin:36px 0}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(165px,1fr));gap:12px}
.tile{border-top:6px solid var(--c);background:var(--shade);padding:12px 14px;border-radius:4px;display:flex;flex-direction:column}
.tile b{font-size:24px;line-height:1.15;font-variant-numeric:tabular-nums}
.tile small{color:var(--soft);white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.tile.none{opacity:.55}
svg{width:100%;height:auto;display:block}
svg text{font:13px 'Segoe UI',system-ui,'Noto Sans','Noto Sans CJK SC',sans-serif;fill:var(--ink)}
svg .count{fill:var(--soft)}
.legend span{margin-right:16px;white-space:nowrap}
.legend i{display:inline-block;width:12px;height:12px;border-radius:2px;margin-right:6px}
table{border-collapse:collapse;width:100%;font-size:14px}
th{text-align:left;background:var(--shade);border-bottom:2px solid var(--line);padding:7px 8px;vertical-align:bottom}
td{border-bottom:1px solid var(--line);padding:7px 8px;vertical-align:top;overflow-wrap:break-word}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.limb{font-family:ui-monospace,'DejaVu Sans Mono',monospace;font-size:12.5px;max-width:300px;overflow-wrap:anywhere}
small{color:var(--soft)}
code{font-size:12.5px;overflow-wrap:anywhere}
.about li{margin:.25em 0}
@media print{@page{size:A4;margin:14mm}body{padding:0;font-size:12px;max-width:none}section{margin:18px 0}tr,.tile,svg{break-inside:avoid}h2{break-after:avoid}}
";
