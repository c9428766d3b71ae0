'use strict';
// The shop of the conformance kit in Vendure, tried as its users use it: over GraphQL.

const fs = require('node:fs');
const path = require('node:path');
const { Missing } = require('../../../host-adapter/conformance/run');
const { PASSWORD, seedPayment } = require('../seed');
const { fromPlugin, startShop } = require('./server');
const { callsOf } = require('./queries');

const { NoopSessionCacheStrategy, TransactionalConnection } = fromPlugin('@vendure/core');
const { parse: parseCsv } = fromPlugin('csv-parse/sync');
const { parse: parseToml } = fromPlugin('smol-toml');

const KIT = path.resolve(__dirname, '../../../host-adapter/conformance');
/** Noon in Rome, as in the kit's Rust. */
const AT = Date.parse('2026-11-20T12:00:00+01:00');

const toml = (file) => parseToml(fs.readFileSync(path.join(KIT, file), 'utf8'));
const csv = (file) => parseCsv(fs.readFileSync(path.join(KIT, 'shop', file), 'utf8'), { columns: true });

const scenarios = ['entry', 'placing', 'after'].flatMap((name) => toml(`scenarios/${name}.toml`).scenario);
const SHOP = toml('shop/shop.toml');
const PRODUCTS = csv('products.csv');
const STOCK = csv('stock.csv');
const skus = PRODUCTS.map(({ sku }) => sku);

/** Vendure's own words where it speaks before the rules are asked, or by their answer: `STOCK` is what the rules show. */
const WORDS = { INSUFFICIENT_STOCK_ERROR: 'stock.visible', ENTITY_NOT_FOUND: 'product.unknown', FORBIDDEN: 'order.actor' };

const email = (person) => `${person}@quay.example`;

/** `… (credit.overdue) … (order.minimum)` */
function codesIn(text) {
  return [...(text ?? '').matchAll(/\(([a-z]+\.[a-z-]+)\)/g)].map(([, code]) => code);
}

/** What an answer tells: an error result of Vendure's, with our codes in its text. */
function told(answer, done = answer.errorCode === undefined) {
  const text = answer.interceptorError ?? answer.transitionError ?? answer.eligibilityCheckerMessage ?? answer.refusal;
  return { done, codes: [...codesIn(text), WORDS[answer.errorCode]].filter(Boolean) };
}

const rows = (head, list) => [head, ...list.map((row) => head.split(',').map((name) => row[name] ?? '').join(','))].join('\n');

function catalogue(place) {
  const file = path.join(place, 'kit.csv');
  const head = 'name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,variantAssets,variantFacets';
  const line = ({ sku, name, tax_class: tax }) =>
    `"${name}",p-${sku.toLowerCase()},,,,,,${sku},0,${tax},${STOCK.find((one) => one.sku === sku).on_hand},true,,`;
  fs.writeFileSync(file, [head, ...PRODUCTS.map(line)].join('\n'));
  return file;
}

async function load(shop, table, text) {
  const { loadB2bData } = await shop.admin(
    'mutation($table: B2bTable!, $csv: String!) { loadB2bData(table: $table, csv: $csv) { problems { line message } } }',
    { table, csv: text },
  );
  if (loadB2bData.problems.length > 0) throw new Error(`${table}: ${JSON.stringify(loadB2bData.problems)}`);
}

async function seed(shop) {
  await seedPayment(shop.admin);
  const people = SHOP.buyer.map(({ id, company }) => ({ account: id, email: email(id), outlet: id, company, name: id }));
  await load(shop, 'companies', rows('code,name', SHOP.company.map(({ id }) => ({ code: id, name: id }))));
  await load(shop, 'outlets', rows('account,company,name', people));
  await load(shop, 'employees', rows('email,outlet', people));
  await load(shop, 'reps', rows('code,name,email', SHOP.rep.map(({ id, name }) => ({ code: id, name, email: email(id) }))));
  await load(shop, 'bindings', rows('rep,company', csv('reps.csv').map(({ rep, client }) => ({ rep, company: client }))));
  await load(shop, 'contracts', rows('code,company,terms,currency,default', SHOP.contract.map(({ id, ...rest }) => ({ code: id, ...rest }))));
  await load(shop, 'priceLists', rows('code,currency', SHOP.price_list.map(({ id, currency }) => ({ code: id, currency }))));
  await load(shop, 'prices', rows('sku,price_list,from,price', csv('prices.csv')));
  await load(shop, 'products', rows('sku,weight_kg,volume_m3,moq,multiple', PRODUCTS));
  for (const { id } of SHOP.buyer) {
    await shop.admin(
      'mutation($input: CreateCustomerInput!, $password: String) { createCustomer(input: $input, password: $password) { __typename } }',
      { input: { firstName: id, lastName: id, emailAddress: email(id) }, password: PASSWORD },
    );
  }
  const office = ['ReadOrder', 'UpdateOrder', 'ReadCustomer', 'ReadCatalog'];
  for (const [people, permissions] of [[SHOP.rep, [...office, 'ActForB2bClients']], [SHOP.staff, office]]) {
    const { createRole } = await shop.admin('mutation($input: CreateRoleInput!) { createRole(input: $input) { id } }', {
      input: { code: people[0].id, description: 'Of the kit', permissions },
    });
    for (const { id } of people) {
      await shop.admin('mutation($input: CreateAdministratorInput!) { createAdministrator(input: $input) { id } }', {
        input: { firstName: id, lastName: id, emailAddress: email(id), password: PASSWORD, roleIds: [createRole.id] },
      });
    }
  }
}

/** One trial's shop. The server is shared; its database is put back to what it was. */
class VendureEngine {
  constructor(kit) {
    Object.assign(this, kit, { receivables: new Map(), orders: new Map(), fulfillments: new Map() });
  }

  /** Further calls are this person's. The system is the superadministrator. */
  as(person) {
    const { shopClient, adminClient } = this.shop;
    (SHOP.buyer.some(({ id }) => id === person) ? shopClient : adminClient).setAuthToken(this.tokens[person]);
  }

  async set(fact, to) {
    this.as('system');
    const [group, id, ...more] = fact.split('.');
    if (group === 'receivable') {
      const row = this.receivables.get(id) ?? { id, currency: 'EUR', paid: '0' };
      if (more.length === 0) row.paid = row.amount;
      else row[more[0]] = to;
      this.receivables.set(id, row);
      if (row.company && row.amount) {
        await load(this.shop, 'receivables', rows('id,company,currency,amount,paid,shipped,due', [row]));
      }
    } else if (group === 'stock' && more[1] === 'on_hand') {
      await this.shop.admin(
        'mutation($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }',
        { input: [{ id: this.on.id(id), stockOnHand: Number(to) }] },
      );
    } else if (group === 'price') {
      await load(this.shop, 'prices', rows('sku,price_list,from,price', [{ sku: id, price_list: more[0], from: more[1], price: to }]));
    } else {
      throw new Missing(`fact such as \`${fact}\``);
    }
  }

  async bring(how, who, lines) {
    if (how === 'enter') await this.enter(who);
    else this.as(who.buyer);
    const all = { done: true, codes: [] };
    if (how === 'import') {
      const answer = await this.upload(lines);
      all.codes.push(...answer.rows.flatMap(({ codes }) => codes));
    } else {
      for (const [sku, quantity] of Object.entries(lines)) {
        const answer = await this.one(how === 'enter' ? 'add' : how, sku, Number(quantity));
        all.codes.push(...told(answer).codes);
      }
    }
    // What a checkout asks for is given beforehand: placing is one step from what was shown last.
    if ((await this.on.order())?.lines.length > 0) await this.on.address();
    return all;
  }

  /** A rep works in the client's cart, in a session of his own. */
  async enter({ acting, buyer }) {
    this.as(acting);
    const { enterB2bClient: { ticket } } = await this.shop.admin(
      'mutation($account: String!) { enterB2bClient(account: $account) { ticket } }', { account: buyer },
    );
    this.shop.shopClient.setAuthToken('');
    await this.shop.shop('mutation($ticket: String!) { enterB2bClient(ticket: $ticket) { account } }', { ticket });
  }

  async one(how, sku, quantity) {
    if (how === 'add') {
      try {
        return await this.on.add(sku, quantity);
      } catch (error) {
        // No variant has this id: that is how Vendure says so.
        const code = error.response?.errors?.[0]?.extensions?.code;
        if (!WORDS[code]) throw error;
        return { errorCode: code };
      }
    }
    const line = (await this.on.order()).lines.find(({ productVariant }) => productVariant.sku === sku);
    return how === 'adjust' ? this.on.adjust(line.id, quantity) : this.on.remove(line.id);
  }

  async upload(lines) {
    const file = path.join(this.folder, 'order.csv');
    fs.writeFileSync(file, ['Артикул;Количество', ...Object.entries(lines).map((row) => row.join(';'))].join('\n'));
    const { uploadB2bOrderFile } = await this.shop.shopClient.fileUploadMutation({
      mutation: this.shop.gql('mutation Upload($file: Upload!) { uploadB2bOrderFile(file: $file) { rows { codes } } }'),
      filePaths: [file],
      mapVariables: () => ({ file: null }),
    });
    return uploadB2bOrderFile;
  }

  async cart(buyer) {
    this.as(buyer);
    const order = await this.on.order();
    return Object.fromEntries((order?.lines ?? []).map(({ productVariant, quantity }) => [productVariant.sku, quantity]));
  }

  async place(who, key) {
    this.as(who.buyer);
    const active = await this.on.order();
    if (!active || active.lines.length === 0) {
      // A wish is an active order: the second click finds none, and the page looks up the one it had.
      const code = this.orders.get(key);
      const refused = await this.on.to('ArrangingPayment');
      if (refused.errorCode !== undefined && !code) return told(refused);
      return { done: true, codes: [], order: code && (await this.on.placed(code)).id };
    }
    const arranging = await this.on.to('ArrangingPayment');
    if (arranging.__typename !== 'Order') return told(arranging);
    const placed = await this.on.pay();
    if (placed.__typename !== 'Order') return told(placed);
    this.orders.set(key, placed.code);
    return { done: true, codes: [], order: placed.id };
  }

  async level(sku) {
    this.as('system');
    const { productVariant } = await this.shop.admin(
      'query($id: ID!) { productVariant(id: $id) { stockLevels { stockOnHand stockAllocated } } }', { id: this.on.id(sku) },
    );
    const sum = (name) => productVariant.stockLevels.reduce((all, level) => all + level[name], 0);
    return { onHand: sum('stockOnHand'), reserved: sum('stockAllocated') };
  }

  async reserved(sku) {
    return (await this.level(sku)).reserved;
  }

  async onHand(sku) {
    return (await this.level(sku)).onHand;
  }

  async order(id) {
    this.as('system');
    const { order, b2bOrder } = await this.shop.admin(
      `query($id: ID!) { order(id: $id) { lines { quantity productVariant { sku } } }
        b2bOrder(id: $id) { order reservation payment shipment } }`, { id },
    );
    const lines = order.lines.filter(({ quantity }) => quantity > 0)
      .map(({ productVariant, quantity }) => [productVariant.sku, quantity]);
    return { ...b2bOrder, lines: Object.fromEntries(lines) };
  }

  async reorder(who, id) {
    this.as('system');
    const { order } = await this.shop.admin('query($id: ID!) { order(id: $id) { code } }', { id });
    this.as(who.buyer);
    const { reorderB2b } = await this.shop.shop(
      'mutation($code: String!) { reorderB2b(code: $code) { rows { codes } } }', { code: order.code },
    );
    return { done: true, codes: reorderB2b.rows.flatMap(({ codes }) => codes) };
  }

  async edit(who, id, lines, reason) {
    this.as('system');
    const { order } = await this.shop.admin('query($id: ID!) { order(id: $id) { code } }', { id });
    this.as(who.acting);
    const { correctB2bOrder } = await this.shop.admin(
      `mutation($code: String!, $lines: [B2bLineInput!]!, $reason: String!) {
        correctB2bOrder(code: $code, lines: $lines, reason: $reason) { applied refusal findings { code } } }`,
      { code: order.code, reason, lines: Object.entries(lines).map(([sku, quantity]) => ({ sku, quantity: Number(quantity) })) },
    );
    return { done: correctB2bOrder.applied, codes: correctB2bOrder.findings.map(({ code }) => code) };
  }

  async confirm(who, id) {
    if (who.acting === who.buyer) return this.byBuyer(who, id);
    this.as(who.acting);
    const { applied, refusal } = await this.on.fire(id, 'confirm');
    return told({ refusal }, applied);
  }

  /** The one door to it is the Admin API: a buyer tries it with what he signed in with. */
  async byBuyer(who, id) {
    this.shop.adminClient.setAuthToken(this.tokens[who.buyer]);
    try {
      const { applied, refusal } = await this.on.fire(id, 'confirm');
      return told({ refusal }, applied);
    } catch (error) {
      const code = error.response?.errors?.[0]?.extensions?.code;
      if (!WORDS[code]) throw error;
      return told({ errorCode: code });
    }
  }

  async pay(_, id, sum) {
    this.as('system');
    const { order } = await this.shop.admin('query($id: ID!) { order(id: $id) { totalWithTax } }', { id });
    if (order.totalWithTax !== Math.round(Number(sum) * 100)) throw new Missing('payment in part');
    return told(await this.on.settle(id));
  }

  async ship(who, id) {
    this.as(who.acting);
    if (!this.fulfillments.has(id)) this.fulfillments.set(id, (await this.on.fulfill(id)).id);
    return told(await this.on.ship(this.fulfillments.get(id), 'Shipped'));
  }

  /** The other way out of the house: one piece in a parcel that is delivered at once, then the rest in one that is shipped. */
  async shipInParcels(who, id) {
    this.as(who.acting);
    if (!this.fulfillments.has(id)) {
      const [[sku, quantity]] = Object.entries((await this.order(id)).lines);
      this.as(who.acting);
      const parcels = [[(await this.on.fulfill(id, { [sku]: 1 })).id, 'Delivered']];
      if (quantity > 1) parcels.push([(await this.on.fulfill(id, { [sku]: quantity - 1 })).id, 'Shipped']);
      this.fulfillments.set(id, parcels);
    }
    for (const parcel of this.fulfillments.get(id)) {
      const answer = told(await this.on.ship(...parcel));
      if (!answer.done) return answer;
    }
    return { done: true, codes: [] };
  }

  async cancel(who, id, reason) {
    this.as(who.acting);
    const { cancelOrder } = await this.shop.admin(
      `mutation($input: CancelOrderInput!) { cancelOrder(input: $input) {
        __typename ... on ErrorResult { errorCode message } ... on OrderStateTransitionError { transitionError } } }`,
      { input: { orderId: id, reason } },
    );
    return told(cancelOrder);
  }
}

/** Starts the kit's shop; `open` is a fresh one each time, in the same server. */
async function startKit(folder) {
  const shop = await startShop('kit', {
    policy: path.join(KIT, 'policy.toml'), now: () => AT,
  }, { authOptions: { sessionCacheStrategy: new NoopSessionCacheStrategy() } }, {
    catalogue: catalogue(folder), currency: 'EUR', country: { name: 'Italy', code: 'IT', zone: 'Europe' },
  });
  await seed(shop);
  const on = callsOf(shop, { country: 'IT' });
  await on.learn();
  const tokens = { system: shop.adminClient.getAuthToken() };
  for (const { id } of SHOP.buyer) {
    shop.shopClient.setAuthToken('');
    await shop.as(email(id));
    tokens[id] = shop.shopClient.getAuthToken();
  }
  for (const { id } of [...SHOP.rep, ...SHOP.staff]) {
    shop.adminClient.setAuthToken('');
    await shop.asAdmin(email(id));
    tokens[id] = shop.adminClient.getAuthToken();
  }
  // Sign-ins, sessions and all: what a scenario does is undone by putting the database back.
  const { driver } = shop.server.app.get(TransactionalConnection).rawConnection;
  const fresh = driver.export();
  const open = async () => {
    await driver.load(fresh);
    return new VendureEngine({ shop, on, tokens, folder });
  };
  return { shop, open };
}

module.exports = { scenarios, skus, startKit };
