//! Taking connections: no delay for small packets, and a limit on how many are open.
//!
//! Entry point: [`LimitedAcceptor`]. What must always hold: at most `connections_max` connections are open; those beyond
//! wait in the operating system's queue and are taken as others end, so that an overload is felt as delay, not as loss.

use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

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
};

/// Accepts TCP connections up to a limit.
pub(super) struct LimitedAcceptor {
    listener: TcpListener,
    free: Arc<Semaphore>,
}

impl LimitedAcceptor {
    /// Takes connections from a further listener, which count with the ones of this.
    pub(super) fn beside(&self, listener: TcpListener) -> Self {
        Self { listener, free: Arc::clone(&self.free) }
    }

    /// Takes connections from `listener`, at most `connections_max` at a time.
    pub(super) fn new(listener: TcpListener, connections_max: usize) -> Self {
        Self { listener, free: Arc::new(Semaphore::new(connections_max.min(Semaphore::MAX_PERMITS))) }
    }
}

impl Acceptor for LimitedAcceptor {
    type Io = Connection;

    fn local_addr(&self) -> Vec<LocalAddr> {
        self.listener.local_addr().map(|address| vec![LocalAddr(Addr::SocketAddr(address))]).unwrap_or_default()
    }

    async fn accept(&mut self) -> io::Result<(Connection, LocalAddr, RemoteAddr, Scheme)> {
        let permit = Arc::clone(&self.free).acquire_owned().await.map_err(io::Error::other)?;
        let (stream, remote) = self.listener.accept().await?;
        // A stream's messages are small and must not wait for each other's acknowledgements.
        stream.set_nodelay(true)?;
        let local = LocalAddr(Addr::SocketAddr(stream.local_addr()?));
        Ok((Connection { stream, _permit: permit }, local, RemoteAddr(Addr::SocketAddr(remote)), Scheme::HTTP))
    }
}

/// A TCP connection that counts as open until it is dropped.
pub(super) struct Connection {
    stream: TcpStream,
    _permit: OwnedSemaphorePermit,
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, bufs)
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

    use super::*;

    #[tokio::test]
    async fn one_connection_past_the_limit_waits_until_another_ends() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut acceptor = LimitedAcceptor::new(listener, 2);
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
}
