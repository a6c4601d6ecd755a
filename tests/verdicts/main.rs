//! The judge against documents that a generator makes from the schema: valid ones and broken twins.
//!
//! By itself it checks that every generated document is valid and shows all that the schema declares. With the feature
//! `differential` and xmllint on the machine it compares the verdict on every document and twin with those of libxml2 and, where there is Java, Xerces
//! (`cargo test --release --features differential --test verdicts`). A seed is printed; C2SIM_SEED repeats a run,
//! C2SIM_DOCUMENTS sets how many documents there are.

#![allow(unreachable_pub, missing_docs, clippy::unwrap_used, clippy::too_many_lines, reason = "a test program")]

#[cfg_attr(not(feature = "differential"), allow(dead_code, reason = "only the comparison puts every fault"))]
mod broken;
mod declared;
mod generate;
#[cfg(feature = "differential")]
mod oracle;
mod tree;

use std::path::PathBuf;

use broken::{Fault, broken};
use c2sim::{message::Limits, schema::Schema};
use declared::Declared;
use generate::Generator;

const VERSIONS: [&str; 2] = ["1.0.2", "2.0.0"];

fn root_of(version: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("spec/xsd").join(version).join("c2sim.xsd")
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .map_or(default, |value| value.parse().unwrap_or_else(|_| panic!("{name}={value}: not a number")))
}

/// The judge's verdict: what is wrong as one text, empty for a valid document.
fn judge(schema: &Schema, document: &str) -> String {
    let checked = c2sim::message::check(document.to_owned().into(), schema, &Limits::default());
    checked.map_or_else(|error| error.to_string(), |()| String::new())
}

#[test]
fn every_document_made_from_the_schema_is_valid_and_together_they_show_all_of_it() {
    for version in VERSIONS {
        let declared = Declared::read(&root_of(version));
        let schema = Schema::from_file(&root_of(version)).unwrap();
        let seed = setting("C2SIM_SEED", 1);
        let mut generator = Generator::new(&declared, seed);
        let roots: Vec<String> = declared.elements.keys().cloned().collect();
        // Rare values come up only after many documents; a thousand rounds would mean that one cannot.
        for round in 0..1_000 {
            for root in &roots {
                let document = generator.document(root).document(&declared.namespace);
                let verdict = judge(&schema, &document);
                assert_eq!(verdict, "", "version {version}, seed {seed}: {document}");
            }
            if generator.missing().is_empty() {
                eprintln!("version {version}, seed {seed}: all of the schema shown after {} rounds", round + 1);
                break;
            }
        }
        assert_eq!(generator.missing(), Vec::<&str>::new(), "version {version}, seed {seed}");
    }
}

#[test]
fn faults_that_are_faults_everywhere_are_refused() {
    let certain = [Fault::Foreign, Fault::NoNamespace, Fault::ChildInLeaf];
    for version in VERSIONS {
        let declared = Declared::read(&root_of(version));
        let schema = Schema::from_file(&root_of(version)).unwrap();
        let mut generator = Generator::new(&declared, 1);
        let mut twins = 0;
        for root in declared.elements.keys() {
            let document = generator.document(root);
            for fault in certain {
                let Some(twin) = broken(&document, fault, &mut generator) else { continue };
                twins += 1;
                assert_ne!(judge(&schema, &twin), "", "version {version}, {fault:?}: {twin}");
            }
        }
        assert!(twins > declared.elements.len(), "{twins} twins");
    }
}

#[cfg(feature = "differential")]
#[test]
fn the_verdicts_are_those_of_libxml2_and_xerces() {
    let seed = setting("C2SIM_SEED", std::process::id().into());
    let documents_max = setting("C2SIM_DOCUMENTS", 20_000) as usize;
    println!("C2SIM_SEED={seed} C2SIM_DOCUMENTS={documents_max}");
    for version in VERSIONS {
        let declared = Declared::read(&root_of(version));
        let schema = Schema::from_file(&root_of(version)).unwrap();
        let mut generator = Generator::new(&declared, seed);
        let roots: Vec<String> = declared.elements.keys().cloned().collect();
        let mut documents = Vec::new();
        while documents.len() < documents_max / VERSIONS.len() {
            // Half of the documents are whole messages.
            let root =
                if generator.dice.below(2) == 0 { "Message".to_owned() } else { generator.dice.pick(&roots).clone() };
            let document = generator.document(&root);
            documents.push((None, document.document(&declared.namespace)));
            for _ in 0..4 {
                let fault = *generator.dice.pick(&Fault::ALL);
                documents.extend(broken(&document, fault, &mut generator).map(|twin| (Some(fault), twin)));
            }
        }
        let texts: Vec<String> = documents.iter().map(|(_, text)| text.clone()).collect();
        let files = oracle::Files::write(&texts);
        let libxml2 = files.libxml2(&root_of(version));
        let xerces = files.xerces(&root_of(version));
        let (mut differences, mut faults_of_libxml2) = (0, 0);
        for (index, (fault, text)) in documents.iter().enumerate() {
            let ours = judge(&schema, text);
            let theirs = xerces.as_ref().map_or(libxml2[index], |xerces| xerces[index]);
            faults_of_libxml2 += usize::from(theirs != libxml2[index]);
            if ours.is_empty() != theirs {
                differences += 1;
                println!("{fault:?}: valid by the others: {theirs}, by the judge: {ours:?}: {text}\n");
            }
        }
        let valid = libxml2.iter().filter(|valid| **valid).count();
        let judges = if xerces.is_some() { "Xerces and libxml2" } else { "libxml2" };
        println!(
            "version {version}: {} documents, {valid} valid, {differences} differences from {judges}, \
             {faults_of_libxml2} known faults of libxml2",
            texts.len()
        );
        assert_eq!(differences, 0, "version {version}, seed {seed}");
    }
}
