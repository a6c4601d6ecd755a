//! The envelope of a message: its root, what kind of body it has, and its header.
//!
//! Entry point: [`Envelope`], which hears of the outermost elements while the document is read; [`Header`] is what it
//! makes. What must always hold: elements count only in the namespace of the root, whichever that is (the schema judges
//! whether it is the right one); of elements that stand twice the first counts.

use super::{
    error::{HeaderFault, MessageError},
    fault::shown,
    kind::{MessageKind, SystemMessage},
};
use crate::{identity::SystemName, schema::NamespaceId};

/// Which documents the schema's verdict is wanted on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Judged {
    /// All, whatever their root.
    AnyRoot,
    /// Messages of every kind.
    Messages,
    /// Messages that bring an initialization.
    Initializations,
}

/// The deepest elements that the envelope has to hear of: system messages, and the time in SendingTime.
pub(super) const DEPTH_MAX: usize = 4;

/// The C2SIMHeader of a message, its texts as sent. What the schema requires may still be absent where messages are
/// not validated; the sender never is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// FromSendingSystem.
    pub from_sending_system: SystemName,
    /// Every ToReceivingSystem, in the order of the header.
    pub to_receiving_systems: Vec<SystemName>,
    /// ReplyToSystem.
    pub reply_to_system: Option<SystemName>,
    /// MessageID.
    pub message_id: Option<Box<str>>,
    /// ConversationID.
    pub conversation_id: Option<Box<str>>,
    /// InReplyToMessageID.
    pub in_reply_to_message_id: Option<Box<str>>,
    /// Protocol, such as `SISO-STD-C2SIM`.
    pub protocol: Option<Box<str>>,
    /// ProtocolVersion.
    pub protocol_version: Option<Box<str>>,
    /// SendingTime/IsoDateTime.
    pub sending_time: Option<Box<str>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    FromSendingSystem,
    ToReceivingSystem,
    ReplyToSystem,
    MessageId,
    ConversationId,
    InReplyToMessageId,
    Protocol,
    ProtocolVersion,
    SendingTime,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Section {
    #[default]
    Elsewhere,
    Header,
    SendingTime,
    Body,
    DomainBody,
    SystemBody,
}

/// What is known of the envelope so far.
#[derive(Default)]
pub(super) struct Envelope {
    namespace: Option<NamespaceId>,
    wrong_root: Option<String>,
    section: Section,
    body_seen: bool,
    body_child_seen: bool,
    unknown_body: Option<String>,
    kind: Option<MessageKind>,
    header_seen: bool,
    capture: Option<Field>,
    sender: Option<SystemName>,
    receivers: Vec<SystemName>,
    reply_to: Option<SystemName>,
    texts: [Option<Box<str>>; 6],
}

impl Envelope {
    /// An element begins; the root has depth 1.
    pub(super) fn start(&mut self, depth: usize, namespace: NamespaceId, local: &[u8]) {
        self.capture = None;
        if depth == 1 {
            self.namespace = Some(namespace);
            if local != b"Message" {
                self.wrong_root = Some(shown(&String::from_utf8_lossy(local)).to_owned());
            }
        }
        if self.namespace != Some(namespace) {
            return;
        }
        match (depth, self.section) {
            (2, _) if local == b"C2SIMHeader" && !self.header_seen => {
                self.header_seen = true;
                self.section = Section::Header;
            }
            (2, _) if local == b"MessageBody" && !self.body_seen => {
                self.body_seen = true;
                self.section = Section::Body;
            }
            (3, Section::Header) if local == b"SendingTime" => self.section = Section::SendingTime,
            (3, Section::Header) => self.capture = field(local),
            (4, Section::SendingTime) if local == b"IsoDateTime" => self.capture = Some(Field::SendingTime),
            (3, Section::Body) if !self.body_child_seen => self.body(local),
            (4, Section::DomainBody) if self.kind.is_none() => self.set_kind(local, domain_kind(local)),
            (4, Section::SystemBody) if self.kind.is_none() => {
                self.set_kind(local, SystemMessage::from_element_name(local).map(MessageKind::System));
            }
            _ => {}
        }
    }

    fn body(&mut self, local: &[u8]) {
        self.body_child_seen = true;
        match local {
            b"DomainMessageBody" => self.section = Section::DomainBody,
            b"SystemMessageBody" => self.section = Section::SystemBody,
            b"C2SIMInitializationBody" => self.kind = Some(MessageKind::Initialization),
            b"ObjectInitializationBody" => self.kind = Some(MessageKind::ObjectInitialization),
            b"SystemAcknowledgementBody" => self.kind = Some(MessageKind::SystemAcknowledgement),
            _ => self.set_kind(local, None),
        }
    }

    fn set_kind(&mut self, local: &[u8], kind: Option<MessageKind>) {
        self.kind = kind;
        if kind.is_none() && self.unknown_body.is_none() {
            self.unknown_body = Some(shown(&String::from_utf8_lossy(local)).to_owned());
        }
    }

    /// The text of an element without child elements, at its end.
    #[inline]
    pub(super) fn leaf_text(&mut self, depth: usize, text: &str) {
        if let Some(field) = self.capture.take()
            && depth <= DEPTH_MAX
        {
            self.take(field, text);
        }
    }

    fn take(&mut self, field: Field, text: &str) {
        match field {
            Field::FromSendingSystem if self.sender.is_none() => self.sender = Some(SystemName::new(text)),
            Field::FromSendingSystem => {}
            Field::ToReceivingSystem => self.receivers.push(SystemName::new(text)),
            Field::ReplyToSystem => self.reply_to = self.reply_to.take().or_else(|| Some(SystemName::new(text))),
            Field::MessageId => self.take_text(0, text),
            Field::ConversationId => self.take_text(1, text),
            Field::InReplyToMessageId => self.take_text(2, text),
            Field::Protocol => self.take_text(3, text),
            Field::ProtocolVersion => self.take_text(4, text),
            Field::SendingTime => self.take_text(5, text),
        }
    }

    fn take_text(&mut self, index: usize, text: &str) {
        self.texts[index].get_or_insert_with(|| text.into());
    }

    /// The element at this depth ends.
    #[inline]
    pub(super) fn end(&mut self, depth: usize) {
        if depth <= 3 {
            self.capture = None;
            self.section = match (depth, self.section) {
                (3, Section::SendingTime) => Section::Header,
                (3, Section::DomainBody | Section::SystemBody) => Section::Body,
                (3, section) => section,
                _ => Section::Elsewhere,
            };
        }
    }

    /// The kind, once its element came.
    pub(super) fn kind(&self) -> Option<MessageKind> {
        self.kind
    }

    /// Whether nobody will ask for the schema's verdict: the root is wrong, or of all kinds only initializations are
    /// judged and this is another one.
    pub(super) fn verdict_is_moot(&self, judged: Judged) -> bool {
        match judged {
            Judged::AnyRoot => false,
            Judged::Messages => self.wrong_root.is_some(),
            Judged::Initializations => {
                self.wrong_root.is_some() || self.kind.is_some_and(|kind| kind != MessageKind::Initialization)
            }
        }
    }

    /// Refuses a root that is not Message.
    pub(super) fn check_root(&mut self) -> Result<(), MessageError> {
        self.wrong_root.take().map_or(Ok(()), |found| Err(MessageError::RootNotMessage { found }))
    }

    /// What to say where there is no kind.
    pub(super) fn unknown_kind(&mut self) -> MessageError {
        MessageError::UnknownKind { found: self.unknown_body.take() }
    }

    /// The header, or why there is none.
    pub(super) fn into_header(self) -> Result<Header, MessageError> {
        let from_sending_system = match self.sender {
            Some(sender) if !sender.as_str().trim().is_empty() => sender,
            Some(_) => return Err(MessageError::InvalidHeader { what: HeaderFault::EmptySender }),
            None if self.header_seen => return Err(MessageError::InvalidHeader { what: HeaderFault::NoSender }),
            None => return Err(MessageError::InvalidHeader { what: HeaderFault::NoHeader }),
        };
        let [message_id, conversation_id, in_reply_to_message_id, protocol, protocol_version, sending_time] =
            self.texts;
        Ok(Header {
            from_sending_system,
            to_receiving_systems: self.receivers,
            reply_to_system: self.reply_to,
            message_id,
            conversation_id,
            in_reply_to_message_id,
            protocol,
            protocol_version,
            sending_time,
        })
    }
}

fn field(local: &[u8]) -> Option<Field> {
    Some(match local {
        b"FromSendingSystem" => Field::FromSendingSystem,
        b"ToReceivingSystem" => Field::ToReceivingSystem,
        b"ReplyToSystem" => Field::ReplyToSystem,
        b"MessageID" => Field::MessageId,
        b"ConversationID" => Field::ConversationId,
        b"InReplyToMessageID" => Field::InReplyToMessageId,
        b"Protocol" => Field::Protocol,
        b"ProtocolVersion" => Field::ProtocolVersion,
        _ => return None,
    })
}

fn domain_kind(local: &[u8]) -> Option<MessageKind> {
    Some(match local {
        b"OrderBody" => MessageKind::Order,
        b"ReportBody" => MessageKind::Report,
        b"PlanBody" => MessageKind::Plan,
        b"RequestBody" => MessageKind::Request,
        b"AcknowledgementBody" => MessageKind::Acknowledgement,
        _ => return None,
    })
}
