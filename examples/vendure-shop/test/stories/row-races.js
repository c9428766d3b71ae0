'use strict';
// A row that is taken out while somebody writes another that refers to it: neither takes the other with it.

const assert = require('node:assert/strict');
const { beforehandIn } = require('./beforehand');
const { rowsCallsOf } = require('./rows-calls');

function rowRaces(test, world) {
  const beforehand = beforehandIn(world);

  test('what comes to refer to a row while it is taken out keeps it', async () => {
    const of = rowsCallsOf(world.shop);
    await of.loaded('reps', 'code,name,email', 'raced,Raced,raced@vega.example');
    await of.loaded('bonusAccounts', 'phone', '+7raced');
    await of.loaded('outlets', 'account,company,name', 'raced,lotos,Raced');
    const bound = [[
      `INSERT INTO comptoir_binding ("repId", "companyId") SELECT rep.id, company.id FROM comptoir_rep rep, comptoir_company company
        WHERE rep.code = 'raced' AND company.code = 'lotos'`,
    ]];
    assert.equal(
      await beforehand(bound, () => of.kept('reps', 'code', 'raced')), '`raced` has 1 binding; take that out first',
    );
    const joined = [[
      `INSERT INTO comptoir_bonus_member ("outletId", "accountId") SELECT outlet.id, account.id
        FROM comptoir_outlet outlet, comptoir_bonus_account account WHERE outlet.account = 'raced' AND account.phone = '+7raced'`,
    ]];
    assert.equal(
      await beforehand(joined, () => of.kept('bonusAccounts', 'phone', '+7raced')), '`+7raced` has 1 member; take that out first',
    );
    assert.equal((await of.having('bonusMembers', { phone: '+7raced' })).total, 1);
    await of.removed('bonusMembers', 'outlet', 'raced');
    await of.removed('bonusAccounts', 'phone', '+7raced');
    await of.removed('bindings', 'rep,company,outlet', 'raced,lotos,');
    await of.removed('reps', 'code', 'raced');
    await of.removed('outlets', 'account', 'raced');
  });

  test('who goes over to another company while he is taken out stays, and whoever asked is told', async () => {
    const of = rowsCallsOf(world.shop);
    await of.loaded('employees', 'email,outlet', 'raced@race.example,boris');
    const moved = [
      ["SELECT id FROM comptoir_company WHERE code = 'lotos' FOR UPDATE"],
      [`UPDATE comptoir_employee SET "outletId" = (SELECT id FROM comptoir_outlet WHERE account = 'viktor') WHERE email = 'raced@race.example'`],
      ["INSERT INTO comptoir_change (kind) VALUES ('people')"],
    ];
    await assert.rejects(
      beforehand(moved, () => of.remove('employees', ['email', 'raced@race.example'])), /\(comptoir\.moving\)/,
    );
    assert.deepEqual((await of.having('employees', { outlet: 'viktor', email: 'raced@race.example' })).total, 1);
    await of.removed('employees', 'email', 'raced@race.example');
  });
}

module.exports = { rowRaces };
