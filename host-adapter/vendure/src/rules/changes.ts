import { Inject, Injectable, OnApplicationBootstrap } from '@nestjs/common';
import {
  Channel, Customer, GlobalSettings, Logger, Order, Product, ProductVariant, ProductVariantPrice, RequestContext, StockLevel, StockLocation,
  TaxCategory, TransactionalConnection,
} from '@vendure/core';
import type { EntityManager, EntityMetadata, EntitySubscriberInterface, ObjectLiteral, QueryRunner } from 'typeorm';
import {
  BonusAccount, BonusLot, BonusMember, BonusOrder, Bought, Change, Company, Contract, CreditLimit, Detail, Employee, Grant, Outlet, PriceList,
  PriceRow, Receivable, Turnover,
} from '../entities';
import type { OrderFields } from '../entities/custom-fields';
import { ComptoirOptions, COMPTOIR_OPTIONS, loggerCtx } from '../options';
import { isLive, once, stateOf } from './request';

/** What is kept between requests, by what is written together. */
export type Kind = 'people' | 'customers' | 'goods' | 'stock' | 'bonuses' | 'orders';

/** By kind, what tells one state of the tables from another. */
export type Revision = Record<Kind, string>;

const KINDS: Record<Kind, unknown[]> = {
  people: [Company, Outlet, Employee, Contract, CreditLimit, Receivable, Grant, Turnover, Bought, Detail],
  customers: [Customer],
  goods: [ProductVariant, Product, TaxCategory, PriceList, PriceRow, ProductVariantPrice, GlobalSettings, StockLocation, Channel],
  stock: [StockLevel],
  bonuses: [BonusAccount, BonusLot, BonusMember, BonusOrder],
  orders: [Order],
};

/** Which of them may be sold where: tables of pairs, which are of no class. */
const PAIRS: [kind: Kind, of: unknown, relation: string][] = [
  ['goods', ProductVariant, 'channels'], ['goods', Product, 'channels'], ['goods', StockLocation, 'channels'],
];

/** Rows after which the oldest are taken out, and how many stay. */
const [MOST, STAY] = [2000, 200];

/** Of all events of TypeORM that write, what is read here. */
interface WriteEvent {
  queryRunner: QueryRunner;
  manager: EntityManager;
  metadata: EntityMetadata;
  entity?: ObjectLiteral;
}

/**
 * Hears of every write through TypeORM, in this process or another one: whoever writes leaves a row in the same transaction, and
 * a request reads once what rows there are. Nothing is locked by that, and what is rolled back was never said.
 *
 * A kind's state is its first row's id and how many rows there are. Rows are added by commits, one each, and taken out from the
 * oldest on alone: with the same first row, the same number of them is the same rows.
 */
@Injectable()
export class Changes implements OnApplicationBootstrap, EntitySubscriberInterface {
  private kinds = new Map<EntityMetadata, Kind>();
  /** Kinds that a transaction has written: to itself and to nobody else they look otherwise than they were. */
  private dirty = new WeakMap<QueryRunner, Set<Kind>>();
  /** Kinds that it has left a row for. */
  private said = new WeakMap<QueryRunner, Set<Kind>>();
  private statement: string;
  private pruning?: Promise<void>;

  constructor(private connection: TransactionalConnection, @Inject(COMPTOIR_OPTIONS) private options: ComptoirOptions) {}

  onApplicationBootstrap() {
    const { rawConnection } = this.connection;
    for (const [kind, entities] of Object.entries(KINDS)) {
      for (const entity of entities) this.kinds.set(rawConnection.getMetadata(entity as never), kind as Kind);
    }
    for (const [kind, entity, path] of PAIRS) {
      const pairs = rawConnection.getMetadata(entity as never).findRelationWithPropertyPath(path)?.junctionEntityMetadata;
      if (pairs) this.kinds.set(pairs, kind);
    }
    // As text once and for all: it is asked in every request.
    this.statement = rawConnection.createQueryBuilder(Change, 'change')
      .select('change.kind', 'kind').addSelect('MIN(change.id)', 'first').addSelect('COUNT(*)', 'count')
      .groupBy('change.kind').getQuery();
    rawConnection.subscribers.push(this);
  }

  /**
   * As of the start of this request; undefined: nothing that is kept counts. Such are the Admin API and jobs, whatever comes after
   * something was written or locked, and a transaction's own writes.
   */
  of(ctx: RequestContext): Promise<Revision | undefined> {
    const state = stateOf(ctx);
    if (ctx.apiType !== 'shop' || !isLive(ctx) || state.anew || this.options.keepFacts === false) return Promise.resolve(undefined);
    if (this.isDirty(ctx)) return Promise.resolve(undefined);
    return once(state.revisions, '', () => this.read(ctx));
  }

  /** Whether the transaction at work has written something that nobody else sees yet. */
  isDirty(ctx: RequestContext): boolean {
    const { queryRunner } = this.connection.getRepository(ctx, Change).manager;
    // SQLite has one connection for everybody, and with it one transaction.
    const shared = (this.connection.rawConnection.driver as { queryRunner?: QueryRunner }).queryRunner;
    return [queryRunner, shared].some((runner) => !!runner && (this.dirty.get(runner)?.size ?? 0) > 0);
  }

  private async read(ctx: RequestContext): Promise<Revision> {
    const rows: { kind: Kind; first: number | string; count: number | string }[] =
      await this.connection.getRepository(ctx, Change).query(this.statement);
    const revision: Revision = { people: '', customers: '', goods: '', stock: '', bonuses: '', orders: '' };
    let all = 0;
    for (const { kind, first, count } of rows) {
      revision[kind] = `${first}.${count}`;
      all += Number(count);
    }
    if (all > MOST) this.prune();
    return revision;
  }

  /** Beside the requests: a statement by itself holds nothing that somebody could wait for. */
  private prune(): void {
    const rows = this.connection.rawConnection.getRepository(Change);
    this.pruning ??= (async () => {
      const [last] = await rows.find({ order: { id: 'DESC' }, skip: STAY, take: 1 });
      if (last) await rows.createQueryBuilder().delete().where('id <= :id', { id: last.id }).execute();
    })()
      .catch((error: Error) => Logger.warn(`comptoir_change is not cut back: ${error.message}`, loggerCtx))
      .finally(() => { this.pruning = undefined; });
  }

  private kindOf({ metadata, entity }: WriteEvent, inserted: boolean): Kind | undefined {
    const kind = this.kinds.get(metadata);
    if (kind !== 'orders') return kind;
    // A cart is nothing that decisions about others go by, and is written all the time.
    const { active, customFields } = (entity ?? {}) as { active?: boolean; customFields?: OrderFields };
    return (inserted ? !customFields?.comptoirLive : active === true) ? undefined : kind;
  }

  // Before it is written: what is read from here on may be what is rolled back.

  private begin(event: WriteEvent, inserted = false): void {
    const kind = this.kindOf(event, inserted);
    if (kind) this.dirty.set(event.queryRunner, (this.dirty.get(event.queryRunner) ?? new Set()).add(kind));
  }

  // After it: outside of a transaction, whoever reads in between must not take the old for the new.

  private async say(event: WriteEvent, inserted = false): Promise<void> {
    const kind = this.kindOf(event, inserted);
    if (!kind) return;
    const { queryRunner } = event;
    const said = this.said.get(queryRunner) ?? new Set<Kind>();
    if (!said.has(kind)) {
      this.said.set(queryRunner, said.add(kind));
      await queryRunner.manager.createQueryBuilder().insert().into(Change).values({ kind }).callListeners(false).updateEntity(false).execute();
    }
    if (!queryRunner.isTransactionActive) this.over(queryRunner);
  }

  private over(queryRunner: QueryRunner): void {
    // What a savepoint took back was not said; what was written before it still is.
    this.said.delete(queryRunner);
    if (!queryRunner.isTransactionActive) this.dirty.delete(queryRunner);
  }

  beforeInsert(event: WriteEvent) { this.begin(event, true); }
  beforeUpdate(event: unknown) { this.begin(event as WriteEvent); }
  beforeRemove(event: unknown) { this.begin(event as WriteEvent); }
  beforeSoftRemove(event: unknown) { this.begin(event as WriteEvent); }
  beforeRecover(event: unknown) { this.begin(event as WriteEvent); }
  afterInsert(event: WriteEvent) { return this.say(event, true); }
  afterUpdate(event: unknown) { return this.say(event as WriteEvent); }
  afterRemove(event: unknown) { return this.say(event as WriteEvent); }
  afterSoftRemove(event: unknown) { return this.say(event as WriteEvent); }
  afterRecover(event: unknown) { return this.say(event as WriteEvent); }
  afterTransactionCommit({ queryRunner }: { queryRunner: QueryRunner }) { this.over(queryRunner); }
  afterTransactionRollback({ queryRunner }: { queryRunner: QueryRunner }) { this.over(queryRunner); }
}
