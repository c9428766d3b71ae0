//! Excel 97 workbooks, honest and otherwise.

use super::compound;

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut bytes = kind.to_le_bytes().to_vec();
    bytes.extend((data.len() as u16).to_le_bytes());
    bytes.extend(data);
    bytes
}

fn bof(kind: u16) -> Vec<u8> {
    let mut data = 0x0600_u16.to_le_bytes().to_vec();
    data.extend(kind.to_le_bytes());
    data.extend([0; 12]);
    record(0x0809, &data)
}

fn label(row: u16, column: u16, text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut data = cell(row, column);
    data.extend((units.len() as u16).to_le_bytes());
    data.push(1);
    data.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    record(0x0204, &data)
}

fn cell(row: u16, column: u16) -> Vec<u8> {
    [row, column, 0]
        .iter()
        .flat_map(|n| n.to_le_bytes())
        .collect()
}

/// A workbook stream: `globals` after its start, then one sheet of `cells`.
fn workbook(globals: &[u8], cells: &[u8]) -> Vec<u8> {
    let start = bof(5);
    let name = b"Order";
    let bound = |offset: u32| {
        let mut data = offset.to_le_bytes().to_vec();
        data.extend([0, 0, name.len() as u8, 0]);
        data.extend(name);
        record(0x0085, &data)
    };
    let end = record(0x000A, &[]);
    let offset = start.len() + bound(0).len() + globals.len() + end.len();
    [
        &start,
        &bound(offset as u32),
        globals,
        &end,
        &bof(0x10),
        cells,
        &end,
    ]
    .concat()
}

fn xls(globals: &[u8], cells: &[u8]) -> Vec<u8> {
    compound::write(&[("Workbook", workbook(globals, cells))])
}

/// An ordinary order: header `SKU`/`Qty`, articles as texts, quantities as
/// numbers where they read as such; at most 65,535 rows.
#[must_use]
pub fn plain_xls(rows: &[(&str, &str)]) -> Vec<u8> {
    let mut cells = [label(0, 0, "SKU"), label(0, 1, "Qty")].concat();
    for (row, (article, quantity)) in (1..).zip(rows) {
        cells.extend(label(row, 0, article));
        if let Ok(number) = quantity.parse::<f64>() {
            let mut data = cell(row, 1);
            data.extend(number.to_le_bytes());
            cells.extend(record(0x0203, &data));
        } else {
            cells.extend(label(row, 1, quantity));
        }
    }
    xls(&[], &cells)
}

/// A workbook so small that its stream lies in small sectors: read, one row.
#[must_use]
pub fn small_xls() -> Vec<u8> {
    let cells = [label(0, 0, "0983"), label(0, 1, "2")].concat();
    compound::write_small("Workbook", &workbook(&[], &cells))
}

/// Shared texts that break off in the middle of a character's record and go on
/// in another width, rich and phonetic ones between them: read, one row.
#[must_use]
pub fn continued_xls_texts() -> Vec<u8> {
    let mut first = [3_u32, 3]
        .iter()
        .flat_map(|n| n.to_le_bytes())
        .collect::<Vec<_>>();
    first.extend([3, 0, 0]);
    first.extend(b"SKU");
    // Rich and phonetic: one run of four bytes, two bytes besides.
    first.extend([3, 0, 0x0C, 1, 0, 2, 0, 0, 0]);
    first.extend(b"Qty");
    first.extend([0; 3]);
    let mut second = vec![0; 3];
    second.extend([4, 0, 0]);
    second.extend(b"09");
    let third = [1, b'8', 0, b'3', 0];
    let globals = [
        record(0x00FC, &first),
        record(0x003C, &second),
        record(0x003C, &third),
    ]
    .concat();
    let shared = |row, column, index: u32| {
        let mut data = cell(row, column);
        data.extend(index.to_le_bytes());
        record(0x00FD, &data)
    };
    let mut several = cell(1, 1);
    several.extend(((12_u32 << 2) | 2).to_le_bytes());
    several.extend([0, 0]);
    several.extend(((1250_u32 << 2) | 3).to_le_bytes());
    several.extend([2, 0]);
    let cells = [
        shared(0, 0, 0),
        shared(0, 1, 1),
        shared(1, 0, 2),
        record(0x00BD, &several),
    ]
    .concat();
    xls(&globals, &cells)
}

/// An honest xls, to be handed in under a name that ends in `.xlsx`: `format-mismatch`.
#[must_use]
pub fn cfb_named_xlsx() -> Vec<u8> {
    plain_xls(&[("0983", "2")])
}

/// An upload that broke off: `truncated`.
#[must_use]
pub fn truncated_xls() -> Vec<u8> {
    let mut file = plain_xls(&vec![("0983", "2"); 500]);
    file.truncate(file.len() / 2);
    file
}

/// An xls behind a password: `password-protected`.
#[must_use]
pub fn password_protected_xls() -> Vec<u8> {
    xls(&record(0x002F, &[1, 0, 1, 0, 1, 0]), &[])
}

/// A sheet that states the largest dimensions and holds a cell in either corner:
/// `too-many-cells`, for the rectangle around them.
#[must_use]
pub fn absurd_xls_dimensions() -> Vec<u8> {
    let mut data = 0_u32.to_le_bytes().to_vec();
    data.extend(u32::MAX.to_le_bytes());
    data.extend([0, 0, 0xFF, 0xFF, 0, 0]);
    let cells = [
        record(0x0200, &data),
        label(0, 0, "0983"),
        label(65_535, 255, "x"),
    ]
    .concat();
    xls(&[], &cells)
}

/// A table of four billion shared texts that holds none: `too-many-texts`.
#[must_use]
pub fn absurd_xls_texts() -> Vec<u8> {
    xls(&record(0x00FC, &[0xFF; 8]), &label(0, 0, "0983"))
}

/// A chain of sectors that bites its own tail: `damaged`.
#[must_use]
pub fn endless_chain() -> Vec<u8> {
    let mut file = plain_xls(&[("0983", "2")]);
    // Sector 2 is the stream's first; it now follows itself.
    file[512 + 8..512 + 12].copy_from_slice(&2_u32.to_le_bytes());
    file
}
