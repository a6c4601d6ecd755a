//! The conversions between schema versions, as a program collects them beside the other metrics.

use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeMetric},
    metrics::counter::ConstCounter,
};

use crate::hub::ConversionCounts;

/// The conversions, read when they are asked for.
#[derive(Debug)]
pub(super) struct Conversions(pub(super) ConversionCounts);

impl Collector for Conversions {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> std::fmt::Result {
        for (name, help, count) in [
            ("c2sim_msg_converted_count", "Messages converted into another schema version", self.0.converted()),
            (
                "c2sim_msg_not_converted_count",
                "Messages delivered as published, since they cannot be converted",
                self.0.not_converted(),
            ),
        ] {
            let counter = ConstCounter::new(count);
            let metric = encoder.encode_descriptor(name, help, None, counter.metric_type())?;
            counter.encode(metric)?;
        }
        Ok(())
    }
}
