'use strict';
// A gate that is let pass up to a sum: the sum included, and of more what is over it is to be paid.

const assert = require('node:assert/strict');
const { returnCallsOf } = require('./return-calls');

const VIKTOR = 'viktor@severstroy.example';
const OLGA = 'olga@vega.example';
const PAVEL = 'pavel@vega.example';
const wish = { company: 'severstroy', gate: 'overdue', role: 'head-of-sales', reason: 'pays tomorrow' };

function letPass(test, world) {
  /** 1,200.00 of S-1041 are paid and 800.00 late, with what S-1077 comes to. */
  async function late(amount) {
    await world.shop.asAdmin();
    const rows = `id,company,currency,amount,paid,shipped,due\nS-1077,severstroy,RUB,${amount},0.00,2026-10-05,2026-11-04\n`;
    assert.deepEqual((await world.on.load('receivables', rows)).problems, []);
  }
  const sum = (amount, currency = 'RUB') => ({ amount, currency });

  test('a grant up to a sum: at the sum it passes, one unit more is held for that unit, and the text says so', async () => {
    const { shop, on, place } = world;
    const back = returnCallsOf(shop);
    const placed = await place(VIKTOR, { 9001: 5 });
    const confirm = async () => {
      await shop.asAdmin(OLGA);
      return on.fire(placed.id, 'confirm');
    };
    const bare = await confirm();
    assert.match(bare.refusal, /1,250\.00 RUB is overdue; pay 1,250\.00 RUB/);
    assert.doesNotMatch(bare.refusal, /Let pass/);

    await shop.asAdmin(OLGA);
    await assert.rejects(back.letPass({ ...wish, upTo: sum('1250.00') }), /not currently authorized/i, 'a rep has no such role');
    await shop.asAdmin(PAVEL);
    for (const [wrong, says] of [
      [sum('-1'), /upTo\.amount/], [sum('much'), /upTo\.amount/], [sum('1e9'), /upTo\.amount/], [sum('5', 'roubles'), /upTo\.currency/],
    ]) {
      await assert.rejects(back.letPass({ ...wish, upTo: wrong }), says);
    }
    assert.match((await confirm()).refusal, /\(credit\.overdue\)/, 'none of these was kept');
    await shop.asAdmin(PAVEL);
    await back.letPass({ ...wish, upTo: sum('1250.00'), key: 'wish-1' });
    // The same wish again is the same; another sum under its key is another wish.
    await back.letPass({ ...wish, upTo: sum('1250.00'), key: 'wish-1' });
    await assert.rejects(back.letPass({ ...wish, upTo: sum('9999.00'), key: 'wish-1' }), /\(comptoir\.key\)/);

    await late('450.01');
    const over = await confirm();
    assert.deepEqual([over.applied, over.release], [false, '0.01']);
    assert.match(over.refusal,
      /^1,250\.01 RUB is overdue; pay 0\.01 RUB to release the order\..* Let pass up to 1,250\.00 RUB\. → pay 0\.01 RUB.*\(credit\.overdue\)$/);
    await shop.as(VIKTOR);
    await on.add('9001', 5);
    const { stages, findings } = await on.cart();
    const stage = stages.find((one) => one.stage === 'confirm');
    assert.deepEqual([stage.outcome, stage.release], ['hold', '0.01']);
    const [said] = findings.filter(({ code }) => code === 'credit.overdue');
    assert.match(said.text, /pay 0\.01 RUB/);
    assert.doesNotMatch(said.text, /Let pass/, 'how far he is trusted is the staff\'s to know');

    await late('450.00');
    const passed = await confirm();
    assert.ok(passed.applied, passed.refusal);
  });

  test('of another currency than the debt\'s, without a rate, a grant lets nothing pass unsaid', async () => {
    const { shop, on, place } = world;
    const back = returnCallsOf(shop);
    const placed = await place(VIKTOR, { 1204: 20 });
    await late('450.01');
    await shop.asAdmin(PAVEL);
    await back.letPass({ ...wish, upTo: sum('5000.00', 'EUR') });
    await shop.asAdmin(OLGA);
    const held = await on.fire(placed.id, 'confirm');
    assert.equal(held.applied, false);
    assert.match(held.refusal, /\(credit\.(overdue|unknown)\)/);
    await late('450.00');
  });
}

module.exports = { letPass };
