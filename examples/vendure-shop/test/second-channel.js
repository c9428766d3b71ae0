'use strict';

/** A channel beside the default one, in roubles before tax, found by this token; made by whoever is signed in at the Admin API. */
async function secondChannel(shop, token) {
  const { zones } = await shop.admin('{ zones { items { id } } }');
  const zone = zones.items[0].id;
  const { createChannel } = await shop.admin(
    'mutation($input: CreateChannelInput!) { createChannel(input: $input) { ... on Channel { id token } ... on ErrorResult { message } } }',
    { input: {
      code: 'second', token, defaultLanguageCode: 'en', currencyCode: 'RUB', pricesIncludeTax: false,
      defaultShippingZoneId: zone, defaultTaxZoneId: zone,
    } },
  );
  return createChannel;
}

module.exports = { secondChannel };
