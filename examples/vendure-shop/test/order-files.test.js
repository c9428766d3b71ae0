'use strict';
// Order files as clients send them: long ones, and ones that ask for more than the shop takes.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { startShop } = require('./server');
const { callsOf, ORDER } = require('./queries');
const { workbook } = require('./workbook');

const ANNA = 'anna@romashka.example';
const FILES = fs.mkdtempSync(path.join(os.tmpdir(), 'comptoir-order-files-'));

let shop;
let on;
before(async () => {
  shop = await startShop('office-supplies', {}, {}, { seeded: true });
  on = callsOf(shop);
  await on.learn();
  await shop.as(ANNA);
}, { timeout: 600_000 });
after(async () => {
  fs.rmSync(FILES, { recursive: true });
  await shop?.stop();
  // Vendure keeps timers.
  setTimeout(() => process.exit(), 500).unref();
});

const HEAD = ['sku', 'quantity'];
const csv = (rows) => [HEAD, ...rows].map((row) => row.join(',')).join('\n');

async function upload(name, content) {
  const file = path.join(FILES, name);
  fs.writeFileSync(file, content);
  const { uploadB2bOrderFile } = await shop.shopClient.fileUploadMutation({
    mutation: shop.gql(`mutation UploadFile($file: Upload!) { uploadB2bOrderFile(file: $file) {
      rows { row article outcome sku quantity texts codes } order { ${ORDER} } } }`),
    filePaths: [file],
    mapVariables: () => ({ file: null }),
  });
  return uploadB2bOrderFile;
}

async function empty() {
  for (const { id } of (await on.order())?.lines ?? []) await on.remove(id);
}

test('5,000 rows of unknown articles: each is named, and what is known is in the cart', async () => {
  const unknown = Array.from({ length: 5000 }, (_, at) => [`NONE-${at}`, 1]);
  const { rows, order } = await upload('unknown.csv', csv([...unknown, ['1204', 20]]));
  assert.equal(rows.length, 5001);
  for (const [at, row] of rows.slice(0, 5000).entries()) {
    assert.deepEqual([row.article, row.outcome, row.codes], [`NONE-${at}`, 'block', ['product.unknown']]);
    assert.ok(row.texts[0].includes(`NONE-${at}`), row.texts[0]);
  }
  assert.deepEqual([rows[5000].outcome, rows[5000].sku, rows[5000].quantity], ['allow', '1204', '20']);
  assert.deepEqual(order.lines.map(({ productVariant, quantity }) => [productVariant.sku, quantity]), [['1204', 20]]);
  await empty();
});

test('as many rows as a file may have: no more is bound to one statement than a database takes', async () => {
  // Numbers, as a spreadsheet keeps them: each may have lost up to four zeros.
  const { rows } = await upload('numbers.xlsx', workbook([
    HEAD, ...Array.from({ length: 8000 }, (_, at) => [900000 + at, 1]), [983, 10],
  ]));
  assert.equal(rows.length, 8001);
  assert.deepEqual([rows[0].outcome, rows[0].codes], ['block', ['product.unknown']]);
  assert.deepEqual([rows[8000].outcome, rows[8000].sku, rows[8000].codes], ['hold', '0983', ['import.repair']]);

  const long = await upload('long.csv', csv(Array.from({ length: 19_999 }, (_, at) => [`NONE-${at}`, 1])));
  assert.equal(long.rows.length, 19_999);
  assert.ok(long.rows.every(({ codes }) => codes.join() === 'product.unknown'));
});
