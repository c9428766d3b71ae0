import { Inject, Injectable } from '@nestjs/common';
import { ID, Order, RequestContext, TransactionalConnection } from '@vendure/core';
import type { orders } from '@comptoir/node';
import { toDecimal } from '../money';
import { ComptoirOptions, COMPTOIR_OPTIONS } from '../options';
import { Kept, wasCancelled } from './kept';

/** Large orders that are read at once. */
const LARGEST = 20;

const YEAR = 365 * 24 * 3600 * 1000;

/** What a company ordered before: by it an order is found implausible. */
@Injectable()
export class OrderHistory {
  constructor(private connection: TransactionalConnection, @Inject(COMPTOIR_OPTIONS) private options: ComptoirOptions) {}

  /** Its orders of the last 12 months in this currency, without the order `id`. One that was cancelled shows nothing. */
  async of(ctx: RequestContext, entity: string, currency: string, id: ID): Promise<orders.OrderHistory> {
    const largest = await this.largest(ctx, entity, currency, id);
    return { largest, currency, version: largest ?? '' };
  }

  private async largest(ctx: RequestContext, entity: string, currency: string, id: ID): Promise<string | null> {
    const query = this.connection.getRepository(ctx, Order).createQueryBuilder('order')
      .select('order.subTotalWithTax + order.shippingWithTax', 'total').addSelect('order.customFields.comptoirLife', 'life')
      .where('order.customFields.comptoirEntity = :entity', { entity })
      .andWhere('order.id != :id', { id })
      .andWhere('order.currencyCode = :currency', { currency })
      .andWhere('order.orderPlacedAt >= :since', { since: new Date((this.options.now?.() ?? Date.now()) - YEAR) })
      .orderBy('total', 'DESC').addOrderBy('order.id');
    for (let offset = 0; ; offset += LARGEST) {
      const rows = await query.offset(offset).limit(LARGEST).getRawMany<{ total: number | string; life: string | null }>();
      const largest = rows.find(({ life }) => !life || !wasCancelled(JSON.parse(life) as Kept));
      if (largest) return toDecimal(Number(largest.total));
      if (rows.length < LARGEST) return null;
    }
  }
}
