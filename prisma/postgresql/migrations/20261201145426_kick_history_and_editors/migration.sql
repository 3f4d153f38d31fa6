-- AlterTable
ALTER TABLE "kick_link_states" ADD COLUMN     "discord_user_name" TEXT;

-- CreateTable
CREATE TABLE "kick_setting_changes" (
    "id" TEXT NOT NULL,
    "guild_id" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT,
    "via" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "old_value" TEXT NOT NULL,
    "new_value" TEXT NOT NULL,
    "undo_of" TEXT,

    CONSTRAINT "kick_setting_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "kick_editors" (
    "guild_id" TEXT NOT NULL,
    "role_id" TEXT NOT NULL,
    "section" TEXT NOT NULL,
    "added_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "kick_editors_pkey" PRIMARY KEY ("guild_id","role_id","section")
);

-- CreateIndex
CREATE INDEX "kick_setting_changes_guild_id_id_idx" ON "kick_setting_changes"("guild_id", "id");
