//! `--explain`: how a price came about.

use comptoir::contract::{Claim, Price};

use super::{Page, index, shown};

impl Page<'_> {
    /// Every list that was considered and every step, with the place in the policy.
    pub(super) fn explanation(&self, price: &Price) -> Vec<String> {
        let lists = &self.quoted.facts.products.price_lists;
        let mut lines: Vec<String> = price
            .candidates
            .iter()
            .map(|candidate| {
                let list = lists
                    .get(index(candidate.price_list))
                    .map_or("?", |list| list.id.as_str());
                let amount = candidate
                    .amount
                    .map(|amount| format!(" {}", self.amount(amount)))
                    .unwrap_or_default();
                let (why, setting) = match claim_word(candidate.claim) {
                    Some(word) => (self.word(word), candidate.setting.as_str()),
                    None => (self.outranked(price, list), "price.strategy"),
                };
                format!(
                    "· {} {list}{amount}: {why}  [{}]",
                    self.word("price-list"),
                    self.place(setting)
                )
            })
            .collect();
        lines.extend(price.steps.iter().map(|step| {
            let percent = step
                .percent
                .map(|percent| format!(" {}", self.signed(percent)))
                .unwrap_or_default();
            format!(
                "· {}{percent}: {} → {}  [{}]",
                self.messages.step(&step.code),
                self.amount(shown(step.before)),
                self.amount(shown(step.after)),
                self.place(&step.setting)
            )
        }));
        lines
    }

    /// Why `list` lost against the list that won, as the policy's strategy has it.
    fn outranked(&self, price: &Price, list: &str) -> String {
        let settings = &self.quoted.decision.generation.settings;
        let value = |path: &str| {
            let found = settings.iter().find(|setting| setting.path == path);
            found.map(|setting| setting.value.as_str())
        };
        let rank = |list: &str| value(&format!("price_list[{list}].priority"));
        let won = price.candidates.iter().find(|it| it.claim == Claim::Won);
        let lists = &self.quoted.facts.products.price_lists;
        let won = won.and_then(|won| rank(&lists.get(index(won.price_list))?.id));
        self.messages.outranked(
            value("price.strategy").unwrap_or_default(),
            won.zip(rank(list)),
        )
    }
}

/// What became of a list, in a word; none where another one won, which takes more.
const fn claim_word(claim: Claim) -> Option<&'static str> {
    match claim {
        Claim::Won => Some("claim-won"),
        Claim::Outranked => None,
        Claim::NoPrice => Some("claim-no-price"),
        Claim::BelowFirstBreak => Some("claim-below-first-break"),
        Claim::NotInForce => Some("claim-not-in-force"),
    }
}
