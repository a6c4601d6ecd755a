//! Substitution groups: an element in a content model becomes a choice of what may stand for it.

use super::{
    super::{
        automaton::{Particle, Term},
        declarations::Site,
        error::SchemaError,
        tables::{All, Content, Element, ElementId, Inside, Member, Methods},
    },
    Compiler,
    element::methods,
};

impl<'d> Compiler<'d> {
    /// An element without a declaration, as lax wildcards admit it: it has any content.
    pub(super) fn declare_anything(&mut self) -> Result<(), SchemaError> {
        let Some(document) = self.declarations.documents.first() else { return Ok(()) };
        let site = Site { document, node: &document.root };
        if self.tables.wildcards.is_empty() {
            return Ok(());
        }
        let type_ = self.anything(site)?;
        let name = super::Qualified { namespace: String::new(), local: "*".into() };
        let name = self.element_name(&name, site)?;
        self.tables.anything = Some(ElementId::next(self.tables.elements.len()));
        self.tables.elements.push(Element {
            name,
            namespace: self.tables.names.namespace(name),
            type_,
            nillable: true,
            is_abstract: false,
            is_examined: false,
            inside: Inside::Nothing,
            block: Methods::NONE,
            value: None,
        });
        Ok(())
    }

    /// Refuses members whose type is not derived from that of their head as the head allows.
    pub(super) fn check_substitutions(&self) -> Result<(), SchemaError> {
        for substitution in &self.heads {
            let head = self.tables.element(substitution.head);
            let member = self.tables.element(substitution.member);
            let meaningful = Methods::EXTENSION.union(Methods::RESTRICTION);
            let without = methods(substitution.declaration, "final", "finalDefault", meaningful)?;
            if !self.tables.is_derived(member.type_, head.type_, without) {
                let message = format!(
                    "the type of '{}' is not derived from that of '{}', or that is final; derive it from {}",
                    self.tables.names.local(member.name),
                    self.tables.names.local(head.name),
                    self.tables.type_(head.type_).name,
                );
                return Err(substitution.site.invalid("e-props-correct.4", message));
            }
        }
        Ok(())
    }

    /// What may come where an element is asked for.
    pub(super) fn substitutes(&self, head: ElementId) -> Vec<ElementId> {
        let mut group = vec![head];
        let mut next = 0;
        let asked = self.tables.element(head);
        if !asked.block.contains(Methods::SUBSTITUTION) {
            while let Some(&known) = group.get(next) {
                let members = self.heads.iter().filter(|substitution| substitution.head == known);
                group.extend(members.map(|substitution| substitution.member));
                next += 1;
            }
        }
        let without = asked.block.union(self.tables.type_(asked.type_).block);
        group.retain(|&member| {
            let member = self.tables.element(member);
            !member.is_abstract && self.tables.is_derived(member.type_, asked.type_, without)
        });
        group
    }

    pub(super) fn with_substitutes(&self, mut model: Particle) -> Particle {
        let is_grouped = |id: ElementId| {
            self.tables.element(id).is_abstract || self.heads.iter().any(|substitution| substitution.head == id)
        };
        model.term = match model.term {
            Term::Element(id) if is_grouped(id) => {
                let once = |id| Particle { min: 1, max: Some(1), term: Term::Element(id), place: model.place.clone() };
                Term::Choice(self.substitutes(id).into_iter().map(once).collect())
            }
            Term::Sequence(parts) => Term::Sequence(self.all_with_substitutes(parts)),
            Term::Choice(parts) => Term::Choice(self.all_with_substitutes(parts)),
            term => term,
        };
        model
    }

    fn all_with_substitutes(&self, parts: Vec<Particle>) -> Vec<Particle> {
        parts.into_iter().map(|part| self.with_substitutes(part)).collect()
    }

    /// The content of an `xs:all` group.
    pub(super) fn all(
        &mut self,
        parts: &[Particle],
        is_optional: bool,
        site: Site<'_>,
    ) -> Result<Content, SchemaError> {
        let mut members: Vec<Member> = Vec::new();
        for part in parts {
            let Term::Element(id) = part.term else {
                return Err(site.invalid("cos-all-limited.2", "xs:all holds elements only"));
            };
            match part.max {
                Some(0) => continue,
                Some(1) => {}
                _ => return Err(site.invalid("cos-all-limited.2", "an element in xs:all comes at most once")),
            }
            let elements: Vec<_> =
                self.substitutes(id).into_iter().map(|id| (self.tables.element(id).name, id)).collect();
            let twice = |name| members.iter().any(|member| member.elements.iter().any(|(known, _)| *known == name));
            if let Some((name, _)) = elements.iter().find(|(name, _)| twice(*name)) {
                let message = format!("the element '{}' is in xs:all twice", self.tables.names.local(*name));
                return Err(site.invalid("cos-nonambig", message));
            }
            members.push(Member { elements, is_required: part.min > 0 });
        }
        self.tables.alls.push(All { members, is_optional });
        let index = u32::try_from(self.tables.alls.len() - 1).expect("tables have fewer than 2^32 entries");
        Ok(Content::All(index))
    }
}
