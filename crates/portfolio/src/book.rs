//! A sweep as a workbook: a summary with charts, what to ask whom, the reasons, the rows, and what
//! was not looked at.

mod rows;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use exeat_determine::Verdict;
use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFormat, ChartLegendPosition, ChartPoint, ChartSolidFill, ChartType,
    Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use self::rows::{rejected, rows};
use super::answer::Ask;
use super::finish::{self, Whole, beside};
use super::folder::Folder;
use super::run::Done;
use super::stand::{Dates, Stand};
use super::summary::{by_name, percent, questions, says, who, worst_first, worth};
use super::tally::{Cube, Sum, Tallies};
use crate::failure::Failure;
use crate::layout::thousands;

/// The rows of a sheet, without its headings.
const SHEET_ROWS_MAX: u64 = 1_048_575;
/// Names in a table of the summary.
const NAMES_SHOWN: usize = 12;
/// Questions and reasons in their sheets.
const LINES_MAX: usize = 20_000;

/// The colour of a verdict, on screen and on paper.
pub(crate) fn colour(verdict: Verdict) -> u32 {
    match verdict {
        Verdict::Prohibited => 0x9B_1C_2E,
        Verdict::Undetermined => 0xE3_A0_08,
        Verdict::LicenceRequired => 0x1F_5F_A8,
        Verdict::ExceptionAvailable => 0x5B_A3_A0,
        Verdict::NoLicenceRequired => 0x4C_95_6C,
        Verdict::NotReached => 0xB8_C0_C8,
    }
}

struct Styles {
    title: Format,
    quiet: Format,
    heading: Format,
    head: Format,
    head_right: Format,
    text: Format,
    wrapped: Format,
    count: Format,
    right: Format,
}

impl Styles {
    fn new() -> Self {
        let base = || Format::new().set_font_name("Calibri").set_font_size(11);
        let ink = Color::RGB(0x1B_26_33);
        let head = base()
            .set_bold()
            .set_font_color(Color::White)
            .set_background_color(Color::RGB(0x1B_3A_57))
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap();
        Self {
            title: base().set_font_size(20).set_bold().set_font_color(ink),
            quiet: base().set_font_color(Color::RGB(0x5B_68_75)),
            heading: base()
                .set_font_size(13)
                .set_bold()
                .set_font_color(ink)
                .set_border_bottom(FormatBorder::Medium)
                .set_border_bottom_color(Color::RGB(0x1B_3A_57)),
            head_right: head.clone().set_align(FormatAlign::Right),
            head,
            text: base().set_align(FormatAlign::Top),
            wrapped: base().set_text_wrap().set_align(FormatAlign::Top),
            count: base().set_num_format("#,##0").set_align(FormatAlign::Top),
            right: base()
                .set_align(FormatAlign::Right)
                .set_align(FormatAlign::Top),
        }
    }
}

fn wrong(path: &Path, error: &XlsxError) -> Failure {
    Failure::wrong(format!("cannot write `{}`: {error}", path.display()))
        .with_help("make room and run the same command again: it goes on from where it stopped")
}

/// Writes the workbook; the file of rows, where there are too many for a sheet.
///
/// # Errors
/// It cannot be written.
pub(crate) fn sweep(
    path: &Path,
    stands: &[Stand],
    done: &Done,
    folder: &Folder,
    rejects: Option<&Path>,
) -> Result<Option<PathBuf>, Failure> {
    let rows_beside = if done.tallies.rows_out > SHEET_ROWS_MAX {
        let to = beside(path, ".rows.parquet");
        finish::parquet(folder, &done.notes, &to)?;
        Some(to)
    } else {
        None
    };
    let whole = Whole::new(path);
    let written = (|| {
        let failed = |error: XlsxError| wrong(path, &error);
        let styles = Styles::new();
        let mut book = Workbook::new();
        summary(book.add_worksheet(), &styles, stands, done).map_err(failed)?;
        asks(book.add_worksheet(), &styles, &done.tallies).map_err(failed)?;
        reasons(book.add_worksheet(), &styles, &done.tallies).map_err(failed)?;
        if !done.tallies.matched.0.is_empty() {
            parties(book.add_worksheet(), &styles, &done.tallies).map_err(failed)?;
        }
        if rows_beside.is_none() {
            rows(
                book.add_worksheet_with_constant_memory().map_err(failed)?,
                &styles,
                done,
                folder,
                path,
            )?;
        }
        if let Some(rejects) = rejects {
            rejected(
                book.add_worksheet_with_constant_memory().map_err(failed)?,
                &styles,
                rejects,
                path,
            )?;
        }
        coverage(
            book.add_worksheet(),
            &styles,
            stands,
            &done.tallies,
            rows_beside.as_deref(),
        )
        .map_err(failed)?;
        book.save(whole.beside()).map_err(failed)
    })();
    whole.finish(written)?;
    Ok(rows_beside)
}

/// A count as a cell: counts of sheets are far below what a cell can hold.
fn count(rows: u64) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

fn summary(
    sheet: &mut Worksheet,
    styles: &Styles,
    stands: &[Stand],
    done: &Done,
) -> Result<(), XlsxError> {
    let tallies = &done.tallies;
    sheet.set_name("Summary")?;
    sheet.set_screen_gridlines(false);
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_column_width(0, 2)?;
    sheet.set_column_width(1, 36)?;
    for column in 2..=8 {
        sheet.set_column_width(column, 14)?;
    }
    sheet.set_row_height(0, 32)?;
    sheet.write_with_format(0, 1, "Shipments under export-control law", &styles.title)?;
    let mut row = 1;
    for line in about(stands, tallies) {
        sheet.write_with_format(row, 1, line, &styles.quiet)?;
        row += 1;
    }
    row += 1;
    // The verdicts, with a ring beside them.
    sheet.write_with_format(row, 1, "Verdicts", &styles.heading)?;
    for column in 2..=4 {
        sheet.write_blank(row, column, &styles.heading)?;
    }
    row += 1;
    for (column, head) in (1..).zip(["Verdict", "Shipments", "Share", "Worth"]) {
        let style = if column == 1 {
            &styles.head
        } else {
            &styles.head_right
        };
        sheet.write_with_format(row, column, head, style)?;
    }
    let first = row + 1;
    let mut last = row;
    let mut points = Vec::new();
    for verdict in worst_first() {
        let Some(sum) = tallies.by_verdict.0.get(&verdict) else {
            continue;
        };
        last += 1;
        sheet.write_with_format(last, 1, says(verdict), &styles.text)?;
        sheet.write_with_format(last, 2, count(sum.rows), &styles.count)?;
        sheet.write_with_format(last, 3, percent(sum.rows, tallies.rows_out), &styles.right)?;
        sheet.write_with_format(last, 4, worth(sum), &styles.right)?;
        points.push(
            ChartPoint::new().set_format(
                ChartFormat::new()
                    .set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(colour(verdict)))),
            ),
        );
    }
    let mut ring = Chart::new(ChartType::Doughnut);
    ring.add_series()
        .set_categories(("Summary", first, 1, last, 1))
        .set_values(("Summary", first, 2, last, 2))
        .set_points(&points)
        .set_data_label(ChartDataLabel::new().show_percentage());
    ring.title().set_name("Shipments by verdict");
    ring.legend().set_position(ChartLegendPosition::Right);
    ring.set_width(460).set_height(270);
    sheet.insert_chart(row - 1, 10, &ring)?;
    row = (last + 2).max(row + 13);
    let months = {
        let mut months = by_name(&tallies.by_month);
        months.sort_by_key(|(name, _)| *name);
        months.truncate(60);
        months
    };
    let destinations = by_name(&tallies.by_destination);
    let items = by_name(&tallies.by_item);
    for (title, head, names, kind) in [
        ("By month", "Month", months, ChartType::ColumnStacked),
        (
            "By destination",
            "Destination",
            destinations,
            ChartType::BarStacked,
        ),
        ("By item", "Item", items, ChartType::BarStacked),
    ] {
        row = table_with_chart(sheet, styles, row, (title, head), &names, tallies, kind)?;
    }
    sheet.write_with_format(
        row,
        1,
        "What would decide most shipments, the cheapest questions first",
        &styles.heading,
    )?;
    for column in 2..=8 {
        sheet.write_blank(row, column, &styles.heading)?;
    }
    row += 1;
    for (column, head) in [
        (1, "Fact"),
        (2, "Shipments"),
        (3, "Whom to ask"),
        (5, "Question"),
    ] {
        sheet.write_with_format(row, column, head, &styles.head)?;
    }
    for column in [4, 6, 7, 8] {
        sheet.write_blank(row, column, &styles.head)?;
    }
    for (ask, sum) in questions(tallies) {
        row += 1;
        sheet.write_with_format(row, 1, &ask.fact, &styles.text)?;
        sheet.write_with_format(row, 2, count(sum.rows), &styles.count)?;
        sheet.write_with_format(row, 3, who(ask), &styles.text)?;
        sheet.write_with_format(row, 5, &ask.question, &styles.text)?;
    }
    Ok(())
}

/// What the reader has to know before any figure.
fn about(stands: &[Stand], tallies: &Tallies) -> Vec<String> {
    let mut lines = vec![format!(
        "{} shipments read, {} decided, {} rejected because they could not be read.",
        thousands(tallies.rows_in),
        thousands(tallies.rows_out),
        thousands(tallies.rejected)
    )];
    if let Some(stand) = stands.first() {
        let law = match stand.dates {
            Dates::OfRows => "Each under the law of the day on which it left".to_owned(),
            Dates::Law(day) => format!("All under the law of {day}"),
            Dates::AllOn(day) => format!("All as if they left on {day}"),
        };
        lines.push(format!(
            "{law}, as known on {}. Laws: {}.",
            stand.known_at,
            stand.codes().join(", ")
        ));
    }
    match &tallies.screened {
        None => lines.push(
            "Parties were not screened against restricted-party lists in this sweep.".to_owned(),
        ),
        Some(looking) => {
            lines.extend(
                looking
                    .in_lines()
                    .into_iter()
                    .map(|(line, rows)| format!("{line} ({} shipments)", thousands(rows))),
            );
            if !tallies.matched.0.is_empty() {
                lines.push("The sheet Parties says who may be listed.".to_owned());
            } else if looking.rows > 0 {
                lines.push("Nobody who was looked for has a name like a listed one.".to_owned());
            }
        }
    }
    lines
}

type Names<'a> = [(&'a str, BTreeMap<Verdict, &'a Sum>)];

/// A table of names with a column for each verdict, and its chart.
fn table_with_chart(
    sheet: &mut Worksheet,
    styles: &Styles,
    start: u32,
    (title, head): (&str, &str),
    names: &Names<'_>,
    tallies: &Tallies,
    kind: ChartType,
) -> Result<u32, XlsxError> {
    let verdicts: Vec<Verdict> = worst_first()
        .filter(|verdict| tallies.by_verdict.0.contains_key(verdict))
        .collect();
    let by_month = kind == ChartType::ColumnStacked;
    let shown = names.len().min(if by_month { 60 } else { NAMES_SHOWN });
    let last_column = u16::try_from(verdicts.len()).unwrap_or(6) + 1;
    let more = if names.len() > shown {
        format!("{title}: the first {shown} of {}", names.len())
    } else {
        title.to_owned()
    };
    sheet.write_with_format(start, 1, more, &styles.heading)?;
    for column in 2..=last_column {
        sheet.write_blank(start, column, &styles.heading)?;
    }
    let heads = start + 1;
    sheet.write_with_format(heads, 1, head, &styles.head)?;
    for (column, verdict) in (2..).zip(&verdicts) {
        sheet.write_with_format(heads, column, says(*verdict), &styles.head_right)?;
    }
    sheet.set_row_height(heads, 32)?;
    let mut row = heads;
    for (name, sums) in names.iter().take(shown) {
        row += 1;
        let label = match tallies.item_names.get(*name).filter(|_| head == "Item") {
            Some(item) => format!("{name} · {item}"),
            None => (*name).to_owned(),
        };
        sheet.write_with_format(row, 1, label, &styles.text)?;
        for (column, verdict) in (2..).zip(&verdicts) {
            let rows = sums.get(verdict).map_or(0, |sum| sum.rows);
            sheet.write_with_format(row, column, count(rows), &styles.count)?;
        }
    }
    let mut chart = Chart::new(kind);
    for (column, verdict) in (2..).zip(&verdicts) {
        chart
            .add_series()
            .set_name(("Summary", heads, column))
            .set_categories(("Summary", heads + 1, 1, row, 1))
            .set_values(("Summary", heads + 1, column, row, column))
            .set_gap(60)
            .set_format(
                ChartFormat::new()
                    .set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(colour(*verdict)))),
            );
    }
    chart.title().set_name(title);
    chart.legend().set_position(ChartLegendPosition::Bottom);
    if !by_month {
        // The name with most shipments stands on top.
        chart.x_axis().set_reverse();
    }
    chart.y_axis().set_num_format("#,##0");
    chart.set_width(640).set_height(340);
    sheet.insert_chart(start, 10, &chart)?;
    Ok((row + 2).max(start + 19))
}

fn head(sheet: &mut Worksheet, styles: &Styles, heads: &[(&str, u32)]) -> Result<(), XlsxError> {
    for (column, (name, width)) in (0..).zip(heads) {
        sheet.write_with_format(0, column, *name, &styles.head)?;
        sheet.set_column_width(column, *width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    Ok(())
}

/// What to ask whom: each question by what or whom it is about.
fn asks(sheet: &mut Worksheet, styles: &Styles, tallies: &Tallies) -> Result<(), XlsxError> {
    sheet.set_name("What to ask whom")?;
    head(
        sheet,
        styles,
        &[
            ("Whom", 30),
            ("About", 30),
            ("Fact", 34),
            ("Question", 70),
            ("Shipments", 12),
            ("Worth", 22),
            ("Cost of asking", 16),
        ],
    )?;
    let mut lines: Vec<(&str, &Ask, &Sum)> = tallies
        .asks_of
        .0
        .iter()
        .map(|((of, ask), sum)| (of.as_str(), ask, sum))
        .collect();
    lines.sort_by(|one, two| {
        let by_cost = one.1.cost.cmp(&two.1.cost);
        by_cost
            .then(who(one.1).cmp(who(two.1)))
            .then(two.2.rows.cmp(&one.2.rows))
            .then((one.0, one.1).cmp(&(two.0, two.1)))
    });
    let mut row = 0;
    for (of, ask, sum) in lines.into_iter().take(LINES_MAX) {
        row += 1;
        let about = match of.strip_prefix("item ") {
            Some(item) => match tallies.item_names.get(item) {
                Some(name) => format!("{item} · {name}"),
                None => item.to_owned(),
            },
            None => of.strip_prefix("customer ").unwrap_or(of).to_owned(),
        };
        let cost = match ask.cost {
            0 | 1 => "little",
            2..=3 => "a letter",
            4..=10 => "a laboratory",
            _ => "counsel or an authority",
        };
        sheet.write_with_format(row, 0, who(ask), &styles.text)?;
        sheet.write_with_format(row, 1, about, &styles.text)?;
        sheet.write_with_format(row, 2, &ask.fact, &styles.text)?;
        sheet.write_with_format(row, 3, &ask.question, &styles.wrapped)?;
        sheet.write_with_format(row, 4, count(sum.rows), &styles.count)?;
        sheet.write_with_format(row, 5, worth(sum), &styles.right)?;
        sheet.write_with_format(row, 6, cost, &styles.text)?;
    }
    sheet.autofilter(0, 0, row.max(1), 6)?;
    Ok(())
}

/// The limbs that decide, with how often.
fn reasons(sheet: &mut Worksheet, styles: &Styles, tallies: &Tallies) -> Result<(), XlsxError> {
    sheet.set_name("Reasons")?;
    head(
        sheet,
        styles,
        &[
            ("Verdict", 22),
            ("Provision and limb that decide", 90),
            ("Shipments", 12),
            ("Worth", 22),
        ],
    )?;
    let mut lines: Vec<(&(String, Verdict), &Sum)> = tallies.by_limb.0.iter().collect();
    lines.sort_by(|one, two| {
        let by_verdict = two.0.1.cmp(&one.0.1);
        by_verdict
            .then(two.1.rows.cmp(&one.1.rows))
            .then(one.0.cmp(two.0))
    });
    let mut row = 0;
    for ((limb, verdict), sum) in lines.into_iter().take(LINES_MAX) {
        row += 1;
        sheet.write_with_format(row, 0, says(*verdict), &styles.text)?;
        sheet.write_with_format(row, 1, limb, &styles.wrapped)?;
        sheet.write_with_format(row, 2, count(sum.rows), &styles.count)?;
        sheet.write_with_format(row, 3, worth(sum), &styles.right)?;
    }
    sheet.autofilter(0, 0, row.max(1), 3)?;
    Ok(())
}

/// Who may be listed, with how many shipments: what waits for somebody's decision first.
fn parties(sheet: &mut Worksheet, styles: &Styles, tallies: &Tallies) -> Result<(), XlsxError> {
    sheet.set_name("Parties")?;
    head(
        sheet,
        styles,
        &[
            ("Party", 40),
            ("Role", 22),
            ("Shipments", 12),
            ("May be", 40),
            ("Score", 9),
            ("List", 40),
            ("Entry", 18),
            ("Decision", 16),
        ],
    )?;
    let mut lines: Vec<_> = tallies.matched.0.iter().collect();
    lines.sort_by(|((_, one), a), ((_, two), b)| {
        let waits = |standing: &str| !matches!(standing, "false-positive");
        let by_standing = waits(&two.standing).cmp(&waits(&one.standing));
        by_standing.then(b.rows.cmp(&a.rows)).then(one.cmp(two))
    });
    for (row, ((role, one), sum)) in (1..).zip(lines.into_iter().take(LINES_MAX)) {
        sheet.write_with_format(row, 0, &one.party, &styles.wrapped)?;
        sheet.write_with_format(row, 1, role, &styles.text)?;
        sheet.write_with_format(row, 2, count(sum.rows), &styles.count)?;
        sheet.write_with_format(row, 3, &one.name, &styles.wrapped)?;
        sheet.write_with_format(row, 4, &one.score, &styles.right)?;
        sheet.write_with_format(row, 5, &one.list, &styles.text)?;
        sheet.write_with_format(row, 6, &one.entry, &styles.text)?;
        sheet.write_with_format(row, 7, &one.standing, &styles.text)?;
    }
    Ok(())
}

fn coverage(
    sheet: &mut Worksheet,
    styles: &Styles,
    stands: &[Stand],
    tallies: &Tallies,
    rows_beside: Option<&Path>,
) -> Result<(), XlsxError> {
    sheet.set_name("Coverage")?;
    head(
        sheet,
        styles,
        &[
            ("What was not looked at, or not for certain", 100),
            ("Shipments", 14),
        ],
    )?;
    let mut row = 0;
    let mut line = |sheet: &mut Worksheet, text: &str, rows: u64| -> Result<(), XlsxError> {
        row += 1;
        sheet.write_with_format(row, 0, text, &styles.wrapped)?;
        sheet.write_with_format(row, 1, count(rows), &styles.count)?;
        Ok(())
    };
    match &tallies.screened {
        None => line(
            sheet,
            "Parties were not screened against restricted-party lists.",
            tallies.rows_out,
        )?,
        Some(looking) => {
            for (text, rows) in looking.in_lines() {
                line(sheet, &text, rows)?;
            }
        }
    }
    if let Some(path) = rows_beside {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        line(
            sheet,
            &format!("The rows are more than a sheet holds: they are in {name}."),
            tallies.rows_out,
        )?;
    }
    for (text, sum) in sorted(&tallies.coverage) {
        line(sheet, text, sum.rows)?;
    }
    for stand in stands {
        line(
            sheet,
            &format!(
                "Rulebooks {}, as known on {}.",
                stand.rulebook().digest,
                stand.known_at
            ),
            tallies.rows_out,
        )?;
    }
    Ok(())
}

fn sorted(cube: &Cube<String>) -> Vec<(&String, &Sum)> {
    let mut lines: Vec<(&String, &Sum)> = cube.0.iter().collect();
    lines.sort_by(|one, two| two.1.rows.cmp(&one.1.rows).then(one.0.cmp(two.0)));
    lines.truncate(LINES_MAX);
    lines
}
