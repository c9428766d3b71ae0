import { Inject, Injectable } from '@nestjs/common';
import { ID, idsAreEqual, Order, RequestContext, TransactionalConnection } from '@vendure/core';
import type { orders } from '@comptoir/node';
import { toDecimal } from '../money';
import { ComptoirOptions, COMPTOIR_OPTIONS } from '../options';
import { Kept, wasCancelled } from './kept';
import { once, stateOf } from './request';

/** Large orders that are read at once. */
const LARGEST = 20;

const YEAR = 365 * 24 * 3600 * 1000;

export interface Large {
  id: ID;
  total: number | string;
}

/** What a company ordered before: by it an order is found implausible. */
@Injectable()
export class OrderHistory {
  constructor(private connection: TransactionalConnection, @Inject(COMPTOIR_OPTIONS) private options: ComptoirOptions) {}

  /** Its orders of the last 12 months in this currency, without the order `id`. One that was cancelled shows nothing. */
  async of(ctx: RequestContext, entity: string, currency: string, id: ID): Promise<orders.OrderHistory> {
    return besides(id, currency, await this.largest(ctx, entity, currency));
  }

  /** The same for however many of its orders one request looks at: read once. For what binds nobody. */
  async shared(ctx: RequestContext, entity: string, currency: string, id: ID): Promise<orders.OrderHistory> {
    return besides(id, currency, await once(stateOf(ctx).histories, `${entity}|${currency}`, () => this.largest(ctx, entity, currency)));
  }

  /** The two largest: one of them may be the order at hand. */
  private async largest(ctx: RequestContext, entity: string, currency: string): Promise<Large[]> {
    const query = this.connection.getRepository(ctx, Order).createQueryBuilder('order')
      .select('order.id', 'id').addSelect('order.subTotalWithTax + order.shippingWithTax', 'total')
      .addSelect('order.customFields.comptoirLife', 'life')
      .where('order.customFields.comptoirEntity = :entity', { entity })
      .andWhere('order.currencyCode = :currency', { currency })
      .andWhere('order.orderPlacedAt >= :since', { since: new Date((this.options.now?.() ?? Date.now()) - YEAR) })
      .orderBy('total', 'DESC').addOrderBy('order.id');
    const largest: Large[] = [];
    for (let offset = 0; ; offset += LARGEST) {
      const rows = await query.offset(offset).limit(LARGEST).getRawMany<Large & { life: string | null }>();
      for (const { id, total, life } of rows) {
        if (!life || !wasCancelled(JSON.parse(life) as Kept)) largest.push({ id, total });
        if (largest.length === 2) return largest;
      }
      if (rows.length < LARGEST) return largest;
    }
  }
}

function besides(id: ID, currency: string, largest: Large[]): orders.OrderHistory {
  const other = largest.find((one) => !idsAreEqual(one.id, id));
  const total = other ? toDecimal(Number(other.total)) : null;
  return { largest: total, currency, version: total ?? '' };
}
