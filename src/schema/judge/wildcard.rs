//! Elements that come by a wildcard or in any order.

use super::{
    Attribute, Inside, Judge,
    faults::{Told, listed},
    recovery::{Entered, Found},
};
use crate::schema::{
    names::{NameId, NamespaceId},
    nearest::meant,
    tables::Process,
};

impl Judge<'_> {
    /// A child that a wildcard admits; none where no wildcard does.
    pub(super) fn by_wildcard(&mut self, found: Found<'_>, attributes: &[Attribute<'_>]) -> Option<Entered> {
        let tables = self.tables;
        let open = self.open.last_mut()?;
        let admits = |wildcard: u32| tables.wildcards[wildcard as usize].admits.contains(found.namespace);
        let (wildcard, position) = tables.automata.step_wild(open.position, admits)?;
        open.position = position;
        let process = tables.wildcards[wildcard as usize].process;
        if process == Process::Skip {
            return Some(None);
        }
        let global = tables.names.find(found.namespace, found.local).and_then(|name| tables.global(name));
        if let Some(element) = global {
            return Some(Some((element, 0)));
        }
        let is_typed = |attribute: &Attribute<'_>| attribute.namespace == NamespaceId::XSI && attribute.name == b"type";
        if process == Process::Lax || attributes.iter().any(is_typed) {
            return Some(tables.anything.map(|element| (element, 0)));
        }
        let name = found.name();
        let message = format!(
            "{} admits any element here, but the schema has to declare it, and has no {name} in {}; declare it or remove it",
            self.here(),
            self.namespace_words(found.namespace)
        );
        let rule = "cvc-complex-type.2.4.c";
        let told = Told { offset: found.offset, rule, message, found: name.clone(), expected: Vec::new() };
        self.tell(told, Some(&name));
        Some(None)
    }

    /// A child in an `xs:all` group.
    pub(super) fn in_any_order(&mut self, all: u32, found: Found<'_>) -> Entered {
        let tables = self.tables;
        let depth = self.open.len();
        let members = &tables.alls[all as usize].members;
        let named = tables.names.find(found.namespace, found.local).and_then(|name| {
            members.iter().enumerate().find_map(|(index, member)| {
                let (_, element) = member.elements.iter().find(|(known, _)| *known == name)?;
                Some((index, *element))
            })
        });
        if let Some((index, element)) = named
            && !self.came.contains(&(depth, index))
        {
            self.came.push((depth, index));
            return Some((element, 0));
        }
        let expected = self.names(self.not_yet(all));
        let name = found.name();
        let meant = meant(&name, expected.iter().map(String::as_str)).filter(|_| named.is_none());
        let what = match (named, meant) {
            (Some(_), _) => "came before; once is enough; remove it".to_owned(),
            (None, Some(meant)) => format!("does not belong here; write {meant} if that is meant"),
            (None, None) => "does not belong here; remove it".to_owned(),
        };
        let way = meant.and_then(|meant| {
            let is_meant = |(name, _): &&(NameId, _)| tables.names.local(*name) == meant;
            members
                .iter()
                .enumerate()
                .find_map(|(index, member)| member.elements.iter().find(is_meant).map(|(_, element)| (index, *element)))
        });
        let message = format!("in {} {name} {what}; here may come {}", self.here(), listed(&expected));
        let rule = if expected.is_empty() { "cvc-complex-type.2.4.d" } else { "cvc-complex-type.2.4.a" };
        let told = Told { offset: found.offset, rule, message, found: name.clone(), expected };
        self.tell(told, Some(&name));
        match way.filter(|_| !self.more) {
            Some((index, element)) => {
                self.came.push((depth, index));
                Some((element, 0))
            }
            None => {
                self.stray = self.open.last().map(|open| (depth, open.position));
                None
            }
        }
    }

    /// Members of the innermost `xs:all` group that did not come.
    pub(super) fn not_yet(&self, all: u32) -> impl Iterator<Item = NameId> {
        let depth = self.open.len();
        let members = self.tables.alls[all as usize].members.iter().enumerate();
        let missing = members.filter(move |(index, _)| !self.came.contains(&(depth, *index)));
        missing.filter_map(|(_, member)| member.elements.first().map(|(name, _)| *name))
    }

    pub(super) fn end_of_all(&mut self, all: u32, offset: usize) {
        let depth = self.open.len();
        let all = &self.tables.alls[all as usize];
        let came = |index: usize| self.came.contains(&(depth, index));
        let is_missing = all.members.iter().enumerate().any(|(index, member)| member.is_required && !came(index));
        let nothing_came = !self.came.iter().any(|(at, _)| *at == depth);
        if is_missing && !(nothing_came && all.is_optional) {
            self.incomplete(offset);
        }
        self.came.retain(|(at, _)| *at != depth);
        if let Some(open) = self.open.last_mut() {
            open.content = Inside::Nothing;
        }
    }
}
