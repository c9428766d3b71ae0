import { Injectable, OnModuleInit } from '@nestjs/common';
import { EventBus, HistoryEntryEvent, ID } from '@vendure/core';
import { HistoryEntryType } from '@vendure/common/lib/generated-types';
import { RefusedError } from '../rules/access';
import { Engine } from '../rules/engine';
import { Life } from '../rules/life';

/**
 * Vendure's `cancelOrder` takes lines off an order before it asks whether the order may be cancelled, and keeps them
 * off where it may not. Its note about that is the one place where the whole call can still be refused.
 */
@Injectable()
export class Cancellations implements OnModuleInit {
  constructor(private events: EventBus, private engine: Engine, private life: Life) {}

  onModuleInit() {
    this.events.registerBlockingEventHandler({
      event: HistoryEntryEvent,
      id: 'comptoir-cancellation',
      handler: async ({ ctx, entity, type }) => {
        if (type !== 'created' || entity.type !== HistoryEntryType.ORDER_CANCELLATION) return;
        const order = await this.life.load(ctx, (entity as unknown as { order: { id: ID } }).order.id);
        const kept = this.life.kept(order);
        // The rules have cancelled it already, by an event of their own: Vendure follows.
        if (kept?.states.order === 'cancelled' && !order.lines.some(({ quantity }) => quantity > 0)) return;
        // What all came back may be taken off line by line. Of what came back in part the rules keep what is owed.
        if (!kept || kept.states.returns === 'full') return;
        const inPart = order.lines.some(({ quantity }) => quantity > 0);
        const refusal = inPart
          ? this.engine.words(ctx).modifying()
          : (await this.life.ask(ctx, order, 'cancel', { reason: 'cancelled in the shop' })).refusal;
        if (refusal) throw new RefusedError(refusal);
      },
    });
  }
}
