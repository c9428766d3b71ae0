//! What an order carries of its client is what he said now or before: nobody else sends his goods anywhere.

use super::{Check, demand};
use crate::bindings::comptoir::rules::types::{Action, KeptDetail};
use crate::bindings::exports::comptoir::rules::cart::{
    CartAnswer, DeliveryChoice, ExtraField, OrderDetail,
};
use crate::bindings::exports::comptoir::rules::checkout::PlaceAnswer;

/// What was said: the delivery, fields of the document, and what is kept.
pub(in crate::hooks) struct Said<'a> {
    pub delivery: Option<&'a DeliveryChoice>,
    pub extra: [&'a [ExtraField]; 2],
    pub kept: &'a [KeptDetail],
}

impl Said<'_> {
    fn now(&self, detail: &OrderDetail, value: &str) -> bool {
        let of_delivery = self.delivery.and_then(|choice| {
            let text = match detail.name.as_str() {
                "city" => &choice.city,
                "postcode" => &choice.postcode,
                "address" => &choice.address,
                "recipient" => &choice.recipient,
                "phone" => &choice.phone,
                _ => return None,
            };
            text.as_deref()
        });
        let fields = self.extra.into_iter().flatten();
        fields
            .filter(|field| field.name == detail.name)
            .map(|field| field.value.as_str())
            .chain(of_delivery)
            .any(|said| said.trim() == value)
    }

    fn before(&self, detail: &OrderDetail, value: &str) -> bool {
        let mut kept = self.kept.iter();
        kept.any(|kept| kept.name == detail.name && kept.value.trim() == value)
    }
}

/// The details of a cart.
pub(in crate::hooks) fn cart(answer: &CartAnswer, said: &Said<'_>) -> Check {
    answer.details.iter().try_for_each(|detail| {
        let holds = match &detail.value {
            None => !detail.kept,
            Some(value) if detail.kept => said.before(detail, value),
            Some(value) => said.now(detail, value),
        };
        demand(holds, || {
            format!("a detail `{}` that nobody said", detail.name)
        })
    })
}

/// What an order keeps for the next one is what it carries.
pub(super) fn kept(answer: &PlaceAnswer) -> Check {
    let carried = |kept: &KeptDetail| {
        let mut details = answer.cart.details.iter();
        details.any(|detail| {
            detail.name == kept.name && detail.value.as_ref() == Some(&kept.value) && !detail.kept
        })
    };
    let effects = answer.verdict.effects.iter();
    let mut keeping = effects.filter_map(|effect| match &effect.action {
        Action::KeepDetails(details) => Some(details),
        _ => None,
    });
    demand(keeping.all(|details| details.iter().all(carried)), || {
        "a detail is kept that the order does not say".to_owned()
    })
}
