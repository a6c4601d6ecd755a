//! The bytes of a document as UTF-8.
//!
//! Entry points: [`to_utf8`], then [`as_text`], which checks what came as UTF-8. The encoding is what the byte order mark says, without one what the content type says,
//! without that what the XML declaration says (RFC 7303, sections 3 and 4). What must always hold: UTF-8 is not copied;
//! ISO-8859-1 means itself, not windows-1252. What it deliberately leaves out: every other encoding, refused by name.

use std::{borrow::Cow, ops::Range};

use bytes::Bytes;
use encoding_rs::{DecoderResult, Encoding, UTF_16BE, UTF_16LE};

use super::{error::MessageError, fault::shown, place::Places};

/// The encodings that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    Utf8,
    Ascii,
    Latin1,
    Utf16Le,
    Utf16Be,
    /// UTF-16 in the byte order that a mark or the first character tells.
    Utf16,
}

/// The document as UTF-8, byte order mark aside. `charset` is the parameter of its content type.
pub(super) fn to_utf8(body: Bytes, charset: Option<&str>) -> Result<Bytes, MessageError> {
    let (marked, mark_bytes) = byte_order_mark(&body)?;
    let known = match (marked, charset) {
        (Some(known), _) => known,
        (None, Some(charset)) => named(charset.trim().trim_matches('"').trim())?,
        (None, None) => declared(&body)?,
    };
    let body = body.slice(mark_bytes..);
    let known = match known {
        Known::Utf16 if body.starts_with(b"<\0") => Known::Utf16Le,
        Known::Utf16 => Known::Utf16Be,
        known => known,
    };
    match known {
        Known::Latin1 => match encoding_rs::mem::decode_latin1(&body) {
            Cow::Borrowed(_) => Ok(body),
            Cow::Owned(text) => Ok(text.into()),
        },
        Known::Utf16Le => utf16(&body, UTF_16LE),
        Known::Utf16 | Known::Utf16Be => utf16(&body, UTF_16BE),
        Known::Ascii if !body.is_ascii() => {
            let at = body.iter().position(|byte| !byte.is_ascii()).unwrap_or_default();
            Err(undecodable(&body[..at], "a byte that is not US-ASCII; declare the encoding that the document is in"))
        }
        Known::Utf8 | Known::Ascii => Ok(body),
    }
}

/// The document as text.
pub(super) fn as_text(body: &[u8]) -> Result<&str, MessageError> {
    std::str::from_utf8(body).map_err(|error| {
        let good = &body[..error.valid_up_to()];
        undecodable(good, "a byte that is not UTF-8; declare the encoding that the document is in")
    })
}

/// The encoding that a byte order mark tells, and its length.
fn byte_order_mark(body: &[u8]) -> Result<(Option<Known>, usize), MessageError> {
    let refused = |name: &str| Err(MessageError::EncodingNotSupported { name: name.to_owned() });
    match body {
        [0xEF, 0xBB, 0xBF, ..] => Ok((Some(Known::Utf8), 3)),
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] | [b'<', 0, 0, 0, ..] | [0, 0, 0, b'<', ..] => {
            refused("UTF-32")
        }
        [0x4C, 0x6F, 0xA7, 0x94, ..] => refused("EBCDIC"),
        [0xFF, 0xFE, ..] => Ok((Some(Known::Utf16Le), 2)),
        [0xFE, 0xFF, ..] => Ok((Some(Known::Utf16Be), 2)),
        _ => Ok((None, 0)),
    }
}

/// The encoding of this name.
fn named(name: &str) -> Result<Known, MessageError> {
    Ok(match name.to_ascii_lowercase().as_str() {
        "utf-8" | "utf8" => Known::Utf8,
        "us-ascii" | "ascii" | "ansi_x3.4-1968" | "iso646-us" => Known::Ascii,
        "iso-8859-1" | "iso8859-1" | "iso_8859-1" | "iso_8859-1:1987" | "latin1" | "latin-1" | "l1" | "ibm819"
        | "cp819" => Known::Latin1,
        "utf-16" | "utf16" | "iso-10646-ucs-2" => Known::Utf16,
        "utf-16le" => Known::Utf16Le,
        "utf-16be" => Known::Utf16Be,
        _ => return Err(MessageError::EncodingNotSupported { name: shown(name).to_owned() }),
    })
}

/// The encoding by the first bytes and the XML declaration; UTF-8 where neither tells.
fn declared(body: &[u8]) -> Result<Known, MessageError> {
    match body {
        [b'<', 0, ..] => return Ok(Known::Utf16Le),
        [0, b'<', ..] => return Ok(Known::Utf16Be),
        _ => {}
    }
    let Some(label) = declared_label(body) else { return Ok(Known::Utf8) };
    let name = String::from_utf8_lossy(&body[label.clone()]);
    match named(&name)? {
        // The declaration could be read byte by byte, so it lies.
        Known::Utf16 | Known::Utf16Le | Known::Utf16Be => {
            let message = "the document says it is UTF-16, but its bytes are not; correct the encoding it declares";
            Err(not_well_formed(&body[..label.start], message.to_owned()))
        }
        known => Ok(known),
    }
}

/// Where the XML declaration names the encoding. What is no declaration is left to the pass to refuse.
fn declared_label(body: &[u8]) -> Option<Range<usize>> {
    // Without white space after it, this is an instruction with a longer name, which says nothing of the encoding.
    if !body.strip_prefix(b"<?xml")?.first()?.is_ascii_whitespace() {
        return None;
    }
    let declaration = &body[..memchr::memmem::find(body, b"?>")?];
    // Nor is it one when the next instruction is what ends it: whatever stands in between is no declaration.
    if !declaration[1..].iter().all(|byte| byte.is_ascii() && !b"<>".contains(byte)) {
        return None;
    }
    let mut at = memchr::memmem::find(declaration, b"encoding")? + b"encoding".len();
    let skip_white = |at: &mut usize| {
        while declaration.get(*at).is_some_and(u8::is_ascii_whitespace) {
            *at += 1;
        }
    };
    skip_white(&mut at);
    if declaration.get(at) != Some(&b'=') {
        return None;
    }
    at += 1;
    skip_white(&mut at);
    let quote = *declaration.get(at).filter(|quote| matches!(quote, b'"' | b'\''))?;
    let start = at + 1;
    let length = memchr::memchr(quote, &declaration[start..])?;
    let label = &declaration[start..start + length];
    let is_name = label.first().is_some_and(u8::is_ascii_alphabetic)
        && label.iter().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(byte));
    is_name.then_some(start..start + length)
}

fn utf16(body: &[u8], encoding: &'static Encoding) -> Result<Bytes, MessageError> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length_without_replacement(body.len()).unwrap_or(0));
    match decoder.decode_to_string_without_replacement(body, &mut text, true) {
        (DecoderResult::InputEmpty, _) => {
            text.shrink_to_fit();
            Ok(text.into())
        }
        _ => Err(undecodable(text.as_bytes(), "bytes that are no UTF-16 character; send whole characters, or UTF-8")),
    }
}

/// The document breaks off after `good`, which is text.
fn undecodable(good: &[u8], what: &str) -> MessageError {
    not_well_formed(good, format!("here stands {what}"))
}

fn not_well_formed(good: &[u8], message: String) -> MessageError {
    let text = String::from_utf8_lossy(good);
    MessageError::NotWellFormed { at: Places::new(&text).of(text.len()), path: String::new(), message }
}
