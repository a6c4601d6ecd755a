//! Default and fixed values of elements.

use super::{
    super::{error::SchemaError, tables::Content, value::SimpleType},
    Compiler, Qualified, XSD,
    restriction::is_emptiable,
};

impl Compiler<'_> {
    /// Gives elements their values, when all types are known.
    pub(super) fn set_values(&mut self) -> Result<(), SchemaError> {
        for (id, site) in std::mem::take(&mut self.declared) {
            let type_ = self.tables.element(id).type_;
            self.check_notation(type_, site)?;
            if site.attribute("default").or(site.attribute("fixed")).is_none() {
                continue;
            }
            let definition = self.tables.type_(type_);
            let simple = match definition.content {
                Content::Simple(simple) => simple,
                _ if definition.is_mixed && self.particles.get(&type_).is_none_or(is_emptiable) => {
                    let any = Qualified { namespace: XSD.into(), local: "anySimpleType".into() };
                    let any = self.builtin(&any, site)?;
                    let Content::Simple(any) = self.tables.type_(any).content else { continue };
                    self.tables.any_simple = Some(any);
                    any
                }
                _ => {
                    let message =
                        "only an element with simple content, or mixed without a child that must come, has a value";
                    return Err(site.invalid("cos-valid-default.2", message));
                }
            };
            self.tables.elements[id.index()].value = self.value(simple, site)?.map(Box::new);
        }
        let has_values = self.tables.elements.iter().any(|element| element.value.is_some());
        self.tables.is_tracked = has_values || self.tables.simple.iter().any(SimpleType::is_tracked);
        Ok(())
    }
}
