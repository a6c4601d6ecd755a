//! What outlives the end of the server, however it ends; on the real program and real files.

#[path = "../support/mod.rs"]
mod support;

mod kills;
mod restarts;
mod store_trouble;
