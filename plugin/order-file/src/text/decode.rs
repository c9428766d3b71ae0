//! Bytes to text: UTF-8, UTF-16 by its mark, else the Russian code page.

use std::borrow::Cow;

use encoding_rs::{Encoding, WINDOWS_1251};

use crate::error::OrderFileError;

/// The text without its byte order mark.
///
/// # Errors
///
/// [`OrderFileError::UnknownFormat`] if it holds control characters, as binary
/// data does.
pub(crate) fn decode<'b>(bytes: &'b [u8], file: &str) -> Result<Cow<'b, str>, OrderFileError> {
    let unknown = || OrderFileError::UnknownFormat {
        file: file.to_owned(),
    };
    let text = if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or(&[]);
        let (text, malformed) = encoding.decode_without_bom_handling(rest);
        if malformed {
            return Err(unknown());
        }
        text
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        Cow::Borrowed(text)
    } else {
        WINDOWS_1251.decode_without_bom_handling(bytes).0
    };
    // Ctrl-Z closes files of old systems.
    let ours = |b: &u8| *b >= b' ' || matches!(b, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A);
    if text.as_bytes().iter().all(ours) {
        Ok(text)
    } else {
        Err(unknown())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        let utf16 = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
            "\u{FEFF}Кол;1".encode_utf16().flat_map(order).collect()
        };
        for bytes in [
            "Кол;1".as_bytes().to_vec(),
            "\u{FEFF}Кол;1".as_bytes().to_vec(),
            b"\xCA\xEE\xEB;1".to_vec(),
            utf16(u16::to_le_bytes),
            utf16(u16::to_be_bytes),
        ] {
            assert_eq!(decode(&bytes, "x").unwrap(), "Кол;1");
        }
    }

    #[test]
    fn binary_data() {
        for bytes in [&b"a;b\0c"[..], b"\x7FELF\x02\x01\x01", b"\xFF\xFEa"] {
            assert_eq!(
                decode(bytes, "x").unwrap_err().code(),
                "order-file.unknown-format"
            );
        }
    }
}
