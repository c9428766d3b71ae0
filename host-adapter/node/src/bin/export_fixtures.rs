//! Writes every question of the fixtures, as JavaScript asks it, with the answer that the adapter
//! gives in Rust: one JSON a line. `test/fixtures.test.js` asks them again through the addon.
//!
//! `export_fixtures FIXTURES OUT`

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use comptoir::contract::{Description, ImportRow, Loyalty};
use comptoir::fixtures::papers::PaperQuestion;
use comptoir::fixtures::people::PeopleQuestion;
use comptoir::fixtures::{Asked, Decider, Refusal, run};
use comptoir::{Compilation, Comptoir, EngineOptions, Facts};
use comptoir_node::names::write;
use serde::Serialize;
use serde_json::{Value, json};

/// Answers as `comptoir` does, and keeps what was asked.
struct Recorder {
    policy: String,
    comptoir: Comptoir,
    lines: RefCell<Vec<Value>>,
}

fn list<const N: usize>(
    arguments: [Result<Value, serde_json::Error>; N],
) -> Result<Value, serde_json::Error> {
    arguments.into_iter().collect::<Result<Value, _>>()
}

/// The loyalty facts; without any, those of nobody.
fn loyalty(facts: &Facts) -> Loyalty {
    facts.loyalty.clone().unwrap_or(Loyalty {
        version: String::new(),
        account: None,
        promo_uses: Vec::new(),
        placed_orders: None,
    })
}

fn js<T: Serialize>(value: &T) -> Result<Value, serde_json::Error> {
    serde_json::from_str(&write(value)?)
}

/// The hook that answers a question, and its arguments.
fn question(asked: &Asked) -> Result<(&'static str, Value), serde_json::Error> {
    Ok(match asked {
        Asked::Cart(of) => ("cart.evaluate", list([js(&of.0), js(&of.1), js(&of.2)])?),
        Asked::Place(of) => ("checkout.place", list([js(&of.0), js(&of.1), js(&of.2)])?),
        Asked::Reorder(of) => ("cart.reorder", list([js(&of.0), js(&of.1), js(&of.2)])?),
        Asked::DemoInvoice(of) => {
            let products = js(&of.1.products);
            (
                "documents.demoInvoice",
                list([js(&of.0), products, js(&of.2)])?,
            )
        }
        Asked::Account(of) => {
            let (buyer, loyalty) = (js(&of.1.buyer), js(&of.1.loyalty));
            ("loyalty.account", list([js(&of.0), buyer, loyalty])?)
        }
        Asked::Settle(of) => {
            let loyalty = js(&loyalty(&of.1));
            ("loyalty.settle", list([js(&of.0), loyalty, js(&of.2)])?)
        }
        Asked::Fire(of) => {
            let arguments = [js(&of.0), js(&of.1), js(&of.2), js(&of.3)];
            ("orders.fire", list(arguments)?)
        }
        Asked::Due(of) => ("orders.due", list([js(&of.0), js(&of.1), js(&of.2)])?),
        Asked::Papers(of) => {
            let (context, facts) = (js(&of.context), js(&of.facts));
            match &of.question {
                PaperQuestion::Invoice(order, request) => (
                    "documents.invoice",
                    list([context, facts, js(order), js(request)])?,
                ),
                PaperQuestion::Statement(ledger, request) => (
                    "documents.statement",
                    list([context, facts, js(ledger), js(request)])?,
                ),
                PaperQuestion::Waybill(orders, request) => (
                    "documents.waybill",
                    list([context, facts, js(orders), js(request)])?,
                ),
                PaperQuestion::History(orders, request) => (
                    "documents.history",
                    list([context, js(&of.facts.buyer), js(orders), js(request)])?,
                ),
            }
        }
        Asked::Offers(of) => ("catalogue.offers", list([js(&of.0), js(&of.1), js(&of.2)])?),
        Asked::People(of) => {
            let (context, directory) = (js(&of.context), js(&of.directory));
            let (contracts, standings) = (js(&of.contracts), js(&of.standings));
            match &of.question {
                PeopleQuestion::Register(request) => (
                    "accounts.register",
                    list([context, directory, contracts, js(request)])?,
                ),
                PeopleQuestion::Invite(request) => (
                    "accounts.invite",
                    list([context, directory, contracts, js(request)])?,
                ),
                PeopleQuestion::ManageEmployee(request) => (
                    "accounts.manageEmployee",
                    list([context, directory, js(request)])?,
                ),
                PeopleQuestion::Authorise(request) => (
                    "accounts.authorise",
                    list([context, directory, js(request)])?,
                ),
                PeopleQuestion::AssignRep(request) => (
                    "accounts.assignRep",
                    list([context, directory, js(request)])?,
                ),
                PeopleQuestion::FindClients(request) => (
                    "accounts.findClients",
                    list([context, directory, standings, js(request)])?,
                ),
            }
        }
    })
}

impl Recorder {
    fn keep(
        &self,
        asked: &Asked,
        view: &str,
        answer: &Result<Value, Refusal>,
    ) -> Result<(), Refusal> {
        let refuse = |error: serde_json::Error| Refusal {
            code: "json".to_owned(),
            message: error.to_string(),
        };
        let (hook, arguments) = question(asked).map_err(refuse)?;
        self.lines.borrow_mut().push(json!({
            "policy": self.policy,
            "hook": hook,
            "arguments": arguments,
            "view": view,
            "canonical": answer.as_ref().ok().map(Value::to_string),
            "error": answer.as_ref().err().map(|refusal| refusal.code.clone()),
        }));
        Ok(())
    }
}

impl Decider for Recorder {
    fn decide(&self, asked: &Asked) -> Result<Value, Refusal> {
        let answer = self.comptoir.decide(asked);
        self.keep(asked, "staff", &answer)?;
        answer
    }

    fn decide_for_buyer(&self, asked: &Asked) -> Result<Value, Refusal> {
        let answer = self.comptoir.decide_for_buyer(asked);
        self.keep(asked, "buyer", &answer)?;
        answer
    }

    fn read(&self, file_name: &str, bytes: &[u8]) -> Result<(Value, Vec<ImportRow>), Refusal> {
        let read = self.comptoir.read(file_name, bytes);
        let sheet = read.as_ref().map(|(sheet, _)| sheet.to_string());
        self.lines.borrow_mut().push(json!({
            "policy": self.policy,
            "hook": "orderFile.read",
            "file": file_name,
            "bytes": hex(bytes),
            "canonical": sheet.ok(),
            "error": read.as_ref().err().map(|refusal| refusal.code.clone()),
        }));
        read
    }

    fn describe(&self) -> Description {
        self.comptoir.describe()
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let [fixtures, out] = paths.as_slice() else {
        return Err("usage: export_fixtures FIXTURES OUT".into());
    };
    let root = Path::new(fixtures);
    let recorders: RefCell<BTreeMap<String, &'static Recorder>> = RefCell::default();
    let suite = run(root, &root.join("cases"), &mut |policy| {
        let mut recorders = recorders.borrow_mut();
        if let Some(recorder) = recorders.get(&policy.name) {
            return Ok(*recorder);
        }
        let builder = Comptoir::builder()
            .policy_text(&policy.name, &policy.text)
            .engine_options(EngineOptions {
                compilation: Compilation::Baseline,
                ..EngineOptions::default()
            });
        // Leaked on purpose: this program ends when they do.
        let recorder: &'static Recorder = Box::leak(Box::new(Recorder {
            policy: policy.name.clone(),
            comptoir: builder.build().map_err(|error| error.to_string())?,
            lines: RefCell::default(),
        }));
        recorders.insert(policy.name.clone(), recorder);
        Ok(recorder)
    })?;
    for case in &suite.cases {
        if let Some(failure) = case.failures.first() {
            let (place, name) = (&case.place, &case.name);
            return Err(format!("{place}: `{name}` fails in Rust already: {failure}").into());
        }
    }
    let mut text = String::new();
    for recorder in recorders.into_inner().into_values() {
        for line in recorder.lines.borrow().iter() {
            text.push_str(&line.to_string());
            text.push('\n');
        }
    }
    fs::write(out, text)?;
    Ok(())
}
