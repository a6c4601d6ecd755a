//! What the generated routes share: how parameters and bodies are taken from a request, how answers leave, and how a
//! request that does not follow the interface is refused.
//!
//! What must always hold: no body is read before the parameters were found right, and every refusal says which parameter
//! was wrong. What it deliberately leaves out: the bodies of errors, which each interface has of its own.

mod answer;
mod body;
mod errors;
mod field;
mod mount;
mod nullable;
mod parameter;
mod refusal;

pub use answer::{Answer, EventsAnswer, FileAnswer, JsonOrXml, LinesAnswer, LinesOrXml, Verbatim, XmlAnswer};
pub use body::{ContentType, JSON_BODY_BYTES_MAX, JsonBody, JsonBodyLimit, MultipartBody, RawBody, XmlBody};
pub use mount::mount;
pub use nullable::Nullable;
pub use parameter::{Header, OptionalHeader, Path, Pattern};
pub use refusal::Refusal;
pub(crate) use errors::errors;
pub(crate) use field::{field, optional_field, optional_text, text};
