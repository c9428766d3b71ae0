use super::*;
use rust_decimal::dec;

#[test]
fn rounding_at_and_beside_the_middle() {
    let cents = Rounding {
        to: dec!(0.01),
        way: RoundingWay::HalfUp,
    };
    assert_eq!(cents.apply(dec!(1.005)).unwrap().to_string(), "1.01");
    assert_eq!(cents.apply(dec!(1.004999)).unwrap().to_string(), "1.00");
    let even = Rounding {
        way: RoundingWay::HalfEven,
        ..cents
    };
    assert_eq!(even.apply(dec!(1.005)).unwrap().to_string(), "1.00");
    let five = Rounding {
        to: dec!(0.05),
        way: RoundingWay::Down,
    };
    assert_eq!(five.apply(dec!(1.0999)).unwrap().to_string(), "1.05");
    assert_eq!(five.apply(dec!(1.10)).unwrap().to_string(), "1.10");
}

/// Numbers of every size and sign, some at the middle of a rounding.
fn numbers() -> Vec<Number> {
    let digits = [
        0,
        1,
        5,
        10,
        15,
        25,
        99,
        100,
        105,
        1250,
        9_999,
        10_050,
        123_456,
        1_000_000,
        8_750_005,
        99_999_995,
        123_456_789_012,
        1_000_000_000_000_000,
        1_000_000_000_000_001,
        999_999_999_999_999_999,
        i64::MAX,
    ];
    let scales = [0, 1, 2, 3, 4, 6, 7, 8, 12];
    digits
        .iter()
        .flat_map(|digits| scales.map(|scale| Number::new(*digits, scale)))
        .flat_map(|number| [number, -number])
        .collect()
}

/// Value and decimals.
fn written(result: Result<Number, Overflow>) -> Result<(i128, u32), Overflow> {
    result.map(|number| (number.mantissa(), number.scale()))
}

#[test]
fn everyday_numbers_change_and_round_as_any_do() {
    let mut fast = 0;
    for value in numbers() {
        for percent in numbers() {
            let change = Change::new(Percent(percent));
            let changed = word(value).and_then(|word| change.of_word(word));
            fast += u32::from(changed.is_some());
            let any = written(change_any(value, Percent(percent)));
            assert_eq!(written(change.apply(value)), any, "{value} by {percent}");
        }
        for way in [
            RoundingWay::HalfUp,
            RoundingWay::HalfEven,
            RoundingWay::Down,
        ] {
            for to in [dec!(1), dec!(0.1), dec!(0.01), dec!(0.0001), dec!(0.05)] {
                let rounding = Rounding { to, way };
                if let Some(rounded) = rounding.apply_to_word(value) {
                    fast += 1;
                    let any = written(rounding.apply_to_any(value));
                    assert_eq!(written(Ok(rounded)), any, "{value}, {rounding:?}");
                }
            }
        }
        for parts in [1, 2, 3, 7, 12] {
            let exact = div(value, parts.into());
            let any = exact.map(|exact| exact.round_dp_with_strategy(0, RoundingStrategy::ToZero));
            assert_eq!(
                written(share(value, parts, 0)),
                written(any),
                "{value} ÷ {parts}"
            );
        }
    }
    assert!(fast > 20_000, "{fast}");
    assert_eq!(share(dec!(7), 0, 0), Err(Overflow));
    assert_eq!(share(dec!(7), 3, 2), Ok(dec!(2.33)));
}

#[test]
fn everyday_numbers_add_up_and_multiply_as_any_do() {
    let mut fast = 0;
    for a in numbers() {
        assert_eq!(is_negative(a), a < Number::ZERO);
        assert_eq!(
            word(a),
            i64::try_from(a.mantissa())
                .ok()
                .map(|digits| (digits, a.scale()))
        );
        for b in numbers() {
            assert_eq!(compare(a, b), a.cmp(&b), "{a} beside {b}");
            let ends = [smaller(a, b), larger(a, b)].map(|end| written(Ok(end)));
            assert_eq!(ends, [a.min(b), a.max(b)].map(|end| written(Ok(end))));
            fast += u32::from(words(a, b, i64::checked_add).is_some());
            fast += u32::from(words(a, b, i64::checked_sub).is_some());
            fast += u32::from(mul_words(a, b).is_some());
            let any = [a.checked_add(b), a.checked_sub(b), a.checked_mul(b)].map(bounded);
            let same = [add(a, b), sub(a, b), mul(a, b)];
            assert_eq!(same.map(written), any.map(written), "{a} and {b}");
            if b > Number::ZERO {
                fast += u32::from(multiples(a, b).is_some());
                let times = |way: fn(&Number) -> Number| mul(way(&div(a, b)?), b);
                let any = [times(Number::floor), times(Number::ceil)];
                let same = [floor_to(a, b), ceil_to(a, b)];
                assert_eq!(same.map(written), any.map(written), "{a} in steps of {b}");
            }
        }
    }
    assert!(fast > 100_000, "{fast}");
}

#[test]
fn changes_in_turn_are_the_same_in_words() {
    let changes = ["-12.5", "4", "-1.5", "0.333"]
        .map(|percent| Change::new(Percent(percent.parse().unwrap())));
    for value in numbers() {
        for changes in [&changes[..0], &changes[..1], &changes[..3], &changes] {
            let one_by_one = changes
                .iter()
                .try_fold(value, |value, change| change_any(value, change.percent));
            assert_eq!(
                written(Change::all(changes, value)),
                written(one_by_one),
                "{value}"
            );
        }
    }
}

#[test]
fn multiples_go_down_and_up() {
    assert_eq!(floor_to(dec!(13), dec!(6)), Ok(dec!(12)));
    assert_eq!(ceil_to(dec!(13), dec!(6)), Ok(dec!(18)));
    assert_eq!(floor_to(dec!(12), dec!(6)), Ok(dec!(12)));
    assert_eq!(floor_to(dec!(13), dec!(0)), Ok(dec!(13)));
}

#[test]
fn overflow_is_an_error_not_a_panic() {
    assert_eq!(mul(Number::MAX, dec!(2)), Err(Overflow));
    assert_eq!(div(dec!(1), dec!(0)), Err(Overflow));
    assert_eq!(LIMIT, dec!(1_000_000_000_000_000));
    assert_eq!(add(LIMIT, dec!(0)), Ok(LIMIT));
    assert_eq!(add(LIMIT, dec!(0.1)), Err(Overflow));
    assert_eq!(change_by(Number::MAX, Percent(dec!(1))), Err(Overflow));
}
