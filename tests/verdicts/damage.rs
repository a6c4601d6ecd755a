//! Documents that are not well-formed, as broken connections and hand-written senders make them.

use c2sim::cli::conformance::instances::Dice;

/// The document with one damage to its text.
pub fn damaged(document: &str, dice: &mut Dice) -> String {
    let somewhere = |dice: &mut Dice, what: char| {
        let places: Vec<usize> = document.match_indices(what).map(|(place, _)| place).collect();
        *dice.pick(&places)
    };
    let put = |at: usize, what: &str| format!("{}{what}{}", &document[..at], &document[at..]);
    match dice.below(8) {
        // Ends early.
        0 => {
            let mut end = dice.below(document.len());
            while !document.is_char_boundary(end) {
                end -= 1;
            }
            document[..end].to_owned()
        }
        // A bracket is lost.
        1 => {
            let bracket = *dice.pick(&['<', '>', '/', '"']);
            let lost = somewhere(dice, bracket);
            format!("{}{}", &document[..lost], &document[lost + 1..])
        }
        // Behind a tag stands what may not.
        2 => {
            let at = somewhere(dice, '>') + 1;
            let unwanted = [
                "&undefined;",
                "&",
                "&#0;",
                "&#xFFFE;",
                "\u{1}",
                "]]>",
                "<",
                "</x>",
                "<!-- -- -->",
                "<?xml?>",
                "<u:x/>",
            ];
            let unwanted = dice.pick(&unwanted);
            put(at, unwanted)
        }
        // The start tag of the root says something twice, or unreadably.
        3 => {
            let end = document.find('>').expect("there is a root");
            let attributes =
                dice.pick(&[" a=\"1\" a=\"2\"", " a=1", " a", " u:a=\"1\"", " a=\"<\"", " a=\"&b;\"", " xmlns:p=\"\""]);
            put(end, attributes)
        }
        // More than one root.
        4 => format!("{document}<Message/>"),
        5 => format!("{document}x"),
        6 => format!("x{document}"),
        _ => format!("\n<?xml version=\"1.0\"?>{document}"),
    }
}
