//! Encodings: which are read, which of several hints counts, and that what is passed on says UTF-8.

use super::*;

const BODY: &str = "<SystemMessageBody><StartScenario/></SystemMessageBody>";

/// A message from a sender with this name, declared to be in this encoding.
fn document(encoding: &str, sender: &str) -> String {
    let header = HEADER.replace(">A<", &format!(">{sender}<"));
    let message = format!("<Message xmlns=\"{NAMESPACE}\">{header}<MessageBody>{BODY}</MessageBody></Message>");
    match encoding {
        "" => message,
        _ => format!("<?xml version=\"1.0\" encoding=\"{encoding}\"?>\n{message}"),
    }
}

fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|character| u8::try_from(u32::from(character)).unwrap()).collect()
}

fn utf16(text: &str, mark: bool, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let mark = mark.then_some(0xFEFF);
    mark.into_iter().chain(text.encode_utf16()).flat_map(bytes_of).collect()
}

fn read_bytes(bytes: &[u8], charset: Option<&str>) -> Result<ValidMessage, MessageError> {
    read(Bytes::copy_from_slice(bytes), charset, &schema(), Validation::On, &Limits::default())
}

#[test]
fn known_encodings_are_read_and_passed_on_as_utf_8() {
    let check = |bytes: Vec<u8>, charset: Option<&str>, sender: &str| {
        let message = read_bytes(&bytes, charset).unwrap_or_else(|error| panic!("{charset:?} {sender}: {error}"));
        assert_eq!(message.header().from_sending_system.as_str(), sender);
        let label = message.xml().split_once("encoding=\"").and_then(|(_, rest)| rest.split_once('"'));
        assert!(label.is_none_or(|(label, _)| label == "UTF-8"), "{}", message.xml());
        assert!(message.xml().starts_with('<') && message.xml().contains(sender));
    };
    let (be, le) = (u16::to_be_bytes, u16::to_le_bytes);
    let cased = "Zoë \u{92}\u{FF}";
    let wide = "Łódź \u{1F6E9}";
    check(document("", wide).into_bytes(), None, wide);
    check(document("UTF-8", wide).into_bytes(), None, wide);
    check(format!("\u{FEFF}{}", document("UTF-8", wide)).into_bytes(), None, wide);
    check(document("US-ASCII", "A").into_bytes(), None, "A");
    for label in ["ISO-8859-1", "iso-8859-1", "latin1"] {
        check(latin1(&document(label, cased)), None, cased);
    }
    check(latin1(&document("", cased)), Some("ISO-8859-1"), cased);
    check(latin1(&document("", cased)), Some(" \"Latin1\" "), cased);
    check(utf16(&document("UTF-16", wide), true, be), None, wide);
    check(utf16(&document("UTF-16", wide), true, le), None, wide);
    check(utf16(&document("UTF-16", wide), false, le), None, wide);
    check(utf16(&document("", wide), false, be), None, wide);
    check(utf16(&document("", wide), false, be), Some("utf-16"), wide);
    check(utf16(&document("", wide), false, le), Some("utf-16"), wide);
    check(utf16(&document("", wide), false, le), Some("UTF-16LE"), wide);
}

#[test]
fn a_byte_order_mark_counts_before_the_charset_and_that_before_the_declaration() {
    let sender = |bytes: &[u8], charset: Option<&str>| {
        read_bytes(bytes, charset).unwrap().header().from_sending_system.as_str().to_owned()
    };
    assert_eq!(sender(format!("\u{FEFF}{}", document("ISO-8859-1", "ë")).as_bytes(), Some("iso-8859-1")), "ë");
    assert_eq!(sender(&utf16(&document("UTF-8", "ë"), true, u16::to_be_bytes), Some("utf-8")), "ë");
    assert_eq!(sender(document("ISO-8859-1", "ë").as_bytes(), Some("utf-8")), "ë");
    assert_eq!(sender(document("KOI8-R", "ë").as_bytes(), Some("UTF-8")), "ë");
    assert_eq!(sender(document("UTF-8", "ë").as_bytes(), Some("iso-8859-1")), "Ã«");
}

#[test]
fn other_encodings_are_refused_by_name() {
    let check = |bytes: &[u8], charset: Option<&str>, expected: &str| match read_bytes(bytes, charset) {
        Err(MessageError::EncodingNotSupported { name }) => assert_eq!(name, expected),
        other => panic!("{expected}: {other:?}"),
    };
    check(document("windows-1252", "A").as_bytes(), None, "windows-1252");
    check(document("Shift_JIS", "A").as_bytes(), None, "Shift_JIS");
    check(document("", "A").as_bytes(), Some("koi8-r"), "koi8-r");
    check(b"\xFF\xFE\0\0<\0\0\0", None, "UTF-32");
    check(b"\0\0\0<\0\0\0a", None, "UTF-32");
    check(b"\x4C\x6F\xA7\x94\x93", None, "EBCDIC");
}

#[test]
fn bytes_that_are_not_in_their_encoding_are_refused_at_their_place() {
    let check = |bytes: &[u8], charset: Option<&str>, line: u32, column: u32| match read_bytes(bytes, charset) {
        Err(MessageError::NotWellFormed { at, .. }) => assert_eq!((at.line, at.column), (line, column)),
        other => panic!("{other:?}"),
    };
    check(b"<a>\n\xC3\xA9\xFF</a>", None, 2, 2);
    check(b"<a>\xC3", None, 1, 4);
    check(b"<a>\xED\xA0\x80</a>", None, 1, 4);
    check("<a>\né</a>".as_bytes(), Some("us-ascii"), 2, 1);
    check(&utf16("<a>\u{e9}", true, u16::to_le_bytes)[..9], None, 1, 4);
    let lone_surrogate: Vec<u8> = [0x3C_u16, 0x61, 0x3E, 0xD800, 0x3C].into_iter().flat_map(u16::to_be_bytes).collect();
    check(&lone_surrogate, None, 1, 4);
    check(b"<?xml version='1.0' encoding='UTF-16'?><a/>", None, 1, 31);
}
