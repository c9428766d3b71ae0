import { PermissionDefinition } from '@vendure/core';

/**
 * What a sales rep's role holds: our admin calls, for his own clients. Vendure's `ReadOrder` and `ReadCustomer`
 * know no reps and show everybody's, so his role does without them.
 */
export const actForClients = new PermissionDefinition({
  name: 'ActForB2bClients',
  description: 'Comptoir: sees and acts for the clients that are his as a sales rep',
});

/** A manager: every client, though the sales force lists him as a rep. */
export const allClients = new PermissionDefinition({
  name: 'AllB2bClients',
  description: 'Comptoir: sees and acts for every client',
});
