//! What a row of the settings table is, and how a value gets from its source into a field.

use std::collections::BTreeMap;

use super::{ConfigurationError, UnreadableValue, readers::Reader};

/// One row of the settings table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// The name in the environment.
    pub name: &'static str,
    /// The option of the command line that goes before the environment.
    pub option: Option<&'static str>,
    /// The text that is read when nothing is given; empty: nothing.
    pub default: &'static str,
    /// The unit of the value, empty where it has none.
    pub unit: &'static str,
    /// What a readable value is, with an example.
    pub expected: &'static str,
    /// What it does, in a sentence.
    pub meaning: &'static str,
    /// Whether it is masked wherever it is shown.
    pub is_secret: bool,
}

/// What stands in the place of a secret.
pub(super) const MASK: &str = "********";

/// Characters of a value that an error repeats.
const SHOWN_CHARACTERS_MAX: usize = 80;

/// Where values come from while a configuration is read, and what was found so far.
pub(super) struct Source<'a> {
    options: &'a [(&'a str, String)],
    environment: &'a dyn Fn(&str) -> Option<String>,
    given: BTreeMap<&'static str, String>,
    unreadable: Vec<UnreadableValue>,
}

impl<'a> Source<'a> {
    pub(super) fn new(options: &'a [(&'a str, String)], environment: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self { options, environment, given: BTreeMap::new(), unreadable: Vec::new() }
    }

    /// The value of one setting. One that cannot be read is noted, and its default stands in until
    /// [`Source::finish`] refuses the whole.
    pub(super) fn take<T>(&mut self, setting: &Setting, reader: &Reader<T>) -> T {
        if let Some((given_by, text)) = self.find(setting) {
            let shown = if setting.is_secret { MASK.to_owned() } else { text.clone() };
            match (reader.read)(&text) {
                Some(value) => {
                    self.given.insert(setting.name, shown);
                    return value;
                }
                None => self.unreadable.push(UnreadableValue {
                    given_by,
                    value: shown.chars().take(SHOWN_CHARACTERS_MAX).collect(),
                    expected: reader.expected,
                }),
            }
        }
        (reader.read)(setting.default).expect("the default of a setting can be read")
    }

    /// What was given, by the name of the setting; or everything that could not be read.
    pub(super) fn finish(self) -> Result<BTreeMap<&'static str, String>, ConfigurationError> {
        match self.unreadable.is_empty() {
            true => Ok(self.given),
            false => Err(ConfigurationError::Values(self.unreadable)),
        }
    }

    fn find(&self, setting: &Setting) -> Option<(&'static str, String)> {
        let not_blank = |text: &String| !text.trim().is_empty();
        let option = setting.option.and_then(|name| {
            let (_, text) = self.options.iter().find(|(option, _)| *option == name)?;
            Some((name, text.trim().to_owned()))
        });
        let from_environment = || {
            let text = (self.environment)(setting.name).filter(not_blank)?;
            Some((setting.name, text.trim().to_owned()))
        };
        option.or_else(from_environment)
    }
}

/// Declares the settings: from each row come a field of [`super::Configuration`], a [`Setting`], and its parsing.
macro_rules! settings {
    ($($name:literal $(or $option:literal)?, $default:literal => $field:ident: $type:ty = $reader:ident $($secret:ident)?; $meaning:literal)*) => {
        /// Everything that can be set, read and checked. Field by field it follows the table of settings; a unit stands
        /// last in the field's name.
        #[derive(Debug, Clone)]
        pub struct Configuration {
            $(
                #[doc = concat!($meaning, " Set by `", $name, "`, by default `", $default, "`.")]
                pub $field: $type,
            )*
            /// What was given, by name; masked where it is a secret.
            pub(crate) given: std::collections::BTreeMap<&'static str, String>,
        }

        /// The table of settings.
        pub const SETTINGS: &[Setting] = &[$(Setting {
            name: $name,
            option: settings!(@option $($option)?),
            default: $default,
            unit: readers::$reader.unit,
            expected: readers::$reader.expected,
            meaning: $meaning,
            is_secret: settings!(@secret $($secret)?),
        },)*];

        impl Configuration {
            pub(super) fn from_source(mut source: Source<'_>) -> Result<Self, ConfigurationError> {
                let mut rows = SETTINGS.iter();
                $(let $field = source.take(rows.next().expect("one row a field"), &readers::$reader);)*
                Ok(Self { $($field,)* given: source.finish()? })
            }

            /// The text that was given for a setting, masked where it is a secret; nothing where the default serves.
            pub fn given(&self, name: &str) -> Option<&str> {
                self.given.get(name).map(String::as_str)
            }
        }
    };
    (@option) => { None };
    (@option $option:literal) => { Some($option) };
    (@secret) => { false };
    (@secret secret) => { true };
}

pub(super) use settings;
