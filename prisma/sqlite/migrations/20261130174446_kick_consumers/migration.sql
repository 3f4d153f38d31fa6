-- Edited by hand: no table is copied.
ALTER TABLE "kick_events" ADD COLUMN "guild_id" TEXT;

ALTER TABLE "kick_cursors" ADD COLUMN "from_seq" BIGINT NOT NULL DEFAULT 0;
CREATE INDEX "kick_cursors_broadcaster_user_id_idx" ON "kick_cursors"("broadcaster_user_id");

CREATE TABLE "kick_past_cursors" (
    "guild_id" TEXT NOT NULL,
    "broadcaster_user_id" BIGINT NOT NULL,
    "from_seq" BIGINT NOT NULL,
    "until_seq" BIGINT NOT NULL,

    PRIMARY KEY ("guild_id", "broadcaster_user_id", "from_seq")
);
CREATE INDEX "kick_past_cursors_broadcaster_user_id_idx" ON "kick_past_cursors"("broadcaster_user_id");

-- Counts of starts that ended in an event begin again.
DROP TABLE "kick_begun_events";
CREATE TABLE "kick_begun_events" (
    "consumer" TEXT NOT NULL,
    "guild_id" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "starts" INTEGER NOT NULL,

    PRIMARY KEY ("consumer", "guild_id")
);

ALTER TABLE "kick_log" ADD COLUMN "previous_seq" BIGINT NOT NULL DEFAULT 0;
