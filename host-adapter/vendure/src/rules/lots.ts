import { Injectable } from '@nestjs/common';
import { RequestContext, TransactionalConnection } from '@vendure/core';
import type { types } from '@comptoir/node';
import { BonusAccount, BonusLot, BonusMove, BonusMoveKind } from '../entities';
import { negative, plus } from '../decimal';

/** What is written beside a move. */
export interface Occasion {
  day: string;
  order: string | null;
}

const KINDS: Partial<Record<string, [BonusMoveKind, 1 | -1]>> = {
  redeem: ['redeemed', -1], 'give-back': ['given-back', 1], reverse: ['reversed', -1], expire: ['expired', -1],
};

/** The lots of an account, moved by effects of decisions and by nothing else. */
@Injectable()
export class Lots {
  constructor(private connection: TransactionalConnection) {}

  /** Whoever else would move them waits until this transaction is over. */
  async lock(ctx: RequestContext, account: BonusAccount): Promise<void> {
    await this.connection.getRepository(ctx, BonusAccount).update(account.id, { version: () => 'version' } as never);
  }

  /** `lots` are those that the decision's facts index. Throws where one of them has moved meanwhile. */
  async apply(
    ctx: RequestContext, account: BonusAccount, lots: BonusLot[], effects: types.Effect[], occasion: Occasion,
  ): Promise<void> {
    for (const { key, action } of effects) {
      if (typeof action !== 'object') continue;
      if (action.tag === 'earn') await this.earn(ctx, account, key, action.val);
      const kind = KINDS[action.tag];
      if (kind) {
        for (const part of action.val as types.LotPart[]) {
          await this.move(ctx, lots[part.lot], kind[0], kind[1] < 0 ? negative(part.amount) : part.amount, key, occasion);
        }
      }
    }
    await this.connection.getRepository(ctx, BonusAccount).update(account.id, { version: () => 'version + 1' } as never);
  }

  private async earn(ctx: RequestContext, account: BonusAccount, key: string, { order, amount, earned }: types.NewLot) {
    const exact = plus(amount);
    const lot = await this.connection.getRepository(ctx, BonusLot).save(
      new BonusLot({ account, code: order, amount: exact, remaining: exact, earned }),
    );
    await this.record(ctx, lot, 'earned', exact, key, { day: earned, order });
  }

  private async move(
    ctx: RequestContext, lot: BonusLot, kind: BonusMoveKind, amount: string, key: string, occasion: Occasion,
  ) {
    const remaining = plus(lot.remaining, amount);
    const { affected } = await this.connection.getRepository(ctx, BonusLot).update(
      { id: lot.id, remaining: lot.remaining }, { remaining },
    );
    if (affected !== 1) throw new Error(`bonus lot ${lot.code} has moved since it was read; nothing was done, try again`);
    lot.remaining = remaining;
    await this.record(ctx, lot, kind, plus(amount), key, occasion);
  }

  private async record(
    ctx: RequestContext, lot: BonusLot, kind: BonusMoveKind, amount: string, effect: string, { day, order }: Occasion,
  ) {
    await this.connection.getRepository(ctx, BonusMove).insert(new BonusMove({ lot, effect, kind, amount, order, day }));
  }
}

