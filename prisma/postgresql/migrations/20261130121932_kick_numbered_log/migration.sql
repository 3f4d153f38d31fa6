-- Edited by hand: the old tables are only renamed here. The bot moves their rows while it receives events.
ALTER TABLE "kick_events" RENAME TO "kick_old_events";
ALTER TABLE "kick_old_events" RENAME CONSTRAINT "kick_events_pkey" TO "kick_old_events_pkey";
ALTER TABLE "kick_deliveries" RENAME TO "kick_old_deliveries";
ALTER TABLE "kick_old_deliveries" RENAME CONSTRAINT "kick_deliveries_pkey" TO "kick_old_deliveries_pkey";
ALTER TABLE "kick_old_deliveries" RENAME CONSTRAINT "kick_deliveries_event_id_fkey" TO "kick_old_deliveries_event_id_fkey";
DROP INDEX "kick_events_broadcaster_user_id_id_idx";
DROP INDEX "kick_events_received_at_idx";
DROP INDEX "kick_deliveries_guild_id_event_id_idx";

-- The ids of events change.
DELETE FROM "kick_begun_events";

CREATE TABLE "kick_log" (
    "name" TEXT NOT NULL,
    "last_seq" BIGINT NOT NULL,

    CONSTRAINT "kick_log_pkey" PRIMARY KEY ("name")
);

CREATE TABLE "kick_cursors" (
    "consumer" TEXT NOT NULL,
    "guild_id" TEXT NOT NULL,
    "broadcaster_user_id" BIGINT NOT NULL,
    "seq" BIGINT NOT NULL,

    CONSTRAINT "kick_cursors_pkey" PRIMARY KEY ("consumer","guild_id","broadcaster_user_id")
);

-- Old events get numbers up to this one. Their viewers are counted already.
INSERT INTO "kick_log" ("name", "last_seq")
SELECT 'events', CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) * 2048
WHERE EXISTS (SELECT 1 FROM "kick_old_events");
INSERT INTO "kick_log" ("name", "last_seq") SELECT 'old', "last_seq" FROM "kick_log";
INSERT INTO "kick_cursors" ("consumer", "guild_id", "broadcaster_user_id", "seq")
SELECT 'viewers', '', 0, "last_seq" FROM "kick_log" WHERE "name" = 'events';

CREATE TABLE "kick_events" (
    "seq" BIGINT NOT NULL,
    "event_id" TEXT NOT NULL,
    "message_key" TEXT,
    "type" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "subscription_id" TEXT,
    "broadcaster_user_id" BIGINT,
    "sender_user_id" BIGINT,
    "sent_at" BIGINT NOT NULL,
    "received_at" BIGINT NOT NULL,
    "payload" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "error" TEXT,
    "is_own" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "kick_events_pkey" PRIMARY KEY ("seq")
);
CREATE UNIQUE INDEX "kick_events_event_key" ON "kick_events"("event_id");
CREATE UNIQUE INDEX "kick_events_message_key_key" ON "kick_events"("message_key");
CREATE INDEX "kick_events_broadcaster_user_id_seq_idx" ON "kick_events"("broadcaster_user_id", "seq");

CREATE TABLE "kick_deliveries" (
    "consumer" TEXT NOT NULL,
    "guild_id" TEXT NOT NULL,
    "event_seq" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "error" TEXT,
    "updated_at" BIGINT NOT NULL,

    CONSTRAINT "kick_deliveries_pkey" PRIMARY KEY ("consumer","guild_id","event_seq")
);
CREATE INDEX "kick_deliveries_state_consumer_guild_id_event_seq_idx" ON "kick_deliveries"("state", "consumer", "guild_id", "event_seq");
CREATE INDEX "kick_deliveries_event_seq_idx" ON "kick_deliveries"("event_seq");
ALTER TABLE "kick_deliveries" ADD CONSTRAINT "kick_deliveries_event_seq_fkey" FOREIGN KEY ("event_seq") REFERENCES "kick_events"("seq") ON DELETE CASCADE ON UPDATE CASCADE;
