//! The connection of an editor that speaks Yjs: the sync and awareness messages of y-protocols, as y-websocket sends them.
//!
//! Entry point: [`run`]. What must always hold: nothing that a client sent and the document can take is lost, so that a
//! client that sends too fast is read more slowly instead; an update that builds on something unknown is answered with what
//! the document has, so that the client sends the rest.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use tokio_tungstenite::tungstenite::Message as Frame;
use yrs::{
    encoding::read::Cursor as ReadCursor,
    sync::{Message, MessageReader, SyncMessage},
    updates::{decoder::DecoderV1, encoder::Encode},
};

use super::{
    board::Revision,
    connection::{BATCH_ENTRIES, Ending, Line},
    core::{EditRefused, NotMerged, Violations, held, read_vector},
    document::{Joined, NotDone},
    entry::{Entry, What},
    farewell::Farewell,
};

struct Editor<'a> {
    line: &'a mut Line,
    joined: Joined,
    violations: Violations,
    seen: Revision,
}

/// Serves the connection until it ends.
pub(super) async fn run(line: &mut Line, mut joined: Joined) -> Ending {
    joined.content = String::new();
    let seen = joined.seen;
    let mut editor = Editor { line, joined, violations: Violations::default(), seen };
    match editor.serve().await {
        Ok(never) => match never {},
        Err(ending) => ending,
    }
}

impl Editor<'_> {
    async fn serve(&mut self) -> Result<std::convert::Infallible, Ending> {
        let (own, document) = (self.joined.connection, Arc::clone(&self.line.document));
        let awareness = document.look(|board| board.awareness_since(None, own));
        self.send([Some(self.ask()), awareness].into_iter().flatten()).await?;
        let shutdown = self.line.door.shutdown.clone();
        let mut batch: Vec<Arc<Entry>> = Vec::new();
        loop {
            tokio::select! {
                () = shutdown.requested() => return Err(Ending::Close(Farewell::ShuttingDown)),
                ended = &mut self.joined.ended => {
                    return Err(Ending::Close(ended.unwrap_or(Farewell::SessionEnded)));
                }
                frame = self.line.next() => {
                    if let Some(frame) = frame? {
                        self.hear(frame).await?;
                    }
                }
                read = self.joined.cursor.read(BATCH_ENTRIES, &mut batch) => {
                    read.map_err(|error| Ending::Close(error.into()))?;
                    let heard: Vec<Frame> = batch
                        .drain(..)
                        .filter(|entry| !entry.is_of(own))
                        .filter_map(|entry| update_frame(&entry).map(Frame::Binary))
                        .collect();
                    self.line.send(heard).await?;
                }
                // The sender lives in the document.
                _ = self.joined.moved.changed() => {
                    let seen = self.seen;
                    let (revision, news) =
                        document.look(|board| (board.revision(), board.awareness_since(Some(seen), own)));
                    self.seen = revision;
                    self.send(news).await?;
                }
            }
        }
    }

    /// Asks the client for what the document lacks.
    fn ask(&self) -> Vec<u8> {
        let vector = self.line.document.state_vector();
        let vector = read_vector(&vector).unwrap_or_default();
        Message::Sync(SyncMessage::SyncStep1(vector)).encode_v1()
    }

    async fn hear(&mut self, frame: Frame) -> Result<(), Ending> {
        self.line.door.traffic.receive(1);
        let Frame::Binary(bytes) = frame else { return Err(Ending::Close(Farewell::Unsupported)) };
        if bytes.len() > self.line.door.configuration.editing_update_bytes_max {
            return Err(Ending::Close(Farewell::TooLarge));
        }
        while let Err(retry_after_ms) = self.line.take()? {
            tokio::time::sleep(Duration::from_millis(retry_after_ms)).await;
        }
        let read = || MessageReader::new(&mut DecoderV1::new(ReadCursor::new(&bytes))).collect::<Result<Vec<_>, _>>();
        let messages = held(read).and_then(Result::ok);
        // A message that breaks off ends the list without an error.
        let Some(messages) = messages.filter(|messages| !messages.is_empty()) else { return self.violation() };
        for message in messages {
            self.act(message).await?;
        }
        Ok(())
    }

    async fn act(&mut self, message: Message) -> Result<(), Ending> {
        let document = Arc::clone(&self.line.document);
        match message {
            Message::Sync(SyncMessage::SyncStep1(vector)) => {
                let Some(state) = document.state_since(&vector.encode_v1()) else { return self.violation() };
                self.send([Message::Sync(SyncMessage::SyncStep2(state)).encode_v1()]).await
            }
            Message::Sync(SyncMessage::SyncStep2(update) | SyncMessage::Update(update)) => {
                match document.merge(&self.joined.author, &update) {
                    Ok(None) => Ok(()),
                    Ok(Some(pending)) => {
                        self.line.keep(pending).await;
                        Ok(())
                    }
                    Err(NotDone::Edit(EditRefused::NotMerged(NotMerged::Incomplete))) => {
                        let ask = self.ask();
                        self.send([ask]).await?;
                        self.violation()
                    }
                    Err(NotDone::Edit(EditRefused::TooLong { .. })) => Err(Ending::Close(Farewell::TooLarge)),
                    Err(NotDone::Edit(_)) => self.violation(),
                    // What the client has is not lost: it sends it again when it has connected again.
                    Err(_) => Err(Ending::Close(Farewell::NotKept)),
                }
            }
            Message::Awareness(update) => {
                document.hear(self.joined.connection, &update);
                Ok(())
            }
            Message::AwarenessQuery => {
                let own = self.joined.connection;
                let awareness = document.look(|board| board.awareness_since(None, own));
                self.send(awareness).await
            }
            Message::Auth(_) | Message::Custom(..) => self.violation(),
        }
    }

    fn violation(&mut self) -> Result<(), Ending> {
        let (max, now) = (self.line.door.configuration.editing_violations_max, self.line.door.clock.now());
        if self.violations.exceed(max, now) { Err(Ending::Close(Farewell::Violation)) } else { Ok(()) }
    }

    async fn send(&mut self, messages: impl IntoIterator<Item = Vec<u8>>) -> Result<(), Ending> {
        self.line.send(messages.into_iter().map(|message| Frame::Binary(message.into()))).await
    }
}

/// The frame of a change, written once for all.
fn update_frame(entry: &Entry) -> Option<Bytes> {
    let What::Edited(edited) = &entry.what else { return None };
    let write = || Message::Sync(SyncMessage::Update(edited.update.to_vec())).encode_v1().into();
    Some(entry.yjs.get_or_init(write).clone())
}
