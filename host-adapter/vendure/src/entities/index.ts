export * from './commerce';
export * from './documents';
export * from './ledger';
export * from './loyalty';
export * from './people';
