-- CreateTable
CREATE TABLE "kick_begun_events" (
    "guild_id" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "starts" INTEGER NOT NULL,

    CONSTRAINT "kick_begun_events_pkey" PRIMARY KEY ("guild_id")
);
