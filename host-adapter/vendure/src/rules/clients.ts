import { Inject, Injectable } from '@nestjs/common';
import { Order, RequestContext, TransactionalConnection, User } from '@vendure/core';
import type { types } from '@comptoir/node';
import { Employee, Rep } from '../entities';
import { ComptoirOptions, COMPTOIR_OPTIONS } from '../options';
import { once, stateOf } from './request';

/** Somebody who buys under the rules, and who acts for him. */
export interface Client {
  employee: Employee;
  acting: types.Actor;
}

/** Who is at the keyboard, and for which company. */
@Injectable()
export class Clients {
  constructor(
    private connection: TransactionalConnection,
    @Inject(COMPTOIR_OPTIONS) private options: ComptoirOptions,
  ) {}

  private now(): number {
    return this.options.now?.() ?? Date.now();
  }

  /** The client that this request acts for; undefined for visitors and customers without a company. */
  async of(ctx: RequestContext, order?: Order): Promise<Client | undefined> {
    if (ctx.apiType === 'admin' || !ctx.activeUserId) {
      const email = order && (await this.emailOf(ctx, order));
      return email ? this.forEmail(ctx, email, ctx.apiType === 'admin') : undefined;
    }
    const user = await this.user(ctx);
    return user ? this.forEmail(ctx, user.identifier, false) : undefined;
  }

  private async emailOf(ctx: RequestContext, order: Order): Promise<string | undefined> {
    if (order.customer) return order.customer.emailAddress;
    const found = await this.connection.getRepository(ctx, Order).findOne({
      where: { id: order.id }, relations: ['customer'], loadEagerRelations: false,
    });
    return found?.customer?.emailAddress;
  }

  private async user(ctx: RequestContext): Promise<User | null> {
    if (ctx.session?.user?.identifier) return ctx.session.user as unknown as User;
    if (!ctx.activeUserId) return null;
    return this.connection.getRepository(ctx, User).findOne({
      where: { id: ctx.activeUserId }, loadEagerRelations: false,
    });
  }

  private forEmail(ctx: RequestContext, email: string, byStaff: boolean): Promise<Client | undefined> {
    return once(stateOf(ctx).clients, email, async () => {
      const employee = await this.connection.getRepository(ctx, Employee).createQueryBuilder('employee')
        .innerJoinAndSelect('employee.outlet', 'outlet')
        .innerJoinAndSelect('outlet.company', 'company')
        .where('employee.email = :email', { email: email.toLowerCase() })
        .getOne();
      if (!employee) return undefined;
      // The shop goes on with what he ordered; he himself is nobody meanwhile.
      const works = !employee.effectiveFrom || Date.parse(employee.effectiveFrom) <= this.now();
      if (!byStaff && (employee.suspended || !works)) return undefined;
      const acting: types.Actor = byStaff
        ? await this.staff(ctx)
        : { id: String(employee.id), kind: 'buyer' };
      return { employee, acting };
    });
  }

  /** An administrator: a rep where the sales force lists him, other staff otherwise. */
  async staff(ctx: RequestContext): Promise<types.Actor> {
    const user = await this.user(ctx);
    if (!user) return { id: 'system', kind: 'system' };
    const rep = await this.connection.getRepository(ctx, Rep).findOne({
      where: { email: user.identifier.toLowerCase() },
    });
    return rep ? { id: rep.code, kind: 'rep' } : { id: user.identifier, kind: 'staff' };
  }
}
