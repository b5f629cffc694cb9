//! `exeat licence papers` and `exeat licence usage`.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use exeat_register::papers::{
    Dossier, application_page, end_user_page, notice_page, pack, pack_table, usage_page,
};
use exeat_register::{picture, tables as register_tables};
use exeat_value::Day;

use super::Place;
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome, WRONG};
use crate::files;
use crate::register::failed;
use crate::tables;

/// Make the papers of an application from a dossier, and say what is missing
#[derive(Debug, Args)]
#[command(after_help = "\
The dossier is TOML: reference, jurisdiction, authority, exporter, address, destination, end_use,
contract, [[parties]] (role, name, place), [[lines]] (item, code, hs, quantity, value) and [papers]
(where each paper is, by its name in the authority's list). Into the folder go application.html,
end-user-statement.html, compliance-notice.html and application.xlsx. Exit status: 0 the pack is
complete, 1 something is missing.

Example:
  exeat licence papers dossier.toml -o papers")]
pub(crate) struct Papers {
    /// The dossier
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The folder for the papers
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
}

impl Papers {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let text = files::read_text(&self.file)?;
        let dossier: Dossier = toml::from_str(&text).map_err(|error| {
            Failure::wrong(format!(
                "`{}`: {}",
                self.file.display(),
                error.to_string().trim_end()
            ))
            .with_help("`exeat licence papers --help` says what it holds")
        })?;
        let on = place.acting.day();
        let (_, pack) = pack(&dossier).map_err(|error| failed(&error))?;
        fs::create_dir_all(&self.output)
            .map_err(|error| Failure::file("make", &self.output, &error))?;
        for (name, page) in [
            ("application.html", application_page(&dossier, on)),
            ("end-user-statement.html", end_user_page(&dossier, on)),
            ("compliance-notice.html", notice_page(&dossier, on)),
        ] {
            let page = page.map_err(|error| failed(&error))?;
            files::write_text(&self.output.join(name), &page)?;
        }
        tables::write(&self.output.join("application.xlsx"), &[pack_table(&pack)])?;
        let mut text = format!("written into {}\n", self.output.display());
        for paper in pack
            .papers
            .iter()
            .filter(|paper| paper.place.is_none() && !paper.optional)
        {
            text.push_str(&format!("  missing: {}\n", paper.what));
        }
        for what in &pack.unstated {
            text.push_str(&format!("  not stated: {what}\n"));
        }
        for paper in &pack.unknown {
            text.push_str(&format!("  not in the authority's list: {paper}\n"));
        }
        if pack.missing() == 0 {
            text.push_str("  the pack is complete\n");
        }
        console.say(&text)?;
        Ok(if pack.missing() == 0 { DONE } else { WRONG })
    }
}

/// Report what left under the licences within a period, with their balances
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  exeat licence usage --from 2026-07-01 --through 2026-09-30 -o usage.html")]
pub(crate) struct Usage {
    /// The first day
    #[arg(long, value_name = "DATE")]
    from: Day,
    /// The last day
    #[arg(long, value_name = "DATE")]
    through: Day,
    /// Only this licence; may be said several times
    #[arg(long, value_name = "NUMBER")]
    licence: Vec<String>,
    /// Write it: .html to print, .xlsx or .csv
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

impl Usage {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        if self.through < self.from {
            return Err(Failure::usage("the period ends before it begins"));
        }
        let mut register = place.register.open_to_read()?;
        let views = register
            .licences(self.through)
            .map_err(|error| failed(&error))?;
        let mut with = Vec::new();
        for view in views {
            let number = &view.licence.number;
            if self.licence.is_empty() || self.licence.contains(number) {
                let entries = register
                    .entries(&view.licence.id)
                    .map_err(|error| failed(&error))?;
                with.push((view, entries));
            }
        }
        let usage = register_tables::usage(&with, self.from, self.through);
        let entries = usage.rows.len();
        // What is left is told as of the last day of the period.
        let lines: Vec<_> = with
            .iter()
            .map(|(view, entries)| register_tables::as_of(&view.licence, entries, self.through))
            .collect::<Result<_, _>>()
            .map_err(|error| failed(&error))?;
        let lines = register_tables::lines(&lines);
        if is_page(&self.output) {
            let pictures: Vec<String> = with
                .iter()
                .filter(|(view, _)| {
                    view.licence
                        .lines
                        .iter()
                        .any(|line| line.quantity.is_some() || line.value.is_some())
                })
                .map(|(view, entries)| picture(&view.licence, entries, self.through))
                .collect();
            let page = usage_page(&usage, &lines, &pictures, self.from, self.through)
                .map_err(|error| failed(&error))?;
            files::write_text(&self.output, &page)?;
        } else if self.output.extension().is_some_and(|one| one == "csv") {
            tables::write(&self.output, &[usage])?;
        } else {
            tables::write(&self.output, &[usage, lines])?;
        }
        console.say(&format!(
            "{} written into {}\n",
            crate::layout::counted(entries, "row"),
            self.output.display()
        ))?;
        Ok(DONE)
    }
}

fn is_page(path: &Path) -> bool {
    path.extension()
        .is_some_and(|one| one == "html" || one == "htm")
}
