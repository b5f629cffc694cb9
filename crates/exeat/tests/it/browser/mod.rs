//! The pages in a browser: every page as the eye, the ear and the keyboard meet it, the story of a shipment, and
//! pictures of each.
//!
//! It needs Chromium, as Debian packages it, or another browser of the family named by `EXEAT_BROWSER`; without one the
//! tests say so and do nothing. Pictures go to `browser/` in the folder for the tests' files, or where
//! `EXEAT_PICTURES` says.

mod driver;
mod pages;
mod people;
mod story;

use std::process::Command;

use crate::run::{finish, folder, program, root};
use crate::serve::Running;

/// A service for a test of the pages, with the lists of the examples.
fn service(test: &str, arguments: &[&str]) -> Running {
    service_after(test, arguments, &[])
}

/// The same once some commands were given over its data.
fn service_after(test: &str, arguments: &[&str], commands: &[&[&str]]) -> Running {
    let data = folder(test).join("data");
    let with_data = || {
        let mut command: Command = program(&root());
        command.env("EXEAT_DATA", &data).env("EXEAT_ACTOR", "ana");
        command
    };
    let import: &[&str] = &["lists", "import", "examples/lists/consolidated.json"];
    for arguments in std::iter::once(&import).chain(commands) {
        let mut command = with_data();
        command.args(*arguments);
        let done = finish(command, "");
        assert_eq!(done.status, 0, "{done}");
    }
    let mut command = with_data();
    command
        .args(["serve", "--listen", "127.0.0.1:0", "--log", "off"])
        .args(arguments);
    Running::of(command)
}
