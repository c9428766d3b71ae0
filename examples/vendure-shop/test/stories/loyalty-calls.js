'use strict';
// Promo codes and bonuses, as GraphQL has them.

// One selection of lines: of two, Vendure encodes the ids of the last.
const ORDER = `
  id code state subTotal subTotalWithTax totalWithTax shipping shippingWithTax couponCodes
    surcharges { sku description price priceWithTax }
    discounts { description amount amountWithTax }
    taxSummary { taxRate taxBase taxTotal }
    lines { id quantity unitPrice linePrice proratedLinePrice proratedLinePriceWithTax
      productVariant { id sku } discounts { amount } }
`;
const CHANGED = `__typename ... on Order { ${ORDER} } ... on B2bLoyaltyError { errorCode message reason findings { code remedies } }`;

function loyaltyCallsOf({ shop: ask, admin }) {
  return {
    promo: async (code, languageCode) => (await ask(
      `mutation($code: String!) { applyB2bPromoCode(code: $code) { ${CHANGED} } }`, { code }, languageCode && { languageCode },
    )).applyB2bPromoCode,
    noPromo: async () => (await ask(`mutation { removeB2bPromoCode { ${CHANGED} } }`)).removeB2bPromoCode,
    use: async (amount) => (await ask(
      `mutation($amount: String) { useB2bBonus(amount: $amount) { ${CHANGED} } }`, { amount },
    )).useB2bBonus,
    bonus: async () => (await ask(`{ b2bBonus { version balance burnsOn stage { id next missing }
      cart { balance redeemable redeemed accrues rate } lots { code earned amount remaining }
      moves { day kind amount lot order } findings { code text } } }`)).b2bBonus,
    full: async () => (await ask(`{ activeOrder { ${ORDER} } }`)).activeOrder,
    decided: async () => (await ask(`{ b2bCart { net tax gross payable outcome
      promo { code applies discount freeDelivery gift { sku quantity } } bonus { redeemed redeemable accrues }
      findings { code text remedies } } }`)).b2bCart,
    expire: async () => (await admin('mutation { expireB2bBonuses { accounts expired } }')).expireB2bBonuses,
  };
}

module.exports = { loyaltyCallsOf };
