//! The errors of a door, made of the list of statuses that its operations answer.
//!
//! Entry point: [`errors`]. What must always hold: an operation that does not declare one of the statuses of its door does
//! not compile. What it deliberately leaves out: the body, which each door has of its own, and the community's interface,
//! whose 401 has another body than its other errors.

/// Makes `Handler` and `ApiError` of a body and of the statuses that every operation declares.
macro_rules! errors {
    ($body:ident { $($(#[$doc:meta])* $name:ident = $status:ident;)* }) => {
        /// What every implementation of the door has: an error of its own, and one place where it becomes an answer.
        pub trait Handler: Send + Sync + 'static {
            /// What the methods of the handler fail with.
            type Error: Send;

            /// The answer to a request whose handler failed.
            fn refuse(&self, request: &poem::Request, error: Self::Error) -> ApiError;
        }

        /// An error answer as any operation may give it. Every operation's answers are made from it, so an operation that
        /// does not declare one of these does not compile.
        #[derive(Debug)]
        pub enum ApiError {
            $($(#[$doc])* $name($crate::support::Answer<$body>),)*
        }

        impl ApiError {
            /// The error answer with this status. A status that the door does not know becomes 500.
            pub fn new(status: poem::http::StatusCode, error: $body) -> Self {
                let answer = $crate::support::Answer::from(error);
                match status {
                    $(poem::http::StatusCode::$status => Self::$name(answer),)*
                    _ => Self::InternalServerError(answer),
                }
            }

            /// The status that the answer has.
            pub fn status(&self) -> poem::http::StatusCode {
                match self {
                    $(Self::$name(_) => poem::http::StatusCode::$status,)*
                }
            }

            /// The same answer with one more header, such as Allow or Retry-After.
            pub fn with_header(mut self, name: poem::http::HeaderName, value: poem::http::HeaderValue) -> Self {
                match &mut self {
                    $(Self::$name(answer))|* => answer.headers.insert(name, value),
                };
                self
            }
        }

        impl poem::IntoResponse for ApiError {
            fn into_response(self) -> poem::Response {
                let status = self.status();
                let mut response = match self {
                    $(Self::$name(answer))|* => answer.into_response(),
                };
                response.set_status(status);
                response
            }
        }
    };
}

pub(crate) use errors;
