//! Any bytes are read as a list or refused, and what is read comes back from what is kept.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| exeat_screen::fuzz::lists(bytes));
