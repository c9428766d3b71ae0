'use strict';
// Why a placed order stands where it stands: what is ahead of it, what bars that, and what to pay; for its client and for staff.
// Asked of the rules without a trace.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { fromPlugin, later, plugin, startShop, stopped } = require('./server');
const { placed } = require('./orders');
const { callsOf } = require('./queries');

const { Order, TransactionalConnection } = fromPlugin('@vendure/core');
const { Comptoir } = fromPlugin('@comptoir/node');
const { Engine } = plugin();

const ANNA = 'anna@romashka.example';
const BORIS = 'boris@lotos.example';
const VIKTOR = 'viktor@severstroy.example';
const OLGA = 'olga@vega.example';
const HOUR = 3600_000;
const POLICY = fs.readFileSync(path.resolve(__dirname, '../../../fixtures/policies/reserve-and-invoice.toml'), 'utf8');
const TINY = { fuel: 1000 };

const STAGES = 'stage outcome release text findings { code outcome text remedies }';

let shop;
let on;
let engine;
before(async () => {
  shop = await startShop('reserve-and-invoice', {}, {}, { seeded: true });
  on = callsOf(shop);
  await on.learn();
  engine = shop.server.app.get(Engine);
}, { timeout: 600_000 });
after(() => stopped(shop));

/** The policy with other lines in the place of some; without any, as it is. */
async function under(...changes) {
  let text = POLICY;
  for (const [from, to] of changes) {
    assert.ok(text.includes(from), from);
    text = text.replace(from, to);
  }
  await engine.swap({ name: 'changed', text });
}

const place = (email, sku, quantity) => placed(shop, on, email, sku, quantity);

/** As the client who signed in last reads them. */
const seen = async ({ code }, languageCode) => (await shop.shop(
  `query($code: String!) { orderByCode(code: $code) { b2bStages { ${STAGES} } } }`, { code }, languageCode && { languageCode },
)).orderByCode.b2bStages;

/** As the administrator who signed in last reads them. */
const staffs = async ({ id }) => (await shop.admin(
  `query($id: ID!) { b2bOrder(id: $id) { stages { ${STAGES} } } }`, { id },
)).b2bOrder.stages;

const brief = (stages) => stages.map(({ stage, outcome, release }) => [stage, outcome, release]);
const codes = (stages) => stages.map(({ findings }) => findings.map(({ code }) => code));

async function confirm({ id }) {
  await shop.asAdmin(OLGA);
  const { applied, refusal } = await on.fire(id, 'confirm');
  assert.ok(applied, refusal);
}

const debts = (...rows) => `id,company,currency,amount,paid,shipped,due\n${rows.join('\n')}\n`;
const LATE = debts('S-1041,severstroy,RUB,2000.00,1200.00,2026-09-18,2026-10-18', 'S-1077,severstroy,RUB,450.00,0.00,2026-10-05,2026-11-04');
const PAID = debts('S-1041,severstroy,RUB,2000.00,2000.00,2026-09-18,2026-10-18', 'S-1077,severstroy,RUB,450.00,450.00,2026-10-05,2026-11-04');

async function owe(rows) {
  await shop.asAdmin();
  assert.deepEqual((await on.load('receivables', rows)).problems, []);
}

const fields = (id) => shop.server.app.get(TransactionalConnection).rawConnection.getRepository(Order)
  .findOneOrFail({ where: { id: String(id).replace(/^T_/, '') } }).then(({ customFields }) => customFields);

test('what is late holds his placed order: he reads what to pay, pays it, and reads that it may go', async () => {
  const placed = await place(VIKTOR, '9001', 3);
  const stages = await seen(placed);
  assert.deepEqual(brief(stages), [['confirm', 'hold', '350.00'], ['reserve', 'hold', '350.00'], ['ship', 'block', '1250.00']]);
  assert.deepEqual(codes(stages), [['credit.receivable'], ['credit.receivable'], ['credit.overdue']]);
  assert.equal(stages[2].text, 'shipping: will be refused; pay 1,250.00 RUB to clear the credit gate');
  assert.deepEqual(stages[2].findings[0].remedies, ['pay 1,250.00 RUB']);
  const russian = await seen(placed, 'ru');
  assert.match(russian[2].text, /^отгрузка: отказ;.*1\s250,00/);
  assert.match(russian[2].findings[0].text, /Просроченная задолженность/);
  // Thresholds are the shop's own business.
  assert.ok(!JSON.stringify(stages).includes('Threshold'), JSON.stringify(stages));
  await shop.asAdmin(OLGA);
  const hers = await staffs(placed);
  assert.deepEqual(brief(hers), brief(stages));
  assert.match(hers[2].findings[0].text, /Threshold: 0\.00 RUB/);

  await owe(PAID);
  await shop.as(VIKTOR);
  const free = await seen(placed);
  assert.deepEqual(brief(free), [['confirm', 'allow', null], ['reserve', 'allow', null], ['ship', 'allow', null]]);
  assert.deepEqual(codes(free), [[], [], []], 'and that somebody else confirms is nothing wrong with his order');
  await confirm(placed);
  await shop.as(VIKTOR);
  assert.deepEqual(brief(await seen(placed)), [['ship', 'allow', null]]);
  await owe(LATE);
  await shop.as(VIKTOR);
  assert.deepEqual(brief(await seen(placed)), [['ship', 'block', '1250.00']]);
  await shop.asAdmin();
  const fulfillment = await on.fulfill(placed.id);
  const refused = await on.ship(fulfillment.id, 'Shipped');
  assert.match(refused.transitionError, /1,250\.00 RUB.*\(credit\.overdue\)/, 'and so it is');
  await owe(PAID);
  assert.equal((await on.ship(fulfillment.id, 'Shipped')).state, 'Shipped');
  await shop.as(VIKTOR);
  assert.deepEqual(await seen(placed), [], 'nothing is ahead of what has left');
  await owe(LATE);
});

test('it is asked without a trace, and by nobody who does not ask', async () => {
  const placed = await place(VIKTOR, '9001', 3);
  await shop.asAdmin();
  const kept = await fields(placed.id);
  const audit = async () => (await shop.admin('{ b2bAudit { records } }')).b2bAudit.records.length;
  const records = await audit();
  const { orders } = engine.comptoir;
  const { fire } = orders;
  const asked = [];
  orders.fire = (context, ...rest) => {
    asked.push(context.acting.kind);
    return fire(context, ...rest);
  };
  await shop.as(VIKTOR);
  const { activeCustomer } = await shop.shop('{ activeCustomer { orders { items { code b2bLabel } } } }');
  assert.ok(activeCustomer.orders.items.length >= 2);
  await shop.admin('query($id: ID!) { b2bOrder(id: $id) { label } b2bOrders(company: "severstroy") { label } }', { id: placed.id });
  assert.deepEqual(asked, []);
  await seen(placed);
  assert.deepEqual(asked, ['system', 'system', 'system']);
  orders.fire = fire;
  await staffs(placed);
  assert.deepEqual(await fields(placed.id), kept);
  assert.equal(await audit(), records);
  const { order, b2bOrder } = await on.adminOrder(placed.id);
  assert.deepEqual([order.state, b2bOrder.order, b2bOrder.history], ['PaymentAuthorized', 'awaiting-confirmation', []]);
});

test('a list that asks has them of every order, and a just placed one has its own', async () => {
  await shop.as(BORIS);
  await on.add('9001', 4);
  await on.address();
  await on.to('ArrangingPayment');
  const { addPaymentToOrder: placed } = await shop.shop(
    'mutation { addPaymentToOrder(input: { method: "on-account", metadata: {} }) { ... on Order { id code b2bStages { stage outcome } } } }',
  );
  const all = ['confirm', 'reserve', 'ship'].map((stage) => ({ stage, outcome: 'allow' }));
  assert.deepEqual(placed.b2bStages, all);
  await confirm(placed);
  const { activeCustomer } = await shop.shop('{ activeCustomer { orders { items { code b2bStages { stage } } } } activeOrder { b2bStages { stage } } }');
  assert.deepEqual(activeCustomer.orders.items.find(({ code }) => code === placed.code).b2bStages, [{ stage: 'ship' }]);
  // Who let it pass reads at once what is next.
  const other = await place(BORIS, '9001', 4);
  await shop.asAdmin(OLGA);
  const { fireB2bOrder } = await shop.admin(
    'mutation($id: ID!) { fireB2bOrder(id: $id, event: "confirm") { applied order { stages { stage outcome } } } }', { id: other.id },
  );
  assert.deepEqual(fireB2bOrder, { applied: true, order: { stages: [{ stage: 'ship', outcome: 'allow' }] } });
});

test('nothing is ahead of what is cancelled; a cart, and an order of before the plugin, have no stages', async () => {
  const placed = await place(ANNA, '1204', 10);
  await shop.asAdmin();
  assert.equal((await on.cancel(placed.id)).state, 'Cancelled');
  assert.deepEqual(await staffs(placed), []);
  await shop.as(ANNA);
  assert.deepEqual(await seen(placed), []);
  await on.add('1204', 5);
  assert.deepEqual(await shop.shop('{ activeOrder { b2bStages { stage } } }'), { activeOrder: { b2bStages: null } });
  await on.remove((await on.order()).lines[0].id);

  const old = await place(ANNA, '1204', 10);
  await shop.server.app.get(TransactionalConnection).rawConnection.getRepository(Order)
    .update({ code: old.code }, { customFields: { comptoirLife: null, comptoirLive: false, comptoirEntity: null } });
  assert.equal(await seen(old), null);
});

test('what a policy never reserves has no reserving ahead; what it asks for outside waits for its answer', async () => {
  await under(['reserve = "on-confirm"\nreserve_for = "72 hours"\nkeep_from = "30%"\nlate_payment = "hold"', 'reserve = "never"'],
    ['stage = ["confirm", "reserve"]', 'stage = ["confirm"]']);
  const never = await place(BORIS, '9001', 4);
  assert.deepEqual(brief(await seen(never)), [['confirm', 'allow', null], ['ship', 'allow', null]]);
  await confirm(never);
  assert.deepEqual(brief(await seen(never)), [['ship', 'allow', null]]);

  await under(['reserve = "on-confirm"', 'reserve = "external"']);
  const asked = await place(BORIS, '9001', 4);
  assert.deepEqual(brief(await seen(asked)), [['confirm', 'allow', null], ['reserve', 'allow', null], ['ship', 'allow', null]]);
  await confirm(asked);
  const waiting = await seen(asked);
  assert.deepEqual([brief(waiting), codes(waiting)], [[['ship', 'hold', null]], [['order.unreserved']]]);
  assert.match(waiting[0].findings[0].text, /not been answered yet/);
  await shop.asAdmin();
  assert.ok((await on.fire(asked.id, 'deny-reservation')).applied);
  const denied = await seen(asked);
  assert.deepEqual(brief(denied), [['reserve', 'allow', null], ['ship', 'hold', null]]);
  assert.match(denied[1].findings[0].text, /not reserved/);

  await under(['reserve = "on-confirm"', 'reserve = "on-payment"']);
  const unpaid = await place(BORIS, '9001', 4);
  await confirm(unpaid);
  assert.deepEqual(brief(await seen(unpaid)), [['reserve', 'allow', null], ['ship', 'hold', null]]);
  await under();
});

test('a reservation past its time is over, whether or not it was cleared away', async () => {
  const placed = await place(ANNA, '1204', 10);
  await confirm(placed);
  await shop.as(ANNA);
  assert.deepEqual(brief(await seen(placed)), [['ship', 'allow', null]]);
  later(73 * HOUR);
  await shop.as(ANNA);
  const over = await seen(placed);
  later(0);
  assert.deepEqual(brief(over), [['reserve', 'allow', null], ['ship', 'hold', null]]);
  assert.match(over[1].findings[0].text, /has ended/);
});

test('an order that is to be paid before it leaves: its own sum, and of debts what that does not settle', async () => {
  const FIRST = ['[supplier]', '[orders.event.ship]\nneeds_payment = "full"\n\n[supplier]'];
  await under(FIRST);
  const placed = await place(VIKTOR, '9001', 3);
  const total = (placed.totalWithTax / 100).toFixed(2);
  const ship = async (of) => (await seen(of)).find(({ stage }) => stage === 'ship');
  // What is paid in full passes the gate.
  const passing = await ship(placed);
  assert.deepEqual([passing.outcome, passing.release], ['block', total]);
  assert.deepEqual(passing.findings.map(({ code }) => code), ['credit.overdue', 'order.needs']);
  await under(FIRST, ['then = "block"\nunless = "paid-in-full"', 'then = "block"']);
  const both = await ship(placed);
  assert.equal(Number(both.release).toFixed(2), (Number(total) + 1250).toFixed(2));
  await under();
});

test('what an event would be let pass by is the sum of its stage, and staff read why', async () => {
  await under(['[supplier]', '[orders.event.confirm]\nneeds_payment = "full"\n\n[supplier]']);
  const placed = await place(VIKTOR, '9001', 3);
  await shop.asAdmin(OLGA);
  const [confirming] = await staffs(placed);
  assert.equal(Number(confirming.release).toFixed(2), (placed.totalWithTax / 100 + 350).toFixed(2));
  const fire = async (event) => (await shop.admin(
    `mutation($id: ID!, $event: String!) { fireB2bOrder(id: $id, event: $event) { applied refusal release findings { code stage text } } }`,
    { id: placed.id, event },
  )).fireB2bOrder;
  const refused = await fire('confirm');
  assert.deepEqual([refused.applied, refused.release], [false, confirming.release]);
  const debt = refused.findings.find(({ code, stage }) => code === 'credit.receivable' && stage === 'confirm');
  assert.match(debt.text, /Threshold: 4,500\.00 RUB/);
  await under();
  // What no payment helps, none is asked for: of other stages it is only told.
  assert.equal((await fire('complete')).release, null);
  assert.equal((await fire('confirm')).release, '350.00');
});

test('a step that the policy wants first is named; a rep\'s correction that waits bars nothing by itself', async () => {
  await under(['[supplier]', '[[orders.step]]\nid = "picking"\nby = ["staff"]\n[orders.event.ship]\nneeds_step = "picking"\n\n[supplier]']);
  const placed = await place(BORIS, '9001', 4);
  await confirm(placed);
  const [ship] = await seen(placed);
  assert.deepEqual([ship.outcome, ship.findings.map(({ code }) => code)], ['hold', ['order.needs']]);
  assert.match(ship.findings[0].text, /picking/);
  await shop.asAdmin();
  assert.ok((await on.fire(placed.id, 'step:picking')).applied);
  assert.deepEqual(brief(await seen(placed)), [['ship', 'allow', null]]);
  await under();

  const corrected = await place(ANNA, '1204', 10);
  await shop.asAdmin(OLGA);
  await shop.admin(
    `mutation($code: String!) { correctB2bOrder(code: $code, reason: "goes with it", lines: [
      { sku: "1204", quantity: 10 }, { sku: "8160", quantity: 3 }]) { applied } }`, { code: corrected.code },
  );
  await shop.as(ANNA);
  assert.deepEqual(brief(await seen(corrected)), [['confirm', 'allow', null], ['reserve', 'allow', null], ['ship', 'allow', null]]);
});

test('whose orders they are not, and who may not look at orders, reads nothing', async () => {
  const placed = await place(VIKTOR, '9001', 3);
  assert.ok(await seen(placed));
  await shop.asAdmin();
  // He works for another company now; Vendure still shows him what was his.
  assert.deepEqual((await on.load('employees', `email,outlet\n${VIKTOR},boris\n`)).problems, []);
  assert.equal(await seen(placed), null);
  await shop.asAdmin();
  assert.deepEqual((await on.load('employees', `email,outlet\n${VIKTOR},viktor\n`)).problems, []);
  assert.ok(await seen(placed));

  await under(['[supplier]', '[[access]]\nid = "packer"\nmay = ["view-catalogue", "edit-cart"]\n\n[supplier]']);
  assert.deepEqual((await on.load('employees', `email,outlet,level\n${VIKTOR},viktor,packer\n`)).problems, []);
  await assert.rejects(seen(placed), /\(access\.action\)/);
  await under();
  assert.deepEqual((await on.load('employees', `email,outlet,level\n${VIKTOR},viktor,\n`)).problems, []);
});

test('who may look neither at debts nor at prices reads what will become of it, and no sum', async () => {
  const level = (may) => ['[supplier]', `[[access]]\nid = "packer"\nmay = ${JSON.stringify(may)}\n\n[supplier]`];
  const levelled = async (name) => assert.deepEqual((await on.load('employees', `email,outlet,level\n${VIKTOR},viktor,${name}\n`)).problems, []);
  const placed = await place(VIKTOR, '9001', 3);
  const all = await seen(placed);
  await shop.asAdmin();
  await under(level(['view-catalogue', 'view-orders']));
  await levelled('packer');
  const stages = await seen(placed);
  assert.deepEqual(brief(stages), [['confirm', 'hold', null], ['reserve', 'hold', null], ['ship', 'block', null]]);
  assert.deepEqual(codes(stages), [[], [], []]);
  assert.equal(stages[2].text, 'shipping: will be refused');
  for (const may of ['view-settlements', 'view-prices']) {
    await under(level(['view-catalogue', 'view-orders', may]));
    assert.deepEqual(await seen(placed), all, may);
  }
  await under();
  await levelled('');
});

test('the rules give no answer: none is shown, and the order is there to read', async () => {
  const placed = await place(ANNA, '1204', 10);
  const healthy = engine.comptoir;
  engine.comptoir = await Comptoir.activate({
    policy: path.resolve(__dirname, '../../../fixtures/policies/reserve-and-invoice.toml'), limits: { orders: TINY }, compilation: 'baseline',
  });
  try {
    const { orderByCode } = await shop.shop(
      'query($code: String!) { orderByCode(code: $code) { code b2bStages { stage } } }', { code: placed.code },
    );
    assert.deepEqual(orderByCode, { code: placed.code, b2bStages: null });
    await shop.asAdmin();
    assert.equal((await shop.admin('query($id: ID!) { b2bOrder(id: $id) { order stages { stage } } }', { id: placed.id })).b2bOrder.stages, null);
  } finally {
    engine.comptoir = healthy;
  }
});
