//! `exeat impact`: what a change in the law does to a table of shipments.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use exeat_law::model::Rulebook;
use exeat_portfolio::{
    Dates, Input, Job, Output, Rows, Stand, hash, impact, inputs, run, write_change,
};
use exeat_value::Day;
use serde_json::json;

use super::sweep::{
    AlsoRead, mapping, output_of, refuse_overwriting, status, stop_on_ctrl_c, stopped,
    tell_of_what_was_not_read, threads,
};
use crate::arguments::{FormatOption, KnownAtOption};
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::files;
use crate::layout;
use crate::progress::Progress;
use crate::rulebooks::{RulebookOption, jurisdictions};
use crate::screening::{HoldingsOption, ScreeningOption, of_table};

/// Compare two days, or two sets of rulebooks, over a table of shipments
///
/// Takes each row as if it left on the earlier day, and again as if it left on the later one: what
/// becomes controlled, freed, stricter or looser, what can no longer be told, and the limb that does
/// it, by item, destination and customer, with one row that stands for each reason. The parties of
/// the rows are looked for on the lists that were imported, as they were known on the day from
/// which one looks: who is listed is the same on both days.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat impact year.parquet -m mapping.toml --from 2025-10-08 --to 2025-12-01 --known-at 2025-10-20
  exeat impact year.parquet -m mapping.toml --from 2025-11-06 --to 2025-11-07 -o report.html
  exeat impact year.csv -m mapping.toml --from 2026-01-01 --to 2026-01-01 --to-rulebooks draft/ \\
      -o report.html --rows rows.csv

Exit status: 0 every row was compared, 1 a file could not be read, rows were rejected, there are none
or some stand on a sheet that was not read, 2 wrong usage, 130 stopped.")]
pub(crate) struct Impact {
    /// The tables: files, folders, or patterns such as '2025-*.parquet'
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// What the columns mean
    #[arg(short, long, value_name = "FILE")]
    mapping: PathBuf,
    /// The earlier day
    #[arg(long, value_name = "DATE")]
    from: Day,
    /// The later day
    #[arg(long, value_name = "DATE")]
    to: Day,
    /// The rulebooks of the earlier day [default: those of `--rulebooks`, else those compiled in]
    #[arg(long, value_name = "DIR")]
    from_rulebooks: Option<PathBuf>,
    /// The rulebooks of the later day: a draft
    #[arg(long, value_name = "DIR")]
    to_rulebooks: Option<PathBuf>,
    /// Write a page with pictures; its name ends with .html
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write the rows with what becomes of each, by its ending: .parquet, .csv
    #[arg(long, value_name = "FILE")]
    rows: Option<PathBuf>,
    /// What the page is called
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    #[command(flatten)]
    known_at: KnownAtOption,
    /// Look only at the law of these, such as CN,US [default: all]
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    jurisdiction: Vec<String>,
    /// How many threads work [default: as many as the machine has]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    #[command(flatten)]
    screening: ScreeningOption,
    #[command(flatten)]
    holdings: HoldingsOption,
    #[command(flatten)]
    format: FormatOption,
    #[command(flatten)]
    rulebooks: RulebookOption,
}

impl Impact {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        if self.to < self.from {
            return Err(Failure::usage(format!(
                "`--to {}` is before `--from {}`",
                self.to, self.from
            )));
        }
        let rows = match &self.rows {
            Some(path) => Some((path.as_path(), self.rows_kind(path)?)),
            None => None,
        };
        if let Some(path) = &self.output
            && !ends_in_html(path)
        {
            return Err(Failure::usage(format!(
                "`{}` does not say that it will be a page",
                path.display()
            ))
            .with_help("end its name with `.html`; `--rows` writes the rows as Parquet or CSV"));
        }
        let inputs = inputs(&self.files)?;
        let also = AlsoRead {
            mapping: Some(&self.mapping),
            holdings: &self.holdings,
            rulebooks: &[
                self.rulebooks.folder(),
                self.from_rulebooks.as_deref(),
                self.to_rulebooks.as_deref(),
            ],
        };
        for path in [&self.rows, &self.output].into_iter().flatten() {
            refuse_overwriting(&inputs, &also, path)?;
        }
        let (mapping, mapping_text) = mapping(Some(&self.mapping), console)?;
        let ordinary = self.rulebooks.load_law(console)?;
        let of_folder = |folder: &Option<PathBuf>| -> Result<Arc<Rulebook>, Failure> {
            match folder {
                Some(folder) => RulebookOption::of(folder).load_law(console),
                None => Ok(Arc::clone(&ordinary)),
            }
        };
        let threads = threads(self.threads);
        let mut stands = Vec::new();
        for (folder, day) in [
            (&self.from_rulebooks, self.from),
            (&self.to_rulebooks, self.to),
        ] {
            let rulebook = of_folder(folder)?;
            let jurisdictions = jurisdictions(&rulebook, &self.jurisdiction)?;
            stands.push(Stand::new(
                rulebook,
                self.known_at.day(),
                Dates::AllOn(day),
                jurisdictions,
                threads,
            ));
        }
        let screen = of_table(self.screening, self.known_at.day(), &self.holdings)?;
        let job_value = json!({
            "format": 1,
            "engine": env!("CARGO_PKG_VERSION"),
            "reading": exeat_portfolio::READING,
            "command": "impact",
            "mapping": hash(mapping_text.as_bytes()),
            "rulebooks": stands.iter().map(|one| &one.rulebook().digest).collect::<Vec<_>>(),
            "jurisdictions": stands.iter().map(Stand::codes).collect::<Vec<_>>(),
            "from": self.from,
            "to": self.to,
            "known_at": self.known_at.day(),
            "files": inputs.iter().map(Input::name).collect::<Vec<String>>(),
            "rows": rows.map(|(_, rows)| format!("{rows:?}")),
            "screening": screen.as_ref().map(exeat_portfolio::Screen::as_json),
        });
        let job = Job {
            inputs: &inputs,
            mapping: &mapping,
            stands: &stands,
            rows: rows.map_or(Rows::None, |(_, rows)| rows),
            output: rows.map(|(path, _)| (path, job_value.clone())),
            screen: screen
                .as_ref()
                .map(|screen| -> &dyn exeat_portfolio::Screen { screen }),
            labelled: false,
            threads,
            stop: stop_on_ctrl_c(),
        };
        let done = run(&job, &mut Progress::of("comparing"))?;
        tell_of_what_was_not_read(&done, console);
        if done.stopped {
            return Err(stopped(&done));
        }
        if let Some((path, kind)) = rows {
            write_change(path, kind, &done, &job_value)?;
        }
        if done.tallies.rejected > 0 {
            console.note(&format!(
                "{} rows could not be read{}",
                layout::thousands(done.tallies.rejected),
                if rows.is_some() {
                    ""
                } else {
                    ": `--rows` writes which and why"
                }
            ));
        }
        if let Some(path) = &self.output {
            let title = self.title.clone().unwrap_or_else(|| {
                let names: Vec<String> = self
                    .files
                    .iter()
                    .map(|path| {
                        path.file_name()
                            .unwrap_or(path.as_os_str())
                            .to_string_lossy()
                            .into_owned()
                    })
                    .collect();
                names.join(", ")
            });
            let rows_name = self.rows.as_ref().map(|path| path.to_string_lossy());
            let page = impact(&title, &stands, &done, rows_name.as_deref());
            files::write_text(path, &page)?;
        }
        let text = if self.format.is_json() {
            layout::json(&exeat_portfolio::json(&done.tallies))
        } else {
            exeat_portfolio::change_text(&done.tallies)
        };
        console.say(&text)?;
        Ok(status(&done))
    }

    fn rows_kind(&self, path: &Path) -> Result<Rows, Failure> {
        match output_of(path)? {
            Output::Xlsx => Err(Failure::usage(
                "the rows of a comparison are written as Parquet or CSV",
            )
            .with_help("end the name with `.parquet` or `.csv`")),
            other => Ok(other.rows()),
        }
    }
}

fn ends_in_html(path: &Path) -> bool {
    path.extension().is_some_and(|ending| {
        ending.eq_ignore_ascii_case("html") || ending.eq_ignore_ascii_case("htm")
    })
}
