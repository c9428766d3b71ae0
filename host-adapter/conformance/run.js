'use strict';
// Tries the scenarios of this kit on an engine in JavaScript, as `src/run.rs` does in Rust.
//
// An engine is an object with what of these its shop has; each goes the way of the shop's users. What it has not got
// is left out, and its scenarios count as not tried. Quantities are decimals as texts, by article.
//
//   set(fact, value)                 a fact moves, as an accounting system would have it
//   bring(how, who, lines) → told    how: add, adjust, remove, import, enter; a method may throw Missing for one of them
//   cart(buyer) → lines              accepted quantities above 0
//   place(who, key) → { ...told, order }   the cart as it was last shown; the same key again is the same wish
//   reserved(sku), onHand(sku) → quantity
//   order(id) → { order, reservation, payment, shipment, lines }
//   reorder(who, order), edit(who, order, lines, reason), confirm(who, order), pay(who, order, sum),
//   ship(who, order), cancel(who, order, reason) → told
//
// `who` is { acting, buyer }; `told` is { done, codes }: whether it was done, and codes that whoever acted can read.

/** The engine has no such thing. */
class Missing extends Error {}

const BRING = ['add', 'adjust', 'remove', 'import', 'enter'];
const AXES = ['order', 'reservation', 'payment', 'shipment'];
const KEYS = new Set([
  'do', 'as', 'lines', 'order', 'key', 'again', 'reason', 'sum', 'fact', 'to', 'done', 'told', 'cart', 'state', 'holds', 'reserved',
]);

/** `5` and `5.0` are one quantity. */
function plain(lines) {
  return JSON.stringify(Object.entries(lines).map(([sku, quantity]) => [sku, Number(quantity)]).sort());
}

function called(engine, name, what) {
  if (!engine[name]) throw new Missing(what);
  return engine[name].bind(engine);
}

function whoOf(text) {
  const [acting, buyer] = text.split(' for ');
  return { acting, buyer: buyer ?? acting };
}

class Trial {
  constructor(engine, skus, way) {
    Object.assign(this, { engine, skus, way, orders: new Map() });
  }

  orderOf(step) {
    const id = this.orders.get(step.order ?? '');
    if (id === undefined) throw new Error(`no order was placed as \`${step.order ?? ''}\``);
    return id;
  }

  async act(step, problems) {
    const { engine } = this;
    if (step.do === 'set') {
      await engine.set(step.fact, step.to);
      return { done: true, codes: [] };
    }
    const who = whoOf(step.as);
    const what = step.do === 'bring' ? this.way : step.do;
    if (BRING.includes(what)) {
      // A rep enters what others would bring themselves.
      const actor = what === 'enter' && step.do === 'bring' ? whoOf(`rosa for ${step.as}`) : who;
      return engine.bring(what, actor, step.lines ?? {});
    }
    switch (what) {
      case 'cart': return { done: true, codes: [] };
      case 'place': return this.place(step, who, problems);
      case 'reorder': return called(engine, 'reorder', 'copies of orders')(who, this.orderOf(step));
      case 'edit': return called(engine, 'edit', 'edits of orders')(who, this.orderOf(step), step.lines ?? {}, step.reason ?? '');
      case 'confirm': return called(engine, 'confirm', 'confirmation')(who, this.orderOf(step));
      case 'pay': return called(engine, 'pay', 'payments')(who, this.orderOf(step), step.sum);
      case 'ship': return called(engine, 'ship', 'shipments')(who, this.orderOf(step));
      case 'cancel': return called(engine, 'cancel', 'cancelling')(who, this.orderOf(step), step.reason ?? '');
      default: throw new Error(`\`${what}\` is nothing that is done`);
    }
  }

  async place(step, who, problems) {
    const name = step.order ?? '';
    const { order, ...told } = await this.engine.place(who, step.key ?? name);
    const known = this.orders.get(name);
    if (step.again && known !== undefined) {
      if (order === undefined) problems.push('the wish was forgotten');
      else if (order !== known) problems.push(`one wish became two orders, \`${known}\` and \`${order}\``);
    } else if (order !== undefined) {
      this.orders.set(name, order);
    }
    return told;
  }

  /** What is there afterwards. */
  async look(step, problems) {
    const { engine } = this;
    if (step.cart) {
      const found = await engine.cart(whoOf(step.as).buyer);
      if (plain(found) !== plain(step.cart)) problems.push(`the cart holds ${plain(found)}, not ${plain(step.cart)}`);
    }
    if (step.state || step.holds) {
      const seen = await called(engine, 'order', 'orders to look at')(this.orderOf(step));
      for (const [axis, expected] of Object.entries(step.state ?? {})) {
        if (!AXES.includes(axis)) throw new Error(`\`${axis}\` is no axis`);
        if (seen[axis] !== expected) problems.push(`${axis} is \`${seen[axis]}\`, not \`${expected}\``);
      }
      if (step.holds && plain(seen.lines) !== plain(step.holds)) {
        problems.push(`the order holds ${plain(seen.lines)}, not ${plain(step.holds)}`);
      }
    }
    for (const [sku, expected] of Object.entries(step.reserved ?? {})) {
      const found = await engine.reserved(sku);
      if (Number(found) !== Number(expected)) problems.push(`${found} of \`${sku}\` are reserved, not ${expected}`);
    }
    for (const sku of this.skus) {
      const [reserved, there] = [await engine.reserved(sku), await engine.onHand(sku)];
      if (Number(reserved) > Number(there)) problems.push(`${reserved} of \`${sku}\` are reserved, of ${there}`);
    }
  }

  async step(step) {
    const unknown = Object.keys(step).filter((key) => !KEYS.has(key));
    if (unknown.length > 0) throw new Error(`\`${unknown}\` is no key of a step`);
    const problems = [];
    const told = await this.act(step, problems);
    const expected = step.done ?? true;
    const codes = [...new Set(told.codes)];
    const word = (done) => (done ? 'done' : 'refused');
    if (told.done !== expected) problems.push(`it was ${word(told.done)}, not ${word(expected)}, with [${codes}]`);
    const missing = (step.told ?? []).filter((code) => !codes.includes(code));
    if (missing.length > 0) problems.push(`[${missing}] is not among [${codes}]`);
    await this.look(step, problems);
    return problems;
  }
}

async function attempt(open, skus, scenario, way) {
  const engine = await open();
  const trial = new Trial(engine, skus, way);
  for (const [index, step] of scenario.steps.entries()) {
    const at = (what) => ({ outcome: 'failed', why: `step ${index + 1}, \`${step.do}\`: ${what}` });
    try {
      const problems = await trial.step(step);
      if (problems.length > 0) return at(problems.join('; '));
    } catch (error) {
      if (error instanceof Missing) return { outcome: 'not tried', why: error.message };
      return at(error.message);
    }
  }
  return { outcome: 'held' };
}

/** Every scenario by each of its ways, each on a fresh engine of `open`. `skus`: all articles of the shop. */
async function run(open, scenarios, skus) {
  const tried = [];
  for (const scenario of scenarios) {
    for (const way of scenario.by ?? [undefined]) {
      const name = way ? `${scenario.name} (${way})` : scenario.name;
      tried.push({ name, covers: scenario.covers, ...(await attempt(open, skus, scenario, way)) });
    }
  }
  return tried;
}

/** The report as `src/run.rs` prints it. */
function print(tried) {
  const lines = tried.map(({ name, outcome, why }) => {
    if (outcome === 'held') return `held       ${name}`;
    if (outcome === 'not tried') return `not tried  ${name}: it has no ${why}`;
    return `FAILED     ${name}\n           ${why}`;
  });
  const count = (outcome) => tried.filter((one) => one.outcome === outcome).length;
  return [...lines, `${count('held')} held, ${count('failed')} failed, ${count('not tried')} not tried`].join('\n');
}

module.exports = { Missing, print, run };
