//! From files to a plugin that decides; and from one policy to the next without a gap.
//!
//! digest → imports → compile → load → snapshot → compile → swap; then, on a thread of its
//! own, optimized code in place of what served from the first moment. A failure at any step
//! keeps what was active and says so; calls in flight finish on the generation they began with.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use chrono::{DateTime, TimeZone as _, Utc};
use chrono_tz::Tz;
use rust_decimal::Decimal as Number;

use crate::bindings::comptoir::rules::types::{Actor, Context};
use crate::bindings::exports::comptoir::rules::meta::Description;
use crate::bindings::exports::comptoir::rules::policy::{Issue, Setting};
use crate::bindings::reader::ReaderPre;
use crate::error::ActivationError;
use crate::limits::{EngineOptions, Limits};
use crate::messages::{Language, Messages};
use crate::optimize::{Optimizer, Reader, Work};
use crate::policy_file::{PolicyFile, PolicyIssue};
use crate::sandbox::{
    BakeOutcome, Code, ComponentInfo, Engines, Guard, Tier, Tiered, bake, digest, inspect, parts,
    reader,
};
use crate::values::{Instant, LocalDate};

/// One policy in one plugin, as it was activated.
pub struct Generation {
    /// Counts activations of one [`Comptoir`], from 1.
    pub number: u64,
    /// The plugin.
    pub component: ComponentInfo,
    /// What the plugin says of itself.
    pub description: Description,
    /// The policy.
    pub policy: PolicyFile,
    /// Every setting that was decided, in the order of reading.
    pub settings: Vec<Setting>,
    /// Warnings of loading.
    pub warnings: Vec<PolicyIssue>,
    zone: Tz,
    /// What line sums and tax are multiples of.
    pub(crate) sum_unit: Number,
    pub(crate) code: Tiered<Code>,
}

/// Comptoir in a process: a plugin, a policy, limits. Cheap to share behind an [`Arc`]; all methods take `&self`.
pub struct Comptoir {
    pub(crate) engines: Arc<Engines>,
    pub(crate) limits: Limits,
    /// The part of the plugin that reads order files, whatever the policy.
    pub(crate) reader: Arc<Tiered<ReaderPre<Guard>>>,
    optimizer: Optimizer,
    plugin: Arc<[u8]>,
    active: RwLock<Arc<Generation>>,
    /// Held by the one activation under way, so that no two get one number.
    activating: Mutex<()>,
}

/// Collects what [`Comptoir`] needs.
#[derive(Default)]
pub struct Builder {
    plugin: Option<Arc<[u8]>>,
    digest: Option<String>,
    policy: Option<PolicyFile>,
    limits: Limits,
    options: EngineOptions,
}

fn read(path: &Path) -> Result<Vec<u8>, ActivationError> {
    std::fs::read(path).map_err(|source| ActivationError::Read {
        path: path.to_owned(),
        source,
    })
}

impl Builder {
    /// The policy in the file `path`.
    ///
    /// # Errors
    /// [`ActivationError::Read`], also where it is not UTF-8.
    pub fn policy_file(mut self, path: impl AsRef<Path>) -> Result<Self, ActivationError> {
        let path = path.as_ref();
        self.policy = Some(read_policy(path)?);
        Ok(self)
    }

    /// The policy in `text`, called `name` in messages.
    #[must_use]
    pub fn policy_text(mut self, name: &str, text: &str) -> Self {
        self.policy = Some(PolicyFile::new(name.to_owned(), text.to_owned()));
        self
    }

    /// The plugin in the file `path`, in place of the bundled one.
    ///
    /// # Errors
    /// [`ActivationError::Read`].
    pub fn plugin_file(self, path: impl AsRef<Path>) -> Result<Self, ActivationError> {
        let bytes = read(path.as_ref())?;
        Ok(self.plugin_bytes(bytes))
    }

    /// The plugin in `bytes`, in place of the bundled one.
    #[must_use]
    pub fn plugin_bytes(mut self, bytes: impl Into<Arc<[u8]>>) -> Self {
        self.plugin = Some(bytes.into());
        self
    }

    /// The SHA-256, in hexadecimal, that the plugin must have: what somebody signed off, and
    /// nothing else. Validation alone can't tell a damaged constant from a right one.
    #[must_use]
    pub fn plugin_digest(mut self, digest: &str) -> Self {
        self.digest = Some(digest.to_ascii_lowercase());
        self
    }

    /// Bounds on calls.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// How the engine is set up.
    #[must_use]
    pub fn engine_options(mut self, options: EngineOptions) -> Self {
        self.options = options;
        self
    }

    /// A plugin that decides.
    ///
    /// # Errors
    /// [`ActivationError`]; nothing is active then.
    pub fn build(self) -> Result<Comptoir, ActivationError> {
        let plugin = self
            .plugin
            .or_else(bundled)
            .ok_or(ActivationError::NoPlugin)?;
        let policy = self.policy.ok_or(ActivationError::NoPolicy)?;
        if let Some(expected) = self.digest {
            let found = digest(&plugin);
            if found != expected {
                return Err(ActivationError::Digest { expected, found });
            }
        }
        // What wants something from us is refused before anything is set up for it, and so is
        // what does not answer.
        let component = inspect(&plugin)?;
        component.demand(CONTRACT)?;
        if let Some(missing) = INTERFACES
            .iter()
            .find(|name| !component.exports.iter().any(|export| export == *name))
        {
            return Err(ActivationError::Contract(format!(
                "it does not export `{missing}`"
            )));
        }
        let limits = self.limits.under(self.options);
        let engines = Engines::new(self.options, &limits)?;
        let parts = parts(&plugin)?;
        let tier = engines.first.0;
        let engine = &engines.reader.0;
        let (generation, reader) = std::thread::scope(|scope| {
            let reader = scope.spawn(|| reader(engine, parts.reader));
            let generation = activate(&engines, &limits, parts.rules, component, policy, 1);
            let reader = reader.join().map_err(|_| {
                ActivationError::Prepare("compiling the order-file reader failed".to_owned())
            });
            (generation, reader)
        });
        // What is wrong with the rules is said first.
        let (generation, snapshot) = generation?;
        let generation = Arc::new(generation);
        let reader = Arc::new(Tiered::new(tier, reader??));
        let optimizer = Optimizer::default();
        if let Some(engine) = &engines.second {
            optimizer.start(Work {
                engine: engine.clone(),
                options: engines.options,
                limits: limits.load,
                generation: Arc::downgrade(&generation),
                snapshot,
                reader: engines.reader.1.clone().map(|engine| Reader {
                    engine,
                    code: Arc::downgrade(&reader),
                    plugin: Arc::clone(&plugin),
                }),
            });
        }
        Ok(Comptoir {
            reader,
            optimizer,
            engines,
            limits,
            plugin,
            active: RwLock::new(generation),
            activating: Mutex::new(()),
        })
    }
}

/// The policy in the file `path`.
///
/// # Errors
/// [`ActivationError::Read`], also where it is not UTF-8.
pub fn read_policy(path: &Path) -> Result<PolicyFile, ActivationError> {
    let text = String::from_utf8(read(path)?).map_err(|error| ActivationError::Read {
        path: path.to_owned(),
        source: std::io::Error::new(
            std::io::ErrorKind::InvalidData,
            format!("not UTF-8: {error}"),
        ),
    })?;
    Ok(PolicyFile::new(path.display().to_string(), text))
}

#[cfg(feature = "bundled")]
fn bundled() -> Option<Arc<[u8]>> {
    Some(comptoir_embed::COMPONENT.into())
}

#[cfg(not(feature = "bundled"))]
fn bundled() -> Option<Arc<[u8]>> {
    None
}

fn activate(
    engines: &Engines,
    limits: &Limits,
    rules: &[u8],
    component: ComponentInfo,
    policy: PolicyFile,
    number: u64,
) -> Result<(Generation, Vec<u8>), ActivationError> {
    let (tier, engine) = &engines.first;
    let baked = match bake(engines, engine, rules, &policy.text, limits.load)? {
        BakeOutcome::Baked(baked) => *baked,
        BakeOutcome::Refused(issues) => {
            let zone = policy.zone_issue();
            return Err(refused(policy, &issues, zone));
        }
    };
    let contract = &baked.description.contract;
    if contract != CONTRACT {
        return Err(ActivationError::Version {
            found: contract.clone(),
            known: CONTRACT.to_owned(),
        });
    }
    let settings = &baked.report.settings;
    let zone = settings
        .iter()
        .find(|setting| setting.path == "shop.timezone");
    let zone = zone.map_or("UTC", |setting| setting.value.as_str());
    let Ok(zone) = zone.parse::<Tz>() else {
        let issue = policy
            .zone_issue()
            .unwrap_or_else(|| policy.no_zone(zone, None));
        return Err(refused(policy, &baked.report.issues, Some(issue)));
    };
    let generation = Generation {
        number,
        component,
        description: baked.description,
        settings: baked.report.settings,
        warnings: baked
            .report
            .issues
            .iter()
            .map(|issue| policy.issue(issue))
            .collect(),
        sum_unit: policy.sum_unit(),
        zone,
        policy,
        code: Tiered::new(*tier, baked.code),
    };
    Ok((generation, baked.snapshot))
}

/// What the plugin says of the policy, and what only the adapter can tell, by place.
fn refused(policy: PolicyFile, issues: &[Issue], zone: Option<PolicyIssue>) -> ActivationError {
    let mut issues: Vec<PolicyIssue> = issues
        .iter()
        .map(|issue| policy.issue(issue))
        .chain(zone)
        .collect();
    issues.sort_by_key(|issue| (issue.position.is_none(), issue.position));
    ActivationError::Policy {
        file: policy.name,
        issues,
    }
}

/// The contract that this adapter speaks.
pub const CONTRACT: &str = "comptoir:rules@0.1.0";

/// What a plugin of this contract exports.
const INTERFACES: [&str; 11] = [
    "comptoir:rules/meta@0.1.0",
    "comptoir:rules/policy@0.1.0",
    "comptoir:rules/catalogue@0.1.0",
    "comptoir:rules/order-file@0.1.0",
    "comptoir:rules/cart@0.1.0",
    "comptoir:rules/checkout@0.1.0",
    "comptoir:rules/accounts@0.1.0",
    "comptoir:rules/delivery@0.1.0",
    "comptoir:rules/documents@0.1.0",
    "comptoir:rules/loyalty@0.1.0",
    "comptoir:rules/orders@0.1.0",
];

impl Generation {
    /// Which compiler made the code that decides now.
    #[must_use]
    pub fn tier(&self) -> Tier {
        self.code.tier()
    }

    /// The shop's zone, as its policy names it.
    #[must_use]
    pub const fn timezone(&self) -> Tz {
        self.zone
    }

    /// The shop's calendar day at `instant`; 1970-01-01 where the instant is out of range.
    #[must_use]
    pub fn local_date(&self, instant: Instant) -> LocalDate {
        let utc: DateTime<Utc> = Utc
            .timestamp_millis_opt(instant)
            .single()
            .unwrap_or_default();
        utc.with_timezone(&self.zone).date_naive().into()
    }
}

impl Comptoir {
    /// Collects what is needed.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// What its findings, remedies and notifications say in `language`, with moments in the shop's zone.
    #[must_use]
    pub fn messages(&self, language: Language) -> Messages {
        Messages::new(language).in_zone(self.generation().timezone())
    }

    /// The active generation. Hold it to decide several times on one policy.
    #[must_use]
    pub fn generation(&self) -> Arc<Generation> {
        Arc::clone(&self.active.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts another policy in force. Calls in flight finish on the one they began with;
    /// activations at the same time wait for each other.
    ///
    /// # Errors
    /// [`ActivationError`]; the policy that was active stays so.
    pub fn activate(&self, policy: PolicyFile) -> Result<Arc<Generation>, ActivationError> {
        let _turn = self
            .activating
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let before = self.generation();
        let number = before.number.saturating_add(1);
        let (next, snapshot) = activate(
            &self.engines,
            &self.limits,
            parts(&self.plugin)?.rules,
            before.component.clone(),
            policy,
            number,
        )?;
        let next = Arc::new(next);
        if let Some(engine) = &self.engines.second {
            self.optimizer.start(Work {
                engine: engine.clone(),
                options: self.engines.options,
                limits: self.limits.load,
                generation: Arc::downgrade(&next),
                snapshot,
                reader: None,
            });
        }
        *self.active.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&next);
        Ok(next)
    }

    /// Waits until what is active decides with optimized code, where
    /// [`Compilation::Tiered`] was asked for; returns at once otherwise.
    ///
    /// # Errors
    /// [`ActivationError::Prepare`]: baseline code goes on deciding then.
    pub fn finish_compiling(&self) -> Result<(), ActivationError> {
        self.optimizer.finish()
    }

    /// The context of a call; the local day follows from the policy's time zone.
    #[must_use]
    pub fn context(
        &self,
        acting: Actor,
        principal: &str,
        instant: Instant,
        request_id: &str,
    ) -> Context {
        Context {
            acting,
            principal: principal.to_owned(),
            instant,
            local_date: self.generation().local_date(instant),
            request_id: request_id.to_owned(),
        }
    }
}
