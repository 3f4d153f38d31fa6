-- Edited by hand: counts of starts that ended in an event begin again.
DELETE FROM "kick_begun_events";
ALTER TABLE "kick_begun_events" DROP CONSTRAINT "kick_begun_events_pkey",
ADD COLUMN     "consumer" TEXT NOT NULL,
ADD CONSTRAINT "kick_begun_events_pkey" PRIMARY KEY ("consumer", "guild_id");

ALTER TABLE "kick_cursors" ADD COLUMN     "from_seq" BIGINT NOT NULL DEFAULT 0;
CREATE INDEX "kick_cursors_broadcaster_user_id_idx" ON "kick_cursors"("broadcaster_user_id");

ALTER TABLE "kick_events" ADD COLUMN     "guild_id" TEXT;

CREATE TABLE "kick_past_cursors" (
    "guild_id" TEXT NOT NULL,
    "broadcaster_user_id" BIGINT NOT NULL,
    "from_seq" BIGINT NOT NULL,
    "until_seq" BIGINT NOT NULL,

    CONSTRAINT "kick_past_cursors_pkey" PRIMARY KEY ("guild_id","broadcaster_user_id","from_seq")
);
CREATE INDEX "kick_past_cursors_broadcaster_user_id_idx" ON "kick_past_cursors"("broadcaster_user_id");

ALTER TABLE "kick_log" ADD COLUMN     "previous_seq" BIGINT NOT NULL DEFAULT 0;
