//! Prints a [`Model`] as Rust: tables for the macros of the codec, one module a file of the schema.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use crate::{
    model::{Form, Limit, Model, Occurs, Particle, Type},
    names,
    pattern::portable,
};

const WIDTH_MAX: usize = 120;

/// The sources by file name. The error says what of the schema has no Rust form.
pub(crate) fn render(model: &Model) -> Result<BTreeMap<String, String>, String> {
    let names = unique_names(model)?;
    let mut modules: BTreeMap<String, Vec<(&String, &Type)>> = BTreeMap::new();
    for entry in &model.types {
        modules.entry(names::module_name(&entry.1.file)).or_default().push(entry);
    }
    let mut files = BTreeMap::new();
    files.insert("mod.rs".to_owned(), index(model, &names, modules.keys()));
    for (module, types) in &modules {
        files.insert(format!("{module}.rs"), module_file(&names, types)?);
    }
    Ok(files)
}

type Names<'m> = BTreeMap<&'m str, String>;

fn unique_names(model: &Model) -> Result<Names<'_>, String> {
    let mut seen = BTreeMap::new();
    for xsd in model.types.keys() {
        if let Some(other) = seen.insert(names::type_name(xsd), xsd) {
            return Err(format!("{xsd} and {other} would be one type in Rust"));
        }
    }
    Ok(model.types.keys().map(|xsd| (xsd.as_str(), names::type_name(xsd))).collect())
}

/// `mod.rs`: the modules, what is public, the documents, the JSON Schema.
fn index<'n>(model: &Model, names: &Names<'_>, modules: impl Iterator<Item = &'n String> + Clone) -> String {
    let mut out = header("The C2SIM message types, one for each type of the schema.");
    out.push_str(
        "//!\n//! [`Message`] is a whole message. [`Document`] reads and writes XML; JSON is read and written by serde, and described by\n\
         //! [`json_schema`]. Elements are properties by their own names, repeated ones arrays; an element of a choice is an object with\n\
         //! that one property. A name follows the schema's without `Type`; where the schema's begins in lower case, `Base` is added.\n\n\
         #![allow(clippy::approx_constant, reason = \"a bound is what the schema says, even where it is nearly pi\")]\n\n",
    );
    for module in modules.clone() {
        let _ = writeln!(out, "mod {module};");
    }
    out.push_str(
        "\npub use c2sim_codec::{Document, Edition, Facet, FacetError, Found, NoOccurrence, OneOrMore, ReadError, ReadErrorKind};\n\n",
    );
    for module in modules {
        let _ = writeln!(out, "pub use {module}::*;");
    }
    out.push_str(
        "\n/// The JSON Schema of a [`Message`], in the dialect of 2020-12.\n\
         pub fn json_schema() -> schemars::Schema {\n    schemars::schema_for!(Message)\n}\n\nc2sim_codec::documents! {\n",
    );
    for (element, type_name) in documents(model) {
        let _ = writeln!(out, "    {} = {element:?},", names[type_name.as_str()]);
    }
    out.push_str("}\n");
    out
}

/// The elements that carry the name of their complex type.
fn documents(model: &Model) -> impl Iterator<Item = (&String, &String)> {
    model.elements.iter().filter(|(element, type_name)| {
        let is_complex = |form: &Form| matches!(form, Form::Sequence(_) | Form::Choice(_) | Form::Empty);
        type_name.strip_suffix("Type") == Some(element.as_str())
            && model.types.get(*type_name).is_some_and(|type_| is_complex(&type_.form))
    })
}

fn header(title: &str) -> String {
    format!("//! {title}\n//!\n//! Printed by c2sim-codegen from `spec/xsd`. Do not edit.\n")
}

fn module_file(names: &Names<'_>, types: &[(&String, &Type)]) -> Result<String, String> {
    let file = types.first().map(|(_, type_)| type_.file.as_str()).unwrap_or_default();
    let mut out = header(&format!("The types of `{file}.xsd`."));
    let used: BTreeSet<_> = types.iter().map(|(_, type_)| macro_name(&type_.form)).collect();
    let particles = |form| match form {
        &Form::Sequence(ref particles) | &Form::Choice(ref particles) => particles.as_slice(),
        _ => &[],
    };
    let mut imports: Vec<_> = used.into_iter().collect();
    if types.iter().flat_map(|(_, type_)| particles(&type_.form)).any(|particle| particle.occurs == Occurs::AtLeastOnce)
    {
        imports.insert(0, "OneOrMore");
    }
    match imports.as_slice() {
        [one] => out.push_str(&format!("\nuse c2sim_codec::{one};\n")),
        many => out.push_str(&format!("\nuse c2sim_codec::{{{}}};\n", many.join(", "))),
    }
    if types.iter().any(|(_, type_)| is_foreign(types, particles(&type_.form))) {
        out.push_str("\nuse super::*;\n");
    }
    for (xsd, type_) in types {
        out.push('\n');
        declaration(&mut out, names, xsd, type_).map_err(|what| format!("{xsd}: {what}"))?;
    }
    Ok(out)
}

/// Whether one of the elements has a type that stands in another module.
fn is_foreign(types: &[(&String, &Type)], particles: &[Particle]) -> bool {
    particles.iter().any(|particle| types.iter().all(|(xsd, _)| **xsd != particle.type_name))
}

fn macro_name(form: &Form) -> &'static str {
    match form {
        Form::Text { .. } => "text",
        Form::Number { .. } => "number",
        Form::Enumeration(_) => "enumeration",
        Form::Sequence(_) => "sequence",
        Form::Choice(_) => "choice",
        Form::Empty => "empty",
    }
}

fn declaration(out: &mut String, names: &Names<'_>, xsd: &str, type_: &Type) -> Result<(), String> {
    let name = &names[xsd];
    let _ = writeln!(out, "{}! {{", macro_name(&type_.form));
    let fallback = format!("`{xsd}` of the schema.");
    docs(out, 1, type_.docs.as_deref().unwrap_or(&fallback));
    let _ = write!(out, "    {name} = {xsd:?}");
    match &type_.form {
        Form::Text { pattern, min_length, max_length } => {
            if let Some(pattern) = pattern {
                let _ = write!(out, ", pattern {}", raw(&portable(pattern)?));
            }
            if let Some(length) = min_length {
                let _ = write!(out, ", min_length {length}");
            }
            if let Some(length) = max_length {
                let _ = write!(out, ", max_length {length}");
            }
            out.push('\n');
        }
        Form::Number { primitive, min, max } => {
            let (lexical, value) = number(primitive)?;
            let _ = write!(out, ", {lexical} {value}");
            if (min, max) != (&Limit::None, &Limit::None) {
                let _ = write!(out, ", {}, {}", limit(value, min)?, limit(value, max)?);
            }
            out.push('\n');
        }
        Form::Enumeration(literals) => enumeration(out, literals)?,
        Form::Sequence(particles) => {
            let field = |particle: &Particle| {
                let type_name = &names[particle.type_name.as_str()];
                let field = names::field_name(&particle.element);
                format!("{field}: {} = {:?},", occurring(type_name, particle.occurs), particle.element)
            };
            lines(out, particles, field);
        }
        Form::Choice(particles) => {
            let variant = |particle: &Particle| {
                let type_name = &names[particle.type_name.as_str()];
                format!("{}({type_name}) = {:?},", names::variant_name(&particle.element), particle.element)
            };
            lines(out, particles, variant);
        }
        Form::Empty => out.push('\n'),
    }
    out.push_str("}\n");
    Ok(())
}

fn enumeration(out: &mut String, literals: &[String]) -> Result<(), String> {
    out.push_str(" {\n");
    let mut seen = BTreeMap::new();
    for literal in literals {
        let name = names::literal_name(literal);
        if let Some(other) = seen.insert(name.clone(), literal) {
            return Err(format!("the values {literal} and {other} would be one variant in Rust"));
        }
        let _ = writeln!(out, "        {name} = {literal:?},");
    }
    out.push_str("    }\n");
    Ok(())
}

fn lines(out: &mut String, particles: &[Particle], line: impl Fn(&Particle) -> String) {
    out.push_str(" {\n");
    for particle in particles {
        let fallback = format!("`{}` of the schema.", particle.element);
        docs(out, 2, particle.docs.as_deref().unwrap_or(&fallback));
        let _ = writeln!(out, "        {}", line(particle));
    }
    out.push_str("    }\n");
}

fn occurring(type_name: &str, occurs: Occurs) -> String {
    match occurs {
        Occurs::Once => type_name.to_owned(),
        Occurs::AtMostOnce => format!("Option<{type_name}>"),
        Occurs::Any => format!("Vec<{type_name}>"),
        Occurs::AtLeastOnce => format!("OneOrMore<{type_name}>"),
    }
}

/// The codec's spelling of a primitive type, and its Rust type.
fn number(primitive: &str) -> Result<(String, &'static str), String> {
    let value = match primitive {
        "boolean" => "bool",
        "decimal" | "double" | "float" => "f64",
        "integer" | "long" => "i64",
        "int" => "i32",
        "short" => "i16",
        "byte" => "i8",
        "nonNegativeInteger" | "positiveInteger" | "unsignedLong" => "u64",
        "unsignedInt" => "u32",
        "unsignedShort" => "u16",
        "unsignedByte" => "u8",
        other => return Err(format!("xs:{other} is not supported")),
    };
    Ok((primitive[..1].to_ascii_uppercase() + &primitive[1..], value))
}

fn limit(value: &str, limit: &Limit) -> Result<String, String> {
    let (kind, bound) = match limit {
        Limit::None => return Ok("Unbounded".to_owned()),
        Limit::Inclusive(bound) => ("Included", bound),
        Limit::Exclusive(bound) => ("Excluded", bound),
    };
    let unreadable = |_| format!("{bound} is not a bound of the type");
    let bound = match value {
        "f64" => format!("{:?}", bound.parse::<f64>().map_err(|error| unreadable(error.to_string()))?),
        _ => bound.parse::<i128>().map_err(|error| unreadable(error.to_string()))?.to_string(),
    };
    Ok(format!("{kind}({bound})"))
}

fn raw(text: &str) -> String {
    match text.contains('"') {
        true => format!("r#\"{text}\"#"),
        false => format!("r\"{text}\""),
    }
}

/// Documentation, wrapped; what rustdoc would take for a link or for HTML is escaped.
fn docs(out: &mut String, level: usize, text: &str) {
    let indent = "    ".repeat(level);
    let text = text.replace('[', "\\[").replace('<', "\\<");
    let mut line = format!("{indent}///");
    for word in text.split(' ') {
        if line.len() + 1 + word.len() > WIDTH_MAX {
            let _ = writeln!(out, "{line}");
            line = format!("{indent}///");
        }
        line.push(' ');
        line.push_str(word);
    }
    let _ = writeln!(out, "{line}");
}
