export * from './audit';
export * from './commerce';
export * from './credit';
export * from './details';
export * from './documents';
export * from './ledger';
export * from './loyalty';
export * from './people';
