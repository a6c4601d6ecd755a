//! A message of one edition of the standard as a message of another, by its bytes.
//!
//! Entry point: [`convert`]. The editions differ in their namespace, in two elements of the header, and in how many receivers
//! they name ([`Edition::omitted`], [`Edition::once`]): what an edition does not have is cut, what it must have is filled in,
//! of several receivers the first stays. Everything else, prefixes included, is copied as it was sent. What must always
//! hold: a message that is valid in its edition becomes one that is valid in the other, or is not converted; no tree is built.
//! It is given the one-line form, which was checked: tags match, and there are no comments.

use std::borrow::Cow;

use c2sim_generated::messages::Edition;

/// The depth of the children of C2SIMHeader.
const HEADER_FIELD_DEPTH: usize = 3;
/// The depth of the children of a domain message, such as ReportBody.
const DOMAIN_FIELD_DEPTH: usize = 5;
/// The element before the receivers of a domain message.
const BEFORE_RECEIVERS: &str = "FromSender";

/// The message in another edition, on one line as the original; nothing where it is none of the edition that it is said to be,
/// lacks what the conversion goes by, or says with a code what the other edition has no code for.
pub fn convert(line: &str, from: Edition, to: Edition) -> Option<String> {
    let mut conversion = Conversion {
        text: line,
        from,
        to,
        out: String::with_capacity(line.len() + 256),
        copied_to: 0,
        bindings: Vec::new(),
        open: Vec::new(),
        cut: None,
        is_of_edition: false,
        unfilled: to.omitted().iter().filter(|omitted| omitted.filled_with.is_some()).count(),
        cannot: false,
    };
    conversion.run()?;
    let complete = conversion.is_of_edition && !conversion.cannot && conversion.unfilled == 0;
    complete.then_some(conversion.out)
}

struct Conversion<'d> {
    text: &'d str,
    from: Edition,
    to: Edition,
    out: String,
    copied_to: usize,
    bindings: Vec<Binding<'d>>,
    open: Vec<Open<'d>>,
    /// Where the element begins that is being cut, and its depth.
    cut: Option<(usize, usize)>,
    /// Whether a declaration of the edition's namespace came.
    is_of_edition: bool,
    /// Required elements that were not filled in yet.
    unfilled: usize,
    /// Something was to be filled into an element that has no end tag, or an element that the other edition does not have
    /// stands where it cannot be left out.
    cannot: bool,
}

/// A namespace declaration in scope.
struct Binding<'d> {
    depth: usize,
    prefix: &'d str,
    is_of_edition: bool,
}

/// An open element.
struct Open<'d> {
    local: &'d str,
    prefix: &'d str,
    /// Whether it is in the namespace of the edition.
    is_of_edition: bool,
    /// Whether an element of which there is one came among its children.
    has_receiver: bool,
}

impl<'d> Conversion<'d> {
    fn run(&mut self) -> Option<()> {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
            let start = at + found;
            at = match bytes.get(start + 1)? {
                b'!' => self.after(start, "]]>")?,
                b'?' => self.after(start, "?>")?,
                b'/' => {
                    let end = self.after(start, ">")?;
                    self.end(start, end);
                    end
                }
                _ => self.start(start)?,
            };
        }
        self.out.push_str(&self.text[self.copied_to..]);
        Some(())
    }

    /// Where the text after the next `mark` begins.
    fn after(&self, start: usize, mark: &str) -> Option<usize> {
        self.text[start..].find(mark).map(|found| start + found + mark.len())
    }

    /// A start tag at `start`; gives where it ends.
    fn start(&mut self, start: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let name_end = start + bytes[start..].iter().position(|byte| matches!(byte, b' ' | b'\t' | b'>' | b'/'))?;
        let (prefix, local) = split(&self.text[start + 1..name_end]);
        let depth = self.open.len() + 1;
        self.open.push(Open { local, prefix, is_of_edition: false, has_receiver: false });
        let mut declared = Vec::new();
        let mut at = name_end;
        let close = loop {
            at += bytes[at..].iter().position(|byte| *byte != b' ' && *byte != b'\t')?;
            if matches!(bytes[at], b'>' | b'/') {
                break at;
            }
            let equals = at + memchr::memchr(b'=', &bytes[at..])?;
            let quote_at = equals + bytes[equals..].iter().position(|byte| matches!(byte, b'"' | b'\''))?;
            let value_end = quote_at + 1 + memchr::memchr(bytes[quote_at], &bytes[quote_at + 1..])?;
            let name = self.text[at..equals].trim_end();
            if let Some(prefix) = declared_prefix(name) {
                declared.push((prefix, quote_at + 1, value_end));
            }
            at = value_end + 1;
        };
        for &(prefix, value_start, value_end) in &declared {
            self.declare(depth, prefix, &self.text[value_start..value_end]);
        }
        let binding = self.bindings.iter().rev().find(|binding| binding.prefix == prefix);
        let is_of_edition = binding.is_some_and(|binding| binding.is_of_edition);
        if let Some(open) = self.open.last_mut() {
            open.is_of_edition = is_of_edition;
        }
        self.element(start);
        if self.cut.is_none() {
            for (_, value_start, value_end) in declared {
                if self.is_namespace(&self.text[value_start..value_end]) {
                    self.replace(value_start, value_end, self.to.namespace());
                }
            }
        }
        if bytes[close] == b'>' {
            return Some(close + 1);
        }
        self.end(close, close + 2);
        Some(close + 2)
    }

    fn declare(&mut self, depth: usize, prefix: &'d str, value: &str) {
        let is_of_edition = self.is_namespace(value);
        self.is_of_edition |= is_of_edition;
        self.bindings.push(Binding { depth, prefix, is_of_edition });
    }

    /// Whether an attribute's value, as written, is the namespace of the edition.
    fn is_namespace(&self, value: &str) -> bool {
        let value = match value.contains('&') {
            false => Cow::Borrowed(value),
            true => quick_xml::escape::unescape(value).unwrap_or(Cow::Borrowed(value)),
        };
        value == self.from.namespace()
    }

    /// The element that was just opened: cuts it, or fills in what comes before it.
    fn element(&mut self, start: usize) {
        let depth = self.open.len();
        if self.cut.is_some() {
            return;
        }
        let Open { local, is_of_edition, .. } = self.open[depth - 1];
        let (is_field, is_header) = (self.is_field(depth), depth == HEADER_FIELD_DEPTH);
        if is_of_edition && self.from.omitted().iter().any(|omitted| omitted.element == local) {
            match is_field && is_header {
                true => self.cut = Some((start, depth)),
                // A code in a choice of codes: without it, nothing would be left of the choice.
                false => self.cannot = true,
            }
            return;
        }
        if !is_field {
            return;
        }
        let fillings = self.to.omitted().iter().filter(|omitted| is_header && omitted.before == local);
        for omitted in fillings {
            if let Some(text) = omitted.filled_with {
                self.insert(start, omitted.element, text);
                self.unfilled = self.unfilled.saturating_sub(1);
            }
        }
        let Some((receiver, filled_with)) = self.once(depth) else { return };
        if receiver == local {
            if std::mem::replace(&mut self.open[depth - 2].has_receiver, true) {
                self.cut = Some((start, depth));
            }
        } else if !is_header && local != BEFORE_RECEIVERS && !self.open[depth - 2].has_receiver {
            self.insert(start, receiver, filled_with);
            self.open[depth - 2].has_receiver = true;
        }
    }

    /// The innermost element ends with the tag, or the `/>`, from `start` to `end`.
    fn end(&mut self, start: usize, end: usize) {
        let depth = self.open.len();
        match self.cut {
            Some((cut_from, cut_depth)) if cut_depth == depth => {
                self.replace(cut_from, end, "");
                self.cut = None;
            }
            Some(_) => {}
            None => self.end_of_parent(start, end),
        }
        self.open.pop();
        while self.bindings.last().is_some_and(|binding| binding.depth >= depth) {
            self.bindings.pop();
        }
    }

    /// An element ends that must have a receiver and has none yet.
    fn end_of_parent(&mut self, start: usize, end: usize) {
        let depth = self.open.len();
        let once = self.once(depth + 1).filter(|_| self.is_parent(depth));
        let Some((receiver, filled_with)) = once else { return };
        if self.open[depth - 1].has_receiver {
            return;
        }
        if self.text[start..end].starts_with("</") {
            self.insert_into(depth, start, receiver, filled_with);
        } else {
            self.cannot = true;
        }
    }

    /// What the other edition has exactly once among the elements at this depth.
    fn once(&self, depth: usize) -> Option<(&'static str, &'static str)> {
        let name = if depth == HEADER_FIELD_DEPTH { "ToReceivingSystem" } else { "ToReceiver" };
        let once = self.to.once().iter().find(|once| once.element == name)?;
        Some((once.element, once.filled_with))
    }

    /// Whether the element at this depth is a field of the header or of a domain message.
    fn is_field(&self, depth: usize) -> bool {
        depth > 1 && self.open[depth - 1].is_of_edition && self.is_parent(depth - 1)
    }

    /// Whether the element at this depth is the header or a domain message.
    fn is_parent(&self, depth: usize) -> bool {
        let is = |depth: usize, name: &str| {
            self.open.get(depth - 1).is_some_and(|open| open.is_of_edition && open.local == name)
        };
        match depth + 1 {
            HEADER_FIELD_DEPTH => is(1, "Message") && is(2, "C2SIMHeader"),
            DOMAIN_FIELD_DEPTH => {
                is(1, "Message")
                    && is(2, "MessageBody")
                    && is(3, "DomainMessageBody")
                    && self.open.get(3).is_some_and(|open| open.is_of_edition)
            }
            _ => false,
        }
    }

    /// Writes an element before a sibling that begins at `at`.
    fn insert(&mut self, at: usize, element: &str, text: &str) {
        self.insert_into(self.open.len() - 1, at, element, text);
    }

    /// Writes an element into the one at this depth, with its prefix, which is in scope there.
    fn insert_into(&mut self, depth: usize, at: usize, element: &str, text: &str) {
        let prefix = self.open[depth - 1].prefix;
        let colon = if prefix.is_empty() { "" } else { ":" };
        self.replace(at, at, &format!("<{prefix}{colon}{element}>{text}</{prefix}{colon}{element}>"));
    }

    fn replace(&mut self, start: usize, end: usize, with: &str) {
        self.out.push_str(&self.text[self.copied_to..start]);
        self.out.push_str(with);
        self.copied_to = end;
    }
}

/// The prefix and the local part of a name.
fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

/// The prefix that an attribute of this name declares.
fn declared_prefix(name: &str) -> Option<&str> {
    match name.strip_prefix("xmlns")? {
        "" => Some(""),
        rest => rest.strip_prefix(':'),
    }
}
