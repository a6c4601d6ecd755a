//! Each rule of XML 1.0 and its namespaces: what keeps it is taken, what breaks it is refused at its place.

use super::*;

fn accepts(documents: &[&str]) {
    for document in documents {
        assert!(one_line_of(document).is_ok(), "{document:?}: {}", one_line_of(document).unwrap_err());
    }
}

/// Documents of one line with the column of the fault and a part of what is said about it.
fn refuses(documents: &[(&str, u32, &str)]) {
    for &(document, column, part) in documents {
        match one_line_of(document) {
            Err(MessageError::NotWellFormed { at, message, .. }) => {
                assert!(message.contains(part), "{document:?}: {message:?} should say {part:?}");
                assert_eq!((at.line, at.column), (1, column), "{document:?}: {message}");
            }
            other => panic!("{document:?}: {other:?}"),
        }
    }
}

#[test]
fn tags_nest_and_close() {
    accepts(&["<a/>", "<a />", "<a></a>", "<a></a\t>", "<a><b/><b></b></a>", "<a\n/>"]);
    refuses(&[
        ("", 1, "no element"),
        ("  ", 3, "no element"),
        ("<", 2, "name is missing"),
        ("<a", 1, "no end"),
        ("<a>", 4, "ends inside /a"),
        ("<a><b></a>", 7, "<b> has to be closed first"),
        ("<a></b>", 4, "<a> has to be closed first"),
        ("<a></ab>", 4, "</ab> stands where <a>"),
        ("<ab></a>", 5, "</a> stands where <ab>"),
        ("<a></a b='1'>", 7, "> is missing"),
        ("<a></ a>", 6, "name cannot begin"),
        ("</a>", 1, "no start tag"),
        ("<a/></a>", 5, "no start tag"),
        ("<a/><b/>", 5, "one root"),
        ("<a/ >", 3, "white space is missing"),
        ("<a></a", 7, "> is missing"),
        ("< a/>", 2, "name cannot begin"),
        ("<a><</a>", 5, "name cannot begin"),
        ("<>", 2, "name cannot begin"),
    ]);
}

#[test]
fn nothing_but_white_space_comments_and_instructions_surrounds_the_root() {
    accepts(&[" <a/> ", "<!-- c --><a/><!-- c -->", "<?p?><a/><?p q?>\n", "<?xml version='1.0'?>\n<a/>"]);
    refuses(&[
        ("x<a/>", 1, "outside the root"),
        ("<a/>x", 5, "outside the root"),
        ("<a/>&amp;", 5, "outside the root"),
        ("<a/><![CDATA[x]]>", 5, "<!"),
        ("<a/>\0", 5, "outside the root"),
    ]);
}

#[test]
fn names_are_names() {
    accepts(&["<_a/>", "<a-1.b/>", "<é/>", "<a\u{B7}/>", "<a\u{300}/>", "<\u{10000}/>", "<x:a xmlns:x='u'/>"]);
    refuses(&[
        ("<1/>", 2, "cannot begin with '1'"),
        ("<-a/>", 2, "cannot begin with '-'"),
        ("<\u{B7}/>", 2, "cannot begin"),
        ("<\u{300}a/>", 2, "cannot begin"),
        ("<a\u{D7}/>", 3, "white space is missing"),
        ("<a\u{37E}/>", 3, "white space is missing"),
        ("<:a/>", 2, "one colon"),
        ("<a:/>", 4, "cannot begin with '/'"),
        ("<a:b:c/>", 5, "one colon"),
        ("<a:1/>", 4, "cannot begin with '1'"),
        ("<a b:='1'/>", 6, "cannot begin"),
    ]);
}

#[test]
fn attributes_are_quoted_parted_and_unique() {
    accepts(&[
        "<a b='1' c=\"2\"/>",
        "<a b = '1'/>",
        "<a b='\"' c=\"'\"/>",
        "<a b='>'/>",
        "<a b='&lt;&#10;'/>",
        "<a b=''/>",
    ]);
    refuses(&[
        ("<a b/>", 5, "name=\"value\""),
        ("<a b=1/>", 6, "in quotes"),
        ("<a b='1'c='2'/>", 9, "white space is missing"),
        ("<a b='<'/>", 7, "&lt;"),
        ("<a b='&'/>", 7, "&amp;"),
        ("<a b='1/>", 6, "close its quote"),
        ("<a b='1' b='2'/>", 10, "b stands twice"),
        ("<a b='\u{1}'/>", 7, "U+0001"),
        ("<a b='\u{FFFF}'/>", 7, "U+FFFF"),
        ("<a b='1'", 1, "no end"),
        ("<a =''/>", 4, "cannot begin"),
    ]);
}

#[test]
fn prefixes_are_declared_and_reserved_ones_left_alone() {
    accepts(&[
        "<p:a xmlns:p='u'><p:b/></p:a>",
        "<a xml:lang='de'/>",
        "<a xmlns='u'><b xmlns=''/></a>",
        "<a xmlns:xml='http://www.w3.org/XML/1998/namespace'/>",
        "<a xmlns:p='u' xmlns:q='v' p:x='1' q:x='2' x='3'/>",
        "<a xmlns:p='u'><b xmlns:p='v'/><p:c/></a>",
    ]);
    refuses(&[
        ("<p:a/>", 2, "p is not declared"),
        ("<a p:b='1'/>", 4, "p is not declared"),
        ("<a><p:b xmlns:p='u'/><p:c/></a>", 23, "p is not declared"),
        ("<a xmlns:p=''/>", 4, "declared empty"),
        ("<a xmlns:xml='u'/>", 4, "prefix xml"),
        ("<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>", 4, "prefix xml"),
        ("<a xmlns='http://www.w3.org/XML/1998/namespace'/>", 4, "prefix xml"),
        ("<a xmlns:xmlns='u'/>", 4, "prefix xmlns"),
        ("<a xmlns:p='http://www.w3.org/2000/xmlns/'/>", 4, "prefix xmlns"),
        ("<a xmlns='http://www.w3.org/2000/xmlns/'/>", 4, "prefix xmlns"),
        ("<xmlns:a/>", 2, "prefix xmlns"),
        ("<a xmlns:p='u' xmlns:q='u' p:x='1' q:x='2'/>", 36, "twice"),
        ("<a xmlns:p='u' xmlns:p='u'/>", 16, "twice"),
        ("<a xmlns='u' xmlns='u'/>", 14, "twice"),
    ]);
}

#[test]
fn text_is_made_of_characters_and_known_references() {
    accepts(&[
        "<a>]] > ]></a>",
        "<a>&lt;&gt;&amp;&quot;&apos;&#9;&#x41;&#x10FFFF;&#0065;</a>",
        "<a>\t\r\n\u{85}\u{FFFD}\u{7F}\u{10FFFF}</a>",
    ]);
    refuses(&[
        ("<a>]]></a>", 4, "]]&gt;"),
        ("<a>x]]]></a>", 6, "]]&gt;"),
        ("<a>&</a>", 4, "&amp;"),
        ("<a>&amp</a>", 4, "&amp;"),
        ("<a>&nbsp;</a>", 4, "&nbsp; is not known"),
        ("<a>&;</a>", 4, "&; is not known"),
        ("<a>&#;</a>", 4, "no character"),
        ("<a>&#x;</a>", 4, "no character"),
        ("<a>&#0;</a>", 4, "no character"),
        ("<a>&#1;</a>", 4, "no character"),
        ("<a>&#xD800;</a>", 4, "no character"),
        ("<a>&#xFFFE;</a>", 4, "no character"),
        ("<a>&#x110000;</a>", 4, "no character"),
        ("<a>&#99999999999999999999;</a>", 4, "no character"),
        ("<a>&#X41;</a>", 4, "no character"),
        ("<a>&#1a;</a>", 4, "no character"),
        ("<a>é\u{0}</a>", 5, "U+0000"),
        ("<a>\u{1F}</a>", 4, "U+001F"),
        ("<a>\u{FFFE}</a>", 4, "U+FFFE"),
    ]);
}

#[test]
fn comments_cdata_and_instructions_keep_their_grammar() {
    accepts(&[
        "<a><!----><!-->--><!-- - --><!-- <&> --></a>",
        "<a><![CDATA[]]><![CDATA[<&]] ]>]]]]></a>",
        "<a><?p?><?p ?><?p a?b?></a>",
        "<a><?xml-stylesheet x?></a>",
    ]);
    refuses(&[
        ("<a><!-- -- --></a>", 9, "-- may not"),
        ("<a><!-- x---></a>", 10, "-- may not"),
        ("<a><!-- x</a>", 4, "no end"),
        ("<a><!--></a>", 4, "no end"),
        ("<a><!- x --></a>", 4, "comment begins"),
        ("<a><!-- \u{0} --></a>", 9, "U+0000"),
        ("<a><![CDATA[x]></a>", 4, "no end"),
        ("<a><![cdata[x]]></a>", 4, "<!"),
        ("<a><![CDATA[\u{2}]]></a>", 13, "U+0002"),
        ("<a><!DOCTYPE a></a>", 4, "<!"),
        ("<a><?p</a>", 7, "white space or ?>"),
        ("<a><?p </a>", 4, "no end"),
        ("<a><? p?></a>", 6, "name cannot begin"),
        ("<a><?p:q?></a>", 7, "no colon"),
        ("<a><?xml version='1.0'?></a>", 4, "very start"),
        ("<a><?XmL ?></a>", 4, "very start"),
        ("<a><?p \u{3}?></a>", 8, "U+0003"),
    ]);
}

#[test]
fn the_declaration_keeps_its_grammar() {
    accepts(&[
        "<?xml version=\"1.0\"?><a/>",
        "<?xml version='1.1' ?><a/>",
        "<?xml version = '1.0' encoding='UTF-8' standalone='yes'?><a/>",
        "<?xml version='1.0' standalone='no'?><a/>",
    ]);
    refuses(&[
        (" <?xml version='1.0'?><a/>", 2, "very start"),
        ("<!----><?xml version='1.0'?><a/>", 8, "very start"),
        ("<?xml?><a/>", 1, "very start"),
        ("<?xml ?><a/>", 7, "version=\"1.0\""),
        ("<?xml encoding='UTF-8'?><a/>", 7, "version=\"1.0\""),
        ("<?xml version='2.0'?><a/>", 16, "version 1.0"),
        ("<?xml version='1.'?><a/>", 16, "version 1.0"),
        ("<?xml version=1.0?><a/>", 14, "name=\"value\""),
        ("<?xml version='1.0'encoding='UTF-8'?><a/>", 20, "white space is missing"),
        ("<?xml version='1.0' standalone='maybe'?><a/>", 33, "yes or no"),
        ("<?xml version='1.0' standalone='yes' encoding='UTF-8'?><a/>", 38, "in this order"),
        ("<?xml version='1.0' encoding='8'?><a/>", 31, "no name of an encoding"),
        ("<?xml version='1.0'", 20, "in this order"),
        ("<?xml version", 14, "name=\"value\""),
    ]);
}

#[test]
fn a_fault_is_told_with_line_column_and_path() {
    let document = "<Message>\n  <C2SIMHeader>\r\n    <Näme>x</Name>\n";
    let error = one_line_of(document).unwrap_err();
    assert_eq!(error.to_string(), "Line 3, column 12: </Name> stands where <Näme> has to be closed first");
    assert!(matches!(error, MessageError::NotWellFormed { path, .. } if path == "/Message/C2SIMHeader/Näme"));
}

#[test]
fn a_document_type_is_refused_as_such() {
    let bomb = "<?xml version='1.0'?>\n <!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;&b;'>]><a>&c;</a>";
    let error = one_line_of(bomb).unwrap_err();
    assert!(matches!(error, MessageError::DoctypeNotAllowed { at } if (at.line, at.column) == (2, 2)), "{error}");
    assert!(matches!(one_line_of("<!doctype a><a/>"), Err(MessageError::NotWellFormed { .. })));
}
