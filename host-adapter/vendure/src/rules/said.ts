import type { Order } from '@vendure/core';
import type { cart } from '@comptoir/node';
import type { OrderFields } from '../entities/custom-fields';
import { plainBreaks } from '../forms';

/** Of one detail, in characters. */
export const LONGEST = 1000;

/** Where Vendure's own address has what the contract calls by these names. */
export const OF_ADDRESS = {
  city: 'city', postcode: 'postalCode', address: 'streetLine1', recipient: 'fullName', phone: 'phoneNumber',
} as const;

export type OfAddress = keyof typeof OF_ADDRESS;

/** Together they are a place, which is taken whole or not at all. */
export const PLACE: OfAddress[] = ['city', 'postcode', 'address'];

export function isOfAddress(name: string): name is OfAddress {
  return Object.hasOwn(OF_ADDRESS, name);
}

export interface Said {
  name: string;
  value: string;
}

/** What the order keeps of its own words; once it is placed, every detail it carries. */
export function keptOn(order?: Order): Said[] {
  const text = (order?.customFields as OrderFields | undefined)?.comptoirDetails;
  return text ? (JSON.parse(text) as Said[]) : [];
}

/** What this order says of the client: who, where and whom to call is Vendure's shipping address to say. */
export function saidBy(order?: Order): cart.ExtraField[] {
  const to = order?.shippingAddress;
  const address = Object.entries(OF_ADDRESS).flatMap(([name, field]) => {
    const value = to?.[field];
    return value ? [{ name, value: plainBreaks(value) }] : [];
  });
  return [...keptOn(order).filter(({ name }) => !isOfAddress(name)), ...address];
}
