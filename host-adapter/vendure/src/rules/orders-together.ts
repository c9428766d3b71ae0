import { Injectable } from '@nestjs/common';
import { ID, Order, RequestContext, TransactionalConnection } from '@vendure/core';
import { chunks } from '../chunks';
import { stateOf } from './request';

/** Placed orders with what the rules are told of them. Those of a list are asked about in one turn, and read together. */
@Injectable()
export class OrdersTogether {
  constructor(private connection: TransactionalConnection) {}

  /** In the request's channel: another channel's order looks like none. */
  async of(ctx: RequestContext, id: ID): Promise<Order | undefined> {
    const state = stateOf(ctx);
    state.reading ??= this.collect(ctx);
    state.reading.ids.add(id);
    return (await state.reading.done).get(String(id));
  }

  /** What is asked about before the event loop turns. */
  private collect(ctx: RequestContext): { ids: Set<ID>; done: Promise<Map<string, Order>> } {
    const state = stateOf(ctx);
    const ids = new Set<ID>();
    const done = new Promise((resolve) => setImmediate(resolve)).then(() => {
      state.reading = undefined;
      return this.read(ctx, [...ids]);
    });
    return { ids, done };
  }

  private async read(ctx: RequestContext, all: ID[]): Promise<Map<string, Order>> {
    const found = new Map<string, Order>();
    const repository = this.connection.getRepository(ctx, Order);
    for (const ids of chunks(all)) {
      const orders = await repository.createQueryBuilder('order')
        .innerJoin('order.channels', 'channel', 'channel.id = :channel', { channel: ctx.channelId })
        .leftJoinAndSelect('order.surcharges', 'surcharge')
        .where('order.id IN (:...ids)', { ids }).getMany();
      // By themselves: an order's columns are long, and would come with each of its lines.
      const lined = await repository.createQueryBuilder('order').select('order.id')
        .innerJoinAndSelect('order.lines', 'line').innerJoinAndSelect('line.productVariant', 'variant')
        .where('order.id IN (:...ids)', { ids }).orderBy('line.id').getMany();
      const lines = new Map(lined.map((order) => [String(order.id), order.lines]));
      for (const order of orders) {
        order.lines = lines.get(String(order.id)) ?? [];
        found.set(String(order.id), order);
      }
    }
    return found;
  }
}
