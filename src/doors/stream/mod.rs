//! The stream of a session's messages to one client, over a WebSocket.
mod frames;
mod handshake;
