import { FulfillmentLine, ID, Order, OrderLine, RequestContext, TransactionalConnection } from '@vendure/core';
import type { facts } from '@comptoir/node';
import type { SelectQueryBuilder } from 'typeorm';
import { OrderFields } from '../entities/custom-fields';
import { minus } from '../decimal';
import { toDecimal } from '../money';
import type { Kept } from './kept';

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
    const { currency, paid, credited } = JSON.parse(comptoirLife ?? '{}') as Pick<Kept, 'currency' | 'paid' | 'credited'>;
    return {
      id: order.code,
      entity,
      contract: comptoirContract || null,
      currency,
      // The engine takes cancelled goods off before it asks; the bonuses that paid for them still stand.
      payable: minus(toDecimal(Math.max(0, order.subTotalWithTax + order.shippingWithTax)), credited ?? '0'),
      paid,
    };
  });
}

interface Sum {
  variant: ID;
  entity: string;
  /** Before its time is over. */
  open: string | number;
  over: string | number;
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
  const sums = (query: SelectQueryBuilder<OrderLine> | SelectQueryBuilder<FulfillmentLine>, quantity: string) => query
    .innerJoin('line.order', 'order')
    .select('line.productVariantId', 'variant')
    .addSelect('order.customFields.comptoirEntity', 'entity')
    .addSelect(`SUM(CASE WHEN ${until} <= :now THEN 0 ELSE ${quantity} END)`, 'open')
    .addSelect(`SUM(CASE WHEN ${until} <= :now THEN ${quantity} ELSE 0 END)`, 'over')
    .where('order.customFields.comptoirHeld = :held', { held: true })
    .andWhere('order.state IN (:...open)', { open: OPEN })
    .andWhere('line.productVariantId IN (:...ids)', { ids })
    .andWhere(`(order.customFields.comptoirEntity = :entity OR ${until} <= :now)`, { entity, now })
    .groupBy('line.productVariantId')
    .addGroupBy('order.customFields.comptoirEntity')
    .getRawMany<Sum>();
  const held = await sums(connection.getRepository(ctx, OrderLine).createQueryBuilder('line'), 'line.quantity');
  // What is in a fulfillment has left stock already.
  const picked = held.length === 0 ? [] : await sums(
    connection.getRepository(ctx, FulfillmentLine).createQueryBuilder('picked')
      .innerJoin('picked.fulfillment', 'fulfillment', 'fulfillment.state != :cancelled', { cancelled: 'Cancelled' })
      .innerJoin('picked.orderLine', 'line'),
    'picked.quantity',
  );
  const total = (of: 'open' | 'over', belongs: (row: Sum) => boolean = () => true) => {
    const totals = new Map<string, number>();
    const add = (rows: Sum[], sign: number) => rows.filter(belongs).forEach((row) =>
      totals.set(String(row.variant), (totals.get(String(row.variant)) ?? 0) + sign * Number(row[of])));
    add(held, 1);
    add(picked, -1);
    return totals;
  };
  return { own: total('open', (row) => row.entity === entity), expired: total('over') };
}
