//! The methods that the interface has for a path: what an answer 405 names in its Allow header.

use c2sim_generated::api::OPERATIONS;
use poem::http::HeaderValue;

/// The methods of a path below the interface's base; none for a path that it does not have. Of two paths that match, the one
/// with fewer parameters counts, as OpenAPI says.
pub(super) fn allowed_methods(path: &str) -> Option<HeaderValue> {
    let matching = OPERATIONS.iter().filter(|operation| matches(operation.path, path));
    let best = matching.map(|operation| operation.path).min_by_key(|known| known.matches(':').count())?;
    let methods = OPERATIONS.iter().filter(|operation| operation.path == best);
    let methods: Vec<&str> = methods.map(|operation| operation.method.as_str()).collect();
    HeaderValue::from_str(&methods.join(", ")).ok()
}

fn matches(known: &str, sent: &str) -> bool {
    let (known, sent) = (known.split('/'), sent.split('/'));
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
        check("/c2sim/session/list", Some("GET"));
        check("/c2sim/session/north", Some("DELETE"));
        check("/c2sim/session/north/join", Some("POST"));
        check("/c2sim/session/north/leave", None);
        check("/c2sim", None);
    }
}
