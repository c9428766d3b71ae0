//! Why the shop could not do its work.

use comptoir::CommitError;

/// Nothing is committed where one of these comes back.
#[derive(Debug, thiserror::Error)]
pub enum ShopError {
    /// The database refuses.
    #[error("the database refuses: {0}")]
    Database(#[from] rusqlite::Error),
    /// The shop folder does not have what is asked for.
    #[error(transparent)]
    Folder(#[from] comptoir::shop::ShopError),
    /// The plugin has no answer.
    #[error(transparent)]
    Call(#[from] comptoir::CallError),
    /// Facts moved under every attempt, or the answer rests on a fact that was not passed.
    #[error("{0}")]
    Commit(String),
    /// A number in the database is none.
    #[error("`{0}` in the database is no decimal")]
    Number(String),
    /// The plugin wants something that this shop does not do.
    #[error("the shop has no way to do `{0}`")]
    Effect(String),
    /// A record of the audit can't be written.
    #[error("the audit can't be written: {0}")]
    Audit(String),
}

impl From<CommitError<ShopError>> for ShopError {
    fn from(error: CommitError<ShopError>) -> Self {
        match error {
            CommitError::Call(error) => Self::Call(error),
            CommitError::Host(error) => error,
            other => Self::Commit(other.to_string()),
        }
    }
}
