export * from './commerce';
export * from './ledger';
export * from './people';
