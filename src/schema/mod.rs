//! Reads XSD, compiles it to tables, judges a stream of events.
