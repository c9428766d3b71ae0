//! Bonuses and a cart: what may be redeemed, what is, and what the order will bring.
//!
//! A preview unless the buyer asks for bonuses; what bars them bars placing then, until he no
//! longer asks. Paying with bonuses changes what is to be paid, never the goods or their tax.
//!
//! Requirement: R36 to R44.

use super::desk::at;
use super::promo::is_of;
use super::{CartLine, DeliveryQuote, PromoSummary, Totals, overflow};
use crate::domain::number::sub;
use crate::domain::{
    BonusAccount, BonusWish, Context, Facts, Finding, Findings, LotPart, Number, Outcome, Overflow,
    Stage, Subject,
};
use crate::policy::{Bonus, Policy};
use crate::rules::bonus_account::{self, Balance};
use crate::rules::bonus_stage::{self, Standing};
use crate::rules::contract_choice::Chosen;
use crate::rules::{bonus_accrual, bonus_lots, bonus_redemption};

/// Bonuses and a cart.
#[derive(Debug, Clone)]
pub struct BonusSummary {
    /// Version of the rules that decided.
    pub version: String,
    /// What is there to spend.
    pub balance: Number,
    /// Most that may be redeemed; none: not known yet.
    pub redeemable: Option<Number>,
    /// What is redeemed.
    pub redeemed: Number,
    /// From which lots.
    pub parts: Vec<LotPart>,
    /// What the order will bring; none: not known yet.
    pub accrues: Option<Number>,
    /// At which rate.
    pub rate: Option<Number>,
    /// Where the client stands.
    pub stage: Option<Standing>,
}

/// What a cart has for its bonuses.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) wish: Option<BonusWish>,
    pub(super) promo: Option<&'a PromoSummary>,
    pub(super) delivery: Option<&'a DeliveryQuote>,
    pub(super) lines: &'a [CartLine],
}

/// The summary; what is redeemed goes off `totals`. None without an account or a programme.
pub(super) fn decide(
    policy: &Policy,
    context: &Context,
    facts: &Facts,
    chosen: Option<Chosen<'_>>,
    asked: Asked<'_>,
    totals: Option<&mut Totals>,
    findings: &mut Findings,
) -> Option<BonusSummary> {
    // Who neither asks nor has an account is told nothing.
    if asked.wish.is_none() && (policy.bonus.is_none() || facts.loyalty.is_none()) {
        return None;
    }
    let wanted = asked.wish.is_some();
    let mut refuse = |finding: Finding| {
        if wanted {
            findings.push(finding);
        }
        None
    };
    let Some(bonus) = &policy.bonus else {
        return refuse(bonus_account::off(Stage::Place));
    };
    let account = match bonus_account::of(&facts.buyer, facts.loyalty.as_ref(), Stage::Place) {
        Ok(account) => account,
        Err(finding) => return refuse(*finding),
    };
    let balance = match bonus_account::decide(bonus, account, context.today) {
        Ok(balance) => balance,
        Err(fact) if wanted => return refuse(bonus_account::unknown(fact, Stage::Place)),
        // Who asks for nothing is not held up by it, but somebody should look.
        Err(fact) => {
            let mut finding = bonus_account::unknown(fact, Stage::Edit).warning();
            finding.outcome = Outcome::Allow;
            findings.push(finding);
            return None;
        }
    };
    let (chosen, totals) = (chosen?, totals?);
    if chosen.contract.currency != policy.shop.currency {
        return refuse(bonus_redemption::currency(&policy.shop.currency));
    }
    let before = Before {
        policy,
        bonus,
        account,
        balance,
    };
    match before.decide(facts, asked, totals, findings) {
        Ok(summary) => Some(summary),
        Err(Overflow) => {
            findings.push(overflow(Stage::Place, Subject::Document));
            None
        }
    }
}

/// What stands before the order itself is looked at.
struct Before<'a> {
    policy: &'a Policy,
    bonus: &'a Bonus,
    account: &'a BonusAccount,
    balance: Balance,
}

/// Minimum order of the zone of delivery; none: not known yet.
fn zone_minimum(policy: &Policy, delivery: Option<&DeliveryQuote>) -> Option<Number> {
    if policy.delivery.methods.is_empty() {
        return Some(Number::ZERO);
    }
    let quote = delivery?;
    match &quote.zone {
        Some(id) => {
            let zone = policy.delivery.zones.iter().find(|zone| zone.id == *id)?;
            Some(zone.minimum.unwrap_or_default())
        }
        None => {
            let method = policy
                .delivery
                .methods
                .iter()
                .find(|method| method.id == quote.method)?;
            method.zones.is_empty().then_some(Number::ZERO)
        }
    }
}

impl Before<'_> {
    fn decide(
        &self,
        facts: &Facts,
        asked: Asked<'_>,
        totals: &mut Totals,
        findings: &mut Findings,
    ) -> Result<BonusSummary, Overflow> {
        let Self {
            policy,
            bonus,
            account,
            balance,
        } = self;
        let terms = bonus.terms_of(account.segment.as_deref());
        let stage = bonus_stage::decide(&bonus.stages, account.turnover)?;
        let kind = asked.delivery.map(|quote| quote.kind);
        let has = |category: &str| {
            asked.lines.iter().any(|line| {
                let product = line
                    .product
                    .and_then(|product| facts.products.items.get(at(product)));
                !line.accepted.is_zero()
                    && product.is_some_and(|product| is_of(facts, product, category))
            })
        };
        let exclusion = bonus_redemption::exclusion(bonus, kind, has);
        let promo = asked
            .promo
            .and_then(|summary| policy.promos.iter().find(|promo| promo.id == summary.promo));
        let with = promo.map(|promo| promo.with_bonus.unwrap_or(bonus.with_promo));
        let goods = totals.sums.gross;
        let chosen = kind.is_some() || policy.delivery.methods.is_empty();
        let minimum = zone_minimum(policy, asked.delivery);

        let open = bonus_redemption::needs_delivery(bonus, terms) && (!chosen || minimum.is_none());
        let redeemable = if open {
            None
        } else {
            let barred = with.is_some_and(|with| !with.redeem);
            let order = bonus_redemption::Order {
                goods,
                minimum: minimum.unwrap_or_default(),
                balance: balance.balance,
                promo: promo.filter(|_| barred),
                exclusion,
            };
            Some(bonus_redemption::decide(bonus, terms, order)?)
        };
        let mut redeemed = Number::ZERO;
        if let Some(wish) = asked.wish {
            if !balance.burnt.is_zero() {
                bonus_account::burns(balance)
                    .into_iter()
                    .for_each(|finding| findings.push(finding));
            }
            match &redeemable {
                None => findings.push(bonus_redemption::before_delivery()),
                Some(found) => {
                    let (sum, finding) = bonus_redemption::redeem(bonus, found, wish)?;
                    redeemed = sum;
                    finding
                        .into_iter()
                        .for_each(|finding| findings.push(finding));
                }
            }
        }
        totals.payable = sub(totals.payable, redeemed)?;
        let mut left: Vec<Number> = account.lots.iter().map(|lot| lot.left).collect();
        let (parts, _) = bonus_lots::take(&account.lots, &mut left, None, redeemed)?;

        let mut summary = BonusSummary {
            version: bonus.version.clone(),
            balance: balance.balance,
            redeemable: redeemable.map(|found| found.most),
            redeemed,
            parts,
            accrues: None,
            rate: None,
            stage,
        };
        let dines = bonus
            .exclusions
            .iter()
            .any(|exclusion| !exclusion.delivery.is_empty());
        if chosen || !(bonus_accrual::needs_delivery(terms) || dines) {
            self.accrue(
                goods,
                kind,
                exclusion,
                with.is_none_or(|with| with.accrue),
                &mut summary,
                findings,
            )?;
        }
        Ok(summary)
    }

    fn accrue(
        &self,
        goods: Number,
        kind: Option<crate::policy::MethodKind>,
        exclusion: Option<&crate::policy::loyalty::Exclusion>,
        may: bool,
        summary: &mut BonusSummary,
        findings: &mut Findings,
    ) -> Result<(), Overflow> {
        let reached = summary
            .stage
            .as_ref()
            .and_then(|standing| standing.id.as_deref());
        let order = bonus_accrual::Order {
            goods,
            delivery: kind,
            stage: reached,
            exclusion,
        };
        let terms = self.bonus.terms_of(self.account.segment.as_deref());
        let (rate, setting) = bonus_accrual::rate(terms, order);
        if !may {
            summary.accrues = Some(Number::ZERO);
            return Ok(());
        }
        let accrues = bonus_accrual::decide(self.bonus, rate, goods, summary.redeemed)?;
        summary.accrues = Some(accrues);
        summary.rate = Some(rate.0);
        if !goods.is_zero() {
            findings.push(bonus_accrual::finding(accrues, rate, setting));
        }
        Ok(())
    }
}
