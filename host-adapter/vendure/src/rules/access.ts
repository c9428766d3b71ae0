import { Injectable } from '@nestjs/common';
import { I18nError, LogLevel, RequestContext } from '@vendure/core';
import type { accounts, types } from '@comptoir/node';
import { randomUUID } from 'node:crypto';
import { Company } from '../entities';
import { Client, Clients } from './clients';
import { Directories } from './directory';
import { Engine } from './engine';
import { once, stateOf } from './request';
import { bars } from './words';

/** Somebody may not; the text says why, what to do, and the rule's code. */
export class RefusedError extends I18nError {
  constructor(message: string) {
    super(message, {}, 'COMPTOIR_REFUSED', LogLevel.Info);
  }
}

/** Codes by which whoever acts has nothing to do with the client: for him there is none such. */
const FOREIGN = ['access.rep', 'access.rep-unknown', 'access.unknown', 'access.principal'];

/** What people may do, asked of the rules: levels and limits of employees, a rep's own clients. */
@Injectable()
export class Access {
  /** What bars a buyer from what, as long as he is who he was; by action and generation of the policy. */
  private known = new WeakMap<object, Map<string, types.Finding[]>>();

  constructor(private engine: Engine, private clients: Clients, private directories: Directories) {}

  /** What bars it; empty: he may. `sum`: what the order costs, where one is placed. */
  barred(ctx: RequestContext, client: Client, action: accounts.Permission, sum?: string): Promise<types.Finding[]> {
    const key = [client.acting.kind, client.acting.id, client.employee.outlet.account, action, sum ?? ''].join('|');
    const kept = sum === undefined ? this.kept(client) : undefined;
    const of = `${action}|${this.engine.generation.number}`;
    const before = kept?.get(of);
    if (before) return Promise.resolve(before);
    return once(stateOf(ctx).access, key, async () => {
      // Who may help where a sum is above the limit, and whose client it is, others tell.
      const { directory } = client.acting.kind === 'buyer' && sum === undefined
        ? { directory: this.directories.alone(client) }
        : await this.directories.of(ctx, client.employee.outlet.company);
      const { answer } = this.engine.comptoir.accounts.authorise(this.engine.context(client), directory, { action, sum });
      const barred = answer.verdict.findings.filter(bars);
      kept?.set(of, barred);
      return barred;
    });
  }

  /** Of a buyer whose access does not wait for a moment: he and the policy are all that it goes by. */
  private kept({ known, employee }: Client): Map<string, types.Finding[]> | undefined {
    if (!known || employee.effectiveFrom) return undefined;
    const there = this.known.get(known);
    if (there) return there;
    const kept = new Map<string, types.Finding[]>();
    this.known.set(known, kept);
    return kept;
  }

  /** Why not, in the request's language; undefined: he may. */
  async refusal(ctx: RequestContext, client: Client, action: accounts.Permission, sum?: string, currency = ''): Promise<string | undefined> {
    const barred = await this.barred(ctx, client, action, sum);
    return this.engine.words(ctx).refusal(barred, currency, ctx.apiType === 'admin') || undefined;
  }

  /** @throws RefusedError where he may not. */
  async demand(ctx: RequestContext, client: Client, action: accounts.Permission): Promise<void> {
    const refusal = await this.refusal(ctx, client, action);
    if (refusal) throw new RefusedError(refusal);
  }

  /** Whether whoever acts has nothing to do with this client's outlet. */
  async isForeign(ctx: RequestContext, client: Client): Promise<boolean> {
    const barred = await this.barred(ctx, client, 'view-orders');
    return barred.some(({ code }) => FOREIGN.includes(code));
  }

  /** Whether the company is among the clients of the administrator who asks. */
  async isHis(ctx: RequestContext, company: Company): Promise<boolean> {
    const { directory } = await this.directories.of(ctx, company);
    const { answer } = this.engine.comptoir.accounts.findClients(
      await this.staffContext(ctx), directory, [], { text: '', offset: 0, limit: 1 },
    );
    return answer.total > 0;
  }

  /** Who looks after a company, or after one outlet of it, with his contact. */
  async rep(ctx: RequestContext, company: Company, account?: string) {
    const { directory } = await this.directories.of(ctx, company);
    const outlet = directory.outlets.findIndex((one) => one.account === account);
    const { answer } = this.engine.comptoir.accounts.assignRep(
      await this.staffContext(ctx), directory, { client: 0, outlet: outlet < 0 ? null : outlet },
    );
    const { assignment } = answer;
    return assignment && { ...assignment, code: directory.reps[assignment.rep]?.id };
  }

  /** Of an administrator who acts for nobody yet. */
  async staffContext(ctx: RequestContext): Promise<types.Context> {
    const acting = await this.clients.staff(ctx);
    return this.engine.comptoir.context({ acting, principal: acting.id, instant: this.engine.now(), requestId: randomUUID() });
  }
}
