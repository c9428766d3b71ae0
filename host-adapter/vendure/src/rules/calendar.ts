import { Injectable } from '@nestjs/common';
import { RequestContext, TransactionalConnection } from '@vendure/core';
import type { orders } from '@comptoir/node';
import { MoreThan } from 'typeorm';
import { WorkingTime } from '../entities';

/** Stretches that a timer may need at most. */
const AHEAD = 400;

/** Working time since orders may have been waiting. */
const BACK = 60 * 24 * 3600 * 1000;

/** When somebody is there to confirm orders. */
@Injectable()
export class Calendar {
  constructor(private connection: TransactionalConnection) {}

  /** Rising, from `now` on or since the orders that wait today; none where no working time was loaded. */
  async working(ctx: RequestContext, now: number, since = now): Promise<orders.WorkingTime[] | null> {
    const rows = await this.connection.getRepository(ctx, WorkingTime).find({
      where: { end: MoreThan(new Date(Math.max(since, now - BACK))) }, order: { start: 'ASC' }, take: AHEAD,
    });
    return rows.length === 0 ? null : united(rows.map(({ start, end }) => ({ start: start.getTime(), end: end.getTime() })));
  }
}

/** Stretches that overlap are one: the rules take none that begins before the one before it is over. */
function united(rising: orders.WorkingTime[]): orders.WorkingTime[] {
  return rising.reduce<orders.WorkingTime[]>((all, { start, end }) => {
    const last = all.at(-1);
    if (last && start < last.end) return [...all.slice(0, -1), { start: last.start, end: Math.max(last.end, end) }];
    return [...all, { start, end }];
  }, []);
}
