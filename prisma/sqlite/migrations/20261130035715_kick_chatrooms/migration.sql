-- CreateTable
CREATE TABLE "kick_chatrooms" (
    "chatroom_id" BIGINT NOT NULL PRIMARY KEY,
    "broadcaster_user_id" BIGINT NOT NULL,
    "proven_by" TEXT NOT NULL,
    "proven_at" DATETIME NOT NULL
);
