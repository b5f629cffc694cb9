//! `exeat serve`: the service and its pages.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use exeat_facts::Vocabulary;
use exeat_law::lower;
use exeat_law::model::Rulebook;
use exeat_server::{Given, Parts, SETTINGS, Weigh};
use exeat_value::Day;
use serde_json::Value;

use super::evidence::record;
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome};
use crate::files;
use crate::register::{RegisterOption, user};
use crate::rulebooks::RulebookOption;
use crate::screening;

/// Serve the HTTP API and the web pages
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat serve                                   pages and API on http://127.0.0.1:7326
  exeat serve --listen 127.0.0.1:8080 --log json
  exeat serve --config /etc/exeat/serve.toml    settings from a file
  exeat serve --settings                        every setting, with its default

A flag goes before the environment, the environment before the file. SIGTERM or Ctrl-C ends it:
what is being answered is answered.")]
pub(crate) struct Serve {
    /// The address and port to listen on [default: 127.0.0.1:7326]
    #[arg(long, value_name = "ADDR:PORT")]
    listen: Option<String>,
    /// How the log is written to standard error: text, json or off [default: text]
    #[arg(long, value_name = "FORM")]
    log: Option<String>,
    /// Whether people sign in: on, off or auto [default: auto, on unless it listens on this machine alone]
    #[arg(long, value_name = "WHETHER")]
    accounts: Option<String>,
    /// Where licences and accounts are kept: a path, or postgres://… [default: in the data folder]
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Settings from this file, in TOML
    #[arg(
        long,
        value_name = "FILE",
        env = "EXEAT_CONFIG",
        hide_env_values = true
    )]
    config: Option<PathBuf>,
    /// Any setting by its name, such as `--set body_max=1048576`
    #[arg(long = "set", value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// Print the table of settings
    #[arg(long)]
    settings: bool,
    #[command(flatten)]
    rulebooks: RulebookOption,
}

impl Serve {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        if self.settings {
            console.say(&exeat_server::table())?;
            return Ok(DONE);
        }
        let config = self.given()?.settle().map_err(Failure::usage)?;
        let rulebook = self.rulebooks.load_law(console)?;
        let sources = self.rulebooks.sources()?;
        let lists = screening::Lists::open()
            .map(Arc::new)
            .map_err(|failure| failure.message);
        if let Err(message) = &lists {
            console.note(&format!("{message}; the rest of the service does without"));
        }
        let data = crate::data::folder()?;
        let register = RegisterOption {
            database: Some(config.database.trim_start_matches("sqlite:").to_owned())
                .filter(|one| !one.is_empty()),
        };
        let actor = env::var("EXEAT_ACTOR").ok().or_else(user);
        let parts = Parts {
            register: (
                register.location()?,
                actor.unwrap_or_else(|| "local".to_owned()),
            ),
            data,
            rulebook: Arc::clone(&rulebook),
            classification: Box::new(move || {
                let sources = exeat_classify::with_lists(sources.clone());
                let (rulebook, diagnostics) = lower::load_law(sources, Vocabulary::standard());
                match diagnostics.iter().find(|one| one.diagnostic.is_error()) {
                    None => Ok(rulebook.into()),
                    Some(first) => Err(first.diagnostic.message.clone()),
                }
            }),
            weigh: Box::new(Scales(rulebook, *console)),
            parties: Box::new(screening::Desk::new(lists.as_ref().ok().cloned())),
            lists: lists.map(|lists| lists.for_the_service()),
        };
        exeat_server::run(parts, config, |address, invitation| {
            let begin = match invitation {
                Some(secret) => format!(
                    "Nobody administers it yet. This link is good once:\nhttp://{address}/join?invitation={secret}"
                ),
                None => format!("To begin with: http://{address}/check?example=consignment"),
            };
            // Whoever started it reads on; when nobody does, the service is there all the same.
            let _ = console.say(&format!("Exeat serves on http://{address}\n\n{begin}\n"));
        })
        .map_err(Failure::wrong)?;
        Ok(DONE)
    }

    /// What flags, the environment and the file say, in this order.
    fn given(&self) -> Result<Given, Failure> {
        let mut flags = Given::default();
        for pair in &self.set {
            let Some((name, value)) = pair.split_once('=') else {
                return Err(Failure::usage(format!("`{pair}` is no setting"))
                    .with_help("write `--set NAME=VALUE`; `exeat serve --settings` lists them"));
            };
            set(&mut flags, &name.replace('-', "_"), value)?;
        }
        for (name, value) in [
            ("listen", &self.listen),
            ("log", &self.log),
            ("accounts", &self.accounts),
            ("database", &self.database),
        ] {
            if let Some(value) = value {
                set(&mut flags, name, value)?;
            }
        }
        let mut environment = Given::default();
        for one in SETTINGS {
            let name = format!("EXEAT_{}", one.name.to_uppercase());
            if let Some(value) = env::var_os(name).filter(|value| !value.is_empty()) {
                set(&mut environment, one.name, &value.to_string_lossy())?;
            }
        }
        let file = match &self.config {
            None => Given::default(),
            Some(path) => toml::from_str(&files::read_text(path)?).map_err(|error| {
                Failure::wrong(format!(
                    "`{}` holds no settings: {}",
                    files::name(path),
                    error.message()
                ))
                .with_help("`exeat serve --settings` lists what can stand in it")
            })?,
        };
        Ok(flags.or(environment).or(file))
    }
}

/// What a case folder comes to, as `exeat evidence check` works it out.
struct Scales(Arc<Rulebook>, Console);

impl Weigh for Scales {
    fn weigh(&self, folder: &Path, known_at: Day) -> Result<Value, (String, Option<String>)> {
        record(folder, &self.0, known_at, &self.1).map_err(|failure| {
            // Where a case lies is nobody's business.
            let place = format!("{}/", folder.display());
            (failure.message.replace(&place, ""), failure.help)
        })
    }
}

fn set(given: &mut Given, name: &str, value: &str) -> Result<(), Failure> {
    if given.set(name, value) {
        return Ok(());
    }
    let names = SETTINGS.iter().map(|one| one.name);
    let failure = Failure::usage(format!("there is no setting `{name}`"));
    Err(match exeat_syntax::nearest(name, names) {
        Some(near) => failure.with_help(format!("did you mean `{near}`?")),
        None => failure.with_help("`exeat serve --settings` lists them"),
    })
}
