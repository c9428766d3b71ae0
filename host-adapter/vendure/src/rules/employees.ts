import { Injectable } from '@nestjs/common';
import { EventBus, idsAreEqual, RequestContext, TransactionalConnection, UserInputError } from '@vendure/core';
import type { accounts, types } from '@comptoir/node';
import { Employee } from '../entities';
import { EmployeeChangedEvent } from '../events';
import { Access, RefusedError } from './access';
import { Client } from './clients';
import { Directories, Known } from './directory';
import { Engine } from './engine';
import { Locks } from './locks';
import { MOVING } from './own-words';
import { forget } from './request';
import { bars } from './words';

export interface EmployeeWish {
  email: string;
  level: string;
  spendingLimit?: string | null;
  /** Buyer account of the outlet he buys for; none: that of whoever adds him, or the one he has. */
  account?: string | null;
  suspended?: boolean | null;
}

/** A client's own employees: who may be given what is the rules' to say, what they say is kept. */
@Injectable()
export class Employees {
  constructor(
    private engine: Engine,
    private access: Access,
    private directories: Directories,
    private events: EventBus,
    private locks: Locks,
    private connection: TransactionalConnection,
  ) {}

  async list(ctx: RequestContext, client: Client): Promise<Employee[]> {
    await this.access.demand(ctx, client, 'manage-employees');
    return (await this.directories.of(ctx, client.employee.outlet.company)).employees;
  }

  /** What somebody may buy changes before he pays or after it: both wait for the company. */
  private async locked(ctx: RequestContext, asked: Client): Promise<Client> {
    const { id } = asked.employee.outlet.company;
    await this.locks.companies(ctx, [id]);
    // Whoever asks may have been changed himself, while he waited.
    forget(ctx);
    const client = await this.engine.client(ctx);
    if (!client || !idsAreEqual(client.employee.outlet.company.id, id)) throw new RefusedError(this.engine.words(ctx).own(MOVING));
    return client;
  }

  async add(ctx: RequestContext, asked: Client, { email, level, spendingLimit, account }: EmployeeWish): Promise<Employee> {
    const client = await this.locked(ctx, asked);
    const known = await this.known(ctx, client, email);
    const val = { email, level, limit: spendingLimit, outlets: [this.outlet(known, account ?? client.employee.outlet.account)] };
    return this.keep(ctx, client, known, new Employee(), { tag: 'add', val });
  }

  async change(ctx: RequestContext, asked: Client, wish: EmployeeWish): Promise<Employee> {
    const client = await this.locked(ctx, asked);
    const known = await this.known(ctx, client, wish.email);
    const { index, employee } = this.employee(known, client, wish.email);
    return this.keep(ctx, client, known, employee, {
      tag: 'change',
      val: {
        employee: index, level: wish.level, limit: wish.spendingLimit,
        outlets: [this.outlet(known, wish.account ?? employee.outlet.account)], suspended: wish.suspended ?? employee.suspended,
      },
    });
  }

  async remove(ctx: RequestContext, asked: Client, email: string): Promise<void> {
    const client = await this.locked(ctx, asked);
    const known = await this.known(ctx, client, email);
    const { index, employee } = this.employee(known, client, email);
    const { verdict } = this.ask(ctx, client, known, { tag: 'remove', val: index });
    await this.connection.getRepository(ctx, Employee).delete(employee.id);
    await this.told(ctx, client, email, verdict);
  }

  /** The client's people, and those of whatever client the e-mail belongs to: it may be taken there. */
  private async known(ctx: RequestContext, client: Client, email: string): Promise<Known> {
    await this.access.demand(ctx, client, 'manage-employees');
    const own = client.employee.outlet.company;
    const taken = await this.connection.getRepository(ctx, Employee).findOne({
      where: { email: email.trim().toLowerCase() }, relations: ['outlet', 'outlet.company'],
    });
    const other = taken?.outlet.company;
    return this.directories.together(ctx, other && other.code !== own.code ? [own, other] : [own]);
  }

  /** By e-mail; another client's employee looks like none. */
  private employee(known: Known, client: Client, email: string) {
    const index = known.employees.findIndex((one) =>
      one.email === email.trim().toLowerCase() && one.outlet.company.code === client.employee.outlet.company.code);
    const employee = known.employees[index];
    if (!employee) throw new UserInputError(`there is no employee \`${email}\``);
    return { index, employee };
  }

  private outlet({ outlets, companies }: Known, account: string): number {
    const index = outlets.findIndex((one) => one.account === account && one.company.code === companies[0]?.code);
    if (index < 0) throw new UserInputError(`there is no account \`${account}\``);
    return index;
  }

  /** @throws RefusedError where the rules say no. */
  private ask(ctx: RequestContext, client: Client, { directory }: Known, change: accounts.EmployeeChange): accounts.EmployeeAnswer {
    const { answer } = this.engine.comptoir.accounts.manageEmployee(this.engine.context(client), directory, change);
    const barred = answer.verdict.findings.filter(bars);
    if (barred.length > 0) throw new RefusedError(this.engine.words(ctx).refusal(barred, ctx.currencyCode, false));
    return answer;
  }

  private async keep(
    ctx: RequestContext, client: Client, known: Known, employee: Employee, change: accounts.EmployeeChange,
  ): Promise<Employee> {
    const { keep, verdict } = this.ask(ctx, client, known, change);
    const outlet = known.outlets[keep?.outlets?.[0] ?? -1];
    if (!keep || !outlet) throw new RefusedError(this.engine.words(ctx).refusal(verdict.findings, ctx.currencyCode, false));
    const kept = await this.connection.getRepository(ctx, Employee).save(Object.assign(employee, {
      email: keep.email.toLowerCase(),
      level: keep.level,
      spendingLimit: keep.limit ?? null,
      outlet,
      effectiveFrom: keep.effectiveFrom == null ? null : new Date(keep.effectiveFrom).toISOString(),
      suspended: keep.suspended,
    }));
    await this.told(ctx, client, kept.email, verdict);
    return kept;
  }

  private async told(ctx: RequestContext, client: Client, email: string, { effects }: types.Verdict) {
    forget(ctx);
    const notes = effects
      .map(({ action }) => action)
      .filter((action): action is Extract<types.Action, { tag: 'notify' }> => typeof action === 'object' && action.tag === 'notify')
      .map(({ val }) => val);
    await this.events.publish(new EmployeeChangedEvent(ctx, client.employee.outlet.company.code, email, notes));
  }
}
