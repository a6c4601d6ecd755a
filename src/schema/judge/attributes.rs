//! Attributes of elements: those of the instance namespace, which steer validation, and those that the type has.

use super::{
    Attribute, Inside, Judge, Prefixes,
    faults::{Told, proposal, quoted},
    identifiers::name_fault,
};
use crate::schema::{
    names::NamespaceId,
    nearest::meant,
    tables::{AttributeUse, Content, Methods, Process, TypeId},
    value::white_space::trim,
};

/// The attributes of the instance namespace that may stand on any element.
const STEERING: [&[u8]; 4] = [b"type", b"nil", b"schemaLocation", b"noNamespaceSchemaLocation"];

impl Judge<'_> {
    /// Looks at the attributes of the element just entered; answers the type that it has and whether it is nil.
    #[cold]
    pub(super) fn examine(&mut self, attributes: &[Attribute<'_>], prefixes: &dyn Prefixes) -> (TypeId, bool) {
        let Some(open) = self.open.last() else { return (TypeId::next(0), false) };
        let mut type_ = open.type_;
        let offset = open.offset;
        let steering = |name: &[u8]| {
            let of_instance = |attribute: &&Attribute<'_>| attribute.namespace == NamespaceId::XSI;
            attributes.iter().filter(of_instance).find(|attribute| attribute.name == name).copied()
        };
        if let Some(attribute) = steering(b"type")
            && let Some(named) = self.instance_type(attribute, prefixes, type_)
        {
            type_ = named;
            if let Some(open) = self.open.last_mut() {
                open.type_ = named;
            }
        }
        let nil = steering(b"nil").is_some_and(|attribute| self.nil(attribute));
        self.own_attributes(attributes, type_, prefixes);
        self.abstract_element();
        if self.tables.type_(type_).is_abstract {
            let message = format!(
                "the type {} of {} is abstract; name a type derived from it with xsi:type",
                self.tables.type_(type_).name,
                self.here()
            );
            let found = self.tables.type_(type_).name.to_string();
            self.tell(Told { offset, rule: "cvc-type.2", message, found, expected: Vec::new() }, None);
        }
        (type_, nil)
    }

    /// The type that `xsi:type` names, if it may stand for the declared one.
    fn instance_type(&mut self, attribute: Attribute<'_>, prefixes: &dyn Prefixes, declared: TypeId) -> Option<TypeId> {
        let value = trim(attribute.value);
        let (prefix, local) = value.split_once(':').unwrap_or(("", value));
        let is_name = !local.is_empty() && !local.contains(|c: char| c.is_whitespace() || c == ':');
        let here = self.here();
        let expected = [self.tables.type_(declared).name.to_string()];
        let tell = |judge: &mut Self, rule, message| -> Option<TypeId> {
            let (offset, found) = (attribute.offset, quoted(value));
            let expected = expected.to_vec();
            judge.tell(Told { offset, rule, message, found, expected }, None);
            None
        };
        if !is_name || (prefix.is_empty() && value.contains(':')) {
            let message = format!("xsi:type of {here} is '{}', which is no name of a type", quoted(value));
            return tell(self, "cvc-datatype-valid.1.2.1", message);
        }
        let Some(namespace) = prefixes.namespace_of(prefix.as_bytes()) else {
            let message =
                format!("xsi:type of {here} is '{value}', but its prefix is not declared; add xmlns:{prefix}");
            return tell(self, "cvc-elt.4.1", message);
        };
        let Some(named) = self.tables.named_type(namespace, local) else {
            let message = format!(
                "xsi:type of {here} names {local} in {}, where the schema has no such type; write {} or remove it",
                self.namespace_words(namespace),
                expected[0]
            );
            return tell(self, "cvc-elt.4.2", message);
        };
        if !self.may_stand_for(named, declared) {
            let message = format!(
                "xsi:type of {here} names {local}, which is not derived from {}; write that or remove it",
                expected[0]
            );
            return tell(self, "cvc-elt.4.3", message);
        }
        Some(named)
    }

    /// Whether the element is nil; a nil element is open for nothing.
    fn nil(&mut self, attribute: Attribute<'_>) -> bool {
        let Some(open) = self.open.last_mut() else { return false };
        let nillable = self.tables.element(open.element).nillable;
        let value = trim(attribute.value);
        if nillable && matches!(value, "true" | "1") {
            if self.tables.element(open.element).value.as_ref().is_some_and(|value| value.is_fixed) {
                self.fixed_but_nil(attribute.offset);
                return false;
            }
            open.content = Inside::Nil;
            return true;
        }
        if nillable && matches!(value, "false" | "0") {
            return false;
        }
        let found = format!("xsi:nil=\"{}\"", quoted(value));
        let here = self.here();
        let (rule, message, expected) = match nillable {
            true => (
                "cvc-datatype-valid.1.2.1",
                format!("xsi:nil of {here} must be true or false"),
                vec!["true".into(), "false".into()],
            ),
            false => (
                "cvc-elt.3.1",
                format!("{here} cannot be nil, so xsi:nil must not stand there, not even as false; remove it"),
                Vec::new(),
            ),
        };
        self.tell(Told { offset: attribute.offset, rule, message, found, expected }, None);
        false
    }

    fn fixed_but_nil(&mut self, offset: usize) {
        let message = format!("{} has a fixed value, so it cannot be nil; remove xsi:nil", self.here());
        let found = "xsi:nil".into();
        self.tell(Told { offset, rule: "cvc-elt.3.2.2", message, found, expected: Vec::new() }, None);
    }

    /// Whether an instance type may stand for the declared one.
    fn may_stand_for(&self, named: TypeId, declared: TypeId) -> bool {
        let tables = self.tables;
        let block = self.open.last().map_or(Methods::NONE, |open| tables.element(open.element).block);
        let without = block.union(tables.type_(declared).block);
        tables.is_derived(named, declared, without)
    }

    fn abstract_element(&mut self) {
        let Some(open) = self.open.last() else { return };
        if self.tables.element(open.element).is_abstract {
            let (offset, here) = (open.offset, self.here());
            let message = format!("the element {here} is abstract; write one that may stand for it");
            self.tell(Told { offset, rule: "cvc-elt.2", message, found: here, expected: Vec::new() }, None);
        }
    }

    /// Holds the attributes to the type's.
    fn own_attributes(&mut self, attributes: &[Attribute<'_>], type_: TypeId, prefixes: &dyn Prefixes) {
        let tables = self.tables;
        let set = &tables.type_(type_).attributes;
        let is_there = |known: &AttributeUse| {
            let mut attributes = attributes.iter();
            attributes.any(|found| found.namespace == known.namespace && found.name == known.local.as_bytes())
        };
        let missing: Vec<&AttributeUse> = set.uses.iter().filter(|known| !is_there(known)).collect();
        let mut mistyped = Vec::new();
        for attribute in attributes {
            if attribute.namespace == NamespaceId::XSI && STEERING.contains(&attribute.name) {
                continue;
            }
            if let Some(known) = set.get(attribute.namespace, attribute.name) {
                self.attribute_value(attribute, known, prefixes);
                continue;
            }
            let process =
                set.any.as_ref().filter(|any| any.admits.contains(attribute.namespace)).map(|any| any.process);
            let is_global = |known: &&AttributeUse| {
                known.namespace == attribute.namespace && known.local.as_bytes() == attribute.name
            };
            match (process, tables.attributes.iter().find(is_global)) {
                (Some(Process::Skip), _) | (Some(Process::Lax), None) => {}
                (Some(_), Some(known)) => self.attribute_value(attribute, known, prefixes),
                (Some(Process::Strict), None) | (None, _) => {
                    mistyped.extend(self.stray_attribute(attribute, type_, &missing));
                }
            }
        }
        let offset = self.open.last().map_or(0, |open| open.offset);
        for known in missing.into_iter().filter(|known| known.is_required) {
            if !mistyped.contains(&&*known.local) {
                let name = known.local.to_string();
                let message = format!("{} needs the attribute {name}; add it", self.here());
                let expected = vec![name];
                let rule = "cvc-complex-type.4";
                self.tell(Told { offset, rule, message, found: String::new(), expected }, None);
            }
        }
    }

    fn attribute_value(&mut self, attribute: &Attribute<'_>, known: &AttributeUse, prefixes: &dyn Prefixes) {
        let simple = self.tables.simple(known.simple);
        let found = quoted(attribute.value);
        let checked = simple.check(attribute.value).and_then(|()| {
            let fault = simple.is_tracked().then(|| name_fault(simple, attribute.value, prefixes)).flatten();
            fault.map_or(Ok(()), Err)
        });
        let told = match (checked, &known.value) {
            (Err(fault), _) => {
                let message = format!(
                    "the attribute {} of {} must be {}, '{found}' is not{}",
                    known.local,
                    self.here(),
                    fault.requirement,
                    proposal(&fault, attribute.value)
                );
                Told { offset: attribute.offset, rule: fault.rule, message, found, expected: fault.expected }
            }
            (Ok(()), Some(value)) if value.is_fixed && !simple.are_equal(attribute.value, &value.text) => {
                let message =
                    format!("the attribute {} of {} must be '{}', not '{found}'", known.local, self.here(), value.text);
                let expected = vec![value.text.to_string()];
                Told { offset: attribute.offset, rule: "cvc-attribute.4", message, found, expected }
            }
            (Ok(()), _) => return self.identify(&simple.identifiers(attribute.value), attribute.offset),
        };
        self.tell(told, None);
    }

    /// An attribute that the type does not have; answers which of those that are missing was meant.
    fn stray_attribute<'t>(
        &mut self,
        attribute: &Attribute<'_>,
        type_: TypeId,
        missing: &[&'t AttributeUse],
    ) -> Option<&'t str> {
        let here = self.here();
        let name = String::from_utf8_lossy(attribute.name).into_owned();
        let foreign = match attribute.namespace {
            NamespaceId::NONE => String::new(),
            NamespaceId::XML => " of XML itself (xml:)".into(),
            NamespaceId::XSI => " of the instance namespace (xsi:)".into(),
            namespace => format!(" in {}", self.namespace_words(namespace)),
        };
        let rule = match self.tables.type_(type_).content {
            Content::Simple(_) => "cvc-type.3.1.1",
            _ => "cvc-complex-type.3.2.2",
        };
        let alike = missing.iter().filter(|known| known.namespace == attribute.namespace);
        let meant = meant(&name, alike.map(|known| &*known.local));
        let advice = meant.map_or("remove it".into(), |meant| format!("write {meant} if that is meant, or remove it"));
        let message = format!("{here} has no attribute {name}{foreign}; {advice}");
        let expected = meant.map(str::to_owned).into_iter().collect();
        self.tell(Told { offset: attribute.offset, rule, message, found: name, expected }, None);
        meant
    }
}
