import { z } from 'zod';
import { KeyRole, Role } from '../core/generated/prisma/enums.ts';

const MIN_PASSWORD = 12;
const MAX_PASSWORD = 128; // hashing a longer one takes a while, and no more is asked for here

export const nameInput = z
  .string()
  .trim()
  .min(1, 'Is blank; write a name.')
  .max(128, 'Is over 128 characters.')
  .regex(/^\P{C}*$/u, 'Has characters that cannot be seen.');

export const emailInput = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'Is over 254 characters.')
  .pipe(z.email('Is not an e-mail address.'));

export const passwordInput = z
  .string()
  .min(MIN_PASSWORD, `Is too short; take ${MIN_PASSWORD} characters or more.`)
  .max(MAX_PASSWORD, `Is over ${MAX_PASSWORD} characters.`);

export const tokenInput = z.string().min(1).max(128);

export const roleInput = z.enum(Role, 'Is not a role.');
export const keyRoleInput = z.enum(KeyRole, 'Is not a role of keys.');

export const timeZoneInput = z
  .string()
  .refine(isTimeZone, 'Is not a time zone like Europe/Moscow.');

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
