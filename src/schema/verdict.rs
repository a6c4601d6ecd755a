//! What judging a document comes to.

/// One fault of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Where it is: the byte offset that came with the event.
    pub offset: usize,
    /// The element it concerns, such as `/Message/MessageBody/DomainMessageBody/ReportBody/ReportContent[2]`: local names;
    /// a number counts the elements of that name below one parent, from 1, and is there where more than one may come.
    pub path: String,
    /// The clause of XML Schema 1.0 part 1 or 2 that is broken, such as `cvc-complex-type.2.4.a`.
    pub rule: &'static str,
    /// What was found, what was expected and what to do, in one sentence or two.
    pub message: String,
    /// The name or text that was found; empty where something is missing.
    pub found: String,
    /// Names or values that would do, the most likely first.
    pub expected: Vec<String>,
}

/// What judging a document comes to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdict {
    /// The faults in the order in which they were met, up to the number that was asked for.
    pub violations: Vec<Violation>,
    /// Whether there were more faults than that.
    pub more: bool,
}

impl Verdict {
    /// Whether the document has no fault.
    pub fn is_valid(&self) -> bool {
        self.violations.is_empty() && !self.more
    }
}
