//! Content models as deterministic automata, all in one set of tables.
//!
//! Entry points: `Automata::add` when a schema is compiled, `Automata::step` when a document is judged. What must always hold:
//! from one state a name leads to at most one place. Repetitions of a single element are counted, any other
//! repetition with bounds is written out, so that a state and one counter say all about an element's children so far.

mod attribution;
mod build;
mod particle;

pub(super) use build::BuildError;
pub(super) use particle::{Particle, Term};

use super::{names::NameId, tables::ElementId};

/// The tables.
#[derive(Debug, Default)]
pub(super) struct Automata {
    states: Vec<State>,
    transitions: Vec<Transition>,
    /// Transitions by wildcards: from a state, by a wildcard, to a state.
    wild: std::collections::HashMap<u32, Vec<(u32, u32)>>,
}

#[derive(Debug, Clone, Copy)]
struct State {
    first: u32,
    count: u32,
    accepting: bool,
    /// Whether the element that led here is counted: at most `max` of it before, at least `min` behind the last.
    counted: bool,
    min: u32,
    max: u32,
}

/// From a state by a name to a state.
#[derive(Debug, Clone, Copy)]
pub(super) struct Transition {
    pub(super) name: NameId,
    pub(super) target: u32,
    pub(super) element: ElementId,
    /// Its place among the transitions of the state as the schema orders them.
    order: u16,
    /// One more of the counted element.
    is_loop: bool,
    pub(super) repeats: Repeats,
}

/// Whether an element may come more than once below one parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Repeats {
    Never,
    /// One behind the other.
    InARow,
    /// With others between them.
    Scattered,
}

/// Where an element stands in its content model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Position {
    pub(super) state: u32,
    /// How many of the counted element came.
    pub(super) count: u32,
}

/// States with more transitions than this are searched by halves.
const LINEAR_MAX: usize = 12;

impl Automata {
    /// Where the elements of a content model begin.
    pub(super) fn start(start: u32) -> Position {
        Position { state: start, count: 0 }
    }

    #[inline]
    fn transitions(&self, state: State) -> &[Transition] {
        &self.transitions[state.first as usize..(state.first + state.count) as usize]
    }

    /// The transition by a name, and where it leads.
    #[inline]
    pub(super) fn step(&self, at: Position, name: NameId) -> Option<(&Transition, Position)> {
        let state = self.states[at.state as usize];
        let transitions = self.transitions(state);
        let found = match transitions.len() > LINEAR_MAX {
            false => transitions.iter().find(|transition| transition.name == name)?,
            true => &transitions[transitions.binary_search_by_key(&name, |transition| transition.name).ok()?],
        };
        let count = if state.counted { Self::count(state, at, found)? } else { 1 };
        Some((found, Position { state: found.target, count }))
    }

    /// Where a wildcard leads, and which it is.
    pub(super) fn step_wild(&self, at: Position, admits: impl Fn(u32) -> bool) -> Option<(u32, Position)> {
        let state = self.states[at.state as usize];
        if state.counted && at.count < state.min {
            return None;
        }
        let &(wildcard, target) = self.wild.get(&at.state)?.iter().find(|(wildcard, _)| admits(*wildcard))?;
        Some((wildcard, Position { state: target, count: 1 }))
    }

    /// The counter behind a transition from a state that counts; none where the counter forbids it.
    fn count(state: State, at: Position, transition: &Transition) -> Option<u32> {
        match transition.is_loop {
            true => (at.count < state.max).then_some(at.count.saturating_add(1)),
            false => (at.count >= state.min).then_some(1),
        }
    }

    /// Whether the content may end here.
    #[inline]
    pub(super) fn is_complete(&self, at: Position) -> bool {
        let state = self.states[at.state as usize];
        state.accepting && (!state.counted || at.count >= state.min)
    }

    /// What may come next, in the schema's order.
    pub(super) fn expected(&self, at: Position) -> Vec<(&Transition, Position)> {
        let state = self.states[at.state as usize];
        let mut expected: Vec<_> = self
            .transitions(state)
            .iter()
            .filter_map(|transition| {
                let count = if state.counted { Self::count(state, at, transition)? } else { 1 };
                Some((transition, Position { state: transition.target, count }))
            })
            .collect();
        expected.sort_by_key(|(transition, _)| transition.order);
        expected
    }

    /// The fewest elements that are missing before one of this name could come: their names, and the way on by it.
    pub(super) fn ahead(&self, at: Position, name: NameId) -> Option<(Vec<NameId>, &Transition, Position)> {
        let mut reached = vec![(at, usize::MAX, NameId::UNKNOWN)];
        let mut seen = std::collections::HashSet::from([at]);
        let mut next = 0;
        while next < reached.len() && next < SEARCHED_MAX {
            let (here, _, _) = reached[next];
            if let Some((transition, target)) = self.step(here, name) {
                let mut missing = Vec::new();
                let mut back = next;
                while reached[back].1 != usize::MAX {
                    missing.push(reached[back].2);
                    back = reached[back].1;
                }
                missing.reverse();
                return Some((missing, transition, target));
            }
            for (transition, target) in self.expected(here) {
                if seen.insert(target) {
                    reached.push((target, next, transition.name));
                }
            }
            next += 1;
        }
        None
    }

    /// Whether an element of this name can come somewhere after the start.
    pub(super) fn mentions(&self, start: u32, name: NameId) -> bool {
        self.ahead(Self::start(start), name).is_some()
    }
}

/// Positions looked at when searching for the way on behind a fault.
const SEARCHED_MAX: usize = 4096;
