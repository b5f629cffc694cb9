//! Any text parses, and every diagnostic about it can be shown.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| exeat_syntax::invariants::assert_parses(text));
