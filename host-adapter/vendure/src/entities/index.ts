export * from './commerce';
export * from './ledger';
export * from './loyalty';
export * from './people';
