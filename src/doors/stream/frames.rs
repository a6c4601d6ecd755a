//! Text frames from shared lines (RFC 6455 section 5.2).
//!
//! Entry point: [`write_lines`]. A server's frames are not masked, so a line goes to every reader as the same bytes: small
//! lines are gathered and written together, large ones are written from where they are, and no reader keeps a copy. What
//! must always hold: between two calls nothing of a frame is outstanding, so that control frames can be written between;
//! where a reader was given up in the middle of a frame, the rest of it is handed back.

use std::{io, time::Duration};

use bytes::Bytes;
use tokio::{
    io::{AsyncWrite, AsyncWriteExt},
    time::timeout,
};

/// Lines up to this size are gathered before they are written; larger ones are written from the shared buffer.
const GATHER_BYTES_MAX: usize = 16 * 1024;
/// Gathered bytes that are written at once.
const WRITE_BYTES: usize = 64 * 1024;

/// Why the lines could not be written.
#[derive(Debug, thiserror::Error)]
pub(super) enum WriteFailed {
    /// The reader took nothing for the time allowed.
    #[error("the reader took nothing for {} seconds", after.as_secs())]
    Stalled {
        /// The time allowed.
        after: Duration,
        /// What must be written before any other frame can be.
        rest: Bytes,
    },
    /// The connection is gone.
    #[error(transparent)]
    Gone(#[from] io::Error),
}

/// Writes each line as one text frame. Gives up when the reader takes no byte at all for `stall`.
pub(super) async fn write_lines<'l>(
    connection: &mut (impl AsyncWrite + Unpin),
    lines: impl Iterator<Item = &'l [u8]> + Clone,
    stall: Duration,
) -> Result<(), WriteFailed> {
    let mut gathered = Vec::with_capacity(capacity_for(lines.clone()));
    for line in lines {
        push_header(&mut gathered, line.len());
        if line.len() <= GATHER_BYTES_MAX {
            gathered.extend_from_slice(line);
        } else {
            // The header must not go without its line.
            match write(connection, &gathered, stall).await {
                Err(WriteFailed::Stalled { after, rest }) => {
                    return Err(WriteFailed::Stalled { after, rest: [&rest, line].concat().into() });
                }
                written => written?,
            }
            gathered.clear();
            write(connection, line, stall).await?;
        }
        if gathered.len() >= WRITE_BYTES {
            write(connection, &gathered, stall).await?;
            gathered.clear();
        }
    }
    write(connection, &gathered, stall).await?;
    let flushed = timeout(stall, connection.flush()).await;
    flushed.map_err(|_| WriteFailed::Stalled { after: stall, rest: Bytes::new() })?.map_err(WriteFailed::Gone)
}

fn capacity_for<'l>(lines: impl Iterator<Item = &'l [u8]>) -> usize {
    let wanted: usize = lines.map(|line| HEADER_BYTES_MAX + line.len().min(GATHER_BYTES_MAX)).sum();
    wanted.min(WRITE_BYTES + GATHER_BYTES_MAX + HEADER_BYTES_MAX)
}

/// Writes all of it. Gives up when the reader takes no byte at all for `stall`.
pub(super) async fn write(
    connection: &mut (impl AsyncWrite + Unpin),
    mut bytes: &[u8],
    stall: Duration,
) -> Result<(), WriteFailed> {
    while !bytes.is_empty() {
        match timeout(stall, connection.write(bytes)).await {
            Ok(Ok(0)) => return Err(WriteFailed::Gone(io::ErrorKind::WriteZero.into())),
            Ok(written) => bytes = &bytes[written?..],
            Err(_) => return Err(WriteFailed::Stalled { after: stall, rest: Bytes::copy_from_slice(bytes) }),
        }
    }
    Ok(())
}

const HEADER_BYTES_MAX: usize = 10;
const FINAL_TEXT: u8 = 0x81;

fn push_header(frames: &mut Vec<u8>, payload_bytes: usize) {
    frames.push(FINAL_TEXT);
    match (u8::try_from(payload_bytes), u16::try_from(payload_bytes)) {
        (Ok(short @ 0..=125), _) => frames.push(short),
        (_, Ok(medium)) => {
            frames.push(126);
            frames.extend_from_slice(&medium.to_be_bytes());
        }
        _ => {
            frames.push(127);
            frames.extend_from_slice(&(payload_bytes as u64).to_be_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt;

    use super::*;

    const STALL: Duration = Duration::from_secs(60);

    async fn check(line_sizes: &[usize], header_sizes: &[usize]) {
        let lines: Vec<Bytes> = line_sizes.iter().map(|&size| Bytes::from(vec![b'x'; size])).collect();
        let mut wire = Vec::new();
        write_lines(&mut wire, lines.iter().map(|line| &line[..]), STALL).await.unwrap();
        let mut rest = wire.as_slice();
        for (line, &header) in lines.iter().zip(header_sizes) {
            let mut expected = Vec::new();
            push_header(&mut expected, line.len());
            assert_eq!(expected.len(), header);
            assert_eq!(rest[..header], expected[..]);
            assert_eq!(rest[header..header + line.len()], line[..]);
            rest = &rest[header + line.len()..];
        }
        assert!(rest.is_empty(), "{line_sizes:?}");
    }

    #[tokio::test]
    async fn every_line_is_one_frame_whatever_its_size() {
        check(&[], &[]).await;
        check(&[0, 125, 126, 65_535, 65_536], &[2, 2, 4, 4, 10]).await;
        check(&[GATHER_BYTES_MAX, GATHER_BYTES_MAX + 1, 3], &[4, 4, 2]).await;
        check(&[10_000; 20], &[4; 20]).await;
    }

    #[tokio::test(start_paused = true)]
    async fn a_reader_that_takes_nothing_is_given_up_and_a_slow_one_is_not() {
        let lines = [Bytes::from(vec![b'x'; 1_000])];
        let (mut full, _reader) = tokio::io::duplex(100);
        assert!(matches!(
            write_lines(&mut full, lines.iter().map(|line| &line[..]), STALL).await,
            Err(WriteFailed::Stalled { .. })
        ));

        let (mut slow, mut reader) = tokio::io::duplex(100);
        let reading = tokio::spawn(async move {
            let mut piece = [0; 100];
            for _ in 0..11 {
                tokio::time::advance(STALL - Duration::from_secs(1)).await;
                assert!(reader.read(&mut piece).await.unwrap() > 0);
            }
        });
        assert!(write_lines(&mut slow, lines.iter().map(|line| &line[..]), STALL).await.is_ok());
        reading.await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn what_a_stalled_reader_lacks_of_its_frames_is_handed_back() {
        for (line_sizes, buffer_bytes) in
            [(&[1_000; 3][..], 1_500), (&[10, GATHER_BYTES_MAX + 1], 3), (&[50_000], 9_999)]
        {
            let lines: Vec<Bytes> = line_sizes.iter().map(|&size| Bytes::from(vec![b'x'; size])).collect();
            let mut whole = Vec::new();
            write_lines(&mut whole, lines.iter().map(|line| &line[..]), STALL).await.unwrap();
            let (mut full, mut reader) = tokio::io::duplex(buffer_bytes);
            let stalled = write_lines(&mut full, lines.iter().map(|line| &line[..]), STALL).await;
            let Err(WriteFailed::Stalled { rest, .. }) = stalled else { panic!("{stalled:?}") };
            drop(full);
            let mut taken = Vec::new();
            reader.read_to_end(&mut taken).await.unwrap();
            taken.extend_from_slice(&rest);
            assert!(whole == taken, "{line_sizes:?}");
        }
    }

    #[test]
    fn text_frames_carry_the_shortest_length() {
        for (size, header) in [
            (125, vec![0x81, 125]),
            (126, vec![0x81, 126, 0, 126]),
            (65_535, vec![0x81, 126, 0xff, 0xff]),
            (65_536, vec![0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]),
        ] {
            let mut frames = Vec::new();
            push_header(&mut frames, size);
            assert_eq!(frames[..], header[..], "{size}");
        }
    }
}
