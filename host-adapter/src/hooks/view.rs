//! What a buyer may not see is taken out here and nowhere else.

use crate::bindings::comptoir::rules::types::{ActorKind, Audience, Price, Verdict};
use crate::bindings::exports::comptoir::rules::accounts::{
    AssignAnswer, AssignedBy, AuthoriseAnswer, EmployeeAnswer, FindAnswer, InviteAnswer,
    RegisterAnswer,
};
use crate::bindings::exports::comptoir::rules::cart::{CartAnswer, ReorderAnswer};
use crate::bindings::exports::comptoir::rules::catalogue::OffersAnswer;
use crate::bindings::exports::comptoir::rules::checkout::PlaceAnswer;
use crate::bindings::exports::comptoir::rules::documents::{
    DemoInvoiceAnswer, HistoryAnswer, InvoiceAnswer, StatementAnswer, WaybillAnswer,
};
use crate::bindings::exports::comptoir::rules::loyalty::{AccountAnswer, SettleAnswer};
use crate::bindings::exports::comptoir::rules::orders::{DueAnswer, FireAnswer};
use crate::values::Decimal;

/// An answer that knows what in it is for staff.
pub trait Answer: Clone {
    /// Takes out what a buyer may not see.
    fn redact(&mut self);
}

fn redact_verdict(verdict: &mut Verdict) {
    for finding in &mut verdict.findings {
        finding
            .params
            .retain(|param| param.audience == Audience::Buyer);
        finding.setting.clear();
    }
    verdict.effects.clear();
    verdict.facts_used.clear();
}

fn redact_price(price: &mut Option<Price>) {
    if let Some(price) = price {
        price.candidates.clear();
        price.steps.iter_mut().for_each(|step| step.setting.clear());
    }
}

impl Answer for OffersAnswer {
    fn redact(&mut self) {
        redact_verdict(&mut self.verdict);
        self.offers
            .iter_mut()
            .for_each(|offer| redact_price(&mut offer.price));
    }
}

impl Answer for CartAnswer {
    fn redact(&mut self) {
        redact_verdict(&mut self.verdict);
        self.lines
            .iter_mut()
            .for_each(|line| redact_price(&mut line.price));
    }
}

impl Answer for RegisterAnswer {
    /// For the applicant: nothing tells a request to join from any other review.
    fn redact(&mut self) {
        redact_verdict(&mut self.verdict);
        self.join = None;
        self.entity = None;
        if let Some(assignment) = &mut self.assignment {
            assignment.by = AssignedBy::Default;
        }
    }
}

impl Answer for InviteAnswer {
    fn redact(&mut self) {
        redact_verdict(&mut self.verdict);
    }
}

impl Answer for EmployeeAnswer {
    fn redact(&mut self) {
        redact_verdict(&mut self.verdict);
    }
}

impl Answer for AuthoriseAnswer {
    fn redact(&mut self) {
        redact_verdict(&mut self.verdict);
    }
}

impl Answer for AssignAnswer {
    /// How the rep was found is the shop's business.
    fn redact(&mut self) {
        redact_verdict(&mut self.verdict);
        if let Some(assignment) = &mut self.assignment {
            assignment.by = AssignedBy::Default;
        }
    }
}

impl Answer for FindAnswer {
    /// No buyer searches clients.
    fn redact(&mut self) {
        redact_verdict(&mut self.verdict);
        self.clients.clear();
        self.total = 0;
        self.next_offset = None;
        self.overall.live_orders = 0;
        self.overall.owed.clear();
        self.overall.unknown = 0;
    }
}

impl Answer for DemoInvoiceAnswer {
    fn redact(&mut self) {
        redact_verdict(&mut self.verdict);
    }
}

impl Answer for InvoiceAnswer {
    fn redact(&mut self) {
        redact_verdict(&mut self.verdict);
    }
}

impl Answer for StatementAnswer {
    /// What the client owes is his to read.
    fn redact(&mut self) {
        redact_verdict(&mut self.verdict);
    }
}

impl Answer for WaybillAnswer {
    fn redact(&mut self) {
        redact_verdict(&mut self.verdict);
    }
}

impl Answer for HistoryAnswer {
    fn redact(&mut self) {
        redact_verdict(&mut self.verdict);
    }
}

impl Answer for AccountAnswer {
    /// His own balance and stage are his to read.
    fn redact(&mut self) {
        redact_verdict(&mut self.verdict);
    }
}

impl Answer for SettleAnswer {
    fn redact(&mut self) {
        redact_verdict(&mut self.verdict);
        self.uncollected = Decimal::ZERO;
    }
}

/// Events whose reason the client gets in a message.
const TOLD_WHY: [&str; 4] = ["correct", "refuse-return", "cancel", "reopen"];

impl Answer for FireAnswer {
    /// What the manager let pass, and who of the shop acted, stays in the house; so does why, where the client is
    /// not told of it.
    fn redact(&mut self) {
        redact_verdict(&mut self.verdict);
        self.released = None;
        if let Some(entry) = &mut self.history
            && entry.kind != ActorKind::Buyer
        {
            entry.by.clear();
            if !TOLD_WHY.contains(&entry.event.as_str()) {
                entry.reason = None;
            }
        }
    }
}

impl Answer for DueAnswer {
    /// No buyer runs timers.
    fn redact(&mut self) {
        redact_verdict(&mut self.verdict);
        self.due.clear();
        self.next = None;
    }
}

impl Answer for ReorderAnswer {
    fn redact(&mut self) {
        self.cart.redact();
    }
}

impl Answer for PlaceAnswer {
    fn redact(&mut self) {
        redact_verdict(&mut self.verdict);
        self.cart.redact();
    }
}
