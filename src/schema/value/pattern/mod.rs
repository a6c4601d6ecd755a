//! The pattern facet: XML Schema's regular expressions, compiled when the schema is loaded.
//!
//! Entry point: `Pattern`. An expression that fixes the length of its text and the ASCII characters at each place (ids, time
//! stamps, symbol codes) becomes a template, checked without a state from one byte to the next; any other becomes a dense
//! automaton, or, when that would be too large, a lazily built one.

mod blocks;
mod emit;
mod syntax;
mod template;

use regex_automata::{Anchored, Input, MatchKind, dfa::Automaton, dfa::dense, meta, nfa::thompson};

use self::template::Template;

/// One or more alternative expressions of which a text must match one as a whole.
#[derive(Debug)]
pub(in crate::schema) struct Pattern {
    source: String,
    matcher: Matcher,
}

#[derive(Debug)]
enum Matcher {
    Template(Template),
    Dense(Box<dense::DFA<Vec<u32>>>),
    Lazy(Box<meta::Regex>),
}

/// Largest table of a dense automaton, and most memory while building it.
const DENSE_BYTES_MAX: usize = 256 * 1024;
const BUILD_BYTES_MAX: usize = 1024 * 1024;
/// Largest lazily built automaton.
const LAZY_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Most characters and classes that an expression may hold with its repetitions written out.
const PARTS_MAX: u64 = 20_000;

impl Pattern {
    /// Compiles alternatives; the error says what is wrong with the expression.
    pub(in crate::schema) fn new(alternatives: &[&str]) -> Result<Self, String> {
        let parsed = alternatives.iter().map(|text| syntax::parse(text)).collect::<Result<Vec<_>, _>>()?;
        let source = alternatives.join("|");
        let too_large = || format!("the expression '{source}' is too large to compile; use smaller repetitions");
        if parsed.iter().fold(0, |sum: u64, part| sum.saturating_add(part.parts())) > PARTS_MAX {
            return Err(too_large());
        }
        if let [only] = parsed.as_slice()
            && let Some(template) = Template::new(only)
        {
            return Ok(Self { source, matcher: Matcher::Template(template) });
        }
        let mut expression = String::from("(?:");
        for (index, alternative) in parsed.iter().enumerate() {
            if index > 0 {
                expression.push('|');
            }
            emit::emit(alternative, &mut expression);
        }
        expression.push_str(")\\z");
        let dense = dense::Builder::new()
            .configure(
                dense::Config::new()
                    .start_kind(regex_automata::dfa::StartKind::Anchored)
                    .match_kind(MatchKind::All)
                    .dfa_size_limit(Some(DENSE_BYTES_MAX))
                    .determinize_size_limit(Some(BUILD_BYTES_MAX)),
            )
            .thompson(thompson::Config::new().nfa_size_limit(Some(BUILD_BYTES_MAX)))
            .build(&expression);
        let matcher = match dense {
            Ok(dense) => Matcher::Dense(Box::new(dense)),
            Err(_) => {
                let lazy = meta::Builder::new()
                    .configure(meta::Config::new().nfa_size_limit(Some(LAZY_BYTES_MAX)))
                    .build(&format!("\\A{expression}"));
                Matcher::Lazy(Box::new(lazy.map_err(|_| too_large())?))
            }
        };
        Ok(Self { source, matcher })
    }

    /// Whether the whole text matches.
    #[inline]
    pub(in crate::schema) fn matches(&self, text: &str) -> bool {
        match &self.matcher {
            Matcher::Template(template) => template.matches(text.as_bytes()),
            Matcher::Dense(dense) => {
                let found = dense.try_search_fwd(&Input::new(text).anchored(Anchored::Yes));
                found.is_ok_and(|end| end.is_some())
            }
            Matcher::Lazy(lazy) => lazy.is_match(text),
        }
    }

    /// The expression as the schema writes it, alternatives joined by `|`.
    pub(in crate::schema) fn source(&self) -> &str {
        &self.source
    }
}

#[cfg(test)]
mod tests;
