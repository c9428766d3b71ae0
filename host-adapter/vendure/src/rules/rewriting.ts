import { Injectable } from '@nestjs/common';
import {
  EventBus, FulfillmentLine, HistoryService, idsAreEqual, Logger, Order, OrderCalculator, OrderEvent, OrderLine, OrderLineEvent,
  OrderModificationLine, OrderModifier, ProductVariant, RequestContext, Surcharge, TransactionalConnection,
} from '@vendure/core';
import { OrderModification } from '@vendure/core/dist/entity/order-modification/order-modification.entity';
import { HistoryEntryType } from '@vendure/common/lib/generated-types';
import type { orders } from '@comptoir/node';
import { In, IsNull } from 'typeorm';
import { plus } from '../decimal';
import { loggerCtx } from '../options';
import { toDecimal, toMinor } from '../money';
import { RefusedError } from './access';
import type { Rates } from './correction-facts';
import { shares, Source, takeOff } from './discounts';
import { Dues } from './dues';
import { Engine } from './engine';
import { isGift } from './lines';
import { held } from './order-facts';
import { PICKED, TOTALS } from './own-words';
import { BONUS_SKU, redeemedHere } from './wishes';

/** What a decision makes of a placed order. */
export interface Rewritten {
  lines: orders.OrderLine[];
  redeemed: string;
  payable: string;
}

const DISCOUNT: Source = { adjustmentSource: 'comptoir-promo-discount', description: 'Promo code' };

interface Wanted {
  sku: string;
  quantity: number;
  net: string;
  /** Off all of it. */
  discount: string;
}

/** Lines of one article are one, at the price of the first; a gift apart. */
function byArticle(lines: orders.OrderLine[]): Map<string, Wanted> {
  const found = new Map<string, Wanted>();
  for (const { sku, quantity, net, discount } of lines) {
    const key = keyOf(sku, Number(net) === 0);
    const first = found.get(key);
    found.set(key, {
      sku, net: first?.net ?? net, quantity: (first?.quantity ?? 0) + Number(quantity), discount: plus(first?.discount ?? '0', discount),
    });
  }
  return found;
}

const keyOf = (sku: string, gift: boolean) => `${gift ? 'gift' : 'line'} ${sku}`;

/**
 * Brings a placed order of Vendure's to what a decision made of it: quantities, the prices that were agreed, taxes, the promo's
 * share, payments that are open, to the last unit. Vendure's own modification would price it anew at today's prices; what
 * it keeps of one, the record and the entry in the history, is kept here too.
 */
@Injectable()
export class Rewriting {
  constructor(
    private connection: TransactionalConnection,
    private engine: Engine,
    private calculator: OrderCalculator,
    private modifier: OrderModifier,
    private history: HistoryService,
    private events: EventBus,
    private dues: Dues,
  ) {}

  /** Whether `lines` are others than those that the order holds. */
  differs(order: Order, lines: orders.OrderLine[]): boolean {
    const now = byArticle(lines);
    const before = byArticle(held(order).map(({ productVariant: { sku }, quantity, listPrice }) => ({
      sku, quantity: String(quantity), net: toDecimal(listPrice), discount: '0',
    })));
    return now.size !== before.size || [...before].some(([key, { quantity, net }]) => {
      const wanted = now.get(key);
      return wanted?.quantity !== quantity || toMinor(wanted.net) !== toMinor(net);
    });
  }

  /** `rates`: of tax, by article; a line without one keeps its own. Throws where the totals are not the decision's. */
  async apply(
    ctx: RequestContext, order: Order, to: Rewritten, { rates = {}, note }: { rates?: Rates; note: string },
  ): Promise<void> {
    await this.unpicked(ctx, order);
    const before = { total: order.totalWithTax, quantities: new Map(order.lines.map(({ id, quantity }) => [id, quantity])) };
    const [source] = order.lines.flatMap(({ adjustments }) => adjustments);
    await this.quantities(ctx, order, byArticle(to.lines), rates);
    await this.price(ctx, order, to, source);
    const lines = this.connection.getRepository(ctx, OrderLine);
    await lines.save(order.lines, { reload: false });
    await this.keepTotals(ctx, order);
    const payment = await this.dues.renew(ctx, order, order.totalWithTax);
    const changed = order.lines.filter(({ id, quantity }) => (before.quantities.get(id) ?? 0) !== quantity);
    const modification = await this.connection.getRepository(ctx, OrderModification).save(new OrderModification({
      order: { id: order.id }, note, surcharges: [], priceChange: order.totalWithTax - before.total, payment,
      lines: changed.map(({ id, quantity }) => new OrderModificationLine({
        orderLineId: id, quantity: quantity - (before.quantities.get(id) ?? 0),
      })),
    }));
    await this.history.createHistoryEntryForOrder({
      ctx, orderId: order.id, type: HistoryEntryType.ORDER_MODIFIED, data: { modificationId: modification.id },
    });
    for (const line of changed) await this.events.publish(new OrderLineEvent(ctx, order, line, 'updated'));
    await this.events.publish(new OrderEvent(ctx, order, 'updated'));
  }

  /** What is in a fulfillment has left stock: less of it in the order would be more in the world than there is. */
  private async unpicked(ctx: RequestContext, order: Order): Promise<void> {
    const ids = order.lines.map(({ id }) => id);
    const picked = await this.connection.getRepository(ctx, FulfillmentLine).createQueryBuilder('line')
      .innerJoin('line.fulfillment', 'fulfillment')
      .where('line.orderLineId IN (:...ids)', { ids })
      .andWhere('fulfillment.state != :cancelled', { cancelled: 'Cancelled' })
      .getCount();
    if (picked > 0) throw new RefusedError(this.engine.words(ctx).own(PICKED));
  }

  private async quantities(
    ctx: RequestContext, order: Order, wanted: Map<string, Wanted>, rates: Rates,
  ): Promise<void> {
    const like = order.lines.find((line) => !isGift(line)) as OrderLine;
    const rest = new Map(wanted);
    // The engine may keep an article on several lines: each gives up what is left out, and the last one takes what is more.
    order.lines.forEach((line, index) => {
      const { sku } = line.productVariant;
      const key = keyOf(sku, isGift(line));
      const one = rest.get(key);
      const isLast = !order.lines.some((other, at) => at > index && keyOf(other.productVariant.sku, isGift(other)) === key);
      const quantity = !one ? 0 : isLast ? one.quantity : Math.min(line.quantity, one.quantity);
      if (one && !isLast) rest.set(key, { ...one, quantity: one.quantity - quantity });
      else rest.delete(key);
      this.set(ctx, line, quantity, one?.net, isGift(line) ? undefined : rates[sku]);
    });
    if (rest.size === 0) return;
    const variants = await this.connection.getRepository(ctx, ProductVariant).find({
      where: { sku: In([...rest.values()].map(({ sku }) => sku)), deletedAt: IsNull() }, loadEagerRelations: false,
    });
    for (const { sku, quantity, net } of rest.values()) {
      const variant = variants.find((one) => one.sku === sku);
      if (!variant) throw new Error(`article ${sku} of order ${order.code} is not in the shop any more`);
      const { id } = await this.modifier.getOrCreateOrderLine(ctx, order, variant.id);
      const line = order.lines.find((one) => idsAreEqual(one.id, id)) as OrderLine;
      line.shippingLineId = like.shippingLineId;
      line.listPriceIncludesTax = like.listPriceIncludesTax;
      line.taxLines = [{ taxRate: 0, description: like.taxLines[0]?.description ?? '' }];
      this.set(ctx, line, quantity, net, rates[sku]);
      line.initialListPrice = line.listPrice;
    }
  }

  private set(ctx: RequestContext, line: OrderLine, quantity: number, net: string | undefined, rate: string | undefined): void {
    line.quantity = quantity;
    // What now holds is what was placed: discounts are shares of it, and a copy of the order takes it.
    line.orderPlacedQuantity = quantity;
    if (net !== undefined) {
      const price = toMinor(net);
      if (price === undefined || !Number.isInteger(quantity)) throw new RefusedError(this.engine.words(ctx).own(TOTALS));
      line.listPrice = price;
    }
    if (rate !== undefined && line.taxRate !== Number(rate)) {
      line.taxLines = [{ taxRate: Number(rate), description: line.taxLines[0]?.description ?? '' }];
    }
  }

  async keepTotals(ctx: RequestContext, order: Order): Promise<void> {
    const { subTotal, subTotalWithTax, shipping, shippingWithTax } = order;
    await this.connection.getRepository(ctx, Order).update(order.id, { subTotal, subTotalWithTax, shipping, shippingWithTax });
  }

  /** What the promo takes off and bonuses pay, and the totals. Throws where these are not the decision's. */
  async price(ctx: RequestContext, order: Order, to: Rewritten, source: Source = DISCOUNT): Promise<void> {
    const words = this.engine.words(ctx);
    for (const [key, { discount }] of byArticle(to.lines)) {
      const off = toMinor(discount);
      if (off === undefined) throw new RefusedError(words.own(TOTALS));
      const lines = order.lines.filter((line) => keyOf(line.productVariant.sku, isGift(line)) === key);
      const each = shares(off, lines.map(({ quantity }) => quantity));
      lines.forEach((line, index) => takeOff(line, each[index] ?? 0, source));
    }
    const redeemed = toMinor(to.redeemed);
    const payable = toMinor(to.payable);
    if (redeemed === undefined || payable === undefined) throw new RefusedError(words.own(TOTALS));
    await this.redeem(ctx, order, redeemed);
    this.calculator.calculateOrderTotals(order);
    if (payable === Math.max(0, order.totalWithTax)) return;
    const why = `order ${order.code} would cost ${toDecimal(order.totalWithTax)} here and ${to.payable} under the rules`;
    Logger.error(why, loggerCtx);
    throw new RefusedError(ctx.apiType === 'admin' ? `${words.own(TOTALS)} ${why}` : words.own(TOTALS));
  }

  /** Bonuses pay so much of it. */
  private async redeem(ctx: RequestContext, order: Order, redeemed: number): Promise<void> {
    const surcharges = this.connection.getRepository(ctx, Surcharge);
    const shown = order.surcharges.filter(({ sku }) => sku === BONUS_SKU);
    if (redeemedHere(order) === redeemed) return;
    await surcharges.remove(shown);
    order.surcharges = order.surcharges.filter(({ sku }) => sku !== BONUS_SKU);
    if (redeemed === 0) return;
    order.surcharges.push(await surcharges.save(new Surcharge({
      description: this.engine.words(ctx).bonuses(), sku: BONUS_SKU, listPrice: -redeemed, listPriceIncludesTax: true, taxLines: [],
      order: { id: order.id },
    })));
  }
}
