//! `exeat law fmt`: rulebooks in their canonical form.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome};
use crate::files;
use crate::layout;
use crate::rulebooks::{RulebookOption, law_files};

/// The folder that is formatted when none is given.
const FOLDER: &str = "rulebooks";

/// Write rulebooks in their canonical form
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat law fmt                     every rulebook below ./rulebooks
  exeat law fmt --check             only say which would change
  exeat law fmt cn/2025-61.law      one file
  exeat law fmt - < in > out        from standard input to standard output")]
pub(crate) struct Fmt {
    /// The files; by default every rulebook of `--rulebooks`, or below `./rulebooks`
    files: Vec<PathBuf>,
    /// Write nothing; end with status 1 if a file is not in its canonical form
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    rulebooks: RulebookOption,
}

impl Fmt {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        let mut changed = 0_usize;
        let mut wrong = 0_usize;
        let paths = self.paths()?;
        for path in &paths {
            let text = files::read_text(path)?;
            let parse = exeat_syntax::parse(&text);
            let formatted = exeat_syntax::format(&text);
            // A text with errors comes back as it is, because its tree is a guess.
            if formatted == text && !parse.is_ok() {
                wrong += 1;
                for one in parse.diagnostics().iter().filter(|one| one.is_error()) {
                    let name = files::name(path);
                    console.remark(&exeat_syntax::render(
                        one,
                        &name,
                        &text,
                        console.colour_err(),
                    ));
                }
                continue;
            }
            let standard = path.as_os_str() == files::STANDARD;
            if standard && !self.check {
                console.say(&formatted)?;
            } else if formatted != text {
                changed += 1;
                console.say(&format!("{}\n", path.display()))?;
                if !self.check {
                    files::write_text(path, &formatted)?;
                }
            }
        }
        if wrong > 0 {
            return Err(Failure::wrong(format!(
                "{} cannot be formatted",
                layout::counted(wrong, "file")
            )));
        }
        if self.check && changed > 0 {
            return Err(Failure::wrong(format!(
                "{} not in canonical form",
                match changed {
                    1 => "1 file is".to_owned(),
                    count => format!("{count} files are"),
                }
            ))
            .with_help("`exeat law fmt` writes it"));
        }
        Ok(DONE)
    }

    fn paths(&self) -> Result<Vec<PathBuf>, Failure> {
        if !self.files.is_empty() {
            return Ok(self.files.clone());
        }
        let given = self.rulebooks.folder();
        let folder = given.unwrap_or(Path::new(FOLDER));
        if given.is_none() && !folder.is_dir() {
            return Err(Failure::usage(
                "those compiled in cannot be rewritten, and there is no folder `rulebooks` here",
            )
            .with_help("name the files, or their folder with `--rulebooks DIR`"));
        }
        law_files(folder, &["law"])
    }
}
