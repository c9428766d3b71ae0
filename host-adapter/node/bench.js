'use strict';
// What crossing into the addon costs: a cart asked from JavaScript, beside the time that the adapter itself takes for it.
//
//   node bench.js [ROUNDS]

const path = require('node:path');
const { Comptoir } = require('.');

const ROUNDS = Number(process.argv[2] ?? 400);
const SIZES = [1, 50, 200];
const POLICY = path.resolve(__dirname, '../../tests/src/synthetic.toml');

const digits = (index) => String(index).padStart(6, '0');

/** The facts of the benchmarks in Rust: a price break, a tier, a surcharge, two warehouses. */
function facts(lines) {
  const each = (make) => Array.from({ length: lines }, (_, index) => make(index));
  return {
    buyer: {
      id: 'anna', version: '1', entity: 'romashka', signedIn: true, profiles: [], homeWarehouse: 0,
      turnover: [{ year: 2026, month: 10, shipped: '120000.00', returned: '0.00' }], details: [],
    },
    contracts: [{
      id: 'C-1', version: '1', entity: 'romashka', terms: 'net-30', currency: 'EUR', isDefault: true, discount: '1.5',
    }],
    products: {
      priceLists: [{ id: 'wholesale', version: '1', currency: 'EUR' }],
      taxClasses: ['standard'],
      categories: [],
      items: each((index) => ({
        sku: `ART-${digits(index)}`, version: `v${index}`, taxClass: 0, categories: [], unitScale: 0, weight: '0.250',
        volume: '0.0012', multiple: '2',
        prices: [['1', 100], ['10', 95]].map(([fromQuantity, whole]) => ({
          priceList: 0, fromQuantity, amount: (whole + (index % 977) / 100).toFixed(2),
        })),
      })),
    },
    stock: {
      warehouses: ['home', 'far'],
      items: each((product) => ({
        product, version: `s${product}`,
        levels: [['40', 0], ['500', 1]].map(([onHand, warehouse]) => ({ warehouse, onHand, reserved: '3' })),
        bought: ['30', '18'], ownReserved: '0',
      })),
    },
    receivables: {
      version: '1',
      items: [{
        id: 'INV-1', entity: 'romashka', currency: 'EUR', amount: '1000.00', paid: '0.00', shipped: '2026-11-01', due: '2026-12-01',
      }],
      grants: [], limits: [], orders: [],
    },
    rates: [],
  };
}

/** A cart of every article; every tenth line asks for more than is shown. */
function cart(lines) {
  return {
    warehouses: ['far'],
    lines: Array.from({ length: lines }, (_, index) => ({
      sku: `ART-${digits(index)}`, quantity: String(index % 10 === 9 ? 60 : 2 + 2 * (index % 8)), extra: [],
    })),
    rows: [], acceptedRepairs: [], detail: 'price', extra: [],
  };
}

const median = (all) => all.toSorted((low, high) => low - high)[Math.floor(all.length / 2)];

function timed(work) {
  const start = process.hrtime.bigint();
  const result = work();
  return { micros: Number(process.hrtime.bigint() - start) / 1e3, result };
}

function measure(comptoir, lines) {
  const context = comptoir.context({
    acting: { id: 'anna', kind: 'buyer' }, principal: 'anna', instant: 1_795_165_200_000, requestId: 'r-1',
  });
  const question = [context, facts(lines), cart(lines)];
  const seen = { call: [], adapter: [], json: [] };
  let bytes;
  for (let round = 0; round < ROUNDS + 50; round += 1) {
    const call = timed(() => comptoir.cart.evaluate(...question));
    const json = timed(() => {
      const asked = JSON.stringify(question);
      const answered = JSON.stringify(call.result.answer);
      return [asked.length, answered.length];
    });
    const parsed = timed(() => JSON.parse(JSON.stringify(call.result.answer)));
    bytes = json.result;
    if (round < 50) continue;  // before V8 has compiled what is hot
    seen.call.push(call.micros);
    seen.adapter.push(call.result.stats.micros);
    // Questions are written and answers read: of the answer, writing is taken out again.
    seen.json.push(json.micros + parsed.micros - 2 * timed(() => JSON.stringify(call.result.answer)).micros);
  }
  const [call, adapter, json] = [median(seen.call), median(seen.adapter), median(seen.json)];
  return { lines, bytes, call, adapter, json };
}

async function main() {
  const comptoir = await Comptoir.activate({ policy: POLICY, compilation: 'optimized' });
  console.log('a cart from JavaScript, in microseconds\n');
  console.log('lines    bytes in  bytes out   whole call  adapter alone  JSON in JavaScript  the rest  whole ÷ adapter');
  for (const size of SIZES) {
    const { lines, bytes, call, adapter, json } = measure(comptoir, size);
    const cells = [
      [lines, 5], [bytes[0], 12], [bytes[1], 11], [call.toFixed(0), 13], [adapter.toFixed(0), 15], [json.toFixed(0), 20],
      [(call - adapter - json).toFixed(0), 10], [(call / adapter).toFixed(2), 17],
    ];
    console.log(cells.map(([cell, width]) => String(cell).padStart(width)).join(''));
  }
}

main();
