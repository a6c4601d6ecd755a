//! Broken twins of valid documents: one fault each. Some faults are none for some elements; the oracle knows.

use super::{
    generate::{Dice, Generator},
    tree::Node,
};

/// The kinds of fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    Missing,
    Doubled,
    Swapped,
    Renamed,
    Foreign,
    NoNamespace,
    ChildInLeaf,
    TextAmongChildren,
    SpaceInEmpty,
    Emptied,
    Padded,
    Lexical,
    OutOfRange,
    Misspelled,
    UnknownAttribute,
    XsiNil,
    XsiType,
    XsiOther,
    Moved,
    WrongRoot,
}

impl Fault {
    pub const ALL: [Fault; 20] = [
        Fault::Missing,
        Fault::Doubled,
        Fault::Swapped,
        Fault::Renamed,
        Fault::Foreign,
        Fault::NoNamespace,
        Fault::ChildInLeaf,
        Fault::TextAmongChildren,
        Fault::SpaceInEmpty,
        Fault::Emptied,
        Fault::Padded,
        Fault::Lexical,
        Fault::OutOfRange,
        Fault::Misspelled,
        Fault::UnknownAttribute,
        Fault::XsiNil,
        Fault::XsiType,
        Fault::XsiOther,
        Fault::Moved,
        Fault::WrongRoot,
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

/// Puts one fault into the document, where this kind of fault can be put; the text is the broken document.
pub fn broken(document: &Node, fault: Fault, generator: &mut Generator<'_>) -> Option<String> {
    let namespace = &generator.declared.namespace;
    let mut twin = document.clone();
    if fault == Fault::WrongRoot {
        let names: Vec<&String> = generator.declared.elements.keys().collect();
        twin.name =
            if generator.dice.below(3) == 0 { "Unknown".into() } else { (*generator.dice.pick(&names)).clone() };
        return Some(twin.document(namespace));
    }
    let paths: Vec<Vec<usize>> = twin.paths().into_iter().filter(|path| fits(fault, &mut twin, path)).collect();
    if paths.is_empty() {
        return None;
    }
    let path = generator.dice.pick(&paths).clone();
    let names: Vec<&String> = generator.declared.elements.keys().collect();
    apply(fault, &mut twin, &path, &names, &mut generator.dice);
    Some(twin.document(namespace))
}

fn fits(fault: Fault, twin: &mut Node, path: &[usize]) -> bool {
    let node = twin.at(path);
    match fault {
        Fault::Missing | Fault::Doubled | Fault::TextAmongChildren | Fault::Emptied | Fault::Moved => {
            !node.children.is_empty()
        }
        Fault::Swapped => node.children.len() > 1,
        Fault::ChildInLeaf | Fault::Padded | Fault::Lexical | Fault::OutOfRange => node.children.is_empty(),
        Fault::Misspelled => !node.text.is_empty(),
        Fault::SpaceInEmpty => node.children.is_empty() && node.text.is_empty(),
        Fault::Renamed | Fault::Foreign | Fault::NoNamespace => !path.is_empty(),
        Fault::UnknownAttribute | Fault::XsiNil | Fault::XsiType | Fault::XsiOther | Fault::WrongRoot => true,
    }
}

fn apply(fault: Fault, twin: &mut Node, path: &[usize], names: &[&String], dice: &mut Dice) {
    let node = twin.at(path);
    let child = if node.children.is_empty() { 0 } else { dice.below(node.children.len()) };
    match fault {
        Fault::Missing => drop(node.children.remove(child)),
        Fault::Doubled => {
            let copy = node.children[child].clone();
            node.children.insert(child, copy);
        }
        Fault::Swapped => {
            let other = dice.below(node.children.len());
            node.children.swap(child, other);
        }
        Fault::Renamed => node.name = (*dice.pick(names)).clone(),
        Fault::Foreign => node.attributes.push("xmlns=\"http://example.org/foreign\"".into()),
        Fault::NoNamespace => node.attributes.push("xmlns=\"\"".into()),
        Fault::ChildInLeaf => node.children.push(Node::new(dice.pick(names).as_str())),
        Fault::TextAmongChildren => {
            node.stray = (*dice.pick(&["x", " x ", "<![CDATA[]]>", "<![CDATA[ ]]>", "&#32;", " "])).into()
        }
        Fault::SpaceInEmpty => node.text = (*dice.pick(&[" ", "\n", "x", "\t "])).into(),
        Fault::Emptied => node.children.clear(),
        Fault::Padded => node.text = format!("{}{}{}", dice.pick(&[" ", "\n", ""]), node.text, dice.pick(&[" ", "\t"])),
        Fault::Lexical => node.text = (*dice.pick(LEXICALS)).into(),
        Fault::OutOfRange => node.text = (*dice.pick(OUTSIDE)).into(),
        Fault::Misspelled => {
            let mut characters: Vec<char> = node.text.chars().collect();
            let place = dice.below(characters.len());
            match dice.below(3) {
                0 => drop(characters.remove(place)),
                1 => characters[place] = *dice.pick(&['x', '0', ' ', '-', 'é']),
                _ => characters.insert(place, *dice.pick(&['x', '0', '_'])),
            }
            node.text = characters.into_iter().collect();
        }
        Fault::UnknownAttribute => {
            node.attributes
                .push((*dice.pick(&["unit=\"m\"", "xml:lang=\"en\"", "xml:space=\"preserve\"", "id=\"a\""])).into());
        }
        Fault::XsiNil => {
            node.attributes.push(format!("xsi:nil=\"{}\"", dice.pick(&["true", "false", "1", "0", "maybe", ""])))
        }
        Fault::XsiType => {
            let name = dice.pick(names);
            let types = [
                format!("{name}Type"),
                "xs:string".into(),
                "Bogus".into(),
                String::new(),
                format!("{}Type", node.name),
            ];
            node.attributes.push(format!("xsi:type=\"{}\"", dice.pick(&types)));
        }
        Fault::XsiOther => {
            let others = ["xsi:schemaLocation=\"a b\"", "xsi:noNamespaceSchemaLocation=\"a\"", "xsi:other=\"a\""];
            node.attributes.push((*dice.pick(&others)).into());
        }
        Fault::Moved => {
            let moved = node.children.remove(child);
            twin.children.insert(0, moved);
        }
        Fault::WrongRoot => unreachable!("the root was dealt with"),
    }
}
