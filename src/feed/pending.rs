//! The answer to an append, which follows its commit.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use tokio::sync::oneshot;

use super::Address;

/// The entry was not kept: it is as if it had never been appended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the store did not keep it ({reason}); nothing was changed; try again later")]
pub struct StoreFailed {
    /// What the store said.
    pub reason: Arc<str>,
}

impl StoreFailed {
    /// The feed went away before the commit.
    fn closed() -> Self {
        Self { reason: "the feed was closed before it could".into() }
    }
}

/// Resolves when the entry is committed, or when it cannot be. Dropping it changes nothing: the entry takes its way.
#[derive(Debug)]
pub struct Pending {
    address: Address,
    state: State,
}

#[derive(Debug)]
enum State {
    Committed,
    Waiting(oneshot::Receiver<Result<(), StoreFailed>>),
}

impl Pending {
    pub(super) fn committed(address: Address) -> Self {
        Self { address, state: State::Committed }
    }

    pub(super) fn waiting(address: Address) -> (oneshot::Sender<Result<(), StoreFailed>>, Self) {
        let (answer, waiting) = oneshot::channel();
        (answer, Self { address, state: State::Waiting(waiting) })
    }

    /// The address that the entry has once it is committed; if it is not, another entry may get it.
    pub fn address(&self) -> Address {
        self.address
    }
}

impl Future for Pending {
    type Output = Result<Address, StoreFailed>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let address = self.address;
        let State::Waiting(waiting) = &mut self.state else { return Poll::Ready(Ok(address)) };
        let answer = ready!(Pin::new(waiting).poll(context)).unwrap_or_else(|_| Err(StoreFailed::closed()));
        Poll::Ready(answer.map(|()| address))
    }
}
