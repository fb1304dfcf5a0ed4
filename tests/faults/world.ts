import { createClient, type ClickHouseClient } from '@clickhouse/client';
import pg from 'pg';
import { createLog } from '../../server/core/log.ts';
import { migrate } from '../../server/core/migrations.ts';
import { migrateWarehouse } from '../../server/core/warehouse-migrations.ts';
import { TEST_SECRET, useHeaders, type TestKey, type TestPerson } from '../support/accounts.ts';
import { startClickHouseStandIn, type ClickHouseStandIn } from '../support/clickhouse-http.ts';
import { clockAhead } from '../support/clock.ts';
import {
  createDataFolder,
  startProgram,
  startServer,
  type Program,
  type ServerProcess,
} from '../support/server-process.ts';
import { layWire, type Wire } from '../support/wire.ts';
import { mountSmallDisk, type SmallDisk } from './disk.ts';
import { layNetwork, type Network } from './network.ts';
import { startPostgres, type Postgres } from './postgres.ts';

const DISK_MIB = 600;

/** A server and the wire by which it is reached. */
export interface Member {
  process: ServerProcess;
  front: Wire;
}

/** All that runs: two servers and a worker on one Postgres and one warehouse, each process a real one. */
export class World {
  readonly postgres: Postgres;
  /** undefined: it has none, or nobody may make one here. */
  readonly disk: SmallDisk | undefined;
  readonly network: Network;
  /** The stand-in for a ClickHouse, and the wire to it. */
  readonly standIn: ClickHouseStandIn;
  readonly warehouseWire: Wire;
  /** The warehouse past the wire, as its loader has it. */
  readonly loader: ClickHouseClient;
  /** Postgres past all wires, as the tables' owner. */
  readonly owner: pg.Pool;
  members: Member[] = [];
  workers: Program[] = [];
  #environment: NodeJS.ProcessEnv = {};
  #account: { key: TestKey; admin: TestPerson } | undefined;

  private constructor(parts: Parts) {
    this.postgres = parts.postgres;
    this.disk = parts.disk;
    this.network = parts.network;
    this.standIn = parts.standIn;
    this.warehouseWire = parts.warehouseWire;
    this.loader = parts.loader;
    this.owner = parts.owner;
  }

  /**
   * Whatever it starts ends with the resources, however far it came.
   *
   * @param hasSmallDisk Postgres' data is on a disk of its own, where we may make one
   */
  static async start(resources: AsyncDisposableStack, hasSmallDisk: boolean): Promise<World> {
    const world = new World(await openParts(resources, hasSmallDisk));
    resources.defer(() => world.#end());
    // one after the other: the first makes who calls
    await world.startServer();
    await Promise.all([world.startServer(), world.startWorker()]);
    return world;
  }

  get robot(): TestKey {
    return this.#account!.key; // made with the first server
  }

  get admin(): TestPerson {
    return this.#account!.admin;
  }

  async startServer(): Promise<Member> {
    const process = await startServer(this.#env());
    this.#account ??= process;
    const front = await layWire(process.url);
    useHeaders(front.url, this.#account.admin.headers);
    const member = { process, front };
    this.members.push(member);
    return member;
  }

  /** @param aheadMinutes by how much its clock is wrong */
  async startWorker(aheadMinutes = 0): Promise<Program> {
    const clock = clockAhead(aheadMinutes);
    const worker = startProgram('jobs/main.ts', [], { ...this.#env(), ...clock });
    this.workers.push(worker);
    return worker;
  }

  /** Ends a server and takes it out of the world. */
  async endServer(member: Member, signal: NodeJS.Signals): Promise<void> {
    this.members = this.members.filter((one) => one !== member);
    await member.process.stop(signal);
    await member.front.close();
  }

  async endWorker(worker: Program, signal: NodeJS.Signals): Promise<void> {
    this.workers = this.workers.filter((one) => one !== worker);
    worker.child.kill(signal);
    await worker.exited;
  }

  /** Starts every process anew, one by one, with these variables beside the usual ones. */
  async restartAll(environment: NodeJS.ProcessEnv): Promise<void> {
    this.#environment = environment;
    for (const member of [...this.members]) {
      await this.startServer();
      await this.endServer(member, 'SIGTERM');
    }
    for (const worker of [...this.workers]) {
      await this.startWorker();
      await this.endWorker(worker, 'SIGTERM');
    }
  }

  /** What ended by itself, and what it said. */
  deaths(): string[] {
    return this.#processes()
      .filter(({ child }) => child.exitCode !== null || child.signalCode !== null)
      .map(({ output }) => `a process ended by itself: ${output().slice(-2_000)}`);
  }

  #processes(): Program[] {
    return [...this.members.map(({ process }) => process), ...this.workers];
  }

  #env(): NodeJS.ProcessEnv {
    return {
      DATABASE_URL: this.network.url,
      CLICKHOUSE_URL: this.warehouseWire.url,
      AUTH_SECRET: TEST_SECRET,
      LOG_LEVEL: 'warn',
      ...this.#environment,
    };
  }

  async #end(): Promise<void> {
    const processes = this.#processes();
    for (const { child } of processes) child.kill('SIGKILL'); // also one that is stopped
    await Promise.all(processes.map(({ exited }) => exited));
    await Promise.all(this.members.map(({ front }) => front.close()));
  }
}

type Parts = Pick<
  World,
  'postgres' | 'disk' | 'network' | 'standIn' | 'warehouseWire' | 'loader' | 'owner'
>;

async function openParts(resources: AsyncDisposableStack, hasSmallDisk: boolean): Promise<Parts> {
  const data = await createDataFolder();
  resources.defer(data.remove);
  const disk = hasSmallDisk ? await mountSmallDisk(data.folder, DISK_MIB) : undefined;
  if (disk) resources.defer(disk.remove);
  const postgres = await startPostgres(data.folder);
  resources.defer(postgres.stop);
  const log = createLog('silent');
  await migrate(postgres.url, log);
  const owner = new pg.Pool({ connectionString: postgres.url, max: 4 });
  owner.on('error', () => undefined); // it is asked again
  resources.defer(() => owner.end());
  const network = await layNetwork(postgres.url);
  resources.defer(() => network.close());
  const standIn = await startClickHouseStandIn();
  resources.defer(standIn.close);
  const loader = createClient({ url: standIn.url });
  resources.defer(() => loader.close());
  await migrateWarehouse(loader, log);
  const warehouseWire = await layWire(standIn.url);
  resources.defer(warehouseWire.close);
  return { postgres, disk, network, standIn, warehouseWire, loader, owner };
}
