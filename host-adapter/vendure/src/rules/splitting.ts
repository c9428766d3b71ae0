import { Injectable } from '@nestjs/common';
import {
  ConfigService, HistoryService, Order, OrderEvent, OrderLine, Payment, RequestContext, TransactionalConnection, EventBus,
} from '@vendure/core';
import { HistoryEntryType, OrderType } from '@vendure/common/lib/generated-types';
import { PaymentMetadata } from '@vendure/core/dist/common/types/common-types';
import type { orders } from '@comptoir/node';
import { toMinor } from '../money';
import { Dues } from './dues';
import { isGift } from './lines';
import { Rewriting } from './rewriting';

/** Method of payments by which one order hands to another what was paid on it. */
const TRANSFER = 'comptoir-transfer';

/** What a partial verdict leaves out becomes an order of its own, for the same client at the same prices. */
@Injectable()
export class Splitting {
  constructor(
    private connection: TransactionalConnection,
    private config: ConfigService,
    private history: HistoryService,
    private events: EventBus,
    private rewriting: Rewriting,
    private dues: Dues,
  ) {}

  /** The rest of `from`, which holds its own part already. Its life under the rules is not begun here. */
  async make(ctx: RequestContext, from: Order, split: orders.Split, instant: number): Promise<Order> {
    const paid = toMinor(split.paid) ?? 0;
    const payable = toMinor(split.payable) ?? 0;
    const order = await this.order(ctx, from, paid >= payable, instant);
    order.lines = await this.lines(ctx, from, order, split.lines);
    await this.rewriting.price(ctx, order, split);
    await this.connection.getRepository(ctx, OrderLine).save(order.lines, { reload: false });
    await this.rewriting.keepTotals(ctx, order);
    if (paid > 0) {
      await this.transfer(ctx, from, -paid, { to: order.code });
      await this.transfer(ctx, order, paid, { from: from.code });
    }
    if (payable > paid) await this.dues.promise(ctx, order, payable - paid, from.payments.at(-1)?.method);
    await this.note(ctx, from, `Split: what is not there yet is order ${order.code}`);
    await this.note(ctx, order, `Split off order ${from.code}`);
    await this.events.publish(new OrderEvent(ctx, order, 'created'));
    return order;
  }

  private async order(ctx: RequestContext, from: Order, isPaid: boolean, instant: number): Promise<Order> {
    const repository = this.connection.getRepository(ctx, Order);
    const { channels, customer } = await repository.findOneOrFail({ where: { id: from.id }, relations: ['channels', 'customer'] });
    const { currencyCode, shippingAddress, billingAddress, taxZoneId } = from;
    const order = await repository.save(new Order({
      type: OrderType.Regular, code: await this.config.orderOptions.orderCodeStrategy.generate(ctx),
      state: isPaid ? 'PaymentSettled' : 'PaymentAuthorized', active: false, orderPlacedAt: new Date(instant),
      customer, channels, currencyCode, shippingAddress, billingAddress, taxZoneId, couponCodes: [],
      subTotal: 0, subTotalWithTax: 0, shipping: 0, shippingWithTax: 0, lines: [], surcharges: [], shippingLines: [], payments: [],
    }));
    order.surcharges = [];
    order.shippingLines = [];
    return order;
  }

  private async lines(ctx: RequestContext, from: Order, order: Order, of: orders.OrderLine[]): Promise<OrderLine[]> {
    const repository = this.connection.getRepository(ctx, OrderLine);
    const before = await repository.find({
      where: { order: { id: from.id } }, relations: ['productVariant', 'taxCategory', 'featuredAsset'],
    });
    const made: OrderLine[] = [];
    for (const { sku, quantity, net } of of) {
      const line = before.find((one) => one.productVariant.sku === sku && isGift(one) === (Number(net) === 0));
      if (!line) throw new Error(`order ${from.code} has no article ${sku} to split off`);
      made.push(await repository.save(new OrderLine({
        order: { id: order.id }, productVariant: line.productVariant, taxCategory: line.taxCategory, featuredAsset: line.featuredAsset,
        quantity: Number(quantity), orderPlacedQuantity: Number(quantity), listPrice: line.listPrice,
        initialListPrice: line.initialListPrice, listPriceIncludesTax: line.listPriceIncludesTax, taxLines: line.taxLines,
        adjustments: [], customFields: line.customFields,
      })));
    }
    return made;
  }

  private async transfer(ctx: RequestContext, { id }: Order, amount: number, metadata: PaymentMetadata) {
    await this.connection.getRepository(ctx, Payment).save(new Payment({
      method: TRANSFER, amount, state: 'Settled', order: { id }, metadata,
    }));
  }

  private note(ctx: RequestContext, { id }: Order, note: string) {
    return this.history.createHistoryEntryForOrder({ ctx, orderId: id, type: HistoryEntryType.ORDER_NOTE, data: { note } });
  }
}
