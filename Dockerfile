# No VOLUME and no cache mounts without an id, because Railway refuses both.
FROM node:24-bookworm-slim AS base
WORKDIR /app
ENV npm_config_fund=false npm_config_audit=false npm_config_update_notifier=false

FROM base AS build
COPY package.json package-lock.json ./
# No install script is needed, and the plugin's own cannot run before its sources are copied.
RUN npm ci --ignore-scripts
COPY . .
RUN node scripts/ensure-built.mjs

FROM base AS dependencies
COPY package.json package-lock.json ./
# `--omit=dev` would keep the Prisma CLI and TypeScript (200 MB), because a dependency lists them as optional peers.
RUN npm pkg delete devDependencies && npm ci --ignore-scripts

FROM base
ENV NODE_ENV=production
# Serves /health in every container, including those without the web server. The port is free in each container.
ENV KICK_HEALTH_PORT=4000
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
# The folder of the database: mount a volume here. A new volume inherits the owner of this folder.
RUN mkdir data && chown node:node data
USER node
EXPOSE 4000
STOPSIGNAL SIGTERM
# `docker run --env-file` keeps quotes around values. The bot removes them, and so does this check.
HEALTHCHECK --interval=30s --timeout=5s --start-period=40s --retries=3 \
	CMD ["node", "-e", "fetch(`http://localhost:${(process.env.KICK_HEALTH_PORT || process.env.PORT || '4000').replace(/[^0-9]/g, '')}/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/bot.js"]
