import gql from 'graphql-tag';

const common = gql`
  "A step of an order at which a gate may stand: edit, place, confirm, reserve, ship."
  type B2bStage {
    stage: String!
    "allow, adjust, hold, indeterminate or block."
    outcome: String!
    "What must be paid to pass, as a decimal; null where no payment helps."
    release: String
    text: String!
  }

  type B2bFinding {
    "Stable for ever."
    code: String!
    severity: String!
    stage: String!
    outcome: String!
    text: String!
    "What to do, best first."
    remedies: [String!]!
  }
`;

export const shopSchema = gql`
  ${common}

  type B2bContract {
    code: String!
    terms: String!
    currency: String!
    validFrom: String
    validUntil: String
    isDefault: Boolean!
    "Prices are those of this one."
    isChosen: Boolean!
  }

  type B2bPriceStep {
    code: String!
    name: String!
    percent: String
    before: String!
    after: String!
  }

  "Amounts and quantities are decimals, as texts."
  type B2bOffer {
    productVariantId: ID!
    sku: String!
    currency: String
    listPrice: String
    net: String
    steps: [B2bPriceStep!]!
    nextBreakFrom: String
    nextBreakNet: String
    "What may be ordered; null where stock is not known."
    visible: String
    moq: String
    multiple: String
    nextBatch: String
  }

  type B2bCart {
    contract: String
    outcome: String!
    currency: String
    net: String
    tax: String
    gross: String
    weight: String
    volume: String
    stages: [B2bStage!]!
    findings: [B2bFinding!]!
  }

  type B2bRow {
    "Of the sheet, or of the earlier order, from 1."
    row: Int!
    article: String!
    "allow, adjust, hold, block, indeterminate; or what became of a line of an earlier order."
    outcome: String!
    sku: String
    quantity: String
    texts: [String!]!
    "Of the rules that spoke, in the order of 'texts'."
    codes: [String!]!
  }

  type B2bImport {
    rows: [B2bRow!]!
    order: Order
    cart: B2bCart
  }

  extend type Order {
    "What the client sees of it, such as processing; null before it is placed."
    b2bLabel: String
  }

  extend type Query {
    b2bContracts: [B2bContract!]!
    "In the order asked; what the client does not see is left out."
    b2bOffers(skus: [String!]!): [B2bOffer!]!
    "The active order under the rules; null where there is none."
    b2bCart: B2bCart
  }

  extend type Mutation {
    "The contract to buy under: everything is priced anew."
    chooseB2bContract(code: String!): B2bCart
    "Adds what may be added; every row has its verdict. 'accept': rows whose proposed article is right."
    uploadB2bOrderFile(file: Upload!, accept: [Int!]): B2bImport!
    "An earlier order of the client, copied into the cart."
    reorderB2b(code: String!): B2bImport!
  }
`;

export const adminSchema = gql`
  ${common}

  type B2bChange {
    at: Float!
    event: String!
    by: String!
    kind: String!
    reason: String
    labelBefore: String!
    labelAfter: String!
  }

  type B2bOrder {
    code: String!
    contract: String
    entity: String
    "Axes: order, reservation, payment, shipment, returns."
    order: String!
    reservation: String!
    payment: String!
    shipment: String!
    returns: String!
    step: String
    "Null where the rules give no answer."
    label: String
    "What is asked back, what came back, and what is owed no more because of it."
    returning: [B2bReturned!]!
    returned: [B2bReturned!]!
    credited: String!
    history: [B2bChange!]!
  }

  "Not negative, as a decimal, in a currency by its code."
  input B2bSum {
    amount: String!
    currency: String!
  }

  type B2bReturned {
    sku: String!
    quantity: String!
  }

  type B2bFired {
    applied: Boolean!
    "Why not; empty where it was."
    refusal: String!
    "What would have to be paid; null where no payment helps."
    release: String
    findings: [B2bFinding!]!
    order: B2bOrder!
  }

  enum B2bTable {
    companies
    outlets
    employees
    reps
    bindings
    absences
    contracts
    priceLists
    prices
    receivables
    turnover
    bought
    products
    limits
    workingTime
  }

  type B2bLoadProblem {
    "Of the file, from 1; the header is line 1."
    line: Int!
    message: String!
  }

  type B2bLoaded {
    "Rows written or taken out. 0 where there is any problem: all or nothing."
    rows: Int!
    problems: [B2bLoadProblem!]!
  }

  extend type Query {
    "Null for an order that was not placed under the rules."
    b2bOrder(id: ID!): B2bOrder
  }

  extend type Mutation {
    "Rows of a table from CSV with a header; a row with a known key is written over."
    loadB2bData(table: B2bTable!, csv: String!): B2bLoaded!
    """
    confirm, release, cancel, complete, escalate, step:<id>, ... as the contract names events.
    'lines': of request-return and accept-return, which goods; without them all that can come back.
    'key': one a wish; the same wish again does nothing twice, another wish under it is refused.
    """
    fireB2bOrder(id: ID!, event: String!, lines: [B2bLineInput!], reason: String, key: String): B2bFired!
    """
    Lets a credit gate pass for a company, under a role that the administrator has and the policy names for this gate. 'upTo': what the gate measures may come to this
    sum, the sum included.
    """
    grantB2bGate(
      company: String!, gate: String!, role: String!, reason: String!, order: String, upTo: B2bSum, key: String
    ): Boolean!
  }
`;
