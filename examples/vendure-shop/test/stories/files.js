'use strict';
// Tables from files: a workbook reads as CSV does, and what can't be read changes nothing.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { bomb, far, workbook } = require('../workbook');

const VIKTOR = 'viktor@severstroy.example';
const HEADER = ['id', 'company', 'contract', 'currency', 'day', 'kind', 'amount', 'due'];

async function files(t, { shop, on }) {
  const place = fs.mkdtempSync(path.join(os.tmpdir(), 'comptoir-tables-'));
  t.after(() => fs.rmSync(place, { recursive: true }));
  async function load(name, bytes, table = 'ledger') {
    const file = path.join(place, name);
    fs.writeFileSync(file, bytes);
    const { loadB2bFile } = await shop.adminClient.fileUploadMutation({
      mutation: shop.gql(`mutation Load($table: B2bTable!, $file: Upload!) {
        loadB2bFile(table: $table, file: $file) { rows problems { line message } } }`),
      filePaths: [file],
      mapVariables: () => ({ table, file: null }),
    });
    return loadB2bFile;
  }
  const closing = async () => {
    await shop.as(VIKTOR);
    const { b2bStatement } = await shop.shop(
      '{ b2bStatement(start: "2026-11-01", end: "2026-11-20") { accounts { closing } } }',
    );
    return b2bStatement.accounts[0].closing;
  };
  const row = (id, amount, day = { day: 46345 }) => [id, 'severstroy', 'severstroy-net-30', 'RUB', day, 'payment', amount, ''];

  await shop.asAdmin();
  const before = await closing();
  await t.test('a workbook: numbers as they show, dates as days, empty rows left out', async () => {
    const loaded = await load('ledger.xlsx', workbook([HEADER, row('X-1', 0.1 + 0.2), [], row('X-2', '10.00', '2026-11-19')]));
    assert.deepEqual(loaded, { rows: 2, problems: [] });
    assert.equal(Math.round((Number(before) - Number(await closing())) * 100), 1030);
    const csv = `${HEADER.join()}\n${row('X-1', '0.40', '2026-11-19').join()}\n`;
    assert.deepEqual(await load('ledger.csv', csv), { rows: 1, problems: [] }, 'over the row of that id');
    assert.equal(Math.round((Number(before) - Number(await closing())) * 100), 1040);
  });
  await t.test('a row that is wrong is named by its line in the sheet, and nothing is written', async () => {
    const now = await closing();
    const { rows, problems } = await load('wrong.xlsx', workbook([HEADER, row('X-8', 5), [], row('X-9', 'ten')]));
    assert.equal(rows, 0);
    assert.deepEqual(problems.map(({ line }) => line), [4]);
    assert.match(problems[0].message, /`amount` is `ten`/);
    assert.equal(await closing(), now);
  });
  await t.test('a bomb, a far cell, 50 MB, what is no table: an error with a text, and nothing changed', async () => {
    const now = await closing();
    await assert.rejects(load('bomb.xlsx', bomb()), /larger than \d+ bytes when it is unpacked/);
    await assert.rejects(load('far.xlsx', far()), /more cells than are read at once|not read after/);
    await assert.rejects(load('large.csv', Buffer.alloc(50 * 1024 * 1024, 'x')), /larger than \d+ bytes/);
    await assert.rejects(load('broken.xlsx', Buffer.from('PK\x03\x04 and nothing of a workbook')), /no workbook/);
    await assert.rejects(load('picture.csv', Buffer.from([0x89, 0x50, 0xff, 0xfe])), /neither a workbook .* nor text in UTF-8/);
    assert.equal(await closing(), now);
    const { rows } = await load('other.xlsx', workbook([['sku', 'price'], ['3001', 1]]));
    assert.equal(rows, 0, 'another table\'s columns');
  });
}

module.exports = { files };
