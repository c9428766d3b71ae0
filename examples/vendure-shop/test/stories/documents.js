'use strict';
// Invoices, statements, history, waybills, demo invoices: the decision's figures, numbered once.

const assert = require('node:assert/strict');
const { loyaltyCallsOf } = require('./loyalty-calls');

const ANNA = 'anna@romashka.example';
const BORIS = 'boris@lotos.example';
const VIKTOR = 'viktor@severstroy.example';
const minor = (decimal) => Math.round(Number(decimal) * 100);
const sumOf = (lines, key) => lines.reduce((sum, line) => sum + minor(line[key]), 0);

const FINDINGS = 'findings { code text remedies }';
const INVOICE = `step void ${FINDINGS} invoice { number replaces order contract terms issued dueOn lineBasis supplier { name taxId }
  lines { sku name quantity unitPrice discount sum net tax gross } net tax gross taxes { rate base tax }
  delivery redeemed payable paid left payment }`;
const WAYBILL = `waybill { number day entity orders lines { sku name quantity } weight } ${FINDINGS}`;

function callsOf({ shop: ask, admin }) {
  return {
    invoice: async (code) => (await ask(`query($code: String!) { b2bInvoice(orderCode: $code) { ${INVOICE} } }`, { code })).b2bInvoice,
    staffInvoice: async (id) => (await admin(`query($id: ID!) { b2bInvoice(id: $id) { ${INVOICE} } }`, { id })).b2bInvoice,
    renew: async (id) => (await admin(`mutation($id: ID!) { renewB2bInvoice(id: $id) { ${INVOICE} } }`, { id })).renewB2bInvoice,
    statement: async (start, end, languageCode) => (await ask(
      `query($start: String!, $end: String!) { b2bStatement(start: $start, end: $end) { entity ${FINDINGS}
        accounts { contract currency opening debit credit closing overdue lines { id day kind debit credit balance } }
        agreements { currency ledger receivables difference } } }`, { start, end }, languageCode && { languageCode },
    )).b2bStatement,
    history: async (offset, limit) => (await ask(
      `query($offset: Int, $limit: Int) { b2bHistory(offset: $offset, limit: $limit) { since total nextOffset owed { currency owed }
        orders { code placed label labelText closed payable paid owed lines { sku name quantity net } } } }`, { offset, limit },
    )).b2bHistory,
    demo: async (lines, email = 'books@visitor.example') => (await ask(
      `mutation($lines: [B2bDemoLineInput!]!, $email: String!) { b2bDemoInvoice(lines: $lines, email: $email) { ${FINDINGS}
        lines { sku name quantity unitPrice sum } invoice { number payableUntil net tax gross supplier { taxId } } } }`,
      { lines, email },
    )).b2bDemoInvoice,
    waybill: async (orders) => (await ask(
      `mutation($orders: [String!]!) { b2bWaybill(orders: $orders) { ${WAYBILL} } }`, { orders },
    )).b2bWaybill,
    staffWaybill: async (orders) => (await admin(
      `mutation($orders: [String!]!) { b2bWaybill(orders: $orders) { ${WAYBILL} } }`, { orders },
    )).b2bWaybill,
  };
}

async function documents(t, { shop, on }) {
  const papers = callsOf(shop);
  const loyal = loyaltyCallsOf(shop);

  async function place() {
    assert.equal((await on.address()).__typename, 'Order');
    const arranging = await on.to('ArrangingPayment');
    assert.equal(arranging.__typename, 'Order', JSON.stringify(arranging));
    const placed = await on.pay();
    assert.equal(placed.state, 'PaymentAuthorized', JSON.stringify(placed));
    return placed;
  }
  const serial = ({ number }) => Number(number.split('/')[1]);

  let invoiced;
  await t.test('an invoice is there the moment an order is placed, and is the order\'s to the last unit', async () => {
    await shop.as(ANNA);
    await on.add('1204', 20);
    await on.add('8001', 3);
    assert.equal((await loyal.promo('AUTUMN')).__typename, 'Order');
    const cart = await loyal.full();
    const placed = await place();
    invoiced = placed;
    const { step, invoice, void: voided } = await papers.invoice(placed.code);
    assert.deepEqual([step, voided, invoice.payment, invoice.paid], ['stands', [], 'unpaid', '0.00']);
    assert.match(invoice.number, /^2026\/\d+$/);
    assert.deepEqual([minor(invoice.net), minor(invoice.gross), minor(invoice.payable)],
      [cart.subTotal, cart.subTotalWithTax, placed.totalWithTax]);
    assert.equal(sumOf(invoice.lines, 'discount'), -cart.discounts[0].amount);
    assert.equal(sumOf(invoice.lines, 'gross'), minor(invoice.gross));
    assert.equal(sumOf(invoice.taxes, 'tax'), minor(invoice.tax));
    assert.deepEqual(invoice.lines.map(({ name }) => name), ['Copy paper A4, 80 g, 500 sheets', 'Colouring book with calendar']);
    assert.equal(invoice.supplier.taxId, '7707083893');
  });

  await t.test('paid with bonuses, it says so', async () => {
    await on.add('3001', 30);
    await loyal.use('100');
    const placed = await place();
    const { invoice } = await papers.invoice(placed.code);
    assert.deepEqual([invoice.redeemed, minor(invoice.payable)], ['100.00', placed.totalWithTax]);
    assert.equal(minor(invoice.gross) - 10000, placed.totalWithTax);
    assert.equal(serial(invoice), serial((await papers.invoice(invoiced.code)).invoice) + 1, 'no number twice, none left out');
  });

  await t.test('staff ask for it again and get the same; cancelled, it is void for good', async () => {
    await shop.asAdmin();
    const before = await papers.staffInvoice(invoiced.id);
    const again = await papers.renew(invoiced.id);
    assert.deepEqual([again.step, again.invoice.number], ['stands', before.invoice.number]);
    const { cancelOrder } = await shop.admin(
      'mutation($id: ID!) { cancelOrder(input: { orderId: $id, reason: "error" }) { ... on Order { state } ... on OrderStateTransitionError { transitionError } } }',
      { id: invoiced.id },
    );
    assert.equal(cancelOrder.state, 'Cancelled', JSON.stringify(cancelOrder));
    const after = await papers.invoice(invoiced.code);
    assert.deepEqual([after.invoice, after.void], [null, [before.invoice.number]]);
    const none = await papers.renew(invoiced.id);
    assert.equal(none.invoice, null);
    assert.ok(none.findings.some(({ code }) => code.startsWith('invoice.')), JSON.stringify(none));
  });

  await t.test('a statement: opening, movements, closing, and whether the receivables agree', async () => {
    await shop.as(VIKTOR);
    const { entity, accounts: [account], agreements, findings } = await papers.statement('2026-10-01', '2026-11-20');
    assert.equal(entity, 'severstroy');
    assert.deepEqual(
      [account.opening, account.debit, account.credit, account.closing, account.overdue],
      ['1900.00', '4100.00', '1150.00', '4850.00', '1250.00'],
    );
    assert.deepEqual(account.lines.map(({ id }) => id), ['S-1077', 'P-311', 'K-12', 'S-1102', 'R-44']);
    assert.deepEqual(agreements, [{ currency: 'RUB', ledger: '4850.00', receivables: '4850.00', difference: '0.00' }]);
    assert.deepEqual(findings, []);
    await shop.asAdmin();
    const row = (amount) => `id,company,contract,currency,day,kind,amount\nP-500,severstroy,severstroy-net-30,RUB,2026-11-19,payment,${amount}\n`;
    assert.equal((await on.load('ledger', row('350.00'))).rows, 1);
    const differs = await papers.statement('2026-10-01', '2026-11-20', 'ru');
    assert.equal(differs.agreements[0].difference, '-350.00');
    assert.deepEqual(differs.findings.map(({ code }) => code), ['statement.differs']);
    assert.match(differs.findings[0].text, /[а-я]{4}/);
    await assert.rejects(papers.statement('2026-02-30', '2026-11-20'), /2026-02-30.*2026-01-31/);
    const long = await papers.statement('2024-01-01', '2026-11-20');
    assert.deepEqual(long.accounts, []);
    assert.ok(long.findings.length > 0);
    await shop.as(BORIS);
    const unknown = await papers.statement('2026-10-01', '2026-11-20');
    assert.deepEqual(unknown.accounts, [], 'nobody loaded his books');
    assert.ok(unknown.findings.length > 0, 'and that is said');
  });

  await t.test('history: his own orders, page by page', async () => {
    await shop.as(ANNA);
    const whole = await papers.history(0, 100);
    assert.equal(whole.total, whole.orders.length);
    const cancelled = whole.orders.find(({ code }) => code === invoiced.code);
    assert.deepEqual([cancelled.closed, cancelled.label], ['cancelled', 'closed']);
    const pages = [];
    for (let offset = 0; offset != null;) {
      const page = await papers.history(offset, 1);
      pages.push(...page.orders);
      offset = page.nextOffset;
    }
    assert.deepEqual(pages.map(({ code }) => code), whole.orders.map(({ code }) => code));
    await shop.as(VIKTOR);
    assert.equal((await papers.history(0, 100)).total, 0);
    await assert.rejects(papers.invoice(invoiced.code), new RegExp(invoiced.code), 'another client\'s order looks like none');
  });

  await t.test('anybody makes himself a demo invoice at public prices; numbers run on', async () => {
    await shop.shopClient.asAnonymousUser();
    const first = await papers.demo([{ sku: '0117', quantity: '3' }]);
    assert.equal(first.invoice.number, 'D-2026-1');
    assert.deepEqual([first.lines[0].unitPrice, first.invoice.net, first.invoice.gross], ['220.00', '660.00', '805.20']);
    const unknown = await papers.demo([{ sku: 'NO-SUCH', quantity: '3' }]);
    assert.equal(unknown.invoice, null);
    assert.equal(unknown.findings[0].code, 'product.unknown');
    assert.equal((await papers.demo([{ sku: '0117', quantity: '1' }])).invoice.number, 'D-2026-2', 'a refusal uses none up');
    await assert.rejects(papers.demo([{ sku: '0117', quantity: '1' }], 'nobody'), /expected an e-mail address/);
    await assert.rejects(papers.demo([{ sku: '0117', quantity: '-1' }]), /expected a number/);
    await assert.rejects(papers.demo(Array.from({ length: 501 }, () => ({ sku: '0117', quantity: '1' }))), /at most 500 lines/);
    await assert.rejects(papers.statement('2026-10-01', '2026-11-20'), /not currently authorized/i);
  });

  await t.test('who sells on consignment collects what is reserved, with a waybill of his own', async () => {
    await shop.asAdmin();
    const contract = 'code,company,terms,currency,default\nlotos-consignment,lotos,consignment,RUB,false\n';
    assert.deepEqual((await on.load('contracts', contract)).problems, []);
    await shop.as(BORIS);
    await on.choose('lotos-consignment');
    await on.add('1204', 5);
    await on.add('7001', 2);
    const placed = await place();
    const early = await papers.waybill([placed.code]);
    assert.equal(early.waybill, null);
    assert.ok(early.findings.some(({ code }) => code.startsWith('waybill.')), JSON.stringify(early));
    await shop.asAdmin('olga@vega.example');
    const confirmed = await on.fire(placed.id, 'confirm');
    assert.ok(confirmed.applied, confirmed.refusal);
    const { waybill, findings } = await papers.waybill([placed.code]);
    assert.ok(waybill, JSON.stringify(findings));
    assert.deepEqual([waybill.number, waybill.entity, waybill.day], ['W-1', 'lotos', '2026-11-20']);
    assert.deepEqual(waybill.lines.map(({ sku, name, quantity }) => [sku, name, quantity]),
      [['1204', 'Copy paper A4, 80 g, 500 sheets', '5'], ['7001', 'Calculator, 12 digits', '2']]);
    await shop.asAdmin();
    assert.equal((await papers.staffWaybill([placed.code])).waybill.number, 'W-2');
    await shop.as(ANNA);
    await assert.rejects(papers.waybill([placed.code]), new RegExp(placed.code));
    const { orders } = await papers.history(0, 100);
    const open = orders.find(({ closed }) => closed == null);
    const prepaid = await papers.waybill([open.code]);
    assert.equal(prepaid.waybill, null, 'others get theirs from the manager');
    assert.ok(prepaid.findings.length > 0);
  });
}

module.exports = { documents };
