//! The invoice of an order: made when it is placed, void and made anew when it is corrected.
//!
//! Requirement: R17, R32.

use crate::cart::overflow;
use crate::domain::number::sub;
use crate::domain::{
    Action, Buyer, Context, Contract, Day, Effect, FactGroup, FactRef, Finding, InvoiceRequest,
    Notification, Number, Order, Outcome, Overflow, PaymentState, Products, Stage, Subject, Value,
    Verdict,
};
use crate::policy::{Basis, Policy, Supplier, TaxMode};
use crate::rules::document_party::{self, Barred, contradiction};
use crate::rules::invoice_step::{self, Step};
use crate::rules::invoice_sums::{self, Line};
use crate::rules::tax::Sums;

/// Until when it may be paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// This day included.
    On(Day),
    /// So many days after the day of shipment.
    AfterShipment(u32),
}

/// An invoice of an order. Meaning and bounds: `wit/0.1.0/documents.wit`.
#[derive(Debug, Clone)]
#[allow(
    missing_docs,
    reason = "documented field by field in wit/0.1.0/documents.wit"
)]
pub struct OrderInvoice {
    pub number: String,
    pub replaces: Option<String>,
    pub supplier: Supplier,
    pub order: String,
    pub entity: String,
    pub contract: String,
    pub terms: String,
    pub currency: String,
    pub issued: Day,
    pub due: Due,
    pub mode: TaxMode,
    pub line_basis: Basis,
    pub lines: Vec<Line>,
    pub line_sum: Number,
    pub sums: Sums,
    pub delivery: Number,
    pub redeemed: Number,
    pub payable: Number,
    pub credited: Number,
    pub paid: Number,
    pub left: Number,
    pub payment: PaymentState,
}

/// What became of the order's invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "documented in wit/0.1.0/documents.wit")]
pub enum InvoiceStep {
    None,
    Issued,
    Stands,
    Reissued,
    Voided,
}

/// An invoice, decided.
#[derive(Debug, Clone)]
pub struct InvoiceAnswer {
    /// For the document as a whole.
    pub verdict: Verdict,
    /// What is done.
    pub step: InvoiceStep,
    /// In force after this.
    pub invoice: Option<OrderInvoice>,
    /// Void from now on.
    pub voids: Option<String>,
}

/// The invoice of `order`, or why there is none.
#[must_use]
pub fn invoice(
    policy: &Policy,
    context: &Context,
    (buyer, contracts): (&Buyer, &[Contract]),
    products: &Products,
    order: &Order,
    request: &InvoiceRequest,
) -> InvoiceAnswer {
    let facts = Facts {
        policy,
        context,
        buyer,
        contracts,
        products,
        order,
        request,
    };
    let decided = facts.decide();
    let mut answer = InvoiceAnswer {
        verdict: Verdict {
            outcome: Outcome::Allow,
            findings: Vec::new(),
            effects: Vec::new(),
            facts_used: facts.used(),
        },
        step: InvoiceStep::None,
        invoice: None,
        voids: None,
    };
    match decided {
        Err(finding) => {
            answer.verdict.outcome = finding.outcome;
            answer.verdict.findings.push(*finding);
        }
        Ok(decided) => {
            answer.verdict.findings.extend(decided.notice);
            answer
                .verdict
                .effects
                .extend(decided.told.map(|note| Effect {
                    key: format!("{}#0", context.request_id),
                    action: Action::Notify(note),
                }));
            answer.step = decided.step;
            answer.invoice = decided.invoice;
            answer.voids = decided.voids;
        }
    }
    answer
}

struct Decided {
    step: InvoiceStep,
    invoice: Option<OrderInvoice>,
    voids: Option<String>,
    notice: Option<Finding>,
    told: Option<Notification>,
}

struct Facts<'a> {
    policy: &'a Policy,
    context: &'a Context,
    buyer: &'a Buyer,
    contracts: &'a [Contract],
    products: &'a Products,
    order: &'a Order,
    request: &'a InvoiceRequest,
}

const AT: (Stage, Subject) = (Stage::Place, Subject::Document);

impl Facts<'_> {
    fn decide(&self) -> Result<Decided, Barred> {
        let Self { policy, order, .. } = self;
        let (rules, supplier) =
            document_party::made(policy, policy.papers.invoice.as_ref(), "invoice", AT.0)?;
        document_party::of_order(self.context, self.buyer, order, AT)?;
        let today = self.context.today;
        let number = document_party::numbered(&rules.number, today, self.request.sequence);
        let step = invoice_step::decide(order, self.request, &number)?;
        let told = |template, number: &str| {
            Notification::new("outlet", template)
                .with("order", Value::Text(order.id.clone()))
                .with("number", Value::Text(number.to_owned()))
        };
        Ok(match step {
            Step::Void(old) => Decided {
                step: InvoiceStep::Voided,
                invoice: None,
                voids: Some(old.number.clone()),
                notice: Some(invoice_step::notice(&old.number, None)),
                told: Some(told("invoice-voided", &old.number)),
            },
            Step::Stand(old) => Decided {
                step: InvoiceStep::Stands,
                invoice: Some(self.document(
                    supplier,
                    &old.number,
                    old.issued,
                    self.before(old),
                )?),
                voids: None,
                notice: None,
                told: None,
            },
            Step::Issue(replaces) => Decided {
                step: InvoiceStep::Issued,
                invoice: Some(self.document(supplier, &number, today, replaces)?),
                voids: None,
                notice: None,
                told: Some(told("invoice-issued", &number)),
            },
            Step::Reissue(old) => Decided {
                step: InvoiceStep::Reissued,
                invoice: Some(self.document(supplier, &number, today, Some(&old.number))?),
                voids: Some(old.number.clone()),
                notice: Some(invoice_step::notice(&old.number, Some(&number))),
                told: Some(
                    told("invoice-reissued", &number).with("void", Value::Text(old.number.clone())),
                ),
            },
        })
    }

    /// The void invoice in whose place one in force stands.
    fn before(&self, current: &crate::domain::IssuedInvoice) -> Option<&str> {
        let all = &self.request.issued;
        let earlier = all.iter().take_while(|one| one.number != current.number);
        earlier.last().map(|one| one.number.as_str())
    }

    fn document(
        &self,
        supplier: &Supplier,
        number: &str,
        issued: Day,
        replaces: Option<&str>,
    ) -> Result<OrderInvoice, Barred> {
        let Self { policy, order, .. } = self;
        let today = self.context.today;
        let (contract, terms) = document_party::contract(policy, self.contracts, order, today, AT)?;
        let priced = invoice_sums::decide(policy, terms.tax, self.products, order)?;
        let payable = invoice_sums::payable(&priced, order)?;
        let overflowed = |Overflow| Box::new(overflow(AT.0, AT.1));
        let left = sub(payable, order.credited)
            .and_then(|due| sub(due, order.paid))
            .map_err(overflowed)?;
        Ok(OrderInvoice {
            number: number.to_owned(),
            replaces: replaces.map(str::to_owned),
            supplier: supplier.clone(),
            order: order.id.clone(),
            entity: order.entity.clone(),
            contract: contract.id.clone(),
            terms: terms.id.clone(),
            currency: order.currency.clone(),
            issued,
            due: self.due(terms.pay_within, issued).map_err(overflowed)?,
            mode: terms.tax,
            line_basis: match terms.tax {
                TaxMode::Exclusive => Basis::Net,
                TaxMode::Inclusive | TaxMode::Exempt => Basis::Gross,
            },
            lines: priced.lines,
            line_sum: priced.line_sum,
            sums: priced.sums,
            delivery: order.delivery,
            redeemed: order.redeemed,
            payable,
            credited: order.credited,
            paid: order.paid,
            left: left.max(Number::ZERO),
            payment: self.payment()?,
        })
    }

    /// A prepayment from the day of issue on, a deferral from the day of shipment.
    fn due(&self, pay_within: Option<u32>, issued: Day) -> Result<Due, Overflow> {
        let later = |day: Day, days: u32| {
            let days = chrono::Days::new(days.into());
            day.checked_add_days(days).ok_or(Overflow)
        };
        let valid_for = self.policy.papers.invoice.as_ref();
        let valid_for = valid_for.map_or(0, |rules| rules.valid_for);
        match (pay_within.filter(|days| *days > 0), self.request.shipped) {
            (None, _) => later(issued, valid_for).map(Due::On),
            (Some(days), None) => Ok(Due::AfterShipment(days)),
            (Some(days), Some(shipped)) => later(shipped, days).map(Due::On),
        }
    }

    /// What the order's state says of its payment must be what was paid. An order that costs nothing
    /// is paid once anything says so.
    fn payment(&self) -> Result<PaymentState, Barred> {
        let order = self.order;
        let said = order.states.payment;
        let paid = if order.paid >= order.due() {
            PaymentState::Full
        } else if order.paid > Number::ZERO {
            PaymentState::Part
        } else {
            PaymentState::Unpaid
        };
        let nothing = order.due().is_zero() && order.paid.is_zero();
        if said == paid || nothing {
            return Ok(said);
        }
        let fact = format!(
            "order {} with {} paid of {}",
            said.name(),
            order.paid,
            order.due()
        );
        Err(contradiction(AT.0, AT.1, fact))
    }

    fn used(&self) -> Vec<FactRef> {
        let group = |group| FactRef { group, index: 0 };
        let named = self.order.contract.as_ref();
        let contracts = (0u32..).zip(self.contracts).filter(|(_, contract)| {
            contract.entity == self.order.entity && named.is_none_or(|id| *id == contract.id)
        });
        let products = (0u32..)
            .zip(&self.products.items)
            .filter(|(_, product)| self.order.lines.iter().any(|line| line.sku == product.sku));
        let mut used = vec![group(FactGroup::Buyer), group(FactGroup::Orders)];
        used.extend(contracts.map(|(index, _)| FactRef {
            group: FactGroup::Contracts,
            index,
        }));
        used.extend(products.map(|(index, _)| FactRef {
            group: FactGroup::Products,
            index,
        }));
        used.sort_unstable();
        used
    }
}
