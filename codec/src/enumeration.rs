//! Enumerations: one Rust variant a value, the literal kept.

/// Where a literal stands in a sorted list.
pub fn position(sorted: &[&str], literal: &str) -> Option<usize> {
    sorted.binary_search(&literal).ok()
}

/// Declares an enumeration of texts. The values must stand in the order of their literals' bytes.
#[macro_export]
macro_rules! enumeration {
    ($(#[doc = $doc:literal])* $name:ident = $xsd:literal { $($variant:ident = $literal:literal,)+ }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $(#[doc = concat!("`", $literal, "`")] $variant,)+
        }

        impl $name {
            /// Every value, in the order of the literals.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// The literals, in the same order.
            pub const LITERALS: &'static [&'static str] = &[$($literal,)+];

            /// The value as it stands in XML and in JSON.
            pub fn as_str(self) -> &'static str {
                Self::LITERALS[self as usize]
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::FacetError;

            fn from_str(text: &str) -> Result<Self, $crate::FacetError> {
                match $crate::rt::position(Self::LITERALS, text) {
                    Some(index) => Ok(Self::ALL[index]),
                    None => Err($crate::FacetError {
                        type_name: $xsd,
                        facet: $crate::Facet::Enumeration(Self::LITERALS.len()),
                        value: text.to_owned(),
                    }),
                }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, out: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                out.write_str(self.as_str())
            }
        }

        impl $crate::XmlValue for $name {
            fn read(reader: &mut $crate::Reader<'_>) -> Result<Self, $crate::ReadError> {
                reader.value(str::parse)
            }

            fn write(&self, writer: &mut $crate::Writer) {
                writer.text(self.as_str());
            }
        }

        $crate::as_json_string!($name);

        impl $crate::rt::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut $crate::rt::schemars::SchemaGenerator) -> $crate::rt::schemars::Schema {
                $crate::rt::string_schema(concat!($($doc, "\n",)*), None, Some(Self::LITERALS))
            }
        }
    };
}

/// JSON as a string, for a type with `as_str` and `FromStr`.
#[doc(hidden)]
#[macro_export]
macro_rules! as_json_string {
    ($name:ident) => {
        impl $crate::rt::serde::Serialize for $name {
            fn serialize<S: $crate::rt::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::rt::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::rt::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as $crate::rt::serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err($crate::rt::serde::de::Error::custom)
            }
        }
    };
}
