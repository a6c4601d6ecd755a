//! What every door with a WebSocket shares: the opening handshake, and the connection that comes of it.
//!
//! Entry points: [`check`], [`check_page`], [`offers`], [`upgrade`], then [`Line`]. What it deliberately leaves out: what is said on the
//! connection.

mod handshake;
mod line;

pub(super) use handshake::{Socket, check, check_page, offers, upgrade};
pub(super) use line::{Broken, Line, Sign, Times, is_message_too_slow};
