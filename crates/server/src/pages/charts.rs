//! Charts as SVG, made on the server: each part of a bar leads to the rows behind it.

use std::fmt::Write as _;

use exeat_determine::Verdict;
use exeat_report::layout::thousands;

use super::words::Words;
use exeat_value::shown::Markup;

/// A bar: its name, and how many rows have which verdict, the worst first.
pub(super) struct Bar {
    pub(super) name: String,
    pub(super) parts: Vec<(Verdict, u64)>,
}

impl Bar {
    fn total(&self) -> u64 {
        self.parts.iter().map(|(_, rows)| rows).sum()
    }
}

pub(super) fn shortened(name: &str, most: usize) -> String {
    if name.chars().count() > most {
        name.chars()
            .take(most.saturating_sub(1))
            .chain(['…'])
            .collect()
    } else {
        name.to_owned()
    }
}

/// One part as a shape that leads to its rows.
fn part(
    svg: &mut String,
    w: Words,
    bar: &Bar,
    (verdict, rows): (Verdict, u64),
    shape: &str,
    link: &dyn Fn(&str, Verdict) -> String,
) {
    let says = format!(
        "{}{}{}, {}",
        bar.name,
        w.colon(),
        w.verdict(verdict),
        thousands(rows)
    );
    // Writing to a string does not fail.
    let _ = writeln!(
        svg,
        "<a href=\"{}\" aria-label=\"{says}\"><rect class=\"s-{}\" {shape}><title>{says}</title></rect></a>",
        Markup(&link(&bar.name, verdict)),
        verdict.word(),
        says = Markup(&says),
    );
}

/// Bars one under the other, the longest as wide as the picture.
pub(super) fn bars(
    w: Words,
    title: &str,
    bars: &[Bar],
    link: &dyn Fn(&str, Verdict) -> String,
) -> String {
    const LABELS: u64 = 215;
    const WIDTH: u64 = 375;
    const COUNT: u64 = 70;
    const STEP: u64 = 28;
    let longest = bars.iter().map(Bar::total).max().unwrap_or(0).max(1);
    let height = u64::try_from(bars.len()).unwrap_or(0) * STEP + 6;
    let mut svg = format!(
        "<svg viewBox=\"0 0 {} {height}\" role=\"group\" aria-label=\"{}\" class=\"chart\">\n<title>{}</title>\n",
        LABELS + WIDTH + COUNT,
        Markup(title),
        Markup(title)
    );
    for (index, bar) in (0_u64..).zip(bars) {
        let y = index * STEP + 3;
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
            LABELS - 10,
            y + 16,
            Markup(&shortened(&bar.name, 20))
        );
        // Each part ends where the sum up to it ends, so that rounding leaves no gaps.
        let at = |sum: u64| {
            u64::try_from(u128::from(sum) * u128::from(WIDTH) / u128::from(longest)).unwrap_or(0)
        };
        let mut sum = 0;
        for &(verdict, rows) in &bar.parts {
            let (start, end) = (at(sum), at(sum + rows));
            sum += rows;
            let shape = format!(
                "x=\"{}\" y=\"{y}\" width=\"{}\" height=\"22\"",
                LABELS + start,
                end.saturating_sub(start).max(2)
            );
            part(&mut svg, w, bar, (verdict, rows), &shape, link);
        }
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{}\" class=\"count\">{}</text>",
            LABELS + at(sum) + 8,
            y + 16,
            thousands(sum)
        );
    }
    svg.push_str("</svg>\n");
    svg
}

/// Columns side by side, in their order.
pub(super) fn columns(
    w: Words,
    title: &str,
    bars: &[Bar],
    link: &dyn Fn(&str, Verdict) -> String,
) -> String {
    const WIDTH: u64 = 660;
    const HEIGHT: u64 = 200;
    const FOOT: u64 = 44;
    const HEAD: u64 = 18;
    let tallest = bars.iter().map(Bar::total).max().unwrap_or(0).max(1);
    let count = u64::try_from(bars.len()).unwrap_or(0).max(1);
    let step = (WIDTH / count).clamp(10, 90);
    let mut svg = format!(
        "<svg viewBox=\"0 0 {} {}\" role=\"group\" aria-label=\"{}\" class=\"chart\">\n<title>{}</title>\n",
        WIDTH.max(step * count),
        HEAD + HEIGHT + FOOT,
        Markup(title),
        Markup(title)
    );
    let mut last_year = String::new();
    for (index, bar) in (0_u64..).zip(bars) {
        let x = index * step;
        let at = |sum: u64| {
            u64::try_from(u128::from(sum) * u128::from(HEIGHT) / u128::from(tallest)).unwrap_or(0)
        };
        let mut sum = 0;
        for &(verdict, rows) in &bar.parts {
            let (start, end) = (at(sum), at(sum + rows));
            sum += rows;
            let tall = end.saturating_sub(start).max(1);
            let shape = format!(
                "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{tall}\"",
                x + 2,
                (HEAD + HEIGHT).saturating_sub(start + tall),
                step.saturating_sub(4).max(4),
            );
            part(&mut svg, w, bar, (verdict, rows), &shape, link);
        }
        let middle = x + step / 2;
        if step >= 40 {
            let _ = writeln!(
                svg,
                "<text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\" class=\"count\">{}</text>",
                (HEAD + HEIGHT).saturating_sub(at(sum) + 5),
                thousands(sum)
            );
        }
        if step >= 40 || index % (40 / step + 1) == 0 {
            // Of `2025-01` the month, and below the first of each year the year.
            let (year, month) = match bar.name.split_once('-') {
                Some((year, month)) => (year, month),
                None => ("", "?"),
            };
            let _ = writeln!(
                svg,
                "<text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                HEAD + HEIGHT + 18,
                Markup(&shortened(month, 9))
            );
            if !year.is_empty() && year != last_year {
                let _ = writeln!(
                    svg,
                    "<text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\" class=\"count\">{}</text>",
                    HEAD + HEIGHT + 36,
                    Markup(&shortened(year, 6))
                );
                year.clone_into(&mut last_year);
            }
        }
    }
    svg.push_str("</svg>\n");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;
    use exeat_report::Language;

    #[test]
    fn what_others_wrote_is_escaped_and_every_part_leads_somewhere() {
        let all = [Bar {
            name: "<b>\"DE\"".to_owned(),
            parts: vec![(Verdict::Prohibited, 3), (Verdict::NotReached, 1)],
        }];
        let link = |name: &str, verdict: Verdict| format!("/x?of={name}&is={}", verdict.word());
        for svg in [
            bars(Words(Language::En), "By destination", &all, &link),
            columns(Words(Language::Zh), "按月", &all, &link),
        ] {
            assert!(!svg.contains("<b>"), "{svg}");
            assert_eq!(svg.matches("<a href=").count(), 2);
        }
    }
}
