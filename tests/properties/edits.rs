//! Edits of whole messages, told by bytes: what a fuzzer or a property test varies.

/// The messages that are edited.
const MESSAGES: [&str; 4] = [
    include_str!("../../fuzz/seeds/validator/report.xml"),
    include_str!("../../fuzz/seeds/validator/order.xml"),
    include_str!("../../fuzz/seeds/validator/initialization.xml"),
    include_str!("../../fuzz/seeds/validator/start.xml"),
];

/// What an edit puts in.
const PIECES: [&str; 36] = [
    "<Name>a</Name>",
    "<UUID/>",
    "<Unknown/>",
    "<ReportContent>",
    "</ReportContent>",
    " x='1'",
    " xsi:nil='true'",
    " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'",
    " xsi:type='UUIDType'",
    " xmlns='urn:x'",
    " xmlns=''",
    " xmlns:p='http://www.sisostds.org/schemas/C2SIM/2.0.0-cwix2026'",
    "p:",
    "<!-- c -->",
    "<![CDATA[",
    "]]>",
    "<![CDATA[x]]>",
    "<?p i?>",
    "&amp;",
    "&#10;",
    "&#x20;",
    "&lt;",
    "&undefined;",
    " ",
    "\n",
    "\r\n",
    "\t",
    "1",
    "-1e400",
    "NaN",
    "é",
    "\u{1F6F0}",
    "<",
    ">",
    "/",
    "\"",
];

/// Most edits of one message.
const EDITS_MAX: usize = 12;

/// The message that the first byte names, after the edits that the following ones tell, four bytes each.
pub fn edited(bytes: &[u8]) -> String {
    let (&first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let mut text = MESSAGES[usize::from(first) % MESSAGES.len()].to_owned();
    for edit in rest.chunks_exact(4).take(EDITS_MAX) {
        let at = place(&text, u16::from_be_bytes([edit[0], edit[1]]));
        let piece = PIECES[usize::from(edit[3]) % PIECES.len()];
        let end = place_behind(&text, at, usize::from(edit[3]));
        match edit[2] % 5 {
            0 | 1 => text.insert_str(at, piece),
            2 => text.replace_range(at..end, ""),
            3 => {
                let copy = text[at..end].to_owned();
                text.insert_str(end, &copy);
            }
            _ => text.replace_range(at..end, piece),
        }
    }
    text
}

/// A place in the text: mostly where a tag begins or ends.
fn place(text: &str, number: u16) -> usize {
    let number = usize::from(number);
    if number % 4 == 0 {
        return text.floor_char_boundary(number / 4 % (text.len() + 1));
    }
    let edges = text.match_indices(['<', '>', '/']).map(|(at, found)| at + usize::from(found == ">"));
    let edges: Vec<usize> = edges.collect();
    if edges.is_empty() { 0 } else { edges[number / 4 % edges.len()] }
}

/// The end of a stretch: a few characters, or up to a tag further on.
fn place_behind(text: &str, at: usize, length: usize) -> usize {
    if length < 16 {
        return text.ceil_char_boundary((at + length).min(text.len()));
    }
    let mut edges = text[at..].match_indices('<').map(|(offset, _)| at + offset).skip(1 + length % 8);
    edges.next().unwrap_or(text.len())
}
