//! One system's part of a scenario's initialization, as sessions keep it until the scenario is shared.
//!
//! Entry point: [`InitializationPart`]; [`Draft`] collects it while the message is read. What must always hold: every
//! fragment is well-formed by itself (it declares the prefixes it uses), so that fragments of several documents can
//! stand side by side. What it deliberately leaves out: which parts belong together and which contradict each other (the
//! session decides).

use std::{collections::HashSet, fmt::Write as _, ops::Range, sync::Arc};

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::{
    canonical::{Canonical, escape},
    fragments::{Fragments, Place},
    namespaces::Namespaces,
};
use crate::{identity::SystemName, schema::Attribute};

/// What a C2SIMInitializationBody says, cut into the pieces that merging joins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InitializationPart {
    /// FromSendingSystem of the message that brought it.
    pub from: SystemName,
    /// ScenarioSetting in canonical form: two parts agree when these are equal.
    pub scenario_setting: Arc<str>,
    /// The ScenarioSetting element as sent.
    pub scenario_setting_sent: Fragments,
    /// The InitializationDataFile elements, one after the other, as sent.
    pub data_files: Fragments,
    /// The ObjectDefinitions elements, as sent.
    pub object_definitions: Fragments,
    /// The SystemEntityList elements, as sent.
    pub system_entity_lists: Fragments,
    /// The systems that the SystemEntityLists name, each once: the federates that this scenario requires.
    pub systems: Vec<SystemName>,
}

/// The depth of C2SIMInitializationBody; its pieces are one deeper.
pub(super) const BODY_DEPTH: usize = 3;
const PIECE_DEPTH: usize = BODY_DEPTH + 1;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PieceKind {
    DataFile,
    ObjectDefinitions,
    ScenarioSetting,
    SystemEntityList,
}

/// A child of C2SIMInitializationBody, by its place on the one line.
#[derive(Debug)]
struct Piece {
    kind: PieceKind,
    on_line: Range<usize>,
    /// After the name in its start tag.
    insert_at: usize,
    /// The outer namespace declarations that it uses, as attributes.
    declarations: String,
    outer_namespaces: usize,
}

impl Piece {
    fn places(&self) -> [Place; 3] {
        let (Range { start, end }, insert_at) = (self.on_line.clone(), self.insert_at);
        let declarations = Place::Text(self.declarations.as_str().into());
        [Place::On(start..insert_at), declarations, Place::On(insert_at..end)]
    }
}

/// An element that has just begun.
pub(super) struct Started<'a> {
    pub(super) depth: usize,
    pub(super) prefix: &'a str,
    pub(super) name: &'a str,
    pub(super) attributes: &'a [Attribute<'a>],
    /// The prefix of each attribute; empty for none.
    pub(super) attribute_prefixes: &'a [&'a str],
    pub(super) namespaces: &'a Namespaces<'a, 'a>,
    /// How many declarations are in scope outside of it.
    pub(super) outer_namespaces: usize,
    /// Where its tag begins on the one line.
    pub(super) line_at: usize,
    /// Where further attributes can be put on the one line.
    pub(super) insert_at: usize,
}

/// The pieces of an initialization, while it is read.
#[derive(Default)]
pub(super) struct Draft {
    pieces: Vec<Piece>,
    open: Option<Piece>,
    scenario: Canonical,
    in_system_name: bool,
    systems: Vec<SystemName>,
    /// The body has ended; another would be refused by the schema.
    complete: bool,
}

impl Draft {
    /// An element of the body begins.
    pub(super) fn start(&mut self, element: &Started<'_>) {
        if self.complete || element.depth < PIECE_DEPTH {
            return;
        }
        if element.depth == PIECE_DEPTH {
            let kind = match element.name {
                "InitializationDataFile" => PieceKind::DataFile,
                "ObjectDefinitions" => PieceKind::ObjectDefinitions,
                "ScenarioSetting" => PieceKind::ScenarioSetting,
                "SystemEntityList" => PieceKind::SystemEntityList,
                _ => return,
            };
            self.open = Some(Piece {
                kind,
                on_line: element.line_at..element.line_at,
                insert_at: element.insert_at,
                declarations: String::new(),
                outer_namespaces: element.outer_namespaces,
            });
        }
        match self.open.as_ref().map(|piece| piece.kind) {
            Some(PieceKind::ScenarioSetting) => self.scenario.start(element),
            Some(PieceKind::SystemEntityList) => {
                self.in_system_name = element.depth == PIECE_DEPTH + 1 && element.name == "SystemName";
            }
            _ => {}
        }
    }

    /// The text of a leaf, before its end.
    #[inline]
    pub(super) fn leaf_text(&mut self, text: &str) {
        match self.open.as_ref().map(|piece| piece.kind) {
            Some(PieceKind::ScenarioSetting) => self.scenario.text(text),
            Some(PieceKind::SystemEntityList) if self.in_system_name => self.systems.push(SystemName::new(text)),
            _ => {}
        }
    }

    /// The element at this depth ends, on the one line at `line_end`.
    #[inline]
    pub(super) fn end(&mut self, depth: usize, line_end: usize, namespaces: &Namespaces<'_, '_>) {
        self.in_system_name = false;
        if depth < PIECE_DEPTH {
            self.complete = true;
            return;
        }
        if self.open.as_ref().is_some_and(|piece| piece.kind == PieceKind::ScenarioSetting) {
            self.scenario.end();
        }
        if depth == PIECE_DEPTH
            && let Some(mut piece) = self.open.take()
        {
            piece.on_line.end = line_end;
            for binding in namespaces.used(piece.outer_namespaces) {
                let colon = if binding.prefix.is_empty() { "" } else { ":" };
                // Writing to a String cannot fail.
                let _ = write!(piece.declarations, " xmlns{colon}{}=\"{}\"", binding.prefix, escape(&binding.uri));
            }
            self.pieces.push(piece);
        }
    }

    /// The part, cut from the one line; nothing where there is no ScenarioSetting to compare it by.
    pub(super) fn finish(self, line: &Bytes, from: SystemName) -> Option<InitializationPart> {
        let fragments = |kind: PieceKind| {
            let pieces = self.pieces.iter().filter(|piece| piece.kind == kind);
            Fragments::at(pieces.flat_map(Piece::places), line)
                .expect("pieces begin and end with a tag of the one line")
        };
        let scenario_setting_sent = fragments(PieceKind::ScenarioSetting);
        let mut named = HashSet::new();
        (!scenario_setting_sent.is_empty()).then(|| InitializationPart {
            from,
            scenario_setting: self.scenario.finish(),
            scenario_setting_sent,
            data_files: fragments(PieceKind::DataFile),
            object_definitions: fragments(PieceKind::ObjectDefinitions),
            system_entity_lists: fragments(PieceKind::SystemEntityList),
            systems: self.systems.iter().filter(|system| named.insert(*system)).cloned().collect(),
        })
    }
}
