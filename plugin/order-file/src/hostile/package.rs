//! Zips, and zips that lie about their sizes.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A zip of these parts, deflated, in this order.
pub(crate) fn zip_of<'a>(parts: impl IntoIterator<Item = (&'a str, Vec<u8>)>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        zip.start_file(name, options).unwrap();
        zip.write_all(&content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// States another unpacked size for every part, in both places a zip has for it.
pub(crate) fn restate_sizes(zip: &mut [u8], size: u32) {
    for (mark, at) in [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)] {
        let starts: Vec<usize> = (0..zip.len().saturating_sub(46))
            .filter(|start| &zip[*start..*start + 4] == mark)
            .collect();
        for start in starts {
            zip[start + at..start + at + 4].copy_from_slice(&size.to_le_bytes());
        }
    }
}
