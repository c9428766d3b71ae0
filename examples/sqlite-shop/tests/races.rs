//! Eight threads over what there is once: no more is granted than there was, every loser has a reason,
//! and the books hold.

use std::path::PathBuf;
use std::sync::{Arc, Barrier};

use comptoir::Comptoir;
use comptoir::contract::{Actor, ActorKind, Severity};
use comptoir::shop::Shop;
use comptoir_sqlite_shop::{Line, Place, Placed, SqliteShop};

const NOW: i64 = 1_795_165_200_000;

fn database(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.db"));
    for suffix in ["", "-wal", "-shm"] {
        let mut file = path.clone().into_os_string();
        file.push(suffix);
        let _ = std::fs::remove_file(file);
    }
    path
}

struct House {
    comptoir: Comptoir,
    folder: Arc<Shop>,
    path: PathBuf,
}

impl House {
    fn new(name: &str) -> Self {
        let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let builder = Comptoir::builder()
            .policy_file(here.join("policy.toml"))
            .unwrap();
        Self {
            comptoir: builder.build().unwrap(),
            folder: Arc::new(Shop::open(&here.join("shop")).unwrap()),
            path: database(name),
        }
    }

    fn open(&self) -> SqliteShop {
        SqliteShop::open(&self.path, Arc::clone(&self.folder)).unwrap()
    }
}

fn place(request: &str, buyer: &str, sku: &str, quantity: u32) -> Place {
    Place {
        request: request.to_owned(),
        acting: Actor {
            id: buyer.to_owned(),
            kind: ActorKind::Buyer,
        },
        buyer: buyer.to_owned(),
        at: NOW,
        lines: vec![Line {
            sku: sku.to_owned(),
            quantity,
        }],
        promo: None,
        bonus: None,
    }
}

/// What eight threads get that begin at once.
fn race(house: &House, request: impl Fn(usize) -> Place + Sync) -> Vec<Placed> {
    let start = Barrier::new(8);
    let _made = house.open();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|at| {
                let (start, request) = (&start, &request);
                scope.spawn(move || {
                    let mut shop = house.open();
                    start.wait();
                    shop.place(&house.comptoir, &request(at)).unwrap()
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    })
}

fn reasons(placed: &Placed) -> Vec<&str> {
    let Placed::Refused(answer) = placed else {
        return vec![];
    };
    let findings = answer
        .verdict
        .findings
        .iter()
        .chain(&answer.cart.verdict.findings);
    findings
        .filter(|finding| finding.severity == Severity::Error && !finding.remedies.is_empty())
        .map(|finding| finding.code.as_str())
        .collect()
}

#[test]
fn five_lamps_go_to_five_of_eight_and_the_others_are_told_why() {
    let house = House::new("lamps");
    let buyers = ["anna", "bruno"];
    let placed = race(&house, |at| {
        place(&format!("r{at}"), buyers[at % 2], "LAMP-1", 1)
    });
    let won = placed
        .iter()
        .filter(|placed| matches!(placed, Placed::New(_)))
        .count();
    assert_eq!(won, 5, "{placed:?}");
    for loser in placed
        .iter()
        .filter(|placed| !matches!(placed, Placed::New(_)))
    {
        assert!(!reasons(loser).is_empty(), "{loser:?}");
    }
    let books = house.open().books(NOW).unwrap();
    assert_eq!(books.faults, Vec::<String>::new());
    assert_eq!((books.orders, books.audited), (5, 5));
}

#[test]
fn what_does_not_fit_whole_is_not_granted_in_part() {
    let house = House::new("ropes");
    let placed = race(&house, |at| place(&format!("r{at}"), "anna", "ROPE-10", 60));
    let won = placed
        .iter()
        .filter(|placed| matches!(placed, Placed::New(_)))
        .count();
    assert_eq!(won, 3, "{placed:?}");
    assert_eq!(
        house.open().books(NOW).unwrap().faults,
        Vec::<String>::new()
    );
}

#[test]
fn one_click_eight_times_is_one_order() {
    let house = House::new("clicks");
    let placed = race(&house, |_| place("the-click", "anna", "ROPE-10", 2));
    let new = placed
        .iter()
        .filter(|placed| matches!(placed, Placed::New(_)))
        .count();
    let already = placed
        .iter()
        .filter(|placed| matches!(placed, Placed::Already(_)))
        .count();
    // A thread that lost the race inside the transaction learns it there.
    assert_eq!(new + already, 8, "{placed:?}");
    let books = house.open().books(NOW).unwrap();
    assert_eq!((books.orders, books.audited), (1, 1));
    assert_eq!(books.faults, Vec::<String>::new());
    let other = house
        .open()
        .place(&house.comptoir, &place("the-click", "anna", "ROPE-10", 3))
        .unwrap();
    assert!(matches!(other, Placed::Conflict), "{other:?}");
}

#[test]
fn ten_bonuses_are_spent_once_however_many_ask_for_four() {
    let house = House::new("bonuses");
    let placed = race(&house, |at| Place {
        bonus: Some(4),
        ..place(&format!("r{at}"), "anna", "ROPE-10", 1)
    });
    let won = placed
        .iter()
        .filter(|placed| matches!(placed, Placed::New(_)))
        .count();
    assert_eq!(won, 2, "{placed:?}");
    for loser in placed
        .iter()
        .filter(|placed| !matches!(placed, Placed::New(_)))
    {
        assert!(reasons(loser).contains(&"quote.changed"), "{loser:?}");
    }
    let books = house.open().books(NOW).unwrap();
    assert_eq!(books.faults, Vec::<String>::new());
    assert_eq!((books.orders, books.redeemed.as_str()), (2, "8"));
}

#[test]
fn a_code_for_three_orders_serves_three_of_eight() {
    let house = House::new("codes");
    let buyers = ["anna", "bruno"];
    let placed = race(&house, |at| Place {
        promo: Some("HARBOUR".to_owned()),
        ..place(&format!("r{at}"), buyers[at % 2], "ROPE-10", 2)
    });
    let won = placed
        .iter()
        .filter(|placed| matches!(placed, Placed::New(_)))
        .count();
    assert_eq!(won, 3, "{placed:?}");
    for loser in placed
        .iter()
        .filter(|placed| !matches!(placed, Placed::New(_)))
    {
        assert!(
            reasons(loser).iter().any(|code| code.starts_with("promo.")),
            "{loser:?}"
        );
    }
    assert_eq!(
        house.open().books(NOW).unwrap().faults,
        Vec::<String>::new()
    );
}
