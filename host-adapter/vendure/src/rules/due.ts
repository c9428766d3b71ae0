import { Injectable } from '@nestjs/common';
import { ID, Logger, Order, RequestContext, TransactionalConnection } from '@vendure/core';
import { OrderFields } from '../entities/custom-fields';
import { loggerCtx } from '../options';
import { Calendar } from './calendar';
import { Engine } from './engine';
import { since } from './kept';
import { Life } from './life';
import { Locks } from './locks';

/** Orders read at once. */
const PAGE = 100;

/** What a run did. */
export interface DueReport {
  /** Events that were applied. */
  fired: number;
  /** Events that the rules refused; they are tried again the next time. */
  refused: number;
  /** Orders that could not be looked at; the log says why. */
  failed: number;
}

/**
 * Timers of orders: reservations that end, orders that nobody confirmed, the archive. Each order by itself, in a
 * transaction that nobody else shares: of two workers, the second finds it done.
 */
@Injectable()
export class Due {
  constructor(
    private connection: TransactionalConnection,
    private engine: Engine,
    private life: Life,
    private locks: Locks,
    private calendar: Calendar,
  ) {}

  async run(ctx: RequestContext): Promise<DueReport> {
    const report: DueReport = { fired: 0, refused: 0, failed: 0 };
    const now = this.engine.now();
    let ids: ID[];
    let after: ID | undefined;
    do {
      ids = await this.page(ctx, now, after);
      for (const id of ids) {
        try {
          // One transaction an order, even where the caller has one of his own to offer.
          await this.connection.withTransaction(ctx, (tx) => this.fire(tx, id, now, report));
        } catch (error) {
          report.failed += 1;
          Logger.error(`order ${id}: its timers can't be looked at: ${(error as Error).message}`, loggerCtx);
        }
      }
      after = ids.at(-1) ?? after;
    } while (ids.length === PAGE);
    return report;
  }

  private async page(ctx: RequestContext, now: number, after?: ID): Promise<ID[]> {
    const query = this.connection.getRepository(ctx, Order).createQueryBuilder('order')
      .select('order.id').where('order.customFields.comptoirDue <= :now', { now: new Date(now) })
      .orderBy('order.id').take(PAGE);
    // Ids may be texts: there is none that all others come after.
    if (after !== undefined) query.andWhere('order.id > :after', { after });
    const found = await query.getMany();
    return found.map(({ id }) => id);
  }

  private async fire(ctx: RequestContext, id: ID, now: number, report: DueReport): Promise<void> {
    const locked = await this.locks.order(ctx, id);
    const due = (locked?.customFields as OrderFields | undefined)?.comptoirDue;
    if (!due || due.getTime() > now) return;
    const order = await this.life.load(ctx, id);
    const client = await this.life.clientOf(ctx, order);
    if (!client) throw new Error('the outlet that it was placed for is no client any more');
    const facts = this.life.facts(order, client);
    const context = this.engine.context({ ...client, acting: { id: 'timer', kind: 'system' } });
    const { answer } = this.engine.comptoir.orders.due(context, [facts], await this.calendar.working(ctx, now, since(facts)));
    for (const { event, key } of answer.due) {
      const fired = await this.life.ask(ctx, order, event, { key });
      await this.life.apply(ctx, order, fired.answer);
      if (fired.answer.status === 'applied') {
        report.fired += 1;
      } else if (fired.refusal) {
        report.refused += 1;
        Logger.warn(`order ${order.code}: ${key} is due and refused: ${fired.refusal}`, loggerCtx);
      }
    }
  }
}
