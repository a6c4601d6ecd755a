//! Documents that the server composes: the initialization of a whole session, joined from the parts that its systems sent,
//! and messages that it writes itself.
//!
//! Entry points: [`compose_initialization`], [`compose_message`]. What must always hold: the bytes of the parts are spliced, not written
//! anew. What it deliberately leaves out: whether the parts agree (the session), and the header (the hub).

use std::borrow::Borrow;

use super::{InitializationPart, canonical::escape};

/// A Message document on one line, without a line feed: the parts in the order given, the ScenarioSetting of the first.
///
/// `header` is the C2SIMHeader element, its names without a prefix; `namespace` is that of the session's schema and
/// becomes the default one.
pub fn compose_initialization<P: Borrow<InitializationPart>>(parts: &[P], header: &str, namespace: &str) -> String {
    let size = |part: &InitializationPart| {
        part.data_files.len()
            + part.object_definitions.len()
            + part.scenario_setting_sent.len()
            + part.system_entity_lists.len()
    };
    let parts: Vec<&InitializationPart> = parts.iter().map(Borrow::borrow).collect();
    let mut body = String::with_capacity(parts.iter().copied().map(size).sum::<usize>() + 128);
    body.push_str("<MessageBody><C2SIMInitializationBody>");
    body.extend(parts.iter().flat_map(|part| part.data_files.texts()));
    body.extend(parts.iter().flat_map(|part| part.object_definitions.texts()));
    body.extend(parts.first().iter().flat_map(|part| part.scenario_setting_sent.texts()));
    body.extend(parts.iter().flat_map(|part| part.system_entity_lists.texts()));
    body.push_str("</C2SIMInitializationBody></MessageBody>");
    compose_message(header, &body, namespace)
}

/// A Message document of these two elements, whose names have no prefix, in this namespace.
pub fn compose_message(header: &str, body: &str, namespace: &str) -> String {
    ["<Message xmlns=\"", &escape(namespace), "\">", header, body, "</Message>"].concat()
}
