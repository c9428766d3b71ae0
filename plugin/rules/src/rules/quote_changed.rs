//! `quote.changed`: placing takes what the buyer was shown, or says what moved.
//!
//! Quantity and net price of every line, the total, the price of delivery and the bonuses redeemed are compared with the quote; a
//! difference of the smallest unit bars placing until the buyer accepts the new figures.
//!
//! Requirement: R15, R49. Facts: none beyond the cart.

use crate::domain::{Edit, Finding, Number, Outcome, QuotedLine, Remedy, Stage, Subject, Value};

/// Code of the finding.
pub const CODE: &str = "quote.changed";

/// A line that moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Index into the lines.
    pub line: u32,
    /// As quoted.
    pub quantity_before: Number,
    /// Now.
    pub quantity_now: Number,
    /// As quoted.
    pub net_before: Number,
    /// Now; none where no price can be decided.
    pub net_now: Option<Number>,
}

/// Whether a line moved.
#[must_use]
pub fn decide(
    line: u32,
    quoted: QuotedLine,
    quantity_now: Number,
    net_now: Option<Number>,
) -> Option<Change> {
    // A line that takes nothing has no price worth comparing.
    let price_moved = !quantity_now.is_zero() && net_now != Some(quoted.net);
    (quoted.quantity != quantity_now || price_moved).then_some(Change {
        line,
        quantity_before: quoted.quantity,
        quantity_now,
        net_before: quoted.net,
        net_now,
    })
}

/// The finding about one line.
#[must_use]
pub fn line(change: &Change) -> Finding {
    let finding = Finding::new(
        CODE,
        Outcome::Block,
        Stage::Place,
        Subject::Line(change.line),
    )
    .with("quantity-before", Value::Quantity(change.quantity_before))
    .with("quantity-now", Value::Quantity(change.quantity_now))
    .with("net-before", Value::Money(change.net_before));
    let finding = match change.net_now {
        Some(net) => finding.with("net-now", Value::Money(net)),
        None => finding,
    };
    finding.remedy(Remedy::Edit(Edit {
        field: "quote",
        line: Some(change.line),
        to: change.net_now,
    }))
}

/// The finding about the total alone.
#[must_use]
pub fn total(before: Number, now: Number) -> Finding {
    Finding::new(CODE, Outcome::Block, Stage::Place, Subject::Document)
        .with("gross-before", Value::Money(before))
        .with("gross-now", Value::Money(now))
        .remedy(Remedy::Edit(Edit {
            field: "quote",
            line: None,
            to: Some(now),
        }))
}

/// The finding about the price of delivery.
#[must_use]
pub fn delivery(before: Number, now: Number) -> Finding {
    Finding::new(CODE, Outcome::Block, Stage::Place, Subject::Document)
        .with("delivery-before", Value::Money(before))
        .with("delivery-now", Value::Money(now))
        .remedy(Remedy::Edit(Edit {
            field: "quote",
            line: None,
            to: Some(now),
        }))
}

/// The finding about the bonuses redeemed.
#[must_use]
pub fn redeemed(before: Number, now: Number) -> Finding {
    Finding::new(CODE, Outcome::Block, Stage::Place, Subject::Document)
        .with("redeemed-before", Value::Quantity(before))
        .with("redeemed-now", Value::Quantity(now))
        .remedy(Remedy::Edit(Edit {
            field: "quote",
            line: None,
            to: Some(now),
        }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn the_smallest_unit_counts_and_scale_does_not() {
        let quoted = QuotedLine {
            quantity: dec!(2),
            net: dec!(9.90),
        };
        assert_eq!(decide(0, quoted, dec!(2.0), Some(dec!(9.9))), None);
        assert!(decide(0, quoted, dec!(2), Some(dec!(9.91))).is_some());
        assert!(decide(0, quoted, dec!(1), Some(dec!(9.90))).is_some());
        assert!(decide(0, quoted, dec!(2), None).is_some());
        assert_eq!(
            decide(
                0,
                QuotedLine {
                    quantity: dec!(0),
                    ..quoted
                },
                dec!(0),
                None
            ),
            None
        );
    }
}
