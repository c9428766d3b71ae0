//! What froze stays: the contract's folder by its digest, and a plugin of its day that every later adapter still runs.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use comptoir::contract::accounts::FindRequest;
use comptoir::contract::documents::HistoryRequest;
use comptoir::contract::orders::{Event, FireRequest, OrderState, Status};
use comptoir::contract::{
    CartRequest, Line, Outcome, PlaceRequest, Quote, QuotedLine, Remedy, Until, Value,
};
use comptoir::messages::Language;
use comptoir::{ActivationError, Comptoir, OrderFacts, event_digest, inspect};
use comptoir_tests::components::hollow;
use comptoir_tests::{guests, synthetic};
use sha2::{Digest, Sha256};

/// `guests/examples/speaks_0_1_0.rs` as it was compiled when the contract froze.
static GUEST: LazyLock<Vec<u8>> = LazyLock::new(|| {
    fs::read(root().join("tests/frozen/speaks-0.1.0.wasm")).expect("the frozen guest")
});

const POLICY: &str = "# any text is a policy";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// Digests of the files in a folder, by name; line endings are those of Unix whatever the checkout has.
fn digests(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).expect("the contract's folder");
    let mut found = BTreeMap::new();
    for entry in entries {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let text = fs::read_to_string(&path)
            .expect("a text")
            .replace("\r\n", "\n");
        found.insert(name, digest(text.as_bytes()));
    }
    found
}

#[test]
fn the_frozen_contract_is_what_it_was() {
    let list = fs::read_to_string(root().join("tests/frozen/wit-0.1.0.sha256")).expect("a list");
    let frozen: BTreeMap<String, String> = list
        .lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(digest, name)| (name.to_owned(), digest.to_owned()))
        .collect();
    let now = digests(&root().join("wit/0.1.0"));
    let differ: Vec<&String> = frozen
        .keys()
        .chain(now.keys())
        .filter(|name| frozen.get(*name) != now.get(*name))
        .collect();
    assert!(
        differ.is_empty(),
        "wit/0.1.0 is frozen, and differs in {differ:?}: take the change back there. A new function, field or case belongs \
         into a folder of its own version, such as wit/0.2.0; a wish without a version yet goes into wit/README.md. \
         CONTRIBUTING.md says how a version is added."
    );
    assert!(frozen.len() >= 15, "{frozen:?}");
}

#[test]
fn the_frozen_guest_is_the_one_that_was_committed() {
    let list = fs::read_to_string(root().join("tests/frozen/speaks-0.1.0.sha256")).expect("a list");
    assert_eq!(
        list.split_whitespace().next(),
        Some(digest(&GUEST).as_str()),
        "tests/frozen/speaks-0.1.0.wasm is what plugins of 0.1.0 are like, for ever; it is not built anew"
    );
    assert!(GUEST.len() < 400_000, "{} bytes", GUEST.len());
}

/// The recipe: `COMPTOIR_FREEZE=1 cargo test … frozen` writes the component of the source as it is built now.
#[test]
fn the_guest_is_written_where_somebody_freezes_a_version() {
    if std::env::var_os("COMPTOIR_FREEZE").is_none() {
        return;
    }
    let folder = root().join("tests/frozen");
    let list = |digests: BTreeMap<String, String>| {
        digests
            .into_iter()
            .fold(String::new(), |mut text, (name, digest)| {
                let _ = writeln!(text, "{digest}  {name}");
                text
            })
    };
    let guest = guests::SPEAKS_0_1_0;
    fs::write(folder.join("speaks-0.1.0.wasm"), guest).expect("written");
    let own = BTreeMap::from([("speaks-0.1.0.wasm".to_owned(), digest(guest))]);
    fs::write(folder.join("speaks-0.1.0.sha256"), list(own)).expect("written");
    let contract = digests(&root().join("wit/0.1.0"));
    fs::write(folder.join("wit-0.1.0.sha256"), list(contract)).expect("written");
}

fn build(guest: &[u8]) -> Comptoir {
    comptoir_tests::builder()
        .plugin_bytes(guest.to_vec())
        .policy_text("any.toml", POLICY)
        .build()
        .expect("a plugin of 0.1.0 is run")
}

fn asked(sku: &str, quantity: u32) -> Line {
    Line {
        sku: sku.to_owned(),
        quantity: quantity.into(),
        extra: vec![],
    }
}

/// Every hook group, by the committed component and by its source as it is built today.
#[test]
fn every_hook_still_runs_a_plugin_of_0_1_0() {
    for guest in [GUEST.as_slice(), guests::SPEAKS_0_1_0] {
        let comptoir = build(guest);
        describes(&comptoir);
        offers(&comptoir);
        prices_and_refuses(&comptoir);
        places(&comptoir);
        confirms(&comptoir);
        reads(&comptoir);
        answers_the_rest(&comptoir);
    }
}

fn describes(comptoir: &Comptoir) {
    let generation = comptoir.generation();
    let description = &generation.description;
    assert_eq!(description.contract, "comptoir:rules@0.1.0");
    assert_eq!(description.version, "frozen");
    assert_eq!(description.rules[0].code, "frozen.refused");
    assert_eq!(generation.component.contracts(), ["comptoir:rules@0.1.0"]);
    assert_eq!(generation.timezone().name(), "Europe/Rome");
    assert_eq!(
        comptoir
            .orders()
            .describe()
            .expect("a machine")
            .combinations,
        2
    );
}

fn offers(comptoir: &Comptoir) {
    let request = comptoir::contract::OffersRequest {
        contract: None,
        warehouses: vec![],
        detail: comptoir::contract::Detail::Waterfall,
    };
    let offers = comptoir
        .catalogue()
        .offers(&synthetic::context(), &synthetic::facts(2), &request)
        .expect("offers")
        .answer
        .offers;
    let price = offers[1].price.as_ref().expect("a price");
    assert_eq!(
        (offers.len(), price.steps.len(), price.candidates.len()),
        (2, 1, 1)
    );
}

fn prices_and_refuses(comptoir: &Comptoir) {
    let context = synthetic::context();
    let facts = synthetic::facts(1);
    let sku = facts.products.items[0].sku.clone();
    let net = facts.products.items[0].prices[0].amount;
    let request = |lines| CartRequest {
        lines,
        ..synthetic::cart(1)
    };
    let priced = comptoir
        .cart()
        .evaluate(&context, &facts, &request(vec![asked(&sku, 3)]))
        .expect("a cart")
        .answer;
    assert_eq!(
        priced.lines[0].price.as_ref().map(|price| price.net),
        Some(net)
    );
    assert_eq!(
        priced.lines[0].sum,
        priced.totals.map(|totals| totals.payable)
    );
    // The snapshot holds the policy that was loaded.
    assert_eq!(priced.extra[0].value, POLICY.len().to_string());
    let refused = comptoir
        .cart()
        .evaluate(&context, &facts, &request(vec![asked("REFUSED", 1)]))
        .expect("a cart")
        .answer;
    let finding = &refused.verdict.findings[0];
    assert_eq!(
        (finding.code.as_str(), finding.outcome),
        ("frozen.refused", Outcome::Block)
    );
    assert!(matches!(finding.params[1].value, Value::Instant(at) if at == context.instant));
    let wait = Remedy::Wait(Some(Until::Instant(context.instant)));
    let said = |remedy| comptoir.messages(Language::English).remedy(remedy, "");
    assert_eq!(said(&finding.remedies[1]), said(&wait));
}

fn place_request(
    lines: Vec<Line>,
    net: comptoir::contract::Decimal,
    gross: comptoir::contract::Decimal,
) -> PlaceRequest {
    PlaceRequest {
        contract: None,
        collected: None,
        warehouses: vec![],
        quote: Quote {
            lines: lines
                .iter()
                .map(|line| QuotedLine {
                    quantity: line.quantity,
                    net,
                })
                .collect(),
            gross,
            delivery: None,
            redeemed: None,
        },
        lines,
        paid: 0.into(),
        delivery: None,
        payment: None,
        promo: None,
        bonus: None,
        extra: vec![],
        roles: vec![],
        detail: comptoir::contract::Detail::Price,
    }
}

fn places(comptoir: &Comptoir) {
    let context = synthetic::context();
    let facts = synthetic::facts(1);
    let (sku, net) = {
        let item = &facts.products.items[0];
        (item.sku.clone(), item.prices[0].amount)
    };
    let place = |lines: Vec<Line>| {
        comptoir
            .checkout()
            .place(&context, &facts, &place_request(lines, net, net))
            .expect("an answer")
            .answer
    };
    let placed = place(vec![asked(&sku, 1)]);
    let draft = placed.draft.expect("a draft");
    assert_eq!(draft.payable, net);
    assert_eq!(draft.states.order, OrderState::AwaitingConfirmation);
    assert_eq!(placed.verdict.effects.len(), 1);
    let refused = place(vec![asked("REFUSED", 1)]);
    assert!(refused.draft.is_none() && refused.verdict.outcome == Outcome::Block);
}

fn confirms(comptoir: &Comptoir) {
    let of = OrderFacts {
        order: synthetic::order("W-1"),
        working: None,
        history: None,
    };
    let fire = |event: Event| {
        let request = FireRequest {
            digest: event_digest(&event, None),
            event,
            key: "once".to_owned(),
            version: None,
            reason: None,
            roles: vec![],
        };
        comptoir
            .orders()
            .fire(&synthetic::context(), &synthetic::facts(1), &of, &request)
            .expect("an answer")
            .answer
    };
    let confirmed = fire(Event::Confirm);
    assert_eq!(confirmed.status, Status::Applied);
    assert_eq!(confirmed.states.order, OrderState::Confirmed);
    assert_eq!(fire(Event::Cancel).status, Status::Refused);
}

fn reads(comptoir: &Comptoir) {
    let (sheet, _) = comptoir
        .order_file()
        .read("order.csv", b"0983;2\n")
        .expect("a sheet");
    assert_eq!(sheet.rows[0].exact, "0983");
    assert_eq!(sheet.rows[0].without_leading_zeros, "983");
    assert_eq!(sheet.rows[0].value, Some(2.into()));
    let error = comptoir.order_file().read("order.csv", b"no row");
    assert!(matches!(
        error.err(),
        Some(comptoir::CallError::File { code, .. }) if code == "order-file.frozen"
    ));
}

fn answers_the_rest(comptoir: &Comptoir) {
    let context = synthetic::context();
    let facts = synthetic::facts(1);
    assert!(
        comptoir
            .documents()
            .delivery_methods()
            .expect("none")
            .methods
            .is_empty()
    );
    let account = comptoir.loyalty().account(&context, &facts.buyer, None);
    assert_eq!(account.expect("an account").answer.balance, None);
    let directory = synthetic::nobody();
    let request = FindRequest {
        text: String::new(),
        offset: 0,
        limit: 10,
    };
    let found = comptoir
        .accounts()
        .find_clients(&context, &directory, &[], &request);
    assert_eq!(found.expect("a page").answer.total, 0);
    let page = HistoryRequest {
        offset: 0,
        limit: 1,
    };
    let history = comptoir
        .documents()
        .history(&context, &facts.buyer, &[], page);
    assert_eq!(history.expect("a page").answer.total, 0);
}

#[test]
fn a_plugin_of_another_version_is_refused_by_name_before_anything_of_it_is_linked() {
    let bytes = hollow("", "0.2.0");
    assert_eq!(
        inspect(&bytes).expect("a component").contracts(),
        ["comptoir:rules@0.2.0"]
    );
    let error = comptoir_tests::builder()
        .plugin_bytes(bytes)
        .policy_text("none.toml", "")
        .build()
        .err()
        .expect("refused");
    let text = error.to_string();
    assert!(
        matches!(
            &error,
            ActivationError::Version { found, known }
                if found == "comptoir:rules@0.2.0" && known == "comptoir:rules@0.1.0"
        ),
        "{error:?}"
    );
    assert!(text.contains("0.2.0") && text.contains("0.1.0"), "{text}");
    // One that says so only once it runs is refused too.
    let error = comptoir_tests::builder()
        .plugin_bytes(guests::SPEAKS_ANOTHER_CONTRACT)
        .policy_text("none.toml", "")
        .build()
        .err();
    assert!(
        matches!(&error, Some(ActivationError::Version { found, .. }) if found == "comptoir:rules@9.9.9"),
        "{error:?}"
    );
}
