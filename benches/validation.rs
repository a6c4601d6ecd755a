//! What reading and validating a message costs, beside the tokenizer alone.
//!
//! `cargo bench --bench validation` makes a report, an order and initializations, and prints for each the speed in MB a
//! second of CPU time: `read` (well-formedness, header, verdict, one line), `check` (any root, no header), and quick-xml's
//! namespace-resolved tokens alone. Batches take turns and the best of each counts, because the machine may be busy with
//! other work. Ratios count, the figures by themselves do not.

#[path = "documents/mod.rs"]
mod documents;

use std::{hint::black_box, path::Path};

use bytes::Bytes;
use c2sim::{
    message::{self, Limits, Validation},
    schema::Schema,
};
use documents::{cpu_sec, initialization, realistic, sec_per_call};
use quick_xml::{NsReader, events::Event};

/// CPU time of one batch, in seconds.
const BATCH_SEC: f64 = 0.02;
/// Batches of each program; the best one counts.
const BATCHES: usize = 25;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("spec/xsd/2.0.0/c2sim.xsd");
    let before_sec = cpu_sec();
    let schema = Schema::from_file(&root).expect("the schema is sound");
    println!("schema loaded in {:.1} ms", (cpu_sec() - before_sec) * 1e3);
    println!("{:<22} {:>9} {:>9} {:>9} {:>9}   read/tokens", "MB/s of CPU time", "bytes", "read", "check", "tokens");
    for (name, document) in realistic() {
        measure(name, &document, &schema);
    }
    large(&schema);
}

fn measure(name: &str, document: &str, schema: &Schema) {
    let (body, limits) = (Bytes::copy_from_slice(document.as_bytes()), Limits::default());
    let read =
        || drop(black_box(message::read(body.clone(), None, schema, Validation::On, &limits).expect("it is valid")));
    let check = || message::check(body.clone(), schema, &limits).expect("it is valid");
    let tokens = || tokens(document);
    let mut best_sec = [f64::MAX; 3];
    for _ in 0..BATCHES {
        let turns = [sec_per_call(&read, BATCH_SEC), sec_per_call(&check, BATCH_SEC), sec_per_call(&tokens, BATCH_SEC)];
        best_sec = std::array::from_fn(|program| best_sec[program].min(turns[program]));
    }
    let speed = |sec: f64| document.len() as f64 / sec / 1e6;
    let [read, check, tokens] = best_sec.map(speed);
    println!("{name:<22} {:>9} {read:>9.0} {check:>9.0} {tokens:>9.0}   {:.2}", document.len(), read / tokens);
}

fn tokens(document: &str) {
    let mut reader = NsReader::from_str(document);
    while !matches!(black_box(reader.read_resolved_event().expect("it is well-formed")).1, Event::Eof) {}
}

/// An initialization of 10 MB: CPU time, and memory beside the document.
fn large(schema: &Schema) {
    let document = initialization(10_300);
    let limits = Limits { bytes_max: usize::MAX, ..Limits::default() };
    let bytes = document.len();
    let body = Bytes::from(document);
    let read =
        || drop(black_box(message::read(body.clone(), None, schema, Validation::On, &limits).expect("it is valid")));
    let sec = (0..3).map(|_| sec_per_call(&read, BATCH_SEC)).fold(f64::MAX, f64::min);
    let peak_mb = status_kib("VmHWM:") as f64 / 1024.0;
    println!("initialization of {:.1} MB: {:.0} ms of CPU, {peak_mb:.0} MB at the most", bytes as f64 / 1e6, sec * 1e3);
}

fn status_kib(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux shows it");
    let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("memory is counted");
    line.trim().trim_end_matches(" kB").parse().expect("it is a number")
}
