//! Any bytes are read as a table of every kind or told why not, and no row is lost.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| exeat_documents::fuzz_tables(bytes));
