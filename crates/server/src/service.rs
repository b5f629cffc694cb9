//! What all requests share: the law, the lists, and what is kept of them between two requests.

use std::collections::{BTreeSet, VecDeque};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use exeat_classify::Classifier;
use exeat_determine::{CaseWorld, Determination, Options, determine_watched};
use exeat_facts::{Case, ItemIndex};
use exeat_law::diff::{self, LawDiff};
use exeat_law::frozen::FrozenLaw;
use exeat_law::judge;
use exeat_law::kleene::{Assumptions, Evaluator};
use exeat_law::model::{JurisdictionId, Rulebook};
use exeat_law::world::Bindings;
use exeat_screen::index::Index;
use exeat_screen::list::Edition;
use exeat_screen::party::Wanted;
use exeat_screen::transaction::Screening;
use exeat_value::Day;
use jiff::Zoned;
use serde::Serialize;
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use crate::access::{Accounts, Principal};
use crate::answers::{Answered, Answers};
use crate::cases::{Cases, Weigh};
use crate::config::Config;
use crate::desk::Desk;
use crate::diffs::{Days, Diffs};
use crate::guard::Rates;
use crate::idempotency::Idempotency;
use crate::metrics::Metrics;
use crate::on_file::Held;
use crate::parties::{Parties, Sifted};
use crate::portfolios::Portfolios;
use crate::problem::Problem;
use crate::screening::{How, Keep, Match, Pool};
use crate::traces::Traces;
use crate::work::{Stop, Work};

/// So many frozen days of the law are kept; each takes half a megabyte.
const FROZEN_MAX: usize = 48;
/// So many passwords are worked at together, of 19 MiB each.
const PASSWORDS_MAX: usize = 2;
/// Proofs of more limbs in all are not told in one answer: about 250 MB of JSON.
const LIMBS_MAX: usize = 500_000;

/// The lists in force, as the command opened them.
#[derive(Debug)]
pub struct Lists {
    /// All their names.
    pub index: Arc<Index>,
    /// Which editions they are.
    pub editions: Vec<Edition>,
}

/// What the command has to bring: it knows where the rulebooks and lists lie.
pub struct Parts {
    /// The law.
    pub rulebook: Arc<Rulebook>,
    /// The law with the lists that serve classification alone, read when they are first asked for.
    pub classification: Box<dyn Fn() -> Result<Arc<Rulebook>, String> + Send + Sync>,
    /// The lists in force, or why there are none.
    pub lists: Result<Lists, String>,
    /// The parties of transactions, held against the lists of the days that matter.
    pub parties: Box<dyn Parties>,
    /// What a case folder comes to.
    pub weigh: Box<dyn Weigh>,
    /// Where licences are kept, and who keeps them where nobody signs in.
    pub register: (exeat_register::Location, String),
    /// The folder for what the service keeps.
    pub data: PathBuf,
}

/// The service behind all addresses.
pub(crate) struct Service {
    pub(crate) rulebook: Arc<Rulebook>,
    pub(crate) config: Config,
    pub(crate) metrics: Metrics,
    pub(crate) traces: Traces,
    /// Turns to keep a processor busy.
    pub(crate) work: Work,
    /// Answers that were given before.
    pub(crate) answers: Answers,
    /// The lists in force, ready to be searched; another as soon as others are in force.
    screening: RwLock<Result<Arc<Pool>, String>>,
    pub(crate) parties: Arc<dyn Parties>,
    pub(crate) portfolios: Arc<Portfolios>,
    pub(crate) cases: Cases,
    pub(crate) idempotency: Idempotency,
    /// The folder for what the service keeps.
    pub(crate) data: PathBuf,
    pub(crate) weigh: Box<dyn Weigh>,
    pub(crate) rates: Rates,
    /// Turns of those who come with a password.
    pub(crate) passwords: Semaphore,
    /// Licences.
    pub(crate) desk: Desk,
    /// Who there is, where people sign in.
    pub(crate) accounts: Option<Accounts>,
    /// The content security policy of every page.
    pub(crate) policy: String,
    classification: Box<dyn Fn() -> Result<Arc<Rulebook>, String> + Send + Sync>,
    classifier: Mutex<Option<(Day, Arc<Ready>)>>,
    frozen: RwLock<VecDeque<(Day, Day, Arc<FrozenLaw>)>>,
    diffs: Diffs,
}

/// A classifier with the rulebooks that it reads.
pub(crate) struct Ready {
    pub(crate) rulebook: Arc<Rulebook>,
    pub(crate) classifier: Classifier,
}

/// What somebody asks of a case.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) on: Option<Day>,
    pub(crate) law_date: Option<Day>,
    pub(crate) known_at: Day,
    pub(crate) jurisdictions: Vec<JurisdictionId>,
    pub(crate) proof: bool,
    /// Whether the parties are looked for on the lists.
    pub(crate) screening: bool,
    /// Whether it is asked by the organisation whose decisions about matches are kept.
    pub(crate) own: bool,
    /// Whose licences are held against what needs one.
    pub(crate) licences: Licences,
}

/// Whose licences are looked at.
#[derive(Debug, Clone)]
pub(crate) enum Licences {
    /// Nobody's.
    Not,
    /// Those of whoever asks; nobody signs in where there is none.
    Of(Option<Principal>),
}

/// A determination, how the parties were screened for it, and which licences are on file.
pub(crate) struct Determined {
    pub(crate) determination: Determination,
    pub(crate) sifted: Sifted,
    /// Nothing where nobody looked, no licence is asked for, or no register has been begun.
    pub(crate) licences: Option<Held>,
}

impl Determined {
    /// The record, as the command writes it: with the screening where there was one, and the licences on file.
    pub(crate) fn value(&self) -> Value {
        json!(self.record())
    }

    fn record(&self) -> Record<'_> {
        Record {
            determination: &self.determination,
            licences_on_file: self.licences.as_ref().map(Held::record),
            screening: self.sifted.record(),
        }
    }

    /// The record for a person to keep, byte for byte as the command writes it.
    pub(crate) fn json(&self) -> String {
        match self.is_bare() {
            false => exeat_report::layout::json(&self.value()),
            true => exeat_report::json(&self.determination),
        }
    }

    /// The record in one line.
    pub(crate) fn line(&self) -> String {
        // It is made of texts, numbers and lists of them, which can always be written.
        serde_json::to_string(&self.record()).unwrap_or_default()
    }

    /// Whether there is nothing besides the determination.
    fn is_bare(&self) -> bool {
        self.sifted.record().is_none() && self.licences.is_none()
    }
}

/// A determination with what comes besides.
#[derive(Serialize)]
struct Record<'a> {
    #[serde(flatten)]
    determination: &'a Determination,
    #[serde(skip_serializing_if = "Option::is_none")]
    licences_on_file: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    screening: Option<&'a Screening>,
}

impl Service {
    pub(crate) fn new(
        parts: Parts,
        config: Config,
        accounts: Option<Accounts>,
        traces: Traces,
    ) -> Self {
        let screening = RwLock::new(parts.lists.map(|lists| Arc::new(Pool::start(lists))));
        let parties: Arc<dyn Parties> = Arc::from(parts.parties);
        let portfolios = Arc::new(Portfolios::at(
            &parts.data,
            Arc::clone(&parts.rulebook),
            Arc::clone(&parties),
        ));
        portfolios.resume();
        Self {
            portfolios,
            cases: Cases::at(&parts.data),
            idempotency: Idempotency::at(&parts.data),
            weigh: parts.weigh,
            metrics: Metrics::new(),
            traces,
            work: Work::new(&config),
            answers: Answers::new(config.answers_max),
            screening,
            parties,
            desk: Desk::new(
                parts.register.0,
                parts.register.1,
                Arc::clone(&parts.rulebook),
                parts.data.join("log-key"),
            ),
            data: parts.data,
            rates: Rates::default(),
            passwords: Semaphore::const_new(PASSWORDS_MAX),
            accounts,
            policy: crate::pages::policy(),
            rulebook: parts.rulebook,
            classification: parts.classification,
            classifier: Mutex::new(None),
            frozen: RwLock::new(VecDeque::new()),
            diffs: Diffs::default(),
            config,
        }
    }

    /// Today, where the machine stands. It is the known-at date where nobody gives one, and never
    /// the day of an event.
    pub(crate) fn today(&self) -> Day {
        Day::from(Zoned::now().date())
    }

    /// The law of a day, as known on another, frozen once while it is asked for.
    pub(crate) fn law(&self, law_date: Day, known_at: Day) -> Arc<FrozenLaw> {
        let is =
            |(one, other, _): &&(Day, Day, Arc<FrozenLaw>)| *one == law_date && *other == known_at;
        let kept = self.frozen.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, _, law)) = kept.iter().find(is) {
            return Arc::clone(law);
        }
        drop(kept);
        let _part = self.traces.part("freeze the law");
        let law = Arc::new(FrozenLaw::new(
            Arc::clone(&self.rulebook),
            law_date,
            known_at,
        ));
        let mut kept = self.frozen.write().unwrap_or_else(PoisonError::into_inner);
        if kept.iter().find(is).is_none() {
            kept.push_front((law_date, known_at, Arc::clone(&law)));
            kept.truncate(FROZEN_MAX);
        }
        law
    }

    /// What changed between two days, worked out once while it is asked for.
    ///
    /// # Errors
    /// There is no turn to work it out, or it takes too long; then it is there when somebody asks again.
    pub(crate) async fn diff(self: &Arc<Self>, days: Days) -> Result<Arc<LawDiff>, Problem> {
        if let Some(diff) = self.diffs.find(days) {
            return Ok(diff);
        }
        let (service, (from, to, known_at)) = (Arc::clone(self), days);
        self.work
            .run(move |_| {
                let make = || diff::diff(&service.rulebook, from, to, known_at);
                Ok(service.diffs.get(days, make))
            })
            .await
            .map_err(|problem| match problem.kind {
                "too-hard" => problem.with_help("ask again in a while: it is worked out meanwhile"),
                _ => problem,
            })
    }

    /// What a case comes to, remembered as long as its files, the law, the day and the lists are the same: a case with many
    /// quarrels is worked out under each combination of what they may come to.
    ///
    /// # Errors
    /// It cannot be held against the law, with one line that could mend it.
    pub(crate) fn weighed(&self, id: &str) -> Result<Value, (String, Option<String>)> {
        let today = self.today();
        let folder = self.cases.path(id);
        let mut parts = vec![
            b"case".to_vec(),
            self.rulebook.digest.as_bytes().to_vec(),
            today.to_string().into_bytes(),
            self.parties.generation().to_le_bytes().to_vec(),
        ];
        for (name, _) in self.cases.files(id) {
            parts.push(std::fs::read(folder.join(&name)).unwrap_or_default());
            parts.push(name.into_bytes());
        }
        let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
        let key = Answers::key(&parts);
        let kept = self.answers.get(&key);
        if let Some(record) = kept.and_then(|kept| serde_json::from_slice(&kept.text).ok()) {
            return Ok(record);
        }
        let record = self.weigh.weigh(&folder, today)?;
        let answer = Answered {
            text: record.to_string().into(),
            verdict: "",
        };
        self.answers.keep(key, &answer);
        Ok(record)
    }

    /// Determines a case.
    ///
    /// # Errors
    /// Nobody says on which day it leaves, nobody waits for it any more, or its proof is too long to be told at once.
    pub(crate) fn determine(
        &self,
        case: &mut Case,
        asked: &Asked,
        stop: &Stop,
    ) -> Result<Determined, Problem> {
        let event = exeat_documents::event_date(case, asked.on).map_err(|error| {
            Problem::new("no-event-date", error.to_string())
                .with_help("state `date` under `shipment`, or give the day with `on`")
        })?;
        let sifted = self.sift(case, event.day, asked)?;
        let law = self.law(asked.law_date.unwrap_or(event.day), asked.known_at);
        let _part = self.traces.part("determine");
        let options = Options {
            event_date: event.day,
            jurisdictions: asked.jurisdictions.clone(),
            proof: asked.proof,
        };
        let determination = determine_watched(&law, case, &options, &mut |limbs| {
            stop.look()?;
            if limbs > LIMBS_MAX {
                return Err(Problem::new(
                    "too-large",
                    format!("the proofs of all lines have more than {LIMBS_MAX} limbs"),
                )
                .with_help("ask for `detail=facts` or `detail=verdicts`, about fewer lines, or about the law of one place alone with `jurisdiction`"));
            }
            Ok(())
        })?;
        self.metrics.determined(determination.overall.word());
        let licences = match &asked.licences {
            Licences::Of(who) => {
                let told = self.screened(&sifted);
                self.desk
                    .on_file(who.as_ref(), case, &determination, &told, event.day)
            }
            Licences::Not => None,
        };
        Ok(Determined {
            determination,
            sifted,
            licences,
        })
    }

    /// Whether three values settle every verdict of a case, so that it is determined in less than a millisecond. Of
    /// parties that are yet to be looked for it is not known.
    pub(crate) fn is_settled(&self, case: &Case, asked: &Asked) -> bool {
        let Some(day) = asked.on.or_else(|| case.event_date()) else {
            // It ends with a problem, and soon.
            return true;
        };
        if asked.proof {
            return false;
        }
        let law = self.law(asked.law_date.unwrap_or(day), asked.known_at);
        let assumptions = Assumptions::presuming(&law);
        let world = CaseWorld::new(case, self.rulebook.vocabulary);
        let mut evaluator = Evaluator::new(&law, &world, &assumptions);
        let every = || (0..self.rulebook.jurisdictions.len()).map(JurisdictionId::at);
        let items: BTreeSet<ItemIndex> = case.lines.iter().map(|line| line.item).collect();
        items.into_iter().all(|item| {
            let bindings = Bindings::of_item(item.0);
            let mut settled = |id: JurisdictionId| {
                let columns = law.columns().get(id.index());
                columns.is_some_and(|columns| {
                    judge::by_kleene(&mut evaluator, columns, &bindings).is_some()
                })
            };
            match asked.jurisdictions.is_empty() {
                true => every().all(&mut settled),
                false => asked.jurisdictions.iter().all(|&id| settled(id)),
            }
        })
    }

    /// Looks for the parties of a case, where that is wanted.
    ///
    /// # Errors
    /// What is kept cannot be read: an answer without it would look like a clean one.
    pub(crate) fn sift(
        &self,
        case: &mut Case,
        event_date: Day,
        asked: &Asked,
    ) -> Result<Sifted, Problem> {
        if !asked.screening {
            return Ok(Sifted::Declined);
        }
        let _part = self.traces.part("screen the parties");
        self.parties
            .sift(case, event_date, asked.known_at, asked.own)
            .map_err(|error| Problem::new("internal", error))
    }

    /// What became of looking for the parties, for a report.
    pub(crate) fn screened(&self, sifted: &Sifted) -> exeat_report::Screening {
        match sifted {
            Sifted::Declined => exeat_report::Screening::Declined,
            Sifted::NoLists => exeat_report::Screening::NoLists,
            Sifted::Done(screening) => exeat_report::Screening::Done(self.parties.told(screening)),
        }
    }

    /// The jurisdictions with these codes; none for none.
    ///
    /// # Errors
    /// No rulebook is about one of them.
    pub(crate) fn jurisdictions(&self, codes: &str) -> Result<Vec<JurisdictionId>, Problem> {
        codes
            .split(',')
            .map(str::trim)
            .filter(|code| !code.is_empty())
            .map(|code| {
                self.rulebook.find_jurisdiction(code).ok_or_else(|| {
                    let known: Vec<&str> = self
                        .rulebook
                        .jurisdictions
                        .iter()
                        .map(|one| one.code.as_str())
                        .collect();
                    Problem::new(
                        "bad-request",
                        format!("no rulebook is about the law of `{code}`"),
                    )
                    .with_help(format!("there are rulebooks for {}", known.join(", ")))
                })
            })
            .collect()
    }

    /// The classifier, as the law stands today.
    ///
    /// # Errors
    /// The lists that it needs cannot be read.
    pub(crate) fn classifier(&self) -> Result<Arc<Ready>, Problem> {
        let today = self.today();
        let mut kept = self
            .classifier
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some((day, ready)) = &*kept
            && *day == today
        {
            return Ok(Arc::clone(ready));
        }
        let rulebook = match &*kept {
            Some((_, ready)) => Arc::clone(&ready.rulebook),
            None => (self.classification)().map_err(|error| Problem::new("internal", error))?,
        };
        let classifier = Classifier::new(&rulebook, today, today)
            .map_err(|error| Problem::new("internal", error.to_string()))?;
        let ready = Arc::new(Ready {
            rulebook,
            classifier,
        });
        *kept = Some((today, Arc::clone(&ready)));
        Ok(ready)
    }

    /// The lists, ready to be searched. Whoever has them keeps them to the end of the search, even if others come into
    /// force meanwhile.
    ///
    /// # Errors
    /// There are none.
    pub(crate) fn screening(&self) -> Result<Arc<Pool>, Problem> {
        self.lists()
            .map_err(|error| Problem::new("no-lists", error))
    }

    /// The same, or why there are none.
    pub(crate) fn lists(&self) -> Result<Arc<Pool>, String> {
        self.screening
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Looks for parties on these lists, and counts them.
    ///
    /// # Errors
    /// No thread is there to do it.
    pub(crate) async fn search(
        &self,
        pool: &Pool,
        wanted: Vec<Wanted>,
        how: How,
    ) -> Result<Vec<Vec<Match>>, Problem> {
        self.search_among(pool, wanted, how, None).await
    }

    /// The same among those entries alone that are asked about: others take nobody's place in a long result.
    ///
    /// # Errors
    /// No thread is there to do it.
    pub(crate) async fn search_among(
        &self,
        pool: &Pool,
        wanted: Vec<Wanted>,
        how: How,
        keep: Option<Keep>,
    ) -> Result<Vec<Vec<Match>>, Problem> {
        let part = self.traces.part("search the lists");
        if let Some(part) = &part {
            part.count(wanted.len());
        }
        self.metrics.screened(wanted.len());
        pool.search(wanted, how, keep).await
    }

    /// Puts other lists in the place of those in force, where some were imported. Lists that cannot be read leave those
    /// of before where they are: who was listed then is still found, every answer names the gap, and they are tried again.
    pub(crate) fn renew_lists(&self) {
        let renewed = match self.parties.renewed() {
            None => return,
            Some(Ok(lists)) => Arc::new(Pool::start(lists)),
            Some(Err(error)) => {
                let is_new = match &mut *self
                    .screening
                    .write()
                    .unwrap_or_else(PoisonError::into_inner)
                {
                    Ok(pool) => pool.cannot_be_renewed(&error),
                    Err(before) => std::mem::replace(before, error.clone()) != error,
                };
                if is_new {
                    tracing::error!(error, "lists were imported, and cannot be read");
                }
                return;
            }
        };
        tracing::info!(names = renewed.names, "other lists are in force");
        *self
            .screening
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Ok(renewed);
    }
}
