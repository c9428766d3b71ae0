export * from './audit';
export * from './commerce';
export * from './credit';
export * from './ledger';
export * from './people';
