'use strict';
// Two shops on the same data, one with the plugin and one without, asked in turns over HTTP.

const { fork } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const table = (file) => fs.readFileSync(path.join(__dirname, '../data', file), 'utf8').trim().split('\n').slice(1);

/** Articles that are in stock: names may hold commas, what follows them does not. */
const IN_STOCK = new Set(table('catalogue.csv')
  .map((line) => /,([^,]+),[\d.]+,\w+,(\d+),true,,$/.exec(line))
  .filter((found) => found && Number(found[2]) > 0)
  .map(([, sku]) => sku));

/** Articles with neither smallest quantity nor multiple: one piece of each may be ordered. */
const PLAIN = table('products.csv')
  .map((line) => line.split(','))
  .filter(([sku, , , moq, multiple]) => !moq && !multiple && IN_STOCK.has(sku))
  .map(([sku]) => sku);

const ORDER = `... on Order { id subTotal subTotalWithTax lines { id quantity unitPrice linePrice productVariant { id sku } } }
  ... on ErrorResult { errorCode message }`;
const ADD = `mutation($id: ID!) { addItemToOrder(productVariantId: $id, quantity: 1) { __typename ${ORDER} } }`;
const REMOVE = `mutation($line: ID!) { removeOrderLine(orderLineId: $line) { __typename ${ORDER} } }`;
const LISTING = '{ products(options: { take: 120 }) { items { id name slug variants { id sku price priceWithTax stockLevel } } } }';

class Shop {
  constructor(kind) {
    this.kind = kind;
    this.child = fork(path.join(__dirname, 'shop.js'), [kind]);
    this.child.setMaxListeners(0);
  }

  hear() {
    return new Promise((resolve, reject) => {
      this.child.once('message', resolve);
      this.child.once('exit', (code) => reject(new Error(`the shop (${this.kind}) ended with ${code}`)));
    });
  }

  async start() {
    const { url, headers, ids } = await this.hear();
    Object.assign(this, { url, headers: { ...headers, 'content-type': 'application/json' }, ids: new Map(ids) });
  }

  /** Statements asked and milliseconds of processor time used since the shop started. */
  async spent() {
    const heard = this.hear();
    this.child.send('spent');
    const { statements, cpu } = await heard;
    return { statements, cpu: (cpu.user + cpu.system) / 1000 };
  }

  /** The one field of the answer, with how long it took. */
  async ask(query, variables) {
    const body = JSON.stringify({ query, variables });
    const began = process.hrtime.bigint();
    const response = await fetch(this.url, { method: 'POST', headers: this.headers, body });
    const { data, errors } = await response.json();
    const millis = Number(process.hrtime.bigint() - began) / 1e6;
    if (errors) throw new Error(`${this.kind}: ${errors[0].message}`);
    const [answer] = Object.values(data);
    if (answer.errorCode) throw new Error(`${this.kind}: ${answer.errorCode} ${answer.message}`);
    return { answer, millis };
  }

  /** Brings the cart to `size` lines, and answers the article that is not in it yet. */
  async fill(size) {
    for (const sku of PLAIN.slice(this.size ?? 0, size)) await this.ask(ADD, { id: this.ids.get(sku) });
    this.size = size;
  }

  /** One request, with what the shop spent on it beside time. */
  async measured(query, variables) {
    const before = await this.spent();
    const { answer, millis } = await this.ask(query, variables);
    const { statements, cpu } = await this.spent();
    return { answer, millis, cpu: cpu - before.cpu, statements: statements - before.statements };
  }

  /** Adds one line to the cart as it was filled, and takes it out again. */
  async add() {
    const id = this.ids.get(PLAIN[this.size]);
    const { answer, ...spent } = await this.measured(ADD, { id });
    if (answer.lines.length !== this.size + 1) throw new Error(`${this.kind}: ${answer.lines.length} lines`);
    await this.ask(REMOVE, { line: answer.lines.find(({ productVariant }) => productVariant.id === id).id });
    return spent;
  }

  async list() {
    const { answer, ...spent } = await this.measured(LISTING);
    if (answer.items.length !== 120) throw new Error(`${this.kind}: ${answer.items.length} products`);
    return spent;
  }

  stop() {
    if (this.child.exitCode !== null) return undefined;
    this.child.removeAllListeners('exit');
    return new Promise((resolve) => {
      this.child.once('exit', resolve);
      this.child.send('stop');
    });
  }
}

/** Both shops, started; `work` is done on them and they are stopped, whatever comes of it. */
async function withShops(kinds, work) {
  const shops = kinds.map((kind) => new Shop(kind));
  try {
    await Promise.all(shops.map((shop) => shop.start()));
    return await work(...shops);
  } finally {
    await Promise.all(shops.map((shop) => shop.stop()));
  }
}

module.exports = { PLAIN, withShops };
