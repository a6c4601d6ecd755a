//! The one-line form: what goes, what stays, and that it is its own one-line form.

use super::*;

#[test]
fn white_space_comments_and_line_breaks_go_and_the_rest_stays() {
    let check = |document: &str, expected: &str| {
        let line = one_line_of(document).unwrap();
        assert_eq!(line, format!("{expected}\n"), "{document:?}");
        assert_eq!(one_line_of(&line).unwrap(), line, "again: {document:?}");
    };
    for unchanged in [
        "<a/>",
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><a/>",
        "<?xml version='1.0' standalone='yes'?><?p q?><a/><?p?>",
        "<a  b='1'\t c = \"&#10;&lt;\" ><b /></a >",
        "<a> </a>",
        "<a>\t<?p?> </a>",
        "<a> x <b/> y </a>",
        "<a><![CDATA[<raw> & ]]]]></a>",
        "<a>&amp;&#10;&#xA;&#13;&gt;</a>",
        "<p:a xmlns:p='u' xmlns='v'><p:b/></p:a>",
        "<a>\u{85}\u{2028}</a>",
    ] {
        check(unchanged, unchanged);
    }
    check(" \n<a/>\r\n\n", "<a/>");
    check("<a>\n  <b/>\n\t<b/>\r\n</a>", "<a><b/><b/></a>");
    check("<a>  <b> </b>  </a>", "<a><b> </b></a>");
    check("<a>\n</a>", "<a>&#10;</a>");
    check("<a>x\ny\r\nz\rw</a>", "<a>x&#10;y&#10;z&#10;w</a>");
    check("<a>\n x</a>", "<a>&#10; x</a>");
    check("<a><b/>\n x</a>", "<a><b/>&#10; x</a>");
    check("<!-- x --><a><!-- y\n --></a><!-- z -->", "<a></a>");
    check("<a>x<!-- y -->z</a>", "<a>xz</a>");
    check("<a> <!-- y --> </a>", "<a>  </a>");
    check("<a> <!-- y --> <b/> <!-- y --></a>", "<a><b/></a>");
    check("<a>]]<!-- y -->></a>", "<a>]]&gt;</a>");
    check("<a>]<!-- y -->]><!-- y -->></a>", "<a>]]&gt;&gt;</a>");
    check("<a><![CDATA[x\n<&>\r\n]]]]></a>", "<a>x&#10;&lt;&amp;&gt;&#10;]]</a>");
    check("<a><![CDATA[\n]]]]>></a>", "<a>&#10;]]&gt;</a>");
    check("<a> <![CDATA[ ]]><b/></a>", "<a> <![CDATA[ ]]><b/></a>");
    check("<a\n b='1'\r\n c='x\ny\r\nz'\n/>", "<a  b='1'  c='x y z' />");
    check("<a><b\n></b\n></a>", "<a><b ></b ></a>");
    check("<a\nb\n=\n'1'/>", "<a b = '1'/>");
    check("<?xml version='1.0'\n?>\n<?p\nq?>\n<!-- c -->\n<a/>\n<?p?>\n", "<?xml version='1.0' ?><?p q?><a/><?p?>");
    check("<a> <?p\nq?> <b/></a>", "<a><?p q?><b/></a>");
    check("<?xml version='1.0' encoding='us-ascii'?>\n<a/>", "<?xml version='1.0' encoding='UTF-8'?><a/>");
}

#[test]
fn a_large_body_that_is_one_line_is_shared() {
    let mut text =
        message(&format!("<SystemMessageBody><StartScenario/>{}</SystemMessageBody>", "<x/>".repeat(20_000)));
    text.push('\n');
    let body = Bytes::from(text.clone());
    let read = read(body.clone(), None, &schema(), Validation::InitializationOnly, &Limits::default()).unwrap();
    assert_eq!(read.one_line(), &body);
    assert_eq!(read.one_line().as_ptr(), body.as_ptr());
    assert_eq!(read.xml(), text.trim_end());
    text.pop();
    let copied = read_text(&text, Validation::InitializationOnly).unwrap();
    assert_eq!(copied.one_line(), &body);
}
