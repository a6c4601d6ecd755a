//! How the log does, as a program collects it beside the other metrics.

use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeMetric},
    metrics::counter::ConstCounter,
};

use super::Audit;

/// How the audit log does, read when it is asked for.
pub(in crate::ops) struct Collected(pub(in crate::ops) Audit);

impl std::fmt::Debug for Collected {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.status().fmt(out)
    }
}

impl Collector for Collected {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> std::fmt::Result {
        let Some(status) = self.0.status() else { return Ok(()) };
        for (name, help, count) in [
            ("c2sim_audit_records_written", "Records of the audit log that were written", status.written),
            ("c2sim_audit_records_lost", "Records of the audit log that were lost", status.lost),
        ] {
            let counter = ConstCounter::new(count);
            counter.encode(encoder.encode_descriptor(name, help, None, counter.metric_type())?)?;
        }
        Ok(())
    }
}
