//! The editions of the schema that the types can be read from and written to.
//!
//! The types follow 2.0.0. The older edition 1.0.2 differs from it, in what a message can contain, in two header elements
//! and two occurrences; a document of it is converted while it is read or written. The generator compares the two schemas
//! with [`Edition::omitted`] and [`Edition::once`] and refuses to generate when they differ in anything else.

/// An edition of the C2SIM schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Edition {
    /// 2.0.0, the home of the types: nothing is converted.
    #[default]
    V2_0_0,
    /// 1.0.2. Reading leaves out CommunicativeActTypeCode and SecurityClassificationCode. Writing fills in `Inform`, and takes the
    /// first of several receivers, or `ALL` and the UUID of zeros where there is none.
    V1_0_2,
}

/// An element of an older edition for which the types have no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Omitted {
    /// Local name of the element.
    pub element: &'static str,
    /// Local name of the element before which it stands.
    pub before: &'static str,
    /// What is written for it; none where it may be absent.
    pub filled_with: Option<&'static str>,
}

/// An element that the home edition repeats and an older one has exactly once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Once {
    /// Local name of the element.
    pub element: &'static str,
    /// What is written where there is none.
    pub filled_with: &'static str,
}

impl Edition {
    /// Every edition, the home of the types first.
    pub const ALL: &'static [Edition] = &[Edition::V2_0_0, Edition::V1_0_2];

    /// The version by which the schema is known.
    pub fn version(self) -> &'static str {
        match self {
            Edition::V2_0_0 => "2.0.0",
            Edition::V1_0_2 => "1.0.2",
        }
    }

    /// The edition of this version.
    pub fn from_version(version: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|edition| edition.version() == version)
    }

    /// The target namespace of the schema.
    pub fn namespace(self) -> &'static str {
        match self {
            Edition::V2_0_0 => "http://www.sisostds.org/schemas/C2SIM/2.0.0-cwix2026",
            Edition::V1_0_2 => "http://www.sisostds.org/schemas/C2SIM/1.1",
        }
    }

    /// The elements of a message that this edition has and the types have not.
    pub fn omitted(self) -> &'static [Omitted] {
        match self {
            Edition::V2_0_0 => &[],
            Edition::V1_0_2 => &[
                Omitted { element: "CommunicativeActTypeCode", before: "ConversationID", filled_with: Some("Inform") },
                Omitted { element: "SecurityClassificationCode", before: "SendingTime", filled_with: None },
            ],
        }
    }

    /// The elements that this edition has exactly once and the types any number of times.
    pub fn once(self) -> &'static [Once] {
        match self {
            Edition::V2_0_0 => &[],
            Edition::V1_0_2 => &[
                Once { element: "ToReceivingSystem", filled_with: "ALL" },
                Once { element: "ToReceiver", filled_with: "00000000-0000-0000-0000-000000000000" },
            ],
        }
    }

    pub(crate) fn omitted_before(self, name: &str) -> Option<&'static Omitted> {
        self.omitted().iter().find(|omitted| omitted.before == name)
    }

    pub(crate) fn once_named(self, name: &str) -> Option<&'static Once> {
        self.once().iter().find(|once| once.element == name)
    }
}
