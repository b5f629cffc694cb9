//! `exeat sweep`: a table of shipments through the law.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use clap::Args;
use exeat_documents::tables::Mapping;
use exeat_portfolio::{
    Dates, Done, Input, Job, Output, Rows, Stand, hash, inputs, propose, run, write,
};
use exeat_value::Day;
use serde_json::json;

use crate::arguments::{FormatOption, KnownAtOption};
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome, WRONG};
use crate::files;
use crate::layout;
use crate::progress::Progress;
use crate::rulebooks::{RulebookOption, is_of_rulebooks, jurisdictions};
use crate::screening::{HoldingsOption, ScreeningOption, of_table};

/// Exit status: somebody stopped it, and it can go on.
pub(crate) const STOPPED: u8 = 130;

/// Decide a table of shipments: millions of rows in one pass
///
/// Reads CSV, XLSX and Parquet by a mapping that says what the columns mean, and writes the same
/// table with the verdict of each row, the laws, authorities and limbs behind it, and what would
/// decide it. Where lists were imported, every party that the mapping names is looked for on them,
/// once for each day on which it matters, as `exeat check` does. Rows that cannot be read go to
/// OUT.rejects.csv with the reason. A sweep that was stopped goes on from where it was when the same
/// command is run again.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat sweep --infer shipments.csv > mapping.toml             propose what the columns mean
  exeat sweep shipments.csv --mapping mapping.toml             count the verdicts
  exeat sweep shipments.parquet -m mapping.toml -o out.parquet the same table with its verdicts
  exeat sweep 2025/ -m mapping.toml -o board.xlsx              a folder, as a workbook with charts

Exit status: 0 every row was decided, 1 a file could not be read, rows were rejected, there are none
or some stand on a sheet that was not read, 2 wrong usage, 130 stopped.")]
pub(crate) struct Sweep {
    /// The tables: files, folders, or patterns such as '2025-*.parquet'
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// What the columns mean
    #[arg(short, long, value_name = "FILE", required_unless_present = "infer")]
    mapping: Option<PathBuf>,
    /// Propose a mapping from headings and values, and say what is unsure
    #[arg(long, conflicts_with_all = ["mapping", "output", "on", "law_date"])]
    infer: bool,
    /// Where the table goes, by its ending: .parquet, .csv or .xlsx
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Decide all rows as if they left on this day
    #[arg(long, value_name = "DATE", conflicts_with = "law_date")]
    on: Option<Day>,
    /// Apply the law of this day to all rows [default: of the day on which each leaves]
    #[arg(long, value_name = "DATE")]
    law_date: Option<Day>,
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

/// What the ending of a name says to write.
///
/// # Errors
/// It says nothing.
pub(crate) fn output_of(path: &Path) -> Result<Output, Failure> {
    Output::of(path).ok_or_else(|| {
        Failure::usage(format!("`{}` does not say what to write", path.display()))
            .with_help("end its name with `.parquet`, `.csv` or `.xlsx`")
    })
}

impl Sweep {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        let inputs = inputs(&self.files)?;
        if self.infer {
            return print_proposal(&inputs, console);
        }
        let output = match &self.output {
            Some(path) => Some((path.as_path(), output_of(path)?)),
            None => None,
        };
        if let Some((path, _)) = output {
            let also = AlsoRead {
                mapping: self.mapping.as_deref(),
                holdings: &self.holdings,
                rulebooks: &[self.rulebooks.folder()],
            };
            refuse_overwriting(&inputs, &also, path)?;
        }
        let (mapping, mapping_text) = mapping(self.mapping.as_deref(), console)?;
        let rulebook = self.rulebooks.load_law(console)?;
        let jurisdictions = jurisdictions(&rulebook, &self.jurisdiction)?;
        let dates = match (self.on, self.law_date) {
            (Some(day), _) => Dates::AllOn(day),
            (None, Some(day)) => Dates::Law(day),
            (None, None) => Dates::OfRows,
        };
        let threads = threads(self.threads);
        let stand = Stand::new(rulebook, self.known_at.day(), dates, jurisdictions, threads);
        let screen = of_table(self.screening, self.known_at.day(), &self.holdings)?;
        let job_value = json!({
            "format": 1,
            "engine": env!("CARGO_PKG_VERSION"),
            "reading": exeat_portfolio::READING,
            "command": "sweep",
            "mapping": hash(mapping_text.as_bytes()),
            "rulebook": stand.rulebook().digest,
            "jurisdictions": stand.codes(),
            "dates": format!("{dates:?}"),
            "known_at": stand.known_at,
            "files": inputs.iter().map(Input::name).collect::<Vec<String>>(),
            "rows": output.map(|(_, output)| format!("{:?}", output.rows())),
            "screening": screen.as_ref().map(exeat_portfolio::Screen::as_json),
        });
        let stop = stop_on_ctrl_c();
        let stands = [stand];
        let job = Job {
            inputs: &inputs,
            mapping: &mapping,
            stands: &stands,
            rows: output.map_or(Rows::None, |(_, output)| output.rows()),
            output: output.map(|(path, _)| (path, job_value.clone())),
            screen: screen
                .as_ref()
                .map(|screen| -> &dyn exeat_portfolio::Screen { screen }),
            labelled: false,
            threads,
            stop,
        };
        let done = run(&job, &mut Progress::of("sweeping"))?;
        if done.stopped {
            return Err(stopped(&done));
        }
        if done.resumed > 0 {
            console.note(&format!(
                "{} of {} chunks were done by an earlier run",
                done.resumed,
                done.chunks()
            ));
        }
        tell_of_what_was_not_read(&done, console);
        if let Some((path, output)) = output {
            let written = write(path, output, &stands, &done, &job_value)?;
            if let Some(rows) = written.rows {
                console.note(&format!(
                    "a sheet holds no more than a million rows: they are in `{}`",
                    rows.display()
                ));
            }
            if let Some(rejects) = written.rejects {
                console.note(&format!(
                    "{} rows could not be read: `{}` says why",
                    layout::thousands(done.tallies.rejected),
                    rejects.display()
                ));
            }
        }
        let text = if self.format.is_json() {
            layout::json(&exeat_portfolio::json(&done.tallies))
        } else {
            exeat_portfolio::text(&done.tallies)
        };
        console.say(&text)?;
        Ok(status(&done))
    }
}

/// Says of workbooks how many of their rows hold nothing, which a spreadsheet does not show, and
/// which of their sheets were not read.
pub(crate) fn tell_of_what_was_not_read(done: &Done, console: &Console) {
    for (file, sheets) in &done.other_sheets {
        let sheets: Vec<String> = sheets.iter().map(|sheet| format!("`{sheet}`")).collect();
        console.note(&format!(
            "`{file}` holds more on other sheets, which were not read: {} (`[table] sheet = \"…\"` in the mapping says which one is meant)",
            sheets.join(", ")
        ));
    }
    if done.tallies.rows_in == 0 {
        console.note("the table holds headings and no row");
    }
    for (file, rows) in &done.empty {
        let rows = usize::try_from(*rows).unwrap_or(usize::MAX);
        console.note(&format!(
            "`{file}` has {} in which nothing stands, which were passed over",
            layout::counted(rows, "row")
        ));
    }
}

/// Whether every row there is was decided. What stands on another sheet was not, and a table of headings alone is more
/// likely an export that failed than a year without a shipment.
pub(crate) fn status(done: &Done) -> u8 {
    if done.tallies.rejected > 0 || done.tallies.rows_in == 0 || !done.other_sheets.is_empty() {
        WRONG
    } else {
        DONE
    }
}

/// How many threads work.
pub(crate) fn threads(asked: Option<usize>) -> usize {
    asked
        .or_else(|| std::thread::available_parallelism().ok().map(usize::from))
        .unwrap_or(1)
        .clamp(1, 256)
}

/// What is said of a sweep that was stopped.
pub(crate) fn stopped(done: &Done) -> Failure {
    let chunks = layout::counted(done.chunks(), "chunk");
    let mut failure = Failure::wrong(format!(
        "stopped after {chunks} ({} rows)",
        layout::thousands(done.tallies.rows_in)
    ));
    failure.status = STOPPED;
    if done.is_kept() {
        failure = failure.with_help("run the same command again: it goes on from there");
    }
    failure
}

/// Whether somebody asked to stop: chunks that were begun are finished.
pub(crate) fn stop_on_ctrl_c() -> &'static AtomicBool {
    static STOP: AtomicBool = AtomicBool::new(false);
    // Where that cannot be had, the process ends at once, which leaves whole chunks too.
    let _ = ctrlc::set_handler(|| STOP.store(true, std::sync::atomic::Ordering::Relaxed));
    &STOP
}

/// What a command reads besides its tables.
pub(crate) struct AlsoRead<'a> {
    pub(crate) mapping: Option<&'a Path>,
    pub(crate) holdings: &'a HoldingsOption,
    /// Folders of rulebooks.
    pub(crate) rulebooks: &'a [Option<&'a Path>],
}

/// Refuses to write over what is read.
pub(crate) fn refuse_overwriting(
    inputs: &[Input],
    also: &AlsoRead<'_>,
    output: &Path,
) -> Result<(), Failure> {
    let Ok(output_path) = output.canonicalize() else {
        return Ok(());
    };
    let is_output = |path: &Path| path.canonicalize().is_ok_and(|path| path == output_path);
    let what = if inputs.iter().any(|input| is_output(&input.path)) {
        "the table"
    } else if also.mapping.is_some_and(is_output) {
        "the mapping"
    } else if also.holdings.files().any(is_output) {
        "the holdings"
    } else if also.rulebooks.iter().flatten().any(|folder| {
        folder
            .canonicalize()
            .is_ok_and(|folder| output_path.starts_with(folder))
            && is_of_rulebooks(&output_path)
    }) {
        "the rulebook file"
    } else {
        return Ok(());
    };
    Err(Failure::usage(format!(
        "the answer would be written over {what} `{}`",
        output.display()
    ))
    .with_help("give another name"))
}

/// Reads a mapping, and prints what is wrong with it.
///
/// # Errors
/// It cannot be read, or is wrong.
pub(crate) fn mapping(
    path: Option<&Path>,
    console: &Console,
) -> Result<(Mapping, String), Failure> {
    let Some(path) = path else {
        return Err(Failure::usage("nothing says what the columns mean")
            .with_help("`exeat sweep --infer FILE > mapping.toml` proposes a mapping"));
    };
    let text = files::read_text(path)?;
    match Mapping::read(&text) {
        Ok(mapping) => Ok((mapping, text)),
        Err(faults) => {
            for fault in &faults {
                let shown = fault.render(&files::name(path), &text, console.colour_err());
                console.remark(&format!("{}\n\n", shown.trim_end()));
            }
            Err(Failure::wrong(format!(
                "`{}` cannot be used: {}",
                path.display(),
                layout::counted(faults.len(), "error")
            )))
        }
    }
}

/// Prints a proposed mapping, and what is unsure of it.
fn print_proposal(inputs: &[Input], console: &Console) -> Outcome {
    let Some(input) = inputs.first() else {
        return Err(Failure::usage("there is no file"));
    };
    let proposal = propose(input)?;
    console.say(&proposal.toml)?;
    for line in &proposal.unsure {
        console.note(line);
    }
    Ok(DONE)
}
