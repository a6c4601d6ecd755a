//! What is written about a document: for people or for programs.

use std::{
    borrow::Cow,
    fmt,
    io::{self, Write},
};

use serde::Serialize;

use super::{Finding, Format, Judgement, documents::Document, source_line};

/// Writes verdicts in one form.
pub(super) struct Report<W: Write> {
    out: io::BufWriter<W>,
    format: Format,
    is_coloured: bool,
    tally: Tally,
}

/// How many documents there were so far.
#[derive(Default)]
struct Tally {
    documents: usize,
    valid: usize,
    errors: usize,
    more: bool,
}

impl Tally {
    fn add(&mut self, judgement: &Judgement) {
        self.documents += 1;
        self.valid += usize::from(judgement.is_valid());
        self.errors += judgement.findings.len();
        self.more |= judgement.more;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { documents, valid, errors, more } = self;
        write!(out, "{valid} of {documents} documents valid")?;
        match errors {
            0 => Ok(()),
            1 => write!(out, "; 1 error"),
            _ => write!(out, "; {}{errors} errors", if *more { "more than " } else { "" }),
        }
    }
}

#[derive(Serialize)]
struct Verdict<'a> {
    file: &'a str,
    schema: Option<&'a str>,
    valid: bool,
    errors: &'a [Finding],
    /// Whether there are more errors than these.
    more: bool,
}

/// How a part of a text looks on a terminal.
#[derive(Clone, Copy)]
enum Look {
    Good,
    Bad,
    Place,
    Quiet,
}

impl<W: Write> Report<W> {
    pub(super) fn new(out: W, format: Format, is_coloured: bool) -> Self {
        Self { out: io::BufWriter::new(out), format, is_coloured, tally: Tally::default() }
    }

    /// The verdict on one document, written at once.
    pub(super) fn document(&mut self, document: &Document, judgement: &Judgement) -> io::Result<()> {
        self.tally.add(judgement);
        match self.format {
            Format::Json => {
                let verdict = Verdict {
                    file: &document.name,
                    schema: judgement.schema.as_deref(),
                    valid: judgement.is_valid(),
                    errors: &judgement.findings,
                    more: judgement.more,
                };
                serde_json::to_writer(&mut self.out, &verdict)?;
                writeln!(self.out)?;
            }
            Format::Text => self.text(document, judgement)?,
        }
        self.out.flush()
    }

    /// How it went over all documents, where there were several.
    pub(super) fn finish(mut self) -> io::Result<()> {
        if self.format == Format::Text && self.tally.documents > 1 {
            writeln!(self.out, "{}", self.tally)?;
        }
        self.out.flush()
    }

    fn text(&mut self, document: &Document, judgement: &Judgement) -> io::Result<()> {
        let name = single_line(&document.name);
        let schema = judgement.schema.as_deref().map_or(String::new(), |schema| format!(" ({})", single_line(schema)));
        if judgement.is_valid() {
            let valid = self.looks("valid", Look::Good);
            return writeln!(self.out, "{name}: {valid}{schema}");
        }
        let text = source_line::text(&document.bytes);
        for finding in &judgement.findings {
            self.finding(&name, finding, &text)?;
        }
        if judgement.more {
            let more = format!("{name}: there is more; these are the first {}", judgement.findings.len());
            writeln!(self.out, "{more}")?;
        }
        Ok(())
    }

    fn finding(&mut self, name: &str, finding: &Finding, text: &str) -> io::Result<()> {
        let place = self.looks(&format!("{name}:{}:{}:", finding.line, finding.column), Look::Place);
        let message = self.looks(&single_line(&finding.message), Look::Bad);
        writeln!(self.out, "{place} {message}")?;
        if let Some(excerpt) = source_line::excerpt(text, finding.line, finding.column) {
            let (margin, rest) =
                (self.looks(&excerpt.number, Look::Quiet), " ".repeat(excerpt.number.chars().count() - 2));
            let (bar, mark) = (self.looks("|", Look::Quiet), self.looks("^", Look::Bad));
            writeln!(self.out, "{margin} {}", excerpt.line)?;
            writeln!(self.out, "{rest} {bar} {}{mark}", " ".repeat(excerpt.columns_before))?;
        }
        let at = if finding.path.is_empty() { "" } else { "at " };
        let rule = if finding.rule.is_empty() { String::new() } else { format!("[{}]", finding.rule) };
        let where_and_why = format!("{at}{} {rule}", single_line(&finding.path));
        let where_and_why = self.looks(where_and_why.trim(), Look::Quiet);
        writeln!(self.out, "  {where_and_why}")
    }

    fn looks(&self, text: &str, look: Look) -> String {
        let code = match look {
            Look::Good => "32",
            Look::Bad => "31",
            Look::Place => "1",
            Look::Quiet => "2",
        };
        if self.is_coloured { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

/// The text on one line, without what would change a terminal: names and messages repeat what a document says.
fn single_line(text: &str) -> Cow<'_, str> {
    match text.contains(char::is_control) {
        false => Cow::Borrowed(text),
        true => text.chars().map(|character| if character.is_control() { '\u{FFFD}' } else { character }).collect(),
    }
}
