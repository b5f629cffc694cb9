//! A timeline as text: a strip to see it at a glance, and the exact days below.

use exeat_law::model::{ReadingId, Rulebook};
use exeat_law::time::{TimeState, Timeline, TimelineEntry};
use exeat_value::{Day, Span};

use super::axis::Axis;
use super::{Look, TimelineOptions, names, remark, stretches, window};
use crate::text::layout::{Page, Paragraph, Style, columns};
use crate::words::Words;

/// The least width at which a strip is drawn.
const LEAST_STRIP: usize = 40;

/// The sign and colour of a state in a strip.
fn sign(look: Look) -> (char, Style) {
    match look {
        Look::InForce => ('█', Style::Green),
        Look::Contested => ('▒', Style::Yellow),
        Look::Suspended => ('░', Style::Cyan),
        Look::NotYet => ('·', Style::Faint),
        Look::NotKnown => (' ', Style::Plain),
        Look::Ended => ('-', Style::Faint),
    }
}

/// A timeline as text.
///
/// Each provision has a strip of signs, one for some days, and below it the exact stretches: from which day through
/// which it is in force, not yet, suspended and by what, or contested and under which reading.
#[must_use]
pub fn timeline_text(
    rulebook: &Rulebook,
    timeline: &Timeline,
    options: &TimelineOptions,
) -> String {
    let words = Words(options.language);
    let mut page = Page::new(options.width, options.color);
    let title = options
        .title
        .clone()
        .unwrap_or_else(|| words.timeline_as_known(timeline.known_at));
    page.paragraph(&Paragraph::at(0).put(Style::Strong, title));
    let strip = window(timeline, options).filter(|_| options.width >= LEAST_STRIP);
    if let Some((from, until)) = strip {
        page.paragraph(&legend(words, timeline));
        page.gap();
        page.paragraph(&ruler(words, from, until, options));
        page.no_gap();
    }
    let mut instrument = None;
    for entry in &timeline.entries {
        let provision = rulebook.provision(entry.provision);
        if instrument != Some(provision.instrument) {
            instrument = Some(provision.instrument);
            let instrument = rulebook.instrument(provision.instrument);
            page.gap();
            page.paragraph(
                &Paragraph::at(0)
                    .hang(2)
                    .put(Style::Strong, instrument.name.as_str())
                    .plain(format!("{}{}", words.colon(), words.of(&instrument.title))),
            );
        } else {
            page.gap();
        }
        let (cite, title) = names(rulebook, words, provision);
        let name = &rulebook.instrument(provision.instrument).name;
        let cite = cite
            .strip_prefix(name.as_str())
            .unwrap_or(&cite)
            .trim_start();
        let mut head = Paragraph::at(2)
            .hang(4)
            .put(Style::Strong, cite)
            .plain(format!("{}{title}", words.colon()));
        if let Some(remark) = remark(words, entry) {
            head = head.put(Style::Faint, format!("{}{remark}", words.semicolon()));
        }
        page.paragraph(&head);
        if let Some((from, until)) = strip {
            page.paragraph(&drawn(entry, from, until, options.width));
        }
        for span in entry.spans.iter().filter(|span| !span.days.is_empty()) {
            page.paragraph(&stretch(rulebook, words, span.days, &span.state));
        }
    }
    page.finish()
}

fn legend(words: Words, timeline: &Timeline) -> Paragraph {
    let mut paragraph = Paragraph::at(0).hang(2);
    let used: Vec<Look> = timeline
        .entries
        .iter()
        .flat_map(stretches)
        .map(|(_, look)| look)
        .collect();
    let shown = Look::ALL
        .into_iter()
        .filter(|look| used.contains(look) && *look != Look::NotKnown);
    for (index, look) in shown.enumerate() {
        let (sign, style) = sign(look);
        if index > 0 {
            paragraph = paragraph.plain("   ");
        }
        paragraph = paragraph
            .put(style, sign.to_string())
            .plain(format!(" {}", look.word(words)));
    }
    paragraph
}

/// How many cells a strip has, beside its indent of four.
fn cells(width: usize) -> i64 {
    i64::try_from(width.saturating_sub(4).min(116)).unwrap_or(0)
}

fn ruler(words: Words, from: Day, until: Day, options: &TimelineOptions) -> Paragraph {
    let cells = cells(options.width);
    let axis = Axis::new(from, until, cells);
    let mut line = String::new();
    let mut year = None;
    for month in axis.months(9) {
        let mut label = words.month(month.month()).to_owned();
        if year != Some(month.year()) {
            year = Some(month.year());
            label = format!("{} {label}", month.year());
        }
        let place = usize::try_from(axis.place(month)).unwrap_or(0);
        let used = columns(&line);
        let end = usize::try_from(cells).unwrap_or(0);
        if (used == 0 || place > used) && place + columns(&label) <= end {
            line.push_str(&"\u{e000}".repeat(place - used));
            line.push_str(&label);
        }
    }
    Paragraph::at(4).put(Style::Faint, line)
}

fn drawn(entry: &TimelineEntry, from: Day, until: Day, width: usize) -> Paragraph {
    let cells = cells(width);
    let axis = Axis::new(from, until, cells);
    let stretches = stretches(entry);
    let mut paragraph = Paragraph::at(4);
    for cell in 0..cells {
        // A stretch is in a cell if it has any day there; a short one still shows.
        let look = Look::BY_WEIGHT.into_iter().find(|look| {
            stretches.iter().any(|(span, one)| {
                let begin = axis.place(span.from.max(from));
                let end = span
                    .until
                    .map_or(cells, |until| axis.place(until).max(begin + 1));
                one == look && span.from < until && begin <= cell && cell < end
            })
        });
        let (sign, style) = sign(look.unwrap_or(Look::NotKnown));
        let sign = if sign == ' ' { '\u{e000}' } else { sign };
        paragraph = paragraph.put(style, sign.to_string());
    }
    paragraph
}

fn stretch(rulebook: &Rulebook, words: Words, days: Span, state: &TimeState) -> Paragraph {
    let look = Look::of(state);
    let (_, style) = sign(look);
    let widest = Look::ALL
        .into_iter()
        .map(|look| columns(look.word(words)))
        .max()
        .unwrap_or(0);
    let column = 4 + widest + 2;
    let mut line = Paragraph::at(4)
        .hang(column)
        .put(style, look.word(words))
        .tab(column)
        .plain(words.span_words(&days.to_string()));
    if let (Look::InForce, Some(until)) = (look, days.until) {
        let count = until.days_since_epoch() - days.from.days_since_epoch();
        line = line.plain(format!("{}{}", words.clause(), words.operated(count)));
    }
    match state {
        TimeState::Suspended { by, .. } => {
            let suspension = rulebook.suspension(*by);
            let instrument = rulebook.instrument(suspension.instrument);
            line = line.plain(format!("{}{}", words.clause(), words.by(&instrument.name)));
        }
        TimeState::Contested(conditions) => {
            for condition in conditions {
                let shown = reading(rulebook, words, condition.reading, &condition.binds);
                line = line.plain(format!("{}{shown}", words.semicolon()));
            }
        }
        _ => {}
    }
    line
}

/// `in force if suspension-end is read as ended`.
fn reading(rulebook: &Rulebook, words: Words, id: ReadingId, binds: &[bool]) -> String {
    let reading = rulebook.reading(id);
    let names: Vec<&str> = reading
        .alternatives
        .iter()
        .zip(binds)
        .filter(|&(_, &binds)| binds)
        .map(|(one, _)| one.name.as_str())
        .collect();
    words.binds_if(&reading.name, &words.alternatives(&names))
}
