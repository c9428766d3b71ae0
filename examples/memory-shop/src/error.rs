//! What can go wrong beside a "no" of the rules.

use comptoir::contract::Decimal;
use comptoir::{CallError, CommitError};

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum ShopError {
    /// The plugin could not decide.
    #[error(transparent)]
    Call(#[from] CallError),
    /// The facts can't be gathered.
    #[error(transparent)]
    Facts(#[from] comptoir::shop::ShopError),
    /// A fact moved under the decision again and again.
    #[error("facts moved under the decision: nothing is committed")]
    Moving,
    /// The plugin speaks of what is not there.
    #[error("the decision makes no sense here: {0}")]
    Nonsense(String),
    /// There is no such order.
    #[error("there is no order `{0}`")]
    NoOrder(String),
    /// A sum that the contract has no room for.
    #[error("{0} is out of range")]
    Range(String),
}

impl From<CommitError<ShopError>> for ShopError {
    fn from(error: CommitError<ShopError>) -> Self {
        match error {
            CommitError::Call(error) => Self::Call(error),
            CommitError::Host(error) => error,
            CommitError::Moving(_) => Self::Moving,
            CommitError::Nonsense(what) => Self::Nonsense(what),
        }
    }
}

/// The sum of `decimals`.
pub(crate) fn sum(decimals: impl IntoIterator<Item = Decimal>) -> Result<Decimal, ShopError> {
    let mut total = rust_decimal::Decimal::ZERO;
    for decimal in decimals {
        let range = || ShopError::Range(decimal.to_string());
        let number = decimal.to_number().ok_or_else(range)?;
        total = total.checked_add(number).ok_or_else(range)?;
    }
    Decimal::try_from(total).map_err(|_| ShopError::Range(total.to_string()))
}
