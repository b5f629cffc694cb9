//! Any bytes are read as a document or told why not, and what is read survives writing.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| exeat_documents::fuzz(bytes));
