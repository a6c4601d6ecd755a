//! The judge's verdicts beside those of libxml2 and, where there is Java, of Xerces, on generated documents and their
//! twins (`tests/verdicts`).
//!
//! Needs xmllint (Debian: libxml2-utils), so `cargo test` leaves it out; `cargo test --test oracles` and `.ci/run verdicts`
//! run it. The seed is printed; C2SIM_SEED repeats a run or makes other documents, C2SIM_DOCUMENTS says how many. A difference fails, but for what [`known`] lists.

#![allow(unreachable_pub, missing_docs, clippy::unwrap_used, reason = "a test program")]

#[path = "../verdicts/broken.rs"]
mod broken;
#[path = "../verdicts/damage.rs"]
mod damage;
mod known;
#[path = "../verdicts/ours.rs"]
mod ours;
mod processors;

use std::collections::BTreeMap;

use broken::{Fault, broken};
use c2sim::{
    cli::conformance::instances::{Declared, Generator, Node},
    schema::Schema,
};
use known::Known;
use ours::{VERSIONS, judge, root_of, setting};

/// Twins that are tried of each document, and of those documents that show what the schema declares.
const TWINS: usize = 5;
const TWINS_OF_SHOWN: usize = 1;

/// A document that is judged.
struct Judged {
    /// What was changed; nothing in a document as it was generated.
    fault: Option<Fault>,
    tree: Node,
    text: String,
}

#[test]
fn the_verdicts_are_those_of_libxml2_and_xerces() {
    let seed = setting("C2SIM_SEED", 1);
    let documents = setting("C2SIM_DOCUMENTS", 30_000) as usize;
    println!("C2SIM_SEED={seed} C2SIM_DOCUMENTS={documents}");
    let different: usize = VERSIONS.iter().map(|version| compare(version, seed, documents / VERSIONS.len())).sum();
    assert_eq!(different, 0, "differences that are not known, seed {seed}");
}

/// How many verdicts differ and are not known to.
fn compare(version: &str, seed: u64, documents: usize) -> usize {
    let declared = Declared::built_in(version);
    let schema = Schema::from_file(&root_of(version)).unwrap();
    let documents = generated(&declared, seed, documents);
    let files = processors::Files::write(documents.iter().map(|document| &*document.text));
    let libxml2 = files.libxml2(&root_of(version));
    let xerces = files.xerces(&root_of(version));
    let mut tally = Tally::default();
    for (index, document) in documents.iter().enumerate() {
        let said = judge(&schema, &document.text);
        let verdicts =
            Verdicts { ours: said.is_empty(), libxml2: libxml2[index], xerces: xerces.as_ref().map(|all| all[index]) };
        tally.add(document, verdicts, &said, &declared);
    }
    let others = if xerces.is_some() { "libxml2 and Xerces" } else { "libxml2 alone: there is no Java" };
    println!("version {version}: {} documents, held against {others}", documents.len());
    tally.tell()
}

fn generated(declared: &Declared, seed: u64, documents_max: usize) -> Vec<Judged> {
    let mut generator = Generator::new(declared, seed);
    let roots: Vec<&str> = declared.elements.keys().map(String::as_str).collect();
    let mut documents = Vec::new();
    while documents.len() < documents_max {
        // First all of the schema is shown; of the further documents, half are whole messages.
        let wanting = generator.wanting();
        let root = match wanting {
            Some(root) => root,
            None if generator.dice.below(2) == 0 => "Message",
            None => generator.dice.pick(&roots),
        };
        let tree = generator.document(root);
        let twins = if wanting.is_some() { TWINS_OF_SHOWN } else { TWINS };
        for _ in 0..twins {
            let fault = *generator.dice.pick(&Fault::ALL);
            let twin = broken(&tree, fault, &mut generator);
            documents.extend(twin.map(|(tree, text)| Judged { fault: Some(fault), tree, text }));
        }
        let text = tree.document(&declared.namespace);
        documents.push(Judged { fault: None, tree, text });
    }
    assert_eq!(generator.missing(), Vec::<&str>::new(), "{documents_max} documents do not show all of the schema");
    documents
}

/// What the processors say to one document: whether it is valid.
#[derive(Debug, Clone, Copy)]
struct Verdicts {
    ours: bool,
    libxml2: bool,
    xerces: Option<bool>,
}

/// What was compared.
#[derive(Default)]
struct Tally {
    /// By kind of change: how many documents, and how many of them are valid.
    faults: BTreeMap<Option<Fault>, (usize, usize)>,
    known: BTreeMap<Known, usize>,
    different: usize,
}

impl Tally {
    fn add(&mut self, document: &Judged, verdicts: Verdicts, said: &str, declared: &Declared) {
        let (all, valid) = self.faults.entry(document.fault).or_default();
        *all += 1;
        *valid += usize::from(verdicts.ours);
        if verdicts.ours == verdicts.libxml2 && verdicts.xerces.is_none_or(|xerces| verdicts.ours == xerces) {
            return;
        }
        match Known::of(document, verdicts, said, declared) {
            Some(known) => *self.known.entry(known).or_default() += 1,
            None => {
                self.different += 1;
                println!("{:?}: {verdicts:?}; the judge says {said:?}:\n{}\n", document.fault, document.text);
            }
        }
    }

    /// Prints the tally; gives the differences that are not known.
    fn tell(&self) -> usize {
        for (fault, (all, valid)) in &self.faults {
            let name = fault.map_or("as generated".to_owned(), |fault| format!("{fault:?}"));
            println!("  {name:<18} {all:>6}, of them valid {valid:>6}");
        }
        for (known, count) in &self.known {
            println!("  known: {} × {count}", known.reason());
        }
        println!("  not known: {}", self.different);
        for fault in Fault::ALL {
            assert!(self.faults.contains_key(&Some(fault)), "{fault:?} could be put nowhere");
        }
        self.different
    }
}
