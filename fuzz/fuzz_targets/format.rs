//! Formatting keeps what is said and every comment, and does nothing when done twice.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| exeat_syntax::invariants::assert_formats(text));
