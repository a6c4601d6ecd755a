//! The types of `header.xsd`.
//!
//! Printed by c2sim-codegen from `spec/xsd`. Do not edit.

use c2sim_codec::{sequence, text};

use super::*;

text! {
    /// `AuthorizationCredentialsType` of the schema.
    AuthorizationCredentials = "AuthorizationCredentialsType"
}

sequence! {
    /// Credentials within the message, apart from those of the transport.
    AuthorizationHeader = "AuthorizationHeaderType" {
        /// `AuthorizationCredentials` of the schema.
        authorization_credentials: AuthorizationCredentials = "AuthorizationCredentials",
        /// `AuthorizationType` of the schema.
        authorization_type: AuthorizationType = "AuthorizationType",
    }
}

text! {
    /// `AuthorizationTypeType` of the schema.
    AuthorizationType = "AuthorizationTypeType"
}

sequence! {
    /// Who sends a message to whom, and where it stands in a conversation. The order of the fields is fixed.
    C2SIMHeader = "C2SIMHeaderType" {
        /// Credentials within the message, apart from those of the transport.
        authorization_header: Option<AuthorizationHeader> = "AuthorizationHeader",
        /// Identifier that is shared by a message and all that answer it.
        conversation_id: ConversationID = "ConversationID",
        /// Name of the system that sends the message.
        from_sending_system: FromSendingSystem = "FromSendingSystem",
        /// The message that this one answers.
        in_reply_to_message_id: Option<InReplyToMessageID> = "InReplyToMessageID",
        /// Identifier of this message.
        message_id: MessageID = "MessageID",
        /// Name of the protocol.
        protocol: Protocol = "Protocol",
        /// Version of the protocol, which is not the version of the schema.
        protocol_version: ProtocolVersion = "ProtocolVersion",
        /// Name of the system that an answer should go to, where it is not the sender.
        reply_to_system: Option<ReplyToSystem> = "ReplyToSystem",
        /// `SendingTime` of the schema.
        sending_time: Option<DateTime> = "SendingTime",
        /// Name of a system that is to receive the message; ALL stands for every one.
        to_receiving_system: Vec<ToReceivingSystem> = "ToReceivingSystem",
    }
}

text! {
    /// Identifier that is shared by a message and all that answer it.
    ConversationID = "ConversationIDType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// UUID of the entity that speaks.
    FromSender = "FromSenderType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// Name of the system that sends the message.
    FromSendingSystem = "FromSendingSystemType"
}

text! {
    /// The message that this one answers.
    InReplyToMessageID = "InReplyToMessageIDType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// Identifier of this message.
    MessageID = "MessageIDType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// `MessagingDataPropertyType` of the schema.
    MessagingDataProperty = "MessagingDataPropertyType"
}

text! {
    /// Name of the protocol.
    Protocol = "ProtocolType"
}

text! {
    /// Version of the protocol, which is not the version of the schema.
    ProtocolVersion = "ProtocolVersionType"
}

text! {
    /// Name of the system that an answer should go to, where it is not the sender.
    ReplyToSystem = "ReplyToSystemType"
}

text! {
    /// UUID of an entity that is addressed; a UUID of zeros stands for none in particular.
    ToReceiver = "ToReceiverType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// Name of a system that is to receive the message; ALL stands for every one.
    ToReceivingSystem = "ToReceivingSystemType"
}
