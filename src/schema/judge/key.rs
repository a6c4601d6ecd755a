//! Values as keys: two values are equal exactly if their keys are.

use super::Prefixes;
use crate::schema::value::{
    SimpleType,
    atomic::{Atomic, Value},
    white_space::words,
};

/// The key of a text; none when it is no value of the type.
pub(super) fn key(simple: &SimpleType, text: &str, prefixes: &dyn Prefixes) -> Option<String> {
    let text = simple.normalise(text);
    Some(match simple.atomic {
        Atomic::List => {
            let item = simple.items.first()?;
            let items = words(&text).map(|word| key(item, word, prefixes)).collect::<Option<Vec<_>>>()?;
            // A list is no atomic value, not even when it has one item.
            format!("[{}", items.join("\u{1}"))
        }
        Atomic::Union => key(simple.member(&text)?, &text, prefixes)?,
        Atomic::Name => {
            let (prefix, local) = text.split_once(':').unwrap_or(("", &text));
            format!("N{:?} {local}", prefixes.namespace_of(prefix.as_bytes())?)
        }
        atomic => match atomic.value(&text)? {
            Value::Text(text) => format!("T{text}"),
            Value::Boolean(boolean) => format!("B{boolean}"),
            Value::Decimal(decimal) => format!("D{decimal}"),
            // Zero has no sign here, and NaN is equal to itself.
            Value::Double(double) if atomic == Atomic::Float => format!("F{}", double + 0.0),
            Value::Double(double) => format!("E{}", double + 0.0),
            Value::Hex(digits) => format!("H{}", digits.to_ascii_uppercase()),
            Value::Base64(digits) => format!("S{}", digits.replace(' ', "")),
            Value::Moment(moment) => format!("M{atomic:?}{moment:?}"),
            Value::Duration(duration) => format!("P{duration:?}"),
        },
    })
}
