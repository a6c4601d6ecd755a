//! Whether one content model restricts another (Schema Component Constraint: Particle Valid (Restriction)).
//!
//! The rules compare particles by their form, not by what they admit, so two models that admit the same may still not
//! restrict each other; the verdict is that of the standard. An element that others may stand for counts as a choice.

use super::{super::Compiler, NO_RESTRICTION, is_weaker};
use crate::schema::{
    automaton::{Particle, Term},
    error::Place,
    tables::ElementId,
};

/// Why a particle is no restriction of another.
pub(super) struct Fault {
    pub(super) rule: &'static str,
    pub(super) message: String,
    pub(super) place: Option<Place>,
}

/// Whether elements are still to be replaced by their substitution groups, on either side, and whether the number of
/// what a wildcard admits matters.
#[derive(Clone, Copy)]
pub(super) struct Expanding {
    own: bool,
    base: bool,
    counted: bool,
}

impl Expanding {
    pub(super) const BOTH: Self = Self { own: true, base: true, counted: true };
}

type Range = (u64, Option<u64>);

/// A particle without the groups that mean nothing.
struct Shape {
    form: Form,
    range: Range,
    /// Whether the form stands for a substitution group.
    is_expanded: bool,
    place: Place,
}

enum Form {
    Element(ElementId),
    Any(u32),
    All(Vec<Particle>),
    Sequence(Vec<Particle>),
    Choice(Vec<Particle>),
}

impl Compiler<'_> {
    /// Whether a particle restricts another; answers whether the base stood for its substitution group.
    pub(super) fn restricts(&self, own: &Particle, base: &Particle, expanding: Expanding) -> Result<bool, Fault> {
        if is_empty(own) && !is_emptiable(base) {
            return Err(fault("cos-particle-restrict.a", "the base cannot be empty", own));
        }
        if !is_empty(own) && is_empty(base) {
            return Err(fault("cos-particle-restrict.b", "the base is empty", own));
        }
        let own_shape = self.shape(own, expanding.own);
        let base_shape = self.shape(base, expanding.base);
        let below = Expanding {
            own: expanding.own && !own_shape.is_expanded,
            base: expanding.base && !base_shape.is_expanded,
            ..expanding
        };
        let is_expanded = base_shape.is_expanded;
        self.compare(own, &own_shape, &base_shape, base, below)?;
        Ok(is_expanded)
    }

    fn compare(
        &self,
        own: &Particle,
        own_shape: &Shape,
        base_shape: &Shape,
        base: &Particle,
        below: Expanding,
    ) -> Result<(), Fault> {
        let (range, base_range) = (own_shape.range, base_shape.range);
        let alone = || vec![Particle { place: own_shape.place.clone(), ..unwrapped(own).clone() }];
        match (&own_shape.form, &base_shape.form) {
            (Form::Element(own_id), Form::Element(base_id)) => {
                self.same_element(*own_id, *base_id, own)?;
                in_range(range, base_range, "rcase-NameAndTypeOK.3", own)
            }
            (Form::Element(id), Form::Any(any)) => {
                if below.counted {
                    in_range(range, base_range, "rcase-NSCompat.2", own)?;
                }
                match self.tables.wildcards[*any as usize].admits.contains(self.tables.element(*id).namespace) {
                    true => Ok(()),
                    false => Err(fault("rcase-NSCompat.1", "the base's wildcard does not admit the namespace", own)),
                }
            }
            (Form::Element(_), Form::Choice(choices)) => {
                self.recurse_lax(&alone(), choices, ONCE, base_range, own, below)
            }
            (Form::Element(_), Form::Sequence(parts) | Form::All(parts)) => {
                self.recurse(&alone(), parts, ONCE, base_range, own, below)
            }
            (Form::Any(own_any), Form::Any(base_any)) => {
                in_range(range, base_range, "rcase-NSSubset.1", own)?;
                self.same_wildcard(*own_any, *base_any, own)
            }
            (Form::All(parts) | Form::Choice(parts) | Form::Sequence(parts), Form::Any(_)) => {
                if below.counted {
                    in_range(total(own), base_range, "rcase-NSRecurseCheckCardinality.2", own)?;
                }
                let below = Expanding { counted: false, base: false, ..below };
                parts.iter().try_for_each(|part| self.restricts(part, base, below).map(drop))
            }
            (Form::All(parts), Form::All(base_parts)) | (Form::Sequence(parts), Form::Sequence(base_parts)) => {
                self.recurse(parts, base_parts, range, base_range, own, below)
            }
            (Form::Choice(parts), Form::Choice(base_parts)) => {
                self.recurse_lax(parts, base_parts, range, base_range, own, below)
            }
            (Form::Sequence(parts), Form::All(base_parts)) => {
                self.recurse_unordered(parts, base_parts, range, base_range, own, below)
            }
            (Form::Sequence(parts), Form::Choice(base_parts)) => {
                let many = parts.len() as u64;
                let range = (range.0.saturating_mul(many), range.1.map(|max| max.saturating_mul(many)));
                in_range(range, base_range, "rcase-MapAndSum.2", own)?;
                let fits = |part: &Particle| base_parts.iter().any(|base| self.restricts(part, base, below).is_ok());
                match parts.iter().find(|part| !fits(part)) {
                    Some(part) => Err(fault("rcase-MapAndSum.1", "no branch of the base's choice admits this", part)),
                    None => Ok(()),
                }
            }
            _ => Err(fault("cos-particle-restrict.2", "this kind of group or particle is no part of the base's", own)),
        }
    }

    /// Each part restricts a part of the base, in order; the base's others may be left out.
    fn recurse(
        &self,
        parts: &[Particle],
        base_parts: &[Particle],
        range: Range,
        base_range: Range,
        own: &Particle,
        below: Expanding,
    ) -> Result<(), Fault> {
        in_range(range, base_range, "rcase-Recurse.1", own)?;
        let mut rest = base_parts.iter();
        for part in parts {
            loop {
                let Some(base) = rest.next() else {
                    return Err(fault("rcase-Recurse.2", "the base has nothing left that this could restrict", part));
                };
                match self.restricts(part, base, below) {
                    Ok(_) => break,
                    Err(_) if is_emptiable(base) => {}
                    Err(inner) => return Err(inner),
                }
            }
        }
        match rest.all(is_emptiable) {
            true => Ok(()),
            false => Err(fault("rcase-Recurse.2", "something that the base requires is missing", own)),
        }
    }

    /// Each part restricts a branch of the base, in order.
    fn recurse_lax(
        &self,
        parts: &[Particle],
        base_parts: &[Particle],
        range: Range,
        base_range: Range,
        own: &Particle,
        below: Expanding,
    ) -> Result<(), Fault> {
        in_range(range, base_range, "rcase-RecurseLax.1", own)?;
        let mut next = 0;
        for part in parts {
            loop {
                let Some(base) = base_parts.get(next) else {
                    let message = "no branch of the base's choice, in its order, admits this";
                    return Err(fault("rcase-RecurseLax.2", message, part));
                };
                next += 1;
                if let Ok(is_expanded) = self.restricts(part, base, below) {
                    // What stands for a substitution group may be matched again.
                    next -= usize::from(is_expanded);
                    break;
                }
            }
        }
        Ok(())
    }

    /// Each part restricts a part of the base of its own, in any order.
    fn recurse_unordered(
        &self,
        parts: &[Particle],
        base_parts: &[Particle],
        range: Range,
        base_range: Range,
        own: &Particle,
        below: Expanding,
    ) -> Result<(), Fault> {
        in_range(range, base_range, "rcase-RecurseUnordered.1", own)?;
        let mut free: Vec<&Particle> = base_parts.iter().collect();
        for part in parts {
            match free.iter().position(|base| self.restricts(part, base, below).is_ok()) {
                Some(at) => drop(free.remove(at)),
                None => return Err(fault("rcase-RecurseUnordered.2", "the base's xs:all has no such element", part)),
            }
        }
        match free.into_iter().all(is_emptiable) {
            true => Ok(()),
            false => Err(fault("rcase-RecurseUnordered.2", "something that the base requires is missing", own)),
        }
    }

    fn same_wildcard(&self, own: u32, base: u32, at: &Particle) -> Result<(), Fault> {
        let [own, base] = [own, base].map(|any| &self.tables.wildcards[any as usize]);
        if !own.admits.is_subset(&base.admits) {
            return Err(fault("rcase-NSSubset.2", "the wildcard admits more namespaces than the base's", at));
        }
        match is_weaker(own, base) {
            true => Err(fault("rcase-NSSubset.3", "the wildcard is processed more loosely", at)),
            false => Ok(()),
        }
    }

    fn same_element(&self, own: ElementId, base: ElementId, at: &Particle) -> Result<(), Fault> {
        if own == base {
            return Ok(());
        }
        let (own_element, base_element) = (self.tables.element(own), self.tables.element(base));
        let name = self.tables.names.local(own_element.name);
        let fails = |rule, message: String| Err(fault(rule, &message, at));
        if own_element.name != base_element.name {
            let base = self.tables.names.local(base_element.name);
            return fails("rcase-NameAndTypeOK.1", format!("'{name}' stands where the base has '{base}'"));
        }
        if own_element.nillable && !base_element.nillable {
            return fails("rcase-NameAndTypeOK.2", format!("'{name}' is nillable, but not in the base"));
        }
        if !self.keeps_fixed_value(own, base) {
            return fails("rcase-NameAndTypeOK.4", format!("'{name}' has a fixed value in the base; repeat it"));
        }
        let constraints = |id| self.tables.constrained.get(&id).map_or(&[][..], |constraints| constraints);
        if constraints(own).iter().any(|constraint| !constraints(base).contains(constraint)) {
            return fails("rcase-NameAndTypeOK.5", format!("'{name}' has an identity constraint of its own"));
        }
        if own_element.block.union(base_element.block) != own_element.block {
            return fails("rcase-NameAndTypeOK.6", format!("'{name}' blocks less than in the base"));
        }
        if !self.tables.is_derived(own_element.type_, base_element.type_, NO_RESTRICTION) {
            let message = format!("the type of '{name}' is not derived by restriction from the one it has in the base");
            return fails("rcase-NameAndTypeOK.7", message);
        }
        Ok(())
    }

    fn keeps_fixed_value(&self, own: ElementId, base: ElementId) -> bool {
        let value = |id: ElementId| self.tables.element(id).value.as_ref().filter(|value| value.is_fixed);
        let Some(fixed) = value(base) else { return true };
        let simple = self.simple_of(self.tables.element(base).type_);
        value(own).is_some_and(|own| match simple {
            Some(simple) => simple.are_equal(&own.text, &fixed.text),
            None => own.text == fixed.text,
        })
    }

    fn shape(&self, particle: &Particle, expand: bool) -> Shape {
        let particle = unwrapped(particle);
        let range = range(particle);
        let place = particle.place.clone();
        let (form, is_expanded) = match &particle.term {
            Term::Element(id) => match expand.then(|| self.group_of(*id, &place)).flatten() {
                Some(group) => (Form::Choice(group), true),
                None => (Form::Element(*id), false),
            },
            Term::Any(any) => (Form::Any(*any), false),
            Term::All(_) => (Form::All(children(particle)), false),
            Term::Sequence(_) => (Form::Sequence(children(particle)), false),
            Term::Choice(_) => (Form::Choice(children(particle)), false),
        };
        Shape { form, range, is_expanded, place }
    }

    /// What may stand for an element, as branches of a choice; none where nothing may.
    fn group_of(&self, head: ElementId, place: &Place) -> Option<Vec<Particle>> {
        let mut group = self.substitutes(head);
        if !group.contains(&head) {
            group.push(head);
        }
        let branch = |id| Particle { min: 1, max: Some(1), term: Term::Element(id), place: place.clone() };
        (group.len() > 1).then(|| group.into_iter().map(branch).collect())
    }
}

const ONCE: Range = (1, Some(1));

fn fault(rule: &'static str, message: &str, at: &Particle) -> Fault {
    Fault { rule, message: message.into(), place: Some(at.place.clone()) }
}

fn in_range(own: Range, base: Range, rule: &'static str, at: &Particle) -> Result<(), Fault> {
    let is_within = own.0 >= base.0
        && match (own.1, base.1) {
            (_, None) => true,
            (Some(own), Some(base)) => own <= base,
            (None, Some(_)) => false,
        };
    let words = |(min, max): Range| format!("{min} to {}", max.map_or("any number".into(), |max| max.to_string()));
    match is_within {
        true => Ok(()),
        false => {
            let message = format!("it may come {} times, in the base {}", words(own), words(base));
            Err(fault(rule, &message, at))
        }
    }
}

fn range(particle: &Particle) -> Range {
    (particle.min.into(), particle.max.map(u64::from))
}

/// A group of one particle that comes once is that particle.
fn unwrapped(particle: &Particle) -> &Particle {
    match &particle.term {
        Term::All(parts) | Term::Sequence(parts) | Term::Choice(parts)
            if parts.len() == 1 && range(particle) == ONCE =>
        {
            unwrapped(&parts[0])
        }
        _ => particle,
    }
}

/// The parts of a group, those of pointless groups in it among them.
fn children(group: &Particle) -> Vec<Particle> {
    let (Term::All(parts) | Term::Sequence(parts) | Term::Choice(parts)) = &group.term else { return Vec::new() };
    let mut children = Vec::new();
    for part in parts.iter().filter(|part| !is_empty(part)) {
        let part = unwrapped(part);
        let is_alike = std::mem::discriminant(&part.term) == std::mem::discriminant(&group.term);
        let is_group = !matches!(part.term, Term::Element(_) | Term::Any(_));
        match is_group && is_alike && range(part) == ONCE {
            true => children.extend(self::children(part)),
            false => children.push(part.clone()),
        }
    }
    children
}

/// Whether nothing can come by a particle.
pub(super) fn is_empty(particle: &Particle) -> bool {
    particle.max == Some(0)
        || match &particle.term {
            Term::All(parts) | Term::Sequence(parts) | Term::Choice(parts) => parts.iter().all(is_empty),
            Term::Element(_) | Term::Any(_) => false,
        }
}

/// Whether a particle may be left out or be there without any element.
pub(in crate::schema::compile) fn is_emptiable(particle: &Particle) -> bool {
    total(particle).0 == 0
}

/// How many elements a particle admits, at least and at most.
fn total(particle: &Particle) -> Range {
    let times = range(particle);
    let product = |a: Option<u64>, b: Option<u64>| match (a, b) {
        (Some(0), _) | (_, Some(0)) => Some(0),
        (Some(a), Some(b)) => Some(a.saturating_mul(b)),
        _ => None,
    };
    let (min, max) = match &particle.term {
        Term::Element(_) | Term::Any(_) => ONCE,
        Term::All(parts) | Term::Sequence(parts) => parts.iter().map(total).fold((0, Some(0)), |sum: Range, part| {
            let max = sum.1.zip(part.1).map(|(sum, part): (u64, u64)| sum.saturating_add(part));
            (sum.0.saturating_add(part.0), max)
        }),
        Term::Choice(parts) => {
            let min = parts.iter().map(|part| total(part).0).min().unwrap_or(0);
            let max = parts.iter().map(|part| total(part).1).try_fold(0, |max, part| part.map(|part| max.max(part)));
            (min, max)
        }
    };
    (times.0.saturating_mul(min), product(times.1, max))
}
