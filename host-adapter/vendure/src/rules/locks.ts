import { Injectable } from '@nestjs/common';
import { ID, Order, OrderLine, Payment, RequestContext, StockLevel, TransactionalConnection } from '@vendure/core';
import { EntityManager, ObjectLiteral, QueryRunner, SelectQueryBuilder } from 'typeorm';
import { Company } from '../entities';
import { OrderFields } from '../entities/custom-fields';
import { Prepared } from './prepared';
import { once } from './request';

/** Databases that lock rows. TypeORM's SQLite drivers have one connection for all requests: they are for tests and demos. */
const LOCKING = ['postgres', 'aurora-postgres', 'cockroachdb', 'mysql', 'mariadb', 'aurora-mysql'];

/** Of an order, what tells whether it has moved. */
type Moved = Pick<Order, 'state' | 'orderPlacedAt'>;

/**
 * What two decisions that bind may contend for, held until the transaction ends. Always in this order, so that nobody
 * waits in a circle: the order's payments, the order, the company (its contracts, debts, limits, grants), stock by
 * variant, the bonus account, numbers of documents, the audit's end.
 */
@Injectable()
export class Locks {
  /** Orders that a transaction has locked, as it has them: two mutations of one request are two transactions. */
  private locked = new WeakMap<QueryRunner, Map<string, Promise<Moved | null>>>();
  /** Orders that it has locked with company and stock. */
  private whole = new WeakMap<QueryRunner, Set<string>>();
  /** As far as it takes to tell a cart from a placed order: every change of a cart asks for it. */
  private state = new Prepared<Moved>((connection) => this.held(connection.createQueryBuilder(Order, 'order')
    .select('order.state', 'state').addSelect('order.orderPlacedAt', 'orderPlacedAt').where('order.id = :id')));

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
    const { manager } = this.connection.getRepository(ctx, Order);
    const order = this.read(manager, id);
    if (manager.queryRunner?.isTransactionActive) this.of(manager.queryRunner).set(String(id), order);
    return order;
  }

  private read(manager: EntityManager, id: ID): Promise<Order | null> {
    return this.held(manager.createQueryBuilder(Order, 'order').where('order.id = :id', { id })).getOne();
  }

  private of(transaction: QueryRunner): Map<string, Promise<Moved | null>> {
    const there = this.locked.get(transaction);
    if (there) return there;
    const orders = new Map<string, Promise<Moved | null>>();
    this.locked.set(transaction, orders);
    return orders;
  }

  /** State and moment of placing of an order as they were when this transaction locked it, and as it has moved it since. */
  asLocked(manager: EntityManager, id: ID): Promise<Moved | null> {
    const read = async () => (await this.state.ask(manager, { id }))[0] ?? null;
    return manager.queryRunner ? once(this.of(manager.queryRunner), String(id), read) : read();
  }

  /** The transaction is over, and holds nothing. */
  over(transaction: QueryRunner): void {
    this.locked.delete(transaction);
    this.whole.delete(transaction);
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
    const now = await this.asLocked(this.connection.getRepository(ctx, Order).manager, id);
    return now?.state === state;
  }

  /**
   * Whether its sums and lines are still those that this request has read: Vendure saves a moved order with the lines it
   * had, and would take off one that came meanwhile.
   */
  async isUnchanged(ctx: RequestContext, order: Order): Promise<boolean> {
    return !this.inTransaction(ctx) || this.isAsRead(ctx, order, await this.order(ctx, order.id));
  }

  /** Whether the order as it was locked is the one that was read: other goods may cost the same. */
  async isAsRead(ctx: RequestContext, read: Order, now: Order | null): Promise<boolean> {
    if (now?.subTotalWithTax !== read.subTotalWithTax || now.shippingWithTax !== read.shippingWithTax) return false;
    const rows = await this.connection.getRepository(ctx, OrderLine).manager.createQueryBuilder(OrderLine, 'line')
      .select('line.id', 'id').addSelect('line.quantity', 'quantity')
      .where('line.orderId = :order', { order: read.id }).getRawMany<{ id: ID; quantity: number }>();
    const quantities = new Map(rows.map(({ id, quantity }) => [String(id), Number(quantity)]));
    return rows.length === read.lines.length && read.lines.every(({ id, quantity }) => quantities.get(String(id)) === quantity);
  }

  /**
   * All that an event of the line's order contends for, in the order of above, once a transaction. Vendure's
   * `cancelOrder` takes goods back line by line before it asks the rules.
   */
  async orderOf(ctx: RequestContext, { id, productVariantId }: OrderLine): Promise<void> {
    const { manager } = this.connection.getRepository(ctx, OrderLine);
    const found = await manager.createQueryBuilder(OrderLine, 'line').select('line.orderId', 'order')
      .where('line.id = :id', { id }).getRawOne<{ order: ID }>();
    if (!found || !this.inTransaction(ctx)) return this.stock(ctx, [productVariantId]);
    const transaction = manager.queryRunner as QueryRunner;
    const whole = this.whole.get(transaction) ?? new Set<string>();
    if (whole.has(String(found.order))) return this.stock(ctx, [productVariantId]);
    const order = await this.order(ctx, found.order);
    const { comptoirEntity } = (order?.customFields ?? {}) as OrderFields;
    const companies = comptoirEntity ? await manager.find(Company, { select: ['id'], where: { code: comptoirEntity } }) : [];
    await this.companies(ctx, companies.map((company) => company.id));
    const lines = await manager.createQueryBuilder(OrderLine, 'line').select('line.productVariantId', 'variant')
      .where('line.orderId = :order', { order: found.order }).getRawMany<{ variant: ID }>();
    await this.stock(ctx, lines.map(({ variant }) => variant));
    this.whole.set(transaction, whole.add(String(found.order)));
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
