import type { Facts, types } from '@comptoir/node';
import type { Gathered } from './request';

/** How often a decision is made anew because a fact moved. */
const ATTEMPTS = 4;

/** Facts moved under the decision each time. */
export class Moving extends Error {
  constructor() {
    super(`facts moved under the decision ${ATTEMPTS} times: nothing is committed`);
  }
}

/** A fact's name and its content, version included. */
function content(facts: Facts, { group, index }: types.FactRef): [string, unknown] {
  const product = (at: number | undefined) => (at === undefined ? undefined : facts.products.items[at]?.sku);
  switch (group) {
    case 'buyer': return [group, facts.buyer];
    case 'contracts': return [`${group}|${facts.contracts[index]?.id}`, facts.contracts[index]];
    case 'products': return [`${group}|${product(index)}`, facts.products.items[index]];
    case 'stock': {
      const stock = facts.stock.items[index];
      return [`${group}|${product(stock?.product)}`, stock];
    }
    case 'receivables': return [group, facts.receivables];
    case 'rates': return [`${group}|${index}`, facts.rates[index]];
    case 'loyalty': return [group, facts.loyalty];
    // Orders are locked; working time and the directory have no version.
    default: return [group, null];
  }
}

/** Whether a fact that was used is another one now. An index may have moved: the fact is found by its name. */
export function moved(before: Facts, after: Facts, used: types.FactRef[]): boolean {
  const now = new Map<string, string>();
  const groups: [types.FactGroup, number][] = [
    ['buyer', 1], ['contracts', after.contracts.length], ['products', after.products.items.length],
    ['stock', after.stock.items.length], ['receivables', 1], ['rates', after.rates.length], ['loyalty', 1],
  ];
  for (const [group, length] of groups) {
    for (let index = 0; index < length; index += 1) {
      const [name, value] = content(after, { group, index });
      now.set(name, JSON.stringify(value ?? null));
    }
  }
  return used.some((one) => {
    const [name, value] = content(before, one);
    return value != null ? now.get(name) !== JSON.stringify(value) : (now.get(name) ?? 'null') !== 'null';
  });
}

/**
 * Decides until what the decision rests on was the same before and after it: within the transaction that commits it,
 * and under its locks.
 */
export async function steady<A extends { verdict: types.Verdict }, D extends { answer: A }>(
  gather: () => Promise<Gathered>, decide: (gathered: Gathered) => Promise<D> | D,
): Promise<{ decision: D; gathered: Gathered }> {
  let gathered = await gather();
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const decision = await decide(gathered);
    const now = await gather();
    if (!moved(gathered.facts, now.facts, decision.answer.verdict.factsUsed)) return { decision, gathered };
    gathered = now;
  }
  throw new Moving();
}
