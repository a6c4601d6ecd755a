//! Messages of one edition of the standard as messages of the other: all that the generator makes, there and back.

use c2sim::{
    cli::conformance::instances::{Declared, Generator},
    message::convert,
    schema::Schema,
};
use c2sim_generated::messages::Edition;

use super::ours::{VERSIONS, judge, root_of, setting};

/// A generated document with a prefix on every element in place of the default namespace.
fn prefixed(document: &str) -> String {
    document.replace("</", "\u{0}").replace('<', "<c2:").replace('\u{0}', "</c2:").replace(" xmlns=", " xmlns:c2=")
}

#[test]
fn every_message_of_one_edition_becomes_a_valid_one_of_the_other() {
    let schemas = VERSIONS.map(|version| Schema::from_file(&root_of(version)).unwrap());
    let editions = VERSIONS.map(|version| Edition::from_version(version).unwrap());
    let seed = setting("C2SIM_SEED", 1);
    for (from, to) in [(0, 1), (1, 0)] {
        let declared = Declared::built_in(VERSIONS[from]);
        let mut generator = Generator::new(&declared, seed);
        let mut count = 0;
        for round in 0..1_000 {
            let document = generator.document("Message").document(&declared.namespace).replace('\n', "&#10;");
            let document = if round % 2 == 0 { document } else { prefixed(&document) };
            // As the code of a rule of engagement, the older edition has one for which the newer one has none.
            let body = document.split_once("MessageBody>").map_or("", |(_, body)| body);
            let has_no_counterpart = from == 0 && body.contains("SecurityClassificationCode>");
            let converted = convert(&document, editions[from], editions[to]);
            assert_eq!(converted.is_none(), has_no_counterpart, "seed {seed}: {document}");
            let Some(converted) = converted else { continue };
            count += 1;
            assert_eq!(judge(&schemas[to], &converted), "", "seed {seed}: {document}\nbecame\n{converted}");
            let back = convert(&converted, editions[to], editions[from]).unwrap();
            assert_eq!(judge(&schemas[from], &back), "", "seed {seed}: {converted}\nbecame\n{back}");
            let again = convert(&back, editions[from], editions[to]);
            assert_eq!(again.as_deref(), Some(&*converted), "seed {seed}: once more there and back changes nothing");
        }
        assert!(count > 500, "{count} converted");
    }
}
