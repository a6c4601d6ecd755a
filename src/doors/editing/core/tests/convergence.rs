//! Any interleaving of any number of editors, of all kinds, ends equal everywhere.

use std::collections::VecDeque;

use proptest::prelude::*;

use super::{
    super::{Document, Limits},
    editors::{DeltaEditor, Editor, PlainEditor, Published, ROOT, YjsEditor},
};
use crate::doors::editing::core::recent::RecentLimit;

pub(super) const LIMITS: Limits =
    Limits { text_units: 100_000, recent: RecentLimit { changes: 10_000, bytes: 10_000_000 } };

#[derive(Debug, Clone, Copy)]
enum Kind {
    Waiting,
    Streaming,
    Yjs,
    Plain,
}

/// What happens next, to which editor.
#[derive(Debug, Clone)]
enum Happens {
    Types {
        editor: usize,
        at: usize,
        delete: usize,
        insert: String,
    },
    /// What an editor said reaches the server.
    Reaches {
        editor: usize,
    },
    /// What the server handed out reaches an editor.
    Hears {
        editor: usize,
    },
}

fn happens() -> impl Strategy<Value = Happens> {
    let insert = prop_oneof![Just(String::new()), "[a-c]{1,4}", Just("😀".to_owned()), Just("é\n".to_owned())];
    prop_oneof![
        2 => (any::<usize>(), 0_usize..200, 0_usize..5, insert)
            .prop_map(|(editor, at, delete, insert)| Happens::Types { editor, at, delete, insert }),
        2 => any::<usize>().prop_map(|editor| Happens::Reaches { editor }),
        3 => any::<usize>().prop_map(|editor| Happens::Hears { editor }),
    ]
}

fn editor(kind: Kind, number: usize) -> Box<dyn Editor> {
    let id = number as u64 + 1;
    match kind {
        Kind::Waiting => Box::new(DeltaEditor::new(id, true)),
        Kind::Streaming => Box::new(DeltaEditor::new(id, false)),
        Kind::Yjs => Box::new(YjsEditor::new(id)),
        Kind::Plain => Box::new(PlainEditor::new(id)),
    }
}

/// A server and its editors, each with what is on the way to it.
struct World {
    server: Document,
    editors: Vec<(Box<dyn Editor>, VecDeque<Published>)>,
}

impl World {
    fn reach(&mut self, number: usize) -> bool {
        let published = self.editors[number].0.reach(&mut self.server);
        assert!(self.server.is_true());
        let Some(published) = published else { return false };
        for (_, way) in &mut self.editors {
            way.push_back(published.clone());
        }
        true
    }

    fn hear(&mut self, number: usize) -> bool {
        let (editor, way) = &mut self.editors[number];
        let Some(published) = way.pop_front() else { return false };
        editor.hear(&published);
        true
    }
}

fn check(kinds: &[Kind], course: Vec<Happens>) {
    let editors = kinds.iter().enumerate().map(|(number, kind)| (editor(*kind, number), VecDeque::new())).collect();
    let mut world = World { server: Document::new(ROOT, LIMITS), editors };
    let count = kinds.len();
    for event in course {
        match event {
            Happens::Types { editor, at, delete, insert } => {
                world.editors[editor % count].0.type_in(at, delete, &insert);
            }
            Happens::Reaches { editor } => {
                world.reach(editor % count);
            }
            Happens::Hears { editor } => {
                world.hear(editor % count);
            }
        }
    }
    // Everybody stops typing, and everything arrives.
    let mut is_moving = true;
    while is_moving {
        is_moving = false;
        for number in 0..count {
            while world.hear(number) {
                is_moving = true;
            }
            is_moving |= world.reach(number);
        }
    }
    for (number, (editor, _)) in world.editors.iter().enumerate() {
        assert!(editor.is_done(), "editor {number}");
        if editor.can_know() {
            assert_eq!(editor.shown(), world.server.text().to_string(), "editor {number}, {:?}", kinds[number]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn editors_of_all_kinds_end_with_one_text(
        kinds in prop::collection::vec(
            prop_oneof![
                3 => Just(Kind::Waiting), 3 => Just(Kind::Streaming), 3 => Just(Kind::Yjs), 1 => Just(Kind::Plain)
            ],
            1..6,
        ),
        course in prop::collection::vec(happens(), 0..80),
    ) {
        check(&kinds, course);
    }

    #[test]
    fn two_changes_of_one_text_may_be_made_in_either_order(
        text in "[a-c😀]{0,8}",
        edits in prop::collection::vec((0_usize..20, 0_usize..4, "[x-z😁]{0,3}"), 2..6),
    ) {
        use super::super::{Change, Text};
        let text = Text::from(text.as_str());
        let change = |edits: &[(usize, usize, String)]| {
            let (mut view, mut whole) = (text.clone(), Change::default());
            for (at, delete, insert) in edits {
                let mut ends = [at % (view.len() + 1), (at % (view.len() + 1) + delete).min(view.len())];
                ends.iter_mut().for_each(|end| while !view.is_boundary(*end) { *end -= 1 });
                let splice = super::super::Splice {
                    position: ends[0], delete: ends[1] - ends[0], insert: insert.as_str().into(),
                };
                let one = Change::of_splices(&[splice], view.len()).unwrap();
                one.apply(&mut view).unwrap();
                whole = whole.then(&one);
            }
            let mut at_once = text.clone();
            whole.apply(&mut at_once).unwrap();
            assert_eq!(at_once, view, "one after the other is the same as at once");
            whole
        };
        let (one, two) = edits.split_at(edits.len() / 2);
        let (earlier, later) = (change(one), change(two));
        let (mut first, mut second) = (text.clone(), text.clone());
        earlier.apply(&mut first).unwrap();
        later.later_than(&earlier).apply(&mut first).unwrap();
        later.apply(&mut second).unwrap();
        earlier.earlier_than(&later).apply(&mut second).unwrap();
        prop_assert_eq!(first, second);
    }
}
