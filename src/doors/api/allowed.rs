//! The methods that the interface has for a path: what an answer 405 names in its Allow header.

use c2sim_generated::api::{OPERATIONS, Operation};
use poem::http::HeaderValue;

/// The methods of a path below the interface's base; none for a path that it does not have.
pub(super) fn allowed_methods(path: &str) -> Option<HeaderValue> {
    let methods: Vec<&str> = OPERATIONS
        .iter()
        .filter(|operation| has_path(operation, path))
        .map(|operation| operation.method.as_str())
        .collect();
    HeaderValue::from_str(&methods.join(", ")).ok().filter(|_| !methods.is_empty())
}

fn has_path(operation: &Operation, path: &str) -> bool {
    let (known, sent) = (operation.path.split('/'), path.split('/'));
    known.clone().count() == sent.clone().count()
        && known.zip(sent).all(|(known, sent)| known.starts_with(':') || known == sent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_by_its_fixed_parts() {
        let check = |path: &str, methods: Option<&str>| {
            let allowed = allowed_methods(path);
            assert_eq!(allowed.as_ref().map(|methods| methods.to_str().unwrap()), methods, "{path}");
        };
        check("/c2sim/session/list", Some("DELETE, GET"));
        check("/c2sim/session/north", Some("DELETE"));
        check("/c2sim/session/north/join", Some("POST"));
        check("/c2sim/session/north/leave", None);
        check("/c2sim", None);
    }
}
