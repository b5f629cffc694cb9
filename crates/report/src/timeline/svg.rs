//! A timeline as a picture: provisions as rows, days from left to right.
//!
//! All measures are whole numbers, so that the same timeline gives the same bytes everywhere. Nothing in the picture
//! has an id: several may stand on one page.

use std::fmt::{self, Write as _};

use exeat_law::model::{InstrumentId, Rulebook};
use exeat_law::time::{Timeline, TimelineEntry};
use exeat_value::{Day, Span};
use unicode_width::UnicodeWidthChar;

use super::axis::Axis;
use super::{Look, TimelineOptions, names, remark, stretches, window};
use crate::words::Words;
use exeat_value::shown::{Markup, printable_character};

/// A picture that [`timeline_svg`] drew: SVG that may be put into a page as it is, since every text in it is escaped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Svg(String);

impl Svg {
    /// The SVG document.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The SVG document, for writing it to a file.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Display for Svg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

// Pixels.
const WIDTH: i64 = 1000;
const MARGIN: i64 = 12;
const PLOT_LEFT: i64 = 300;
const PLOT_RIGHT: i64 = WIDTH - MARGIN;
const BAR: i64 = 18;
const ROW: i64 = 58;
/// Between two lines of days below a bar.
const DAY_ROW: i64 = 12;
const HEAD_ROW: i64 = 30;
const LEGEND_ROW: i64 = 22;
const MARK_ROW: i64 = 16;
/// Between two labels on one line.
const LABEL_GAP: i64 = 8;
/// Between the lines of a hatched bar.
const HATCH: i64 = 6;

const TITLE_SIZE: i64 = 16;
const TEXT_SIZE: i64 = 12;
const SMALL_SIZE: i64 = 11;

/// Colours and type. The page that holds the picture may set the variables; alone, it follows the reader's scheme.
/// The style that every picture carries, for pages whose policy names what may stand in them.
pub const STYLE: &str = "\
.exeat-timeline{--ink:var(--exeat-ink,#1b1f24);--faint:var(--exeat-faint,#57606a);--line:var(--exeat-line,#d0d7de);\
--paper:var(--exeat-paper,#ffffff);--force:var(--exeat-force,#1a6f4c);--doubt:var(--exeat-doubt,#9a5b00);\
--quiet:var(--exeat-quiet,#c9d6e6);--mark:var(--exeat-mark,#b3261e);\
font-family:system-ui,'Noto Sans','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif}\
@media (prefers-color-scheme:dark){.exeat-timeline{--ink:var(--exeat-ink,#e6e9ee);--faint:var(--exeat-faint,#a3adba);\
--line:var(--exeat-line,#3a424d);--paper:var(--exeat-paper,#14181d);--force:var(--exeat-force,#4cc38a);\
--doubt:var(--exeat-doubt,#e0a13c);--quiet:var(--exeat-quiet,#3d4d63);--mark:var(--exeat-mark,#ff8a80)}}\
@media print{.exeat-timeline{--ink:#000;--faint:#444;--line:#bbb;--paper:#fff;--force:#1a6f4c;--doubt:#9a5b00;\
--quiet:#c9d6e6;--mark:#b3261e}}\
.exeat-timeline text{fill:var(--ink);font-size:12px}\
.exeat-timeline .t{font-size:16px;font-weight:600}\
.exeat-timeline .b{font-weight:600}\
.exeat-timeline .s,.exeat-timeline .on,.exeat-timeline .in{font-size:11px;paint-order:stroke;stroke-width:3px;\
stroke-linejoin:round}\
.exeat-timeline .s{fill:var(--faint);stroke:var(--paper)}\
.exeat-timeline .on{fill:var(--paper);stroke:var(--force);font-weight:600}\
.exeat-timeline .in{stroke:var(--quiet)}\
.exeat-timeline .page{fill:var(--paper)}\
.exeat-timeline .grid{stroke:var(--line);stroke-width:1}\
.exeat-timeline .force{fill:var(--force)}\
.exeat-timeline .quiet{fill:var(--quiet);stroke:var(--faint);stroke-width:1}\
.exeat-timeline .soon{fill:none;stroke:var(--faint);stroke-width:1;stroke-dasharray:4 3}\
.exeat-timeline .dark{fill:none;stroke:var(--faint);stroke-width:1;stroke-dasharray:1 4}\
.exeat-timeline .over{stroke:var(--faint);stroke-width:1}\
.exeat-timeline .doubt{fill:var(--paper);stroke:var(--doubt);stroke-width:1}\
.exeat-timeline .hatch{stroke:var(--doubt);stroke-width:2;fill:none}\
.exeat-timeline .mark{stroke:var(--mark);stroke-width:1.5;stroke-dasharray:5 3}\
.exeat-timeline .m{font-size:11px;fill:var(--mark);font-weight:600}";

/// A timeline as a self-contained SVG picture.
///
/// In force is a full bar, suspended a pale one, contested a hatched one; what is known and not yet in force is only
/// outlined. The picture is described in words too, for whoever cannot see it.
#[must_use]
pub fn timeline_svg(rulebook: &Rulebook, timeline: &Timeline, options: &TimelineOptions) -> Svg {
    let words = Words(options.language);
    let today = timeline.known_at;
    let (from, until) = window(timeline, options).unwrap_or((today, today.next()));
    let mut drawing = Drawing {
        words,
        rulebook,
        axis: Axis::new(from, until, PLOT_RIGHT - PLOT_LEFT),
        from,
        until,
        out: String::new(),
        labels: String::new(),
        y: MARGIN,
    };
    drawing.all(timeline, options);
    let height = drawing.y + MARGIN;
    let title = title(words, timeline, options);
    let mut svg = String::new();
    push(
        &mut svg,
        format_args!(
            "<svg class=\"exeat-timeline\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\" lang=\"{}\">\n<title>{}</title>\n<desc>{}</desc>\n<style>{STYLE}</style>\n<rect class=\"page\" width=\"{WIDTH}\" height=\"{height}\"/>\n",
            options.language.tag(),
            Markup(&title),
            Markup(&drawing.described(timeline)),
        ),
    );
    svg.push_str(&drawing.out);
    svg.push_str(&drawing.labels);
    svg.push_str("</svg>\n");
    Svg(svg)
}

fn title(words: Words, timeline: &Timeline, options: &TimelineOptions) -> String {
    options
        .title
        .clone()
        .unwrap_or_else(|| words.timeline_as_known(timeline.known_at))
}

fn push(out: &mut String, piece: fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(piece);
}

/// How wide a text is at most, in pixels. The letters are those of the widest of the common sans-serif typefaces; a
/// Chinese character is as wide as it is high, with a little over.
fn measure(text: &str, size: i64) -> i64 {
    let hundredths: i64 = text
        .chars()
        .map(printable_character)
        .map(|character| match character.width() {
            Some(2) => 104,
            Some(0) | None => 0,
            _ => match character {
                'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | ' ' | '.' | ',' | ':' | ';' | '-'
                | '(' | ')' => 43,
                'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' => 102,
                'A'..='Z' => 76,
                _ => 65,
            },
        })
        .sum();
    (hundredths * size + 99) / 100
}

/// The text, cut to fit, with an ellipsis where it was cut.
fn fit(text: &str, size: i64, room: i64) -> String {
    if measure(text, size) <= room {
        return text.to_owned();
    }
    let mut shown = String::new();
    for character in text.chars() {
        let mut longer = shown.clone();
        longer.push(character);
        longer.push('…');
        if measure(&longer, size) > room {
            break;
        }
        shown.push(character);
    }
    format!("{}…", shown.trim_end())
}

struct Drawing<'a> {
    words: Words,
    rulebook: &'a Rulebook,
    axis: Axis,
    from: Day,
    until: Day,
    /// Grid and bars.
    out: String,
    /// Words, which lie above everything else.
    labels: String,
    /// Where the next thing goes.
    y: i64,
}

impl Drawing<'_> {
    fn all(&mut self, timeline: &Timeline, options: &TimelineOptions) {
        let title = title(self.words, timeline, options);
        let shown = fit(&title, TITLE_SIZE, WIDTH - 2 * MARGIN);
        self.y += TITLE_SIZE;
        self.text("t", MARGIN, self.y, &shown);
        self.y += 10;
        self.legend(timeline);
        let lines_from = self.marks(&options.marks);
        let grid_from = self.y;
        let ticks = self.axis_labels();
        // The grid lies below everything else; it is as high as the rows turn out to be.
        let before = std::mem::take(&mut self.out);
        let mut instrument = None;
        for entry in &timeline.entries {
            let of = self.rulebook.provision(entry.provision).instrument;
            if instrument != Some(of) {
                instrument = Some(of);
                self.instrument(of);
            }
            self.row(entry);
        }
        let rows = std::mem::replace(&mut self.out, before);
        for tick in ticks {
            let x = PLOT_LEFT + self.axis.place(tick);
            push(
                &mut self.out,
                format_args!(
                    "<path class=\"grid\" d=\"M{x} {}V{}\"/>\n",
                    grid_from + 18,
                    self.y
                ),
            );
        }
        self.out.push_str(&rows);
        for (day, top) in lines_from {
            let x = PLOT_LEFT + self.axis.place(day);
            push(
                &mut self.out,
                format_args!("<path class=\"mark\" d=\"M{x} {top}V{}\"/>\n", self.y),
            );
        }
    }

    fn text(&mut self, class: &str, x: i64, y: i64, text: &str) {
        push(
            &mut self.labels,
            format_args!(
                "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>\n",
                Markup(text)
            ),
        );
    }

    fn legend(&mut self, timeline: &Timeline) {
        let used: Vec<Look> = timeline
            .entries
            .iter()
            .flat_map(stretches)
            .map(|(_, look)| look)
            .collect();
        let mut x = MARGIN;
        for look in Look::ALL.into_iter().filter(|look| used.contains(look)) {
            let word = look.word(self.words);
            let wide = 34 + measure(word, TEXT_SIZE) + 18;
            if x > MARGIN && x + wide > WIDTH - MARGIN {
                x = MARGIN;
                self.y += LEGEND_ROW;
            }
            self.bar(look, x, x + 28, self.y);
            self.text("", x + 34, self.y + 13, word);
            x += wide;
        }
        self.y += LEGEND_ROW + 8;
    }

    /// Names the marked days, one below the other where they would touch; gives for each where its line begins.
    fn marks(&mut self, marks: &[(Day, String)]) -> Vec<(Day, i64)> {
        let mut marks: Vec<&(Day, String)> = marks
            .iter()
            .filter(|(day, _)| self.axis.shows(*day))
            .collect();
        marks.sort_by_key(|(day, _)| *day);
        let mut ends: Vec<i64> = Vec::new();
        let mut placed = Vec::new();
        for (day, name) in marks {
            let label = fit(&format!("{name} {day}"), SMALL_SIZE, PLOT_RIGHT - PLOT_LEFT);
            let wide = measure(&label, SMALL_SIZE);
            let line = PLOT_LEFT + self.axis.place(*day);
            let x = (line + 4).min(PLOT_RIGHT - wide);
            let level = ends
                .iter()
                .position(|&end| end + LABEL_GAP <= x)
                .unwrap_or(ends.len());
            match ends.get_mut(level) {
                Some(end) => *end = x + wide,
                None => ends.push(x + wide),
            }
            let y = self.y + MARK_ROW * i64::try_from(level).unwrap_or(0);
            self.text("m", x, y + 11, &label);
            placed.push((*day, y + 2));
        }
        self.y += MARK_ROW * i64::try_from(ends.len()).unwrap_or(0) + 4;
        placed
    }

    /// The months above the rows, and the year where it begins.
    fn axis_labels(&mut self) -> Vec<Day> {
        let widest = if self.words.chinese() { "10月" } else { "May" };
        let ticks = self.axis.months(measure(widest, SMALL_SIZE) + LABEL_GAP);
        let mut year_end = i64::MIN;
        let mut month_end = i64::MIN;
        let mut year = None;
        for &tick in &ticks {
            let x = PLOT_LEFT + self.axis.place(tick);
            if year != Some(tick.year()) {
                let label = tick.year().to_string();
                let wide = measure(&label, TEXT_SIZE);
                if x >= year_end && x + wide <= WIDTH {
                    year = Some(tick.year());
                    year_end = x + wide + LABEL_GAP;
                    self.text("b", x, self.y + 11, &label);
                }
            }
            let label = self.words.month(tick.month());
            let wide = measure(label, SMALL_SIZE);
            if x >= month_end && x + wide <= WIDTH {
                month_end = x + wide + LABEL_GAP;
                self.text("s", x, self.y + 25, label);
            }
        }
        self.y += 32;
        ticks
    }

    fn instrument(&mut self, id: InstrumentId) {
        let instrument = self.rulebook.instrument(id);
        let title = format!(
            "{}{}{}",
            instrument.name,
            self.words.colon(),
            self.words.of(&instrument.title)
        );
        let shown = fit(&title, TEXT_SIZE, WIDTH - 2 * MARGIN);
        let wide = measure(&shown, TEXT_SIZE) + 4;
        // Over the grid, on paper, so that no line runs through the words.
        push(
            &mut self.out,
            format_args!(
                "<rect class=\"page\" x=\"{MARGIN}\" y=\"{}\" width=\"{wide}\" height=\"18\"/>\n",
                self.y + 8
            ),
        );
        self.text("b", MARGIN, self.y + 21, &shown);
        self.y += HEAD_ROW;
    }

    fn row(&mut self, entry: &TimelineEntry) {
        let provision = self.rulebook.provision(entry.provision);
        let (cite, about) = names(self.rulebook, self.words, provision);
        let instrument = &self.rulebook.instrument(provision.instrument).name;
        let short = cite
            .strip_prefix(instrument.as_str())
            .unwrap_or(&cite)
            .trim_start();
        let room = PLOT_LEFT - MARGIN - 16 - LABEL_GAP;
        let top = self.y + 4;
        self.out.push_str("<g>\n");
        let described = self.row_described(entry);
        push(
            &mut self.out,
            format_args!("<title>{}</title>\n", Markup(&described)),
        );
        self.text("b", MARGIN + 8, top + 12, &fit(short, TEXT_SIZE, room));
        self.text("s", MARGIN + 8, top + 28, &fit(&about, SMALL_SIZE, room));
        let stretches = stretches(entry);
        for (span, look) in &stretches {
            if let Some((x, end)) = self.ends(*span) {
                self.bar(*look, x, end, top);
                let word = look.word(self.words);
                if matches!(look, Look::InForce | Look::Suspended)
                    && measure(word, SMALL_SIZE) + 12 <= end - x
                {
                    let class = if *look == Look::InForce { "on" } else { "in" };
                    self.text(class, x + 6, top + 13, word);
                }
            }
        }
        self.days(&stretches, top + BAR + 12);
        self.out.push_str("</g>\n");
        self.y += ROW;
    }

    /// Where a stretch begins and ends in the window; a single day is still two pixels wide.
    fn ends(&self, span: Span) -> Option<(i64, i64)> {
        if span.from >= self.until || span.until.is_some_and(|until| until <= self.from) {
            return None;
        }
        let x = PLOT_LEFT + self.axis.place(span.from);
        let end = span
            .until
            .map_or(PLOT_RIGHT, |until| PLOT_LEFT + self.axis.place(until));
        Some((x, end.max(x + 2)))
    }

    /// The days on which the state changes, below the bar on two lines, as many as have room.
    fn days(&mut self, stretches: &[(Span, Look)], y: i64) {
        let mut taken = [i64::MIN; 2];
        for (span, _) in stretches {
            if span.from < self.from || span.from >= self.until {
                continue;
            }
            let label = span.from.to_string();
            let wide = measure(&label, SMALL_SIZE);
            let x = (PLOT_LEFT + self.axis.place(span.from)).min(WIDTH - wide - 2);
            let mut y = y;
            for end in &mut taken {
                if x >= *end {
                    *end = x + wide + LABEL_GAP;
                    self.text("s", x, y, &label);
                    break;
                }
                y += DAY_ROW;
            }
        }
    }

    fn bar(&mut self, look: Look, x: i64, end: i64, y: i64) {
        let wide = end - x;
        match look {
            Look::Ended => {
                let middle = y + BAR / 2;
                push(
                    &mut self.out,
                    format_args!("<path class=\"over\" d=\"M{x} {middle}H{end}\"/>\n"),
                );
            }
            Look::Contested => {
                self.rect("doubt", x, y, wide);
                let mut lines = String::new();
                let mut start = -BAR;
                while start < wide {
                    // A stroke from (x + start, bottom) upwards to the right, cut at the sides of the bar.
                    let low = (-start).max(0);
                    let high = BAR.min(wide - start);
                    if low < high {
                        push(
                            &mut lines,
                            format_args!(
                                "M{} {}L{} {}",
                                x + start + low,
                                y + BAR - low,
                                x + start + high,
                                y + BAR - high
                            ),
                        );
                    }
                    start += HATCH;
                }
                push(
                    &mut self.out,
                    format_args!("<path class=\"hatch\" d=\"{lines}\"/>\n"),
                );
            }
            Look::InForce => self.rect("force", x, y, wide),
            Look::Suspended => self.rect("quiet", x, y, wide),
            Look::NotYet => self.rect("soon", x, y, wide),
            Look::NotKnown => self.rect("dark", x, y, wide),
        }
    }

    fn rect(&mut self, class: &str, x: i64, y: i64, wide: i64) {
        push(
            &mut self.out,
            format_args!(
                "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{BAR}\"/>\n"
            ),
        );
    }

    /// The picture in words.
    fn described(&self, timeline: &Timeline) -> String {
        let mut parts =
            vec![
                self.words
                    .timeline_described(timeline.entries.len(), self.from, self.until),
            ];
        parts.extend(
            timeline
                .entries
                .iter()
                .map(|entry| self.row_described(entry)),
        );
        parts.join(" ")
    }

    fn row_described(&self, entry: &TimelineEntry) -> String {
        let words = self.words;
        let (cite, about) = names(
            self.rulebook,
            words,
            self.rulebook.provision(entry.provision),
        );
        let mut states: Vec<String> = stretches(entry)
            .into_iter()
            .map(|(span, look)| {
                format!(
                    "{} {}",
                    look.word(words),
                    words.span_words(&span.to_string())
                )
            })
            .collect();
        states.extend(remark(words, entry).map(str::to_owned));
        let states = states.join(words.semicolon());
        format!(
            "{cite}{}{about}{}{states}{}",
            words.comma(),
            words.colon(),
            words.full_stop()
        )
    }
}
