//! Any bytes have their origins or are refused, and every passage stands where it is said to stand.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| exeat_evidence::fuzz_articles(bytes));
