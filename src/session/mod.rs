//! The shared session: a pure core.
