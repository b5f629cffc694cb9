//! The names of the sheets of a register.

use super::sheet::TableError;

/// The sheets of a register, as they are called.
pub const SHEETS: [&str; 4] = ["licences", "lines", "parties", "conditions"];

/// Refuses a sheet that no register has: passed over in silence, a sheet `party` would leave a licence without parties,
/// and such a licence covers any end user. `file` is what messages call the workbook or folder.
///
/// # Errors
/// A sheet has another name than those of [`SHEETS`], in capitals or not.
pub fn must_be_known<'a>(
    file: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Result<(), TableError> {
    let unknown = |name: &&str| !SHEETS.iter().any(|one| one.eq_ignore_ascii_case(name));
    let Some(name) = names.into_iter().find(unknown) else {
        return Ok(());
    };
    let error = TableError::new(
        file,
        format!("there is a sheet `{name}`, and a register has none of this name"),
    );
    Err(match meant(name) {
        Some(meant) => error.with_help(format!("call it `{meant}`, or take it out")),
        None => error.with_help(format!(
            "the sheets are {}; take out the others",
            SHEETS.join(", ")
        )),
    })
}

/// The sheet whose name begins most like this one, where several letters are the same.
fn meant(name: &str) -> Option<&'static str> {
    const ALIKE: usize = 3;
    let name = name.to_lowercase();
    let alike = |one: &str| {
        one.chars()
            .zip(name.chars())
            .take_while(|(a, b)| a == b)
            .count()
    };
    SHEETS
        .into_iter()
        .max_by_key(|one| alike(one))
        .filter(|one| alike(one) >= ALIKE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_that_would_be_passed_over_is_refused_with_the_name_that_is_meant() {
        assert_eq!(
            must_be_known("r.xlsx", ["Licences", "LINES", "parties"]),
            Ok(())
        );
        for (name, meant) in [
            ("party", "`parties`"),
            ("Condition", "`conditions`"),
            ("licenses", "`licences`"),
            ("Sheet1", "licences, lines, parties, conditions"),
        ] {
            let error = must_be_known("r.xlsx", ["licences", name]).expect_err(name);
            assert!(error.to_string().contains(name), "{error}");
            assert!(
                error.help.is_some_and(|help| help.contains(meant)),
                "{name}"
            );
        }
    }
}
