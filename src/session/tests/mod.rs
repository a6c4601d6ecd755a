//! The session's rules, a table of cases each, and random histories against a model.

mod fixture;
mod histories;
mod kinds;
mod life;
mod limits;
mod merging;
mod model;
mod ownership;
mod streams;
