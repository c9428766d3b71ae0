//! What the owner of the shop decided: one `policy.toml`, read into typed settings.
//!
//! Every setting has a default, a form and a doc line ([`SECTIONS`]); nothing unknown
//! is passed over, and all issues are collected with their place in the text.

pub mod catalogue;
pub mod checks;
pub mod commerce;
pub mod credit;
pub mod delivery;
pub mod documents;
pub mod employees;
pub mod issue;
mod lints;
pub mod loyalty;
pub mod orders;
pub mod papers;
pub mod people;
pub mod prices;
pub mod rates;
pub mod reader;
pub mod setting;
pub mod shop;
mod syntax;
pub mod value;

use toml::de::DeTable;

pub use catalogue::{CatalogueRules, Profile, Sees};
pub use commerce::{
    Basis, Confirmation, OrderRules, Repair, Show, StockRules, TaxRate, TaxRounding,
};
pub use credit::{Bound, DebtWhen, ExposureWhen, Gate, GateOverride, GateThen, GateWhen};
pub use delivery::{Delivery, Field, Method, MethodKind, Zone};
pub use documents::{DemoInvoice, Supplier};
pub use employees::{EmployeeRules, GrantUpTo};
pub use issue::{Issue, Issues, Weight};
pub use loyalty::{Bonus, BonusTerms, Give, Keep, Promo, WithPromo};
pub use orders::LifeRules;
pub use papers::{InvoiceRules, Papers, WaybillRules};
pub use people::{ActsFor, Level, Mode, RegistrationRules, RepRule, RepRules};
pub use prices::{Breaks, Grid, GridBy, GridStep, PriceRules, Strategy, TaxMode, Terms, Tier};
pub use rates::RateRules;
pub use reader::Decided;
pub use setting::{Section, Setting};
pub use shop::Shop;

use reader::{Log, Table};
use setting::setting;

/// A policy without errors.
#[derive(Debug, Clone)]
pub struct Policy {
    /// `[shop]`.
    pub shop: Shop,
    /// `[price]` and `[[price_list]]`.
    pub price: PriceRules,
    /// `[rates]`.
    pub rates: RateRules,
    /// `[[tier]]`, by rising turnover.
    pub tiers: Vec<Tier>,
    /// `[contract.ID]`, in the order of the text.
    pub contracts: Vec<Terms>,
    /// `[[grid]]`, in the order of the text.
    pub grids: Vec<Grid>,
    /// `[[tax]]`.
    pub taxes: Vec<TaxRate>,
    /// `[catalogue]`.
    pub catalogue: CatalogueRules,
    /// `[stock]`.
    pub stock: StockRules,
    /// `[order]`.
    pub order: OrderRules,
    /// `[[credit.gate]]`, or the default gate.
    pub gates: Vec<Gate>,
    /// `[registration]`.
    pub registration: RegistrationRules,
    /// `[[access]]`, or the default levels.
    pub levels: Vec<Level>,
    /// `[employees]`.
    pub employees: EmployeeRules,
    /// `[rep]` and `[[rep.rule]]`.
    pub rep: RepRules,
    /// `[delivery]`.
    pub delivery: Delivery,
    /// `[supplier]`; none: no document can be made that names him.
    pub supplier: Option<Supplier>,
    /// `[invoice]`, `[statement]`, `[waybill]` and `[history]`.
    pub papers: Papers,
    /// `[demo_invoice]` with `[supplier]`; none: visitors make no invoices.
    pub demo_invoice: Option<DemoInvoice>,
    /// `[bonus]`; none: there are no bonuses.
    pub bonus: Option<Bonus>,
    /// `[[promo]]`, in the order of the text.
    pub promos: Vec<Promo>,
    /// `[orders]`.
    pub life: LifeRules,
}

/// A loaded policy, what it decided, and warnings.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The settings.
    pub policy: Policy,
    /// Every setting that was read, in order.
    pub decided: Vec<Decided>,
    /// Warnings alone.
    pub warnings: Vec<Issue>,
}

const ROOT: Section = Section {
    header: "the policy",
    doc: "One file, one shop.",
    settings: &[
        setting(
            "shop",
            "[shop]",
            "required",
            "Currency, time zone, rounding.",
        ),
        setting("price", "[price]", "defaults", "How price lists compete."),
        setting(
            "price_list",
            "[[price_list]]",
            "none",
            "Ranks of price lists, for the strategy `priority`.",
        ),
        setting(
            "rates",
            "[rates]",
            "defaults",
            "How long an exchange rate counts.",
        ),
        setting(
            "tier",
            "[[tier]]",
            "none",
            "Discounts by last month's turnover.",
        ),
        setting(
            "contract",
            "[contract.ID]",
            "required",
            "Payment terms that contracts refer to.",
        ),
        setting(
            "grid",
            "[[grid]]",
            "none",
            "Discounts by quantity, line sum or order sum.",
        ),
        setting("tax", "[[tax]]", "none", "Rates by tax class."),
        setting(
            "catalogue",
            "[catalogue]",
            "defaults",
            "Who sees which products.",
        ),
        setting(
            "stock",
            "[stock]",
            "defaults",
            "How much of the stock a client is shown.",
        ),
        setting(
            "warehouse",
            "[warehouse.ID]",
            "none",
            "How long goods of far warehouses need.",
        ),
        setting(
            "order",
            "[order]",
            "defaults",
            "Minimum, import and confirmation.",
        ),
        setting("credit", "[credit]", "defaults", "Gates on debt."),
        setting(
            "registration",
            "[registration]",
            "defaults",
            "Who gets an account, and what it takes.",
        ),
        setting(
            "access",
            "[[access]]",
            "administrator, buyer, viewer",
            "Levels of access of a client's employees.",
        ),
        setting(
            "employees",
            "[employees]",
            "defaults",
            "How a client adds, changes and removes its employees.",
        ),
        setting("rep", "[rep]", "defaults", "Who looks after a client."),
        setting(
            "delivery",
            "[delivery]",
            "none",
            "Methods and zones of delivery.",
        ),
        setting("supplier", "[supplier]", "none", "Who is to be paid."),
        setting(
            "demo_invoice",
            "[demo_invoice]",
            "none",
            "Invoices for visitors, at public prices.",
        ),
        setting("invoice", "[invoice]", "none", "Invoices of orders."),
        setting(
            "statement",
            "[statement]",
            "defaults",
            "Statements of mutual settlements.",
        ),
        setting(
            "waybill",
            "[waybill]",
            "none",
            "Waybills with which clients collect goods themselves.",
        ),
        setting(
            "history",
            "[history]",
            "defaults",
            "How long a client is shown his orders.",
        ),
        setting(
            "bonus",
            "[bonus]",
            "none",
            "Bonuses that buyers collect and spend.",
        ),
        setting("promo", "[[promo]]", "none", "Promo codes."),
        setting(
            "orders",
            "[orders]",
            "defaults",
            "The life of an order, from placing to the archive.",
        ),
    ],
};

/// Every table of a policy, in the order of the reference.
pub const SECTIONS: &[&Section] = &[
    &shop::SHOP,
    &shop::ROUNDING,
    &prices::PRICE,
    &prices::PRICE_LIST,
    &rates::RATES,
    &prices::TIER,
    &prices::CONTRACT,
    &prices::GRID,
    &prices::GRID_STEP,
    &commerce::TAX,
    &catalogue::CATALOGUE,
    &catalogue::PROFILE,
    &commerce::STOCK,
    &commerce::SHOW,
    &commerce::WAREHOUSE,
    &commerce::ORDER,
    &credit::CREDIT,
    &credit::GATE,
    &credit::WHEN,
    &credit::OVERRIDE,
    &people::REGISTRATION,
    &people::ACCESS,
    &employees::EMPLOYEES,
    &people::REP,
    &people::REP_RULE,
    &delivery::DELIVERY,
    &delivery::METHOD,
    &delivery::ZONE,
    &documents::SUPPLIER,
    &documents::DEMO_INVOICE,
    &papers::INVOICE,
    &papers::STATEMENT,
    &papers::WAYBILL,
    &papers::HISTORY,
    &loyalty::BONUS,
    &loyalty::ACCRUE,
    &loyalty::ACCRUE_WHEN,
    &loyalty::REDEEM,
    &loyalty::WITH_PROMO,
    &loyalty::SEGMENT,
    &loyalty::EXCLUSION,
    &loyalty::STAGE,
    &loyalty::PROMO,
    &loyalty::PROMO_FOR,
    &loyalty::PROMO_WHEN,
    &loyalty::PROMO_GIVE,
    &orders::sections::ORDERS,
    &orders::sections::STEP,
    &orders::sections::EVENT,
    &orders::sections::LABEL,
];

/// The policy that `text` holds, or everything that is wrong with it.
///
/// # Errors
/// All issues, ordered by their place in the text, when at least one is an error.
pub fn load(text: &str) -> Result<Loaded, Vec<Issue>> {
    let (root, syntax) = DeTable::parse_recoverable(text);
    let log = Log::default();
    for error in &syntax {
        let (message, expected) = syntax::explain(text, error.message(), error.span());
        log.issues
            .borrow_mut()
            .error("syntax", "", error.span(), message, expected);
    }
    if log.issues.borrow().any_error() {
        return Err(log.issues.into_inner().into_vec());
    }
    let root = Table::new(
        Some((root.get_ref(), root.span())),
        String::new(),
        &ROOT,
        &log,
    );
    if !root.has("shop") {
        root.missing("shop");
    }
    let supplier = documents::read_supplier(&root);
    let mut policy = Policy {
        shop: shop::read(&root),
        price: prices::read_price(&root),
        rates: rates::read(&root),
        tiers: prices::read_tiers(&root),
        contracts: prices::read_contracts(&root),
        grids: prices::read_grids(&root),
        taxes: commerce::read_taxes(&root),
        catalogue: catalogue::read(&root),
        stock: commerce::read_stock(&root),
        order: commerce::read_order(&root),
        gates: credit::read(&root),
        registration: people::read_registration(&root),
        levels: people::read_levels(&root),
        employees: employees::read(&root),
        rep: people::read_rep(&root),
        delivery: delivery::read(&root),
        demo_invoice: documents::read(&root, supplier.as_ref()),
        papers: papers::read(&root, supplier.is_some()),
        supplier,
        bonus: loyalty::read_bonus(&root),
        promos: Vec::new(),
        life: orders::read(&root),
    };
    policy = Policy {
        promos: loyalty::read_promos(&root, &policy),
        ..policy
    };
    policy.life.auto = policy.order.confirmation == Confirmation::Auto;
    checks::check(&policy, &root, &log);
    policy.life.moves = orders::proof::prove(&policy, &root, &log);
    lints::lint(&policy, &root, &log);
    drop(root);
    let issues = log.issues.into_inner();
    if issues.any_error() {
        return Err(issues.into_vec());
    }
    Ok(Loaded {
        policy,
        decided: log.decided.into_inner(),
        warnings: issues.into_vec(),
    })
}

#[cfg(test)]
mod tests;
