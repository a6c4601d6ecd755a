//! This server's part of `benches/peers/run.sh`, which holds it against other validators.
//!
//! `write FOLDER` makes the documents; `measure SECONDS FILE...` prints for each file and program "NAME FILE MICROSECONDS" of
//! CPU time for one document: `read` (well-formedness, header, verdict, one line), `verdict` (any root, no header), and
//! `tokens`, quick-xml's namespace-resolved tokens alone.

#[path = "../documents/mod.rs"]
mod documents;

use std::{hint::black_box, path::Path, process::ExitCode};

use bytes::Bytes;
use c2sim::{
    message::{self, Limits, Validation},
    schema::Schema,
};
use quick_xml::{NsReader, events::Event};

/// Parts into which the time of a measurement is cut; the fastest counts, here as in the peers' programs.
const PARTS: u32 = 20;

fn main() -> ExitCode {
    // cargo adds an argument of its own.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match *arguments.as_slice() {
        ["write", folder] => {
            for (name, document) in documents::realistic() {
                let file = Path::new(folder).join(name).with_extension("xml");
                std::fs::write(file, document).expect("the folder can be written to");
            }
        }
        ["measure", seconds, ref files @ ..] => {
            let seconds = seconds.parse().expect("the seconds are a number");
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("spec/xsd/2.0.0/c2sim.xsd");
            let schema = Schema::from_file(&root).expect("the schema is sound");
            files.iter().for_each(|file| measure(file, &schema, seconds));
        }
        // As `cargo bench` calls every benchmark.
        [] => println!("benches/peers/run.sh runs this benchmark beside its peers"),
        _ => {
            eprintln!("peers: write FOLDER, or measure SECONDS FILE...");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn measure(file: &str, schema: &Schema, seconds: f64) {
    let document = std::fs::read_to_string(file).expect("the document can be read");
    let (body, limits) = (Bytes::copy_from_slice(document.as_bytes()), Limits::default());
    let read =
        || drop(black_box(message::read(body.clone(), None, schema, Validation::On, &limits).expect("it is valid")));
    let verdict = || message::check(body.clone(), schema, &limits).expect("it is valid");
    let tokens = || tokens(&document);
    let programs: [(&str, &dyn Fn()); 3] = [("read", &read), ("verdict", &verdict), ("tokens", &tokens)];
    for (name, program) in programs {
        let sec = (0..PARTS).map(|_| documents::sec_per_call(program, seconds / f64::from(PARTS)));
        println!("{name} {file} {:.3}", sec.fold(f64::MAX, f64::min) * 1e6);
    }
}

fn tokens(document: &str) {
    let mut reader = NsReader::from_str(document);
    while !matches!(black_box(reader.read_resolved_event().expect("it is well-formed")).1, Event::Eof) {}
}
