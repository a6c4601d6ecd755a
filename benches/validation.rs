//! What reading and validating a message costs, beside the tokenizer alone.
//!
//! `cargo bench --bench validation` makes a report, an order and initializations, and prints for each the speed in MB a
//! second of CPU time: `read` (well-formedness, header, verdict, one line), `check` (any root, no header), and quick-xml's
//! namespace-resolved tokens alone. Batches take turns and the best of each counts, because the machine may be busy with
//! other work. Ratios count, the figures by themselves do not.

#[path = "../tests/support/messages.rs"]
#[allow(dead_code, unreachable_pub, missing_docs, reason = "only some of the messages are needed here")]
mod messages;

use std::{hint::black_box, path::Path};

use bytes::Bytes;
use c2sim::{
    message::{self, Limits, Validation},
    schema::Schema,
};
use messages::{UUID, message, report};
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
    let documents =
        [("report", indented(&report("SIMULATION", 1))), ("order", order(30)), ("initialization", initialization(150))];
    for (name, document) in documents {
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
        let turns = [batch(&read), batch(&check), batch(&tokens)];
        best_sec = std::array::from_fn(|program| best_sec[program].min(turns[program]));
    }
    let speed = |sec: f64| document.len() as f64 / sec / 1e6;
    let [read, check, tokens] = best_sec.map(speed);
    println!("{name:<22} {:>9} {read:>9.0} {check:>9.0} {tokens:>9.0}   {:.2}", document.len(), read / tokens);
}

/// CPU seconds of one call, over a batch.
fn batch(call: &dyn Fn()) -> f64 {
    let (before_sec, mut calls) = (cpu_sec(), 0);
    loop {
        call();
        calls += 1;
        let spent_sec = cpu_sec() - before_sec;
        if spent_sec > BATCH_SEC {
            return spent_sec / f64::from(calls);
        }
    }
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
    let sec = (0..3).map(|_| batch(&read)).fold(f64::MAX, f64::min);
    let peak_mb = status_kib("VmHWM:") as f64 / 1024.0;
    println!("initialization of {:.1} MB: {:.0} ms of CPU, {peak_mb:.0} MB at the most", bytes as f64 / 1e6, sec * 1e3);
}

/// CPU time of this thread so far, in seconds.
fn cpu_sec() -> f64 {
    let schedule = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux counts it");
    let nanoseconds = schedule.split(' ').next().and_then(|first| first.parse::<f64>().ok());
    nanoseconds.expect("the first number is the time on the processor") / 1e9
}

fn status_kib(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux shows it");
    let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("memory is counted");
    line.trim().trim_end_matches(" kB").parse().expect("it is a number")
}

fn indented(xml: &str) -> String {
    xml.replace("><", ">\n            <")
}

fn order(tasks: usize) -> String {
    let task = format!(
        "<Task><ManeuverWarfareTask><Location><GeodeticCoordinate><AltitudeMSL>12.5</AltitudeMSL><Latitude>58.6025</Latitude>\
         <Longitude>16.2001</Longitude></GeodeticCoordinate></Location><Name>Move to the bridge</Name><UUID>{UUID}</UUID>\
         <PerformingEntity>{UUID}</PerformingEntity><StartTime><DateTime><IsoDateTime>2026-01-01T00:00:00Z</IsoDateTime></DateTime>\
         </StartTime><TaskActionCode>MOVE</TaskActionCode></ManeuverWarfareTask></Task>"
    );
    let body = format!(
        "<DomainMessageBody><OrderBody><FromSender>{UUID}</FromSender><ToReceiver>{UUID}</ToReceiver><IssuedTime><IsoDateTime>\
         2026-01-01T00:00:00Z</IsoDateTime></IssuedTime><OrderID>{UUID}</OrderID><RequestingEntity>{UUID}</RequestingEntity>{}\
         </OrderBody></DomainMessageBody>",
        task.repeat(tasks)
    );
    indented(&message("C2", &body)).replace("<IsoDateTime>\n            2026", "<IsoDateTime>2026")
}

fn initialization(units: usize) -> String {
    let unit = format!(
        "<Entity><ActorEntity><CollectiveEntity><MilitaryOrganization><Unit><EntityDescriptor><Side>{UUID}</Side><Superior>{UUID}\
         </Superior></EntityDescriptor><CurrentState><PhysicalState><Location><GeodeticCoordinate><Latitude>58.6025</Latitude>\
         <Longitude>16.2001</Longitude></GeodeticCoordinate></Location></PhysicalState></CurrentState><Name>A company</Name>\
         <UUID>{UUID}</UUID><EchelonCode>COY</EchelonCode></Unit></MilitaryOrganization></CollectiveEntity></ActorEntity></Entity>"
    );
    let body = format!(
        "<C2SIMInitializationBody><ObjectDefinitions>{}</ObjectDefinitions><ScenarioSetting><DateTime><IsoDateTime>\
         2026-01-01T00:00:00Z</IsoDateTime></DateTime><Version>1</Version></ScenarioSetting><SystemEntityList><ActorReference>{UUID}\
         </ActorReference><SystemName>SIM</SystemName></SystemEntityList></C2SIMInitializationBody>",
        unit.repeat(units)
    );
    indented(&message("C2", &body))
}
