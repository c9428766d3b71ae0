'use strict';
// From an empty cart to an order, each step answered by the order.

const assert = require('node:assert/strict');

function isOrder(answer) {
  assert.equal(answer.__typename, 'Order', JSON.stringify(answer));
  return answer;
}

/** Somebody's cart with one article in it, at an address, ready to be paid. */
async function arranged(shop, on, email, sku, quantity) {
  await shop.as(email);
  isOrder(await on.add(sku, quantity));
  isOrder(await on.address());
  return isOrder(await on.to('ArrangingPayment'));
}

/** The same, paid: placed. */
async function placed(shop, on, email, sku, quantity) {
  await arranged(shop, on, email, sku, quantity);
  return isOrder(await on.pay());
}

module.exports = { arranged, placed };
