'use strict';
// Who may do what, for whom: employees' levels and limits, a rep's own clients, orders on behalf, and every way round.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { PASSWORD } = require('../seed');
const { fromPlugin, later, NOW, startShop, stopped } = require('./server');
const { callsOf, ORDER } = require('./queries');

const LEVELS = `
[[access]]
id = "buyer"
may = ["view-catalogue", "view-prices", "view-orders", "view-settlements", "edit-cart", "place-order", "switch-contract"]
limit = "9000.00"
[[access]]
id = "chief"
may = ["view-catalogue", "view-prices", "view-orders", "view-settlements", "edit-cart", "place-order", "switch-contract", "manage-employees"]
[[access]]
id = "viewer"
may = ["view-catalogue", "view-prices", "view-orders"]
[[access]]
id = "storekeeper"
may = ["view-catalogue", "view-orders"]
[[access]]
id = "packer"
may = ["view-catalogue", "view-orders", "edit-cart", "switch-contract"]

[rep]
acts_for = "assigned"
[[rep.rule]]
id = "south"
rep = "ivan"
when = { region = "south" }
`;
const OFFICE = fs.readFileSync(path.resolve(__dirname, '../../../fixtures/policies/office-supplies.toml'), 'utf8');
const TEXT = OFFICE.replace('confirmed_by = "rep"', 'confirmed_by = "rep"\nentered_within = "31 days"') + LEVELS;

const ANNA = 'anna@romashka.example';
const BORIS = 'boris@lotos.example';
const VIKTOR = 'viktor@severstroy.example';
const [NINA, EGOR, ZOYA, PETR, SLAVA] = ['nina', 'egor', 'zoya', 'petr', 'slava'].map((name) => `${name}@romashka.example`);
const OLGA = 'olga@vega.example';
const IVAN = 'ivan@vega.example';
const MARIA = 'maria@vega.example';
const PAVEL = 'pavel@vega.example';

const EMPLOYEES = `email,outlet,level,spending_limit,effective_from,suspended
${ANNA},anna,chief,,,
${BORIS},boris,chief,,,
${VIKTOR},viktor,chief,,,
${NINA},anna,viewer,,,
${EGOR},anna,buyer,,,
${ZOYA},anna,chief,0,,
${PETR},anna,buyer,,${new Date(NOW + 10 * 60_000).toISOString()},
${SLAVA},anna,chief,,,true
ghost@lotos.example,boris,chief,,,
store@lotos.example,boris,storekeeper,,,
packer@lotos.example,boris,packer,,,
`;

const { DefaultActiveOrderStrategy, Order, TransactionalConnection } = fromPlugin('@vendure/core');
const gql = fromPlugin('graphql-tag');

/** A strategy of the shop's own, careless: whoever names a cart works in it. */
let connection;
const desk = {
  name: 'desk',
  init: (injector) => { connection = injector.get(TransactionalConnection); },
  defineInputType: () => gql('input DeskInput { code: String! }'),
  determineActiveOrder: async (ctx, { code } = {}) => (code
    ? connection.getRepository(ctx, Order).findOne({ where: { code, active: true }, relations: ['customer'] })
    : undefined),
};

let shop;
let on;

const load = async (table, csv) => assert.deepEqual((await on.load(table, csv)).problems, []);
const customer = (emailAddress) => shop.admin(
  'mutation($input: CreateCustomerInput!, $password: String) { createCustomer(input: $input, password: $password) { __typename } }',
  { input: { firstName: 'A', lastName: 'B', emailAddress }, password: PASSWORD },
);
const administrator = (emailAddress, roleId) => shop.admin(
  'mutation($input: CreateAdministratorInput!) { createAdministrator(input: $input) { id } }',
  { input: { firstName: 'A', lastName: 'B', emailAddress, password: PASSWORD, roleIds: [roleId] } },
);
const role = async (code, permissions) => (await shop.admin(
  'mutation($input: CreateRoleInput!) { createRole(input: $input) { id } }', { input: { code, description: code, permissions } },
)).createRole.id;

before(async () => {
  shop = await startShop('office-supplies', { policy: { name: 'people.toml', text: TEXT } }, {
    orderOptions: { activeOrderStrategy: [desk, new DefaultActiveOrderStrategy()] },
  }, { seeded: true });
  on = callsOf(shop);
  await on.learn();
  await load('companies', 'code,name,tax_id,country,attributes\nlotos,Lotos LLC,7728168971,RU,region=south\n');
  await load('outlets', 'account,company,name,city\nboris,lotos,"Lotos, Sadovaya 3",Sochi\n');
  await load('employees', EMPLOYEES);
  await load('reps', `code,name,email,phone\nivan,Ivan Ivanov,${IVAN},+7 900 1\noleg,Oleg Olegov,oleg@vega.example,\nmaria,Maria,${MARIA},\n`);
  await load('bindings', 'rep,company,ended\nolga,lotos,true\n');
  // Enough of one article is shown to everybody.
  await load('bought', ['romashka', 'lotos'].reduce(
    (csv, company) => `${csv}${company},1204,2026-09,600\n${company},1204,2026-10,600\n`, 'company,sku,month,quantity\n'));
  for (const email of [NINA, EGOR, ZOYA, PETR, SLAVA, 'store@lotos.example', 'packer@lotos.example']) await customer(email);
  const sales = await role('field-sales', ['ActForB2bClients']);
  await administrator(IVAN, sales);
  await administrator('oleg@vega.example', sales);
  await administrator('nobody@vega.example', sales);
  await administrator(MARIA, await role('sales-manager', ['ActForB2bClients', 'AllB2bClients']));
  await administrator('clerk@vega.example', await role('order-clerk', ['CreateOrder', 'ReadOrder', 'UpdateOrder', 'ReadCustomer', 'ActForB2bClients']));
  await load('reps', 'code,name,email\nclerk,Clerk,clerk@vega.example\n');
  await shop.admin(
    'mutation($input: CreatePaymentMethodInput!) { createPaymentMethod(input: $input) { id } }',
    { input: {
      code: 'card', enabled: true, checker: { code: 'comptoir-may-pay', arguments: [] },
      handler: { code: 'dummy-payment-handler', arguments: [{ name: 'automaticSettle', value: 'false' }] },
      translations: [{ languageCode: 'en', name: 'Card', description: '' }],
    } },
  );
}, { timeout: 600_000 });
after(() => stopped(shop));

async function empty() {
  for (const { id } of (await on.order())?.lines ?? []) await on.remove(id);
}

async function place() {
  await on.address();
  const arranging = await on.to('ArrangingPayment');
  return arranging.__typename === 'Order' ? on.pay() : arranging;
}

const clients = async (search, page = {}) => (await shop.admin(
  `query($search: String, $offset: Int, $limit: Int) { b2bClients(search: $search, offset: $offset, limit: $limit) {
    total nextOffset liveOrders unknown owed { currency amount overdue }
    items { code name taxId outlets { account city } liveOrders owed { currency amount overdue } } } }`,
  { search, ...page },
)).b2bClients;
const codes = async (search) => (await clients(search)).items.map(({ code }) => code);

const behalf = async (input) => (await shop.admin(
  `mutation($input: B2bOnBehalfInput!) { orderB2bOnBehalf(input: $input) {
    __typename
    ... on B2bEntered { difference findings { code text }
      order { id code account entity contract placedBy placedByKind collected entered total lines { sku quantity net } order } }
    ... on B2bNotEntered { text findings { code } } } }`,
  { input: { payment: 'on-account', shippingAddress: { streetLine1: 'Lenina 12', city: 'Moscow', countryCode: 'RU' }, ...input } },
)).orderB2bOnBehalf;

/** The message with which a call is refused. */
const message = async (call) => {
  try {
    await call;
  } catch (error) {
    return error.message;
  }
  return assert.fail('it was not refused');
};

test('a viewer looks at everything and changes nothing', async () => {
  await shop.as(NINA);
  assert.equal((await on.offers(['3001']))[0].net, '186.20');
  assert.equal((await on.contracts()).length, 2);
  const refused = await on.add('1204', 20);
  assert.equal(refused.errorCode, 'ORDER_INTERCEPTOR_ERROR');
  assert.match(refused.interceptorError, /viewer.* → .*\(access\.action\)/);
  assert.match((await on.add('1204', 20, 'ru')).interceptorError, /[а-я]{4}.*\(access\.action\)/);
  assert.equal((await on.order())?.lines.length ?? 0, 0);
  await assert.rejects(on.choose('romashka-net-30'), /\(access\.action\)/);
  assert.equal((await on.contracts()).find(({ isChosen }) => isChosen).code, 'romashka-prepaid');
  await assert.rejects(shop.shopClient.fileUploadMutation({
    mutation: shop.gql('mutation UploadFile($file: Upload!) { uploadB2bOrderFile(file: $file) { rows { row } } }'),
    filePaths: [path.resolve(__dirname, '../../../fixtures/files/demo-order.xlsx')],
    mapVariables: () => ({ file: null }),
  }), /\(access\.action\)/);
  assert.equal((await on.order())?.lines.length ?? 0, 0);
});

test('who may not see prices is told none, and sees the goods', async () => {
  const listing = async () => (await shop.shop('{ product(slug: "p-3001") { variants { price stockLevel } } }')).product.variants[0];
  await shop.as(BORIS);
  const shown = await listing();
  assert.equal(shown.price, 19600);
  await shop.as('store@lotos.example');
  assert.deepEqual(await listing(), { price: 0, stockLevel: shown.stockLevel });
  await assert.rejects(on.offers(['3001']), /\(access\.action\)/);
});

test('who fills a cart without seeing prices fills it from a file too', async () => {
  await shop.as('packer@lotos.example');
  const { uploadB2bOrderFile } = await shop.shopClient.fileUploadMutation({
    mutation: shop.gql('mutation UploadFile($file: Upload!) { uploadB2bOrderFile(file: $file) { rows { row } order { id lines { id } } cart { gross } } }'),
    filePaths: [path.resolve(__dirname, '../../../fixtures/files/demo-order.xlsx')],
    mapVariables: () => ({ file: null }),
  });
  assert.equal(uploadB2bOrderFile.rows.length, 15);
  assert.ok(uploadB2bOrderFile.order.lines.length > 0);
  assert.equal(uploadB2bOrderFile.cart, null);
  assert.equal((await on.order()).lines.length, uploadB2bOrderFile.order.lines.length, 'and it stays');
  await empty();
});

test('an order of exactly the limit is placed, a kopeck more waits for somebody who may', async () => {
  const limit = async (value) => {
    await shop.asAdmin();
    await load('employees', `email,outlet,level,spending_limit\n${EGOR},anna,buyer,${value}\n`);
    await shop.as(EGOR);
  };
  await shop.as(EGOR);
  const cart = await on.add('1204', 20);
  const total = cart.totalWithTax;
  assert.ok(total > 500_000 && total < 900_000, String(total));
  const written = (minor) => `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;

  await limit('0');
  assert.match((await place()).transitionError, /\(access\.limit\)/, '0 is nothing at all');
  await limit(written(total - 1));
  const over = await place();
  assert.match(over.transitionError, /→ .*\(access\.limit\)/);
  assert.equal((await on.order()).state, 'AddingItems');
  await limit(written(total));
  const placed = await place();
  assert.equal(placed.state, 'PaymentAuthorized', JSON.stringify(placed));

  // Without a limit of his own that of his level counts: 9,000.00.
  await limit('');
  await on.add('1204', 40);
  assert.match((await place()).transitionError, /9,000\.00.*\(access\.limit\)/);
  await empty();

  await shop.asAdmin();
  const kept = await on.b2bOrder(placed.id);
  assert.deepEqual([kept.placedBy, kept.placedByKind, kept.account], [EGOR, 'buyer', 'anna']);
});

test('what grows after the gate meets it again at paying', async () => {
  await shop.as(EGOR);
  await on.add('1204', 20);
  await on.address();
  assert.equal((await on.to('ArrangingPayment')).__typename, 'Order');
  await shop.asAdmin();
  await load('employees', `email,outlet,level,spending_limit\n${EGOR},anna,buyer,100.00\n`);
  await shop.as(EGOR);
  const refused = await on.pay();
  assert.equal(refused.__typename, 'IneligiblePaymentMethodError', JSON.stringify(refused));
  assert.match(refused.eligibilityCheckerMessage, /\(access\.limit\)/);
  assert.equal((await on.to('AddingItems')).__typename, 'Order');
  await empty();
});

test('an access works from its moment on, and a suspended one not at all', async () => {
  await shop.as(PETR);
  later(10 * 60_000 - 1);
  assert.match((await on.add('3001', 1)).interceptorError, /\(access\.not-yet\)/);
  later(10 * 60_000);
  assert.equal((await on.add('3001', 1)).__typename, 'Order');
  await empty();
  later(0);
  await shop.as(SLAVA);
  assert.match((await on.add('3001', 1)).interceptorError, /\(access\.suspended\)/);
  await assert.rejects(on.offers(['3001']), /\(access\.suspended\)/);
  const { product } = await shop.shop('{ product(slug: "p-3001") { variants { price stockLevel } } }');
  assert.deepEqual(product.variants[0], { price: 0, stockLevel: '0' });
});

test('a client runs his own employees, and gives nobody more than the rules let him', async () => {
  const NORA = 'nora@romashka.example';
  const change = async (how, input) => (await shop.shop(
    `mutation($input: B2bEmployeeInput!) { ${how}B2bEmployee(input: $input) { email account level spendingLimit effectiveFrom suspended } }`,
    { input },
  ))[`${how}B2bEmployee`];
  await shop.as(EGOR);
  await assert.rejects(change('add', { email: NORA, level: 'viewer' }), /\(access\.action\)/);
  await shop.as(ANNA);
  await assert.rejects(change('add', { email: NORA, level: 'king' }), /\(employee\.level\)/);
  await assert.rejects(change('add', { email: 'ghost@lotos.example', level: 'viewer' }), /\(employee\.email-taken\)/);
  const foreign = await message(change('change', { email: BORIS, level: 'viewer' }));
  assert.equal(foreign, (await message(change('change', { email: NORA, level: 'viewer' }))).replace(NORA, BORIS));
  assert.deepEqual(await change('add', { email: NORA, level: 'buyer', spendingLimit: '100.00' }), {
    email: NORA, account: 'anna', level: 'buyer', spendingLimit: '100.00', suspended: false,
    effectiveFrom: new Date(NOW + 10 * 60_000).toISOString(),
  });
  await shop.asAdmin();
  await customer(NORA);
  await shop.as(NORA);
  assert.match((await on.add('3001', 1)).interceptorError, /\(access\.not-yet\)/);
  later(10 * 60_000);
  const added = await on.add('3001', 1);
  assert.equal(added.__typename, 'Order', JSON.stringify(added));
  await empty();

  await shop.as(ANNA);
  await change('change', { email: NORA, level: 'viewer' });
  await shop.as(NORA);
  assert.match((await on.add('3001', 1)).interceptorError, /\(access\.action\)/);
  await shop.as(ANNA);
  const { b2bEmployees } = await shop.shop('{ b2bEmployees { email level } }');
  assert.equal(b2bEmployees.length, 7);
  assert.ok(b2bEmployees.every(({ email }) => email.endsWith('@romashka.example')));
  await shop.shop(`mutation { removeB2bEmployee(email: "${NORA}") }`);
  await shop.as(NORA);
  assert.match((await on.add('3001', 1)).interceptorError, /\(comptoir\.client\)/);
  later(0);
});

test('whom to ask is always there', async () => {
  const rep = async () => (await shop.shop('{ b2bRep { code name email phone } }')).b2bRep;
  await shop.as(SLAVA);
  assert.deepEqual(await rep(), { code: 'olga', name: 'Olga Orlova', email: OLGA, phone: null }, 'bound');
  await shop.as(BORIS);
  assert.deepEqual(await rep(), { code: 'ivan', name: 'Ivan Ivanov', email: IVAN, phone: '+7 900 1' }, 'by the rule for the south');
});

test('a rep finds his own clients: bound, by rule, as a substitute; managers find all', async () => {
  await shop.asAdmin(OLGA);
  assert.deepEqual(await codes(), ['romashka', 'severstroy']);
  assert.deepEqual(await codes('lotos'), []);
  assert.deepEqual(await codes('77070'), ['romashka'], 'the beginning of a tax id');
  assert.deepEqual(await codes('site OFF'), ['severstroy'], 'part of an outlet');
  const page = await clients('', { limit: 1 });
  assert.deepEqual([page.items.length, page.total, page.nextOffset], [1, 2, 1]);
  const [severstroy] = (await clients('sever')).items;
  assert.deepEqual(severstroy.owed, [{ currency: 'RUB', amount: '4850.00', overdue: '1250.00' }]);
  assert.equal((await clients('romashka')).liveOrders, 1, 'what Egor placed');

  await shop.asAdmin(IVAN);
  assert.deepEqual(await codes(), ['lotos']);
  assert.deepEqual(await codes('sochi'), ['lotos'], 'a city');
  await shop.asAdmin('oleg@vega.example');
  assert.deepEqual(await codes(), []);
  await shop.asAdmin();
  await load('absences', 'rep,first_day,back,substitute\nivan,2026-11-20,2026-11-21,oleg\n');
  await shop.asAdmin('oleg@vega.example');
  assert.deepEqual(await codes(), ['lotos'], 'he stands in today');
  later(24 * 3600_000);
  assert.deepEqual(await codes(), [], 'and no longer tomorrow');
  later(0);

  await shop.asAdmin('nobody@vega.example');
  await assert.rejects(shop.admin('{ b2bOrders(company: "lotos") { code } }'), /there is no company `lotos`/);
  assert.deepEqual(await codes(), [], 'a rep\'s role alone gives nobody a client');
  for (const who of [PAVEL, MARIA, undefined]) {
    await shop.asAdmin(who);
    assert.deepEqual(await codes(), ['lotos', 'romashka', 'severstroy'], who);
  }
});

test('another rep\'s client looks like none', async () => {
  await shop.as(BORIS);
  await on.add('1204', 20);
  const placed = await place();
  assert.equal(placed.state, 'PaymentAuthorized', JSON.stringify(placed));
  const strange = (text) => text.replaceAll('99999', placed.id.replace('T_', '')).replaceAll('no-such', 'lotos');

  await shop.asAdmin(OLGA);
  const see = (id) => message(on.b2bOrder(id));
  assert.equal(await see(placed.id), strange(await see('99999')));
  const fire = (id) => message(on.fire(id, 'confirm'));
  assert.equal(await fire(placed.id), strange(await fire('99999')));
  const list = (company) => message(shop.admin('query($company: String!) { b2bOrders(company: $company) { code } }', { company }));
  assert.equal(await list('lotos'), strange(await list('no-such')));
  const who = (company) => message(shop.admin('query($company: String!) { b2bRep(company: $company) { code } }', { company }));
  assert.equal(await who('lotos'), strange(await who('no-such')));
  const grant = (company) => message(on.grant(company, 'overdue', 'sales', 'I want it'));
  assert.equal(await grant('lotos'), strange(await grant('no-such')));
  const enter = (account) => message(behalf({ account, lines: [{ sku: '1204', quantity: 20 }] }));
  assert.equal(await enter('boris'), (await enter('no-such')).replace('no-such', 'boris'));
  // Vendure's own calls are closed to his role.
  await assert.rejects(shop.admin('{ orders { items { code } } }'), /not currently authorized/i);
  await assert.rejects(shop.admin('{ customers { items { id } } }'), /not currently authorized/i);

  await shop.asAdmin();
  assert.equal((await on.b2bOrder(placed.id)).order, 'awaiting-confirmation', 'nothing moved');
  await shop.asAdmin(IVAN);
  const { b2bOrders } = await shop.admin('{ b2bOrders(company: "lotos") { code placedBy lines { sku quantity } } }');
  assert.deepEqual(b2bOrders, [{ code: placed.code, placedBy: BORIS, lines: [{ sku: '1204', quantity: 20 }] }]);
  assert.ok((await on.fire(placed.id, 'confirm')).applied);
});

test('an order on behalf: the client\'s prices, both names, both days', async (t) => {
  const lines = [{ sku: '1204', quantity: 20 }];
  await shop.asAdmin(OLGA);
  await t.test('is placed like his own', async () => {
    const entered = await behalf({ account: 'anna', employee: ANNA, lines, collected: '2026-11-02' });
    assert.equal(entered.__typename, 'B2bEntered', JSON.stringify(entered));
    const { order } = entered;
    assert.deepEqual([order.account, order.entity, order.contract], ['anna', 'romashka', 'romashka-prepaid']);
    assert.deepEqual([order.placedBy, order.placedByKind], ['olga', 'rep']);
    assert.deepEqual([order.collected, order.entered], ['2026-11-02', '2026-11-20']);
    assert.deepEqual(order.lines, [{ sku: '1204', quantity: 20, net: '265.05' }]);
    // Who may confirm has confirmed what he enters himself (A8).
    assert.equal(order.order, 'confirmed');
    assert.equal(entered.difference, '0.00');
    assert.ok(entered.findings.some(({ code }) => code === 'entry.deferred'), JSON.stringify(entered.findings));
    await shop.as(ANNA);
    assert.ok((await on.placed(order.code)).b2bLabel, 'it is hers');
    assert.equal((await on.fire(order.id, 'confirm')).applied, false);
  });
  await t.test('under the contract that is named, and never another client\'s', async () => {
    const named = await behalf({ account: 'anna', contract: 'romashka-net-30', lines });
    assert.equal(named.order?.contract, 'romashka-net-30', JSON.stringify(named));
    assert.ok(Number(named.order.lines[0].net) > 265.05);
    const foreign = await behalf({ account: 'anna', contract: 'lotos-prepaid', lines });
    const unknown = await behalf({ account: 'anna', contract: 'no-such', lines });
    assert.equal(foreign.__typename, 'B2bNotEntered');
    assert.match(foreign.text, /lotos-prepaid.* → .*\(contract\.unknown\)/);
    assert.deepEqual(JSON.parse(JSON.stringify(foreign).replaceAll('lotos-prepaid', 'no-such')), unknown);
  });
  const orders = async () => (await clients('romashka')).liveOrders;
  const live = await orders();
  await t.test('entered too late it is held for somebody', async () => {
    const late = await behalf({ account: 'anna', employee: ANNA, lines, collected: '2026-10-01' });
    assert.ok(late.findings.some(({ code }) => code === 'entry.late'), JSON.stringify(late));
    for (const collected of ['yesterday', '2026-99-99', '2026-02-30']) {
      await assert.rejects(behalf({ account: 'anna', lines, collected }), ({ response }) => {
        const [{ message, extensions }] = response.errors;
        return extensions.code === 'USER_INPUT_ERROR' && message.includes(`\`collected\` is \`${collected}\``);
      });
    }
    const ahead = await behalf({ account: 'anna', lines, collected: '2026-11-21' });
    assert.match(ahead.text, /\(entry\.future\)/);
  });
  await t.test('nobody pays with the client\'s card', async () => {
    const card = await behalf({ account: 'anna', lines, payment: 'card' });
    assert.equal(card.__typename, 'B2bNotEntered');
    assert.match(card.text, /\(payment\.on-behalf\)/);
    await shop.as(ANNA);
    await on.add('1204', 20);
    await on.address();
    await on.to('ArrangingPayment');
    assert.equal((await on.pay('card')).state, 'PaymentAuthorized', 'she herself may');
  });
  await t.test('what can\'t be ordered as asked is refused as a whole', async () => {
    const refused = async (asked) => {
      const answer = await behalf({ account: 'anna', lines: asked });
      assert.equal(answer.__typename, 'B2bNotEntered', JSON.stringify(answer));
      return answer.text;
    };
    assert.match(await refused([...lines, { sku: '0983', quantity: 15 }]), /\(quantity\.multiple\)/);
    assert.match(await refused([...lines, { sku: 'no-such-article', quantity: 1 }]), /no-such-article.*\(/);
    assert.match(await refused([...lines, { sku: '7001', quantity: 500 }]), /\(stock\./);
    assert.match(await refused([{ sku: '3001', quantity: 1 }]), /\(order\.minimum\)/);
    assert.match(await refused([...lines, { sku: '3001', quantity: 0 }]), /3001: 0 .* → .*\(comptoir\.quantity\)/);
    assert.match(await refused([...lines, { sku: '3001', quantity: -5 }]), /3001: -5 .*\(comptoir\.quantity\)/);
    assert.match(await refused([]), /empty.*\(order\.empty\)/i);
    const { orders: drafts } = await asSuper(() => shop.admin('{ orders(options: { filter: { state: { eq: "Draft" } } }) { totalItems } }'));
    assert.equal(drafts.totalItems, 0, 'no draft is left behind');
  });
  assert.equal(await orders(), live + 2, 'the late one and Anna\'s own: nothing that was refused');
});

async function asSuper(ask) {
  await shop.asAdmin();
  const answer = await ask();
  await shop.asAdmin(OLGA);
  return answer;
}

test('no way round', async (t) => {
  await shop.as(ANNA);
  await on.add('1204', 20);
  const placed = await place();
  assert.equal(placed.state, 'PaymentAuthorized', JSON.stringify(placed));

  await t.test('an administrator\'s session makes no buyer, even under a buyer\'s e-mail', async () => {
    await shop.asAdmin();
    await administrator('ghost@lotos.example', await role('nothing', ['ReadCatalog']));
    for (const who of [OLGA, 'ghost@lotos.example']) {
      await shop.asAdmin(who);
      await shop.shopClient.asAnonymousUser();
      shop.shopClient.setAuthToken(shop.adminClient.getAuthToken());
      await assert.rejects(on.offers(['3001']), /not currently authorized/i, who);
      assert.match((await on.add('1204', 20)).interceptorError, /\(comptoir\.client\)/, who);
      assert.equal((await on.order())?.lines.length ?? 0, 0);
    }
  });

  await t.test('a visitor is nobody\'s employee, whatever e-mail he leaves', async () => {
    await shop.shopClient.asAnonymousUser();
    assert.match((await on.add('1204', 20)).interceptorError, /\(comptoir\.client\)/);
    const { setCustomerForOrder } = await shop.shop(
      `mutation($input: CreateCustomerInput!) { setCustomerForOrder(input: $input) { __typename ... on ErrorResult { errorCode } } }`,
      { input: { firstName: 'G', lastName: 'G', emailAddress: 'ghost@lotos.example' } },
    );
    assert.equal(setCustomerForOrder.__typename, 'Order', 'Vendure takes it');
    assert.match((await on.add('1204', 20)).interceptorError, /\(comptoir\.client\)/);
    const to = await on.to('ArrangingPayment');
    assert.equal(to.__typename, 'OrderStateTransitionError', JSON.stringify(to));
  });

  await t.test('a visitor\'s cart brings nothing into a client\'s at sign-in', async () => {
    await shop.as(ANNA);
    await on.add('3001', 7);
    await shop.shopClient.asAnonymousUser();
    await on.add('3001', 500);
    await on.add('7001', 500);
    await shop.shop(`mutation { login(username: "${ANNA}", password: "${PASSWORD}") { __typename } }`);
    assert.deepEqual((await on.order()).lines.map(({ productVariant, quantity }) => [productVariant.sku, quantity]), [['3001', 7]]);
    await empty();
  });

  await t.test('of several strategies for active orders one finds another\'s cart: a stranger does nothing in it, a colleague works under his own level', async () => {
    const at = (code) => ({ desk: { code } });
    const RESULT = `__typename ... on Order { code lines { id quantity productVariant { sku } } }
      ... on OrderInterceptorError { interceptorError } ... on ErrorResult { errorCode message }`;
    const calls = (ask, code) => ({
      add: async (sku, quantity) => (await ask(
        `mutation($id: ID!, $quantity: Int!, $at: ActiveOrderInput) {
          addItemToOrder(productVariantId: $id, quantity: $quantity, activeOrderInput: $at) { ${RESULT} } }`,
        { id: on.id(sku), quantity, at: at(code) },
      )).addItemToOrder,
      adjust: async (line, quantity) => (await ask(
        `mutation($line: ID!, $quantity: Int!, $at: ActiveOrderInput) {
          adjustOrderLine(orderLineId: $line, quantity: $quantity, activeOrderInput: $at) { ${RESULT} } }`,
        { line, quantity, at: at(code) },
      )).adjustOrderLine,
      remove: async (line) => (await ask(
        `mutation($line: ID!, $at: ActiveOrderInput) { removeOrderLine(orderLineId: $line, activeOrderInput: $at) { ${RESULT} } }`,
        { line, at: at(code) },
      )).removeOrderLine,
      to: async (state) => (await ask(
        `mutation($state: String!, $at: ActiveOrderInput) { transitionOrderToState(state: $state, activeOrderInput: $at) {
          __typename ... on OrderStateTransitionError { transitionError } } }`, { state, at: at(code) },
      )).transitionOrderToState,
      pay: async () => (await ask(
        `mutation($at: ActiveOrderInput) { addPaymentToOrder(input: { method: "on-account", metadata: {} }, activeOrderInput: $at) {
          __typename ... on ErrorResult { errorCode message } ... on IneligiblePaymentMethodError { eligibilityCheckerMessage } } }`, { at: at(code) },
      )).addPaymentToOrder,
    });
    await shop.as(ANNA);
    const cart = await on.add('1204', 20);
    await on.address();
    const [line] = cart.lines;
    const stranger = calls(await shop.shopper(BORIS), cart.code);
    for (const answer of [
      await stranger.add('1204', 5), await stranger.adjust(line.id, 25), await stranger.adjust(line.id, 5), await stranger.remove(line.id),
    ]) assert.match(answer.interceptorError ?? JSON.stringify(answer), /\(comptoir\.client\)/);
    assert.match((await stranger.to('ArrangingPayment')).transitionError, /\(comptoir\.client\)/);
    assert.equal((await on.to('ArrangingPayment')).__typename, 'Order');
    const paid = await stranger.pay();
    assert.match(paid.eligibilityCheckerMessage ?? JSON.stringify(paid), /\(comptoir\.client\)/);
    assert.equal((await on.to('AddingItems')).__typename, 'Order');
    const still = await on.order();
    assert.deepEqual(still.lines, cart.lines);

    // His own next item lands in his own cart.
    await shop.as(BORIS);
    const own = await on.add('1204', 5);
    assert.equal(own.__typename, 'Order', JSON.stringify(own));
    assert.notEqual(own.code, cart.code);
    await empty();

    // Egor of the same company may order for 9,000.00, whoever's cart it is in; Nina looks.
    const egor = calls(await shop.shopper(EGOR), cart.code);
    assert.equal((await egor.add('1204', 10)).lines[0].quantity, 30);
    assert.match((await egor.to('ArrangingPayment')).transitionError, /\(access\.limit\)/);
    const nina = calls(await shop.shopper(NINA), cart.code);
    assert.match((await nina.add('1204', 5)).interceptorError, /\(access\.[a-z]+\)/);
    await shop.as(ANNA);
    await empty();
  });

  await t.test('a rep\'s own cart is his own: what he does for a client stays out of it', async () => {
    // She buys for herself too, as an employee of a client, under the same e-mail.
    await shop.asAdmin();
    await load('employees', `email,outlet,level\n${OLGA},boris,chief\n`);
    await customer(OLGA);
    await shop.as(OLGA);
    const own = await on.add('1204', 5);
    assert.equal(own.__typename, 'Order', JSON.stringify(own));
    await shop.asAdmin(OLGA);
    const entered = await behalf({ account: 'anna', lines: [{ sku: '1204', quantity: 20 }] });
    assert.equal(entered.__typename, 'B2bEntered', JSON.stringify(entered));
    assert.deepEqual([entered.order.account, entered.order.entity], ['anna', 'romashka']);
    const { code, lines } = await on.order();
    assert.equal(code, own.code);
    assert.deepEqual(lines.map(({ quantity }) => quantity), [5]);
    const next = await on.add('1204', 5);
    assert.deepEqual([next.code, next.lines[0].quantity], [own.code, 10]);
    await empty();
    await shop.asAdmin();
    await load('employees', `email,outlet,level,suspended\n${OLGA},boris,chief,true\n`);
  });

  await t.test('another company\'s order and contract look like none', async () => {
    await shop.as(VIKTOR);
    const strange = (text) => text.replaceAll('NO-SUCH', placed.code).replaceAll('no-such', 'romashka-net-30');
    const copy = (code) => message(on.reorder(code));
    assert.equal(await copy(placed.code), strange(await copy('NO-SUCH')));
    const choose = (code) => message(on.choose(code));
    assert.equal(await choose('romashka-net-30'), strange(await choose('no-such')));
    const read = (code) => message(on.placed(code));
    assert.equal(await read(placed.code), strange(await read('NO-SUCH')));
    assert.equal((await shop.shop('query($id: ID!) { order(id: $id) { code } }', { id: placed.id }).catch(() => ({ order: null }))).order, null);
  });

  await t.test('an ended session is nobody', async () => {
    await shop.as(ANNA);
    const token = shop.shopClient.getAuthToken();
    await shop.shop('mutation { logout { success } }');
    for (const dead of [token, 'f'.repeat(64)]) {
      shop.shopClient.setAuthToken(dead);
      await assert.rejects(on.offers(['3001']), /not currently authorized/i);
      await assert.rejects(on.choose('romashka-net-30'), /not currently authorized/i);
    }
    // One whose time is over, too.
    await shop.as(ANNA);
    const { Session } = fromPlugin('@vendure/core');
    const live = shop.shopClient.getAuthToken();
    await shop.server.app.get(TransactionalConnection).rawConnection.getRepository(Session)
      .update({ token: live }, { expires: new Date(Date.now() - 1000) });
    await shop.server.app.get(fromPlugin('@vendure/core').ConfigService).authOptions.sessionCacheStrategy.clear();
    await assert.rejects(on.offers(['3001']), /not currently authorized/i);
    const late = await on.add('1204', 20);
    assert.match(late.interceptorError, /\(comptoir\.client\)/);
    await shop.as(ANNA);
    assert.equal((await on.order())?.lines.length ?? 0, 0, 'nothing changed');
    assert.equal((await on.contracts()).find(({ isChosen }) => isChosen).code, 'romashka-prepaid');
  });

  await t.test('a placed order is not modified, by nobody\'s hand', async () => {
    await shop.asAdmin();
    const { order } = await shop.admin('query($id: ID!) { order(id: $id) { lines { id } } }', { id: placed.id });
    for (const dryRun of [true, false]) {
      const { modifyOrder } = await shop.admin(
        `mutation($input: ModifyOrderInput!) { modifyOrder(input: $input) { __typename ... on ErrorResult { errorCode } } }`,
        { input: { dryRun, orderId: placed.id, adjustOrderLines: [{ orderLineId: order.lines[0].id, quantity: 1 }] } },
      );
      assert.equal(modifyOrder.__typename, 'OrderModificationStateError', JSON.stringify(modifyOrder));
    }
    assert.equal((await on.b2bOrder(placed.id)).lines[0].quantity, 20);
  });

  await t.test('states are not reached by hand', async () => {
    await shop.as(ANNA);
    await on.add('1204', 20);
    for (const state of ['PaymentAuthorized', 'PaymentSettled', 'Shipped', 'Delivered', 'Modifying', 'ArrangingAdditionalPayment']) {
      assert.equal((await on.to(state)).__typename, 'OrderStateTransitionError', state);
    }
    await empty();
  });

  await t.test('a draft passes the same gates, for whomever it is switched to', async () => {
    const draft = async (email) => {
      const { createDraftOrder: { id } } = await shop.admin('mutation { createDraftOrder { id } }');
      await forWhom(id, email);
      return id;
    };
    const forWhom = async (id, email) => {
      await shop.asAdmin();
      const { customers } = await shop.admin(`{ customers(options: { filter: { emailAddress: { eq: "${email}" } } }) { items { id } } }`);
      await shop.asAdmin('clerk@vega.example');
      await shop.admin('mutation($id: ID!, $customer: ID!) { setCustomerForDraftOrder(orderId: $id, customerId: $customer) { __typename } }',
        { id, customer: customers.items[0].id });
    };
    const add = async (id, sku, quantity) => (await shop.admin(
      `mutation($id: ID!, $input: AddItemToDraftOrderInput!) { addItemToDraftOrder(orderId: $id, input: $input) {
        __typename ... on Order { ${ORDER} } ... on OrderInterceptorError { interceptorError } } }`,
      { id, input: { productVariantId: on.id(sku), quantity } },
    )).addItemToDraftOrder;
    // A rep whose role has Vendure's own calls too.
    await shop.asAdmin();
    await load('bindings', 'rep,company\nclerk,romashka\n');
    await shop.asAdmin('clerk@vega.example');
    const foreign = await draft(BORIS);
    assert.match((await add(foreign, '1204', 20)).interceptorError, /\(access\.rep\)/);

    const own = await draft(ANNA);
    assert.equal((await add(own, '1204', 20)).__typename, 'Order');
    await shop.admin(
      'mutation($id: ID!, $input: CreateAddressInput!) { setDraftOrderShippingAddress(orderId: $id, input: $input) { __typename } }',
      { id: own, input: { streetLine1: 'Lenina 12', city: 'Moscow', countryCode: 'RU' } },
    );
    const { eligibleShippingMethodsForDraftOrder: [{ id: method }] } = await shop.admin(
      'query($id: ID!) { eligibleShippingMethodsForDraftOrder(orderId: $id) { id } }', { id: own },
    );
    await shop.admin('mutation($id: ID!, $method: ID!) { setDraftOrderShippingMethod(orderId: $id, shippingMethodId: $method) { __typename } }',
      { id: own, method });
    await forWhom(own, BORIS);
    assert.match((await on.adminTo(own, 'ArrangingPayment')).transitionError, /\(access\.rep\)/);
    await forWhom(own, 'vera@nowhere.example');
    assert.match((await on.adminTo(own, 'ArrangingPayment')).transitionError, /\(comptoir\.client\)/);
    await forWhom(own, ANNA);
    assert.equal((await on.adminTo(own, 'ArrangingPayment')).__typename, 'Order');

    // By hand, with the client's card: no checker stands there.
    const byHand = (how) => shop.admin(
      `mutation($input: ManualPaymentInput!) { addManualPaymentToOrder(input: $input) { __typename ... on Order { state } } }`,
      { input: { orderId: own, method: how, metadata: {} } },
    );
    await assert.rejects(byHand('card'), /\(payment\.on-behalf\)/);
    assert.equal((await on.adminOrder(own)).order.payments.length, 0);
    const cash = await byHand('cash');
    assert.equal(cash.addManualPaymentToOrder.state, 'PaymentSettled', JSON.stringify(cash));
    const kept = await on.b2bOrder(own);
    assert.deepEqual([kept.placedBy, kept.placedByKind, kept.account], ['clerk', 'rep', 'anna']);

    // Vendure's own calls about a foreign client's placed order.
    await shop.as(BORIS);
    await on.add('1204', 20);
    const his = await place();
    await shop.asAdmin('clerk@vega.example');
    await assert.rejects(on.cancel(his.id), /\(access\.rep\)/);
    await shop.asAdmin();
    const kept2 = await on.b2bOrder(his.id);
    assert.deepEqual([kept2.order, kept2.lines[0].quantity], ['awaiting-confirmation', 20]);
  });

  await t.test('an order is cancelled as a whole, as long as the rules let it', async () => {
    const lines = async () => (await on.b2bOrder(placed.id)).lines[0].quantity;
    await shop.asAdmin();
    const { order: { lines: [line] } } = await on.adminOrder(placed.id);
    await assert.rejects(on.cancel(placed.id, [{ orderLineId: line.id, quantity: 10 }]), /\(comptoir\.modify\)/);
    assert.equal(await lines(), 20);
    const fulfillment = await on.fulfill(placed.id);
    await shop.asAdmin(OLGA);
    const confirmed = await on.fire(placed.id, 'confirm');
    assert.ok(confirmed.applied, confirmed.refusal);
    await shop.asAdmin();
    assert.equal((await on.ship(fulfillment.id, 'Shipped')).state, 'Shipped');
    await assert.rejects(on.cancel(placed.id), /\(order\./);
    assert.equal(await lines(), 20);
    assert.equal((await on.adminOrder(placed.id)).order.state, 'PaymentAuthorized', 'as it was: shipped, to be paid');

    await shop.as(ANNA);
    await on.add('1204', 20);
    const other = await place();
    await shop.asAdmin();
    const cancelled = await on.cancel(other.id);
    assert.equal(cancelled.state, 'Cancelled', JSON.stringify(cancelled));
    assert.equal((await on.b2bOrder(other.id)).order, 'cancelled');
  });

  await t.test('who moved to another company leaves his orders where they were', async () => {
    await shop.as(BORIS);
    await on.add('1204', 20);
    const his = await place();
    assert.equal(his.state, 'PaymentAuthorized', JSON.stringify(his));
    await shop.asAdmin();
    await load('employees', `email,outlet,level\n${BORIS},viktor,chief\n`);
    await shop.asAdmin(IVAN);
    const kept = await on.b2bOrder(his.id);
    assert.deepEqual([kept.account, kept.entity], ['boris', 'lotos']);
    assert.ok((await on.fire(his.id, 'confirm')).applied, 'no debt of Severstroy\'s holds it');
    await shop.as(BORIS);
    await assert.rejects(on.reorder(his.code), new RegExp(his.code));
  });
});
