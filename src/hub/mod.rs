//! Owns every session together with its feed.
