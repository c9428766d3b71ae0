//! Carts of any length, for benchmarks and fault tests: every line with a price break, a tier,
//! a surcharge and two warehouses.

use comptoir::Facts;
use comptoir::contract::accounts::Directory;
use comptoir::contract::orders::{
    Order, OrderLine, OrderState, PaymentState, ReservationState, ReturnState, ShipmentState,
    States,
};
use comptoir::contract::{
    Actor, ActorKind, BonusAccount, BonusLot, BonusOrder, Buyer, CartRequest, Context, Contract,
    Decimal, Detail, Level, Line, LocalDate, Loyalty, MonthTurnover, PlaceRequest, PriceList,
    PriceRow, Product, ProductStock, Products, Quote, Receivable, Receivables, Stock,
};

/// A policy with every rule of the cart in use.
pub const POLICY: &str = include_str!("synthetic.toml");

fn decimal(coefficient: i64, scale: u8) -> Decimal {
    Decimal { coefficient, scale }
}

fn day(year: i32, month: u8, day: u8) -> LocalDate {
    LocalDate { year, month, day }
}

/// A buyer at his desk on 20 November 2026, 09:00 UTC.
#[must_use]
pub fn context() -> Context {
    Context {
        acting: Actor {
            id: "anna".into(),
            kind: ActorKind::Buyer,
        },
        principal: "anna".into(),
        instant: 1_795_165_200_000,
        local_date: day(2026, 11, 20),
        request_id: "req-1".into(),
    }
}

fn product(index: u32) -> Product {
    Product {
        sku: format!("ART-{index:06}"),
        version: format!("v{index}"),
        tax_class: 0,
        categories: vec![],
        unit_scale: 0,
        weight: Some(decimal(250, 3)),
        volume: Some(decimal(12, 4)),
        moq: None,
        multiple: Some(decimal(2, 0)),
        replaced_by: None,
        prices: vec![
            PriceRow {
                price_list: 0,
                from_quantity: decimal(1, 0),
                amount: decimal(10_000 + i64::from(index % 977), 2),
            },
            PriceRow {
                price_list: 0,
                from_quantity: decimal(10, 0),
                amount: decimal(9_500 + i64::from(index % 977), 2),
            },
        ],
    }
}

fn stock(index: u32) -> ProductStock {
    let level = |warehouse, on_hand| Level {
        warehouse,
        on_hand: decimal(on_hand, 0),
        reserved: decimal(3, 0),
    };
    ProductStock {
        product: index,
        version: format!("s{index}"),
        levels: vec![level(0, 40), level(1, 500)],
        bought: vec![decimal(30, 0), decimal(18, 0)],
        own_reserved: decimal(0, 0),
        next_batch: None,
    }
}

/// The facts for a cart of `lines` lines.
#[must_use]
pub fn facts(lines: u32) -> Facts {
    let price_list = PriceList {
        id: "wholesale".into(),
        version: "1".into(),
        currency: "EUR".into(),
        valid_from: None,
        valid_until: None,
    };
    Facts {
        buyer: Buyer {
            id: "anna".into(),
            version: "1".into(),
            entity: "romashka".into(),
            signed_in: true,
            profiles: vec![],
            home_warehouse: Some(0),
            price_list: None,
            turnover: vec![MonthTurnover {
                year: 2026,
                month: 10,
                shipped: decimal(12_000_000, 2),
                returned: decimal(0, 2),
            }],
            details: vec![],
        },
        contracts: vec![Contract {
            id: "C-1".into(),
            version: "1".into(),
            entity: "romashka".into(),
            terms: "net-30".into(),
            currency: "EUR".into(),
            valid_from: None,
            valid_until: None,
            is_default: true,
            price_list: None,
            discount: Some(decimal(15, 1)),
            categories: None,
        }],
        products: Products {
            price_lists: vec![price_list],
            tax_classes: vec!["standard".into()],
            categories: vec![],
            items: (0..lines).map(product).collect(),
        },
        stock: Stock {
            warehouses: vec!["home".into(), "far".into()],
            items: (0..lines).map(stock).collect(),
        },
        receivables: Some(Receivables {
            version: "1".into(),
            items: vec![Receivable {
                id: "INV-1".into(),
                entity: "romashka".into(),
                contract: None,
                order: None,
                currency: "EUR".into(),
                amount: decimal(100_000, 2),
                paid: decimal(0, 2),
                shipped: Some(day(2026, 11, 1)),
                due: Some(day(2026, 12, 1)),
            }],
            grants: vec![],
            limits: vec![],
            orders: Some(vec![]),
        }),
        rates: vec![],
        loyalty: None,
        history: None,
        working: None,
    }
}

/// A cart of `lines` lines; every tenth asks for more than is shown.
#[must_use]
pub fn cart(lines: u32) -> CartRequest {
    let quantity = |index: u32| {
        decimal(
            if index % 10 == 9 {
                60
            } else {
                2 + 2 * i64::from(index % 8)
            },
            0,
        )
    };
    CartRequest {
        payment: None,
        contract: None,
        collected: None,
        warehouses: vec!["far".into()],
        lines: (0..lines)
            .map(|index| Line {
                sku: format!("ART-{index:06}"),
                quantity: quantity(index),
                extra: vec![],
            })
            .collect(),
        rows: vec![],
        accepted_repairs: vec![],
        delivery: None,
        promo: None,
        bonus: None,
        detail: Detail::Price,
        extra: vec![],
    }
}

/// Placing of `lines`, shown nothing before.
#[must_use]
pub fn place(lines: Vec<Line>, warehouses: Vec<String>) -> PlaceRequest {
    PlaceRequest {
        roles: vec![],
        payment: None,
        contract: None,
        collected: None,
        warehouses,
        lines,
        quote: Quote {
            lines: vec![],
            gross: decimal(0, 0),
            delivery: None,
            redeemed: None,
        },
        paid: decimal(0, 0),
        delivery: None,
        promo: None,
        bonus: None,
        detail: Detail::Price,
        extra: vec![],
    }
}

/// Bonus facts with lots of `(earned, left)` bonuses, the first the oldest.
#[must_use]
pub fn loyalty(lots: &[(i64, i64)]) -> Loyalty {
    let lot = |(index, (amount, left)): (usize, &(i64, i64))| BonusLot {
        id: format!("L{index}"),
        version: "1".into(),
        amount: decimal(*amount, 0),
        left: decimal(*left, 0),
        earned: day(2026, 1, 1),
    };
    Loyalty {
        version: "1".into(),
        account: Some(BonusAccount {
            phone: "+7 900 000-00-00".into(),
            version: "1".into(),
            segment: None,
            turnover: None,
            orders: vec![BonusOrder {
                day: day(2026, 11, 1),
                channel: "site".into(),
                cancelled: false,
            }],
            lots: lots.iter().enumerate().map(lot).collect(),
        }),
        promo_uses: vec![],
        placed_orders: None,
    }
}

/// An order of the synthetic buyer that waits to be confirmed: one `A` at 10.
#[must_use]
pub fn order(id: &str) -> Order {
    let buyer = facts(1).buyer;
    Order {
        id: id.to_owned(),
        version: "1".to_owned(),
        buyer: buyer.id,
        entity: buyer.entity,
        contract: None,
        currency: "EUR".to_owned(),
        warehouses: vec![],
        states: States {
            order: OrderState::AwaitingConfirmation,
            reservation: ReservationState::None,
            payment: PaymentState::Unpaid,
            shipment: ShipmentState::None,
            returns: ReturnState::None,
            step: None,
        },
        lines: vec![OrderLine {
            sku: "A".to_owned(),
            quantity: 1.into(),
            net: 10.into(),
            discount: 0.into(),
        }],
        delivery: 0.into(),
        redeemed: 0.into(),
        accrues: 0.into(),
        payable: 10.into(),
        credited: 0.into(),
        paid: 0.into(),
        shipped: vec![],
        returning: vec![],
        returned: vec![],
        released: None,
        proposal: None,
        timers: vec![],
        applied: vec![],
    }
}

/// A directory that nobody stands in.
#[must_use]
pub fn nobody() -> Directory {
    Directory {
        clients: vec![],
        entities: vec![],
        outlets: vec![],
        employees: vec![],
        reps: vec![],
        bindings: vec![],
        absences: vec![],
        invitations: vec![],
    }
}
