//! What goes in and what comes out.

/// Upper bounds on one file. All are inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Order rows kept, the header not counted.
    pub max_rows: u32,
    /// Cells that hold something, over the sheets that are read, kept or not. A
    /// quarter of it bounds the rectangles around the cells of an ods or xls.
    pub max_cells: u32,
    /// Bytes unpacked from a zip, summed over the parts that are read, as
    /// counted while unpacking. An eighth of it bounds a text file, a sixteenth
    /// what an xls keeps its values in.
    pub max_unpacked_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_rows: 20_000,
            max_cells: 1_000_000,
            max_unpacked_bytes: 64 * 1024 * 1024,
        }
    }
}

/// How to read one file.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The name the buyer's file had; may be empty. Used in messages, and to
    /// notice an xls that calls itself xlsx.
    pub file_name: &'a str,
    /// Upper bounds.
    pub limits: Limits,
}

/// The file format the bytes turned out to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Office Open XML, with or without macros.
    Xlsx,
    /// Excel 5 to 2003.
    Xls,
    /// OpenDocument.
    Ods,
    /// Delimited text.
    Csv,
}

/// A file, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderFile {
    /// What the bytes turned out to be.
    pub format: Format,
    /// The name of the sheet that was read; empty for delimited text.
    pub sheet: String,
    /// Where the column names stand; none if no row named both columns.
    pub header: Option<Header>,
    /// The columns that were read.
    pub columns: Columns,
    /// In sheet order, row numbers rising; may be empty.
    pub rows: Vec<Row>,
}

/// A row that names the columns, such as `Артикул`/`Количество`, `SKU`/`Qty`,
/// `Article`/`Quantity`, `Item`/`Qty`, `Articolo`/`Quantità`, `Codice`/`Q.tà`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// 1-based sheet row.
    pub row: u32,
    /// 0-based column of the articles.
    pub article: u32,
    /// 0-based column of the quantities.
    pub quantity: u32,
}

/// 0-based column numbers: 0 is A.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    /// Where articles were read.
    pub article: u32,
    /// Where quantities were read.
    pub quantity: u32,
}

/// One row that holds anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// 1-based sheet row.
    pub number: u32,
    /// The article as written.
    pub article: Cell,
    /// The quantity as written.
    pub quantity: Cell,
    /// What to look the article up by; both empty if there is no usable article.
    pub keys: Keys,
    /// What is wrong, article before quantity; may be empty.
    pub problems: Vec<RowProblem>,
    /// The quantity, present exactly when it is a positive number.
    pub value: Option<ParsedQuantity>,
}

/// One cell, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Such as `B7`, also when the cell is empty.
    pub address: String,
    /// A text exactly as written, outer blanks included; a number as the sheet
    /// displays it where its format only pads with zeros (`0983`), in full
    /// decimal otherwise, never as `4E+12`. Cut at [`crate::MAX_TEXT_BYTES`].
    pub text: String,
    /// What the cell holds.
    pub kind: CellKind,
}

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// Nothing, or blanks only.
    Empty,
    /// A text; every cell of a delimited text file.
    Text,
    /// A number, also as a formula's last result.
    Number,
    /// A date, a truth value or an error.
    Other,
}

/// What to look an article up by (A18).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// The article without outer blanks.
    pub exact: String,
    /// The same without leading zeros; `0` if it was zeros only.
    pub without_leading_zeros: String,
}

/// `coefficient / 10^scale`, exactly; always positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParsedQuantity {
    /// All digits; not divisible by ten unless `scale` is 0.
    pub coefficient: i64,
    /// Digits after the decimal mark, 0 to 18.
    pub scale: u8,
}

/// What is wrong with a row (A17). A fraction is not: the shop knows the unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RowProblem {
    /// The article cell holds nothing.
    ArticleMissing,
    /// The article sits in a numeric cell whose format shows no leading zeros,
    /// so some may be lost. For information: the row has its keys.
    ArticleNumericCell,
    /// The article cell holds a date, a truth value or an error; often an
    /// article such as `1-2` that a spreadsheet took for a date.
    ArticleUnreadable,
    /// The article is longer than [`crate::MAX_TEXT_BYTES`]; it has no keys.
    ArticleTooLong,
    /// The quantity cell holds nothing.
    QuantityMissing,
    /// The quantity is zero.
    QuantityZero,
    /// The quantity is below zero.
    QuantityNegative,
    /// The quantity cell holds something else than a number.
    QuantityNotANumber,
    /// A text such as `1,200`, which is 1.2 to one reader and 1200 to another.
    QuantityAmbiguous,
    /// The quantity has more digits than 64 bits hold.
    QuantityTooLarge,
    /// More decimals than the contract's numbers have.
    QuantityTooPrecise,
}
