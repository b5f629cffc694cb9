//! Draws the figures of the benchmarks from the tables beside them.

use std::fmt::Write as _;

use anyhow::{Context as _, ensure};

/// The measured table and the figure of it.
pub(crate) const GROWTH: [&str; 2] = ["docs/pictures/growth.tsv", "docs/pictures/growth.svg"];

/// Pixels of a decade on both axes, so that linear growth is a slope of one.
const DECADE: u32 = 120;
const LEFT: u32 = 80;
const TOP: u32 = 40;
/// The first number of each axis, as a power of ten: rows, and milliseconds.
const FIRST: [u32; 2] = [5, 3];

/// A row of the table: how many rows were swept, and the milliseconds on the wall and of the processor.
struct Measured {
    rows: u64,
    wall: u64,
    processor: u64,
}

/// What is drawn of a measurement.
type Of = fn(&Measured) -> u64;

/// The time of a sweep by its rows, both axes in powers of ten.
///
/// # Errors
/// The table has a line that is none of `rows, seconds, processor seconds`, or no lines.
pub(crate) fn growth(table: &str) -> anyhow::Result<String> {
    let mut all = Vec::new();
    for (number, line) in (2..).zip(table.lines().skip(1)) {
        let read = || {
            let mut cells = line.split('\t');
            Some(Measured {
                rows: cells.next()?.parse().ok()?,
                wall: milliseconds(cells.next()?)?,
                processor: milliseconds(cells.next()?)?,
            })
        };
        let wrong = || {
            format!(
                "{}: line {number} is not rows, seconds and processor seconds",
                GROWTH[0]
            )
        };
        all.push(read().with_context(wrong)?);
    }
    ensure!(!all.is_empty(), "{} has no measurements", GROWTH[0]);
    Ok(drawn(&all))
}

fn drawn(all: &[Measured]) -> String {
    let most = |of: Of| all.iter().map(of).max().unwrap_or(1);
    // To the next power of ten.
    let end = |number: u64| number.saturating_sub(1).max(1).ilog10() + 1;
    let ends = [
        end(most(|one| one.rows)).max(FIRST[0] + 1),
        end(most(|one| one.processor.max(one.wall))).max(FIRST[1] + 1),
    ];
    let (wide, high) = ((ends[0] - FIRST[0]) * DECADE, (ends[1] - FIRST[1]) * DECADE);
    let bottom = TOP + high;
    let x = |rows: u64| LEFT + pixels(rows, FIRST[0]);
    let y = |milliseconds: u64| bottom.saturating_sub(pixels(milliseconds, FIRST[1]));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" role=\"img\" \
         aria-label=\"Seconds of a sweep by its rows, both in powers of ten\" font-family=\"sans-serif\" font-size=\"13\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n",
        LEFT + wide + 40,
        bottom + 60
    );
    // Writing to a string does not fail.
    let mut line = |text: String| {
        let _ = writeln!(svg, "{text}");
    };
    for power in FIRST[0]..=ends[0] {
        let at = x(10_u64.pow(power));
        line(format!(
            "<path d=\"M{at} {TOP}V{bottom}\" stroke=\"#dddddd\"/><text x=\"{at}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            bottom + 20,
            grouped(10_u64.pow(power))
        ));
    }
    for power in FIRST[1]..=ends[1] {
        let at = y(10_u64.pow(power));
        line(format!(
            "<path d=\"M{LEFT} {at}H{}\" stroke=\"#dddddd\"/><text x=\"{}\" y=\"{}\" text-anchor=\"end\">{} s</text>",
            LEFT + wide,
            LEFT - 8,
            at + 4,
            grouped(10_u64.pow(power - 3))
        ));
    }
    line(format!(
        "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">rows</text>",
        LEFT + wide / 2,
        bottom + 44
    ));
    let series: [(&str, &str, Of); 2] = [
        ("processor", "#b35806", |one| one.processor),
        ("on the wall", "#2c5f8a", |one| one.wall),
    ];
    for (place, (name, colour, of)) in (0_u32..).zip(series) {
        let points: Vec<String> = all
            .iter()
            .map(|one| format!("{} {}", x(one.rows), y(of(one))))
            .collect();
        line(format!(
            "<path d=\"M{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
            points.join("L")
        ));
        for one in all {
            line(format!(
                "<circle cx=\"{}\" cy=\"{}\" r=\"4\" fill=\"{colour}\"><title>{} rows: {} s</title></circle>",
                x(one.rows),
                y(of(one)),
                grouped(one.rows),
                seconds(of(one))
            ));
        }
        line(format!(
            "<text x=\"{}\" y=\"{}\" fill=\"{colour}\">{name}</text>",
            LEFT + 10,
            TOP + 18 + 18 * place
        ));
    }
    svg.push_str("</svg>\n");
    svg
}

/// How far a number lies behind a power of ten on an axis of powers of ten.
fn pixels(number: u64, first: u32) -> u32 {
    /// A thousand times ten to the power of twentieths.
    const TWENTIETHS: [u64; 21] = [
        1000, 1122, 1259, 1413, 1585, 1778, 1995, 2239, 2512, 2818, 3162, 3548, 3981, 4467, 5012,
        5623, 6310, 7079, 7943, 8913, 10000,
    ];
    let power = number.max(1).ilog10();
    // Below ten thousand, as the number's first digits.
    let digits = number * 1000 / 10_u64.pow(power);
    let place = TWENTIETHS.partition_point(|&one| one <= digits) - 1;
    let (low, high) = (TWENTIETHS[place], TWENTIETHS[place + 1]);
    let step = u64::from(DECADE) / 20;
    let within = u64::try_from(place).unwrap_or(0) * step + (digits - low) * step / (high - low);
    let whole = power.saturating_sub(first) * DECADE;
    whole + u32::try_from(within).unwrap_or(0)
}

/// Seconds with at most three digits behind the point, in milliseconds.
fn milliseconds(seconds: &str) -> Option<u64> {
    let (whole, part) = seconds.split_once('.').unwrap_or((seconds, ""));
    let part = format!("{part:0<3}");
    let is_short = part.len() == 3;
    let part: u64 = part.parse().ok()?;
    let whole: u64 = whole.parse().ok()?;
    is_short.then_some(whole.checked_mul(1000)?.checked_add(part)?)
}

fn seconds(milliseconds: u64) -> String {
    format!("{}.{}", milliseconds / 1000, milliseconds % 1000 / 100)
}

/// A number with commas between thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linear_growth_is_a_slope_of_one() {
        assert_eq!(pixels(100_000, 5), 0);
        assert_eq!(pixels(10_000_000, 5), 2 * DECADE);
        assert_eq!(pixels(3_162, 3), DECADE / 2);
        let table = "rows\tseconds\tprocessor seconds\n100000\t1\t2\n1000000\t10\t20.000\n";
        let svg = growth(table).unwrap();
        assert!(svg.contains("M80 280L200 160"), "{svg}");
        assert!(svg.contains("1,000,000 rows: 20.0 s"), "{svg}");
    }

    #[test]
    fn a_table_that_is_none_is_told_with_its_line() {
        let wrong = growth("rows\n100000\tsoon\t2\n").unwrap_err().to_string();
        assert!(wrong.contains("line 2"), "{wrong}");
        assert!(growth("rows\n").is_err());
    }
}
