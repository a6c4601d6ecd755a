//! The built-in types of XML Schema, made when they are first named.

use std::sync::Arc;

use super::{
    super::{
        declarations::{Qualified, Site},
        error::SchemaError,
        names::XSD,
        tables::TypeId,
        value::{
            Identity, SimpleType,
            atomic::Atomic,
            facets::{Bound, BoundKind},
            moment::Calendar,
            pattern::Pattern,
            white_space::WhiteSpace,
        },
    },
    Compiler,
};

use Atomic::{Base64, Boolean, Decimal, Double, Duration, Float, Hex, Integer, Moment, Name, Text};
use Calendar::{Date, DateTime, Day, Month, MonthDay, Time, Year, YearMonth};
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
    ("float", "anySimpleType", Float, Collapse, "", ""),
    ("hexBinary", "anySimpleType", Hex, Collapse, "", ""),
    ("base64Binary", "anySimpleType", Base64, Collapse, "", ""),
    ("anyURI", "anySimpleType", Text, Collapse, "", ""),
    ("QName", "anySimpleType", Name, Collapse, "", ""),
    ("NOTATION", "anySimpleType", Name, Collapse, "", ""),
    ("duration", "anySimpleType", Duration, Collapse, "", ""),
    ("dateTime", "anySimpleType", Moment(DateTime), Collapse, "", ""),
    ("date", "anySimpleType", Moment(Date), Collapse, "", ""),
    ("time", "anySimpleType", Moment(Time), Collapse, "", ""),
    ("gYearMonth", "anySimpleType", Moment(YearMonth), Collapse, "", ""),
    ("gYear", "anySimpleType", Moment(Year), Collapse, "", ""),
    ("gMonthDay", "anySimpleType", Moment(MonthDay), Collapse, "", ""),
    ("gMonth", "anySimpleType", Moment(Month), Collapse, "", ""),
    ("gDay", "anySimpleType", Moment(Day), Collapse, "", ""),
    ("language", "token", Text, Collapse, "", ""),
    ("NMTOKEN", "token", Text, Collapse, "", ""),
    ("NMTOKENS", "anySimpleType", Atomic::List, Collapse, "", ""),
    ("Name", "token", Text, Collapse, "", ""),
    ("NCName", "Name", Text, Collapse, "", ""),
    ("ID", "NCName", Text, Collapse, "", ""),
    ("IDREF", "NCName", Text, Collapse, "", ""),
    ("ENTITY", "NCName", Text, Collapse, "", ""),
    ("ENTITIES", "anySimpleType", Atomic::List, Collapse, "", ""),
    ("IDREFS", "anySimpleType", Atomic::List, Collapse, "", ""),
    ("positiveInteger", "nonNegativeInteger", Integer, Collapse, "1", ""),
];

/// How the types are written that are texts of a certain form.
const FORMS: &[(&str, &str)] = &[
    ("language", "[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*"),
    ("NMTOKEN", r"\c+"),
    ("Name", r"\i\c*"),
    ("NCName", r"[\i-[:]][\c-[:]]*"),
    ("ID", r"[\i-[:]][\c-[:]]*"),
    ("ENTITY", r"[\i-[:]][\c-[:]]*"),
    ("IDREF", r"[\i-[:]][\c-[:]]*"),
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
        let form = FORMS.iter().find(|(known, _)| *known == name.local).map(|(_, form)| *form);
        let form = form.map(|form| Pattern::new(&[form])).transpose();
        simple.patterns =
            form.map_err(|wrong| from.invalid("pattern-valid", wrong))?.map(Arc::new).into_iter().collect();
        simple.identity = match name.local.as_str() {
            "ID" => Identity::Id,
            "IDREF" => Identity::Reference,
            "ENTITY" => Identity::Entity,
            _ => Identity::None,
        };
        let item = match name.local.as_str() {
            "ENTITIES" => Some("ENTITY"),
            list => list.strip_suffix('S').filter(|_| atomic == Atomic::List),
        };
        if let Some(item) = item {
            let item = self.builtin(&Qualified { namespace: XSD.into(), local: item.into() }, from)?;
            simple.items.extend(self.simple_of(item));
            simple.lengths.min = Some(1);
        }
        let id = self.add_simple(&name.to_string(), base, simple);
        self.register_type(name, id, from)
    }
}
