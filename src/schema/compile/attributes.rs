//! Attributes, attribute groups and wildcards.

use super::{
    super::{
        declarations::{Kind, Qualified, Site, is_ncname},
        error::SchemaError,
        names::{NamespaceId, XML, XSD},
        tables::{Admits, AttributeSet, AttributeUse, Content, Process, SimpleId, TypeId, Value, Wildcard},
    },
    Compiler,
    complex::{no_children, reference},
};

impl<'d> Compiler<'d> {
    /// The attributes that stand in a definition, groups resolved.
    pub(super) fn attributes(&mut self, site: Site<'d>) -> Result<AttributeSet, SchemaError> {
        let mut set = AttributeSet::default();
        let mut wildcards = Vec::new();
        for child in site.children() {
            match child.local() {
                "attribute" if child.attribute("use") == Some("prohibited") => {}
                "attribute" => {
                    let attribute = self.attribute_use(child)?;
                    add(&mut set, attribute, child)?;
                }
                "attributeGroup" => {
                    child.allow_attributes(&["ref"])?;
                    no_children(child)?;
                    let name = child.qualified(reference(child)?)?;
                    let group = self.find(Kind::AttributeGroup, &name, child)?;
                    let group = self.attribute_group(&name, group)?;
                    for attribute in group.uses {
                        add(&mut set, attribute, child)?;
                    }
                    wildcards.extend(group.any);
                }
                "anyAttribute" => {
                    child.allow_attributes(&["namespace", "processContents"])?;
                    let own = self.wildcard(child)?;
                    wildcards.insert(0, own);
                }
                _ => {}
            }
        }
        for wildcard in wildcards {
            set.any = Some(match set.any.take() {
                None => wildcard,
                Some(first) => match first.admits.intersection(&wildcard.admits) {
                    Some(admits) => Wildcard { admits, process: first.process },
                    None => return Err(inexpressible(site)),
                },
            });
        }
        Ok(set)
    }

    pub(super) fn attribute_group(&mut self, name: &Qualified, site: Site<'d>) -> Result<AttributeSet, SchemaError> {
        if self.attribute_groups.contains(name) {
            return Err(site.invalid("src-attribute_group.3", format!("the group '{}' contains itself", name.local)));
        }
        site.allow_attributes(&["name"])?;
        let is_known = |child: &Site<'_>| matches!(child.local(), "attribute" | "attributeGroup" | "anyAttribute");
        if let Some(other) = site.children().find(|child| !is_known(child)) {
            return Err(other.not_implemented());
        }
        self.attribute_groups.push(name.clone());
        let set = self.attributes(site)?;
        self.attribute_groups.pop();
        Ok(set)
    }

    pub(super) fn global_attribute(&mut self, name: &Qualified, site: Site<'d>) -> Result<AttributeUse, SchemaError> {
        site.allow_attributes(&["name", "type", "default", "fixed"])?;
        let namespace = self.tables.namespaces.intern(&name.namespace);
        self.declared(namespace, &name.local, site)
    }

    fn attribute_use(&mut self, site: Site<'d>) -> Result<AttributeUse, SchemaError> {
        let is_required = match site.attribute("use") {
            None | Some("optional") => false,
            Some("required") => true,
            Some(other) => return Err(site.invalid("cvc-enumeration-valid", format!("'{other}' is no use"))),
        };
        let mut attribute = match site.attribute("ref") {
            Some(name) => {
                site.allow_attributes(&["ref", "use", "default", "fixed"])?;
                no_children(site)?;
                let name = site.qualified(name)?;
                let mut attribute = self.referenced(&name, site)?;
                if let Some(value) = self.value(attribute.simple, site)? {
                    attribute.value = Some(value);
                }
                attribute
            }
            None => {
                site.allow_attributes(&["name", "type", "use", "default", "fixed", "form"])?;
                let Some(local) = site.attribute("name").filter(|name| is_ncname(name)) else {
                    return Err(site.invalid("src-attribute.3.1", "an attribute needs a name or a ref"));
                };
                let form = site.attribute("form").or(site.document.root.attribute("attributeFormDefault"));
                let namespace = if form == Some("qualified") { site.document.target.as_str() } else { "" };
                let namespace = self.tables.namespaces.intern(namespace);
                self.declared(namespace, local, site)?
            }
        };
        if is_required && site.attribute("default").is_some() {
            return Err(site.invalid("src-attribute.2", "an attribute with a default is optional"));
        }
        attribute.is_required = is_required;
        attribute.number = self.attribute_number(site);
        Ok(attribute)
    }

    /// The number of the attribute use that stands here.
    fn attribute_number(&mut self, site: Site<'d>) -> u32 {
        let next = u32::try_from(self.attribute_numbers.len()).expect("a schema has fewer than 2^32 attributes");
        *self.attribute_numbers.entry(std::ptr::from_ref(site.node)).or_insert(next)
    }

    fn declared(&mut self, namespace: NamespaceId, local: &str, site: Site<'d>) -> Result<AttributeUse, SchemaError> {
        let anonymous = format!("the type of {local}");
        let mut children = site.children();
        let type_ = match (site.attribute("type"), children.next(), children.next()) {
            (Some(type_), None, _) => self.type_named(type_, site)?,
            (None, Some(inline), None) if inline.local() == "simpleType" => {
                inline.allow_attributes(&[])?;
                self.simple_type(&anonymous, inline)?
            }
            (None, None, _) => {
                self.builtin(&Qualified { namespace: XSD.into(), local: "anySimpleType".into() }, site)?
            }
            (_, Some(other), _) => return Err(other.invalid("src-attribute.4", "an attribute has one simple type")),
        };
        let Content::Simple(simple) = self.tables.type_(type_).content else {
            return Err(site.invalid("src-resolve", format!("the type of the attribute '{local}' is not simple")));
        };
        self.check_notation(type_, site)?;
        let value = self.value(simple, site)?;
        Ok(AttributeUse { namespace, local: local.into(), type_, simple, is_required: false, value, number: 0 })
    }

    fn referenced(&mut self, name: &Qualified, site: Site<'d>) -> Result<AttributeUse, SchemaError> {
        let known = self.declarations.get(Kind::Attribute, name);
        let of_xml = match name.local.as_str() {
            "lang" => "language",
            "space" => "NCName",
            "base" => "anyURI",
            "id" => "ID",
            _ => "",
        };
        match known {
            None if name.namespace == XML && !of_xml.is_empty() => {
                let type_ = self.builtin(&Qualified { namespace: XSD.into(), local: of_xml.into() }, site)?;
                let Content::Simple(simple) = self.tables.type_(type_).content else {
                    return Err(site.not_implemented());
                };
                let local = name.local.as_str().into();
                Ok(AttributeUse {
                    namespace: NamespaceId::XML,
                    local,
                    type_,
                    simple,
                    is_required: false,
                    value: None,
                    number: 0,
                })
            }
            _ => {
                let declaration = self.find(Kind::Attribute, name, site)?;
                self.global_attribute(name, declaration)
            }
        }
    }

    /// Refuses notations that are not enumerated.
    pub(super) fn check_notation(&self, type_: TypeId, site: Site<'_>) -> Result<(), SchemaError> {
        match self.tables.type_(type_).content {
            Content::Simple(simple) if self.is_notation(type_) && self.tables.simple(simple).names.is_none() => {
                Err(site.invalid("enumeration-required-notation", "xs:NOTATION has to be restricted by an enumeration"))
            }
            _ => Ok(()),
        }
    }

    /// The default or fixed value that stands on a declaration.
    pub(super) fn value(&self, simple: SimpleId, site: Site<'d>) -> Result<Option<Value>, SchemaError> {
        let (text, is_fixed) = match (site.node.attribute("default"), site.node.attribute("fixed")) {
            (Some(_), Some(_)) => return Err(site.invalid("src-attribute.1", "default and fixed exclude each other")),
            (Some(default), None) => (default, false),
            (None, Some(fixed)) => (fixed, true),
            (None, None) => return Ok(None),
        };
        if self.tables.simple(simple).has_names() {
            let construct = "a default or fixed value that is a qualified name".into();
            return Err(SchemaError::NotImplemented { place: site.place(), construct });
        }
        self.tables.simple(simple).check(text).map_err(|fault| {
            let message = format!("'{text}' is no value of the type, it must be {}", fault.requirement);
            site.invalid("a-props-correct.2", message)
        })?;
        Ok(Some(Value { text: text.into(), is_fixed }))
    }

    /// Attributes that a restriction takes away.
    pub(super) fn prohibited(&mut self, site: Site<'d>) -> Result<Vec<(NamespaceId, String)>, SchemaError> {
        let mut prohibited = Vec::new();
        for child in site.children() {
            if child.local() != "attribute" || child.attribute("use") != Some("prohibited") {
                continue;
            }
            if let Some(name) = child.attribute("ref") {
                let name = child.qualified(name)?;
                prohibited.push((self.tables.namespaces.intern(&name.namespace), name.local));
            } else if let Some(name) = child.attribute("name") {
                let form = child.attribute("form").or(child.document.root.attribute("attributeFormDefault"));
                let namespace = if form == Some("qualified") { child.document.target.as_str() } else { "" };
                prohibited.push((self.tables.namespaces.intern(namespace), name.to_owned()));
            }
        }
        Ok(prohibited)
    }

    /// A wildcard for elements or attributes.
    pub(super) fn wildcard(&mut self, site: Site<'d>) -> Result<Wildcard, SchemaError> {
        let process = match site.attribute("processContents") {
            None | Some("strict") => Process::Strict,
            Some("lax") => Process::Lax,
            Some("skip") => Process::Skip,
            Some(other) => {
                let message = format!("'{other}' is neither strict, lax nor skip");
                return Err(site.invalid("cvc-enumeration-valid", message));
            }
        };
        let target = self.tables.namespaces.intern(&site.document.target);
        let admits = match site.attribute("namespace").unwrap_or("##any") {
            "##any" => Admits::Any,
            "##other" => Admits::Other(target),
            list => Admits::These(
                list.split_whitespace()
                    .map(|word| match word {
                        "##targetNamespace" => target,
                        "##local" => NamespaceId::NONE,
                        uri => self.tables.namespaces.intern(uri),
                    })
                    .collect(),
            ),
        };
        Ok(Wildcard { admits, process })
    }
}

fn add(set: &mut AttributeSet, attribute: AttributeUse, site: Site<'_>) -> Result<(), SchemaError> {
    if let Some(known) = set.get(attribute.namespace, attribute.local.as_bytes()) {
        if known.number == attribute.number {
            return Ok(());
        }
        let message = format!("the attribute '{}' is there twice", attribute.local);
        return Err(site.invalid("ct-props-correct.4", message));
    }
    set.uses.push(attribute);
    Ok(())
}

/// The attributes of a derived type: its own and those that it inherits.
pub(super) fn combined(
    mut own: AttributeSet,
    inherited: AttributeSet,
    prohibited: &[(NamespaceId, String)],
    site: Site<'_>,
) -> Result<AttributeSet, SchemaError> {
    let extends = site.local() == "extension";
    for attribute in inherited.uses {
        let is_prohibited =
            prohibited.iter().any(|(namespace, local)| *namespace == attribute.namespace && *local == *attribute.local);
        if extends {
            add(&mut own, attribute, site)?;
        } else if !is_prohibited && own.get(attribute.namespace, attribute.local.as_bytes()).is_none() {
            own.uses.push(attribute);
        }
    }
    if extends {
        own.any = match (own.any, inherited.any) {
            (Some(own), Some(base)) => match own.admits.union(&base.admits) {
                Some(admits) => Some(Wildcard { admits, process: own.process }),
                None => return Err(inexpressible(site)),
            },
            (own, base) => own.or(base),
        };
    }
    Ok(own)
}

fn inexpressible(site: Site<'_>) -> SchemaError {
    SchemaError::NotImplemented { place: site.place(), construct: "this combination of wildcards".into() }
}
