//! Complex types: sequences, choices, and types without content.

/// Declares a sequence of elements. A field's type says how often its element occurs.
#[macro_export]
macro_rules! sequence {
    ($(#[doc = $doc:literal])* $name:ident = $xsd:literal {
        $($(#[doc = $field_doc:literal])* $field:ident: $type:ty = $element:literal,)+
    }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            $($(#[doc = $field_doc])* pub $field: $type,)+
        }

        impl $crate::XmlValue for $name {
            fn read(reader: &mut $crate::Reader<'_>) -> Result<Self, $crate::ReadError> {
                let value = Self { $($field: $crate::rt::Field::read_field(reader, $element)?,)+ };
                reader.end()?;
                Ok(value)
            }

            fn write(&self, writer: &mut $crate::Writer) {
                $($crate::rt::Field::write_field(&self.$field, writer, $element);)+
            }
        }

        impl $crate::rt::serde::Serialize for $name {
            fn serialize<S: $crate::rt::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use $crate::rt::serde::ser::SerializeMap;
                let mut object = serializer.serialize_map(None)?;
                $($crate::rt::Field::put(&self.$field, &mut object, $element)?;)+
                object.end()
            }
        }

        impl<'de> $crate::rt::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::rt::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Object;

                impl<'de> $crate::rt::serde::de::Visitor<'de> for Object {
                    type Value = $name;

                    fn expecting(&self, out: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                        out.write_str(concat!("an object as ", $xsd))
                    }

                    fn visit_map<A: $crate::rt::serde::de::MapAccess<'de>>(
                        self,
                        mut object: A,
                    ) -> Result<$name, A::Error> {
                        const KEY: $crate::rt::PropertyKey = $crate::rt::PropertyKey(&[$($element,)+]);
                        $(let mut $field = None;)+
                        while let Some(key) = object.next_key_seed(KEY)? {
                            match key {
                                $($element => $crate::rt::fill(&mut $field, &mut object, $element)?,)+
                                _ => {}
                            }
                        }
                        Ok($name { $($field: $crate::rt::taken($field, $element)?,)+ })
                    }
                }

                deserializer.deserialize_map(Object)
            }
        }

        impl $crate::rt::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut $crate::rt::schemars::SchemaGenerator) -> $crate::rt::schemars::Schema {
                let properties = vec![$((
                    $element,
                    <$type as $crate::rt::Field>::REQUIRED,
                    <$type as $crate::rt::Field>::schema(generator),
                ),)+];
                $crate::rt::object_schema(concat!($($doc, "\n",)*), properties)
            }
        }
    };
}

/// Declares a choice of one element out of several.
#[macro_export]
macro_rules! choice {
    ($(#[doc = $doc:literal])* $name:ident = $xsd:literal {
        $($(#[doc = $variant_doc:literal])* $variant:ident($type:ty) = $element:literal,)+
    }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub enum $name {
            $($(#[doc = $variant_doc])* $variant($type),)+
        }

        impl $name {
            /// Local name of the element that was chosen.
            pub fn element_name(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => $element,)+
                }
            }
        }

        impl $crate::XmlValue for $name {
            fn read(reader: &mut $crate::Reader<'_>) -> Result<Self, $crate::ReadError> {
                let value = match reader.one_of(&[$($element,)+])? {
                    $($element => Self::$variant($crate::XmlValue::read(reader)?),)+
                    _ => return Err(reader.unexpected()),
                };
                reader.end()?;
                Ok(value)
            }

            fn write(&self, writer: &mut $crate::Writer) {
                match self {
                    $(Self::$variant(value) => writer.element($element, value),)+
                }
            }
        }

        impl $crate::rt::serde::Serialize for $name {
            fn serialize<S: $crate::rt::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use $crate::rt::serde::ser::SerializeMap;
                let mut object = serializer.serialize_map(Some(1))?;
                match self {
                    $(Self::$variant(value) => object.serialize_entry($element, value)?,)+
                }
                object.end()
            }
        }

        impl<'de> $crate::rt::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::rt::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Object;

                impl<'de> $crate::rt::serde::de::Visitor<'de> for Object {
                    type Value = $name;

                    fn expecting(&self, out: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                        out.write_str(concat!("an object with one property as ", $xsd))
                    }

                    fn visit_map<A: $crate::rt::serde::de::MapAccess<'de>>(
                        self,
                        mut object: A,
                    ) -> Result<$name, A::Error> {
                        const KEY: $crate::rt::ChoiceKey = $crate::rt::ChoiceKey(&[$($element,)+]);
                        let value = match KEY.read(&mut object)? {
                            $($element => $name::$variant(object.next_value()?),)+
                            _ => return Err($crate::rt::serde::de::Error::custom("no element of the choice")),
                        };
                        $crate::rt::single(&mut object)?;
                        Ok(value)
                    }
                }

                deserializer.deserialize_map(Object)
            }
        }

        impl $crate::rt::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut $crate::rt::schemars::SchemaGenerator) -> $crate::rt::schemars::Schema {
                let options = vec![$(($element, generator.subschema_for::<$type>()),)+];
                $crate::rt::one_of_schema(concat!($($doc, "\n",)*), options)
            }
        }
    };
}

/// Declares a type without content: its element says everything.
#[macro_export]
macro_rules! empty {
    ($(#[doc = $doc:literal])* $name:ident = $xsd:literal) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub struct $name {}

        impl $crate::XmlValue for $name {
            fn read(reader: &mut $crate::Reader<'_>) -> Result<Self, $crate::ReadError> {
                reader.end()?;
                Ok(Self {})
            }

            fn write(&self, _: &mut $crate::Writer) {}
        }

        impl $crate::rt::serde::Serialize for $name {
            fn serialize<S: $crate::rt::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::rt::serde::ser::SerializeMap::end(serializer.serialize_map(Some(0))?)
            }
        }

        impl<'de> $crate::rt::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::rt::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::rt::empty_object(deserializer)?;
                Ok(Self {})
            }
        }

        impl $crate::rt::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut $crate::rt::schemars::SchemaGenerator) -> $crate::rt::schemars::Schema {
                $crate::rt::object_schema(concat!($($doc, "\n",)*), Vec::new())
            }
        }
    };
}

/// Says which elements are documents: the type and the local name of its element.
#[macro_export]
macro_rules! documents {
    ($($name:ident = $element:literal,)+) => {$(
        impl $crate::Document for $name {
            const ELEMENT: &'static str = $element;
        }
    )+};
}
