//! `[invoice]`, `[statement]`, `[waybill]` and `[history]`: documents of a client.

use super::documents::number;
use super::reader::Table;
use super::setting::{Section, setting};
use super::value;

/// `[invoice]`.
#[derive(Debug, Clone)]
pub struct InvoiceRules {
    /// How numbers are written, with `{number}` and maybe `{year}`.
    pub number: String,
    /// Days after the day of issue on which a prepayment may still be made.
    pub valid_for: u32,
}

/// `[waybill]`.
#[derive(Debug, Clone)]
pub struct WaybillRules {
    /// How numbers are written, with `{number}` and maybe `{year}`.
    pub number: String,
    /// Payment terms under which a client prints his own.
    pub terms: Vec<String>,
}

/// Documents of a client.
#[derive(Debug, Clone)]
pub struct Papers {
    /// `[invoice]`; none: no invoices of orders.
    pub invoice: Option<InvoiceRules>,
    /// Months that a statement may span.
    pub statement_months: u32,
    /// `[waybill]`; none: nobody prints his own.
    pub waybill: Option<WaybillRules>,
    /// Months for which a client is shown his orders.
    pub history_months: u32,
}

const VALID_FOR: u32 = 5;
const MONTHS: u32 = 12;
const MONTHS_FORM: &str = "a number of months from 1 to 120, such as \"12 months\"";

/// `[invoice]`.
pub const INVOICE: Section = Section {
    header: "[invoice]",
    doc: "Invoices of orders, from placing on. A corrected order's is voided and made anew. Without it there are none; needs `[supplier]`.",
    settings: &[
        setting(
            "number",
            "\"{year}/{number}\"",
            "INV-{number}",
            "How it is numbered: `{number}` is the shop's sequence, `{year}` the year of issue.",
        ),
        setting(
            "valid_for",
            "\"5 days\"",
            "5 days",
            "A prepayment may be made until so many days after the day of issue, that last day included; 0 to 365. Under terms with `pay_within` of a day or more those days count, from the day of shipment.",
        ),
    ],
};

/// `[statement]`.
pub const STATEMENT: Section = Section {
    header: "[statement]",
    doc: "Statements of mutual settlements with a client.",
    settings: &[setting(
        "at_most",
        "\"12 months\"",
        "12 months",
        "The longest period, counted from its first day: a year from 1 January ends on 31 December; 1 to 120 months.",
    )],
};

/// `[waybill]`.
pub const WAYBILL: Section = Section {
    header: "[waybill]",
    doc: "Waybills that clients print to collect reserved goods themselves; whatever bars shipping bars them. Without it there are none; needs `[supplier]`.",
    settings: &[
        setting(
            "number",
            "\"W-{number}\"",
            "W-{number}",
            "How it is numbered: `{number}` is the shop's sequence, `{year}` the year of issue.",
        ),
        setting(
            "terms",
            "[\"consignment\"]",
            "[\"consignment\"]",
            "Payment terms under which a client prints his own; for others staff do.",
        ),
    ],
};

/// `[history]`.
pub const HISTORY: Section = Section {
    header: "[history]",
    doc: "How far back a client sees his orders: lines, sums, payments, debt.",
    settings: &[setting(
        "keep",
        "\"12 months\"",
        "12 months",
        "An order is shown up to the day so many months after it was placed, that day included; 1 to 120.",
    )],
};

fn months(raw: &toml::de::DeValue<'_>) -> Result<u32, value::Wrong> {
    let months = value::period(raw, "month", MONTHS_FORM)?;
    if !(1..=120).contains(&months) {
        return Err(value::Wrong {
            code: "bad-value",
            message: format!("{months} months are not between 1 and 120"),
            expected: MONTHS_FORM,
        });
    }
    Ok(months)
}

/// Reads all four.
pub(super) fn read(root: &Table<'_>, supplier: bool) -> Papers {
    let named = |key: &str| {
        let there = root.has(key);
        if there && !supplier && !root.has("demo_invoice") {
            root.missing("supplier");
        }
        there
    };
    let invoice = named("invoice").then(|| {
        let table = root.table("invoice", &INVOICE);
        InvoiceRules {
            number: table
                .read("number", number)
                .unwrap_or_else(|| "INV-{number}".to_owned()),
            valid_for: table
                .read("valid_for", super::rates::days)
                .unwrap_or(VALID_FOR),
        }
    });
    let statement = root.table("statement", &STATEMENT);
    let statement_months = statement.read("at_most", months).unwrap_or(MONTHS);
    let waybill = named("waybill").then(|| {
        let table = root.table("waybill", &WAYBILL);
        WaybillRules {
            number: table
                .read("number", number)
                .unwrap_or_else(|| "W-{number}".to_owned()),
            terms: table
                .read("terms", value::texts)
                .unwrap_or_else(|| vec!["consignment".to_owned()]),
        }
    });
    let history = root.table("history", &HISTORY);
    Papers {
        invoice,
        statement_months,
        waybill,
        history_months: history.read("keep", months).unwrap_or(MONTHS),
    }
}

#[cfg(test)]
mod tests {
    use crate::policy::{Papers, load};

    const SUPPLIER: &str = "[supplier]\nname = \"N\"\ntax_id = \"1\"\naccount = \"2\"\nbank = \"B\"\naddress = \"A\"\n";

    fn read(extra: &str) -> Result<Papers, String> {
        let text = format!("[shop]\ncurrency = \"EUR\"\n[contract.c]\n{extra}");
        load(&text)
            .map(|loaded| loaded.policy.papers)
            .map_err(|issues| {
                assert_eq!(issues.len(), 1, "{issues:#?}");
                format!("{} {}", issues[0].code, issues[0].path)
            })
    }

    #[test]
    fn invoices_and_waybills_need_a_supplier_statements_none() {
        let silent = read("").unwrap();
        assert!(silent.invoice.is_none() && silent.waybill.is_none());
        assert_eq!((silent.statement_months, silent.history_months), (12, 12));
        assert_eq!(read("[invoice]\n").unwrap_err(), "missing supplier");
        assert_eq!(read("[waybill]\n").unwrap_err(), "missing supplier");
        let both = read(&format!("{SUPPLIER}[invoice]\n[waybill]\n")).unwrap();
        let (invoice, waybill) = (both.invoice.unwrap(), both.waybill.unwrap());
        assert_eq!(
            (invoice.number.as_str(), invoice.valid_for),
            ("INV-{number}", 5)
        );
        assert_eq!(waybill.terms, ["consignment"]);
    }

    #[test]
    fn months_and_numbers_have_bounds() {
        for (text, good) in [("1 month", true), ("120 months", true), ("0 months", false)] {
            let read = read(&format!("[history]\nkeep = \"{text}\"\n"));
            assert_eq!(read.is_ok(), good, "{text}");
        }
        assert_eq!(
            read("[statement]\nat_most = \"121 months\"\n").unwrap_err(),
            "bad-value statement.at_most"
        );
        assert_eq!(
            read(&format!("{SUPPLIER}[invoice]\nnumber = \"7\"\n")).unwrap_err(),
            "bad-value invoice.number"
        );
    }
}
