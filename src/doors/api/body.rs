//! Reading a request's body up to a limit, and letting the rest of a refused one run out.
//!
//! Entry points: [`read_up_to`], [`drained_when_dropped`]. What must always hold: no more than the limit is kept, whether or
//! not the length was announced; a refusal reaches a client that still sends, since a connection that is closed while its
//! client sends loses the answer on the way.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt, stream::BoxStream};
use poem::{Body, http::HeaderMap, http::header::CONTENT_LENGTH};

/// What a client may still send after it was refused, so that it can finish and read why. Past this the connection ends.
const DRAINED_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// How long a refused client may go on sending, in seconds.
const DRAIN_SEC_MAX: u64 = 30;
/// Announced lengths are believed up to here before the first byte came.
const PREALLOCATED_BYTES_MAX: usize = 64 * 1024;

/// Why a body was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BodyRefused {
    /// It is larger than the limit.
    #[error("the body is larger than the {limit_bytes} bytes that are allowed; send less at once")]
    TooLarge {
        /// The limit in bytes.
        limit_bytes: usize,
    },
    /// The client stopped sending.
    #[error(
        "the connection ended before the body did, or its time (C2SIM_BODY_TIMEOUT_SEC) was over; send it again, faster"
    )]
    Interrupted,
}

/// The whole body, when it is no larger than `limit_bytes`.
pub(crate) async fn read_up_to(headers: &HeaderMap, body: Body, limit_bytes: usize) -> Result<Bytes, BodyRefused> {
    let announced = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit_bytes) {
        return Err(BodyRefused::TooLarge { limit_bytes });
    }
    let mut chunks = body.into_bytes_stream();
    let mut whole = BytesMut::new();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| BodyRefused::Interrupted)?;
        if announced == Some(chunk.len()) {
            return Ok(chunk);
        }
        if whole.len() + chunk.len() > limit_bytes {
            return Err(BodyRefused::TooLarge { limit_bytes });
        }
        if whole.len() + chunk.len() > whole.capacity() {
            // Whoever has sent this much is believed; until then an announced length costs nothing but the announcement.
            let is_believed = whole.len() + chunk.len() > PREALLOCATED_BYTES_MAX;
            let expected = announced.unwrap_or(0).min(if is_believed { limit_bytes } else { PREALLOCATED_BYTES_MAX });
            whole.reserve(expected.saturating_sub(whole.len()));
        }
        whole.extend_from_slice(&chunk);
    }
    Ok(whole.freeze())
}

/// The same body, whose rest is taken from the connection and let go when whoever reads it stops before its end.
pub(crate) fn drained_when_dropped(body: Body) -> Body {
    Body::from_bytes_stream(Drained { rest: Some(body.into_bytes_stream().boxed()) })
}

/// The same body, which breaks off when it takes longer than `limit`.
pub(crate) fn timed(body: Body, limit: Duration) -> Body {
    Body::from_bytes_stream(Timed { rest: body.into_bytes_stream().boxed(), limit, timer: None })
}

struct Timed {
    rest: BoxStream<'static, io::Result<Bytes>>,
    limit: Duration,
    /// Runs from the first time that nothing was there.
    timer: Option<Pin<Box<tokio::time::Sleep>>>,
}

impl Stream for Timed {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let limit = self.limit;
        let is_over = self.timer.as_mut().is_some_and(|timer| timer.as_mut().poll(cx).is_ready());
        if !is_over {
            match self.rest.poll_next_unpin(cx) {
                Poll::Pending => {
                    let timer = self.timer.get_or_insert_with(|| Box::pin(tokio::time::sleep(limit)));
                    std::task::ready!(timer.as_mut().poll(cx));
                }
                next => return next,
            }
        }
        Poll::Ready(Some(Err(io::ErrorKind::TimedOut.into())))
    }
}

struct Drained {
    rest: Option<BoxStream<'static, io::Result<Bytes>>>,
}

impl Stream for Drained {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(rest) = &mut self.rest else { return Poll::Ready(None) };
        let next = rest.poll_next_unpin(cx);
        if !matches!(next, Poll::Pending | Poll::Ready(Some(Ok(_)))) {
            self.rest = None;
        }
        next
    }
}

impl Drop for Drained {
    fn drop(&mut self) {
        if let Some(rest) = self.rest.take()
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            runtime.spawn(drain(rest));
        }
    }
}

async fn drain(mut rest: BoxStream<'static, io::Result<Bytes>>) {
    let drained = async {
        let mut drained_bytes = 0;
        while let Some(Ok(chunk)) = rest.next().await {
            drained_bytes += chunk.len() as u64;
            if drained_bytes > DRAINED_BYTES_MAX {
                return;
            }
        }
    };
    // Whoever sends for longer than that loses the connection.
    let _ = tokio::time::timeout(Duration::from_secs(DRAIN_SEC_MAX), drained).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunked(chunks: &[usize]) -> Body {
        let chunks: Vec<_> =
            chunks.iter().map(|&size| Ok::<_, std::io::Error>(Bytes::from(vec![b'x'; size]))).collect();
        Body::from_bytes_stream(futures_util::stream::iter(chunks))
    }

    #[tokio::test]
    async fn a_body_is_read_up_to_its_limit_and_not_one_byte_more() {
        let check = async |announced: Option<usize>, chunks: &[usize], expected: Result<usize, BodyRefused>| {
            let mut headers = HeaderMap::new();
            if let Some(length) = announced {
                headers.insert(CONTENT_LENGTH, length.into());
            }
            let read = read_up_to(&headers, chunked(chunks), 100).await;
            assert_eq!(read.map(|body| body.len()), expected, "{announced:?} {chunks:?}");
        };
        let too_large = Err(BodyRefused::TooLarge { limit_bytes: 100 });
        check(None, &[], Ok(0)).await;
        check(Some(100), &[100], Ok(100)).await;
        check(Some(100), &[40, 60], Ok(100)).await;
        check(None, &[40, 60], Ok(100)).await;
        check(Some(101), &[101], too_large).await;
        check(None, &[101], too_large).await;
        check(None, &[40, 61], too_large).await;
    }

    #[tokio::test]
    async fn a_body_that_breaks_off_is_told_apart() {
        let broken = futures_util::stream::iter([Ok(Bytes::from_static(b"x")), Err(std::io::Error::other("gone"))]);
        let read = read_up_to(&HeaderMap::new(), Body::from_bytes_stream(broken), 100).await;
        assert_eq!(read, Err(BodyRefused::Interrupted));
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_has_its_time_however_it_is_sent() {
        let read = async |pause_sec: u64, chunks: usize| {
            let drip = futures_util::stream::unfold(0, move |sent| async move {
                tokio::time::sleep(Duration::from_secs(pause_sec)).await;
                (sent < chunks).then(|| (Ok::<_, io::Error>(Bytes::from_static(b"x")), sent + 1))
            });
            let body = timed(Body::from_bytes_stream(drip), Duration::from_secs(300));
            read_up_to(&HeaderMap::new(), body, 1_000).await.map(|body| body.len())
        };
        assert_eq!(read(1, 298).await, Ok(298));
        assert_eq!(read(1, 301).await, Err(BodyRefused::Interrupted), "each chunk comes in time, the whole does not");
        assert_eq!(read(400, 1).await, Err(BodyRefused::Interrupted));
    }

    #[tokio::test]
    async fn the_rest_of_a_body_that_nobody_reads_is_taken_all_the_same() {
        let (taken, mut seen) = tokio::sync::mpsc::unbounded_channel();
        let chunks = (0..5).map(move |number| {
            taken.send(number).unwrap();
            Ok::<_, io::Error>(Bytes::from_static(b"chunk"))
        });
        let body = drained_when_dropped(Body::from_bytes_stream(futures_util::stream::iter(chunks)));
        let refused = read_up_to(&HeaderMap::new(), body, 7).await;
        assert_eq!(refused, Err(BodyRefused::TooLarge { limit_bytes: 7 }));
        for number in 0..5 {
            assert_eq!(seen.recv().await, Some(number));
        }
        assert_eq!(seen.recv().await, None, "the body was let go");
    }
}
