//! Whether a complex type that restricts another really does: every document that it admits, its base admits.
//!
//! Entry point: `Compiler::check_restrictions`, when all types are known. Attributes and the kind of content are here, content
//! models in `particles`. A restriction of `xs:anyType` restricts always.

mod particles;

pub(super) use particles::is_emptiable;

use super::{
    super::{
        automaton::Particle,
        declarations::{Kind, Site},
        error::SchemaError,
        names::NamespaceId,
        tables::{AttributeSet, AttributeUse, Content, Methods, Process, TypeId, Wildcard},
    },
    Compiler,
};

/// A derivation by restriction that is still to be checked.
pub(super) struct Restriction<'d> {
    pub(super) type_: TypeId,
    pub(super) base: TypeId,
    pub(super) site: Site<'d>,
    /// The attributes that the restriction itself names.
    pub(super) own: AttributeSet,
    pub(super) prohibited: Vec<(NamespaceId, String)>,
}

/// What may not be among the steps from a restricted type to its base.
const NO_RESTRICTION: Methods = Methods::EXTENSION.union(Methods::LIST).union(Methods::UNION);

impl Compiler<'_> {
    /// Notes the groups that have to restrict those that they redefine, and checks the attribute groups.
    pub(super) fn redefinitions(&mut self) -> Result<(), SchemaError> {
        for (kind, name, redefined) in &self.declarations.redefinitions.0 {
            let [site, base] = [name, redefined].map(|name| {
                self.declarations.get(*kind, name).expect("a redefinition and what it redefines are declared")
            });
            if *kind == Kind::AttributeGroup {
                let (own, base) = (self.attribute_group(name, site)?, self.attribute_group(redefined, base)?);
                self.check_attribute_sets(&own, &base, site)?;
            } else {
                let pair = (self.group(name, site)?, self.group(redefined, base)?);
                self.group_restrictions.push(pair);
            }
        }
        Ok(())
    }

    /// Checks every restriction of a complex type.
    pub(super) fn check_restrictions(&self) -> Result<(), SchemaError> {
        for restriction in &self.restrictions {
            if self.tables.type_(restriction.base).base.is_none() {
                continue;
            }
            self.check_attributes(restriction)?;
            self.check_content(restriction)?;
        }
        for (group, redefined) in &self.group_restrictions {
            self.check_particles(Some(group), Some(redefined), group.place.clone())?;
        }
        Ok(())
    }

    fn check_attributes(&self, restriction: &Restriction<'_>) -> Result<(), SchemaError> {
        let Restriction { base, site, own, prohibited, .. } = restriction;
        let base = &self.tables.type_(*base).attributes;
        self.check_attribute_sets(own, base, *site)?;
        let is_prohibited = |known: &&AttributeUse| {
            prohibited.iter().any(|(namespace, local)| *namespace == known.namespace && *local == *known.local)
        };
        match base.uses.iter().filter(|known| known.is_required).find(is_prohibited) {
            Some(known) => {
                let message = format!("the base requires the attribute '{}', so it cannot be taken away", known.local);
                Err(site.invalid("derivation-ok-restriction.3", message))
            }
            None => Ok(()),
        }
    }

    /// Whether attributes restrict those of a base, as far as they are named.
    pub(super) fn check_attribute_sets(
        &self,
        own: &AttributeSet,
        base: &AttributeSet,
        site: Site<'_>,
    ) -> Result<(), SchemaError> {
        for attribute in &own.uses {
            let name = &attribute.local;
            let told = match base.get(attribute.namespace, name.as_bytes()) {
                None if base.any.as_ref().is_some_and(|any| any.admits.contains(attribute.namespace)) => continue,
                None => ("derivation-ok-restriction.2.2", format!("the base has no attribute '{name}'")),
                Some(known) if known.is_required && !attribute.is_required => (
                    "derivation-ok-restriction.2.1.1",
                    format!("the base requires the attribute '{name}', so it must be required here"),
                ),
                Some(known) if !self.tables.is_derived(attribute.type_, known.type_, NO_RESTRICTION) => (
                    "derivation-ok-restriction.2.1.2",
                    format!("the type of the attribute '{name}' is not derived from the one it has in the base"),
                ),
                Some(known) if !self.keeps_fixed_attribute(attribute, known) => (
                    "derivation-ok-restriction.2.1.3",
                    format!("the attribute '{name}' has a fixed value in the base; give it the same here"),
                ),
                Some(_) => continue,
            };
            return Err(site.invalid(told.0, told.1));
        }
        match (&own.any, &base.any) {
            (None, _) => Ok(()),
            (Some(_), None) => Err(site.invalid("derivation-ok-restriction.4.1", "the base has no xs:anyAttribute")),
            (Some(own), Some(base)) if !own.admits.is_subset(&base.admits) => Err(site.invalid(
                "derivation-ok-restriction.4.2",
                "xs:anyAttribute admits namespaces that the base's does not",
            )),
            (Some(own), Some(base)) if is_weaker(own, base) => Err(site
                .invalid("derivation-ok-restriction.4.3", "xs:anyAttribute is processed more loosely than the base's")),
            (Some(_), Some(_)) => Ok(()),
        }
    }

    fn keeps_fixed_attribute(&self, attribute: &AttributeUse, base: &AttributeUse) -> bool {
        let Some(fixed) = base.value.as_ref().filter(|value| value.is_fixed) else { return true };
        let own = attribute.value.as_ref().filter(|value| value.is_fixed);
        own.is_some_and(|own| self.tables.simple(base.simple).are_equal(&own.text, &fixed.text))
    }

    fn check_content(&self, restriction: &Restriction<'_>) -> Result<(), SchemaError> {
        let &Restriction { type_, base, site, .. } = restriction;
        let (derived, based) = (self.tables.type_(type_), self.tables.type_(base));
        if matches!(derived.content, Content::Simple(_)) {
            // Facets were held against the base's as they were read.
            return Ok(());
        }
        if derived.is_mixed && !based.is_mixed {
            let message = format!("the type is mixed but its base {} is not", based.name);
            return Err(site.invalid("derivation-ok-restriction.5.4.1.2", message));
        }
        self.check_particles(self.particles.get(&type_), self.particles.get(&base), site.place())
    }

    /// Whether one content model restricts another; none is the empty one.
    fn check_particles(
        &self,
        own: Option<&Particle>,
        base: Option<&Particle>,
        place: super::super::error::Place,
    ) -> Result<(), SchemaError> {
        let told = match (own, base) {
            (None, None) => return Ok(()),
            (None, Some(base)) if particles::is_emptiable(base) => return Ok(()),
            (None, Some(_)) => ("derivation-ok-restriction.5.3.2", "the base cannot be empty, so neither can this be"),
            (Some(own), None) if particles::is_empty(own) => return Ok(()),
            (Some(_), None) => ("derivation-ok-restriction.5.4.1.1", "the base is empty, so this must be empty too"),
            (Some(own), Some(base)) => {
                return match self.restricts(own, base, particles::Expanding::BOTH) {
                    Ok(_) => Ok(()),
                    Err(fault) => Err(SchemaError::Invalid {
                        place: fault.place.unwrap_or(place),
                        rule: fault.rule,
                        message: format!("this does not restrict what the base admits: {}", fault.message),
                    }),
                };
            }
        };
        Err(SchemaError::Invalid { place, rule: told.0, message: told.1.into() })
    }
}

/// Whether a wildcard lets pass unjudged what another judges.
fn is_weaker(own: &Wildcard, base: &Wildcard) -> bool {
    matches!(
        (own.process, base.process),
        (Process::Lax | Process::Skip, Process::Strict) | (Process::Skip, Process::Lax)
    )
}
