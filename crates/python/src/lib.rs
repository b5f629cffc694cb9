//! The wheel's inside: `exeat._exeat`. What people import is `exeat`, in `python/exeat`.

mod check;
mod law;
mod screen;
mod sweep;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

pyo3::create_exception!(
    exeat,
    InputError,
    PyValueError,
    "An input could not be read or is wrong; the message says where, what was expected, and one line that mends it."
);

#[pymodule]
mod _exeat {
    #[pymodule_export]
    use super::check::check;
    #[pymodule_export]
    use super::law::jurisdictions;
    #[pymodule_export]
    use super::screen::Screener;
    #[pymodule_export]
    use super::sweep::Sweeper;
    #[pymodule_export]
    use super::InputError;
}

/// An error for whoever wrote the input.
fn wrong(message: impl Into<String>, mend: &str) -> PyErr {
    let message = message.into();
    if mend.is_empty() {
        InputError::new_err(message)
    } else {
        InputError::new_err(format!("{message}\n  help: {mend}"))
    }
}
