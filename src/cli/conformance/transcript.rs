//! What went over the wire in a case, in its order.

use std::time::Instant;

use parking_lot::Mutex;
use serde::Serialize;

/// How much of one body is kept, in bytes.
const BODY_BYTES_MAX: usize = 4_000;

/// The transcript of a case while it runs.
#[derive(Debug)]
pub(super) struct Transcript {
    begin: Instant,
    lines: Mutex<Vec<Line>>,
}

/// One request, answer, frame or remark.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// When, in µs since the case began.
    pub at_us: u64,
    /// Who said it: the clientId for what the kit sends, `server` with it for what comes.
    pub who: String,
    /// What was said, cut where it is long.
    pub text: String,
}

impl Line {
    /// What was said, cut where it is long.
    pub(super) fn new(at_us: u64, who: impl Into<String>, text: &str) -> Self {
        Self { at_us, who: who.into(), text: shortened(text) }
    }
}

impl Transcript {
    pub(super) fn begin() -> Self {
        Self { begin: Instant::now(), lines: Mutex::default() }
    }

    pub(super) fn add(&self, who: impl Into<String>, text: &str) {
        let at_us = u64::try_from(self.begin.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.lines.lock().push(Line::new(at_us, who, text));
    }

    pub(super) fn taken(&self) -> Vec<Line> {
        std::mem::take(&mut self.lines.lock())
    }
}

fn shortened(text: &str) -> String {
    if text.len() <= BODY_BYTES_MAX {
        return text.to_owned();
    }
    let mut end = BODY_BYTES_MAX;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}… ({} bytes)", &text[..end], text.len())
}
