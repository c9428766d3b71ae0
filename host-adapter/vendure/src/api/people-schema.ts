import gql from 'graphql-tag';

const common = gql`
  "Who looks after a client; he may stand in for somebody today."
  type B2bRep {
    code: String!
    name: String!
    email: String
    phone: String
  }
`;

export const peopleShopSchema = gql`
  ${common}

  extend type Query {
    "Whom to ask; null where nobody looks after the client."
    b2bRep: B2bRep
  }
`;

export const peopleAdminSchema = gql`
  ${common}

  type B2bOwed {
    currency: String!
    amount: String!
    "The part past its due day."
    overdue: String!
  }

  type B2bOutlet {
    account: String!
    name: String!
    city: String!
  }

  type B2bClient {
    code: String!
    name: String!
    taxId: String!
    outlets: [B2bOutlet!]!
    "Null where it is not known what he owes."
    liveOrders: Int
    owed: [B2bOwed!]
  }

  type B2bClientList {
    items: [B2bClient!]!
    "On every page."
    total: Int!
    nextOffset: Int
    liveOrders: Int!
    owed: [B2bOwed!]!
    "Clients of which it is not known."
    unknown: Int!
  }

  type B2bOrderLine {
    sku: String!
    quantity: Int!
    net: String!
  }

  extend type B2bOrder {
    id: ID!
    "Buyer account that it is for."
    account: String
    "Who placed it: an employee by e-mail, a rep by code, staff by name; and which of them."
    placedBy: String
    placedByKind: String
    "Day on which it was taken, where it was entered later; prices are those of the day of entry."
    collected: String
    entered: String
    currency: String!
    total: String!
    lines: [B2bOrderLine!]!
  }

  input B2bLineInput {
    sku: String!
    quantity: Int!
  }

  input B2bOnBehalfInput {
    "Buyer account of the client's outlet."
    account: String!
    "E-mail of the employee whose order it is; the outlet's first without it."
    employee: String
    "Without it the one he chose, or the client's default."
    contract: String
    lines: [B2bLineInput!]!
    "Day on which it was taken, where it is entered later: 2026-01-31."
    collected: String
    "Without it the customer's default one."
    shippingAddress: CreateAddressInput
    "Code; needed where several serve the order."
    shippingMethod: String
    "Code of a payment method."
    payment: String!
  }

  type B2bEntered {
    order: B2bOrder!
    "What it costs more than on the day of collection; null where none is named, or a price of then is missing."
    difference: String
    findings: [B2bFinding!]!
  }

  "Nothing was written."
  type B2bNotEntered {
    text: String!
    findings: [B2bFinding!]!
  }

  union B2bOnBehalfResult = B2bEntered | B2bNotEntered

  extend type Query {
    "By part of a name or city, or the beginning of a tax id; a rep finds his own. At most 100 a page."
    b2bClients(search: String, offset: Int, limit: Int): B2bClientList!
    "A client's orders that are neither done nor cancelled, the latest first, at most 100."
    b2bOrders(company: String!): [B2bOrder!]!
    b2bRep(company: String!): B2bRep
  }

  extend type Mutation {
    "An order for a client, placed at once or not at all."
    orderB2bOnBehalf(input: B2bOnBehalfInput!): B2bOnBehalfResult!
  }
`;
