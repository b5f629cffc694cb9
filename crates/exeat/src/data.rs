//! The data folder: what the program keeps between two runs.

use std::env;
use std::path::PathBuf;

use etcetera::BaseStrategy as _;

use crate::failure::Failure;

/// The variable that names the data folder.
const VARIABLE: &str = "EXEAT_DATA";

/// The data folder: what `EXEAT_DATA` says, else `exeat` in the platform's folder for data.
///
/// # Errors
/// The variable is not set and the platform has no such folder, for instance for want of a home.
pub(crate) fn folder() -> Result<PathBuf, Failure> {
    if let Some(folder) = env::var_os(VARIABLE).filter(|value| !value.is_empty()) {
        return Ok(PathBuf::from(folder));
    }
    match etcetera::base_strategy::choose_native_strategy() {
        Ok(strategy) => Ok(strategy.data_dir().join("exeat")),
        Err(_) => Err(
            Failure::wrong("there is no folder for data, since there is no home folder")
                .with_help(format!("set `{VARIABLE}` to a folder of your choice")),
        ),
    }
}
