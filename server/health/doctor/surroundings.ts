import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../core/config.ts';
import { failure, versionFinding, type Finding } from './finding.ts';
import type { Patient } from './postgres.ts';

const OLDEST_NODE = 24;
const PATIENCE_MS = 3_000;

/** What is around a process: its Node, its files, its address, its provider of sign-ins. */
export async function examineSurroundings(
  config: Config,
  companies: readonly Patient[],
): Promise<Finding[]> {
  return [
    versionFinding('Node', process.versions.node, OLDEST_NODE),
    ...companies.map(zoneFinding),
    ...(await examineFiles(config)),
    ...addressFindings(config),
    ...(await examineProvider(config)),
  ];
}

function zoneFinding({ slug, timeZone }: Patient): Finding {
  const isKnown = Intl.supportedValuesOf('timeZone').includes(timeZone);
  return {
    subject: `Time zone of ${slug}`,
    state: isKnown ? 'OK' : 'FAIL',
    sentence: isKnown ? `${timeZone}.` : `Node does not know ${timeZone}; choose another zone.`,
  };
}

async function examineFiles({ files: { folder, baseUrl, roots } }: Config): Promise<Finding[]> {
  const subject = 'Files';
  if (baseUrl) return [{ subject, state: 'OK', sentence: `They come from ${baseUrl}.` }];
  if (!folder) {
    const sentence = 'None can be downloaded: neither FILES_ROOT nor FILES_BASE_URL is set.';
    return [{ subject, state: 'WARN', sentence }];
  }
  return Promise.all(
    roots.map(async (root): Promise<Finding> => {
      const path = join(folder, root);
      try {
        await access(path, constants.R_OK | constants.X_OK);
        return { subject, state: 'OK', sentence: `${path} can be read.` };
      } catch {
        const sentence = `${path} can't be read. Mount it, give the process the right, or change FILES_ROOTS.`;
        return { subject, state: 'WARN', sentence };
      }
    }),
  );
}

function addressFindings({ publicUrl, trustedProxies, accounts, postgres }: Config): Finding[] {
  const subject = 'PUBLIC_URL';
  const findings: Finding[] = [];
  if (publicUrl?.protocol === 'http:') {
    const sentence = 'Cookies go over the network unencrypted. Let it begin with https://.';
    findings.push({ subject, state: 'WARN', sentence });
  }
  if (publicUrl && trustedProxies.length === 0) {
    const sentence =
      'Behind a proxy all requests seem to come from it. Name it in TRUSTED_PROXIES.';
    findings.push({ subject, state: 'WARN', sentence });
  }
  if (postgres.url && !accounts.secret) {
    const sentence = 'It is needed with DATABASE_URL, the same for every server.';
    findings.push({ subject: 'AUTH_SECRET', state: 'FAIL', sentence });
  }
  return findings;
}

async function examineProvider({ accounts: { openId } }: Config): Promise<Finding[]> {
  if (!openId) return [];
  const subject = 'OIDC_ISSUER';
  const address = `${openId.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const state = response.ok ? 'OK' : 'FAIL';
    return [{ subject, state, sentence: `${address} answers ${response.status}.` }];
  } catch (error) {
    return [failure(subject, error, `Check that ${address} can be reached from here.`)];
  }
}
