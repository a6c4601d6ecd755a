//! How long a connection may make the server wait: for the head of a request, for the next request, and on a WebSocket for the
//! rest of a message.
//!
//! Entry point: [`Patient`]. What must always hold: whoever sends a head or a message byte by byte is read no longer than
//! whoever stops in the middle of it; a client is not charged for the time in which the server does not read; a request that
//! is being answered and a WebSocket between messages are not timed here. Where an answer ends is not looked at: one that goes
//! on for hours, as events do, may not pause for as long as a connection may be idle. What it deliberately leaves out: bodies,
//! whose time the doors hold ([`super::rate`]), and readers that take nothing ([`super::accept`]).

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Instant, Sleep, sleep},
};

use super::message_progress::MessageProgress;

/// How long a connection may make the server wait.
#[derive(Debug, Clone, Copy)]
pub(super) struct Times {
    /// For a handshake and the head of a request.
    pub(super) head: Duration,
    /// For the next request.
    pub(super) idle: Duration,
    /// For a message on a WebSocket, from its first byte to its last.
    pub(super) message: Duration,
}

/// A connection that ends when it makes the server wait for too long.
pub(super) struct Patient<S> {
    stream: S,
    times: Times,
    phase: Phase,
    /// While the client is waited for.
    timer: Option<Pin<Box<Sleep>>>,
    /// What is left to the client of a time that it has used in part.
    left: Option<Duration>,
}

/// What the server waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// The rest of a head.
    Head(Head),
    /// The next request.
    Idle,
    /// Nothing: a request is being answered.
    Busy,
    /// The rest of a message, where one was begun: the connection is a WebSocket.
    Messages(MessageProgress),
}

/// How far a head was read: it ends with an empty line after the first that is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Head {
    has_text: bool,
    at_line_begin: bool,
}

impl Head {
    /// Whether the head ends in these bytes.
    fn ends_in(&mut self, bytes: &[u8]) -> bool {
        for byte in bytes {
            match byte {
                b'\r' => {}
                b'\n' if self.has_text && self.at_line_begin => return true,
                b'\n' => self.at_line_begin = true,
                _ => (self.has_text, self.at_line_begin) = (true, false),
            }
        }
        false
    }
}

impl<S> Patient<S> {
    /// A connection that just began.
    pub(super) fn new(stream: S, times: Times) -> Self {
        Self { stream, times, phase: Phase::Head(Head::default()), timer: None, left: None }
    }

    fn enter(&mut self, phase: Phase) {
        self.phase = phase;
        self.begin_anew();
    }

    /// The client has all its time again.
    fn begin_anew(&mut self) {
        (self.timer, self.left) = (None, None);
    }

    /// The client is not waited for at the moment.
    fn pause(&mut self) {
        if let Some(timer) = self.timer.take() {
            self.left = Some(timer.deadline().saturating_duration_since(Instant::now()));
        }
    }

    fn arrived(&mut self, bytes: &[u8]) {
        self.pause();
        if self.phase == Phase::Idle {
            self.enter(Phase::Head(Head::default()));
        }
        if let Phase::Head(head) = &mut self.phase
            && head.ends_in(bytes)
        {
            self.enter(Phase::Busy);
        }
        if let Phase::Messages(progress) = &mut self.phase
            && (progress.take(bytes) || !progress.is_open())
        {
            self.begin_anew();
        }
    }

    fn answered(&mut self, bytes: &[u8]) {
        match self.phase {
            Phase::Busy => match bytes.strip_prefix(b"HTTP/1.1 ").and_then(|rest| rest.get(..3)) {
                Some(b"101") => self.enter(Phase::Messages(MessageProgress::default())),
                Some(b"100") | None => {}
                Some(_) => self.enter(Phase::Idle),
            },
            // An answer that goes on is no idleness.
            Phase::Idle => self.begin_anew(),
            Phase::Head(_) | Phase::Messages(_) => {}
        }
    }

    /// Pending, or the end where the time is over.
    fn wait<T>(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<T>> {
        let limit = match self.phase {
            Phase::Head(_) => self.times.head,
            Phase::Idle => self.times.idle,
            Phase::Messages(progress) if progress.is_open() => self.times.message,
            Phase::Busy | Phase::Messages(_) => return Poll::Pending,
        };
        let limit = self.left.take().unwrap_or(limit);
        ready!(self.timer.get_or_insert_with(|| Box::pin(sleep(limit))).as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let filled = buf.filled().len();
        match Pin::new(&mut self.stream).poll_read(cx, buf) {
            Poll::Pending => self.wait(cx),
            Poll::Ready(read) => {
                self.arrived(&buf.filled()[filled..]);
                Poll::Ready(read)
            }
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.stream).poll_write(cx, buf))?;
        self.answered(buf);
        Poll::Ready(Ok(written))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.stream).poll_write_vectored(cx, bufs))?;
        self.answered(bufs.iter().find(|buf| !buf.is_empty()).map_or(&[], |buf| &buf[..]));
        Poll::Ready(Ok(written))
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(Pin::new(&mut self.stream).poll_flush(cx))?;
        if self.phase == Phase::Idle {
            // The server asked to read before it wrote, and asks again only when it is woken: the timer has to do that. What
            // it finds then is the time that is over.
            let _: Poll<io::Result<()>> = self.wait(cx);
        }
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};

    use super::*;

    const TIMES: Times =
        Times { head: Duration::from_secs(30), idle: Duration::from_secs(900), message: Duration::from_secs(300) };

    fn open() -> (DuplexStream, Patient<DuplexStream>) {
        let (client, server) = duplex(4096);
        (client, Patient::new(server, TIMES))
    }

    /// Reads until the connection ends, and tells after how many seconds that was.
    async fn ended(mut connection: Patient<DuplexStream>) -> u64 {
        let (begin, mut bytes) = (Instant::now(), [0; 64]);
        loop {
            match connection.read(&mut bytes).await {
                Ok(0) => panic!("the client is still there"),
                Ok(_) => {}
                Err(error) => {
                    assert_eq!(error.kind(), io::ErrorKind::TimedOut);
                    return begin.elapsed().as_secs();
                }
            }
        }
    }

    /// A connection that has become a WebSocket.
    async fn upgraded() -> (DuplexStream, Patient<DuplexStream>) {
        let (mut client, mut connection) = open();
        client.write_all(b"GET / HTTP/1.1\n\n").await.unwrap();
        let _ = connection.read(&mut [0; 64]).await.unwrap();
        connection.write_all(b"HTTP/1.1 101 Switching Protocols\r\n\r\n").await.unwrap();
        connection.write_all(b"HTTP/1.1 200 looks like an answer").await.unwrap();
        (client, connection)
    }

    #[tokio::test(start_paused = true)]
    async fn a_head_has_its_time_however_it_is_sent() {
        let (_client, connection) = open();
        assert_eq!(ended(connection).await, 30, "nothing comes");
        for drip in ["x", "\r\n", "a: b\r\n"] {
            let (mut client, connection) = open();
            let dripping = tokio::spawn(async move {
                while client.write_all(drip.as_bytes()).await.is_ok() {
                    sleep(Duration::from_secs(1)).await;
                }
            });
            assert_eq!(ended(connection).await, 30, "{drip:?}");
            dripping.await.unwrap();
        }
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_being_answered_has_all_the_time_and_the_next_request_its_own() {
        let (mut client, mut connection) = open();
        let mut bytes = [0; 64];
        client.write_all(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
        let _ = connection.read(&mut bytes).await.unwrap();
        let waited = tokio::time::timeout(Duration::from_secs(10_000), connection.read(&mut bytes)).await;
        assert!(waited.is_err(), "a poll may take long");
        connection.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").await.unwrap();
        let waited = tokio::time::timeout(Duration::from_secs(10_000), connection.read(&mut bytes)).await;
        assert!(waited.is_err(), "this is no answer yet");
        connection.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
        let waited = tokio::time::timeout(Duration::from_secs(899), connection.read(&mut bytes)).await;
        assert!(waited.is_err());
        connection.write_all(b": a comment of a stream of events\n").await.unwrap();
        assert_eq!(ended(connection).await, 900, "counted from the last that was sent");
    }

    #[tokio::test(start_paused = true)]
    async fn a_websocket_is_timed_while_a_message_is_on_its_way_and_not_between_messages() {
        let (mut client, mut connection) = upgraded().await;
        let mut bytes = [0; 64];
        client.write_all(b"\x81\x02ab").await.unwrap();
        let _ = connection.read(&mut bytes).await.unwrap();
        let waited = tokio::time::timeout(Duration::from_secs(100_000), connection.read(&mut bytes)).await;
        assert!(waited.is_err(), "nothing was begun");
        let dripping = tokio::spawn(async move {
            client.write_all(b"\x01\x00").await.unwrap();
            // Pings between the parts of a message do not put its end off.
            while client.write_all(b"\x89\x00").await.is_ok() {
                sleep(Duration::from_secs(7)).await;
            }
        });
        assert_eq!(ended(connection).await, 300);
        dripping.await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_is_not_charged_for_the_time_in_which_the_server_does_not_read() {
        let (mut client, mut connection) = upgraded().await;
        let mut bytes = [0; 64];
        client.write_all(b"\x81").await.unwrap();
        let _ = connection.read(&mut bytes).await.unwrap();
        let waited = tokio::time::timeout(Duration::from_secs(100), connection.read(&mut bytes)).await;
        assert!(waited.is_err(), "a hundred seconds of its time");
        client.write_all(b"\x02a").await.unwrap();
        let _ = connection.read(&mut bytes).await.unwrap();
        sleep(Duration::from_secs(10_000)).await;
        assert_eq!(ended(connection).await, 200);
    }

    #[tokio::test(start_paused = true)]
    async fn every_message_has_a_time_of_its_own() {
        let (mut client, connection) = upgraded().await;
        let sending = tokio::spawn(async move {
            client.write_all(b"\x81").await.unwrap();
            for _ in 0..10 {
                sleep(Duration::from_secs(299)).await;
                // The rest of one message, and the first byte of the next.
                client.write_all(b"\x01a\x81").await.unwrap();
            }
            sleep(Duration::from_secs(10_000)).await;
        });
        assert_eq!(ended(connection).await, 10 * 299 + 300);
        sending.abort();
    }
}
