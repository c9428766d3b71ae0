//! `statement.missing`, `statement.differs`, `statement.unconfirmed`: what the books come to.
//!
//! A balance is what the client owes under one contract in one currency; nothing is converted.
//! closing = opening + debits − credits. Overdue at the end of a period: what was due before its last day
//! (an entry without a due day on its own, the opening balance always), less everything credited by
//! then; never below 0 nor above the closing balance. On the day of the decision the closing balances
//! of a legal entity are held against its receivables: what is open of shipped ones, less what is paid
//! on those not shipped. Where they differ the answer says by how much.
//!
//! Requirement: R34, A7. Facts: ledger, receivables.

use std::collections::BTreeMap;

use crate::domain::number::{add, sub};
use crate::domain::{
    Contract, Day, EntryKind, Finding, Ledger, LedgerEntry, Number, Outcome, Overflow, Receivables,
    Remedy, Stage, Subject, Value,
};

/// The ledger was not passed.
pub const MISSING: &str = "statement.missing";
/// Ledger and receivables differ.
pub const DIFFERS: &str = "statement.differs";
/// Receivables were not passed, so nothing confirms the balance.
pub const UNCONFIRMED: &str = "statement.unconfirmed";

/// Contract and currency.
pub type Key = (String, String);

/// One entry of an account.
#[derive(Debug, Clone)]
pub struct Line {
    /// Index into the ledger's entries.
    pub entry: u32,
    /// Its day.
    pub day: Day,
    /// What it is.
    pub kind: EntryKind,
    /// Its id.
    pub id: String,
    /// Owed more by it.
    pub debit: Number,
    /// Owed less by it.
    pub credit: Number,
    /// After it.
    pub balance: Number,
}

/// One contract in one currency, over a period.
#[derive(Debug, Clone, Default)]
pub struct Account {
    /// Before the first day.
    pub opening: Number,
    /// By day, then kind, then id.
    pub lines: Vec<Line>,
    /// Sum of the lines' debits.
    pub debit: Number,
    /// Sum of their credits.
    pub credit: Number,
    /// After the last day.
    pub closing: Number,
    /// Late at the end.
    pub overdue: Number,
    /// What fell due before the last day.
    fell_due: Number,
    /// What was credited by the last day.
    credited: Number,
}

/// What an entry adds to the debt, and what it takes off it.
fn sides(entry: &LedgerEntry) -> (Number, Number) {
    let less = match entry.kind {
        EntryKind::Invoice => false,
        EntryKind::Return | EntryKind::Payment => true,
        EntryKind::Correction => entry.amount < Number::ZERO,
    };
    match less {
        true => (Number::ZERO, entry.amount.abs()),
        false => (entry.amount, Number::ZERO),
    }
}

/// What in the books of `entity` contradicts itself, or its contracts; none where nothing does.
#[must_use]
pub fn contradiction(ledger: &Ledger, entity: &str, contracts: &[Contract]) -> Option<String> {
    let own = |of: &str| of == entity;
    let mut ids: Vec<&str> = Vec::new();
    let agrees = |contract: &str, currency: &str| {
        let known = contracts.iter().find(|known| known.id == contract);
        known.is_none_or(|known| known.currency == currency && known.entity == entity)
    };
    for entry in ledger.entries.iter().filter(|entry| own(&entry.entity)) {
        let signed = entry.kind == EntryKind::Correction && !entry.amount.is_zero();
        if entry.amount <= Number::ZERO && !signed {
            return Some(format!("entry {} of {}", entry.id, entry.amount));
        }
        if entry.day < ledger.since {
            return Some(format!("entry {} is older than the ledger", entry.id));
        }
        if !agrees(&entry.contract, &entry.currency) {
            return Some(format!(
                "entry {} in {} under contract {}",
                entry.id, entry.currency, entry.contract
            ));
        }
        ids.push(&entry.id);
    }
    ids.sort_unstable();
    if let Some(pair) = ids.windows(2).find(|pair| pair.first() == pair.last()) {
        return pair.first().map(|id| format!("entry {id} stands twice"));
    }
    let mut keys: Vec<(&str, &str)> = Vec::new();
    for opening in ledger.openings.iter().filter(|one| own(&one.entity)) {
        if !agrees(&opening.contract, &opening.currency) {
            return Some(format!(
                "opening balance in {} under contract {}",
                opening.currency, opening.contract
            ));
        }
        let key = (opening.contract.as_str(), opening.currency.as_str());
        if keys.contains(&key) {
            return Some(format!("two opening balances of contract {}", key.0));
        }
        keys.push(key);
    }
    None
}

/// Every account of `entity` that moved or had a balance, over `start` to `end`, both included.
///
/// # Errors
/// [`Overflow`].
pub fn accounts(
    ledger: &Ledger,
    entity: &str,
    (start, end): (Day, Day),
) -> Result<BTreeMap<Key, Account>, Overflow> {
    let mut accounts: BTreeMap<Key, Account> = BTreeMap::new();
    let key = |contract: &str, currency: &str| (contract.to_owned(), currency.to_owned());
    for opening in ledger.openings.iter().filter(|one| one.entity == entity) {
        let account = accounts
            .entry(key(&opening.contract, &opening.currency))
            .or_default();
        account.opening = opening.balance;
        // A balance in the client's favour pays what falls due.
        account.fell_due = opening.balance;
    }
    let mut entries: Vec<(u32, &LedgerEntry)> = (0u32..)
        .zip(&ledger.entries)
        .filter(|(_, entry)| entry.entity == entity && entry.day <= end)
        .collect();
    entries.sort_by(|(_, a), (_, b)| (a.day, a.kind, &a.id).cmp(&(b.day, b.kind, &b.id)));
    for (index, entry) in entries {
        let account = accounts
            .entry(key(&entry.contract, &entry.currency))
            .or_default();
        let (debit, credit) = sides(entry);
        account.credited = add(account.credited, credit)?;
        if entry.due.unwrap_or(entry.day) < end {
            account.fell_due = add(account.fell_due, debit)?;
        }
        if entry.day < start {
            account.opening = sub(add(account.opening, debit)?, credit)?;
            continue;
        }
        account.debit = add(account.debit, debit)?;
        account.credit = add(account.credit, credit)?;
        let balance = sub(add(account.opening, account.debit)?, account.credit)?;
        account.lines.push(Line {
            entry: index,
            day: entry.day,
            kind: entry.kind,
            id: entry.id.clone(),
            debit,
            credit,
            balance,
        });
    }
    for account in accounts.values_mut() {
        account.closing = sub(add(account.opening, account.debit)?, account.credit)?;
        let late = sub(account.fell_due, account.credited)?;
        account.overdue = late.min(account.closing).max(Number::ZERO);
    }
    accounts.retain(|_, account| !account.opening.is_zero() || !account.lines.is_empty());
    Ok(accounts)
}

/// Ledger and receivables of one currency.
#[derive(Debug, Clone, Default)]
pub struct Agreement {
    /// By the ledger.
    pub ledger: Number,
    /// By the receivables.
    pub receivables: Number,
    /// The one less the other.
    pub difference: Number,
}

/// Whether `accounts` are what the receivables say of `entity`, by currency.
///
/// # Errors
/// [`Overflow`].
pub fn agreements(
    accounts: &BTreeMap<Key, Account>,
    receivables: &Receivables,
    entity: &str,
) -> Result<BTreeMap<String, Agreement>, Overflow> {
    let mut said: BTreeMap<String, Agreement> = BTreeMap::new();
    for ((_, currency), account) in accounts {
        let agreement = said.entry(currency.clone()).or_default();
        agreement.ledger = add(agreement.ledger, account.closing)?;
    }
    for item in receivables
        .items
        .iter()
        .filter(|item| item.entity == entity)
    {
        let agreement = said.entry(item.currency.clone()).or_default();
        let owed = match item.shipped {
            Some(_) => item.amount,
            None => Number::ZERO,
        };
        agreement.receivables = add(agreement.receivables, sub(owed, item.paid)?)?;
    }
    for agreement in said.values_mut() {
        agreement.difference = sub(agreement.ledger, agreement.receivables)?;
    }
    Ok(said)
}

fn finding(code: &'static str, outcome: Outcome) -> Finding {
    Finding::new(code, outcome, Stage::Place, Subject::Document)
}

/// The finding where there is no ledger.
#[must_use]
pub fn missing() -> Finding {
    finding(MISSING, Outcome::Indeterminate).remedy(Remedy::Contact("manager"))
}

/// The finding where nothing confirms the balance of today.
#[must_use]
pub fn unconfirmed() -> Finding {
    finding(UNCONFIRMED, Outcome::Indeterminate)
        .with_staff("fact", Value::Text("receivables".to_owned()))
        .remedy(Remedy::Contact("manager"))
}

/// The warning where a currency's balances differ.
#[must_use]
pub fn differs(currency: &str, agreement: &Agreement) -> Option<Finding> {
    (!agreement.difference.is_zero()).then(|| {
        finding(DIFFERS, Outcome::Allow)
            .warning()
            .with("currency", Value::Text(currency.to_owned()))
            .with("difference", Value::Money(agreement.difference))
            .remedy(Remedy::Contact("manager"))
    })
}
