//! Values made from a JSON Schema: every property present, every option of every choice and every value of an
//! enumeration in its turn. What a schema allows, the types must read.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

/// Deeper than this, what may be left out is left out: one type contains itself.
const DEPTH_FULL: usize = 24;

/// Deeper than this, one of what may be repeated is enough.
const DEPTH_REPEATED: usize = 8;

const TEXTS: &[&str] =
    &["0123abcd-0000-4000-8000-0123456789AB", "2031-05-04T03:02:01Z", "P01Y02M03DT04H05M06S", "SFGPUCI----D---"];

/// Makes values of one schema, each time others.
pub(crate) struct Instances {
    schema: Value,
    turns: BTreeMap<String, usize>,
    /// The definitions that each definition leads to, itself included.
    leads_to: BTreeMap<String, BTreeSet<String>>,
    /// What was taken, as `definition/option`.
    pub(crate) taken: BTreeSet<String>,
}

impl Instances {
    pub(crate) fn of(schema: &schemars::Schema) -> Self {
        let schema = schema.as_value().clone();
        let mut leads_to = BTreeMap::new();
        for name in schema["$defs"].as_object().expect("definitions").keys() {
            let mut reached = BTreeSet::new();
            reach(&schema, name, &mut reached);
            leads_to.insert(name.clone(), reached);
        }
        Self { schema, turns: BTreeMap::new(), leads_to, taken: BTreeSet::new() }
    }

    pub(crate) fn next(&mut self) -> Value {
        let root = self.schema.clone();
        self.make(&root, "root", 0)
    }

    /// Every option of every choice, as `definition/option`.
    pub(crate) fn options(&self) -> BTreeSet<String> {
        let definitions = self.schema["$defs"].as_object().expect("definitions");
        let roots = std::iter::once(("root", &self.schema));
        let all = roots.chain(definitions.iter().map(|(name, schema)| (name.as_str(), schema)));
        all.flat_map(|(name, schema)| {
            let options = schema.get("oneOf").and_then(Value::as_array);
            (0..options.map_or(0, Vec::len)).map(move |option| format!("{name}/{option}"))
        })
        .collect()
    }

    /// The option that leads to most of what was not taken yet; of several such, the next in turn.
    fn choose(&mut self, name: &str, options: &[Value]) -> usize {
        let turn = self.turns.entry(name.to_owned()).or_default();
        *turn += 1;
        let from = *turn;
        let untaken: BTreeSet<_> = self.options().difference(&self.taken).cloned().collect();
        let gain = |option: usize| {
            let below = referred(&options[option]).filter_map(|name| self.leads_to.get(name)).flatten();
            let below: BTreeSet<_> = below.map(String::as_str).collect();
            let own = usize::from(untaken.contains(&format!("{name}/{option}")));
            own + untaken.iter().filter(|option| below.contains(option.split('/').next().unwrap_or_default())).count()
        };
        let in_turn = (0..options.len()).map(|step| (from + step) % options.len());
        let option = in_turn.rev().max_by_key(|&option| gain(option)).expect("an option");
        self.taken.insert(format!("{name}/{option}"));
        option
    }

    fn make(&mut self, schema: &Value, name: &str, depth: usize) -> Value {
        if let Some(reference) = schema["$ref"].as_str() {
            let name = reference.strip_prefix("#/$defs/").expect("a definition");
            let definition = self.schema["$defs"][name].clone();
            return self.make(&definition, name, depth + 1);
        }
        if let Some(options) = schema["oneOf"].as_array() {
            let option = self.choose(name, options);
            return self.make(&options[option], name, depth);
        }
        if let Some(values) = schema["enum"].as_array() {
            let turn = self.turns.entry(name.to_owned()).or_default();
            *turn += 1;
            return values[*turn % values.len()].clone();
        }
        if schema.get("anyOf").is_some() {
            return Value::from(-12.5);
        }
        match schema["type"].as_str() {
            Some("object") => self.object(schema, depth),
            Some("array") => {
                let count = if depth < DEPTH_REPEATED { 2 } else { 1 };
                (0..count).map(|_| self.make(&schema["items"], name, depth + 1)).collect()
            }
            Some("string") => Value::from(text(schema)),
            Some("integer") => schema["maximum"].clone(),
            Some("number") => schema.get("maximum").cloned().unwrap_or(Value::from(0.25)),
            Some("boolean") => Value::from(true),
            other => panic!("a schema of type {other:?}"),
        }
    }

    fn object(&mut self, schema: &Value, depth: usize) -> Value {
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        let mut object = Map::new();
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            if depth < DEPTH_FULL || required.iter().any(|required| required == name) {
                object.insert(name.clone(), self.make(property, name, depth + 1));
            }
        }
        Value::Object(object)
    }
}

/// The definitions that a schema names, at any depth.
fn referred(schema: &Value) -> Box<dyn Iterator<Item = &str> + '_> {
    match schema {
        Value::Object(object) => Box::new(object.iter().flat_map(|(key, value)| {
            let own = if key == "$ref" { value.as_str() } else { None };
            own.and_then(|reference| reference.strip_prefix("#/$defs/")).into_iter().chain(referred(value))
        })),
        Value::Array(values) => Box::new(values.iter().flat_map(referred)),
        _ => Box::new(std::iter::empty()),
    }
}

fn reach(schema: &Value, name: &str, reached: &mut BTreeSet<String>) {
    if reached.insert(name.to_owned()) {
        referred(&schema["$defs"][name]).for_each(|next| reach(schema, next, reached));
    }
}

fn text(schema: &Value) -> String {
    let Some(pattern) = schema["pattern"].as_str() else {
        return " a <b> & \"c\" ]]> é\n\tz ".to_owned();
    };
    let pattern = regex_automata::meta::Regex::new(pattern).expect("a pattern that Rust reads");
    let matching = TEXTS.iter().find(|text| pattern.is_match(text));
    (*matching.expect("a text for each pattern of the schema")).to_owned()
}
