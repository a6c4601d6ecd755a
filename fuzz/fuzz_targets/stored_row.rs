//! See `holds::stored_row`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| c2sim_fuzz::holds::stored_row(bytes));
