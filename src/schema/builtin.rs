//! The schemas that are built in: the files of `spec/xsd`.

macro_rules! files {
    ($($path:literal)*) => {
        &[$(($path, include_bytes!(concat!("../../spec/xsd/", $path)))),*]
    };
}

/// Every file by its path below `spec/xsd`.
pub(super) const FILES: &[(&str, &[u8])] = files! {
    "2.0.0/c2sim.xsd"
    "2.0.0/code-categories.xsd"
    "2.0.0/domain-message.xsd"
    "2.0.0/header.xsd"
    "1.0.2/c2sim.xsd"
    "1.0.2/code-categories.xsd"
    "1.0.2/domain-message.xsd"
    "1.0.2/header.xsd"
    "shared/abstract-objects.xsd"
    "shared/actions.xsd"
    "shared/codes-actions.xsd"
    "shared/codes-countries.xsd"
    "shared/codes-ethnic-groups.xsd"
    "shared/codes-forces.xsd"
    "shared/codes-messages.xsd"
    "shared/codes-organizations.xsd"
    "shared/codes-religions.xsd"
    "shared/codes-task-actions.xsd"
    "shared/concepts.xsd"
    "shared/entities.xsd"
    "shared/entity-state.xsd"
    "shared/entity-types.xsd"
    "shared/header.xsd"
    "shared/identifiers.xsd"
    "shared/initialization.xsd"
    "shared/location.xsd"
    "shared/measures.xsd"
    "shared/message.xsd"
    "shared/orders.xsd"
    "shared/physical-entities.xsd"
    "shared/plans.xsd"
    "shared/recording.xsd"
    "shared/relationships.xsd"
    "shared/reports.xsd"
    "shared/system-messages.xsd"
    "shared/time.xsd"
};

/// The text of a built-in file, by its path below `spec/xsd`.
pub fn built_in_file(path: &str) -> Option<&'static str> {
    let (_, bytes) = FILES.iter().find(|(known, _)| *known == path)?;
    std::str::from_utf8(bytes).ok()
}

/// Versions and their root files, the newest first.
pub(super) const VERSIONS: &[(&str, &str)] = &[("2.0.0", "2.0.0/c2sim.xsd"), ("1.0.2", "1.0.2/c2sim.xsd")];

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, path::Path};

    use super::*;

    #[test]
    fn every_file_of_the_specification_is_built_in() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("spec/xsd");
        let mut there = BTreeSet::new();
        for folder in ["1.0.2", "2.0.0", "shared"] {
            for entry in std::fs::read_dir(root.join(folder)).unwrap() {
                there.insert(format!("{folder}/{}", entry.unwrap().file_name().to_str().unwrap()));
            }
        }
        assert_eq!(FILES.iter().map(|(path, _)| (*path).to_owned()).collect::<BTreeSet<_>>(), there);
    }
}
