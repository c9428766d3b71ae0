import { Injectable } from '@nestjs/common';
import { Order, OrderLine, OrderService, ProductVariant, RequestContext, TransactionalConnection } from '@vendure/core';
import type { cart, Facts } from '@comptoir/node';
import { Client } from './clients';
import { Engine } from './engine';
import { isGift } from './lines';

/** What the decision gives away. */
export interface Given {
  sku: string;
  quantity: number;
}

export function givenBy(answer: cart.CartAnswer, facts: Facts): Given | undefined {
  const gift = answer.promo?.gift;
  const product = gift && facts.products.items[gift.product];
  return gift && product ? { sku: product.sku, quantity: Number(gift.quantity) } : undefined;
}

/** Whether the order's gifts are no more than the decision gives. The buyer may have taken them out. */
export function giftsAllowed(order: Order, given: Given | undefined): boolean {
  const gifts = order.lines.filter((line) => isGift(line) && line.quantity > 0);
  return gifts.every(({ productVariant }) => productVariant.sku === given?.sku)
    && gifts.reduce((sum, { quantity }) => sum + quantity, 0) <= (given?.quantity ?? 0);
}

/** Gifts are lines of their own, at no price: they are packed, and their stock is allocated. */
@Injectable()
export class Gifts {
  constructor(
    private engine: Engine,
    private orders: OrderService,
    private connection: TransactionalConnection,
  ) {}

  /** Puts what the code gives into the order. */
  async add(ctx: RequestContext, client: Client, order: Order): Promise<void> {
    const { decision, gathered } = await this.engine.cart(ctx, client, order, this.engine.lines(order));
    const given = givenBy(decision.answer, gathered.facts);
    if (!given || order.lines.some(isGift)) return;
    const variant = await this.connection.getRepository(ctx, ProductVariant).findOne({
      where: { sku: given.sku }, loadEagerRelations: false,
    });
    if (variant) await this.orders.addItemToOrder(ctx, order.id, variant.id, given.quantity, { comptoirGift: true });
  }

  /** Takes them out again, here and in the tables: the engine saves the lines that it holds. */
  async remove(ctx: RequestContext, order: Order): Promise<void> {
    const gifts = order.lines.filter(isGift);
    if (gifts.length === 0) return;
    await this.connection.getRepository(ctx, OrderLine).remove([...gifts]);
    order.lines = order.lines.filter((line) => !isGift(line));
  }
}
