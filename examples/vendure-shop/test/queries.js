'use strict';
// The calls of a shopper, a rep and a warehouse, as GraphQL has them.

const ORDER = `
  id code state subTotal subTotalWithTax totalWithTax currencyCode
  lines { id quantity unitPrice unitPriceWithTax linePrice linePriceWithTax productVariant { id sku } }
`;
const ERROR = `
  ... on ErrorResult { errorCode message }
`;
const INTERCEPTED = `${ERROR} ... on OrderInterceptorError { interceptorError }`;

/** Calls of one shop. */
function callsOf(shop, { country = 'RU' } = {}) {
  const { shop: ask, admin } = shop;
  const ids = new Map();
  return {
    /** Variant ids by article; asked of the admin, who sees all. */
    async learn() {
      const { productVariants } = await admin('{ productVariants(options: { take: 200 }) { items { id sku } } }');
      for (const { id, sku } of productVariants.items) ids.set(sku, id);
    },
    /** An article that nobody knows has an id that nobody gave. */
    id: (sku) => ids.get(sku) ?? 'T_999999',
    ids: () => ids,
    add: async (sku, quantity, languageCode) => (await ask(
      `mutation($id: ID!, $quantity: Int!) { addItemToOrder(productVariantId: $id, quantity: $quantity) {
        __typename ... on Order { ${ORDER} } ... on InsufficientStockError { quantityAvailable order { ${ORDER} } } ${INTERCEPTED} } }`,
      { id: ids.get(sku) ?? 'T_999999', quantity },
      languageCode && { languageCode },
    )).addItemToOrder,
    adjust: async (line, quantity) => (await ask(
      `mutation($line: ID!, $quantity: Int!) { adjustOrderLine(orderLineId: $line, quantity: $quantity) {
        __typename ... on Order { ${ORDER} } ... on InsufficientStockError { quantityAvailable order { ${ORDER} } } ${INTERCEPTED} } }`,
      { line, quantity },
    )).adjustOrderLine,
    remove: async (line) => (await ask(
      `mutation($line: ID!) { removeOrderLine(orderLineId: $line) { __typename ... on Order { ${ORDER} } ${INTERCEPTED} } }`,
      { line },
    )).removeOrderLine,
    order: async () => (await ask(`{ activeOrder { ${ORDER} } }`)).activeOrder,
    cart: async () => (await ask(
      '{ b2bCart { contract outcome currency net tax gross stages { stage outcome release text } findings { code text remedies } } }',
    )).b2bCart,
    offers: async (skus) => (await ask(
      `query($skus: [String!]!) { b2bOffers(skus: $skus) {
        productVariantId sku net listPrice visible moq multiple steps { code percent after } } }`,
      { skus },
    )).b2bOffers,
    contracts: async () => (await ask('{ b2bContracts { code terms isDefault isChosen } }')).b2bContracts,
    choose: async (code) => (await ask(
      'mutation($code: String!) { chooseB2bContract(code: $code) { contract gross outcome } }', { code },
    )).chooseB2bContract,
    coupon: async (code) => (await ask(
      `mutation($code: String!) { applyCouponCode(couponCode: $code) { __typename ... on Order { ${ORDER} } ${ERROR} } }`, { code },
    )).applyCouponCode,
    async address() {
      await ask(
        `mutation($input: CreateAddressInput!) { setOrderShippingAddress(input: $input) { __typename ${ERROR} } }`,
        { input: { fullName: 'Anna Orlova', streetLine1: 'Lenina 12', city: 'Moscow', postalCode: '101000', countryCode: country } },
      );
      const { eligibleShippingMethods } = await ask('{ eligibleShippingMethods { id } }');
      return (await ask(
        `mutation($ids: [ID!]!) { setOrderShippingMethod(shippingMethodId: $ids) { __typename ${ERROR} } }`,
        { ids: [eligibleShippingMethods[0].id] },
      )).setOrderShippingMethod;
    },
    to: async (state) => (await ask(
      `mutation($state: String!) { transitionOrderToState(state: $state) {
        __typename ... on Order { ${ORDER} } ... on OrderStateTransitionError { errorCode transitionError } } }`,
      { state },
    )).transitionOrderToState,
    pay: async (method = 'on-account') => (await ask(
      `mutation($input: PaymentInput!) { addPaymentToOrder(input: $input) {
        __typename ... on Order { ${ORDER} } ${ERROR} ... on IneligiblePaymentMethodError { eligibilityCheckerMessage } } }`,
      { input: { method, metadata: {} } },
    )).addPaymentToOrder,
    placed: async (code) => (await ask(
      `query($code: String!) { orderByCode(code: $code) { state b2bLabel ${ORDER} } }`, { code },
    )).orderByCode,
    reorder: async (code) => (await ask(
      `mutation($code: String!) { reorderB2b(code: $code) { rows { row article outcome quantity texts } order { ${ORDER} } } }`, { code },
    )).reorderB2b,

    adminOrder: async (id) => (await admin(
      `query($id: ID!) { order(id: $id) { state nextStates payments { id state amount } lines { id quantity } fulfillments { id state } }
        b2bOrder(id: $id) { order payment shipment label contract entity history { event by kind reason labelAfter } } }`, { id },
    )),
    /** What a rep sees of it: his role has our calls alone. */
    b2bOrder: async (id) => (await admin(
      `query($id: ID!) { b2bOrder(id: $id) { code contract entity account placedBy placedByKind collected entered currency total
        lines { sku quantity net } order payment shipment label history { event by kind } } }`, { id },
    )).b2bOrder,
    fire: async (id, event, reason) => (await admin(
      `mutation($id: ID!, $event: String!, $reason: String) { fireB2bOrder(id: $id, event: $event, reason: $reason) {
        applied refusal release findings { code } order { order payment shipment label } } }`,
      { id, event, reason },
    )).fireB2bOrder,
    grant: (company, gate, role, reason, order) => admin(
      `mutation($company: String!, $gate: String!, $role: String!, $reason: String!, $order: String) {
        grantB2bGate(company: $company, gate: $gate, role: $role, reason: $reason, order: $order) }`,
      { company, gate, role, reason, order },
    ),
    load: async (table, csv) => (await admin(
      `mutation($table: B2bTable!, $csv: String!) { loadB2bData(table: $table, csv: $csv) { rows problems { line message } } }`,
      { table, csv },
    )).loadB2bData,
    /** A fulfillment of so much of each line; without `quantities`, of all of it. */
    async fulfill(id, quantities = {}) {
      const { order } = await admin('query($id: ID!) { order(id: $id) { lines { id quantity productVariant { sku } } } }', { id });
      return (await admin(
        `mutation($input: FulfillOrderInput!) { addFulfillmentToOrder(input: $input) {
          __typename ... on Fulfillment { id state } ... on ErrorResult { errorCode message }
          ... on FulfillmentStateTransitionError { transitionError } } }`,
        { input: {
          lines: order.lines.map((line) => ({ orderLineId: line.id, quantity: quantities[line.productVariant.sku] ?? line.quantity })),
          handler: { code: 'manual-fulfillment', arguments: [{ name: 'method', value: 'van' }, { name: 'trackingCode', value: '1' }] },
        } },
      )).addFulfillmentToOrder;
    },
    ship: async (id, state) => (await admin(
      `mutation($id: ID!, $state: String!) { transitionFulfillmentToState(id: $id, state: $state) {
        __typename ... on Fulfillment { id state } ... on FulfillmentStateTransitionError { errorCode transitionError } } }`,
      { id, state },
    )).transitionFulfillmentToState,
    adminTo: async (id, state) => (await admin(
      `mutation($id: ID!, $state: String!) { transitionOrderToState(id: $id, state: $state) {
        __typename ... on Order { id state } ... on OrderStateTransitionError { errorCode transitionError } } }`,
      { id, state },
    )).transitionOrderToState,
    cancel: async (orderId, lines) => (await admin(
      `mutation($input: CancelOrderInput!) { cancelOrder(input: $input) {
        __typename ... on Order { id state } ... on ErrorResult { errorCode message } } }`,
      { input: { orderId, lines } },
    )).cancelOrder,
    settle: async (id) => {
      const { order } = await admin('query($id: ID!) { order(id: $id) { payments { id } } }', { id });
      return (await admin(
        `mutation($id: ID!) { settlePayment(id: $id) { __typename ... on Payment { state } ... on ErrorResult { errorCode message } } }`,
        { id: order.payments[0].id },
      )).settlePayment;
    },
  };
}

module.exports = { ORDER, callsOf };
