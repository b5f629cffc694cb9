//! *Screen*: names in, matches explained word by word out.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Request, State};
use axum::response::Response;
use exeat_screen::party::{Wanted, country, kind_of_word};
use exeat_screen::score::{ALGORITHM, Kind, Mode, Score};
use exeat_value::Day;

use super::form::Written;
use super::frame::{Frame, Reader, Section, page};
use super::licences::Desk;
use super::screen_file::{self, Asked};
use super::somebody::Somebody;
use super::trouble;
use crate::access::Action;
use crate::api::json_of;
use crate::parties::{Decided, Hit, Standing};
use crate::problem::Problem;
use crate::screening::{How, Keep, MATCHES_MAX, Match, Pool};
use crate::service::Service;

/// More names are not looked for from the page; a file of many is for the API.
const NAMES_MAX: usize = 500;

struct EditionView {
    name: String,
    publisher: String,
    entries: u64,
    names: u64,
    age: i32,
}

struct PartyView {
    /// Its name, or its place in the file where it has none.
    name: String,
    /// The fields of its row as JSON, where it came in a file: a decision rests on all that is known of it.
    row: String,
    matches: Vec<MatchView>,
    /// What of it could not be read, with what to write instead.
    problems: Vec<String>,
    /// Whether it says nothing that nobody was found, because there was nothing to look for.
    is_left_out: bool,
    /// Whether more entries are alike than are shown.
    cut_off: bool,
}

/// A match, and where it stands.
struct MatchView {
    one: Match,
    standing: Standing,
}

#[derive(Template)]
#[template(path = "screen.html")]
struct Page {
    frame: Frame,
    names: String,
    kind: String,
    country: String,
    threshold: String,
    no_lists: Option<String>,
    editions: Vec<EditionView>,
    gaps: Vec<String>,
    /// Columns of the file that mean nothing here.
    unread: String,
    algorithm: &'static str,
    on: Day,
    /// Whether what was decided about matches is shown to whoever asks.
    own: bool,
    /// Whether they may decide about matches.
    decides: bool,
    /// What proves that a form came from a page of ours.
    token: String,
    /// The day until which a decision holds, if nobody says another.
    until: Day,
    /// Who decides, where somebody is signed in.
    who: String,
    /// A decision that was kept.
    kept: bool,
    /// Nobody was looked for yet where there is none.
    parties: Option<Vec<PartyView>>,
}

/// How many parties came out how.
pub(crate) struct Tally {
    pub(crate) parties: usize,
    pub(crate) matched: usize,
    pub(crate) left_out: usize,
    /// They were looked for, and nobody is alike enough.
    pub(crate) without: usize,
}

impl Page {
    fn tally(&self) -> Tally {
        let parties = self.parties.as_deref().unwrap_or_default();
        let count = |of: &dyn Fn(&PartyView) -> bool| parties.iter().filter(|one| of(one)).count();
        Tally {
            parties: parties.len(),
            matched: count(&|one| !one.matches.is_empty()),
            left_out: count(&|one| one.is_left_out),
            without: count(&|one| one.matches.is_empty() && !one.is_left_out),
        }
    }
}

impl Page {
    fn new(service: &Service, reader: Reader) -> Self {
        let on = service.today();
        let mut page = Self {
            frame: Frame::new(
                reader,
                Section::Screen,
                reader.words.screen_title(),
                "/screen",
            ),
            names: String::new(),
            kind: String::new(),
            country: String::new(),
            threshold: Score::ALERT.to_string(),
            no_lists: None,
            editions: Vec::new(),
            gaps: Vec::new(),
            unread: String::new(),
            algorithm: ALGORITHM,
            on,
            own: reader.own,
            decides: false,
            token: String::new(),
            until: on.plus_days(365).unwrap_or(on),
            who: String::new(),
            kept: false,
            parties: None,
        };
        match service.lists() {
            Ok(pool) => {
                page.editions = editions(&pool, on);
                page.gaps = pool.gaps(on);
            }
            Err(error) => page.no_lists = Some(error),
        }
        page
    }
}

fn editions(pool: &Pool, on: Day) -> Vec<EditionView> {
    pool.editions
        .iter()
        .map(|edition| EditionView {
            name: edition.full_name(),
            publisher: edition.publisher.clone(),
            entries: edition.counts.entries,
            names: edition.counts.names,
            age: edition.age_in_days(on),
        })
        .collect()
}

/// The form, and what would be looked at.
pub(super) async fn start(State(service): State<Arc<Service>>, reader: Reader) -> Response {
    page(&Page::new(&service, reader))
}

/// Looks for the names.
pub(super) async fn screen(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    match looked_for(&service, reader, request).await {
        Ok(template) => page(&template),
        Err(problem) => trouble(reader, Section::Screen, &problem),
    }
}

/// What was asked: names as they were written, or a file of them.
async fn looked_for(service: &Service, reader: Reader, request: Request) -> Result<Page, Problem> {
    let (desk, who, request) = desk_of(service, request);
    let written = super::check::written(service, request).await?;
    shown(service, reader, &desk, &who, &written).await
}

/// Who asks, and what proves that a form is one of theirs.
fn desk_of(service: &Service, request: Request) -> (Desk, Somebody, Request) {
    let who = Somebody::of(&request);
    let (parts, body) = request.into_parts();
    let desk = Desk::of(service, &parts);
    (desk, who, Request::from_parts(parts, body))
}

async fn shown(
    service: &Service,
    reader: Reader,
    desk: &Desk,
    who: &Somebody,
    written: &Written,
) -> Result<Page, Problem> {
    let mut page = Page::new(service, reader);
    page.decides = page.own && desk.may(Action::DecideMatches);
    page.token.clone_from(&desk.token);
    page.who.clone_from(&who.name);
    page.names = written.raw("names").replace("\r\n", "\n");
    page.kind = written.one("kind").to_owned();
    page.country = written.one("country").to_owned();
    let pool = service.screening()?;
    let threshold = threshold(written)?;
    page.threshold = threshold.to_string();
    let kind = kind_of_word(&page.kind).unwrap_or(Kind::Unknown);
    let file = screen_file::read(written.raw("file"))?;
    page.unread = file.unread.join(", ");
    let mut wanted = file.parties;
    if !wanted.is_empty() {
        // The names of the file, so that deciding about one of them comes back to all.
        page.names = wanted
            .iter()
            .map(|one| one.wanted.name.as_str())
            .collect::<Vec<_>>()
            .join("\n");
    }
    if wanted.is_empty() {
        wanted = page
            .names
            .lines()
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .take(NAMES_MAX + 1)
            .map(|name| {
                Asked::of(Wanted {
                    name: name.to_owned(),
                    kind,
                    country: country(&page.country),
                    ..Wanted::default()
                })
            })
            .collect();
    }
    if wanted.is_empty() {
        return Err(Problem::new("bad-request", "there is no name to look for"));
    }
    if wanted.len() > NAMES_MAX {
        return Err(Problem::new(
            "too-large",
            format!("more than {NAMES_MAX} names; send them to the interface for programs"),
        ));
    }
    let how = How {
        mode: Mode::Balanced,
        threshold,
    };
    let all = wanted.iter().map(|one| one.wanted.clone()).collect();
    let found = service.search(&pool, all, how).await?;
    let today = service.today();
    let mut parties = Vec::new();
    for (asked, matches) in wanted.into_iter().zip(found) {
        let wanted = &asked.wanted;
        let mut views = Vec::new();
        for one in matches {
            let hit = Hit {
                name: &wanted.name,
                list: &one.list,
                entry: &one.entry,
                evidence: &one.evidence,
            };
            let standing = match page.own {
                true => service
                    .parties
                    .standing(&hit, today)
                    .map_err(|error| Problem::new("internal", error))?,
                false => Standing {
                    word: "open".to_owned(),
                    said: None,
                },
            };
            views.push(MatchView { one, standing });
        }
        parties.push(PartyView {
            is_left_out: views.is_empty() && asked.leaves_somebody_out(),
            problems: asked
                .wrong
                .iter()
                .map(|one| reader.words.of_party(one))
                .chain(asked.row.iter().map(|one| reader.words.of_row(one)))
                .collect(),
            name: match wanted.name.is_empty() {
                true => reader.words.screen_row(&wanted.id),
                false => wanted.name.clone(),
            },
            row: asked.fields,
            cut_off: views.len() >= MATCHES_MAX,
            matches: views,
        });
    }
    page.parties = Some(parties);
    Ok(page)
}

/// From which score on a match is shown.
fn threshold(written: &Written) -> Result<Score, Problem> {
    match written.one("threshold") {
        "" => Ok(Score::ALERT),
        text => text
            .parse()
            .map_err(|error: exeat_screen::score::ScoreError| {
                Problem::new("bad-request", error.to_string())
            }),
    }
}

/// Somebody decided about a match: it is kept, and what was looked for is shown again.
pub(super) async fn decide(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    let (desk, who, request) = desk_of(&service, request);
    let done = async {
        if !reader.own {
            return Err(Problem::new(
                "forbidden",
                "decisions about matches are kept for the first organisation alone",
            ));
        }
        let written = super::check::written(&service, request).await?;
        desk.check(written.one("token"))?;
        let today = service.today();
        let by = match who.name.as_str() {
            "" => written.one("by"),
            name => name,
        };
        let because = written.one("because");
        let until: Day = written
            .one("until")
            .parse()
            .map_err(|_| Problem::new("bad-request", "until which day does it hold?"))?;
        let decision = written.one("decision");
        let evidence = written.one("evidence").to_ascii_lowercase();
        let wrong = |text: &str| Err(Problem::new("bad-request", text));
        if by.is_empty() || because.is_empty() {
            return wrong("a decision has somebody who made it, and a reason");
        }
        if until < today {
            return wrong("the day until which it holds is past");
        }
        if !matches!(decision, "false-positive" | "true-match" | "escalated") {
            return wrong("there is no such decision");
        }
        if evidence.len() != 16 || !evidence.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return wrong("nobody says what was looked at");
        }
        let decided = Decided {
            hit: Hit {
                name: written.one("party"),
                list: written.one("list"),
                entry: written.one("entry"),
                evidence: &evidence,
            },
            decision,
            by,
            because,
            on: today,
            until,
        };
        must_be_a_match(&service, &written, &decided.hit).await?;
        service
            .parties
            .decide(&decided)
            .map_err(|error| Problem::new("internal", error))?;
        let mut page = shown(&service, reader, &desk, &who, &written).await?;
        page.kept = true;
        Ok(page)
    };
    match done.await {
        Ok(template) => page(&template),
        Err(problem) => trouble(reader, Section::Screen, &problem),
    }
}

/// Looks for the party again: what nobody finds today, nobody decides about.
///
/// # Errors
/// There are no lists, or this entry with this evidence is no match of the party.
async fn must_be_a_match(
    service: &Service,
    written: &Written,
    hit: &Hit<'_>,
) -> Result<(), Problem> {
    let pool = service.screening()?;
    let wanted = match written.raw("row") {
        "" => Wanted {
            name: hit.name.to_owned(),
            kind: kind_of_word(written.one("kind")).unwrap_or(Kind::Unknown),
            country: country(written.one("country")),
            ..Wanted::default()
        },
        row => {
            let fields: BTreeMap<String, String> = json_of(row.as_bytes())?;
            Wanted::as_far_as_read(&fields, 1).0
        }
    };
    let is_named = wanted.name == hit.name;
    let how = How {
        mode: Mode::Balanced,
        threshold: threshold(written)?,
    };
    let (list, entry) = (hit.list.to_owned(), hit.entry.to_owned());
    let keep: Keep = Arc::new(move |one, other| one == list && other == entry);
    let found = service
        .search_among(&pool, vec![wanted], how, Some(keep))
        .await?;
    let is_it = |one: &Match| {
        one.list == hit.list && one.entry == hit.entry && one.evidence == hit.evidence
    };
    if is_named && found.iter().flatten().any(is_it) {
        return Ok(());
    }
    Err(Problem::new(
        "conflict",
        "the lists of today do not have this match; nothing was kept",
    )
    .with_help("look for the party again, and decide about what is found"))
}
