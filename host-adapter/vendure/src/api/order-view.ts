import { Order } from '@vendure/core';
import { OrderFields } from '../entities/custom-fields';
import { toDecimal } from '../money';
import { Life } from '../rules/life';
import { keptOn } from '../rules/said';

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
    label: life.label(order),
    history: kept.history,
    details: keptOn(order),
  };
}
