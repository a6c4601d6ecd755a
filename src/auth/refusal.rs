//! Why a token does not hold, and why one that holds does not permit what is asked.
//!
//! Entry points: [`TokenRefused`], [`Denied`]. What must always hold: the texts say what to do, and repeat nothing of a
//! token but names that its bearer sent in the message as well.

use crate::identity::SystemName;

/// Why a request's token does not hold, or why the request needs one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenRefused {
    /// The server takes no request without a token.
    #[error("this server takes no request without a token; send the header Authorization: Bearer TOKEN")]
    Missing,
    /// The header or the token is not built as it has to be.
    #[error("the token cannot be read: {0}")]
    Malformed(&'static str),
    /// The algorithm is none of those that the key permits.
    #[error(
        "the token's signature algorithm is not accepted; sign with RS, PS, ES or EdDSA, by the key that this server was given"
    )]
    AlgorithmNotAccepted,
    /// No key has the id that the token names.
    #[error("the token names a key that this server does not know; ask the identity provider for a new token")]
    UnknownKey,
    /// The signature is not the key's.
    #[error("the token's signature does not hold; ask the identity provider of this server for a token")]
    BadSignature,
    /// The server has nothing to verify a signature with.
    #[error(
        "this server has no key to verify tokens with; send requests without one, or have its operator set \
         C2SIM_BEARER_PUBLIC_KEY or C2SIM_IDENTITY_PROVIDER_URL"
    )]
    NoKeySource,
    /// The identity provider gave no keys so far.
    #[error("the identity provider cannot be reached for its keys, so no token can be verified; try again in a while")]
    KeysUnavailable,
    /// It says nothing of its end.
    #[error("the token has no usable exp claim, so its end is unknown; ask the identity provider for one that expires")]
    NoExpiry,
    /// Its time is over.
    #[error("the token has expired; ask the identity provider for a new one")]
    Expired,
    /// Its time has not come.
    #[error("the token is not valid yet (claim nbf); wait, or set the clocks of identity provider and server alike")]
    NotYetValid,
    /// It is for others.
    #[error("the token is not for this server: its aud claim has to be, or to contain, c2sim")]
    WrongAudience,
    /// Somebody else issued it.
    #[error("the token is not from the issuer that this server trusts (claim iss)")]
    WrongIssuer,
    /// A claim is no list of names.
    #[error(
        "the claim {claim} cannot be read: it has to be names separated by semicolons, a list of names, or the lone word ANY"
    )]
    ClaimDatatype {
        /// Which.
        claim: &'static str,
    },
}

impl TokenRefused {
    /// The code of the error catalogue.
    pub fn code(self) -> &'static str {
        match self {
            TokenRefused::Missing => "AUTHORISATION_HEADER_MISSING",
            TokenRefused::AlgorithmNotAccepted
            | TokenRefused::UnknownKey
            | TokenRefused::BadSignature
            | TokenRefused::NoKeySource
            | TokenRefused::KeysUnavailable => "SIGNATURE_VERIFICATION_FAILED",
            TokenRefused::Malformed(_)
            | TokenRefused::NoExpiry
            | TokenRefused::Expired
            | TokenRefused::NotYetValid
            | TokenRefused::WrongAudience
            | TokenRefused::WrongIssuer => "INVALID_JWT",
            TokenRefused::ClaimDatatype { .. } => "INVALID_CLAIM_DATATYPE",
        }
    }
}

/// Why something is not permitted to a bearer whose token holds.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Joining as this system.
    #[error("the token does not permit to join as system {0}; its claim fromSendingSystem says as which")]
    Join(SystemName),
    /// Sending as this system.
    #[error("the token does not permit FromSendingSystem {0}; its claim fromSendingSystem says which it permits")]
    FromSendingSystem(SystemName),
    /// Having answers sent to this system.
    #[error("the token does not permit ReplyToSystem {0:?}; its claim replyToSystem says which it permits")]
    ReplyToSystem(String),
    /// Addressing this system.
    #[error("the token does not permit ToReceivingSystem {0}; its claim toReceivingSystem says which it permits")]
    ToReceivingSystem(SystemName),
    /// Messages of this category.
    #[error("the token does not permit {0}; add it to the claim messageType")]
    MessageType(&'static str),
    /// This system message.
    #[error(
        "the token does not permit the system message {0}; its claim systemMessageType says which groups it permits"
    )]
    SystemMessageType(&'static str),
    /// Another protocol than the server's.
    #[error("{element} has to be {expected:?} in a message that is sent with a token")]
    Protocol {
        /// Protocol or ProtocolVersion.
        element: &'static str,
        /// What the server is configured for.
        expected: String,
    },
    /// Reading what members were sent.
    #[error(
        "the token permits to take part as no system, so it does not permit to read messages; add the claim fromSendingSystem"
    )]
    Reading,
    /// Administration with a token that does not carry the role.
    #[error("this needs the role {0}, which the token does not carry")]
    Administration(String),
    /// Administration without a token.
    #[error("this needs a token with the role {0}; send the header Authorization: Bearer TOKEN")]
    AdministrationWithoutToken(String),
}

impl Denied {
    /// The code of the error catalogue.
    pub fn code(&self) -> &'static str {
        match self {
            Denied::Join(_) => "AUTHORIZATION_FAILURE",
            Denied::AdministrationWithoutToken(_) => TokenRefused::Missing.code(),
            _ => "CLAIM_CHECK",
        }
    }
}
