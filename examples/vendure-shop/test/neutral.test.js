'use strict';
// Under `neutral.toml` the shop answers as Vendure alone does: the same calls, the same answers.

const assert = require('node:assert/strict');
const { fork } = require('node:child_process');
const path = require('node:path');
const { test } = require('node:test');

/** What a customer is answered, from listing to order; `policy` none: by Vendure alone. */
function story(...policy) {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(__dirname, 'stories/neutral.js'), policy);
    child.on('message', ({ answers, error }) => (error ? reject(new Error(error)) : resolve(answers)));
    child.on('error', reject);
  });
}

test('neutral is Vendure alone', { timeout: 900_000 }, async () => {
  const [alone, neutral] = await Promise.all([story(), story('neutral')]);
  assert.equal(alone.length, 22);
  assert.equal(alone[21].state, 'Delivered', JSON.stringify(alone[21]));
  assert.match(alone[4].addItemToOrder.message, /due to insufficient stock/);
  assert.equal(alone[13].state, 'PaymentAuthorized', JSON.stringify(alone[13]));
  alone.forEach((answer, index) => assert.deepEqual(neutral[index], answer, `answer ${index}`));
});
