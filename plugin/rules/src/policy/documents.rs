//! `[supplier]` and `[demo_invoice]`: documents that need no account.

use super::prices::{TAX_MODES, TaxMode};
use super::reader::Table;
use super::setting::{Section, setting};
use super::value;

/// `[supplier]`: who is to be paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supplier {
    /// Legal name.
    pub name: String,
    /// Tax number.
    pub tax_id: String,
    /// Bank account.
    pub account: String,
    /// The bank, with its codes.
    pub bank: String,
    /// Legal address.
    pub address: String,
}

/// `[demo_invoice]`.
#[derive(Debug, Clone)]
pub struct DemoInvoice {
    /// The public price list.
    pub price_list: String,
    /// How its prices relate to tax.
    pub tax: TaxMode,
    /// Days after the day of issue on which it may still be paid.
    pub valid_for: u32,
    /// How numbers are written, with `{number}` and maybe `{year}`.
    pub number: String,
    /// Who is to be paid.
    pub supplier: Supplier,
}

/// `[supplier]`.
pub const SUPPLIER: Section = Section {
    header: "[supplier]",
    doc: "Who is to be paid; stands on every document.",
    settings: &[
        setting("name", "\"Vega LLC\"", "required", "Legal name."),
        setting("tax_id", "\"7701234567\"", "required", "Tax number."),
        setting(
            "account",
            "\"40702810900000000001\"",
            "required",
            "Bank account.",
        ),
        setting(
            "bank",
            "\"Vega Bank, BIC 044525000\"",
            "required",
            "The bank, with its codes.",
        ),
        setting(
            "address",
            "\"1 Main Street, Moscow\"",
            "required",
            "Legal address.",
        ),
    ],
};

/// `[demo_invoice]`.
pub const DEMO_INVOICE: Section = Section {
    header: "[demo_invoice]",
    doc: "Invoices that visitors without an account make for themselves, at public prices. Without it there are none; needs `[supplier]`.",
    settings: &[
        setting(
            "price_list",
            "\"retail\"",
            "required",
            "The public price list, in the shop's currency; its quantity breaks count.",
        ),
        setting(
            "tax",
            "\"exclusive\", \"inclusive\" or \"exempt\"",
            "exclusive",
            "Whether public prices are before tax, contain it, or know none.",
        ),
        setting(
            "valid_for",
            "\"5 days\"",
            "5 days",
            "It may be paid until so many days after the day of issue, that last day included; 0 to 365.",
        ),
        setting(
            "number",
            "\"DEMO-{year}-{number}\"",
            "DEMO-{number}",
            "How it is numbered: `{number}` is the shop's sequence, `{year}` the year of issue.",
        ),
    ],
};

const NUMBER: &str = "a text with `{number}` and at most `{year}`, such as \"DEMO-{number}\"";

/// Reads `[supplier]`.
pub(super) fn read_supplier(root: &Table<'_>) -> Option<Supplier> {
    root.has("supplier").then(|| supplier(root))
}

/// A way to number: `{number}` once, `{year}` once at most.
pub(super) fn number(raw: &toml::de::DeValue<'_>) -> Result<String, value::Wrong> {
    let text = value::text(raw)?;
    let rest = text.replacen("{number}", "", 1).replacen("{year}", "", 1);
    if !text.contains("{number}") || rest.contains(['{', '}']) {
        return Err(value::Wrong {
            code: "bad-value",
            message: format!("`{text}` is not a way to number"),
            expected: NUMBER,
        });
    }
    Ok(text)
}

/// Reads `[demo_invoice]`.
pub(super) fn read(root: &Table<'_>, supplier: Option<&Supplier>) -> Option<DemoInvoice> {
    if !root.has("demo_invoice") {
        return None;
    }
    if supplier.is_none() {
        root.missing("supplier");
    }
    let table = root.table("demo_invoice", &DEMO_INVOICE);
    let price_list = table.required_text("price_list");
    let tax = table.choice("tax", TAX_MODES).unwrap_or(TaxMode::Exclusive);
    let valid_for = table.read("valid_for", super::rates::days).unwrap_or(5);
    let number = table.read("number", number);
    Some(DemoInvoice {
        price_list,
        tax,
        valid_for,
        number: number.unwrap_or_else(|| "DEMO-{number}".to_owned()),
        supplier: supplier?.clone(),
    })
}

fn supplier(root: &Table<'_>) -> Supplier {
    let table = root.table("supplier", &SUPPLIER);
    Supplier {
        name: table.required_text("name"),
        tax_id: table.required_text("tax_id"),
        account: table.required_text("account"),
        bank: table.required_text("bank"),
        address: table.required_text("address"),
    }
}

#[cfg(test)]
mod tests {
    use crate::policy::{Issue, load};

    const SUPPLIER: &str = "[supplier]\nname = \"N\"\ntax_id = \"1\"\naccount = \"2\"\nbank = \"B\"\naddress = \"A\"\n";

    fn read(extra: &str) -> Result<Option<super::DemoInvoice>, Vec<Issue>> {
        load(&format!(
            "[shop]\ncurrency = \"EUR\"\n[contract.c]\n{extra}"
        ))
        .map(|loaded| loaded.policy.demo_invoice)
    }

    fn only(extra: &str) -> String {
        let issues = read(extra).unwrap_err();
        assert_eq!(issues.len(), 1, "{issues:#?}");
        format!("{} {}", issues[0].code, issues[0].path)
    }

    #[test]
    fn a_demo_invoice_needs_a_supplier_and_a_list() {
        assert!(read("").unwrap().is_none() && read(SUPPLIER).unwrap().is_none());
        let demo = "[demo_invoice]\nprice_list = \"retail\"\n";
        let found = read(&format!("{SUPPLIER}{demo}")).unwrap().unwrap();
        assert_eq!(
            (found.valid_for, found.number.as_str()),
            (5, "DEMO-{number}")
        );
        assert_eq!(only(demo), "missing supplier");
        assert_eq!(
            only(&format!("{SUPPLIER}[demo_invoice]\n")),
            "missing demo_invoice.price_list"
        );
        assert_eq!(
            only("[supplier]\nname = \"N\"\ntax_id = \"1\"\naccount = \"2\"\nbank = \"B\"\n"),
            "missing supplier.address"
        );
    }

    #[test]
    fn days_and_numbers_have_bounds() {
        let with = |line: &str| format!("{SUPPLIER}[demo_invoice]\nprice_list = \"r\"\n{line}\n");
        assert!(read(&with("valid_for = \"365 days\"")).is_ok());
        assert_eq!(
            only(&with("valid_for = \"366 days\"")),
            "bad-value demo_invoice.valid_for"
        );
        assert!(read(&with("number = \"{year}/{number}\"")).is_ok());
        for wrong in ["D-1", "{number}-{month}", "{number}{number}"] {
            assert_eq!(
                only(&with(&format!("number = \"{wrong}\""))),
                "bad-value demo_invoice.number"
            );
        }
    }
}
