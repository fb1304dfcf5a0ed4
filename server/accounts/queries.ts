import type { Company } from '../core/context.ts';
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

/** A place of a person's. */
export interface PlaceRow {
  id: number;
  name: string;
  role: Role;
}

export const companiesOf = defineStatement<PlaceRow>('accounts/companies-of');
export const switchSession = defineStatement<{ id: string }>('accounts/switch-company');

export interface MemberRow {
  name: string;
  role: Role;
  other_admins: number;
}

export const lockMember = defineStatement<MemberRow>('accounts/lock-member');
export const setRole = defineStatement('accounts/change-role');
export const insertMember = defineStatement('accounts/add-member');
export const deleteMember = defineStatement('accounts/remove-member');

export interface InvitationRow {
  id: string;
  company_id: number;
  email: string;
  role: Role;
}

export const insertInvitation = defineStatement('accounts/invite');
export const deleteInvitation = defineStatement<{ role: Role }>('accounts/withdraw-invitation');
export const lockInvitation = defineStatement<InvitationRow>('accounts/lock-invitation');
export const takeInvitation = defineStatement('accounts/accept-invitation');

export const insertPerson = defineStatement<{ id: string }>('accounts/create-person');
export const upsertPassword = defineStatement('accounts/set-password');
export const takeReset = defineStatement<{ user_id: string; is_open: boolean }>(
  'accounts/take-reset',
);

export const insertKey = defineStatement('accounts/create-key');
export const setRevoked = defineStatement<{ name: string; role: KeyRole }>('accounts/revoke-key');

export const pruneAccess = defineStatement<{ count: number }>('accounts/prune');

export const insertCompany = defineStatement<Company>('accounts/create-company');
export const setCompany = defineStatement<Company>('accounts/update-company');
