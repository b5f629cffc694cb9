//! Any bytes are read as a bill of materials and its mapping or told why not; what is read can be
//! rolled up and put into a transaction.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| exeat_documents::fuzz_bills(bytes));
