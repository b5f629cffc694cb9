//! Duties: certain ones, then those that open facts decide; equal ones of several lines merged.

use exeat_determine::outcome::DutyShown;

use super::{Context, add_line};

/// A duty and for which lines it holds.
#[derive(Debug, Clone)]
pub(crate) struct DutyLine {
    pub(crate) kind: &'static str,
    pub(crate) what: String,
    pub(crate) to: Option<String>,
    /// By when, and for how long.
    pub(crate) period: Option<String>,
    pub(crate) cites: String,
    pub(crate) lines: String,
}

/// The certain and the possible duties, in the order of the answers that bring them.
pub(crate) fn duties(context: &Context<'_>) -> (Vec<DutyLine>, Vec<DutyLine>) {
    let mut groups: Vec<(&DutyShown, Vec<u32>)> = Vec::new();
    for line in &context.determination.lines {
        for duty in line.verdicts.iter().flat_map(|one| &one.duties) {
            match groups.iter_mut().find(|(known, _)| *known == duty) {
                Some((_, lines)) => add_line(lines, line.line),
                None => groups.push((duty, vec![line.line])),
            }
        }
    }
    let (certain, possible): (Vec<_>, Vec<_>) =
        groups.into_iter().partition(|(duty, _)| duty.certain);
    let shown = |groups: Vec<(&DutyShown, Vec<u32>)>| {
        groups
            .into_iter()
            .map(|(duty, lines)| duty_line(context, duty, &lines))
            .collect()
    };
    (shown(certain), shown(possible))
}

fn duty_line(context: &Context<'_>, shown: &DutyShown, lines: &[u32]) -> DutyLine {
    let words = context.words;
    let duty = &shown.duty;
    let mut periods: Vec<String> = Vec::new();
    if let Some(period) = &duty.within {
        periods.push(words.within(period));
        periods.extend(shown.due.as_ref().map(|due| words.due(period, due)));
    }
    if let Some(period) = &duty.keep_for {
        periods.push(words.keep_for(period));
        periods.extend(shown.kept.as_ref().map(|due| words.kept(period, due)));
    }
    DutyLine {
        kind: words.duty_kind(duty.kind),
        what: words.of(&duty.what),
        to: duty.to.clone(),
        period: (!periods.is_empty()).then(|| periods.join(words.clause())),
        cites: if shown.cites.is_empty() {
            shown.provision.clone()
        } else {
            shown.cites.clone()
        },
        lines: context.lines(lines),
    }
}
