//! Why a file as a whole can't be read.

/// Why a file as a whole can't be read, and what would be right.
///
/// Messages are for staff and developers; [`OrderFileError::code`] is what a
/// host maps to the buyer's language.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OrderFileError {
    /// No bytes at all.
    #[error("`{file}` is empty: choose the file again, it may not have been uploaded in full")]
    Empty {
        /// The name it came under.
        file: String,
    },
    /// Neither a spreadsheet nor text.
    #[error("`{file}` is no spreadsheet: expected xlsx, xls, ods or delimited text")]
    UnknownFormat {
        /// The name it came under.
        file: String,
    },
    /// Something known that isn't read.
    #[error("`{file}` is {found}, which is not read: save it as .xlsx")]
    UnsupportedFormat {
        /// The name it came under.
        file: String,
        /// What it is.
        found: &'static str,
    },
    /// The name says one format, the bytes are another.
    #[error(
        "`{file}` is named {named}, but its content is {found}: open it and save it as {named} again"
    )]
    FormatMismatch {
        /// The name it came under.
        file: String,
        /// What the name says.
        named: &'static str,
        /// What the bytes are.
        found: &'static str,
    },
    /// It is encrypted.
    #[error("`{file}` is protected by a password: remove the password and save it again")]
    PasswordProtected {
        /// The name it came under.
        file: String,
    },
    /// It ends too early.
    #[error("{part} ends too early: the file is cut off, upload it again")]
    Truncated {
        /// Which part of the file.
        part: String,
    },
    /// It breaks its own format.
    #[error("{part} is damaged, {reason}: open the file and save it again")]
    Damaged {
        /// Which part of the file.
        part: String,
        /// How.
        reason: String,
    },
    /// It unpacks to more than the limit.
    #[error(
        "{part} unpacks to more than the {limit} bytes allowed for a file: keep article and quantity only, without \
         pictures or formatting"
    )]
    UnpackedTooLarge {
        /// The part that went over.
        part: String,
        /// Bytes allowed.
        limit: u64,
    },
    /// More rows than the limit.
    #[error(
        "more than {limit} order rows: row {row} is the first one over, split the file before it"
    )]
    TooManyRows {
        /// Rows allowed.
        limit: u32,
        /// 1-based sheet row of the first row over the limit.
        row: u32,
    },
    /// More cells than the limit.
    #[error(
        "more than {limit} cells: row {row} holds the first one over, keep article and quantity only"
    )]
    TooManyCells {
        /// Cells allowed.
        limit: u32,
        /// 1-based sheet row of the first cell over the limit.
        row: u32,
    },
    /// More shared texts than cells are allowed, declared or found.
    #[error("{part} states {count} texts, at most {limit} are read: save the file again")]
    TooManyTexts {
        /// The part that holds them.
        part: String,
        /// How many it states, or holds at least.
        count: u64,
        /// Texts allowed.
        limit: u32,
    },
    /// Shared texts take more room than allowed.
    #[error("{part} holds more than {limit} bytes of text: keep article and quantity only")]
    TextsTooLarge {
        /// The part that holds them.
        part: String,
        /// Bytes allowed.
        limit: usize,
    },
    /// A zip with more entries than any workbook needs.
    #[error("the file packs more than {limit} parts: expected a workbook, which has some dozens")]
    TooManyParts {
        /// Parts allowed.
        limit: usize,
    },
    /// XML features a spreadsheet never needs.
    #[error("{part} uses {what}, which no spreadsheet needs: save the file again")]
    ForbiddenXml {
        /// Which part of the file.
        part: String,
        /// The feature.
        what: &'static str,
    },
    /// Elements nested deeper than any spreadsheet nests them.
    #[error("{part} nests elements deeper than {limit} levels: save the file again")]
    XmlTooDeep {
        /// Which part of the file.
        part: String,
        /// Levels allowed.
        limit: u32,
    },
    /// A workbook without a visible worksheet.
    #[error("the workbook has no visible sheet with cells: unhide the one with the order")]
    NoSheets,
    /// Every visible sheet is blank.
    #[error("nothing is filled in: expected an article column and a quantity column")]
    NothingFilledIn,
    /// Two columns claim to be the same one.
    #[error("row {row} names two {what} columns, `{first}` and `{second}`: rename one of them")]
    AmbiguousHeader {
        /// 1-based sheet row of the header.
        row: u32,
        /// `article` or `quantity`.
        what: &'static str,
        /// Address of the one.
        first: String,
        /// Address of the other.
        second: String,
    },
}

impl OrderFileError {
    /// A stable name, such as `order-file.too-many-rows`; never reused.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty { .. } => "order-file.empty",
            Self::UnknownFormat { .. } => "order-file.unknown-format",
            Self::UnsupportedFormat { .. } => "order-file.unsupported-format",
            Self::FormatMismatch { .. } => "order-file.format-mismatch",
            Self::PasswordProtected { .. } => "order-file.password-protected",
            Self::Truncated { .. } => "order-file.truncated",
            Self::Damaged { .. } => "order-file.damaged",
            Self::UnpackedTooLarge { .. } => "order-file.unpacked-too-large",
            Self::TooManyRows { .. } => "order-file.too-many-rows",
            Self::TooManyCells { .. } => "order-file.too-many-cells",
            Self::TooManyTexts { .. } => "order-file.too-many-texts",
            Self::TextsTooLarge { .. } => "order-file.texts-too-large",
            Self::TooManyParts { .. } => "order-file.too-many-parts",
            Self::ForbiddenXml { .. } => "order-file.forbidden-xml",
            Self::XmlTooDeep { .. } => "order-file.xml-too-deep",
            Self::NoSheets => "order-file.no-sheets",
            Self::NothingFilledIn => "order-file.nothing-filled-in",
            Self::AmbiguousHeader { .. } => "order-file.ambiguous-header",
        }
    }

    pub(crate) fn damaged(part: &str, reason: impl Into<String>) -> Self {
        Self::Damaged {
            part: part.to_owned(),
            reason: reason.into(),
        }
    }

    pub(crate) fn truncated(part: &str) -> Self {
        Self::Truncated {
            part: part.to_owned(),
        }
    }
}
