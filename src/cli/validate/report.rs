//! What is written about a document: for people or for programs.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use serde::Serialize;

use super::{Finding, Format, documents::Document, source_line};

/// Writes verdicts in one form.
pub(super) struct Report<W: Write> {
    out: io::BufWriter<W>,
    format: Format,
    is_coloured: bool,
}

#[derive(Serialize)]
struct Verdict<'a> {
    file: &'a str,
    valid: bool,
    errors: &'a [Finding],
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
        Self { out: io::BufWriter::new(out), format, is_coloured }
    }

    /// The verdict on one document, written at once.
    pub(super) fn document(&mut self, document: &Document, findings: &[Finding]) -> io::Result<()> {
        match self.format {
            Format::Json => {
                let verdict = Verdict { file: &document.name, valid: findings.is_empty(), errors: findings };
                serde_json::to_writer(&mut self.out, &verdict)?;
                writeln!(self.out)?;
            }
            Format::Text => self.text(document, findings)?,
        }
        self.out.flush()
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn text(&mut self, document: &Document, findings: &[Finding]) -> io::Result<()> {
        let name = single_line(&document.name);
        if findings.is_empty() {
            let valid = self.looks("valid", Look::Good);
            return writeln!(self.out, "{name}: {valid}");
        }
        let text = source_line::text(&document.bytes);
        for finding in findings {
            let place = self.looks(&format!("{name}:{}:{}:", finding.line, finding.column), Look::Place);
            let path = match finding.path.as_str() {
                "" => String::new(),
                path => format!("{}: ", single_line(path)),
            };
            let message = self.looks(&single_line(&finding.message), Look::Bad);
            writeln!(self.out, "{place} {path}{message}")?;
            if let Some(excerpt) = source_line::excerpt(&text, finding.line, finding.column) {
                let excerpt = self.looks(&excerpt, Look::Quiet);
                writeln!(self.out, "{excerpt}")?;
            }
        }
        Ok(())
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
