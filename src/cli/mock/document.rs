//! A specification: its operations, and the parts that they refer to.
//!
//! Entry points: [`Document::all`], [`Document::find`]. What must always hold: a path without parameters goes before one with.

use c2sim_generated::{api, concierge, editing, relay};
use serde_json::Value;

/// The methods that a path may have.
const METHODS: [&str; 7] = ["get", "put", "post", "delete", "patch", "head", "options"];
/// The deepest chain of references that is followed.
const REFERENCES_MAX: usize = 16;

/// One specification, at the path where the server has it.
#[derive(Debug)]
pub(super) struct Document {
    /// Before the paths of the specification.
    mount: &'static str,
    root: Value,
}

/// Where a request leads.
#[derive(Debug)]
pub(super) enum Found<'d> {
    /// To an operation, with the values of the parameters in its path.
    Operation(Operation<'d>),
    /// To a path that has these methods, and not the one asked for.
    OtherMethods(Vec<String>),
    /// Nowhere.
    Nothing,
}

/// An operation of a specification.
#[derive(Debug)]
pub(super) struct Operation<'d> {
    pub(super) document: &'d Document,
    /// What the path says, and what holds of all its operations.
    path_item: &'d Value,
    pub(super) value: &'d Value,
    /// The parameters in the path, with their values as they were written.
    pub(super) path_values: Vec<(String, String)>,
}

impl Document {
    /// Every specification of the server.
    pub(super) fn all() -> Vec<Self> {
        [
            ("/api/v1", relay::OPENAPI_JSON),
            ("/api", api::WHOLE_JSON),
            ("/editing", editing::OPENAPI_JSON),
            ("/concierge", concierge::OPENAPI_JSON),
        ]
        .into_iter()
        .map(|(mount, text)| Self { mount, root: serde_json::from_str(text).expect("a test reads every document") })
        .collect()
    }

    /// Whether a path is one of this specification, or would be.
    pub(super) fn has(&self, path: &str) -> bool {
        path.strip_prefix(self.mount).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Where a request leads.
    pub(super) fn find(&self, method: &str, path: &str) -> Found<'_> {
        let rest = path.strip_prefix(self.mount).unwrap_or(path);
        let paths = self.root["paths"].as_object().into_iter().flatten();
        let mut fitting: Vec<(Vec<(String, String)>, &Value)> =
            paths.filter_map(|(template, item)| Some((fits(template, rest)?, item))).collect();
        fitting.sort_by_key(|(values, _)| values.len());
        let Some((path_values, path_item)) = fitting.into_iter().next() else { return Found::Nothing };
        match path_item.get(method.to_ascii_lowercase()) {
            Some(value) => Found::Operation(Operation { document: self, path_item, value, path_values }),
            None => {
                let methods = METHODS.iter().filter(|method| path_item.get(**method).is_some());
                Found::OtherMethods(methods.map(|method| method.to_ascii_uppercase()).collect())
            }
        }
    }

    /// What a value refers to, or the value.
    pub(super) fn resolved<'d>(&'d self, value: &'d Value) -> &'d Value {
        let mut value = value;
        for _ in 0..REFERENCES_MAX {
            let Some(reference) = value["$ref"].as_str() else { break };
            value = reference.strip_prefix('#').and_then(|at| self.root.pointer(at)).unwrap_or(&Value::Null);
        }
        value
    }

    /// An answer that several operations have, by its name.
    pub(super) fn shared_response(&self, name: &str) -> &Value {
        &self.root["components"]["responses"][name]
    }
}

impl Operation<'_> {
    /// Its parameters, those of its path included.
    pub(super) fn parameters(&self) -> impl Iterator<Item = &Value> {
        let lists = [&self.path_item["parameters"], &self.value["parameters"]];
        let listed = lists.into_iter().filter_map(Value::as_array).flatten();
        listed.map(|parameter| self.document.resolved(parameter))
    }

    /// Its answers by status, references followed.
    pub(super) fn responses(&self) -> impl Iterator<Item = (u16, &Value)> {
        let responses = self.value["responses"].as_object().into_iter().flatten();
        responses.filter_map(|(status, response)| Some((status.parse().ok()?, self.document.resolved(response))))
    }

    /// The answer with this status.
    pub(super) fn response(&self, status: u16) -> Option<&Value> {
        self.responses().find(|(found, _)| *found == status).map(|(_, response)| response)
    }
}

/// The values of a template's parameters in this path, where it fits.
fn fits(template: &str, path: &str) -> Option<Vec<(String, String)>> {
    let (names, segments): (Vec<&str>, Vec<&str>) = (template.split('/').collect(), path.split('/').collect());
    if names.len() != segments.len() {
        return None;
    }
    let mut values = Vec::new();
    for (name, segment) in names.into_iter().zip(segments) {
        match name.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            Some(_) if segment.is_empty() => return None,
            Some(parameter) => values.push((parameter.to_owned(), segment.to_owned())),
            None if name == segment => {}
            None => return None,
        }
    }
    Some(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_its_operation_and_one_without_parameters_goes_first() {
        let documents = Document::all();
        let check = |method: &str, path: &str, expected: &str| {
            let document = documents.iter().find(|document| document.has(path));
            let found = match document.map(|document| document.find(method, path)) {
                Some(Found::Operation(operation)) => operation.value["operationId"].as_str().unwrap().to_owned(),
                Some(Found::OtherMethods(methods)) => methods.join(","),
                Some(Found::Nothing) => "nothing".to_owned(),
                None => "no document".to_owned(),
            };
            assert_eq!(found, expected, "{method} {path}");
        };
        check("GET", "/api/c2sim/session/list", "getSessions");
        check("DELETE", "/api/c2sim/session/list", "GET");
        check("DELETE", "/api/c2sim/session/default", "deleteSession");
        check("PUT", "/api/c2sim/session/a%20b/create", "createSession");
        check("GET", "/api/c2sim/session//info", "nothing");
        check("GET", "/api/c2sim/session/default/members", "nothing");
        check("POST", "/api/v1/client/login", "login");
        check("POST", "/concierge/fs/ann/", "uploadFiles");
        check("GET", "/editing/health", "getEditingHealth");
        check("GET", "/apix", "no document");
    }
}
