//! Which licences on file would cover what a determination asks for.

use exeat_determine::Determination;
use exeat_facts::Case;
use exeat_register::RegisterError;
use exeat_report::Screening;
use exeat_server::on_file::{self, Held};
use exeat_value::Day;

use crate::failure::Failure;
use crate::register::{RegisterOption, failed};

impl From<RegisterError> for Failure {
    fn from(error: RegisterError) -> Self {
        failed(&error)
    }
}

/// For each line that needs a licence: the licences on file that would cover it, and why the others do not. Nothing
/// where no licence is asked for, or where there is no register and none was named.
pub(crate) fn held(
    case: &Case,
    determination: &Determination,
    screening: &Screening,
    on: Day,
    register: Option<&str>,
) -> Result<Option<Held>, Failure> {
    let option = RegisterOption {
        database: register.map(str::to_owned),
    };
    // A register that was named and is not there is told also where no licence is needed this time.
    if register.is_some() && !option.exists() {
        option.open_to_read()?;
    }
    on_file::held(case, determination, screening, on, || {
        if register.is_none() && !option.exists() {
            return Ok(None);
        }
        option.open_to_read().map(Some)
    })
}
