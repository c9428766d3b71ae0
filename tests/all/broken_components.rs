//! The plugin damaged on its way: cut, or with bits flipped. A typed error, nothing accepted,
//! and what was active still serves.
//!
//! With a digest nothing damaged passes. Without one, validation and the contract refuse every
//! cut, but a flipped bit in a constant leaves a valid plugin: such a one is either stopped by
//! its limits or answers within what any plugin may answer, and its digest is another.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;
use std::time::Duration;

use comptoir::contract::CartAnswer;
use comptoir::{
    ActivationError, CallError, CallLimits, Comptoir, Decision, EngineOptions, Limits, inspect,
};
use comptoir_embed::COMPONENT;
use comptoir_tests::{guests, synthetic};
use wasmparser::{Parser, Payload};

/// Flipped plugins that pass validation and are activated and asked; each takes seconds.
const ACTIVATED: usize = 6;

static WHOLE: LazyLock<Comptoir> = LazyLock::new(|| {
    comptoir_tests::builder()
        .policy_text("synthetic.toml", synthetic::POLICY)
        .build()
        .expect("the policy is valid")
});

fn evaluate(comptoir: &Comptoir) -> Result<Decision<CartAnswer>, CallError> {
    comptoir.cart().evaluate(
        &synthetic::context(),
        &synthetic::facts(3),
        &synthetic::cart(3),
    )
}

fn activate(bytes: Vec<u8>) -> Result<Comptoir, ActivationError> {
    let call = CallLimits {
        fuel: 500_000_000,
        time: Duration::from_secs(5),
        ..CallLimits::default()
    };
    let limits = Limits {
        load: call,
        cart: call,
        ..Limits::default()
    };
    let options = EngineOptions {
        concurrent_calls: 2,
        ..comptoir_tests::options()
    };
    comptoir_tests::builder()
        .plugin_bytes(bytes)
        .policy_text("synthetic.toml", synthetic::POLICY)
        .limits(limits)
        .engine_options(options)
        .build()
}

/// Refused by digest, whatever else is right.
#[track_caller]
fn refused_by_digest(bytes: &[u8], whole: &str) {
    let built = comptoir_tests::builder()
        .plugin_bytes(bytes)
        .plugin_digest(whole)
        .policy_text("none.toml", "")
        .build();
    assert!(
        matches!(built, Err(ActivationError::Digest { .. })),
        "{:?}",
        built.err()
    );
}

/// The adapter still serves, and answers as ever.
fn still_serves() {
    let before = evaluate(&WHOLE).expect("an answer").answer;
    assert_eq!(before.lines.len(), 3);
    assert_eq!(WHOLE.generation().number, 1);
}

/// Xorshift: the same offsets in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound).expect("small")).expect("below the bound")
    }
}

/// Where a section of the component, or of what is inside it, begins or ends; its own end not counted.
fn section_boundaries(bytes: &[u8]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload.expect("the whole component is valid");
        let range = match &payload {
            Payload::Version { range, .. } => Some(range.clone()),
            other => other.as_section().map(|(_, range)| range),
        };
        found.extend(range.into_iter().flat_map(|range| [range.start, range.end]));
    }
    found.remove(&bytes.len());
    found
}

/// Where the last part ends that does something: custom sections at the end of the file say
/// who made it, and a plugin cut there is whole.
fn end_of_substance(bytes: &[u8]) -> usize {
    let mut end = 0;
    let mut depth = 0_u32;
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.expect("the whole component is valid") {
            Payload::Version { .. } => depth += 1,
            Payload::End(offset) => {
                depth -= 1;
                // A module or component inside this one.
                if depth == 1 {
                    end = offset;
                }
            }
            Payload::CustomSection(_) => {}
            other if depth == 1 => end = other.as_section().map_or(end, |(_, range)| range.end),
            _ => {}
        }
    }
    end
}

#[test]
fn cut() {
    let digest = inspect(COMPONENT)
        .expect("the whole component is valid")
        .digest;
    let boundaries = section_boundaries(COMPONENT);
    assert!(boundaries.len() > 40, "{} boundaries", boundaries.len());
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let offsets = (0..256).map(|_| random.below(COMPONENT.len()));
    let cuts: BTreeSet<usize> = boundaries
        .iter()
        .copied()
        .chain(offsets)
        .chain([0, 1, 4, 7, 8])
        .collect();
    let substance = end_of_substance(COMPONENT);
    let mut reasons = [0; 2];
    for cut in cuts {
        let part = &COMPONENT[..cut];
        refused_by_digest(part, &digest);
        if cut >= substance {
            // Nothing but custom sections are gone, or one of them is broken.
            assert!(inspect(part).map_or(true, |info| info.digest != digest));
            continue;
        }
        match activate(part.to_vec()).err() {
            Some(ActivationError::NotAComponent(_)) => reasons[0] += 1,
            // Sections of a component need no end: the rest is valid, and exports too little.
            Some(ActivationError::Contract(_)) => reasons[1] += 1,
            other => panic!("cut at {cut} of {}: {other:?}", COMPONENT.len()),
        }
    }
    assert!(reasons.iter().all(|count| *count > 0), "{reasons:?}");
    still_serves();
}

/// Where flips begin.
const FLIPS: u64 = 0x2545_F491_4F6C_DD1D;

/// `bytes` with one bit flipped, at 256 offsets; for each whether it is still valid.
fn flips(bytes: &[u8], random: &mut Random) -> Vec<(Vec<u8>, bool)> {
    let flip = |_| {
        let mut flipped = bytes.to_vec();
        flipped[random.below(bytes.len())] ^= 1 << random.below(8);
        let valid = match inspect(&flipped) {
            Ok(_) => true,
            Err(ActivationError::NotAComponent(_) | ActivationError::Import(_)) => false,
            Err(other) => panic!("{other:?}"),
        };
        (flipped, valid)
    };
    (0..256).map(flip).collect()
}

/// Activated and asked, a flipped plugin answers or is stopped; it never takes the host with it.
fn answers_or_is_stopped(flipped: Vec<u8>) -> bool {
    match activate(flipped) {
        Err(
            ActivationError::Read { .. } | ActivationError::NoPolicy | ActivationError::NoPlugin,
        ) => panic!("not of the plugin"),
        Err(_) => false,
        Ok(comptoir) => evaluate(&comptoir).is_ok(),
    }
}

/// Bits of the plugin. Some six of the flips that pass validation are activated and asked, spread
/// evenly; of the rest it is only known that validation accepts them and their digest is another.
#[test]
fn flipped_bits_of_the_plugin() {
    let digest = inspect(COMPONENT)
        .expect("the whole component is valid")
        .digest;
    let flips = flips(COMPONENT, &mut Random(FLIPS));
    flips
        .iter()
        .for_each(|(flipped, _)| refused_by_digest(flipped, &digest));
    let accepted: Vec<Vec<u8>> = flips
        .into_iter()
        .filter_map(|(flipped, valid)| valid.then_some(flipped))
        .collect();
    let digests: HashSet<String> = accepted
        .iter()
        .filter_map(|flipped| Some(inspect(flipped).ok()?.digest))
        .collect();
    assert!(!digests.contains(&digest));
    assert!(
        !accepted.is_empty() && accepted.len() < 256,
        "{} of 256 flips pass validation",
        accepted.len()
    );
    let step = accepted.len().div_ceil(ACTIVATED).max(1);
    for flipped in accepted.into_iter().step_by(step) {
        answers_or_is_stopped(flipped);
    }
    still_serves();
}

/// Bits of a small guest: every flip that passes validation is activated and asked.
#[test]
fn flipped_bits_of_a_small_guest() {
    let mut random = Random(FLIPS);
    let mut ends = Vec::new();
    // How much of a guest a decision runs is the compiler's: on until a bit was hit that matters.
    while !(ends.contains(&true) && ends.contains(&false)) {
        assert!(ends.len() < 1_000, "{ends:?}");
        let accepted = flips(guests::REMEMBERS, &mut random)
            .into_iter()
            .filter_map(|(flipped, valid)| valid.then_some(flipped));
        ends.extend(accepted.map(answers_or_is_stopped));
    }
    still_serves();
}
