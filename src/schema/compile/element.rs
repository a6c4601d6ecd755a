//! Element declarations.

use super::{
    super::{
        declarations::{Kind, Qualified, Site, is_ncname},
        error::SchemaError,
        tables::{Element, ElementId, Inside, Methods, TypeId},
    },
    Compiler, Substitution,
    identity::is_constraint,
};

/// What `block` on an element may name.
const BLOCKING: Methods = Methods::EXTENSION.union(Methods::RESTRICTION).union(Methods::SUBSTITUTION);

impl<'d> Compiler<'d> {
    /// The id of a global element.
    pub(super) fn global_element(&mut self, name: &Qualified, site: Site<'d>) -> Result<ElementId, SchemaError> {
        if let Some(&known) = self.elements.get(name) {
            return Ok(known);
        }
        site.allow_attributes(&[
            "name",
            "type",
            "nillable",
            "abstract",
            "substitutionGroup",
            "block",
            "final",
            "default",
            "fixed",
        ])?;
        if self.elements_open.contains(name) {
            let message = format!("the element '{}' stands for itself", name.local);
            return Err(site.invalid("e-props-correct.6", message));
        }
        self.elements_open.push(name.clone());
        let head = match site.attribute("substitutionGroup") {
            Some(head) => {
                let head = site.qualified(head)?;
                let declaration = self.find(Kind::Element, &head, site)?;
                Some((self.global_element(&head, declaration)?, declaration))
            }
            None => None,
        };
        self.elements_open.pop();
        let id = self.declare_element(name, site, head.map(|(head, _)| head))?;
        self.tables.elements[id.index()].is_abstract = boolean(site, "abstract")?;
        self.elements.insert(name.clone(), id);
        if let Some((head, declaration)) = head {
            self.heads.push(Substitution { member: id, head, site, declaration });
        }
        Ok(id)
    }

    /// An element declared inside a content model.
    pub(super) fn local_element(&mut self, site: Site<'d>) -> Result<ElementId, SchemaError> {
        site.allow_attributes(&[
            "name",
            "type",
            "nillable",
            "form",
            "minOccurs",
            "maxOccurs",
            "block",
            "default",
            "fixed",
        ])?;
        let Some(local) = site.attribute("name").filter(|name| is_ncname(name)) else {
            return Err(site.invalid("src-element.2.1", "an element in a content model needs a name or a ref"));
        };
        let form = site.attribute("form").or(site.document.root.attribute("elementFormDefault"));
        let namespace = match form.unwrap_or("unqualified") {
            "qualified" => site.document.target.clone(),
            "unqualified" => String::new(),
            other => return Err(site.invalid("src-element", format!("'{other}' is neither qualified nor unqualified"))),
        };
        self.declare_element(&Qualified { namespace, local: local.into() }, site, None)
    }

    fn declare_element(
        &mut self,
        name: &Qualified,
        site: Site<'d>,
        head: Option<ElementId>,
    ) -> Result<ElementId, SchemaError> {
        let nillable = boolean(site, "nillable")?;
        let number = self.element_name(name, site)?;
        let type_ = self.element_type(&name.local, site, head)?;
        let block = methods(site, "block", "blockDefault", BLOCKING)?;
        let id = ElementId::next(self.tables.elements.len());
        self.declared.push((id, site));
        self.tables.elements.push(Element {
            name: number,
            namespace: self.tables.names.namespace(number),
            type_,
            nillable,
            is_abstract: false,
            is_examined: false,
            inside: Inside::Nothing,
            block,
            value: None,
        });
        self.constraints(id, site)?;
        Ok(id)
    }

    fn element_type(&mut self, name: &str, site: Site<'d>, head: Option<ElementId>) -> Result<TypeId, SchemaError> {
        let mut inline = None;
        for child in site.children().filter(|child| !is_constraint(*child)) {
            match child.local() {
                "complexType" | "simpleType" if inline.is_none() && site.attribute("type").is_none() => {
                    child.allow_attributes(if child.local() == "simpleType" { &[] } else { &["mixed"] })?;
                    inline = Some(child);
                }
                "complexType" | "simpleType" => {
                    return Err(child.invalid("src-element.3", format!("the element '{name}' has a second type")));
                }
                _ => return Err(child.not_implemented()),
            }
        }
        let anonymous = format!("the type of {name}");
        match (site.attribute("type"), inline) {
            (Some(type_), _) => self.type_named(type_, site),
            (None, Some(inline)) if inline.local() == "simpleType" => self.simple_type(&anonymous, inline),
            (None, Some(inline)) => self.announce_complex(&anonymous, inline),
            (None, None) => match head {
                Some(head) => Ok(self.tables.element(head).type_),
                None => self.anything(site),
            },
        }
    }
}

/// A boolean attribute; absent is false.
pub(super) fn boolean(site: Site<'_>, name: &str) -> Result<bool, SchemaError> {
    match site.attribute(name) {
        None | Some("false" | "0") => Ok(false),
        Some("true" | "1") => Ok(true),
        Some(other) => {
            Err(site.invalid("cvc-datatype-valid.1.2.1", format!("{name}=\"{other}\" is neither true nor false")))
        }
    }
}

/// The methods that an attribute, or the schema's default for it, names; those that mean something here.
pub(super) fn methods(site: Site<'_>, name: &str, default: &str, meaningful: Methods) -> Result<Methods, SchemaError> {
    let own = site.attribute(name);
    let Some(text) = own.or(site.document.root.attribute(default)) else { return Ok(Methods::NONE) };
    if text == "#all" {
        return Ok(meaningful);
    }
    let mut methods = Methods::NONE;
    for word in text.split_whitespace() {
        let method = match word {
            "extension" => Methods::EXTENSION,
            "restriction" => Methods::RESTRICTION,
            "substitution" => Methods::SUBSTITUTION,
            "list" => Methods::LIST,
            "union" => Methods::UNION,
            other => {
                return Err(site.invalid("cvc-enumeration-valid", format!("'{other}' is no method of derivation")));
            }
        };
        if own.is_some() && !meaningful.contains(method) {
            return Err(site.invalid("cvc-enumeration-valid", format!("{name} cannot name '{word}' here")));
        }
        methods = methods.union(method);
    }
    Ok(methods)
}
