'use strict';
// What somebody buys, for whom, and whether he may, while he pays: it is as it was when he was asked, or he is told.

const assert = require('node:assert/strict');
const { PASSWORD } = require('../../seed');
const { beforehandIn } = require('./beforehand');

function accessRaces(test, world) {
  const beforehand = beforehandIn(world);

  test('other goods for the same money, or another company, while somebody pays: he is told to look again', async () => {
    const EMAIL = 'mover-3@race.example';
    const his = await world.ready(EMAIL, [['3002', 1], ['3001', 1]]);
    const { id, lines: [line] } = await his.order();
    const [order, row] = [id, line.id].map((one) => Number(one.replace('T_', '')));
    const lineTo = (quantity) => [
      ['SELECT id FROM "order" WHERE id = $1 FOR UPDATE', [order]], ['UPDATE order_line SET quantity = $1 WHERE id = $2', [quantity, row]],
    ];
    const paid = await beforehand(lineTo(2), () => his.pay());
    assert.match(paid.eligibilityCheckerMessage ?? JSON.stringify(paid), /\(comptoir\.moving\)/);
    await beforehand(lineTo(1), () => his.to('AddingItems'));
    if ((await his.order()).state === 'ArrangingPayment') await his.to('AddingItems');
    const arranged = await beforehand(lineTo(3), () => his.to('ArrangingPayment'));
    assert.match(arranged.transitionError ?? JSON.stringify(arranged), /\(comptoir\.moving\)/);
    await his.adjust(line.id, 1);
    assert.equal((await his.to('ArrangingPayment')).__typename, 'Order');

    const outletTo = (account, company) => [
      ['SELECT id FROM comptoir_company WHERE code = $1 FOR UPDATE', [company]],
      ['UPDATE comptoir_employee SET "outletId" = (SELECT id FROM comptoir_outlet WHERE account = $1) WHERE email = $2', [account, EMAIL]],
      ['INSERT INTO comptoir_change (kind) VALUES (\'people\')'],
    ];
    const moved = await beforehand(outletTo('boris', 'severstroy'), () => his.pay());
    assert.match(moved.eligibilityCheckerMessage ?? JSON.stringify(moved), /\(comptoir\.moving\)/);
    assert.deepEqual((await world.on.adminOrder(id)).order.payments, []);
    const back = await beforehand(outletTo('viktor', 'lotos'), () => his.pay());
    assert.match(back.eligibilityCheckerMessage ?? JSON.stringify(back), /\(comptoir\.moving\)/);
    assert.equal((await his.pay()).state, 'PaymentAuthorized');
  });

  test('an access is taken away before somebody pays or after it, never in between', async () => {
    const EMAIL = 'worker@race.example';
    const rows = `boss@race.example,viktor,administrator\n${EMAIL},viktor,buyer\n`;
    assert.deepEqual((await world.on.load('employees', `email,outlet,level\n${rows}`)).problems, []);
    for (const emailAddress of ['boss@race.example', EMAIL]) {
      await world.shop.admin(
        'mutation($input: CreateCustomerInput!, $password: String) { createCustomer(input: $input, password: $password) { __typename } }',
        { input: { firstName: 'Race', lastName: 'Racer', emailAddress }, password: PASSWORD },
      );
    }
    const boss = await world.shop.shopper('boss@race.example');
    const his = await world.ready(EMAIL, [['3002', 1]]);
    const { isTaken, answer } = world.asked();
    const paying = his.pay('slow');
    await isTaken;
    const suspending = boss(
      'mutation($input: B2bEmployeeInput!) { changeB2bEmployee(input: $input) { suspended } }',
      { input: { email: EMAIL, level: 'buyer', suspended: true } },
    );
    await world.waiting();
    answer();
    assert.equal((await paying).state, 'PaymentAuthorized');
    assert.equal((await suspending).changeB2bEmployee.suspended, true);
    assert.match((await his.add('3002', 1)).interceptorError, /\(access\.suspended\)/);
  });
}

module.exports = { accessRaces };
