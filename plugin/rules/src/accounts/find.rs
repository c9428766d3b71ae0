//! Clients by name, tax id, outlet or city.

use super::standings::{Overall, Standings};
use super::verdict;
use crate::domain::directory::{Directory, Standing};
use crate::domain::{ActorKind, Context, FactGroup, FactRef, Findings, Verdict};
use crate::policy::Policy;
use crate::rules::client_search::{self, PAGE};
use crate::rules::rep_access;

/// A client that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundClient {
    /// The client.
    pub client: u32,
    /// Index into the standings; none: not known.
    pub standing: Option<u32>,
}

/// A page of clients.
#[derive(Debug, Clone)]
pub struct Found {
    /// The verdict.
    pub verdict: Verdict,
    /// By name, then by id.
    pub clients: Vec<FoundClient>,
    /// All that match.
    pub total: u32,
    /// Where the next page begins; none: this is the last.
    pub next_offset: Option<u32>,
    /// Of all that match.
    pub overall: Overall,
}

/// A rep's own clients; staff see all.
#[must_use]
pub fn find_clients(
    policy: &Policy,
    context: &Context,
    directory: &Directory,
    standings: &[Standing],
    text: &str,
    (offset, limit): (u32, u32),
) -> Found {
    let mut findings = Findings::default();
    let matching = match context.acting.kind {
        ActorKind::Staff | ActorKind::System => client_search::decide(directory, text, |_| true),
        ActorKind::Buyer => {
            findings.push(client_search::not_for_buyers());
            Vec::new()
        }
        ActorKind::Rep => match rep_access::acting(directory, context) {
            Ok(rep) => {
                let his = rep_access::his(policy, directory, context.today, rep);
                client_search::decide(directory, text, |client| {
                    usize::try_from(client).is_ok_and(|at| his.get(at) == Some(&true))
                })
            }
            Err(finding) => {
                findings.push(*finding);
                Vec::new()
            }
        },
    };
    let size = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
    let total = u32::try_from(matching.len()).unwrap_or(u32::MAX);
    let standings = Standings::new(standings, directory.clients.len());
    let overall = standings.overall(&matching, &mut findings);
    let mut verdict = verdict(findings, Vec::new(), 0);
    let mut read: Vec<u32> = matching
        .iter()
        .filter_map(|client| standings.of(*client))
        .collect();
    read.sort_unstable();
    verdict.facts_used.extend(read.iter().map(|index| FactRef {
        group: FactGroup::Standings,
        index: *index,
    }));
    let clients: Vec<_> = matching
        .into_iter()
        .skip(size(offset))
        .take(size(limit.min(PAGE)))
        .map(|client| FoundClient {
            client,
            standing: standings.of(client),
        })
        .collect();
    let next = offset.saturating_add(u32::try_from(clients.len()).unwrap_or(u32::MAX));
    Found {
        next_offset: (!clients.is_empty() && next < total).then_some(next),
        verdict,
        clients,
        total,
        overall,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::directory::{Binding, Client, LegalEntity, Outlet, Rep};
    use crate::domain::{Actor, Day};

    fn directory() -> Directory {
        let client = |id: &str, name: &str| Client {
            id: id.to_owned(),
            name: name.to_owned(),
            attributes: Vec::new(),
        };
        let entity = |client, name: &str, tax_id: &str| LegalEntity {
            id: name.to_owned(),
            client,
            name: name.to_owned(),
            country: "RU".to_owned(),
            tax_id: tax_id.to_owned(),
        };
        let outlet = |entity, city: &str| Outlet {
            id: city.to_owned(),
            entity,
            name: format!("Outlet {entity}"),
            city: city.to_owned(),
            account: None,
            email: None,
            attributes: Vec::new(),
        };
        Directory {
            clients: vec![
                client("3", "Вега"),
                client("1", "Альфа"),
                client("2", "альфа"),
                client("4", "Чужой"),
            ],
            entities: vec![
                entity(0, "ООО Вега", "7707083893"),
                entity(1, "ООО Альфа", "7830002293"),
                entity(3, "ООО Чужой", "7707083893"),
            ],
            outlets: vec![outlet(0, "Тверь"), outlet(2, "Тверь")],
            reps: vec![Rep {
                id: "anna".to_owned(),
                name: "Anna".to_owned(),
                email: None,
                phone: None,
                suspended: false,
            }],
            bindings: [0, 1, 2]
                .map(|client| Binding {
                    rep: 0,
                    client,
                    outlet: None,
                })
                .to_vec(),
            ..Directory::default()
        }
    }

    fn ask(kind: ActorKind, text: &str, page: (u32, u32)) -> (Vec<u32>, u32, Option<u32>) {
        let policy = crate::policy::load("[shop]\ncurrency = \"EUR\"\n[contract.a]\n")
            .unwrap()
            .policy;
        let context = Context {
            acting: Actor {
                id: "anna".to_owned(),
                kind,
            },
            principal: "anna".to_owned(),
            instant: 0,
            today: Day::from_ymd_opt(2026, 3, 10).unwrap(),
            request_id: "r".to_owned(),
        };
        let found = find_clients(&policy, &context, &directory(), &[], text, page);
        let clients = found.clients.iter().map(|found| found.client).collect();
        (clients, found.total, found.next_offset)
    }

    #[test]
    fn a_rep_finds_his_own_in_any_case() {
        let rep = |text| ask(ActorKind::Rep, text, (0, 10)).0;
        assert_eq!(rep(""), [1, 2, 0]);
        assert_eq!(rep("ВЕГ"), [0]);
        assert_eq!(rep("тВЕРЬ"), [0]);
        assert_eq!(rep("77 07"), [0]);
        assert!(rep("0708").is_empty() && rep("чужой").is_empty());
        assert_eq!(ask(ActorKind::Staff, "тверь", (0, 10)).0, [0, 3]);
        assert!(ask(ActorKind::Buyer, "", (0, 10)).0.is_empty());
    }

    #[test]
    fn pages_are_bounded_and_cover_everything_once() {
        assert_eq!(ask(ActorKind::Rep, "", (0, 2)), (vec![1, 2], 3, Some(2)));
        assert_eq!(ask(ActorKind::Rep, "", (2, 2)), (vec![0], 3, None));
        assert_eq!(ask(ActorKind::Rep, "", (3, 2)), (vec![], 3, None));
        assert_eq!(ask(ActorKind::Rep, "", (0, 0)), (vec![], 3, None));
        assert_eq!(ask(ActorKind::Rep, "", (u32::MAX, u32::MAX)).1, 3);
    }
}
