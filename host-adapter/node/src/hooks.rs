//! The hooks of the adapter by name. `index.js` makes its objects from this table; `index.d.ts`
//! gives each its types.

use comptoir::contract::accounts::{
    AssignAnswer, AssignRequest, AuthoriseAnswer, AuthoriseRequest, Directory, EmployeeAnswer,
    EmployeeChange, FindAnswer, FindRequest, InviteAnswer, InviteRequest, RegisterAnswer,
    RegistrationRequest, Standing,
};
use comptoir::contract::documents::{
    DemoInvoiceAnswer, DemoInvoiceRequest, HistoryAnswer, HistoryRequest, InvoiceAnswer,
    InvoiceRequest, Ledger, PastOrder, StatementAnswer, StatementRequest, WaybillAnswer,
    WaybillRequest,
};
use comptoir::contract::loyalty::{AccountAnswer, Occasion, SettleAnswer};
use comptoir::contract::orders::{
    DueAnswer, FireAnswer, FireRequest, LabelAnswer, Machine, Order, States, WorkingTime,
};
use comptoir::contract::{
    Buyer, CartAnswer, CartRequest, Context, Contract, Loyalty, OffersAnswer, OffersRequest,
    PlaceAnswer, PlaceRequest, Products, ReorderAnswer, ReorderRequest, Sheet, delivery,
};
use comptoir::{
    Answer, CallError, CallStats, Client, Comptoir, Decision, Facts, OrderFacts, canonical,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::names::{Arguments, read, write};
use crate::problem::Problem;

/// One function of the contract.
pub(crate) struct Hook {
    /// Interface and function in camel case, such as `cart.evaluate`.
    pub(crate) name: &'static str,
    /// Answers the arguments; what crosses is JSON.
    pub(crate) call: fn(&Comptoir, Arguments<'_>) -> Result<String, Problem>,
    /// An answer as a buyer may see it.
    pub(crate) for_buyer: fn(&str) -> Result<String, Problem>,
    /// The canonical JSON of an answer.
    pub(crate) canonical: fn(&str) -> Result<String, Problem>,
}

/// What has an answer and, perhaps, a decision around it.
trait Reply {
    fn reply(&self) -> Result<String, Problem>;
}

fn stats(stats: CallStats) -> Value {
    json!({
        "fuel": stats.fuel,
        "micros": u64::try_from(stats.time.as_micros()).unwrap_or(u64::MAX),
        "memory": stats.memory,
    })
}

impl<T: Serialize> Reply for Decision<T> {
    fn reply(&self) -> Result<String, Problem> {
        let (number, stats) = (self.generation.number, stats(self.stats));
        let answer = write(&self.answer)?;
        Ok(format!(
            r#"{{"answer":{answer},"generation":{number},"stats":{stats}}}"#
        ))
    }
}

/// An answer that rests on the policy alone: nobody decided anything.
struct Plain<T>(T);

impl<T: Serialize> Reply for Plain<T> {
    fn reply(&self) -> Result<String, Problem> {
        Ok(answer_alone(&write(&self.0)?))
    }
}

/// A reply with nothing but an answer, from its JSON.
pub(crate) fn answer_alone(answer: &str) -> String {
    format!(r#"{{"answer":{answer}}}"#)
}

fn redacted<T: Answer + Serialize + DeserializeOwned>(answer: &str) -> Result<String, Problem> {
    let mut answer: T = read("answer", answer)?;
    answer.redact();
    Ok(write(&answer)?)
}

/// Nothing in it is for staff alone.
fn as_it_is(answer: &str) -> Result<String, Problem> {
    Ok(answer.to_owned())
}

fn canonical_json<T: Serialize + DeserializeOwned>(answer: &str) -> Result<String, Problem> {
    let answer: T = read("answer", answer)?;
    Ok(canonical::to_string(&answer)?)
}

macro_rules! hook {
    ($name:literal, $view:expr, $answer:ty, |$comptoir:ident $(, $argument:ident: $kind:ty)*| $body:expr) => {
        Hook {
            name: $name,
            call: |$comptoir, mut arguments| {
                $(let $argument: $kind = arguments.next(stringify!($argument))?;)*
                if arguments.end()? {
                    let message = concat!("`", $name, "` takes fewer arguments");
                    return Err(Problem::new("malformed", message, json!({ "code": "bad-argument" })));
                }
                $body?.reply()
            },
            for_buyer: $view,
            canonical: canonical_json::<$answer>,
        }
    };
}

/// A hook whose answer is a decision.
macro_rules! decides {
    ($name:literal -> $answer:ty, |$comptoir:ident $(, $argument:ident: $kind:ty)*| $body:expr) => {
        hook!($name, redacted::<$answer>, $answer, |$comptoir $(, $argument: $kind)*| $body)
    };
}

/// A hook that tells what the policy says.
macro_rules! tells {
    ($name:literal -> $answer:ty, |$comptoir:ident $(, $argument:ident: $kind:ty)*| $body:expr) => {
        hook!($name, as_it_is, $answer, |$comptoir $(, $argument: $kind)*| {
            $body.map(Plain)
        })
    };
}

/// Whose documents are asked for; a statement wants the contracts of all his legal entities among the facts.
fn client(facts: &Facts) -> Client<'_> {
    Client {
        buyer: &facts.buyer,
        contracts: &facts.contracts,
    }
}

/// Every hook, by name.
pub(crate) static HOOKS: &[Hook] = &[
    decides!("accounts.assignRep" -> AssignAnswer,
        |comptoir, context: Context, directory: Directory, request: AssignRequest|
        comptoir.accounts().assign_rep(&context, &directory, request)),
    decides!("accounts.authorise" -> AuthoriseAnswer,
        |comptoir, context: Context, directory: Directory, request: AuthoriseRequest|
        comptoir.accounts().authorise(&context, &directory, &request)),
    decides!("accounts.findClients" -> FindAnswer,
        |comptoir, context: Context, directory: Directory, standings: Vec<Standing>, request: FindRequest|
        comptoir.accounts().find_clients(&context, &directory, &standings, &request)),
    decides!("accounts.invite" -> InviteAnswer,
        |comptoir, context: Context, directory: Directory, contracts: Vec<Contract>, request: InviteRequest|
        comptoir.accounts().invite(&context, &directory, &contracts, &request)),
    decides!("accounts.manageEmployee" -> EmployeeAnswer,
        |comptoir, context: Context, directory: Directory, request: EmployeeChange|
        comptoir.accounts().manage_employee(&context, &directory, &request)),
    decides!("accounts.register" -> RegisterAnswer,
        |comptoir, context: Context, directory: Directory, contracts: Vec<Contract>, request: RegistrationRequest|
        comptoir.accounts().register(&context, &directory, &contracts, &request)),
    decides!("cart.evaluate" -> CartAnswer,
        |comptoir, context: Context, facts: Facts, request: CartRequest|
        comptoir.cart().evaluate(&context, &facts, &request)),
    decides!("cart.reorder" -> ReorderAnswer,
        |comptoir, context: Context, facts: Facts, request: ReorderRequest|
        comptoir.cart().reorder(&context, &facts, &request)),
    decides!("catalogue.offers" -> OffersAnswer,
        |comptoir, context: Context, facts: Facts, request: OffersRequest|
        comptoir.catalogue().offers(&context, &facts, &request)),
    decides!("checkout.place" -> PlaceAnswer,
        |comptoir, context: Context, facts: Facts, request: PlaceRequest|
        comptoir.checkout().place(&context, &facts, &request)),
    tells!("delivery.listMethods" -> delivery::Methods,
        |comptoir| comptoir.documents().delivery_methods()),
    decides!("documents.demoInvoice" -> DemoInvoiceAnswer,
        |comptoir, context: Context, products: Products, request: DemoInvoiceRequest|
        comptoir.documents().demo_invoice(&context, &products, &request)),
    decides!("documents.history" -> HistoryAnswer,
        |comptoir, context: Context, buyer: Buyer, orders: Vec<PastOrder>, request: HistoryRequest|
        comptoir.documents().history(&context, &buyer, &orders, request)),
    decides!("documents.invoice" -> InvoiceAnswer,
        |comptoir, context: Context, facts: Facts, order: Order, request: InvoiceRequest|
        comptoir.documents().invoice(&context, client(&facts), &facts.products, &order, &request)),
    decides!("documents.statement" -> StatementAnswer,
        |comptoir, context: Context, facts: Facts, ledger: Option<Ledger>, request: StatementRequest|
        comptoir.documents().statement(
            &context, client(&facts), ledger.as_ref(), facts.receivables.as_ref(), &request)),
    decides!("documents.waybill" -> WaybillAnswer,
        |comptoir, context: Context, facts: Facts, orders: Vec<Order>, request: WaybillRequest|
        comptoir.documents().waybill(&context, &facts, &orders, &request)),
    decides!("loyalty.account" -> AccountAnswer,
        |comptoir, context: Context, buyer: Buyer, loyalty: Option<Loyalty>|
        comptoir.loyalty().account(&context, &buyer, loyalty.as_ref())),
    decides!("loyalty.settle" -> SettleAnswer,
        |comptoir, context: Context, loyalty: Loyalty, occasion: Occasion|
        comptoir.loyalty().settle(&context, &loyalty, &occasion)),
    tells!("orders.describe" -> Machine, |comptoir| comptoir.orders().describe()),
    decides!("orders.due" -> DueAnswer,
        |comptoir, context: Context, orders: Vec<Order>, working: Option<Vec<WorkingTime>>|
        comptoir.orders().due(&context, &orders, working.as_deref())),
    decides!("orders.fire" -> FireAnswer,
        |comptoir, context: Context, facts: Facts, of: OrderFacts, request: FireRequest|
        comptoir.orders().fire(&context, &facts, &of, &request)),
    tells!("orders.label" -> LabelAnswer,
        |comptoir, states: States| comptoir.orders().label(&states)),
];

/// The one called `name`; the reader of files, whose answers are no decisions, among them.
pub(crate) fn find(name: &str) -> Result<&'static Hook, Problem> {
    let known = HOOKS
        .iter()
        .chain([&ORDER_FILE])
        .find(|hook| hook.name == name);
    known.ok_or_else(|| {
        let details = json!({ "code": "no-hook" });
        Problem::new("malformed", format!("there is no hook `{name}`"), details)
    })
}

/// Called by its own function, because its bytes are no JSON.
static ORDER_FILE: Hook = Hook {
    name: "orderFile.read",
    call: |_, _| {
        Err(CallError::Malformed {
            code: "bad-argument".to_owned(),
            at: "bytes".to_owned(),
            message: "a file is read by `orderFile.read(name, bytes)`".to_owned(),
        }
        .into())
    },
    for_buyer: as_it_is,
    canonical: canonical_json::<Sheet>,
};
