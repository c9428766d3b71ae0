import { Injectable } from '@nestjs/common';
import { Order, RequestContext, TransactionalConnection, UserInputError } from '@vendure/core';
import { randomUUID } from 'node:crypto';
import { Company, Grant } from '../entities';
import { OrderFields } from '../entities/custom-fields';
import { Audit, canonical } from './audit';
import { Clients } from './clients';
import { Engine } from './engine';
import { Locks } from './locks';
import { CLOSED_GATE, CONFLICT, GATE_ROLE, Message, NO_GATE } from './own-words';

/** What is let pass, for whom, and up to which sum of a currency. */
export interface GrantWish {
  gate: string;
  role: string;
  reason: string;
  order?: string | null;
  upTo?: string | null;
  currency?: string | null;
  key?: string;
}

/** Somebody lets a credit gate pass for a company: kept, and in the audit under his name. */
@Injectable()
export class Grants {
  constructor(
    private connection: TransactionalConnection,
    private clients: Clients,
    private engine: Engine,
    private locks: Locks,
    private audit: Audit,
  ) {}

  async grant(
    ctx: RequestContext, company: Company,
    { gate, role, reason, order = null, upTo = null, currency = null, key = randomUUID() }: GrantWish,
  ): Promise<void> {
    if (order !== null && !(await this.isOf(ctx, company, order))) throw new UserInputError(`there is no order \`${order}\` of this company`);
    const refusal = this.refusal(ctx, gate, role);
    if (refusal) throw new UserInputError(refusal);
    await this.locks.companies(ctx, [company.id]);
    const grants = this.connection.getRepository(ctx, Grant);
    const wish = { company: company.code, gate, role, reason, order, upTo, currency };
    const earlier = await grants.findOne({ where: { key }, relations: ['company'] });
    if (earlier) {
      const same = canonical({
        company: earlier.company.code, gate: earlier.gate, role: earlier.role, reason: earlier.reason, order: earlier.order,
        upTo: earlier.upTo, currency: earlier.currency,
      });
      if (same !== canonical(wish)) throw new UserInputError(this.engine.words(ctx).own(CONFLICT));
      return;
    }
    const acting = await this.clients.staff(ctx);
    const context = this.engine.comptoir.context({
      acting, principal: company.code, instant: this.engine.now(), requestId: key,
    });
    await grants.save(new Grant({
      company, gate, role, order, upTo, currency, by: acting.id, reason, granted: new Date(context.instant).toISOString(), key,
    }));
    // No rule decides it: the wish itself stands where an answer would.
    await this.audit.append(ctx, {
      call: 'grant', context, outcome: 'allow', findings: [], effects: [], answer: canonical(wish),
    });
  }

  /** Why a grant would open nothing; undefined: the policy lets this role let this gate pass. */
  private refusal(ctx: RequestContext, gate: string, role: string): string | undefined {
    const { settings } = this.engine.generation;
    const said = (message: Message, who = '') => this.engine.words(ctx).own(message).replaceAll('{gate}', gate).replaceAll('{role}', who);
    const gates = settings.filter(({ path }) => /^credit\.gate\[.+\]\.id$/.test(path)).map(({ value }) => value);
    if (!gates.includes(gate)) return said(NO_GATE).replaceAll('{gates}', gates.map((id) => `\`${id}\``).join(', ') || '–');
    const who = settings.find(({ path }) => path === `credit.gate[${gate}].override.role`)?.value;
    if (who === undefined) return said(CLOSED_GATE);
    return who === role ? undefined : said(GATE_ROLE, who);
  }

  /** Of this channel and this company; another's looks like none. */
  private async isOf(ctx: RequestContext, company: Company, code: string): Promise<boolean> {
    const found = await this.connection.getRepository(ctx, Order).findOne({ where: { code, channels: { id: ctx.channelId } } });
    return (found?.customFields as OrderFields | undefined)?.comptoirEntity === company.code;
  }
}
