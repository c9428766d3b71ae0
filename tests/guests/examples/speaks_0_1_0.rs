//! Not hostile: a whole plugin in a tiny way, built against `comptoir:rules@0.1.0` as it froze.
//!
//! `tests/frozen/speaks-0.1.0.wasm` is this file, compiled, and never changes: what still runs it still runs
//! plugins of that day. Nothing here comes from the other guests, whose contract may be a later one.
//!
//! It sells at the first row of prices, from the first warehouse; refuses the article `REFUSED`; reads a text file
//! of one `article;quantity`; confirms an order and does nothing else with it.
#![cfg(target_arch = "wasm32")]

wit_bindgen::generate!({ path: "../../wit/0.1.0", world: "plugin" });

use comptoir::rules::facts::{Buyer, Contract, Loyalty, Products, Rate, Receivables, Stock};
use comptoir::rules::types::{
    Action, Audience, Candidate, Channel, ChosenContract, Claim, Context, Edit, Effect, FactGroup,
    FactRef, Finding, Notification, Outcome, Param, Price, PriceStep, Remedy, RuleError, Severity,
    Stage, StageVerdict, Subject, TaxMode, Until, Value, Verdict,
};
use comptoir::rules::values::{Decimal, LocalDate};
use exports::comptoir::rules::{
    accounts, cart, catalogue, checkout, delivery, documents, loyalty, meta, order_file, orders,
    policy,
};

struct Plugin;

const ZERO: Decimal = Decimal {
    coefficient: 0,
    scale: 0,
};

/// The one finding that this plugin makes.
const REFUSED: &str = "frozen.refused";

fn verdict(outcome: Outcome, findings: Vec<Finding>) -> Verdict {
    Verdict {
        outcome,
        findings,
        effects: vec![],
        facts_used: vec![],
    }
}

/// What is not asked of it in any test.
fn unanswered<T>() -> Result<T, RuleError> {
    Err(RuleError {
        code: "unanswered".to_owned(),
        at: "request".to_owned(),
        message: "this plugin answers no such question".to_owned(),
    })
}

/// `net` × `quantity`, in the scales of both.
fn times(net: Decimal, quantity: Decimal) -> Decimal {
    Decimal {
        coefficient: net.coefficient * quantity.coefficient,
        scale: net.scale + quantity.scale,
    }
}

/// Sums of one scale: every price has two decimals, every quantity none.
fn plus(one: Decimal, other: Decimal) -> Decimal {
    Decimal {
        coefficient: one.coefficient + other.coefficient,
        scale: one.scale.max(other.scale),
    }
}

fn chosen(contracts: &[Contract]) -> Option<ChosenContract> {
    contracts.first().map(|contract| ChosenContract {
        contract: 0,
        terms: contract.terms.clone(),
        currency: contract.currency.clone(),
        tax_mode: TaxMode::Exempt,
        tier: None,
    })
}

fn price_of(products: &Products, product: u32) -> Option<Price> {
    let row = products.items.get(product as usize)?.prices.first()?;
    Some(Price {
        price_list: row.price_list,
        list_price: row.amount,
        net: row.amount,
        next_break: None,
        steps: vec![PriceStep {
            code: "price.list".to_owned(),
            setting: "default".to_owned(),
            percent: None,
            before: row.amount,
            after: row.amount,
        }],
        candidates: vec![Candidate {
            price_list: row.price_list,
            setting: "default".to_owned(),
            amount: Some(row.amount),
            claim: Claim::Won,
        }],
    })
}

/// A line that is refused, with a parameter of every kind that people read.
fn refusal(index: u32, sku: &str, at: i64, today: LocalDate) -> Finding {
    let param = |name: &str, value| Param {
        name: name.to_owned(),
        value,
        audience: Audience::Buyer,
    };
    Finding {
        code: REFUSED.to_owned(),
        severity: Severity::Error,
        outcome: Outcome::Block,
        stage: Stage::Place,
        subject: Subject::Line(index),
        params: vec![
            param("article", Value::Text(sku.to_owned())),
            param("at", Value::Instant(at)),
            param("day", Value::Date(today)),
            param("count", Value::Count(1)),
        ],
        setting: "default".to_owned(),
        remedies: vec![
            Remedy::Edit(Edit {
                field: "quantity".to_owned(),
                line: Some(index),
                to: Some(ZERO),
            }),
            Remedy::Wait(Some(Until::Instant(at))),
            Remedy::Contact("rep".to_owned()),
        ],
    }
}

fn decide(
    context: &Context,
    contracts: &[Contract],
    products: &Products,
    lines: &[cart::Line],
) -> cart::CartAnswer {
    let (mut sum, mut findings, mut decided) = (ZERO, vec![], vec![]);
    for (index, line) in (0u32..).zip(lines) {
        let product = (0u32..)
            .zip(&products.items)
            .find(|(_, item)| item.sku == line.sku)
            .map(|(at, _)| at);
        let refused = line.sku == "REFUSED" || product.is_none();
        if refused {
            let (at, today) = (context.instant, context.local_date);
            findings.push(refusal(index, &line.sku, at, today));
        }
        let price = product.and_then(|product| price_of(products, product));
        let accepted = if refused { ZERO } else { line.quantity };
        let costs = price
            .as_ref()
            .filter(|_| !refused)
            .map(|price| times(price.net, accepted));
        sum = plus(sum, costs.unwrap_or(ZERO));
        decided.push(cart::CartLine {
            product,
            outcome: if refused {
                Outcome::Block
            } else {
                Outcome::Allow
            },
            asked: line.quantity,
            visible: Some(line.quantity),
            accepted,
            price,
            sum: costs,
            allocations: match refused {
                true => vec![],
                false => vec![cart::Allocation {
                    warehouse: 0,
                    quantity: accepted,
                }],
            },
            extra: line.extra.clone(),
        });
    }
    let outcome = match findings.is_empty() {
        true => Outcome::Allow,
        false => Outcome::Block,
    };
    let stage = |stage| StageVerdict {
        stage,
        outcome: if stage == Stage::Place {
            outcome
        } else {
            Outcome::Allow
        },
        release: None,
    };
    let stages = [
        Stage::Edit,
        Stage::Place,
        Stage::Confirm,
        Stage::Reserve,
        Stage::Ship,
    ];
    cart::CartAnswer {
        verdict: verdict(Outcome::Allow, findings),
        contract: chosen(contracts),
        rates: vec![],
        deferred: None,
        lines: decided,
        rows: vec![],
        totals: Some(cart::Totals {
            list_sum: sum,
            line_sum: sum,
            mode: TaxMode::Exempt,
            net: sum,
            taxes: vec![cart::TaxTotal {
                tax_class: 0,
                rate: ZERO,
                base: sum,
                tax: ZERO,
            }],
            tax: ZERO,
            gross: sum,
            delivery: None,
            payable: sum,
            weight: ZERO,
            volume: ZERO,
            unmeasured: lines.len() as u32,
            minimum: None,
        }),
        delivery: None,
        promo: None,
        bonus: None,
        stages: stages.map(stage).into(),
        extra: vec![],
        details: vec![],
    }
}

impl meta::Guest for Plugin {
    fn describe() -> meta::Description {
        meta::Description {
            contract: "comptoir:rules@0.1.0".to_owned(),
            version: "frozen".to_owned(),
            rules: vec![meta::Rule {
                code: REFUSED.to_owned(),
                title: "The article is refused.".to_owned(),
                requirements: vec![],
                stages: vec![Stage::Place],
            }],
            fact_groups: vec![FactGroup::Contracts, FactGroup::Products, FactGroup::Orders],
        }
    }
}

impl policy::Guest for Plugin {
    /// Any text is a policy; it keeps how long it was, to show that a snapshot keeps what was loaded.
    fn load(text: String) -> Result<policy::Report, Vec<policy::Issue>> {
        if text.contains("refuse") {
            let at = policy::Span { start: 0, end: 6 };
            return Err(vec![policy::Issue {
                severity: Severity::Error,
                code: "lint".to_owned(),
                path: String::new(),
                at: Some(at),
                message: "this policy is to be refused".to_owned(),
                expected: None,
            }]);
        }
        LOADED.store(text.len(), std::sync::atomic::Ordering::Relaxed);
        Ok(policy::Report {
            issues: vec![],
            settings: vec![policy::Setting {
                path: "shop.timezone".to_owned(),
                value: "Europe/Rome".to_owned(),
                is_default: true,
            }],
        })
    }
}

static LOADED: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);

impl catalogue::Guest for Plugin {
    fn offers(
        _: Context,
        _: Buyer,
        contracts: Vec<Contract>,
        products: Products,
        _: Stock,
        _: Vec<Rate>,
        _: catalogue::OffersRequest,
    ) -> Result<catalogue::OffersAnswer, RuleError> {
        let offer = |product| catalogue::Offer {
            product,
            outcome: Outcome::Allow,
            price: price_of(&products, product),
            visible: None,
            moq: None,
            multiple: None,
            next_batch: None,
        };
        Ok(catalogue::OffersAnswer {
            verdict: verdict(Outcome::Allow, vec![]),
            contract: chosen(&contracts),
            offers: (0..products.items.len() as u32).map(offer).collect(),
        })
    }
}

impl order_file::Guest for Plugin {
    fn read(
        name: String,
        bytes: Vec<u8>,
        _: order_file::Limits,
    ) -> Result<order_file::Sheet, order_file::FileError> {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((article, quantity)) = text.trim().split_once(';') else {
            return Err(order_file::FileError {
                code: "order-file.frozen".to_owned(),
                message: format!("{name} is no `article;quantity`"),
            });
        };
        let cell = |address: &str, text: &str| order_file::Cell {
            address: address.to_owned(),
            text: text.to_owned(),
            kind: order_file::CellKind::Text,
        };
        Ok(order_file::Sheet {
            format: order_file::Format::Csv,
            name: String::new(),
            header: None,
            rows: vec![order_file::Row {
                number: 1,
                article: cell("A1", article),
                quantity: cell("B1", quantity),
                exact: article.to_owned(),
                without_leading_zeros: article.trim_start_matches('0').to_owned(),
                value: quantity.parse().ok().map(|coefficient| Decimal {
                    coefficient,
                    scale: 0,
                }),
                problems: vec![],
            }],
        })
    }
}

impl cart::Guest for Plugin {
    fn evaluate(
        context: Context,
        _: Buyer,
        contracts: Vec<Contract>,
        products: Products,
        _: Stock,
        _: Option<Receivables>,
        _: Vec<Rate>,
        _: Option<Loyalty>,
        request: cart::CartRequest,
    ) -> Result<cart::CartAnswer, RuleError> {
        let mut answer = decide(&context, &contracts, &products, &request.lines);
        // What was loaded is still there.
        answer.extra = vec![cart::ExtraField {
            name: "loaded".to_owned(),
            value: LOADED
                .load(std::sync::atomic::Ordering::Relaxed)
                .to_string(),
        }];
        Ok(answer)
    }

    fn reorder(
        _: Context,
        _: Buyer,
        _: Vec<Contract>,
        _: Products,
        _: Stock,
        _: Option<Receivables>,
        _: Vec<Rate>,
        _: cart::ReorderRequest,
    ) -> Result<cart::ReorderAnswer, RuleError> {
        unanswered()
    }
}

impl checkout::Guest for Plugin {
    fn place(
        context: Context,
        _: Buyer,
        contracts: Vec<Contract>,
        products: Products,
        stock: Stock,
        _: Option<Receivables>,
        _: Vec<Rate>,
        _: Option<Loyalty>,
        _: Option<orders::OrderHistory>,
        _: Option<Vec<orders::WorkingTime>>,
        request: checkout::PlaceRequest,
    ) -> Result<checkout::PlaceAnswer, RuleError> {
        let mut cart = decide(&context, &contracts, &products, &request.lines);
        if !cart.verdict.findings.is_empty() {
            cart.verdict.outcome = Outcome::Block;
            return Ok(checkout::PlaceAnswer {
                verdict: verdict(Outcome::Block, cart.verdict.findings.clone()),
                cart,
                changes: vec![],
                draft: None,
            });
        }
        let gross = cart.totals.as_ref().map_or(ZERO, |totals| totals.gross);
        let lines = cart.lines.iter().zip(&request.lines);
        let lines = lines.map(|(line, asked)| orders::OrderLine {
            sku: asked.sku.clone(),
            quantity: line.accepted,
            net: line.price.as_ref().map_or(ZERO, |price| price.net),
            discount: ZERO,
        });
        let of = |group| move |index| FactRef { group, index };
        let products = || cart.lines.iter().filter_map(|line| line.product);
        let held = (0u32..).zip(&stock.items);
        let held = held.filter(|(_, item)| products().any(|product| product == item.product));
        let mut facts_used = vec![of(FactGroup::Contracts)(0)];
        facts_used.extend(products().map(of(FactGroup::Products)));
        facts_used.extend(held.map(|(index, _)| of(FactGroup::Stock)(index)));
        let draft = checkout::OrderDraft {
            states: states(orders::OrderState::AwaitingConfirmation),
            timers: vec![],
            lines: lines.collect(),
            collected: None,
            entered: context.local_date,
            gross,
            delivery: ZERO,
            redeemed: ZERO,
            accrues: ZERO,
            payable: gross,
            extra: vec![],
        };
        Ok(checkout::PlaceAnswer {
            verdict: Verdict {
                effects: told(&context, "order-awaiting-confirmation"),
                facts_used,
                ..verdict(Outcome::Allow, vec![])
            },
            draft: Some(draft),
            cart,
            changes: vec![],
        })
    }
}

fn told(context: &Context, template: &str) -> Vec<Effect> {
    vec![Effect {
        key: format!("{}#0", context.request_id),
        action: Action::Notify(Notification {
            to: "outlet".to_owned(),
            template: template.to_owned(),
            channels: vec![Channel::Account],
            params: vec![],
        }),
    }]
}

fn states(order: orders::OrderState) -> orders::States {
    orders::States {
        order,
        reservation: orders::ReservationState::None,
        payment: orders::PaymentState::Unpaid,
        shipment: orders::ShipmentState::None,
        returns: orders::ReturnState::None,
        step: None,
    }
}

impl orders::Guest for Plugin {
    /// Confirms what waits for it; everything else is refused.
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
        request: orders::FireRequest,
    ) -> Result<orders::FireAnswer, RuleError> {
        let before = order.states.clone();
        let confirms = matches!(request.event, orders::Event::Confirm)
            && before.order == orders::OrderState::AwaitingConfirmation;
        let after = match confirms {
            true => orders::States {
                order: orders::OrderState::Confirmed,
                ..before.clone()
            },
            false => before.clone(),
        };
        let history = orders::HistoryEntry {
            event: "confirm".to_owned(),
            by: context.acting.id.clone(),
            kind: context.acting.kind,
            principal: context.principal.clone(),
            at: context.instant,
            reason: request.reason.clone(),
            before,
            after: after.clone(),
            label_before: "processing".to_owned(),
            label_after: "confirmed".to_owned(),
        };
        Ok(orders::FireAnswer {
            status: match confirms {
                true => orders::Status::Applied,
                false => orders::Status::Refused,
            },
            verdict: Verdict {
                effects: match confirms {
                    true => told(&context, "order-confirmed"),
                    false => vec![],
                },
                facts_used: vec![FactRef {
                    group: FactGroup::Orders,
                    index: 0,
                }],
                ..verdict(Outcome::Allow, vec![])
            },
            states: after,
            label: "processing".to_owned(),
            closed: None,
            lines: order.lines,
            taxes: vec![],
            redeemed: order.redeemed,
            accrues: order.accrues,
            payable: order.payable,
            credited: order.credited,
            paid: order.paid,
            returning: order.returning,
            returned: order.returned,
            came_back: None,
            released: order.released,
            proposal: order.proposal,
            timers: order.timers,
            diff: vec![],
            split: None,
            history: confirms.then_some(history),
        })
    }

    fn due(
        _: Context,
        _: Vec<orders::Order>,
        _: Option<Vec<orders::WorkingTime>>,
    ) -> Result<orders::DueAnswer, RuleError> {
        Ok(orders::DueAnswer {
            verdict: verdict(Outcome::Allow, vec![]),
            due: vec![],
            next: None,
        })
    }

    fn label(_: orders::States) -> Result<orders::LabelAnswer, RuleError> {
        Ok(orders::LabelAnswer {
            label: "processing".to_owned(),
            closed: None,
        })
    }

    fn describe() -> Result<orders::Machine, RuleError> {
        Ok(orders::Machine {
            axes: vec![],
            transitions: vec![],
            combinations: 2,
        })
    }
}

impl delivery::Guest for Plugin {
    fn list_methods() -> Result<delivery::Methods, RuleError> {
        Ok(delivery::Methods {
            currency: "EUR".to_owned(),
            methods: vec![],
            zones: vec![],
        })
    }
}

impl accounts::Guest for Plugin {
    fn register(
        _: Context,
        _: accounts::Directory,
        _: Vec<Contract>,
        _: accounts::RegistrationRequest,
    ) -> Result<accounts::RegisterAnswer, RuleError> {
        unanswered()
    }

    fn invite(
        _: Context,
        _: accounts::Directory,
        _: Vec<Contract>,
        _: accounts::InviteRequest,
    ) -> Result<accounts::InviteAnswer, RuleError> {
        unanswered()
    }

    fn manage_employee(
        _: Context,
        _: accounts::Directory,
        _: accounts::EmployeeChange,
    ) -> Result<accounts::EmployeeAnswer, RuleError> {
        unanswered()
    }

    fn authorise(
        _: Context,
        _: accounts::Directory,
        _: accounts::AuthoriseRequest,
    ) -> Result<accounts::AuthoriseAnswer, RuleError> {
        unanswered()
    }

    fn assign_rep(
        _: Context,
        _: accounts::Directory,
        _: accounts::AssignRequest,
    ) -> Result<accounts::AssignAnswer, RuleError> {
        unanswered()
    }

    fn find_clients(
        _: Context,
        _: accounts::Directory,
        _: Vec<accounts::Standing>,
        _: accounts::FindRequest,
    ) -> Result<accounts::FindAnswer, RuleError> {
        Ok(accounts::FindAnswer {
            verdict: verdict(Outcome::Allow, vec![]),
            clients: vec![],
            total: 0,
            next_offset: None,
            overall: accounts::Overall {
                live_orders: 0,
                owed: vec![],
                unknown: 0,
            },
        })
    }
}

impl documents::Guest for Plugin {
    fn demo_invoice(
        _: Context,
        _: Products,
        _: documents::DemoInvoiceRequest,
    ) -> Result<documents::DemoInvoiceAnswer, RuleError> {
        unanswered()
    }

    fn invoice(
        _: Context,
        _: Buyer,
        _: Vec<Contract>,
        _: Products,
        _: orders::Order,
        _: documents::InvoiceRequest,
    ) -> Result<documents::InvoiceAnswer, RuleError> {
        unanswered()
    }

    fn statement(
        _: Context,
        _: Buyer,
        _: Vec<Contract>,
        _: Option<documents::Ledger>,
        _: Option<Receivables>,
        _: documents::StatementRequest,
    ) -> Result<documents::StatementAnswer, RuleError> {
        unanswered()
    }

    fn waybill(
        _: Context,
        _: Buyer,
        _: Vec<Contract>,
        _: Products,
        _: Option<Receivables>,
        _: Vec<Rate>,
        _: Vec<orders::Order>,
        _: documents::WaybillRequest,
    ) -> Result<documents::WaybillAnswer, RuleError> {
        unanswered()
    }

    fn history(
        _: Context,
        _: Buyer,
        _: Vec<documents::PastOrder>,
        _: documents::HistoryRequest,
    ) -> Result<documents::HistoryAnswer, RuleError> {
        Ok(documents::HistoryAnswer {
            verdict: verdict(Outcome::Allow, vec![]),
            since: LocalDate {
                year: 2026,
                month: 1,
                day: 1,
            },
            orders: vec![],
            total: 0,
            owed: vec![],
            next_offset: None,
        })
    }
}

impl loyalty::Guest for Plugin {
    fn account(
        _: Context,
        _: Buyer,
        _: Option<Loyalty>,
    ) -> Result<loyalty::AccountAnswer, RuleError> {
        Ok(loyalty::AccountAnswer {
            verdict: verdict(Outcome::Allow, vec![]),
            version: None,
            balance: None,
            burns_on: None,
            stage: None,
        })
    }

    fn settle(
        _: Context,
        _: Loyalty,
        _: loyalty::Occasion,
    ) -> Result<loyalty::SettleAnswer, RuleError> {
        unanswered()
    }
}

export!(Plugin);
