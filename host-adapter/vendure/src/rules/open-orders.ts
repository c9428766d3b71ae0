import { FulfillmentLine, ID, Order, OrderLine, RequestContext, TransactionalConnection } from '@vendure/core';
import type { facts } from '@comptoir/node';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { OrderFields } from '../entities/custom-fields';
import { toDecimal, toMinor } from '../money';
import type { Kept } from './kept';
import { Prepared } from './prepared';

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
      payable: toDecimal(Math.max(0, order.subTotalWithTax + order.shippingWithTax - (toMinor(credited ?? '0') ?? 0))),
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

const UNTIL = 'order.customFields.comptoirHeldUntil';

/** `from`: rows of `line.order`'s goods, of which each is `quantity`. */
function sums(from: SelectQueryBuilder<ObjectLiteral>, quantity: string): SelectQueryBuilder<ObjectLiteral> {
  return from
    .innerJoin('line.order', 'order')
    .select('line.productVariantId', 'variant')
    .addSelect('order.customFields.comptoirEntity', 'entity')
    .addSelect(`SUM(CASE WHEN ${UNTIL} <= :now THEN 0 ELSE ${quantity} END)`, 'open')
    .addSelect(`SUM(CASE WHEN ${UNTIL} <= :now THEN ${quantity} ELSE 0 END)`, 'over')
    .where('order.customFields.comptoirHeld = :held')
    .andWhere('order.state IN (:...open)')
    .andWhere('line.productVariantId IN (:...ids)')
    .andWhere(`(order.customFields.comptoirEntity = :entity OR ${UNTIL} <= :now)`)
    .groupBy('line.productVariantId')
    .addGroupBy('order.customFields.comptoirEntity');
}

const HELD = new Prepared<Sum>((connection) => sums(connection.createQueryBuilder(OrderLine, 'line'), 'line.quantity'));

/** What is in a fulfillment has left stock already. */
const PICKED = new Prepared<Sum>((connection) => sums(
  connection.createQueryBuilder(FulfillmentLine, 'picked')
    .innerJoin('picked.fulfillment', 'fulfillment', 'fulfillment.state != :cancelled')
    .innerJoin('picked.orderLine', 'line'),
  'picked.quantity',
));

/**
 * Quantities set aside, by variant id: for a company's own orders; and for anybody's whose time is over, which count as
 * free whether or not they were released.
 */
export async function setAside(
  connection: TransactionalConnection, ctx: RequestContext, entity: string, ids: string[], now: Date,
): Promise<{ own: Map<string, number>; expired: Map<string, number> }> {
  if (ids.length === 0) return { own: new Map(), expired: new Map() };
  const { manager } = connection.getRepository(ctx, OrderLine);
  const values = { held: true, open: OPEN, ids, entity, now, cancelled: 'Cancelled' };
  const held = await HELD.ask(manager, values);
  const picked = held.length === 0 ? [] : await PICKED.ask(manager, values);
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
