'use strict';
// Corrections, verdicts and what becomes of an order, as GraphQL has them.

const assert = require('node:assert/strict');

const CORRECTED = `applied refusal findings { code }
  diff { sku change quantityBefore quantityNow }
  order { id code order reservation payment total splitFrom splitInto proposal { payable reason until } lines { sku quantity net } }`;

const linesOf = (lines) => Object.entries(lines).map(([sku, quantity]) => ({ sku, quantity }));

function correctionsOf({ shop: ask, admin, asAdmin }) {
  return {
    correct: async (code, lines, reason, key) => (await admin(
      `mutation($code: String!, $lines: [B2bLineInput!]!, $reason: String!, $key: String) {
        correctB2bOrder(code: $code, lines: $lines, reason: $reason, key: $key) { ${CORRECTED} } }`,
      { code, lines: linesOf(lines), reason, key },
    )).correctB2bOrder,
    grant: async (code, lines) => (await admin(
      `mutation($code: String!, $lines: [B2bLineInput!]!) { grantB2bPart(code: $code, lines: $lines) { ${CORRECTED} } }`,
      { code, lines: linesOf(lines) },
    )).grantB2bPart,
    proposal: async (code) => (await ask(
      `query($code: String!) { b2bProposal(code: $code) {
        payable payableNow currency reason until lines { sku quantity net } diff { sku change quantityBefore quantityNow } } }`,
      { code },
    )).b2bProposal,
    accept: async (code, key) => (await ask(
      `mutation($code: String!, $key: String) { acceptB2bProposal(code: $code, key: $key) { applied refusal order { id totalWithTax } } }`,
      { code, key },
    )).acceptB2bProposal,
    cancel: async (code, reason, key, languageCode = 'en') => (await ask(
      `mutation($code: String!, $reason: String!, $key: String) { cancelB2bOrder(code: $code, reason: $reason, key: $key) {
        applied refusal order { code state b2bLabel } } }`,
      { code, reason, key }, { languageCode },
    )).cancelB2bOrder,
    decline: async (code, reason) => (await ask(
      `mutation($code: String!, $reason: String) { declineB2bProposal(code: $code, reason: $reason) { applied refusal order { id } } }`,
      { code, reason },
    )).declineB2bProposal,
    history: async (code, languageCode = 'en') => (await ask(
      '{ b2bHistory(offset: 0, limit: 100) { orders { code history { at event side by reason label labelText } } } }', {}, { languageCode },
    )).b2bHistory.orders.find((one) => one.code === code),
    invoice: async (code) => (await ask(
      'query($code: String!) { b2bInvoice(orderCode: $code) { invoice { number payable } } }', { code },
    )).b2bInvoice,
    /** All that Vendure itself knows of it. */
    async seen(id) {
      await asAdmin();
      const { order } = await admin(
        `query($id: ID!) { order(id: $id) { id code state subTotal subTotalWithTax totalWithTax
          lines { id quantity unitPrice linePrice linePriceWithTax proratedLinePriceWithTax taxRate productVariant { id sku } }
          surcharges { sku priceWithTax } payments { id state method amount }
          modifications { note priceChange isSettled payment { id } lines { quantity } } history { items { type } } } }`,
        { id },
      );
      const lines = order.lines.filter(({ quantity }) => quantity > 0);
      return {
        order: { ...order, lines },
        lines: Object.fromEntries(lines.map(({ productVariant, quantity }) => [productVariant.sku, quantity])),
        totalWithTax: order.totalWithTax,
        payments: order.payments.map(({ state, amount }) => [state, amount]),
        modifications: order.modifications,
        history: order.history.items.map(({ type }) => type),
      };
    },
    /** So much of a payment goes back, and has arrived. */
    async refund(paymentId, amount) {
      await asAdmin();
      const { refundOrder } = await admin(
        `mutation($input: RefundOrderInput!) { refundOrder(input: $input) {
          __typename ... on Refund { id state } ... on ErrorResult { message } } }`,
        { input: { paymentId, amount, lines: [], shipping: 0, adjustment: 0, reason: 'too much' } },
      );
      const { settleRefund } = await admin(
        'mutation($id: ID!) { settleRefund(input: { id: $id, transactionId: "back" }) { __typename ... on Refund { state } ... on ErrorResult { message } } }',
        { id: refundOrder.id },
      );
      assert.equal(settleRefund.state, 'Settled', JSON.stringify([refundOrder, settleRefund]));
    },
    /** The payment that is promised. */
    async settle(id) {
      await asAdmin();
      const { order } = await admin('query($id: ID!) { order(id: $id) { payments { id state } } }', { id });
      const { settlePayment } = await admin(
        `mutation($id: ID!) { settlePayment(id: $id) { __typename ... on Payment { state }
          ... on PaymentStateTransitionError { transitionError } ... on ErrorResult { message } } }`,
        { id: order.payments.find(({ state }) => state === 'Authorized').id },
      );
      return settlePayment.state ?? settlePayment.transitionError ?? settlePayment.message;
    },
  };
}

module.exports = { correctionsOf };
