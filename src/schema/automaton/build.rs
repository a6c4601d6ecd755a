//! From particles to tables: positions and what follows them (Glushkov), then sets of positions as states.
//!
//! Each occurrence of an element in the model as written is a position of its own; positions that come from the same
//! particle by writing out a repetition share an origin. Two origins for one name in one state break the rule of unique
//! particle attribution, and the schema is refused.

use std::collections::{HashMap, HashSet};

use super::{
    super::{
        error::Place,
        names::NameId,
        tables::{Element, ElementId, Wildcard},
    },
    Automata, Particle, Repeats, State, Term, Transition,
};

/// Why a content model has no automaton.
#[derive(Debug)]
pub(in crate::schema) enum BuildError {
    /// A name fits two particles at once.
    Ambiguous { name: NameId, places: [Place; 2] },
    /// An `xs:all` group is a part of another.
    Nested,
    /// Its repetitions make too many positions or states.
    TooLarge,
}

/// Most positions that repetitions may be written out to, and most pairs of positions that follow each other.
const POSITIONS_MAX: usize = 50_000;
const PAIRS_MAX: usize = 4_000_000;

pub(super) type PositionId = u32;
pub(super) type OriginId = u32;

pub(super) struct Position {
    pub(super) origin: OriginId,
    pub(super) leaf: Leaf,
    repeats: Repeats,
    /// Bounds of a repetition that is counted.
    counted: Option<(u32, u32)>,
}

/// What a position stands for.
#[derive(Clone, Copy)]
pub(super) enum Leaf {
    Element(ElementId),
    Any(u32),
}

/// A part of a model: whether it can be empty, where it begins and where it ends.
#[derive(Clone)]
struct Part {
    nullable: bool,
    first: Vec<PositionId>,
    last: Vec<PositionId>,
}

impl Part {
    fn empty() -> Self {
        Self { nullable: true, first: Vec::new(), last: Vec::new() }
    }
}

pub(super) struct Builder<'e> {
    pub(super) elements: &'e [Element],
    pub(super) wildcards: &'e [Wildcard],
    pub(super) positions: Vec<Position>,
    follow: Vec<Vec<PositionId>>,
    pairs: usize,
    pub(super) places: Vec<Place>,
    /// Origins whose repetition cannot be counted, because other copies of them may follow.
    written_out: &'e HashSet<OriginId>,
}

impl Automata {
    /// Adds a content model; answers its first state.
    pub(in crate::schema) fn add(
        &mut self,
        model: &Particle,
        elements: &[Element],
        wildcards: &[Wildcard],
    ) -> Result<u32, BuildError> {
        let mut written_out = HashSet::new();
        loop {
            let mut builder = Builder {
                elements,
                wildcards,
                positions: Vec::new(),
                follow: Vec::new(),
                pairs: 0,
                places: Vec::new(),
                written_out: &written_out,
            };
            let mut origins = 0;
            let whole = builder.particle(model, Repeats::Never, &mut origins)?;
            for set in &mut builder.follow {
                set.sort_unstable();
                set.dedup();
            }
            builder.scatter();
            let entangled = builder.entangled(&whole);
            if entangled.is_empty() {
                return self.add_states(&builder, &whole);
            }
            written_out.extend(entangled);
        }
    }

    fn add_states(&mut self, builder: &Builder<'_>, whole: &Part) -> Result<u32, BuildError> {
        let ends: HashSet<PositionId> = whole.last.iter().copied().collect();
        let base = self.states.len();
        let mut first = whole.first.clone();
        first.sort_unstable();
        let mut states = States { ids: HashMap::new(), keys: Vec::new() };
        states.id(Key { next: first, accepting: whole.nullable, counted: None })?;
        let mut at = 0;
        while at < states.keys.len() {
            let key = states.keys[at].clone();
            let mut transitions = Vec::new();
            if let Some(counted) = key.counted {
                let id = u32::try_from(base + at).map_err(|_| BuildError::TooLarge)?;
                transitions.push(builder.transition(counted, id, true, 0)?);
            }
            for (name, targets) in builder.by_name(&key.next)? {
                let target = states.id(builder.key(&targets, &ends))?;
                let target = u32::try_from(base + target).map_err(|_| BuildError::TooLarge)?;
                if let Leaf::Any(wildcard) = builder.positions[targets[0] as usize].leaf {
                    let from = u32::try_from(base + at).map_err(|_| BuildError::TooLarge)?;
                    self.wild.entry(from).or_default().push((wildcard, target));
                    continue;
                }
                let transition = builder.transition(targets[0], target, false, transitions.len())?;
                debug_assert_eq!(transition.name, name);
                transitions.push(transition);
            }
            transitions.sort_by_key(|transition| transition.name);
            let bounds = key.counted.and_then(|counted| builder.positions[counted as usize].counted);
            let (min, max) = bounds.unwrap_or((0, u32::MAX));
            self.states.push(State {
                first: u32::try_from(self.transitions.len()).map_err(|_| BuildError::TooLarge)?,
                count: u32::try_from(transitions.len()).map_err(|_| BuildError::TooLarge)?,
                accepting: key.accepting,
                counted: bounds.is_some(),
                min,
                max,
            });
            self.transitions.extend(transitions);
            at += 1;
        }
        u32::try_from(base).map_err(|_| BuildError::TooLarge)
    }
}

/// What makes a state: what can follow, whether the content can end, and the element that is counted.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    next: Vec<PositionId>,
    accepting: bool,
    counted: Option<PositionId>,
}

struct States {
    ids: HashMap<Key, usize>,
    keys: Vec<Key>,
}

impl States {
    fn id(&mut self, key: Key) -> Result<usize, BuildError> {
        if let Some(&id) = self.ids.get(&key) {
            return Ok(id);
        }
        if self.keys.len() == POSITIONS_MAX {
            return Err(BuildError::TooLarge);
        }
        self.ids.insert(key.clone(), self.keys.len());
        self.keys.push(key);
        Ok(self.keys.len() - 1)
    }
}

impl Builder<'_> {
    fn particle(&mut self, particle: &Particle, repeats: Repeats, origins: &mut OriginId) -> Result<Part, BuildError> {
        if particle.max == Some(0) {
            return Ok(Part::empty());
        }
        let (min, max) = (particle.min, particle.max);
        let is_leaf = matches!(particle.term, Term::Element(_));
        let repeats = match max {
            Some(1) => repeats,
            _ if is_leaf => repeats.max(Repeats::InARow),
            _ => Repeats::Scattered,
        };
        let first_origin = *origins;
        let bounded = min > 1 || max.is_some_and(|max| max > 1);
        if is_leaf && bounded && !self.written_out.contains(&first_origin) {
            let mut part = self.once(particle, repeats, origins)?;
            let position = part.first[0] as usize;
            self.positions[position].counted = Some((min.max(1), max.unwrap_or(u32::MAX)));
            part.nullable = min == 0;
            return Ok(part);
        }
        let mut whole = self.once(particle, repeats, origins)?;
        // A part that can be empty can always be repeated fewer times.
        let min = if whole.nullable { 0 } else { min };
        let mut copies = vec![whole.clone()];
        let written = max.unwrap_or(min.max(1)).max(1);
        for _ in 1..written {
            let mut again = first_origin;
            copies.push(self.once(particle, repeats, &mut again)?);
        }
        if max.is_none() {
            let last = copies.len() - 1;
            self.follows(&copies[last].last.clone(), &copies[last].first.clone())?;
        }
        // r{2,4} is r r (r (r)?)?: joined from the back.
        whole = copies.pop().unwrap_or_else(Part::empty);
        let mut left = written;
        while let Some(copy) = copies.pop() {
            if left > min {
                whole.nullable = true;
            }
            left -= 1;
            whole = self.join(copy, whole)?;
        }
        whole.nullable |= min == 0;
        Ok(whole)
    }

    fn once(&mut self, particle: &Particle, repeats: Repeats, origins: &mut OriginId) -> Result<Part, BuildError> {
        match &particle.term {
            Term::Element(_) | Term::Any(_) => {
                let leaf = match particle.term {
                    Term::Any(wildcard) => Leaf::Any(wildcard),
                    Term::Element(element) => Leaf::Element(element),
                    _ => return Err(BuildError::TooLarge),
                };
                let id = u32::try_from(self.positions.len()).map_err(|_| BuildError::TooLarge)?;
                if self.positions.len() == POSITIONS_MAX {
                    return Err(BuildError::TooLarge);
                }
                self.positions.push(Position { origin: *origins, leaf, repeats, counted: None });
                self.follow.push(Vec::new());
                if *origins as usize == self.places.len() {
                    self.places.push(particle.place.clone());
                }
                *origins += 1;
                Ok(Part { nullable: false, first: vec![id], last: vec![id] })
            }
            Term::All(_) => Err(BuildError::Nested),
            Term::Sequence(parts) => {
                let mut whole = Part::empty();
                for part in parts {
                    let part = self.particle(part, repeats, origins)?;
                    whole = self.join(whole, part)?;
                }
                Ok(whole)
            }
            Term::Choice(branches) => {
                let mut whole = Part { nullable: false, ..Part::empty() };
                for branch in branches {
                    let branch = self.particle(branch, repeats, origins)?;
                    whole.nullable |= branch.nullable;
                    whole.first.extend(branch.first);
                    whole.last.extend(branch.last);
                }
                Ok(whole)
            }
        }
    }

    fn join(&mut self, mut left: Part, right: Part) -> Result<Part, BuildError> {
        self.follows(&left.last, &right.first)?;
        if left.nullable {
            left.first.extend(&right.first);
        }
        let mut last = right.last;
        if right.nullable {
            last.extend(&left.last);
        }
        Ok(Part { nullable: left.nullable && right.nullable, first: left.first, last })
    }

    fn follows(&mut self, last: &[PositionId], first: &[PositionId]) -> Result<(), BuildError> {
        self.pairs += last.len() * first.len();
        if self.pairs > PAIRS_MAX {
            return Err(BuildError::TooLarge);
        }
        for &position in last {
            self.follow[position as usize].extend(first);
        }
        Ok(())
    }

    /// A name that has several places in the model may come with others between.
    fn scatter(&mut self) {
        let mut origins: HashMap<NameId, HashSet<OriginId>> = HashMap::new();
        let names: Vec<NameId> = self.positions.iter().map(|at| self.name_of(at.leaf)).collect();
        for (at, &name) in self.positions.iter().zip(&names) {
            origins.entry(name).or_default().insert(at.origin);
        }
        for (at, name) in self.positions.iter_mut().zip(&names) {
            if origins[name].len() > 1 {
                at.repeats = Repeats::Scattered;
            }
        }
    }

    /// Counted origins of which several copies can be next at once, or which their own name can follow.
    fn entangled(&self, whole: &Part) -> HashSet<OriginId> {
        let mut entangled = HashSet::new();
        let mut examine = |next: &[PositionId], from: Option<PositionId>| {
            let mut seen: HashMap<OriginId, PositionId> = HashMap::new();
            for &position in from.iter().chain(next) {
                let at = &self.positions[position as usize];
                let is_counted = at.counted.is_some();
                if seen.insert(at.origin, position).is_some() && is_counted {
                    entangled.insert(at.origin);
                }
            }
            if let Some(from) = from
                && next.iter().any(|&position| self.overlap(position, from))
            {
                entangled.insert(self.positions[from as usize].origin);
            }
        };
        let mut first = whole.first.clone();
        first.sort_unstable();
        first.dedup();
        examine(&first, None);
        for (position, next) in self.follow.iter().enumerate() {
            let counted = self.positions[position].counted.is_some();
            let from = u32::try_from(position).ok().filter(|_| counted);
            examine(next, from);
        }
        entangled
    }

    fn key(&self, positions: &[PositionId], ends: &HashSet<PositionId>) -> Key {
        let mut next: Vec<PositionId> =
            positions.iter().flat_map(|&position| &self.follow[position as usize]).copied().collect();
        next.sort_unstable();
        next.dedup();
        let counted = positions.iter().copied().find(|&position| self.positions[position as usize].counted.is_some());
        Key { next, accepting: positions.iter().any(|position| ends.contains(position)), counted }
    }

    fn transition(
        &self,
        position: PositionId,
        target: u32,
        is_loop: bool,
        order: usize,
    ) -> Result<Transition, BuildError> {
        let at = &self.positions[position as usize];
        let Leaf::Element(element) = at.leaf else { return Err(BuildError::TooLarge) };
        Ok(Transition {
            name: self.name(position),
            target,
            element,
            order: u16::try_from(order).map_err(|_| BuildError::TooLarge)?,
            is_loop,
            repeats: at.repeats,
        })
    }
}
