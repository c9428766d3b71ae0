import { Injectable } from '@nestjs/common';
import { ID, Order, Payment, RequestContext, StockLevel, TransactionalConnection } from '@vendure/core';
import { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { Company } from '../entities';
import { once, stateOf } from './request';

/** Databases that lock rows. TypeORM's SQLite drivers have one connection for all requests: they are for tests and demos. */
const LOCKING = ['postgres', 'aurora-postgres', 'cockroachdb', 'mysql', 'mariadb', 'aurora-mysql'];

/**
 * What two decisions that bind may contend for, held until the transaction ends. Always in this order, so that nobody
 * waits in a circle: the order's payments, the order, the company (its contracts, debts, limits, grants), stock by variant, the audit's end.
 */
@Injectable()
export class Locks {
  constructor(private connection: TransactionalConnection) {}

  /** Outside of a transaction nothing binds, and nothing is held. */
  inTransaction(ctx: RequestContext): boolean {
    return this.connection.getRepository(ctx, Order).manager.queryRunner?.isTransactionActive ?? false;
  }

  held<T extends ObjectLiteral>(query: SelectQueryBuilder<T>): SelectQueryBuilder<T> {
    return LOCKING.includes(this.connection.rawConnection.options.type) ? query.setLock('pessimistic_write') : query;
  }

  /** The order as it is once nobody else moves it; columns alone. */
  async order(ctx: RequestContext, id: ID): Promise<Order | null> {
    const query = this.connection.getRepository(ctx, Order).createQueryBuilder('order').where('order.id = :id', { id });
    return this.held(query).getOne();
  }

  /** Payments of an order that is about to cost something else: nobody settles them meanwhile. */
  async payments(ctx: RequestContext, order: ID): Promise<void> {
    const query = this.connection.getRepository(ctx, Payment).createQueryBuilder('payment')
      .select('payment.id').where('payment.order = :order', { order }).orderBy('payment.id');
    await this.held(query).getMany();
  }

  /** Whether a payment is still in the state in which this request met it; nobody else moves it from here on. */
  async isUnmovedPayment(ctx: RequestContext, { id, state }: Payment): Promise<boolean> {
    if (!this.inTransaction(ctx)) return true;
    const query = this.connection.getRepository(ctx, Payment).createQueryBuilder('payment')
      .select(['payment.id', 'payment.state']).where('payment.id = :id', { id });
    return (await this.held(query).getOne())?.state === state;
  }

  /** Whether the order is still in the state in which this request met it; nobody else moves it from here on. */
  async isUnmoved(ctx: RequestContext, { id, state }: Order): Promise<boolean> {
    if (!this.inTransaction(ctx)) return true;
    const now = await once(stateOf(ctx).locked, String(id), () => this.order(ctx, id));
    return now?.state === state;
  }

  /** Whoever loads what is known of a company waits here too. */
  async companies(ctx: RequestContext, ids: ID[]): Promise<void> {
    if (ids.length === 0) return;
    const query = this.connection.getRepository(ctx, Company).createQueryBuilder('company')
      .select('company.id').where('company.id IN (:...ids)', { ids }).orderBy('company.id');
    await this.held(query).getMany();
  }

  async stock(ctx: RequestContext, variantIds: ID[]): Promise<void> {
    if (variantIds.length === 0) return;
    const query = this.connection.getRepository(ctx, StockLevel).createQueryBuilder('level')
      .select('level.id').where('level.productVariantId IN (:...variantIds)', { variantIds })
      .orderBy('level.productVariantId').addOrderBy('level.id');
    await this.held(query).getMany();
  }
}
