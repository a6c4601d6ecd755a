use super::super::{Backlog, Feed};
use super::*;

fn feed(limit_entries: usize) -> Feed<usize> {
    Feed::new(Backlog { entries: limit_entries, bytes: 1_000 })
}

async fn read(cursor: &mut Cursor<usize>) -> Result<Vec<usize>, ReadError> {
    let mut batch = Vec::new();
    cursor.read(2, &mut batch).await.map(|()| batch.iter().map(|entry| **entry).collect())
}

#[tokio::test]
async fn every_cursor_sees_every_entry_once_in_order() {
    let feed = feed(10);
    let mut early = feed.cursor_after(Sequence::BEFORE_FIRST);
    for entry in [1, 2, 3] {
        feed.append(entry).unwrap().await.unwrap();
    }
    let mut late = feed.cursor_at_tail();
    assert_eq!(read(&mut early).await, Ok(vec![1, 2]));
    assert_eq!(read(&mut early).await, Ok(vec![3]));
    feed.append(4).unwrap().await.unwrap();
    assert_eq!(read(&mut early).await, Ok(vec![4]));
    assert_eq!(read(&mut late).await, Ok(vec![4]));
    assert_eq!(late.position(), feed.head());
}

#[tokio::test]
async fn a_sleeping_cursor_wakes_for_an_entry() {
    let feed = feed(10);
    let mut cursor = feed.cursor_after(Sequence::BEFORE_FIRST);
    let reading = tokio::spawn(async move { read(&mut cursor).await });
    tokio::task::yield_now().await;
    feed.append(7).unwrap().await.unwrap();
    assert_eq!(reading.await.unwrap(), Ok(vec![7]));
}

#[tokio::test]
async fn a_cursor_that_fell_behind_is_told_how_far() {
    let feed = feed(2);
    let mut cursor = feed.cursor_after(Sequence::BEFORE_FIRST);
    for entry in [1, 2, 3] {
        feed.append(entry).unwrap().await.unwrap();
    }
    assert_eq!(read(&mut cursor).await, Err(FellBehind { missed_entries: 1 }.into()));
}

#[tokio::test]
async fn a_cursor_resumes_from_an_address_or_is_told_why_not() {
    let feed = feed(2);
    for entry in [1, 2, 3, 4] {
        feed.append(entry).unwrap().await.unwrap();
    }
    let address = |number| Address { epoch: feed.epoch(), sequence: Sequence::BEFORE_FIRST.plus(number) };
    let resume = |number| feed.cursor_from(address(number)).map(|cursor| cursor.position().number());
    assert_eq!(resume(2), Ok(2));
    assert_eq!(resume(4), Ok(4));
    assert_eq!(resume(1), Err(ResumeRefused::Gone { missed_entries: 1, oldest: address(2) }));
    assert_eq!(resume(5), Err(ResumeRefused::Future { head: address(4) }));
    let other = Address { epoch: Epoch::random(), ..address(3) };
    let refused = feed.cursor_from(other).map(|cursor| cursor.position());
    assert_eq!(refused, Err(ResumeRefused::OtherEpoch { current: feed.epoch() }));
    let mut cursor = feed.cursor_from(address(3)).unwrap();
    assert_eq!(read(&mut cursor).await, Ok(vec![4]));
    assert_eq!(cursor.address(), address(4));
}
