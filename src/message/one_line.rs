//! The one-line form of a document, written while it is read: runs of its bytes are copied, the rest cut or replaced.
//!
//! Entry point: [`OneLine`]. What must always hold: edits come in the order of the document; what no edit touches is
//! copied as it was sent. A document that needs no edit is not copied at all until [`OneLine::finish`]. What it
//! deliberately leaves out: what has to be cut (the pass knows).

use bytes::Bytes;

/// From this size on, a body that already is its one-line form is shared instead of copied. Below, a copy costs less
/// than keeping the buffer alive in which the body arrived with others.
const SHARED_BYTES_MIN: usize = 64 << 10;

/// A document on its way to one line.
pub(super) struct OneLine<'d> {
    source: &'d [u8],
    out: Vec<u8>,
    copied_to: usize,
}

impl<'d> OneLine<'d> {
    pub(super) fn new(source: &'d [u8]) -> Self {
        Self { source, out: Vec::new(), copied_to: 0 }
    }

    /// Leaves out these bytes of the document.
    #[inline]
    pub(super) fn cut(&mut self, start: usize, end: usize) {
        if start < end {
            self.flush(start);
            self.copied_to = end;
        }
    }

    /// Writes `with` in place of these bytes of the document.
    pub(super) fn replace(&mut self, start: usize, end: usize, with: &[u8]) {
        self.flush(start);
        self.out.extend_from_slice(with);
        self.copied_to = end;
    }

    /// Writes each line break in these bytes as `with`: CR LF is one.
    pub(super) fn replace_breaks(&mut self, start: usize, end: usize, with: &[u8]) {
        let mut from = start;
        while let Some(found) = memchr::memchr2(b'\n', b'\r', &self.source[from..end]) {
            let at = from + found;
            let length = if self.source[at..end].starts_with(b"\r\n") { 2 } else { 1 };
            self.replace(at, at + length, with);
            from = at + length;
        }
    }

    /// Where in the one line the byte at `at` of the document will stand, once all edits before it are made.
    pub(super) fn position(&self, at: usize) -> usize {
        self.out.len() + at - self.copied_to
    }

    #[inline]
    fn flush(&mut self, end: usize) {
        if self.out.capacity() == 0 {
            self.out.reserve_exact(self.source.len() + 1);
        }
        self.out.extend_from_slice(&self.source[self.copied_to..end]);
    }

    /// The one line, ended by a line feed. The document's last element or instruction ends at `end`. `body` holds the
    /// document's bytes, the source being its end.
    pub(super) fn finish(mut self, end: usize, body: &Bytes) -> Bytes {
        let untouched = self.out.is_empty();
        if untouched && self.source.len() >= SHARED_BYTES_MIN && self.source[end..].starts_with(b"\n") {
            let base = body.len() - self.source.len();
            return body.slice(base + self.copied_to..base + end + 1);
        }
        if untouched {
            self.out.reserve_exact(end - self.copied_to + 1);
        }
        self.out.extend_from_slice(&self.source[self.copied_to..end]);
        self.out.push(b'\n');
        Bytes::from(self.out.into_boxed_slice())
    }
}
