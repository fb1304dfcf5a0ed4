import { request } from '#lib/graphql/client.ts';
import {
  SwitchCompanyDocument,
  WhoIsThereDocument,
  type MeFragment,
} from '#lib/graphql/generated.ts';
import { session, type Reader } from './session.svelte.ts';

/**
 * Goes on with the page after a sign-in. What waits was asked by the reader before and for their
 * company, so it is not sent in the name of another, who gets the page anew.
 */
export async function goOn(): Promise<void> {
  const { me } = await request(WhoIsThereDocument, {});
  const { reader } = session;
  if (reader && reader.personId !== me.id) return location.reload();
  const companyId = reader?.companyId;
  if (companyId !== undefined && readerOf(me).companyId !== companyId) {
    await request(SwitchCompanyDocument, { companyId }); // a new session begins in the first of them
  }
  session.renew();
}

export function readerOf({ id, companies }: MeFragment): Reader {
  const current = companies.find(({ isCurrent }) => isCurrent);
  return { personId: id, companyId: current?.companyId };
}
