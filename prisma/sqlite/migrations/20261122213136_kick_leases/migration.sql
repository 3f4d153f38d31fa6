-- CreateTable
CREATE TABLE "kick_leases" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "owner" TEXT NOT NULL,
    "expires_at" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "kick_deliveries_guild_id_event_id_idx" ON "kick_deliveries"("guild_id", "event_id");
