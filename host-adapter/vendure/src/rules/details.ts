import { Injectable } from '@nestjs/common';
import { Order, RequestContext, TransactionalConnection, UserInputError } from '@vendure/core';
import type { cart, types } from '@comptoir/node';
import { Detail } from '../entities';
import { plainBreaks } from '../forms';
import type { Client } from './clients';
import { forget } from './request';
import { isOfAddress, keptOn, LONGEST, OF_ADDRESS, OfAddress, PLACE, Said } from './said';

export interface DetailWish {
  name: string;
  /** Null or blank: not said. */
  value?: string | null;
}

type Address = Order['shippingAddress'];

/** What a first order says of the client, and later ones take from there. */
@Injectable()
export class Details {
  constructor(private connection: TransactionalConnection) {}

  /** The order says this. `known`: the names that the policy asks for. */
  async say(ctx: RequestContext, order: Order, wishes: DetailWish[], known: string[]): Promise<void> {
    const said = wishes.map(({ name, value }) => ({ name, value: plainBreaks(value?.trim() ?? '') }));
    for (const { name, value } of said) {
      if (!known.includes(name)) {
        throw new UserInputError(known.length === 0
          ? `there is no detail \`${name}\`; this shop asks for none`
          : `there is no detail \`${name}\`; known are ${known.join(', ')}`);
      }
      if ([...value].length > LONGEST) throw new UserInputError(`\`${name}\` is longer than ${LONGEST} characters`);
    }
    const others = said.filter(({ name }) => !isOfAddress(name));
    const kept = keptOn(order).filter((one) => !others.some(({ name }) => name === one.name));
    await this.keepOn(ctx, order, [...kept, ...others.filter(({ value }) => value !== '')], addressed(order.shippingAddress, said));
    forget(ctx);
  }

  /** The order is placed: it carries its details, and what it said anew is kept for the next one. */
  async place(ctx: RequestContext, order: Order, { employee: { outlet } }: Client, answer: cart.CartAnswer, effects: types.Effect[]) {
    if (answer.details.length === 0) return;
    const carried = answer.details.flatMap(({ name, value }) => (value == null ? [] : [{ name, value }]));
    const taken = answer.details.filter(({ kept }) => kept).flatMap(({ name, value }) => (value == null ? [] : [{ name, value }]));
    // Who fetches the goods himself is sent nowhere.
    const fetched = ['pickup', 'dine-in'].includes(answer.delivery?.kind ?? '');
    const own = taken.filter(({ name }) => isOfAddress(name) && !(fetched && PLACE.includes(name)));
    await this.keepOn(ctx, order, carried, filled(order.shippingAddress, own));
    const rows = this.connection.getRepository(ctx, Detail);
    for (const { action } of effects) {
      if (typeof action !== 'object' || action.tag !== 'keep-details') continue;
      for (const { name, value } of action.val) {
        const found = await rows.findOne({ where: { outlet: { id: outlet.id }, name } });
        await rows.save(Object.assign(found ?? new Detail({ outlet, name }), { value }));
      }
    }
  }

  private async keepOn(ctx: RequestContext, order: Order, details: Said[], shippingAddress: Address) {
    const fields = { comptoirDetails: details.length === 0 ? null : JSON.stringify(details) };
    await this.connection.getRepository(ctx, Order).update(order.id, { customFields: fields, shippingAddress } as never);
    order.customFields = { ...order.customFields, ...fields } as never;
    order.shippingAddress = shippingAddress;
  }
}

/** The address with what is said of it: another place is another place, and keeps nothing of the one before. */
function addressed(address: Address, said: Said[]): Address {
  const fields = said.flatMap(({ name, value }) => (isOfAddress(name) ? [{ name, value }] : []));
  if (fields.length === 0) return address;
  const elsewhere = fields.some(({ name }) => PLACE.includes(name));
  const start: Address = elsewhere
    ? { ...address, streetLine1: undefined, streetLine2: undefined, city: undefined, province: undefined, postalCode: undefined }
    : { ...address };
  return fields.reduce((to, { name, value }) => ({ ...to, [OF_ADDRESS[name]]: value === '' ? undefined : value }), start);
}

/** The address with what it does not say itself; of a place it names, nothing is taken from another one. */
function filled(address: Address, details: Said[]): Address {
  const says = (name: OfAddress) => !!address?.[OF_ADDRESS[name]]?.trim();
  const elsewhere = PLACE.some(says);
  const more = details.flatMap(({ name, value }) =>
    (isOfAddress(name) && !says(name) && !(elsewhere && PLACE.includes(name)) ? [[OF_ADDRESS[name], value]] : []));
  return more.length === 0 ? address : { ...address, ...Object.fromEntries(more) };
}
