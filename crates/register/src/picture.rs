//! A picture of a licence's balance over time, as SVG.

use std::fmt::Write as _;

use exeat_value::{Day, Decimal};

use crate::ledger::{Entry, EntryKind};
use crate::licence::{Licence, LicenceLine};
use crate::shown::grouped;
use exeat_value::shown::Markup;

const WIDTH: i64 = 760;
const HEIGHT: i64 = 220;
const LEFT: i64 = 128;
const RIGHT: i64 = 24;
const TOP: i64 = 44;
const BOTTOM: i64 = 36;

/// What was left of a line after each day on which something was booked.
struct Step {
    day: Day,
    drawn: Decimal,
    reserved: Decimal,
}

/// How a picture is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Drawn {
    /// In Chinese.
    pub chinese: bool,
    /// Without colours of its own, for a page that has them.
    pub bare: bool,
}

impl Drawn {
    fn pick<'a>(self, english: &'a str, chinese: &'a str) -> &'a str {
        if self.chinese { chinese } else { english }
    }
}

/// The colours of a picture that stands alone.
const STYLE: &str = "<style>\n\
     .paper { fill: #ffffff } text { fill: #1b1f24; font-size: 13px } .faint { fill: #57606a; font-size: 12px }\n\
     .axis { stroke: #57606a; stroke-width: 1 } .grid { stroke: #d0d7de; stroke-width: 1 }\n\
     .free { fill: #1a6f4c; fill-opacity: 0.25; stroke: #1a6f4c; stroke-width: 2 } .held { fill: #9a5b00; fill-opacity: 0.35 }\n\
     @media (prefers-color-scheme: dark) { .paper { fill: #14181d } text { fill: #e6e9ee } .faint { fill: #a3adba }\n\
     .axis { stroke: #a3adba } .grid { stroke: #3a424d } .free { fill: #4cc38a; stroke: #4cc38a } .held { fill: #e0a13c } }\n\
     </style>\n";

/// A picture of what is left of each limited line from the licence's first day to a day: what is free, what is
/// reserved, what is drawn, as steps.
#[must_use]
pub fn picture(licence: &Licence, entries: &[Entry], on: Day) -> String {
    picture_as(licence, entries, on, Drawn::default())
}

/// The same as a page wants it.
#[must_use]
pub fn picture_as(licence: &Licence, entries: &[Entry], on: Day, drawn: Drawn) -> String {
    let lines: Vec<(&LicenceLine, Decimal, String, bool)> = licence
        .lines
        .iter()
        .filter_map(|line| match (line.quantity, line.value) {
            (Some(limit), _) => Some((line, limit.amount, limit.unit.to_string(), true)),
            (None, Some(limit)) => Some((line, limit.amount, limit.currency.to_string(), false)),
            (None, None) => None,
        })
        .collect();
    let charts = i64::try_from(lines.len()).unwrap_or(1).max(1);
    let height = HEIGHT.saturating_mul(charts).saturating_add(8);
    let number = Markup(&licence.number);
    let label = drawn.pick("Balance of licence", "许可证余额");
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"balance\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" \
         role=\"img\" aria-label=\"{label} {number}\" font-family=\"system-ui, 'Noto Sans', 'Noto Sans CJK SC', sans-serif\">\n"
    );
    if !drawn.bare {
        svg.push_str(STYLE);
        let _ = writeln!(
            svg,
            "<rect class=\"paper\" width=\"{WIDTH}\" height=\"{height}\"/>"
        );
    }
    if lines.is_empty() {
        let _ = writeln!(
            svg,
            "<text x=\"{LEFT}\" y=\"40\">{number}{}</text>",
            drawn.pick(
                " is unlimited: there is no balance to draw.",
                " 不限量，无余额可绘。"
            )
        );
    }
    for (index, (line, limit, unit, by_quantity)) in (0_i64..).zip(&lines) {
        let steps = steps(line, entries, *by_quantity, on);
        chart(
            &mut svg,
            HEIGHT.saturating_mul(index),
            licence,
            line,
            *limit,
            unit,
            &steps,
            on,
            drawn,
        );
    }
    svg.push_str("</svg>\n");
    svg
}

fn steps(line: &LicenceLine, entries: &[Entry], by_quantity: bool, on: Day) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let (mut drawn, mut reserved) = (Decimal::ZERO, Decimal::ZERO);
    let mut sorted: Vec<&Entry> = entries
        .iter()
        .filter(|entry| entry.line == line.number && entry.day <= on)
        .collect();
    sorted.sort_by_key(|entry| (entry.day, entry.sequence));
    for entry in sorted {
        let amount = if by_quantity {
            entry.quantity
        } else {
            entry.value
        }
        .unwrap_or_default();
        let add = |one: Decimal, other: Decimal| one.checked_add(other).unwrap_or(one);
        match entry.kind {
            EntryKind::Reserve => reserved = add(reserved, amount),
            EntryKind::Release => reserved = add(reserved, amount.negated()),
            EntryKind::Draw => {
                if entry.reservation.is_some() {
                    reserved = add(reserved, amount.negated());
                }
                drawn = add(drawn, amount);
            }
            EntryKind::Correct => drawn = add(drawn, amount),
        }
        let step = Step {
            day: entry.day,
            drawn,
            reserved,
        };
        match steps.last_mut() {
            Some(last) if last.day == entry.day => *last = step,
            _ => steps.push(step),
        }
    }
    steps
}

#[expect(clippy::too_many_arguments, reason = "they are the parts of one chart")]
fn chart(
    svg: &mut String,
    top: i64,
    licence: &Licence,
    line: &LicenceLine,
    limit: Decimal,
    unit: &str,
    steps: &[Step],
    on: Day,
    drawn: Drawn,
) {
    let first = steps
        .first()
        .map_or(licence.valid_from, |step| step.day.min(licence.valid_from));
    let last = shown_through(licence, first, on);
    let days = i64::from(last.days_since_epoch())
        .saturating_sub(i64::from(first.days_since_epoch()))
        .max(1);
    let inner = WIDTH - LEFT - RIGHT;
    let x = |day: Day| {
        let passed =
            i64::from(day.days_since_epoch()).saturating_sub(i64::from(first.days_since_epoch()));
        LEFT.saturating_add(passed.saturating_mul(inner) / days)
    };
    let ground = top + HEIGHT - BOTTOM;
    let tall = HEIGHT - TOP - BOTTOM;
    let y = |amount: Decimal| ground.saturating_sub(of(amount, limit, tall));
    let what = line.item.clone().unwrap_or_else(|| line.codes.join(" "));
    let free = |step: &Step| {
        limit
            .checked_sub(step.drawn)
            .and_then(|left| left.checked_sub(step.reserved))
            .unwrap_or_default()
    };
    let now = steps.last().map_or(limit, free);
    let held = steps.last().map_or(Decimal::ZERO, |step| step.reserved);
    let (now, held, most) = (grouped(now), grouped(held), grouped(limit));
    let unit = Markup(unit);
    let _ = writeln!(
        svg,
        "<text x=\"{LEFT}\" y=\"{}\" font-weight=\"600\">{} {} {}: {}</text>\n\
         <text class=\"faint\" x=\"{LEFT}\" y=\"{}\">{}</text>",
        top + 18,
        Markup(&licence.number),
        drawn.pick("line", "行"),
        line.number,
        Markup(&what),
        top + 36,
        if drawn.chinese {
            format!("{on}：可用 {now} {unit}，预留 {held} {unit}，总量 {most} {unit}")
        } else {
            format!("on {on}: {now} {unit} free, {held} {unit} reserved, of {most} {unit}")
        }
    );
    for (amount, words) in [(limit, most), (Decimal::ZERO, "0".to_owned())] {
        let height = y(amount);
        let _ = writeln!(
            svg,
            "<line class=\"grid\" x1=\"{LEFT}\" x2=\"{}\" y1=\"{height}\" y2=\"{height}\"/>\n\
             <text class=\"faint\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{words} {unit}</text>",
            WIDTH - RIGHT,
            LEFT - 8,
            height + 4
        );
    }
    // What is free, and above it what is reserved, as steps from day to day.
    let end = x(on.max(first));
    let mut free_path = format!("M{LEFT} {ground} L{LEFT} {}", y(limit));
    let mut held_top = format!("M{LEFT} {}", y(limit));
    let mut back: Vec<(i64, i64)> = vec![(LEFT, y(limit))];
    let mut before = (y(limit), y(limit));
    for step in steps {
        let at = x(step.day);
        let left = free(step);
        let both = left.checked_add(step.reserved).unwrap_or(left);
        let here = (y(left), y(both));
        let _ = write!(free_path, " L{at} {} L{at} {}", before.0, here.0);
        let _ = write!(held_top, " L{at} {} L{at} {}", before.1, here.1);
        back.push((at, before.0));
        back.push((at, here.0));
        before = here;
    }
    let _ = write!(free_path, " L{end} {} L{end} {ground} Z", before.0);
    let _ = write!(held_top, " L{end} {} L{end} {}", before.1, before.0);
    for (at, height) in back.iter().rev() {
        let _ = write!(held_top, " L{at} {height}");
    }
    let _ = writeln!(
        svg,
        "<path class=\"held\" d=\"{held_top} Z\"><title>{}</title></path>\n\
         <path class=\"free\" d=\"{free_path}\"><title>{}</title></path>\n\
         <line class=\"axis\" x1=\"{LEFT}\" x2=\"{}\" y1=\"{ground}\" y2=\"{ground}\"/>",
        drawn.pick("reserved", "预留"),
        drawn.pick("free", "可用"),
        WIDTH - RIGHT
    );
    let end = match licence.valid_through {
        Some(through) if through > last => format!(
            "{last} … {} {through}",
            drawn.pick("valid through", "有效期至")
        ),
        _ => last.to_string(),
    };
    for (day, words, anchor) in [(first, first.to_string(), "start"), (last, end, "end")] {
        let _ = writeln!(
            svg,
            "<text class=\"faint\" x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\">{words}</text>",
            x(day),
            ground + 18
        );
    }
}

/// The last day of a picture: that of the licence, unless so little of its time has passed that nothing would be seen.
fn shown_through(licence: &Licence, first: Day, on: Day) -> Day {
    const DAYS_MIN: i64 = 30;
    const TIMES_PASSED: i64 = 4;
    let last = licence
        .valid_through
        .map_or(on, |through| through.max(on))
        .max(first.next());
    let since = |day: Day| {
        i64::from(day.days_since_epoch()).saturating_sub(i64::from(first.days_since_epoch()))
    };
    let most = since(on).max(DAYS_MIN).saturating_mul(TIMES_PASSED);
    if since(last) <= most {
        return last;
    }
    (0..most).fold(first, |day, _| day.next())
}

/// So many of `most` pixels as the amount is of the limit, rounded down: a picture may, a ledger may not.
fn of(amount: Decimal, limit: Decimal, most: i64) -> i64 {
    // The largest number of pixels p with p × limit ≤ amount × most.
    let (mut low, mut high) = (0, most);
    while low < high {
        let middle = low.saturating_add(high).saturating_add(1) / 2;
        let fits =
            Decimal::compare_products(Decimal::from(middle), limit, amount, Decimal::from(most))
                .is_le();
        if fits {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    low
}
