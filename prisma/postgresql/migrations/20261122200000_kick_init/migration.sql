-- IF NOT EXISTS: a database of the Python bot already has this table, with its settings in it.
-- CreateTable
CREATE TABLE IF NOT EXISTS "bot_settings" (
    "discord_server_id" BIGINT NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT,

    CONSTRAINT "bot_settings_pkey" PRIMARY KEY ("discord_server_id","key")
);

-- CreateTable
CREATE TABLE "kick_accounts" (
    "user_id" BIGINT NOT NULL,
    "username" TEXT NOT NULL,
    "slug" TEXT,
    "sealed_access_token" BYTEA NOT NULL,
    "sealed_refresh_token" BYTEA,
    "scopes" TEXT NOT NULL,
    "access_expires_at" TIMESTAMP(3) NOT NULL,
    "linked_at" TIMESTAMP(3) NOT NULL,
    "refresh_expires_at" TIMESTAMP(3),
    "status" TEXT NOT NULL,
    "is_bot" BOOLEAN NOT NULL,

    CONSTRAINT "kick_accounts_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "kick_links" (
    "guild_id" TEXT NOT NULL,
    "user_id" BIGINT NOT NULL,
    "linked_by" TEXT NOT NULL,
    "linked_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "kick_links_pkey" PRIMARY KEY ("guild_id")
);

-- CreateTable
CREATE TABLE "kick_link_states" (
    "state_hash" TEXT NOT NULL,
    "guild_id" TEXT NOT NULL,
    "discord_user_id" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "browser_hash" TEXT,
    "sealed_verifier" BYTEA,
    "created_at" TIMESTAMP(3) NOT NULL,
    "expires_at" TIMESTAMP(3) NOT NULL,
    "consumed_at" TIMESTAMP(3),

    CONSTRAINT "kick_link_states_pkey" PRIMARY KEY ("state_hash")
);

-- CreateTable
CREATE TABLE "kick_subscriptions" (
    "id" TEXT NOT NULL,
    "broadcaster_user_id" BIGINT NOT NULL,
    "event" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL,
    "last_listed_at" TIMESTAMP(3),

    CONSTRAINT "kick_subscriptions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "kick_events" (
    "id" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "message_id" TEXT,
    "type" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "subscription_id" TEXT,
    "broadcaster_user_id" BIGINT,
    "sent_at" TIMESTAMP(3) NOT NULL,
    "received_at" TIMESTAMP(3) NOT NULL,
    "payload" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "error" TEXT,

    CONSTRAINT "kick_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "kick_deliveries" (
    "event_id" TEXT NOT NULL,
    "guild_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "error" TEXT,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "kick_deliveries_pkey" PRIMARY KEY ("event_id","guild_id")
);

-- CreateTable
CREATE TABLE "kick_chatters" (
    "broadcaster_user_id" BIGINT NOT NULL,
    "user_id" BIGINT NOT NULL,
    "username" TEXT NOT NULL,
    "color" TEXT,
    "messages" INTEGER NOT NULL,
    "first_seen_at" TIMESTAMP(3) NOT NULL,
    "last_seen_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "kick_chatters_pkey" PRIMARY KEY ("broadcaster_user_id","user_id")
);

-- CreateTable
CREATE TABLE "kick_departures" (
    "guild_id" TEXT NOT NULL,
    "departed_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "kick_departures_pkey" PRIMARY KEY ("guild_id")
);

-- CreateIndex
CREATE INDEX "kick_links_user_id_idx" ON "kick_links"("user_id");

-- CreateIndex
CREATE INDEX "kick_subscriptions_broadcaster_user_id_idx" ON "kick_subscriptions"("broadcaster_user_id");

-- CreateIndex
CREATE UNIQUE INDEX "kick_events_event_id_key" ON "kick_events"("event_id");

-- CreateIndex
CREATE UNIQUE INDEX "kick_events_message_id_key" ON "kick_events"("message_id");

-- CreateIndex
CREATE INDEX "kick_events_broadcaster_user_id_id_idx" ON "kick_events"("broadcaster_user_id", "id");

-- CreateIndex
CREATE INDEX "kick_events_received_at_idx" ON "kick_events"("received_at");

-- CreateIndex
CREATE INDEX "kick_deliveries_state_guild_id_event_id_idx" ON "kick_deliveries"("state", "guild_id", "event_id");

-- CreateIndex
CREATE INDEX "kick_chatters_broadcaster_user_id_last_seen_at_idx" ON "kick_chatters"("broadcaster_user_id", "last_seen_at");

-- AddForeignKey
ALTER TABLE "kick_links" ADD CONSTRAINT "kick_links_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "kick_accounts"("user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kick_deliveries" ADD CONSTRAINT "kick_deliveries_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "kick_events"("id") ON DELETE CASCADE ON UPDATE CASCADE;
