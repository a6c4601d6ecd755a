//! The global declarations of a schema's files, found by following `xs:include`, `xs:import` and `xs:redefine`, not yet looked into.
//!
//! Entry point: `Declarations::read`. What must always hold: each global component is there once; a file without a target
//! namespace takes on that of the file that includes it, once for each such namespace.

use std::collections::{HashMap, HashSet};

use super::{
    error::{Place, SchemaError},
    names::{XML, XSD},
    redefine::{Position, Redefinitions, take_out},
    sources::{Sources, resolve},
    tree::{Node, parse},
};

/// A file in the role that including gives it.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) file: String,
    pub(super) root: Node,
    /// The namespace that its global components are in; empty for none.
    pub(super) target: String,
    /// Whether the target namespace is that of the including file.
    chameleon: bool,
    /// From which of the root's children on they redefine components of other files.
    pub(super) redefining_from: usize,
}

impl Document {
    /// Whether its components may name those of a namespace: its own, or one that it imports.
    pub(super) fn may_refer_to(&self, namespace: &str) -> bool {
        let imports = |node: &Node| {
            node.is_xsd && node.local == "import" && node.attribute("namespace").map_or("", str::trim) == namespace
        };
        namespace == self.target || self.root.children.iter().any(imports)
    }
}

/// The separate spaces in which global components are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Element,
    Type,
    Group,
    Attribute,
    AttributeGroup,
    Notation,
}

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Element => "element",
            Kind::Type => "type",
            Kind::Group => "group",
            Kind::Attribute => "attribute",
            Kind::AttributeGroup => "attribute group",
            Kind::Notation => "notation",
        }
    }
}

/// A name with its namespace; no namespace is the empty one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Qualified {
    pub(super) namespace: String,
    pub(super) local: String,
}

impl std::fmt::Display for Qualified {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.namespace.as_str() {
            "" => out.write_str(&self.local),
            XSD => write!(out, "xs:{}", self.local),
            namespace => write!(out, "{{{namespace}}}{}", self.local),
        }
    }
}

/// A node of a schema file together with the file it stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Site<'d> {
    pub(super) document: &'d Document,
    pub(super) node: &'d Node,
}

impl<'d> Site<'d> {
    pub(super) fn place(self) -> Place {
        Place { file: self.document.file.clone(), line: self.node.line }
    }

    /// The construct's name as an error shows it.
    pub(super) fn construct(self) -> String {
        match self.node.is_xsd {
            true => format!("xs:{}", self.node.local),
            false => format!("the element {}", self.node.local),
        }
    }

    pub(super) fn children(self) -> impl Iterator<Item = Site<'d>> {
        self.node.children.iter().map(move |node| Site { document: self.document, node })
    }

    /// The local name for matching, empty for an element that is none of XML Schema's.
    pub(super) fn local(self) -> &'d str {
        if self.node.is_xsd { &self.node.local } else { "" }
    }

    pub(super) fn attribute(self, name: &str) -> Option<&'d str> {
        self.node.attribute(name).map(str::trim)
    }

    /// Refuses an element that has no place here.
    pub(super) fn not_implemented(self) -> SchemaError {
        match self.node.is_xsd && XSD_1_1.contains(&self.node.local.as_str()) {
            true => {
                let construct = format!("{} (of XML Schema 1.1)", self.construct());
                SchemaError::NotImplemented { place: self.place(), construct }
            }
            false => {
                let message = format!("{} cannot stand here; remove it", self.construct());
                self.invalid("s4s-elt-invalid-content.1", message)
            }
        }
    }

    pub(super) fn invalid(self, rule: &'static str, message: impl Into<String>) -> SchemaError {
        SchemaError::Invalid { place: self.place(), rule, message: message.into() }
    }

    /// Refuses attributes other than those named (and `id`, which means nothing to validation).
    pub(super) fn allow_attributes(self, allowed: &[&str]) -> Result<(), SchemaError> {
        match self.node.attributes.iter().find(|(name, _)| name != "id" && !allowed.contains(&name.as_str())) {
            None => Ok(()),
            Some((name, value)) if XSD_1_1.contains(&name.as_str()) => Err(SchemaError::NotImplemented {
                place: self.place(),
                construct: format!("{name}=\"{value}\" on {} (of XML Schema 1.1)", self.construct()),
            }),
            Some((name, _)) => {
                let message = format!("{} has no attribute {name} here; remove it", self.construct());
                Err(self.invalid("s4s-att-not-allowed", message))
            }
        }
    }

    /// The name that a prefixed value means here.
    pub(super) fn qualified(self, value: &str) -> Result<Qualified, SchemaError> {
        let (prefix, local) = value.trim().split_once(':').unwrap_or(("", value.trim()));
        let namespace = match self.node.namespace_of(prefix) {
            Some("") | None if prefix.is_empty() && self.document.chameleon => &self.document.target,
            None if prefix.is_empty() => "",
            Some(namespace) => namespace,
            None if prefix == "xml" => XML,
            None => {
                let message = format!("the prefix of '{value}' is not declared; bind it with xmlns:{prefix}");
                return Err(self.invalid("src-resolve", message));
            }
        };
        Ok(Qualified { namespace: namespace.into(), local: local.into() })
    }
}

/// Elements and attributes that only XML Schema 1.1 has.
const XSD_1_1: &[&str] = &[
    "alternative",
    "assert",
    "assertion",
    "defaultOpenContent",
    "explicitTimezone",
    "openContent",
    "override",
    "appliesToEmpty",
    "defaultAttributes",
    "defaultAttributesApply",
    "inheritable",
    "notNamespace",
    "notQName",
    "xpathDefaultNamespace",
];

/// All global declarations of a schema.
#[derive(Debug)]
pub(super) struct Declarations {
    pub(super) documents: Vec<Document>,
    /// Where a component is: the document, and which child of its root.
    globals: HashMap<(Kind, Qualified), Position>,
    pub(super) redefinitions: Redefinitions,
}

impl Declarations {
    /// Reads the roots and all that they include.
    pub(super) fn read(roots: &[String], sources: &dyn Sources) -> Result<Self, SchemaError> {
        let mut reading = Reading { sources, documents: Vec::new(), seen: HashSet::new() };
        for root in roots {
            reading.read(root, Role::Root)?;
        }
        let mut globals = HashMap::new();
        for (index, document) in reading.documents.iter().enumerate() {
            for (position, node) in document.root.children[..document.redefining_from].iter().enumerate() {
                let site = Site { document, node };
                let Some(kind) = kind_of(site)? else { continue };
                let Some(local) = site.attribute("name").filter(|name| is_ncname(name)) else {
                    return Err(site.invalid("src-element.1", format!("{} needs a name", site.construct())));
                };
                let name = Qualified { namespace: document.target.clone(), local: local.into() };
                if let Some((earlier, at)) = globals.insert((kind, name), (index, position)) {
                    let document = &reading.documents[earlier];
                    let earlier = Site { document, node: &document.root.children[at] }.place();
                    let message = format!("{} '{local}' is declared a second time, first at {earlier}", kind.name());
                    return Err(site.invalid("sch-props-correct.2", message));
                }
            }
        }
        let redefinitions = Redefinitions::apply(&mut reading.documents, &mut globals)?;
        Ok(Self { documents: reading.documents, globals, redefinitions })
    }

    /// The global component of a name.
    pub(super) fn get(&self, kind: Kind, name: &Qualified) -> Option<Site<'_>> {
        let &(document, position) = self.globals.get(&(kind, name.clone()))?;
        let document = &self.documents[document];
        Some(Site { document, node: &document.root.children[position] })
    }

    /// The names of all global components of a kind, in the order of the files.
    pub(super) fn all(&self, kind: Kind) -> Vec<Qualified> {
        let mut all: Vec<_> = self.globals.iter().filter(|((known, _), _)| *known == kind).collect();
        all.sort_by_key(|(_, at)| **at);
        all.into_iter().map(|((_, name), _)| name.clone()).collect()
    }
}

pub(super) fn kind_of(site: Site<'_>) -> Result<Option<Kind>, SchemaError> {
    match site.local() {
        "element" => Ok(Some(Kind::Element)),
        "complexType" | "simpleType" => Ok(Some(Kind::Type)),
        "group" => Ok(Some(Kind::Group)),
        "attribute" => Ok(Some(Kind::Attribute)),
        "attributeGroup" => Ok(Some(Kind::AttributeGroup)),
        "notation" => Ok(Some(Kind::Notation)),
        "include" | "import" | "redefine" => Ok(None),
        _ => Err(site.not_implemented()),
    }
}

/// Whether a text is a name without a colon.
pub(super) fn is_ncname(text: &str) -> bool {
    let start = |c: char| c.is_alphabetic() || c == '_';
    let mut characters = text.chars();
    characters.next().is_some_and(start)
        && characters.all(|c| start(c) || c.is_numeric() || matches!(c, '-' | '.' | '\u{b7}' | '\u{300}'..='\u{36f}'))
}

/// Why a file is read.
#[derive(Clone, Copy)]
enum Role<'n> {
    Root,
    /// By a file of this target namespace.
    Included(&'n str),
    /// For this namespace.
    Imported(&'n str),
}

struct Reading<'s> {
    sources: &'s dyn Sources,
    documents: Vec<Document>,
    /// Files with the namespace they were read for.
    seen: HashSet<(String, String)>,
}

impl Reading<'_> {
    fn read(&mut self, file: &str, role: Role<'_>) -> Result<(), SchemaError> {
        let root = parse(file, &self.sources.read(file)?)?;
        let place = Place { file: file.into(), line: root.line };
        if !root.is_xsd || root.local != "schema" {
            let message = format!("the root element is {}, not a schema", root.local);
            return Err(SchemaError::Invalid { place, rule: "schema_reference.4", message });
        }
        let own = root.attribute("targetNamespace").map(str::trim);
        let target = match role {
            Role::Included(includer) => own.unwrap_or(includer),
            Role::Root | Role::Imported(_) => own.unwrap_or(""),
        };
        let target = target.to_owned();
        if let Role::Included(includer) = role
            && includer != target
        {
            let message = format!("the included file's namespace is '{target}'; include only files of one namespace");
            return Err(SchemaError::Invalid { place, rule: "src-include.2.1", message });
        }
        if let Role::Imported(namespace) = role
            && namespace != target
        {
            let message = format!("the file's namespace is '{target}', but it is imported for '{namespace}'");
            return Err(SchemaError::Invalid { place, rule: "src-import.3.1", message });
        }
        if !self.seen.insert((file.to_owned(), target.clone())) {
            return Ok(());
        }
        let chameleon = own.is_none() && !target.is_empty();
        let mut root = root;
        let redefining_from = take_out(&mut root);
        let document = Document { file: file.into(), root, target: target.clone(), chameleon, redefining_from };
        let site = Site { document: &document, node: &document.root };
        site.allow_attributes(ROOT_ATTRIBUTES)?;
        let mut further = Vec::new();
        for child in site.children() {
            match (child.local(), child.attribute("schemaLocation")) {
                ("include" | "redefine", Some(location)) => further.push((resolve(file, location), None)),
                ("include" | "redefine", None) => {
                    return Err(child.invalid("src-include", format!("{} needs a schemaLocation", child.construct())));
                }
                ("import", location) => further.extend(imported(child, file, location, &target)?),
                _ => {}
            }
        }
        self.documents.push(document);
        for (file, namespace) in further {
            let (role, namespace) = match &namespace {
                None => (Role::Included(&target), &target),
                Some(namespace) => (Role::Imported(namespace), namespace),
            };
            if !self.seen.contains(&(file.clone(), namespace.clone())) {
                self.read(&file, role)?;
            }
        }
        Ok(())
    }
}

/// What may stand on `xs:schema`.
const ROOT_ATTRIBUTES: &[&str] =
    &["targetNamespace", "elementFormDefault", "attributeFormDefault", "version", "blockDefault", "finalDefault"];

/// The file that an import names, and its namespace. A location on the web is only a hint: what is used of it must
/// come from another file.
fn imported(
    site: Site<'_>,
    file: &str,
    location: Option<&str>,
    target: &str,
) -> Result<Option<(String, Option<String>)>, SchemaError> {
    site.allow_attributes(&["namespace", "schemaLocation"])?;
    let namespace = site.attribute("namespace").unwrap_or("");
    if namespace == target {
        let message = format!("xs:import names the schema's own namespace '{target}'; use xs:include");
        return Err(site.invalid("src-import.1", message));
    }
    let is_local = |location: &&str| !location.starts_with("http:") && !location.starts_with("https:");
    let here = location.filter(is_local).filter(|_| namespace != XML);
    Ok(here.map(|location| (resolve(file, location), Some(namespace.to_owned()))))
}
