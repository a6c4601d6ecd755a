//! The part of XPath that identity constraints may use: child steps, `.//` at the beginning, `|` between paths, and in
//! fields an attribute at the end.

use crate::schema::{
    declarations::is_ncname,
    names::{NameId, NamespaceId},
};

/// One alternative of a selector or field.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::schema) struct Path {
    /// Whether it begins anywhere below its context.
    descends: bool,
    steps: Vec<Step>,
    /// The attribute at its end.
    pub(in crate::schema) attribute: Option<AttributeTest>,
}

/// What a step asks of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::schema) enum Step {
    Any,
    Of(NamespaceId),
    Named(NameId),
}

/// What a path asks of an attribute.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::schema) enum AttributeTest {
    Any,
    Of(NamespaceId),
    Named(NamespaceId, Box<str>),
}

impl AttributeTest {
    pub(in crate::schema) fn admits(&self, namespace: NamespaceId, local: &[u8]) -> bool {
        match self {
            Self::Any => true,
            Self::Of(of) => *of == namespace,
            Self::Named(of, name) => *of == namespace && name.as_bytes() == local,
        }
    }
}

/// Gives the names in a path their numbers.
pub(in crate::schema) trait NameResolver {
    /// The namespace of a prefix; none when it is not declared.
    fn namespace(&mut self, prefix: &str) -> Option<NamespaceId>;
    /// The number of an element's name; none when it is too long.
    fn element(&mut self, namespace: NamespaceId, local: &str) -> Option<NameId>;
}

impl Path {
    /// Reads a selector's or field's alternatives; what is wrong with it as a half sentence.
    pub(in crate::schema) fn parse(
        text: &str,
        is_field: bool,
        resolver: &mut dyn NameResolver,
    ) -> Result<Vec<Self>, String> {
        let compact = without_spaces(text).ok_or("a name cannot stand beside a name")?;
        compact.split('|').map(|path| Self::one(path, is_field, resolver)).collect()
    }

    fn one(text: &str, is_field: bool, resolver: &mut dyn NameResolver) -> Result<Self, String> {
        let (descends, text) = match text.strip_prefix(".//") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let mut path = Self { descends, steps: Vec::new(), attribute: None };
        let mut steps = text.split('/').peekable();
        while let Some(step) = steps.next() {
            if let Some(name) = step.strip_prefix('@').or(step.strip_prefix("attribute::")) {
                if !is_field || steps.peek().is_some() {
                    return Err("an attribute may stand only at the end of a field".into());
                }
                path.attribute = Some(match test(name, resolver)? {
                    Test::Any => AttributeTest::Any,
                    Test::Of(namespace) => AttributeTest::Of(namespace),
                    Test::Named(namespace, local) => AttributeTest::Named(namespace, local.into()),
                });
            } else if step != "." {
                path.steps.push(match test(step.strip_prefix("child::").unwrap_or(step), resolver)? {
                    Test::Any => Step::Any,
                    Test::Of(namespace) => Step::Of(namespace),
                    Test::Named(namespace, local) => {
                        Step::Named(resolver.element(namespace, local).ok_or("a name is too long")?)
                    }
                });
            }
        }
        Ok(path)
    }

    /// Whether the path leads to an element, or to the one that bears the attribute: `names` are those of the elements from
    /// the context, itself left out, to the element.
    pub(in crate::schema) fn leads_to(&self, names: &[(NamespaceId, NameId)]) -> bool {
        let Some(above) = names.len().checked_sub(self.steps.len()) else { return false };
        (above == 0 || self.descends)
            && self.steps.iter().zip(&names[above..]).all(|(step, (namespace, name))| match step {
                Step::Any => true,
                Step::Of(of) => of == namespace,
                Step::Named(named) => named == name,
            })
    }
}

enum Test<'t> {
    Any,
    Of(NamespaceId),
    Named(NamespaceId, &'t str),
}

fn test<'t>(text: &'t str, resolver: &mut dyn NameResolver) -> Result<Test<'t>, String> {
    let (prefix, local) = match text.split_once(':') {
        Some((prefix, local)) => (Some(prefix), local),
        None => (None, text),
    };
    if prefix.is_some_and(|prefix| !is_ncname(prefix)) || (local != "*" && !is_ncname(local)) {
        return Err(match text {
            "" => "a step is missing".into(),
            _ => format!("'{text}' is no step; only names, *, p:*, . and, at the beginning, .// may stand here"),
        });
    }
    let namespace = match prefix {
        None if local == "*" => return Ok(Test::Any),
        None => NamespaceId::NONE,
        Some(prefix) => resolver.namespace(prefix).ok_or(format!("the prefix '{prefix}' is not declared"))?,
    };
    Ok(if local == "*" { Test::Of(namespace) } else { Test::Named(namespace, local) })
}

/// The text without white space; none where it divides two names.
fn without_spaces(text: &str) -> Option<String> {
    let is_name = |c: char| !matches!(c, '.' | '/' | '|' | '@' | '*' | ':');
    let mut compact = String::new();
    for word in text.split_whitespace() {
        if compact.ends_with(is_name) && word.starts_with(is_name) {
            return None;
        }
        compact.push_str(word);
    }
    Some(compact)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Letters;

    impl NameResolver for Letters {
        fn namespace(&mut self, prefix: &str) -> Option<NamespaceId> {
            (prefix == "p").then_some(NamespaceId::XML)
        }

        fn element(&mut self, _: NamespaceId, local: &str) -> Option<NameId> {
            local.bytes().next().map(|letter| NameId(letter.into()))
        }
    }

    #[test]
    fn a_path_leads_to_elements_by_their_names() {
        for (text, led, not_led) in [
            (".", &[""][..], &["a"][..]),
            ("a", &["a"], &["", "b", "aa", "ba"]),
            ("./a/./b", &["ab"], &["a", "b", "aab"]),
            (".//a", &["a", "ba", "bba"], &["", "ab"]),
            (".//.", &["", "a", "ab"], &[]),
            ("a | child::b / *", &["a", "ba", "bb"], &["b", "ab"]),
            ("p:*", &[], &["a"]),
        ] {
            let paths = Path::parse(text, false, &mut Letters).unwrap();
            for (documents, expected) in [(led, true), (not_led, false)] {
                for names in documents {
                    let names: Vec<_> =
                        names.bytes().map(|letter| (NamespaceId::NONE, NameId(letter.into()))).collect();
                    assert_eq!(paths.iter().any(|path| path.leads_to(&names)), expected, "{text} {names:?}");
                }
            }
        }
    }

    #[test]
    fn a_field_may_end_with_an_attribute() {
        for (text, namespace, local, expected) in [
            ("@a", NamespaceId::NONE, "a", true),
            ("@a", NamespaceId::XML, "a", false),
            (".//b/attribute::p:a", NamespaceId::XML, "a", true),
            ("@p:*", NamespaceId::XML, "b", true),
            ("@*", NamespaceId::NONE, "b", true),
        ] {
            let path = Path::parse(text, true, &mut Letters).unwrap().remove(0);
            assert_eq!(path.attribute.unwrap().admits(namespace, local.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn anything_else_of_xpath_is_refused() {
        for text in
            ["", "a//b", "/a", "a/", "a|", "a[1]", "..", "a b", "z:a", "@a/b", "a()", "//a", "parent::a", "a:b:c"]
        {
            assert!(Path::parse(text, true, &mut Letters).is_err(), "{text}");
        }
        assert!(Path::parse("@a", false, &mut Letters).is_err());
    }
}
