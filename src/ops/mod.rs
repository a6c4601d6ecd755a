//! What operators meet: configuration, the audit log, metrics, health, status, pages, logs, shutdown.
//!
//! Entry points: [`Configuration::read`] before anything else, [`logging::start`], then one [`Metrics`] and one
//! [`Shutdown`] that the doors share, and [`pages::routes`] for everything that is served outside `/api`. What it
//! deliberately leaves out: decisions about messages, and how a status comes about (the hub fills a [`StatusReport`]).

pub(crate) mod accept;
pub mod audit;
pub mod configuration;
pub mod cors;
pub mod door_figures;
pub mod hangup;
pub mod headers;
pub mod health;
pub mod logging;
pub mod metrics;
pub mod pages;
pub mod shutdown;
pub mod status;
pub mod tls;

pub use audit::Audit;
pub use configuration::Configuration;
pub use door_figures::DoorFigures;
pub use metrics::Metrics;
pub use pages::Ops;
pub use shutdown::Shutdown;
pub use status::StatusReport;
