//! Holds the codec's conversion between editions to the schemas: they may differ in what it converts, and in nothing else
//! that a message can contain.

use c2sim_codec::Edition;

use crate::model::{Form, Model, Occurs, Particle};

/// The root of every message.
const ROOT: &str = "MessageType";

/// Says in what the edition's schema differs from the types beyond what the codec converts.
pub(crate) fn unconverted(home: &Model, edition: Edition, other: &Model) -> Result<(), String> {
    let version = edition.version();
    if other.namespace != edition.namespace() {
        return Err(format!("the codec gives {version} another namespace than its schema has"));
    }
    for name in home.reachable_from(ROOT) {
        let Some(theirs) = other.types.get(name) else {
            return Err(format!("{version} has no {name}, and the codec does not convert it"));
        };
        let same = match (&home.types[name].form, &theirs.form) {
            (Form::Sequence(ours), Form::Sequence(theirs)) => same_particles(&converted(ours, edition), theirs),
            // An option that only the other edition has cannot be read, and the reader says so.
            (Form::Choice(ours), Form::Choice(theirs)) => ours.iter().all(|our| {
                theirs.iter().any(|their| same_particles(std::slice::from_ref(our), std::slice::from_ref(their)))
            }),
            (ours, theirs) => ours == theirs,
        };
        if !same {
            return Err(format!(
                "{name} of {version} differs from the types in something that the codec does not convert"
            ));
        }
    }
    Ok(())
}

/// The sequence as the codec says the edition has it.
fn converted(ours: &[Particle], edition: Edition) -> Vec<Particle> {
    let mut converted = Vec::new();
    for particle in ours {
        for omitted in edition.omitted().iter().filter(|omitted| omitted.before == particle.element) {
            let occurs = if omitted.filled_with.is_some() { Occurs::Once } else { Occurs::AtMostOnce };
            let (element, type_name) = (omitted.element.to_owned(), format!("{}Type", omitted.element));
            converted.push(Particle { element, type_name, occurs, docs: None });
        }
        let mut particle = particle.clone();
        if edition.once().iter().any(|once| once.element == particle.element) {
            particle.occurs = Occurs::Once;
        }
        converted.push(particle);
    }
    converted
}

fn same_particles(ours: &[Particle], theirs: &[Particle]) -> bool {
    let facts = |particle: &Particle| (particle.element.clone(), particle.type_name.clone(), particle.occurs);
    ours.iter().map(facts).eq(theirs.iter().map(facts))
}
