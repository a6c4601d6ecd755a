//! Character data: text, references, CDATA sections, and what interrupts them without ending them (comments,
//! instructions).
//!
//! Entry points: [`Pass::text_run`] reads up to the next markup; [`Pass::settle`] decides, at the next tag, about all that
//! was read since the last one. What must always hold: white space alone is dropped only in an element that has child
//! elements; what is kept keeps its meaning when comments go and line breaks become references.

use std::borrow::Cow;

use super::{
    characters::{CDATA, Data, TEXT, is_char, is_non_character, plain_end, white_end},
    fault::{Checked, broken, shown},
    pass::Pass,
};

/// What stands between two tags.
#[derive(Default)]
pub(super) struct CharacterData {
    fragments: Vec<Fragment>,
    /// Something other than literal white space is among it.
    solid: bool,
    /// It has references, line breaks or more than one fragment: it must be decoded.
    coded: bool,
    /// The last tag was a start tag, so this is all the content of a leaf if an end tag follows.
    pub(super) after_start: bool,
    /// Decoded text, kept for its capacity.
    decoded: String,
}

#[derive(Clone, Copy)]
struct Fragment {
    form: Form,
    start: usize,
    end: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Cdata,
    Comment,
    Instruction,
}

const CDATA_START: &[u8] = b"<![CDATA[";

impl<'d> Pass<'d, '_> {
    /// Text up to the next `<`.
    #[inline]
    pub(super) fn text_run(&mut self, start: usize) -> Checked<usize> {
        let white = white_end(self.bytes, start);
        let end = match self.bytes.get(white) {
            Some(b'<') => white,
            _ => self.solid_run(start, white)?,
        };
        if end > start {
            self.data.fragments.push(Fragment { form: Form::Text, start, end });
        }
        Ok(end)
    }

    /// Text that is not white space alone; up to `white` it is.
    fn solid_run(&mut self, start: usize, white: usize) -> Checked<usize> {
        self.data.solid = true;
        self.data.coded |= memchr::memchr2(b'\n', b'\r', &self.bytes[start..white]).is_some();
        let mut at = white;
        loop {
            at = self.plain(&TEXT, at)?;
            match self.bytes.get(at) {
                Some(b'<') => return Ok(at),
                Some(b'&') => {
                    self.data.coded = true;
                    at = self.reference(at)?.1;
                }
                Some(b'\n' | b'\r') => {
                    self.data.coded = true;
                    at += 1;
                }
                Some(b']') if self.bytes[at..].starts_with(b"]]>") => {
                    return broken(at, "]]> may not stand in text; write ]]&gt;");
                }
                Some(_) => at += 1,
                None => {
                    let path = self.path();
                    return broken(at, format!("the document ends inside {path}; close its open elements"));
                }
            }
        }
    }

    /// Goes over what `table` calls plain; what then follows is to be looked at by the caller, or the end.
    #[inline]
    pub(super) fn plain(&self, table: &[Data; 256], mut at: usize) -> Checked<usize> {
        loop {
            at = plain_end(table, self.bytes, at);
            match self.bytes.get(at).map(|&byte| table[usize::from(byte)]) {
                Some(Data::NonCharacter) if !is_non_character(self.bytes, at) => at += 3,
                Some(Data::NonCharacter | Data::Control) => return self.refused_character(at),
                _ => return Ok(at),
            }
        }
    }

    #[cold]
    fn refused_character<T>(&self, at: usize) -> Checked<T> {
        let code = self.text[at..].chars().next().map_or(0, u32::from);
        broken(at, format!("the character U+{code:04X} is not allowed in XML; remove it"))
    }

    /// A reference at `at`: its character, and what follows.
    pub(super) fn reference(&self, at: usize) -> Checked<(char, usize)> {
        // Leading zeros aside, no reference is longer than `&#x10FFFF;`; this bounds the search, not the zeros.
        let name_end = self.bytes[at + 1..].iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'#');
        let Some(length) = name_end.filter(|length| self.bytes[at + 1 + length] == b';') else {
            return broken(at, "& begins a reference such as &amp; — write &amp; for the character itself");
        };
        let name = &self.text[at + 1..at + 1 + length];
        let character = match name {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => match name.strip_prefix('#') {
                Some(number) => referenced_character(number),
                None => {
                    return broken(
                        at,
                        format!("the entity &{}; is not known; only lt, gt, amp, quot and apos are", shown(name)),
                    );
                }
            },
        };
        match character {
            Some(character) => Ok((character, at + length + 2)),
            None => broken(at, format!("&{}; refers to no character that XML allows", shown(name))),
        }
    }

    /// A comment or CDATA section inside the root element.
    pub(super) fn declared_markup(&mut self, start: usize) -> Checked<usize> {
        if self.bytes[start..].starts_with(CDATA_START) {
            return self.cdata(start);
        }
        if !self.bytes[start..].starts_with(b"<!-") {
            return self.doctype_or_broken(start).map(|misc| misc.next);
        }
        let end = self.comment(start)?;
        self.interrupted(Form::Comment, start, end);
        Ok(end)
    }

    /// A processing instruction inside the root element.
    pub(super) fn instruction_inside(&mut self, start: usize) -> Checked<usize> {
        let end = self.instruction(start)?;
        self.interrupted(Form::Instruction, start, end);
        Ok(end)
    }

    fn cdata(&mut self, start: usize) -> Checked<usize> {
        let mut at = start + CDATA_START.len();
        loop {
            at = self.plain(&CDATA, at)?;
            match self.bytes.get(at) {
                Some(b']') if self.bytes[at..].starts_with(b"]]>") => break,
                Some(_) => at += 1,
                None => return broken(start, "this CDATA section has no end; close it with ]]>"),
            }
        }
        self.data.solid = true;
        self.interrupted(Form::Cdata, start, at + 3);
        Ok(at + 3)
    }

    fn interrupted(&mut self, form: Form, start: usize, end: usize) {
        self.data.coded = true;
        self.data.fragments.push(Fragment { form, start, end });
    }

    /// Before a tag at `tag`: hands the text since the last tag to the judge and the envelope, and edits the one line.
    #[inline]
    pub(super) fn settle(&mut self, is_end: bool, tag: usize) {
        let is_leaf = is_end && self.data.after_start;
        match self.data.fragments.as_slice() {
            [] if is_leaf => self.leaf_text("", tag),
            [] => {}
            [white] if !self.data.coded && !self.data.solid && !is_leaf => self.line.cut(white.start, white.end),
            [text] if !self.data.coded && self.data.solid => {
                let (text, start) = (&self.text[text.start..text.end], text.start);
                match is_leaf {
                    true => self.leaf_text(text, start),
                    false if self.judging => self.judge.text(text, start),
                    false => {}
                }
            }
            _ => self.settle_rare(is_leaf),
        }
        self.data.fragments.clear();
        self.data.solid = false;
        self.data.coded = false;
        self.data.after_start = !is_end;
    }

    #[inline]
    fn leaf_text(&mut self, text: &str, start: usize) {
        if self.judging && !text.is_empty() {
            self.judge.text(text, start);
        }
        self.envelope.leaf_text(self.open.len(), text);
        if let Some(draft) = &mut self.draft {
            draft.leaf_text(text);
        }
    }

    /// Several fragments, or text to be decoded, or a leaf of white space.
    fn settle_rare(&mut self, is_leaf: bool) {
        let fragments = std::mem::take(&mut self.data.fragments);
        let kept = self.data.solid || is_leaf;
        let mut joined = false;
        for fragment in &fragments {
            match fragment.form {
                Form::Comment => self.line.cut(fragment.start, fragment.end),
                Form::Instruction => self.line.replace_breaks(fragment.start, fragment.end, b" "),
                Form::Text if kept => self.keep_text(fragment, joined),
                Form::Text => self.line.cut(fragment.start, fragment.end),
                Form::Cdata => self.keep_cdata(fragment),
            }
            joined |= fragment.form != Form::Instruction;
        }
        if kept && let Some(first) = fragments.first() {
            let mut decoded = std::mem::take(&mut self.data.decoded);
            decoded.clear();
            fragments.iter().for_each(|fragment| self.decode(fragment, &mut decoded));
            match is_leaf {
                true => self.leaf_text(&decoded, first.start),
                false if self.judging => self.judge.text(&decoded, first.start),
                false => {}
            }
            self.data.decoded = decoded;
        }
        self.data.fragments = fragments;
    }

    /// Text on the one line. Joined to text before a comment, it may not complete a `]]>`.
    fn keep_text(&mut self, fragment: &Fragment, joined: bool) {
        let text = &self.bytes[fragment.start..fragment.end];
        let mut start = fragment.start;
        if joined && let Some(at) = text.iter().position(|&byte| byte != b']').filter(|&at| at < 2 && text[at] == b'>')
        {
            self.line.replace(start + at, start + at + 1, b"&gt;");
            start += at + 1;
        }
        self.line.replace_breaks(start, fragment.end, b"&#10;");
    }

    /// A CDATA section on the one line: as it is, or as escaped text where it has line breaks.
    fn keep_cdata(&mut self, fragment: &Fragment) {
        let content = &self.bytes[fragment.start + CDATA_START.len()..fragment.end - 3];
        if memchr::memchr2(b'\n', b'\r', content).is_none() {
            return;
        }
        let mut escaped = Vec::with_capacity(content.len() + 64);
        let mut bytes = content.iter().peekable();
        while let Some(&byte) = bytes.next() {
            match byte {
                b'<' => escaped.extend_from_slice(b"&lt;"),
                b'>' => escaped.extend_from_slice(b"&gt;"),
                b'&' => escaped.extend_from_slice(b"&amp;"),
                b'\r' if bytes.peek() == Some(&&b'\n') => {}
                b'\r' | b'\n' => escaped.extend_from_slice(b"&#10;"),
                _ => escaped.push(byte),
            }
        }
        self.line.replace(fragment.start, fragment.end, &escaped);
    }

    /// What a fragment means.
    fn decode(&self, fragment: &Fragment, into: &mut String) {
        match fragment.form {
            Form::Comment | Form::Instruction => {}
            Form::Text => self.decode_range(fragment.start, fragment.end, "\n", into),
            Form::Cdata => {
                let content = &self.text[fragment.start + CDATA_START.len()..fragment.end - 3];
                into.push_str(&content.replace("\r\n", "\n").replace('\r', "\n"));
            }
        }
    }

    /// Text or an attribute's value with references resolved and line breaks as `line_break`.
    fn decode_range(&self, start: usize, end: usize, line_break: &str, into: &mut String) {
        let mut from = start;
        while let Some(found) =
            self.bytes[from..end].iter().position(|byte| matches!(byte, b'&' | b'\n' | b'\r' | b'\t'))
        {
            let at = from + found;
            into.push_str(&self.text[from..at]);
            from = match self.bytes[at] {
                b'&' => self.reference(at).map_or(at + 1, |(character, next)| {
                    into.push(character);
                    next
                }),
                b'\t' => {
                    into.push(if line_break == "\n" { '\t' } else { ' ' });
                    at + 1
                }
                b'\r' if self.bytes.get(at + 1) == Some(&b'\n') => at + 1,
                _ => {
                    into.push_str(line_break);
                    at + 1
                }
            };
        }
        into.push_str(&self.text[from..end]);
    }

    /// An attribute's value, normalised.
    pub(super) fn value(&self, start: usize, end: usize, plain: bool) -> Cow<'d, str> {
        if plain {
            return Cow::Borrowed(&self.text[start..end]);
        }
        let mut value = String::with_capacity(end - start);
        self.decode_range(start, end, " ", &mut value);
        Cow::Owned(value)
    }
}

/// The character of `&#number;`.
fn referenced_character(number: &str) -> Option<char> {
    let (digits, radix) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let code = digits
        .chars()
        .try_fold(0_u32, |code, digit| Some(code.saturating_mul(radix).saturating_add(digit.to_digit(radix)?)))?;
    char::from_u32(code).filter(|&character| is_char(character) && !digits.is_empty())
}
