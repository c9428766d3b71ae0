//! The exports, answered from the one policy that was loaded.

use std::sync::OnceLock;

use crate::bindings::comptoir::rules::facts::{
    Buyer, Contract, Loyalty, Products, Rate, Receivables, Stock,
};
use crate::bindings::comptoir::rules::types::{Context, RuleError};
use crate::bindings::exports::comptoir::rules::{
    accounts, cart, catalogue, checkout, delivery, documents, loyalty, meta, orders, policy,
};
use crate::convert::{self, FactGroups};
use crate::native::Native;

/// The policy of this instance. The sandbox is snapshotted once it is set.
static LOADED: OnceLock<Native> = OnceLock::new();

struct Plugin;

#[cfg(target_arch = "wasm32")]
use crate::heap::apart;

/// Outside of the sandbox the heap is the host's.
#[cfg(not(target_arch = "wasm32"))]
fn apart<T>(work: impl FnOnce() -> T) -> T {
    work()
}

fn loaded() -> Result<&'static Native, RuleError> {
    LOADED.get().ok_or_else(|| RuleError {
        code: "no-policy".to_owned(),
        at: String::new(),
        message: "no policy is loaded".to_owned(),
    })
}

impl meta::Guest for Plugin {
    fn describe() -> meta::Description {
        convert::policy::describe()
    }
}

impl policy::Guest for Plugin {
    fn load(text: String) -> Result<policy::Report, Vec<policy::Issue>> {
        let (native, report) = apart(|| Native::load(&text))?;
        // A copy of it lies in one piece. A second load of one instance changes nothing; the host loads
        // once, then snapshots.
        let _ = LOADED.set(native.clone());
        Ok(report)
    }
}

impl catalogue::Guest for Plugin {
    fn offers(
        context: Context,
        buyer: Buyer,
        contracts: Vec<Contract>,
        products: Products,
        stock: Stock,
        rates: Vec<Rate>,
        request: catalogue::OffersRequest,
    ) -> Result<catalogue::OffersAnswer, RuleError> {
        loaded()?.offers(
            context,
            FactGroups {
                buyer,
                contracts,
                products,
                stock,
                receivables: None,
                rates,
                loyalty: None,
            },
            request,
        )
    }
}

impl cart::Guest for Plugin {
    fn evaluate(
        context: Context,
        buyer: Buyer,
        contracts: Vec<Contract>,
        products: Products,
        stock: Stock,
        receivables: Option<Receivables>,
        rates: Vec<Rate>,
        loyalty: Option<Loyalty>,
        request: cart::CartRequest,
    ) -> Result<cart::CartAnswer, RuleError> {
        loaded()?.evaluate(
            context,
            FactGroups {
                buyer,
                contracts,
                products,
                stock,
                receivables,
                rates,
                loyalty,
            },
            request,
        )
    }

    fn reorder(
        context: Context,
        buyer: Buyer,
        contracts: Vec<Contract>,
        products: Products,
        stock: Stock,
        receivables: Option<Receivables>,
        rates: Vec<Rate>,
        request: cart::ReorderRequest,
    ) -> Result<cart::ReorderAnswer, RuleError> {
        loaded()?.reorder(
            context,
            FactGroups {
                buyer,
                contracts,
                products,
                stock,
                receivables,
                rates,
                loyalty: None,
            },
            request,
        )
    }
}

impl checkout::Guest for Plugin {
    fn place(
        context: Context,
        buyer: Buyer,
        contracts: Vec<Contract>,
        products: Products,
        stock: Stock,
        receivables: Option<Receivables>,
        rates: Vec<Rate>,
        loyalty: Option<Loyalty>,
        history: Option<orders::OrderHistory>,
        working: Option<Vec<orders::WorkingTime>>,
        request: checkout::PlaceRequest,
    ) -> Result<checkout::PlaceAnswer, RuleError> {
        loaded()?.place(
            context,
            FactGroups {
                buyer,
                contracts,
                products,
                stock,
                receivables,
                rates,
                loyalty,
            },
            (history, working),
            request,
        )
    }
}

impl accounts::Guest for Plugin {
    fn register(
        context: Context,
        directory: accounts::Directory,
        contracts: Vec<Contract>,
        request: accounts::RegistrationRequest,
    ) -> Result<accounts::RegisterAnswer, RuleError> {
        loaded()?.register(context, directory, contracts, request)
    }

    fn invite(
        context: Context,
        directory: accounts::Directory,
        contracts: Vec<Contract>,
        request: accounts::InviteRequest,
    ) -> Result<accounts::InviteAnswer, RuleError> {
        loaded()?.invite(context, directory, contracts, request)
    }

    fn manage_employee(
        context: Context,
        directory: accounts::Directory,
        request: accounts::EmployeeChange,
    ) -> Result<accounts::EmployeeAnswer, RuleError> {
        loaded()?.manage_employee(context, directory, request)
    }

    fn authorise(
        context: Context,
        directory: accounts::Directory,
        request: accounts::AuthoriseRequest,
    ) -> Result<accounts::AuthoriseAnswer, RuleError> {
        loaded()?.authorise(context, directory, request)
    }

    fn assign_rep(
        context: Context,
        directory: accounts::Directory,
        request: accounts::AssignRequest,
    ) -> Result<accounts::AssignAnswer, RuleError> {
        loaded()?.assign_rep(context, directory, request)
    }

    fn find_clients(
        context: Context,
        directory: accounts::Directory,
        standings: Vec<accounts::Standing>,
        request: accounts::FindRequest,
    ) -> Result<accounts::FindAnswer, RuleError> {
        loaded()?.find_clients(context, directory, standings, request)
    }
}

impl delivery::Guest for Plugin {
    fn list_methods() -> Result<delivery::Methods, RuleError> {
        Ok(loaded()?.list_methods())
    }
}

impl documents::Guest for Plugin {
    fn demo_invoice(
        context: Context,
        products: Products,
        request: documents::DemoInvoiceRequest,
    ) -> Result<documents::DemoInvoiceAnswer, RuleError> {
        loaded()?.demo_invoice(context, products, request)
    }

    fn invoice(
        context: Context,
        buyer: Buyer,
        contracts: Vec<Contract>,
        products: Products,
        order: orders::Order,
        request: documents::InvoiceRequest,
    ) -> Result<documents::InvoiceAnswer, RuleError> {
        loaded()?.invoice(context, (buyer, contracts), products, order, request)
    }

    fn statement(
        context: Context,
        buyer: Buyer,
        contracts: Vec<Contract>,
        ledger: Option<documents::Ledger>,
        receivables: Option<Receivables>,
        request: documents::StatementRequest,
    ) -> Result<documents::StatementAnswer, RuleError> {
        loaded()?.statement(context, (buyer, contracts), (ledger, receivables), request)
    }

    fn waybill(
        context: Context,
        buyer: Buyer,
        contracts: Vec<Contract>,
        products: Products,
        receivables: Option<Receivables>,
        rates: Vec<Rate>,
        orders: Vec<orders::Order>,
        request: documents::WaybillRequest,
    ) -> Result<documents::WaybillAnswer, RuleError> {
        let debts = (receivables, rates);
        loaded()?.waybill(
            context,
            (buyer, contracts),
            (products, debts),
            orders,
            request,
        )
    }

    fn history(
        context: Context,
        buyer: Buyer,
        orders: Vec<documents::PastOrder>,
        request: documents::HistoryRequest,
    ) -> Result<documents::HistoryAnswer, RuleError> {
        loaded()?.history(context, buyer, orders, request)
    }
}

impl loyalty::Guest for Plugin {
    fn account(
        context: Context,
        buyer: Buyer,
        loyalty: Option<Loyalty>,
    ) -> Result<loyalty::AccountAnswer, RuleError> {
        loaded()?.account(context, buyer, loyalty)
    }

    fn settle(
        context: Context,
        loyalty: Loyalty,
        occasion: loyalty::Occasion,
    ) -> Result<loyalty::SettleAnswer, RuleError> {
        loaded()?.settle(context, loyalty, occasion)
    }
}

impl orders::Guest for Plugin {
    fn fire(
        context: Context,
        buyer: Buyer,
        contracts: Vec<Contract>,
        products: Products,
        stock: Stock,
        receivables: Option<Receivables>,
        rates: Vec<Rate>,
        order: orders::Order,
        working: Option<Vec<orders::WorkingTime>>,
        history: Option<orders::OrderHistory>,
        request: orders::FireRequest,
    ) -> Result<orders::FireAnswer, RuleError> {
        loaded()?.fire(
            context,
            FactGroups {
                buyer,
                contracts,
                products,
                stock,
                receivables,
                rates,
                loyalty: None,
            },
            (order, working, history),
            request,
        )
    }

    fn due(
        context: Context,
        orders: Vec<orders::Order>,
        working: Option<Vec<orders::WorkingTime>>,
    ) -> Result<orders::DueAnswer, RuleError> {
        loaded()?.due(context, orders, working)
    }

    fn label(states: orders::States) -> Result<orders::LabelAnswer, RuleError> {
        Ok(loaded()?.label(states))
    }

    fn describe() -> Result<orders::Machine, RuleError> {
        Ok(loaded()?.machine())
    }
}

#[cfg(target_arch = "wasm32")]
crate::bindings::export!(Plugin with_types_in crate::bindings);

// Natively nothing calls through the exports: `native::Native` answers.
#[cfg(not(target_arch = "wasm32"))]
const _: () = {
    const fn is_guest<
        G: meta::Guest
            + policy::Guest
            + catalogue::Guest
            + cart::Guest
            + checkout::Guest
            + accounts::Guest
            + delivery::Guest
            + documents::Guest
            + loyalty::Guest
            + orders::Guest,
    >() {
    }
    is_guest::<Plugin>();
};
