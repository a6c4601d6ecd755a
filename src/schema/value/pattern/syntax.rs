//! The syntax of XML Schema's regular expressions (XML Schema 1.0 part 2, appendix F) as a tree.
//!
//! Differs from other dialects: always anchored, so `^` and `$` are ordinary characters; `\i \c` name characters; `\d \w` in
//! Unicode's sense; classes subtract with `-[…]`; no lazy repetition, no group options, no look-around.

use std::ops::RangeInclusive;

/// A part of an expression.
#[derive(Debug, Clone)]
pub(super) enum Expression {
    Class(Class),
    Sequence(Vec<Expression>),
    Choice(Vec<Expression>),
    /// At least, at most (`None`: any number).
    Repeat(Box<Expression>, u32, Option<u32>),
}

impl Expression {
    /// How many classes it has with its repetitions written out.
    pub(super) fn parts(&self) -> u64 {
        match self {
            Expression::Class(_) => 1,
            Expression::Sequence(parts) | Expression::Choice(parts) => {
                parts.iter().fold(1, |sum, part| sum.saturating_add(part.parts()))
            }
            Expression::Repeat(inner, min, max) => inner.parts().saturating_mul(u64::from(max.unwrap_or(*min).max(1))),
        }
    }
}

/// A set of characters.
#[derive(Debug, Clone, Default)]
pub(super) struct Class {
    pub(super) negated: bool,
    pub(super) items: Vec<Item>,
    pub(super) subtracted: Option<Box<Class>>,
}

/// A part of a set of characters.
#[derive(Debug, Clone)]
pub(super) enum Item {
    Range(RangeInclusive<char>),
    /// A class written with a letter, such as `\d`; capitals are the complement.
    Letter(char),
    /// `\p{…}`: a general category or, with `Is`, a block.
    Property {
        name: String,
        negated: bool,
    },
}

/// Groups nested deeper than this are refused.
const DEPTH_MAX: usize = 64;

/// Reads an expression; the error says what is wrong and where.
pub(super) fn parse(text: &str) -> Result<Expression, String> {
    let characters: Vec<char> = text.chars().collect();
    let mut parser = Parser { text, characters: &characters, at: 0, depth: 0 };
    let expression = parser.choice()?;
    match parser.peek() {
        None => Ok(expression),
        Some(_) => Err(parser.wrong("an unmatched ')'")),
    }
}

struct Parser<'a> {
    text: &'a str,
    characters: &'a [char],
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn wrong(&self, what: &str) -> String {
        format!("the expression '{}' has {what} at character {}", self.text, self.at + 1)
    }

    fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn next(&mut self) -> Result<char, String> {
        let next = self.peek().ok_or_else(|| self.wrong("its end too early,"))?;
        self.at += 1;
        Ok(next)
    }

    fn choice(&mut self) -> Result<Expression, String> {
        let mut branches = vec![self.sequence()?];
        while self.eat('|') {
            branches.push(self.sequence()?);
        }
        Ok(if branches.len() == 1 { branches.remove(0) } else { Expression::Choice(branches) })
    }

    fn sequence(&mut self) -> Result<Expression, String> {
        let mut pieces = Vec::new();
        while let Some(next) = self.peek().filter(|next| !matches!(next, '|' | ')')) {
            let atom = self.atom(next)?;
            pieces.push(self.quantified(atom)?);
        }
        Ok(Expression::Sequence(pieces))
    }

    fn atom(&mut self, next: char) -> Result<Expression, String> {
        match next {
            '(' => {
                self.at += 1;
                self.depth += 1;
                if self.depth > DEPTH_MAX {
                    return Err(self.wrong("groups nested too deeply"));
                }
                let inner = self.choice()?;
                self.depth -= 1;
                if self.eat(')') { Ok(inner) } else { Err(self.wrong("an unclosed '('")) }
            }
            '[' => {
                self.at += 1;
                Ok(Expression::Class(self.class()?))
            }
            '.' => {
                self.at += 1;
                Ok(Expression::Class(Class { items: vec![Item::Letter('.')], ..Class::default() }))
            }
            '\\' => {
                self.at += 1;
                Ok(Expression::Class(Class { items: vec![self.escape()?], ..Class::default() }))
            }
            '?' | '*' | '+' | '{' | '}' | ']' => {
                Err(self.wrong(&format!("a misplaced '{next}'; write '\\{next}' for the character")))
            }
            plain => {
                self.at += 1;
                Ok(Expression::Class(Class { items: vec![Item::Range(plain..=plain)], ..Class::default() }))
            }
        }
    }

    fn quantified(&mut self, atom: Expression) -> Result<Expression, String> {
        let (min, max) = match self.peek() {
            Some('?') => (0, Some(1)),
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('{') => {
                self.at += 1;
                let min = self.number()?;
                let max = match self.eat(',') {
                    false => Some(min),
                    true if self.peek() == Some('}') => None,
                    true => Some(self.number()?),
                };
                if self.peek() != Some('}') || max.is_some_and(|max| max < min) {
                    return Err(self.wrong("a faulty quantity"));
                }
                (min, max)
            }
            _ => return Ok(atom),
        };
        self.at += 1;
        Ok(Expression::Repeat(Box::new(atom), min, max))
    }

    fn number(&mut self) -> Result<u32, String> {
        let digits: String = self.characters[self.at..].iter().take_while(|c| c.is_ascii_digit()).collect();
        self.at += digits.len();
        digits.parse().map_err(|_| self.wrong("a faulty quantity"))
    }

    /// What follows a backslash.
    fn escape(&mut self) -> Result<Item, String> {
        Ok(match self.next()? {
            'n' => Item::Range('\n'..='\n'),
            'r' => Item::Range('\r'..='\r'),
            't' => Item::Range('\t'..='\t'),
            plain @ ('\\' | '|' | '.' | '?' | '*' | '+' | '(' | ')' | '{' | '}' | '-' | '[' | ']' | '^') => {
                Item::Range(plain..=plain)
            }
            letter @ ('s' | 'S' | 'i' | 'I' | 'c' | 'C' | 'd' | 'D' | 'w' | 'W') => Item::Letter(letter),
            kind @ ('p' | 'P') => {
                let rest = &self.characters[self.at..];
                let end = rest.iter().position(|&c| c == '}').filter(|_| rest[0] == '{');
                let Some(end) = end else { return Err(self.wrong("a faulty \\p{…}")) };
                let name: String = rest[1..end].iter().collect();
                if !super::emit::is_property(&name) {
                    return Err(self.wrong(&format!("an unknown property '{name}'")));
                }
                self.at += end + 1;
                Item::Property { name, negated: kind == 'P' }
            }
            other => return Err(self.wrong(&format!("an unknown escape '\\{other}'"))),
        })
    }

    /// What follows an opening bracket, up to and with the closing one.
    fn class(&mut self) -> Result<Class, String> {
        let mut class = Class { negated: self.eat('^'), ..Class::default() };
        loop {
            let first = class.items.is_empty();
            let item = match self.next()? {
                ']' if !first => return Ok(class),
                '-' if self.peek() == Some('[') && !first => {
                    self.at += 1;
                    self.depth += 1;
                    if self.depth > DEPTH_MAX {
                        return Err(self.wrong("classes nested too deeply"));
                    }
                    class.subtracted = Some(Box::new(self.class()?));
                    self.depth -= 1;
                    return if self.eat(']') { Ok(class) } else { Err(self.wrong("something behind a subtraction")) };
                }
                '\\' => self.escape()?,
                '[' | ']' => return Err(self.wrong("an unescaped bracket in a class")),
                plain => Item::Range(plain..=plain),
            };
            class.items.push(self.ranged(item)?);
        }
    }

    /// Extends a single character to a range when a `-` and an end follow.
    fn ranged(&mut self, item: Item) -> Result<Item, String> {
        let Item::Range(start) = &item else { return Ok(item) };
        let start = *start.start();
        let end = self.characters.get(self.at + 1).copied();
        if self.peek() != Some('-') || matches!(end, None | Some(']' | '[')) {
            return Ok(item);
        }
        // A '-' that is itself the first character of the class starts no range unless it is escaped.
        self.at += 1;
        let end = match self.next()? {
            '\\' => match self.escape()? {
                Item::Range(end) => *end.start(),
                _ => return Err(self.wrong("a range that ends in a class")),
            },
            plain => plain,
        };
        if start > end { Err(self.wrong("a range that runs backwards")) } else { Ok(Item::Range(start..=end)) }
    }
}
