//! The types of `orders.xsd`.
//!
//! Printed by c2sim-codegen from `spec/xsd`. Do not edit.

use c2sim_codec::{OneOrMore, choice, sequence};

use super::*;

sequence! {
    /// Body of the answer of a receiving entity to a domain message.
    AcknowledgementBody = "AcknowledgementBodyType" {
        /// UUID of the entity that speaks.
        from_sender: FromSender = "FromSender",
        /// UUID of an entity that is addressed; a UUID of zeros stands for none in particular.
        to_receiver: Vec<ToReceiver> = "ToReceiver",
        /// What became of a message: received, granted, denied, done, failed, not understood and so on.
        acknowledge_type_code: AcknowledgeTypeCode = "AcknowledgeTypeCode",
    }
}

sequence! {
    /// `MIPRequestContentType` of the schema.
    MIPRequestContent = "MIPRequestContentType" {
        /// `MIPRequestCategoryCode` of the schema.
        mip_request_category_code: MIPRequestCategoryCode = "MIPRequestCategoryCode",
    }
}

sequence! {
    /// Body of an order: tasks for entities, given in full or by reference, and any entities that the order needs
    /// defined.
    OrderBody = "OrderBodyType" {
        /// UUID of the entity that speaks.
        from_sender: FromSender = "FromSender",
        /// UUID of an entity that is addressed; a UUID of zeros stands for none in particular.
        to_receiver: Vec<ToReceiver> = "ToReceiver",
        /// Anything in the scenario with a body or a membership: an actor, or a physical entity such as a feature or a
        /// map graphic.
        entity: Vec<Entity> = "Entity",
        /// `IssuedTime` of the schema.
        issued_time: DateTime = "IssuedTime",
        /// `OrderID` of the schema.
        order_id: OrderID = "OrderID",
        /// `RequestingEntity` of the schema.
        requesting_entity: Option<RequestingEntity> = "RequestingEntity",
        /// Something that an entity is to do.
        task: Vec<Task> = "Task",
        /// `TaskReference` of the schema.
        task_reference: Vec<TaskReference> = "TaskReference",
    }
}

sequence! {
    /// Body of a request from one entity to others.
    RequestBody = "RequestBodyType" {
        /// UUID of the entity that speaks.
        from_sender: FromSender = "FromSender",
        /// UUID of an entity that is addressed; a UUID of zeros stands for none in particular.
        to_receiver: Vec<ToReceiver> = "ToReceiver",
        /// `RequestContent` of the schema.
        request_content: OneOrMore<RequestContent> = "RequestContent",
        /// `RequestingEntity` of the schema.
        requesting_entity: RequestingEntity = "RequestingEntity",
    }
}

choice! {
    /// `RequestContentType` of the schema.
    RequestContent = "RequestContentType" {
        /// `MIPRequestContent` of the schema.
        MIPRequestContent(MIPRequestContent) = "MIPRequestContent",
        /// Asks that tasks be carried out.
        TaskRequestContent(TaskRequestContent) = "TaskRequestContent",
    }
}

sequence! {
    /// Asks that tasks be carried out.
    TaskRequestContent = "TaskRequestContentType" {
        /// Something that an entity is to do.
        task: OneOrMore<Task> = "Task",
    }
}
