// Generated from spec/openapi/relay.yaml; do not edit.

//! What the bodies of requests and answers hold.

mod check_answer;
mod check_request;
mod login_answer;
mod login_request;
mod peer_client;
mod peer_list_answer;
mod peer_list_request;
mod peer_message;
mod peer_pull_answer;
mod peer_pull_request;
mod peer_send_answer;
mod peer_send_request;
mod peer_subscribe_answer;
mod peer_target;
mod peer_topic_request;
mod pull_answer;
mod pull_any_answer;
mod pull_request;
mod pull_request_answer;
mod push_answer_answer;
mod push_answer_request;
mod push_request_answer;
mod push_request_request;
mod relay_error;
mod sim_request;
mod take_request;

pub use check_answer::CheckAnswer;
pub use check_request::CheckRequest;
pub use login_answer::LoginAnswer;
pub use login_request::LoginRequest;
pub use peer_client::PeerClient;
pub use peer_list_answer::PeerListAnswer;
pub use peer_list_request::PeerListRequest;
pub use peer_message::PeerMessage;
pub use peer_pull_answer::PeerPullAnswer;
pub use peer_pull_request::PeerPullRequest;
pub use peer_send_answer::PeerSendAnswer;
pub use peer_send_request::PeerSendRequest;
pub use peer_subscribe_answer::PeerSubscribeAnswer;
pub use peer_target::PeerTarget;
pub use peer_topic_request::PeerTopicRequest;
pub use pull_answer::PullAnswer;
pub use pull_any_answer::PullAnyAnswer;
pub use pull_request::PullRequest;
pub use pull_request_answer::PullRequestAnswer;
pub use push_answer_answer::PushAnswerAnswer;
pub use push_answer_request::PushAnswerRequest;
pub use push_request_answer::PushRequestAnswer;
pub use push_request_request::PushRequestRequest;
pub use relay_error::RelayError;
pub use sim_request::SimRequest;
pub use take_request::TakeRequest;
