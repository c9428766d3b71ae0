import { FulfillmentLine, ID, Order, OrderLine, RequestContext, TransactionalConnection } from '@vendure/core';
import type { facts } from '@comptoir/node';
import { OrderFields } from '../entities/custom-fields';
import { toDecimal } from '../money';

/** Orders whose goods are still in the house. */
const OPEN = ['PaymentAuthorized', 'PaymentSettled'];

/** Orders of a company that are neither closed nor cancelled: what they cost, and what is paid on them. */
export async function liveOrders(
  connection: TransactionalConnection, ctx: RequestContext, entity: string,
): Promise<facts.LiveOrder[]> {
  const found = await connection.getRepository(ctx, Order).createQueryBuilder('order')
    .where('order.customFields.comptoirEntity = :entity', { entity })
    .andWhere('order.customFields.comptoirLive = :live', { live: true })
    .orderBy('order.id').getMany();
  return found.map((order) => {
    const { comptoirContract, comptoirLife } = order.customFields as OrderFields;
    const { currency, paid } = JSON.parse(comptoirLife ?? '{}') as { currency: string; paid: string };
    return {
      id: order.code,
      entity,
      contract: comptoirContract || null,
      currency,
      payable: toDecimal(order.subTotalWithTax + order.shippingWithTax),
      paid,
    };
  });
}

/**
 * Quantities set aside, by variant id: for a company's own orders; and for anybody's whose time is over, which count as
 * free whether or not they were released.
 */
export async function setAside(
  connection: TransactionalConnection, ctx: RequestContext, entity: string, ids: string[], now: Date,
): Promise<{ own: Map<string, number>; expired: Map<string, number> }> {
  if (ids.length === 0) return { own: new Map(), expired: new Map() };
  const until = 'order.customFields.comptoirHeldUntil';
  const lines = connection.getRepository(ctx, OrderLine).createQueryBuilder('line');
  // What is in a fulfillment has left stock already.
  const picked = lines.subQuery().select('SUM(picked.quantity)').from(FulfillmentLine, 'picked')
    .innerJoin('picked.fulfillment', 'fulfillment')
    .where('picked.orderLineId = line.id').andWhere('fulfillment.state != :cancelled');
  const rows = await lines
    .innerJoin('line.order', 'order')
    .select('line.productVariantId', 'variant')
    .addSelect('order.customFields.comptoirEntity', 'entity')
    .addSelect(`CASE WHEN ${until} <= :now THEN 1 ELSE 0 END`, 'over')
    .addSelect(`SUM(line.quantity - COALESCE(${picked.getQuery()}, 0))`, 'quantity')
    .where('order.customFields.comptoirHeld = :held')
    .andWhere('order.state IN (:...open)')
    .andWhere('line.productVariantId IN (:...ids)')
    .andWhere(`(order.customFields.comptoirEntity = :entity OR ${until} <= :now)`)
    .setParameters({ cancelled: 'Cancelled', now, held: true, open: OPEN, ids, entity })
    .groupBy('line.productVariantId')
    .addGroupBy('order.customFields.comptoirEntity')
    .addGroupBy('over')
    .getRawMany<{ variant: ID; entity: string; over: string | number; quantity: string | number }>();
  const sum = (of: typeof rows) => of.reduce(
    (sums, { variant, quantity }) => sums.set(String(variant), (sums.get(String(variant)) ?? 0) + Number(quantity)),
    new Map<string, number>(),
  );
  const isOver = ({ over }: { over: string | number }) => Number(over) === 1;
  return {
    own: sum(rows.filter((row) => row.entity === entity && !isOver(row))),
    expired: sum(rows.filter(isOver)),
  };
}
