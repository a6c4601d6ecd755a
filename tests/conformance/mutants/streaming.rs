//! Frames that are lost, doubled, turned round, changed, or closed wrongly.

use poem::web::websocket::Message;

use super::{Mutant, changed, closed, replaced};
use crate::proxy::Fault;

pub(super) const MUTANTS: &[Mutant] = &[
    (
        "names a stream that is none",
        "streaming.endpoints",
        Fault::Answer(|asked, given| {
            replaced(asked.is("/stream-endpoints"), given, "ws://", "http://");
        }),
    ),
    (
        "sends a publisher its own messages",
        "streaming.delivery.not-to-publisher",
        Fault::Ask(|joined, asked| {
            let is_other =
                |(session, id): &&(String, String)| session == asked.session() && id != asked.header("clientId");
            let other = joined.iter().find(is_other).map(|(_, id)| id.clone());
            if let Some(id) = other.filter(|_| asked.is("/send") && asked.text().contains("<ReportBody>")) {
                asked.set("clientId", &id);
            }
        }),
    ),
    (
        "loses messages",
        "streaming.delivery",
        Fault::Frames(|seen, frame| {
            seen.push(frame.clone());
            if seen.len() % 2 == 0 { Vec::new() } else { vec![frame] }
        }),
    ),
    ("doubles messages", "streaming.delivery", Fault::Frames(|_, frame| vec![frame.clone(), frame])),
    (
        "turns two messages round",
        "streaming.delivery",
        Fault::Frames(|held, frame| match held.pop() {
            Some(before) => vec![frame, before],
            None => {
                held.push(frame);
                Vec::new()
            }
        }),
    ),
    (
        "ends messages with nothing",
        "streaming.form.frames",
        Fault::Frames(|_, frame| vec![changed(frame, |text| text.trim_end().to_owned())]),
    ),
    (
        "writes messages on several lines",
        "streaming.form.one-line",
        Fault::Frames(|_, frame| vec![changed(frame, |text| text.replace("><", ">\n<"))]),
    ),
    (
        "sends binary frames",
        "streaming.delivery",
        Fault::Frames(|_, frame| match frame {
            Message::Text(text) => vec![Message::Binary(text.into_bytes())],
            other => vec![other],
        }),
    ),
    (
        "cuts messages off",
        "streaming.delivery",
        Fault::Frames(|_, frame| vec![changed(frame, |text| format!("{}\n", &text[..text.len() / 2]))]),
    ),
    (
        "resolves entities",
        "streaming.form.entities",
        Fault::Frames(|_, frame| vec![changed(frame, |text| text.replace("&amp;", "&").replace("&lt;", "<"))]),
    ),
    (
        "takes prefixes away",
        "streaming.form.prefixes",
        Fault::Frames(|_, frame| vec![changed(frame, |text| text.replace("c2:", "").replace("xmlns:c2", "xmlns"))]),
    ),
    ("closes with another code", "streaming.close.resign", Fault::Frames(|_, frame| vec![closed(frame, 1001)])),
    (
        "does not say what was wrong with a stream",
        "streaming.close.no-client-id",
        Fault::Frames(|_, frame| vec![closed(frame, 1000)]),
    ),
    (
        "lets clients talk on the stream",
        "streaming.close.data.text",
        Fault::Upward(|frame| (!matches!(frame, Message::Text(_))).then_some(frame)),
    ),
    (
        "does not bear empty frames",
        "streaming.tolerates.empty-binary",
        Fault::Upward(|frame| match frame {
            Message::Binary(_) => Some(Message::Text("x".to_owned())),
            other => Some(other),
        }),
    ),
];
