import { Injectable } from '@nestjs/common';
import { RequestContext, TransactionalConnection } from '@vendure/core';
import { Sequence } from '../entities';

/** Numbers of documents: each once, none left out, whoever else makes one at the same time. */
@Injectable()
export class Sequences {
  constructor(private connection: TransactionalConnection) {}

  /** The next number; whoever else wants one waits until this transaction is over. Not used before `use`. */
  async next(ctx: RequestContext, kind: string): Promise<number> {
    const rows = this.connection.getRepository(ctx, Sequence);
    const locked = await rows.update({ kind }, { next: () => 'next' } as never);
    if (locked.affected !== 1) {
      await rows.createQueryBuilder().insert().values({ kind, next: 1 }).orIgnore().execute();
      await rows.update({ kind }, { next: () => 'next' } as never);
    }
    return (await rows.findOneOrFail({ where: { kind } })).next;
  }

  /** `number` has gone into a document. */
  async use(ctx: RequestContext, kind: string, number: number): Promise<void> {
    const { affected } = await this.connection.getRepository(ctx, Sequence).update(
      { kind, next: number }, { next: number + 1 },
    );
    if (affected !== 1) throw new Error(`number ${number} of ${kind} was used meanwhile; nothing was made, try again`);
  }
}
