import { MongoClient } from 'mongodb';
import type { Config } from '../../core/config.ts';
import { clockFinding, failure, versionFinding, type Finding } from './finding.ts';

const OLDEST = 5;
const PATIENCE_MS = 3_000;

/** What Agenda's store is like. */
export async function examineAgenda({ agenda: { mongoUrl } }: Config): Promise<Finding[]> {
  const subject = 'Agenda';
  if (!mongoUrl) return [{ subject, state: 'OK', sentence: 'It keeps its jobs in Postgres.' }];
  const client = new MongoClient(mongoUrl, { serverSelectionTimeoutMS: PATIENCE_MS });
  try {
    const admin = client.db().admin();
    const { version } = (await admin.buildInfo()) as { version: string };
    const asked = Date.now();
    const hello = (await client.db().command({ hello: 1 })) as {
      localTime: Date;
      setName?: string;
    };
    const answered = Date.now();
    return [
      versionFinding(subject, version, OLDEST),
      clockFinding(subject, { asked, answered, theirs: hello.localTime.getTime() }),
      {
        subject,
        state: 'OK',
        sentence: hello.setName
          ? `MongoDB is the replica set ${hello.setName}.`
          : 'MongoDB is a server by itself; workers look for jobs every few seconds.',
      },
    ];
  } catch (error) {
    return [failure(subject, error, 'Check MONGODB_URL, and that the server is up.')];
  } finally {
    await client.close();
  }
}
