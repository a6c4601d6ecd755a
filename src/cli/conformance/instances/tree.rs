//! A document as a tree, and its text.

/// An element with its attributes, and either text or children.
#[derive(Debug, Clone)]
pub struct Node {
    /// Its name.
    pub name: String,
    /// Attributes as they are written, such as `xsi:nil="true"`.
    pub attributes: Vec<String>,
    /// Its text, where it has no children.
    pub text: String,
    /// Its children.
    pub children: Vec<Node>,
    /// What stands behind the start tag as it is, before the text: only twins have it.
    pub markup: String,
}

impl Node {
    /// An element with nothing in it.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            attributes: Vec::new(),
            text: String::new(),
            children: Vec::new(),
            markup: String::new(),
        }
    }

    /// The document with this element as its root, in this namespace.
    pub fn document(&self, namespace: &str) -> String {
        let mut root = self.clone();
        root.attributes.push(format!("xmlns=\"{namespace}\""));
        root.attributes.push("xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"".to_owned());
        let mut text = String::new();
        root.write(&mut text);
        text
    }

    /// The element as it is written inside a document, without declarations.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    /// Every element below and with this one, as paths of child positions.
    pub fn paths(&self) -> Vec<Vec<usize>> {
        let mut paths = vec![Vec::new()];
        for (index, child) in self.children.iter().enumerate() {
            paths.extend(child.paths().into_iter().map(|path| [vec![index], path].concat()));
        }
        paths
    }

    /// The element at a path.
    pub fn at(&mut self, path: &[usize]) -> &mut Node {
        path.iter().fold(self, |node, &index| &mut node.children[index])
    }

    fn write(&self, out: &mut String) {
        out.push_str(&format!("<{}", self.name));
        for attribute in &self.attributes {
            out.push_str(&format!(" {attribute}"));
        }
        out.push('>');
        out.push_str(&self.markup);
        out.push_str(&escape(&self.text));
        self.children.iter().for_each(|child| child.write(out));
        out.push_str(&format!("</{}>", self.name));
    }
}

/// The text as it is written between tags.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
