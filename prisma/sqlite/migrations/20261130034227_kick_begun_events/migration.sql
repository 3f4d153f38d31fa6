-- CreateTable
CREATE TABLE "kick_begun_events" (
    "guild_id" TEXT NOT NULL PRIMARY KEY,
    "event_id" TEXT NOT NULL,
    "starts" INTEGER NOT NULL
);
