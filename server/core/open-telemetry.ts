import {
  context,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import pg from 'pg';
import type { Tracing } from './tracing.ts';

const MAX_STATEMENT = 1_000; // characters

/** Traces by OpenTelemetry; every statement that goes to Postgres is traced, Prisma's among them. */
export function openTracing(endpoint: string): Tracing {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'pricelens' }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  const tracer = provider.getTracer('pricelens');
  const traceNoMore = traceStatements(tracer);
  return {
    trace: (name, attributes, work) =>
      tracer.startActiveSpan(name, { attributes }, (span) => {
        const end = ending(span);
        return work().then(
          (result) => {
            end();
            return result;
          },
          (error: unknown) => {
            end(error);
            throw error;
          },
        );
      }),
    traceRequest: (request, response, work) => {
      const sender = propagation.extract(context.active(), request.headers);
      const [path = ''] = (request.url ?? '').split('?');
      const attributes = { 'http.request.method': request.method ?? '', 'url.path': path };
      const options = { kind: SpanKind.SERVER, attributes };
      tracer.startActiveSpan(`${request.method}`, options, sender, (span) => {
        response.once('close', () => {
          span.setAttribute('http.response.status_code', response.statusCode);
          if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        });
        work();
      });
    },
    traceId: () => trace.getActiveSpan()?.spanContext().traceId,
    stop: async () => {
      traceNoMore();
      await provider.shutdown();
      context.disable();
      propagation.disable();
    },
  };
}

/** An error's message may have a value in it that somebody sent, so its name alone is told. */
function ending(span: Span): (error?: unknown) => void {
  return (error) => {
    if (error !== undefined) {
      const name = error instanceof Error ? error.name : typeof error;
      span.setStatus({ code: SpanStatusCode.ERROR, message: name });
    }
    span.end();
  };
}

type Query = (this: pg.Client, ...args: unknown[]) => unknown;

/** Statements have parameters in place of values, so they tell nothing of anybody. */
function traceStatements(tracer: Tracer): () => void {
  const original = pg.Client.prototype.query as Query;
  const query: Query = function (...args) {
    // outside of any trace are polls, once a second
    if (!trace.getActiveSpan()) return original.apply(this, args);
    const [first] = args as [string | { text?: string; name?: string }];
    const text = typeof first === 'string' ? first : (first.text ?? '');
    const name = typeof first === 'string' ? undefined : first.name;
    const span = tracer.startSpan(`postgres ${name ?? text.trimStart().split(/\s/, 1)[0]}`, {
      kind: SpanKind.CLIENT,
      attributes: { 'db.system.name': 'postgresql', 'db.query.text': text.slice(0, MAX_STATEMENT) },
    });
    const end = ending(span);
    const last = args.length - 1;
    const callback = args[last];
    if (typeof callback === 'function') {
      const traced = (error: unknown, ...rest: unknown[]) => {
        end(error ?? undefined);
        (callback as (...results: unknown[]) => void)(error, ...rest);
      };
      args[last] = context.bind(context.active(), traced);
      return original.apply(this, args);
    }
    const answer = original.apply(this, args);
    if (answer instanceof Promise) answer.then(() => end(), end);
    else span.end(); // a stream of rows, which is its reader's to end
    return answer;
  };
  pg.Client.prototype.query = query as typeof pg.Client.prototype.query;
  return () => {
    pg.Client.prototype.query = original as typeof pg.Client.prototype.query;
  };
}
