import { Injectable } from '@nestjs/common';
import { Allocation, FulfillmentLine, ID, Order, Release, RequestContext, Sale, StockMovementService, TransactionalConnection } from '@vendure/core';
import type { checkout, types } from '@comptoir/node';
import { Engine } from './engine';

/**
 * Goods that are set aside for an order: the rules say when, Vendure's allocations keep it. Both ways do what is still
 * missing and no more, so that doing them twice is doing them once.
 */
@Injectable()
export class Holding {
  constructor(
    private connection: TransactionalConnection,
    private engine: Engine,
    private movements: StockMovementService,
  ) {}

  /** Where the rules set nothing aside, ever, Vendure's own strategy does, as without them. */
  get isOurs(): boolean {
    return this.engine.generation.settings.find(({ path }) => path === 'orders.reserve')?.value !== 'never';
  }

  atPlacing(draft: checkout.OrderDraft): boolean {
    return this.isOurs && (draft.states.reservation === 'full' || draft.states.reservation === 'part');
  }

  /** What `effects` mean for the goods; undefined: nothing. */
  async apply(ctx: RequestContext, order: Order, effects: types.Effect[]): Promise<boolean | undefined> {
    let held: boolean | undefined;
    for (const { action } of effects) {
      if (action.tag === 'reserve-order') {
        await this.hold(ctx, order);
        held = true;
      } else if (action.tag === 'release-order') {
        await this.release(ctx, order);
        held = false;
      }
    }
    return held;
  }

  /** Allocates what is neither allocated nor in a fulfillment. */
  async hold(ctx: RequestContext, order: Order): Promise<void> {
    const lines = await this.lines(ctx, order);
    await this.movements.createAllocationsForOrderLines(ctx, lines
      .map(({ id, wanted, allocated }) => ({ orderLineId: id, quantity: wanted - allocated }))
      .filter(({ quantity }) => quantity > 0));
  }

  /** Allocates as much as its lines hold now, no more and no less. */
  async fit(ctx: RequestContext, order: Order): Promise<void> {
    const lines = await this.lines(ctx, order);
    await this.movements.createReleasesForOrderLines(ctx, lines
      .map(({ id, wanted, allocated }) => ({ orderLineId: id, quantity: allocated - Math.max(0, wanted) }))
      .filter(({ quantity }) => quantity > 0));
    await this.hold(ctx, order);
  }

  /** Gives back what is allocated. */
  async release(ctx: RequestContext, order: Order): Promise<void> {
    const lines = await this.lines(ctx, order);
    await this.movements.createReleasesForOrderLines(ctx, lines
      .map(({ id, allocated }) => ({ orderLineId: id, quantity: allocated }))
      .filter(({ quantity }) => quantity > 0));
  }

  /**
   * Allocates what a fulfillment is about to take out of stock and nobody has set aside; false: it would take more than
   * the order has.
   */
  async pick(ctx: RequestContext, order: Order, picked: { orderLineId: ID; quantity: number }[]): Promise<boolean> {
    const lines = await this.lines(ctx, order);
    if (lines.some(({ wanted }) => wanted < 0)) return false;
    await this.movements.createAllocationsForOrderLines(ctx, picked
      .map(({ orderLineId, quantity }) => ({
        orderLineId, quantity: quantity - Math.max(0, lines.find(({ id }) => String(id) === String(orderLineId))?.allocated ?? 0),
      }))
      .filter(({ orderLineId, quantity }) => quantity > 0 && lines.some(({ id }) => String(id) === String(orderLineId))));
    return true;
  }

  /** Of each line, what is not in a fulfillment, and what is allocated. */
  private async lines(ctx: RequestContext, order: Order) {
    const ids = order.lines.map(({ id }) => id);
    if (ids.length === 0) return [];
    const sums = async (kind: typeof Allocation | typeof Sale | typeof Release) => {
      const rows = await this.connection.getRepository(ctx, kind as typeof Allocation).createQueryBuilder('movement')
        .select('movement.orderLine', 'line').addSelect('SUM(movement.quantity)', 'quantity')
        .where('movement.orderLine IN (:...ids)', { ids }).groupBy('movement.orderLine')
        .getRawMany<{ line: ID; quantity: string | number }>();
      return new Map(rows.map(({ line, quantity }) => [String(line), Number(quantity)]));
    };
    const [allocated, sold, released] = [await sums(Allocation), await sums(Sale), await sums(Release)];
    const rows = await this.connection.getRepository(ctx, FulfillmentLine).createQueryBuilder('line')
      .innerJoin('line.fulfillment', 'fulfillment')
      .select('line.orderLineId', 'line').addSelect('SUM(line.quantity)', 'quantity')
      .where('line.orderLineId IN (:...ids)', { ids })
      .andWhere('fulfillment.state != :cancelled', { cancelled: 'Cancelled' })
      .groupBy('line.orderLineId')
      .getRawMany<{ line: ID; quantity: string | number }>();
    const fulfilled = new Map(rows.map(({ line, quantity }) => [String(line), Number(quantity)]));
    const of = (map: Map<string, number>, id: ID) => map.get(String(id)) ?? 0;
    return order.lines.map(({ id, quantity }) => ({
      id,
      wanted: quantity - of(fulfilled, id),
      // Sales are kept below zero.
      allocated: of(allocated, id) + of(sold, id) - of(released, id),
    }));
  }
}
