import { Injectable } from '@nestjs/common';
import type { Generation } from '@comptoir/node';

/** What of promo codes, bonuses, first-order details and stock the policy in force has: of what it has not nothing is asked. */
@Injectable()
export class Programme {
  /** Ids of the policy's promos. */
  promos: string[] = [];
  /** Articles that promos give away. */
  gifts: string[] = [];
  hasBonuses = false;
  /** A first order says something of the client. */
  hasDetails = false;
  /** It shows less than there is, or sets goods aside; otherwise what is short is Vendure's to say. */
  hasStock = false;

  read({ settings }: Generation) {
    this.promos = settings.flatMap(({ path }) => /^promo\[(.+)\]\.code$/.exec(path)?.[1] ?? []);
    this.gifts = settings.flatMap(({ path, value, isDefault }) =>
      (/^promo\[.+\]\.give\.gift$/.test(path) && !isDefault ? [value] : []));
    this.hasDetails = settings.some(({ path, isDefault }) => path === 'order.details' && !isDefault);
    this.hasStock = settings.some(({ path, value, isDefault }) =>
      (path.startsWith('stock.') && !isDefault) || (path === 'orders.reserve' && value !== 'never'));
    this.hasBonuses = settings.some(({ path }) => path === 'bonus.version');
  }

  get any(): boolean {
    return this.hasBonuses || this.promos.length > 0;
  }
}
