//! Configuration, metrics, health, status, pages, logs, shutdown.
