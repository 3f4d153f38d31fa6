-- AlterTable
ALTER TABLE "kick_events" ADD COLUMN "is_own" BOOLEAN NOT NULL DEFAULT false;
