//! `--delivery METHOD,city=Kazan,branch=2`: how the goods are to reach the buyer.

use std::str::FromStr;

use comptoir::contract::DeliveryChoice;

const KEYS: &str = "zone, city, postcode, address, branch, recipient, phone, payment";

/// A method and what it needs to know, as the command line has it.
#[derive(Clone, Debug)]
pub(super) struct Delivery(pub(super) DeliveryChoice);

impl FromStr for Delivery {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = text.split(',');
        let method = parts.next().unwrap_or_default().trim();
        if method.is_empty() || method.contains('=') {
            return Err(format!(
                "`{text}` begins with no method: expected METHOD or METHOD,city=…; keys are {KEYS}"
            ));
        }
        let mut choice = DeliveryChoice {
            method: method.to_owned(),
            zone: None,
            city: None,
            postcode: None,
            address: None,
            branch: None,
            recipient: None,
            phone: None,
            payment: None,
        };
        for part in parts {
            let (key, value) = part
                .split_once('=')
                .ok_or_else(|| format!("`{part}` is not KEY=VALUE; keys are {KEYS}"))?;
            let field = match key.trim() {
                "zone" => &mut choice.zone,
                "city" => &mut choice.city,
                "postcode" => &mut choice.postcode,
                "address" => &mut choice.address,
                "branch" => &mut choice.branch,
                "recipient" => &mut choice.recipient,
                "phone" => &mut choice.phone,
                "payment" => &mut choice.payment,
                other => {
                    return Err(format!(
                        "`{other}` is no key of a delivery; keys are {KEYS}"
                    ));
                }
            };
            *field = Some(value.trim().to_owned());
        }
        Ok(Self(choice))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_and_its_keys() {
        let Delivery(choice) = "post-nord,city=Kazan, branch=2".parse().expect("a choice");
        assert_eq!(choice.method, "post-nord");
        assert_eq!(choice.city.as_deref(), Some("Kazan"));
        assert_eq!(choice.branch.as_deref(), Some("2"));
        assert_eq!(choice.zone, None);
    }

    #[test]
    fn slips_say_what_would_be_right() {
        let error = |text: &str| text.parse::<Delivery>().expect_err("a slip");
        assert!(error("city=Kazan").contains("begins with no method"));
        assert!(error("van,town=Kazan").contains("`town` is no key"));
        assert!(error("van,Kazan").contains("is not KEY=VALUE"));
        assert!(error("").contains("METHOD"));
    }
}
