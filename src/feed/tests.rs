//! Feeds with their writer thread, on real files.

use std::{collections::BTreeMap, fs, path::Path};

use super::*;

fn sequence(number: u64) -> Sequence {
    Sequence::BEFORE_FIRST.plus(number)
}

fn open(directory: &Directory, settings: &Settings) -> Feed<usize> {
    directory.open_feed("default", settings).unwrap()
}

fn replayed(feed: &Feed<usize>) -> Vec<(u64, usize)> {
    feed.replay().unwrap().map(|entry| entry.map(|(at, entry)| (at.number(), entry)).unwrap()).collect()
}

async fn read_to(cursor: &mut Cursor<usize>, head: Sequence) -> Vec<usize> {
    let (mut found, mut batch) = (Vec::new(), Vec::new());
    while cursor.position() < head {
        cursor.read(32, &mut batch).await.unwrap();
        found.extend(batch.iter().map(|entry| **entry));
    }
    found
}

fn part(text: &str) -> BTreeMap<String, Bytes> {
    [("state".to_owned(), Bytes::copy_from_slice(text.as_bytes()))].into()
}

/// Waits until the writer has done what it was woken for.
async fn wait_for(feed: &Feed<usize>, wanted: impl Fn(&LogStatus) -> bool) {
    let waiting = async {
        while !wanted(&feed.log_status().unwrap()) {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), waiting).await.unwrap();
}

#[tokio::test]
async fn a_feed_goes_on_where_it_was_left() {
    let scratch = tempfile::tempdir().unwrap();
    let directory = Directory::open(scratch.path()).unwrap();
    for durability in [Durability::Sync, Durability::Async] {
        let settings = Settings { durability, ..Settings::default() };
        let feed = open(&directory, &settings);
        let (before, epoch) = (feed.head().number(), feed.epoch());
        let first = feed.append(10).unwrap();
        let second = feed.append(20).unwrap();
        assert_eq!(second.address(), Address { epoch, sequence: sequence(before + 2) });
        assert_eq!(second.await, Ok(Address { epoch, sequence: sequence(before + 2) }));
        assert_eq!(first.await.map(|address| address.sequence), Ok(sequence(before + 1)));
        assert_eq!(feed.address(), Address { epoch, sequence: sequence(before + 2) });
        feed.close().await;
        assert_eq!(feed.append(30).err(), Some(AppendRefused::Closed));
        drop(feed);
        let feed = open(&directory, &settings);
        assert_eq!(feed.epoch(), epoch);
        assert_eq!(feed.durability(), durability);
        assert_eq!(replayed(&feed)[usize::try_from(before).unwrap()..], [(before + 1, 10), (before + 2, 20)]);
        let mut cursor = feed.cursor_from(Address { epoch, sequence: sequence(before + 1) }).unwrap();
        assert_eq!(read_to(&mut cursor, feed.head()).await, [20]);
        feed.close().await;
    }
    assert_eq!(directory.names(), Ok(vec!["default".to_owned()]));
    directory.delete("default").unwrap();
    assert_eq!(directory.names(), Ok(Vec::new()));
    directory.delete("default").unwrap();
    let left: Vec<_> = fs::read_dir(scratch.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(left, ["in-use.lock"]);
}

#[tokio::test]
async fn the_last_handle_closes_the_feed_after_what_waits() {
    let scratch = tempfile::tempdir().unwrap();
    let directory = Directory::open(scratch.path()).unwrap();
    let feed = open(&directory, &Settings::default());
    let pending: Vec<Pending> = (1..=100).map(|entry| feed.append(entry).unwrap()).collect();
    drop(feed);
    for (pending, number) in pending.into_iter().zip(1..) {
        assert_eq!(pending.await.map(|address| address.sequence), Ok(sequence(number)));
    }
}

#[tokio::test]
async fn a_cursor_that_is_far_behind_reads_from_the_store_and_catches_up() {
    let scratch = tempfile::tempdir().unwrap();
    let directory = Directory::open(scratch.path()).unwrap();
    let limits = Limits { backlog: Backlog { entries: 10, bytes: 1 << 20 }, ..Limits::default() };
    let feed = open(&directory, &Settings { limits, ..Settings::default() });
    let mut cursors: Vec<_> = (0..8).map(|start| feed.cursor_after(sequence(start * 40))).collect();
    for entry in 1..=1_000 {
        // Only the last one is waited for: the others are committed together.
        let pending = feed.append(entry).unwrap();
        if entry % 200 == 0 {
            pending.await.unwrap();
        }
    }
    assert_eq!(feed.kept().entries, 10);
    assert_eq!(feed.gone(), Sequence::BEFORE_FIRST);
    for (cursor, start) in cursors.iter_mut().zip(0..) {
        assert_eq!(read_to(cursor, sequence(1_000)).await, (start * 40 + 1..=1_000).collect::<Vec<_>>());
    }
    let page = feed.page(sequence(3), 5).await.unwrap();
    assert_eq!(page.iter().map(|entry| **entry).collect::<Vec<_>>(), [4, 5, 6, 7, 8]);
    assert_eq!(feed.page(sequence(1_000), 5).await, Ok(Vec::new()));
    assert!(feed.log_status().unwrap().commits < 1_000, "entries that wait are committed together");
}

#[tokio::test]
async fn an_owner_folds_from_the_snapshot_on_and_retention_removes_up_to_it() {
    let scratch = tempfile::tempdir().unwrap();
    let directory = Directory::open(scratch.path()).unwrap();
    let backlog = Backlog { entries: 2, bytes: 1 << 20 };
    let limits = Limits { backlog, retention_chunk_entries: 2, retention_interval_ms: 0, ..Limits::default() };
    let retention = Retention { entries: Some(3), ..Retention::default() };
    let settings = Settings { limits, retention, ..Settings::default() };
    let feed = open(&directory, &settings);
    for entry in 1..=10 {
        feed.append(entry).unwrap().await.unwrap();
    }
    assert_eq!(feed.gone(), Sequence::BEFORE_FIRST, "without a snapshot everything is needed");
    wait_for(&feed, |_| feed.take_snapshot_wish()).await;
    feed.put_snapshot(part("ten"));
    feed.append(11).unwrap().await.unwrap();
    wait_for(&feed, |log| log.snapshot_through == sequence(10)).await;
    wait_for(&feed, |_| feed.gone() == sequence(8)).await;
    let oldest = Address { epoch: feed.epoch(), sequence: sequence(8) };
    let refused = feed.cursor_from(Address { sequence: sequence(5), ..oldest }).map(|cursor| cursor.position());
    assert_eq!(refused, Err(ResumeRefused::Gone { missed_entries: 3, oldest }));
    let mut late = feed.cursor_after(sequence(1));
    let read = late.read(9, &mut Vec::new()).await;
    assert_eq!(read, Err(FellBehind { missed_entries: 7 }.into()));
    let mut cursor = feed.cursor_from(oldest).unwrap();
    assert_eq!(read_to(&mut cursor, sequence(11)).await, [9, 10, 11]);
    feed.close().await;
    let feed = open(&directory, &settings);
    let replay = feed.replay().unwrap();
    assert_eq!(replay.snapshot(), Some(&Snapshot { through: sequence(10), parts: part("ten") }));
    assert_eq!(replayed(&feed), [(11, 11)]);
    assert_eq!(feed.gone(), sequence(8));
}

#[tokio::test]
async fn a_full_disk_suspends_a_feed_until_there_is_room() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("default.sqlite");
    let store = SqliteStore::open(&path, "default", Durability::Sync, 0).unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute("INSERT INTO fact (name, value) VALUES ('filler', ?1)", ("x".repeat(1 << 20),)).unwrap();
    store.limit_pages(store.pages());
    let limits = Limits { group: Limits::default().waiting, ..Limits::default() };
    let settings = Settings { limits, ..Settings::default() };
    let (feed, mut writer) = Feed::with_writer(Box::new(store), &settings);
    let mut health = feed.health();
    let shared = Arc::clone(&feed.owner.shared);
    let log = shared.log.as_ref().unwrap();
    let mut tail = feed.cursor_at_tail();
    // As many entries as are certain not to fit into the pages that there are.
    let pending: Vec<Pending> = (0..2_000).map(|_| feed.append(1).unwrap()).collect();
    let mut late = feed.cursor_at_tail();
    let at = |elapsed_ms| writer::Moment { elapsed_ms, unix_ms: 0 };
    writer.step(log, at(0));
    for pending in pending {
        assert!(pending.await.is_err_and(|failed| failed.reason.contains("full")));
    }
    assert!(health.has_changed().unwrap());
    assert_eq!(health.borrow_and_update().rolled_back_to, Some(Sequence::BEFORE_FIRST));
    assert_eq!(feed.append(1).err(), Some(AppendRefused::RolledBack { to: Sequence::BEFORE_FIRST }));
    assert!(feed.mark().is_none(), "what the owner holds stands nowhere until it went back");
    feed.settle_rollback();
    assert!(feed.mark().is_some());
    assert!(matches!(feed.append(1), Err(AppendRefused::Suspended(_))));
    // Trials at 100, 300, 700, 1,500, 3,100 and 6,300 ms, then every 5 s.
    for (now, until) in
        [(0, 100), (100, 300), (300, 700), (700, 1_500), (1_500, 3_100), (3_100, 6_300), (6_300, 11_300)]
    {
        while writer.step(log, at(now)) == writer::Next::Again {}
        assert_eq!(writer.step(log, at(now)), writer::Next::Sleep { until_ms: Some(until) });
    }
    other.execute("DELETE FROM fact WHERE name = 'filler'", ()).unwrap();
    while writer.step(log, at(11_300)) == writer::Next::Again {}
    assert_eq!(*health.borrow_and_update(), Health::default());
    let kept = feed.append(7).unwrap();
    writer.step(log, at(11_300));
    assert_eq!(kept.await.map(|address| address.sequence), Ok(sequence(1)), "sequences are used again");
    assert_eq!(read_to(&mut tail, sequence(1)).await, [7]);
    assert_eq!(read_to(&mut late, sequence(1)).await, [7], "a cursor past the commit went back with it");
    assert_eq!(feed.log_status().unwrap().rollbacks, 1);
}

#[tokio::test]
async fn what_waits_is_bounded_in_entries_and_in_bytes() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("default.sqlite");
    let store = SqliteStore::open(&path, "default", Durability::Sync, 0).unwrap();
    let limit = Backlog { entries: 3, bytes: 100 };
    let limits = Limits { waiting: limit, ..Limits::default() };
    let (feed, mut writer) = Feed::with_writer(Box::new(store), &Settings { limits, ..Settings::default() });
    let shared = Arc::clone(&feed.owner.shared);
    let log = shared.log.as_ref().unwrap();
    let full = AppendRefused::QueueFull { limit };
    let appended = |entry: usize| feed.append(entry).map(|_| ());
    assert_eq!(appended(50), Ok(()));
    assert_eq!(feed.check_room(Backlog { entries: 1, bytes: 51 }), Err(full.clone()));
    assert_eq!(appended(51), Err(full.clone()));
    assert_eq!(appended(50), Ok(()));
    writer.step(log, writer::Moment::default());
    assert_eq!(appended(101), Ok(()), "alone, an entry of any size is taken");
    assert_eq!(appended(0), Err(full.clone()));
    writer.step(log, writer::Moment::default());
    for _ in 0..3 {
        assert_eq!(appended(1), Ok(()));
    }
    assert_eq!(appended(1), Err(full));
    assert_eq!(feed.log_status().unwrap().waiting, Backlog { entries: 3, bytes: 3 });
    writer.step(log, writer::Moment::default());
    assert_eq!(feed.log_status().unwrap().waiting, Backlog::default());
    assert_eq!(feed.head(), sequence(6));
}

#[tokio::test]
async fn in_memory_every_start_is_a_new_epoch_and_no_file_is_touched() {
    let scratch = tempfile::tempdir().unwrap();
    let directory = Directory::open(scratch.path()).unwrap();
    let settings = Settings { durability: Durability::Memory, ..Settings::default() };
    let feed = open(&directory, &settings);
    feed.put_snapshot(part("nothing"));
    assert_eq!(feed.append(1).unwrap().await, Ok(feed.address()));
    assert_eq!(feed.head(), sequence(1));
    assert_eq!((feed.durability(), feed.log_status()), (Durability::Memory, None));
    assert_eq!(*feed.health().borrow(), Health::default());
    assert_eq!(replayed(&feed), []);
    feed.close().await;
    assert_ne!(open(&directory, &settings).epoch(), feed.epoch());
    assert_eq!(directory.names(), Ok(Vec::new()));
}

#[test]
fn a_damaged_feed_is_set_aside_with_all_its_files() {
    let scratch = tempfile::tempdir().unwrap();
    let directory = Directory::open(scratch.path()).unwrap();
    let file = directory.file("default").unwrap();
    let settings = Settings::default();
    let damage = |file: &Path| {
        for ending in ["sqlite", "sqlite-wal", "head"] {
            fs::write(file.with_extension(ending), format!("damaged {ending}")).unwrap();
        }
    };
    for number in 1..=2 {
        damage(&file);
        let error = directory.open_feed::<usize>("default", &settings).err();
        assert!(matches!(error, Some(StoreError::Corrupt { .. })), "{error:?}");
        let aside = directory.set_aside("default").unwrap();
        assert_eq!(aside, scratch.path().join(format!("default.damaged-{number}.sqlite")));
        assert_eq!(fs::read_to_string(&aside).unwrap(), "damaged sqlite");
        assert_eq!(fs::read_to_string(aside.with_extension("sqlite-wal")).unwrap(), "damaged sqlite-wal");
        assert_eq!(fs::read_to_string(aside.with_extension("head")).unwrap(), "damaged head");
        assert_eq!(directory.names(), Ok(Vec::new()));
    }
    assert!(directory.open_feed::<usize>("default", &settings).is_ok());
    assert_eq!(directory.names(), Ok(vec!["default".to_owned()]));
}

#[test]
fn an_entry_that_is_none_is_reported() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("default.sqlite");
    let mut store = SqliteStore::open(&path, "default", Durability::Sync, 0).unwrap();
    let row = Row { body: Some("<n>seven</n>".into()), ..Row::default() };
    store.append(&[7_usize.to_row(), row]).unwrap();
    let (feed, _writer) = Feed::<usize>::with_writer(Box::new(store), &Settings::default());
    let found: Vec<_> = feed.replay().unwrap().collect();
    let what = "entry 2: not a number: <n>seven</n>".to_owned();
    assert_eq!(found, [Err(StoreError::Corrupt { what })]);
}

#[tokio::test]
async fn two_entries_that_belong_together_are_committed_together() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("default.sqlite");
    let store = SqliteStore::open(&path, "default", Durability::Sync, 0).unwrap();
    let group = Backlog { entries: 2, bytes: 1 << 20 };
    let waiting = Backlog { entries: 4, bytes: 100 };
    let limits = Limits { group, waiting, ..Limits::default() };
    let (feed, mut writer) = Feed::with_writer(Box::new(store), &Settings { limits, ..Settings::default() });
    let shared = Arc::clone(&feed.owner.shared);
    let log = shared.log.as_ref().unwrap();
    let alone = feed.append(1).unwrap();
    let both = feed.append_both(2, 3).unwrap();
    assert_eq!((alone.address().sequence, both.address().sequence), (sequence(1), sequence(3)));
    // The group would be full after the second.
    writer.step(log, writer::Moment::default());
    assert_eq!(feed.head(), sequence(3));
    assert_eq!(both.await.map(|address| address.sequence), Ok(sequence(3)));
    assert_eq!(feed.append_both(100, 100).map(drop), Ok(()), "alone, they are taken however large they are");
    assert_eq!(feed.append_both(0, 1).map(drop), Err(AppendRefused::QueueFull { limit: waiting }));
    writer.step(log, writer::Moment::default());
    assert_eq!(replayed(&feed), [(1, 1), (2, 2), (3, 3), (4, 100), (5, 100)]);

    let in_memory = Feed::new(Limits::default().backlog);
    assert_eq!(in_memory.append_both(1, 2).unwrap().address().sequence, sequence(2));
    assert_eq!(in_memory.page(Sequence::BEFORE_FIRST, 9).await.unwrap().len(), 2);
}
