'use strict';
// What is wanted twice at once of one order, one company or one bonus account: one comes first, the other goes by what it
// left or is told why not, and nothing is done by halves.

const assert = require('node:assert/strict');
const { callsOf } = require('../queries');
const { later, NOW } = require('../server');
const { loyaltyCallsOf } = require('./loyalty-calls');

const HOUR = 3600_000;
const FOUR = [1, 2, 3, 4];
const REASON = /→ .+\([a-z]+\.[a-z-]+\)/;
const minor = (decimal) => Math.round(Number(decimal) * 100);
const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);

/** What somebody is answered, thrown or not: `done`, and where it is not, `why`. */
async function told(call) {
  try {
    const answer = await call;
    const why = answer.refusal || answer.transitionError || answer.eligibilityCheckerMessage
      || (answer.errorCode ? `${answer.errorCode}: ${answer.message}` : '');
    return { done: !why && answer.applied !== false, why, answer };
  } catch (error) {
    return { done: false, why: error.message };
  }
}

function orderRaces(test, world) {
  const settle = (payment) => world.shop.admin(
    `mutation($id: ID!) { settlePayment(id: $id) { __typename ... on Payment { id state } ... on ErrorResult { errorCode message }
      ... on PaymentStateTransitionError { transitionError } } }`,
    { id: payment },
  ).then(({ settlePayment }) => settlePayment);

  /** Orders of four people, one after the other. */
  async function placed(of, lines, wish) {
    const orders = [];
    for (const at of FOUR) {
      const order = await (await world.ready(`${of}-${at}@race.example`, lines, wish)).pay();
      assert.equal(order.__typename, 'Order', JSON.stringify(order));
      orders.push(order);
    }
    return orders;
  }

  /** What Vendure has of it and what the rules have: they are one order. */
  async function whole(id) {
    const { order, payments, lines } = await world.fix.seen(id);
    const { b2bOrder } = await world.on.adminOrder(id);
    assert.equal(order.subTotalWithTax, sum(order.lines.map(({ proratedLinePriceWithTax }) => proratedLinePriceWithTax)));
    const paid = sum(payments.filter(([state]) => state === 'Settled').map(([, amount]) => amount));
    if (order.state !== 'Cancelled') {
      assert.equal(b2bOrder.payment, paid === 0 ? 'unpaid' : paid >= order.totalWithTax ? 'full' : 'part');
      const open = sum(payments.filter(([state]) => state === 'Authorized').map(([, amount]) => amount));
      assert.equal(open, Math.max(0, order.totalWithTax - paid), 'what is open is promised once');
    }
    return { order, payments, lines, b2b: b2bOrder };
  }

  test('a correction against a payment', async () => {
    await world.under(['confirmed_by = "auto"', 'confirmed_by = "rep"']);
    const orders = await placed('viktor', [['3002', 10]]);
    const before = new Map();
    for (const { id } of orders) before.set(id, (await world.fix.seen(id)).order);
    const answers = await Promise.all(orders.map(({ id, code }, at) => {
      const correct = () => told(world.fix.correct(code, { 3002: 8 }, 'two broke'));
      const pay = () => told(settle(before.get(id).payments[0].id));
      return Promise.all(at % 2 ? [correct(), pay()] : [pay(), correct()].reverse());
    }));
    for (const [at, [corrected, paid]] of answers.entries()) {
      const { id, totalWithTax } = orders[at];
      for (const { done, why } of [corrected, paid]) assert.ok(done || why, JSON.stringify(answers[at]));
      assert.ok(corrected.done || paid.done, JSON.stringify(answers[at]));
      const now = await whole(id);
      assert.deepEqual(now.lines, { 3002: corrected.done ? 8 : 10 });
      assert.deepEqual(now.payments.filter(([state]) => state === 'Settled'), paid.done ? [['Settled', totalWithTax]] : []);
    }
    await world.under();
  });

  test('an order is cancelled while it is paid: from the cart, and from its promise', async () => {
    const carts = [];
    for (const at of FOUR) carts.push(await world.ready(`boris-${at}@race.example`, [['3002', 2]]));
    const ids = await Promise.all(carts.map(async (his) => (await his.order()).id));
    const free = await world.stock('3002');
    const first = await Promise.all(carts.map((his, at) => Promise.all([told(his.pay()), told(world.on.cancel(ids[at]))])));
    let held = 0;
    for (const [at, [paid, cancelled]] of first.entries()) {
      for (const { done, why } of [paid, cancelled]) assert.ok(done || why, JSON.stringify(first[at]));
      const { order, b2bOrder } = await world.on.adminOrder(ids[at]);
      assert.equal(order.state, cancelled.done ? 'Cancelled' : paid.done ? 'PaymentAuthorized' : order.state, JSON.stringify(first[at]));
      if (paid.done) assert.equal(b2bOrder.order, cancelled.done ? 'cancelled' : 'confirmed');
      else assert.deepEqual(order.payments, []);
      if (paid.done && !cancelled.done) held += 2;
    }
    assert.equal((await world.stock('3002')).stockAllocated, free.stockAllocated + held);

    const orders = await placed('boris', [['3002', 2]]);
    const payments = [];
    for (const { id } of orders) payments.push((await world.fix.seen(id)).order.payments[0].id);
    const second = await Promise.all(orders.map(({ id }, at) => Promise.all([
      told(settle(payments[at])), told(world.on.cancel(id)),
    ])));
    for (const [at, [paid, cancelled]] of second.entries()) {
      for (const { done, why } of [paid, cancelled]) assert.ok(done || why, JSON.stringify(second[at]));
      const now = await whole(orders[at].id);
      assert.equal(now.b2b.order === 'cancelled', cancelled.done, JSON.stringify(second[at]));
      assert.equal(now.order.state === 'Cancelled', cancelled.done, JSON.stringify(second[at]));
      // Money that was taken is there to be refunded, and the rules know of it.
      assert.equal(now.b2b.payment, paid.done ? 'full' : 'unpaid', JSON.stringify(second[at]));
      if (!cancelled.done) held += 2;
    }
    assert.equal((await world.stock('3002')).stockAllocated, free.stockAllocated + held);
  });

  test('a partial verdict against a picker: what is picked is what the order has', async () => {
    await world.under(['manager_checks = "never"', 'manager_checks = "never"\nreserve = "external"\npartial_verdict = "trim"']);
    const orders = await placed('viktor', [['3001', 6]]);
    const free = await world.stock('3001');
    const answers = await Promise.all(orders.map(({ id, code }) => Promise.all([
      told(world.fix.grant(code, { 3001: 4 })), told(world.on.fulfill(id)),
    ])));
    let picked = 0;
    for (const [at, [granted, fulfilled]] of answers.entries()) {
      for (const { done, why } of [granted, fulfilled]) assert.ok(done || why, JSON.stringify(answers[at]));
      assert.ok(granted.done || fulfilled.done, JSON.stringify(answers[at]));
      const now = await whole(orders[at].id);
      assert.deepEqual(now.lines, { 3001: granted.done ? 4 : 6 });
      const { order } = await world.shop.admin(
        'query($id: ID!) { order(id: $id) { fulfillments { state lines { quantity } } } }', { id: orders[at].id },
      );
      const gone = sum(order.fulfillments.filter(({ state }) => state !== 'Cancelled').flatMap(({ lines }) => lines.map(({ quantity }) => quantity)));
      assert.ok(gone <= now.lines[3001], `${gone} picked of ${now.lines[3001]}: ${JSON.stringify(answers[at])}`);
      assert.equal(gone > 0, fulfilled.done, JSON.stringify(answers[at]));
      picked += gone;
    }
    // What the accounting system has set aside it keeps itself.
    assert.deepEqual(await world.stock('3001'), { ...free, stockOnHand: free.stockOnHand - picked });
    await world.under();
  });

  test('a grant against who waits for it, and against its end', async () => {
    const gate = '\n[[credit.gate]]\nid = "overdue"\nstage = ["confirm"]\nwhen = { overdue_over = "0.00" }\nthen = "hold"\n'
      + 'override = { role = "head-of-sales", valid_for = "24 hours" }\n';
    await world.under(['confirmed_by = "auto"', 'confirmed_by = "rep"'], ['[[credit.gate]]', `${gate}\n[[credit.gate]]`]);
    const olga = callsOf({ shop: world.shop.shop, admin: await world.shop.administrator('olga@vega.example') });
    const confirm = ({ id }) => told(olga.fire(id, 'confirm'));
    const orders = await placed('viktor', [['3002', 1]]);
    const pavel = await world.shop.administrator('pavel@vega.example');
    const grant = pavel('mutation { grantB2bGate(company: "severstroy", gate: "overdue", role: "head-of-sales", reason: "pays today") }');
    const [, ...answers] = await Promise.all([grant, ...orders.map(confirm)]);
    for (const { done, why } of answers) assert.ok(done || (REASON.test(why) && /\(credit\.overdue\)/.test(why)), why);
    const entries = async () => (await world.shop.admin('{ b2bAudit { records } }')).b2bAudit.records.map((line) => JSON.parse(line).entry);
    const confirmed = (all, code) => all.findIndex(({ 'request-id': id, call, outcome }) =>
      call === 'orders.fire' && outcome === 'allow' && id.startsWith(`${code}/`));
    const first = await entries();
    const granted = first.findIndex(({ call, principal }) => call === 'grant' && principal === 'severstroy');
    for (const [at, { done }] of answers.entries()) {
      const { b2bOrder } = await world.on.adminOrder(orders[at].id);
      assert.equal(b2bOrder.order, done ? 'confirmed' : 'awaiting-confirmation');
      if (done) assert.ok(confirmed(first, orders[at].code) > granted, 'nobody passes before the grant is there');
      else assert.ok((await confirm(orders[at])).done, 'and whoever was too early asks again');
    }

    // A day later it is over, while others are about to use it.
    const next = await placed('viktor', [['3002', 1]]);
    later(24 * HOUR - 1);
    const late = Promise.all(next.map(confirm));
    setImmediate(() => later(24 * HOUR));
    const ends = await late;
    const all = await entries();
    for (const [at, { done, why }] of ends.entries()) {
      assert.ok(done || /\(credit\.overdue\)/.test(why), why);
      const found = all[confirmed(all, next[at].code)];
      assert.equal(Boolean(found), done);
      if (done) assert.ok(found.instant < NOW + 24 * HOUR, 'confirmed while it held');
    }
    assert.match((await confirm((await placedLate())[0])).why, /\(credit\.overdue\)/);
    later(0);
    await world.under();
  });

  async function placedLate() {
    return [await (await world.ready('viktor-5@race.example', [['3002', 1]])).pay()];
  }

  /** Lots of an account as one of its people sees them: what moved sums to what is left. */
  async function books(email) {
    const { lots, moves } = await loyaltyCallsOf({ shop: await world.shop.shopper(email) }).bonus();
    for (const { code, remaining } of lots) {
      assert.ok(Number(remaining) >= 0, `${code}: ${remaining}`);
      assert.equal(minor(remaining), sum(moves.filter(({ lot }) => lot === code).map(({ amount }) => minor(amount))), code);
    }
    return { left: sum(lots.map(({ remaining }) => minor(remaining))), moves };
  }

  async function account(phone, outlets, lots) {
    for (const [table, csv] of [
      ['bonusAccounts', `phone\n${phone}\n`],
      ['bonusMembers', `outlet,phone\n${outlets.map((outlet) => `${outlet},${phone}\n`).join('')}`],
      ['bonusOrders', `phone,order,day,channel\n${phone},E-9,2026-11-02,site\n`],
      ['bonusLots', `phone,lot,amount,earned\n${lots.map(([lot, amount]) => `${phone},${lot},${amount},2026-11-01\n`).join('')}`],
    ]) assert.deepEqual((await world.on.load(table, csv)).problems, []);
  }

  const spend = (amount) => async (client) => {
    const used = await loyaltyCallsOf(client).use(amount);
    assert.equal(used.__typename, 'Order', used.reason);
  };

  test('two companies on one phone spend one balance', async () => {
    await account('+7 900 000-00-02', ['boris', 'viktor'], [['M-1', '200.00'], ['M-2', '150.00']]);
    const shoppers = [];
    for (const at of FOUR) {
      for (const of of ['boris', 'viktor']) shoppers.push(await world.ready(`${of}-${at}@race.example`, [['3002', 2]], spend('100')));
    }
    const { won, told: why } = await world.race(shoppers);
    assert.equal(won.length, 3, JSON.stringify(why));
    for (const text of why) assert.match(text, /\((bonus\.[a-z-]+|quote\.changed)\)/);
    const { left, moves } = await books('boris-1@race.example');
    assert.equal(left, 5000);
    assert.equal(sum(moves.filter(({ kind }) => kind === 'redeemed').map(({ amount }) => minor(amount))), -30_000);
  });

  test('bonuses are loaded while they are spent: before, or after, never in between', async () => {
    const phone = '+7 900 000-00-03';
    await account(phone, ['viktor'], [['N-1', '400.00']]);
    const shoppers = [];
    for (const at of FOUR) shoppers.push(await world.ready(`viktor-${at}@race.example`, [['3002', 2]], spend('100')));
    // Another system says what is left: whoever spent before is in it, whoever comes after finds so much.
    const load = world.on.load('bonusLots', `phone,lot,amount,earned,left\n${phone},N-1,400.00,2026-11-01,100.00\n`);
    const [{ won, told: why }, loaded] = await Promise.all([world.race(shoppers), load]);
    assert.deepEqual(loaded, { rows: 1, problems: [] });
    assert.equal(won.length + why.length, 4);
    const { left, moves } = await books('viktor-1@race.example');
    // Newest first or oldest first: the loads stand between what was spent before and after.
    const spent = moves.filter(({ kind }) => kind === 'redeemed');
    assert.equal(spent.length, won.length);
    const [change] = moves.filter(({ kind, amount }) => kind === 'loaded' && Number(amount) < 0).map(({ amount }) => minor(amount));
    // 400.00 less what was spent before, and the change, are 100.00; what is left of those was spent after.
    const before = 40_000 - 10_000 + (change ?? 0);
    assert.ok(before >= 0 && before <= 30_000 && before % 10_000 === 0, String(change));
    assert.equal(left, 10_000 - (won.length * 10_000 - before));
  });
}

module.exports = { orderRaces };
