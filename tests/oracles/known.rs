//! Differences between the processors that are known: one by our decision, the others faults of libxml2, on which Xerces
//! and the judge agree.

use c2sim::cli::conformance::instances::{Declared, Node};

use super::{Judged, Verdicts, broken::Fault};

/// Why a verdict may differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    DoctypeRefused,
    SectionAmongChildren,
    PaddedTypeName,
    PaddedNumber,
    LongNumber,
    ExponentWithoutDigits,
    EmptyPrefix,
}

/// Digits beyond which libxml2 does not read an integer or a decimal.
const LIBXML2_DIGITS_MAX: usize = 24;

impl Known {
    /// Why these verdicts may differ on a document; none when they may not.
    pub fn of(document: &Judged, verdicts: Verdicts, said: &str, declared: &Declared) -> Option<Self> {
        if document.fault == Some(Fault::Doctype) {
            return (!verdicts.ours && said.contains("DOCTYPE")).then_some(Self::DoctypeRefused);
        }
        if verdicts.xerces.is_some_and(|xerces| xerces != verdicts.ours) {
            return None;
        }
        let causes: &[Self] = match verdicts.ours {
            true => &[Self::SectionAmongChildren, Self::PaddedTypeName, Self::PaddedNumber, Self::LongNumber],
            false => &[Self::ExponentWithoutDigits, Self::EmptyPrefix],
        };
        causes.iter().copied().find(|cause| cause.is_in(document, declared))
    }

    /// What differs, for the one who reads the tally.
    pub fn reason(self) -> &'static str {
        match self {
            Self::DoctypeRefused => "a document type declaration is refused here, by decision",
            Self::SectionAmongChildren => {
                "libxml2 takes a CDATA section of white space or nothing for text among elements"
            }
            Self::PaddedTypeName => "libxml2 refuses white space around the name in xsi:type",
            Self::PaddedNumber => "libxml2 refuses white space around some numbers",
            Self::EmptyPrefix => "libxml2 accepts a prefix that is declared empty",
            Self::LongNumber => "libxml2 refuses integers and decimals of more than 24 digits",
            Self::ExponentWithoutDigits => "libxml2 accepts a number whose exponent has no digits",
        }
    }

    fn is_in(self, document: &Judged, declared: &Declared) -> bool {
        let tree = &document.tree;
        let mut numbers = leaves(tree).into_iter().filter(|leaf| is_number(leaf, declared));
        let is_padded = |text: &str| text.trim() != text;
        match self {
            Self::DoctypeRefused => false,
            Self::EmptyPrefix => document.text.contains("xmlns:p=\"\""),
            Self::SectionAmongChildren => any(tree, &|node| !node.children.is_empty() && node.markup.contains("CDATA")),
            Self::PaddedTypeName => any(tree, &|node| {
                let mut names = node.attributes.iter().filter_map(|attribute| attribute.strip_prefix("xsi:type=\""));
                names.any(|name| is_padded(name.trim_end_matches('"')))
            }),
            Self::PaddedNumber => numbers.any(|leaf| is_padded(&leaf.text)),
            Self::LongNumber => {
                numbers.any(|leaf| leaf.text.matches(|digit: char| digit.is_ascii_digit()).count() > LIBXML2_DIGITS_MAX)
            }
            Self::ExponentWithoutDigits => {
                numbers.any(|leaf| leaf.text.trim().trim_end_matches(['+', '-']).ends_with(['e', 'E']))
            }
        }
    }
}

fn is_number(leaf: &Node, declared: &Declared) -> bool {
    let type_name = declared.elements.get(&leaf.name).filter(|name| !declared.complex.contains_key(*name));
    type_name.is_some_and(|name| !matches!(declared.resolved(name).base.as_str(), "xs:string" | "xs:boolean"))
}

/// The elements without children.
fn leaves(node: &Node) -> Vec<&Node> {
    match node.children.is_empty() {
        true => vec![node],
        false => node.children.iter().flat_map(leaves).collect(),
    }
}

fn any(node: &Node, is: &dyn Fn(&Node) -> bool) -> bool {
    is(node) || node.children.iter().any(|child| any(child, is))
}
