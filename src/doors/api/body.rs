//! Reading a request's body up to a limit.
//!
//! Entry point: [`read_up_to`]. What must always hold: no more than the limit is kept, whether or not the length was
//! announced; a refusal can be answered while the client still sends.

use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
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
    #[error("the body is larger than {limit_bytes} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit_bytes: usize,
    },
    /// The client stopped sending.
    #[error("the connection ended before the body did; send it again")]
    Interrupted,
}

/// The whole body, when it is no larger than `limit_bytes`.
pub(crate) async fn read_up_to(headers: &HeaderMap, body: Body, limit_bytes: usize) -> Result<Bytes, BodyRefused> {
    let announced = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    let mut chunks = body.into_bytes_stream();
    if announced.is_some_and(|length| length > limit_bytes) {
        tokio::spawn(drain(chunks));
        return Err(BodyRefused::TooLarge { limit_bytes });
    }
    let Some(first) = chunks.next().await else { return Ok(Bytes::new()) };
    let first = first.map_err(|_| BodyRefused::Interrupted)?;
    if announced == Some(first.len()) {
        return Ok(first);
    }
    let mut whole = BytesMut::with_capacity(announced.unwrap_or(0).clamp(first.len(), PREALLOCATED_BYTES_MAX.max(first.len())));
    let mut next = Some(first);
    while let Some(chunk) = next {
        if whole.len() + chunk.len() > limit_bytes {
            tokio::spawn(drain(chunks));
            return Err(BodyRefused::TooLarge { limit_bytes });
        }
        whole.extend_from_slice(&chunk);
        next = chunks.next().await.transpose().map_err(|_| BodyRefused::Interrupted)?;
    }
    Ok(whole.freeze())
}

/// Takes what a refused client still sends and lets it go: a connection that is closed while its client sends loses the
/// answer on the way.
async fn drain(chunks: impl futures_util::Stream<Item = std::io::Result<Bytes>>) {
    let mut chunks = std::pin::pin!(chunks);
    let taken = async {
        let mut drained_bytes = 0;
        while let Some(Ok(chunk)) = chunks.next().await {
            drained_bytes += chunk.len() as u64;
            if drained_bytes > DRAINED_BYTES_MAX {
                return;
            }
        }
    };
    let _ = tokio::time::timeout(std::time::Duration::from_secs(DRAIN_SEC_MAX), taken).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunked(chunks: &[usize]) -> Body {
        let chunks: Vec<_> = chunks.iter().map(|&size| Ok::<_, std::io::Error>(Bytes::from(vec![b'x'; size]))).collect();
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
}
