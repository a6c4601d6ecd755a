//! Identity constraints: `xs:key`, `xs:unique` and `xs:keyref` on element declarations.

use std::collections::HashMap;

use super::{
    super::{
        declarations::{Qualified, Site, is_ncname},
        error::SchemaError,
        identity::{Category, Constraint, Field, NameResolver, Path},
        names::{NameId, NamespaceId},
        tables::{ElementId, Tables},
        tree::Node,
    },
    Compiler,
    complex::no_children,
};

/// The constraints read so far.
#[derive(Default)]
pub(super) struct Identities<'d> {
    /// By name, with where they stand: a group that is referred to twice declares them twice.
    known: HashMap<Qualified, (u32, &'d Node)>,
    /// Key references, which may come before the key that they name.
    references: Vec<(u32, Qualified, Site<'d>)>,
}

/// Whether a child of an element declaration is an identity constraint.
pub(super) fn is_constraint(site: Site<'_>) -> bool {
    matches!(site.local(), "key" | "unique" | "keyref")
}

impl<'d> Compiler<'d> {
    /// Reads the constraints of an element declaration.
    pub(super) fn constraints(&mut self, element: ElementId, site: Site<'d>) -> Result<(), SchemaError> {
        let constraints = site.children().filter(|child| is_constraint(*child));
        let ids = constraints.map(|child| self.constraint(child)).collect::<Result<Vec<u32>, _>>()?;
        if !ids.is_empty() {
            self.tables.constrained.insert(element, ids.into());
        }
        Ok(())
    }

    fn constraint(&mut self, site: Site<'d>) -> Result<u32, SchemaError> {
        let is_reference = site.local() == "keyref";
        site.allow_attributes(if is_reference { &["name", "refer"] } else { &["name"] })?;
        let Some(local) = site.attribute("name").filter(|name| is_ncname(name)) else {
            return Err(site.invalid("s4s-att-must-appear", format!("{} needs a name", site.construct())));
        };
        let name = Qualified { namespace: site.document.target.clone(), local: local.into() };
        match self.identities.known.get(&name) {
            Some((id, node)) if std::ptr::eq(*node, site.node) => return Ok(*id),
            Some(_) => {
                let message = format!("an identity constraint named '{local}' is declared a second time");
                return Err(site.invalid("sch-props-correct.2", message));
            }
            None => {}
        }
        let mut children = site.children();
        let selector = match children.next() {
            Some(child) if child.local() == "selector" => self.paths(child, false)?.paths,
            _ => return Err(site.invalid("s4s-elt-must-match.1", "an identity constraint begins with xs:selector")),
        };
        let mut fields = Vec::new();
        for child in children {
            match child.local() {
                "field" => fields.push(self.paths(child, true)?),
                _ => return Err(child.invalid("s4s-elt-must-match.1", "behind xs:selector come only xs:field")),
            }
        }
        if fields.is_empty() {
            return Err(site.invalid("s4s-elt-must-match.2", "an identity constraint needs at least one xs:field"));
        }
        let id = u32::try_from(self.tables.constraints.len()).expect("tables have fewer than 2^32 entries");
        let category = match site.local() {
            "unique" => Category::Unique,
            "key" => Category::Key,
            _ => {
                let Some(refer) = site.attribute("refer") else {
                    return Err(site.invalid("s4s-att-must-appear", "xs:keyref needs refer, the name of a key"));
                };
                self.identities.references.push((id, site.qualified(refer)?, site));
                Category::Reference(id)
            }
        };
        self.tables.constraints.push(Constraint { name: local.into(), category, selector, fields });
        self.identities.known.insert(name, (id, site.node));
        Ok(id)
    }

    fn paths(&mut self, site: Site<'d>, is_field: bool) -> Result<Field, SchemaError> {
        site.allow_attributes(&["xpath"])?;
        no_children(site)?;
        let Some(text) = site.attribute("xpath") else {
            return Err(site.invalid("s4s-att-must-appear", format!("{} needs an xpath", site.construct())));
        };
        let rule = if is_field { "c-fields-xpaths" } else { "c-selector-xpath" };
        let paths = Path::parse(text, is_field, &mut Names { site, tables: &mut self.tables })
            .map_err(|wrong| site.invalid(rule, format!("the xpath '{text}' cannot be used: {wrong}")))?;
        Ok(Field { paths, text: text.into() })
    }

    /// Finds the keys that key references name, when all constraints are read.
    pub(super) fn resolve_references(&mut self) -> Result<(), SchemaError> {
        for (id, name, site) in std::mem::take(&mut self.identities.references) {
            let Some(&(key, _)) = self.identities.known.get(&name) else {
                return Err(SchemaError::Unresolved { place: site.place(), kind: "key", name: name.to_string() });
            };
            let constraints = &mut self.tables.constraints;
            if matches!(constraints[key as usize].category, Category::Reference(_)) {
                let message = format!("'{}' is a key reference itself; refer to a key", name.local);
                return Err(site.invalid("src-resolve", message));
            }
            let fields = [id, key].map(|constraint| constraints[constraint as usize].fields.len());
            if fields[0] != fields[1] {
                let message = format!("it has {} fields, but '{}' has {}", fields[0], name.local, fields[1]);
                return Err(site.invalid("c-props-correct.2", message));
            }
            constraints[id as usize].category = Category::Reference(key);
        }
        Ok(())
    }
}

/// Names as the schema numbers them, prefixes as they are bound where a path stands.
struct Names<'c, 'd> {
    site: Site<'d>,
    tables: &'c mut Tables,
}

impl NameResolver for Names<'_, '_> {
    fn namespace(&mut self, prefix: &str) -> Option<NamespaceId> {
        let uri = self.site.node.namespace_of(prefix);
        match (uri, prefix) {
            (None, "xml") => Some(NamespaceId::XML),
            (uri, _) => uri.map(|uri| self.tables.namespaces.intern(uri)),
        }
    }

    fn element(&mut self, namespace: NamespaceId, local: &str) -> Option<NameId> {
        self.tables.names.intern(namespace, local)
    }
}
