//! The ways in which the client can be told to be otherwise than it should be.

/// What a client does wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    None,
    ShortId,
    NewIdAfterLoss,
    SendsBeforeJoin,
    JoinsBeforeEachMessage,
    DoesNotResign,
    SendsAfterResign,
    AsksForUnknown,
    SendsBeforeStart,
    OrdersInPause,
    SendsAfterStop,
    SilentAfterPause,
    InvalidMessages,
    OtherSystem,
    SameIds,
    EachTwice,
    AgainWhenLate,
    RenamesLost,
    RepeatsRefused,
    DoesNotWait,
    FallsOverField,
    FallsOverCode,
    FallsOverMessage,
    FallsOverElement,
    OwnUrl,
    Talks,
    NotBackAfterCut,
    NotBackAfterRestart,
    Hasty,
    DoesNotResume,
    ResumesFromTheBeginning,
    InsistsOnAddress,
    ReadsNothingAnew,
}

impl Flaw {
    /// Whether it shows on a stream without a subprotocol alone.
    pub fn is_plain(self) -> bool {
        matches!(self, Self::Talks | Self::InsistsOnAddress)
    }
}
