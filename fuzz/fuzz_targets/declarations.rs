//! Any bytes are read as a declaration of a supplier or laboratory or told why not.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| exeat_documents::fuzz_declarations(bytes));
