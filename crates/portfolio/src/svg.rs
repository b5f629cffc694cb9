//! Bars as SVG, with words that a reader who does not see them hears.

use std::fmt::Write as _;

use crate::layout::thousands;
use exeat_value::shown::Markup;

/// A bar of a chart: its name, and its parts with their colours.
pub(crate) struct Bar {
    /// What it is called.
    pub(crate) name: String,
    /// How many rows, in which colour, and what that says.
    pub(crate) parts: Vec<(u64, u32, &'static str)>,
}

/// Bars one under the other, the longest as wide as the picture.
pub(crate) fn bars(title: &str, bars: &[Bar]) -> String {
    const LABELS: u64 = 270;
    const WIDTH: u64 = 560;
    const COUNT: u64 = 110;
    const STEP: u64 = 26;
    let total = |bar: &Bar| bar.parts.iter().map(|part| part.0).sum::<u64>();
    let longest = bars.iter().map(total).max().unwrap_or(0).max(1);
    let height = u64::try_from(bars.len()).unwrap_or(0) * STEP + 8;
    let whole = LABELS + WIDTH + COUNT;
    let mut svg = format!(
        "<svg viewBox=\"0 0 {whole} {height}\" role=\"img\" aria-label=\"{}\">\n",
        Markup(title)
    );
    for (index, bar) in (0_u64..).zip(bars) {
        let y = index * STEP + 4;
        let name: String = if bar.name.chars().count() > 32 {
            bar.name.chars().take(31).chain(['…']).collect()
        } else {
            bar.name.clone()
        };
        // Writing to a string does not fail.
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\" class=\"name\">{}</text>",
            LABELS - 10,
            y + 14,
            Markup(&name)
        );
        // Each part ends where the sum up to it ends, so that rounding leaves no gaps.
        let at = |sum: u64| {
            u64::try_from(u128::from(sum) * u128::from(WIDTH) / u128::from(longest)).unwrap_or(0)
        };
        let mut sum = 0;
        for (rows, colour, says) in &bar.parts {
            let (start, end) = (at(sum), at(sum + rows));
            sum += rows;
            if *rows == 0 {
                continue;
            }
            let width = end.saturating_sub(start).max(1);
            let _ = writeln!(
                svg,
                "<rect x=\"{}\" y=\"{y}\" width=\"{width}\" height=\"18\" fill=\"#{colour:06x}\"><title>{}: {} {says}</title></rect>",
                LABELS + start,
                Markup(&bar.name),
                thousands(*rows)
            );
        }
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{}\" class=\"count\">{}</text>",
            LABELS + at(sum) + 8,
            y + 14,
            thousands(sum)
        );
    }
    svg.push_str("</svg>\n");
    svg
}

/// Which colour stands for what.
pub(crate) fn legend(entries: &[(u32, &str)]) -> String {
    let mut html = String::from("<p class=\"legend\">");
    for (colour, says) in entries {
        let _ = write!(
            html,
            "<span><i style=\"background:#{colour:06x}\"></i>{}</span> ",
            Markup(says)
        );
    }
    html.push_str("</p>\n");
    html
}
