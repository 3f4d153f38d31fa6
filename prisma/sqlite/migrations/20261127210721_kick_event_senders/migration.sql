-- AlterTable
ALTER TABLE "kick_events" ADD COLUMN "sender_user_id" BIGINT;
