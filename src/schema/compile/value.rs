//! Default and fixed values of elements.

use super::{
    super::{
        error::SchemaError,
        tables::Content,
        value::{SimpleType, atomic::Atomic},
    },
    Compiler,
};

impl Compiler<'_> {
    /// Gives elements their values, when all types are known.
    pub(super) fn set_values(&mut self) -> Result<(), SchemaError> {
        for (id, site) in std::mem::take(&mut self.declared) {
            let has_value = site.attribute("default").or(site.attribute("fixed")).is_some();
            match self.tables.type_(self.tables.element(id).type_).content {
                Content::Simple(simple) if has_names(self.tables.simple(simple)) => {
                    let construct = "an element whose value is a qualified name".into();
                    return Err(SchemaError::NotImplemented { place: site.place(), construct });
                }
                Content::Simple(simple) => {
                    self.tables.elements[id.index()].value = self.value(simple, site)?.map(Box::new)
                }
                _ if has_value => {
                    let construct = "a default or fixed value of an element without simple content".into();
                    return Err(SchemaError::NotImplemented { place: site.place(), construct });
                }
                _ => {}
            }
        }
        let has_values = self.tables.elements.iter().any(|element| element.value.is_some());
        self.tables.is_tracked = has_values || self.tables.simple.iter().any(SimpleType::is_tracked);
        Ok(())
    }
}

fn has_names(simple: &SimpleType) -> bool {
    simple.atomic == Atomic::Name || simple.items.iter().any(|item| has_names(item))
}
