import type { VendureConfig } from '@vendure/core';
import { customFields, VariantFields } from './custom-fields';

type Modifier = NonNullable<NonNullable<VendureConfig['entityOptions']>['metadataModifiers']>[number];

/** Custom fields of a variant. */
export const VARIANT_FIELDS = (customFields.ProductVariant ?? []).map(({ name }) => name as keyof VariantFields);

/** As columns of the query's `variant`. */
export const VARIANT_COLUMNS = VARIANT_FIELDS.map((name) => `variant.customFields.${name}`);

/**
 * Columns that are read by whoever names them, and by nobody else. Vendure reads each variant of a cart several times a
 * request, with all its columns: what the rules keep of it they read by themselves, and keep. Queries may go by them.
 * An order's are no such: read without two of them, an order was not archived any more; why was not found out.
 */
const UNREAD = new Set<string>(VARIANT_FIELDS);

export const leaveUnread: Modifier = ({ columns }) => {
  for (const { propertyName, options } of columns) if (UNREAD.has(propertyName)) options.select = false;
};
