import { Order } from '@vendure/core';
import { OrderFields } from '../entities/custom-fields';
import { toDecimal } from '../money';
import { Kept } from '../rules/kept';
import { Life } from '../rules/life';
import { orNothing } from '../rules/outage';
import { keptOn } from '../rules/said';
import { Words } from '../rules/words';

/** A correction that waits for the client's word; null where none does. */
export function proposalView({ proposal, pending, timers, currency }: Kept, order: Order) {
  return proposal && {
    lines: proposal.lines.map(({ sku, quantity, net }) => ({ sku, quantity: Number(quantity), net })),
    currency,
    payable: proposal.payable,
    payableNow: toDecimal(Math.max(0, order.totalWithTax)),
    diff: pending?.diff ?? [],
    reason: pending?.reason,
    until: timers.find(({ kind }) => kind === 'consent')?.at,
  };
}

/** Events of which the client is told why; as the contract's answers show them to a buyer. */
const TOLD_WHY = ['correct', 'refuse-return', 'cancel', 'reopen'];

/** What became of an order, as its client sees it: who of the shop acted stays in the house, and so does a reason that he is not told. */
export function historyView({ history }: Kept, words: Words) {
  return history.map(({ at, event, by, kind, reason, labelAfter }) => {
    const isHis = kind === 'buyer';
    return {
      at, event, side: isHis ? 'client' : 'shop', by: isHis ? by : null,
      reason: isHis || TOLD_WHY.includes(event) ? reason : null,
      label: labelAfter, labelText: words.label(labelAfter),
    };
  });
}

/** An order as staff and reps see it; null for one that was not placed under the rules. */
export function orderView(life: Life, order: Order) {
  const kept = life.kept(order);
  if (!kept) return null;
  const { comptoirContract, comptoirEntity } = order.customFields as OrderFields;
  return {
    id: order.id,
    code: order.code,
    contract: comptoirContract,
    entity: comptoirEntity,
    account: kept.principal,
    placedBy: kept.placedBy?.id,
    placedByKind: kept.placedBy?.kind,
    collected: kept.collected,
    entered: kept.entered,
    currency: kept.currency,
    total: toDecimal(order.totalWithTax),
    lines: order.lines.map(({ productVariant, quantity, listPrice }) => ({ sku: productVariant.sku, quantity, net: toDecimal(listPrice) })),
    ...kept.states,
    proposal: proposalView(kept, order),
    returning: kept.returning ?? [],
    returned: kept.returned ?? [],
    credited: kept.credited ?? '0.00',
    splitFrom: kept.splitFrom,
    splitInto: kept.splitInto ?? [],
    label: orNothing('an order\'s label', () => life.label(order)),
    history: kept.history,
    details: keptOn(order),
  };
}
