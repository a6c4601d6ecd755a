//! The doors through which clients come.
pub mod accept;
pub mod api;
pub mod stream;
