-- CreateTable
CREATE TABLE "kick_leases" (
    "name" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "expires_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "kick_leases_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "kick_deliveries_guild_id_event_id_idx" ON "kick_deliveries"("guild_id", "event_id");
