//! Guests that misbehave, each a small file in `examples/`, named for what it does.
//!
//! A [`Behaviour`] is a whole plugin that accepts every line of every cart at no price;
//! a guest overrides what it does otherwise and calls [`guest!`]. `tests/build.rs` builds them.
#![cfg(target_arch = "wasm32")]

#[allow(clippy::all, reason = "generated")]
pub mod bindings {
    wit_bindgen::generate!({ path: "../../wit/0.1.0", world: "plugin", pub_export_macro: true });
}

pub mod answers;

pub use bindings::comptoir::rules::{facts, types, values};
pub use bindings::exports::comptoir::rules::{
    accounts, cart, catalogue, checkout, delivery, documents, loyalty, meta, order_file, orders,
    policy,
};

/// What a guest does where it does not misbehave.
pub trait Behaviour {
    fn describe() -> meta::Description {
        answers::description()
    }

    fn load(_policy: String) -> Result<policy::Report, Vec<policy::Issue>> {
        Ok(policy::Report {
            issues: vec![],
            settings: vec![],
        })
    }

    fn offers(
        contracts: &[facts::Contract],
        products: &facts::Products,
    ) -> catalogue::OffersAnswer {
        answers::offers(contracts, products)
    }

    fn read(_bytes: Vec<u8>) -> order_file::Sheet {
        answers::sheet()
    }

    fn evaluate(
        contracts: &[facts::Contract],
        products: &facts::Products,
        lines: &[cart::Line],
    ) -> cart::CartAnswer {
        answers::cart(contracts, products, lines)
    }

    fn place(
        contracts: &[facts::Contract],
        products: &facts::Products,
        lines: &[cart::Line],
    ) -> checkout::PlaceAnswer {
        answers::placed(Self::evaluate(contracts, products, lines), lines)
    }

    fn settle(_facts: &facts::Loyalty) -> loyalty::SettleAnswer {
        answers::settled(vec![])
    }

    fn manage_employee() -> Result<accounts::EmployeeAnswer, types::RuleError> {
        Err(answers::unanswered())
    }

    fn invoice(_order: orders::Order) -> Result<documents::InvoiceAnswer, types::RuleError> {
        Err(answers::unanswered())
    }

    fn statement() -> Result<documents::StatementAnswer, types::RuleError> {
        Err(answers::unanswered())
    }

    fn waybill(_orders: &[orders::Order]) -> Result<documents::WaybillAnswer, types::RuleError> {
        Err(answers::unanswered())
    }

    fn fire(order: orders::Order, context: &types::Context) -> orders::FireAnswer {
        answers::refused(order, context)
    }
}

/// Exports a [`Behaviour`] as a plugin.
#[macro_export]
macro_rules! guest {
    ($name:ident) => {
        mod exported {
            use super::$name;
            use $crate::facts::{
                Buyer, Contract, Loyalty, Products, Rate, Receivables, Stock,
            };
            use $crate::types::{Context, RuleError};
            use $crate::{
                Behaviour, accounts, answers, cart, catalogue, checkout, delivery, documents, loyalty,
                meta, order_file, orders, policy,
            };

            struct Guest;

            impl meta::Guest for Guest {
                fn describe() -> meta::Description {
                    $name::describe()
                }
            }

            impl policy::Guest for Guest {
                fn load(text: String) -> Result<policy::Report, Vec<policy::Issue>> {
                    $name::load(text)
                }
            }

            impl catalogue::Guest for Guest {
                fn offers(
                    _: Context,
                    _: Buyer,
                    contracts: Vec<Contract>,
                    products: Products,
                    _: Stock,
                    _: Vec<Rate>,
                    _: catalogue::OffersRequest,
                ) -> Result<catalogue::OffersAnswer, RuleError> {
                    Ok($name::offers(&contracts, &products))
                }
            }

            impl order_file::Guest for Guest {
                fn read(_: String, bytes: Vec<u8>, _: order_file::Limits) -> Result<order_file::Sheet, order_file::FileError> {
                    Ok($name::read(bytes))
                }
            }

            impl cart::Guest for Guest {
                fn evaluate(
                    _: Context,
                    _: Buyer,
                    contracts: Vec<Contract>,
                    products: Products,
                    _: Stock,
                    _: Option<Receivables>,
                    _: Vec<Rate>,
                    _: Option<Loyalty>,
                    request: cart::CartRequest,
                ) -> Result<cart::CartAnswer, RuleError> {
                    Ok($name::evaluate(&contracts, &products, &request.lines))
                }

                fn reorder(
                    _: Context,
                    _: Buyer,
                    contracts: Vec<Contract>,
                    products: Products,
                    _: Stock,
                    _: Option<Receivables>,
                    _: Vec<Rate>,
                    request: cart::ReorderRequest,
                ) -> Result<cart::ReorderAnswer, RuleError> {
                    let cart = $name::evaluate(&contracts, &products, &request.lines);
                    Ok(cart::ReorderAnswer { cart, diff: vec![] })
                }
            }

            impl checkout::Guest for Guest {
                fn place(
                    _: Context,
                    _: Buyer,
                    contracts: Vec<Contract>,
                    products: Products,
                    _: Stock,
                    _: Option<Receivables>,
                    _: Vec<Rate>,
                    _: Option<Loyalty>,
                    _: Option<orders::OrderHistory>,
                    _: Option<Vec<orders::WorkingTime>>,
                    request: checkout::PlaceRequest,
                ) -> Result<checkout::PlaceAnswer, RuleError> {
                    Ok($name::place(&contracts, &products, &request.lines))
                }
            }

            // What no guest misbehaves in yet answers nothing at all.
            impl accounts::Guest for Guest {
                fn register(
                    _: Context,
                    _: accounts::Directory,
                    _: Vec<Contract>,
                    _: accounts::RegistrationRequest,
                ) -> Result<accounts::RegisterAnswer, RuleError> {
                    Err(answers::unanswered())
                }
                fn invite(
                    _: Context,
                    _: accounts::Directory,
                    _: Vec<Contract>,
                    _: accounts::InviteRequest,
                ) -> Result<accounts::InviteAnswer, RuleError> {
                    Err(answers::unanswered())
                }
                fn manage_employee(
                    _: Context,
                    _: accounts::Directory,
                    _: accounts::EmployeeChange,
                ) -> Result<accounts::EmployeeAnswer, RuleError> {
                    $name::manage_employee()
                }
                fn authorise(
                    _: Context,
                    _: accounts::Directory,
                    _: accounts::AuthoriseRequest,
                ) -> Result<accounts::AuthoriseAnswer, RuleError> {
                    Err(answers::unanswered())
                }
                fn assign_rep(
                    _: Context,
                    _: accounts::Directory,
                    _: accounts::AssignRequest,
                ) -> Result<accounts::AssignAnswer, RuleError> {
                    Err(answers::unanswered())
                }
                fn find_clients(
                    _: Context,
                    _: accounts::Directory,
                    _: Vec<accounts::Standing>,
                    _: accounts::FindRequest,
                ) -> Result<accounts::FindAnswer, RuleError> {
                    Err(answers::unanswered())
                }
            }

            impl delivery::Guest for Guest {
                fn list_methods() -> Result<delivery::Methods, RuleError> {
                    Err(answers::unanswered())
                }
            }

            impl documents::Guest for Guest {
                fn demo_invoice(
                    _: Context,
                    _: Products,
                    _: documents::DemoInvoiceRequest,
                ) -> Result<documents::DemoInvoiceAnswer, RuleError> {
                    Err(answers::unanswered())
                }
                fn invoice(
                    _: Context,
                    _: Buyer,
                    _: Vec<Contract>,
                    _: Products,
                    order: orders::Order,
                    _: documents::InvoiceRequest,
                ) -> Result<documents::InvoiceAnswer, RuleError> {
                    $name::invoice(order)
                }
                fn statement(
                    _: Context,
                    _: Buyer,
                    _: Vec<Contract>,
                    _: Option<documents::Ledger>,
                    _: Option<Receivables>,
                    _: documents::StatementRequest,
                ) -> Result<documents::StatementAnswer, RuleError> {
                    $name::statement()
                }
                fn waybill(
                    _: Context,
                    _: Buyer,
                    _: Vec<Contract>,
                    _: Products,
                    _: Option<Receivables>,
                    _: Vec<Rate>,
                    orders: Vec<orders::Order>,
                    _: documents::WaybillRequest,
                ) -> Result<documents::WaybillAnswer, RuleError> {
                    $name::waybill(&orders)
                }
                fn history(
                    _: Context,
                    _: Buyer,
                    _: Vec<documents::PastOrder>,
                    _: documents::HistoryRequest,
                ) -> Result<documents::HistoryAnswer, RuleError> {
                    Err(answers::unanswered())
                }
            }

            impl loyalty::Guest for Guest {
                fn account(
                    _: Context,
                    _: Buyer,
                    _: Option<Loyalty>,
                ) -> Result<loyalty::AccountAnswer, RuleError> {
                    Err(answers::unanswered())
                }
                fn settle(
                    _: Context,
                    facts: Loyalty,
                    _: loyalty::Occasion,
                ) -> Result<loyalty::SettleAnswer, RuleError> {
                    Ok($name::settle(&facts))
                }
            }

            impl orders::Guest for Guest {
                fn fire(
                    context: Context,
                    _: Buyer,
                    _: Vec<Contract>,
                    _: Products,
                    _: Stock,
                    _: Option<Receivables>,
                    _: Vec<Rate>,
                    order: orders::Order,
                    _: Option<Vec<orders::WorkingTime>>,
                    _: Option<orders::OrderHistory>,
                    _: orders::FireRequest,
                ) -> Result<orders::FireAnswer, RuleError> {
                    Ok($name::fire(order, &context))
                }
                fn due(
                    _: Context,
                    _: Vec<orders::Order>,
                    _: Option<Vec<orders::WorkingTime>>,
                ) -> Result<orders::DueAnswer, RuleError> {
                    Err(answers::unanswered())
                }
                fn label(_: orders::States) -> Result<orders::LabelAnswer, RuleError> {
                    Err(answers::unanswered())
                }
                fn describe() -> Result<orders::Machine, RuleError> {
                    Err(answers::unanswered())
                }
            }

            $crate::bindings::export!(Guest with_types_in $crate::bindings);
        }
    };
}
