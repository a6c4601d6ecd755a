// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! What the bodies of requests and answers hold.

mod authorization_error;
mod authorization_error_details;
mod c2_sim_error;
mod create_update_type;
mod crossing_type;
mod dynamic_session_info;
mod picture;
mod picture_entity;
mod request_create_session;
mod request_join_session;
mod request_resign_session;
mod response_create_session;
mod response_delete_session;
mod response_join_session;
mod response_resign_session;
mod response_schemas;
mod response_send;
mod response_stream_endpoints;
mod response_stream_endpoints_websocket;
mod schema_description;
mod schema_problem;
mod session_info;
mod session_message;
mod state_type;
mod validation_type;

pub use authorization_error::AuthorizationError;
pub use authorization_error_details::AuthorizationErrorDetails;
pub use c2_sim_error::C2SimError;
pub use create_update_type::CreateUpdateType;
pub use crossing_type::CrossingType;
pub use dynamic_session_info::DynamicSessionInfo;
pub use picture::Picture;
pub use picture_entity::PictureEntity;
pub use request_create_session::RequestCreateSession;
pub use request_join_session::RequestJoinSession;
pub use request_resign_session::RequestResignSession;
pub use response_create_session::ResponseCreateSession;
pub use response_delete_session::ResponseDeleteSession;
pub use response_join_session::ResponseJoinSession;
pub use response_resign_session::ResponseResignSession;
pub use response_schemas::ResponseSchemas;
pub use response_send::ResponseSend;
pub use response_stream_endpoints::ResponseStreamEndpoints;
pub use response_stream_endpoints_websocket::ResponseStreamEndpointsWebsocket;
pub use schema_description::SchemaDescription;
pub use schema_problem::SchemaProblem;
pub use session_info::SessionInfo;
pub use session_message::SessionMessage;
pub use state_type::StateType;
pub use validation_type::ValidationType;
