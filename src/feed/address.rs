//! The address of an entry, by which a client resumes: one token, `epoch:sequence`.

use std::{fmt, str::FromStr};

use super::Sequence;

/// One unbroken life of a feed. It changes when the feed could not be continued, so that a sequence number of before is
/// never taken for one of after.
///
/// Random rather than a time: a clock that was set back cannot give an epoch twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Epoch(u64);

/// Hexadecimal digits of an [`Epoch`] in writing.
const EPOCH_DIGITS: usize = 16;

impl Epoch {
    /// An epoch that was not there before.
    pub fn random() -> Self {
        let (high, low) = uuid::Uuid::new_v4().as_u64_pair();
        // Six bits of a random UUID are fixed, at different places in the two halves.
        Self(high ^ low.rotate_left(32))
    }
}

impl fmt::Display for Epoch {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:0EPOCH_DIGITS$x}", self.0)
    }
}

impl FromStr for Epoch {
    type Err = NotAnAddress;

    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        let is_ours = text.len() == EPOCH_DIGITS && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if !is_ours {
            return Err(NotAnAddress);
        }
        u64::from_str_radix(text, 16).map(Self).map_err(|_| NotAnAddress)
    }
}

/// The address of an entry for good: no other entry ever has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Address {
    /// The life of the feed that the sequence belongs to.
    pub epoch: Epoch,
    /// The place in the feed; 0 is the place before the first entry.
    pub sequence: Sequence,
}

/// The text is not an [`Address`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an address of an entry; send one as this server gave it, such as 00c2514d00c2514d:42")]
pub struct NotAnAddress;

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.epoch, self.sequence)
    }
}

impl FromStr for Address {
    type Err = NotAnAddress;

    /// Reads what was printed, and nothing that merely resembles it.
    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        let (epoch, digits) = text.split_once(':').ok_or(NotAnAddress)?;
        let is_plain = digits.bytes().all(|b| b.is_ascii_digit()) && (digits == "0" || !digits.starts_with('0'));
        let number: u64 = digits.parse().map_err(|_| NotAnAddress)?;
        let sequence = Sequence::new(number).filter(|_| is_plain).ok_or(NotAnAddress)?;
        Ok(Self { epoch: epoch.parse()?, sequence })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_they_are_printed_and_not_otherwise() {
        for text in ["0000000000000000:0", "00c2514d00c2514d:42", "ffffffffffffffff:9223372036854775807"] {
            assert_eq!(text.parse::<Address>().map(|address| address.to_string()), Ok(text.to_owned()));
        }
        for refused in [
            "",
            ":",
            "42",
            "00c2514d00c2514d",
            "00c2514d00c2514d:",
            "00c2514d00c2514d:042",
            "00c2514d00c2514d:+42",
            "00c2514d00c2514d:-1",
            "00c2514d00c2514d:4 ",
            "00c2514d00c2514d:9223372036854775808",
            "00c2514d00c2514d:99999999999999999999",
            "00C2514D00c2514d:1",
            "0c2514d00c2514d:1",
            "000c2514d00c2514d:1",
            "+0c2514d00c2514d:1",
            "00c2514d00c2514d:1:1",
        ] {
            assert_eq!(refused.parse::<Address>(), Err(NotAnAddress), "{refused:?}");
        }
    }

    #[test]
    fn an_epoch_is_not_given_twice() {
        let epochs: std::collections::HashSet<Epoch> = (0..1_000).map(|_| Epoch::random()).collect();
        assert_eq!(epochs.len(), 1_000);
    }
}
