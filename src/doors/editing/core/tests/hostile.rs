//! Updates that were damaged on the way, or made to do harm.

use proptest::prelude::*;

use super::{
    super::Document,
    convergence::LIMITS,
    editors::{Editor, ROOT, YjsEditor},
};

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_update_is_merged_or_refused_and_the_document_goes_on(
        edits in prop::collection::vec((0_usize..50, 0_usize..3, "[a-c😀]{0,4}"), 1..6),
        damage in prop::collection::vec((any::<usize>(), any::<u8>(), 0_u8..3), 1..5),
        which in any::<usize>(),
    ) {
        let (mut server, mut editor) = (Document::new(ROOT, LIMITS), YjsEditor::new(7));
        for (at, delete, insert) in edits {
            editor.type_in(at, delete, &insert);
        }
        let updates = editor.sent();
        let which = which % updates.len();
        for update in &updates[..which] {
            server.merge(None, update).unwrap();
        }
        let mut damaged = updates[which].clone();
        for (at, byte, how) in damage {
            let at = at % damaged.len().max(1);
            match how {
                0 if at < damaged.len() => damaged[at] = byte,
                1 if at < damaged.len() => { damaged.remove(at); }
                _ => damaged.insert(at, byte),
            }
        }
        // Either is fine, as long as the document is what it shows, and can be changed.
        let _ = server.merge(None, &damaged);
        prop_assert!(server.is_true());
        let content = server.text().to_string();
        server.set(None, &format!("{content}!").as_str().into()).unwrap();
        prop_assert!(server.is_true());
    }
}
