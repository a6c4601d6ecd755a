//! The SQLite store on real files: what comes back, what is cut, what is refused.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::*;
use crate::feed::{Durability, Record};

const CHECK_ALL: u64 = u64::MAX;

fn open(path: &Path) -> Result<SqliteStore, StoreError> {
    SqliteStore::open(path, "default", Durability::Sync, CHECK_ALL)
}

fn append(store: &mut SqliteStore, entries: &[usize]) -> Result<(), StoreError> {
    let rows: Vec<Row<'_>> = entries.iter().map(Record::to_row).collect();
    store.append(&rows)
}

fn read(store: &SqliteStore, after: u64) -> Result<Vec<(u64, usize)>, StoreError> {
    let mut found = Vec::new();
    let limit = Backlog { entries: 1_000, bytes: 1 << 20 };
    store.readers().open()?.read_after(Sequence::BEFORE_FIRST.plus(after), limit, &mut |sequence, row| {
        found.push((sequence.number(), usize::from_row(row).unwrap()));
        Ok(())
    })?;
    Ok(found)
}

fn numbered(entries: &[usize], first: u64) -> Vec<(u64, usize)> {
    (first..).zip(entries.iter().copied()).collect()
}

fn snapshot(through: u64, bytes: &str) -> Snapshot {
    let parts = [("state".to_owned(), Bytes::copy_from_slice(bytes.as_bytes()))].into();
    Snapshot { through: Sequence::BEFORE_FIRST.plus(through), parts }
}

/// The files of a store, as a killed process leaves them.
fn copy(from: &Path, to: &Path) -> PathBuf {
    let target = to.join("default.sqlite");
    for (ending, required) in [("sqlite", true), ("sqlite-wal", false), ("head", false)] {
        let copied = fs::copy(from.with_extension(ending), target.with_extension(ending));
        assert!(copied.is_ok() || !required);
    }
    target
}

#[test]
fn what_was_appended_comes_back_as_it_was() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("default.sqlite");
    let mut store = open(&path).unwrap();
    let row = Row {
        at_unix_ms: 1_700_000_000_123,
        kind: Some("ReportBody".into()),
        sender: Some("".into()),
        tracking_id: None,
        body: Some("<a>\u{e9}\u{1F600}</a>".into()),
        meta: r#"{"to":["ALL"]}"#.into(),
    };
    store.append(&[row.clone(), Row::default()]).unwrap();
    store.close().unwrap();
    drop(store);
    let store = open(&path).unwrap();
    let mut found = Vec::new();
    let limit = Backlog { entries: 9, bytes: 1 << 20 };
    let mut reader = store.readers().open().unwrap();
    let visit: &mut Visit<'_> = &mut |sequence, row| {
        assert_eq!(sequence.number(), found.len() as u64 + 1);
        found.push(format!("{row:?}"));
        Ok(())
    };
    reader.read_after(Sequence::BEFORE_FIRST, limit, visit).unwrap();
    assert_eq!(found, [format!("{row:?}"), format!("{:?}", Row::default())]);
    assert_eq!(store.name(), Ok("default".to_owned()));
    assert_eq!(fs::read(&path).unwrap()[16..18], 16_384_u16.to_be_bytes(), "pages have the size that was asked for");
}

#[test]
fn damage_in_the_log_costs_the_tail_and_changes_the_epoch() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("source").join("default.sqlite");
    fs::create_dir(path.parent().unwrap()).unwrap();
    let mut store = open(&path).unwrap();
    let epoch = store.epoch();
    for entry in 1..=6 {
        append(&mut store, &[entry]).unwrap();
    }
    let damaged = copy(&path, scratch.path());
    let log = damaged.with_extension("sqlite-wal");
    let mut bytes = fs::read(&log).unwrap();
    let place = bytes.len() - 3 * 16_384;
    bytes[place] ^= 1;
    fs::write(&log, bytes).unwrap();
    let store = open(&damaged).unwrap();
    let head = store.extent().head.number();
    assert!((1..6).contains(&head), "{head}");
    assert_eq!(read(&store, 0).unwrap().len() as u64, head);
    assert_ne!(store.epoch(), epoch);
    let continued = store.epoch();
    drop(store);
    assert_eq!(open(&damaged).unwrap().epoch(), continued, "once");
}

#[test]
fn a_read_keeps_to_its_limits_yet_gives_one_entry() {
    let scratch = tempfile::tempdir().unwrap();
    let mut store = open(&scratch.path().join("default.sqlite")).unwrap();
    append(&mut store, &[1, 2, 3, 4]).unwrap();
    let row_bytes = usize::try_from(1_usize.to_row().size_bytes()).unwrap();
    let check = |entries, bytes, expected: usize| {
        let mut found = 0;
        let mut reader = store.readers().open().unwrap();
        let visit: &mut Visit<'_> = &mut |_, _| {
            found += 1;
            Ok(())
        };
        reader.read_after(Sequence::BEFORE_FIRST, Backlog { entries, bytes }, visit).unwrap();
        assert_eq!(found, expected, "{entries} entries, {bytes} bytes");
    };
    check(4, 4 * row_bytes, 4);
    check(3, 4 * row_bytes, 3);
    check(4, 3 * row_bytes, 3);
    check(4, 4 * row_bytes - 1, 3);
    check(4, 1, 1);
    check(0, 0, 1);
}

#[test]
fn a_killed_process_is_continued_and_a_cut_tail_is_not() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("source").join("default.sqlite");
    fs::create_dir(path.parent().unwrap()).unwrap();
    let mut store = open(&path).unwrap();
    let epoch = store.epoch();
    let entries: Vec<usize> = (1..=12).collect();
    for group in entries.chunks(3) {
        append(&mut store, group).unwrap();
    }
    let log_bytes = fs::metadata(path.with_extension("sqlite-wal")).unwrap().len();
    let mut heads = std::collections::BTreeSet::new();
    let cuts = (0..=40).map(|part| log_bytes * part / 40).chain([log_bytes - 1]);
    for (number, cut) in cuts.enumerate() {
        let directory = scratch.path().join(number.to_string());
        fs::create_dir(&directory).unwrap();
        let copied = copy(&path, &directory);
        let log = fs::OpenOptions::new().write(true).open(copied.with_extension("sqlite-wal")).unwrap();
        log.set_len(cut).unwrap();
        let Ok(torn) = open(&copied) else { panic!("a log of {cut} bytes could not be opened") };
        let head = torn.extent().head.number();
        let kept = usize::try_from(head).unwrap();
        assert_eq!(kept % 3, 0, "a group is kept wholly or not at all");
        assert_eq!(read(&torn, 0).unwrap(), numbered(&entries[..kept], 1));
        assert_eq!(torn.epoch() == epoch, kept == 12, "{cut} of {log_bytes}");
        heads.insert(kept);
    }
    assert!(heads.contains(&12) && heads.len() > 2, "{heads:?}");
}

#[test]
fn a_failed_commit_leaves_nothing_and_the_store_recovers() {
    let scratch = tempfile::tempdir().unwrap();
    let mut store = open(&scratch.path().join("default.sqlite")).unwrap();
    append(&mut store, &[1, 2]).unwrap();
    store.limit_pages(store.pages());
    let large = Row { body: Some("x".repeat(100_000).into()), ..Row::default() };
    let failed = store.append(&[3_usize.to_row(), large.clone()]);
    assert!(matches!(&failed, Err(StoreError::Unavailable { what }) if what.contains("full")), "{failed:?}");
    assert_eq!(store.extent().head.number(), 2);
    assert!(matches!(store.probe(), Err(StoreError::Unavailable { .. })), "there is still no room");
    assert_eq!(read(&store, 0).unwrap(), numbered(&[1, 2], 1));
    store.limit_pages(1_000);
    store.probe().unwrap();
    let pages = store.pages();
    store.append(&[large]).unwrap();
    assert_eq!(store.pages(), pages, "a trial leaves room for what follows");
    append(&mut store, &[4]).unwrap();
    assert_eq!(read(&store, 3).unwrap(), numbered(&[4], 4));
}

#[test]
fn a_trial_removes_what_a_failed_append_left_behind() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("default.sqlite");
    let mut store = open(&path).unwrap();
    append(&mut store, &[1]).unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    other
        .execute(
            "INSERT INTO entry (sequence, at_unix_ms, bytes, total_bytes, checksum, meta) VALUES (2, 0, 0, 0, 0, '')",
            (),
        )
        .unwrap();
    store.probe().unwrap();
    append(&mut store, &[7]).unwrap();
    assert_eq!(read(&store, 0).unwrap(), numbered(&[1, 7], 1));
}

#[test]
fn snapshots_take_each_others_place_and_bound_what_may_be_missing() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("default.sqlite");
    let mut store = open(&path).unwrap();
    append(&mut store, &[1, 2, 3, 4, 5]).unwrap();
    let readers = store.readers();
    assert_eq!(readers.open().unwrap().snapshot(), Ok(None));
    for kept in [snapshot(2, "two"), snapshot(4, "four")] {
        store.put_snapshot(&kept).unwrap();
        assert_eq!(readers.open().unwrap().snapshot(), Ok(Some(kept)));
    }
    store.truncate(Sequence::BEFORE_FIRST.plus(4)).unwrap();
    let (oldest, newest) = store.briefs(9).unwrap();
    assert_eq!(oldest.iter().map(|brief| brief.sequence.number()).collect::<Vec<_>>(), [5]);
    assert_eq!(oldest.last(), newest.as_ref());
    let extent = store.extent();
    store.close().unwrap();
    drop((store, readers));
    let store = open(&path).unwrap();
    assert_eq!(store.extent(), extent);
    drop(store);
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute("UPDATE snapshot_place SET through = 3", ()).unwrap();
    assert!(matches!(open(&path), Err(StoreError::Corrupt { .. })), "entry 4 is missing");
    other.execute("UPDATE snapshot_place SET through = 6", ()).unwrap();
    assert!(matches!(open(&path), Err(StoreError::Corrupt { .. })), "a snapshot of what is not there");
}

#[test]
fn bytes_are_counted_across_restarts() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("default.sqlite");
    let one = 1_usize.to_row().size_bytes();
    for run in 1..=3 {
        let mut store = open(&path).unwrap();
        append(&mut store, &[1, 1]).unwrap();
        let (_, newest) = store.briefs(1).unwrap();
        assert_eq!(newest.map(|newest| (newest.bytes, newest.total_bytes)), Some((one, one * 2 * run)));
    }
}

#[test]
fn damage_is_reported_and_the_file_left_as_it_is() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("default.sqlite");
    let mut store = open(&path).unwrap();
    append(&mut store, &(1..=2_000).collect::<Vec<_>>()).unwrap();
    store.close().unwrap();
    drop(store);
    let whole = fs::read(&path).unwrap();
    let page = 16_384;
    let check = |damaged: Vec<u8>, what: &str| {
        fs::write(&path, &damaged).unwrap();
        let Err(error) = open(&path) else { panic!("{what} was not seen") };
        assert!(matches!(error, StoreError::Corrupt { .. } | StoreError::Foreign { .. }), "{what}: {error}");
        assert_eq!(fs::read(&path).unwrap(), damaged, "{what}");
    };
    let with = |from: usize, bytes: &[u8]| {
        let mut damaged = whole.clone();
        damaged[from..from + bytes.len()].copy_from_slice(bytes);
        damaged
    };
    check(with(0, b"not a database"), "a header of something else");
    check(whole[..whole.len() - page].to_vec(), "a page missing at the end");
    check(with(whole.len() - page, &[0xff; 64]), "a damaged page");
    check(with(60, &2_i32.to_be_bytes()), "a later format");
    check(with(68, &7_i32.to_be_bytes()), "another application");
    fs::write(&path, &whole).unwrap();
    assert!(open(&path).is_ok());
}

#[test]
fn a_changed_text_is_found_by_its_checksum() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("default.sqlite");
    let mut store = open(&path).unwrap();
    append(&mut store, &[1, 2, 3]).unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    for change in ["body = '<n>9</n>'", "kind = ''", "at_unix_ms = 9", "meta = ' '"] {
        other.execute_batch(&format!("BEGIN; UPDATE entry SET {change} WHERE sequence = 2; COMMIT")).unwrap();
        let damaged = read(&store, 0);
        assert!(
            matches!(&damaged, Err(StoreError::Corrupt { what }) if what.starts_with("entry 2:")),
            "{change}: {damaged:?}"
        );
        let undo = "UPDATE entry SET body = '<n>2</n>', kind = NULL, at_unix_ms = 2, meta = ''  WHERE sequence = 2";
        other.execute_batch(undo).unwrap();
        assert_eq!(read(&store, 0).unwrap(), numbered(&[1, 2, 3], 1));
    }
}

#[test]
fn a_large_file_is_opened_without_a_whole_check() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("default.sqlite");
    let mut store = open(&path).unwrap();
    append(&mut store, &(1..=20_000).collect::<Vec<_>>()).unwrap();
    store.close().unwrap();
    drop(store);
    let size_bytes = fs::metadata(&path).unwrap().len();
    let mut damaged = fs::read(&path).unwrap();
    let middle = damaged.len() / 2 / 16_384 * 16_384;
    damaged[middle..middle + 64].fill(0xff);
    fs::write(&path, &damaged).unwrap();
    let open = |check_bytes_max| SqliteStore::open(&path, "default", Durability::Sync, check_bytes_max);
    assert!(matches!(open(size_bytes), Err(StoreError::Corrupt { .. })), "at the limit");
    let store = open(size_bytes - 1).unwrap();
    let mut position = Sequence::BEFORE_FIRST;
    let mut reader = store.readers().open().unwrap();
    let found = loop {
        let before = position;
        let limit = Backlog { entries: 100, bytes: 1 << 20 };
        let read = reader.read_after(position, limit, &mut |sequence, _| {
            position = sequence;
            Ok(())
        });
        if read.is_err() || position == before {
            break read;
        }
    };
    assert!(matches!(found, Err(StoreError::Corrupt { .. })), "it is found where it is read: {found:?}");
}

#[test]
fn anyone_can_read_the_history_with_sqlite() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("default.sqlite");
    let mut store = open(&path).unwrap();
    let (kind, body, meta) = ("ReportBody".into(), "<r/>".into(), r#"{"receivers":["SIM","MAP"]}"#.into());
    let row = Row { at_unix_ms: 1_500, kind: Some(kind), body: Some(body), meta, ..Row::default() };
    store.append(&[row]).unwrap();
    drop(store);
    // A file of an earlier version shows what that version knew, until it is opened again.
    let earlier = "DROP VIEW history; CREATE VIEW history AS SELECT sequence, body FROM entry";
    rusqlite::Connection::open(&path).unwrap().execute_batch(earlier).unwrap();
    let _store = open(&path).unwrap();
    let analyst = rusqlite::Connection::open_with_flags(&path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let found: [String; 4] = analyst
        .query_row("SELECT at, kind, receivers, body FROM history", (), |row| {
            Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?])
        })
        .unwrap();
    assert_eq!(found, ["1970-01-01T00:00:01.500Z", "ReportBody", r#"["SIM","MAP"]"#, "<r/>"]);
}
