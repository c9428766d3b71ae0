import { Injectable } from '@nestjs/common';
import { RequestContext, TransactionalConnection } from '@vendure/core';
import type { orders } from '@comptoir/node';
import { Between, FindOptionsWhere, MoreThan } from 'typeorm';
import { WorkingTime } from '../entities';
import { once, stateOf } from './request';

/** Stretches that a timer may need at most. */
const AHEAD = 400;

/** More than there are in `BACK`. */
const ALL = 100_000;

/** Working time since orders may have been waiting. */
const BACK = 60 * 24 * 3600 * 1000;

/** When somebody is there to confirm orders. */
@Injectable()
export class Calendar {
  constructor(private connection: TransactionalConnection) {}

  /** Rising, from `now` on or since the orders that wait today; none where no working time was loaded. */
  async working(ctx: RequestContext, now: number, since = now): Promise<orders.WorkingTime[] | null> {
    return known(await this.rows(ctx, { end: MoreThan(new Date(Math.max(since, now - BACK))) }));
  }

  /** The same for however many orders one request looks at: read twice at most. For what binds nobody. */
  async shared(ctx: RequestContext, now: number, since = now): Promise<orders.WorkingTime[] | null> {
    const { calendar } = stateOf(ctx);
    const from = Math.max(since, now - BACK);
    const { at, rows } = await once(calendar, 'ahead', async () => ({ at: now, rows: await this.rows(ctx, { end: MoreThan(new Date(now)) }) }));
    const { rows: before } = from >= at ? { rows: [] } : await once(calendar, 'before', async () => (
      { at, rows: await this.rows(ctx, { end: Between(new Date(at - BACK), new Date(at)) }, ALL) }));
    const all = [...before, ...rows].filter(({ end }) => end.getTime() > from);
    return known(all.sort((one, other) => one.start.getTime() - other.start.getTime()).slice(0, AHEAD));
  }

  private rows(ctx: RequestContext, where: FindOptionsWhere<WorkingTime>, take = AHEAD): Promise<WorkingTime[]> {
    return this.connection.getRepository(ctx, WorkingTime).find({ where, order: { start: 'ASC' }, take });
  }
}

function known(rows: WorkingTime[]): orders.WorkingTime[] | null {
  return rows.length === 0 ? null : united(rows.map(({ start, end }) => ({ start: start.getTime(), end: end.getTime() })));
}

/** Stretches that overlap are one: the rules take none that begins before the one before it is over. */
function united(rising: orders.WorkingTime[]): orders.WorkingTime[] {
  const all: orders.WorkingTime[] = [];
  for (const { start, end } of rising) {
    const last = all.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else all.push({ start, end });
  }
  return all;
}
