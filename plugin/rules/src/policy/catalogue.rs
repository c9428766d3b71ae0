//! `[catalogue]`: who sees which categories.

use toml::de::DeValue;

use super::reader::Table;
use super::setting::{Section, setting};
use super::value::{self, Wrong};

/// Categories that somebody sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sees {
    /// Every product, also those without a category.
    All,
    /// Products of these categories.
    Only(Vec<String>),
}

/// `[[catalogue.profile]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The profile that buyers name.
    pub id: String,
    /// What it sees.
    pub sees: Sees,
}

/// `[catalogue]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueRules {
    /// Who is not signed in.
    pub visitors_see: Sees,
    /// Who is signed in and has neither a profile nor categories in his contract.
    pub clients_see: Sees,
    /// In the order of the text.
    pub profiles: Vec<Profile>,
}

const FORM: &str = "\"all\", \"none\" or a list of categories, such as [\"paper\", \"pens\"]";

/// `[catalogue]`.
pub const CATALOGUE: Section = Section {
    header: "[catalogue]",
    doc: "Who sees which products. What a client does not see is unknown to him on every path.",
    settings: &[
        setting(
            "visitors_see",
            FORM,
            "all",
            "What is shown without signing in.",
        ),
        setting(
            "clients_see",
            FORM,
            "all",
            "What a client is shown who has no profile and whose contract names no categories.",
        ),
        setting(
            "profile",
            "[[catalogue.profile]]",
            "none",
            "What clients of a profile see.",
        ),
    ],
};

/// `[[catalogue.profile]]`.
pub const PROFILE: Section = Section {
    header: "[[catalogue.profile]]",
    doc: "What clients of a profile see; with several profiles, all that any of them sees. Categories of the contract come before.",
    settings: &[
        setting(
            "id",
            "\"school\"",
            "required",
            "The profile that buyers name.",
        ),
        setting("sees", FORM, "required", "Its categories."),
    ],
};

fn sees(raw: &DeValue<'_>) -> Result<Sees, Wrong> {
    let wrong = |wrong: Wrong| Wrong {
        expected: FORM,
        ..wrong
    };
    match raw.as_str() {
        Some("all") => Ok(Sees::All),
        Some("none") => Ok(Sees::Only(Vec::new())),
        Some(other) => Err(Wrong {
            code: "bad-value",
            message: format!("`{other}` is not a choice"),
            expected: FORM,
        }),
        None => value::texts(raw).map(Sees::Only).map_err(wrong),
    }
}

/// Reads `[catalogue]`.
pub(super) fn read(root: &Table<'_>) -> CatalogueRules {
    let table = root.table("catalogue", &CATALOGUE);
    let profiles = table
        .repeated("profile", &PROFILE)
        .into_iter()
        .map(|(id, profile)| {
            if !profile.has("sees") {
                profile.missing("sees");
            }
            Profile {
                id,
                sees: profile.read("sees", sees).unwrap_or(Sees::Only(Vec::new())),
            }
        })
        .collect();
    CatalogueRules {
        visitors_see: table.read("visitors_see", sees).unwrap_or(Sees::All),
        clients_see: table.read("clients_see", sees).unwrap_or(Sees::All),
        profiles,
    }
}
