import { ScheduledTask } from '@vendure/core';
import { Bonuses } from '../rules/bonuses';

/** Once a day, by the shop's scheduler. Several workers may run it: an account is locked while it burns. */
export const expireBonuses = new ScheduledTask({
  id: 'comptoir-expire-bonuses',
  description: 'Comptoir: burns the bonuses whose time has come',
  schedule: (cron) => cron.everyDayAt(3, 0),
  preventOverlap: true,
  execute: ({ injector, scheduledContext }) => injector.get(Bonuses).expire(scheduledContext),
});
