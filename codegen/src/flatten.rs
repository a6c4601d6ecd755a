//! Makes one schema text of a root file and everything it includes.
//!
//! xsd-parser does not follow an include without a target namespace when the parts refer to each other. What is flattened
//! here, it reads. Each file is taken once; what is left out is the includes themselves and the notes at the top of a file.

use std::{
    collections::BTreeMap,
    fs,
    ops::Range,
    path::{Path, PathBuf},
};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::Error;

/// A schema in one piece.
#[derive(Debug)]
pub struct Flattened {
    /// The text of the whole schema.
    pub text: String,
    /// The target namespace.
    pub namespace: String,
    /// Names of the types, each with the stem of the file that declares it.
    pub types: BTreeMap<String, String>,
    /// Names of the global elements.
    pub elements: Vec<String>,
}

/// Reads the root file and what it includes.
pub fn flatten(root: &Path) -> Result<Flattened, Error> {
    let mut flattened =
        Flattened { text: String::new(), namespace: String::new(), types: BTreeMap::new(), elements: Vec::new() };
    let mut files = vec![root.to_owned()];
    let mut next = 0;
    let mut close = String::new();
    while let Some(file) = files.get(next).cloned() {
        let text = fs::read_to_string(&file).map_err(|source| Error::Io { path: file.clone(), source })?;
        let module = Module::read(&file, &text)?;
        if next == 0 {
            flattened.text.push_str(&text[module.start_tag.clone()]);
            flattened.namespace = module.namespace.clone().unwrap_or_default();
            close = format!("</{}:schema>\n", module.prefix);
        } else if module.namespace.as_ref().is_some_and(|namespace| *namespace != flattened.namespace) {
            return Err(module.refuse("includes a file of another target namespace"));
        } else if close != format!("</{}:schema>\n", module.prefix) {
            return Err(module.refuse("calls the namespace of XSD by another prefix than the root file"));
        }
        let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        for name in module.types {
            if flattened.types.insert(name.clone(), stem.clone()).is_some() {
                return Err(Error::Schema { path: file, what: format!("type {name} is declared twice") });
            }
        }
        flattened.elements.extend(module.elements);
        for part in module.parts {
            flattened.text.push('\n');
            flattened.text.push_str(&text[part]);
        }
        for include in module.includes {
            if !files.contains(&include) {
                files.push(include);
            }
        }
        next += 1;
    }
    flattened.text.push('\n');
    flattened.text.push_str(&close);
    Ok(flattened)
}

/// One file of a schema: where its parts stand in its text.
struct Module<'f> {
    file: &'f Path,
    prefix: String,
    namespace: Option<String>,
    start_tag: Range<usize>,
    parts: Vec<Range<usize>>,
    includes: Vec<PathBuf>,
    types: Vec<String>,
    elements: Vec<String>,
}

impl<'f> Module<'f> {
    fn read(file: &'f Path, text: &str) -> Result<Self, Error> {
        let mut module = Self {
            file,
            prefix: String::new(),
            namespace: None,
            start_tag: 0..0,
            parts: Vec::new(),
            includes: Vec::new(),
            types: Vec::new(),
            elements: Vec::new(),
        };
        let mut xml = Reader::from_str(text);
        xml.config_mut().expand_empty_elements = false;
        let mut depth = 0;
        let mut kept_from = None;
        loop {
            let from = position(&xml);
            let event = xml.read_event().map_err(|error| module.refuse(&error.to_string()))?;
            let to = position(&xml);
            match event {
                Event::Start(start) | Event::Empty(start) if depth == 0 => {
                    module.open(&start, from..to)?;
                    depth = 1;
                }
                Event::Start(start) => {
                    if depth == 1 {
                        kept_from = module.component(&start)?.then_some(from);
                    }
                    depth += 1;
                }
                Event::Empty(start) if depth == 1 => {
                    let kept = module.component(&start)?.then_some(from..to);
                    module.parts.extend(kept);
                }
                Event::End(_) => {
                    depth -= 1;
                    if depth == 1
                        && let Some(from) = kept_from.take()
                    {
                        module.parts.push(from..to);
                    }
                }
                Event::Eof => return Ok(module),
                _ => {}
            }
        }
    }

    fn open(&mut self, start: &BytesStart<'_>, tag: Range<usize>) -> Result<(), Error> {
        let prefix = start.name().prefix().map(|prefix| prefix.into_inner().to_owned());
        match prefix {
            Some(prefix) if start.local_name().into_inner() == "schema" => self.prefix = prefix,
            _ => return Err(self.refuse("the root is not schema with a prefix")),
        }
        self.namespace = attribute(start, "targetNamespace");
        self.start_tag = tag;
        Ok(())
    }

    /// Notes a top-level component; says whether it is to be kept.
    fn component(&mut self, start: &BytesStart<'_>) -> Result<bool, Error> {
        let name = attribute(start, "name").unwrap_or_default();
        match start.local_name().into_inner() {
            "annotation" => return Ok(false),
            "include" => {
                let location = attribute(start, "schemaLocation").unwrap_or_default();
                let folder = self.file.parent().unwrap_or(Path::new(""));
                let path = folder.join(location);
                let path = path.canonicalize().map_err(|source| Error::Io { path, source })?;
                self.includes.push(path);
                return Ok(false);
            }
            "simpleType" | "complexType" => self.types.push(name),
            "element" => self.elements.push(name),
            "group" => {}
            other => return Err(self.refuse(&format!("{other} at the top of a schema is not supported"))),
        }
        Ok(true)
    }

    fn refuse(&self, what: &str) -> Error {
        Error::Schema { path: self.file.to_owned(), what: what.to_owned() }
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    start.try_get_attribute(name).ok().flatten().map(|attribute| attribute.value.into_owned())
}

fn position(xml: &Reader<&[u8]>) -> usize {
    usize::try_from(xml.buffer_position()).expect("a schema fits into memory")
}
