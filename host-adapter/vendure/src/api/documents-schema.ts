import gql from 'graphql-tag';

/** Documents as data: amounts and quantities are decimals, days ISO dates. A front end lays them out. */
const common = gql`
  type B2bSupplier {
    name: String!
    taxId: String!
    account: String!
    bank: String!
    address: String!
  }

  type B2bTaxTotal {
    "In percent."
    rate: String!
    base: String!
    tax: String!
  }

  type B2bInvoiceLine {
    sku: String!
    name: String!
    quantity: String!
    unitPrice: String!
    "What a promo code takes off."
    discount: String!
    sum: String!
    rate: String!
    net: String!
    tax: String!
    gross: String!
  }

  type B2bInvoice {
    number: String!
    "Number of the void invoice in whose place it stands."
    replaces: String
    supplier: B2bSupplier!
    order: String!
    entity: String!
    contract: String!
    terms: String!
    currency: String!
    issued: String!
    "Last day on which it may be paid; null while that depends on the day of shipment."
    dueOn: String
    dueDaysAfterShipment: Int
    "net or gross: what unit prices and sums of lines are measured on."
    lineBasis: String!
    lines: [B2bInvoiceLine!]!
    net: String!
    taxes: [B2bTaxTotal!]!
    tax: String!
    gross: String!
    delivery: String!
    "Bonuses it is paid with."
    redeemed: String!
    payable: String!
    "What of it is owed no more, because goods came back."
    credited: String!
    paid: String!
    "'payable' less 'credited' and 'paid'; 0 where more is paid."
    left: String!
    "unpaid, part or full."
    payment: String!
  }

  type B2bInvoiceAnswer {
    "none, issued, stands, reissued or voided."
    step: String!
    invoice: B2bInvoice
    "Numbers that are void, in order of issue."
    void: [String!]!
    findings: [B2bFinding!]!
  }

  type B2bWaybillLine {
    sku: String!
    name: String!
    quantity: String!
  }

  "What a client collects himself. It names no price, and serves on its day alone."
  type B2bWaybill {
    number: String!
    supplier: B2bSupplier!
    entity: String!
    day: String!
    orders: [String!]!
    lines: [B2bWaybillLine!]!
    weight: String!
    volume: String!
    "Lines whose weight or volume is not known."
    unmeasured: Int!
  }

  type B2bWaybillAnswer {
    "Null while something bars any of the orders."
    waybill: B2bWaybill
    findings: [B2bFinding!]!
  }

  extend type Mutation {
    "Codes of confirmed and reserved orders of one client."
    b2bWaybill(orders: [String!]!): B2bWaybillAnswer!
  }
`;

export const documentsShopSchema = gql`
  ${common}

  type B2bStatementLine {
    id: String!
    day: String!
    "invoice, correction, return or payment."
    kind: String!
    debit: String!
    credit: String!
    balance: String!
  }

  "One contract in one currency. Balances are below 0 where the shop owes."
  type B2bAccountStatement {
    contract: String!
    currency: String!
    opening: String!
    lines: [B2bStatementLine!]!
    debit: String!
    credit: String!
    closing: String!
    "The part of closing that is late at the end of the period."
    overdue: String!
  }

  "Whether the books and the receivables say the same: a difference of 0."
  type B2bAgreement {
    currency: String!
    ledger: String!
    receivables: String!
    difference: String!
  }

  type B2bStatement {
    entity: String!
    start: String!
    end: String!
    accounts: [B2bAccountStatement!]!
    "Empty unless the period ends today."
    agreements: [B2bAgreement!]!
    findings: [B2bFinding!]!
  }

  type B2bHistoryLine {
    sku: String!
    name: String!
    quantity: String!
    net: String!
  }

  type B2bHistoryEvent {
    "In milliseconds."
    at: Float!
    event: String!
    "client: somebody of his own company; shop: its people or its programs."
    side: String!
    "Who of his company; null where it was the shop."
    by: String
    "Null where the shop keeps it to itself."
    reason: String
    "What people see of the order since, and in the language of the request."
    label: String!
    labelText: String!
  }

  type B2bHistoryOrder {
    code: String!
    placed: String!
    label: String!
    "In the language of the request."
    labelText: String!
    closed: String
    archived: Boolean!
    currency: String!
    lines: [B2bHistoryLine!]!
    payable: String!
    "What of it is owed no more, because goods came back."
    credited: String!
    paid: String!
    owed: String!
    "What became of it since it was placed, in order."
    history: [B2bHistoryEvent!]!
  }

  type B2bOwed {
    currency: String!
    owed: String!
  }

  type B2bHistory {
    "First day that is shown."
    since: String!
    "The latest first."
    orders: [B2bHistoryOrder!]!
    total: Int!
    "Over all pages."
    owed: [B2bOwed!]!
    nextOffset: Int
  }

  input B2bDemoLineInput {
    sku: String!
    quantity: String!
  }

  type B2bDemoLine {
    sku: String!
    "Empty where the article is unknown, or has no public price."
    name: String!
    outcome: String!
    quantity: String!
    unitPrice: String
    sum: String
  }

  type B2bPublicInvoice {
    number: String!
    supplier: B2bSupplier!
    currency: String!
    issued: String!
    "Last day on which it may be paid."
    payableUntil: String!
    net: String!
    taxes: [B2bTaxTotal!]!
    tax: String!
    gross: String!
    weight: String!
    volume: String!
  }

  type B2bDemoInvoice {
    "Null while something bars it."
    invoice: B2bPublicInvoice
    lines: [B2bDemoLine!]!
    findings: [B2bFinding!]!
  }

  extend type Query {
    "Mutual settlements of the client's company, both days included."
    b2bStatement(start: String!, end: String!, contract: String, currency: String): B2bStatement!
    "The invoice in force of an order of the client's company, with what is paid now."
    b2bInvoice(orderCode: String!): B2bInvoiceAnswer!
    b2bHistory(offset: Int = 0, limit: Int = 20): B2bHistory!
  }

  extend type Mutation {
    "For anybody, at public prices; reserves nothing. Whoever sends mail hears of it."
    b2bDemoInvoice(lines: [B2bDemoLineInput!]!, email: String!): B2bDemoInvoice!
  }
`;

export const documentsAdminSchema = gql`
  ${common}

  extend enum B2bTable {
    books
    openings
    ledger
  }

  extend type Query {
    "As b2bInvoice of the client; nothing is made."
    b2bInvoice(id: ID!): B2bInvoiceAnswer!
  }

  extend type Mutation {
    "Issues what is missing, voids what no longer fits the order, and makes it anew: as the rules say."
    renewB2bInvoice(id: ID!): B2bInvoiceAnswer!
  }
`;
