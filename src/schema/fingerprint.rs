//! What tells whether two folders hold the same schema: the files it was compiled from, and one hash over them.
//!
//! Entry point: [`Fingerprint::of`]. The hash is what `sha256sum FILE… | sha256sum` prints in the version's folder, the files
//! in the order of their bytes: an operator can hold two sites against each other without this program.

use std::{collections::BTreeMap, fmt::Write as _};

use sha2::{Digest, Sha256};

/// The files of a version, by their paths from its folder, and the hash over them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Fingerprint {
    pub(super) files: Vec<String>,
    /// SHA-256 in hexadecimal digits.
    pub(super) hash: String,
}

impl Fingerprint {
    /// The fingerprint of files that are given by path; paths in the folder, or beside it, are told from the folder.
    pub(super) fn of(files: &BTreeMap<String, Vec<u8>>, folder: &str) -> Self {
        let mut named: Vec<(String, &[u8])> =
            files.iter().map(|(path, bytes)| (from_folder(path, folder), bytes.as_slice())).collect();
        named.sort_unstable();
        let list = named.iter().fold(String::new(), |mut list, (path, bytes)| {
            // Writing to a String cannot fail.
            let _ = writeln!(list, "{}  {path}", hex(&Sha256::digest(bytes)));
            list
        });
        Self { files: named.into_iter().map(|(path, _)| path).collect(), hash: hex(&Sha256::digest(list)) }
    }
}

fn from_folder(path: &str, folder: &str) -> String {
    if let Some(inside) = path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')) {
        return inside.to_owned();
    }
    let parent = folder.rsplit_once('/').map(|(parent, _)| parent);
    match parent.and_then(|parent| path.strip_prefix(parent)?.strip_prefix('/')) {
        Some(beside) => format!("../{beside}"),
        None => path.to_owned(),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_what_sha256sum_prints_of_its_own_list() {
        let files = [("x/ext/1/b.xsd", "b"), ("x/ext/1/a.xsd", "a"), ("x/ext/part.xsd", ""), ("else.xsd", "e")];
        let files = files.into_iter().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect();
        let fingerprint = Fingerprint::of(&files, "x/ext/1");
        assert_eq!(fingerprint.files, ["../part.xsd", "a.xsd", "b.xsd", "else.xsd"]);
        // printf ''>../part.xsd; printf a>a.xsd; printf b>b.xsd; printf e>else.xsd
        // sha256sum ../part.xsd a.xsd b.xsd else.xsd | sha256sum
        assert_eq!(fingerprint.hash, "7052941f6f0c9f17b306556bf84492e015e2ebfd6ee2003e47b80138f53edc22");
    }
}
