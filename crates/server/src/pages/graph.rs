//! From where it comes: the sources of a case on the left, what they go back to on the right, as SVG made on the server.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use exeat_evidence::case::CaseFile;

use super::charts::shortened;
use super::words::Words;
use exeat_value::shown::Markup;

const WIDTH: usize = 960;
const BOX_WIDTH: usize = 360;
const BOX: usize = 44;
const ROW: usize = 56;
const RIGHT: usize = WIDTH - BOX_WIDTH - 4;
const LEFT: usize = 4;
/// More than so many nobody looks at.
const SHOWN_MAX: usize = 60;

/// What a source goes back to in the end: an origin of the file, another source, or itself.
fn origin_of<'f>(file: &'f CaseFile, name: &'f str) -> &'f str {
    let mut here = name;
    // No chain is longer than there are sources, even where somebody made a ring of them.
    for _ in 0..=file.sources.len() {
        let Some(source) = file.sources.get(here) else {
            return here;
        };
        let next = source
            .origin
            .as_deref()
            .or_else(|| source.derived_from.first().map(String::as_str));
        match next {
            Some(next) if next != here => here = next,
            _ => return here,
        }
    }
    here
}

/// How many origins there are behind the sources of a case.
pub(super) fn origins(file: &CaseFile) -> usize {
    let mut all: Vec<&str> = file
        .sources
        .keys()
        .map(|name| origin_of(file, name))
        .collect();
    all.sort_unstable();
    all.dedup();
    all.len()
}

/// The picture.
pub(super) fn picture(w: Words, file: &CaseFile) -> String {
    let mut of_origin: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for name in file.sources.keys().take(SHOWN_MAX) {
        of_origin
            .entry(origin_of(file, name))
            .or_default()
            .push(name);
    }
    // Sources stand in the order of what they go back to, so that no lines cross.
    let mut groups: Vec<(&str, Vec<&str>)> = of_origin.into_iter().collect();
    groups.sort_by(|one, two| two.1.len().cmp(&one.1.len()).then(one.0.cmp(two.0)));
    let rows: usize = groups.iter().map(|(_, names)| names.len()).sum();
    let title = format!(
        "{}{}{}, {}{}{}",
        w.case_sources(),
        w.colon(),
        file.sources.len(),
        w.case_origins(),
        w.colon(),
        groups.len()
    );
    let mut svg = format!(
        "<svg viewBox=\"0 0 {WIDTH} {}\" role=\"img\" class=\"graph\" aria-label=\"{title}\"><title>{title}</title>\n",
        rows * ROW + 8,
        title = Markup(&title)
    );
    let mut row = 0;
    for (origin, names) in &groups {
        let middle = row * ROW + names.len() * ROW / 2;
        for (at, name) in names.iter().enumerate() {
            let y = (row + at) * ROW + ROW / 2;
            let bend = (LEFT + BOX_WIDTH + RIGHT) / 2;
            // Writing to a string does not fail.
            let _ = writeln!(
                svg,
                "<path class=\"line\" d=\"M{} {y} C{bend} {y} {bend} {middle} {RIGHT} {middle}\"/>",
                LEFT + BOX_WIDTH
            );
            if let Some(source) = file.sources.get(*name) {
                let day = source.date.map(|day| day.to_string()).unwrap_or_default();
                let below = [day, format!("{} {:?}", w.case_graded(), source.reliability)]
                    .into_iter()
                    .filter(|text| !text.is_empty())
                    .collect::<Vec<_>>()
                    .join(" · ");
                boxed(&mut svg, LEFT, y, "source", &source.outlet, &below);
            }
        }
        let (what, below) = match (file.origins.get(*origin), file.sources.get(*origin)) {
            (Some(own), _) => (
                own.what.clone(),
                own.date.map(|day| day.to_string()).unwrap_or_default(),
            ),
            (None, Some(source)) => (
                w.case_itself().to_owned(),
                source.title.clone().unwrap_or_default(),
            ),
            (None, None) => ((*origin).to_owned(), String::new()),
        };
        boxed(&mut svg, RIGHT, middle, "origin", &what, &below);
        row += names.len();
    }
    svg.push_str("</svg>\n");
    svg
}

fn boxed(svg: &mut String, x: usize, middle: usize, class: &str, text: &str, below: &str) {
    let y = middle.saturating_sub(BOX / 2);
    let _ = writeln!(
        svg,
        "<g class=\"{class}\"><title>{}</title><rect x=\"{x}\" y=\"{y}\" width=\"{BOX_WIDTH}\" height=\"{BOX}\" rx=\"7\"/><text x=\"{}\" y=\"{}\">{}</text><text class=\"count\" x=\"{}\" y=\"{}\">{}</text></g>",
        Markup(text),
        x + 12,
        y + if below.is_empty() { 27 } else { 19 },
        Markup(&shortened(text, 46)),
        x + 12,
        y + 36,
        Markup(&shortened(below, 54)),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use exeat_report::Language;

    #[test]
    fn five_reports_of_one_answer_have_one_origin() {
        let text = include_str!("../../../../examples/pakistan-samples/case.toml");
        let file = exeat_evidence::case::read(text, false).expect("the case");
        let svg = picture(Words(Language::En), &file);
        assert!(origins(&file) < file.sources.len());
        assert_eq!(svg.matches("class=\"origin\"").count(), origins(&file));
        assert_eq!(svg.matches("class=\"source\"").count(), file.sources.len());
    }

    #[test]
    fn sources_in_a_ring_come_to_an_end() {
        let text = "title = \"x\"\n[sources.a]\noutlet = \"<A>\"\norigin = \"b\"\n[sources.b]\noutlet = \"B\"\norigin = \"a\"\n";
        if let Ok(file) = exeat_evidence::case::read(text, false) {
            assert!(!picture(Words(Language::En), &file).contains("<A>"));
        }
    }
}
