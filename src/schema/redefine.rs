//! `xs:redefine`: components of another file that give way to ones derived from them.
//!
//! Entry points: [`take_out`] when a file is read, [`Redefinitions::apply`] when all are. What must always hold: the component
//! that gives way stays, under a name that no schema can write, and only what replaces it refers to that name.

use std::collections::HashMap;

use super::{
    declarations::{Document, Kind, Qualified, Site, kind_of},
    error::SchemaError,
    tree::Node,
};

/// Where a component is: the document, and which child of its root.
pub(super) type Position = (usize, usize);

/// Groups that replace others without containing them, so that they have to restrict them: the kind, the name and that of
/// the one that gave way.
#[derive(Debug, Default)]
pub(super) struct Redefinitions(pub(super) Vec<(Kind, Qualified, Qualified)>);

/// Makes what stands in a file's `xs:redefine` elements children of its root; answers from which on.
pub(super) fn take_out(root: &mut Node) -> usize {
    let first = root.children.len();
    let is_redefine = |node: &&mut Node| node.is_xsd && node.local == "redefine";
    let inner: Vec<Node> =
        root.children.iter_mut().filter(is_redefine).flat_map(|node| std::mem::take(&mut node.children)).collect();
    root.children.extend(inner);
    first
}

impl Redefinitions {
    /// Puts the redefining components in the place of those that they redefine, the innermost file first.
    pub(super) fn apply(
        documents: &mut [Document],
        globals: &mut HashMap<(Kind, Qualified), Position>,
    ) -> Result<Self, SchemaError> {
        let mut applied = Self::default();
        for index in (0..documents.len()).rev() {
            for position in documents[index].redefining_from..documents[index].root.children.len() {
                applied.replace(documents, (index, position), globals)?;
            }
        }
        Ok(applied)
    }

    fn replace(
        &mut self,
        documents: &mut [Document],
        at: Position,
        globals: &mut HashMap<(Kind, Qualified), Position>,
    ) -> Result<(), SchemaError> {
        let document = &documents[at.0];
        let site = Site { document, node: &document.root.children[at.1] };
        let (kind, limit) = match kind_of(site)? {
            Some(Kind::Type) => (Kind::Type, 2),
            Some(kind @ (Kind::Group | Kind::AttributeGroup)) => (kind, usize::MAX),
            _ => return Err(site.invalid("src-redefine", "only types, groups and attribute groups can be redefined")),
        };
        let local = site.attribute("name").unwrap_or_default();
        let name = Qualified { namespace: document.target.clone(), local: local.into() };
        let Some(replaced) = globals.insert((kind, name.clone()), at) else {
            let message = format!("the redefined file has no {} '{local}'", kind.name());
            return Err(site.invalid("src-redefine", message));
        };
        let mut hidden = name.clone();
        while globals.contains_key(&(kind, hidden.clone())) {
            hidden.local.push_str(" (redefined)");
        }
        let mut references = Vec::new();
        find(site, kind, &name, limit, &mut Vec::new(), &mut references)?;
        match (kind, references.len()) {
            (Kind::Type, 1) | (_, 1) => {}
            (Kind::Type, _) => {
                return Err(
                    site.invalid("src-redefine.5", format!("the redefined type '{local}' must be its own base"))
                );
            }
            (_, 0) => self.0.push((kind, name, hidden.clone())),
            _ => {
                let rule = if kind == Kind::Group { "src-redefine.6.1.1" } else { "src-redefine.7.1" };
                return Err(site.invalid(rule, format!("the redefined group '{local}' contains itself twice")));
            }
        }
        let suffix = hidden.local[local.len()..].to_owned();
        globals.insert((kind, hidden), replaced);
        for path in references {
            let root = &mut documents[at.0].root.children[at.1];
            let node = path.iter().fold(root, |node, &child| &mut node.children[child]);
            let attribute = if kind == Kind::Type { "base" } else { "ref" };
            for (_, value) in node.attributes.iter_mut().filter(|(known, _)| known == attribute) {
                let end = value.trim_end().len();
                value.truncate(end);
                value.push_str(&suffix);
            }
        }
        Ok(())
    }
}

/// The nodes in a component that refer to the component itself, as paths of children.
fn find(
    site: Site<'_>,
    kind: Kind,
    name: &Qualified,
    limit: usize,
    path: &mut Vec<usize>,
    found: &mut Vec<Vec<usize>>,
) -> Result<(), SchemaError> {
    let reference = match (kind, site.local()) {
        (Kind::Type, "restriction" | "extension") => site.attribute("base"),
        (Kind::Group, "group") | (Kind::AttributeGroup, "attributeGroup") => site.attribute("ref"),
        _ => None,
    };
    if let Some(reference) = reference
        && site.qualified(reference)? == *name
    {
        let is_once = |name| site.attribute(name).is_none_or(|times| times == "1");
        if kind == Kind::Group && !(is_once("minOccurs") && is_once("maxOccurs")) {
            return Err(site.invalid("src-redefine.6.1.2", "a redefined group contains itself exactly once"));
        }
        found.push(path.clone());
    }
    if path.len() < limit {
        for (index, child) in site.children().enumerate() {
            path.push(index);
            find(child, kind, name, limit, path, found)?;
            path.pop();
        }
    }
    Ok(())
}
