//! The doors through which clients come.
pub mod stream;
