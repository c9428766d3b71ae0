'use strict';
// A client calls his own order off: as long as the policy lets him, and no one else's.

const assert = require('node:assert/strict');
const { NOW } = require('../server');

const ANNA = 'anna@romashka.example';
const BORIS = 'boris@lotos.example';
const OLGA = 'olga@vega.example';

function cancelling(test, world) {
  test('a client cancels what nobody has confirmed: once, with his reason, and the shop\'s own order may follow', async () => {
    const { shop, on, fix, place } = world;
    const placed = await place(ANNA, { 1204: 30 });
    await shop.as(BORIS);
    await assert.rejects(fix.cancel(placed.code, 'not his'), /No Order/);
    await shop.as(ANNA);
    const done = await fix.cancel(placed.code, 'ordered twice', 'cancel-1');
    assert.ok(done.applied, done.refusal);
    assert.deepEqual([done.refusal, done.order.b2bLabel], ['', 'closed']);
    assert.ok((await fix.cancel(placed.code, 'ordered twice', 'cancel-1')).applied);
    assert.match((await fix.cancel(placed.code, 'another reason', 'cancel-1')).refusal, /→ .*\(order\.conflict\)/);
    assert.match((await fix.cancel(placed.code, 'once more')).refusal, /→ .*\(order\.event\)/);

    await shop.asAdmin();
    const { b2bOrder } = await on.adminOrder(placed.id);
    assert.equal(b2bOrder.order, 'cancelled');
    assert.deepEqual(b2bOrder.history.map(({ event, by, kind, reason }) => [event, by, kind, reason]), [['cancel', ANNA, 'buyer', 'ordered twice']]);
    assert.equal((await on.cancel(placed.id)).state, 'Cancelled');
    assert.equal((await on.adminOrder(placed.id)).b2bOrder.history.length, 1);
  });

  test('once it is confirmed he cancels it where the policy says so, and is told where it does not', async () => {
    const { shop, on, fix, place, stock, under } = world;
    await shop.asAdmin();
    const free = await stock('9001');
    const placed = await place(BORIS, { 9001: 5 });
    await shop.asAdmin(OLGA);
    const confirmed = await on.fire(placed.id, 'confirm', 'his debts are small');
    assert.ok(confirmed.applied, confirmed.refusal);
    await shop.as(BORIS);
    const refused = await fix.cancel(placed.code, 'too late');
    assert.equal(refused.applied, false);
    assert.match(refused.refusal, /→ .*\(order\.actor\)/);
    assert.equal(refused.order.b2bLabel, 'reserved');
    assert.match((await fix.cancel(placed.code, 'поздно', undefined, 'ru')).refusal, /[а-я]{4}.*\(order\.actor\)/);
    assert.match((await fix.cancel(placed.code, 'tardi', undefined, 'it')).refusal, /spetta ad altri.*\(order\.actor\)/);

    await under(['[waybill]', '[orders]\nbuyer_cancels = "until-shipped"\n\n[waybill]']);
    await shop.as(BORIS);
    const done = await fix.cancel(placed.code, 'not needed');
    assert.ok(done.applied, done.refusal);
    // What became of it, as he may see it: who of the shop confirmed it, and what he thought of it, stays in the house.
    const seen = (await fix.history(placed.code)).history;
    assert.deepEqual(seen.map(({ event, side, by, reason, label }) => [event, side, by, reason, label]), [
      ['confirm', 'shop', null, null, 'reserved'], ['cancel', 'client', BORIS, 'not needed', 'closed'],
    ]);
    assert.ok(seen.every(({ at }) => at >= NOW));
    assert.match((await fix.history(placed.code, 'ru')).history[1].labelText, /[а-я]{4}/);
    await shop.asAdmin();
    assert.deepEqual(await stock('9001'), free);
    assert.equal((await on.cancel(placed.id)).state, 'Cancelled');
    assert.deepEqual(await stock('9001'), free, 'nothing is given back twice');
    await under();
  });
}

module.exports = { cancelling };
