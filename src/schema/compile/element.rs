//! Element declarations.

use super::{
    super::{
        declarations::{Qualified, Site, is_ncname},
        error::SchemaError,
        tables::{Element, ElementId, TypeId},
    },
    Compiler,
};

impl<'d> Compiler<'d> {
    /// The id of a global element.
    pub(super) fn global_element(&mut self, name: &Qualified, site: Site<'d>) -> Result<ElementId, SchemaError> {
        if let Some(&known) = self.elements.get(name) {
            return Ok(known);
        }
        site.allow_attributes(&["name", "type", "nillable", "abstract"])?;
        if boolean(site, "abstract")? {
            return Err(SchemaError::NotImplemented { place: site.place(), construct: "an abstract element".into() });
        }
        let id = self.declare_element(name, site)?;
        self.elements.insert(name.clone(), id);
        Ok(id)
    }

    /// An element declared inside a content model.
    pub(super) fn local_element(&mut self, site: Site<'d>) -> Result<ElementId, SchemaError> {
        site.allow_attributes(&["name", "type", "nillable", "form", "minOccurs", "maxOccurs"])?;
        let Some(local) = site.attribute("name").filter(|name| is_ncname(name)) else {
            return Err(site.invalid("src-element.2.1", "an element in a content model needs a name or a ref"));
        };
        let form = site.attribute("form").or(site.document.root.attribute("elementFormDefault"));
        let namespace = match form.unwrap_or("unqualified") {
            "qualified" => site.document.target.clone(),
            "unqualified" => String::new(),
            other => return Err(site.invalid("src-element", format!("'{other}' is neither qualified nor unqualified"))),
        };
        self.declare_element(&Qualified { namespace, local: local.into() }, site)
    }

    fn declare_element(&mut self, name: &Qualified, site: Site<'d>) -> Result<ElementId, SchemaError> {
        let nillable = boolean(site, "nillable")?;
        let number = self.element_name(name, site)?;
        let type_ = self.element_type(&name.local, site)?;
        let id = ElementId::next(self.tables.elements.len());
        self.tables.elements.push(Element { name: number, type_, nillable });
        Ok(id)
    }

    fn element_type(&mut self, name: &str, site: Site<'d>) -> Result<TypeId, SchemaError> {
        let mut inline = None;
        for child in site.children() {
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
            (None, None) => Err(SchemaError::NotImplemented {
                place: site.place(),
                construct: format!("the element '{name}' without a type"),
            }),
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
