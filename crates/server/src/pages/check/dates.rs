//! The same shipment on other days.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Request, State};
use axum::response::{Html, IntoResponse as _, Response};
use exeat_determine::{CaseWorld, Verdict, Verdicts};
use exeat_facts::{Case, ItemIndex};
use exeat_law::model::JurisdictionId;
use exeat_law::time;
use exeat_law::time::Timed;
use exeat_value::Day;

use super::{Matter, written};
use crate::pages::frame::{Frame, Reader, Section, page};
use crate::pages::words::Words;
use crate::pages::{trouble, worked};
use crate::problem::Problem;
use crate::service::Service;
use crate::work::Stop;

/// So many stretches of days are shown.
const STRETCHES_MAX: usize = 40;
/// Days before and after the event that are looked at.
const DAYS_AROUND: u32 = 800;

/// A stretch of days with one verdict.
struct Stretch {
    from: Day,
    through: Option<Day>,
    verdict: Verdict,
    words: &'static str,
    here: bool,
    /// Where it lies in the picture, in thousandths.
    left: i64,
    width: i64,
}

#[derive(Template)]
#[template(path = "dates.html")]
struct Dates {
    w: Words,
    stretches: Vec<Stretch>,
    document: String,
    event: Day,
    at: i64,
}

/// The verdict on other days, as a part of the page.
pub(in crate::pages) async fn dates(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    let written = match written(&service, request).await {
        Ok(written) => written,
        Err(problem) => return trouble(reader, Section::Check, &problem),
    };
    let mut matter = Matter::new(
        &service,
        reader,
        written.one("document").replace("\r\n", "\n"),
    );
    matter.on = written.one("on").parse().ok();
    let part = written.one("part") == "yes";
    worked(&service, reader, Section::Check, || {
        match other_dates(&service, reader.words, matter) {
            Ok(dates) if part => match dates.render() {
                Ok(text) => Html(text).into_response(),
                Err(error) => Problem::new("internal", error.to_string()).into_response(),
            },
            Ok(dates) => {
                let body = dates.render().unwrap_or_default();
                page(&Wrapped {
                    frame: Frame::new(reader, Section::Check, reader.words.other_dates(), "/"),
                    body,
                })
            }
            Err(problem) if part => problem.into_response(),
            Err(problem) => trouble(reader, Section::Check, &problem),
        }
    })
    .await
}

/// A part of a page as a page.
#[derive(Template)]
#[template(path = "wrapped.html")]
struct Wrapped {
    frame: Frame,
    body: String,
}

fn other_dates(service: &Service, w: Words, matter: Matter) -> Result<Dates, Problem> {
    let case = matter.case()?;
    let mut own = case.clone();
    let event = exeat_documents::event_date(&mut own, matter.on)
        .map_err(|error| Problem::new("no-event-date", error.to_string()))?
        .day;
    let asked = matter.asked(false);
    let stop = service.work.limit();
    let determination = service.determine(&mut own, &asked, &stop)?.determination;
    let reached: Vec<&str> = determination
        .lines
        .iter()
        .flat_map(|line| line.verdicts.iter())
        .filter(|verdict| verdict.verdict != Verdict::NotReached)
        .map(|verdict| verdict.jurisdiction.as_str())
        .collect();
    let rulebook = &service.rulebook;
    let first = back_days(event, DAYS_AROUND);
    let last = event.plus_days(DAYS_AROUND).unwrap_or(event);
    let mut days: BTreeSet<Day> = rulebook
        .provision_ids()
        .filter(|(_, provision)| {
            let of = rulebook.instrument(provision.instrument).jurisdiction;
            reached.contains(&rulebook.jurisdiction(of).code.as_str())
        })
        .flat_map(|(id, _)| time::turning_days(rulebook, Timed::Provision(id), matter.known_at))
        .filter(|day| *day > first && *day <= last)
        .collect();
    days.insert(first);
    // The nearest to the event, where there are too many.
    let mut days: Vec<Day> = days.into_iter().collect();
    while days.len() > STRETCHES_MAX {
        let far = |day: &Day| (day.days_since_epoch() - event.days_since_epoch()).abs();
        if days.first().map(far) > days.last().map(far) {
            days.remove(0);
        } else {
            days.pop();
        }
    }
    let mut stretches: Vec<(Day, Verdict, Vec<Verdict>)> = Vec::new();
    // A law that nobody looked at leaves the whole open on every day alike.
    let worst = |each: &[Verdict]| each.iter().copied().max().unwrap_or(Verdict::Undetermined);
    let raised = determination
        .lines
        .iter()
        .flat_map(|line| line.verdicts.iter())
        .map(|one| one.verdict)
        .max()
        .is_some_and(|worst| worst < determination.overall);
    for day in days {
        let mut on_that_day = case.clone();
        exeat_documents::event_date(&mut on_that_day, Some(day))
            .map_err(|error| Problem::new("no-event-date", error.to_string()))?;
        service.sift(&mut on_that_day, day, &asked)?;
        let each = verdicts_on(service, &on_that_day, day, matter.known_at, &stop)?;
        let overall = match worst(&each) {
            worst if raised && worst < Verdict::LicenceRequired => Verdict::Undetermined,
            worst => worst,
        };
        if stretches.last().is_none_or(|(_, _, last)| *last != each) {
            stretches.push((day, overall, each));
        }
    }
    let begin = stretches.first().map_or(first, |(day, ..)| *day);
    let place = |day: Day| {
        let all = i64::from(last.days_since_epoch() - begin.days_since_epoch()).max(1);
        i64::from(day.days_since_epoch() - begin.days_since_epoch()) * 1000 / all
    };
    let ends: Vec<Option<Day>> = stretches
        .iter()
        .skip(1)
        .map(|(day, ..)| Some(*day))
        .chain([None])
        .collect();
    let stretches = stretches
        .iter()
        .zip(ends)
        .map(|((from, verdict, _), until)| Stretch {
            from: *from,
            through: until.map(Day::previous),
            verdict: *verdict,
            words: w.verdict(*verdict),
            here: *from <= event && until.is_none_or(|until| event < until),
            left: place(*from),
            width: until.map_or(1000, place) - place(*from),
        })
        .collect();
    Ok(Dates {
        w,
        stretches,
        document: matter.text,
        event,
        at: place(event),
    })
}

/// The verdict of each item that moves under each law on a day, without anything besides.
///
/// # Errors
/// Nobody waits for it any more.
fn verdicts_on(
    service: &Service,
    case: &Case,
    day: Day,
    known_at: Day,
    stop: &Stop,
) -> Result<Vec<Verdict>, Problem> {
    let items: BTreeSet<ItemIndex> = case.lines.iter().map(|line| line.item).collect();
    let law = service.law(day, known_at);
    let mut verdicts = Verdicts::new(&law);
    let world = CaseWorld::new(case, service.rulebook.vocabulary);
    let mut each = Vec::new();
    for jurisdiction in (0..service.rulebook.jurisdictions.len()).map(JurisdictionId::at) {
        for item in &items {
            stop.look()?;
            each.push(verdicts.of(&world, jurisdiction, item.0).verdict());
        }
    }
    Ok(each)
}

fn back_days(day: Day, count: u32) -> Day {
    (0..count).fold(day, |day, _| day.previous())
}
