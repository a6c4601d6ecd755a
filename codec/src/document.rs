//! A type whose element can be the root of a document.

use crate::{Edition, ReadError, Reader, Writer, XmlValue};

/// A type that stands as an element of its own: a whole message, its header, one of its bodies.
pub trait Document: XmlValue {
    /// Local name of the element.
    const ELEMENT: &'static str;

    /// Reads a document whose root is this type's element in the edition's namespace.
    ///
    /// `xsi:` attributes are ignored, every other attribute is refused, and so is what the edition does not allow.
    fn from_xml(document: &[u8], edition: Edition) -> Result<Self, ReadError> {
        let mut reader = Reader::new(document, edition)?;
        reader.root(Self::ELEMENT)?;
        let value = Self::read(&mut reader)?;
        reader.finish()?;
        Ok(value)
    }

    /// The element on one line, with the edition's namespace as the default one.
    fn to_xml(&self, edition: Edition) -> String {
        self.written(Writer::new(edition))
    }

    /// The element as [`Document::to_xml`] gives it, but each element on a line of its own, indented by two blanks a level.
    fn to_xml_indented(&self, edition: Edition) -> String {
        self.written(Writer::new(edition).indented())
    }

    /// The element on one line without a namespace declaration, to stand inside an element that has one.
    fn to_xml_fragment(&self, edition: Edition) -> String {
        self.written(Writer::new(edition).without_declaration())
    }

    #[doc(hidden)]
    fn written(&self, mut writer: Writer) -> String {
        writer.element(Self::ELEMENT, self);
        writer.finish()
    }
}
