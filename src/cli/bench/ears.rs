//! Listeners: streams that count what they hear, and look at it only where a reading asks for it.
//!
//! What must always hold: a listener that is closed, or hears something else than text and pings, is an error.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use memchr::memmem;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
    time::timeout,
};

use super::{Problem, messages::Marks};

/// What is read at once at most, in bytes.
const READ_BYTES: usize = 64 << 10;
/// How long a message may be waited for, in seconds.
const HEAR_SEC_MAX: u64 = 60;

/// One open stream.
pub(super) struct Ear {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// What was heard of a number of messages.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Heard {
    pub(super) messages: usize,
    pub(super) reads: usize,
}

impl Ear {
    /// Opens the WebSocket at this path.
    pub(super) async fn open(address: &str, path: &str) -> Result<Self, Problem> {
        let mut stream = TcpStream::connect(address).await?;
        let handshake = format!(
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        stream.write_all(handshake.as_bytes()).await?;
        let mut buffer = Vec::with_capacity(1024);
        loop {
            if stream.read_buf(&mut buffer).await? == 0 {
                return Err("the server ended the connection in the handshake".into());
            }
            if let Some(head) = memmem::find(&buffer, b"\r\n\r\n") {
                if !buffer.starts_with(b"HTTP/1.1 101") {
                    return Err(format!("no stream was opened: {}", String::from_utf8_lossy(&buffer)).into());
                }
                buffer.drain(..head + 4);
                return Ok(Self { stream, buffer });
            }
        }
    }

    /// Says something: one text frame.
    pub(super) async fn say(&mut self, text: &str) -> Result<(), Problem> {
        let mut frame = Vec::with_capacity(text.len() + 14);
        push_text(&mut frame, text);
        Ok(self.stream.write_all(&frame).await?)
    }

    /// Writes frames that were made before.
    pub(super) async fn write(&mut self, frames: &[u8]) -> Result<(), Problem> {
        Ok(self.stream.write_all(frames).await?)
    }

    /// Hears messages up to the first that is the one.
    pub(super) async fn hear_until(&mut self, is_it: impl Fn(&[u8]) -> bool) -> Result<(), Problem> {
        let mut is_heard = false;
        while !is_heard {
            self.hear(1, |text| is_heard |= is_it(text)).await?;
        }
        Ok(())
    }

    /// Shows `look` the messages that have come by now.
    pub(super) fn hear_now(&mut self, mut look: impl FnMut(&[u8])) -> Result<(), Problem> {
        loop {
            self.take(&mut look)?;
            self.buffer.reserve(READ_BYTES);
            match self.stream.try_read_buf(&mut self.buffer) {
                Ok(0) => return Err("the server ended a stream".into()),
                Ok(_) => {}
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => return Ok(()),
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Takes the whole frames of what was read, and answers how many messages there were.
    fn take(&mut self, mut look: impl FnMut(&[u8])) -> Result<usize, Problem> {
        let (mut taken, mut messages) = (0, 0);
        while let Some(frame) = Frame::first_of(&self.buffer[taken..]) {
            if frame.take()? {
                look(frame.payload);
                messages += 1;
            }
            taken += frame.bytes;
        }
        self.buffer.drain(..taken);
        Ok(messages)
    }

    /// Closes in order, and waits until the server has.
    pub(super) async fn close(mut self) -> Result<(), Problem> {
        const CLOSE: [u8; 8] = [0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe8];
        self.stream.write_all(&CLOSE).await?;
        // What still comes is passed over, the answer among it.
        while self.stream.read_buf(&mut self.buffer).await.is_ok_and(|bytes| bytes > 0) {
            self.buffer.clear();
        }
        Ok(())
    }

    /// Hears so many messages, and shows each to `look`.
    pub(super) async fn hear(&mut self, messages: usize, mut look: impl FnMut(&[u8])) -> Result<Heard, Problem> {
        let mut heard = Heard::default();
        loop {
            heard.messages += self.take(&mut look)?;
            if heard.messages >= messages {
                return Ok(heard);
            }
            self.buffer.reserve(READ_BYTES);
            let read = timeout(Duration::from_secs(HEAR_SEC_MAX), self.stream.read_buf(&mut self.buffer)).await;
            match read.map_err(|_| format!("a listener heard {} messages of {messages}", heard.messages))?? {
                0 => return Err("the server ended a stream".into()),
                _ => heard.reads += 1,
            }
        }
    }
}

/// A text frame of a client. Its mask is made of zeros, which is one of those that the protocol knows.
pub(super) fn push_text(frames: &mut Vec<u8>, text: &str) {
    const MASKED: u8 = 0x80;
    frames.push(0x81);
    match (u8::try_from(text.len()), u16::try_from(text.len())) {
        (Ok(short @ 0..=125), _) => frames.push(MASKED | short),
        (_, Ok(medium)) => {
            frames.push(MASKED | 126);
            frames.extend_from_slice(&medium.to_be_bytes());
        }
        _ => {
            frames.push(MASKED | 127);
            frames.extend_from_slice(&(text.len() as u64).to_be_bytes());
        }
    }
    frames.extend_from_slice(&[0; 4]);
    frames.extend_from_slice(text.as_bytes());
}

/// A frame from the server, which is never masked.
struct Frame<'a> {
    opcode: u8,
    payload: &'a [u8],
    bytes: usize,
}

impl<'a> Frame<'a> {
    fn first_of(buffer: &'a [u8]) -> Option<Self> {
        let (opcode, short) = (buffer.first()? & 0x0f, *buffer.get(1)?);
        let (header, length) = match short {
            126 => (4, usize::from(u16::from_be_bytes(buffer.get(2..4)?.try_into().ok()?))),
            127 => (10, usize::try_from(u64::from_be_bytes(buffer.get(2..10)?.try_into().ok()?)).ok()?),
            short => (2, usize::from(short)),
        };
        Some(Self { opcode, payload: buffer.get(header..header + length)?, bytes: header + length })
    }

    /// Whether it is a message.
    fn take(&self) -> Result<bool, Problem> {
        match self.opcode {
            1 => Ok(true),
            9 | 10 => Ok(false),
            8 => {
                let reason = String::from_utf8_lossy(self.payload.get(2..).unwrap_or_default());
                Err(format!("the server closed a stream: {reason}").into())
            }
            opcode => Err(format!("a frame has the opcode {opcode}").into()),
        }
    }
}

/// Listeners that hear side by side.
#[derive(Default)]
pub(super) struct Audience {
    ears: Vec<Ear>,
    hearing: JoinSet<Result<(Ear, Heard), Problem>>,
}

impl Audience {
    pub(super) fn add(&mut self, ear: Ear) {
        self.ears.push(ear);
    }

    /// One of them, to speak.
    pub(super) fn take(&mut self) -> Option<Ear> {
        self.ears.pop()
    }

    pub(super) fn len(&self) -> usize {
        self.ears.len()
    }

    /// Lets everyone hear so many messages from now on.
    pub(super) fn hear(&mut self, messages: usize) {
        for mut ear in self.ears.drain(..) {
            self.hearing.spawn(async move { ear.hear(messages, |_| {}).await.map(|heard| (ear, heard)) });
        }
    }

    /// Lets everyone hear so many reports from now on, and note when the last of them heard each.
    pub(super) fn hear_marks(&mut self, deliveries: &Arc<Deliveries>) {
        let (messages, ears) = (deliveries.of_marks.len(), self.ears.len());
        for mut ear in self.ears.drain(..) {
            let (deliveries, marks) = (Arc::clone(deliveries), Marks::new());
            self.hearing.spawn(async move {
                let note = |report: &[u8]| deliveries.note(marks.of(report), ears);
                ear.hear(messages, note).await.map(|heard| (ear, heard))
            });
        }
    }

    /// Waits until everyone has heard everything; what they heard together.
    pub(super) async fn heard(&mut self) -> Result<Heard, Problem> {
        let mut all = Heard::default();
        while let Some(heard) = self.hearing.join_next().await {
            let (ear, heard) = heard??;
            all.messages += heard.messages;
            all.reads += heard.reads;
            self.ears.push(ear);
        }
        Ok(all)
    }
}

/// When each report had come to the last of its listeners.
pub(super) struct Deliveries {
    begin: Instant,
    first_mark: usize,
    /// How many have heard each, and when the last did, in µs since the beginning.
    of_marks: Vec<(AtomicU32, AtomicU64)>,
}

impl Deliveries {
    pub(super) fn new(begin: Instant, first_mark: usize, reports: usize) -> Self {
        Self { begin, first_mark, of_marks: (0..reports).map(|_| Default::default()).collect() }
    }

    fn note(&self, mark: Option<usize>, ears: usize) {
        let index = mark.and_then(|mark| mark.checked_sub(self.first_mark));
        let Some((heard, last_us)) = index.and_then(|index| self.of_marks.get(index)) else { return };
        if heard.fetch_add(1, Ordering::Relaxed) as usize + 1 == ears {
            let elapsed_us = u64::try_from(self.begin.elapsed().as_micros()).unwrap_or(u64::MAX);
            last_us.store(elapsed_us, Ordering::Relaxed);
        }
    }

    /// For each report, how long after it was due it had come to all, in ms.
    pub(super) fn latencies_ms(&self, due_us: impl Fn(usize) -> f64) -> Result<Vec<f64>, Problem> {
        let all = self.of_marks.iter().enumerate().map(|(index, (_, last_us))| match last_us.load(Ordering::Relaxed) {
            0 => Err(format!("the report {} did not come to all", self.first_mark + index).into()),
            last_us => Ok((last_us as f64 - due_us(index)) / 1e3),
        });
        all.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_taken_when_they_are_whole() {
        let check = |bytes: &[u8], expected: Option<(u8, usize, usize)>| {
            let frame = Frame::first_of(bytes).map(|frame| (frame.opcode, frame.payload.len(), frame.bytes));
            assert_eq!(frame, expected, "{:?}", &bytes[..bytes.len().min(12)]);
        };
        check(&[0x81], None);
        check(&[0x81, 2, b'a'], None);
        check(&[0x81, 2, b'a', b'b', 0x89], Some((1, 2, 4)));
        check(&[&[0x81, 126, 1, 0][..], &[0; 256]].concat(), Some((1, 256, 260)));
        check(&[&[0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0][..], &[0; 65_536]].concat(), Some((1, 65_536, 65_546)));
        check(&[0x89, 0], Some((9, 0, 2)));
    }

    #[test]
    fn a_report_counts_as_delivered_when_the_last_listener_has_it() {
        let deliveries = Deliveries::new(Instant::now() - Duration::from_millis(5), 7, 1);
        deliveries.note(Some(7), 2);
        assert!(deliveries.latencies_ms(|_| 0.0).is_err());
        deliveries.note(Some(6), 2);
        deliveries.note(None, 2);
        deliveries.note(Some(7), 2);
        assert!(deliveries.latencies_ms(|_| 0.0).unwrap()[0] >= 5.0);
    }
}
