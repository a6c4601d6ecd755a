//! Work on files, which blocks, beside the threads that serve.

use super::StoreError;

/// Does what may block off the threads that serve.
///
/// # Errors
/// Those of the work; a panic in it is [`StoreError::Unavailable`].
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|panic| Err(StoreError::Unavailable { what: panic.to_string() }))
}
