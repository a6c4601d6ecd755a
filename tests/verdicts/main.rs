//! The judge against documents that a generator makes from the schema: valid ones and broken twins.
//!
//! Here every generated document has to be valid, together they have to show all that the schema declares, and faults
//! that are faults everywhere have to be found. What other processors say to them is compared in `tests/oracles`.
//! C2SIM_SEED makes other documents.

#![allow(unreachable_pub, missing_docs, clippy::unwrap_used, clippy::too_many_lines, reason = "a test program")]

mod broken;
mod damage;
mod declared;
mod generate;
mod ours;
mod tree;

use broken::{Fault, broken};
use c2sim::schema::Schema;
use declared::Declared;
use generate::Generator;
use ours::{VERSIONS, judge, root_of, setting};

/// Far more than it takes to show all of a schema.
const DOCUMENTS_MAX: usize = 100_000;

#[test]
fn every_document_made_from_the_schema_is_valid_and_together_they_show_all_of_it() {
    for version in VERSIONS {
        let declared = Declared::read(&root_of(version));
        let schema = Schema::from_file(&root_of(version)).unwrap();
        let seed = setting("C2SIM_SEED", 1);
        let mut generator = Generator::new(&declared, seed);
        // Rare values come up only after many documents; very many would mean that one cannot.
        let mut documents = 0;
        while let Some(root) = generator.wanting().filter(|_| documents < DOCUMENTS_MAX) {
            let document = generator.document(root).document(&declared.namespace);
            let verdict = judge(&schema, &document);
            assert_eq!(verdict, "", "version {version}, seed {seed}: {document}");
            documents += 1;
        }
        println!("version {version}, seed {seed}: all of the schema shown by {documents} documents");
        assert_eq!(generator.missing(), Vec::<&str>::new(), "version {version}, seed {seed}");
    }
}

#[test]
fn faults_that_are_faults_everywhere_are_refused() {
    let certain = [
        Fault::Foreign,
        Fault::NoNamespace,
        Fault::ChildInLeaf,
        Fault::ChildUnknown,
        Fault::CaseChanged,
        Fault::Doctype,
    ];
    for version in VERSIONS {
        let declared = Declared::read(&root_of(version));
        let schema = Schema::from_file(&root_of(version)).unwrap();
        let mut generator = Generator::new(&declared, 1);
        let mut twins = 0;
        for root in declared.elements.keys() {
            let document = generator.document(root);
            for fault in certain {
                let Some((_, twin)) = broken(&document, fault, &mut generator) else { continue };
                twins += 1;
                assert_ne!(judge(&schema, &twin), "", "version {version}, {fault:?}: {twin}");
            }
        }
        assert!(twins > declared.elements.len(), "{twins} twins");
    }
}
