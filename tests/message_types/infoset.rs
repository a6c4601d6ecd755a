//! The content of an XML document, free of what has no meaning: prefixes, white space between elements, comments,
//! attributes of the schema instance, and the spelling of numbers.

use std::fmt;

use quick_xml::{
    NsReader,
    events::Event,
    name::{Namespace, ResolveResult},
};

/// Elements whose type is a number or a truth value, so that `1E+02` and `100` are the same.
const NUMBERS: &[&str] = &[
    "AltitudeAGL",
    "AltitudeMSL",
    "ConfidenceLevel",
    "DISCategory",
    "DISCountry",
    "DISDomain",
    "DISExtra",
    "DISKind",
    "DISSpecific",
    "DISSubCategory",
    "East",
    "FileSize",
    "HeadingAngle",
    "Latitude",
    "Longitude",
    "North",
    "OnHandQuantity",
    "OperationalQuantity",
    "Phi",
    "PlaybackRealtimeMultiple",
    "Psi",
    "RequiredOnHandQuantity",
    "SimulationRealtimeMultiple",
    "Speed",
    "StrengthPercentage",
    "Theta",
    "ToBeExecutedNow",
    "UncertaintyInterval",
    "Up",
];

/// An element with its children, or with its text.
#[derive(PartialEq, Clone)]
pub(crate) struct Element {
    pub(crate) namespace: String,
    pub(crate) name: String,
    pub(crate) children: Vec<Element>,
    pub(crate) text: String,
}

impl Element {
    pub(crate) fn read(document: &str) -> Self {
        let mut xml = NsReader::from_str(document.trim_start_matches('\u{FEFF}'));
        xml.config_mut().expand_empty_elements = true;
        let mut open = vec![Element::new(String::new(), String::new())];
        loop {
            let (namespace, event) = xml.read_resolved_event().expect("a well-formed document");
            let top = open.last_mut().expect("the document itself is never closed");
            match event {
                Event::Start(start) => {
                    let namespace = match namespace {
                        ResolveResult::Bound(Namespace(namespace)) => namespace.to_owned(),
                        _ => String::new(),
                    };
                    open.push(Element::new(namespace, start.local_name().into_inner().to_owned()));
                }
                Event::End(_) => {
                    let closed = open.pop().expect("an open element").settled();
                    open.last_mut().expect("the document itself").children.push(closed);
                }
                Event::Text(text) => top.text.push_str(&text.xml10_content()),
                Event::CData(text) => top.text.push_str(&text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let text = format!("&{};", &*reference);
                    top.text.push_str(&quick_xml::escape::unescape(&text).expect("a predefined entity"));
                }
                Event::Eof => return open.pop().expect("the document").children.pop().expect("a root element"),
                _ => {}
            }
        }
    }

    fn new(namespace: String, name: String) -> Self {
        Self { namespace, name, children: Vec::new(), text: String::new() }
    }

    fn settled(mut self) -> Self {
        if !self.children.is_empty() {
            self.text.clear();
        }
        if NUMBERS.contains(&self.name.as_str()) {
            self.text = match self.text.trim() {
                "1" | "true" if self.name == "ToBeExecutedNow" => "true".to_owned(),
                "0" | "false" if self.name == "ToBeExecutedNow" => "false".to_owned(),
                number => number.parse::<f64>().expect("a number").to_string(),
            };
        }
        self
    }

    /// The element as the types have it: without what only the older edition of the schema says.
    pub(crate) fn converted(mut self) -> Self {
        self.children.retain(|child| child.name != "SecurityClassificationCode");
        for child in &mut self.children {
            if child.name == "CommunicativeActTypeCode" {
                child.text = "Inform".to_owned();
            }
        }
        self.children = self.children.into_iter().map(Element::converted).collect();
        self
    }
}

impl fmt::Debug for Element {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut element = out.debug_struct(&self.name);
        if self.children.is_empty() { element.field("text", &self.text) } else { element.field("in", &self.children) }
            .finish()
    }
}
