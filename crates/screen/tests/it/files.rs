//! Invented files in the layouts of every publisher.

use std::sync::LazyLock;

use exeat_screen::list::{ImportOptions, Imported, Input, Mapping, ReadError, import};
use exeat_value::Day;

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        /// Every invented file, by its name.
        pub(crate) const FILES: &[(&str, &[u8])] = &[
            $(($name, include_bytes!(concat!("files/", $name)).as_slice())),*
        ];
    };
}

files!(
    "us-csl.csv",
    "us-csl.json",
    "sdn.xml",
    "sdn.csv",
    "alt.csv",
    "add.csv",
    "cons_prim.csv",
    "eu.xml",
    "eu.csv",
    "uk.xml",
    "uk.csv",
    "un.xml",
    "ftm.jsonl",
    "mapped.csv",
    "mapped-dpl.txt",
    "mapped-csl.csv",
    "mapped-eu.jsonl",
    "mapped-uk.jsonl",
);

pub(crate) fn file(name: &str) -> &'static [u8] {
    let (_, bytes) = FILES
        .iter()
        .find(|(other, _)| *other == name)
        .expect("it is there");
    bytes
}

pub(crate) fn options() -> ImportOptions {
    ImportOptions::on(Day::new(2026, 11, 22).expect("it is there"))
}

static MAPPINGS: LazyLock<Vec<Mapping>> =
    LazyLock::new(|| Mapping::shipped().expect("it is there"));

pub(crate) fn read(files: &[(&str, &[u8])]) -> Result<Vec<Imported>, ReadError> {
    let inputs = files
        .iter()
        .map(|(name, bytes)| Input {
            name: (*name).to_owned(),
            reader: Box::new(*bytes),
        })
        .collect();
    import(inputs, &MAPPINGS, &options())
}

/// The one edition in invented files.
pub(crate) fn edition(names: &[&str]) -> Imported {
    let files: Vec<_> = names.iter().map(|name| (*name, file(name))).collect();
    let mut found = read(&files).unwrap_or_else(|error| panic!("{error}; {}", error.expected));
    assert_eq!(found.len(), 1);
    found.remove(0)
}
