//! Tokens that were verified, remembered until they expire, so that a signature is verified once and not a message.
//!
//! Entry point: [`VerifiedTokens`]. What must always hold: a token is remembered by a hash that only this process can
//! compute, never as it is; there are at most so many; of what was dropped for room a token is verified again.

use std::{collections::HashMap, sync::Arc};

use parking_lot::Mutex;
use ring::{hmac, rand::SystemRandom};

use super::principal::Bearer;
use crate::identity::Timestamp;

/// Tokens of each of the two halves; the older half is let go when the younger is full.
const HALF_MAX: usize = 8_192;

/// The hash by which a token is remembered.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Print([u8; 32]);

/// The tokens that were verified.
pub(super) struct VerifiedTokens {
    key: hmac::Key,
    halves: Mutex<Halves>,
}

#[derive(Default)]
struct Halves {
    young: HashMap<Print, Remembered>,
    old: HashMap<Print, Remembered>,
}

#[derive(Clone)]
struct Remembered {
    bearer: Arc<Bearer>,
    until: Timestamp,
}

impl VerifiedTokens {
    pub(super) fn new() -> Self {
        let key = hmac::Key::generate(hmac::HMAC_SHA256, &SystemRandom::new());
        Self { key: key.expect("the operating system gives random bytes"), halves: Mutex::default() }
    }

    /// What a token is remembered by.
    pub(super) fn print(&self, token: &str) -> Print {
        let hash = hmac::sign(&self.key, token.as_bytes());
        Print(hash.as_ref().try_into().expect("SHA-256 has 32 bytes"))
    }

    /// The bearer of a token that was verified and still counts.
    pub(super) fn get(&self, print: &Print, now: Timestamp) -> Option<Arc<Bearer>> {
        let mut halves = self.halves.lock();
        let is_young = halves.young.contains_key(print);
        let found = if is_young { halves.young.get(print) } else { halves.old.get(print) }?.clone();
        if found.until <= now {
            halves.young.remove(print);
            halves.old.remove(print);
            return None;
        }
        if !is_young {
            halves.put(*print, found.clone());
        }
        Some(found.bearer)
    }

    /// Remembers a token that was verified.
    pub(super) fn put(&self, print: Print, bearer: Arc<Bearer>, until: Timestamp) {
        self.halves.lock().put(print, Remembered { bearer, until });
    }

    /// Forgets all, since other keys count now.
    pub(super) fn clear(&self) {
        *self.halves.lock() = Halves::default();
    }
}

impl Halves {
    fn put(&mut self, print: Print, remembered: Remembered) {
        if self.young.len() >= HALF_MAX {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(print, remembered);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::rights::Rights;

    fn bearer() -> Arc<Bearer> {
        let rights = Rights::read(|_| None).unwrap();
        Arc::new(Bearer { owner: Arc::default(), rights, is_administrator: false, until: Timestamp { unix_ms: 0 } })
    }

    fn at(unix_ms: u64) -> Timestamp {
        Timestamp { unix_ms }
    }

    #[test]
    fn a_token_is_remembered_until_it_expires() {
        let tokens = VerifiedTokens::new();
        let print = tokens.print("a.b.c");
        assert!(tokens.get(&print, at(1)).is_none());
        tokens.put(print, bearer(), at(10));
        assert!(tokens.get(&tokens.print("a.b.c"), at(9)).is_some());
        assert!(tokens.get(&tokens.print("a.b.d"), at(9)).is_none());
        assert!(tokens.get(&print, at(10)).is_none());
        assert!(tokens.get(&print, at(9)).is_none(), "what expired is forgotten");
        assert!(VerifiedTokens::new().print("a.b.c") != print, "another process has another key");
    }

    #[test]
    fn what_is_used_stays_and_the_number_is_bounded() {
        let tokens = VerifiedTokens::new();
        let used = tokens.print("used");
        tokens.put(used, bearer(), at(10));
        for number in 0..3 * HALF_MAX {
            tokens.put(tokens.print(&number.to_string()), bearer(), at(10));
            assert!(tokens.get(&used, at(1)).is_some());
        }
        let halves = tokens.halves.lock();
        assert!(halves.young.len() <= HALF_MAX && halves.old.len() <= HALF_MAX);
    }
}
