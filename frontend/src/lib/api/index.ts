export { ApiError, newId, type FieldConflict } from './client';
export * from './messages';
export * from './plan';
export * from './push';
export * from './session';
export type * from './types';
export { AREAS } from './types';
export * from './writes';
