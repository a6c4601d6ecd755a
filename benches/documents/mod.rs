//! Documents of realistic size for the benchmarks, and the CPU time of what is done with them.

#![allow(dead_code, unreachable_pub, reason = "each benchmark uses some of it")]

#[path = "../../tests/support/messages.rs"]
#[allow(dead_code, unreachable_pub, missing_docs, reason = "only some of the messages are needed here")]
mod messages;

use messages::{UUID, message, report};

/// A report, an order and an initialization, with their names.
pub fn realistic() -> [(&'static str, String); 3] {
    [("report", indented(&report("SIMULATION", 1))), ("order", order(30)), ("initialization", initialization(150))]
}

/// CPU seconds of one call, over calls that take this long together.
pub fn sec_per_call(call: &dyn Fn(), together_sec: f64) -> f64 {
    // To ask for the time costs as much as a small document: it is asked for more and more seldom.
    let (before_sec, mut calls, mut unasked) = (cpu_sec(), 0, 1);
    loop {
        (0..unasked).for_each(|_| call());
        calls += unasked;
        unasked *= 2;
        let spent_sec = cpu_sec() - before_sec;
        if spent_sec > together_sec {
            return spent_sec / f64::from(calls);
        }
    }
}

/// CPU time of this thread so far, in seconds.
pub fn cpu_sec() -> f64 {
    let schedule = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux counts it");
    let nanoseconds = schedule.split(' ').next().and_then(|first| first.parse::<f64>().ok());
    nanoseconds.expect("the first number is the time on the processor") / 1e9
}

fn indented(xml: &str) -> String {
    xml.replace("><", ">\n            <")
}

/// An order of this many tasks.
pub fn order(tasks: usize) -> String {
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

/// An initialization of this many units.
pub fn initialization(units: usize) -> String {
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
