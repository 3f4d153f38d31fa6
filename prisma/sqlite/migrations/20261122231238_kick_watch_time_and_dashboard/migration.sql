-- CreateTable
CREATE TABLE "kick_streams" (
    "broadcaster_user_id" BIGINT NOT NULL,
    "started_at" BIGINT NOT NULL,
    "ended_at" BIGINT,
    "seen_at" BIGINT NOT NULL,

    PRIMARY KEY ("broadcaster_user_id", "started_at")
);

-- CreateTable
CREATE TABLE "kick_presences" (
    "broadcaster_user_id" BIGINT NOT NULL,
    "user_id" BIGINT NOT NULL,
    "from_time" BIGINT NOT NULL,
    "until_time" BIGINT NOT NULL,

    PRIMARY KEY ("broadcaster_user_id", "user_id", "from_time")
);

-- CreateTable
CREATE TABLE "kick_watch_days" (
    "broadcaster_user_id" BIGINT NOT NULL,
    "user_id" BIGINT NOT NULL,
    "day" INTEGER NOT NULL,
    "watched_ms" BIGINT NOT NULL,

    PRIMARY KEY ("broadcaster_user_id", "user_id", "day")
);

-- CreateTable
CREATE TABLE "kick_sessions" (
    "id_hash" TEXT NOT NULL PRIMARY KEY,
    "discord_user_id" TEXT NOT NULL,
    "username" TEXT NOT NULL,
    "sealed_token" BLOB NOT NULL,
    "created_at" DATETIME NOT NULL,
    "expires_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "kick_used_forms" (
    "token_hash" TEXT NOT NULL PRIMARY KEY,
    "expires_at" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "kick_presences_broadcaster_user_id_until_time_idx" ON "kick_presences"("broadcaster_user_id", "until_time");

-- CreateIndex
CREATE INDEX "kick_watch_days_broadcaster_user_id_day_idx" ON "kick_watch_days"("broadcaster_user_id", "day");

-- CreateIndex
CREATE INDEX "kick_sessions_expires_at_idx" ON "kick_sessions"("expires_at");

-- CreateIndex
CREATE INDEX "kick_used_forms_expires_at_idx" ON "kick_used_forms"("expires_at");
