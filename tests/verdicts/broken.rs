//! Twins of valid documents: one change each. Most are broken by it; whether one is, the oracle knows.

use c2sim::cli::conformance::instances::{Dice, Generator, Node, escape};

use super::damage;

/// The kinds of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    Missing,
    Doubled,
    Swapped,
    Renamed,
    CaseChanged,
    Foreign,
    OtherVersion,
    NoNamespace,
    ChildInLeaf,
    ChildUnknown,
    TextAmongChildren,
    SpaceInEmpty,
    Emptied,
    NoValue,
    Padded,
    Lexical,
    OutOfRange,
    Misspelled,
    OtherValue,
    UnknownAttribute,
    XsiNil,
    XsiType,
    XsiOther,
    Moved,
    WrongRoot,
    /// The value stays, and is written with sections, references and comments: no fault.
    Rewritten,
    /// Not well-formed.
    Damaged,
    /// A document type declaration.
    Doctype,
}

impl Fault {
    pub const ALL: [Fault; 28] = [
        Fault::Missing,
        Fault::Doubled,
        Fault::Swapped,
        Fault::Renamed,
        Fault::CaseChanged,
        Fault::Foreign,
        Fault::OtherVersion,
        Fault::NoNamespace,
        Fault::ChildInLeaf,
        Fault::ChildUnknown,
        Fault::TextAmongChildren,
        Fault::SpaceInEmpty,
        Fault::Emptied,
        Fault::NoValue,
        Fault::Padded,
        Fault::Lexical,
        Fault::OutOfRange,
        Fault::Misspelled,
        Fault::OtherValue,
        Fault::UnknownAttribute,
        Fault::XsiNil,
        Fault::XsiType,
        Fault::XsiOther,
        Fault::Moved,
        Fault::WrongRoot,
        Fault::Rewritten,
        Fault::Damaged,
        Fault::Doctype,
    ];
}

/// Values that are numbers, times or truths somewhere and not elsewhere.
const LEXICALS: &[&str] = &[
    "",
    " ",
    "+INF",
    "INF",
    "inf",
    "NaN",
    "nan",
    "1e5",
    "1E",
    "0x10",
    "1,5",
    "--1",
    "+",
    ".",
    "1.",
    ".1",
    "TRUE",
    "True",
    "1_000",
    "12.0",
    "99999999999999999999",
    "\u{661}",
    "- 1",
    "1 2",
    "-0",
    "+0",
    "00",
    "1e400",
    "-1E-400",
    "128",
    "-129",
    "\u{a0}1",
    "2026-01-01",
    "2026-01-01T00:00:00",
    "P1Y",
];

/// Far outside of every bound, and just outside of the ones there are.
const OUTSIDE: &[&str] = &[
    "-90.0000000000001",
    "90.00000000000000001",
    "180.0000001",
    "-180.0000000000000001",
    "3.14159261",
    "-3.1415927",
    "101",
    "-1",
    "0",
    "0.0",
    "-0.0",
    "100.0",
    "1e10",
    "-1e10",
];

/// Values of other types.
const VALUES: &[&str] = &[
    "true",
    "00000000-0000-0000-0000-000000000000",
    "0A1B2C3D-0000-4000-8000-00000000000A",
    "0a1b2c3d-0000-4000-8000-00000000000g",
    "2026-02-30T00:00:00Z",
    "2026-01-01T00:00:00.5Z",
    "2026-01-01T24:00:00Z",
    "2026-01-01T00:00:00+01:00",
    "SFGPUCI---AAUS-",
    "COY",
    "1",
];

/// Puts one change into the document, where this kind of change can be put: the twin, and its text.
pub fn broken(document: &Node, fault: Fault, generator: &mut Generator<'_>) -> Option<(Node, String)> {
    let namespace = &generator.declared.namespace;
    let mut twin = document.clone();
    match fault {
        Fault::Damaged => {
            let text = damage::damaged(&twin.document(namespace), &mut generator.dice);
            return Some((twin, text));
        }
        Fault::Doctype => {
            let declaration = *generator.dice.pick(&["<!DOCTYPE Message>", "<!DOCTYPE Message [<!ENTITY e 'x'>]>\n"]);
            let text = format!("{declaration}{}", twin.document(namespace));
            return Some((twin, text));
        }
        _ => {}
    }
    if fault == Fault::WrongRoot {
        let names: Vec<&String> = generator.declared.elements.keys().collect();
        twin.name =
            if generator.dice.below(3) == 0 { "Unknown".into() } else { (*generator.dice.pick(&names)).clone() };
        let text = twin.document(namespace);
        return Some((twin, text));
    }
    let paths: Vec<Vec<usize>> = twin.paths().into_iter().filter(|path| fits(fault, &mut twin, path)).collect();
    if paths.is_empty() {
        return None;
    }
    let path = generator.dice.pick(&paths).clone();
    let names: Vec<&String> = generator.declared.elements.keys().collect();
    apply(fault, &mut twin, &path, &names, &mut generator.dice);
    let text = twin.document(namespace);
    Some((twin, text))
}

fn fits(fault: Fault, twin: &mut Node, path: &[usize]) -> bool {
    let node = twin.at(path);
    match fault {
        Fault::Missing | Fault::Doubled | Fault::TextAmongChildren | Fault::Emptied | Fault::Moved => {
            !node.children.is_empty()
        }
        Fault::Swapped => node.children.len() > 1,
        Fault::ChildInLeaf | Fault::Padded | Fault::Lexical | Fault::OutOfRange | Fault::OtherValue => {
            node.children.is_empty()
        }
        Fault::Misspelled | Fault::NoValue | Fault::Rewritten => !node.text.is_empty(),
        Fault::SpaceInEmpty => node.children.is_empty() && node.text.is_empty(),
        Fault::Renamed | Fault::Foreign | Fault::OtherVersion | Fault::NoNamespace => !path.is_empty(),
        _ => true,
    }
}

fn apply(fault: Fault, twin: &mut Node, path: &[usize], names: &[&String], dice: &mut Dice) {
    let node = twin.at(path);
    match fault {
        Fault::Foreign
        | Fault::OtherVersion
        | Fault::NoNamespace
        | Fault::UnknownAttribute
        | Fault::XsiNil
        | Fault::XsiType
        | Fault::XsiOther => {
            let attribute = attribute(fault, &node.name, names, dice);
            node.attributes.push(attribute);
        }
        Fault::NoValue
        | Fault::OtherValue
        | Fault::Padded
        | Fault::Lexical
        | Fault::OutOfRange
        | Fault::Misspelled
        | Fault::SpaceInEmpty => node.text = value(fault, &node.text, dice),
        Fault::Rewritten => {
            node.markup = rewritten(&node.text, dice);
            node.text.clear();
        }
        Fault::Moved => {
            let child = dice.below(node.children.len());
            let moved = node.children.remove(child);
            twin.children.insert(0, moved);
        }
        _ => elements(fault, node, names, dice),
    }
}

/// A fault among the elements.
fn elements(fault: Fault, node: &mut Node, names: &[&String], dice: &mut Dice) {
    let children = node.children.len();
    match fault {
        Fault::Missing => drop(node.children.remove(dice.below(children))),
        Fault::Doubled => {
            let child = dice.below(children);
            let copy = node.children[child].clone();
            node.children.insert(child, copy);
        }
        Fault::Swapped => node.children.swap(dice.below(children), dice.below(children)),
        Fault::Renamed => node.name = (*dice.pick(names)).clone(),
        Fault::CaseChanged => {
            let first = node.name.remove(0);
            let other = if first.is_lowercase() { first.to_ascii_uppercase() } else { first.to_ascii_lowercase() };
            node.name.insert(0, other);
        }
        Fault::ChildInLeaf => node.children.push(Node::new(dice.pick(names).as_str())),
        Fault::ChildUnknown => node.children.insert(dice.below(children + 1), Node::new("Unknown")),
        Fault::TextAmongChildren => {
            node.markup = (*dice.pick(&["x", " x ", "<![CDATA[]]>", "<![CDATA[ ]]>", "&#32;", " "])).into();
        }
        Fault::Emptied => node.children.clear(),
        other => unreachable!("{other:?} is none among the elements"),
    }
}

/// The value of a leaf, with a fault.
fn value(fault: Fault, text: &str, dice: &mut Dice) -> String {
    match fault {
        Fault::NoValue => String::new(),
        Fault::OtherValue => (*dice.pick(VALUES)).into(),
        Fault::Padded => format!("{}{text}{}", dice.pick(&[" ", "\n", ""]), dice.pick(&[" ", "\t"])),
        Fault::Lexical => (*dice.pick(LEXICALS)).into(),
        Fault::OutOfRange => (*dice.pick(OUTSIDE)).into(),
        Fault::SpaceInEmpty => (*dice.pick(&[" ", "\n", "x", "\t "])).into(),
        _ => {
            let mut characters: Vec<char> = text.chars().collect();
            let place = dice.below(characters.len());
            match dice.below(3) {
                0 => drop(characters.remove(place)),
                1 => characters[place] = *dice.pick(&['x', '0', ' ', '-', 'é']),
                _ => characters.insert(place, *dice.pick(&['x', '0', '_'])),
            }
            characters.into_iter().collect()
        }
    }
}

/// An attribute that most elements may not have.
fn attribute(fault: Fault, element: &str, names: &[&String], dice: &mut Dice) -> String {
    match fault {
        Fault::Foreign => "xmlns=\"http://example.org/foreign\"".into(),
        Fault::NoNamespace => "xmlns=\"\"".into(),
        Fault::OtherVersion => {
            let others =
                ["http://www.sisostds.org/schemas/C2SIM/1.1", "http://www.sisostds.org/schemas/C2SIM/2.0.0-cwix2026"];
            format!("xmlns=\"{}\"", dice.pick(&others))
        }
        Fault::UnknownAttribute => {
            (*dice.pick(&["unit=\"m\"", "xml:lang=\"en\"", "xml:space=\"preserve\"", "id=\"a\""])).into()
        }
        Fault::XsiNil => format!("xsi:nil=\"{}\"", dice.pick(&["true", "false", "1", "0", "maybe", ""])),
        Fault::XsiType => {
            let name = dice.pick(names);
            let types = [
                format!("{name}Type"),
                "xs:string".into(),
                "Bogus".into(),
                String::new(),
                format!("{element}Type"),
                format!(" {element}Type\n"),
                format!("undeclared:{element}Type"),
            ];
            format!("xsi:type=\"{}\"", dice.pick(&types))
        }
        _ => {
            let others = [
                "xsi:schemaLocation=\"a b\"",
                "xsi:schemaLocation=\"a\"",
                "xsi:noNamespaceSchemaLocation=\"a\"",
                "xsi:other=\"a\"",
            ];
            (*dice.pick(&others)).into()
        }
    }
}

/// Another way to write the same value.
fn rewritten(text: &str, dice: &mut Dice) -> String {
    match dice.below(5) {
        0 => format!("<![CDATA[{text}]]>"),
        1 => text.chars().map(|character| format!("&#x{:x};", u32::from(character))).collect(),
        2 => text.chars().map(|character| format!("{}<!-- c -->", escape(&character.to_string()))).collect(),
        3 => format!("<?p?>{}<![CDATA[]]>", escape(text)),
        _ => {
            let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
            format!("{}<![CDATA[{}]]>", escape(&text[..middle]), &text[middle..])
        }
    }
}
