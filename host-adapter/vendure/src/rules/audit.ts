import { Inject, Injectable } from '@nestjs/common';
import { RequestContext, TransactionalConnection } from '@vendure/core';
import type { types } from '@comptoir/node';
import { createHash } from 'node:crypto';
import { MoreThan } from 'typeorm';
import { AuditHead, AuditRecord } from '../entities';
import { ComptoirOptions, COMPTOIR_OPTIONS } from '../options';
import { Engine } from './engine';
import { Locks } from './locks';

/** The hash before the first record of a chain. */
const ROOT = '0'.repeat(64);

export interface Binding {
  /** The function that gave the answer, such as `checkout.place`. */
  call: string;
  context: types.Context;
  outcome: types.Outcome;
  findings: types.Finding[];
  effects: types.Effect[];
  /** The answer's canonical JSON. */
  answer: string;
}

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Canonical JSON: keys in alphabetical order, no white space. The adapter's `audit verify` hashes the same bytes. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
    return `{${fields.map(([key, of]) => `${JSON.stringify(key)}:${canonical(of)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/**
 * Who decided what, for whom, under which policy: one chain of hashes, so that a change, a gap or a move shows. Only the
 * head, kept elsewhere, shows a tail that was cut off.
 */
@Injectable()
export class Audit {
  constructor(
    private connection: TransactionalConnection,
    private engine: Engine,
    private locks: Locks,
    @Inject(COMPTOIR_OPTIONS) private options: ComptoirOptions,
  ) {}

  /** All servers and workers of a shop write one chain: the head's lock puts them in a row. */
  private get writer(): string {
    return this.options.auditWriter ?? 'vendure';
  }

  /** Seals the decision onto the chain, in the transaction that commits it. */
  async append(ctx: RequestContext, { call, context, outcome, findings, effects, answer }: Binding): Promise<void> {
    const { writer } = this;
    const head = await this.head(ctx);
    const { plugin, policy } = this.engine.generation;
    const sealed = {
      writer,
      number: head.number + 1,
      previous: head.hash,
      entry: {
        call,
        'request-id': context.requestId,
        instant: context.instant,
        acting: { id: context.acting.id, kind: context.acting.kind },
        principal: context.principal,
        outcome,
        findings: [...new Set(findings.map(({ code }) => code))],
        effects: effects.map(({ key }) => key),
        plugin: plugin.digest,
        policy: policy.digest,
        answer: sha256(answer),
      },
    };
    const hash = sha256(canonical(sealed));
    const { number } = sealed;
    await this.connection.getRepository(ctx, AuditRecord).insert({ writer, number, record: canonical({ ...sealed, hash }) });
    await this.connection.getRepository(ctx, AuditHead).update({ writer }, { number, hash });
  }

  /** The end of the chain, nobody else's to append to until this transaction ends. */
  private async head(ctx: RequestContext): Promise<AuditHead> {
    const { writer } = this;
    const heads = this.connection.getRepository(ctx, AuditHead);
    const find = () => this.locks.held(
      heads.createQueryBuilder('head').where('head.writer = :writer', { writer }),
    ).getOne();
    const found = await find();
    if (found) return found;
    await heads.createQueryBuilder().insert().values({ writer, number: 0, hash: ROOT }).orIgnore().execute();
    return (await find()) as AuditHead;
  }

  /** Records after number `after`, in order, and the head to keep elsewhere. */
  async records(ctx: RequestContext, after: number, take: number) {
    const { writer } = this;
    const records = await this.connection.getRepository(ctx, AuditRecord).find({
      where: { writer, number: MoreThan(after) }, order: { number: 'ASC' }, take,
    });
    const last = records.at(-1);
    return {
      records: records.map(({ record }) => record),
      head: last ? `${writer}:${last.number}:${(JSON.parse(last.record) as { hash: string }).hash}` : null,
    };
  }
}
