//! Until when the token counts that opened a connection, as the runtime's clock has it.
//!
//! Entry point: [`TokenEnd::of`]. What must always hold: a connection that a token opened is over when the token is.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use crate::{auth::Principal, clock};

/// No connection lasts longer on one token, whatever the token says.
const TOKEN_LEFT_MAX: Duration = Duration::from_secs(365 * 86_400);

/// When the token of a connection counts no more; never where none was needed.
#[derive(Debug, Clone, Copy)]
pub(in crate::doors) struct TokenEnd(Option<Instant>);

impl TokenEnd {
    /// The end of the token of whoever opens the connection.
    pub(in crate::doors) fn of(principal: &Principal) -> Self {
        let left = principal.until().map(|until| Duration::from_millis(until.ms_since(clock::now())));
        Self(left.and_then(|left| Instant::now().checked_add(left.min(TOKEN_LEFT_MAX))))
    }

    /// Resolves when the token counts no more; never without one.
    pub(in crate::doors) async fn over(self) {
        match self.0 {
            Some(end) => sleep_until(end).await,
            None => std::future::pending().await,
        }
    }
}
