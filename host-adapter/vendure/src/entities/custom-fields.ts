import { CustomFields, LanguageCode } from '@vendure/core';
import { DAY, DECIMAL, Form } from '../forms';

const label = (value: string) => [{ languageCode: LanguageCode.en, value }];

/** What staff write by hand keeps to the form too: facts in another one leave no decision about any variant. */
const checked = ([form, expected]: Form) => ({
  validate: (value: string | null) => (value == null || form.test(value) ? undefined : `\`${value}\`; expected ${expected}`),
});

/** What Vendure's own entities keep for us. Written by the plugin alone, but for the variant's. */
export const customFields: CustomFields = {
  // Categories, replacements and batches name what a client may not see: the rules tell him what is his to know.
  ProductVariant: [
    { name: 'comptoirMoq', type: 'int', nullable: true, min: 1, label: label('Smallest quantity sold') },
    { name: 'comptoirMultiple', type: 'int', nullable: true, min: 1, label: label('Sold in multiples of') },
    { name: 'comptoirWeight', type: 'string', nullable: true, label: label('Kilograms a unit'), ...checked(DECIMAL) },
    { name: 'comptoirVolume', type: 'string', nullable: true, label: label('Cubic metres a unit'), ...checked(DECIMAL) },
    { name: 'comptoirCategories', type: 'string', nullable: true, public: false, label: label('Categories, between commas') },
    { name: 'comptoirReplacedBy', type: 'string', nullable: true, public: false, label: label('Article that took its place') },
    {
      name: 'comptoirNextBatch', type: 'string', nullable: true, public: false, label: label('Day of the next batch, such as 2026-01-31'),
      ...checked(DAY),
    },
  ],
  Order: [
    { name: 'comptoirContract', type: 'string', nullable: true, readonly: true },
    { name: 'comptoirEntity', type: 'string', nullable: true, readonly: true },
    /** Day on which a rep or staff took it, where it is entered later. */
    { name: 'comptoirCollected', type: 'string', nullable: true, readonly: true },
    { name: 'comptoirPromo', type: 'string', nullable: true, readonly: true, label: label('Promo code') },
    { name: 'comptoirBonus', type: 'string', nullable: true, readonly: true, label: label('Bonuses asked for: a sum, or max') },
    /** What it says of the client, as JSON; see rules/said.ts. */
    { name: 'comptoirDetails', type: 'text', nullable: true, public: false, internal: true },
    /** The order's life under the rules, as JSON; see rules/life.ts. */
    { name: 'comptoirLife', type: 'text', nullable: true, public: false, internal: true },
    /** Of the life, what is asked of many orders at once: neither closed nor cancelled; when a timer is due; */
    { name: 'comptoirLive', type: 'boolean', defaultValue: false, public: false, internal: true },
    { name: 'comptoirDue', type: 'datetime', nullable: true, public: false, internal: true },
    /** whether goods are set aside, and until when they are. */
    { name: 'comptoirHeld', type: 'boolean', defaultValue: false, public: false, internal: true },
    { name: 'comptoirHeldUntil', type: 'datetime', nullable: true, public: false, internal: true },
  ],
  OrderLine: [
    /** A promo code gave it; see rules/gifts.ts. */
    { name: 'comptoirGift', type: 'boolean', nullable: true, public: false, internal: true },
  ],
};

export interface VariantFields {
  comptoirMoq?: number | null;
  comptoirMultiple?: number | null;
  comptoirWeight?: string | null;
  comptoirVolume?: string | null;
  comptoirCategories?: string | null;
  comptoirReplacedBy?: string | null;
  comptoirNextBatch?: string | null;
}

export interface OrderFields {
  comptoirContract?: string | null;
  comptoirEntity?: string | null;
  comptoirCollected?: string | null;
  comptoirPromo?: string | null;
  comptoirBonus?: string | null;
  comptoirDetails?: string | null;
  comptoirLife?: string | null;
  comptoirLive?: boolean;
  comptoirDue?: Date | null;
  comptoirHeld?: boolean;
  comptoirHeldUntil?: Date | null;
}
