# Builds on Railway too, which refuses VOLUME and cache mounts without an id of its own.
FROM node:24-bookworm-slim AS base
WORKDIR /app
ENV npm_config_fund=false npm_config_audit=false npm_config_update_notifier=false

FROM base AS build
COPY package.json package-lock.json ./
# No install script is needed, and without them nothing of ours runs before its sources are here.
RUN npm ci --ignore-scripts
COPY . .
RUN node scripts/ensure-built.mjs

FROM base AS dependencies
COPY package.json package-lock.json ./
# `--omit=dev` would keep the Prisma CLI and TypeScript, 200 MB, as some dependency names them as optional peers.
RUN npm pkg delete devDependencies && npm ci --ignore-scripts

FROM base
ENV NODE_ENV=production
# In a container of its own each process can have the port, also one without the web server.
ENV KICK_HEALTH_PORT=4000
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
# The database's folder: mount a volume here. A new volume takes over the owner of the folder that it covers.
RUN mkdir data && chown node:node data
USER node
EXPOSE 4000
STOPSIGNAL SIGTERM
# `docker run --env-file` leaves quotes around values: the bot takes them off, and so does this.
HEALTHCHECK --interval=30s --timeout=5s --start-period=40s --retries=3 \
	CMD ["node", "-e", "fetch(`http://localhost:${(process.env.KICK_HEALTH_PORT || process.env.PORT || '4000').replace(/[^0-9]/g, '')}/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/bot.js"]
