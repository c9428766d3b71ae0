import gql from 'graphql-tag';

const common = gql`
  "What became of an article: added, removed, more, less, or repriced."
  type B2bLineChange {
    sku: String!
    change: String!
    quantityBefore: String!
    quantityNow: String!
    netBefore: String
    netNow: String
  }

  type B2bProposedLine {
    sku: String!
    quantity: Int!
    net: String!
  }

  "A correction that waits for the client's word."
  type B2bProposal {
    lines: [B2bProposedLine!]!
    currency: String!
    "What the order would cost, and what it costs."
    payable: String!
    payableNow: String!
    diff: [B2bLineChange!]!
    reason: String
    "Until when he may answer, in milliseconds; then the order stays as it is. Null where he is not hurried."
    until: Float
  }
`;

export const correctionsShopSchema = gql`
  ${common}

  input B2bLineInput {
    sku: String!
    quantity: Int!
  }

  type B2bAnswered {
    applied: Boolean!
    "Why not; empty where it was."
    refusal: String!
    order: Order!
  }

  extend type Query {
    "What the rep would change in an order of the client's; null where nothing waits."
    b2bProposal(code: String!): B2bProposal
  }

  extend type Mutation {
    "The correction holds: lines, prices, and what is to be paid."
    acceptB2bProposal(code: String!, key: String): B2bAnswered!
    "The order stays as it was."
    declineB2bProposal(code: String!, reason: String, key: String): B2bAnswered!
    "The client calls his order off, as long as the policy lets him ('buyer_cancels')."
    cancelB2bOrder(code: String!, reason: String!, key: String): B2bAnswered!
    "The client asks to give goods back that were shipped to him: those in 'lines', without them all that can come back."
    requestB2bReturn(code: String!, lines: [B2bLineInput!], reason: String!, key: String): B2bAnswered!
  }
`;

export const correctionsAdminSchema = gql`
  ${common}

  extend type B2bOrder {
    proposal: B2bProposal
    "Code of the order that it was split off."
    splitFrom: String
    "Codes of the orders that were split off it."
    splitInto: [String!]!
  }

  type B2bCorrected {
    "Whether it was done: it holds, or it waits for the client, as 'order' says."
    applied: Boolean!
    "Why not; empty where it was."
    refusal: String!
    findings: [B2bFinding!]!
    diff: [B2bLineChange!]!
    order: B2bOrder!
  }

  extend type Mutation {
    """
    The lines that a client's order should have, all of them; gifts stay by themselves. Less of an article holds at once, more of it
    or another one is the client's to accept. 'key': one a wish.
    """
    correctB2bOrder(code: String!, lines: [B2bLineInput!]!, reason: String!, key: String): B2bCorrected!
    """
    What the accounting system set aside of an order whose reservation was requested; what is not named, it has not. The
    order is cut to it, or split, as the policy says.
    """
    grantB2bPart(code: String!, lines: [B2bLineInput!]!, key: String): B2bCorrected!
  }
`;
