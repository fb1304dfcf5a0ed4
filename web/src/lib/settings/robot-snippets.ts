/** How a robot is told of the server and its key; code, the same in every language. */
export interface Snippet {
  name: string;
  code: string;
}

/**
 * What to put beside a robot so that it reports its failures.
 *
 * @param at when the failure of the example was, an instant
 */
export function robotSnippets(origin: string, key: string, at: string): Snippet[] {
  return [
    { name: 'shell', code: forShell(origin, key) },
    { name: 'load_mail', code: LOAD_MAIL },
    { name: 'load_ftp', code: LOAD_FTP },
    { name: 'consolidate', code: CONSOLIDATE },
    { name: 'curl', code: forCurl(origin, key, at) },
  ];
}

function forShell(origin: string, key: string): string {
  return `# beside the robot, and in its environment
curl -O ${origin}/robots/pricelens_client.py
export PRICELENS_URL=${origin} PRICELENS_KEY=${key}`;
}

const LOAD_MAIL = `import os
from datetime import datetime
from pricelens_client import Pricelens

pricelens = Pricelens(os.environ["PRICELENS_URL"], spool_dir="/var/spool/pricelens")

try:
    price_list = read_attachment(path)
except ValueError as error:
    pricelens.log_event(
        event_dt=datetime.now(), supid=supid, reason="FILE_READ_ERROR", error_text=str(error),
        stage="load_mail", file_path=path, extra={"letter": message_id},
    )`;

const LOAD_FTP = `# a failure with a name of its own: to run the script again makes no second one
except ftplib.all_errors as error:
    pricelens.log_event(
        supid=supid, error_id=8, error_text="FTP: %s" % error, stage="load_ftp",
        idempotency_key="load_ftp %s %s" % (supid, run_id),
    )`;

const CONSOLIDATE = `# ends right after, so it gives what is left some time
for failure in failures:
    pricelens.log_event(
        event_dt=failure.dt, supid=failure.supid, error_id=failure.error_id,
        error_text=failure.text, stage="consolidate", file_path=failure.path,
    )
pricelens.flush(timeout=10)`;

function forCurl(origin: string, key: string, at: string): string {
  const event = {
    event_dt: at,
    supid: 14527,
    error_id: 6,
    error_text: 'A try',
    stage: 'load_mail',
  };
  return `curl ${origin}/api/v1/pricelens/log_event/ \\
  -H 'Authorization: Bearer ${key}' \\
  -H 'Content-Type: application/json' \\
  -d '${JSON.stringify(event)}'`;
}
