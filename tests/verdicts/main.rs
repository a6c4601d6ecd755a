//! The judge against documents that a generator makes from the schema: valid ones and broken twins.
//!
//! Here every generated document has to be valid, together they have to show all that the schema declares, and faults
//! that are faults everywhere have to be found. What other processors say to them is compared in `tests/oracles`.
//! C2SIM_SEED makes other documents.

#![allow(unreachable_pub, missing_docs, clippy::unwrap_used, clippy::too_many_lines, reason = "a test program")]

mod broken;
mod conversion;
mod damage;
mod ours;

use std::collections::BTreeMap;

use broken::{Fault, broken};
use c2sim::{
    cli::conformance::instances::{Declared, Generator},
    schema::Schema,
};
use ours::{VERSIONS, judge, root_of, setting};

/// Far more than it takes to show all of a schema.
const DOCUMENTS_MAX: usize = 100_000;

#[test]
fn every_document_made_from_the_schema_is_valid_and_together_they_show_all_of_it() {
    for version in VERSIONS {
        let declared = Declared::built_in(version);
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
fn every_kind_of_fault_can_be_put_and_those_that_are_faults_everywhere_are_refused() {
    let certain = [
        Fault::Foreign,
        Fault::NoNamespace,
        Fault::ChildInLeaf,
        Fault::ChildUnknown,
        Fault::CaseChanged,
        Fault::Doctype,
    ];
    for version in VERSIONS {
        let declared = Declared::built_in(version);
        let schema = Schema::from_file(&root_of(version)).unwrap();
        let mut generator = Generator::new(&declared, 1);
        let mut put = BTreeMap::new();
        for root in declared.elements.keys() {
            let document = generator.document(root);
            for fault in Fault::ALL {
                let Some((_, twin)) = broken(&document, fault, &mut generator) else { continue };
                *put.entry(fault).or_insert(0) += 1;
                let verdict = judge(&schema, &twin);
                assert!(!certain.contains(&fault) || !verdict.is_empty(), "version {version}, {fault:?}: {twin}");
                assert!(fault != Fault::Rewritten || verdict.is_empty(), "version {version}, {verdict}: {twin}");
            }
        }
        let seldom: Vec<Fault> =
            Fault::ALL.into_iter().filter(|fault| put.get(fault).is_none_or(|&put| put < 20)).collect();
        assert_eq!(seldom, [], "version {version}: {put:?}");
    }
}
