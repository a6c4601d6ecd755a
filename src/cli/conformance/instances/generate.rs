//! Valid documents of a schema: every global element as a root, and at least once every type, every choice branch, every
//! occurrence bound, every enumeration value and every bound of a number.

use std::collections::BTreeSet;

use super::{
    declared::{Declared, Particle},
    tree::Node,
};

/// Deeper than this only what must be there is generated.
const DEPTH_OF_OPTIONS: usize = 9;

/// What holds of the patterns that there are.
const PATTERN: &str = "patterns are sets, characters and counts";

/// Random numbers from a seed that is printed (SplitMix64: small, and the same on every machine).
#[derive(Debug)]
pub struct Dice(pub u64);

impl Dice {
    /// The next number.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// One of `0..sides`.
    pub fn below(&mut self, sides: usize) -> usize {
        (self.roll() % sides as u64) as usize
    }

    /// One of the items.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

/// Makes documents, and remembers what has not come up yet.
#[derive(Debug)]
pub struct Generator<'a> {
    /// What it makes documents of.
    pub declared: &'a Declared,
    /// What it decides by.
    pub dice: Dice,
    /// What some document still has to show: an element, a type, a branch, an occurrence, a value.
    wanted: BTreeSet<String>,
}

impl<'a> Generator<'a> {
    /// One that has shown nothing yet.
    pub fn new(declared: &'a Declared, seed: u64) -> Self {
        let mut wanted = BTreeSet::new();
        for (name, model) in &declared.complex {
            for particle in declared.flat(model) {
                match model.is_choice {
                    true => drop(wanted.insert(branch(name, &particle))),
                    false => {
                        wanted.extend(counts(&particle).into_iter().map(|count| occurrence(name, &particle, count)))
                    }
                }
            }
        }
        for (name, type_name) in &declared.elements {
            wanted.extend([format!("element {name}"), format!("type {type_name}")]);
        }
        for (name, simple) in &declared.simple {
            // A type that no element has shows itself in those that restrict it.
            let is_used = declared.elements.values().any(|used| used == name);
            if is_used && simple.enumeration.is_empty() {
                let bounds = simple.facets.iter().filter(|(facet, _)| is_reachable_bound(facet));
                wanted.extend(bounds.map(|(facet, value)| format!("{name} {facet} {value}")));
            }
            wanted.extend(simple.enumeration.iter().map(|value| format!("{name} = {value}")));
        }
        Self { declared, dice: Dice(seed), wanted }
    }

    /// A document with this root.
    pub fn document(&mut self, root: &str) -> Node {
        self.element(root, 0)
    }

    /// An element with no more in it than it must have.
    pub fn least(&mut self, name: &str) -> Node {
        self.element(name, DEPTH_OF_OPTIONS + 1)
    }

    /// What no document has shown yet.
    pub fn missing(&self) -> Vec<&str> {
        self.wanted.iter().map(String::as_str).collect()
    }

    /// An element that has still something to show by itself; none when all of the schema was shown.
    pub fn wanting(&self) -> Option<&'a str> {
        let declared = self.declared;
        let wants = |(name, type_name): &(&String, &String)| {
            let own = format!("{type_name} ");
            let features = self.wanted.range(own.clone()..).next();
            self.wanted.contains(&format!("element {name}"))
                || features.is_some_and(|feature| feature.starts_with(&own))
        };
        declared.elements.iter().find(wants).map(|(name, _)| name.as_str())
    }

    fn element(&mut self, name: &str, depth: usize) -> Node {
        let declared = self.declared;
        let type_name = &declared.elements[name];
        self.wanted.remove(&format!("element {name}"));
        self.wanted.remove(&format!("type {type_name}"));
        let mut node = Node::new(name);
        let Some(model) = declared.complex.get(type_name) else {
            node.text = self.value(type_name);
            return node;
        };
        let particles = declared.flat(model);
        if model.is_choice {
            let particle = self.choose(type_name, &particles, depth);
            self.wanted.remove(&branch(type_name, &particle));
            node.children.push(self.element(&particle.name, depth + 1));
            return node;
        }
        for particle in &particles {
            let count = self.count(type_name, particle, depth);
            self.wanted.remove(&occurrence(type_name, particle, count));
            for _ in 0..count {
                node.children.push(self.element(&particle.name, depth + 1));
            }
        }
        node
    }

    /// A branch, one not seen before where there is one; deep down the one that ends soonest.
    fn choose(&mut self, type_name: &str, particles: &[Particle], depth: usize) -> Particle {
        if depth > DEPTH_OF_OPTIONS {
            return particles
                .iter()
                .min_by_key(|particle| self.height(&particle.name, 8))
                .expect("a choice has branches")
                .clone();
        }
        let fresh: Vec<&Particle> =
            particles.iter().filter(|particle| self.wanted.contains(&branch(type_name, particle))).collect();
        match fresh.is_empty() {
            true => self.dice.pick(particles).clone(),
            false => (*self.dice.pick(&fresh)).clone(),
        }
    }

    fn count(&mut self, type_name: &str, particle: &Particle, depth: usize) -> usize {
        if depth > DEPTH_OF_OPTIONS {
            return particle.min;
        }
        let counts = counts(particle);
        let fresh: Vec<&usize> =
            counts.iter().filter(|count| self.wanted.contains(&occurrence(type_name, particle, **count))).collect();
        // Not everything at once: documents would grow with every level.
        match fresh.is_empty() || self.dice.below(2) == 0 {
            true => *self.dice.pick(&counts[..counts.len().min(2)]),
            false => **self.dice.pick(&fresh),
        }
    }

    /// How many levels an element needs at least, looked at up to `levels` deep.
    fn height(&self, name: &str, levels: usize) -> usize {
        let Some(model) = self.declared.complex.get(&self.declared.elements[name]) else { return 1 };
        if levels == 0 {
            return 99;
        }
        let heights = self.declared.flat(model).into_iter();
        let heights = heights.filter(|particle| model.is_choice || particle.min > 0);
        let heights = heights.map(|particle| self.height(&particle.name, levels - 1));
        1 + if model.is_choice { heights.min() } else { heights.max() }.unwrap_or(0)
    }

    /// A value of a simple type, at its bounds as often as inside.
    pub fn value(&mut self, type_name: &str) -> String {
        let simple = self.declared.resolved(type_name);
        if !simple.enumeration.is_empty() {
            let fresh: Vec<&String> = simple
                .enumeration
                .iter()
                .filter(|value| self.wanted.contains(&format!("{type_name} = {value}")))
                .collect();
            let value = match fresh.is_empty() {
                true => self.dice.pick(&simple.enumeration).clone(),
                false => (*self.dice.pick(&fresh)).clone(),
            };
            self.wanted.remove(&format!("{type_name} = {value}"));
            return value;
        }
        if let Some((_, pattern)) = simple.facets.iter().find(|(facet, _)| facet == "pattern") {
            return self.matching(pattern);
        }
        let bound =
            |name: &str| simple.facets.iter().rfind(|(facet, _)| facet == name).map(|(_, value)| value.as_str());
        let candidates: &[&str] = match simple.base.as_str() {
            "xs:string" => &["", " ", "x", "a  b", " padded ", "&<>\"'", "Zürich", "\u{1F6F0}", "a\nb"],
            "xs:boolean" => &["true", "false", "1", "0", " true "],
            "xs:byte" => &["0", "127", "-128", "+7", "007"],
            "xs:integer" => &["0", "-999999999999999999999999", "+1", "0000"],
            "xs:nonNegativeInteger" => &["0", "1", "50", "-0", "+3"],
            "xs:decimal" => &["0.1", "1", ".5", "5.", "+0.0001", "12345678901234567890.1"],
            "xs:double" => &["0", "-0.0", "1E+2", "1e-3", ".5", "5.", "1.0", " 2 "],
            other => panic!("no values for {other}"),
        };
        let bounds: Vec<(&str, &str)> =
            ["minInclusive", "maxInclusive"].into_iter().filter_map(|facet| Some((facet, bound(facet)?))).collect();
        let unbounded = simple.facets.is_empty() && simple.base == "xs:double";
        match self.dice.below(4) {
            0 if !bounds.is_empty() => {
                let (facet, value) = *self.dice.pick(&bounds);
                self.wanted.remove(&format!("{type_name} {facet} {value}"));
                value.to_owned()
            }
            1 if unbounded => (*self.dice.pick(&["INF", "-INF", "NaN", "1E400"])).to_owned(),
            _ => self.within(candidates, &simple.facets),
        }
    }

    /// A candidate that the bounds allow; the candidates are chosen so that there is one.
    fn within(&mut self, candidates: &[&str], facets: &[(String, String)]) -> String {
        let allowed = |candidate: &&&str| {
            let Ok(value) = candidate.trim().parse::<f64>() else { return facets.is_empty() };
            facets.iter().all(|(facet, bound)| match (facet.as_str(), bound.parse::<f64>()) {
                ("minInclusive", Ok(bound)) => value >= bound,
                ("maxInclusive", Ok(bound)) => value <= bound,
                ("minExclusive", Ok(bound)) => value > bound,
                _ => panic!("no values for {facet}"),
            })
        };
        let allowed: Vec<&str> = candidates.iter().filter(allowed).copied().collect();
        (*self.dice.pick(&allowed)).to_owned()
    }

    /// A text that matches a pattern made of sets in brackets, single characters and counts in braces.
    fn matching(&mut self, pattern: &str) -> String {
        let mut text = String::new();
        let mut rest = pattern.chars().peekable();
        while let Some(next) = rest.next() {
            let set: Vec<char> = match next {
                '[' => self.set(&mut rest),
                '\\' => vec![rest.next().expect(PATTERN)],
                single => vec![single],
            };
            let mut times = 1;
            if rest.next_if_eq(&'{').is_some() {
                let digits: String = std::iter::from_fn(|| rest.next_if(char::is_ascii_digit)).collect();
                times = digits.parse().expect(PATTERN);
                assert_eq!(rest.next(), Some('}'), "{pattern}");
            }
            text.extend((0..times).map(|_| *self.dice.pick(&set)));
        }
        text
    }

    fn set(&self, rest: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Vec<char> {
        let mut set = Vec::new();
        loop {
            match rest.next().expect(PATTERN) {
                ']' => return set,
                '\\' => set.push(rest.next().expect(PATTERN)),
                '-' if !set.is_empty() && rest.peek() != Some(&']') => {
                    let last = rest.next().expect(PATTERN);
                    set.extend(*set.last().expect(PATTERN)..=last);
                }
                single => set.push(single),
            }
        }
    }
}

/// The numbers of occurrences that are worth showing: both bounds, and more than one where there is no upper one.
fn counts(particle: &Particle) -> Vec<usize> {
    let most = particle.max.unwrap_or(particle.min.max(1) + 2);
    BTreeSet::from([particle.min, particle.min.max(1), most]).into_iter().collect()
}

/// Whether a value can stand at the bound itself.
fn is_reachable_bound(facet: &str) -> bool {
    matches!(facet, "minInclusive" | "maxInclusive")
}

fn branch(type_name: &str, particle: &Particle) -> String {
    format!("{type_name} | {}", particle.name)
}

fn occurrence(type_name: &str, particle: &Particle, count: usize) -> String {
    format!("{type_name} {} × {count}", particle.name)
}
