//! Taking connections: no delay for small packets, a limit on how many are open, and an end for those that take nothing.
//!
//! Entry point: [`LimitedAcceptor`]. What must always hold: at most `connections_max` connections are open; those beyond
//! wait in the operating system's queue and are taken as others end, so that an overload is felt as delay, not as loss. A
//! connection whose other side takes nothing of an answer for `stall` ends. One address has no more than its share.

use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use super::{
    channel::Channel,
    patience::{Patient, Times},
    seats::{Seat, Seats},
};
use crate::ops::{configuration::Network, tls::Certificates};
use poem::{
    Addr,
    http::uri::Scheme,
    listener::Acceptor,
    web::{LocalAddr, RemoteAddr},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Sleep, sleep},
};

/// How long nothing is accepted after the system refused to.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Accepts TCP connections up to a limit.
pub(super) struct LimitedAcceptor {
    listener: TcpListener,
    free: Arc<Semaphore>,
    stall: Duration,
    certificates: Option<Arc<Certificates>>,
    seats: Seats,
    times: Times,
}

/// What the operator decided about connections.
pub(super) struct ConnectionLimits<'a> {
    /// All at a time.
    pub(super) connections_max: usize,
    /// Those of one address at a time.
    pub(super) address_max: usize,
    /// Whose connections are those of many clients.
    pub(super) proxies: &'a [Network],
    /// How long a connection may take nothing of an answer.
    pub(super) stall: Duration,
    /// How long a connection may make the server wait.
    pub(super) times: Times,
}

impl LimitedAcceptor {
    /// Takes connections from a further listener, which count with the ones of this.
    pub(super) fn beside(&self, listener: TcpListener) -> Self {
        let (free, certificates) = (Arc::clone(&self.free), self.certificates.clone());
        Self { listener, free, stall: self.stall, certificates, seats: self.seats.clone(), times: self.times }
    }

    /// Takes connections from `listener` within the limits.
    pub(super) fn new(listener: TcpListener, limits: &ConnectionLimits<'_>) -> Self {
        let free = Arc::new(Semaphore::new(limits.connections_max.min(Semaphore::MAX_PERMITS)));
        let seats = Seats::new(limits.address_max, limits.proxies);
        Self { listener, free, stall: limits.stall, certificates: None, seats, times: limits.times }
    }

    /// How it is spoken to: `http` or `https`.
    pub(super) fn scheme(&self) -> &'static str {
        if self.certificates.is_some() { "https" } else { "http" }
    }

    /// The same by HTTPS, where there is a certificate.
    pub(super) fn with_tls(self, certificates: Option<Arc<Certificates>>) -> Self {
        Self { certificates, ..self }
    }
}

impl Acceptor for LimitedAcceptor {
    type Io = Patient<Channel<Connection>>;

    fn local_addr(&self) -> Vec<LocalAddr> {
        self.listener.local_addr().map(|address| vec![LocalAddr(Addr::SocketAddr(address))]).unwrap_or_default()
    }

    async fn accept(&mut self) -> io::Result<(Self::Io, LocalAddr, RemoteAddr, Scheme)> {
        let permit = Arc::clone(&self.free).acquire_owned().await.map_err(io::Error::other)?;
        let (stream, remote, seat) = loop {
            let (stream, remote) = match self.listener.accept().await {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Where the process has no file descriptor left, this would come again at once.
                    sleep(ACCEPT_PAUSE).await;
                    return Err(error);
                }
            };
            match self.seats.take(remote.ip()) {
                Some(seat) => break (stream, remote, seat),
                None => self.seats.turn_away(stream, self.certificates.is_none()),
            }
        };
        // A stream's messages are small and must not wait for each other's acknowledgements.
        stream.set_nodelay(true)?;
        let local = LocalAddr(Addr::SocketAddr(stream.local_addr()?));
        let connection = Connection { stream, stall: self.stall, stalled: None, _permit: permit, _seat: seat };
        let (channel, scheme) = match &self.certificates {
            Some(certificates) => (Channel::tls(connection, certificates.current()), Scheme::HTTPS),
            None => (Channel::Plain(connection), Scheme::HTTP),
        };
        Ok((Patient::new(channel, self.times), local, RemoteAddr(Addr::SocketAddr(remote)), scheme))
    }
}

/// A TCP connection that counts as open until it is dropped.
pub(super) struct Connection {
    stream: TcpStream,
    stall: Duration,
    /// Runs while the other side takes nothing.
    stalled: Option<Pin<Box<Sleep>>>,
    _permit: OwnedSemaphorePermit,
    _seat: Seat,
}

impl Connection {
    /// What became of a write, or the end where none got anywhere for too long.
    fn watched<T>(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let stall = self.stall;
        ready!(self.stalled.get_or_insert_with(|| Box::pin(sleep(stall))).as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, buf);
        self.watched(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, bufs);
        self.watched(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    fn acceptor(listener: TcpListener, connections_max: usize, address_max: usize, stall: Duration) -> LimitedAcceptor {
        let times =
            Times { head: Duration::from_secs(60), idle: Duration::from_secs(60), message: Duration::from_secs(60) };
        let limits = ConnectionLimits { connections_max, address_max, proxies: &[], stall, times };
        LimitedAcceptor::new(listener, &limits)
    }

    #[tokio::test]
    async fn one_connection_past_the_share_of_an_address_is_told_so() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut acceptor = acceptor(listener, 100, 1, Duration::from_secs(60));
        let _first = TcpStream::connect(address).await.unwrap();
        let (held, ..) = acceptor.accept().await.unwrap();
        let mut second = TcpStream::connect(address).await.unwrap();
        let mut answer = String::new();
        let accepting = async { acceptor.accept().await.map(drop) };
        tokio::select! {
            biased;
            read = second.read_to_string(&mut answer) => { read.unwrap(); }
            _ = accepting => panic!("there is no seat"),
        }
        assert!(answer.starts_with("HTTP/1.1 429 ") && answer.contains("Retry-After: 1"), "{answer}");
        drop(held);
        let _third = TcpStream::connect(address).await.unwrap();
        assert!(acceptor.accept().await.is_ok());
    }

    #[tokio::test]
    async fn one_connection_past_the_limit_waits_until_another_ends() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut acceptor = acceptor(listener, 2, 100, Duration::from_secs(60));
        let _clients = [
            TcpStream::connect(address).await.unwrap(),
            TcpStream::connect(address).await.unwrap(),
            TcpStream::connect(address).await.unwrap(),
        ];
        let (first, ..) = acceptor.accept().await.unwrap();
        let _second = acceptor.accept().await.unwrap();
        assert!(acceptor.accept().now_or_never().is_none());
        drop(first);
        assert!(acceptor.accept().await.is_ok());
    }

    #[tokio::test]
    async fn a_connection_whose_other_side_takes_nothing_ends_and_a_slow_one_does_not() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut acceptor = acceptor(listener, 2, 100, Duration::from_millis(300));
        let much = vec![b'x'; 16 << 20];
        let _deaf = TcpStream::connect(address).await.unwrap();
        let (mut connection, ..) = acceptor.accept().await.unwrap();
        let ended = connection.write_all(&much).await.unwrap_err();
        assert_eq!(ended.kind(), io::ErrorKind::TimedOut);
        let mut slow = TcpStream::connect(address).await.unwrap();
        let (mut connection, ..) = acceptor.accept().await.unwrap();
        let reading = tokio::spawn(async move {
            let (mut piece, mut read) = (vec![0; 1 << 20], 0);
            let mut pauses = tokio::time::interval(Duration::from_millis(50));
            while read < 16 << 20 {
                pauses.tick().await;
                read += slow.read(&mut piece).await.unwrap();
            }
        });
        connection.write_all(&much).await.unwrap();
        reading.await.unwrap();
    }
}
