import { ScheduledTask } from '@vendure/core';
import { Due } from '../rules/due';

/** Runs where the shop has a scheduler, such as Vendure's `DefaultSchedulerPlugin`. */
export const dueTask = new ScheduledTask({
  id: 'comptoir-due',
  description: 'Comptoir: reservations that end, orders that nobody confirmed, the archive',
  schedule: (cron) => cron.everyMinute(),
  execute: ({ injector, scheduledContext }) => injector.get(Due).run(scheduledContext),
});
