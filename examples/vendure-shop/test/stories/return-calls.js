'use strict';
// Goods that come back, and gates that are let pass up to a sum, as GraphQL has them.

const linesOf = (lines) => lines && Object.entries(lines).map(([sku, quantity]) => ({ sku, quantity }));
const PARTS = 'returning { sku quantity } returned { sku quantity }';
const partsOf = (parts) => Object.fromEntries(parts.map(({ sku, quantity }) => [sku, Number(quantity)]));

function returnCallsOf({ shop: ask, admin, asAdmin }) {
  return {
    /** By the client. `lines`: quantities by article, or a list where an article stands twice. */
    request: async (code, lines, reason = 'damaged', key = undefined) => (await ask(
      `mutation($code: String!, $lines: [B2bLineInput!], $reason: String!, $key: String) {
        requestB2bReturn(code: $code, lines: $lines, reason: $reason, key: $key) { applied refusal order { code state b2bLabel } } }`,
      { code, lines: Array.isArray(lines) ? lines : linesOf(lines), reason, key },
    )).requestB2bReturn,
    /** By staff and reps. */
    fire: async (id, event, lines, reason = 'looked at') => (await admin(
      `mutation($id: ID!, $event: String!, $lines: [B2bLineInput!], $reason: String) {
        fireB2bOrder(id: $id, event: $event, lines: $lines, reason: $reason) { applied refusal findings { code } order { returns label } } }`,
      { id, event, lines: linesOf(lines), reason },
    )).fireB2bOrder,
    /** Where the order stands; what is to come back and what came back by article. */
    async stands(id) {
      await asAdmin();
      const { b2bOrder, order } = await admin(
        `query($id: ID!) { b2bOrder(id: $id) { order payment shipment returns label credited total ${PARTS} history { event } }
          order(id: $id) { state totalWithTax payments { id state method amount } lines { id quantity linePriceWithTax unitPrice taxRate productVariant { sku } } } }`,
        { id },
      );
      return {
        ...b2bOrder, returning: partsOf(b2bOrder.returning), returned: partsOf(b2bOrder.returned),
        history: b2bOrder.history.map(({ event }) => event), state: order.state, totalWithTax: order.totalWithTax, lines: order.lines,
        payments: order.payments.map(({ state, amount }) => [state, amount]),
        authorised: order.payments.find(({ state }) => state === 'Authorized')?.id,
        settled: order.payments.find(({ state, method }) => state === 'Settled' && method === 'on-account')?.id,
      };
    },
    invoice: async (code) => (await ask(
      `query($code: String!) { b2bInvoice(orderCode: $code) { step void findings { code }
        invoice { number payable credited paid left payment } } }`, { code },
    )).b2bInvoice,
    /** His order among all that he sees, and what he owes in all. */
    async ownHistory(code) {
      const { b2bHistory } = await ask(
        '{ b2bHistory(offset: 0, limit: 100) { owed { currency owed } orders { code label closed payable credited paid owed } } }',
      );
      return { ...b2bHistory.orders.find((one) => one.code === code), all: b2bHistory.owed };
    },
    /** Of these goods alone, by article. */
    async pick(id, lines) {
      const { order } = await admin('query($id: ID!) { order(id: $id) { lines { id productVariant { sku } } } }', { id });
      const { addFulfillmentToOrder } = await admin(
        `mutation($input: FulfillOrderInput!) { addFulfillmentToOrder(input: $input) {
          __typename ... on Fulfillment { id state } ... on ErrorResult { errorCode message } } }`,
        { input: {
          lines: Object.entries(lines).map(([sku, quantity]) => ({
            orderLineId: order.lines.find(({ productVariant }) => productVariant.sku === sku).id, quantity,
          })),
          handler: { code: 'manual-fulfillment', arguments: [{ name: 'method', value: 'van' }, { name: 'trackingCode', value: '1' }] },
        } },
      );
      return addFulfillmentToOrder.id;
    },
    settle: async (id) => (await admin(
      `mutation($id: ID!) { settlePayment(id: $id) { __typename ... on Payment { state } ... on ErrorResult { errorCode message } } }`,
      { id },
    )).settlePayment.state,
    /** Money goes back to the client, and has reached him. */
    async refund(payment, amount) {
      const { refundOrder } = await admin(
        `mutation($input: RefundOrderInput!) { refundOrder(input: $input) { __typename ... on Refund { id state total }
          ... on ErrorResult { errorCode message } } }`,
        { input: { lines: [], shipping: 0, adjustment: 0, amount, paymentId: payment, reason: 'came back' } },
      );
      if (refundOrder.state !== 'Pending') return refundOrder;
      return (await admin(
        'mutation($input: SettleRefundInput!) { settleRefund(input: $input) { __typename ... on Refund { id state total } ... on ErrorResult { message } } }',
        { input: { id: refundOrder.id, transactionId: 'bank-1' } },
      )).settleRefund;
    },
    letPass: (wish) => admin(
      `mutation($company: String!, $gate: String!, $role: String!, $reason: String!, $order: String, $upTo: B2bSum, $key: String) {
        grantB2bGate(company: $company, gate: $gate, role: $role, reason: $reason, order: $order, upTo: $upTo, key: $key) }`, wish,
    ),
  };
}

module.exports = { returnCallsOf };
