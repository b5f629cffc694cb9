//! Any bytes are a case file or a file of another form or refused, and what is read is written and
//! read the same.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| exeat_evidence::fuzz_cases(bytes));
