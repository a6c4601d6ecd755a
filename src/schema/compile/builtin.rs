//! The built-in types of XML Schema, made when they are first named.

use super::{
    super::{
        declarations::{Qualified, Site},
        error::SchemaError,
        names::XSD,
        tables::TypeId,
        value::{
            SimpleType,
            atomic::Atomic,
            facets::{Bound, BoundKind},
            white_space::WhiteSpace,
        },
    },
    Compiler,
};

use Atomic::{Boolean, Decimal, Double, Integer, Text};
use WhiteSpace::{Collapse, Preserve, Replace};

/// Name, base, space, white space, least and greatest value.
type Row = (&'static str, &'static str, Atomic, WhiteSpace, &'static str, &'static str);

const BUILTIN: &[Row] = &[
    ("anySimpleType", "", Text, Preserve, "", ""),
    ("string", "anySimpleType", Text, Preserve, "", ""),
    ("normalizedString", "string", Text, Replace, "", ""),
    ("token", "normalizedString", Text, Collapse, "", ""),
    ("boolean", "anySimpleType", Boolean, Collapse, "", ""),
    ("double", "anySimpleType", Double, Collapse, "", ""),
    ("decimal", "anySimpleType", Decimal, Collapse, "", ""),
    ("integer", "decimal", Integer, Collapse, "", ""),
    ("nonPositiveInteger", "integer", Integer, Collapse, "", "0"),
    ("negativeInteger", "nonPositiveInteger", Integer, Collapse, "", "-1"),
    ("long", "integer", Integer, Collapse, "-9223372036854775808", "9223372036854775807"),
    ("int", "long", Integer, Collapse, "-2147483648", "2147483647"),
    ("short", "int", Integer, Collapse, "-32768", "32767"),
    ("byte", "short", Integer, Collapse, "-128", "127"),
    ("nonNegativeInteger", "integer", Integer, Collapse, "0", ""),
    ("unsignedLong", "nonNegativeInteger", Integer, Collapse, "0", "18446744073709551615"),
    ("unsignedInt", "unsignedLong", Integer, Collapse, "0", "4294967295"),
    ("unsignedShort", "unsignedInt", Integer, Collapse, "0", "65535"),
    ("unsignedByte", "unsignedShort", Integer, Collapse, "0", "255"),
    ("positiveInteger", "nonNegativeInteger", Integer, Collapse, "1", ""),
];

impl<'d> Compiler<'d> {
    /// The built-in type of a name.
    pub(super) fn builtin(&mut self, name: &Qualified, from: Site<'d>) -> Result<TypeId, SchemaError> {
        if let Some(&known) = self.types.get(name) {
            return Ok(known);
        }
        let Some(&(_, base, atomic, white_space, min, max)) = BUILTIN.iter().find(|row| row.0 == name.local) else {
            let construct = format!("the type {name}");
            return Err(SchemaError::NotImplemented { place: from.place(), construct });
        };
        let base = match base {
            "" => Some(self.anything(from)?),
            base => Some(self.builtin(&Qualified { namespace: XSD.into(), local: base.into() }, from)?),
        };
        let mut simple = SimpleType::of(atomic, white_space);
        let bounds = [(BoundKind::MinInclusive, min), (BoundKind::MaxInclusive, max)];
        simple.bounds = bounds.into_iter().filter_map(|(kind, text)| Bound::new(kind, text, atomic)).collect();
        let id = self.add_simple(&name.to_string(), base, simple);
        self.register_type(name, id, from)
    }
}
