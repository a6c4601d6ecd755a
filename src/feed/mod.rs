//! Entries in one order, and the cursors that read them.
