//! The types of `message.xsd`.
//!
//! Printed by c2sim-codegen from `spec/xsd`. Do not edit.

use c2sim_codec::{choice, sequence};

use super::*;

choice! {
    /// What entities of the scenario say to each other: orders, reports, plans, requests and acknowledgements.
    DomainMessageBody = "DomainMessageBodyType" {
        /// Body of the answer of a receiving entity to a domain message.
        AcknowledgementBody(AcknowledgementBody) = "AcknowledgementBody",
        /// Body of an order: tasks for entities, given in full or by reference, and any entities that the order needs
        /// defined.
        OrderBody(OrderBody) = "OrderBody",
        /// Body of a message that carries a plan, for later or to be carried out at once.
        PlanBody(PlanBody) = "PlanBody",
        /// Body of a report: one or more contents, each with its own time of observation.
        ReportBody(ReportBody) = "ReportBody",
        /// Body of a request from one entity to others.
        RequestBody(RequestBody) = "RequestBody",
    }
}

choice! {
    /// One of the five kinds of bodies.
    MessageBody = "MessageBodyType" {
        /// Body of an initialization: at least one set of definitions and one list of entities, and exactly one
        /// setting.
        C2SIMInitializationBody(C2SIMInitializationBody) = "C2SIMInitializationBody",
        /// What entities of the scenario say to each other: orders, reports, plans, requests and acknowledgements.
        DomainMessageBody(DomainMessageBody) = "DomainMessageBody",
        /// Body of a message that defines objects in the same form, with every part optional.
        ObjectInitializationBody(ObjectInitializationBody) = "ObjectInitializationBody",
        /// Body of the answer of a system to a system message.
        SystemAcknowledgementBody(SystemAcknowledgementBody) = "SystemAcknowledgementBody",
        /// Body of a system message: exactly one of thirty commands, queries and reports.
        SystemMessageBody(SystemMessageBody) = "SystemMessageBody",
    }
}

sequence! {
    /// The root of a document: one header, one body.
    Message = "MessageType" {
        /// Who sends a message to whom, and where it stands in a conversation. The order of the fields is fixed.
        c2sim_header: C2SIMHeader = "C2SIMHeader",
        /// One of the five kinds of bodies.
        message_body: MessageBody = "MessageBody",
    }
}
