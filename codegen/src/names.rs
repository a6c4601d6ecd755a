//! Rust names for names of the schema.
//!
//! The schema tells some types apart only by the case of the first letter (`LatitudeType`, `latitudeType`), so the one in
//! lower case gets an ending of its own.

/// A type's name: without the ending `Type`; with the ending `Base` where the schema's name begins in lower case.
pub(crate) fn type_name(xsd: &str) -> String {
    let stem = xsd.strip_suffix("Type").filter(|stem| !stem.is_empty()).unwrap_or(xsd);
    match stem.starts_with(|first: char| first.is_ascii_lowercase()) {
        true => format!("{}Base", camel(stem)),
        false => camel(stem),
    }
}

/// A variant of a choice, after the element's name.
pub(crate) fn variant_name(element: &str) -> String {
    camel(element)
}

/// A variant of an enumeration, after the literal: `NOT_RECORDING` is `NotRecording`, `ACKRCVD` stays.
pub(crate) fn literal_name(literal: &str) -> String {
    let words: Vec<_> = words(literal).collect();
    let name = match words.as_slice() {
        [] => "Empty".to_owned(),
        [word] => capitalised(word),
        words => words.iter().map(|word| shouted(word)).collect(),
    };
    match name.starts_with(|first: char| first.is_ascii_digit()) || name == "Self" {
        true => format!("N{name}"),
        false => name,
    }
}

/// A field, after the element's name: `C2SIMHeader` is `c2sim_header`.
pub(crate) fn field_name(element: &str) -> String {
    let mut name = String::new();
    for word in words(element) {
        let letters: Vec<char> = word.chars().collect();
        for (at, &letter) in letters.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| letters[before]);
            let after = letters.get(at + 1);
            let begins = letter.is_ascii_uppercase()
                && before
                    .is_some_and(|before| before.is_ascii_lowercase() || after.is_some_and(char::is_ascii_lowercase));
            if begins || (at == 0 && !name.is_empty()) {
                name.push('_');
            }
            name.push(letter.to_ascii_lowercase());
        }
    }
    match RESERVED.contains(&name.as_str()) {
        true => format!("{name}_"),
        false => name,
    }
}

/// A module, after the stem of the file that declares its types.
pub(crate) fn module_name(stem: &str) -> String {
    words(stem).map(str::to_ascii_lowercase).collect::<Vec<_>>().join("_")
}

/// Words that cannot be the name of a field.
const RESERVED: &[&str] =
    &["as", "do", "else", "fn", "for", "if", "in", "let", "loop", "mod", "move", "ref", "type", "use"];

fn camel(name: &str) -> String {
    words(name).map(capitalised).collect()
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
}

fn capitalised(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_ascii_uppercase() + rest
}

/// A word of a name in capitals, in ordinary spelling.
fn shouted(word: &str) -> String {
    match word.bytes().any(|letter| letter.is_ascii_lowercase()) {
        true => capitalised(word),
        false => capitalised(&word.to_ascii_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_schema() {
        for (xsd, name) in [
            ("C2SIMHeaderType", "C2SIMHeader"),
            ("LatitudeType", "Latitude"),
            ("latitudeType", "LatitudeBase"),
            ("NamedEntityTypeType", "NamedEntityType"),
            ("NBC_EventType", "NBCEvent"),
            ("APP6C-SIDCType", "APP6CSIDC"),
            ("Type", "Type"),
        ] {
            assert_eq!(type_name(xsd), name);
        }
        for (element, name) in [
            ("C2SIMHeader", "c2sim_header"),
            ("FromSendingSystem", "from_sending_system"),
            ("APP6C-SIDC", "app6c_sidc"),
            ("NBC_Event", "nbc_event"),
            ("SpecialC2HQ", "special_c2hq"),
            ("UUID", "uuid"),
            ("Type", "type_"),
        ] {
            assert_eq!(field_name(element), name);
        }
        for (literal, name) in [
            ("NOT_RECORDING", "NotRecording"),
            ("ACKRCVD", "ACKRCVD"),
            ("attack", "Attack"),
            ("3D", "N3D"),
            ("", "Empty"),
        ] {
            assert_eq!(literal_name(literal), name);
        }
        assert_eq!(module_name("codes-task-actions"), "codes_task_actions");
    }
}
