//! The parameters of a request: query and body together, whatever form they have.
//!
//! Entry point: [`Parameters::read`]. What must always hold: the body goes before the query; what is relayed is taken to the
//! letter; what is unknown is ignored. What it deliberately leaves out: what the parameters are for.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::{
    core::{Net, Rid, Token, Topic, Verbatim},
    fields::{Fields, Node},
    refusal::Refused,
};

/// The fields of a request that may stand alone at the top instead of in `sim_req`.
const SIM_FIELDS: [&str; 5] = ["simEndpoint", "simHeaders", "simBody", "simQueryParams", "simRouteParams"];
/// Most characters of `simEndpoint`.
const ENDPOINT_CHARACTERS_MAX: usize = 2_048;
/// The longest that a poll may wait, in seconds; who asks for more waits as long.
const WAIT_SEC_MAX: f64 = 30.0;

/// The parameters of a request.
#[derive(Debug, Default)]
pub(super) struct Parameters {
    query: Fields,
    form: Fields,
    json: BTreeMap<String, Box<RawValue>>,
}

/// A parameter as it was given.
enum Given<'a> {
    Field(&'a Node),
    Json(&'a RawValue),
}

impl Parameters {
    /// Reads the query and a body of this media type; none where there is no body.
    pub(super) fn read(query: &str, body: Option<(&str, &[u8])>) -> Result<Self, Refused> {
        let fields = |text: &[u8]| Fields::read(text).map_err(|error| Refused::bad("bad_form", error));
        let query = fields(query.as_bytes())?;
        let mut read = Self { query, ..Self::default() };
        match body {
            None => {}
            Some(("application/x-www-form-urlencoded", body)) => read.form = fields(body)?,
            Some(("application/json", body)) => {
                let body = std::str::from_utf8(body).map_err(|_| Refused::bad("bad_json", "the body is not UTF-8"))?;
                read.json = serde_json::from_str(body)
                    .map_err(|error| Refused::bad("bad_json", format!("the body is no JSON object: {error}")))?;
            }
            Some((other, _)) => return Err(Refused::media_type(other)),
        }
        Ok(read)
    }

    fn given(&self, name: &str) -> Option<Given<'_>> {
        let json = self.json.get(name).map(|raw| Given::Json(raw));
        json.or_else(|| self.form.get(name).or_else(|| self.query.get(name)).map(Given::Field))
    }

    /// A text; a number is one too, and null or an empty text is none.
    fn text(&self, name: &str) -> Option<String> {
        let text = match self.given(name)? {
            Given::Field(Node::Text(text)) => text.clone(),
            Given::Field(node @ Node::Map(_)) => node.json(),
            Given::Json(raw) => match serde_json::from_str::<String>(raw.get()) {
                Ok(text) => text,
                Err(_) if raw.get() == "null" => String::new(),
                Err(_) => raw.get().to_owned(),
            },
        };
        (!text.is_empty()).then_some(text)
    }

    /// The net, where one is named.
    pub(super) fn net(&self) -> Result<Option<Net>, Refused> {
        let Some(text) = self.text("net") else { return Ok(None) };
        let expected = "a net has 1 to 64 letters, digits and _ . : -";
        Net::parse(&text).map(Some).ok_or_else(|| Refused::bad("bad_net", expected))
    }

    /// The token of the client.
    pub(super) fn token(&self) -> Result<Token, Refused> {
        let text =
            self.text("token").ok_or_else(|| Refused::bad("missing_token", "token is missing; log in for one"))?;
        Token::parse(&text).ok_or_else(Refused::bad_token)
    }

    /// The rid, where one is named. What can be no rid is one that nobody has.
    pub(super) fn rid(&self) -> Result<Option<Rid>, Refused> {
        self.text("rid").map(|text| Rid::parse(&text).ok_or_else(Refused::unknown_rid)).transpose()
    }

    /// The rid, where it has to be there.
    pub(super) fn required_rid(&self) -> Result<Rid, Refused> {
        self.rid()?.ok_or_else(|| Refused::bad("missing_rid", "rid is missing; pushreq answers it"))
    }

    /// What the client calls itself.
    pub(super) fn name(&self) -> Option<String> {
        self.text("name")
    }

    /// How long to wait, in milliseconds.
    pub(super) fn wait_ms(&self) -> Result<u64, Refused> {
        let Some(text) = self.text("wait") else { return Ok(0) };
        let sec = text.parse::<f64>().ok().filter(|sec| sec.is_finite() && *sec >= 0.0);
        let sec = sec.ok_or_else(|| Refused::bad("bad_wait", "wait is a number of seconds from 0 to 30"))?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 30,000")]
        Ok((sec.min(WAIT_SEC_MAX) * 1_000.0) as u64)
    }

    /// The number of the last message that is known.
    pub(super) fn after(&self) -> Result<Option<u64>, Refused> {
        let parse = |text: String| text.parse().map_err(|_| Refused::bad("bad_after", "after is the `next` of a pull"));
        self.text("after").map(parse).transpose()
    }

    /// What messages are about.
    pub(super) fn topic(&self) -> Result<Topic, Refused> {
        let text = self.text("topic").ok_or_else(|| Refused::bad("missing_topic", "topic is missing"))?;
        Topic::parse(&text).ok_or_else(|| Refused::bad("bad_topic", "a topic has 1 to 128 characters"))
    }

    /// The request, to the letter, once it was seen to be one.
    pub(super) fn sim_req(&self) -> Result<Verbatim, Refused> {
        let missing = || Refused::bad("missing_sim_req", "sim_req is missing: an object with simEndpoint");
        let bad = |why: &str| Refused::bad("bad_sim_req", format!("sim_req {why}"));
        let text = match self.given("sim_req") {
            None => self.sim_fields().ok_or_else(missing)?,
            Some(Given::Json(raw)) if raw.get() == "null" => return Err(missing()),
            // A text may hold the object; it is relayed as the object then.
            Some(Given::Json(raw)) => {
                serde_json::from_str::<String>(raw.get()).unwrap_or_else(|_| raw.get().to_owned())
            }
            Some(Given::Field(Node::Text(text))) if text.is_empty() => return Err(missing()),
            Some(Given::Field(Node::Text(text))) => text.clone(),
            Some(Given::Field(node)) => node.json(),
        };
        let fields = serde_json::from_str(&text).map_err(|error| bad(&format!("is no JSON object: {error}")))?;
        check_sim_req(&fields).map_err(|why| bad(&why))?;
        verbatim(text).ok_or_else(|| bad("is no JSON"))
    }

    /// The answer, to the letter; null is one, and form text that is no JSON is one too.
    pub(super) fn sim_res(&self) -> Result<Verbatim, Refused> {
        self.any("sim_res").ok_or_else(|| Refused::bad("missing_sim_res", "sim_res is missing: any JSON"))
    }

    /// A parameter that is any JSON, to the letter; text of a form or query that is no JSON is a text.
    pub(super) fn any(&self, name: &str) -> Option<Verbatim> {
        let text = match self.given(name)? {
            Given::Json(raw) => raw.get().to_owned(),
            Given::Field(Node::Text(text)) => match serde_json::from_str::<&RawValue>(text) {
                Ok(_) => text.clone(),
                Err(_) => serde_json::Value::from(text.as_str()).to_string(),
            },
            Given::Field(node) => node.json(),
        };
        verbatim(text)
    }

    /// The object that fields of a request make, where they stand at the top.
    fn sim_fields(&self) -> Option<String> {
        let fields = SIM_FIELDS.iter().filter_map(|name| {
            let value = match self.given(name)? {
                Given::Json(raw) => raw.get().to_owned(),
                Given::Field(node) => node.json(),
            };
            Some(format!("\"{name}\":{value}"))
        });
        let fields: Vec<String> = fields.collect();
        (!fields.is_empty()).then(|| format!("{{{}}}", fields.join(",")))
    }
}

fn verbatim(text: String) -> Option<Verbatim> {
    RawValue::from_string(text).ok().map(Verbatim::from)
}

/// What makes an object a request: an endpoint, and objects where objects are meant.
fn check_sim_req(fields: &BTreeMap<String, &RawValue>) -> Result<(), String> {
    for name in ["simHeaders", "simQueryParams", "simRouteParams"] {
        if fields.get(name).is_some_and(|raw| !raw.get().starts_with('{')) {
            return Err(format!("has a {name} that is no object"));
        }
    }
    let endpoint = fields.get("simEndpoint").and_then(|raw| serde_json::from_str::<String>(raw.get()).ok());
    match endpoint.map(|endpoint| endpoint.chars().count()) {
        Some(1..=ENDPOINT_CHARACTERS_MAX) => Ok(()),
        _ => Err(format!("needs simEndpoint, a text of 1 to {ENDPOINT_CHARACTERS_MAX} characters")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = "application/json";
    const FORM: &str = "application/x-www-form-urlencoded";

    fn read(query: &str, body: Option<(&str, &str)>) -> Result<Parameters, Refused> {
        Parameters::read(query, body.map(|(media_type, text)| (media_type, text.as_bytes())))
    }

    #[test]
    fn requests_are_taken_in_every_form_and_to_the_letter() {
        let check = |query: &str, body: Option<(&str, &str)>, expected: Result<&str, &str>| {
            let found = read(query, body).and_then(|parameters| parameters.sim_req());
            let found = found.as_ref().map(|request| request.get()).map_err(|refused| refused.code());
            assert_eq!(found, expected, "{query} {body:?}");
        };
        let exact = r#"{"simEndpoint":"/a", "z":1.50, "simBody":[1E+02]}"#;
        check("", Some((JSON, &format!(r#"{{"sim_req":{exact}}}"#))), Ok(exact));
        check("", Some((JSON, r#"{"sim_req":"{\"simEndpoint\": \"/a\"}"}"#)), Ok(r#"{"simEndpoint": "/a"}"#));
        check(
            "",
            Some((JSON, r#"{"simBody":[1.0],"simEndpoint":"/a","other":1}"#)),
            Ok(r#"{"simEndpoint":"/a","simBody":[1.0]}"#),
        );
        check("", Some((FORM, "sim_req=%7B%22simEndpoint%22:%22/a%22%7D")), Ok(r#"{"simEndpoint":"/a"}"#));
        check(
            "",
            Some((FORM, "sim_req[simEndpoint]=/a&sim_req[simQueryParams][q]=1")),
            Ok(r#"{"simEndpoint":"/a","simQueryParams":{"q":"1"}}"#),
        );
        check("", Some((FORM, "simEndpoint=/a")), Ok(r#"{"simEndpoint":"/a"}"#));
        check("sim_req[simEndpoint]=/q", Some((FORM, "sim_req[simEndpoint]=/b")), Ok(r#"{"simEndpoint":"/b"}"#));
        check("sim_req[simEndpoint]=/q", None, Ok(r#"{"simEndpoint":"/q"}"#));
        for body in ["{}", r#"{"sim_req":null}"#] {
            check("", Some((JSON, body)), Err("missing_sim_req"));
        }
        check("", Some((FORM, "sim_req=")), Err("missing_sim_req"));
        for request in [
            "[]",
            "7",
            r#""text""#,
            "{}",
            r#"{"simEndpoint":""}"#,
            r#"{"simEndpoint":5}"#,
            r#"{"simEndpoint":"/","simHeaders":[]}"#,
        ] {
            check("", Some((JSON, &format!(r#"{{"sim_req":{request}}}"#))), Err("bad_sim_req"));
        }
        let endpoint = |length: usize| format!(r#"{{"sim_req":{{"simEndpoint":"{}"}}}}"#, "x".repeat(length));
        assert!(read("", Some((JSON, &endpoint(2_048)))).unwrap().sim_req().is_ok());
        check("", Some((JSON, &endpoint(2_049))), Err("bad_sim_req"));
        for body in ["", "{", "[]", "null", "7"] {
            check("", Some((JSON, body)), Err("bad_json"));
        }
        check("", Some(("text/plain", "{}")), Err("unsupported_media_type"));
    }

    #[test]
    fn answers_are_any_json_and_text_of_a_form() {
        let check = |media_type: &str, body: &str, expected: Option<&str>| {
            let found = read("", Some((media_type, body))).unwrap().sim_res().ok();
            assert_eq!(found.as_ref().map(|answer| answer.get()), expected, "{body}");
        };
        check(JSON, r#"{"sim_res":null}"#, Some("null"));
        check(JSON, r#"{"sim_res":{"b":1.0,"a":2}}"#, Some(r#"{"b":1.0,"a":2}"#));
        check(JSON, r#"{"sim_res":"{}"}"#, Some(r#""{}""#));
        check(JSON, "{}", None);
        check(FORM, "sim_res=plain+text", Some(r#""plain text""#));
        check(FORM, "sim_res=%7B%7D", Some("{}"));
        check(FORM, "sim_res[0]=a&sim_res[1]=b", Some(r#"["a","b"]"#));
    }

    #[test]
    fn the_body_goes_before_the_query_and_numbers_are_texts() {
        let given = read("net=q&token=1&wait=2&rid=x", Some((JSON, r#"{"net":5,"token":null,"wait":0.5}"#))).unwrap();
        assert_eq!(given.net().unwrap(), Net::parse("5"));
        assert_eq!(given.token().unwrap_err().code(), "missing_token");
        assert_eq!(given.wait_ms().unwrap(), 500);
        assert_eq!(given.rid().unwrap_err().code(), "unknown_rid");
        let absent = read("net=&token=&rid=", None).unwrap();
        assert_eq!(absent.net().unwrap(), None);
        assert_eq!(absent.required_rid().unwrap_err().code(), "missing_rid");
        assert_eq!(read("net=%C3%A4", None).unwrap().net().unwrap_err().code(), "bad_net");
    }

    #[test]
    fn a_poll_waits_for_up_to_half_a_minute() {
        for (text, expected) in [
            ("0", Ok(0)),
            ("30", Ok(30_000)),
            ("31", Ok(30_000)),
            ("0.25", Ok(250)),
            ("-1", Err("bad_wait")),
            ("soon", Err("bad_wait")),
            ("NaN", Err("bad_wait")),
            ("inf", Err("bad_wait")),
        ] {
            let found = read(&format!("wait={text}"), None).unwrap().wait_ms();
            assert_eq!(found.map_err(|refused| refused.code()), expected, "{text}");
        }
    }
}
