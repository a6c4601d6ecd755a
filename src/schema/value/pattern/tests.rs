use super::*;

fn check(expression: &str, matching: &[&str], other: &[&str]) {
    let pattern = Pattern::new(&[expression]).unwrap_or_else(|error| panic!("{error}"));
    for text in matching {
        assert!(pattern.matches(text), "{expression} should match {text:?}");
    }
    for text in other {
        assert!(!pattern.matches(text), "{expression} should not match {text:?}");
    }
}

#[test]
fn expressions_match_as_xml_schema_says() {
    check("a|ab|abc", &["a", "ab", "abc"], &["", "abcd", "b"]);
    check("", &[""], &["a"]);
    check("a?b*c+", &["c", "abbcc", "bc"], &["", "a", "ab", "cb"]);
    check("(ab){2,3}", &["abab", "ababab"], &["ab", "abababab"]);
    check("a{2,}", &["aa", "aaaaa"], &["a"]);
    check("^a$", &["^a$"], &["a"]);
    check(r"\d+", &["12", "\u{0661}"], &["", "a", "\u{00b2}"]);
    check(r"\w+", &["aé1", "$"], &["a b", "-", "."]);
    check(r"\i\c*", &["_a-b.1", ":x", "é"], &["1a", "-", ""]);
    check(r"\s\S", &[" a", "\ta"], &["aa", "\u{a0}a"]);
    check(".", &["a", "é", "\u{10000}", "\t"], &["\n", "\r", "ab"]);
    check("[a-z-[aeiou]]+", &["xyz"], &["xaz", "-"]);
    check("[^a-c-[x]]", &["d"], &["a", "x", "dd"]);
    check("[-a]+", &["-a"], &["b"]);
    check("[a-]+", &["-a"], &["b"]);
    check(r"[\-\.\[\]]+", &["-.[]"], &["a"]);
    check(r"\p{Lu}\P{Lu}", &["Aa", "É1"], &["aA"]);
    check(r"[\p{IsBasicLatin}]*", &["abc"], &["é"]);
    check(r"\p{IsLatin-1Supplement}", &["é"], &["e"]);
    check(r"\n\r\t\\", &["\n\r\t\\"], &["nrt"]);
    check(r"[&~@#]", &["&", "~"], &["&&"]);
    check("a{0}b", &["b"], &["ab"]);
    check(".{0,300}x", &["x", "abcx"], &["abc"]);
    check(r"\w{0,200}x", &["x", "abcx"], &["abc"]);
    check("(é|.)*", &["", "éab"], &["\n"]);
}

#[test]
fn alternatives_match_one_of_them_as_a_whole() {
    let pattern = Pattern::new(&["a", "bc|d", "[0-9]{3}"]).unwrap();
    for (text, matches) in [("a", true), ("bc", true), ("d", true), ("123", true), ("ad", false), ("12", false)] {
        assert_eq!(pattern.matches(text), matches, "{text}");
    }
    assert_eq!(pattern.source(), "a|bc|d|[0-9]{3}");
}

#[test]
fn fixed_lengths_become_templates() {
    let uuid = r"[0-9a-fA-F]{8}\-([0-9a-fA-F]{4}\-){3}[0-9a-fA-F]{12}";
    assert!(matches!(Pattern::new(&[uuid]).unwrap().matcher, Matcher::Template(_)));
    check(
        uuid,
        &["00000000-0000-0000-0000-00000000000F", "670cfe5e-6c43-f267-ad7f-bd6e739def24"],
        &[
            "",
            " 00000000-0000-0000-0000-00000000000F",
            "00000000-0000-0000-0000-00000000000F ",
            "00000000-0000-0000-0000-00000000000g",
            "00000000-0000-0000-0000-0000000000é",
            "0000000000000-0000-0000-00000000000F",
        ],
    );
    for (expression, template) in [("[0-9]{2}[T]{1}", true), ("[0-9]{2,3}", false), (r"\d\d", false), ("a|b", false)] {
        let matcher = Pattern::new(&[expression]).unwrap().matcher;
        assert_eq!(matches!(matcher, Matcher::Template(_)), template, "{expression}");
    }
}

#[test]
fn faulty_expressions_are_refused() {
    for text in [
        "(",
        ")",
        "[",
        "[]",
        "a{2,1}",
        "a{",
        "*a",
        "a**",
        r"\q",
        r"\p{Xx}",
        r"\p{IsNothing}",
        "[z-a]",
        "a{x}",
        "[a-z-[b]c]",
        "}",
        "]",
        "(?:a)",
        "\\",
        r"\p",
    ] {
        assert!(Pattern::new(&[text]).is_err(), "{text}");
    }
    assert!(Pattern::new(&["(".repeat(10_000).as_str()]).is_err());
    assert!(Pattern::new(&["((((a{1000}){1000}){1000}){1000}){1000}"]).is_err());
}
