import type { KeyRole, Role } from '../core/generated/prisma/client.ts';
import { defineStatement } from '../core/postgres.ts';

/** A company's columns, as they stand in every row that says who somebody is. */
export interface CompanyColumns {
  company_id: number;
  company_slug: string;
  company_name: string;
  time_zone: string;
  warehouse_database: string;
  company_created_at: Date;
}

export interface KeyRow extends CompanyColumns {
  id: string;
  name: string;
  role: KeyRole;
  secret_hash: Buffer;
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
}

export interface SessionRow extends CompanyColumns {
  token: string;
  id: string;
  name: string;
  role: Role;
}

export const findKeys = defineStatement<KeyRow>('accounts/find-keys');
export const findSessions = defineStatement<SessionRow>('accounts/find-sessions');
export const noteKeyUse = defineStatement('accounts/note-key-use');
