//! Messages for members that receive another schema version than the one they were published in.
//!
//! Entry points: [`Conversions::message`] for streams, [`converted`] for one document, [`initialization`] for what a session
//! gathers. What must always hold: a message is converted once for a version, however many listen; what a member receives
//! in the version that it asked for is valid by it, and what cannot be converted reaches it as it was published, counted
//! and logged; where nobody asked, nothing is done. What it deliberately leaves out: how (the message room knows).

use std::{
    collections::{HashMap, VecDeque},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};

use bytes::Bytes;
use c2sim_generated::messages::Edition;
use parking_lot::Mutex;

use super::{Distributed, HubError, Settings, schemas::SessionSchemas};
use crate::{
    identity::{SchemaVersion, TrackingId},
    message::{self, InitializationPart, Limits, MessageError, ValidMessage, Validation},
    schema::Schema,
};

/// Converted messages that a session keeps at most, for the listeners that come to them a little later.
const KEPT_MESSAGES_MAX: usize = 1_024;
/// Their bytes, as they were published. One message alone may be larger.
const KEPT_BYTES_MAX: usize = 16 << 20;

/// How many messages were converted, over all sessions.
#[derive(Debug, Clone, Default)]
pub struct ConversionCounts(Arc<[AtomicU64; 2]>);

impl ConversionCounts {
    /// Messages that were converted, counted once for a version.
    pub fn converted(&self) -> u64 {
        self.0[0].load(Ordering::Relaxed)
    }

    /// Messages that were delivered as they were published, since they could not be converted.
    pub fn not_converted(&self) -> u64 {
        self.0[1].load(Ordering::Relaxed)
    }

    fn count(&self, converted: bool) {
        self.0[usize::from(!converted)].fetch_add(1, Ordering::Relaxed);
    }
}

type Key = (TrackingId, SchemaVersion);

/// The conversions of one session, the latest of them kept.
pub(super) struct Conversions {
    /// Those of all sessions.
    counts: ConversionCounts,
    own: ConversionCounts,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    messages: HashMap<Key, Arc<OnceLock<Arc<Distributed>>>>,
    /// The keys and the bytes of their originals, the oldest first.
    order: VecDeque<(Key, usize)>,
    bytes: usize,
}

impl Conversions {
    pub(super) fn new(counts: ConversionCounts) -> Self {
        Self { counts, own: ConversionCounts::default(), kept: Mutex::default() }
    }

    /// Messages of this session that were converted, and those that could not be.
    pub(super) fn counts(&self) -> (u64, u64) {
        (self.own.converted(), self.own.not_converted())
    }

    /// A message in a version; its line alone is another.
    pub(super) fn message(
        &self,
        message: &Arc<Distributed>,
        version: &SchemaVersion,
        schemas: &SessionSchemas,
        settings: &Settings,
    ) -> Arc<Distributed> {
        if is_as_published(message.version.as_ref(), version, schemas) {
            return Arc::clone(message);
        }
        let kept = self.kept.lock().of((message.tracking_id, version.clone()), message.line.len());
        let convert = || {
            let converted = converted(&message.line, message.version.as_ref(), version, schemas, settings);
            self.counts.count(converted.is_some());
            self.own.count(converted.is_some());
            if converted.is_none() {
                tracing::warn!(
                    tracking_id = %message.tracking_id, kind = %message.kind, %version,
                    "this message cannot be converted; members that receive this version get it as it was published"
                );
            }
            converted.map_or_else(
                || Arc::clone(message),
                |line| Arc::new(Distributed { line, version: Some(version.clone()), ..(**message).clone() }),
            )
        };
        Arc::clone(kept.get_or_init(convert))
    }
}

impl Kept {
    /// The place of a conversion; older ones go where there are too many.
    fn of(&mut self, key: Key, bytes: usize) -> Arc<OnceLock<Arc<Distributed>>> {
        if let Some(known) = self.messages.get(&key) {
            return Arc::clone(known);
        }
        while self.order.len() >= KEPT_MESSAGES_MAX || (self.bytes + bytes > KEPT_BYTES_MAX && !self.order.is_empty()) {
            let Some((oldest, freed)) = self.order.pop_front() else { break };
            self.messages.remove(&oldest);
            self.bytes -= freed;
        }
        self.order.push_back((key.clone(), bytes));
        self.bytes += bytes;
        Arc::clone(self.messages.entry(key).or_default())
    }
}

/// Whether a message of one version (the session's first where none is named) needs no conversion into another: it is the
/// same, or another schema of the same namespace.
fn is_as_published(from: Option<&SchemaVersion>, to: &SchemaVersion, schemas: &SessionSchemas) -> bool {
    let (first, _) = &schemas.all()[0];
    let namespace = |schema: Option<&Schema>| schema.map(|schema| schema.target_namespace().to_owned());
    let from_schema = schemas.of_version(from);
    from.unwrap_or(first) == to
        || (from_schema.is_some() && namespace(from_schema) == namespace(schemas.known(to).map(AsRef::as_ref)))
}

/// A line in another version; nothing where it cannot be converted into something that is valid by it.
pub(super) fn converted(
    line: &Bytes,
    from: Option<&SchemaVersion>,
    to: &SchemaVersion,
    schemas: &SessionSchemas,
    settings: &Settings,
) -> Option<Bytes> {
    if is_as_published(from, to, schemas) {
        return Some(line.clone());
    }
    let (source, target) = (schemas.of_version(from)?, schemas.known(to)?);
    let line = std::str::from_utf8(line).ok()?;
    let converted = Bytes::from(message::convert(line, edition_of(source)?, edition_of(target)?)?);
    message::check(converted.clone(), target, &unlimited(settings)).ok()?;
    Some(converted)
}

/// What an initialization of another version than the first says, in the first: there the parts of all systems are joined.
///
/// # Errors
/// It cannot be converted, or is not valid in the first version then.
pub(super) fn initialization(
    message: &ValidMessage,
    schemas: &SessionSchemas,
    index: usize,
    settings: &Settings,
) -> Result<InitializationPart, HubError> {
    let first = schemas.first();
    let unreadable =
        || MessageError::InitializationNotReadable { expected_namespace: first.target_namespace().to_owned() };
    let source = &schemas.all()[index].1;
    let document = match edition_of(source).zip(edition_of(first)) {
        _ if source.target_namespace() == first.target_namespace() => message.one_line().clone(),
        Some((from, to)) => message::convert(message.xml(), from, to).ok_or_else(unreadable)?.into(),
        None => return Err(unreadable().into()),
    };
    let read = message::read(document, None, first, Validation::On, &unlimited(settings))?;
    Ok(read.initialization().cloned().ok_or_else(unreadable)?)
}

/// The versions in which members may receive what is published in each of a session's versions.
pub(super) fn receivable(schemas: &SessionSchemas) -> Vec<SchemaVersion> {
    let is_for_all = |(_, schema): &(&SchemaVersion, &Arc<Schema>)| {
        schemas.all().iter().all(|(_, from)| {
            from.target_namespace() == schema.target_namespace()
                || (edition_of(from).is_some() && edition_of(schema).is_some())
        })
    };
    let mut names: Vec<SchemaVersion> = schemas.every().filter(is_for_all).map(|(name, _)| name.clone()).collect();
    names.sort();
    names.dedup();
    names
}

/// The edition of the standard that a schema is one of, by its namespace.
fn edition_of(schema: &Schema) -> Option<Edition> {
    Edition::ALL.iter().copied().find(|edition| edition.namespace() == schema.target_namespace())
}

/// What is within the limits may grow by what is filled in.
fn unlimited(settings: &Settings) -> Limits {
    Limits { bytes_max: usize::MAX, elements_max: usize::MAX, ..settings.limits }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_bounded_by_number_and_bytes() {
        let key = || (TrackingId::random(), SchemaVersion::new("1.0.2"));
        let mut kept = Kept::default();
        let first = key();
        let place = kept.of(first.clone(), 10);
        for _ in 1..KEPT_MESSAGES_MAX {
            kept.of(key(), 10);
        }
        assert!(Arc::ptr_eq(&place, &kept.of(first.clone(), 10)), "it is there as long as there is room");
        kept.of(key(), 10);
        assert!(!kept.messages.contains_key(&first), "the oldest goes for one more");
        assert_eq!(
            (kept.messages.len(), kept.order.len(), kept.bytes),
            (KEPT_MESSAGES_MAX, KEPT_MESSAGES_MAX, KEPT_MESSAGES_MAX * 10)
        );

        let mut kept = Kept::default();
        kept.of(key(), KEPT_BYTES_MAX - 1);
        kept.of(key(), 1);
        assert_eq!(kept.messages.len(), 2, "at the limit");
        kept.of(key(), 1);
        assert_eq!((kept.messages.len(), kept.bytes), (2, 2), "one past it");
        kept.of(key(), 2 * KEPT_BYTES_MAX);
        assert_eq!((kept.messages.len(), kept.bytes), (1, 2 * KEPT_BYTES_MAX), "one alone may be larger");
    }
}
