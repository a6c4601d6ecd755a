//! The answer to a request: which of the documented ones, and its example.
//!
//! Entry point: [`Mock::answer`]. What must always hold: the same request has the same answer; where the answer is not the
//! one that was asked for, the header `C2SIM-Mock` says why.

use serde_json::Value;

use super::{
    document::{Document, Found, Operation},
    example,
    request::{self, Asked, Fault},
};

/// Says why the answer is not the one of a good request.
const WHY: &str = "c2sim-mock";

/// Answers by the specifications.
#[derive(Debug)]
pub struct Mock {
    documents: Vec<Document>,
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Names in small letters, and values.
    pub headers: Vec<(String, String)>,
    /// The whole body.
    pub body: Vec<u8>,
}

/// What the header Prefer asks for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Preference {
    code: Option<u16>,
    example: Option<String>,
}

impl Preference {
    fn of(header: &str) -> Self {
        let mut preference = Self::default();
        for part in header.split([',', ';']) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let value = value.trim().trim_matches('"');
            match name.trim() {
                "code" => preference.code = value.parse().ok(),
                "example" => preference.example = Some(value.to_owned()),
                _ => {}
            }
        }
        preference
    }
}

impl Default for Mock {
    fn default() -> Self {
        Self::new()
    }
}

impl Mock {
    /// One that answers by every specification of the server.
    pub fn new() -> Self {
        Self { documents: Document::all() }
    }

    /// The answer to a request: what Prefer asks for, or the refusal of what is wrong with the request, or the first success.
    pub fn answer(&self, asked: &Asked<'_>) -> Answer {
        let document = self.documents.iter().find(|document| document.has(asked.path));
        let Some(document) = document else {
            return Answer::plain(404, "no specification has this path; they are below /api, /editing and /concierge");
        };
        let operation = match document.find(asked.method, asked.path) {
            Found::Operation(operation) => operation,
            Found::OtherMethods(methods) => {
                let response = document.shared_response("MethodNotAllowed");
                let answer =
                    Answer::of(document, 405, response, asked, None, None).because("the path has other methods");
                return answer.with("allow", &methods.join(", "));
            }
            Found::Nothing => {
                let response = document.shared_response("NotFound");
                return Answer::of(document, 404, response, asked, None, None).because("no operation has this path");
            }
        };
        let preference = Preference::of(asked.header("prefer"));
        if preference != Preference::default() {
            return preferred(asked, &operation, &preference);
        }
        match request::fault(asked, &operation) {
            Some(fault) => refusal(asked, &operation, &fault),
            None => success(asked, &operation),
        }
    }
}

/// The refusal that the specification has for this.
fn refusal(asked: &Asked<'_>, operation: &Operation<'_>, fault: &Fault) -> Answer {
    let documented = [fault.status, 400].into_iter().find_map(|status| Some((status, operation.response(status)?)));
    let Some((status, response)) = documented else { return Answer::plain(fault.status, &fault.text) };
    Answer::of(operation.document, status, response, asked, None, Some(fault.code)).because(&fault.text)
}

fn success(asked: &Asked<'_>, operation: &Operation<'_>) -> Answer {
    match operation.responses().find(|(status, _)| (200..300).contains(status)) {
        Some((status, response)) => Answer::of(operation.document, status, response, asked, None, None),
        None => Answer::plain(501, "the specification has no success for this operation"),
    }
}

fn preferred(asked: &Asked<'_>, operation: &Operation<'_>, preference: &Preference) -> Answer {
    let name = preference.example.as_deref();
    let has = |response: &Value| {
        let contents = response["content"].as_object().into_iter().flatten();
        name.is_none_or(|name| contents.into_iter().any(|(_, content)| example::names(content).contains(&name)))
    };
    let is_wanted = |status: u16, response: &Value| preference.code.is_none_or(|code| code == status) && has(response);
    match operation.responses().find(|(status, response)| is_wanted(*status, response)) {
        Some((status, response)) => Answer::of(operation.document, status, response, asked, name, None),
        None => {
            let known: Vec<String> =
                operation.responses().map(|(status, response)| described(status, response)).collect();
            let text = format!("the operation has no such answer; it has {}", known.join(", "));
            refusal(asked, operation, &Fault { status: 400, code: "INVALID_REQUEST", text })
        }
    }
}

/// A status with the names of its examples.
fn described(status: u16, response: &Value) -> String {
    let contents = response["content"].as_object().into_iter().flatten();
    let names: Vec<&str> = contents.flat_map(|(_, content)| example::names(content)).collect();
    if names.is_empty() { status.to_string() } else { format!("{status} ({})", names.join(" ")) }
}

impl Answer {
    fn plain(status: u16, text: &str) -> Self {
        let headers = vec![("content-type".to_owned(), "text/plain; charset=utf-8".to_owned())];
        Self { status, headers, body: text.as_bytes().to_vec() }
    }

    /// The example of a documented answer, in the form that the request accepts.
    fn of(
        document: &Document,
        status: u16,
        response: &Value,
        asked: &Asked<'_>,
        name: Option<&str>,
        code: Option<&str>,
    ) -> Self {
        let mut answer = Self { status, headers: Vec::new(), body: Vec::new() };
        for (header, described) in response["headers"].as_object().into_iter().flatten() {
            let described = document.resolved(described);
            let values = [&described["example"], &described["schema"]["example"]];
            if let Some(value) = values.into_iter().find(|value| !value.is_null()) {
                answer = answer.with(&header.to_ascii_lowercase(), &text(value));
            }
        }
        let contents: Vec<(&String, &Value)> = response["content"].as_object().into_iter().flatten().collect();
        let accept = asked.header("accept");
        let accepted = contents.iter().find(|(form, _)| accept.contains(form.as_str()));
        let json = contents.iter().find(|(form, _)| form.contains("json"));
        let Some((form, content)) = accepted.or(json).or(contents.first()) else { return answer };
        match example::of_content(document, content, name, code) {
            Some(example) => {
                let example = here(example, asked.header("host"));
                answer.body = text(&example).into_bytes();
                if form.ends_with("ndjson") {
                    answer.body.push(b'\n');
                }
                answer.with("content-type", form)
            }
            None => Self::plain(501, "the specification has no example of this answer"),
        }
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    fn because(self, why: &str) -> Self {
        // A header has no characters beyond ASCII.
        let why: String =
            why.chars().map(|letter| if letter.is_ascii_graphic() || letter == ' ' { letter } else { '?' }).collect();
        self.with(WHY, &why)
    }
}

/// The example, in which addresses of streams lead to where it was asked for.
fn here(example: Value, host: &str) -> Value {
    match example {
        Value::String(text) => {
            let rest = text.strip_prefix("ws://").and_then(|rest| rest.split_once('/')).filter(|_| !host.is_empty());
            let moved = rest.map(|(_, path)| format!("ws://{host}/{path}"));
            Value::String(moved.unwrap_or(text))
        }
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, here(value, host))).collect(),
        other => other,
    }
}

/// A text as it is, anything else as JSON.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefer_is_read_in_its_forms() {
        let check = |header: &str, code: Option<u16>, example: Option<&str>| {
            let expected = Preference { code, example: example.map(str::to_owned) };
            assert_eq!(Preference::of(header), expected, "{header}");
        };
        check("", None, None);
        check("code=404", Some(404), None);
        check("code=400, example=NO_CLIENT_ID", Some(400), Some("NO_CLIENT_ID"));
        check("example=\"a b\"; wait=5", None, Some("a b"));
        check("code=many", None, None);
    }
}
