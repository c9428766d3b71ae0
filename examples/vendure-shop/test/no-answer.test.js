'use strict';
// Every call of the shop with each interface of the rules out of order in turn: nobody reads how the rules fail, what is
// shown is degraded, what binds is refused, and nothing of it lasts.

const assert = require('node:assert/strict');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { fromPlugin, plugin, startShop, stopped } = require('./server');
const { callsOf } = require('./queries');

const { Comptoir } = fromPlugin('@comptoir/node');
const { TransactionalConnection } = fromPlugin('@vendure/core');
const { Company, Employee, Engine, Receivable, Turnover } = plugin();

const ANNA = 'anna@romashka.example';
const UNAVAILABLE = /comptoir\.unavailable/;
/** What the rules' own errors say: of limits, and of places in facts. */
const INNER = /went beyond|fuel|at `|facts\.|standings\[/;
const TINY = { fuel: 1000 };
/** `documents` bounds `delivery` and `loyalty` too. */
const INTERFACES = ['accounts', 'cart', 'catalogue', 'checkout', 'documents', 'orderFile', 'orders'];

/** What Vendure logs of errors. */
const logged = [];
const logger = { error: (message) => logged.push(message), warn() {}, info() {}, verbose() {}, debug() {} };

const policy = path.join(__dirname, 'policies/loyalty.toml');
let shop;
let on;
let engine;
let placed;
const sick = {};
before(async () => {
  shop = await startShop('office-supplies', { policy }, { logger }, { seeded: true });
  engine = shop.server.app.get(Engine);
  on = callsOf(shop);
  await on.learn();
  for (const name of INTERFACES) sick[name] = await Comptoir.activate({ policy, limits: { [name]: TINY }, compilation: 'baseline' });
  await shop.as(ANNA);
  await on.add('1204', 20);
  await on.address();
  await on.to('ArrangingPayment');
  placed = await on.pay();
  assert.equal(placed.__typename, 'Order', JSON.stringify(placed));
  const filled = await on.add('1204', 20);
  assert.equal(filled.__typename, 'Order', JSON.stringify(filled));
  await shop.asAdmin();
}, { timeout: 600_000 });
after(() => stopped(shop));

async function ill(name, work) {
  const healthy = engine.comptoir;
  engine.comptoir = sick[name];
  try {
    return await work();
  } finally {
    engine.comptoir = healthy;
  }
}

/** A call's whole answer, errors and all. */
async function asked(api, query, languageCode = 'en') {
  const client = api === 'shop' ? shop.shopClient : shop.adminClient;
  const response = await fetch(`http://localhost:${shop.port}/${api}-api?languageCode=${languageCode}`, {
    method: 'POST', body: JSON.stringify({ query }),
    headers: { authorization: `Bearer ${client.getAuthToken()}`, 'content-type': 'application/json' },
  });
  return response.json();
}

async function uploaded() {
  const body = new FormData();
  body.append('operations', JSON.stringify({
    query: 'mutation($file: Upload!) { uploadB2bOrderFile(file: $file) { rows { texts } } }', variables: { file: null },
  }));
  body.append('map', '{"0":["variables.file"]}');
  body.append('0', new Blob(['sku,quantity\n1204,20\n']), 'order.csv');
  const response = await fetch(`http://localhost:${shop.port}/shop-api`, {
    method: 'POST', body, headers: { authorization: `Bearer ${shop.shopClient.getAuthToken()}`, 'apollo-require-preflight': 'true' },
  });
  return response.json();
}

/** Each field that the plugin adds to an API, called so that it would do something; Vendure's own that ask the rules. */
const calls = () => ({
  shop: {
    b2bContracts: '{ b2bContracts { code } }',
    b2bOffers: '{ b2bOffers(skus: ["3001"]) { net } }',
    b2bCart: '{ b2bCart { gross } }',
    b2bRep: '{ b2bRep { name } }',
    b2bEmployees: '{ b2bEmployees { email } }',
    b2bBonus: '{ b2bBonus { balance } }',
    b2bStatement: '{ b2bStatement(start: "2026-01-01", end: "2026-11-30") { findings { text } } }',
    b2bHistory: '{ b2bHistory(offset: 0, limit: 10) { orders { code } } }',
    b2bInvoice: `{ b2bInvoice(orderCode: "${placed.code}") { step } }`,
    b2bProposal: `{ b2bProposal(code: "${placed.code}") { payable } }`,
    b2bOnBehalf: '{ b2bOnBehalf { actor } }',
    chooseB2bContract: 'mutation { chooseB2bContract(code: "R-105/25") { gross } }',
    reorderB2b: `mutation { reorderB2b(code: "${placed.code}") { rows { texts } } }`,
    applyB2bPromoCode: 'mutation { applyB2bPromoCode(code: "NONE") { __typename ... on B2bLoyaltyError { reason } } }',
    removeB2bPromoCode: 'mutation { removeB2bPromoCode { __typename } }',
    useB2bBonus: 'mutation { useB2bBonus(amount: "max") { __typename ... on B2bLoyaltyError { reason } } }',
    sayB2bDetails: 'mutation { sayB2bDetails(details: []) { gross } }',
    addB2bEmployee: 'mutation { addB2bEmployee(input: { email: "new@romashka.example", level: "buyer" }) { email } }',
    changeB2bEmployee: `mutation { changeB2bEmployee(input: { email: "${ANNA}", level: "owner" }) { email } }`,
    removeB2bEmployee: 'mutation { removeB2bEmployee(email: "nobody@romashka.example") }',
    acceptB2bProposal: `mutation { acceptB2bProposal(code: "${placed.code}") { refusal } }`,
    declineB2bProposal: `mutation { declineB2bProposal(code: "${placed.code}") { refusal } }`,
    requestB2bReturn: `mutation { requestB2bReturn(code: "${placed.code}", reason: "broken") { refusal } }`,
    b2bWaybill: `mutation { b2bWaybill(orders: ["${placed.code}"]) { findings { text } } }`,
    b2bDemoInvoice: 'mutation { b2bDemoInvoice(lines: [{ sku: "1204", quantity: "20" }], email: "who@else.example") { findings { text } } }',
    enterB2bClient: 'mutation { enterB2bClient(ticket: "none") { account } }',
    leaveB2bClient: 'mutation { leaveB2bClient }',
    activeOrder: '{ activeOrder { code b2bLabel b2bDetails { name } b2bStages { text } lines { unitPrice } } }',
    order: `{ orderByCode(code: "${placed.code}") { code b2bLabel b2bDetails { name } b2bStages { text } } }`,
    products: '{ products { items { variants { sku price stockLevel } } } }',
    addItemToOrder: `mutation { addItemToOrder(productVariantId: "${on.id('3001')}", quantity: 10) {
      __typename ... on ErrorResult { message } ... on OrderInterceptorError { interceptorError } } }`,
    transitionOrderToState: `mutation { transitionOrderToState(state: "ArrangingPayment") {
      __typename ... on OrderStateTransitionError { transitionError } } }`,
    eligiblePaymentMethods: '{ eligiblePaymentMethods { eligibilityMessage } }',
    eligibleShippingMethods: '{ eligibleShippingMethods { code } }',
    back: 'mutation { transitionOrderToState(state: "AddingItems") { __typename } }',
  },
  admin: {
    b2bOrder: `{ b2bOrder(id: "${placed.id}") { code label stages { text } } }`,
    b2bOrders: '{ b2bOrders(company: "romashka") { code label } }',
    b2bClients: '{ b2bClients { total } }',
    b2bRep: '{ b2bRep(company: "romashka") { name } }',
    b2bAudit: '{ b2bAudit { head } }',
    b2bRows: '{ b2bRows(table: companies) { rows } }',
    b2bInvoice: `{ b2bInvoice(id: "${placed.id}") { step } }`,
    grantB2bGate: 'mutation { grantB2bGate(company: "romashka", gate: "none", role: "__super_admin_role__", reason: "why") }',
    fireB2bOrder: `mutation { fireB2bOrder(id: "${placed.id}", event: "complete") { refusal } }`,
    correctB2bOrder: `mutation { correctB2bOrder(code: "${placed.code}", lines: [], reason: "why") { refusal } }`,
    grantB2bPart: `mutation { grantB2bPart(code: "${placed.code}", lines: []) { refusal } }`,
    renewB2bInvoice: `mutation { renewB2bInvoice(id: "${placed.id}") { step } }`,
    b2bWaybill: `mutation { b2bWaybill(orders: ["${placed.code}"]) { findings { text } } }`,
    expireB2bBonuses: 'mutation { expireB2bBonuses { accounts } }',
    enterB2bClient: 'mutation { enterB2bClient(account: "anna") { ticket } }',
    leaveB2bClient: 'mutation { leaveB2bClient(account: "anna") }',
    orderB2bOnBehalf: `mutation { orderB2bOnBehalf(input: { account: "anna", lines: [{ sku: "1204", quantity: 0 }], payment: "on-account" }) {
      ... on B2bNotEntered { text } } }`,
    loadB2bData: 'mutation { loadB2bData(table: companies, csv: "code,name,tax_id\\n") { rows } }',
    loadB2bFile: undefined,
    removeB2bFile: undefined,
    removeB2bRows: 'mutation { removeB2bRows(table: companies, csv: "code\\n") { rows } }',
  },
});

test('no call that the plugin adds is left out here', async () => {
  const fields = '{ __schema { queryType { fields { name } } mutationType { fields { name } } } }';
  for (const api of ['shop', 'admin']) {
    const { __schema: { queryType, mutationType } } = (await asked(api, fields)).data;
    const ours = [...queryType.fields, ...mutationType.fields].map(({ name }) => name).filter((name) => /b2b/i.test(name));
    const here = [...Object.keys(calls()[api]), 'cancelB2bOrder', 'uploadB2bOrderFile'];
    assert.deepEqual(ours.filter((name) => !here.includes(name)), [], api);
  }
});

for (const name of INTERFACES) {
  test(`${name} out of order: no call says how, and none fails otherwise`, async () => {
    const closed = [];
    await ill(name, async () => {
      const answers = [['shop', 'uploadB2bOrderFile', await uploaded()]];
      for (const [api, all] of Object.entries(calls())) {
        for (const [field, query] of Object.entries(all)) if (query) answers.push([api, field, await asked(api, query)]);
      }
      for (const [api, field, answer] of answers) {
        const text = JSON.stringify(answer);
        const said = `${api} ${field}: ${text.slice(0, 1000)}`;
        assert.doesNotMatch(text, INNER, said);
        for (const { extensions } of answer.errors ?? []) assert.notEqual(extensions?.code, 'INTERNAL_SERVER_ERROR', said);
        assert.doesNotMatch(text, /GRAPHQL_VALIDATION_FAILED|GRAPHQL_PARSE_FAILED/, said);
        if (UNAVAILABLE.test(text)) closed.push(field);
      }
    });
    assert.ok(closed.length > 0, 'somebody asked it');
  });
}

const listed = async (slug) => (await asked('shop', `{ product(slug: "${slug}") { variants { price stockLevel } } }`)).data.product.variants;
const cartOf = async () => (await asked('shop', '{ activeOrder { totalWithTax discounts { amount } lines { quantity unitPrice } } }')).data.activeOrder;

/** Tables as another system writes them, past every check. */
const row = (entity) => shop.server.app.get(TransactionalConnection).rawConnection.getRepository(entity);

test('accounts out of order: goods are listed without prices, lines come out, an order keeps what it was', async () => {
  const healthy = await listed('p-3002');
  assert.ok(healthy[0].price > 0, JSON.stringify(healthy));
  const { lines } = await on.order();
  await shop.as('boris@lotos.example');
  await ill('accounts', async () => assert.deepEqual(await listed('p-3002'), [{ price: 0, stockLevel: '0' }], 'of him nobody asked before'));
  assert.ok((await listed('p-3002'))[0].price > 0, 'and then he has his prices');
  await shop.as(ANNA);
  // Her access is kept as long as she is who she was: it is asked anew.
  await row(Employee).update({ email: ANNA }, { suspended: false });
  await ill('accounts', async () => {
    assert.deepEqual(await listed('p-3002'), [{ price: 0, stockLevel: '0' }]);
    assert.deepEqual((await asked('shop', calls().shop.activeOrder)).data.activeOrder.lines.length, lines.length);
    assert.equal((await asked('shop', calls().shop.order)).data.orderByCode.b2bLabel, null);
    assert.match((await on.add('3002', 1)).interceptorError, UNAVAILABLE);
    assert.match((await on.add('3002', 1, 'ru')).interceptorError, /[а-я]{4}.*comptoir\.unavailable/);
    assert.match((await on.to('ArrangingPayment')).transitionError, UNAVAILABLE);
    const { data } = await asked('shop', 'mutation { removeAllOrderLines { __typename ... on Order { lines { id } } } }');
    assert.deepEqual(data.removeAllOrderLines, { __typename: 'Order', lines: [] });
  });
  assert.deepEqual(await listed('p-3002'), healthy, 'and then it is what it was');
  assert.equal((await asked('shop', calls().shop.order)).data.orderByCode.b2bLabel !== null, true);
  assert.equal((await on.add('1204', 20)).__typename, 'Order');
});

test('a cart with a promo code: lines come out while nobody knows what it gives, and then it gives it', async () => {
  await on.add('3001', 20);
  const { data } = await asked('shop', 'mutation { applyB2bPromoCode(code: "AUTUMN") { __typename } }');
  assert.equal(data.applyB2bPromoCode.__typename, 'Order', JSON.stringify(data));
  const before = await cartOf();
  assert.equal(before.discounts.length, 1, JSON.stringify(before));
  const more = await on.add('3002', 2);
  await ill('cart', async () => {
    const less = await on.remove(more.lines.at(-1).id);
    assert.equal(less.__typename, 'Order', JSON.stringify(less));
    assert.deepEqual((await cartOf()).discounts, []);
    assert.match((await on.to('ArrangingPayment')).transitionError, /quote\.changed/, 'nobody pays what is not the rules\' sum');
  });
  const { lines } = await on.order();
  await on.adjust(lines.at(-1).id, 30);
  await on.adjust(lines.at(-1).id, 20);
  assert.deepEqual(await cartOf(), before);
});

test('documents out of order: nothing is paid or cancelled, and nothing is half placed', async () => {
  await on.address();
  assert.equal((await on.to('ArrangingPayment')).__typename, 'Order');
  const { id } = await on.order();
  await ill('documents', async () => {
    await assert.rejects(on.pay(), UNAVAILABLE);
    const { order, b2bOrder } = await on.adminOrder(id);
    assert.deepEqual([order.state, order.payments, b2bOrder], ['ArrangingPayment', [], null]);
    const { errors } = await asked('shop', `mutation { cancelB2bOrder(code: "${placed.code}", reason: "why") { applied } }`, 'ru');
    assert.match(errors[0].message, /[а-я]{4}.*comptoir\.unavailable/);
    await assert.rejects(on.cancel(placed.id), UNAVAILABLE);
    assert.equal((await on.adminOrder(placed.id)).b2bOrder.order, 'awaiting-confirmation');
  });
  const paid = await on.pay();
  assert.equal(paid.__typename, 'Order', JSON.stringify(paid));
  assert.ok((await asked('shop', `{ b2bInvoice(orderCode: "${paid.code}") { step } }`)).data.b2bInvoice.step);
});

test('a client whose turnover the rules don\'t take: he is told so in words, the log has what is wrong', async () => {
  const turnover = await row(Turnover).findOneOrFail({ where: { company: { code: 'romashka' } } });
  logged.length = 0;
  await row(Turnover).update(turnover.id, { shipped: '999999999999999.999999' });
  const { errors } = await asked('shop', calls().shop.b2bStatement, 'it');
  assert.match(errors[0].message, /^Il negozio .*comptoir\.unavailable/);
  assert.doesNotMatch(JSON.stringify(errors), INNER);
  assert.equal(logged.filter((message) => /b2bStatement.*turnover\[\d+\]\.shipped/.test(message)).length, 1, logged.join('\n'));
  await row(Turnover).update(turnover.id, { shipped: turnover.shipped });
  assert.equal((await asked('shop', calls().shop.b2bStatement)).errors, undefined, 'and then he reads it');
});

test('a client whose debts the rules don\'t take is found among the others; how he stands is not known', async () => {
  const ask = '{ b2bClients { items { code owed { amount } } unknown total } }';
  const { b2bClients: before } = (await asked('admin', ask)).data;
  const owed = ({ items }, company) => items.find(({ code }) => code === company).owed;
  const known = before.items.filter(({ owed: of }) => of !== null).map(({ code }) => code);
  const [wrong] = known;
  const company = await row(Company).findOneOrFail({ where: { code: wrong } });
  const debt = await row(Receivable).save(new Receivable({
    code: 'X-1', company, currency: 'RUB', amount: '999999999999999.999999', paid: '0.00', shipped: '2026-10-12', due: '2026-11-11',
  }));
  logged.length = 0;
  const { data: { b2bClients }, errors } = await asked('admin', ask);
  assert.equal(errors, undefined, JSON.stringify(errors));
  assert.deepEqual(b2bClients.items.map(({ code }) => code), before.items.map(({ code }) => code));
  assert.equal(owed(b2bClients, wrong), null);
  for (const code of known.slice(1)) assert.deepEqual(owed(b2bClients, code), owed(before, code));
  assert.equal(b2bClients.unknown, before.unknown + 1);
  assert.ok(logged.some((message) => message.includes(wrong)), logged.join('\n'));
  await row(Receivable).delete(debt.id);
  assert.deepEqual((await asked('admin', ask)).data.b2bClients, before);
});
