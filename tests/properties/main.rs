//! What must hold whatever comes in, tried with generated input and with the seeds of the fuzz targets, so that it is
//! held where no fuzzer runs as well.

#![allow(unreachable_pub, missing_docs, clippy::unwrap_used, reason = "a test program")]

mod edits;
mod holds;
mod meaning;

use std::path::Path;

use proptest::{collection::vec, prelude::*, sample::select};

/// Pieces of XML and of schemas, which chance would hardly put together.
const MARKUP: &[&str] = &[
    "<a>",
    "</a>",
    "<a",
    "/>",
    ">",
    " x='",
    "'",
    "&#1",
    "&#xD;",
    "&amp;",
    ";",
    "<!--",
    "--",
    "-->",
    "<![CDATA[",
    "]]>",
    "\n",
    "\r\n",
    "<?p",
    "?>",
    "é",
    "\u{FFFE}",
    " xmlns:p='u'",
    "p:",
    " xmlns=''",
    "<?xml version='1.0'",
    " encoding='UTF-16'",
    "<!DOCTYPE",
    "\r",
    "<Message>",
    "\u{FEFF}",
    " ",
];
const SCHEMA: &[&str] = &[
    "<xs:element name='a'/>",
    "<xs:element name='a' type='t'/>",
    "<xs:element ref='a' maxOccurs='unbounded'/>",
    "<xs:element name='b' type='xs:int' minOccurs='0' maxOccurs='3'/>",
    "<xs:complexType name='t'>",
    "</xs:complexType>",
    "<xs:sequence>",
    "</xs:sequence>",
    "<xs:choice minOccurs='2' maxOccurs='99999999'>",
    "</xs:choice>",
    "<xs:all>",
    "</xs:all>",
    "<xs:group name='g'>",
    "</xs:group>",
    "<xs:group ref='g'/>",
    "<xs:any processContents='lax'/>",
    "<xs:attribute name='c'/>",
    "<xs:simpleType name='s'>",
    "</xs:simpleType>",
    "<xs:restriction base='xs:string'>",
    "</xs:restriction>",
    "<xs:pattern value='(a|b){2,9}[^c-e-[d]]*'/>",
    "<xs:enumeration value='x'/>",
    "<xs:maxInclusive value='1'/>",
    "<xs:complexContent>",
    "<xs:extension base='t'>",
    "</xs:extension>",
    "</xs:complexContent>",
    "<xs:include schemaLocation='schema.xsd'/>",
    "<xs:union memberTypes='s xs:int'/>",
    "<xs:list itemType='s'/>",
    "<!-- c -->",
];

/// The seeds of one fuzz target.
fn seeds(target: &str, holds: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let mut count = 0;
    for seed in std::fs::read_dir(&folder).unwrap() {
        holds(&std::fs::read(seed.unwrap().path()).unwrap());
        count += 1;
    }
    assert!(count > 0, "no seeds in {}", folder.display());
}

#[test]
fn the_seeds_of_the_fuzz_targets_hold() {
    seeds("scanner", holds::scanner);
    seeds("validator", holds::validator);
    seeds("edited_message", holds::edited_message);
    seeds("schema_reader", holds::schema_reader);
    seeds("stored_row", holds::stored_row);
    seeds("address", holds::address);
}

/// Pieces in any order, with any bytes among them now and then.
fn text_of(pieces: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    let piece =
        prop_oneof![9 => select(pieces).prop_map(|piece| piece.as_bytes().to_vec()), 1 => vec(any::<u8>(), 0..4)];
    vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn documents_of_any_pieces(bytes in text_of(MARKUP)) {
        holds::scanner(&bytes);
        holds::validator(&bytes);
    }

    #[test]
    fn any_bytes(bytes in vec(any::<u8>(), 0..80)) {
        holds::scanner(&bytes);
        holds::validator(&bytes);
        holds::schema_reader(&bytes);
        holds::stored_row(&bytes);
        holds::address(&bytes);
    }

    #[test]
    fn messages_after_any_edits(edits in vec(any::<u8>(), 1..50)) {
        holds::edited_message(&edits);
    }

    #[test]
    fn schemas_of_any_pieces(content in text_of(SCHEMA)) {
        let mut schema = b"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>".to_vec();
        schema.extend(content);
        schema.extend(b"</xs:schema>");
        holds::schema_reader(&schema);
    }

    #[test]
    fn rows_that_resemble_entries(present in any::<u8>(), meta in "(\\{\"(events|publisher|beginning)\":(\\[[^a]{0,9}\\]|\"[a-z]{4,11}\"|null)\\}|\\{\\})") {
        let mut row = vec![present];
        let columns = ["ReportBody", "C2", "00000000-0000-4000-8000-000000000001", "<Message/>"];
        let kept = columns.iter().enumerate().filter(|(bit, _)| present >> bit & 1 == 1);
        kept.for_each(|(_, column)| row.extend(format!("{column}\n").bytes()));
        row.extend(meta.bytes());
        holds::stored_row(&row);
    }

    #[test]
    fn addresses(text in "[0-9a-f]{15,17}:[0-9]{0,20}") {
        holds::address(text.as_bytes());
    }
}
