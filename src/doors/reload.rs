//! What is read anew on SIGHUP, reported and recorded: schemas and the certificate.
//!
//! What must always hold: what cannot be used leaves what was there before it in its place.

use crate::{
    hub::Hub,
    ops::{
        audit::{Action, Record, Trail},
        tls::Certificates,
    },
    schema::Registry,
};

/// Reads the folder of schemas anew. One that cannot be used is reported, and the others serve.
pub(super) fn schemas(hub: &Hub, trail: &Trail) {
    let record = Record::new(Action::SchemaReload);
    match hub.reload_schemas() {
        Ok(changes) => {
            trail.record(record.schemas(hub.schema_versions().iter().map(ToString::to_string).collect()));
            tracing::info!(added = ?changes.added, replaced = ?changes.replaced, removed = ?changes.removed, "schemas were read");
            report_broken(&hub.schemas());
        }
        Err(error) => {
            trail.record(record.refused("SCHEMAS_NOT_READ", &error.to_string()));
            tracing::error!("the schemas stay as they were: {error}");
        }
    }
}

/// Reads the certificate anew. One that cannot be used is reported, and the other serves.
pub(super) fn certificates(certificates: Option<&Certificates>, trail: &Trail) {
    let Some(certificates) = certificates else { return };
    let record = Record::new(Action::CertificateReload);
    match certificates.reload() {
        Ok(()) => {
            tracing::info!("the certificate was read");
            trail.record(record);
        }
        Err(error) => {
            tracing::error!("the certificate stays as it was: {error}");
            trail.record(record.refused("CERTIFICATE_NOT_READ", &error.to_string()));
        }
    }
}

/// Reports the schemas that cannot be used.
pub(super) fn report_broken(registry: &Registry) {
    for broken in registry.broken() {
        match registry.version(&broken.name) {
            None => tracing::error!(version = %broken.name, "this schema cannot be used: {}", broken.error),
            Some(_) => tracing::error!(
                version = %broken.name, "this schema cannot be used, and what was there before it serves on: {}", broken.error
            ),
        }
    }
}
