//! How the doors beside the C2SIM interface do, in numbers, for the status and the metrics.
//!
//! Entry points: [`DoorFigures::show`] for a door, [`DoorFigures::read`] for whoever tells of them. What must always hold:
//! numbers are read when they are asked for, and how many there are does not depend on clients.

use std::sync::Arc;

use parking_lot::RwLock;
use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeMetric},
    metrics::{counter::ConstCounter, gauge::ConstGauge},
};
use serde::Serialize;

/// One number of a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// Its name, in small letters with underscores.
    pub name: &'static str,
    /// What it is, in a sentence.
    pub meaning: &'static str,
    /// Whether it only grows, from the start of the server on.
    pub is_count: bool,
    /// The number.
    pub value: u64,
}

impl Figure {
    /// What there is at this moment.
    pub fn now(name: &'static str, meaning: &'static str, value: u64) -> Self {
        Self { name, meaning, is_count: false, value }
    }

    /// What there was since the start of the server.
    pub fn count(name: &'static str, meaning: &'static str, value: u64) -> Self {
        Self { name, meaning, is_count: true, value }
    }
}

/// A door and its numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DoorStatus {
    /// Its name, such as `concierge`.
    pub door: &'static str,
    /// Its numbers, by their names.
    #[serde(serialize_with = "by_name")]
    pub figures: Vec<Figure>,
}

type Read = Box<dyn Fn() -> Vec<Figure> + Send + Sync>;

/// The numbers of every door that shows some. Cheap to clone.
#[derive(Clone, Default)]
pub struct DoorFigures(Arc<RwLock<Vec<(&'static str, Read)>>>);

impl DoorFigures {
    /// Shows the numbers of a door from now on.
    pub fn show(&self, door: &'static str, read: impl Fn() -> Vec<Figure> + Send + Sync + 'static) {
        self.0.write().push((door, Box::new(read)));
    }

    /// The numbers of this moment.
    pub fn read(&self) -> Vec<DoorStatus> {
        self.0.read().iter().map(|(door, read)| DoorStatus { door, figures: read() }).collect()
    }
}

impl std::fmt::Debug for DoorFigures {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.read().fmt(out)
    }
}

impl Collector for DoorFigures {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> std::fmt::Result {
        for DoorStatus { door, figures } in self.read() {
            for Figure { name, meaning, is_count, value } in figures {
                let name = format!("c2sim_{door}_{name}");
                if is_count {
                    let counter = ConstCounter::new(value);
                    counter.encode(encoder.encode_descriptor(&name, meaning, None, counter.metric_type())?)?;
                } else {
                    let gauge = ConstGauge::new(value.cast_signed());
                    gauge.encode(encoder.encode_descriptor(&name, meaning, None, gauge.metric_type())?)?;
                }
            }
        }
        Ok(())
    }
}

fn by_name<S: serde::Serializer>(figures: &[Figure], out: S) -> Result<S::Ok, S::Error> {
    out.collect_map(figures.iter().map(|figure| (figure.name, figure.value)))
}
