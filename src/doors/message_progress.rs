//! How far the message is that a client is sending on its WebSocket, told by the heads of its frames (RFC 6455 section 5.2).
//!
//! Entry point: [`MessageProgress::take`]. What must always hold: whatever the pieces in which the bytes come, the same is
//! said after the same bytes; payloads are passed over, not looked at. What it deliberately leaves out: whether the frames are
//! good, which their reader tells.

/// Most bytes of a frame's head: two, a length of eight, a mask of four.
const HEAD_BYTES_MAX: usize = 14;
const FINAL: u8 = 0x80;
const MASKED: u8 = 0x80;
/// Opcodes from here on are of frames that come between the frames of a message.
const CONTROL: u8 = 8;

/// How far a client is with what it is sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct MessageProgress {
    head: [u8; HEAD_BYTES_MAX],
    head_bytes: usize,
    payload_bytes_left: u64,
    /// A frame came that is not the last of its message.
    is_continued: bool,
}

impl MessageProgress {
    /// Takes what has come. Whether a message ended in it.
    pub(super) fn take(&mut self, mut bytes: &[u8]) -> bool {
        let mut has_ended = false;
        while let Some((first, rest)) = bytes.split_first() {
            if self.payload_bytes_left > 0 {
                let passed = usize::try_from(self.payload_bytes_left).unwrap_or(usize::MAX).min(bytes.len());
                self.payload_bytes_left -= passed as u64;
                bytes = &bytes[passed..];
            } else {
                self.head[self.head_bytes] = *first;
                self.head_bytes += 1;
                bytes = rest;
                let Some(payload_bytes) = self.announced() else { continue };
                self.payload_bytes_left = payload_bytes;
            }
            if self.payload_bytes_left == 0 {
                has_ended |= self.end_frame();
            }
        }
        has_ended
    }

    /// Whether something was begun that has not ended.
    pub(super) fn is_open(&self) -> bool {
        self.head_bytes > 0 || self.is_continued
    }

    /// Bytes of the payload, once the head is whole.
    fn announced(&self) -> Option<u64> {
        let head = &self.head[..self.head_bytes];
        let second = *head.get(1)?;
        let mask_bytes = if second & MASKED == 0 { 0 } else { 4 };
        let (length_bytes, short) = match second & !MASKED {
            126 => (2, 0),
            127 => (8, 0),
            short => (0, u64::from(short)),
        };
        let length = head.get(2..2 + length_bytes)?.iter().fold(short, |length, byte| length << 8 | u64::from(*byte));
        (head.len() == 2 + length_bytes + mask_bytes).then_some(length)
    }

    /// Whether a message ended with the frame.
    fn end_frame(&mut self) -> bool {
        self.head_bytes = 0;
        let (is_final, opcode) = (self.head[0] & FINAL != 0, self.head[0] & 0x0f);
        if opcode >= CONTROL {
            return false;
        }
        self.is_continued = !is_final;
        is_final
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_open_from_its_first_byte_to_its_last_in_whatever_pieces_it_comes() {
        let check = |bytes: &[u8], is_open: bool, has_ended: bool| {
            for piece_bytes in [1, 2, 3, 7, bytes.len().max(1)] {
                let mut progress = MessageProgress::default();
                let ended = bytes.chunks(piece_bytes).fold(false, |ended, piece| progress.take(piece) | ended);
                assert_eq!((progress.is_open(), ended), (is_open, has_ended), "{bytes:?} by {piece_bytes}");
            }
        };
        let masked = [0x81, 0x82, 1, 2, 3, 4, b'a', b'b'];
        check(&[], false, false);
        check(&masked[..1], true, false);
        check(&masked[..7], true, false);
        check(&masked, false, true);
        check(&[&masked[..], &masked[..3]].concat(), true, true);
        check(&[0x81, 0], false, true);
        check(&[0x89, 0x80, 1, 2, 3, 4], false, false);
        check(&[0x89, 0x80, 1, 2, 3], true, false);
        // In parts, with a ping between them.
        let (first, ping, last) = ([0x01, 1, b'a'], [0x89, 0], [0x80, 1, b'b']);
        check(&first, true, false);
        check(&[&first[..], &ping].concat(), true, false);
        check(&[&first[..], &ping, &last].concat(), false, true);
        // The longer lengths.
        check(&[&[0x82, 126, 1, 0][..], &[0; 255]].concat(), true, false);
        check(&[&[0x82, 126, 1, 0][..], &[0; 256]].concat(), false, true);
        check(&[&[0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0][..], &vec![0; 65_536]].concat(), false, true);
        check(&[&[0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0][..], &vec![0; 65_535]].concat(), true, false);
        check(&[0x82, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4], true, false);
    }
}
