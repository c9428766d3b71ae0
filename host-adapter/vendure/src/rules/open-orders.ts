import { ID, Order, OrderLine, RequestContext, TransactionalConnection } from '@vendure/core';
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
  const held = () => connection.getRepository(ctx, OrderLine).createQueryBuilder('line')
    .innerJoin('line.order', 'order')
    .select('line.productVariantId', 'variant')
    .addSelect('SUM(line.quantity)', 'quantity')
    .where('order.customFields.comptoirHeld = :held', { held: true })
    .andWhere('order.state IN (:...open)', { open: OPEN })
    .andWhere('line.productVariantId IN (:...ids)', { ids })
    .groupBy('line.productVariantId');
  const until = 'order.customFields.comptoirHeldUntil';
  const own = await held().andWhere('order.customFields.comptoirEntity = :entity', { entity })
    .andWhere(`(${until} IS NULL OR ${until} > :now)`, { now })
    .getRawMany<{ variant: ID; quantity: string | number }>();
  const expired = await held().andWhere(`${until} <= :now`, { now })
    .getRawMany<{ variant: ID; quantity: string | number }>();
  const byVariant = (rows: typeof own) => new Map(rows.map(({ variant, quantity }) => [String(variant), Number(quantity)]));
  return { own: byVariant(own), expired: byVariant(expired) };
}
