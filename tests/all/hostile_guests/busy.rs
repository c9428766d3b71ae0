//! More calls than there are slots.

use super::*;

/// More calls at once than were provided for: served or told so, and all slots come back.
#[test]
fn more_calls_at_once_than_slots() {
    let cart = CallLimits {
        fuel: u64::MAX,
        time: Duration::from_millis(300),
        ..CallLimits::default()
    };
    let comptoir = with_cart_limits(guests::LOOPS_FOREVER, cart);
    let ends: Vec<_> = thread::scope(|scope| {
        let calls: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| evaluate(&comptoir).err()))
            .collect();
        calls
            .into_iter()
            .map(|call| call.join().expect("no panic"))
            .collect()
    });
    let busy = ends
        .iter()
        .filter(|end| **end == Some(CallError::Busy(2)))
        .count();
    let timed = ends
        .iter()
        .filter(|end| {
            matches!(
                end,
                Some(CallError::Limit {
                    limit: Limit::Time,
                    ..
                })
            )
        })
        .count();
    assert!(busy > 0 && timed >= 2 && busy + timed == 8, "{ends:?}");
    serves(&comptoir);
}

#[test]
fn busy_slots_never_mix_clients() {
    let comptoir = comptoir(guests::REMEMBERS);
    let served: usize = thread::scope(|scope| {
        let callers = (0..6).map(|_| {
            scope.spawn(|| {
                let answers = (0..50).map(|_| evaluate(&comptoir));
                let served = answers.filter_map(|answer| match answer {
                    Ok(decision) => Some(decision.answer.totals.expect("totals").weight),
                    Err(error) => {
                        assert_eq!(error, CallError::Busy(2));
                        None
                    }
                });
                served
                    .inspect(|weight| assert_eq!(*weight, 1.into(), "every decision is the first"))
                    .count()
            })
        });
        let callers: Vec<_> = callers.collect();
        callers
            .into_iter()
            .map(|caller| caller.join().expect("no panic"))
            .sum()
    });
    assert!(served > 0);
    serves(&comptoir);
}
