//! The log as it is written, read, rotated, damaged, and kept from filling up.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    time::Duration,
};

use parking_lot::Mutex;
use serde_json::Value;

use super::{
    action::Action,
    chain::Link,
    file::{AuditFile, Rotation},
    queue::Queue,
    record::{Record, Who},
    repeats::{KINDS_MAX, ONE_BY_ONE_MAX, Repeats},
    verify::verify,
    writer::Target,
    *,
};
use crate::{
    identity::Timestamp,
    session::{Caller, Owner, State, Trigger},
};

const LARGE: Rotation = Rotation { file_bytes_max: 1 << 30, files_max: 3 };
/// Longer than anything here takes.
const LONG: Duration = Duration::from_secs(20);

fn configuration(folder: &Path, more: &[(&str, &str)]) -> Configuration {
    let data = folder.display().to_string();
    let setting = |name: &str| match name {
        "C2SIM_DATA_DIR" => Some(data.clone()),
        _ => more.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()),
    };
    Configuration::read(&[], &setting).unwrap()
}

fn lines(path: &Path) -> Vec<Value> {
    fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn join(number: usize) -> Record {
    Record::new(Action::Join).session("default").client(&format!("client-{number}"))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn a_record_has_the_fields_of_the_common_schema() {
    let folder = tempfile::tempdir().unwrap();
    let audit = Audit::open(&configuration(folder.path(), &[("C2SIM_BEARER_PUBLIC_KEY", "the key")])).unwrap();
    let owner =
        Owner { subject: Some("anna".into()), issuer: Some("idp".into()), authorized_party: Some("map".into()) };
    let trail = audit.trail(Who::caller(&Caller::Bearer(Arc::new(owner)), "192.0.2.7"));
    trail.record(Record::new(Action::Trigger(Trigger::StartScenario)).session("default").state(State::Running));
    trail.record(Record::new(Action::MessageRefused).refused("XSD_VALIDATION_ERROR", &"x".repeat(10_000)));
    audit.close(LONG);
    let lines = lines(&folder.path().join("audit.jsonl"));
    assert_eq!(lines[0]["event"]["action"], "server-start");
    assert_eq!(lines[0]["c2sim"]["configuration"]["C2SIM_BEARER_PUBLIC_KEY"], "********");
    assert_eq!(lines[0]["c2sim"]["run_before"], "none");
    let started = &lines[1];
    assert_eq!(started["event"]["action"], "start-scenario");
    assert_eq!(started["event"]["category"], serde_json::json!(["process"]));
    assert_eq!(started["event"]["type"], serde_json::json!(["start"]));
    assert_eq!(started["event"]["outcome"], "success");
    assert_eq!(started["event"]["sequence"], 2);
    assert_eq!(started["source"]["ip"], "192.0.2.7");
    assert_eq!(started["user"], serde_json::json!({"id": "anna", "domain": "idp"}));
    assert_eq!(started["c2sim"]["authorized_party"], "map");
    assert_eq!(started["c2sim"]["state"], "RUNNING");
    assert!(started["@timestamp"].as_str().unwrap().ends_with('Z'));
    assert_eq!(lines[2]["event"]["outcome"], "failure");
    assert_eq!(lines[2]["error"]["code"], "XSD_VALIDATION_ERROR");
    assert_eq!(lines[2]["error"]["message"].as_str().unwrap().len(), 512, "texts of clients are cut");
}

#[test]
fn the_log_goes_on_across_restarts_and_says_how_the_run_before_ended() {
    let folder = tempfile::tempdir().unwrap();
    let (configuration, path) = (configuration(folder.path(), &[]), folder.path().join("audit.jsonl"));
    let run = |last: Option<Action>| {
        let audit = Audit::open(&configuration).unwrap();
        if let Some(last) = last {
            audit.trail(Who::server()).record(Record::new(last));
        }
        audit.close(LONG);
    };
    run(Some(Action::ServerStop));
    run(None);
    // As a crash in the middle of a line leaves it.
    let torn = [fs::read(&path).unwrap(), b"{\"@timestamp\"".to_vec()].concat();
    fs::write(&path, torn).unwrap();
    run(None);
    let lines = lines(&path);
    let actions: Vec<&str> = lines.iter().map(|line| line["event"]["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["server-start", "server-stop", "server-start", "audit-line-cut", "server-start"]);
    assert_eq!(lines[2]["c2sim"]["run_before"], "ended in order");
    assert_eq!(lines[3]["c2sim"]["cut_bytes"], 13);
    assert!(lines[4]["c2sim"]["run_before"].as_str().unwrap().starts_with("did not end in order"));
    let verified = verify(&[path]).unwrap();
    assert_eq!((verified.lines, verified.first, verified.last), (5, 1, 5));
    assert_eq!(verified.gaps.len(), 1);
}

#[test]
fn one_server_writes_a_log() {
    let folder = tempfile::tempdir().unwrap();
    let configuration = configuration(folder.path(), &[]);
    let _open = Audit::open(&configuration).unwrap();
    let refused = Audit::open(&configuration).err().unwrap().to_string();
    assert!(refused.contains("another server writes it") && refused.contains("C2SIM_AUDIT_FILE"), "{refused}");
}

#[test]
fn a_full_file_is_set_aside_and_the_oldest_are_removed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit.jsonl");
    let rotation = Rotation { file_bytes_max: 2_000, files_max: 3 };
    let mut numbers = 0;
    for _ in 0..2 {
        let queue = Queue::start(AuditFile::open(&path, rotation).unwrap().0, 100).unwrap();
        for _ in 0..20 {
            numbers += 1;
            queue.put(join(numbers));
            // One by one: what is written at once stands in one file.
            while queue.status().written < (numbers as u64 - 1) % 20 + 1 {
                std::thread::yield_now();
            }
        }
        queue.close(LONG);
    }
    let files = files(folder.path());
    assert_eq!(files.len(), 4, "{files:?}");
    assert_eq!(files.last(), Some(&path));
    for file in &files {
        assert!(fs::metadata(file).unwrap().len() <= 2_000, "{file:?}");
    }
    let verified = verify(&files).unwrap();
    assert_eq!(verified.last, 40);
    assert!(verified.first > 1, "the oldest are gone: {verified:?}");
    assert_eq!(verified.lines, 40 + 1 - verified.first);
    let broken = verify(&[files[1].clone(), files[3].clone()]).unwrap_err().to_string();
    assert!(broken.contains("audit.jsonl:1: "), "a file that is missing is seen: {broken}");
}

#[test]
fn a_line_that_was_changed_removed_added_or_moved_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit.jsonl");
    let queue = Queue::start(AuditFile::open(&path, LARGE).unwrap().0, 100).unwrap();
    (1..=6).for_each(|number| queue.put(join(number)));
    queue.close(LONG);
    let text = fs::read_to_string(&path).unwrap();
    let whole: Vec<&str> = text.lines().collect();
    assert_eq!(verify(std::slice::from_ref(&path)).unwrap().lines, 6);
    let check = |what: &str, lines: &[&str], named: Option<u64>| {
        fs::write(&path, lines.iter().map(|line| format!("{line}\n")).collect::<String>()).unwrap();
        let broken = verify(std::slice::from_ref(&path)).err().map(|broken| match broken {
            Broken::Line { line, .. } => line,
            other => panic!("{other}"),
        });
        assert_eq!(broken, named, "{what}");
    };
    let changed = whole[2].replace("client-3", "client-9");
    check("changed", &[whole[0], whole[1], &changed, whole[3]], Some(4));
    check("removed", &[whole[0], whole[1], whole[3]], Some(3));
    check("removed at the beginning", &[whole[1], whole[2]], None);
    check("moved", &[whole[0], whole[2], whole[1]], Some(2));
    check("added", &[whole[0], whole[0], whole[1]], Some(2));
    check("no record", &[whole[0], "{}", whole[1]], Some(2));
    check("the first with another past", &[&whole[0].replace("0000000", "1111111")], Some(1));
    let renumbered = whole[1].replace("\"sequence\":2", "\"sequence\":3");
    check("renumbered", &[whole[0], &renumbered], Some(2));
    fs::write(&path, &text[..text.len() - 1]).unwrap();
    assert!(verify(&[path]).unwrap_err().to_string().contains(":6: the line is not whole"));
}

/// A target that fails on demand, and that a test can hold up.
struct Disk {
    link: Link,
    written: Arc<Mutex<Vec<u8>>>,
    fails: Arc<AtomicBool>,
    /// Told of each attempt to write, which goes on once the test has received it.
    attempts: mpsc::SyncSender<()>,
}

impl Target for Disk {
    fn link(&self) -> Link {
        self.link.clone()
    }

    fn append(&mut self, lines: &[u8], _first: u64, link: Link) -> std::io::Result<()> {
        let _ = self.attempts.send(());
        if self.fails.load(Ordering::Relaxed) {
            return Err(std::io::ErrorKind::StorageFull.into());
        }
        self.written.lock().extend_from_slice(lines);
        self.link = link;
        Ok(())
    }
}

#[test]
fn while_the_disk_fails_records_wait_and_what_finds_no_room_is_told_of() {
    let (written, fails) = (Arc::<Mutex<Vec<u8>>>::default(), Arc::new(AtomicBool::new(true)));
    let (attempts, attempted) = mpsc::sync_channel(0);
    let disk = Disk { link: Link::beginning(), written: Arc::clone(&written), fails: Arc::clone(&fails), attempts };
    let queue = Queue::start(disk, 3).unwrap();
    queue.put(join(0));
    // The thread holds this one, and three more find room.
    attempted.recv_timeout(LONG).unwrap();
    (1..=3).for_each(|number| queue.put(join(number)));
    assert_eq!(queue.status().lost, 0, "as many as may wait do");
    queue.put(join(4));
    queue.put(join(5));
    assert_eq!(queue.status().lost, 2, "those past the limit are lost");
    attempted.recv_timeout(LONG).unwrap();
    assert!(queue.status().is_failing && written.lock().is_empty());
    fails.store(false, Ordering::Relaxed);
    while queue.status().written < 5 {
        let _ = attempted.recv_timeout(Duration::from_millis(10));
    }
    drop(attempted);
    queue.close(LONG);
    let text = String::from_utf8(written.lock().clone()).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<&str> = lines.iter().map(|line| line["c2sim"]["client_id"].as_str().unwrap_or("-")).collect();
    assert_eq!(told, ["client-0", "client-1", "client-2", "client-3", "-"]);
    assert_eq!((&lines[4]["event"]["action"], &lines[4]["c2sim"]["lost"]), (&"audit-records-lost".into(), &2.into()));
    assert!(!queue.status().is_failing);
}

#[test]
fn a_server_ends_although_the_disk_fails() {
    let (attempts, attempted) = mpsc::sync_channel(0);
    drop(attempted);
    let fails = Arc::new(AtomicBool::new(true));
    let disk = Disk { link: Link::beginning(), written: Arc::default(), fails, attempts };
    let queue = Queue::start(disk, 3).unwrap();
    queue.put(join(0));
    queue.close(LONG);
    assert_eq!(queue.status().lost, 1);
}

#[test]
fn what_is_repeated_is_counted() {
    let at = |sec: u64| Timestamp { unix_ms: sec * 1_000 };
    let refused = |client: usize| {
        let record = Record::new(Action::MessageRefused).client(&format!("client-{client}"));
        record.refused("XSD_VALIDATION_ERROR", "not valid").by(&Who::unknown("192.0.2.7"))
    };
    let mut repeats = Repeats::default();
    let written = (0..1_000).filter_map(|_| repeats.admit(refused(1), at(0))).count();
    assert_eq!(written as u64, ONE_BY_ONE_MAX);
    assert!(repeats.admit(refused(2), at(0)).is_some(), "another client's is written");
    assert!((0..100).all(|number| repeats.admit(join(number), at(0)).is_some()), "what was done always is");
    assert!(repeats.due(at(59), false).is_empty());
    let due = repeats.due(at(60), false);
    let line: Value = serde_json::from_slice(&due[0].line(&Link::beginning())).unwrap();
    assert_eq!((due.len(), &line["c2sim"]["repeated"]), (1, &990.into()));
    assert_eq!(line["c2sim"]["client_id"], "client-1");
    assert!(repeats.admit(refused(1), at(61)).is_some(), "a new window");
}

#[test]
fn whatever_clients_invent_the_lines_of_refusals_are_bounded() {
    let at = Timestamp { unix_ms: 0 };
    let mut repeats = Repeats::default();
    let mut written = 0;
    for client in 0..10_000 {
        let refused = Record::new(Action::MessageRefused).client(&format!("client-{client}")).refused("CODE", "no");
        written += usize::from(repeats.admit(refused, at).is_some());
    }
    assert_eq!(written, KINDS_MAX + usize::try_from(ONE_BY_ONE_MAX).unwrap());
    let due = repeats.due(at, true);
    let line: Value = serde_json::from_slice(&due[0].line(&Link::beginning())).unwrap();
    assert_eq!((due.len(), &line["c2sim"]["repeated"]), (1, &(10_000 - written).into()));
    assert!(line["c2sim"]["client_id"].is_null(), "it stands for many");
}
