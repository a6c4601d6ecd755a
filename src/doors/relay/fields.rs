//! Fields of forms and queries as PHP names them: `a[b][c]=1` is `{"a": {"b": {"c": "1"}}}`, and keys 0 to n-1 make a list.
//!
//! Entry point: [`Fields::read`]. What must always hold: nothing nests deeper than [`DEPTH_MAX`]; a name whose brackets do not
//! close is taken as it stands. What it deliberately leaves out: what the fields mean.

use std::fmt::Write;

/// How deep brackets may nest.
pub(super) const DEPTH_MAX: usize = 32;
/// Fields of one form or query.
pub(super) const FIELDS_MAX: usize = 10_000;

/// What fields with brackets make together; keys keep the order in which they first came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// A value.
    Text(String),
    /// Values by key.
    Map(Vec<(String, Node)>),
}

/// The fields of a form or a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Fields(Vec<(String, Node)>);

/// A form or query that is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum NotFields {
    /// Brackets nest too deep.
    #[error("its brackets nest deeper than {DEPTH_MAX}")]
    TooDeep,
    /// There are too many.
    #[error("it has more than {FIELDS_MAX} fields")]
    TooMany,
}

impl Fields {
    /// Reads `application/x-www-form-urlencoded` text.
    pub(super) fn read(text: &[u8]) -> Result<Self, NotFields> {
        let mut root = Vec::new();
        for (count, (name, value)) in form_urlencoded::parse(text).enumerate() {
            if count >= FIELDS_MAX {
                return Err(NotFields::TooMany);
            }
            let (first, keys) = path(&name);
            if keys.len() > DEPTH_MAX {
                return Err(NotFields::TooDeep);
            }
            put(&mut root, first, &keys, value.into_owned());
        }
        Ok(Self(root))
    }

    /// The field of this name; the last one where it was given more than once.
    pub(super) fn get(&self, name: &str) -> Option<&Node> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, node)| node)
    }
}

impl Node {
    /// The node as JSON text.
    pub(super) fn json(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Text(text) => write_text(out, text),
            Self::Map(entries) if is_list(entries) => {
                write_between(out, ('[', ']'), entries, |out, (_, node)| node.write(out));
            }
            Self::Map(entries) => write_between(out, ('{', '}'), entries, |out, (key, node)| {
                write_text(out, key);
                out.push(':');
                node.write(out);
            }),
        }
    }
}

fn is_list(entries: &[(String, Node)]) -> bool {
    !entries.is_empty() && entries.iter().enumerate().all(|(index, (key, _))| *key == index.to_string())
}

fn write_between<T>(out: &mut String, (open, close): (char, char), items: &[T], write: impl Fn(&mut String, &T)) {
    out.push(open);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(out, item);
    }
    out.push(close);
}

fn write_text(out: &mut String, text: &str) {
    // Writing to a text does not fail.
    let _ = write!(out, "{}", serde_json::Value::from(text));
}

/// `a[b][c]` as `a` and `[b, c]`.
fn path(name: &str) -> (&str, Vec<&str>) {
    let Some((first, rest)) = name.split_once('[').filter(|(first, _)| !first.is_empty()) else {
        return (name, vec![]);
    };
    let Some(rest) = rest.strip_suffix(']') else { return (name, vec![]) };
    (first, rest.split("][").collect())
}

fn put(entries: &mut Vec<(String, Node)>, key: &str, keys: &[&str], value: String) {
    // PHP gives a key without a name the next number.
    let key = if key.is_empty() { entries.len().to_string() } else { key.to_owned() };
    let index = entries.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
        entries.push((key, Node::Map(Vec::new())));
        entries.len() - 1
    });
    let node = &mut entries[index].1;
    let Some((next, keys)) = keys.split_first() else {
        *node = Node::Text(value);
        return;
    };
    if let Node::Text(_) = node {
        *node = Node::Map(Vec::new());
    }
    if let Node::Map(entries) = node {
        put(entries, next, keys, value);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn json(form: &str, name: &str) -> Option<String> {
        Fields::read(form.as_bytes()).unwrap().get(name).map(Node::json)
    }

    #[test]
    fn brackets_make_objects_and_lists() {
        let check = |form: &str, name: &str, expected: Option<&str>| {
            assert_eq!(json(form, name).as_deref(), expected, "{form}");
        };
        check("a=1&b=2", "a", Some(r#""1""#));
        check("a=1&a=2", "a", Some(r#""2""#));
        check("a=1", "b", None);
        check("a[x]=1&a[y][z]=2&a[x]=3", "a", Some(r#"{"x":"3","y":{"z":"2"}}"#));
        check("a%5Bx%5D=%C3%A4+b", "a", Some("{\"x\":\"ä b\"}"));
        check("a[0]=x&a[1]=y", "a", Some(r#"["x","y"]"#));
        check("a[1]=x&a[0]=y", "a", Some(r#"{"1":"x","0":"y"}"#));
        check("a[]=x&a[]=y", "a", Some(r#"["x","y"]"#));
        check("a=1&a[b]=2", "a", Some(r#"{"b":"2"}"#));
        check("a[b=1", "a[b", Some(r#""1""#));
        check("a[b]c=1", "a[b]c", Some(r#""1""#));
        check("a[\"]=%22%0a", "a", Some(r#"{"\"":"\"\n"}"#));
    }

    #[test]
    fn depth_and_number_are_limited() {
        let nested = |depth: usize| format!("a{}=1", "[x]".repeat(depth));
        assert!(Fields::read(nested(DEPTH_MAX).as_bytes()).is_ok());
        assert_eq!(Fields::read(nested(DEPTH_MAX + 1).as_bytes()), Err(NotFields::TooDeep));
        let many = |count: usize| vec!["a=1"; count].join("&");
        assert!(Fields::read(many(FIELDS_MAX).as_bytes()).is_ok());
        assert_eq!(Fields::read(many(FIELDS_MAX + 1).as_bytes()), Err(NotFields::TooMany));
    }

    proptest! {
        #[test]
        fn whatever_comes_becomes_json_or_is_refused(form in "[a-c\\[\\]=&%0-2]{0,60}") {
            if let Ok(fields) = Fields::read(form.as_bytes()) {
                for (_, node) in &fields.0 {
                    prop_assert!(serde_json::from_str::<serde_json::Value>(&node.json()).is_ok());
                }
            }
        }
    }
}
