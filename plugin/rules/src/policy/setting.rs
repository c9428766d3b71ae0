//! The registry of settings: the reader, the unknown-key check and the reference all use it.

/// One key of the policy.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Key inside its table.
    pub key: &'static str,
    /// How its value is written, such as `"12.5%"`.
    pub form: &'static str,
    /// Value where the policy is silent; `required` or `none` where there is none.
    pub default: &'static str,
    /// What it decides, in one sentence.
    pub doc: &'static str,
}

/// One table of the policy.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    /// Where it stands: `[shop]`, `[[tier]]`, `[contract.ID]`, `[[credit.gate]]`.
    pub header: &'static str,
    /// What it decides.
    pub doc: &'static str,
    /// Its keys.
    pub settings: &'static [Setting],
}

/// Short form of a [`Setting`], for the tables beside their readers.
#[must_use]
pub const fn setting(
    key: &'static str,
    form: &'static str,
    default: &'static str,
    doc: &'static str,
) -> Setting {
    Setting {
        key,
        form,
        default,
        doc,
    }
}
