//! How the values of XSD's primitive types are spelled, in XML and in JSON.
//!
//! White space around a number or a boolean has no meaning and is passed over. What is written is the shortest spelling
//! that gives the same value, so `1E+02` is written as `100`.

use std::fmt::Display;

use schemars::{Schema, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A primitive type: its Rust value and its spelling.
pub trait Lexical {
    /// The value in Rust.
    type Value: Copy + PartialOrd + Display;
    /// The type's name in XSD.
    const NAME: &'static str;

    /// The value that the text spells.
    fn parse(text: &str) -> Option<Self::Value>;
    /// The shortest spelling of the value.
    fn print(value: Self::Value) -> String;
    /// The value in JSON.
    fn to_json<S: Serializer>(value: Self::Value, serializer: S) -> Result<S::Ok, S::Error>;
    /// The value from JSON.
    fn from_json<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self::Value, D::Error>;
    /// The JSON Schema, without facets. `restricted` says that a range excludes what is not finite.
    fn schema(restricted: bool) -> Schema;
}

pub(crate) fn collapsed(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\r', '\n'])
}

macro_rules! integers {
    ($($name:ident $value:ty = $xsd:literal, $min:expr;)*) => {$(
        #[doc = concat!("`xs:", $xsd, "`.")]
        #[derive(Debug)]
        pub struct $name;

        impl Lexical for $name {
            type Value = $value;
            const NAME: &'static str = $xsd;

            fn parse(text: &str) -> Option<$value> {
                let value: i128 = collapsed(text).parse().ok()?;
                <$value>::try_from(value).ok().filter(|value| *value >= $min)
            }

            fn print(value: $value) -> String {
                value.to_string()
            }

            fn to_json<S: Serializer>(value: $value, serializer: S) -> Result<S::Ok, S::Error> {
                value.serialize(serializer)
            }

            fn from_json<'de, D: Deserializer<'de>>(deserializer: D) -> Result<$value, D::Error> {
                let value = <$value>::deserialize(deserializer)?;
                if value >= $min { Ok(value) } else { Err(de::Error::custom(concat!("not an xs:", $xsd))) }
            }

            fn schema(_: bool) -> Schema {
                json_schema!({ "type": "integer", "minimum": $min, "maximum": <$value>::MAX })
            }
        }
    )*};
}

integers! {
    Byte i8 = "byte", i8::MIN;
    Short i16 = "short", i16::MIN;
    Int i32 = "int", i32::MIN;
    Long i64 = "long", i64::MIN;
    Integer i64 = "integer", i64::MIN;
    UnsignedByte u8 = "unsignedByte", u8::MIN;
    UnsignedShort u16 = "unsignedShort", u16::MIN;
    UnsignedInt u32 = "unsignedInt", u32::MIN;
    UnsignedLong u64 = "unsignedLong", u64::MIN;
    NonNegativeInteger u64 = "nonNegativeInteger", u64::MIN;
    PositiveInteger u64 = "positiveInteger", 1;
}

/// `xs:double`.
#[derive(Debug)]
pub struct Double;

/// `xs:float`, held with the range of a double.
#[derive(Debug)]
pub struct Float;

macro_rules! floats {
    ($($name:ident = $xsd:literal;)*) => {$(
        impl Lexical for $name {
            type Value = f64;
            const NAME: &'static str = $xsd;

            fn parse(text: &str) -> Option<f64> {
                parse_double(collapsed(text))
            }

            fn print(value: f64) -> String {
                print_double(value)
            }

            fn to_json<S: Serializer>(value: f64, serializer: S) -> Result<S::Ok, S::Error> {
                if value.is_finite() {
                    value.serialize(serializer)
                } else {
                    print_double(value).serialize(serializer)
                }
            }

            fn from_json<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
                deserializer.deserialize_any(DoubleVisitor)
            }

            fn schema(restricted: bool) -> Schema {
                if restricted {
                    json_schema!({ "type": "number" })
                } else {
                    json_schema!({ "anyOf": [{ "type": "number" }, { "enum": NOT_FINITE }] })
                }
            }
        }
    )*};
}

floats! {
    Double = "double";
    Float = "float";
}

const NOT_FINITE: [&str; 3] = ["INF", "-INF", "NaN"];

fn parse_double(text: &str) -> Option<f64> {
    match text {
        "INF" => Some(f64::INFINITY),
        "-INF" => Some(f64::NEG_INFINITY),
        "NaN" => Some(f64::NAN),
        _ if text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte)) => text.parse().ok(),
        _ => None,
    }
}

fn print_double(value: f64) -> String {
    let magnitude = value.abs();
    match value {
        _ if value.is_nan() => "NaN".to_owned(),
        f64::INFINITY => "INF".to_owned(),
        f64::NEG_INFINITY => "-INF".to_owned(),
        _ if magnitude != 0.0 && !(1e-7..1e17).contains(&magnitude) => format!("{value:E}"),
        _ => value.to_string(),
    }
}

struct DoubleVisitor;

impl de::Visitor<'_> for DoubleVisitor {
    type Value = f64;

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("a number, or one of INF, -INF and NaN as a string")
    }

    fn visit_f64<E>(self, value: f64) -> Result<f64, E> {
        Ok(value)
    }

    fn visit_i64<E>(self, value: i64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_u64<E>(self, value: u64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<f64, E> {
        match value {
            "INF" | "-INF" | "NaN" => parse_double(value).ok_or_else(|| E::custom("not a number")),
            _ => Err(E::invalid_value(de::Unexpected::Str(value), &self)),
        }
    }
}

/// `xs:decimal`, held as the nearest double.
#[derive(Debug)]
pub struct Decimal;

impl Lexical for Decimal {
    type Value = f64;
    const NAME: &'static str = "decimal";

    fn parse(text: &str) -> Option<f64> {
        let text = collapsed(text);
        let spelled = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.".contains(&byte));
        text.parse().ok().filter(|value: &f64| spelled && value.is_finite())
    }

    fn print(value: f64) -> String {
        value.to_string()
    }

    fn to_json<S: Serializer>(value: f64, serializer: S) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }

    fn from_json<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
        let value = f64::deserialize(deserializer)?;
        if value.is_finite() { Ok(value) } else { Err(de::Error::custom("not an xs:decimal")) }
    }

    fn schema(_: bool) -> Schema {
        json_schema!({ "type": "number" })
    }
}

/// `xs:boolean`.
#[derive(Debug)]
pub struct Boolean;

impl Lexical for Boolean {
    type Value = bool;
    const NAME: &'static str = "boolean";

    fn parse(text: &str) -> Option<bool> {
        match collapsed(text) {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        }
    }

    fn print(value: bool) -> String {
        value.to_string()
    }

    fn to_json<S: Serializer>(value: bool, serializer: S) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }

    fn from_json<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
        bool::deserialize(deserializer)
    }

    fn schema(_: bool) -> Schema {
        json_schema!({ "type": "boolean" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check<L: Lexical>(text: &str, printed: Option<&str>) {
        let value = L::parse(text);
        assert_eq!(value.map(L::print).as_deref(), printed, "xs:{} {text:?}", L::NAME);
    }

    #[test]
    fn doubles_are_spelled_as_xsd_spells_them() {
        for (text, printed) in [
            ("1E+02", Some("100")),
            (" \t1.50\r\n", Some("1.5")),
            ("-.5e0", Some("-0.5")),
            ("5.", Some("5")),
            ("-0", Some("-0")),
            ("1e300", Some("1E300")),
            ("0.000000001", Some("1E-9")),
            ("INF", Some("INF")),
            ("-INF", Some("-INF")),
            ("NaN", Some("NaN")),
            ("1e999", Some("INF")),
            ("inf", None),
            ("infinity", None),
            ("nan", None),
            ("0x10", None),
            ("1 2", None),
            ("1_0", None),
            (".", None),
            ("", None),
        ] {
            check::<Double>(text, printed);
        }
    }

    #[test]
    fn decimals_have_no_exponent_and_no_infinity() {
        for (text, printed) in [("+2.50", Some("2.5")), ("1e2", None), ("INF", None), ("NaN", None), ("", None)] {
            check::<Decimal>(text, printed);
        }
    }

    #[test]
    fn integers_keep_their_range() {
        for (text, printed) in [("+007", Some("7")), ("-128", Some("-128")), ("128", None), ("1.0", None), ("", None)] {
            check::<Byte>(text, printed);
        }
        for (text, printed) in [("-0", Some("0")), ("18446744073709551615", Some("18446744073709551615")), ("-1", None)]
        {
            check::<NonNegativeInteger>(text, printed);
        }
        for (text, printed) in [("1", Some("1")), ("0", None)] {
            check::<PositiveInteger>(text, printed);
        }
    }

    #[test]
    fn truth_has_four_spellings() {
        for (text, printed) in [
            ("true", Some("true")),
            ("1", Some("true")),
            (" false ", Some("false")),
            ("0", Some("false")),
            ("True", None),
        ] {
            check::<Boolean>(text, printed);
        }
    }
}
