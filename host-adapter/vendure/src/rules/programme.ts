import { Injectable } from '@nestjs/common';
import type { Generation } from '@comptoir/node';

/** What of promo codes, bonuses and first-order details the policy in force has: where it has none, nothing is asked of the tables. */
@Injectable()
export class Programme {
  /** Ids of the policy's promos. */
  promos: string[] = [];
  /** Articles that promos give away. */
  gifts: string[] = [];
  hasBonuses = false;
  /** A first order says something of the client. */
  hasDetails = false;

  read({ settings }: Generation) {
    this.promos = settings.flatMap(({ path }) => /^promo\[(.+)\]\.code$/.exec(path)?.[1] ?? []);
    this.gifts = settings.flatMap(({ path, value, isDefault }) =>
      (/^promo\[.+\]\.give\.gift$/.test(path) && !isDefault ? [value] : []));
    this.hasDetails = settings.some(({ path, isDefault }) => path === 'order.details' && !isDefault);
    this.hasBonuses = settings.some(({ path }) => path === 'bonus.version');
  }

  get any(): boolean {
    return this.hasBonuses || this.promos.length > 0;
  }
}
