'use strict';
// What a host developer relies on beside the answers: types of arguments, errors, views, threads.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { before, test } = require('node:test');
const zlib = require('node:zlib');
const { Worker } = require('node:worker_threads');
const { Comptoir, ComptoirError, Texts } = require('..');

const FIXTURES = path.resolve(__dirname, '../../../fixtures');
const POLICY = path.join(FIXTURES, 'policies/office-supplies.toml');

const INSTANT = Date.parse('2026-11-20T12:00:00+03:00');

let comptoir;
before(async () => {
  comptoir = await Comptoir.activate({ policy: POLICY });
});

function context() {
  return comptoir.context({
    acting: { id: 'viktor', kind: 'buyer' }, principal: 'viktor', instant: INSTANT, requestId: 'r1',
  });
}

/** One article, one contract, 1250.00 overdue. */
function facts() {
  return {
    buyer: { id: 'viktor', version: '1', entity: 'severstroy', signedIn: true, profiles: [], turnover: [], details: [] },
    contracts: [{
      id: 'net-30', version: '1', entity: 'severstroy', terms: 'net-30', currency: 'RUB', isDefault: true,
    }],
    products: {
      priceLists: [{ id: 'wholesale', version: '1', currency: 'RUB' }],
      taxClasses: ['standard'],
      categories: [],
      items: [{
        sku: '3001', version: '1', taxClass: 0, categories: [], unitScale: 0,
        prices: [{ priceList: 0, fromQuantity: '1', amount: '200.00' }],
      }],
    },
    stock: {
      warehouses: ['moscow'],
      items: [{
        product: 0, version: '1', levels: [{ warehouse: 0, onHand: '100', reserved: '0' }],
        bought: ['0', '0'], ownReserved: '0',
      }],
    },
    receivables: {
      version: '7',
      items: [{
        id: 'S-1', entity: 'severstroy', currency: 'RUB', amount: '1250.00', paid: '0',
        shipped: '2026-09-18', due: '2026-10-18',
      }],
      grants: [],
      limits: [],
    },
    rates: [],
  };
}

function cart(quantity) {
  return {
    warehouses: [], lines: [{ sku: '3001', quantity, extra: [] }], rows: [], acceptedRepairs: [],
    detail: 'waterfall', extra: [],
  };
}

function thrown(code, details, work) {
  assert.throws(work, (error) => {
    assert.ok(error instanceof ComptoirError, String(error));
    assert.equal(error.code, code, error.message);
    assert.deepEqual({ ...error.details, ...details }, error.details);
    return true;
  });
}

test('a cart is priced, clamped and previewed; decimals are texts', () => {
  const { answer, generation, stats } = comptoir.cart.evaluate(context(), facts(), cart('30'));
  assert.equal(answer.lines[0].accepted, '5', 'the policy shows five to whom has no history');
  assert.equal(answer.lines[0].price.net, '208.00', 'net-30 costs 4 % more');
  assert.equal(answer.totals.gross, '1268.80');
  const confirm = answer.stages.find(({ stage }) => stage === 'confirm');
  assert.deepEqual(confirm, { stage: 'confirm', outcome: 'hold', release: '1250.00' });
  assert.equal(generation, 1);
  assert.ok(stats.fuel > 0 && stats.memory > 0);
});

test('a fact that is missing is said, never favourable', () => {
  const { receivables, ...without } = facts();
  for (const unknown of [without, { ...without, receivables: null }, { ...without, receivables: undefined }]) {
    const { answer } = comptoir.cart.evaluate(context(), unknown, cart('5'));
    assert.equal(answer.stages.find(({ stage }) => stage === 'confirm').outcome, 'indeterminate');
  }
});

test('a buyer sees no setting, no effect and no staff value', () => {
  const decision = comptoir.cart.evaluate(context(), facts(), cart('30'));
  assert.ok(decision.answer.verdict.findings.some(({ setting }) => setting !== ''));
  const seen = decision.view('buyer');
  assert.ok(seen.verdict.findings.every(({ setting, params }) =>
    setting === '' && params.every(({ audience }) => audience === 'buyer')));
  assert.deepEqual(seen.verdict.factsUsed, []);
  assert.deepEqual(decision.view('staff'), decision.answer);
  thrown('malformed', { at: 'audience' }, () => decision.view('everybody'));
});

test('a malformed call names the place', () => {
  const wrong = (change) => {
    const all = facts();
    change(all);
    return () => comptoir.cart.evaluate(context(), all, cart('5'));
  };
  thrown('malformed', { at: 'facts.products.items[0].prices[0].amount' },
    wrong((all) => { all.products.items[0].prices[0].amount = 200; }));
  thrown('malformed', { at: 'facts.buyer' }, wrong((all) => { delete all.buyer.entity; }));
  thrown('malformed', { at: 'facts.buyer' }, wrong((all) => { all.buyer.signed_in = true; }));
  thrown('malformed', { at: 'facts.contracts' }, wrong((all) => { all.contracts = {}; }));
  thrown('malformed', { code: 'bad-index' }, wrong((all) => { all.products.items[0].taxClass = 9; }));
  thrown('malformed', { at: 'request.detail' },
    () => comptoir.cart.evaluate(context(), facts(), { ...cart('5'), detail: 'everything' }));
  thrown('malformed', { at: 'context' }, () => comptoir.cart.evaluate({}, facts(), cart('5')));
  thrown('malformed', { at: 'request' }, () => comptoir.cart.evaluate(context(), facts()));
  thrown('malformed', { code: 'bad-argument' }, () => comptoir.cart.evaluate(context(), facts(), cart('5'), 1));
  thrown('malformed', { code: 'bad-json' }, () => comptoir.cart.evaluate(context(), { n: 1n }));
});

test('what is no moment, no text and no file is refused', async () => {
  const of = (change) => ({ acting: { id: 'anna', kind: 'buyer' }, principal: 'anna', instant: 0, requestId: 'r', ...change });
  for (const instant of [new Date('x'), NaN, Infinity, 1e30, 1.5, '0', undefined]) {
    thrown('malformed', { code: 'bad-argument', at: 'instant' }, () => comptoir.context(of({ instant })));
  }
  thrown('malformed', { at: 'instant' }, () => comptoir.context());
  thrown('malformed', { at: 'acting.id' }, () => comptoir.context(of({ acting: undefined })));
  thrown('malformed', { at: 'principal' }, () => comptoir.context(of({ principal: 7 })));
  assert.equal(comptoir.context(of({ instant: new Date(-1) })).instant, -1);
  for (const bytes of [null, undefined, 'abc', [1]]) {
    await assert.rejects(comptoir.orderFile.read('x.csv', bytes), { code: 'malformed', details: { code: 'bad-argument', at: 'bytes' } });
  }
  await assert.rejects(comptoir.orderFile.read(undefined, Buffer.from('a;1')), { code: 'malformed' });
});

test('order of fields, nothing and escapes make no difference; a slip is named', () => {
  const turned = (value) => {
    if (Array.isArray(value)) return value.map(turned);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).reverse().map(([key, inner]) => [key, turned(inner)]));
  };
  const asked = cart('30');
  const expected = comptoir.cart.evaluate(context(), facts(), asked).canonical();
  assert.equal(comptoir.cart.evaluate(turned(context()), turned(facts()), turned(asked)).canonical(), expected);
  const nothing = facts();
  Object.assign(nothing.products.items[0], { moq: null, weight: undefined, replacedBy: null });
  Object.assign(nothing, { loyalty: null, rates: null });
  assert.equal(comptoir.cart.evaluate(context(), nothing, asked).canonical(), expected);

  const article = 'a"\\\n\t\u0001é–𝄞 ][}{,:';
  const named = facts();
  named.products.items[0].sku = article;
  const of = { ...asked, lines: [{ sku: article, quantity: '5', extra: [] }] };
  assert.equal(comptoir.cart.evaluate(context(), named, of).answer.lines[0].product, 0);
  const said = { ...asked, extra: [{ name: 'note', value: article }] };
  assert.deepEqual(comptoir.cart.evaluate(context(), facts(), said).answer.extra, said.extra);

  const refused = (message, at, change) => {
    const all = { facts: facts(), request: cart('5') };
    change(all);
    assert.throws(() => comptoir.cart.evaluate(context(), all.facts, all.request), (error) => {
      assert.equal(error.code, 'malformed');
      assert.equal(error.details.at, at);
      assert.match(error.message, message);
      return true;
    });
  };
  refused(/expected a list, found an object/, 'facts.contracts', ({ facts }) => { facts.contracts = {}; });
  refused(/expected an object, found a list/, 'facts.stock', ({ facts }) => { facts.stock = []; });
  refused(/`1,5` is not a decimal/, 'request.lines[0].quantity', ({ request }) => { request.lines[0].quantity = '1,5'; });
  refused(/found the number `5`/, 'request.lines[0].quantity', ({ request }) => { request.lines[0].quantity = 5; });
  refused(/floating point `0.5`/, 'facts.products.items[0].taxClass', ({ facts }) => { facts.products.items[0].taxClass = 0.5; });
  refused(/`-1`/, 'facts.products.items[0].unitScale', ({ facts }) => { facts.products.items[0].unitScale = -1; });
  refused(/no field `qty`; known are .*`quantity`/, 'request.lines[0]', ({ request }) => { request.lines[0].qty = '1'; });
  refused(/field `quantity` is missing/, 'request.lines[0]', ({ request }) => { request.lines[0].quantity = null; });
  refused(/expected one of `price`, `waterfall`, found the text `all`/, 'request.detail', ({ request }) => { request.detail = 'all'; });
  refused(/surrogate/, 'request.lines[0].sku', ({ request }) => { request.lines[0].sku = '\ud800'; });
});

test('an order is fired, its label told, the machine described', () => {
  const states = { order: 'new', reservation: 'none', payment: 'unpaid', shipment: 'none', returns: 'none' };
  assert.equal(comptoir.orders.label(states).label, 'new');
  assert.ok(comptoir.orders.describe().transitions.length > 10);
  assert.deepEqual(comptoir.delivery.listMethods().methods, []);
  const order = {
    id: 'o1', version: '1', buyer: 'viktor', entity: 'severstroy', currency: 'RUB', warehouses: [], states,
    lines: [{ sku: '3001', quantity: '5', net: '208.00', discount: '0' }], delivery: '0', redeemed: '0', accrues: '0', payable: '1268.80', credited: '0',
    paid: '0', shipped: [], returning: [], returned: [],
    timers: [], applied: [],
  };
  const fire = (event) => comptoir.orders.fire(context(), facts(), { order, working: [], history: null },
    { event, key: 'k', digest: '', roles: [] }).answer;
  assert.equal(fire({ tag: 'see-payment', val: '0' }).status, 'refused');
  thrown('malformed', { at: 'request.event' }, () => fire('vanish'));
  assert.deepEqual(fire({ val: '0', tag: 'see-payment' }), fire({ tag: 'see-payment', val: '0' }));
  thrown('malformed', { at: 'request.event.<see-payment>' }, () => fire({ tag: 'see-payment', val: 5 }));
  thrown('malformed', { at: 'request.event.<see-payment>' }, () => fire('see-payment'));
  thrown('malformed', { at: 'request.event' }, () => fire({ tag: 'see-payment', val: '0', more: 1 }));
});

test('files are read off the event loop; what is no file is a typed error', async () => {
  const bytes = fs.readFileSync(path.join(FIXTURES, 'files/demo-order.xlsx'));
  let ticks = 0;
  const timer = setInterval(() => { ticks += 1; }, 0);
  const sheet = await comptoir.orderFile.read('demo-order.xlsx', bytes);
  clearInterval(timer);
  assert.ok(ticks > 0, 'the event loop went on');
  assert.equal(sheet.format, 'xlsx');
  const rows = sheet.rows.map(comptoir.orderFile.row);
  const { answer } = comptoir.cart.evaluate(context(), facts(), { ...cart('5'), rows });
  assert.equal(answer.rows.length, sheet.rows.length);
  await assert.rejects(comptoir.orderFile.read('a.xlsx', Buffer.from('PK\x03\x04 and nothing of a workbook')), { code: 'file' });
  const header = Buffer.from('Article;SKU;Quantity\n3001;3001;1\n');
  const twice = await comptoir.orderFile.read('a.csv', header).catch((error) => error);
  assert.deepEqual({ ...twice.details }, { code: 'order-file.ambiguous-header', row: '1', first: 'A1', second: 'B1' });
  assert.match(new Texts('ru').file(twice), /A1 и B1/);
  const large = Buffer.alloc(50 * 1024 * 1024);
  await assert.rejects(comptoir.orderFile.read('a.xlsx', large), (error) =>
    error.code === 'limit' && error.details.limit === 'input');
});

/** The texts of a workbook's cells: its part `xl/sharedStrings.xml`, found through the archive's directory. */
function texts(workbook) {
  const end = workbook.lastIndexOf(Buffer.from('PK\x05\x06'));
  let entry = workbook.readUInt32LE(end + 16);
  for (let left = workbook.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [packed, , name, extra, comment] = [20, 24, 28, 30, 32].map((at) =>
      at < 28 ? workbook.readUInt32LE(entry + at) : workbook.readUInt16LE(entry + at));
    if (workbook.toString('utf8', entry + 46, entry + 46 + name) === 'xl/sharedStrings.xml') {
      const local = workbook.readUInt32LE(entry + 42);
      const start = local + 30 + workbook.readUInt16LE(local + 26) + workbook.readUInt16LE(local + 28);
      return zlib.inflateRawSync(workbook.subarray(start, start + packed)).toString('utf8');
    }
    entry += 46 + name + extra + comment;
  }
  throw new Error('no shared strings');
}

test('an order file comes back as a workbook with verdicts, and may be read again', async () => {
  const file = Buffer.from('Article;Quantity\n3001;30\n=1+2;1\n');
  const sheet = await comptoir.orderFile.read('order.csv', file);
  const rows = sheet.rows.map(comptoir.orderFile.row);
  const { answer } = comptoir.cart.evaluate(context(), facts(), { ...cart('1'), lines: [], rows });
  let ticks = 0;
  const timer = setInterval(() => { ticks += 1; }, 0);
  const workbook = await comptoir.orderFile.corrected(sheet, answer, facts(), 'ru');
  clearInterval(timer);
  assert.ok(ticks > 0, 'the event loop went on');
  assert.ok(Buffer.isBuffer(workbook));
  const again = await comptoir.orderFile.read('corrected.xlsx', workbook);
  const read = ({ rows }) => rows.map(({ number, article, value }) => [number, article.text, value]);
  assert.deepEqual(read(again), [[2, '3001', '30'], [3, '=1+2', '1']]);
  assert.deepEqual(read(again), read(sheet));
  const clamped = new Texts('ru').finding(answer.verdict.findings.find(({ subject }) => subject.tag === 'line'), 'RUB');
  assert.ok(texts(workbook).includes(clamped), clamped);
  assert.ok(texts(await comptoir.orderFile.corrected(sheet, answer, facts(), 'en')).includes('verdict'));
  const refused = (details, ...args) => assert.rejects(comptoir.orderFile.corrected(...args), (error) => {
    assert.ok(error instanceof ComptoirError);
    assert.deepEqual({ ...error.details, ...details }, error.details);
    return true;
  });
  await refused({ code: 'bad-language' }, sheet, answer, facts(), 'tlh');
  await refused({ at: 'sheet' }, {}, answer, facts(), 'en');
  await refused({ at: 'answer' }, sheet, undefined, facts(), 'en');
  const endless = { ...sheet.rows[0], article: { ...sheet.rows[0].article, text: 'x'.repeat(40_000) } };
  await assert.rejects(comptoir.orderFile.corrected({ ...sheet, rows: [endless] }, answer, facts(), 'en'), { code: 'workbook' });
});

test('activation says what is wrong, and keeps what was in force', async () => {
  await assert.rejects(Comptoir.activate({ policy: '/no/such/policy.toml' }), { code: 'read' });
  await assert.rejects(Comptoir.activate({}), { code: 'no-policy' });
  await assert.rejects(Comptoir.activate({ policy: POLICY, pluginDigest: '00' }), { code: 'digest' });
  await assert.rejects(Comptoir.activate({ policy: POLICY, polcy: 1 }), { code: 'malformed' });
  const before = comptoir.generation;
  await assert.rejects(comptoir.swap({ name: 'draft', text: '[shop]\ncurency = "RUB"\n' }), (error) => {
    assert.equal(error.code, 'policy');
    const slip = error.details.issues.find(({ code }) => code === 'unknown-key');
    assert.equal(slip.line, 2);
    assert.match(`${slip.message} ${slip.expected}`, /currency/);
    return true;
  });
  assert.deepEqual(comptoir.generation, before);
  const next = await comptoir.swap({ name: 'again', text: fs.readFileSync(POLICY, 'utf8') });
  assert.equal(next.number, before.number + 1);
  assert.equal(comptoir.cart.evaluate(context(), facts(), cart('5')).generation, next.number);
});

test('a limit ends one call; the next one is served', async () => {
  const tight = await Comptoir.activate({ policy: POLICY, limits: { cart: { fuel: 1000 } } });
  thrown('limit', { limit: 'fuel' }, () => tight.cart.evaluate(context(), facts(), cart('5')));
  assert.ok(tight.orders.describe());
});

test('worker threads share an engine, or load their own', async () => {
  const work = `
    const { workerData, parentPort } = require('node:worker_threads');
    const { Comptoir } = require(workerData.addon);
    const comptoir = Comptoir.attach(workerData.number);
    const answers = [];
    for (let i = 0; i < 50; i += 1) {
      answers.push(comptoir.cart.evaluate(...workerData.question).canonical());
    }
    parentPort.postMessage(answers);
  `;
  const question = [context(), facts(), cart('5')];
  const expected = comptoir.cart.evaluate(...question).canonical();
  const workers = Array.from({ length: 4 }, () => new Promise((resolve, reject) => {
    const worker = new Worker(work, {
      eval: true, workerData: { addon: path.resolve(__dirname, '..'), number: comptoir.number, question },
    });
    worker.on('message', resolve);
    worker.on('error', reject);
  }));
  for (const answers of await Promise.all(workers)) {
    assert.deepEqual(new Set(answers), new Set([expected]));
  }
  thrown('not-shared', {}, () => Comptoir.attach(4_000_000));
});

test('texts in three languages', () => {
  const { answer } = comptoir.cart.evaluate(context(), facts(), cart('5'));
  const overdue = answer.verdict.findings.find(({ code }) => code === 'credit.overdue');
  assert.match(new Texts('en').finding(overdue, 'RUB'), /1,250\.00 RUB is overdue/);
  assert.match(new Texts('ru').finding(overdue, 'RUB'), /1\u00a0250,00/);
  assert.match(new Texts('it').remedy(overdue.remedies[0], 'RUB'), /1\.250,00 RUB/);
  const confirm = answer.stages.find(({ stage }) => stage === 'confirm');
  assert.equal(new Texts('en').stage(confirm, 'RUB'), 'confirming: will be held; pay 1,250.00 RUB to release');
  thrown('malformed', { code: 'bad-language' }, () => new Texts('tlh'));
  assert.equal(new Texts('en', 'Europe/Moscow').instant(1795186800000), '20 Nov 2026, 18:00');
  assert.equal(new Texts('ru').instant(1795186800000), '20.11.2026 15:00 UTC');
  thrown('malformed', { code: 'bad-timezone' }, () => new Texts('en', 'Mars/Olympus'));
});
