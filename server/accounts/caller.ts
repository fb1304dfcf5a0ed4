import type { Company } from '../core/context.ts';
import type { Viewer } from './permissions.ts';

/** What somebody shows to be let in. */
export type Credentials =
  | { kind: 'KEY'; id: string; secretHash: Buffer }
  /** The token of a session cookie whose signature is ours. */
  | { kind: 'SESSION'; token: string };

/** Who sent a request, and the company it is for. */
export interface Caller {
  viewer: Viewer;
  company: Company;
  /** By which the caller can be looked up again: a connection may outlive them. */
  credentials: Credentials;
}
