import gql from 'graphql-tag';

/** Promo codes and bonuses. Amounts are decimals, as texts; 1 bonus is 1 unit of the shop's currency. */
export const loyaltyShopSchema = gql`
  type B2bGift {
    sku: String!
    quantity: String!
  }

  type B2bCartPromo {
    code: String!
    applies: Boolean!
    "Off the lines; each line's share stands in its own discounts."
    discount: String!
    freeDelivery: Boolean!
    gift: B2bGift
  }

  type B2bCartBonus {
    balance: String!
    "Most that this cart may be paid with; null before delivery is chosen, where that matters."
    redeemable: String
    redeemed: String!
    "What the order brings once completed."
    accrues: String
    "In percent."
    rate: String
  }

  extend type B2bCart {
    "Goods with tax and delivery, less the bonuses redeemed."
    payable: String
    promo: B2bCartPromo
    bonus: B2bCartBonus
  }

  type B2bLoyaltyStage {
    "Null: the first one is not reached."
    id: String
    next: String
    nextFrom: String
    missing: String
  }

  type B2bBonusLot {
    code: String!
    earned: String!
    amount: String!
    remaining: String!
  }

  type B2bBonusMove {
    day: String!
    "loaded, earned, redeemed, given-back, reversed, expired."
    kind: String!
    "Below 0 where it was taken."
    amount: String!
    lot: String!
    order: String
  }

  type B2bBonus {
    "Of the published rules; null where the shop has no bonuses."
    version: String
    balance: String
    "First day on which the balance is burnt unless an order comes before."
    burnsOn: String
    stage: B2bLoyaltyStage
    "What they do to the active order."
    cart: B2bCartBonus
    "With something left, the oldest first."
    lots: [B2bBonusLot!]!
    "The latest 100, the latest first."
    moves: [B2bBonusMove!]!
    findings: [B2bFinding!]!
  }

  type B2bLoyaltyError implements ErrorResult {
    errorCode: ErrorCode!
    "The reason."
    message: String!
    "What is wrong, → what to do, and the rule's code in brackets."
    reason: String!
    findings: [B2bFinding!]!
  }

  union B2bLoyaltyResult = Order | B2bLoyaltyError

  extend type Query {
    b2bBonus: B2bBonus!
  }

  extend type Mutation {
    "The one promo code of the active order, in place of another. Refused with the reason where it does not apply."
    applyB2bPromoCode(code: String!): B2bLoyaltyResult!
    removeB2bPromoCode: B2bLoyaltyResult!
    "A sum such as '120', or 'max'; null: none. Never more is taken than the rules allow."
    useB2bBonus(amount: String): B2bLoyaltyResult!
  }
`;

export const loyaltyAdminSchema = gql`
  extend enum B2bTable {
    bonusAccounts
    bonusMembers
    bonusLots
    bonusOrders
  }

  type B2bExpired {
    accounts: Int!
    expired: String!
  }

  extend type Mutation {
    "Burns the bonuses whose time has come, as the scheduled task does once a day."
    expireB2bBonuses: B2bExpired!
  }
`;
