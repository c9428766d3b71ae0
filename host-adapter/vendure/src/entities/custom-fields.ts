import { CustomFields, LanguageCode } from '@vendure/core';

const label = (value: string) => [{ languageCode: LanguageCode.en, value }];

/** What Vendure's own entities keep for us. Written by the plugin alone, but for the variant's. */
export const customFields: CustomFields = {
  ProductVariant: [
    { name: 'comptoirMoq', type: 'int', nullable: true, label: label('Smallest quantity sold') },
    { name: 'comptoirMultiple', type: 'int', nullable: true, label: label('Sold in multiples of') },
    { name: 'comptoirWeight', type: 'string', nullable: true, label: label('Kilograms a unit') },
    { name: 'comptoirVolume', type: 'string', nullable: true, label: label('Cubic metres a unit') },
    { name: 'comptoirCategories', type: 'string', nullable: true, label: label('Categories, between commas') },
    { name: 'comptoirReplacedBy', type: 'string', nullable: true, label: label('Article that took its place') },
    { name: 'comptoirNextBatch', type: 'string', nullable: true, label: label('Day of the next batch') },
  ],
  Order: [
    { name: 'comptoirContract', type: 'string', nullable: true, readonly: true },
    { name: 'comptoirEntity', type: 'string', nullable: true, readonly: true },
    /** Day on which a rep or staff took it, where it is entered later. */
    { name: 'comptoirCollected', type: 'string', nullable: true, readonly: true },
    /** Neither done nor cancelled. */
    { name: 'comptoirLive', type: 'boolean', nullable: true, public: false, internal: true },
    /** The order's life under the rules, as JSON; see rules/life.ts. */
    { name: 'comptoirLife', type: 'text', nullable: true, public: false, internal: true },
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
  comptoirLive?: boolean | null;
  comptoirLife?: string | null;
}
