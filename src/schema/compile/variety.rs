//! List and union types.

use std::sync::Arc;

use super::{
    super::{
        declarations::Site,
        error::SchemaError,
        tables::{Content, Methods, TypeId},
        value::{SimpleType, atomic::Atomic, white_space::WhiteSpace},
    },
    Compiler, Qualified, XSD,
};

impl<'d> Compiler<'d> {
    pub(super) fn list(&mut self, name: &str, site: Site<'d>) -> Result<TypeId, SchemaError> {
        site.allow_attributes(&["itemType"])?;
        let named: Vec<&str> = site.attribute("itemType").into_iter().collect();
        let mut items = self.members(&named, &format!("an item of {name}"), Methods::LIST, site)?;
        let (Some((_, item)), None) = (items.pop(), items.pop()) else {
            return Err(site.invalid("src-simple-type.3", "a list needs either an itemType or a simpleType inside"));
        };
        let of_lists = |member: &Arc<SimpleType>| member.atomic == Atomic::List;
        if of_lists(&item) || item.items.iter().any(of_lists) {
            return Err(site.invalid("cos-list-of-atomic", "the items of a list cannot be lists"));
        }
        let mut simple = SimpleType::of(Atomic::List, WhiteSpace::Collapse);
        simple.items = vec![item];
        self.add_variety(name, simple, Vec::new(), site)
    }

    pub(super) fn union(&mut self, name: &str, site: Site<'d>) -> Result<TypeId, SchemaError> {
        site.allow_attributes(&["memberTypes"])?;
        let named: Vec<&str> = site.attribute("memberTypes").unwrap_or_default().split_whitespace().collect();
        let members = self.members(&named, &format!("a member of {name}"), Methods::UNION, site)?;
        if members.is_empty() {
            return Err(site.invalid("src-union-memberTypes-or-simpleTypes", "a union needs members"));
        }
        let (ids, members) = members.into_iter().unzip();
        let mut simple = SimpleType::of(Atomic::Union, WhiteSpace::Preserve);
        simple.items = members;
        self.add_variety(name, simple, ids, site)
    }

    fn add_variety(
        &mut self,
        name: &str,
        simple: SimpleType,
        members: Vec<TypeId>,
        site: Site<'d>,
    ) -> Result<TypeId, SchemaError> {
        let base = self.builtin(&Qualified { namespace: XSD.into(), local: "anySimpleType".into() }, site)?;
        let id = self.add_simple(name, Some(base), simple);
        self.tables.types[id.index()].members = members.into();
        Ok(id)
    }

    /// The types that a list or union is made of, those named first.
    fn members(
        &mut self,
        named: &[&str],
        anonymous: &str,
        method: Methods,
        site: Site<'d>,
    ) -> Result<Vec<(TypeId, Arc<SimpleType>)>, SchemaError> {
        let mut ids = Vec::new();
        for name in named {
            ids.push(self.type_named(name, site)?);
        }
        for child in site.children() {
            if child.local() != "simpleType" {
                return Err(child.not_implemented());
            }
            child.allow_attributes(&[])?;
            ids.push(self.simple_type(anonymous, child)?);
        }
        let mut members = Vec::new();
        for id in ids {
            if self.tables.type_(id).final_.contains(method) {
                return Err(site.invalid("cos-st-restricts", format!("{} is final", self.tables.type_(id).name)));
            }
            match self.simple_of(id) {
                Some(simple) => members.push((id, simple)),
                None => return Err(site.invalid("cos-st-restricts", "a part of the type is no simple type")),
            }
        }
        Ok(members)
    }

    /// The checker of a type that has one.
    pub(super) fn simple_of(&self, id: TypeId) -> Option<Arc<SimpleType>> {
        match self.tables.type_(id).content {
            Content::Simple(simple) => Some(Arc::new(self.tables.simple(simple).clone())),
            _ => None,
        }
    }
}
