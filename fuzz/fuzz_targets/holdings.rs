//! Any bytes are read as holdings and listings or refused, and every regime comes to an end on them.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| exeat_screen::fuzz::holdings(bytes));
